// What is the value of a Python integer? Any number of digits.

/// A Python `int`: an `Int`, or beyond that its canonical text.
package struct PythonInteger: Hashable, Sendable, ExpressibleByIntegerLiteral {
  /// The value where it fits.
  package let value: Int?
  private let digits: String

  package init(_ value: Int) { self.init(value: value, digits: "") }

  private init(value: Int?, digits: String) {
    self.value = value
    self.digits = digits
  }

  package init(integerLiteral value: Int) { self.init(value) }

  /// - Parameter decimal: digits, perhaps behind a `-`; leading zeros are dropped.
  package init(decimal: String) {
    if let value = Int(decimal) {
      self.init(value)
    } else {
      let isNegative = decimal.hasPrefix("-")
      let digits = decimal.drop { $0 == "-" || $0 == "0" }
      self.init(value: nil, digits: (isNegative ? "-" : "") + digits)
    }
  }

  /// What `str` prints.
  package var text: String { value.map { String($0) } ?? digits }

  package var negated: PythonInteger {
    if let value, value != .min { return PythonInteger(0 - value) }
    return text.hasPrefix("-") ? PythonInteger(decimal: String(text.dropFirst())) : PythonInteger(decimal: "-" + text)
  }

  /// CPython neither reads nor prints more decimal digits than these (`sys.set_int_max_str_digits`).
  package static let maximumDigits = 4300

  /// - Parameter text: the text of an integer token: decimal, or with `0x`, `0o`, `0b`; underscores allowed.
  /// - Returns: nil for more decimal digits than CPython reads. A longer one in another base keeps its own text,
  ///   because CPython reads it, but refuses to print it.
  package init?(literal text: String) {
    let plain = text.filter { $0 != "_" }.lowercased()
    let bitsPerDigit: Int? = plain.hasPrefix("0x") ? 4 : plain.hasPrefix("0o") ? 3 : plain.hasPrefix("0b") ? 1 : nil
    guard let bitsPerDigit else {
      guard plain.utf8.count <= Self.maximumDigits else { return nil }
      self.init(decimal: plain)
      return
    }
    let significant = plain.dropFirst(2).drop { $0 == "0" }
    if let value = Int(significant.isEmpty ? "0" : significant, radix: 1 << bitsPerDigit) {
      self.init(value)
    } else if significant.utf8.count * bitsPerDigit > Self.maximumDigits * 10 / 3 {
      self.init(value: nil, digits: plain)
    } else {
      self.init(decimal: Self.decimal(of: significant, bitsPerDigit: bitsPerDigit))
    }
  }

  /// Long multiplication in limbs of nine decimal digits, the least first.
  private static func decimal(of digits: Substring, bitsPerDigit: Int) -> String {
    let limb: UInt64 = 1_000_000_000
    var limbs: [UInt64] = [0]
    for byte in digits.utf8 {
      var carry = UInt64(PythonCharacters.hexadecimalValue(byte) ?? 0)
      for index in limbs.indices {
        let value = limbs[index] << UInt64(bitsPerDigit) + carry
        limbs[index] = value % limb
        carry = value / limb
      }
      if carry > 0 { limbs.append(carry) }
    }
    return limbs.reversed().enumerated().map { index, limb in
      let text = String(limb)
      return index == 0 ? text : String(repeating: "0", count: 9 - text.utf8.count) + text
    }.joined()
  }
}
