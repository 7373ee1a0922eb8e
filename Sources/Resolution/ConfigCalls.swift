// What does a call of a configurable give, and was it worked out before? Calls in a scope, and the memory of long ones.

import Configurables
import Evaluation
import SourceText
import Synchronization

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
    if memory == .kept || isInside, let known = config.memo.withLock({ $0.calls[key] }) { return known }
    let value = try computed(key, run: run)
    config.memo.withLock { $0.calls[key] = value }
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
    return definitions.computations.computations(of: key).first { computation in
      computation.answers.allSatisfy { answer in
        do {
          return try asking.answer(to: answer.question, run: run) == answer.value
        } catch {
          return false
        }
      }
    }?.result
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
