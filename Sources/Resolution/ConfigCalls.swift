// What does a call of a configurable give, and was it worked out before? Calls in a scope, and the memory of long ones.

import Configurables
import Evaluation
import SourceText
import Synchronization

/// What a call gave, and the bindings that were read for it.
struct KnownCall: Sendable {
  let value: Value
  let sources: [FileLocation]

  /// - Parameter start: how much the run had read before the call.
  init(_ value: Value, _ run: EvaluationRun, since start: (reads: Int, taken: Int)) {
    self.value = value
    sources = (run.reads.dropFirst(start.reads).compactMap(\.binding) + run.sourcesTaken.dropFirst(start.taken))
      .uniqued()
  }
}

extension Sequence where Element: Hashable {
  /// Each element once, where it stands first.
  func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}

extension ConfigEnvironment {
  func call(
    _ id: DefinitionIndex.ID, _ arguments: [EvaluationArgument], in scope: String, run: EvaluationRun
  ) throws(EvaluationStop) -> Value {
    guard arguments.isEmpty else {
      return try definitions.evaluator.call(id, arguments: arguments, scope: scope, environment: self, run: run)
    }
    if let missing = config.missingParameters(of: id, scope: scope).first {
      throw .notEvaluated(
        reason: ProblemWords.needsRequired(missing.name, index.configurables[id].name), at: nil)
    }
    let key = CallKey(configurable: id, scope: scope)
    // The reads of a call that is asked for itself are shown, so it has to run; those inside it need not.
    let isInside = (active?.depth ?? 0) > 1
    if memory == .kept || isInside, let known = config.memo.withLock({ $0.calls[key] }) {
      run.sourcesTaken += known.sources
      return known.value
    }
    let (reads, taken) = (run.reads.count, run.sourcesTaken.count)
    let value = try computed(key, run: run)
    let known = KnownCall(value, run, since: (reads, taken))
    config.memo.withLock { $0.calls[key] = known }
    return value
  }

  private func computed(_ key: CallKey, run: EvaluationRun) throws(EvaluationStop) -> Value {
    let (id, scope) = (key.configurable, key.scope)
    guard memory == .kept else {
      return try definitions.evaluator.call(id, arguments: [], scope: scope, environment: self, run: run)
    }
    if let known = remembered(key, run: run) { return known }
    let record = QuestionRecord()
    var inner = self
    inner.record = record
    let steps = run.stepsLeft
    let value = try definitions.evaluator.call(id, arguments: [], scope: scope, environment: inner, run: run)
    if steps - run.stepsLeft >= ComputationMemo.leastSteps {
      definitions.computations.keep(ComputationMemo.Computation(answers: record.all, result: value), of: key)
    }
    return value
  }

  /// A kept result whose every question has the same answer now.
  private func remembered(_ key: CallKey, run: EvaluationRun) -> Value? {
    var asking = self
    asking.record = nil
    let known = definitions.computations.computations(of: key).first { computation in
      computation.answers.allSatisfy { answer in
        do {
          return try asking.answer(to: answer.question, run: run) == answer.value
        } catch {
          return false
        }
      }
    }
    run.sourcesTaken += known?.answers.compactMap { source(of: $0.question) } ?? []
    return known?.result
  }

  private func source(of question: ComputationMemo.Question) -> FileLocation? {
    switch question {
    case .bound(let parameter, let id, let scope):
      config.effectiveBinding(of: parameter.name, configurable: id, scope: scope)?.location
    case .query(let key): config.queriedBinding(key)?.location
    case .call: nil
    }
  }

  private func answer(to question: ComputationMemo.Question, run: EvaluationRun) throws(EvaluationStop) -> Value? {
    switch question {
    case .bound(let parameter, let id, let scope): try boundValue(of: parameter, of: id, scope: scope, run: run)?.value
    case .query(let key): try query(key, run: run)?.value
    case .call(let reference, let arguments, let scope):
      try call(reference, arguments: arguments, scope: scope, run: run)
    }
  }
}
