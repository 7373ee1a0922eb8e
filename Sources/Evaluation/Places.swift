// What does an assignment change? Variables, stored properties, elements: places that are changed where they lie.

import Configurables
import SourceText

/// Something that can be changed in place.
struct Place {
  var type: SwiftType
  /// Gives the value to change; what it lies in is free for that time, so that nothing is copied.
  var modify: (Frame, (inout Datum) throws -> Void) throws -> Void
  /// Where it is a variable of its own.
  var storage: Storage?
  /// What it holds now.
  var value: Typed
}

extension BodyCompiler {
  func place(_ expression: Expression) throws -> Place {
    let range = expression.range
    switch expression.kind {
    case .name(let name):
      if let local = try local(name, range) {
        guard local.mutability == .variable else { throw mismatch(EvaluationWords.assignment(), range) }
        return Self.place(local)
      }
      guard let nominal, !isTypeMember, library.nominals[nominal].stored.contains(where: { $0.property.name == name })
      else { throw unsupported(EvaluationWords.assignment(), range) }
      return try fieldPlace(Expression(.name("self"), range), name, range)
    case .member(let base?, let name, _): return try fieldPlace(base, name, range)
    case .index(let base, let arguments): return try elementPlace(base, arguments, range)
    case .forceUnwrap(let base):
      let outer = try place(base)
      guard let wrapped = outer.type.wrapped, !wrapped.isOptional else {
        throw unsupported(EvaluationWords.assignment(), range)
      }
      let trap = trap(.unexpectedNil, range)
      return Place(
        type: wrapped,
        modify: { frame, body in
          try outer.modify(frame) { datum in
            if datum.isNothing { throw trap }
            try body(&datum)
          }
        }, value: try compile(expression))
    default: throw unsupported(EvaluationWords.assignment(), range)
    }
  }

  private static func place(_ local: Local) -> Place {
    let storage = local.storage
    let value = storage.typed(local.type)
    if case .datum(let slot) = storage {
      return Place(
        type: local.type, modify: { frame, body in try body(&frame.data[slot]) }, storage: storage, value: value)
    }
    if case .boxed(let slot) = storage {
      return Place(
        type: local.type,
        modify: { frame, body in
          guard case .box(let box) = frame.data[slot] else { throw Datum.fault("a box") }
          try body(&box.datum)
        }, storage: storage, value: value)
    }
    return Place(
      type: local.type,
      modify: { frame, body in
        var datum = try storage.load(frame)
        try body(&datum)
        try storage.store(datum, frame)
      }, storage: storage, value: value)
  }

  private func fieldPlace(_ base: Expression, _ name: String, _ range: TextRange) throws -> Place {
    if let type = try? compile(base).type, case .nominal(let index) = type, library.nominals[index].isClass {
      return try instancePlace(base, index, name, range)
    }
    let outer = try place(base)
    let (field, type) = try fieldIndex(name, of: outer.type, range)
    let value = try valueMember(outer.value, name, range)
    return Place(
      type: type,
      modify: { frame, body in
        try outer.modify(frame) { datum in
          guard case .record(var fields) = datum else { throw Datum.fault("a record") }
          datum = .void
          defer { datum = .record(fields) }
          try body(&fields[field])
        }
      }, value: value)
  }

  private func fieldIndex(_ name: String, of type: SwiftType, _ range: TextRange) throws -> (Int, SwiftType) {
    switch type {
    case .nominal(let index):
      let nominal = library.nominals[index]
      guard let place = nominal.stored.firstIndex(where: { $0.property.name == name }) else {
        throw unsupported(EvaluationWords.assignment(), range)
      }
      let entry = nominal.stored[place]
      if let obstacle = entry.property.obstacle {
        throw unsupported(EvaluationWords.propertyObstacle(name, obstacle), range)
      }
      return (place, try storedType(entry, range))
    case .tuple(let elements):
      guard let place = elements.firstIndex(where: { $0.label == name }) ?? Int(name), elements.indices.contains(place)
      else { throw unsupported(EvaluationWords.assignment(), range) }
      return (place, elements[place].type)
    default: throw unsupported(EvaluationWords.assignment(), range)
    }
  }

  private func instancePlace(_ base: Expression, _ index: Int, _ name: String, _ range: TextRange) throws -> Place {
    let value = try compile(base)
    let (field, type) = try fieldIndex(name, of: .nominal(index), range)
    let code = value.datum
    return Place(
      type: type,
      modify: { frame, body in
        guard case .instance(let instance) = try code(frame) else { throw Datum.fault("an instance") }
        try body(&instance.fields[field])
      }, value: try valueMember(value, name, range))
  }

  private func elementPlace(_ base: Expression, _ arguments: [Argument], _ range: TextRange) throws -> Place {
    let outer = try place(base)
    let whole = Expression(.index(base: base, arguments: arguments), range)
    switch outer.type {
    case .array(let element):
      guard arguments.count == 1, arguments[0].label == nil else {
        throw unsupported(EvaluationWords.assignment(), range)
      }
      let index = try compile(arguments[0].value, .int).int
      let location = location(range)
      return Place(
        type: element,
        modify: { frame, body in
          let index = try index(frame)
          try outer.modify(frame) { array in try array.modifyElement(index, at: location, body) }
        }, value: try compile(whole))
    case .dictionary(let key, let element): return try entryPlace(outer, key, element, arguments, whole)
    default: throw unsupported(EvaluationWords.assignment(), range)
    }
  }

