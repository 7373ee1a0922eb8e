// What number do a few digits stand for? The literals that need no rounding, without making a `String`.

enum PlainNumber {
  /// Up to 18 decimal digits; nil for everything else.
  static func integer(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
    guard !text.isEmpty, text.count <= 18 else { return nil }
    // `007` is no literal of Python's, and the parser has said so.
    var number = 0
    for byte in text {
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
      number = number * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return number
  }

  /// Digits with a period and an exponent whose value is exact: at most 15 digits, scaled by at most 10^22, so that one
  /// correctly rounded operation gives what every correct conversion gives.
  static func value(of text: some Sequence<UInt8>) -> Double? {
    var digits = 0
    var count = 0
    var scale = 0
    var exponent = 0
    var exponentSign = 1
    var part = Part.whole
    for byte in text {
      switch (byte, part) {
      case (UInt8(ascii: "0")...UInt8(ascii: "9"), .whole), (UInt8(ascii: "0")...UInt8(ascii: "9"), .fraction):
        digits = digits * 10 + Int(byte - UInt8(ascii: "0"))
        count += 1
        if part == .fraction { scale -= 1 }
        guard count <= 15 else { return nil }
      case (UInt8(ascii: "0")...UInt8(ascii: "9"), _):
        exponent = exponent * 10 + Int(byte - UInt8(ascii: "0"))
        part = .exponent
        guard exponent <= 40 else { return nil }
      case (UInt8(ascii: "."), .whole): part = .fraction
      case (UInt8(ascii: "e"), .whole), (UInt8(ascii: "E"), .whole), (UInt8(ascii: "e"), .fraction),
        (UInt8(ascii: "E"), .fraction):
        part = .sign
      case (UInt8(ascii: "-"), .sign):
        exponentSign = -1
        part = .exponent
      case (UInt8(ascii: "+"), .sign): part = .exponent
      default: return nil
      }
    }
    guard count > 0 else { return nil }
    let power = scale + exponentSign * exponent
    guard power >= -22, power <= 22 else { return nil }
    return power < 0 ? Double(digits) / powers[-power] : Double(digits) * powers[power]
  }

  private enum Part { case whole, fraction, sign, exponent }

  /// 10^0 to 10^22, all exact.
  private static let powers: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
  ]
}
