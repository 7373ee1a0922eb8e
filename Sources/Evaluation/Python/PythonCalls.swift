// What do calls in Python give? Functions of the workspace, builtins, `math`, and methods of lists, texts and tables.

import Configurables
import Foundation
import PythonText
import SourceText

extension PythonInterpreter {
  func call(
    _ callee: Expression, _ arguments: [Expression.Argument], _ range: TextRange, _ frame: PythonFrame
  ) throws -> PythonObject {
    let function = try evaluate(callee, frame)
    if case .config(.type(let type)) = function { return try constructed(type, arguments, range, frame) }
    var positional: [PythonObject] = []
    var keywords: [String: PythonObject] = [:]
    for argument in arguments {
      guard argument.spread == .single else {
        throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
      }
      let value = try evaluate(argument.value, frame)
      if let label = argument.label { keywords[label] = value } else { positional.append(value) }
    }
    return try call(function, positional, keywords, range, frame)
  }

  func call(
    _ callee: PythonObject, _ positional: [PythonObject], _ keywords: [String: PythonObject], _ range: TextRange,
    _ frame: PythonFrame
  ) throws -> PythonObject {
    switch callee {
    case .function(let function):
      return try call(
        function, positional, keywords, as: configurable(function), at: range, frame.module)
    case .method(let base, let name):
      guard keywords.isEmpty else { throw giveUp(EvaluationWords.pythonArguments(name), range, frame.module) }
      return try method(name, of: base, positional, range, frame)
    case .config(let object): return try call(object, positional, keywords, range, frame)
    case .path(let path):
      if let result = try callOfConfigs(path, positional, range, frame) { return result }
      if path.hasPrefix("math."), keywords.isEmpty {
        return try mathematics(String(path.dropFirst(5)), positional, range, frame)
      }
      if path.hasSuffix("query_parameter"), path.hasPrefix("gin"), case .string(let key)? = positional.first {
        return try query(key, range, frame.module)
      }
      return try builtin(path, positional, keywords, range, frame)
    default: throw raise("TypeError", "'\(callee.typeName)' object is not callable", range, frame.module)
    }
  }

  /// The configurable that a function is, so that configs bind what its callers leave out.
  private func configurable(_ function: PythonFunctionObject) -> DefinitionIndex.ID? {
    guard function.enclosing == nil else { return nil }
    // `register`, `external_configurable` and imports of configs leave calls by code alone.
    return index.registered.first { id in
      let configurable = index.configurables[id]
      return configurable.file == function.module.file.file && configurable.nameRange == function.function.nameRange
        && configurable.registration == "configurable"
    }
  }

  func member(
    _ name: String, of base: PythonObject, _ range: TextRange, _ frame: PythonFrame
  ) throws -> PythonObject {
    switch base {
    case .path("math"):
      switch name {
      case "pi": return .float(Double.pi)
      case "e": return .float(M_E)
      case "tau": return .float(2 * Double.pi)
      case "inf": return .float(.infinity)
      case "nan": return .float(.nan)
      default: return .path("math." + name)
      }
    case .path(let path): return try imported(path + "." + name, range, frame.module)
    case .config(let object): return try member(name, of: object, range, frame)
    case .list, .string, .dictionary, .tuple: return .method(base, name)
    default: throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
    }
  }

  // MARK: Numbers

  private func double(_ object: PythonObject, _ range: TextRange, _ frame: PythonFrame) throws -> Double {
    switch object {
    case .int(let value): return Double(value)
    case .float(let value): return value
    case .bool(let flag): return flag ? 1 : 0
    case .foreign, .path, .function, .method: throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
    default: throw raise("TypeError", "must be real number, not \(object.typeName)", range, frame.module)
    }
  }

