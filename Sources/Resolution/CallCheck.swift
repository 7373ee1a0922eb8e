// Which calls of a config fail? Everything that is marked for evaluation is worked out, where it is sure to be called.

import Configurables
import Evaluation
import GinSyntax
import SourceText
import Synchronization

struct CallCheck {
  let config: ResolvedConfig
  let bindings: ConfigBindings
  private var found: [Problem] = []
  private var isReported: Set<FileLocation> = []
  /// Bindings that may still be worked out: diagnostics must not keep a person waiting.
  private var runsLeft = 2000
  /// Steps that one binding may take here; a hover may take more.
  private static let stepLimit = 5_000_000
  /// Whether anything was tried for the present binding, and whether all of it ran to its end.
  private var (hasRun, isClean) = (false, true)
  private var visited: Set<Int> = []
  private var cleanCalls: [Int: [Int]]
  private let named: [NamedValue]
  /// Whether a macro that stands alone may run code, or want a value.
  private var isPlain: [ObjectIdentifier: Bool] = [:]

  /// - Parameter named: the winning bindings whose values hold references or macros.
  init(_ config: ResolvedConfig, _ named: [NamedValue]) {
    self.config = config
    self.named = named
    bindings = config.bindings
    cleanCalls = config.inheritance.cleanCalls
  }

  private var index: DefinitionIndex { config.index }

  mutating func problems() -> [Problem] {
    var uses: ReferenceUses?
    for value in named where !value.holds.isDisjoint(with: [.call, .macro]) {
      if config.inheritance.isClean(value.binding) { continue }
      cleanCalls[value.binding] = nil
      let expression = config.expression(of: value)
      if case .macro(let macro) = expression.kind, isPlain(macro) { continue }
      let known = uses ?? ReferenceUses(named.map(config.expression))
      uses = known
      let before = found.count
      (hasRun, isClean, visited) = (false, true, [])
      check(expression, of: bindings[value.binding], known)
      if hasRun, isClean, found.count == before { cleanCalls[value.binding] = Array(visited) }
    }
    config.memo.withLock { [cleanCalls] in $0.cleanCalls = cleanCalls }
    return found
  }

  private mutating func check(_ expression: ConfigExpression, of binding: ConfigBinding, _ uses: ReferenceUses) {
    checkRequiredMark(expression, binding)
    switch binding.target {
    case .macro: checkMacroCycle(binding, expression)
    case .parameter(let id, _):
      guard config.runsCode(expression) else { return }
      for scope in uses.scopes(of: id, boundIn: binding.scope) {
        // A binding of an inner scope takes this one's place there.
        if let effective = config.effectiveBinding(of: binding.parameter, configurable: id, scope: scope),
          effective.index != binding.index
        {
          continue
        }
        check(expression, of: binding, in: scope)
      }
    case .unknownParameter, .singleton, .ambiguous, .unknown: return
    }
  }

  /// Whether the macro stands for a literal, for a constant or for nothing.
  private mutating func isPlain(_ macro: MacroMeaning) -> Bool {
    if let known = isPlain[ObjectIdentifier(macro)] { return known }
    let answer =
      !macro.constants.isEmpty
      || !macro.isRequiredMark && config.macro(macro)?.value.map(\.kind.isLiteral) != false
    isPlain[ObjectIdentifier(macro)] = answer
    return answer
  }

  private func location(_ binding: ConfigBinding, _ range: TextRange) -> FileLocation {
    FileLocation(binding.file.path, range)
  }

  // MARK: Required values

  /// `%gin.REQUIRED` that nothing took the place of: `gin.finalize` raises.
  private mutating func checkRequiredMark(_ expression: ConfigExpression, _ binding: ConfigBinding) {
    guard case .macro(let macro) = expression.kind, macro.isRequiredMark, macro.constants.isEmpty else { return }
    found.append(
      Problem(
        .requiredNotBound, ProblemWords.requiredLeft(config.name(of: binding)),
        at: location(binding, expression.range)))
  }

  private mutating func checkRequired(
    _ id: DefinitionIndex.ID, scope: String, isScopeCertain: Bool, _ binding: ConfigBinding, at range: TextRange
  ) -> Bool {
    let configurable = index.configurables[id]
    let missing = config.missingParameters(of: id, scope: scope).filter { parameter in
      isScopeCertain || !config.bindings(of: id).contains { $0.record.meaning.facts?.parameter.name == parameter.name }
    }
    guard !missing.isEmpty else { return config.missingParameters(of: id, scope: scope).isEmpty }
    for parameter in missing where config.definitions.codeBindings(of: parameter.name, id).isEmpty {
      let declared = configurable.place(of: parameter)
      found.append(
        Problem(
          .requiredNotBound, severity: severityOfMissing(configurable),
          ProblemWords.requiredNotBound(
            configurable.language.ginSpelling(parameter.name), index.shortestSelector(of: id), scope: scope),
          at: location(binding, range), related: [Problem.Related(declared, ProblemWords.declaredHere)]))
    }
    return false
  }

