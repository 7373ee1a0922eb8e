// What does a value come to while code runs? References, macros and bound parameters, as gin resolves them in a scope.
//
// gin copies a parameter's value just before the call that consumes it, and calls what is marked for evaluation while
// it copies (`ConfigurableReference.__deepcopy__`), so everything in a value runs in the scope of its consumer.

import Configurables
import Evaluation
import SourceText
import Synchronization

/// A call without arguments in a scope.
struct CallKey: Sendable, Hashable {
  let configurable: DefinitionIndex.ID
  let scope: String
}

/// What is being worked out now, innermost first; a value that needs itself is met again on this list.
final class ActiveValue: Sendable {
  let binding: Int
  let scope: String
  let outer: ActiveValue?
  let depth: Int

  init(_ binding: Int, _ scope: String, _ outer: ActiveValue?) {
    self.binding = binding
    self.scope = scope
    self.outer = outer
    depth = (outer?.depth ?? 0) + 1
  }

  func holds(_ binding: Int, _ scope: String) -> Bool {
    var current: ActiveValue? = self
    while let active = current {
      if active.binding == binding, active.scope == scope { return true }
      current = active.outer
    }
    return false
  }

  /// The bindings on the list, the outermost first.
  var bindings: [Int] { (outer?.bindings ?? []) + [binding] }
}

/// What a run met on its way: which binding a failure belongs to, and the way around a cycle.
final class RunTrace: Sendable {
  struct State {
    /// The binding whose value raised, the innermost one, and the configurable that it called.
    var culprit: (binding: Int, range: TextRange, configurable: DefinitionIndex.ID)?
    var cycle: [Int] = []
    var isMacroCycle = false
    /// Parts of values that may still be visited, and names among them: macros can double a list at each step.
    var partsLeft = 1_000_000
    var namesLeft = 2_000
    /// The bindings that were looked at.
    var visited: Set<Int> = []
  }
  let state = Mutex(State())

  func visit(_ binding: Int) { state.withLock { _ = $0.visited.insert(binding) } }
  func visit(_ bindings: Set<Int>) { state.withLock { $0.visited.formUnion(bindings) } }
}

struct ConfigEnvironment: EvaluationEnvironment {
  let config: ResolvedConfig
  var active: ActiveValue?
  let trace: RunTrace
  let memory: Memory
  var record: QuestionRecord?
  /// Containers inside containers, through all the bindings on the way.
  private var nesting = 0

  /// Whether results of earlier moments may be taken. The reads of a run that takes them are not complete.
  enum Memory { case none, kept }

  /// Bindings inside bindings, and containers inside containers; the stack of a secondary thread holds this many.
  private static let depthLimit = 60
  private static let nestingLimit = 150

  init(_ config: ResolvedConfig, trace: RunTrace = RunTrace(), memory: Memory = .none) {
    self.config = config
    self.memory = memory
    self.trace = trace
  }

  var definitions: ProjectDefinitions { config.definitions }
  var index: DefinitionIndex { config.index }

  // MARK: What the evaluator asks

  func boundValue(
    of parameter: Parameter, of configurable: DefinitionIndex.ID, scope: String, run: EvaluationRun
  ) throws(EvaluationStop) -> BoundValue? {
    let bound = try bindingValue(of: parameter, of: configurable, scope: scope, run: run)
    record?.note(.bound(parameter, configurable, scope: scope), bound?.value)
    return bound
  }

  private func bindingValue(
    of parameter: Parameter, of configurable: DefinitionIndex.ID, scope: String, run: EvaluationRun
  ) throws(EvaluationStop) -> BoundValue? {
    guard let binding = config.effectiveBinding(of: parameter.name, configurable: configurable, scope: scope),
      let value = binding.value
    else { return nil }
    let resolved = try run.insideBinding { () throws(EvaluationStop) in
      try resolve(ConfigExpression(value, definitions), of: binding, in: scope, run: run)
    }
    return BoundValue(
      value: try convert(resolved, for: binding), location: binding.location, scope: binding.scope)
  }

  func boundNames(of configurable: DefinitionIndex.ID, scope: String) -> [String] {
    var names: [String] = []
    let bindings = config.bindings(of: configurable)
    for part in ResolvedConfig.chain(of: scope).reversed() {
      for binding in bindings where binding.scope == part && !names.contains(binding.parameter) {
        names.append(binding.parameter)
      }
    }
    record?.note(.names(configurable, scope: scope), .list(names.map { .string($0) }))
    return names
  }

  /// The root scope's binding with its references unevaluated; gin raises where nothing is bound
  /// (`config.py`, `query_parameter`).
  func query(_ key: String, run: EvaluationRun) throws(EvaluationStop) -> BoundValue? {
    let bound = try queriedValue(key, run: run)
    record?.note(.query(key), bound?.value)
    return bound
  }

