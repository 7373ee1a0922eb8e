// What does a part of a config come to, in words and numbers? Runs the environment, and says how it went.

package import Configurables
import Evaluation
import SourceText

/// Whether a value is shown as the parameter's type holds it.
enum Conversion { case toParameter, asWritten }

extension ResolvedConfig {
  /// What `@scope/configurable()` gives.
  package func result(of configurable: DefinitionIndex.ID, scope: String) -> ResolvedValue {
    let environment = ConfigEnvironment(self)
    let run = EvaluationRun(limits: limits, cancellation: cancellation)
    let reference = ReferenceValue(
      scope: scope, selector: index.shortestSelector(of: configurable), form: .function)
    return outcome(run, configurable: configurable, called: configurable) { () throws(EvaluationStop) in
      try environment.call(reference, arguments: [], scope: scope, run: run)
    }
  }

  /// What a constant of the code is.
  package func value(of constant: DefinitionIndex.ConstantInFile) -> ResolvedValue {
    let run = EvaluationRun(limits: limits, cancellation: cancellation)
    return outcome(run, configurable: nil, called: nil) { () throws(EvaluationStop) in
      try definitions.evaluator.constant(constant, environment: ConfigEnvironment(self), run: run)
    }
  }

  func resolve(
    _ expression: ConfigExpression, of binding: ConfigBinding, scope: String?, converting: Conversion,
    trace: RunTrace = RunTrace()
  ) -> ResolvedValue {
    let scope = scope ?? (binding.target == .macro ? binding.macroName : binding.scope)
    let environment = ConfigEnvironment(self, trace: trace)
    let run = EvaluationRun(limits: limits, cancellation: cancellation)
    var called: DefinitionIndex.ID?
    var shown: DefinitionIndex.ID?
    if case .reference(let reference, let form) = expression.kind, case .configurable(let id) = reference.target {
      shown = id
      if form == .result { called = id }
    }
    return outcome(run, configurable: shown, called: called) { () throws(EvaluationStop) in
      let value = try environment.resolve(expression, of: binding, in: scope, run: run)
      guard converting == .toParameter, let facts = binding.record.meaning.facts else { return value }
      switch definitions.evaluator.convert(value, for: facts.parameter, of: facts.configurable) {
      case .success(let converted): return converted
      case .failure(let mismatch): throw .notEvaluated(reason: mismatch.message, at: nil)
      }
    }
  }

  func defaultValue(of parameter: String, configurable id: DefinitionIndex.ID) -> ResolvedValue {
    guard let declared = index.parameter(parameter, of: id) else {
      return ResolvedValue(status: .notEvaluated(ProblemWords.unbound(parameter)))
    }
    let run = EvaluationRun(limits: limits, cancellation: cancellation)
    var value = outcome(run, configurable: nil, called: nil) { () throws(EvaluationStop) in
      let value = try definitions.evaluator.defaultValue(
        of: declared, of: id, environment: ConfigEnvironment(self), run: run)
      guard let value else {
        throw .notEvaluated(reason: ProblemWords.unbound(parameter), at: nil)
      }
      return value
    }
    if case .value = value.status { value.status = .defaultValue }
    return value
  }

  private func outcome(
    _ run: EvaluationRun, configurable: DefinitionIndex.ID?, called: DefinitionIndex.ID?,
    _ body: () throws(EvaluationStop) -> Value
  ) -> ResolvedValue {
    do {
      let value = try body()
      var status = ResolvedValue.Status.value
      if case .reference(let reference) = value { status = reference.form == .function ? .reference : status }
      return ResolvedValue(
        status: status, value: value, text: value.text, inputs: inputs(of: run), nestedSources: nestedSources(of: run),
        configurable: configurable)
    } catch {
      let status: ResolvedValue.Status
      switch error {
      case .raised, .cycle: status = .error(error.words)
      case .notEvaluated, .limit, .cancelled: status = .notEvaluated(error.words)
      }
      return ResolvedValue(
        status: status, inputs: inputs(of: run), nestedSources: nestedSources(of: run), cause: error.location,
        configurable: configurable)
    }
  }

