// What value does a Python literal have? As `ast.literal_eval` gives it for one token, or for adjacent strings.

/// The value of a literal.
package enum PythonLiteral: Hashable, Sendable {
  case none
  case boolean(Bool)
  case integer(PythonInteger)
  case float(Double)
  case complex(real: Double, imaginary: Double)
  case string(PythonString)
  case bytes([UInt8])

  /// What CPython's `repr` prints.
  package var repr: String { PythonRepr.text(of: self) }
}

/// Why a token is no literal.
package enum PythonLiteralError: Error, Hashable, Sendable {
  case notALiteral
  /// A decimal integer longer than `PythonInteger.maximumDigits`.
  case tooManyDigits
  case formattedString
  case nul
  case nonASCIIBytes
  case bytesBesideString
  /// `\x`, `\u` or `\U` with too few digits, or beyond U+10FFFF.
  case truncatedEscape
  /// `\N{…}` with a name that Unicode does not know, or without one.
  case unknownCharacterName
  /// A line end inside a string that has no triple quotes, or strings that join into an unterminated one.
  case unterminated
}

extension PythonLiteral {
  /// - Parameter text: the text of a number token.
  package init(number text: String) throws(PythonLiteralError) {
    let plain = text.contains("_") ? text.filter { $0 != "_" } : text
    let bytes = plain.utf8
    guard let last = bytes.last else { throw .notALiteral }
    if last | 0x20 == UInt8(ascii: "j") {
      guard let value = Double(plain.dropLast()) else { throw .notALiteral }
      self = .complex(real: 0, imaginary: value)
      return
    }
    let isPrefixed =
      bytes.count > 1 && bytes.dropFirst().first.map { $0 > UInt8(ascii: "9") && $0 | 0x20 != 0x65 } == true
    if !isPrefixed, bytes.contains(where: { $0 == UInt8(ascii: ".") || $0 | 0x20 == UInt8(ascii: "e") }) {
      guard let value = Double(plain) else { throw .notALiteral }
      self = .float(value)
      return
    }
    guard let integer = PythonInteger(literal: plain) else { throw .tooManyDigits }
    self = .integer(integer)
  }

  /// `None`, `True` or `False`.
  package init(name text: String) throws(PythonLiteralError) {
    switch text {
    case "None": self = .none
    case "True": self = .boolean(true)
    case "False": self = .boolean(false)
    default: throw .notALiteral
    }
  }

  /// The value behind a `-`; only numbers have one, and to `literal_eval` booleans are none.
  package func negated() throws(PythonLiteralError) -> PythonLiteral {
    switch self {
    case .integer(let value): return .integer(value.negated)
    case .float(let value): return .float(-value)
    case .complex(let real, let imaginary): return .complex(real: -real, imaginary: -imaginary)
    case .none, .boolean, .string, .bytes: throw .notALiteral
    }
  }
}
