// Which value does a text of JSON hold? A scanner over bytes that no text can make trap or recurse without end.

/// Why a text is not JSON.
package struct JSONSyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A sentence without a full stop.
  package let message: String
  /// Bytes from the start of the text.
  package let offset: Int

  package var description: String { "\(message) at byte \(offset)" }
}

extension JSON {
  /// Values nested deeper than this are refused: each level costs stack, and no message of the protocol needs twenty.
  package static let deepestNesting = 256

  /// Strings with invalid UTF-8 or lone surrogates are repaired with U+FFFD; raw control characters in them are taken as
  /// they are.
  /// - Throws: `JSONSyntaxError` when the bytes are not one JSON value.
  package init(parsing bytes: [UInt8]) throws(JSONSyntaxError) {
    self = try bytes.withUnsafeBufferPointer { buffer throws(JSONSyntaxError) -> JSON in
      var reader = JSONReader(bytes: buffer)
      return try reader.document()
    }
  }

  /// - Throws: `JSONSyntaxError` when the text is not one JSON value.
  package init(parsing text: String) throws(JSONSyntaxError) { try self.init(parsing: Array(text.utf8)) }
}

private struct JSONReader {
  let bytes: UnsafeBufferPointer<UInt8>
  var index = 0
  /// Storage for strings that hold escapes, kept from string to string.
  var scratch: [UInt8] = []

  init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  mutating func document() throws(JSONSyntaxError) -> JSON {
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { index = 3 }
    let value = try value(depth: 0)
    skipSpace()
    guard index == bytes.count else { throw error("there is more after the value") }
    return value
  }

  private func error(_ message: String) -> JSONSyntaxError { JSONSyntaxError(message: message, offset: index) }

  /// The next byte, or 0 at the end: no token begins or goes on with 0.
  private var current: UInt8 { index < bytes.count ? bytes[index] : 0 }

  private mutating func skipSpace() {
    while index < bytes.count {
      switch bytes[index] {
      case 0x20, 0x09, 0x0A, 0x0D: index += 1
      default: return
      }
    }
  }

  private mutating func value(depth: Int) throws(JSONSyntaxError) -> JSON {
    skipSpace()
    switch current {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: throw error(index < bytes.count ? "a value was expected" : "the text ends where a value was expected")
    }
  }

  private mutating func word(_ word: StaticString, _ value: JSON) throws(JSONSyntaxError) -> JSON {
    let length = word.utf8CodeUnitCount
    guard bytes.count - index >= length else { throw error("a value was expected") }
    for offset in 0..<length where bytes[index + offset] != word.utf8Start[offset] {
      throw error("a value was expected")
    }
    index += length
    return value
  }

  private mutating func object(depth: Int) throws(JSONSyntaxError) -> JSON {
    guard depth < JSON.deepestNesting else { throw error("values are nested more than \(JSON.deepestNesting) deep") }
    index += 1
    var members: [(name: String, value: JSON)] = []
    skipSpace()
    if current == UInt8(ascii: "}") {
      index += 1
      return .object(JSONObject())
    }
    while true {
      skipSpace()
      guard current == UInt8(ascii: "\"") else { throw error("a member's name was expected") }
      let name = try string()
      skipSpace()
      guard current == UInt8(ascii: ":") else { throw error("`:` was expected") }
      index += 1
      members.append((name, try value(depth: depth + 1)))
      skipSpace()
      switch current {
      case UInt8(ascii: ","): index += 1
      case UInt8(ascii: "}"):
        index += 1
        return .object(JSONObject(members))
      default: throw error("`,` or `}` was expected")
      }
    }
  }

  private mutating func array(depth: Int) throws(JSONSyntaxError) -> JSON {
    guard depth < JSON.deepestNesting else { throw error("values are nested more than \(JSON.deepestNesting) deep") }
    index += 1
    var elements: [JSON] = []
    skipSpace()
    if current == UInt8(ascii: "]") {
      index += 1
      return .array([])
    }
    while true {
      elements.append(try value(depth: depth + 1))
      skipSpace()
      switch current {
      case UInt8(ascii: ","): index += 1
      case UInt8(ascii: "]"):
        index += 1
        return .array(elements)
      default: throw error("`,` or `]` was expected")
      }
    }
  }

