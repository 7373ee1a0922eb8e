// What does a call of a configurable give, and was it worked out before? Calls in a scope, and the memory of long ones.

import Configurables
import Evaluation
import SourceText
import Synchronization

/// What a call gave, and the bindings that were read for it.
struct KnownCall: Sendable {
  let value: Value
  let sources: [FileLocation]
  /// By their places, those included whose values are no inputs of code.
  let visited: Set<Int>

  /// - Parameter start: how much the run had read before the call.
  init(_ value: Value, _ run: EvaluationRun, since start: (reads: Int, taken: Int), visited: Set<Int>) {
    self.value = value
    self.visited = visited
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
      take(known, run)
      return known.value
    }
    let known = try visiting(run) { () throws(EvaluationStop) in try computed(key, run: run) }
    config.memo.withLock { $0.calls[key] = known }
    return known.value
  }

  /// Takes note of what a known result hangs on.
  func take(_ known: KnownCall, _ run: EvaluationRun) {
    run.sourcesTaken += known.sources
    trace.visit(known.visited)
  }

  /// A result with what is looked at for it alone.
  func visiting(_ run: EvaluationRun, _ work: () throws(EvaluationStop) -> Value) throws(EvaluationStop) -> KnownCall {
    let (reads, taken) = (run.reads.count, run.sourcesTaken.count)
    let outer = trace.state.withLock { state in
      defer { state.visited = [] }
      return state.visited
    }
    defer { trace.visit(outer) }
    let value = try work()
    return KnownCall(value, run, since: (reads, taken), visited: trace.state.withLock { $0.visited })
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
    let outer = run.evaluatedCode
    run.evaluatedCode = []
    defer { run.evaluatedCode.formUnion(outer) }
    let value = try definitions.evaluator.call(id, arguments: [], scope: scope, environment: inner, run: run)
    if steps - run.stepsLeft >= ComputationMemo.leastSteps {
      let (questions, answers) = record.all
      let code = definitions.editions.current(run.evaluatedCode)
      definitions.computations.keep(
        ComputationMemo.Computation(answers: answers, result: value, code: code), questions, of: key)
    }
    return value
  }

  /// A kept result whose every question has the same answer now.
  private func remembered(_ key: CallKey, run: EvaluationRun) -> Value? {
    var asking = self
    asking.record = nil
    for group in definitions.computations.groups(of: key) {
      do {
        var answers: [ComputationMemo.Answer] = []
        var sources: [FileLocation] = []
        for question in group.questions {
          let (answer, source) = try asking.answer(to: question, run: run)
          answers.append(answer)
          if let source { sources.append(source) }
        }
        guard let known = group.computation(answers, definitions.editions) else { continue }
        run.evaluatedCode.formUnion(known.code.map(\.part))
        run.sourcesTaken += sources
        return known.result
      } catch {
        continue
      }
    }
    return nil
  }

  /// The answer, and the binding that gave it.
  private func answer(
    to question: ComputationMemo.Question, run: EvaluationRun
  ) throws(EvaluationStop) -> (ComputationMemo.Answer, FileLocation?) {
    switch question {
    case .bound(let parameter, let id, let scope):
      let bound = try boundValue(of: parameter, of: id, scope: scope, run: run)
      return (bound?.value, bound?.location)
    case .names(let id, let scope): return (.list(boundNames(of: id, scope: scope).map { .string($0) }), nil)
    case .query(let key):
      let bound = try query(key, run: run)
      return (bound?.value, bound?.location)
    case .call(let reference, let arguments, let scope):
      return (try call(reference, arguments: arguments, scope: scope, run: run), nil)
    }
  }
}