  private func queriedValue(_ key: String, run: EvaluationRun) throws(EvaluationStop) -> BoundValue? {
    let constants = index.constants(named: key)
    if constants.count == 1 {
      return BoundValue(
        value: try definitions.evaluator.constant(constants[0], environment: self, run: run),
        location: FileLocation(constants[0].file, constants[0].constant.nameRange))
    }
    guard let binding = config.queriedBinding(key), let value = binding.value else { return nil }
    let unevaluated = try uncalled(ConfigExpression(value, definitions), of: binding, run: run)
    return BoundValue(value: try convert(unevaluated, for: binding), location: binding.location)
  }

  func call(
    _ reference: ReferenceValue, arguments: [EvaluationArgument], scope: String, run: EvaluationRun
  ) throws(EvaluationStop) -> Value {
    let found: DefinitionIndex.Lookup =
      reference.configurable.map { .found($0) } ?? index.configurable(reference.selector)
    guard case .found(let id) = found else {
      throw .notEvaluated(reason: ProblemWords.unknownReference(reference.text), at: nil)
    }
    let value = try call(id, arguments, in: reference.scope.isEmpty ? scope : reference.scope, run: run)
    record?.note(.call(reference, arguments, scope: scope), value)
    return value
  }

  // MARK: Values

  /// The value with everything in it that is marked for evaluation called, in `scope`.
  func resolve(
    _ expression: ConfigExpression, of binding: ConfigBinding, in scope: String, run: EvaluationRun
  ) throws(EvaluationStop) -> Value {
    trace.visit(binding.index)
    if let constant = expression.constant { return constant }
    if let active, active.holds(binding.index, scope) {
      trace.state.withLock {
        $0.cycle = active.bindings + [binding.index]
        $0.isMacroCycle = binding.target == .macro
      }
      throw .cycle(name: config.name(of: binding), at: nil)
    }
    guard (active?.depth ?? 0) < Self.depthLimit else {
      throw .notEvaluated(reason: ProblemWords.tooDeep, at: nil)
    }
    var inner = self
    inner.active = ActiveValue(binding.index, scope, active)
    return try run.withRoom { () throws(EvaluationStop) in try inner.parts(expression, binding, scope, run) }
  }

  private func parts(
    _ expression: ConfigExpression, _ binding: ConfigBinding, _ scope: String, _ run: EvaluationRun
  ) throws(EvaluationStop) -> Value {
    try visit(expression)
    switch expression.kind {
    case .literal(let value): return value
    case .list(let elements): return .list(try all(elements, binding, scope, run))
    case .tuple(let elements): return .tuple(try all(elements, binding, scope, run))
    case .dictionary(let entries):
      let keys = try all(entries.map(\.key), binding, scope, run)
      return .dictionary(DictionaryValue(uniquing: keys, try all(entries.map(\.value), binding, scope, run)))
    case .macro(let macro): return try value(of: macro, in: scope, run: run)
    case .reference(let reference, .function):
      return .reference(reference.value(.function))
    case .reference(let reference, .result):
      return try result(of: reference, binding, expression.range, in: scope, run: run)
    case .invalid: throw .notEvaluated(reason: ProblemWords.notWellFormed, at: nil)
    }
  }

