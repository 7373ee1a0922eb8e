// What does a name mean here? Variables, members of `self`, globals, functions, types; and members of types.

import Configurables
import SourceText

extension BodyCompiler {
  /// Whether code can see `name` without the standard library.
  func isDeclared(_ name: String) -> Bool {
    if (try? local(name, .zero)) ?? nil != nil { return true }
    if let nominal, library.nominals[nominal].methods[name] != nil || library.nominals[nominal].properties[name] != nil
    {
      return true
    }
    return !library.functions(named: name, from: unit).isEmpty || library.global(named: name, from: unit) != nil
      || library.nominal(named: [name], from: unit, enclosing: enclosing) != nil
  }

  func compileName(_ name: String, _ expected: SwiftType?, _ range: TextRange) throws -> Typed {
    if let local = try local(name, range) { return local.storage.typed(local.type) }
    if let member = try implicitMember(name, range) { return member }
    if let global = library.global(named: name, from: unit) { return try compileGlobal(global, name, range) }
    if case .function(let parameters, let result) = expected?.unwrapped {
      return try functionReference(Expression(.name(name), range), parameters, result, range)
    }
    let functions = library.functions(named: name, from: unit)
    if functions.count == 1 {
      let entry = library.functions[functions[0]]
      let parameters = entry.function.parameters.map { signatureType($0, of: entry) }
      return try functionReference(Expression(.name(name), range), parameters, resultType(of: functions[0]), range)
    }
    throw unsupported(EvaluationWords.unknownName(name), range)
  }

  /// `name` as a member of `self` or of the type around.
  private func implicitMember(_ name: String, _ range: TextRange) throws -> Typed? {
    guard let nominal else {
      guard let selfType, !isTypeMember, let own = try local("self", range) else { return nil }
      return try builtinProperty(own.storage.typed(selfType), name, range)
    }
    var place: Int? = nominal
    while let index = place {
      if let property = library.nominals[index].properties[name] {
        if property.property.placement == .type {
          return isTypeMember || index != nominal ? try compileGlobal(property, name, range) : nil
        }
        guard index == nominal, !isTypeMember, let own = try local("self", range) else { return nil }
        return try nominalMember(own.storage.typed(own.type), index, name, range)
      }
      if isTypeMember || index != nominal, library.nominals[index].isEnumeration,
        let element = library.nominals[index].caseIndex(name)
      {
        return .constant(.nominal(index), .choice(element, []))
      }
      let outer = library.nominals[index].name.split(separator: ".").dropLast().map(String.init)
      place = outer.isEmpty ? nil : library.nominal(named: outer, from: unit, enclosing: "")
    }
    return nil
  }

  /// The type that an expression names, if it does.
  func typeNamed(by expression: Expression) -> SwiftType? {
    switch expression.kind {
    case .type(let type):
      let resolved = resolve(type)
      return resolved.unknownPart == nil ? resolved : nil
    case .name(let name):
      guard name.unicodeScalars.first?.properties.isLowercase != true || name == "self", name != "self" else {
        return nil
      }
      if (try? local(name, .zero)) ?? nil != nil { return nil }
      let resolved = resolve(.named(name))
      return resolved.unknownPart == nil ? resolved : nil
    case .member(let base?, let name, _):
      guard let path = path(base) else { return nil }
      let resolved = resolve(.named(path + [name], arguments: []))
      return resolved.unknownPart == nil ? resolved : nil
    default: return nil
    }
  }

  private func path(_ expression: Expression) -> [String]? {
    switch expression.kind {
    case .name(let name): (try? local(name, .zero)) ?? nil == nil ? [name] : nil
    case .member(let base?, let name, _): path(base).map { $0 + [name] }
    case .type(.named(let path, arguments: [])): path
    default: nil
    }
  }

  // MARK: Members

