// Which call is being typed? It does not parse yet, so the text around the cursor says it.

import Configurables
import SourceText

/// The innermost call whose bracket is open at a place, as its text tells. Lists, tuples and the like that are open
/// inside one of its arguments belong to that argument.
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
  /// Whether it is where an argument begins that no label and, in Swift, no parent stands before.
  let canHoldParent: Bool
  /// Whether it is where the value behind a label begins.
  let beginsValue: Bool
  /// The names before the period that the name is typed behind: `first.opt` of `first.opt.l`.
  let path: [String]

  private static let farthest = 20_000

  init?(_ text: [UInt8], _ language: Language, before end: Int) {
    guard end >= 0, end <= text.count else { return nil }
    let code = BareCode(text, language, at: end)
    guard !code.isComment else { return nil }
    let bytes = code.bytes
    var start = end
    while start > 0, bytes[start - 1].isNamePart { start -= 1 }
    typed = String(decoding: text[start..<end], as: UTF8.self)
    guard let (open, callee, depth) = Self.openCall(bytes, language, before: start) else { return nil }
    self.callee = callee
    let before = Self.arguments(bytes, open + 1, start, language)
    canHoldLabel = depth == 0 && before.last.map(\.isEmpty) ?? true
    let given = before.dropLast()
    canHoldParent = canHoldLabel && (language == .swift ? given.isEmpty : given.allSatisfy { $0.label == nil })
    beginsValue = depth == 0 && before.last?.isOnlyLabel ?? false
    path = code.isText ? [] : Self.path(bytes, before: start)
    let close = Self.closingBracket(bytes, from: end, depth: depth)
    let behind = Self.arguments(bytes, end, close, depth: depth, language)
    // A label whose name the cursor is in is still being chosen.
    labels = Set((before + behind.dropFirst(typed.isEmpty ? 0 : 1)).compactMap(\.label))
    // The argument goes on behind the cursor.
    let argument = Argument(text: bytes[(before.last?.text.startIndex ?? end)..<end], language: language)
    current = argument.label ?? (canHoldLabel && !typed.isEmpty ? behind.first?.label(behind: typed) : nil)
    last = before.dropLast().last { $0.label != nil }?.label
    parent = before.first { $0.label == nil && !$0.isEmpty }.flatMap { Self.path($0.text) }.flatMap {
      $0.isEmpty ? nil : $0
    }
  }

  private struct Argument {
    let text: ArraySlice<UInt8>
    let language: Language
    var isEmpty: Bool { text.allSatisfy { $0 <= 0x20 } }

    /// Whether nothing stands behind the label.
    var isOnlyLabel: Bool {
      let sign = language == .swift ? UInt8(ascii: ":") : UInt8(ascii: "=")
      return label != nil && text.last { $0 > 0x20 } == sign && text.count { $0 == sign } == 1
    }

    /// The name before `=` in Python, before `:` in Swift.
    var label: String? { label(behind: "") }

    /// The same where the name begins with what stands before the text.
    func label(behind typed: String) -> String? {
      let trimmed = typed.isEmpty ? text.drop { $0 <= 0x20 } : text
      let name = trimmed.prefix(while: \.isNamePart)
      let rest = trimmed.dropFirst(name.count).drop { $0 == 0x20 }
      let sign = language == .swift ? UInt8(ascii: ":") : UInt8(ascii: "=")
      guard !(typed.isEmpty && name.isEmpty), rest.first == sign, rest.dropFirst().first != UInt8(ascii: "=") else {
        return nil
      }
      return typed + String(decoding: name, as: UTF8.self)
    }
  }

  /// The names before a period that ends at a place; none where something else than names stands before it.
  private static func path(_ bytes: [UInt8], before end: Int) -> [String] {
    guard end > 0, bytes[end - 1] == UInt8(ascii: ".") else { return [] }
    let start = startOfPath(bytes, before: end - 1)
    return isBehindBracket(bytes, start) ? [] : path(bytes[start..<end - 1])
  }

  /// Back over names and periods.
  private static func startOfPath(_ bytes: [UInt8], before end: Int) -> Int {
    bytes[..<end].lastIndex { !($0.isNamePart || $0 == UInt8(ascii: ".")) }.map { $0 + 1 } ?? 0
  }

  /// `f().` and `f[0](` speak of what nobody knows.
  private static func isBehindBracket(_ bytes: [UInt8], _ place: Int) -> Bool {
    place > 0 && [UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}")].contains(bytes[place - 1])
  }

  private static func path(_ text: ArraySlice<UInt8>) -> [String] {
    let words = String(decoding: text, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    guard words.count == 1, words[0].utf8.allSatisfy({ $0.isNamePart || $0 == UInt8(ascii: ".") }) else { return [] }
    return words[0].split(separator: ".").map(String.init)
  }

  /// The bracket and the path before it, and how many brackets are open inside.
  private static func openCall(
    _ bytes: [UInt8], _ language: Language, before end: Int
  ) -> (open: Int, callee: [String], depth: Int)? {
    var end = end
    for depth in 0... {
      guard let open = openBracket(bytes, before: end) else { return nil }
      switch bytes[open] {
      // A closure is code of its own.
      case UInt8(ascii: "{") where language == .swift: return nil
      case UInt8(ascii: "("):
        let start = startOfPath(bytes, before: open)
        let callee = path(bytes[start..<open])
        if !callee.isEmpty { return (open, callee, depth) }
        // A bracket behind anything else groups.
        if isBehindBracket(bytes, start) { return nil }
      default: break
      }
      end = open
    }
    return nil
  }

  private static func openBracket(_ bytes: [UInt8], before end: Int) -> Int? {
    var depth = 0
    var index = end
    while index > 0, end - index < farthest {
      index -= 1
      switch bytes[index] {
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth += 1
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
        if depth == 0 { return index }
        depth -= 1
      default: break
      }
    }
    return nil
  }

  /// The bracket that closes the call, where `depth` others have to be closed before.
  private static func closingBracket(_ bytes: [UInt8], from start: Int, depth: Int) -> Int {
    var depth = depth
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
  private static func arguments(
    _ bytes: [UInt8], _ start: Int, _ end: Int, depth: Int = 0, _ language: Language
  ) -> [Argument] {
    var found: [Argument] = []
    var depth = depth
    var from = start
    for index in start..<max(start, end) {
      switch bytes[index] {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
      case UInt8(ascii: ",") where depth == 0:
        found.append(Argument(text: bytes[from..<index], language: language))
        from = index + 1
      default: break
      }
    }
    return found + [Argument(text: bytes[min(from, end)..<max(from, end)], language: language)]
  }
}
