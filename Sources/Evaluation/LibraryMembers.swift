// What do the library's properties, subscripts and conversions give?

import Configurables
import SourceText

extension BodyCompiler {
  /// A property of a library type; nil where we do not know it.
  func builtinProperty(_ value: Typed, _ name: String, _ range: TextRange) throws -> Typed? {
    let text = library.text(value.type)
    if let own = library.builtinProperties[text]?[name] {
      guard let getter = own.getter, own.property.placement == .instance else {
        throw unsupported(EvaluationWords.unknownMember(name, of: text), range)
      }
      return try callFunction(getter, receiver: value, [], range)
    }
    if library.builtinProperties.contains(where: { $0.value[name] != nil && !$0.key.isPlainType }) {
      throw unsupported(
        EvaluationWords.propertyObstacle(name, "an extension of a protocol or generic type declares"), range)
    }
    switch value.type {
    case .double: return doubleProperty(value.double, name)
    case .float: return floatProperty(value.float, name)
    case .int: return intProperty(value.int, name, range)
    case .string:
      let code = value.string
      switch name {
      case "count": return .int { try code($0).count }
      case "isEmpty": return .bool { try code($0).isEmpty }
      case "description": return value
      case "capitalized", "debugDescription": return nil
      default: return nil
      }
    case .range(.int), .closedRange(.int): return rangeProperty(value, name, range)
    case .range(.double), .closedRange(.double):
      let code = value.datum
      guard name == "lowerBound" || name == "upperBound" else { return nil }
      return .double { frame in
        guard case .doubleRange(let lower, let upper) = try code(frame) else { throw Datum.fault("a range") }
        return name == "lowerBound" ? lower : upper
      }
    case .array, .slice, .sequence, .dictionary, .set: return try collectionProperty(value, name, range)
    case .error where name == "localizedDescription": return nil
    case .bool where name == "description", .optional where name == "description": return nil
    default: return nil
    }
  }

  private func doubleProperty(_ code: @escaping DoubleCode, _ name: String) -> Typed? {
    switch name {
    case "isNaN": return .bool { try code($0).isNaN }
    case "isFinite": return .bool { try code($0).isFinite }
    case "isInfinite": return .bool { try code($0).isInfinite }
    case "isZero": return .bool { try code($0).isZero }
    case "isNormal": return .bool { try code($0).isNormal }
    case "magnitude": return .double { try code($0).magnitude }
    case "ulp": return .double { try code($0).ulp }
    case "nextUp": return .double { try code($0).nextUp }
    case "nextDown": return .double { try code($0).nextDown }
    case "significand": return .double { try code($0).significand }
    case "description": return .string { try code($0).description }
    default: return nil
    }
  }

  private func floatProperty(_ code: @escaping (Frame) throws -> Float, _ name: String) -> Typed? {
    switch name {
    case "isNaN": return .bool { try code($0).isNaN }
    case "isFinite": return .bool { try code($0).isFinite }
    case "isInfinite": return .bool { try code($0).isInfinite }
    case "isZero": return .bool { try code($0).isZero }
    case "magnitude": return Typed(.float, .datum { .float(try code($0).magnitude) })
    case "description": return .string { try code($0).description }
    default: return nil
    }
  }

  private func intProperty(_ code: @escaping IntCode, _ name: String, _ range: TextRange) -> Typed? {
    switch name {
    case "description": return .string { String(try code($0)) }
    case "nonzeroBitCount": return .int { try code($0).nonzeroBitCount }
    case "leadingZeroBitCount": return .int { try code($0).leadingZeroBitCount }
    case "trailingZeroBitCount": return .int { try code($0).trailingZeroBitCount }
    default: return nil
    }
  }

  private func rangeProperty(_ value: Typed, _ name: String, _ range: TextRange) -> Typed? {
    let code = value.datum
    let isClosed = value.type == .closedRange(.int)
    let overflow = trap(.overflow("count"), range)
    func bounds(_ frame: Frame) throws -> (Int, Int) {
      guard case .range(let lower, let upper) = try code(frame) else { throw Datum.fault("a range") }
      return (lower, upper)
    }
    switch name {
    case "lowerBound": return .int { try bounds($0).0 }
    case "upperBound": return .int { try bounds($0).1 }
    case "isEmpty": return .bool { frame in isClosed ? false : try bounds(frame).0 == bounds(frame).1 }
    case "count":
      return .int { frame in
        let (lower, upper) = try bounds(frame)
        let (length, first) = upper.subtractingReportingOverflow(lower)
        let (count, second) = length.addingReportingOverflow(isClosed ? 1 : 0)
        if first || second { throw overflow }
        return count
      }
    case "first", "last":
      return Typed(
        .optional(.int),
        .datum { frame in
          let (lower, upper) = try bounds(frame)
          if !isClosed, lower == upper { return .nothing }
          return .int(name == "first" ? lower : isClosed ? upper : upper - 1)
        })
    default: return nil
    }
  }

