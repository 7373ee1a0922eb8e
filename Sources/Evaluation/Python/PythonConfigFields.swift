// What is a field of a config? Its input, or what its property computes, once (`pinnable.py`, `PropInputs`).

import Configurables
import SourceText

extension PythonInterpreter {
  /// - Parameter reader: the module whose code asks.
  func value(of field: ConfigType.Field, in config: PythonConfig, _ reader: PythonUnit) throws -> PythonObject {
    let name = field.parameter.name
    guard let input = config.inputs[name] else {
      throw giveUp(EvaluationWords.noValue(name), field.parameter.nameRange, reader)
    }
    guard let getter = field.getter else { return try input.value.get() }
    if let known = config.computed[name] { return try known.value.get() }
    if case .success(let given) = input.value, given.isSentinel(.required) { return given }
    guard let unit = unit(getter.file) else {
      throw giveUp(EvaluationWords.noValue(name), field.parameter.nameRange, reader)
    }
    guard config.underWay.insert(name).inserted else {
      throw EvaluationStop.cycle(name: name, at: location(getter.function.nameRange, unit))
    }
    configReads.append(PythonConfigReads(config: config))
    var result: Result<PythonObject, EvaluationStop>
    do {
      result = .success(
        try hasOpenDependency(getter.function, of: config, unit)
          ? .config(.sentinel(.pinned)) : call(getter, on: config, [], [:], getter.function.nameRange, unit))
    } catch let stop as EvaluationStop {
      result = .failure(stop)
    }
    config.underWay.remove(name)
    let reads = configReads.removeLast().reads
    config.computed[name] = PythonConfig.Computed(value: result, reads: reads)
    return try result.get()
  }

  /// A property whose inputs are still `Required` or `Pinned` stays `Pinned`.
  private func hasOpenDependency(_ getter: Function, of config: PythonConfig, _ unit: PythonUnit) throws -> Bool {
    guard let own = getter.parameters.first?.name else { return false }
    var names: Set<String> = []
    getter.visitExpressions { expression in
      if case .member(let base?, let name, _) = expression.kind, case .name(own) = base.kind { names.insert(name) }
    }
    for field in config.type.fields where names.contains(field.parameter.name) && field.parameter.name != getter.name {
      let value = try value(of: field, in: config, unit)
      if value.isSentinel(.required) || value.isSentinel(.pinned) { return true }
    }
    return false
  }

  func call(
    _ method: ConfigType.Method, on config: PythonConfig, _ positional: [PythonObject],
    _ keywords: PythonKeywords, _ range: TextRange, _ caller: PythonUnit
  ) throws -> PythonObject {
    guard let unit = unit(method.file) else {
      throw giveUp(EvaluationWords.unknownCall(method.function.name), range, caller)
    }
    let function = try makeFunction(method.function, unit, enclosing: nil)
    let first: [PythonObject]
    switch method.kind {
    case .method, .property: first = [.config(.instance(config))]
    case .typeMethod: first = [.config(.type(config.id))]
    case .staticMethod: first = []
    }
    return try call(
      function,
      PythonCall(
        name: method.function.name, positional: first + positional, keywords: keywords, range: range,
        frame: PythonFrame(caller, own: [], parent: nil)))
  }

  // MARK: Members

  func member(
    _ name: String, of object: PythonConfigObject, _ range: TextRange, _ frame: PythonFrame
  ) throws -> PythonObject {
    switch object {
    case .instance(let config): return try member(name, of: config, range, frame)
    case .inputs(let config):
      guard let field = config.type.field(named: name), field.getter != nil, let input = config.inputs[name] else {
        throw raise("AttributeError", "'PropInputs' object has no attribute '\(name)'", range, frame.module)
      }
      return try input.value.get()
    case .enumeration(let type, let unit): return try enumerationCase(name, of: type, unit, range, frame)
    case .type, .method, .sentinel, .pin: throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
    }
  }

