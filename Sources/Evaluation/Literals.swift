// What is a literal worth? Numbers as the Swift compiler reads them, texts with values in them.

import Configurables
import SourceText

enum SwiftLiteral {
  /// An integer literal's value, or nil where it does not fit `Int`.
  static func integer(_ text: String, isNegative: Bool) -> Int? {
    let (digits, radix) = parts(text)
    return Int((isNegative ? "-" : "") + digits, radix: radix)
  }

  /// An integer literal where a `Double` is wanted: rounded once, whatever its length.
  static func double(integer text: String) -> Double? {
    let (digits, radix) = parts(text)
    if radix == 10 { return Double(digits) }
    return UInt64(digits, radix: radix).map(Double.init)
  }

  static func float(integer text: String) -> Float? {
    let (digits, radix) = parts(text)
    if radix == 10 { return Float(digits) }
    return UInt64(digits, radix: radix).map(Float.init)
  }

  /// On x86-64 the compiler keeps a literal as an 80-bit number first, so that it is rounded twice.
  static func double(floating text: String) -> Double? {
    #if arch(x86_64) && !os(Windows) && !os(Android)
      return Float80(text).map { Double($0) }
    #else
      return Double(text)
    #endif
  }

  static func float(floating text: String) -> Float? {
    #if arch(x86_64) && !os(Windows) && !os(Android)
      return Float80(text).map { Float($0) }
    #else
      return Float(text)
    #endif
  }

  private static func parts(_ text: String) -> (digits: String, radix: Int) {
    let lower = text.lowercased()
    for (prefix, radix) in [("0x", 16), ("0b", 2), ("0o", 8)] where lower.hasPrefix(prefix) {
      return (String(lower.dropFirst(2)), radix)
    }
    return (text, 10)
  }
}

extension BodyCompiler {
  func integer(_ text: String, isNegative: Bool, _ expected: SwiftType?, _ range: TextRange) throws -> Typed {
    switch expected?.unwrapped {
    case .none, .int:
      guard let value = SwiftLiteral.integer(text, isNegative: isNegative) else {
        throw mismatch(EvaluationWords.mismatch(text, "Int"), range)
      }
      return .constant(.int, .int(value))
    case .double:
      guard let value = SwiftLiteral.double(integer: text), value.isFinite else {
        throw unsupported(EvaluationWords.untyped("`\(text)`"), range)
      }
      return .constant(.double, .double(isNegative && value != 0 ? -value : value))
    case .float:
      guard let value = SwiftLiteral.float(integer: text), value.isFinite else {
        throw unsupported(EvaluationWords.untyped("`\(text)`"), range)
      }
      return .constant(.float, .float(isNegative && value != 0 ? -value : value))
    case .some(let other): throw mismatch(.int, for: other, range)
    }
  }

  func floating(_ text: String, _ expected: SwiftType?, _ range: TextRange) throws -> Typed {
    switch expected?.unwrapped {
    case .none, .double:
      guard let value = SwiftLiteral.double(floating: text), value.isFinite else {
        throw unsupported(EvaluationWords.untyped("`\(text)`"), range)
      }
      return .constant(.double, .double(value))
    case .float:
      guard let value = SwiftLiteral.float(floating: text), value.isFinite else {
        throw unsupported(EvaluationWords.untyped("`\(text)`"), range)
      }
      return .constant(.float, .float(value))
    case .some(let other): throw mismatch(.double, for: other, range)
    }
  }

  func interpolation(_ parts: [Expression.InterpolationPart], _ range: TextRange) throws -> Typed {
    let codes = try parts.map { part -> (Frame) throws -> String in
      switch part.content {
      case .text(let text): return { _ in text }
      case .value(let expression, nil, nil):
        let value = try compile(expression)
        let describe = try description(of: value.type, expression.range)
        let code = value.datum
        return { try describe(try code($0), $0) }
      case .value: throw unsupported(EvaluationWords.untyped("this text"), range)
      }
    }
    return .string { frame in
      var text = ""
      for code in codes { text += try code(frame) }
      try frame.execution.charge(text.utf8.count)
      return text
    }
  }

  /// How `"\(value)"` and `String(describing:)` write values of a type.
  func description(of type: SwiftType, _ range: TextRange) throws -> (Datum, Frame) throws -> String {
    switch type {
    case .int: return { datum, _ in String(try datum.asInt()) }
    case .double: return { datum, _ in try datum.asDouble().description }
    case .float: return { datum, _ in try datum.asFloat().description }
    case .bool: return { datum, _ in try datum.asBool() ? "true" : "false" }
    case .string: return { datum, _ in try datum.asString() }
    case .array(let element):
      let inner = try debugDescription(of: element, range)
      return { datum, frame in
        "[" + (try datum.asList().map { try inner($0, frame) }).joined(separator: ", ") + "]"
      }
    case .optional(let wrapped):
      let inner = try debugDescription(of: wrapped, range)
      return { datum, frame in
        datum.isNothing ? "nil" : "Optional(" + (try inner(datum.unwrapped(), frame)) + ")"
      }
    case .range(.int), .closedRange(.int):
      let sign = type == .range(.int) ? "..<" : "..."
      return { datum, _ in
        guard case .range(let lower, let upper) = datum else { throw Datum.fault("a range") }
        return "\(lower)\(sign)\(upper)"
      }
    case .nominal(let index): return try nominalDescription(index, range)
    default: throw unsupported(EvaluationWords.text(of: library.text(type)), range)
    }
  }

  private func debugDescription(of type: SwiftType, _ range: TextRange) throws -> (Datum, Frame) throws -> String {
    guard type == .string else {
      if case .nominal(let index) = type, library.nominals[index].properties["debugDescription"] != nil {
        throw unsupported(EvaluationWords.text(of: library.text(type)), range)
      }
      return try description(of: type, range)
    }
    return { datum, _ in try datum.asString().debugDescription }
  }

  private func nominalDescription(_ index: Int, _ range: TextRange) throws -> (Datum, Frame) throws -> String {
    let nominal = library.nominals[index]
    if nominal.inherits("CustomStringConvertible"), let getter = nominal.properties["description"]?.getter {
      let code = try functionCode(getter)
      return { datum, frame in try code(frame, [datum]).asString() }
    }
    let isPlain = nominal.isEnumeration && nominal.definition.cases.allSatisfy(\.payload.isEmpty)
    guard isPlain, nominal.properties["description"] == nil, nominal.properties["debugDescription"] == nil else {
      throw unsupported(EvaluationWords.text(of: nominal.name), range)
    }
    let names = nominal.definition.cases.map(\.name)
    return { datum, _ in
      guard case .choice(let place, _) = datum else { throw Datum.fault("an enum") }
      return names[place]
    }
  }
}

/// An error of the program on its way to a `catch`. It never leaves the thread of its run, so nothing is shared.
struct ThrownError: Error, @unchecked Sendable {
  /// The error's type and value, as `any Error` holds them.
  var datum: Datum
  var typeName: String
  var description: String
  var location: FileLocation?
}
