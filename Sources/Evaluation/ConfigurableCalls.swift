// What does a config's call give? Configurables called from outside, with arguments, bindings and defaults.

import Configurables
import SourceText

extension Execution {
  func callConfigurable(
    _ index: Int, _ id: DefinitionIndex.ID, _ arguments: [EvaluationArgument]
  ) throws -> Value {
    let entry = library.functions[index]
    let location = entry.unit.location(entry.function.nameRange)
    guard !entry.hasSelf else { throw EvaluationStop.notEvaluated(reason: EvaluationWords.method, at: location) }
    let body = try evaluator.body(of: index)
    let frame = Frame(self, body.size)
    try fill(frame, body, entry, index, arguments)
    try call(at: location) { try body.run(frame) }
    return library.value(try body.result(frame), body.resultType)
  }

  private func fill(
    _ frame: Frame, _ body: CompiledBody, _ entry: FunctionEntry, _ index: Int, _ arguments: [EvaluationArgument]
  ) throws {
    let compiler = BodyCompiler(library: library, unit: entry.unit, nominal: entry.nominal)
    let parameters = entry.function.parameters
    let given = assign(arguments, parameters)
    for (place, parameter) in parameters.enumerated() {
      let type = compiler.signatureType(parameter, of: entry)
      let location = entry.unit.location(parameter.nameRange)
      let datum =
        try given[place].map { try self.datum($0, type, at: location) }
        ?? omitted(place, of: index, type, at: location, by: .config)
      try body.parameters[place].store(datum, frame)
    }
  }

  /// Arguments by name, exact or folded, and by place.
  private func assign(_ arguments: [EvaluationArgument], _ parameters: [Parameter]) -> [Int: Value] {
    var result: [Int: Value] = [:]
    for (place, argument) in arguments.enumerated() {
      guard let name = argument.name else {
        result[place] = argument.value
        continue
      }
      let folded = DefinitionIndex.folded(name)
      let found =
        parameters.firstIndex { $0.name == name }
        ?? parameters.firstIndex { DefinitionIndex.folded($0.name) == folded }
      if let found { result[found] = argument.value }
    }
    return result
  }

  private func datum(_ value: Value, _ type: SwiftType, at location: FileLocation) throws -> Datum {
    if let datum = library.datum(value, type) { return datum }
    throw EvaluationStop.notEvaluated(
      reason: EvaluationWords.mismatch(value.text, library.text(type)), at: location)
  }

  // MARK: Types

  func construct(
    _ index: Int, _ id: DefinitionIndex.ID, _ arguments: [EvaluationArgument]
  ) throws -> Construction {
    let nominal = library.nominals[index]
    let location = nominal.unit.location(nominal.definition.nameRange)
    guard !nominal.isEnumeration, nominal.definition.obstacle == nil else {
      throw EvaluationStop.notEvaluated(reason: EvaluationWords.construct(nominal.name), at: location)
    }
    var construction = Construction(type: nominal.name, fields: [])
    let stored: [Result<Datum, EvaluationStop>]
    if let initializer = initializer(of: nominal, id) {
      let datum = try construct(nominal, initializer, arguments, at: location)
      stored = try datum.asFields().map { .success($0) }
    } else {
      stored = fields(of: nominal, arguments, at: location)
    }
    let types = try nominal.stored.map { try evaluator.storedType($0) }
    for (entry, (field, type)) in zip(nominal.stored, zip(stored, types)) {
      construction.fields.append(
        Construction.Field(
          name: entry.property.name, origin: .stored, value: field.map { library.value($0, type) }))
    }
    try addComputed(to: &construction, nominal, id, stored)
    return construction
  }

  /// The initializer whose parameters are the configurable's inputs; nil where the memberwise one is meant.
  private func initializer(of nominal: Nominal, _ id: DefinitionIndex.ID) -> Int? {
    let names = evaluator.index.configurables[id].parameters.filter { !$0.isComputed }.map(\.name)
    guard nominal.declaresInitializer else { return nil }
    return nominal.initializers.first { library.functions[$0].function.parameters.map(\.name) == names }
  }

  private func construct(
    _ nominal: Nominal, _ initializer: Int, _ arguments: [EvaluationArgument], at location: FileLocation
  ) throws -> Datum {
    var entry = library.functions[initializer]
    entry.configurable = nominal.configurable
    let body = try evaluator.body(of: initializer)
    let frame = Frame(self, body.size)
    frame.data[1] = try blank(nominal.index)
    let compiler = BodyCompiler(library: library, unit: entry.unit, nominal: entry.nominal)
    let given = assign(arguments, entry.function.parameters)
    for (place, parameter) in entry.function.parameters.enumerated() {
      let type = compiler.signatureType(parameter, of: entry)
      let location = entry.unit.location(parameter.nameRange)
      let datum: Datum
      if let value = given[place] {
        datum = try self.datum(value, type, at: location)
      } else if let id = nominal.configurable, let bound = try bound(parameter, of: id, type) {
        datum = bound
      } else {
        datum = try omitted(place, of: initializer, type, at: location, by: .config)
      }
      try body.parameters[place].store(datum, frame)
    }
    try call(at: location) { try body.run(frame) }
    return frame.data[1]
  }

