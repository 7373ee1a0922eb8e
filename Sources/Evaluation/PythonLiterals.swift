// What can be told of Python without running it? Defaults that are literals, and values that an annotation rules out.

import Configurables
import PythonText

extension Expression {
  /// The value of a literal, or of a container of literals; nil for everything else.
  var pythonLiteral: Value? {
    switch kind {
    case .none: Value.none
    case .boolean(let flag): .boolean(flag)
    case .integer(let text): PythonInteger(literal: text).map(Value.init)
    case .floating(let text): Double(text).map(Value.double)
    case .string(let text): .string(text)
    case .bytes(let bytes): .bytes(bytes)
    case .unary(.minus, let operand): operand.pythonLiteral?.negated
    case .list(let elements): Self.literals(elements).map(Value.list)
    case .tuple(let elements): Self.literals(elements.map(\.value)).map(Value.tuple)
    default: nil
    }
  }

  private static func literals(_ expressions: [Expression]) -> [Value]? {
    var values: [Value] = []
    for expression in expressions {
      guard let value = expression.pythonLiteral else { return nil }
      values.append(value)
    }
    return values
  }
}

extension Value {
  init(_ integer: PythonInteger) { self = integer.value.map(Value.integer) ?? .bigInteger(integer.text) }

  fileprivate var negated: Value? {
    switch self {
    case .integer(let number): Value(PythonInteger(number).negated)
    case .bigInteger(let digits): Value(PythonInteger(decimal: digits).negated)
    case .double(let number): .double(-number)
    default: nil
    }
  }
}

/// Python does not hold anybody to annotations. Only what no reader could mean is a mismatch: a text for a number, a
/// number for a text, a number with a fraction for an integer, a container for one of these.
enum PythonAnnotation {
  static func mismatch(_ value: Value, _ type: TypeExpression, _ holder: String) -> TypeMismatch? {
    if case .optional(let wrapped) = type {
      // Whoever allows `None` for a number takes fractions for it too, as far as published code tells.
      if case .double = value, case .named(["int"], _) = wrapped { return nil }
      return value == .none ? nil : mismatch(value, wrapped, holder)
    }
    let rulesOut =
      switch (type, value) {
      case (.named(["int"], _), .string), (.named(["float"], _), .string), (.named(["bool"], _), .string): true
      case (.named(["int"], _), .double(let number)): number != number.rounded()
      case (.named(["str"], _), .integer), (.named(["str"], _), .double), (.named(["str"], _), .boolean): true
      case (.named(["int"], _), .list), (.named(["float"], _), .list), (.named(["bool"], _), .list),
        (.named(["int"], _), .dictionary), (.named(["float"], _), .dictionary), (.named(["str"], _), .dictionary):
        true
      default: false
      }
    guard rulesOut, case .named(let path, _) = type, let name = path.last else { return nil }
    return TypeMismatch(message: EvaluationWords.typeMismatch(value, name, holder, []))
  }
}
