// What do Python's texts know of their characters? White space, cases, places and digits, by code points.

import Foundation

enum PythonStrings {
  /// The first place of a part, in code points; nil where it is not in the text.
  static func find(_ part: String, in text: String, from start: Int = 0, to end: Int = .max) -> Int? {
    places(of: part, in: text, from: start, to: end, limit: 1).first
  }

  static func findLast(_ part: String, in text: String, from start: Int = 0, to end: Int = .max) -> Int? {
    let (scalars, wanted) = (Array(text.unicodeScalars), Array(part.unicodeScalars))
    let end = min(end, scalars.count)
    guard start <= end, end - start >= wanted.count else { return nil }
    var place = end - wanted.count
    while place >= start {
      if scalars[place..<(place + wanted.count)].elementsEqual(wanted) { return place }
      place -= 1
    }
    return nil
  }

  /// Places that do not overlap.
  static func places(
    of part: String, in text: String, from start: Int = 0, to end: Int = .max, limit: Int = .max
  ) -> [Int] {
    let (scalars, wanted) = (Array(text.unicodeScalars), Array(part.unicodeScalars))
    let end = min(end, scalars.count)
    guard start <= end, limit > 0 else { return [] }
    if wanted.isEmpty { return limit == 1 ? [start] : Array((start...end).prefix(limit)) }
    var places: [Int] = []
    var place = start
    while place + wanted.count <= end {
      if scalars[place] == wanted[0], scalars[place..<(place + wanted.count)].elementsEqual(wanted) {
        places.append(place)
        if places.count == limit { break }
        place += wanted.count
      } else {
        place += 1
      }
    }
    return places
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
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
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