  private func all(
    _ parts: [ConfigExpression], _ binding: ConfigBinding, _ scope: String, _ run: EvaluationRun
  ) throws(EvaluationStop) -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(parts.count)
    var inner = self
    inner.nesting += 1
    for part in parts { values.append(try inner.parts(part, binding, scope, run)) }
    return values
  }

  private func visit(_ expression: ConfigExpression) throws(EvaluationStop) {
    guard nesting < Self.nestingLimit else { throw .notEvaluated(reason: ProblemWords.tooDeep, at: nil) }
    let isInBudget = trace.state.withLock { state in
      state.partsLeft -= 1
      switch expression.kind {
      case .macro, .reference: state.namesLeft -= 1
      case .literal, .list, .tuple, .dictionary, .invalid: break
      }
      return state.partsLeft >= 0 && state.namesLeft >= 0
    }
    guard isInBudget else { throw .limit(.steps, at: nil) }
  }

  private func result(
    of reference: ReferenceMeaning, _ binding: ConfigBinding, _ range: TextRange, in scope: String,
    run: EvaluationRun
  ) throws(EvaluationStop) -> Value {
    switch reference.target {
    case .configurable(let id):
      do {
        return try call(id, [], in: reference.scope.isEmpty ? scope : reference.scope, run: run)
      } catch {
        if case .raised = error {
          trace.state.withLock { if $0.culprit == nil { $0.culprit = (binding.index, range, id) } }
        }
        throw error
      }
    case .macro:
      return try value(of: definitions.macro(reference.scope), in: scope, run: run)
    case .constant:
      return try value(of: definitions.macro(reference.scope), in: scope, run: run)
    case .singleton:
      return try singleton(reference.scope.isEmpty ? scope : reference.scope, run: run)
    case .ambiguous, .unknown:
      throw .notEvaluated(reason: ProblemWords.unknownReference("@" + reference.selector), at: nil)
    }
  }

  /// A macro is a function of its value that runs in the scope of its own name, so that is where its value is
  /// evaluated, anew at each use (`config.py`, `macro`).
  func value(of macro: MacroMeaning, in scope: String, run: EvaluationRun) throws(EvaluationStop) -> Value {
    if let constant = macro.constants.first {
      guard macro.constants.count == 1 else {
        throw .notEvaluated(reason: ProblemWords.unknownReference("%" + macro.name), at: nil)
      }
      return try definitions.evaluator.constant(constant, environment: self, run: run)
    }
    guard !macro.isRequiredMark else {
      throw .notEvaluated(reason: ProblemWords.unbound("%" + macro.name), at: nil)
    }
    guard let binding = config.macro(macro), let value = binding.value else {
      throw .notEvaluated(reason: ProblemWords.unbound("%" + macro.name), at: nil)
    }
    return try resolve(ConfigExpression(value, definitions), of: binding, in: macro.name, run: run)
  }

  /// One value for each name in the whole config. The constructor runs in the scope of the singleton's name
  /// (`config.py`, `singleton`).
  private func singleton(_ name: String, run: EvaluationRun) throws(EvaluationStop) -> Value {
    if let known = config.memo.withLock({ $0.singletons[name] }) {
      take(known, run)
      return known.value
    }
    let known = try visiting(run) { () throws(EvaluationStop) in try madeSingleton(name, run: run) }
    config.memo.withLock { $0.singletons[name] = known }
    return known.value
  }

  private func madeSingleton(_ name: String, run: EvaluationRun) throws(EvaluationStop) -> Value {
    let slot = ResolvedConfig.chain(of: name).lazy.compactMap { config.winner(slot: definitions.singletonSlot($0)) }
    guard let place = slot.first, let value = config.bindings[place].value else {
      throw .notEvaluated(reason: ProblemWords.singletonWithoutConstructor, at: nil)
    }
    let binding = config.bindings[place]
    let constructor = try resolve(ConfigExpression(value, definitions), of: binding, in: name, run: run)
    guard case .reference(let reference) = constructor, reference.form == .function else {
      throw .raised(
        EvaluationStop.Raised(
          type: "ValueError", message: ProblemWords.notCallable(name), location: binding.location))
    }
    var inner = self
    inner.active = ActiveValue(binding.index, name, active)
    guard (active?.holds(binding.index, name) ?? false) == false else {
      throw .cycle(name: name, at: nil)
    }
    return try inner.call(reference, arguments: [], scope: name, run: run)
  }

  /// The value as `query_parameter` gives it: references stay references.
  private func uncalled(
    _ expression: ConfigExpression, of binding: ConfigBinding, run: EvaluationRun
  ) throws(EvaluationStop) -> Value {
    trace.visit(binding.index)
    switch expression.kind {
    case .literal(let value): return value
    case .list(let parts):
      var values: [Value] = []
      for part in parts { values.append(try uncalled(part, of: binding, run: run)) }
      return .list(values)
    case .tuple(let parts):
      var values: [Value] = []
      for part in parts { values.append(try uncalled(part, of: binding, run: run)) }
      return .tuple(values)
    case .dictionary(let entries):
      var dictionary: (keys: [Value], values: [Value]) = ([], [])
      for entry in entries {
        dictionary.keys.append(try uncalled(entry.key, of: binding, run: run))
        dictionary.values.append(try uncalled(entry.value, of: binding, run: run))
      }
      return .dictionary(DictionaryValue(uniquing: dictionary.keys, dictionary.values))
    case .reference(let reference, let form):
      return .reference(reference.value(form))
    case .macro(let macro):
      return .reference(ReferenceValue(scope: macro.name, selector: "gin.macro", form: .result))
    case .invalid: throw .notEvaluated(reason: ProblemWords.notWellFormed, at: nil)
    }
  }

  private func convert(_ value: Value, for binding: ConfigBinding) throws(EvaluationStop) -> Value {
    guard let facts = binding.record.meaning.facts else { return value }
    switch definitions.evaluator.convert(value, for: facts.parameter, of: facts.configurable) {
    case .success(let converted): return converted
    case .failure: throw .notEvaluated(reason: ProblemWords.mismatch(facts.parameter.name), at: nil)
    }
  }
}
