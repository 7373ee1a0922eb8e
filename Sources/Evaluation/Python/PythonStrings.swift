// What do Python's texts know of their characters? White space, cases, places and digits, by code points.

import Foundation

enum PythonStrings {
  /// Known without a look at the text where Swift knows it.
  static func isASCII(_ text: String) -> Bool { text.utf8.count == text.utf16.count }

  /// In code points.
  static func count(_ text: String) -> Int { isASCII(text) ? text.utf8.count : text.unicodeScalars.count }

  /// - Parameter places: in code points, of which the text has them.
  static func part(of text: String, _ places: Range<Int>) -> String {
    if isASCII(text) {
      let start = text.utf8.index(text.startIndex, offsetBy: places.lowerBound)
      return String(text[start..<text.utf8.index(start, offsetBy: places.count)])
    }
    return string(text.unicodeScalars.dropFirst(places.lowerBound).prefix(places.count))
  }

  /// The first place of a part, in code points; nil where it is not in the text.
  static func find(_ part: String, in text: String, from start: Int = 0, to end: Int = .max) -> Int? {
    places(of: part, in: text, from: start, to: end, limit: 1).first
  }

  static func findLast(_ part: String, in text: String, from start: Int = 0, to end: Int = .max) -> Int? {
    let count = count(text)
    let end = min(end, count)
    let width = self.count(part)
    guard start <= end, end - start >= width else { return nil }
    guard width > 0 else { return end }
    let reversed = Array(self.part(of: text, start..<end).utf8.reversed())
    guard let place = BytePattern(Array(part.utf8.reversed())).place(in: reversed, from: 0) else { return nil }
    // Behind the part there are so many code points.
    return end - codePoints(reversed[..<place]) - width
  }

  /// Places that do not overlap.
  static func places(
    of part: String, in text: String, from start: Int = 0, to end: Int = .max, limit: Int = .max
  ) -> [Int] {
    let count = count(text)
    let end = min(end, count)
    guard start <= end, limit > 0 else { return [] }
    if part.isEmpty { return limit == 1 ? [start] : Array((start...end).prefix(limit)) }
    let bytes = Array((start == 0 && end == count ? text : self.part(of: text, start..<end)).utf8)
    let wanted = BytePattern(Array(part.utf8))
    let width = self.count(part)
    let isPlain = isASCII(text)
    var places: [Int] = []
    var (offset, place) = (0, start)
    while places.count < limit, let found = wanted.place(in: bytes, from: offset) {
      place += isPlain ? found - offset : codePoints(bytes[offset..<found])
      places.append(place)
      place += width
      offset = found + wanted.bytes.count
    }
    return places
  }

  private static func codePoints(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
  }

