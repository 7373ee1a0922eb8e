// What does a Python `str` hold? Any code points, lone surrogates among them, which a Swift string cannot hold.

/// The value of a Python string.
package struct PythonString: Hashable, Sendable, ExpressibleByStringLiteral {
  /// UTF-8 in which a lone surrogate, or each half of a pair that Python keeps as two, takes three bytes (WTF-8).
  package private(set) var bytes: [UInt8]

  package init() { bytes = [] }
  package init(_ string: String) { bytes = Array(string.utf8) }
  package init(stringLiteral value: String) { self.init(value) }

  /// The string, unless it holds a surrogate.
  package var string: String? { String(validating: bytes, as: UTF8.self) }

  /// The string with U+FFFD for every surrogate.
  package var repaired: String {
    if let string { return string }
    var scalars = String.UnicodeScalarView()
    for point in codePoints { scalars.append(Unicode.Scalar(point) ?? "\u{FFFD}") }
    return String(scalars)
  }

  package mutating func append(_ codePoint: UInt32) {
    switch codePoint {
    case ..<0x80: bytes.append(UInt8(truncatingIfNeeded: codePoint))
    case ..<0x800: append(lead: 0xC0 | codePoint >> 6, codePoint, continuations: 1)
    case ..<0x10000: append(lead: 0xE0 | codePoint >> 12, codePoint, continuations: 2)
    default: append(lead: 0xF0 | codePoint >> 18, codePoint, continuations: 3)
    }
  }

  private mutating func append(lead: UInt32, _ codePoint: UInt32, continuations: UInt32) {
    bytes.append(UInt8(truncatingIfNeeded: lead))
    for index in (0..<continuations).reversed() {
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | codePoint >> (6 * index) & 0x3F))
    }
  }

  mutating func append(utf8 byte: UInt8) { bytes.append(byte) }
  package mutating func append(_ other: PythonString) { bytes += other.bytes }

  /// The code points, surrogates included, as `ord` gives them.
  package var codePoints: [UInt32] {
    var points: [UInt32] = []
    points.reserveCapacity(bytes.count)
    for byte in bytes {
      if byte & 0xC0 == 0x80, let last = points.popLast() {
        points.append(last << 6 | UInt32(byte & 0x3F))
      } else {
        points.append(UInt32(byte < 0x80 ? byte : byte < 0xE0 ? byte & 0x1F : byte < 0xF0 ? byte & 0x0F : byte & 0x07))
      }
    }
    return points
  }
}
