// What does constructing a config of pconfigs give? As pconfigs 0.1 merges arguments, parents and defaults
// (`pinnable.py`, `_pconfig_init`).

import Configurables
import SourceText

extension PythonInterpreter {
  private var experiments: ExperimentIndex {
    // Which types and defaults there are is a matter of all files.
    if index.experiments.hasPythonTypes { execution.run.evaluatedCode.insert(.all) }
    return index.experiments
  }

  /// A class of the module that pconfigs made something of; nil for any other.
  func configObject(named name: String, in unit: PythonUnit) -> PythonObject? {
    if let id = experiments.type(named: [name], in: unit.file, index.files) { return .config(.type(id)) }
    if let type = unit.file.types.last(where: { $0.name == name }), !type.cases.isEmpty {
      return .config(.enumeration(type, unit))
    }
    return nil
  }

  // MARK: Construction

  /// The value of an expression. A config whose making fails is made as far as it goes, and says so itself.
  func lenient(_ expression: Expression, _ frame: PythonFrame) throws -> PythonObject {
    guard case .call(let callee, let arguments) = expression.kind,
      case .config(.type(let id)) = try evaluate(callee, frame)
    else { return try evaluate(expression, frame) }
    return .config(.instance(try construct(id, arguments, expression.range, frame)))
  }

  /// A config as the program makes it.
  /// - Throws: what the program stops with.
  func constructed(
    _ id: ExperimentIndex.TypeID, _ arguments: [Expression.Argument], _ range: TextRange, _ frame: PythonFrame
  ) throws -> PythonObject {
    let config = try construct(id, arguments, range, frame)
    if let failure = config.failure { throw failure }
    return .config(.instance(config))
  }

  private func construct(
    _ id: ExperimentIndex.TypeID, _ arguments: [Expression.Argument], _ range: TextRange, _ frame: PythonFrame
  ) throws -> PythonConfig {
    let home = experiments.types[id]
    if let obstacle = home.type.obstacle {
      throw giveUp(EvaluationWords.obstacle(home.type.name, obstacle), range, frame.module)
    }
    return try execution.call(at: location(range, frame.module)) {
      let config = PythonConfig(id, home.type)
      var parents = try inputs(of: config, arguments, range, frame)
      parents += try defaults(of: id, for: range, frame)
      for parent in parents { inherit(from: parent, config) }
      try finish(config, range, frame)
      return config
    }
  }

  /// Takes the arguments that have a label.
  /// - Returns: the parents.
  private func inputs(
    of config: PythonConfig, _ arguments: [Expression.Argument], _ range: TextRange, _ frame: PythonFrame
  ) throws -> [PythonConfig] {
    var parents: [PythonConfig] = []
    for argument in arguments {
      guard argument.spread == .single else {
        throw giveUp(EvaluationWords.pythonArguments(config.type.name), range, frame.module)
      }
      let value: Result<PythonObject, EvaluationStop> = try attempt(config, argument, frame)
      guard let label = argument.label else {
        switch value {
        case .success(.config(.instance(let parent))):
          parents.append(try checked(parent, for: config, argument.value.range, frame))
        case .success: throw giveUp(EvaluationWords.pythonArguments(config.type.name), range, frame.module)
        case .failure(let stop): throw stop
        }
        continue
      }
      set(label, to: value, by: argument, config, frame)
    }
    return parents
  }

  /// An argument that has no value costs its field alone.
  private func attempt(
    _ config: PythonConfig, _ argument: Expression.Argument, _ frame: PythonFrame
  ) throws -> Result<PythonObject, EvaluationStop> {
    do {
      let value = try lenient(argument.value, frame)
      if case .config(.instance(let inner)) = value, let failure = inner.failure { config.fail(failure) }
      return .success(value)
    } catch let stop as EvaluationStop {
      switch stop {
      case .cancelled: throw stop
      case .raised, .cycle: config.fail(stop)
      case .notEvaluated, .limit: break
      }
      return .failure(stop)
    }
  }

  private func set(
    _ label: String, to value: Result<PythonObject, EvaluationStop>, by argument: Expression.Argument,
    _ config: PythonConfig, _ frame: PythonFrame
  ) {
    let place = argument.labelRange ?? argument.value.range
    guard let field = config.type.field(named: label) else {
      config.fail(
        raise("TypeError", "__init__() got an unexpected keyword argument '\(label)'", place, frame.module))
      return
    }
    var value = value
    if case .success(.config(.pin(let inner))) = value {
      value = .success(inner.object)
    } else if field.standing == .pinned, case .success(let given) = value, !given.isSentinel(.pinned) {
      config.fail(raise("ValueError", EvaluationWords.pinned(label, config.type.name), place, frame.module))
    }
    let source = ConstructedConfig.Source(
      kind: frame.isDefaults ? .defaults : .argument, label: location(place, frame.module),
      expression: location(argument.value.range, frame.module), value: (try? value.get())?.value)
    config.inputs[label] = PythonConfig.Input(value: value, sources: [source])
  }

  /// A parent may be of the type itself or of one that it is derived from.
  private func checked(
    _ parent: PythonConfig, for config: PythonConfig, _ range: TextRange, _ frame: PythonFrame
  ) throws -> PythonConfig {
    if parent.id == config.id || config.type.ancestors.contains(experiments.types[parent.id].selector) { return parent }
    throw giveUp(EvaluationWords.unrelatedParent(parent.type.name, of: config.type.name), range, frame.module)
  }

