// What do the methods of the standard library's own types give? Those of numbers, texts, arrays, dictionaries and sets.

import Configurables
import SourceText

extension BodyCompiler {
  /// A method of a library type; nil where we do not know it.
  func builtinMethod(
    _ value: Typed, _ base: Expression, _ name: String, _ arguments: [Argument], _ expected: SwiftType?,
    _ range: TextRange
  ) throws -> Typed? {
    switch value.type {
    case .double: return try doubleMethod(value, name, arguments, range)
    case .int: return try intMethod(value, name, arguments, range)
    case .string: return try stringMethod(value, name, arguments, range)
    case .array(let element): return try arrayMethod(base, element, name, arguments, range)
    case .set(let element): return try setMethod(value, base, element, name, arguments, range)
    case .dictionary(let key, let element):
      return try dictionaryMethod(value, base, key, element, name, arguments, range)
    case .range, .closedRange: return try rangeMethod(value, name, arguments, range)
    default: return nil
    }
  }

  private func doubleMethod(
    _ value: Typed, _ name: String, _ arguments: [Argument], _ range: TextRange
  ) throws -> Typed? {
    let code = value.double
    switch (name, arguments.count) {
    case ("rounded", 0): return .double { try code($0).rounded() }
    case ("rounded", 1):
      guard let rule = Self.rule(arguments[0].value) else { return nil }
      return .double { try code($0).rounded(rule) }
    case ("squareRoot", 0): return .double { try code($0).squareRoot() }
    case ("truncatingRemainder", 1) where arguments[0].label == "dividingBy":
      let other = try compile(arguments[0].value, .double).double
      return .double { try code($0).truncatingRemainder(dividingBy: try other($0)) }
    case ("remainder", 1) where arguments[0].label == "dividingBy":
      let other = try compile(arguments[0].value, .double).double
      return .double { try code($0).remainder(dividingBy: try other($0)) }
    case ("addingProduct", 2):
      let (first, second) = (
        try compile(arguments[0].value, .double).double, try compile(arguments[1].value, .double).double
      )
      return .double { try code($0).addingProduct(try first($0), try second($0)) }
    case ("isLess", 1) where arguments[0].label == "than":
      let other = try compile(arguments[0].value, .double).double
      return .bool { try code($0).isLess(than: try other($0)) }
    default: return nil
    }
  }

  private static func rule(_ expression: Expression) -> FloatingPointRoundingRule? {
    guard case .member(_, let name, _) = expression.kind else { return nil }
    switch name {
    case "up": return .up
    case "down": return .down
    case "towardZero": return .towardZero
    case "awayFromZero": return .awayFromZero
    case "toNearestOrEven": return .toNearestOrEven
    case "toNearestOrAwayFromZero": return .toNearestOrAwayFromZero
    default: return nil
    }
  }

  private func intMethod(
    _ value: Typed, _ name: String, _ arguments: [Argument], _ range: TextRange
  ) throws -> Typed? {
    let code = value.int
    switch (name, arguments.count) {
    case ("isMultiple", 1) where arguments[0].label == "of":
      let other = try compile(arguments[0].value, .int).int
      return .bool { try code($0).isMultiple(of: try other($0)) }
    case ("signum", 0): return .int { try code($0).signum() }
    default: return nil
    }
  }

  private func stringMethod(
    _ value: Typed, _ name: String, _ arguments: [Argument], _ range: TextRange
  ) throws -> Typed? {
    let code = value.string
    switch (name, arguments.count) {
    case ("uppercased", 0): return .string { try code($0).uppercased() }
    case ("lowercased", 0): return .string { try code($0).lowercased() }
    case ("hasPrefix", 1), ("hasSuffix", 1):
      let other = try compile(arguments[0].value, .string).string
      return name == "hasPrefix"
        ? .bool { try code($0).hasPrefix(try other($0)) } : .bool { try code($0).hasSuffix(try other($0)) }
    case ("contains", 1) where arguments[0].label == nil:
      guard case .string(let part) = arguments[0].value.kind, part.count > 1 else { return nil }
      return .bool { try code($0).contains(part) }
    default: return nil
    }
  }