  private func entryPlace(
    _ outer: Place, _ key: SwiftType, _ element: SwiftType, _ arguments: [Argument], _ whole: Expression
  ) throws -> Place {
    guard let first = arguments.first, first.label == nil, hasDatumEquality(key) else {
      throw unsupported(EvaluationWords.assignment(), whole.range)
    }
    let code = try compile(first.value, key).datum
    let otherwise =
      try arguments.count == 2 && arguments[1].label == "default"
      ? compile(arguments[1].value, element).datum : nil
    let value = try compile(whole)
    return Place(
      type: otherwise == nil ? .optional(element) : element,
      modify: { frame, body in
        let key = try code(frame)
        try frame.execution.charge(64)
        try outer.modify(frame) { datum in
          guard case .table(var table) = datum else { throw Datum.fault("a dictionary") }
          datum = .void
          defer { datum = .table(table) }
          var entry: Datum
          if let present = table[key] {
            entry = otherwise == nil ? present.wrapped(element) : present
            table.release(key)
          } else {
            entry = try otherwise?(frame) ?? .nothing
          }
          try body(&entry)
          if otherwise == nil {
            table[key] = entry.isNothing ? nil : entry.unwrapped()
          } else {
            table[key] = entry
          }
        }
      }, value: value)
  }

  // MARK: Assignments

  func compileAssignment(_ targets: [Pattern], _ value: Expression, _ range: TextRange) throws -> StatementCode {
    guard targets.count == 1, let target = targets.first else { throw unsupported(EvaluationWords.assignment(), range) }
    switch target {
    case .wildcard:
      let effect = try compile(value).effect
      return { frame in
        try effect(frame)
        return .normal
      }
    case .name(let name, let nameRange):
      if let local = try local(name, nameRange), name != "self" {
        let store = local.storage.assignment(try compile(value, local.type))
        return { frame in
          try store(frame)
          return .normal
        }
      }
      return try assign(to: try place(Expression(.name(name), nameRange)), value, range)
    case .target(let expression):
      try requireSimpleIndices(expression, value)
      return try assign(to: try place(expression), value, range)
    case .tuple(let parts): return try assignTuple(parts, value, range)
    default: throw unsupported(EvaluationWords.assignment(), range)
    }
  }

  private func assign(to place: Place, _ value: Expression, _ range: TextRange) throws -> StatementCode {
    let code = try compile(value, place.type).datum
    return { frame in
      let datum = try code(frame)
      try place.modify(frame) { $0 = datum }
      return .normal
    }
  }

  /// `(a, b) = (b, a)`: all values first.
  private func assignTuple(_ parts: [Pattern], _ value: Expression, _ range: TextRange) throws -> StatementCode {
    var places: [Place?] = []
    for part in parts {
      switch part {
      case .wildcard: places.append(nil)
      case .name(let name, let nameRange): places.append(try place(Expression(.name(name), nameRange)))
      case .target(let expression): places.append(try place(expression))
      default: throw unsupported(EvaluationWords.assignment(), range)
      }
    }
    let known = places.compactMap { $0.map { SwiftType.Element(label: nil, type: $0.type) } }
    let compiled = try compile(value, known.count == places.count ? .tuple(known) : nil)
    let code = compiled.datum
    return { frame in
      let fields = try code(frame).asFields()
      for (place, field) in zip(places, fields) { try place?.modify(frame) { $0 = field } }
      return .normal
    }
  }

  /// The order between an index that does something and the value does not matter where neither does.
  private func requireSimpleIndices(_ target: Expression, _ value: Expression) throws {
    switch target.kind {
    case .index(let base, let arguments):
      for argument in arguments where !isSimple(argument.value) && !isSimple(value) {
        throw unsupported(EvaluationWords.assignment(), target.range)
      }
      try requireSimpleIndices(base, value)
    case .member(let base?, _, _), .forceUnwrap(let base): try requireSimpleIndices(base, value)
    default: return
    }
  }