  private func mathematics(
    _ name: String, _ arguments: [PythonObject], _ range: TextRange, _ frame: PythonFrame
  ) throws -> PythonObject {
    let known: Set<String> = [
      "floor", "ceil", "fabs", "sqrt", "log", "log2", "log10", "cos", "sin", "tan", "exp", "cosh", "sinh", "tanh",
      "atan", "pow",
    ]
    guard known.contains(name) else { throw giveUp(EvaluationWords.unknownCall("math." + name), range, frame.module) }
    if arguments.count > 1,
      arguments.contains(where: { if case .int = $0 { false } else if case .float = $0 { false } else { true } })
    {
      throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
    }
    func domain() -> EvaluationStop { raise("ValueError", "math domain error", range, frame.module) }
    let numbers = try arguments.map { try double($0, range, frame) }
    let x = numbers.first ?? 0
    switch (name, numbers.count) {
    case ("floor", 1), ("ceil", 1):
      if case .int = arguments[0] { return arguments[0] }
      return try integer(name == "floor" ? floor(x) : ceil(x), range, frame)
    case ("fabs", 1): return .float(abs(x))
    case ("sqrt", 1):
      guard !(x < 0) else { throw domain() }
      return .float(x.squareRoot())
    case ("log", 1), ("log2", 1), ("log10", 1):
      guard !(x <= 0) else { throw domain() }
      return .float(name == "log" ? log(x) : name == "log2" ? log2(x) : log10(x))
    case ("log", 2):
      guard !(x <= 0), !(numbers[1] <= 0) else { throw domain() }
      let base = log(numbers[1])
      guard base != 0 else { throw raise("ZeroDivisionError", "float division by zero", range, frame.module) }
      return .float(log(x) / base)
    case ("cos", 1), ("sin", 1), ("tan", 1):
      guard !x.isInfinite else { throw domain() }
      return .float(name == "cos" ? cos(x) : name == "sin" ? sin(x) : tan(x))
    case ("exp", 1), ("cosh", 1), ("sinh", 1), ("tanh", 1), ("atan", 1):
      let result =
        switch name {
        case "exp": exp(x)
        case "cosh": cosh(x)
        case "sinh": sinh(x)
        case "tanh": tanh(x)
        default: atan(x)
        }
      guard !(result.isInfinite && x.isFinite) else {
        throw raise("OverflowError", "math range error", range, frame.module)
      }
      return .float(result)
    case ("pow", 2):
      let result = pow(x, numbers[1])
      guard result.isFinite || !x.isFinite || !numbers[1].isFinite else {
        throw result.isNaN || x == 0 ? domain() : raise("OverflowError", "math range error", range, frame.module)
      }
      return .float(result)
    default: throw giveUp(EvaluationWords.unknownCall("math." + name), range, frame.module)
    }
  }

  private func integer(_ value: Double, _ range: TextRange, _ frame: PythonFrame) throws -> PythonObject {
    if value.isNaN { throw raise("ValueError", "cannot convert float NaN to integer", range, frame.module) }
    if value.isInfinite {
      throw raise("OverflowError", "cannot convert float infinity to integer", range, frame.module)
    }
    guard let number = Int(exactly: value) else { throw giveUp(EvaluationWords.bigInteger, range, frame.module) }
    return .int(number)
  }

  // MARK: Builtins