  private func collectionProperty(_ value: Typed, _ name: String, _ range: TextRange) throws -> Typed? {
    let code = value.datum
    switch (name, value.type) {
    case ("count", _): return .int { try code($0).count }
    case ("isEmpty", _): return .bool { try code($0).count == 0 }
    case ("first", .array(let element)), ("first", .slice(let element)), ("first", .sequence(_, let element)),
      ("last", .array(let element)), ("last", .slice(let element)), ("last", .sequence(_, let element)):
      return Typed(
        .optional(element),
        .datum { frame in
          let datum = try code(frame)
          let count = datum.count
          if count == 0 { return .nothing }
          return try datum.element(name == "first" ? 0 : count - 1).wrapped(element)
        })
    case ("indices", .array): return Typed(.range(.int), .datum { .range(0, try code($0).count) })
    case ("startIndex", .array): return .int { _ in 0 }
    case ("endIndex", .array): return .int { try code($0).count }
    case ("keys", .dictionary(let key, _)):
      return Typed(
        .set(key),
        .datum { frame in
          var group = Datum.Group()
          for key in try code(frame).asTable().keys { group.insert(key) }
          return .group(group)
        })
    case ("values", .dictionary), ("first", .dictionary), ("first", .set), ("randomElement", _):
      throw unsupported(EvaluationWords.unordered(library.text(value.type)), range)
    case ("lazy", _): return nil
    default: return nil
    }
  }

  // MARK: Subscripts

  func compileIndex(_ base: Expression, _ arguments: [Argument], _ range: TextRange) throws -> Typed {
    let value = try compile(base)
    let code = value.datum
    guard let first = arguments.first, first.label == nil else {
      throw unsupported(EvaluationWords.unknownMember("subscript", of: library.text(value.type)), range)
    }
    switch value.type {
    case .array(let element) where arguments.count == 1: return try subscripted(value, element, first.value, range)
    case .dictionary(let key, let element):
      guard hasDatumEquality(key) else { break }
      let wanted = try compile(first.value, key).datum
      if arguments.count == 2, arguments[1].label == "default" {
        let otherwise = try compile(arguments[1].value, element).datum
        return Typed.datum(element) { frame in
          try code(frame).asTable()[try wanted(frame)] ?? otherwise(frame)
        }
      }
      guard arguments.count == 1 else { break }
      return Typed(
        .optional(element),
        .datum { frame in try code(frame).asTable()[try wanted(frame)]?.wrapped(element) ?? .nothing })
    case .nominal(let index):
      guard let methods = library.nominals[index].methods["subscript"] else { break }
      return try callFunction(
        try chooseFunction(methods, arguments, "subscript", range), receiver: value, arguments, range)
    default: break
    }
    throw unsupported(EvaluationWords.unknownMember("subscript", of: library.text(value.type)), range)
  }

  private func subscripted(
    _ value: Typed, _ element: SwiftType, _ index: Expression, _ range: TextRange
  ) throws -> Typed {
    let code = value.datum
    let location = location(range)
    if let part = try openPart(code, index, element, location) { return part }
    let place = try compile(index, needsContext(index) ? .int : nil)
    if case .range(.int) = place.type { return part(code, place, element, location) }
    if case .closedRange(.int) = place.type { return part(code, place, element, location) }
    guard place.type == .int else { throw mismatch(place.type, for: .int, index.range) }
    let index = place.int
    func checked(_ index: Int, _ count: Int) throws {
      guard index >= 0, index < count else { throw Self.outOfRange(index, count, location) }
    }
    if element == .double {
      return .double { frame in
        guard case .doubles(let elements) = try code(frame) else { throw Datum.fault("an array") }
        let index = try index(frame)
        try checked(index, elements.count)
        return elements[index]
      }
    }
    return Typed.datum(element) { frame in
      let datum = try code(frame)
      let index = try index(frame)
      try checked(index, datum.count)
      return try datum.element(index)
    }
  }

  static func outOfRange(_ index: Int, _ count: Int, _ location: FileLocation) -> EvaluationStop {
    let trap = EvaluationWords.Trap.indexOutOfRange(index: index, count: count)
    return .raised(.init(type: trap.type, message: trap.message, location: location))
  }

  /// `a[1..<3]`.
  private func part(
    _ code: @escaping DatumCode, _ place: Typed, _ element: SwiftType, _ location: FileLocation
  ) -> Typed {
    let isClosed = place.type == .closedRange(.int)
    let range = place.datum
    return Typed(
      .slice(element),
      .datum { frame in
        let list = try code(frame).asList()
        guard case .range(let lower, let last) = try range(frame) else { throw Datum.fault("a range") }
        guard lower >= 0, last <= list.count - (isClosed ? 1 : 0) else {
          throw Self.outOfRange(lower < 0 ? lower : last, list.count, location)
        }
        try frame.execution.charge((last - lower) &* 24)
        return try Datum.array(Array(list[lower..<(isClosed ? last + 1 : last)]), of: element)
      })
  }