  private func fields(
    of nominal: Nominal, _ arguments: [EvaluationArgument], at location: FileLocation
  ) -> [Result<Datum, EvaluationStop>] {
    let parameters = nominal.stored.map { Parameter(name: $0.property.name, nameRange: $0.property.nameRange) }
    let given = assign(arguments, parameters)
    return nominal.stored.indices.map { place in
      do {
        guard let value = given[place] else {
          return .success(try initial(place, of: nominal.index, at: location, by: .config))
        }
        let type = try evaluator.storedType(nominal.stored[place])
        return .success(try datum(value, type, at: location))
      } catch {
        return .failure(evaluator.stop(from: error, in: nominal.unit))
      }
    }
  }

  /// Computed properties, each with what it read; none of those that may look at a stored one without a value.
  private func addComputed(
    to construction: inout Construction, _ nominal: Nominal, _ id: DefinitionIndex.ID,
    _ stored: [Result<Datum, EvaluationStop>]
  ) throws {
    var fields: [Datum] = []
    var missing: [String: EvaluationStop] = [:]
    for (entry, field) in zip(nominal.stored, stored) {
      switch field {
      case .success(let datum): fields.append(datum)
      case .failure(let stop):
        missing[entry.property.name] = stop
        // Nobody looks at it: who might does not run.
        fields.append(.nothing)
      }
    }
    for parameter in evaluator.index.configurables[id].parameters where parameter.isComputed {
      guard let entry = nominal.properties[parameter.name] else { continue }
      let start = run.reads.count
      let value: Result<Value, EvaluationStop>
      do {
        if let stop = obstacle(to: entry, missing, in: nominal) { throw stop }
        let receiver: Datum =
          nominal.isClass ? .instance(Instance(nominal: nominal.index, fields: fields)) : .record(fields)
        value = .success(try computed(entry, receiver))
      } catch {
        value = .failure(evaluator.stop(from: error, in: entry.unit))
      }
      construction.fields.append(
        Construction.Field(
          name: parameter.name, origin: .computed, value: value, reads: Array(run.reads[min(start, run.reads.count)...])
        ))
    }
  }

  /// Why a property is not worked out that may look at what has no value. What the program stops with ends it all.
  func obstacle(
    to entry: PropertyEntry, _ missing: [String: EvaluationStop], in nominal: Nominal
  ) -> EvaluationStop? {
    guard let any = missing.min(by: { $0.key < $1.key })?.value else { return nil }
    let ending = nominal.stored.lazy.compactMap { missing[$0.property.name] }.first { stop in
      switch stop {
      case .notEvaluated: false
      case .raised, .cycle, .limit, .cancelled: true
      }
    }
    if let ending { return ending }
    guard !nominal.isClass, let getter = entry.getter, let reads = library.storedReads(of: getter, in: nominal) else {
      return any
    }
    return nominal.stored.lazy.map(\.property.name).first { reads.contains($0) && missing[$0] != nil }.flatMap {
      missing[$0]
    }
  }

  private func computed(_ entry: PropertyEntry, _ receiver: Datum) throws -> Value {
    guard let getter = entry.getter else {
      throw EvaluationStop.notEvaluated(
        reason: EvaluationWords.propertyObstacle(entry.property.name, "is lazy"),
        at: entry.unit.location(entry.property.nameRange))
    }
    let body = try evaluator.body(of: getter)
    let before = (run.noted, tracesProperties)
    run.noted = []
    tracesProperties = true
    defer { (run.noted, tracesProperties) = before }
    return library.value(try call(getter, [receiver]), body.resultType)
  }

  // MARK: Defaults and globals

  func defaultValue(of parameter: Parameter, _ id: DefinitionIndex.ID) throws -> Value? {
    if let function = library.configurableFunctions[id] {
      let entry = library.functions[function]
      guard let place = entry.function.parameters.firstIndex(where: { $0.name == parameter.name }) else { return nil }
      let location = entry.unit.location(parameter.nameRange)
      let body = try evaluator.body(of: .defaultValue(function: function, place))
      return library.value(
        try value(of: .defaultValue(function: function, place), at: location), body.resultType)
    }
    guard let type = library.configurableTypes[id] else {
      throw EvaluationStop.notEvaluated(reason: EvaluationWords.python, at: nil)
    }
    let nominal = library.nominals[type]
    if let initializer = initializer(of: nominal, id) {
      let entry = library.functions[initializer]
      guard let place = entry.function.parameters.firstIndex(where: { $0.name == parameter.name }) else { return nil }
      let piece = Evaluator.Piece.defaultValue(function: initializer, place)
      let body = try evaluator.body(of: piece)
      return library.value(
        try value(of: piece, at: entry.unit.location(parameter.nameRange)), body.resultType)
    }
    guard let entry = nominal.properties[parameter.name], entry.property.initialValue != nil else { return nil }
    let piece = Evaluator.Piece.property(entry.place)
    let body = try evaluator.body(of: piece)
    return library.value(
      try value(of: piece, at: entry.unit.location(parameter.nameRange)), body.resultType)
  }

  func value(ofGlobal entry: PropertyEntry) throws -> Value {
    let name = entry.property.name
    let location = entry.unit.location(entry.property.nameRange)
    if let getter = entry.getter {
      let body = try evaluator.body(of: getter)
      return library.value(try call(getter, []), body.resultType)
    }
    guard entry.property.initialValue != nil else {
      throw EvaluationStop.notEvaluated(reason: EvaluationWords.noValue(name), at: location)
    }
    let type = try evaluator.storedType(entry)
    let datum = try global(GlobalKey(entry, library), entry, type, at: location)
    return library.value(datum, type)
  }
}