  private func builtin(
    _ name: String, _ arguments: [PythonObject], _ keywords: [String: PythonObject], _ range: TextRange,
    _ frame: PythonFrame
  ) throws -> PythonObject {
    let unknown = giveUp(EvaluationWords.unknownCall(name), range, frame.module)
    if !keywords.isEmpty {
      guard name == "sorted", keywords.keys.allSatisfy({ $0 == "reverse" }) else { throw unknown }
    }
    func items(_ place: Int) throws -> [PythonObject] { try elements(of: arguments[place], range, frame) }
    switch (name, arguments.count) {
    case ("len", 1):
      if case .range(let start, let stop, let step) = arguments[0] { return .int(Self.count(start, stop, step)) }
      return .int(try items(0).count)
    case ("range", 1...3): return try makeRange(arguments, range, frame)
    case ("abs", 1):
      switch arguments[0] {
      case .int(let value) where value != Int.min: return .int(abs(value))
      case .float(let value): return .float(abs(value))
      case .bool(let flag): return .int(flag ? 1 : 0)
      default: throw unknown
      }
    case ("sum", 1), ("sum", 2):
      return try sum(try items(0), arguments.count == 2 ? arguments[1] : .int(0), range, frame)
    case ("min", 1...), ("max", 1...):
      return try extreme(name, arguments.count == 1 ? try items(0) : arguments, range, frame)
    case ("any", 1), ("all", 1):
      for item in try items(0) where try isTrue(item, range, frame) == (name == "any") { return .bool(name == "any") }
      return .bool(name == "all")
    case ("list", 0): return .list(PythonList([]))
    case ("list", 1): return .list(PythonList(try charged(try items(0))))
    case ("tuple", 0): return .tuple([])
    case ("tuple", 1): return .tuple(try charged(try items(0)))
    case ("reversed", 1):
      switch arguments[0] {
      case .list, .tuple, .string, .range: break
      default: throw unknown
      }
      return .list(PythonList(try charged(try items(0)).reversed()))
    case ("sorted", 1): return try sorted(try items(0), keywords["reverse"], range, frame)
    case ("enumerate", 1), ("enumerate", 2):
      guard case .int(let start) = arguments.count == 2 ? arguments[1] : .int(0) else { throw unknown }
      return .list(PythonList(try charged(try items(0)).enumerated().map { .tuple([.int(start &+ $0), $1]) }))
    case ("zip", 1...):
      let columns = try arguments.indices.map { try items($0) }
      let count = columns.map(\.count).min() ?? 0
      try execution.charge(count * 24 * columns.count)
      return .list(PythonList((0..<count).map { place in .tuple(columns.map { $0[place] }) }))
    case ("map", 2):
      return .list(PythonList(try charged(try items(1)).map { try call(arguments[0], [$0], [:], range, frame) }))
    case ("filter", 2):
      if case .none = arguments[0] {
        return .list(PythonList(try items(1).filter { try isTrue($0, range, frame) }))
      }
      return .list(
        PythonList(try items(1).filter { try isTrue(try call(arguments[0], [$0], [:], range, frame), range, frame) }))
    case ("bool", 1): return .bool(try isTrue(arguments[0], range, frame))
    case ("str", 1): return .string(try text(of: arguments[0], range, frame))
    case ("repr", 1): return .string(try repr(of: arguments[0], range, frame))
    case ("float", 1):
      switch arguments[0] {
      case .int, .float, .bool: break
      default: throw unknown
      }
      return .float(try double(arguments[0], range, frame))
    case ("int", 1):
      switch arguments[0] {
      case .int, .bool: return .int(Int(try double(arguments[0], range, frame)))
      case .float(let value): return try integer(value.rounded(.towardZero), range, frame)
      default: throw unknown
      }
    case ("round", 1), ("round", 2): return try rounded(arguments, range, frame)
    case ("pow", 2): return try binary(.power, arguments[0], arguments[1], range, frame)
    case ("divmod", 2):
      return .tuple([
        try binary(.floorDivide, arguments[0], arguments[1], range, frame),
        try binary(.remainder, arguments[0], arguments[1], range, frame),
      ])
    default: throw unknown
    }
  }

  private func charged(_ items: [PythonObject]) throws -> [PythonObject] {
    try execution.charge(items.count * 24)
    return items
  }

  private func makeRange(
    _ arguments: [PythonObject], _ range: TextRange, _ frame: PythonFrame
  ) throws -> PythonObject {
    let numbers = try arguments.map { argument -> Int in
      switch argument {
      case .int(let value): return value
      case .bool(let flag): return flag ? 1 : 0
      default:
        throw raise(
          "TypeError", "'\(argument.typeName)' object cannot be interpreted as an integer", range, frame.module)
      }
    }
    let step = numbers.count == 3 ? numbers[2] : 1
    guard step != 0 else { throw raise("ValueError", "range() arg 3 must not be zero", range, frame.module) }
    return numbers.count == 1
      ? .range(start: 0, stop: numbers[0], step: 1) : .range(start: numbers[0], stop: numbers[1], step: step)
  }

  private func sum(
    _ items: [PythonObject], _ start: PythonObject, _ range: TextRange, _ frame: PythonFrame
  ) throws -> PythonObject {
    var total = start
    var compensation = 0.0
    var compensated = 0.0
    var floats = 0
    for item in items {
      try step()
      if case .string = item { throw giveUp(EvaluationWords.pythonExpression, range, frame.module) }
      let next = try binary(.add, total, item, range, frame)
      if case .float = next {
        let before = floats == 0 ? try double(total, range, frame) : compensated
        let addend = try double(item, range, frame)
        let plain = before + addend
        compensation += abs(before) >= abs(addend) ? (before - plain) + addend : (addend - plain) + before
        compensated = plain
        floats += 1
      }
      total = next
    }
    // From 3.12 on CPython adds floats with less error. Where the two differ, the version decides.
    if case .float(let plain) = total, floats > 0, compensated + compensation != plain, plain.isFinite {
      throw giveUp(EvaluationWords.pythonSum, range, frame.module)
    }
    return total
  }

  private func extreme(
    _ name: String, _ items: [PythonObject], _ range: TextRange, _ frame: PythonFrame
  ) throws -> PythonObject {
    guard var best = items.first else {
      throw raise("ValueError", "\(name)() arg is an empty sequence", range, frame.module)
    }
    for item in items.dropFirst() {
      try step()
      if try isOrdered(name == "min" ? .less : .greater, item, best, range, frame) { best = item }
    }
    return best
  }

