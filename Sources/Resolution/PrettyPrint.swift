// How does Python lay out a long value? `pprint.pformat` with a width, for what a config can hold.

package import Configurables
import PythonText

/// A value as gin-config keeps it: literals, containers, and the `repr` of references and macros.
package enum PrintedValue: Sendable {
  case literal(Value)
  /// A reference or a macro, by its text.
  case name(String)
  case list([PrintedValue])
  case tuple([PrintedValue])
  case dictionary([PrintedEntry])

  /// `repr`, but with the keys of dictionaries sorted, as `pprint` writes a value that fits.
  var line: String {
    switch self {
    case .literal(let value): value.text
    case .name(let text): text
    case .list(let parts): "[" + parts.map(\.line).joined(separator: ", ") + "]"
    case .tuple(let parts): "(" + parts.map(\.line).joined(separator: ", ") + (parts.count == 1 ? ",)" : ")")
    case .dictionary(let entries):
      "{" + Self.sorted(entries).map { $0.key.line + ": " + $0.value.line }.joined(separator: ", ") + "}"
    }
  }

  static func sorted(
    _ entries: [PrintedEntry]
  ) -> [PrintedEntry] {
    entries.enumerated().sorted { left, right in
      if left.element.key.isBefore(right.element.key) { return true }
      if right.element.key.isBefore(left.element.key) { return false }
      return left.offset < right.offset
    }.map(\.element)
  }

  /// Python's `<`, and where there is none the order of the types' names (`pprint._safe_key`).
  private func isBefore(_ other: PrintedValue) -> Bool {
    if let left = number, let right = other.number { return left < right }
    switch (self, other) {
    case (.literal(.string(let left)), .literal(.string(let right))):
      return left.unicodeScalars.lexicographicallyPrecedes(right.unicodeScalars)
    case (.literal(.bytes(let left)), .literal(.bytes(let right))): return left.lexicographicallyPrecedes(right)
    case (.tuple(let left), .tuple(let right)):
      for (one, two) in zip(left, right) {
        if one.isBefore(two) { return true }
        if two.isBefore(one) { return false }
      }
      return left.count < right.count
    default: return typeName < other.typeName
    }
  }

  /// One text for all keys that Python takes for equal: `1`, `1.0` and `True`.
  var identity: String {
    switch self {
    case .literal(.boolean(let flag)): flag ? "1" : "0"
    case .literal(.double(let number)): Int(exactly: number).map { String($0) } ?? line
    case .tuple(let parts): "(" + parts.map { $0.identity + "," }.joined() + ")"
    default: line
    }
  }

  /// Whether gin-config would read back what it writes: infinities and most complex numbers it would not.
  package var isRepresentable: Bool {
    switch self {
    case .literal(.double(let number)): number.isFinite
    case .literal(.complex(let real, let imaginary)):
      real == 0 && real.sign == .plus && imaginary.sign == .plus && imaginary.isFinite
    case .literal: true
    case .name(let text): !text.isEmpty
    case .list(let parts), .tuple(let parts): parts.allSatisfy(\.isRepresentable)
    case .dictionary(let entries): entries.allSatisfy { $0.key.isRepresentable && $0.value.isRepresentable }
    }
  }

  private var number: Double? {
    switch self {
    case .literal(.boolean(let flag)): flag ? 1 : 0
    case .literal(.integer(let number)): Double(number)
    case .literal(.bigInteger(let digits)): Double(digits)
    case .literal(.double(let number)): number
    default: nil
    }
  }

  private var typeName: String {
    switch self {
    case .literal(.none): "NoneType"
    case .literal(.boolean): "bool"
    case .literal(.integer), .literal(.bigInteger): "int"
    case .literal(.double): "float"
    case .literal(.complex): "complex"
    case .literal(.string): "str"
    case .literal(.bytes): "bytes"
    case .literal: "object"
    case .name: "gin.config.ConfigurableReference"
    case .list: "list"
    case .tuple: "tuple"
    case .dictionary: "dict"
    }
  }
}

/// A key of a dictionary with its value.
package struct PrintedEntry: Sendable {
  package var key: PrintedValue
  package var value: PrintedValue

  package init(key: PrintedValue, value: PrintedValue) {
    self.key = key
    self.value = value
  }
}

/// One run of `pprint.PrettyPrinter`, with its names for indent and allowance.
struct PrettyPrint {
  private let width: Int
  private var text = ""

  /// - Parameter width: in characters.
  static func format(_ value: PrintedValue, width: Int) -> String {
    var printer = PrettyPrint(width: width)
    printer.format(value, indent: 0, allowance: 0, level: 0)
    return printer.text
  }

  private init(width: Int) { self.width = width }

  private mutating func format(_ value: PrintedValue, indent: Int, allowance: Int, level: Int) {
    let line = value.line
    guard line.unicodeScalars.count > width - indent - allowance else {
      text += line
      return
    }
    switch value {
    case .list(let parts):
      text += "["
      format(parts, indent: indent + 1, allowance: allowance + 1, level: level + 1)
      text += "]"
    case .tuple(let parts):
      let close = parts.count == 1 ? ",)" : ")"
      text += "("
      format(parts, indent: indent + 1, allowance: allowance + close.count, level: level + 1)
      text += close
    case .dictionary(let entries):
      text += "{"
      format(PrintedValue.sorted(entries), indent: indent + 1, allowance: allowance + 1, level: level + 1)
      text += "}"
    case .literal(.string(let string)): format(string, line, indent: indent, allowance: allowance, level: level + 1)
    case .literal(.bytes(let bytes)): format(bytes, indent: indent, allowance: allowance, level: level + 1)
    case .literal, .name: text += line
    }
  }

