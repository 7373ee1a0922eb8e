// Where does a number end, as the regular expressions of CPython's `tokenize` have it?

enum PythonNumberText {
  /// Where an underscore may stand: `1_0` between digits, `0x_f` before the first as well.
  private enum Separator { case betweenDigits, beforeDigits }

  /// - Parameter start: at a digit, or at a period before a digit.
  static func end(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let digits = endOfDigits(in: bytes, from: start)
    if let end = endOfFloat(in: bytes, from: start, digits: digits) { return end }
    if isLetter("j", in: bytes, at: digits) { return digits + 1 }
    guard bytes[start] == UInt8(ascii: "0") else { return digits }
    return endOfPrefixed(in: bytes, from: start) ?? endOfZeros(in: bytes, from: start)
  }

  /// `Floatnumber` with the `j` of an imaginary one, or nil.
  private static func endOfFloat(in bytes: UnsafeBufferPointer<UInt8>, from start: Int, digits: Int) -> Int? {
    var end = digits
    if end < bytes.count, bytes[end] == UInt8(ascii: ".") { end = endOfDigits(in: bytes, from: end + 1) }
    let hasPeriod = end != digits
    var hasExponent = false
    if isLetter("e", in: bytes, at: end) {
      var exponent = end + 1
      if exponent < bytes.count, bytes[exponent] == UInt8(ascii: "+") || bytes[exponent] == UInt8(ascii: "-") {
        exponent += 1
      }
      if exponent < bytes.count, PythonCharacters.isDigit(bytes[exponent]) {
        end = endOfDigits(in: bytes, from: exponent)
        hasExponent = true
      }
    }
    guard hasPeriod || hasExponent else { return nil }
    return isLetter("j", in: bytes, at: end) ? end + 1 : end
  }

  /// `[0-9](?:_?[0-9])*`, or nothing.
  private static func endOfDigits(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    run(in: bytes, from: start, separator: .betweenDigits) { PythonCharacters.isDigit($0) }
  }

  /// `0(?:_?0)*`.
  private static func endOfZeros(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    run(in: bytes, from: start, separator: .betweenDigits) { $0 == UInt8(ascii: "0") }
  }

  /// `0x`, `0b` and `0o` with their digits, or nil.
  private static func endOfPrefixed(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    guard start + 2 < bytes.count else { return nil }
    let end =
      switch bytes[start + 1] | 0x20 {
      case UInt8(ascii: "x"):
        run(in: bytes, from: start + 2, separator: .beforeDigits) { PythonCharacters.hexadecimalValue($0) != nil }
      case UInt8(ascii: "b"):
        run(in: bytes, from: start + 2, separator: .beforeDigits) { $0 & 0xFE == UInt8(ascii: "0") }
      case UInt8(ascii: "o"):
        run(in: bytes, from: start + 2, separator: .beforeDigits) { $0 & 0xF8 == UInt8(ascii: "0") }
      default: start + 2
      }
    return end > start + 2 ? end : nil
  }

  /// Digits with single underscores between them.
  @inline(__always)
  private static func run(
    in bytes: UnsafeBufferPointer<UInt8>, from start: Int, separator: Separator, isDigit: (UInt8) -> Bool
  ) -> Int {
    var end = start
    while end < bytes.count {
      if isDigit(bytes[end]) {
        end += 1
      } else if bytes[end] == UInt8(ascii: "_"), end > start || separator == .beforeDigits, end + 1 < bytes.count,
        isDigit(bytes[end + 1])
      {
        end += 2
      } else {
        break
      }
    }
    return end
  }

  @inline(__always)
  private static func isLetter(
    _ letter: Unicode.Scalar, in bytes: UnsafeBufferPointer<UInt8>, at index: Int
  ) -> Bool {
    index < bytes.count && bytes[index] | 0x20 == UInt8(ascii: letter)
  }
}