  /// Python programs are started with bindings of the command line, which often give what a file leaves out. Only of an
  /// experiment that `gimlet.gin` names all bindings are known.
  private func severityOfMissing(_ configurable: Configurable) -> Problem.Severity {
    configurable.language == .python && config.entry.name.isEmpty ? .hint : .error
  }

  // MARK: Cycles

  private mutating func checkMacroCycle(_ binding: ConfigBinding, _ expression: ConfigExpression) {
    // Only macros that stand for macros; what goes through calls is found where the call is.
    var names: [String] = []
    var steps: [ConfigBinding] = []
    var waiting = Self.macros(in: expression)
    var seen: Set<Int> = []
    while let name = waiting.popLast() {
      guard let next = config.macro(name), let value = next.value else { continue }
      if next.index == binding.index {
        found.append(
          Problem(
            .macroCycle, ProblemWords.macroCycle(binding.macroName), at: location(binding, expression.range),
            related: steps.map { Problem.Related($0.location, ProblemWords.cycleStep($0.macroName)) }))
        return
      }
      guard seen.insert(next.index).inserted else { continue }
      names.append(name)
      steps.append(next)
      waiting += Self.macros(in: ConfigExpression(value, config.definitions))
    }
  }

  private static func macros(in expression: ConfigExpression) -> [String] {
    var names: [String] = []
    expression.visitNames { part in
      switch part.kind {
      case .macro(let macro) where macro.constants.isEmpty: names.append(macro.name)
      case .reference(let reference, .result) where reference.target == .macro: names.append(reference.scope)
      default: return
      }
    }
    return names
  }

  // MARK: Calls

  private mutating func check(_ expression: ConfigExpression, of binding: ConfigBinding, in scope: String) {
    var calls: [(id: DefinitionIndex.ID, scope: String, isCertain: Bool, range: TextRange)] = []
    expression.visitNames { part in
      guard case .reference(let reference, .result) = part.kind, case .configurable(let id) = reference.target else {
        return
      }
      calls.append(
        (id, reference.scope.isEmpty ? scope : reference.scope, !reference.scope.isEmpty, part.range))
    }
    var canRun = true
    for call in calls
    where !checkRequired(
      call.id, scope: call.scope, isScopeCertain: call.isCertain, binding, at: call.range)
    {
      canRun = false
    }
    guard canRun else { return }
    guard runsLeft > 0, config.cancellation?.endsWork() != true else {
      isClean = false
      return
    }
    runsLeft -= 1
    hasRun = true
    run(expression, of: binding, in: scope)
  }

  private mutating func run(_ expression: ConfigExpression, of binding: ConfigBinding, in scope: String) {
    let trace = RunTrace()
    let environment = ConfigEnvironment(config, trace: trace, memory: .kept)
    var limits = config.limits
    limits.steps = min(limits.steps, Self.stepLimit)
    let run = EvaluationRun(limits: limits, cancellation: config.cancellation)
    do {
      _ = try environment.resolve(expression, of: binding, in: scope, run: run)
      visited.formUnion(trace.state.withLock { $0.visited })
    } catch {
      let state = trace.state.withLock { $0 }
      visited.formUnion(state.visited)
      if case .notEvaluated = error {} else { isClean = false }
      switch error {
      case .raised(let raised):
        addRaised(raised, state, binding, expression, run)
      case .cycle(let name, let place): addCycle(name, place, state, binding, expression)
      case .notEvaluated, .limit, .cancelled: return
      }
    }
  }

  private mutating func addRaised(
    _ raised: EvaluationStop.Raised, _ state: RunTrace.State, _ binding: ConfigBinding,
    _ expression: ConfigExpression, _ run: EvaluationRun
  ) {
    let caller = state.culprit.map { bindings[$0.binding] } ?? binding
    let call = location(caller, state.culprit?.range ?? expression.range)
    let called = state.culprit?.configurable
    let inputs = run.reads.filter { $0.isQuery || $0.configurable != nil && $0.configurable == called }
    guard !inputs.contains(where: { isLeftOpen($0, raised) }), isReported.insert(call).inserted else { return }
    var told: [EvaluationRead] = []
    for input in inputs where !told.contains(where: { $0.key == input.key }) { told.append(input) }
    let name = called.map { index.configurables[$0].name } ?? config.name(of: caller)
    let message = ProblemWords.raised(
      raised.message, name, inputs: told.map { "`\($0.parameter) = \($0.value.shortText)`" })
    let raisedHere = raised.location.map { [Problem.Related($0, ProblemWords.raisedHere)] } ?? []
    let setHere = told.compactMap { input in
      input.binding.map { Problem.Related($0, ProblemWords.inputHere(input.parameter)) }
    }
    guard let cause = cause(of: raised, among: told) else {
      found.append(Problem(.evaluationError, message, at: call, related: raisedHere + setHere))
      return
    }
    // Where another file has the cause, the call is marked too: it is what a person of this file sees fail.
    let calledHere = Problem.Related(call, ProblemWords.calledHere)
    let others = setHere.filter { $0.location != cause.location }
    let place = FileLocation(cause.file.path, cause.valueRange)
    if let known = found.firstIndex(where: { $0.location == place && $0.message == message }) {
      found[known].related.append(calledHere)
    } else {
      found.append(Problem(.evaluationError, message, at: place, related: raisedHere + [calledHere] + others))
    }
    if cause.file.path != caller.file.path {
      found.append(Problem(.evaluationError, message, at: call, related: raisedHere + setHere))
    }
  }

