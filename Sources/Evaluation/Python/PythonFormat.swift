// How does Python write a value into a text? Format specifications, `str.format` and the `%` of texts.

import BigInt
import Configurables
import Foundation
import PythonText
import SourceText

/// `[[fill]align][sign][#][0][width][grouping][.precision][type]`.
struct PythonFormat {
  var fill: Unicode.Scalar = " "
  /// Nil for the kind's own.
  var align: Unicode.Scalar?
  var sign: Unicode.Scalar = "-"
  var isAlternate = false
  var isZeroPadded = false
  var width = 0
  var grouping: Unicode.Scalar?
  var precision: Int?
  var type: Unicode.Scalar?

  /// Nil for what is no specification.
  init?(_ text: String) {
    var rest = Array(text.unicodeScalars)[...]
    func isAlign(_ scalar: Unicode.Scalar) -> Bool { ["<", ">", "^", "="].contains(scalar) }
    if rest.count > 1, isAlign(rest[rest.startIndex + 1]) {
      fill = rest.removeFirst()
      align = rest.removeFirst()
    } else if let first = rest.first, isAlign(first) {
      align = rest.removeFirst()
    }
    if let first = rest.first, ["+", "-", " "].contains(first) { sign = rest.removeFirst() }
    if rest.first == "#" {
      isAlternate = true
      rest.removeFirst()
    }
    if rest.first == "0" {
      rest.removeFirst()
      isZeroPadded = true
      if align == nil {
        align = "="
        fill = "0"
      }
    }
    guard let width = Self.number(&rest) else { return nil }
    self.width = width
    if let first = rest.first, first == "," || first == "_" { grouping = rest.removeFirst() }
    if rest.first == "." {
      rest.removeFirst()
      guard let first = rest.first, ("0"..."9").contains(first), let precision = Self.number(&rest) else { return nil }
      self.precision = precision
    }
    type = rest.popFirst()
    guard rest.isEmpty else { return nil }
  }

  private static func number(_ rest: inout ArraySlice<Unicode.Scalar>) -> Int? {
    var value = 0
    while let first = rest.first, ("0"..."9").contains(first) {
      value = value * 10 + Int(first.value - 48)
      guard value < 10_000 else { return nil }
      rest.removeFirst()
    }
    return value
  }

  /// Fills up to the width.
  func padded(_ prefix: String, _ body: String, ownAlign: Unicode.Scalar) -> String {
    let missing = max(width - prefix.unicodeScalars.count - body.unicodeScalars.count, 0)
    func filling(_ count: Int) -> String { String(repeating: String(fill), count: count) }
    switch align ?? ownAlign {
    case "<": return prefix + body + filling(missing)
    case "^": return filling(missing / 2) + prefix + body + filling(missing - missing / 2)
    case "=": return prefix + filling(missing) + body
    default: return filling(missing) + prefix + body
    }
  }

  /// Separators between groups of digits from the right.
  static func grouped(_ digits: String, _ separator: Unicode.Scalar, every size: Int) -> String {
    let characters = Array(digits)
    var result = ""
    for (place, digit) in characters.enumerated() {
      if place > 0, (characters.count - place) % size == 0 { result.unicodeScalars.append(separator) }
      result.append(digit)
    }
    return result
  }
}

