// Which parts does an f-string have? Text and replacement fields, with quotes inside the braces as Python 3.12 has them.

import PythonText

/// How an f-string begins: its prefix and its quotes.
struct InterpolatedString {
  /// Where the content begins.
  let content: Int
  let quote: UInt8
  let isTriple: Bool
  let isRaw: Bool

  /// The opening of the f-string at `start`, or nil when another string stands there.
  static func opening(in bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> InterpolatedString? {
    var index = start
    var isInterpolated = false
    var isRaw = false
    while index < bytes.count, bytes[index] != UInt8(ascii: "'"), bytes[index] != UInt8(ascii: "\"") {
      let letter = bytes[index] | 0x20
      isInterpolated = isInterpolated || letter == UInt8(ascii: "f") || letter == UInt8(ascii: "t")
      isRaw = isRaw || letter == UInt8(ascii: "r")
      index += 1
      if index - start > 2 { return nil }
    }
    guard isInterpolated, index < bytes.count else { return nil }
    let quote = bytes[index]
    let isTriple = index + 2 < bytes.count && bytes[index + 1] == quote && bytes[index + 2] == quote
    return InterpolatedString(content: index + (isTriple ? 3 : 1), quote: quote, isTriple: isTriple, isRaw: isRaw)
  }

  /// Where the string ends, behind its closing quotes; nil when nothing closes it.
  func end(in bytes: UnsafeBufferPointer<UInt8>, depth: Int = 0) -> Int? {
    var index = content
    while index < bytes.count {
      if closes(bytes, at: index) { return index + (isTriple ? 3 : 1) }
      switch bytes[index] {
      case UInt8(ascii: "\\"): index += 2
      case UInt8(ascii: "{") where index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "{"): index += 2
      case UInt8(ascii: "{"):
        guard let field = field(in: bytes, at: index + 1, depth: depth) else { return nil }
        index = field.end + 1
      case let byte where !isTriple && PythonCharacters.isLineEnd(byte): return nil
      default: index += 1
      }
    }
    return nil
  }

  func closes(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
    guard bytes[index] == quote else { return false }
    return !isTriple || (index + 2 < bytes.count && bytes[index + 1] == quote && bytes[index + 2] == quote)
  }

  /// Where a field ends, whose content begins at `start`: its `}`, and the `:` before its format, if it has one.
  struct Field {
    var format: Int?
    var end: Int
  }

  /// Nil where nothing closes the field.
  func field(in bytes: UnsafeBufferPointer<UInt8>, at start: Int, depth: Int = 0) -> Field? {
    var index = start
    var brackets = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): brackets += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"): brackets -= 1
      case UInt8(ascii: "}") where brackets <= 0: return Field(format: nil, end: index)
      case UInt8(ascii: "}"): brackets -= 1
      case UInt8(ascii: ":") where brackets == 0:
        return endOfFormat(in: bytes, at: index + 1, depth: depth).map { Field(format: index, end: $0) }
      case UInt8(ascii: "'"), UInt8(ascii: "\""):
        guard let end = Self.endOfInnerString(in: bytes, quoteAt: index, from: start, depth: depth) else { return nil }
        index = end
        continue
      default: break
      }
      index += 1
    }
    return nil
  }

  /// The `}` behind a format. In a format a quote is text, unless it closes the string.
  private func endOfFormat(in bytes: UnsafeBufferPointer<UInt8>, at start: Int, depth: Int) -> Int? {
    guard depth < 8 else { return nil }
    var index = start
    while index < bytes.count, !closes(bytes, at: index) {
      if bytes[index] == UInt8(ascii: "}") { return index }
      if bytes[index] == UInt8(ascii: "{") {
        guard let inner = field(in: bytes, at: index + 1, depth: depth + 1) else { return nil }
        index = inner.end
      }
      index += 1
    }
    return nil
  }

  private static func endOfInnerString(
    in bytes: UnsafeBufferPointer<UInt8>, quoteAt: Int, from start: Int, depth: Int
  ) -> Int? {
    var prefix = quoteAt
    while prefix > start, quoteAt - prefix < 2, PythonCharacters.isASCIINameStart(bytes[prefix - 1]) { prefix -= 1 }
    if let inner = opening(in: bytes, at: prefix) { return depth < 8 ? inner.end(in: bytes, depth: depth + 1) : nil }
    let quote = bytes[quoteAt]
    func isTriple(at index: Int) -> Bool {
      index + 2 < bytes.count && (index...index + 2).allSatisfy { bytes[$0] == quote }
    }
    let length = isTriple(at: quoteAt) ? 3 : 1
    var index = quoteAt + length
    while index < bytes.count, !(length == 3 ? isTriple(at: index) : bytes[index] == quote) {
      if length == 1, PythonCharacters.isLineEnd(bytes[index]) { return nil }
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return index < bytes.count ? index + length : nil
  }
}