  private func member(
    _ name: String, of config: PythonConfig, _ range: TextRange, _ frame: PythonFrame
  ) throws -> PythonObject {
    if config.isComplete, let failure = config.failure { throw failure }
    if let field = config.type.field(named: name) {
      let value = try value(of: field, in: config, frame.module)
      noteRead(name, of: config, value)
      return value
    }
    guard let method = config.type.methods.first(where: { $0.function.name == name }) else {
      throw giveUp(EvaluationWords.unknownMember(name, of: config.type.name), range, frame.module)
    }
    if method.kind == .property { return try call(method, on: config, [], [:], range, frame.module) }
    return .config(.method(config, method))
  }

  private func noteRead(_ name: String, of config: PythonConfig, _ value: PythonObject) {
    guard !configReads.isEmpty else { return }
    let source = config.computed[name] == nil ? config.inputs[name]?.sources.first?.label : nil
    let path = configReads[configReads.count - 1].path(to: config)
    configReads[configReads.count - 1].note(
      ConstructedConfig.Read(path: path + [name], value: value.value, source: source))
  }

  private func enumerationCase(
    _ name: String, of type: TypeDefinition, _ unit: PythonUnit, _ range: TextRange, _ frame: PythonFrame
  ) throws -> PythonObject {
    guard let found = type.cases.first(where: { $0.name == name }), let raw = found.rawValue else {
      throw giveUp(EvaluationWords.unknownMember(name, of: type.name), range, frame.module)
    }
    guard let value = try evaluate(raw, PythonFrame(unit, own: [], parent: nil)).value else {
      throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
    }
    var member = EnumerationValue(type: type.name, name: name, rawValue: value)
    member.language = .python
    member.form = type.caseForm
    return .foreign(.enumeration(member))
  }

  // MARK: Calls

  /// A call of something that pconfigs made; its arguments are worked out already.
  func call(
    _ callee: PythonConfigObject, _ positional: [PythonObject], _ keywords: PythonKeywords, _ range: TextRange,
    _ frame: PythonFrame
  ) throws -> PythonObject {
    switch callee {
    case .method(let config, let method): return try call(method, on: config, positional, keywords, range, frame.module)
    case .instance(let config): return try call(config, positional, keywords, range, frame)
    default: throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
    }
  }

  /// A config of a function is called like the function (`constructable.py`, `KwargMockFunc`).
  private func call(
    _ config: PythonConfig, _ positional: [PythonObject], _ keywords: PythonKeywords, _ range: TextRange,
    _ frame: PythonFrame
  ) throws -> PythonObject {
    guard let callable = config.type.callable, callable.isCalledByInstances, let unit = unit(callable.file) else {
      throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
    }
    var keywords = keywords
    for field in config.type.fields {
      let name = field.parameter.name
      // What the function does not take is not passed to it, and no config is but one that can be called.
      guard callable.function.parameters.contains(where: { $0.name == name }) else { continue }
      let value = try value(of: field, in: config, frame.module)
      if case .config(.instance(let inner)) = value, inner.type.callable?.isCalledByInstances != true { continue }
      guard keywords[name] == nil else {
        throw raise(
          "RuntimeError",
          "Cannot pass \(name) as a kwarg. You must use the function config \(config.type.name).", range, frame.module)
      }
      keywords.set(name, value)
    }
    let function = try makeFunction(callable.function, unit, enclosing: nil)
    return try call(
      function,
      PythonCall(
        name: callable.function.name, positional: positional, keywords: keywords, range: range, frame: frame))
  }

  /// `pdefaults(T)` and `pinputs(self)`; nil for other functions.
  func callOfConfigs(
    _ path: String, _ positional: [PythonObject], _ range: TextRange, _ frame: PythonFrame
  ) throws -> PythonObject? {
    guard path.hasPrefix("pconfigs."), let name = path.split(separator: ".").last else { return nil }
    switch (name, positional.first) {
    case ("pinputs", .config(.instance(let config))?): return .config(.inputs(config))
    case ("Pin", let value?): return .config(.pin(PythonPin(value)))
    case ("pdefaults", .config(let object)?):
      let id: ExperimentIndex.TypeID
      switch object {
      case .type(let type): id = type
      case .instance(let config): id = config.id
      case .inputs, .method, .enumeration, .sentinel, .pin: return nil
      }
      guard let defaults = try ownDefaults(of: id, for: range, frame) else { return PythonObject.none }
      return .config(.instance(defaults))
    default: return nil
    }
  }
}