  /// What the calls of a run read, each once; not what the bindings read that they read. Of the calls inside calls, only
  /// what configs say: their defaults are as much the code's own as any number in a body.
  func inputs(of run: EvaluationRun) -> [ResolvedValue.Input] {
    var seen: Set<String> = []
    return run.reads.compactMap { read in
      guard !read.isOfBinding else { return nil }
      let origin: ResolvedValue.Input.Origin
      let source: FileLocation?
      switch read.source {
      case .binding(let location), .query(let location): (origin, source) = (.binding, location)
      case .defaultValue(let location), .property(let location): (origin, source) = (.defaultValue, location)
      }
      guard origin == .binding || read.depth == 0, let key = key(of: read), seen.insert(key).inserted else {
        return nil
      }
      return ResolvedValue.Input(
        key: key, configurable: read.configurable ?? configurable(ofQuery: read.key), parameter: read.parameter,
        origin: origin, text: read.value.text, source: source)
    }
  }

  private func nestedSources(of run: EvaluationRun) -> [FileLocation] {
    (run.reads.lazy.filter(\.isOfBinding).compactMap(\.binding) + run.sourcesTaken).uniqued()
  }

  /// A query's text may mean a macro, or a constant, which no config sets.
  private func key(of read: EvaluationRead) -> String? {
    guard read.isQuery else { return read.key }
    return queriedBinding(read.key).map { $0.target == .macro ? "%" + $0.macroName : read.key }
  }

  /// The configurable of a query's text, `train/TrainerConfig.base_lr`.
  private func configurable(ofQuery key: String) -> DefinitionIndex.ID? {
    let path = key.split(separator: "/").last ?? ""
    guard let period = path.lastIndex(of: "."), case .found(let id) = index.configurable(String(path[..<period])) else {
      return nil
    }
    return id
  }

  /// The parameters that a call in `scope` needs and nothing gives.
  package func missingParameters(of id: DefinitionIndex.ID, scope: String) -> [Parameter] {
    guard index.configurables.indices.contains(id) else { return [] }
    let configurable = index.configurables[id]
    guard configurable.target != .external, configurable.kind != .enumeration else { return [] }
    return configurable.parameters.filter { parameter in
      parameter.needsBinding(in: configurable)
        && effectiveBinding(of: parameter.name, configurable: id, scope: scope) == nil
    }
  }

  /// A binding's key with the shortest selector that is unique.
  package func name(of binding: ConfigBinding) -> String {
    switch binding.target {
    case .macro: return "%" + binding.macroName
    case .parameter(let id, _), .unknownParameter(let id):
      let scope = binding.scope.isEmpty ? "" : binding.scope + "/"
      return scope + index.shortestSelector(of: id) + "." + binding.parameter
    case .singleton, .ambiguous, .unknown:
      let scope = binding.scope.isEmpty ? "" : binding.scope + "/"
      return scope + binding.selector + "." + binding.parameter
    }
  }
}

extension Parameter {
  /// Whether a call that passes no arguments fails where no config binds this.
  func needsBinding(in configurable: Configurable) -> Bool {
    switch kind {
    case .variadic, .keywords, .positionalOnly: return false
    case .ordinary, .keywordOnly, .mutated: break
    }
    guard !isComputed else { return false }
    if let text = defaultText, configurable.language == .python {
      return text == "gin.REQUIRED" || text.hasSuffix(".REQUIRED")
    }
    guard defaultValue == nil, defaultText == nil else { return false }
    // A stored property `var x: Int?` starts as `nil` in Swift.
    if configurable.language == .swift, configurable.kind != .function, case .optional = type { return false }
    return true
  }
}

extension EvaluationRead {
  /// Whether code asked for it by its key.
  var isQuery: Bool { if case .query = source { true } else { false } }
}