  /// `a[1...]`, `a[...1]`, `a[..<1]`; nil for every other index.
  private func openPart(
    _ code: @escaping DatumCode, _ index: Expression, _ element: SwiftType, _ location: FileLocation
  ) throws -> Typed? {
    guard case .call(let callee, let arguments) = index.kind, case .name(let name) = callee.kind,
      name.hasPrefix("PartialRange"), let bound = arguments.first?.value
    else { return nil }
    let place = try compile(bound, .int).int
    return Typed(
      .slice(element),
      .datum { frame in
        let list = try code(frame).asList()
        let place = try place(frame)
        // Of `...n` the last element is n.
        let isInside = place >= 0 && (name == "PartialRangeThrough" ? place < list.count : place <= list.count)
        guard isInside else { throw Self.outOfRange(place, list.count, location) }
        let part =
          switch name {
          case "PartialRangeFrom": list[place...]
          case "PartialRangeThrough": list[...place]
          default: list[..<place]
          }
        try frame.execution.charge(part.count &* 24)
        return try Datum.array(Array(part), of: element)
      })
  }

  // MARK: Conversions

  /// `Double(x)`, `[Double](repeating: 0, count: n)`, `Array(sequence)`, `Set(array)`.
  func compileConversion(
    _ type: SwiftType, _ arguments: [Argument], _ expected: SwiftType?, _ range: TextRange
  ) throws -> Typed {
    let labels = arguments.map(\.label)
    switch type {
    case .double, .int, .float:
      guard arguments.count == 1, labels[0] == nil else {
        return try labelledConversion(type, arguments, range)
      }
      return try numberConversion(type, arguments[0].value, expected, range)
    case .string:
      if labels == ["repeating", "count"] { return try repeatedText(arguments, range) }
      guard arguments.count == 1, labels[0] == nil || labels[0] == "describing" else { break }
      let value = try compile(arguments[0].value)
      if labels[0] == nil, value.type != .int, value.type != .double, value.type != .string, value.type != .bool,
        value.type != .float
      {
        break
      }
      let describe = try description(of: value.type, range)
      let code = value.datum
      return .string { try describe(try code($0), $0) }
    case .bool where arguments.count == 1 && labels[0] == nil: return try compile(arguments[0].value, .bool)
    case .array(let element): return try arrayConversion(element, arguments, range)
    case .set(let element):
      if arguments.isEmpty { return .constant(type, .group(Datum.Group())) }
      guard arguments.count == 1, labels[0] == nil else { break }
      return try setConversion(arguments[0].value, element, range)
    case .dictionary where arguments.isEmpty: return .constant(type, .table(Datum.Table()))
    case .optional(let wrapped) where arguments.count == 1 && labels[0] == nil:
      return try coerce(try compile(arguments[0].value, wrapped), to: type, range)
    default: break
    }
    throw unsupported(EvaluationWords.construct(library.text(type)), range)
  }

  private func labelledConversion(_ type: SwiftType, _ arguments: [Argument], _ range: TextRange) throws -> Typed {
    if arguments.isEmpty {
      switch type {
      case .double: return .constant(type, .double(0))
      case .int: return .constant(type, .int(0))
      default: return .constant(type, .float(0))
      }
    }
    if arguments.count == 1, arguments[0].label == "exactly" {
      let value = try compile(arguments[0].value)
      switch (type, value.type) {
      case (.int, .double):
        let code = value.double
        return Typed(.optional(.int), .datum { Int(exactly: try code($0)).map(Datum.int) ?? .nothing })
      case (.double, .int):
        let code = value.int
        return Typed(.optional(.double), .datum { Double(exactly: try code($0)).map(Datum.double) ?? .nothing })
      default: break
      }
    }
    throw unsupported(EvaluationWords.construct(library.text(type)), range)
  }