  func compileMember(_ base: Expression?, _ name: String, _ expected: SwiftType?, _ range: TextRange) throws -> Typed {
    guard let base else {
      guard let expected else { throw unsupported(EvaluationWords.untyped("`.\(name)`"), range) }
      if name == "none", expected.isOptional { return .constant(expected, .nothing) }
      return try typeMember(expected.unwrapped, name, range)
    }
    if let type = typeNamed(by: base) { return try typeMember(type, name, range) }
    if case .name(let module) = base.kind, try local(module, range) == nil, library.isModule(module, from: unit),
      !isDeclared(module)
    {
      if let global = library.global(named: name, from: unit) { return try compileGlobal(global, name, range) }
      throw unsupported(EvaluationWords.unknownName(module + "." + name), range)
    }
    if case .floating = base.kind { return try valueMember(try compile(base, .double), name, range) }
    return try valueMember(try compile(base), name, range)
  }

  func valueMember(_ value: Typed, _ name: String, _ range: TextRange) throws -> Typed {
    switch value.type {
    case .nominal(let index): return try nominalMember(value, index, name, range)
    case .tuple(let elements):
      guard let place = elements.firstIndex(where: { $0.label == name }) ?? Int(name), elements.indices.contains(place)
      else { throw unsupported(EvaluationWords.unknownMember(name, of: library.text(value.type)), range) }
      if case .compound(let parts)? = value.compound { return parts[place].typed(elements[place].type) }
      let code = value.datum
      return Typed.datum(elements[place].type) { try code($0).field(place) }
    default:
      if let found = try builtinProperty(value, name, range) { return found }
      throw unsupported(EvaluationWords.unknownMember(name, of: library.text(value.type)), range)
    }
  }

  func nominalMember(_ value: Typed, _ index: Int, _ name: String, _ range: TextRange) throws -> Typed {
    let nominal = library.nominals[index]
    if nominal.isEnumeration, name == "rawValue" { return try rawValue(of: value, nominal, range) }
    if nominal.isEnumeration, name == "hashValue" {
      throw unsupported(EvaluationWords.unordered(nominal.name), range)
    }
    guard let entry = nominal.properties[name], entry.property.placement != .type else {
      throw unsupported(EvaluationWords.unknownMember(name, of: nominal.name), range)
    }
    if let obstacle = entry.property.obstacle {
      throw unsupported(EvaluationWords.propertyObstacle(name, obstacle), range)
    }
    if let getter = entry.getter { return try callFunction(getter, receiver: value, [], range) }
    guard let place = nominal.stored.firstIndex(where: { $0.property.name == name }) else {
      throw unsupported(EvaluationWords.propertyObstacle(name, "is lazy"), range)
    }
    let type = try storedType(entry, range)
    let read = fieldRead(value, place, type)
    return nominal.configurable == nil ? read : traced(read, nominal, entry, place)
  }

  private func fieldRead(_ value: Typed, _ place: Int, _ type: SwiftType) -> Typed {
    if case .datum(let slot) = value.storage {
      switch type {
      case .double:
        return .double { frame in
          if case .record(let fields) = frame.data[slot], case .double(let field) = fields[place] { return field }
          return try frame.data[slot].field(place).asDouble()
        }
      case .int:
        return .int { frame in
          if case .record(let fields) = frame.data[slot], case .int(let field) = fields[place] { return field }
          return try frame.data[slot].field(place).asInt()
        }
      default: break
      }
    }
    let code = value.datum
    return Typed.datum(type) { try code($0).field(place) }
  }

  /// Notes the read where the run asks for it; the value is as it was.
  private func traced(_ read: Typed, _ nominal: Nominal, _ entry: PropertyEntry, _ place: Int) -> Typed {
    let (type, code) = (read.type, read.datum)
    let key = TracedProperty(nominal: nominal.index, place: place)
    let note: (Frame, Datum) throws -> Void = { frame, datum in
      frame.execution.note(key, datum, type, at: entry.unit.location(entry.property.nameRange))
    }
    switch read.code {
    case .double(let fast):
      return .double { frame in
        let value = try fast(frame)
        if frame.execution.tracesProperties { try note(frame, .double(value)) }
        return value
      }
    case .int(let fast):
      return .int { frame in
        let value = try fast(frame)
        if frame.execution.tracesProperties { try note(frame, .int(value)) }
        return value
      }
    default:
      return Typed.datum(type) { frame in
        let datum = try code(frame)
        if frame.execution.tracesProperties { try note(frame, datum) }
        return datum
      }
    }
  }

