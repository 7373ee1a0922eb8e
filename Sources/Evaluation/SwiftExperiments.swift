// What does a typed experiment of Swift come to? Arguments before the parent's fields before initial values, field by field.

import Configurables
import SourceText

/// One run; experiments that are asked for twice are worked out once.
final class SwiftExperiments {
  private let execution: Execution
  private var known: [ExperimentIndex.ID: ConstructedConfig] = [:]
  private var underWay: Set<ExperimentIndex.ID> = []

  /// So many places are remembered that a value takes precedence over.
  private static let mostSources = 12

  private var index: DefinitionIndex { execution.evaluator.index }
  private var experiments: ExperimentIndex { index.experiments }
  private var library: SymbolTable { execution.evaluator.library }

  init(_ execution: Execution) { self.execution = execution }

  func config(of id: ExperimentIndex.ID) throws -> ConstructedConfig {
    if let known = known[id] { return known }
    let experiment = experiments.experiments[id]
    guard underWay.insert(id).inserted else {
      throw EvaluationStop.cycle(
        name: experiment.name, at: FileLocation(experiment.file, experiment.nameRange))
    }
    defer { underWay.remove(id) }
    guard let code = index.files[experiment.file] else {
      throw EvaluationStop.notEvaluated(reason: EvaluationWords.unknownName(experiment.name), at: nil)
    }
    let made = try execution.run.withRoom {
      try config(experiment.construction, experiment.type, Scope(code: code))
    }
    known[id] = made
    keep(made, as: experiment)
    return made
  }

  /// Code that names the global need not make it again.
  private func keep(_ made: ConstructedConfig, as experiment: ExperimentIndex.Experiment) {
    guard made.failure == nil, case .success(let value) = value(of: made), let unit = library.units[experiment.file],
      let entry = library.global(named: experiment.name, from: unit), entry.unit.path == experiment.file,
      let type = try? execution.evaluator.storedType(entry), let datum = library.datum(value, type)
    else { return }
    execution.run.globals[GlobalKey(entry, library)] = datum
  }

  /// Where an expression stands.
  private struct Scope {
    let code: DefinitionFile
    var isDefault = false

    func place(_ range: TextRange) -> FileLocation { FileLocation(code.file, range) }
  }

  // MARK: Construction

  private func config(
    _ construction: Expression, _ type: ExperimentIndex.TypeID, _ scope: Scope
  ) throws -> ConstructedConfig {
    let home = experiments.types[type]
    guard case .call(let callee, let arguments) = construction.kind else {
      throw EvaluationStop.notEvaluated(
        reason: EvaluationWords.construct(home.type.name), at: scope.place(construction.range))
    }
    var result = ConstructedConfig(type: type, fields: [])
    let parent = try parent(in: arguments, type, scope, &result)
    for field in home.type.fields where field.getter == nil {
      let name = field.parameter.name
      let inherited = try parent?.fields.first { $0.name == name } ?? initial(field, of: type)
      guard let argument = arguments.first(where: { $0.label == name }) else {
        result.fields.append(
          inherited
            ?? missing(name, scope.place(callee.range), &result))
        continue
      }
      result.fields.append(try self.field(field, of: type, argument, over: inherited, scope, &result))
    }
    if let change = arguments.last?.value, case .closure(let function) = change.kind {
      try apply(function, construction, to: &result, scope)
    }
    for label in arguments.compactMap(\.label) where home.type.field(named: label)?.getter != nil {
      result.failure = result.failure ?? .notEvaluated(reason: EvaluationWords.wrongArguments(home.type.name), at: nil)
    }
    try addComputed(to: &result, type)
    return result
  }

  private func missing(_ name: String, _ place: FileLocation, _ result: inout ConstructedConfig)
    -> ConstructedConfig.Field
  {
    let stop = EvaluationStop.notEvaluated(reason: EvaluationWords.noValue(name), at: place)
    result.failure = result.failure ?? stop
    return ConstructedConfig.Field(name: name, value: .failure(stop))
  }

  /// What stands first and without a label.
  private func parent(
    in arguments: [Expression.Argument], _ type: ExperimentIndex.TypeID, _ scope: Scope,
    _ result: inout ConstructedConfig
  ) throws -> ConstructedConfig? {
    guard let first = arguments.first, first.label == nil else { return nil }
    if case .closure = first.value.kind { return nil }
    if let found = try nested(first.value, scope) {
      if let failure = found.failure { result.failure = failure }
      return found
    }
    throw EvaluationStop.notEvaluated(
      reason: EvaluationWords.construct(experiments.types[type].type.name), at: scope.place(first.value.range))
  }

  /// The config that an expression names or makes; nil where it does neither.
  private func nested(_ expression: Expression, _ scope: Scope) throws -> ConstructedConfig? {
    if let type = experiments.type(constructedBy: expression, in: scope.code, index.files) {
      return try config(expression, type, scope)
    }
    guard let path = expression.namePath,
      let (id, fields) = experiments.experiment(named: path, in: scope.code, index.files)
    else { return nil }
    var current = try config(of: id)
    for name in fields {
      guard let inner = current.fields.first(where: { $0.name == name })?.nested.first else { return nil }
      current = inner
    }
    return current
  }