  /// What `str.isspace` says of one character.
  static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09...0x0D, 0x1C...0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }

  static func stripped(_ text: String) -> String { stripped(text, left: true, right: true, where: isSpace) }

  static func stripped(
    _ text: String, left: Bool, right: Bool, where isGone: (Unicode.Scalar) -> Bool
  ) -> String {
    var scalars = Array(text.unicodeScalars)[...]
    if left { scalars = scalars.drop(while: isGone) }
    if right { while let last = scalars.last, isGone(last) { scalars.removeLast() } }
    return string(scalars)
  }

  static func string<Scalars: Sequence>(_ scalars: Scalars) -> String where Scalars.Element == Unicode.Scalar {
    var bytes: [UInt8] = []
    for scalar in scalars {
      if scalar.isASCII { bytes.append(UInt8(scalar.value)) } else { UTF8.encode(scalar).map { bytes += $0 } }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The digits of a number without `_` between them; nil for what is none.
  static func number(_ text: String, isFloating: Bool, radix: Int = 10) -> String? {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var digits = 0
    func isDigit(_ byte: UInt8) -> Bool {
      guard byte < 0x80, let value = Character(Unicode.Scalar(byte)).hexDigitValue ?? letterValue(byte) else {
        return false
      }
      return value < radix
    }
    func letterValue(_ byte: UInt8) -> Int? {
      byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") ? Int(byte) - 87 : nil
    }
    for (place, byte) in bytes.enumerated() {
      let before = place > 0 ? bytes[place - 1] : 0
      let after = place + 1 < bytes.count ? bytes[place + 1] : 0
      switch byte {
      case UInt8(ascii: "_"):
        guard isDigit(before), isDigit(after) else { return nil }
        continue
      case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "+"), UInt8(ascii: "-"):
        if !isFloating {
          guard isDigit(byte) else { return nil }
          digits += 1
        }
      default:
        guard isDigit(byte) else { return nil }
        digits += 1
      }
      result.append(byte)
    }
    guard digits > 0 else { return nil }
    let plain = String(decoding: result, as: UTF8.self)
    guard isFloating else { return plain }
    return floating(plain)
  }

  /// A decimal number as Swift reads it: `.5` and `1.` and `1e3`.
  private static func floating(_ text: String) -> String? {
    let parts = text.split(separator: "e", omittingEmptySubsequences: false)
    guard parts.count <= 2 else { return nil }
    let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    guard mantissa.count <= 2, mantissa.contains(where: { !$0.isEmpty }),
      mantissa.allSatisfy({ $0.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } })
    else { return nil }
    let whole = mantissa[0].isEmpty ? "0" : String(mantissa[0])
    let fraction = mantissa.count == 2 && !mantissa[1].isEmpty ? "." + mantissa[1] : ""
    guard parts.count == 2 else { return whole + fraction }
    guard Int(parts[1]) != nil else { return nil }
    return whole + fraction + "e" + parts[1]
  }

  /// C's `%.*f`.
  static func fixed(_ value: Double, _ digits: Int) -> String {
    String(format: "%.*f", locale: nil, digits, value)
  }

  // MARK: Cases

  /// Whether the cases of all characters are certain: those of Latin letters, without the few that are special.
  static func hasPlainCases(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy {
      $0.value < 0x180 && ![0x130, 0x131, 0x149, 0x17F].contains($0.value)
    }
  }

  static func isCased(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isUppercase || scalar.properties.isLowercase
  }

  static func upper(_ scalar: Unicode.Scalar) -> String { scalar.properties.uppercaseMapping }
  static func lower(_ scalar: Unicode.Scalar) -> String { scalar.properties.lowercaseMapping }
  static func title(_ scalar: Unicode.Scalar) -> String { scalar.properties.titlecaseMapping }

  static func titled(_ text: String) -> String {
    var result = ""
    var isInside = false
    for scalar in text.unicodeScalars {
      result += isInside ? lower(scalar) : title(scalar)
      isInside = isCased(scalar)
    }
    return result
  }

  static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: false
    }
  }
}

/// Bytes that are looked for, in a time that grows with theirs and the others' number together (Knuth, Morris, Pratt).
/// In UTF-8 one text is in another where its bytes are.
struct BytePattern {
  let bytes: [UInt8]
  /// How many bytes still fit behind a mismatch, by how many did.
  private var fallbacks: [Int]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    fallbacks = Array(repeating: 0, count: bytes.count)
    var fitting = 0
    for place in bytes.indices.dropFirst() {
      while fitting > 0, bytes[place] != bytes[fitting] { fitting = fallbacks[fitting - 1] }
      if bytes[place] == bytes[fitting] { fitting += 1 }
      fallbacks[place] = fitting
    }
  }

  func place(in text: [UInt8], from start: Int) -> Int? {
    guard !bytes.isEmpty else { return start }
    var fitting = 0
    for place in start..<max(start, text.count) {
      while fitting > 0, text[place] != bytes[fitting] { fitting = fallbacks[fitting - 1] }
      if text[place] == bytes[fitting] { fitting += 1 }
      if fitting == bytes.count { return place + 1 - fitting }
    }
    return nil
  }
}