  private func sorted(
    _ items: [PythonObject], _ reverse: PythonObject?, _ range: TextRange, _ frame: PythonFrame
  ) throws -> PythonObject {
    let isReversed = try reverse.map { try isTrue($0, range, frame) } ?? false
    for case .float(let number) in items where number.isNaN {
      throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
    }
    // Stable in both directions, as Python's is.
    let places = try items.indices.sorted { first, second in
      try step()
      let binary: BinaryOperator = isReversed ? .greater : .less
      if try isOrdered(binary, items[first], items[second], range, frame) { return true }
      if try isOrdered(binary, items[second], items[first], range, frame) { return false }
      return first < second
    }
    return .list(PythonList(try charged(places.map { items[$0] })))
  }

  private func rounded(
    _ arguments: [PythonObject], _ range: TextRange, _ frame: PythonFrame
  ) throws -> PythonObject {
    switch (arguments[0], arguments.count == 2 ? arguments[1] : .none) {
    case (.int(let value), .none): return .int(value)
    case (.float(let value), .none): return try integer(value.rounded(.toNearestOrEven), range, frame)
    case (.float(let value), .int(let digits)) where digits >= 0 && digits <= 20 && value.isFinite:
      // CPython rounds the exact binary value, as C's `printf` does.
      return .float(Double(String(format: "%.\(digits)f", value)) ?? value)
    default: throw giveUp(EvaluationWords.unknownCall("round"), range, frame.module)
    }
  }

  // MARK: Methods

  private func method(
    _ name: String, of base: PythonObject, _ arguments: [PythonObject], _ range: TextRange, _ frame: PythonFrame
  ) throws -> PythonObject {
    if ["append", "extend", "reverse", "pop", "insert"].contains(name) { try change(base, range, frame) }
    switch (base, name, arguments.count) {
    case (.list(let list), "append", 1):
      try execution.charge(24)
      list.items.append(arguments[0])
      return .none
    case (.list(let list), "extend", 1):
      list.items += try charged(try elements(of: arguments[0], range, frame))
      return .none
    case (.list(let list), "copy", 0): return .list(PythonList(try charged(list.items)))
    case (.list(let list), "reverse", 0):
      list.items.reverse()
      return .none
    case (.list(let list), "pop", 0):
      guard let last = list.items.popLast() else {
        throw raise("IndexError", "pop from empty list", range, frame.module)
      }
      return last
    case (.list(let list), "insert", 2):
      guard case .int(let place) = arguments[0] else { break }
      let count = list.items.count
      try execution.charge(24)
      list.items.insert(arguments[1], at: min(max(place < 0 ? max(place, -count) + count : place, 0), count))
      return .none
    case (.dictionary(let dictionary), "keys", 0): return .list(PythonList(try charged(dictionary.keys)))
    case (.dictionary(let dictionary), "values", 0): return .list(PythonList(try charged(dictionary.values)))
    case (.dictionary(let dictionary), "items", 0):
      return .list(PythonList(try charged(zip(dictionary.keys, dictionary.values).map { .tuple([$0, $1]) })))
    case (.dictionary(let dictionary), "get", 1...2):
      return dictionary[try key(arguments[0], range, frame)] ?? (arguments.count == 2 ? arguments[1] : .none)
    case (.string(let text), "join", 1):
      var parts: [String] = []
      for item in try elements(of: arguments[0], range, frame) {
        guard case .string(let part) = item else {
          throw raise(
            "TypeError", "sequence item \(parts.count): expected str instance, \(item.typeName) found", range,
            frame.module)
        }
        parts.append(part)
      }
      let joined = parts.joined(separator: text)
      try execution.charge(joined.utf8.count)
      return .string(joined)
    case (.string(let text), "startswith", 1):
      guard case .string(let part) = arguments[0] else { break }
      return .bool(text.utf8.starts(with: part.utf8))
    case (.string(let text), "endswith", 1):
      guard case .string(let part) = arguments[0] else { break }
      return .bool(text.utf8.reversed().starts(with: part.utf8.reversed()))
    case (.string(let text), "upper", 0) where text.utf8.allSatisfy({ $0 < 0x80 }): return .string(text.uppercased())
    case (.string(let text), "lower", 0) where text.utf8.allSatisfy({ $0 < 0x80 }): return .string(text.lowercased())
    default: break
    }
    throw giveUp(EvaluationWords.unknownCall(name), range, frame.module)
  }
}
