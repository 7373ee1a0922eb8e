// Which literals does a parameter surely take? What a check of 10,000 values needs, worked out once a parameter.

import Configurables
import Evaluation
import GinSyntax
import SourceText
import Synchronization

/// A parameter that configs set.
final class ParameterFacts: Sendable {
  let configurable: DefinitionIndex.ID
  let parameter: Parameter
  private let accepts: LiteralKind
  private let acceptsNone: Bool
  private let kept = Mutex(Kept())

  /// The literals that the type holds without a closer look.
  private enum LiteralKind: Sendable { case boolean, integer, number, text, unknown }

  private struct Kept {
    var isDefaultKnown = false
    var defaultValue: Value?
    /// Values that are the default or not, by their text.
    var isDefault: [String: Bool] = [:]
  }

  init(configurable: DefinitionIndex.ID, parameter: Parameter) {
    self.configurable = configurable
    self.parameter = parameter
    accepts = Self.kind(of: parameter.type)
    if case .optional = parameter.type { acceptsNone = true } else { acceptsNone = false }
  }

  private static func kind(of type: TypeExpression?) -> LiteralKind {
    guard let type, case .named(let path, let arguments) = type.unwrapped, path.count == 1, arguments.isEmpty else {
      return .unknown
    }
    return switch path[0] {
    case "Bool", "bool": .boolean
    case "Int", "int": .integer
    case "Double", "Float", "float": .number
    case "String", "str": .text
    default: .unknown
    }
  }

  /// Whether the parameter takes the value for certain; false asks for a closer look. Costs no allocation.
  func surelyTakes(_ value: GinValue) -> Bool {
    let range = value.range
    return value.file.text.bytes.withUnsafeBufferPointer { bytes in
      let start = min(max(range.start.utf8, 0), bytes.count)
      let text = UnsafeBufferPointer(rebasing: bytes[start..<max(start, min(range.end.utf8, bytes.count))])
      guard let first = text.first else { return false }
      switch value.kind {
      case .constant:
        return first == UInt8(ascii: "N") ? acceptsNone : accepts == .boolean
      case .number, .negation:
        switch accepts {
        case .integer: return text.count <= 18 && Self.isDecimal(text.dropFirst(value.kind == .negation ? 1 : 0))
        case .number: return text.count <= 15 && Self.isPlainNumber(text)
        case .boolean, .text, .unknown: return false
        }
      case .string, .concatenation:
        return accepts == .text && (first == UInt8(ascii: "'") || first == UInt8(ascii: "\""))
      default: return false
      }
    }
  }

  private static func isDecimal(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    !text.isEmpty && text.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
  }

  /// Digits, `.` and an exponent of at most two digits: surely finite, and no imaginary number.
  private static func isPlainNumber(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var exponent = -1
    for byte in text {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): if exponent >= 0 { exponent += 1 }
      case UInt8(ascii: "e"), UInt8(ascii: "E"): exponent = 0
      case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "+"): continue
      default: return false
      }
    }
    return exponent <= 2
  }

  // MARK: Defaults

  /// Whether the value, as it is written, is what the parameter would have without it. Only constants are compared.
  func isDefault(_ value: GinValue, _ definitions: ProjectDefinitions) -> Bool {
    guard parameter.defaultValue != nil, value.kind.isLiteral || value.kind == .list || value.kind == .tuple,
      let defaultValue = constantDefault(definitions)
    else { return false }
    let text = value.file.text[value.range]
    if let known = kept.withLock({ $0.isDefault[text] }) { return known }
    let answer = ConfigExpression(value, definitions).constant.map { constant in
      let converted = definitions.evaluator.convert(constant, for: parameter, of: configurable)
      // By their texts, which tell `0.0` from `-0.0` and an integer from a double.
      return (try? converted.get())?.text == defaultValue.text
    }
    kept.withLock {
      if $0.isDefault.count > 1000 { $0.isDefault = [:] }
      $0.isDefault[text] = answer ?? false
    }
    return answer ?? false
  }

  /// The default, where it is written as a literal.
  private func constantDefault(_ definitions: ProjectDefinitions) -> Value? {
    let known = kept.withLock { $0.isDefaultKnown ? Optional($0.defaultValue) : nil }
    if let known { return known }
    var value: Value?
    if let expression = parameter.defaultValue, Self.isConstant(expression) {
      value = try? definitions.evaluator.defaultValue(
        of: parameter, of: configurable, environment: EmptyEnvironment(), run: EvaluationRun())
    }
    kept.withLock {
      $0.isDefaultKnown = true
      $0.defaultValue = value
    }
    return value
  }

  private static func isConstant(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .integer, .floating, .string, .boolean, .none: true
    case .unary(.minus, let inner): isConstant(inner)
    case .list(let parts): parts.allSatisfy(isConstant)
    case .member(base: nil, _, _): true
    default: false
    }
  }
}
