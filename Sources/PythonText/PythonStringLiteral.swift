// What does a string literal, or several in a row, stand for?

/// Adjacent string literals, joined as gin-config joins them: their texts without anything between, evaluated anew
/// after each (`config_parser.py`, `_maybe_parse_basic_type`). So `'' '''b'''` reads as `'''''b'''`, and `'' 'a'` opens a
/// triple quote, exactly as there.
package struct PythonStringConcatenation {
  /// The value of all literals but the last.
  private var settled = PythonString()
  /// The text and the value of the last literal: a following text may change what it is.
  private var last: [UInt8] = []
  private var lastValue = PythonString()
  private var isBytes: Bool?

  package init() {}

  /// Joins one string token. After an error the value is meaningless.
  package mutating func append(_ token: Slice<UnsafeBufferPointer<UInt8>>) throws(PythonLiteralError) {
    if token.contains(0) { throw .nul }
    let text = last + token
    var index = 0
    while index < text.count {
      let literal = try PythonStringReader.read(text, from: index)
      if let isBytes, isBytes != literal.isBytes { throw .bytesBesideString }
      isBytes = literal.isBytes
      if literal.end == text.count {
        last = index == 0 ? text : Array(text[index...])
        lastValue = literal.value
      } else {
        settled.append(literal.value)
      }
      index = literal.end
    }
  }

  package var literal: PythonLiteral {
    var value = settled
    value.append(lastValue)
    return isBytes == true ? .bytes(value.bytes) : .string(value)
  }

  /// Whether a string token is sure to be a literal that stands for the bytes between its quotes: no prefix, no
  /// triple quotes, no escapes, one line. Cheap, for the parser that wants to know no more.
  package static func isPlain(_ token: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard let quote = token.first, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else { return false }
    if token.count > 4, token[token.startIndex + 1] == quote { return false }
    for byte in token where byte == UInt8(ascii: "\\") || byte == 0 || PythonCharacters.isLineEnd(byte) {
      return false
    }
    return true
  }
}

/// Reads one string literal.
private struct PythonStringReader {
  let text: [UInt8]
  var index: Int
  var isRaw = false
  var isBytes = false
  var value = PythonString()

  static func read(
    _ text: [UInt8], from start: Int
  ) throws(PythonLiteralError) -> (value: PythonString, end: Int, isBytes: Bool) {
    var reader = PythonStringReader(text: text, index: start)
    try reader.readPrefix()
    try reader.readContent()
    return (reader.value, reader.index, reader.isBytes)
  }

  private func byte(at index: Int) -> UInt8? { index < text.count ? text[index] : nil }

  private mutating func readPrefix() throws(PythonLiteralError) {
    while let letter = byte(at: index), letter != UInt8(ascii: "'"), letter != UInt8(ascii: "\"") {
      switch letter | 0x20 {
      case UInt8(ascii: "r"): isRaw = true
      case UInt8(ascii: "b"): isBytes = true
      case UInt8(ascii: "f"): throw .formattedString
      case UInt8(ascii: "u"): break
      default: throw .notALiteral
      }
      index += 1
    }
  }

  private mutating func readContent() throws(PythonLiteralError) {
    guard let quote = byte(at: index) else { throw .notALiteral }
    let isTriple = byte(at: index + 1) == quote && byte(at: index + 2) == quote
    index += isTriple ? 3 : 1
    while let byte = byte(at: index) {
      if byte == quote {
        if !isTriple {
          index += 1
          return
        }
        if self.byte(at: index + 1) == quote, self.byte(at: index + 2) == quote {
          index += 3
          return
        }
        value.append(utf8: byte)
        index += 1
      } else if byte == UInt8(ascii: "\\") {
        try readEscape()
      } else if PythonCharacters.isLineEnd(byte) {
        if !isTriple { throw .unterminated }
        readLineEnd()
        value.append(utf8: UInt8(ascii: "\n"))
      } else {
        if isBytes, byte >= 0x80 { throw .nonASCIIBytes }
        value.append(utf8: byte)
        index += 1
      }
    }
    throw .unterminated
  }

  /// `\r\n` and `\r` are `\n` to a text file that is read with universal newlines.
  private mutating func readLineEnd() {
    index += byte(at: index) == 0x0D && byte(at: index + 1) == 0x0A ? 2 : 1
  }

  private mutating func readEscape() throws(PythonLiteralError) {
    guard let escaped = byte(at: index + 1) else { throw .unterminated }
    if isRaw {
      value.append(utf8: UInt8(ascii: "\\"))
      index += 1
      if PythonCharacters.isLineEnd(escaped) {
        readLineEnd()
        value.append(utf8: UInt8(ascii: "\n"))
      } else if isBytes, escaped >= 0x80 {
        throw .nonASCIIBytes
      } else {
        value.append(utf8: escaped)
        index += 1
      }
      return
    }
    index += 2
    switch escaped {
    case 0x0A, 0x0D:
      index -= 1
      readLineEnd()
    case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): value.append(utf8: escaped)
    case UInt8(ascii: "a"): value.append(utf8: 0x07)
    case UInt8(ascii: "b"): value.append(utf8: 0x08)
    case UInt8(ascii: "f"): value.append(utf8: 0x0C)
    case UInt8(ascii: "n"): value.append(utf8: 0x0A)
    case UInt8(ascii: "r"): value.append(utf8: 0x0D)
    case UInt8(ascii: "t"): value.append(utf8: 0x09)
    case UInt8(ascii: "v"): value.append(utf8: 0x0B)
    case UInt8(ascii: "0")...UInt8(ascii: "7"): readOctal()
    case UInt8(ascii: "x"): append(try readHexadecimal(digits: 2))
    case UInt8(ascii: "u") where !isBytes: append(try readHexadecimal(digits: 4))
    case UInt8(ascii: "U") where !isBytes: append(try readHexadecimal(digits: 8))
    case UInt8(ascii: "N") where !isBytes: append(try readCharacterName())
    default:
      // An escape that means nothing stays as it is; CPython merely warns.
      value.append(utf8: UInt8(ascii: "\\"))
      index -= 1
    }
  }

  private mutating func append(_ codePoint: UInt32) {
    if isBytes { value.append(utf8: UInt8(truncatingIfNeeded: codePoint)) } else { value.append(codePoint) }
  }

  private mutating func readOctal() {
    index -= 1
    var codePoint: UInt32 = 0
    var count = 0
    while count < 3, let digit = byte(at: index), digit & 0xF8 == UInt8(ascii: "0") {
      codePoint = codePoint << 3 | UInt32(digit & 7)
      index += 1
      count += 1
    }
    append(codePoint)
  }

  private mutating func readHexadecimal(digits: Int) throws(PythonLiteralError) -> UInt32 {
    var codePoint: UInt32 = 0
    for _ in 0..<digits {
      guard let byte = byte(at: index), let digit = PythonCharacters.hexadecimalValue(byte) else {
        throw .truncatedEscape
      }
      codePoint = codePoint << 4 | digit
      index += 1
    }
    guard codePoint <= 0x10FFFF else { throw .truncatedEscape }
    return codePoint
  }

  private mutating func readCharacterName() throws(PythonLiteralError) -> UInt32 {
    guard byte(at: index) == UInt8(ascii: "{"), let close = text[index...].firstIndex(of: UInt8(ascii: "}")) else {
      throw .unknownCharacterName
    }
    let name = String(decoding: text[(index + 1)..<close], as: UTF8.self)
    guard let scalar = PythonCharacterNames.scalar(named: name) else { throw .unknownCharacterName }
    index = close + 1
    return scalar.value
  }
}
