// What does a literal say? Numbers without `_`, strings with their escapes decoded and their parts told apart.

import Configurables
import SwiftSyntax

extension Lowering {
  func number(_ text: String) -> String { text.filter { $0 != "_" } }

  func string(_ node: StringLiteralExprSyntax) -> Expression.Kind {
    let pounds = node.openingPounds?.text.utf8.count ?? 0
    var parts: [Expression.InterpolationPart] = []
    var text = ""
    for segment in node.segments {
      switch segment {
      case .stringSegment(let segment):
        guard let decoded = StringEscapes.decode(segment.content.text, pounds: pounds) else {
          return .unsupported("holds an escape that Swift does not know")
        }
        text += decoded
      case .expressionSegment(let segment):
        guard let only = segment.expressions.first, segment.expressions.count == 1, only.label == nil else {
          return .unsupported("uses a formatted interpolation")
        }
        if !text.isEmpty { parts.append(.init(.text(text))) }
        text = ""
        parts.append(.init(.value(expression(only.expression), conversion: nil, format: nil)))
      }
    }
    if parts.isEmpty { return .string(text) }
    if !text.isEmpty { parts.append(.init(.text(text))) }
    return .interpolation(parts)
  }

  /// The text of a string that holds no interpolation, as attributes' arguments want it.
  func plainString(_ node: ExprSyntax) -> String? {
    guard let literal = node.as(StringLiteralExprSyntax.self), case .string(let text) = string(literal) else {
      return nil
    }
    return text
  }

  /// The type of a literal that nothing else gives a type to: Swift's defaults.
  func literalType(_ node: ExprSyntax) -> TypeExpression? {
    switch node.as(ExprSyntaxEnum.self) {
    case .integerLiteralExpr: return .named("Int")
    case .floatLiteralExpr: return .named("Double")
    case .booleanLiteralExpr: return .named("Bool")
    case .stringLiteralExpr: return .named("String")
    case .prefixOperatorExpr(let prefixed) where prefixed.operator.text == "-":
      guard let type = literalType(prefixed.expression), type == .named("Int") || type == .named("Double") else {
        return nil
      }
      return type
    case .arrayExpr(let array):
      depth += 1
      defer { depth -= 1 }
      guard depth <= Self.deepest else { return nil }
      let types = array.elements.map { literalType($0.expression) }
      guard let first = types.first, let element = first, types.allSatisfy({ $0 == first }) else { return nil }
      return .array(element)
    default: return nil
    }
  }
}

/// Escapes of string literals: The Swift Programming Language, "String Literals".
enum StringEscapes {
  /// - Parameter pounds: how many `#` stand around the literal, and so behind each backslash that escapes.
  /// - Returns: nil for an escape that Swift refuses.
  static func decode(_ text: String, pounds: Int) -> String? {
    let bytes = Array(text.utf8)
    let carriageReturn = UInt8(ascii: "\r")
    guard bytes.contains(where: { $0 == UInt8(ascii: "\\") || $0 == carriageReturn }) else { return text }
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == carriageReturn {
        // A line end inside a multi-line string is one `\n`, whatever the file ends its lines with.
        if index < bytes.count, bytes[index] == UInt8(ascii: "\n") { index += 1 }
        result.append(UInt8(ascii: "\n"))
      } else if byte == UInt8(ascii: "\\"), bytes[index...].prefix(pounds).count == pounds,
        bytes[index...].prefix(pounds).allSatisfy({ $0 == UInt8(ascii: "#") })
      {
        index += pounds
        guard let decoded = escape(bytes, &index) else { return nil }
        result += decoded
      } else {
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// The character that the escape at `index`, behind the backslash, stands for.
  private static func escape(_ bytes: [UInt8], _ index: inout Int) -> [UInt8]? {
    guard index < bytes.count else { return nil }
    let byte = bytes[index]
    index += 1
    switch byte {
    case UInt8(ascii: "n"): return [10]
    case UInt8(ascii: "t"): return [9]
    case UInt8(ascii: "r"): return [13]
    case UInt8(ascii: "0"): return [0]
    case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "'"): return [byte]
    case UInt8(ascii: "u"):
      guard let end = bytes[index...].firstIndex(of: UInt8(ascii: "}")), bytes[index] == UInt8(ascii: "{") else {
        return nil
      }
      let digits = String(decoding: bytes[(index + 1)..<end], as: UTF8.self)
      index = end + 1
      guard (1...8).contains(digits.utf8.count), let code = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(code)
      else { return nil }
      return Array(String(scalar).utf8)
    default: return nil
    }
  }
}
