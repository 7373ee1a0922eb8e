// Has this been computed before? Results of long computations, with what they asked for, kept from one edit to the next.
//
// A call without arguments depends on the code, which is the same for one `ProjectDefinitions`, and on what it asks its
// environment. So a kept result holds where every question that was asked has the same answer now.

import Configurables
import Evaluation
import SourceText
import Synchronization

final class ComputationMemo: Sendable {
  enum Question: Sendable {
    case bound(Parameter, DefinitionIndex.ID, scope: String)
    case query(String)
    case call(ReferenceValue, [EvaluationArgument], scope: String)
  }

  struct Answer: Sendable {
    let question: Question
    /// Nil where nothing was bound.
    let value: Value?
  }

  struct Computation: Sendable {
    let answers: [Answer]
    let result: Value
  }

  /// Computations that take fewer steps are done again sooner than looked up.
  static let leastSteps = 1000
  private static let mostComputations = 64
  private static let mostElements = 4_000_000

  private struct Kept {
    var computations: [CallKey: [Computation]] = [:]
    var count = 0
    var elements = 0
  }

  private let kept = Mutex(Kept())

  func computations(of key: CallKey) -> [Computation] { kept.withLock { $0.computations[key] ?? [] } }

  /// When there is too much, all is let go: what is still wanted is soon computed again.
  func keep(_ computation: Computation, of key: CallKey) {
    let elements = computation.result.elementCount
    guard elements <= Self.mostElements else { return }
    kept.withLock { kept in
      if kept.count >= Self.mostComputations || kept.elements + elements > Self.mostElements { kept = Kept() }
      kept.computations[key, default: []].append(computation)
      kept.count += 1
      kept.elements += elements
    }
  }
}

/// Writes down what one call asks.
final class QuestionRecord: Sendable {
  private let answers = Mutex<[ComputationMemo.Answer]>([])

  var all: [ComputationMemo.Answer] { answers.withLock { $0 } }

  func note(_ question: ComputationMemo.Question, _ value: Value?) {
    answers.withLock { $0.append(ComputationMemo.Answer(question: question, value: value)) }
  }
}

extension Value {
  /// Of the outermost container, which is what grows.
  fileprivate var elementCount: Int {
    switch self {
    case .list(let elements), .tuple(let elements), .set(let elements): elements.count
    case .dictionary(let dictionary): dictionary.keys.count
    case .string(let text): text.utf8.count / 8
    case .bytes(let bytes): bytes.count / 8
    default: 1
    }
  }
}
