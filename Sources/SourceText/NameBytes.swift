// Which bytes can a name hold? For scans that look at bytes, where a parse would cost too much.

extension UInt8 {
  /// Whether a name of gin, Swift or Python may hold the byte: `[A-Za-z0-9_]`, and all that is not ASCII.
  @inlinable @inline(__always)
  package var isNamePart: Bool {
    isNameStart || self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9")
  }

  /// The same without digits.
  @inlinable @inline(__always)
  package var isNameStart: Bool {
    self == UInt8(ascii: "_") || self >= 0x80 || self | 0x20 >= UInt8(ascii: "a") && self | 0x20 <= UInt8(ascii: "z")
  }
}