  /// A member of a type itself: a case, a static property, a constant of the library.
  func typeMember(_ type: SwiftType, _ name: String, _ range: TextRange) throws -> Typed {
    if case .nominal(let index) = type {
      let nominal = library.nominals[index]
      if let place = nominal.caseIndex(name), nominal.definition.cases[place].payload.isEmpty {
        return .constant(type, .choice(place, []))
      }
      if let property = nominal.properties[name], property.property.placement == .type {
        return try compileGlobal(property, nominal.name + "." + name, range)
      }
      if name == "allCases", nominal.isEnumeration, nominal.inherits("CaseIterable") {
        guard nominal.definition.cases.allSatisfy(\.payload.isEmpty) else {
          throw unsupported(EvaluationWords.unknownMember(name, of: nominal.name), range)
        }
        return .constant(.array(type), .list(nominal.definition.cases.indices.map { .choice($0, []) }))
      }
      throw unsupported(EvaluationWords.unknownMember(name, of: nominal.name), range)
    }
    if let property = library.builtinProperties[library.text(type)]?[name], property.property.placement == .type {
      return try compileGlobal(property, name, range)
    }
    if let constant = builtinConstant(type, name) { return constant }
    throw unsupported(EvaluationWords.unknownMember(name, of: library.text(type)), range)
  }

  private func builtinConstant(_ type: SwiftType, _ name: String) -> Typed? {
    switch type {
    case .double: return Self.constant(name).map { .constant(.double, .double($0)) }
    case .float: return Self.constant(name).map { .constant(.float, .float($0)) }
    case .int:
      let value: Int? =
        switch name {
        case "max": .max
        case "min": .min
        case "zero": 0
        case "bitWidth": Int.bitWidth
        default: nil
        }
      return value.map { .constant(.int, .int($0)) }
    default: return nil
    }
  }

  private static func constant<Number: BinaryFloatingPoint>(_ name: String) -> Number? {
    switch name {
    case "pi": .pi
    case "infinity": .infinity
    case "nan": .nan
    case "zero": 0
    case "ulpOfOne": .ulpOfOne
    case "greatestFiniteMagnitude": .greatestFiniteMagnitude
    case "leastNormalMagnitude": .leastNormalMagnitude
    case "leastNonzeroMagnitude": .leastNonzeroMagnitude
    default: nil
    }
  }

  // MARK: Types of properties and globals

  func storedType(_ entry: PropertyEntry, _ range: TextRange) throws -> SwiftType {
    if let type = entry.property.type {
      return library.resolve(type, in: entry.unit, enclosing: entry.nominal.map { library.nominals[$0].name } ?? "")
    }
    guard let value = entry.property.initialValue else {
      throw unsupported(EvaluationWords.untyped("`\(entry.property.name)`"), range)
    }
    return try inferred(entry, value, range)
  }

  /// The type of an initial value; names that need each other to have a type have none.
  private func inferred(_ entry: PropertyEntry, _ value: Expression, _ range: TextRange) throws -> SwiftType {
    let compiler = BodyCompiler(library: library, unit: entry.unit, nominal: entry.nominal)
    compiler.isTypeMember = true
    // An experiment is of the type that it names, however many others it is derived from.
    if case .call(let callee, _) = value.kind, case .nominal(let index)? = compiler.typeNamed(by: callee),
      library.nominals[index].configurable != nil, !library.nominals[index].declaresInitializer
    {
      return .nominal(index)
    }
    guard inferenceDepth < 8 else { throw unsupported(EvaluationWords.untyped("`\(entry.property.name)`"), range) }
    compiler.inferenceDepth = inferenceDepth + 1
    do {
      return try compiler.compile(value).type
    } catch let stop as CompileStop {
      throw unsupported(stop.reason, range)
    }
  }

