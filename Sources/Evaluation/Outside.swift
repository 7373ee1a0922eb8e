// What does code ask of the world around it while it runs? Globals, omitted arguments, queries, initial values.

import Configurables
import SourceText

extension Execution {
  var library: SymbolTable { evaluator.library }

  /// A global or type property, worked out once a run.
  func global(_ key: GlobalKey, _ entry: PropertyEntry, _ type: SwiftType, at location: FileLocation) throws -> Datum {
    if let known = run.globals[key] {
      guard let datum = known else { throw EvaluationStop.cycle(name: key.name, at: location) }
      return datum
    }
    run.globals[key] = .some(nil)
    do {
      let datum = try value(of: .property(entry.place), at: location)
      run.globals[key] = .some(datum)
      return datum
    } catch {
      run.globals[key] = nil
      throw error
    }
  }

  /// The value of a piece of code that stands for itself: a default, an initial value.
  func value(of piece: Evaluator.Piece, at location: FileLocation) throws -> Datum {
    let body = try evaluator.body(of: piece)
    let frame = Frame(self, body.size)
    try call(at: location) { try body.run(frame) }
    return try body.result(frame)
  }

  /// Who calls. Only a config's call is configured: Swift's own calls are the plain ones, for no macro can change them.
  enum Caller { case config, code }

  /// An argument that the caller leaves out: what configs bind, else the default.
  func omitted(
    _ place: Int, of index: Int, _ type: SwiftType, at location: FileLocation, by caller: Caller
  ) throws -> Datum {
    let entry = library.functions[index]
    let parameter = entry.function.parameters[place]
    if caller == .config, let id = entry.configurable, let bound = try bound(parameter, of: id, type) { return bound }
    if parameter.defaultValue == nil, parameter.kind == .variadic, case .array(let element) = type {
      return try Datum.array([], of: element)
    }
    guard parameter.defaultValue != nil else {
      throw EvaluationStop.notEvaluated(reason: EvaluationWords.noValue(parameter.name), at: location)
    }
    let datum = try value(of: .defaultValue(function: index, place), at: location)
    if let id = entry.configurable {
      note(parameter, of: id, datum, type, .defaultValue(entry.unit.location(parameter.nameRange)))
    }
    return datum
  }

  func bound(_ parameter: Parameter, of id: DefinitionIndex.ID, _ type: SwiftType) throws -> Datum? {
    guard parameter.isConfigurable,
      let bound = try outside({ try environment.boundValue(of: parameter, of: id, scope: scope, run: run) })
    else { return nil }
    guard let datum = library.datum(bound.value, type) else {
      throw EvaluationStop.notEvaluated(
        reason: EvaluationWords.mismatch(bound.value.text, library.text(type)), at: bound.location)
    }
    note(parameter, of: id, datum, type, .binding(bound.location), in: bound.scope)
    return datum
  }

  private func note(
    _ parameter: Parameter, of id: DefinitionIndex.ID, _ datum: Datum, _ type: SwiftType,
    _ source: EvaluationRead.Source, in scope: String = ""
  ) {
    run.reads.append(
      EvaluationRead(
        key: (scope.isEmpty ? "" : scope + "/") + key(of: parameter.name, id), configurable: id,
        parameter: parameter.name, value: library.value(datum, type), source: source, depth: run.depth,
        isOfBinding: run.bindings > 0))
  }

  /// As a config writes it: `TrainerConfig.base_lr`.
  private func key(of parameter: String, _ id: DefinitionIndex.ID) -> String {
    let language = evaluator.index.configurables[id].language
    return evaluator.index.shortestSelector(of: id) + "." + language.ginSpelling(parameter)
  }

  /// Notes a stored property that a computed one reads, once a construction.
  func note(_ property: TracedProperty, _ datum: Datum, _ type: SwiftType, at location: FileLocation) {
    guard run.noted.insert(property).inserted else { return }
    let nominal = library.nominals[property.nominal]
    guard let id = nominal.configurable else { return }
    let name = nominal.stored[property.place].property.name
    run.reads.append(
      EvaluationRead(
        key: key(of: name, id), configurable: id, parameter: name,
        value: library.value(datum, type), source: .property(location), depth: max(run.depth - 1, 0),
        isOfBinding: run.bindings > 0))
  }

  func query(_ key: String, _ type: SwiftType, at location: FileLocation) throws -> Datum {
    guard let bound = try outside({ try environment.query(key, run: run) }) else {
      throw EvaluationStop.raised(
        .init(type: "query", message: EvaluationWords.unboundQuery(key), location: location))
    }
    guard let datum = library.datum(bound.value, type) else {
      throw EvaluationStop.notEvaluated(
        reason: EvaluationWords.mismatch(bound.value.text, library.text(type)), at: location)
    }
    let parameter = key.split(separator: ".").last.map(String.init) ?? key
    run.reads.append(
      EvaluationRead(
        key: key, configurable: nil, parameter: parameter, value: bound.value, source: .query(bound.location),
        depth: run.depth, isOfBinding: run.bindings > 0))
    return datum
  }

  /// The initial value of a stored property that a memberwise initializer's caller leaves out.
  func initial(_ place: Int, of index: Int, at location: FileLocation, by caller: Caller) throws -> Datum {
    let nominal = library.nominals[index]
    let entry = nominal.stored[place]
    let type = try evaluator.storedType(entry)
    let isFixed = entry.property.mutability == .constant && entry.property.initialValue != nil
    let parameter = nominal.configurable.flatMap { id in
      evaluator.index.configurables[id].parameters.first { $0.name == entry.property.name }
    }
    if caller == .config, !isFixed, let id = nominal.configurable, let parameter,
      let bound = try bound(parameter, of: id, type)
    {
      return bound
    }
    guard entry.property.initialValue != nil else {
      throw EvaluationStop.notEvaluated(reason: EvaluationWords.noValue(entry.property.name), at: location)
    }
    let datum = try value(of: .property(entry.place), at: location)
    if let id = nominal.configurable, let parameter {
      note(parameter, of: id, datum, type, .defaultValue(entry.unit.location(entry.property.nameRange)))
    }
    return datum
  }

  /// An object before its initializer runs: properties with initial values have them.
  func blank(_ index: Int) throws -> Datum {
    let nominal = library.nominals[index]
    let fields = try nominal.stored.map { entry -> Datum in
      guard entry.property.initialValue != nil else { return .void }
      return try value(of: .property(entry.place), at: entry.unit.location(entry.property.nameRange))
    }
    return nominal.isClass ? .instance(Instance(nominal: index, fields: fields)) : .record(fields)
  }

  /// A function called with data.
  func call(_ index: Int, _ arguments: [Datum]) throws -> Datum {
    let body = try evaluator.body(of: index)
    let frame = Frame(self, body.size)
    var rest = arguments[...]
    if library.functions[index].hasSelf, let receiver = rest.popFirst() { frame.data[1] = receiver }
    for (storage, argument) in zip(body.parameters, rest) { try storage.store(argument, frame) }
    try call(at: nil) { try body.run(frame) }
    return try body.result(frame)
  }
}
