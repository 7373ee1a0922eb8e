// Which characters make a Python name, a number, white space, a line end, and which does `repr` print as they are?

/// Character classes as CPython's `tokenize` (regular expressions over `str`) and `str.isprintable` know them.
package enum PythonCharacters {
  /// `[A-Za-z_]`.
  @inline(__always)
  package static func isASCIINameStart(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte == UInt8(ascii: "_")
  }

  /// `[A-Za-z0-9_]`.
  @inline(__always)
  package static func isASCIIName(_ byte: UInt8) -> Bool {
    isASCIINameStart(byte) || isDigit(byte)
  }

  /// `[0-9]`.
  @inline(__always)
  package static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  /// `[ \f\t]`, the white space inside a line.
  @inline(__always)
  package static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0C }

  /// The first byte of a line end: `\n`, `\r\n` or `\r`, as a text file read with universal newlines has them.
  @inline(__always)
  package static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  /// The value of a hexadecimal digit, or nil.
  static func hexadecimalValue(_ byte: UInt8) -> UInt32? {
    if isDigit(byte) { return UInt32(byte - UInt8(ascii: "0")) }
    let letter = (byte | 0x20) &- UInt8(ascii: "a")
    return letter < 6 ? UInt32(letter) + 10 : nil
  }

  /// `\w` of a regular expression over `str`: a letter, anything with a numeric value, or `_`. Marks are not in it.
  package static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return isASCIIName(UInt8(truncatingIfNeeded: scalar.value)) }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: return true
    default: return scalar.properties.numericType != nil
    }
  }

  /// `str.isidentifier` of a single character.
  package static func isNameStart(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII ? isASCIINameStart(UInt8(truncatingIfNeeded: scalar.value)) : scalar.properties.isXIDStart
  }

  /// `str.isprintable` of a single character: neither other nor separator, the space excepted.
  package static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x7F { return scalar.value >= 0x20 }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
      .spaceSeparator:
      return false
    default: return true
    }
  }

  /// The character at `index` and its length in bytes. What is not UTF-8 counts as U+FFFD, one byte long.
  package static func scalar(in bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> (Unicode.Scalar, length: Int) {
    let replacement: Unicode.Scalar = "\u{FFFD}"
    guard index < bytes.count else { return (replacement, 1) }
    let lead = bytes[index]
    if lead < 0x80 { return (Unicode.Scalar(lead), 1) }
    let length = lead < 0xC2 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 1
    guard length > 1, index + length <= bytes.count else { return (replacement, 1) }
    var value = UInt32(lead) & (0xFF >> (UInt32(length) + 1))
    for next in index + 1..<index + length {
      guard bytes[next] & 0xC0 == 0x80 else { return (replacement, 1) }
      value = value << 6 | UInt32(bytes[next] & 0x3F)
    }
    guard let scalar = Unicode.Scalar(value) else { return (replacement, 1) }
    return (scalar, length)
  }
}