  private func field(
    _ field: ConfigType.Field, of type: ExperimentIndex.TypeID, _ argument: Expression.Argument,
    over inherited: ConstructedConfig.Field?, _ scope: Scope, _ result: inout ConstructedConfig
  ) throws -> ConstructedConfig.Field {
    let name = field.parameter.name
    var made = ConstructedConfig.Field(
      name: name, value: .failure(.cancelled), sources: inherited?.sources ?? [])
    if let inner = try nestedArgument(argument.value, for: field, of: type, scope) {
      made.nested = [inner]
      made.value = value(of: inner)
      if let failure = inner.failure { result.failure = result.failure ?? failure }
    } else {
      made.value = try value(of: argument.value, for: field, of: type, scope)
      if case .failure(let stop) = made.value {
        switch stop {
        case .raised, .cycle: result.failure = result.failure ?? stop
        case .notEvaluated: made.mismatch = mismatch(of: argument.value, for: field, of: type, scope)
        case .limit, .cancelled: break
        }
      }
    }
    made.sources.insert(
      ConstructedConfig.Source(
        kind: scope.isDefault ? .declaration : .argument,
        label: scope.place(argument.labelRange ?? argument.value.range),
        expression: scope.place(argument.value.range), value: try? made.value.get()), at: 0)
    made.sources = Array(made.sources.prefix(Self.mostSources))
    return made
  }

  private func nestedArgument(
    _ expression: Expression, for field: ConfigType.Field, of type: ExperimentIndex.TypeID, _ scope: Scope
  ) throws -> ConstructedConfig? {
    if let found = try nested(expression, scope) { return found }
    // `.init(first.opt, lr: 1)`
    guard case .call(let callee, _) = expression.kind, case .member(base: nil, "init", _) = callee.kind,
      case .named(let path, _)? = field.parameter.type?.unwrapped,
      let home = index.files[experiments.types[type].file],
      let inner = experiments.type(named: path, in: home, index.files)
    else { return nil }
    return try config(expression, inner, scope)
  }

  private func value(of config: ConstructedConfig) -> Result<Value, EvaluationStop> {
    var object = ObjectValue(type: experiments.types[config.type].type.name, fields: [])
    for field in config.fields {
      let isComputed = experiments.types[config.type].type.field(named: field.name)?.getter != nil
      switch field.value {
      case .success(let value):
        object.fields.append(.init(name: field.name, value: value, origin: isComputed ? .computed : .stored))
      case .failure(let stop):
        if !isComputed { return .failure(stop) }
        object.missing.append(.init(name: field.name, reason: stop.words))
      }
    }
    return .success(.object(object))
  }

  /// The initial value that the declaration writes; nil where it writes none.
  private func initial(_ field: ConfigType.Field, of type: ExperimentIndex.TypeID) throws -> ConstructedConfig.Field? {
    let home = experiments.types[type]
    guard let code = index.files[home.file] else { return nil }
    let name = field.parameter.name
    guard let expression = field.parameter.defaultValue else {
      if case .optional? = field.parameter.type {
        return ConstructedConfig.Field(name: name, value: .success(.none))
      }
      return nil
    }
    var scope = Scope(code: code)
    scope.isDefault = true
    var made = ConstructedConfig.Field(name: name, value: .failure(.cancelled))
    if let inner = try nestedArgument(expression, for: field, of: type, scope) {
      made.nested = [inner]
      made.value = value(of: inner)
    } else {
      made.value = try value(of: expression, for: field, of: type, scope)
    }
    made.sources = [
      ConstructedConfig.Source(
        kind: .declaration, label: scope.place(field.parameter.nameRange), expression: scope.place(expression.range),
        value: try? made.value.get())
    ]
    return made
  }

  // MARK: Values

  private func value(
    of expression: Expression, for field: ConfigType.Field, of type: ExperimentIndex.TypeID, _ scope: Scope
  ) throws -> Result<Value, EvaluationStop> {
    guard let unit = library.units[scope.code.file], let home = library.units[experiments.types[type].file] else {
      return .failure(.notEvaluated(reason: EvaluationWords.noValue(field.parameter.name), at: nil))
    }
    do {
      let declared = field.parameter.type.map {
        library.resolve($0, in: home, enclosing: experiments.types[type].type.name)
      }
      let body = try BodyCompiler.compileValue(expression, declared, unit, nominal: nil, library)
      let frame = Frame(execution, body.size)
      try body.run(frame)
      return .success(library.value(try body.result(frame), body.resultType))
    } catch {
      let stop = execution.evaluator.stop(from: error, in: unit)
      if case .cancelled = stop { throw stop }
      return .failure(stop)
    }
  }

