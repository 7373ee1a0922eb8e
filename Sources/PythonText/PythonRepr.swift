// How does CPython's `repr` print a value?

package enum PythonRepr {
  package static func text(of literal: PythonLiteral) -> String {
    switch literal {
    case .none: "None"
    case .boolean(let value): value ? "True" : "False"
    case .integer(let value): value.text
    case .float(let value): text(of: value)
    case .complex(let real, let imaginary): complex(real: real, imaginary: imaginary)
    case .string(let value): text(of: value)
    case .bytes(let value): text(ofBytes: value)
    }
  }

  /// `0.1`, `1.0`, `1e+16`, `1e-05`, `inf`, `nan`, `-0.0`.
  package static func text(of value: Double) -> String {
    let text = shortest(value)
    let isIntegral = text.utf8.allSatisfy { PythonCharacters.isDigit($0) || $0 == UInt8(ascii: "-") }
    return isIntegral ? text + ".0" : text
  }

  /// `1j`, `(-0-1j)`.
  package static func complex(real: Double, imaginary: Double) -> String {
    if real == 0, real.sign == .plus { return shortest(imaginary) + "j" }
    let sign = imaginary.sign == .minus && !imaginary.isNaN ? "" : "+"
    return "(" + shortest(real) + sign + shortest(imaginary) + "j)"
  }

  /// `'it'`, `"it's"`, `'\n'`, `'\u200b'`.
  package static func text(of string: String) -> String { text(of: PythonString(string)) }

  package static func text(of string: PythonString) -> String {
    let bytes = string.bytes
    let quote = quote(for: bytes)
    var output: [UInt8] = [quote]
    output.reserveCapacity(bytes.count + 2)
    let needsEscapes = bytes.contains { $0 < 0x20 || $0 >= 0x7F || $0 == quote || $0 == UInt8(ascii: "\\") }
    if needsEscapes {
      for codePoint in string.codePoints { append(codePoint, quote: quote, to: &output) }
    } else {
      output += bytes
    }
    output.append(quote)
    return String(decoding: output, as: UTF8.self)
  }

  /// `b'\x00a'`.
  package static func text(ofBytes bytes: [UInt8]) -> String {
    let quote = quote(for: bytes)
    var output: [UInt8] = [UInt8(ascii: "b"), quote]
    for byte in bytes {
      if byte >= 0x7F {
        appendEscape("x", UInt32(byte), digits: 2, to: &output)
      } else {
        append(UInt32(byte), quote: quote, to: &output)
      }
    }
    output.append(quote)
    return String(decoding: output, as: UTF8.self)
  }

  /// Double quotes only around what holds single quotes and no double ones.
  private static func quote(for bytes: [UInt8]) -> UInt8 {
    bytes.contains(UInt8(ascii: "'")) && !bytes.contains(UInt8(ascii: "\"")) ? UInt8(ascii: "\"") : UInt8(ascii: "'")
  }

  private static func append(_ codePoint: UInt32, quote: UInt8, to output: inout [UInt8]) {
    switch codePoint {
    case UInt32(quote), 0x5C: output += [0x5C, UInt8(truncatingIfNeeded: codePoint)]
    case 0x09: output += Array("\\t".utf8)
    case 0x0A: output += Array("\\n".utf8)
    case 0x0D: output += Array("\\r".utf8)
    case 0x20..<0x7F: output.append(UInt8(truncatingIfNeeded: codePoint))
    default:
      if let scalar = Unicode.Scalar(codePoint), PythonCharacters.isPrintable(scalar) {
        output += Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      } else if codePoint < 0x100 {
        appendEscape("x", codePoint, digits: 2, to: &output)
      } else if codePoint < 0x10000 {
        appendEscape("u", codePoint, digits: 4, to: &output)
      } else {
        appendEscape("U", codePoint, digits: 8, to: &output)
      }
    }
  }

  private static func appendEscape(_ letter: Unicode.Scalar, _ value: UInt32, digits: Int, to output: inout [UInt8]) {
    output += [0x5C, UInt8(ascii: letter)]
    let text = String(value, radix: 16)
    output += Array(repeating: UInt8(ascii: "0"), count: max(0, digits - text.utf8.count)) + Array(text.utf8)
  }

  /// The format `r` of CPython's `PyOS_double_to_string`: the fewest digits that read back as the same number, with
  /// an exponent below 1e-4 and from 1e16.
  private static func shortest(_ value: Double) -> String {
    if value.isNaN { return "nan" }
    if value.isInfinite { return value < 0 ? "-inf" : "inf" }
    let sign = value.sign == .minus ? "-" : ""
    if value == 0 { return sign + "0" }
    let (digits, exponent) = decimal(of: value.magnitude)
    let count = digits.utf8.count
    if exponent < -4 || exponent >= 16 {
      let fraction = count > 1 ? "." + digits.dropFirst() : ""
      let magnitude = String(exponent.magnitude)
      let padded = magnitude.utf8.count < 2 ? "0" + magnitude : magnitude
      return sign + digits.prefix(1) + fraction + "e" + (exponent < 0 ? "-" : "+") + padded
    }
    if exponent < 0 { return sign + "0." + String(repeating: "0", count: -exponent - 1) + digits }
    if count <= exponent + 1 { return sign + digits + String(repeating: "0", count: exponent + 1 - count) }
    return sign + digits.prefix(exponent + 1) + "." + digits.dropFirst(exponent + 1)
  }

  /// The shortest digits, without zeros at either end, and the power of ten of the first of them. Swift's own
  /// description has the same digits in another layout.
  private static func decimal(of value: Double) -> (digits: String, exponent: Int) {
    var digits: [UInt8] = []
    var exponent = -1
    var sawPeriod = false
    let text = Array(value.description.utf8)
    for (index, byte) in text.enumerated() {
      if byte == UInt8(ascii: "e") {
        exponent += Int(String(decoding: text[(index + 1)...].drop { $0 == UInt8(ascii: "+") }, as: UTF8.self)) ?? 0
        break
      }
      if byte == UInt8(ascii: ".") {
        sawPeriod = true
        continue
      }
      if digits.isEmpty, byte == UInt8(ascii: "0") {
        if sawPeriod { exponent -= 1 }
        continue
      }
      digits.append(byte)
      if !sawPeriod { exponent += 1 }
    }
    while digits.last == UInt8(ascii: "0") { digits.removeLast() }
    return (String(decoding: digits, as: UTF8.self), exponent)
  }
}
