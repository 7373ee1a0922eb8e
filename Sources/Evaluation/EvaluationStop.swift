// Why did an evaluation give no value? The ways in which a run ends early.

package import SourceText

/// The end of a run without a value.
package enum EvaluationStop: Error, Sendable, Hashable {
  /// The code is outside what the evaluator models. The reason completes "not evaluated: ".
  case notEvaluated(reason: String, at: FileLocation?)
  /// The program itself would stop here: it throws, traps or overflows.
  case raised(Raised)
  case limit(Limit, at: FileLocation?)
  /// Values that need themselves; `name` is one of them.
  case cycle(name: String, at: FileLocation?)
  case cancelled

  package enum Limit: String, Sendable, Hashable { case steps, bytes, depth }

  /// What the program would stop with, and where.
  package struct Raised: Sendable, Hashable {
    /// The error's type where the program throws one (`ScheduleError`), else the kind of trap: `precondition`.
    package var type: String
    /// One sentence without a full stop.
    package var message: String
    package var location: FileLocation?

    package init(type: String, message: String, location: FileLocation?) {
      self.type = type
      self.message = message
      self.location = location
    }
  }

  /// Where it stopped.
  package var location: FileLocation? {
    switch self {
    case .notEvaluated(_, let location), .limit(_, let location), .cycle(_, let location): location
    case .raised(let raised): raised.location
    case .cancelled: nil
    }
  }

  /// In words: completes "not evaluated: " for all but `raised`, whose message stands for itself.
  package var words: String {
    switch self {
    case .notEvaluated(let reason, _): reason
    case .raised(let raised): raised.message
    case .limit(let limit, _): EvaluationWords.limit(limit)
    case .cycle(let name, _): EvaluationWords.cycle(name)
    case .cancelled: EvaluationWords.cancelled
    }
  }
}