extension PythonInterpreter {
  /// `format(value, specification)`.
  func formatted(
    _ value: PythonObject, _ specification: String, _ range: TextRange, _ frame: PythonFrame
  ) throws -> String {
    if case .instance(let instance) = value, instance.type.mayHave("__format__") {
      throw giveUp(EvaluationWords.pythonFormat, range, frame.module)
    }
    guard !specification.isEmpty else { return try text(of: value, range, frame) }
    func refuse(_ message: String) -> EvaluationStop { raise("ValueError", message, range, frame.module) }
    switch value {
    case .string, .int, .big, .bool, .float: break
    case .none, .list, .tuple, .dictionary, .set, .range:
      throw raise(
        "TypeError", "unsupported format string passed to \(value.typeName).__format__", range, frame.module)
    default: throw giveUp(EvaluationWords.pythonFormat, range, frame.module)
    }
    guard let format = PythonFormat(specification) else {
      throw giveUp(EvaluationWords.pythonFormat, range, frame.module)
    }
    let text: String
    switch number(value) {
    case .string(let string): text = try formatted(string, format, refuse, range, frame)
    case .int(let whole): text = try formatted(BigInt(whole), format, refuse, range, frame)
    case .big(let whole): text = try formatted(whole, format, refuse, range, frame)
    case .float(let double): text = try formatted(double, format, refuse, range, frame)
    default: throw giveUp(EvaluationWords.pythonFormat, range, frame.module)
    }
    try execution.charge(PythonBytes.text(text.utf8.count))
    return text
  }

  private func formatted(
    _ string: String, _ format: PythonFormat, _ refuse: (String) -> EvaluationStop, _ range: TextRange,
    _ frame: PythonFrame
  ) throws -> String {
    if let type = format.type, type != "s" {
      throw refuse("Unknown format code '\(type)' for object of type 'str'")
    }
    guard format.sign == "-", !format.isAlternate, format.grouping == nil, format.align != "=" else {
      throw giveUp(EvaluationWords.pythonFormat, range, frame.module)
    }
    let scalars = string.unicodeScalars
    let body = format.precision.map { PythonStrings.string(scalars.prefix($0)) } ?? string
    return format.padded("", body, ownAlign: "<")
  }

  private func formatted(
    _ whole: BigInt, _ format: PythonFormat, _ refuse: (String) -> EvaluationStop, _ range: TextRange,
    _ frame: PythonFrame
  ) throws -> String {
    let type = format.type ?? "d"
    if ["e", "E", "f", "F", "g", "G", "%"].contains(type) {
      let number = try double(PythonObject(whole), range, frame)
      return try formatted(number, format, refuse, range, frame)
    }
    let radix: [Unicode.Scalar: (Int, String)] = [
      "d": (10, ""), "b": (2, "0b"), "o": (8, "0o"), "x": (16, "0x"), "X": (16, "0X"),
    ]
    guard let (base, mark) = radix[type] else {
      guard type != "n", type != "c" else { throw giveUp(EvaluationWords.pythonFormat, range, frame.module) }
      throw refuse("Unknown format code '\(type)' for object of type 'int'")
    }
    guard format.precision == nil else { throw refuse("Precision not allowed in integer format specifier") }
    var digits = String(whole.magnitude, radix: base, uppercase: type == "X")
    if let separator = format.grouping {
      guard separator == "_" || base == 10 else { throw refuse("Cannot specify ',' with '\(type)'.") }
      guard format.fill != "0" || format.align != "=" else {
        throw giveUp(EvaluationWords.pythonFormat, range, frame.module)
      }
      digits = PythonFormat.grouped(digits, separator, every: base == 10 ? 3 : 4)
    }
    let sign = whole < 0 ? "-" : format.sign == "-" ? "" : String(format.sign)
    return format.padded(sign + (format.isAlternate ? mark : ""), digits, ownAlign: ">")
  }

  private func formatted(
    _ number: Double, _ format: PythonFormat, _ refuse: (String) -> EvaluationStop, _ range: TextRange,
    _ frame: PythonFrame
  ) throws -> String {
    let type = format.type
    if let type, !["e", "E", "f", "F", "g", "G", "%"].contains(type) {
      guard type != "n" else { throw giveUp(EvaluationWords.pythonFormat, range, frame.module) }
      throw refuse("Unknown format code '\(type)' for object of type 'float'")
    }
    let isNegative = number.sign == .minus && !number.isNaN
    let magnitude = abs(number)
    var body = PythonFormat.digits(magnitude, type, format.precision, isAlternate: format.isAlternate)
    if let separator = format.grouping {
      guard format.fill != "0" || format.align != "=" else {
        throw giveUp(EvaluationWords.pythonFormat, range, frame.module)
      }
      let whole = body.prefix { $0.isNumber }
      body = PythonFormat.grouped(String(whole), separator, every: 3) + body.dropFirst(whole.count)
    }
    let sign = isNegative ? "-" : format.sign == "-" ? "" : String(format.sign)
    return format.padded(sign, body, ownAlign: ">")
  }