  /// What is not yet set comes from the parent's inputs; what is set takes the place of the parent's.
  private func inherit(from parent: PythonConfig, _ config: PythonConfig) {
    if let failure = parent.failure { config.fail(failure) }
    for (name, input) in parent.inputs where config.type.field(named: name) != nil {
      guard let own = config.inputs[name] else {
        config.inputs[name] = input
        continue
      }
      let room = Self.mostSources - own.sources.count
      let hidden = input.sources.lazy.filter { !own.sources.contains($0) }.prefix(max(0, room))
      config.inputs[name]?.sources += hidden
    }
  }

  /// So many places are remembered that a value takes precedence over.
  private static let mostSources = 12

  // MARK: Defaults

  /// The instance that the module of the type adds to `pdefaults`, else those of the types that it is derived from.
  private func defaults(
    of id: ExperimentIndex.TypeID, for range: TextRange, _ frame: PythonFrame
  ) throws -> [PythonConfig] {
    if let own = try ownDefaults(of: id, for: range, frame) { return [own] }
    return try experiments.types[id].type.ancestors.compactMap { selector in
      try experiments.type(selector: selector).flatMap { try ownDefaults(of: $0, for: range, frame) }
    }
  }

  func ownDefaults(
    of id: ExperimentIndex.TypeID, for range: TextRange, _ frame: PythonFrame
  ) throws -> PythonConfig? {
    let all = experiments.defaults.filter { $0.type == id }
    guard let first = all.first else { return try signatureDefaults(of: id, range, frame) }
    guard all.count == 1 else {
      throw giveUp(EvaluationWords.defaultsTwice(experiments.types[id].type.name), range, frame.module)
    }
    guard first.file == experiments.types[id].file || imports(first.file, frame.module) else {
      throw giveUp(EvaluationWords.defaultsElsewhere(experiments.types[id].type.name), range, frame.module)
    }
    // A statement of the module sees no defaults that are said further down, and those do not see themselves.
    if frame.isModule, frame.module.file.file == first.file, range.start <= first.defaults.construction.range.start {
      return try signatureDefaults(of: id, range, frame)
    }
    if let known = configDefaults[id] { return known }
    guard configDefaultsUnderWay.insert(id).inserted else { return try signatureDefaults(of: id, range, frame) }
    defer { configDefaultsUnderWay.remove(id) }
    guard let unit = unit(first.file) else { return nil }
    let scope = PythonFrame(unit, own: [], parent: nil)
    scope.isDefaults = true
    guard case .config(.instance(let made)) = try lenient(first.defaults.construction, scope) else { return nil }
    configDefaults[id] = made
    return made
  }

  /// Whether a module imports a file, directly or not.
  private func imports(_ file: FilePath, _ unit: PythonUnit) -> Bool {
    var seen: Set<FilePath> = []
    var waiting = [unit.file.file]
    while let next = waiting.popLast() {
      if next == file { return true }
      guard seen.insert(next).inserted, let imported = index.files[next]?.imports else { continue }
      for other in index.files.values where imported.contains(other.module) { waiting.append(other.file) }
    }
    return false
  }

  /// The config that pconfigs makes from the defaults of what the type calls; nil for a type that calls nothing.
  private func signatureDefaults(
    of id: ExperimentIndex.TypeID, _ range: TextRange, _ frame: PythonFrame
  ) throws -> PythonConfig? {
    let type = experiments.types[id].type
    guard let callable = type.callable, let unit = unit(callable.file) else { return nil }
    if let known = signatureDefaults[id] { return known }
    let config = PythonConfig(id, type)
    let scope = PythonFrame(unit, own: [], parent: nil)
    for field in type.fields {
      let name = field.parameter.name
      let parameter = callable.function.parameters.first { $0.name == name }
      guard let parameter, let initial = parameter.defaultValue else {
        let isPinned = field.standing == .pinned && parameter == nil
        config.inputs[name] = .init(value: .success(.config(.sentinel(isPinned ? .pinned : .required))), sources: [])
        continue
      }
      let value = try evaluate(initial, scope)
      let source = ConstructedConfig.Source(
        kind: .defaults, label: location(parameter.nameRange, unit), expression: location(initial.range, unit),
        value: value.value)
      config.inputs[name] = PythonConfig.Input(value: .success(value), sources: [source])
    }
    try finish(config, range, frame)
    // Where this fails, the module of the class cannot be imported at all.
    if config.failure != nil { throw giveUp(EvaluationWords.pythonArguments(type.name), range, frame.module) }
    signatureDefaults[id] = config
    return config
  }

  // MARK: The end of a construction

  private func finish(_ config: PythonConfig, _ range: TextRange, _ frame: PythonFrame) throws {
    let missing = config.type.fields.map(\.parameter.name).filter { config.inputs[$0] == nil }
    if !missing.isEmpty, config.failure == nil {
      config.fail(raise("TypeError", EvaluationWords.missingArguments(missing), range, frame.module))
    }
    for field in config.type.fields where field.getter != nil && config.inputs[field.parameter.name] != nil {
      do {
        _ = try value(of: field, in: config, frame.module)
      } catch let stop as EvaluationStop {
        switch stop {
        case .cancelled: throw stop
        case .raised, .cycle: config.fail(stop)
        case .notEvaluated, .limit: break
        }
      }
    }
    config.isComplete = true
  }
}

extension PythonObject {
  func isSentinel(_ sentinel: PythonSentinel) -> Bool {
    if case .config(.sentinel(sentinel)) = self { return true }
    return false
  }
}
