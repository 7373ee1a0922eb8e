// Has this been computed before? Results of calls with what they asked for, for every config and every moment.
//
// A call without arguments depends on the code that it runs and on what it asks its environment. So a kept result holds
// where every question that was asked has the same answer now, and the code is of the same edition: forty experiments
// that give a function the same inputs call it once, and an edit elsewhere calls nothing again.

import Configurables
import Evaluation
import SourceText
import Synchronization

/// Shared by the definitions of all moments; what is of other code than theirs is told by its editions.
final class ComputationMemo: Sendable {
  enum Question: Sendable {
    case bound(Parameter, DefinitionIndex.ID, scope: String)
    case names(DefinitionIndex.ID, scope: String)
    case query(String)
    case call(ReferenceValue, [EvaluationArgument], scope: String)
  }

  /// Nil where nothing was bound.
  typealias Answer = Value?

  struct Computation: Sendable {
    let answers: [Answer]
    let result: Value
    let code: [CodeEditions.Part]
  }

  /// The computations of one call that asked the same questions, by a hash of the answers.
  struct Group: Sendable {
    let questions: [Question]
    fileprivate(set) var computations: [Int: [Computation]] = [:]

    func computation(_ answers: [Answer], _ editions: CodeEditions) -> Computation? {
      computations[answers.hashValue]?.first {
        ComputationMemo.areSame($0.answers, answers) && editions.hold($0.code)
      }
    }
  }

  /// Computations that take fewer steps are done again sooner than looked up.
  static let leastSteps = 20
  private static let mostComputations = 16_384
  private static let mostGroups = 8
  private static let mostElements = 4_000_000

  private struct Kept {
    var groups: [CallKey: [Group]] = [:]
    var count = 0
    var elements = 0
  }

  private let kept = Mutex(Kept())

  /// The latest first.
  func groups(of key: CallKey) -> [Group] { kept.withLock { $0.groups[key] ?? [] } }

  /// When there is too much, all is let go: what is still wanted is soon computed again.
  func keep(_ computation: Computation, _ questions: [Question], of key: CallKey) {
    let elements = computation.result.elementCount + computation.answers.reduce(0) { $0 + ($1?.elementCount ?? 0) }
    guard elements <= Self.mostElements else { return }
    kept.withLock { kept in
      if kept.count >= Self.mostComputations || kept.elements + elements > Self.mostElements { kept = Kept() }
      var groups = kept.groups.removeValue(forKey: key) ?? []
      let place = groups.firstIndex { $0.questions.elementsEqual(questions, by: Self.areSame) }
      var group = place.map { groups.remove(at: $0) } ?? Group(questions: questions)
      let hash = computation.answers.hashValue
      // Of the same inputs only the newest code is of use.
      group.computations[hash, default: []].removeAll { Self.areSame($0.answers, computation.answers) }
      group.computations[hash, default: []].append(computation)
      groups.insert(group, at: 0)
      kept.groups[key] = Array(groups.prefix(Self.mostGroups))
      kept.count += 1
      kept.elements += elements
    }
  }

  private static func areSame(_ left: Question, _ right: Question) -> Bool {
    switch (left, right) {
    case (.bound(let left, let leftID, let leftScope), .bound(let right, let rightID, let rightScope)):
      leftID == rightID && left.name == right.name && leftScope == rightScope
    case (.names(let left, let leftScope), .names(let right, let rightScope)):
      left == right && leftScope == rightScope
    case (.query(let left), .query(let right)): left == right
    case (.call(let left, let leftArguments, let leftScope), .call(let right, let rightArguments, let rightScope)):
      left == right && leftArguments == rightArguments && leftScope == rightScope
    default: false
    }
  }

  fileprivate static func areSame(_ left: [Answer], _ right: [Answer]) -> Bool {
    left.elementsEqual(right) { left, right in
      switch (left, right) {
      case (nil, nil): true
      case (let left?, let right?): left.isSame(as: right)
      default: false
      }
    }
  }
}

/// Which version of the code is this? A number for each part of it that was edited.
struct CodeEditions: Sendable {
  /// A part of the code and its edition.
  struct Part: Sendable {
    let part: EvaluatedCode
    let edition: Int
  }

  private var editions: [EvaluatedCode: Int] = [:]
  private static let count = Atomic<Int>(0)

  /// The editions after some files were edited.
  func updated(_ changed: [(old: DefinitionFile, new: DefinitionFile)]) -> CodeEditions {
    guard !changed.isEmpty else { return self }
    var updated = self
    func edit(_ part: EvaluatedCode) {
      updated.editions[part] = Self.count.wrappingAdd(1, ordering: .relaxed).newValue
    }
    edit(.all)
    for (old, new) in changed {
      edit(new.language == .swift ? .swift : .python(new.file))
      for configurable in old.configurables + new.configurables where configurable.file != new.file {
        edit(.python(configurable.file))
      }
    }
    return updated
  }

  func current(_ parts: Set<EvaluatedCode>) -> [Part] {
    parts.map { Part(part: $0, edition: editions[$0] ?? 0) }
  }

  func hold(_ parts: [Part]) -> Bool { parts.allSatisfy { editions[$0.part] ?? 0 == $0.edition } }
}

/// Writes down what one call asks.
final class QuestionRecord: Sendable {
  private let asked = Mutex<(questions: [ComputationMemo.Question], answers: [ComputationMemo.Answer])>(([], []))

  var all: (questions: [ComputationMemo.Question], answers: [ComputationMemo.Answer]) { asked.withLock { $0 } }

  func note(_ question: ComputationMemo.Question, _ value: Value?) {
    asked.withLock {
      $0.questions.append(question)
      $0.answers.append(value)
    }
  }
}

extension Value {
  /// Equal to the last bit: `0.0` is not `-0.0`.
  fileprivate func isSame(as other: Value) -> Bool {
    switch (self, other) {
    case (.double(let left), .double(let right)): left.bitPattern == right.bitPattern
    case (.float(let left), .float(let right)): left.bitPattern == right.bitPattern
    case (.list(let left), .list(let right)), (.tuple(let left), .tuple(let right)):
      left.elementsEqual(right) { $0.isSame(as: $1) }
    case (.integer, _), (.boolean, _), (.string, _), (.none, _), (.reference, _), (.enumeration, _): self == other
    default: self == other && text == other.text
    }
  }

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