  private func rangeMethod(
    _ value: Typed, _ name: String, _ arguments: [Argument], _ range: TextRange
  ) throws -> Typed? {
    guard name == "contains", arguments.count == 1, arguments[0].label == nil else { return nil }
    let code = value.datum
    switch value.type {
    case .range(.double), .closedRange(.double):
      let isClosed = value.type == .closedRange(.double)
      let element = try compile(arguments[0].value, .double).double
      return .bool { frame in
        guard case .doubleRange(let lower, let upper) = try code(frame) else { throw Datum.fault("a range") }
        let value = try element(frame)
        return lower <= value && (isClosed ? value <= upper : value < upper)
      }
    default: return nil
    }
  }

  private func arrayMethod(
    _ base: Expression, _ element: SwiftType, _ name: String, _ arguments: [Argument], _ range: TextRange
  ) throws -> Typed? {
    let labels = arguments.map(\.label)
    switch (name, labels) {
    case ("append", [nil]):
      let code = try compile(arguments[0].value, element).datum
      return try changing(base) { frame, modify in
        let datum = try code(frame)
        try frame.execution.charge(24)
        try modify { try $0.append(datum) }
        return .void
      }
    case ("append", ["contentsOf"]):
      let hint: SwiftType? = needsContext(arguments[0].value) ? .array(element) : nil
      let more = try collected(try source(of: try compile(arguments[0].value, hint), range))
      guard more.type == .array(element) else { throw mismatch(more.type, for: .array(element), range) }
      let code = more.datum
      return try changing(base) { frame, modify in
        let datum = try code(frame)
        try frame.execution.charge(datum.count &* 24)
        try modify { try $0.append(contentsOf: datum) }
        return .void
      }
    case ("insert", [nil, "at"]):
      let code = try compile(arguments[0].value, element).datum
      let place = try compile(arguments[1].value, .int).int
      let location = location(range)
      return try changing(base) { frame, modify in
        let (datum, place) = (try code(frame), try place(frame))
        try frame.execution.charge(24)
        try modify { array in
          var list = try array.asList()
          guard place >= 0, place <= list.count else { throw Self.outOfRange(place, list.count, location) }
          list.insert(datum, at: place)
          array = try Datum.array(list, of: element)
        }
        return .void
      }
    case ("remove", ["at"]):
      let place = try compile(arguments[0].value, .int).int
      let location = location(range)
      return try changing(base, element) { frame, modify in
        let place = try place(frame)
        var removed = Datum.nothing
        try modify { array in
          var list = try array.asList()
          guard list.indices.contains(place) else { throw Self.outOfRange(place, list.count, location) }
          removed = list.remove(at: place)
          array = try Datum.array(list, of: element)
        }
        return removed
      }
    case ("removeLast", []), ("popLast", []), ("removeFirst", []):
      let location = location(range)
      let isOptional = name == "popLast"
      return try changing(base, isOptional ? .optional(element) : element) { frame, modify in
        var removed = Datum.nothing
        try modify { datum in
          var list = try datum.asList()
          guard !list.isEmpty else {
            if isOptional { return }
            throw Self.outOfRange(0, 0, location)
          }
          let last = name == "removeFirst" ? list.removeFirst() : list.removeLast()
          removed = isOptional ? last.wrapped(element) : last
          datum = try Datum.array(list, of: element)
        }
        return removed
      }
    case ("sort", []), ("sort", ["by"]), ("sort", [nil]):
      let relation = try relation(arguments.first?.value, element, range)
      return try changing(base) { frame, modify in
        try modify { datum in
          let list = try datum.asList().sorted { first, second in
            try frame.execution.step()
            return try relation(first, second, frame)
          }
          datum = try Datum.array(list, of: element)
        }
        return .void
      }
    case ("reverse", []):
      return try changing(base) { _, modify in
        try modify { $0 = try Datum.array(try $0.asList().reversed(), of: element) }
        return .void
      }
    case ("swapAt", [nil, nil]): return try swap(base, element, arguments, range)
    default: return nil
    }
  }

  private func swap(
    _ base: Expression, _ element: SwiftType, _ arguments: [Argument], _ range: TextRange
  ) throws -> Typed {
    let (first, second) = (try compile(arguments[0].value, .int).int, try compile(arguments[1].value, .int).int)
    let location = location(range)
    return try changing(base) { frame, modify in
      let (first, second) = (try first(frame), try second(frame))
      try modify { datum in
        var list = try datum.asList()
        for index in [first, second] where !list.indices.contains(index) {
          throw Self.outOfRange(index, list.count, location)
        }
        list.swapAt(first, second)
        datum = try Datum.array(list, of: element)
      }
      return .void
    }
  }

