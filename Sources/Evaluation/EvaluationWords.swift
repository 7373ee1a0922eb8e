// Which words does a person read? Every reason and message of this layer, in one place.
//
// A reason completes "not evaluated: "; a message is one sentence without a full stop.

import Configurables

enum EvaluationWords {
  static let cancelled = "was cancelled by a newer edit"

  static func limit(_ limit: EvaluationStop.Limit) -> String {
    switch limit {
    case .steps: "takes more steps than the limit allows"
    case .bytes: "needs more memory than the limit allows"
    case .depth: "calls itself more deeply than the limit allows"
    }
  }

  static func cycle(_ name: String) -> String { "`\(name)` needs its own value" }
}

extension EvaluationWords {
  static func unknownReference(_ reference: ReferenceValue) -> String {
    "calls `@\(reference.selector)`, which is not in the workspace"
  }
}