  private func isSimple(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .integer, .floating, .string, .boolean, .none, .name: true
    case .member(let base, _, _): base.map(isSimple) ?? true
    case .binary(_, let left, let right): isSimple(left) && isSimple(right)
    case .unary(_, let operand): isSimple(operand)
    case .index(let base, let arguments): isSimple(base) && arguments.allSatisfy { isSimple($0.value) }
    default: false
    }
  }

  func compileUpdate(
    _ target: Expression, _ binary: BinaryOperator, _ value: Expression, _ range: TextRange
  ) throws -> StatementCode {
    try requireSimpleIndices(target, value)
    let place = try place(target)
    let custom = library.operators(binary.rawValue + "=", from: unit)
    guard custom.isEmpty else { throw unsupported(EvaluationWords.overloaded(binary.rawValue + "="), range) }
    switch place.type {
    case .array(let element) where binary == .add: return try compileExtension(place, element, value)
    case .int, .double, .float, .string: break
    default: throw unsupported(EvaluationWords.operation(binary.rawValue + "=", on: library.text(place.type)), range)
    }
    if binary == .shiftLeft || binary == .shiftRight {
      let result = try compileBinary(binary, target, value, nil, range)
      return try store(result, in: place)
    }
    let right = try compile(value, place.type)
    if let storage = place.storage, place.type != .string, !storage.isBoxed {
      let result = try arithmetic(binary, place.type, storage.typed(place.type), right, range)
      return try store(result, in: place)
    }
    return try compileUpdate(place, binary, right, range)
  }

  private func store(_ result: Typed, in place: Place) throws -> StatementCode {
    if let storage = place.storage {
      let assign = storage.assignment(result)
      return { frame in
        try assign(frame)
        return .normal
      }
    }
    let code = result.datum
    return { frame in
      let datum = try code(frame)
      try place.modify(frame) { $0 = datum }
      return .normal
    }
  }

  /// The new value is worked out from the old one while the place is open; the right side comes first, as in Swift.
  private func compileUpdate(
    _ place: Place, _ binary: BinaryOperator, _ right: Typed, _ range: TextRange
  ) throws -> StatementCode {
    let code = right.datum
    if place.type == .string {
      return { frame in
        let text = try code(frame).asString()
        try frame.execution.charge(text.utf8.count)
        try place.modify(frame) { datum in
          guard case .string(var whole) = datum else { throw Datum.fault("String") }
          datum = .void
          whole += text
          datum = .string(whole)
        }
        return .normal
      }
    }
    let (old, new) = (storage(for: place.type), storage(for: place.type))
    let result = try arithmetic(binary, place.type, old.typed(place.type), new.typed(place.type), range).datum
    return { frame in
      try new.store(try code(frame), frame)
      try place.modify(frame) { datum in
        try old.store(datum, frame)
        datum = try result(frame)
      }
      return .normal
    }
  }

  /// `a += b` of arrays; `b` may be any sequence.
  private func compileExtension(_ place: Place, _ element: SwiftType, _ value: Expression) throws -> StatementCode {
    let hint: SwiftType? = needsContext(value) ? .array(element) : nil
    let compiled = try compile(value, hint)
    guard compiled.type.element == element, compiled.type.isMaterialized else {
      throw mismatch(compiled.type, for: .array(element), value.range)
    }
    let code = compiled.datum
    return { frame in
      let more = try code(frame)
      try frame.execution.charge(more.count &* 16)
      try place.modify(frame) { try $0.append(contentsOf: more) }
      return .normal
    }
  }
}

extension SwiftType {
  /// Whether its elements are held one by one.
  var isMaterialized: Bool {
    switch self {
    case .array, .slice, .sequence: true
    default: false
    }
  }
}

extension Datum.Table {
  /// Lets go of a value, so that the caller's copy is the only one; it is set again before anything else happens.
  mutating func release(_ key: Datum) { self[key] = .void }
}

extension Datum {
  mutating func modifyElement(_ index: Int, at location: FileLocation, _ body: (inout Datum) throws -> Void) throws {
    let count = count
    guard index >= 0, index < count else {
      let trap = EvaluationWords.Trap.indexOutOfRange(index: index, count: count)
      throw EvaluationStop.raised(.init(type: trap.type, message: trap.message, location: location))
    }
    switch self {
    case .doubles(var elements):
      self = .void
      defer { self = .doubles(elements) }
      var datum = Datum.double(elements[index])
      try body(&datum)
      elements[index] = try datum.asDouble()
    case .ints(var elements):
      self = .void
      defer { self = .ints(elements) }
      var datum = Datum.int(elements[index])
      try body(&datum)
      elements[index] = try datum.asInt()
    case .list(var elements):
      self = .void
      defer { self = .list(elements) }
      try body(&elements[index])
    default: throw Self.fault("an array")
    }
  }

  mutating func append(contentsOf more: Datum) throws {
    switch self {
    case .doubles(var elements):
      self = .void
      defer { self = .doubles(elements) }
      if case .doubles(let more) = more {
        elements += more
      } else {
        elements += try more.asList().map { try $0.asDouble() }
      }
    case .ints(var elements):
      self = .void
      defer { self = .ints(elements) }
      if case .ints(let more) = more { elements += more } else { elements += try more.asList().map { try $0.asInt() } }
    case .list(var elements):
      self = .void
      defer { self = .list(elements) }
      elements += try more.asList()
    default: throw Self.fault("an array")
    }
  }

  mutating func append(_ element: Datum) throws {
    switch self {
    case .doubles(var elements):
      self = .void
      defer { self = .doubles(elements) }
      elements.append(try element.asDouble())
    case .ints(var elements):
      self = .void
      defer { self = .ints(elements) }
      elements.append(try element.asInt())
    case .list(var elements):
      self = .void
      defer { self = .list(elements) }
      elements.append(element)
    default: throw Self.fault("an array")
    }
  }
}