  private mutating func format(_ parts: [PrintedValue], indent: Int, allowance: Int, level: Int) {
    for (place, part) in parts.enumerated() {
      if place > 0 { newLine(",", indent) }
      format(part, indent: indent, allowance: place == parts.count - 1 ? allowance : 1, level: level)
    }
  }

  private mutating func format(
    _ entries: [PrintedEntry], indent: Int, allowance: Int, level: Int
  ) {
    for (place, entry) in entries.enumerated() {
      if place > 0 { newLine(",", indent) }
      let key = entry.key.line
      text += key + ": "
      format(
        entry.value, indent: indent + key.unicodeScalars.count + 2,
        allowance: place == entries.count - 1 ? allowance : 1, level: level)
    }
  }

  private mutating func newLine(_ delimiter: String, _ indent: Int) {
    text += delimiter + "\n" + String(repeating: " ", count: indent)
  }

  // MARK: Strings

  private mutating func format(_ string: String, _ whole: String, indent: Int, allowance: Int, level: Int) {
    let indent = indent + (level == 1 ? 1 : 0)
    let allowance = allowance + (level == 1 ? 1 : 0)
    let lines = Self.lines(of: Array(string.unicodeScalars))
    var chunks: [String] = []
    for (place, line) in lines.enumerated() {
      let isLast = place == lines.count - 1
      let written = Self.written(line)
      if written.unicodeScalars.count <= width - indent - (isLast ? allowance : 0) {
        chunks.append(written)
      } else {
        chunks += Self.broken(line, width: width - indent, lastWidth: width - indent - (isLast ? allowance : 0))
      }
    }
    guard chunks.count != 1 else {
      text += Self.written(lines.last ?? [])
      return
    }
    if level == 1 { text += "(" }
    for (place, chunk) in chunks.enumerated() {
      if place > 0 { newLine("", indent) }
      text += chunk
    }
    if level == 1 { text += ")" }
  }

  private static func written(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var string = ""
    string.unicodeScalars.append(contentsOf: scalars)
    return PythonRepr.text(of: string)
  }

  /// The words of a line with the white space behind them, as many on one line as fit.
  private static func broken(_ line: [Unicode.Scalar], width: Int, lastWidth: Int) -> [String] {
    let parts = words(of: line)
    var chunks: [String] = []
    var current: [Unicode.Scalar] = []
    for (place, part) in parts.enumerated() {
      let candidate = current + part
      if written(candidate).unicodeScalars.count > (place == parts.count - 1 ? lastWidth : width) {
        if !current.isEmpty { chunks.append(written(current)) }
        current = part
      } else {
        current = candidate
      }
    }
    if !current.isEmpty { chunks.append(written(current)) }
    return chunks
  }

  /// `re.findall(r'\S*\s*', line)`.
  private static func words(of line: [Unicode.Scalar]) -> [[Unicode.Scalar]] {
    var words: [[Unicode.Scalar]] = []
    var current: [Unicode.Scalar] = []
    var isInSpace = false
    for scalar in line {
      let isSpace = isSpace(scalar)
      if isInSpace, !isSpace {
        words.append(current)
        current = []
      }
      isInSpace = isSpace
      current.append(scalar)
    }
    return current.isEmpty ? words : words + [current]
  }

  /// `str.isspace`.
  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09...0x0D, 0x1C...0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }

  /// `str.splitlines(True)`.
  private static func lines(of scalars: [Unicode.Scalar]) -> [[Unicode.Scalar]] {
    var lines: [[Unicode.Scalar]] = []
    var current: [Unicode.Scalar] = []
    for (place, scalar) in scalars.enumerated() {
      current.append(scalar)
      switch scalar.value {
      case 0x0D where place + 1 < scalars.count && scalars[place + 1] == "\n": continue
      case 0x0A...0x0D, 0x1C...0x1E, 0x85, 0x2028, 0x2029:
        lines.append(current)
        current = []
      default: continue
      }
    }
    return current.isEmpty ? lines : lines + [current]
  }

  // MARK: Bytes

  private mutating func format(_ bytes: [UInt8], indent: Int, allowance: Int, level: Int) {
    guard bytes.count > 4 else {
      text += PythonRepr.text(ofBytes: bytes)
      return
    }
    let indent = indent + (level == 1 ? 1 : 0)
    let allowance = allowance + (level == 1 ? 1 : 0)
    if level == 1 { text += "(" }
    var isFirst = true
    for chunk in Self.chunks(of: bytes, width: width - indent, allowance: allowance) {
      if !isFirst { newLine("", indent) }
      isFirst = false
      text += chunk
    }
    if level == 1 { text += ")" }
  }

  /// `pprint._wrap_bytes_repr`: four bytes at a time.
  private static func chunks(of bytes: [UInt8], width: Int, allowance: Int) -> [String] {
    var chunks: [String] = []
    var current: [UInt8] = []
    let last = bytes.count / 4 * 4
    for start in stride(from: 0, to: bytes.count, by: 4) {
      let part = Array(bytes[start..<min(start + 4, bytes.count)])
      let candidate = current + part
      if PythonRepr.text(ofBytes: candidate).utf8.count > width - (start == last ? allowance : 0) {
        if !current.isEmpty { chunks.append(PythonRepr.text(ofBytes: current)) }
        current = part
      } else {
        current = candidate
      }
    }
    if !current.isEmpty { chunks.append(PythonRepr.text(ofBytes: current)) }
    return chunks
  }
}