  /// A call that changes what `base` holds.
  private func changing(
    _ base: Expression, _ result: SwiftType = .void,
    _ body: @escaping (Frame, ((inout Datum) throws -> Void) throws -> Void) throws -> Datum
  ) throws -> Typed {
    let place = try place(base)
    return Typed.datum(result) { frame in
      try body(frame) { change in try place.modify(frame, change) }
    }
  }

  private func setMethod(
    _ value: Typed, _ base: Expression, _ element: SwiftType, _ name: String, _ arguments: [Argument],
    _ range: TextRange
  ) throws -> Typed? {
    guard hasDatumEquality(element) else { return nil }
    let code = value.datum
    switch (name, arguments.count) {
    case ("insert", 1):
      let new = try compile(arguments[0].value, element).datum
      // The result says whether it was new; nobody in a config asks for the other half.
      return try changing(base) { frame, modify in
        let datum = try new(frame)
        try frame.execution.charge(48)
        try modify { old in
          guard case .group(var group) = old else { throw Datum.fault("a set") }
          old = .void
          group.insert(datum)
          old = .group(group)
        }
        return .void
      }
    case ("union", 1), ("intersection", 1), ("subtracting", 1), ("isSubset", 1), ("isSuperset", 1):
      let other = try compile(arguments[0].value, .set(element)).datum
      let isTest = name.hasPrefix("is")
      return Typed.datum(isTest ? .bool : .set(element)) { frame in
        let (first, second) = (try code(frame).asGroup(), try other(frame).asGroup())
        try frame.execution.charge((first.ordered.count &+ second.ordered.count) &* 48)
        var result = Datum.Group()
        switch name {
        case "isSubset": return .bool(first.members.isSubset(of: second.members))
        case "isSuperset": return .bool(first.members.isSuperset(of: second.members))
        case "union": for member in first.ordered + second.ordered { result.insert(member) }
        case "intersection":
          for member in first.ordered where second.members.contains(member) { result.insert(member) }
        default: for member in first.ordered where !second.members.contains(member) { result.insert(member) }
        }
        return .group(result)
      }
    default: return nil
    }
  }

  private func dictionaryMethod(
    _ value: Typed, _ base: Expression, _ key: SwiftType, _ element: SwiftType, _ name: String,
    _ arguments: [Argument], _ range: TextRange
  ) throws -> Typed? {
    let code = value.datum
    switch (name, arguments.count) {
    case ("mapValues", 1):
      let callback = try callback(arguments[0].value, [element], nil, range)
      guard let item = callback.parameters.first else { return nil }
      let body = callback.body.datum
      return Typed(
        .dictionary(key, callback.body.type),
        .datum { frame in
          let table = try code(frame).asTable()
          var result = Datum.Table()
          for (key, value) in zip(table.keys, table.values) {
            try frame.execution.step()
            try frame.execution.charge(64)
            try item.initialize(value, frame)
            result[key] = try body(frame)
          }
          return .table(result)
        })
    case ("removeValue", 1) where arguments[0].label == "forKey":
      let wanted = try compile(arguments[0].value, key).datum
      return try changing(base, .optional(element)) { frame, modify in
        let wanted = try wanted(frame)
        var removed = Datum.nothing
        try modify { old in
          guard case .table(var table) = old else { throw Datum.fault("a dictionary") }
          if let found = table[wanted] { removed = found.wrapped(element) }
          table[wanted] = nil
          old = .table(table)
        }
        return removed
      }
    default: return nil
    }
  }

  func builtinTypeCall(_ type: SwiftType, _ name: String, _ arguments: [Argument], _ range: TextRange) throws -> Typed {
    if type == .double, name == "minimum" || name == "maximum", arguments.count == 2 {
      let (first, second) = (
        try compile(arguments[0].value, .double).double, try compile(arguments[1].value, .double).double
      )
      return name == "minimum"
        ? .double { Double.minimum(try first($0), try second($0)) }
        : .double { Double.maximum(try first($0), try second($0)) }
    }
    throw unsupported(EvaluationWords.unknownMember(name, of: library.text(type)), range)
  }
}