  // MARK: %

  /// `'%d of %s' % values`, as `PyUnicode_Format` of CPython reads it.
  func percentFormatted(
    _ format: String, _ values: PythonObject, _ range: TextRange, _ frame: PythonFrame
  ) throws -> String {
    var result = ""
    var rest = Array(format.unicodeScalars)[...]
    let all: [PythonObject]
    if case .tuple(let tuple) = values { all = tuple.items } else { all = [values] }
    var used = 0
    var usesNames = false
    func fail(_ words: String) -> EvaluationStop { raise("TypeError", words, range, frame.module) }
    while let scalar = rest.popFirst() {
      guard scalar == "%" else {
        result.unicodeScalars.append(scalar)
        continue
      }
      if rest.first == "%" {
        rest.removeFirst()
        result += "%"
        continue
      }
      var value: PythonObject?
      if rest.first == "(" {
        guard case .dictionary(let table) = values, table.kind == nil, let end = rest.firstIndex(of: ")") else {
          throw giveUp(EvaluationWords.pythonFormat, range, frame.module)
        }
        let name = PythonObject.string(PythonStrings.string(rest[(rest.startIndex + 1)..<end]))
        rest = rest[(end + 1)...]
        guard let found = table[try key(name, range, frame)] else { throw try raise(missing: name, range, frame) }
        value = found
        usesNames = true
      }
      guard let directive = PythonPercent(&rest) else {
        throw giveUp(EvaluationWords.pythonFormat, range, frame.module)
      }
      if value == nil {
        guard used < all.count else { throw fail("not enough arguments for format string") }
        value = all[used]
        used += 1
      }
      result += try formatted(value ?? .none, directive, range, frame)
    }
    if used < all.count, !usesNames {
      switch values {
      // A mapping need not be used up, and a list passes for one.
      case .dictionary, .list: break
      case .tuple, .none, .bool, .int, .big, .float, .string, .set:
        throw fail("not all arguments converted during string formatting")
      default: throw giveUp(EvaluationWords.pythonFormat, range, frame.module)
      }
    }
    return result
  }

  private func formatted(
    _ value: PythonObject, _ directive: PythonPercent, _ range: TextRange, _ frame: PythonFrame
  ) throws -> String {
    var format = directive.format
    func fail(_ words: String) -> EvaluationStop { raise("TypeError", words, range, frame.module) }
    switch directive.type {
    case "s", "r":
      let text = directive.type == "s" ? try text(of: value, range, frame) : try repr(of: value, range, frame)
      let shown = format.precision.map { PythonStrings.string(text.unicodeScalars.prefix($0)) } ?? text
      if format.align == "=" { format.align = nil }
      format.fill = " "
      return format.padded("", shown, ownAlign: ">")
    case "d", "i", "u", "x", "X", "o":
      guard format.precision == nil else { throw giveUp(EvaluationWords.pythonFormat, range, frame.module) }
      let isDecimal = ["d", "i", "u"].contains(directive.type)
      var whole = number(value)
      if case .float(let number) = whole, isDecimal {
        whole = try integer(
          number.rounded(.towardZero), PythonCall(name: "int", positional: [], range: range, frame: frame))
      }
      switch whole {
      case .int, .big: break
      default:
        guard value.isKnown else { throw giveUp(EvaluationWords.pythonFormat, range, frame.module) }
        throw fail(
          isDecimal
            ? "%\(directive.type) format: a real number is required, not \(value.typeName)"
            : "%\(directive.type) format: an integer is required, not \(value.typeName)")
      }
      format.type = isDecimal ? "d" : directive.type
      return try formatted(BigInt(exactly: whole) ?? 0, format, { fail($0) }, range, frame)
    case "e", "E", "f", "F", "g", "G":
      let double = try double(value, range, frame)
      format.type = directive.type
      return try formatted(double, format, { fail($0) }, range, frame)
    default: throw giveUp(EvaluationWords.pythonFormat, range, frame.module)
    }
  }
}