  func compileGlobal(_ entry: PropertyEntry, _ name: String, _ range: TextRange) throws -> Typed {
    let property = entry.property
    if let obstacle = property.obstacle { throw unsupported(EvaluationWords.propertyObstacle(name, obstacle), range) }
    if let getter = entry.getter { return try callFunction(getter, receiver: nil, [], range) }
    guard property.mutability == .constant else { throw unsupported(EvaluationWords.changeable(name), range) }
    guard property.initialValue != nil else { throw unsupported(EvaluationWords.noValue(name), range) }
    let type = try storedType(entry, range)
    let key = GlobalKey(entry, library)
    let location = location(range)
    return Typed.datum(type) { frame in try frame.execution.global(key, entry, type, at: location) }
  }

  // MARK: Enums

  private func rawValue(of value: Typed, _ nominal: Nominal, _ range: TextRange) throws -> Typed {
    guard let raw = library.rawValues(of: nominal.index) else {
      throw unsupported(EvaluationWords.unknownMember("rawValue", of: nominal.name), range)
    }
    let values = raw.values
    let code = value.datum
    return Typed.datum(raw.type) { frame in
      guard case .choice(let place, _) = try code(frame) else { throw Datum.fault("an enum") }
      return values[place]
    }
  }
}

extension Typed {
  /// The tuple's storage where it lies element by element.
  var compound: Storage? {
    if case .compound = storage { return storage }
    return nil
  }
}

extension GlobalKey {
  init(_ entry: PropertyEntry, _ library: SymbolTable) {
    let owner = entry.nominal.map { library.nominals[$0].module + "." + library.nominals[$0].name }
    self.init(owner: owner ?? entry.unit.module, name: entry.property.name)
  }
}

extension SymbolTable {
  /// The raw values of an enum's cases, in their order; nil when it has none or they are not literals.
  func rawValues(of index: Int) -> (type: SwiftType, values: [Datum])? {
    let nominal = nominals[index]
    guard let first = nominal.inherited.first else { return nil }
    let type = resolve(first, in: nominal.unit, enclosing: nominal.name)
    var values: [Datum] = []
    for element in nominal.definition.cases {
      switch (type, element.rawValue?.kind) {
      case (.string, .string(let text)): values.append(.string(text))
      case (.string, nil): values.append(.string(element.name))
      case (.int, nil):
        guard case .int(let last)? = values.last else {
          guard values.isEmpty else { return nil }
          values.append(.int(0))
          continue
        }
        guard last < Int.max else { return nil }
        values.append(.int(last + 1))
      case (.int, .integer(let text)):
        guard let value = SwiftLiteral.integer(text, isNegative: false) else { return nil }
        values.append(.int(value))
      case (.int, .unary(.minus, let operand)):
        guard case .integer(let text) = operand.kind, let value = SwiftLiteral.integer(text, isNegative: true) else {
          return nil
        }
        values.append(.int(value))
      case (.double, .floating(let text)):
        guard let value = SwiftLiteral.double(floating: text) else { return nil }
        values.append(.double(value))
      case (.double, .integer(let text)):
        guard let value = SwiftLiteral.double(integer: text) else { return nil }
        values.append(.double(value))
      case (.double, .unary(.minus, let operand)):
        guard case .floating(let text) = operand.kind, let value = SwiftLiteral.double(floating: text) else {
          return nil
        }
        values.append(.double(-value))
      default: return nil
      }
    }
    return values.isEmpty ? nil : (type, values)
  }
}

/// A stored property of a configurable type, for the run's list of reads.
struct TracedProperty: Hashable {
  let nominal: Int
  let place: Int
}
