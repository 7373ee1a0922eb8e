// Which call is being typed? It does not parse yet, so the text around the cursor says it.

/// The innermost call whose bracket is open at a place, as its text tells.
struct OpenCall {
  /// The path before the bracket.
  let callee: [String]
  /// What has a label already, behind the cursor too.
  let labels: Set<String>
  /// The path of the first argument without a label.
  let parent: [String]?
  /// The name that is being typed.
  let typed: String
  /// The label of the argument that the cursor is in.
  let current: String?
  /// The last label before it.
  let last: String?
  /// Whether the cursor is where an argument begins.
  let canHoldLabel: Bool

  private static let farthest = 20_000

  init?(_ bytes: [UInt8], before end: Int) {
    guard end >= 0, end <= bytes.count else { return nil }
    var start = end
    while start > 0, Self.isNamePart(bytes[start - 1]) { start -= 1 }
    typed = String(decoding: bytes[start..<end], as: UTF8.self)
    guard let open = Self.openBracket(bytes, before: start) else { return nil }
    var nameStart = open
    while nameStart > 0, Self.isNamePart(bytes[nameStart - 1]) || bytes[nameStart - 1] == UInt8(ascii: ".") {
      nameStart -= 1
    }
    callee = Self.path(bytes[nameStart..<open])
    guard !callee.isEmpty else { return nil }
    let before = Self.arguments(bytes, open + 1, start)
    canHoldLabel = before.last.map(\.isEmpty) ?? true
    let close = Self.closingBracket(bytes, from: end)
    let behind = Self.arguments(bytes, end, close)
    labels = Set((before + behind).compactMap(\.label))
    // The argument goes on behind the cursor.
    let argument = Argument(text: before.last.map { bytes[$0.text.startIndex..<min(end, close)] } ?? [])
    current = argument.label ?? (typed.isEmpty ? nil : Self.label(typed, behind.first))
    last = before.dropLast().last { $0.label != nil }?.label
    parent = before.first { $0.label == nil && !$0.isEmpty }.flatMap { Self.path($0.text) }.flatMap {
      $0.isEmpty ? nil : $0
    }
  }

  /// The cursor is in the label itself.
  private static func label(_ typed: String, _ rest: Argument?) -> String? {
    guard let rest else { return nil }
    let name = rest.text.prefix(while: isNamePart)
    let sign = rest.text.dropFirst(name.count).drop { $0 == 0x20 }.prefix(2)
    guard let first = sign.first, first == UInt8(ascii: "=") || first == UInt8(ascii: ":"),
      sign.dropFirst().first != UInt8(ascii: "=")
    else { return nil }
    return typed + String(decoding: name, as: UTF8.self)
  }

  private struct Argument {
    let text: ArraySlice<UInt8>
    var isEmpty: Bool { text.allSatisfy { $0 <= 0x20 } }

    /// The name before `=` or `:`.
    var label: String? {
      let trimmed = text.drop { $0 <= 0x20 }
      let name = trimmed.prefix(while: OpenCall.isNamePart)
      let rest = trimmed.dropFirst(name.count).drop { $0 == 0x20 }
      guard !name.isEmpty, let sign = rest.first, sign == UInt8(ascii: "=") || sign == UInt8(ascii: ":"),
        rest.dropFirst().first != UInt8(ascii: "=")
      else { return nil }
      return String(decoding: name, as: UTF8.self)
    }
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || byte >= 0x80 || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
      || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
  }

  private static func path(_ text: ArraySlice<UInt8>) -> [String] {
    let words = String(decoding: text, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    guard words.count == 1, words[0].utf8.allSatisfy({ isNamePart($0) || $0 == UInt8(ascii: ".") }) else { return [] }
    return words[0].split(separator: ".").map(String.init)
  }

  private static func openBracket(_ bytes: [UInt8], before end: Int) -> Int? {
    var depth = 0
    var index = end
    while index > 0, end - index < farthest {
      index -= 1
      switch bytes[index] {
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth += 1
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
        if depth == 0 { return bytes[index] == UInt8(ascii: "(") ? index : nil }
        depth -= 1
      default: break
      }
    }
    return nil
  }

  private static func closingBracket(_ bytes: [UInt8], from start: Int) -> Int {
    var depth = 0
    var index = start
    while index < bytes.count, index - start < farthest {
      switch bytes[index] {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        if depth == 0 { return index }
        depth -= 1
      default: break
      }
      index += 1
    }
    return index
  }

  /// Cut at the commas that stand in no bracket; the last one is what is unfinished.
  private static func arguments(_ bytes: [UInt8], _ start: Int, _ end: Int) -> [Argument] {
    var found: [Argument] = []
    var depth = 0
    var from = start
    // What lies before `from` is a comment that was skipped.
    for index in start..<max(start, end) where index >= from {
      switch bytes[index] {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
      case UInt8(ascii: ",") where depth == 0:
        found.append(Argument(text: bytes[from..<index]))
        from = index + 1
      // A comment ends with its line.
      case UInt8(ascii: "#"), UInt8(ascii: "/"):
        guard depth == 0, bytes[from..<index].allSatisfy({ $0 <= 0x20 }) else { break }
        from = Self.lineEnd(bytes, index, end)
      default: break
      }
    }
    return found + [Argument(text: bytes[min(from, end)..<max(from, end)])]
  }

  private static func lineEnd(_ bytes: [UInt8], _ index: Int, _ end: Int) -> Int {
    bytes[index..<end].firstIndex(of: UInt8(ascii: "\n")) ?? end
  }
}