/// What stands behind a `%`: flags, width, precision, type.
struct PythonPercent {
  var format: PythonFormat
  var type: Unicode.Scalar

  init?(_ rest: inout ArraySlice<Unicode.Scalar>) {
    guard var format = PythonFormat("") else { return nil }
    var isLeft = false
    flags: while let flag = rest.first {
      switch flag {
      case "-": isLeft = true
      case "+": format.sign = "+"
      case " ": if format.sign == "-" { format.sign = " " }
      case "#": format.isAlternate = true
      case "0": format.isZeroPadded = true
      default: break flags
      }
      rest.removeFirst()
    }
    func number() -> Int {
      var value = 0
      while let first = rest.first, ("0"..."9").contains(first), value < 10_000 {
        value = value * 10 + Int(first.value - 48)
        rest.removeFirst()
      }
      return value
    }
    format.width = number()
    if rest.first == "." {
      rest.removeFirst()
      format.precision = number()
    }
    guard let type = rest.popFirst(), "srdiuxXoeEfFgG".unicodeScalars.contains(type) else { return nil }
    if isLeft {
      format.align = "<"
    } else if format.isZeroPadded {
      format.align = "="
      format.fill = "0"
    }
    self.format = format
    self.type = type
  }
}

extension BigInt {
  fileprivate init?(exactly object: PythonObject) {
    switch object {
    case .int(let number): self.init(number)
    case .big(let number): self = number
    default: return nil
    }
  }
}

extension PythonFormat {
  /// The digits of a number that is not negative.
  static func digits(_ value: Double, _ type: Unicode.Scalar?, _ precision: Int?, isAlternate: Bool) -> String {
    let isUpper = type.map { ["E", "F", "G"].contains($0) } ?? false
    guard value.isFinite else {
      let name = value.isNaN ? "nan" : "inf"
      return (isUpper ? name.uppercased() : name) + (type == "%" ? "%" : "")
    }
    let mark = isAlternate ? "#" : ""
    switch type {
    case "%": return String(format: "%\(mark).*f", locale: nil, precision ?? 6, value * 100) + "%"
    case "e", "E", "f", "F", "g", "G":
      let letter = type.map { String($0) } ?? "f"
      return String(format: "%\(mark).*\(letter)", locale: nil, precision ?? 6, value)
    default: break
    }
    guard let precision else { return PythonRepr.text(of: value) }
    return general(value, max(precision, 1))
  }

  /// As `g`, but with a digit behind the period, and with an exponent one place earlier.
  private static func general(_ value: Double, _ precision: Int) -> String {
    if value == 0 { return precision > 1 ? "0.0" : "0e+00" }
    let scientific = String(format: "%.*e", locale: nil, precision - 1, value)
    let parts = scientific.split(separator: "e")
    guard parts.count == 2, let exponent = Int(parts[1]) else { return scientific }
    if exponent < -4 || exponent + 1 > precision - 1 {
      var mantissa = String(parts[0])
      if mantissa.contains(".") {
        while mantissa.hasSuffix("0") { mantissa.removeLast() }
        if mantissa.hasSuffix(".") { mantissa.removeLast() }
      }
      return mantissa + "e" + parts[1]
    }
    var fixed = String(format: "%.*f", locale: nil, max(precision - 1 - exponent, 1), value)
    while fixed.hasSuffix("0"), !fixed.hasSuffix(".0") { fixed.removeLast() }
    return fixed
  }
}