  // MARK: Strings

  private mutating func string() throws(JSONSyntaxError) -> String {
    index += 1
    let start = index
    skipPlain()
    if current == UInt8(ascii: "\""), index < bytes.count {
      defer { index += 1 }
      return String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<index]), as: UTF8.self)
    }
    scratch.removeAll(keepingCapacity: true)
    scratch.append(contentsOf: bytes[start..<index])
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "\"") {
        index += 1
        return String(decoding: scratch, as: UTF8.self)
      }
      try escape()
      let start = index
      skipPlain()
      scratch.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<index]))
    }
    throw error("a string is not closed")
  }

  /// Moves on to the next quote or backslash, or to the end.
  private mutating func skipPlain() {
    var place = index
    let end = bytes.count
    while place < end, bytes[place] != UInt8(ascii: "\""), bytes[place] != UInt8(ascii: "\\") { place += 1 }
    index = place
  }

  private mutating func escape() throws(JSONSyntaxError) {
    index += 1
    let letter = current
    index += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): scratch.append(letter)
    case UInt8(ascii: "n"): scratch.append(0x0A)
    case UInt8(ascii: "t"): scratch.append(0x09)
    case UInt8(ascii: "r"): scratch.append(0x0D)
    case UInt8(ascii: "b"): scratch.append(0x08)
    case UInt8(ascii: "f"): scratch.append(0x0C)
    case UInt8(ascii: "u"): try unicodeEscape()
    default:
      index = min(index - 1, bytes.count)
      throw error("an unknown escape")
    }
  }

  /// A pair of surrogates is one character; one alone, which clients send when half an emoji is deleted, is U+FFFD.
  private mutating func unicodeEscape() throws(JSONSyntaxError) {
    let unit = try hexadecimal()
    var scalar = UInt32(unit)
    if unit & 0xFC00 == 0xD800, bytes.count - index >= 6, bytes[index] == UInt8(ascii: "\\"),
      bytes[index + 1] == UInt8(ascii: "u")
    {
      let start = index
      index += 2
      let low = try hexadecimal()
      if low & 0xFC00 == 0xDC00 {
        scalar = 0x10000 + (UInt32(unit & 0x3FF) << 10) + UInt32(low & 0x3FF)
      } else {
        index = start
      }
    }
    let character = Unicode.Scalar(scalar) ?? "\u{FFFD}"
    scratch.append(contentsOf: UTF8.encode(character) ?? UTF8.encodedReplacementCharacter)
  }

  private mutating func hexadecimal() throws(JSONSyntaxError) -> UInt16 {
    var unit: UInt16 = 0
    for _ in 0..<4 {
      switch current {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): unit = unit << 4 | UInt16(current - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"): unit = unit << 4 | UInt16(current - UInt8(ascii: "a") + 10)
      case UInt8(ascii: "A")...UInt8(ascii: "F"): unit = unit << 4 | UInt16(current - UInt8(ascii: "A") + 10)
      default: throw error("four hexadecimal digits were expected")
      }
      index += 1
    }
    return unit
  }

  // MARK: Numbers

  private mutating func number() throws(JSONSyntaxError) -> JSON {
    let start = index
    let isNegative = current == UInt8(ascii: "-")
    if isNegative { index += 1 }
    if current == UInt8(ascii: "0") {
      index += 1
    } else {
      try digits()
    }
    let endOfInteger = index
    if current == UInt8(ascii: ".") {
      index += 1
      try digits()
    }
    if current | 0x20 == UInt8(ascii: "e") {
      index += 1
      if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { index += 1 }
      try digits()
    }
    let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<index]), as: UTF8.self)
    guard index == endOfInteger, let integer = Int(text) else { return .decimal(text) }
    return .integer(integer)
  }

  private mutating func digits() throws(JSONSyntaxError) {
    let start = index
    while index < bytes.count, bytes[index] &- UInt8(ascii: "0") < 10 { index += 1 }
    guard index > start else { throw error("a digit was expected") }
  }
}