  /// Whether the failing check looked at a parameter that Python leaves `None`: such a one waits for a value, and a
  /// command line may still bind it.
  private func isLeftOpen(_ input: EvaluationRead, _ raised: EvaluationStop.Raised) -> Bool {
    guard case .defaultValue = input.source, input.value == .none, let id = input.configurable,
      index.configurables[id].language == .python, let place = raised.location
    else { return false }
    guard let causes = ErrorCause.inputs(ofErrorAt: place, in: index) else { return true }
    // A check that looks at no input of its own function was reached by way of one of its caller.
    return causes.isEmpty || causes.contains(.parameter(input.parameter))
  }

  /// The binding of the one input that the failing check looked at.
  private func cause(of raised: EvaluationStop.Raised, among inputs: [EvaluationRead]) -> ConfigBinding? {
    let values = Dictionary(
      inputs.map { ($0.isQuery ? ErrorCause.Input.query($0.key) : .parameter($0.parameter), $0.value) },
      uniquingKeysWith: { first, _ in first })
    guard let place = raised.location, let causes = ErrorCause.inputs(ofErrorAt: place, in: index, values: values)
    else { return nil }
    let deciding = inputs.filter { input in
      causes.contains(input.isQuery ? .query(input.key) : .parameter(input.parameter))
    }.compactMap(\.binding)
    guard deciding.count == 1, let place = deciding.first else { return nil }
    return config.binding(in: place.file, at: place.range.start)
  }

  private mutating func addCycle(
    _ name: String, _ place: FileLocation?, _ state: RunTrace.State, _ binding: ConfigBinding,
    _ expression: ConfigExpression
  ) {
    // A cycle of macros alone is said where the macros are bound.
    guard !state.isMacroCycle else { return }
    let location = location(binding, expression.range)
    guard isReported.insert(location).inserted else { return }
    var related = state.cycle.dropFirst().map { step in
      Problem.Related(bindings[step].location, ProblemWords.cycleStep(config.name(of: bindings[step])))
    }
    if let place { related.append(Problem.Related(place, ProblemWords.raisedHere)) }
    found.append(Problem(.definitionCycle, ProblemWords.definitionCycle(name), at: location, related: related))
  }
}

extension ResolvedConfig {
  /// Whether the value holds a call, or a macro that may stand for one.
  fileprivate func runsCode(_ expression: ConfigExpression) -> Bool {
    var runs = false
    expression.visitNames { part in
      switch part.kind {
      case .reference(_, .result): runs = true
      case .macro(let macro):
        guard !runs, macro.constants.isEmpty, let value = self.macro(macro)?.value else { return }
        runs = !value.kind.isLiteral
      case .reference, .literal, .list, .tuple, .dictionary, .invalid: return
      }
    }
    return runs
  }
}

/// How a config's values refer to each configurable: in which scopes its calls run.
struct ReferenceUses {
  private var calledIn: [DefinitionIndex.ID: Set<String>] = [:]
  /// Passed as it is, or called without a scope of its own: it runs in scopes that are not known here.
  private var isOpen: Set<DefinitionIndex.ID> = []

  init(_ values: [ConfigExpression]) {
    for value in values {
      var open: [DefinitionIndex.ID] = []
      var called: [(DefinitionIndex.ID, String)] = []
      value.visitNames { part in
        guard case .reference(let reference, let form) = part.kind, case .configurable(let id) = reference.target
        else { return }
        if form == .result, !reference.scope.isEmpty { called.append((id, reference.scope)) } else { open.append(id) }
      }
      isOpen.formUnion(open)
      for (id, scope) in called { calledIn[id, default: []].insert(scope) }
    }
  }

  /// The scopes in which a binding's value is sure to be wanted.
  func scopes(of id: DefinitionIndex.ID, boundIn scope: String) -> [String] {
    guard let called = calledIn[id] else { return [scope] }
    let inside = called.filter { scope.isEmpty || $0 == scope || $0.hasPrefix(scope + "/") }.sorted()
    // The program itself may call what configs also call.
    return isOpen.contains(id) || inside.isEmpty ? [scope] + inside.filter { $0 != scope } : inside
  }
}

extension Value {
  /// For a sentence: a long value is cut.
  fileprivate var shortText: String {
    let text = text
    return text.utf8.count <= 60 ? text : String(text.prefix(57)) + "…"
  }
}

extension EvaluationRead {
  /// The binding that gave the value.
  var binding: FileLocation? {
    switch source {
    case .binding(let place), .query(let place): place
    case .defaultValue, .property: nil
    }
  }
}