  /// What does not compile as the declared type, and does as another one.
  private func mismatch(
    of expression: Expression, for field: ConfigType.Field, of type: ExperimentIndex.TypeID, _ scope: Scope
  ) -> TypeMismatch? {
    guard let unit = library.units[scope.code.file], let home = library.units[experiments.types[type].file],
      let written = field.parameter.type,
      case let declared = library.resolve(written, in: home, enclosing: experiments.types[type].type.name),
      declared.unknownPart == nil,
      let body = try? BodyCompiler.compileValue(expression, nil, unit, nominal: nil, library),
      body.resultType.unknownPart == nil, body.resultType != declared
    else { return nil }
    return TypeMismatch(
      message: EvaluationWords.wrongType(
        field.parameter.name, library.text(declared), library.text(body.resultType)))
  }

  // MARK: The closure form

  /// `TrainerConfig(first) { $0.opt.lr = 1 }`: the closure runs as a whole; its assignments say which fields it sets.
  private func apply(
    _ change: Function, _ construction: Expression, to result: inout ConstructedConfig, _ scope: Scope
  ) throws {
    guard let unit = library.units[scope.code.file] else { return }
    let changed: Value
    do {
      let body = try BodyCompiler.compileValue(construction, nil, unit, nominal: nil, library)
      let frame = Frame(execution, body.size)
      try body.run(frame)
      changed = library.value(try body.result(frame), body.resultType)
    } catch {
      let stop = execution.evaluator.stop(from: error, in: unit)
      if case .cancelled = stop { throw stop }
      result.failure = result.failure ?? stop
      for place in result.fields.indices { result.fields[place].value = .failure(stop) }
      return
    }
    let name = change.parameters.first?.internalName ?? "$0"
    try take(changed, into: &result, path: [], assignments: Self.assignments(change.body, to: name), scope)
  }

  private typealias Assignment = (path: [String], target: Expression, value: Expression)

  private static func assignments(_ body: [Statement], to name: String) -> [Assignment] {
    body.flatMap { statement -> [Assignment] in
      switch statement.kind {
      case .assignment(let targets, let value):
        return targets.compactMap { target in
          guard case .target(let target) = target, let path = target.namePath, path.first == name else { return nil }
          return (Array(path.dropFirst()), target, value)
        }
      case .update(let target, _, let value):
        guard let path = target.namePath, path.first == name else { return [] }
        return [(Array(path.dropFirst()), target, value)]
      default: return []
      }
    }
  }

  private func take(
    _ value: Value, into config: inout ConstructedConfig, path: [String], assignments: [Assignment], _ scope: Scope
  ) throws {
    guard case .object(let object) = value else { return }
    for place in config.fields.indices {
      let name = config.fields[place].name
      guard let found = object[name] else { continue }
      config.fields[place].value = .success(found)
      if var inner = config.fields[place].nested.first {
        try take(found, into: &inner, path: path + [name], assignments: assignments, scope)
        let type = experiments.types[inner.type].type
        inner.fields.removeAll { type.field(named: $0.name)?.getter != nil }
        try addComputed(to: &inner, inner.type)
        config.fields[place].nested = [inner]
      }
      for assignment in assignments where assignment.path == path + [name] {
        config.fields[place].sources.insert(
          ConstructedConfig.Source(
            kind: .argument, label: scope.place(assignment.target.range),
            expression: scope.place(assignment.value.range),
            value: found), at: 0)
      }
    }
  }

  // MARK: Computed fields

  private func addComputed(to result: inout ConstructedConfig, _ type: ExperimentIndex.TypeID) throws {
    let home = experiments.types[type]
    let computed = home.type.fields.filter { $0.getter != nil }
    guard !computed.isEmpty else { return }
    guard
      let id = index.configurables.firstIndex(where: {
        $0.file == home.file && $0.nameRange == home.type.nameRange
      }), let nominal = library.configurableTypes[id]
    else { return }
    var arguments: [EvaluationArgument] = []
    var failed: [String: EvaluationStop] = [:]
    for field in result.fields {
      switch field.value {
      case .success(let value): arguments.append(EvaluationArgument(name: field.name, value: value))
      case .failure(let stop): failed[field.name] = stop
      }
    }
    let construction = try execution.construct(nominal, id, arguments)
    for field in computed {
      let name = field.parameter.name
      guard let made = construction.fields.first(where: { $0.name == name }) else { continue }
      var value = made.value
      // A field without a value stands for its default in there.
      if let entry = library.nominals[nominal].properties[name],
        let stop = execution.obstacle(to: entry, failed, in: library.nominals[nominal])
      {
        value = .failure(stop)
      }
      if case .failure(let stop) = value, case .raised = stop { result.failure = result.failure ?? stop }
      result.fields.append(
        ConstructedConfig.Field(
          name: name, value: value, isComputed: true,
          reads: made.reads.map { read in
            let source = result.fields.first { $0.name == read.parameter }?.sources.first?.label
            return ConstructedConfig.Read(path: [read.parameter], value: read.value, source: source)
          }))
    }
    let order = home.type.fields.map(\.parameter.name)
    result.fields.sort { (order.firstIndex(of: $0.name) ?? 0) < (order.firstIndex(of: $1.name) ?? 0) }
  }
}