  private func numberConversion(
    _ type: SwiftType, _ argument: Expression, _ expected: SwiftType?, _ range: TextRange
  ) throws -> Typed {
    // A literal is read as the type itself; literals in an operation keep their own.
    if argument.isNumberLiteral, type != .int || argument.isIntegerLiteral { return try compile(argument, type) }
    let value = try compile(argument, implicitType(argument, type))
    let trap: (String) -> EvaluationStop = { [location = location(range), library] text in
      let trap = EvaluationWords.Trap.conversion(text, to: library.text(type))
      return .raised(.init(type: trap.type, message: trap.message, location: location))
    }
    switch (type, value.type) {
    case (.double, .double), (.int, .int), (.float, .float): return value
    case (.double, .int):
      let code = value.int
      return .double { Double(try code($0)) }
    case (.double, .float):
      let code = value.float
      return .double { Double(try code($0)) }
    case (.int, .double):
      let code = value.double
      return .int { frame in
        let value = try code(frame)
        guard let result = Int(exactly: value.rounded(.towardZero)) else { throw trap(value.description) }
        return result
      }
    case (.int, .float):
      let code = value.float
      return .int { frame in
        let value = try code(frame)
        guard let result = Int(exactly: value.rounded(.towardZero)) else { throw trap(value.description) }
        return result
      }
    case (.float, .double):
      let code = value.double
      return Typed(.float, .datum { .float(Float(try code($0))) })
    case (.float, .int):
      let code = value.int
      return Typed(.float, .datum { .float(Float(try code($0))) })
    case (.double, .string):
      let code = value.string
      return Typed(.optional(.double), .datum { Double(try code($0)).map(Datum.double) ?? .nothing })
    case (.int, .string):
      let code = value.string
      return Typed(.optional(.int), .datum { Int(try code($0)).map(Datum.int) ?? .nothing })
    default: throw unsupported(EvaluationWords.construct(library.text(type)), range)
    }
  }

  /// `Double(.pi)` takes `.pi` as a `Double`.
  private func implicitType(_ argument: Expression, _ type: SwiftType) -> SwiftType? {
    if case .member(nil, _, _) = argument.kind { return type }
    return needsContext(argument) ? defaultType(of: [argument]) : nil
  }

  private func arrayConversion(_ element: SwiftType, _ arguments: [Argument], _ range: TextRange) throws -> Typed {
    let type = SwiftType.array(element)
    switch arguments.map(\.label) {
    case []: return .constant(type, try Datum.array([], of: element))
    case ["repeating", "count"]:
      return try repeating(try compile(arguments[0].value, element), arguments[1].value, range)
    case [nil]:
      let value = try collected(try source(arguments[0].value))
      return try coerce(value, to: type, range)
    default: throw unsupported(EvaluationWords.construct(library.text(type)), range)
    }
  }

  private func repeatedText(_ arguments: [Argument], _ range: TextRange) throws -> Typed {
    let text = try compile(arguments[0].value, .string).datum
    let count = try compile(arguments[1].value, .int).int
    let trap = trap(.negativeCount, range)
    return .string { frame in
      guard case .string(let text) = try text(frame) else { throw Datum.fault("a string") }
      let count = try count(frame)
      guard count >= 0 else { throw trap }
      let (bytes, overflows) = count.multipliedReportingOverflow(by: max(text.utf8.count, 1))
      try frame.execution.charge(overflows ? Int.max : bytes)
      return String(repeating: text, count: count)
    }
  }

  func repeating(_ value: Typed, _ count: Expression, _ range: TextRange) throws -> Typed {
    let element = value.type
    let count = try compile(count, .int).int
    let trap = trap(.negativeCount, range)
    let code = value.datum
    return Typed(
      .array(element),
      .datum { frame in
        let datum = try code(frame)
        let count = try count(frame)
        guard count >= 0 else { throw trap }
        try frame.execution.charge(count.multipliedReportingOverflow(by: 24).overflow ? Int.max : count * 24)
        switch datum {
        case .double(let value) where element == .double: return .doubles(Array(repeating: value, count: count))
        case .int(let value) where element == .int: return .ints(Array(repeating: value, count: count))
        default: return .list(Array(repeating: datum, count: count))
        }
      })
  }

  func setConversion(_ argument: Expression, _ wanted: SwiftType?, _ range: TextRange) throws -> Typed {
    let source: SequenceSource
    if needsContext(argument), let wanted {
      source = try self.source(of: try compile(argument, .array(wanted)), range)
    } else {
      source = try self.source(argument)
    }
    guard wanted == nil || wanted == source.element, hasDatumEquality(source.element) else {
      throw unsupported(EvaluationWords.construct("Set"), range)
    }
    let values = try collected(source).datum
    return Typed(
      .set(source.element),
      .datum { frame in
        var group = Datum.Group()
        for value in try values(frame).asList() {
          try frame.execution.charge(48)
          group.insert(value)
        }
        return .group(group)
      })
  }
}

extension Expression {
  /// A number, perhaps with a sign.
  var isNumberLiteral: Bool {
    switch kind {
    case .integer, .floating: true
    case .unary(.minus, let operand), .unary(.plus, let operand): operand.isNumberLiteral
    default: false
    }
  }

  var isIntegerLiteral: Bool {
    switch kind {
    case .integer: true
    case .unary(.minus, let operand), .unary(.plus, let operand): operand.isIntegerLiteral
    default: false
    }
  }
}
