// What does a Python string literal say? Adjacent literals joined, f-strings as parts.

import Configurables
import PythonText
import SourceText

extension PythonParser {
  /// One or more adjacent string tokens.
  mutating func strings() throws(PythonSyntaxError) -> Expression {
    let start = current.start
    var parts: [Expression.InterpolationPart] = []
    var text = PythonString()
    var content: [UInt8]?
    var isInterpolated = false
    while current.kind == .string {
      let token = current
      if let opening = InterpolatedString.opening(in: bytes, at: token.start) {
        isInterpolated = true
        if !text.bytes.isEmpty { parts.append(.init(.text(text.repaired))) }
        text = PythonString()
        parts += try interpolationParts(of: opening, in: token)
      } else {
        switch try literal(token) {
        case .string(let string): text.append(string)
        case .bytes(let bytes): content = (content ?? []) + bytes
        default: throw error("this is no string")
        }
      }
      advance()
    }
    let range = range(from: start)
    if isInterpolated {
      if !text.bytes.isEmpty { parts.append(.init(.text(text.repaired))) }
      return Expression(.interpolation(parts), range)
    }
    if let content { return Expression(.bytes(content), range) }
    guard let string = text.string else {
      return Expression(.unsupported("uses a string with half a surrogate pair"), range)
    }
    return Expression(.string(string), range)
  }

  private func literal(_ token: Lexeme) throws(PythonSyntaxError) -> PythonLiteral {
    var concatenation = PythonStringConcatenation()
    do {
      try concatenation.append(bytes[token.start..<token.end])
    } catch {
      throw PythonSyntaxError(range: TextRange(token.start, token.end), message: "this string has a wrong escape")
    }
    return concatenation.literal
  }

  private func interpolationParts(
    of opening: InterpolatedString, in token: Lexeme
  ) throws(PythonSyntaxError) -> [Expression.InterpolationPart] {
    let end = token.end - (opening.isTriple ? 3 : 1)
    return try parts(of: opening, from: opening.content, to: max(end, opening.content), depth: 0)
  }

  /// The parts between two offsets; in a format, `depth` is 1.
  private func parts(
    of opening: InterpolatedString, from start: Int, to end: Int, depth: Int
  ) throws(PythonSyntaxError) -> [Expression.InterpolationPart] {
    var parts: [Expression.InterpolationPart] = []
    var plain: [UInt8] = []
    func flush() throws(PythonSyntaxError) {
      if !plain.isEmpty { parts.append(.init(.text(try decoded(plain, opening, at: start)))) }
      plain = []
    }
    var index = start
    while index < end {
      let byte = bytes[index]
      let doubled = index + 1 < end && bytes[index + 1] == byte
      if byte == UInt8(ascii: "\\"), !opening.isRaw, index + 1 < end {
        plain += [byte, bytes[index + 1]]
        index += 2
        // `\N{DASH}` is an escape, not a field.
        if bytes[index - 1] == UInt8(ascii: "N"), index < end, bytes[index] == UInt8(ascii: "{") {
          while index < end, bytes[index] != UInt8(ascii: "}") {
            plain.append(bytes[index])
            index += 1
          }
        }
      } else if byte == UInt8(ascii: "{"), !doubled || depth > 0 {
        try flush()
        guard depth < 3, let field = opening.field(in: bytes, at: index + 1), field.end < end else {
          throw PythonSyntaxError(range: TextRange(index, index + 1), message: "this `{` is not closed")
        }
        parts += try replacementField(opening, from: index + 1, field, depth: depth)
        index = field.end + 1
      } else {
        // Escaped, so that it cannot close the quotes that the text is decoded in.
        if byte == UInt8(ascii: "\""), !opening.isRaw { plain.append(UInt8(ascii: "\\")) }
        plain.append(byte)
        index += doubled && (byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}")) ? 2 : 1
      }
    }
    try flush()
    return parts
  }

  /// Escapes of the text between the fields, as the string without an `f` has them.
  private func decoded(
    _ plain: [UInt8], _ opening: InterpolatedString, at start: Int
  ) throws(PythonSyntaxError) -> String {
    guard !opening.isRaw, plain.contains(UInt8(ascii: "\\")) else { return String(decoding: plain, as: UTF8.self) }
    var concatenation = PythonStringConcatenation()
    let quotes = [UInt8](repeating: UInt8(ascii: "\""), count: 3)
    let token = quotes + plain + quotes
    do {
      try token.withUnsafeBufferPointer { buffer throws(PythonLiteralError) in
        try concatenation.append(buffer[0..<buffer.count])
      }
    } catch {
      throw PythonSyntaxError(range: TextRange(start, start + 1), message: "this string has a wrong escape")
    }
    guard case .string(let string) = concatenation.literal else { return "" }
    return string.repaired
  }

  /// `value`, `value=`, `value!r`, `value:format`.
  private func replacementField(
    _ opening: InterpolatedString, from start: Int, _ field: InterpolatedString.Field, depth: Int
  ) throws(PythonSyntaxError) -> [Expression.InterpolationPart] {
    var end = field.format ?? field.end
    var conversion: String?
    if end - start > 2, bytes[end - 2] == UInt8(ascii: "!"), [0x72, 0x73, 0x61].contains(bytes[end - 1]) {
      conversion = String(decoding: bytes[end - 1..<end], as: UTF8.self)
      end -= 2
    }
    var text: [Expression.InterpolationPart] = []
    var valueEnd = end
    while valueEnd > start, PythonCharacters.isBlank(bytes[valueEnd - 1]) { valueEnd -= 1 }
    if valueEnd > start, bytes[valueEnd - 1] == UInt8(ascii: "="), !isComparison(at: valueEnd - 1) {
      text.append(.init(.text(String(decoding: bytes[start..<end], as: UTF8.self))))
      valueEnd -= 1
      // `f"{x=}"` shows `repr`, unless a format or conversion says otherwise.
      if conversion == nil, field.format == nil { conversion = "r" }
    }
    let value = try Self.expression(in: bytes, from: start, to: valueEnd)
    var format: Expression?
    if let colon = field.format {
      let parts = try parts(of: opening, from: colon + 1, to: field.end, depth: depth + 1)
      format = Expression(.interpolation(parts), TextRange(colon + 1, field.end))
    }
    return text + [.init(.value(value, conversion: conversion, format: format))]
  }

  private func isComparison(at equals: Int) -> Bool {
    equals > 0
      && [UInt8(ascii: "="), UInt8(ascii: "!"), UInt8(ascii: "<"), UInt8(ascii: ">")].contains(bytes[equals - 1])
  }

  /// The expression that the bytes between two offsets hold, and nothing else.
  static func expression(
    in bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int
  ) throws(PythonSyntaxError) -> Expression {
    // In brackets line ends mean nothing; the bytes before `start` are skipped by starting there.
    var parser = PythonParser(UnsafeBufferPointer(rebasing: bytes[0..<end]), from: start)
    guard parser.startsExpression else { throw parser.error("an expression was expected") }
    let value = parser.at("yield") ? try parser.yieldExpression() : try parser.expressionList()
    guard parser.current.kind == .newline || parser.current.kind == .end else {
      throw parser.error("this does not belong to the expression")
    }
    return value
  }
}
