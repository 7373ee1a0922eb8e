// Which labels can follow inside a construction? The fields that are not set yet, each with what it has without it.
//
// While a call is being typed it does not parse, so the text before the cursor says which call it is.

import Configurables
import Resolution
import SourceText

struct ExperimentCompletion {
  let analysis: Analysis
  let code: DefinitionFile
  let offset: TextOffset

  private var index: DefinitionIndex { analysis.definitions }

  var items: [CompletionItem] {
    guard !index.experiments.types.isEmpty, let call = OpenCall(code.text.bytes, before: offset.utf8),
      call.canHoldLabel, let id = index.experiments.type(named: call.callee, in: code, index.files)
    else { return [] }
    let home = index.experiments.types[id]
    let range = TextRange(offset.advanced(by: -call.typed.utf8.count), offset)
    let parent = parent(of: call, id)
    return home.type.fields.enumerated().compactMap { place, field in
      let name = field.parameter.name
      guard field.standing != .pinned, !call.labels.contains(name) else { return nil }
      let separator = code.language == .swift ? ": " : "="
      return CompletionItem(
        label: name, kind: .parameter, detail: detail(of: field, id, parent), range: range, text: name + separator,
        filter: name, order: 2, configType: id)
    }
  }

  /// `int = 3, from first (first.py:3)`: what the field has where nothing is typed, and where that was said.
  private func detail(
    of field: ConfigType.Field, _ type: ExperimentIndex.TypeID,
    _ parent: (fields: (String) -> ResolvedField?, name: String)?
  ) -> String {
    let written = field.parameter.typeText ?? ""
    if let parent, let inherited = parent.fields(field.parameter.name), !inherited.value.text.isEmpty {
      let place = inherited.sources.first.map { analysis.place($0.statement) }
      return written + " = " + ValueSummary(inherited.value).text + FeatureWords.fromParent(parent.name, place)
    }
    guard let (text, place) = analysis.initial(of: field, type) else { return written + FeatureWords.isRequired }
    return written + " = " + text + FeatureWords.defaultAt(place)
  }

  /// Where the fields come from that the call does not set.
  private func parent(
    of call: OpenCall, _ type: ExperimentIndex.TypeID
  ) -> (fields: (String) -> ResolvedField?, name: String)? {
    guard let path = call.parent,
      let (id, inner) = index.experiments.experiment(named: path, in: code, index.files)
    else { return nil }
    let resolved = analysis.resolved(id)
    return ({ resolved.field(inner + [$0]) }, path.joined(separator: "."))
  }
}

extension Analysis {
  /// What a field has without a parent, as it is written: the argument of the type's `pdefaults`, else its initial value.
  func initial(of field: ConfigType.Field, _ type: ExperimentIndex.TypeID) -> (text: String, place: Words)? {
    for given in definitions.experiments.defaults.reversed() where given.type == type {
      guard case .call(_, let arguments) = given.defaults.construction.kind,
        let argument = arguments.first(where: { $0.label == field.parameter.name })
      else { continue }
      let written = FileLocation(given.file, argument.value.range)
      return (oneLine(definitions.files[given.file]?.text[argument.value.range] ?? ""), place(written))
    }
    guard let text = field.parameter.defaultText else { return nil }
    return (text, place(definitions.experiments.types[type].place(of: field)))
  }
}

/// The innermost call whose bracket is open at a place, as its text tells.
private struct OpenCall {
  /// The path before the bracket.
  let callee: [String]
  /// What has a label already, behind the cursor too.
  let labels: Set<String>
  /// The path of the first argument without a label.
  let parent: [String]?
  /// The name that is being typed.
  let typed: String
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
    parent = before.first { $0.label == nil && !$0.isEmpty }.flatMap { Self.path($0.text) }.flatMap {
      $0.isEmpty ? nil : $0
    }
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
