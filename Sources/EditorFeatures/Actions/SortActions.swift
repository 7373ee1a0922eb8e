// In which order do bindings stand? Macros first, then configurable by configurable, without a change of meaning.
//
// Imports, includes, refused statements and comments that stand alone stay where they are; what lies between two of them
// is sorted for itself. A comment belongs to the statement right below it, or before it on its line. Bindings of what may
// be one parameter keep their order, for the last one wins.

import Configurables
import GinSyntax
import Resolution
import SourceText

extension Refactoring {
  var sorting: ActionOffer? {
    let parts = SortedParts(gin).replacements
    guard !parts.isEmpty else { return nil }
    return ActionOffer(title: FeatureWords.sort, kind: .sort) {
      parts.map { change($0.range, to: $0.text) }
    }
  }
}

private struct SortedParts {
  private let gin: GinSyntax.GinFile
  private var text: SourceText { gin.text }

  init(_ gin: GinSyntax.GinFile) { self.gin = gin }

  /// A statement with the comments that are its own.
  private struct Item {
    let statement: GinStatement
    /// Whole lines.
    let lines: TextRange
    let key: Key
  }

  private struct Key: Comparable {
    /// Macros are 0, the rest 1.
    let rank: Int
    let selector: String
    let scope: String
    /// Empty for a block.
    let parameter: String

    static func < (left: Key, right: Key) -> Bool {
      if left.rank != right.rank { return left.rank < right.rank }
      if left.selector != right.selector { return left.selector < right.selector }
      if left.scope != right.scope { return left.scope < right.scope }
      return left.parameter < right.parameter
    }

    /// Equal for all that may name the same configurable in the same scope: by the last part of the selector, folded.
    var family: [String] {
      [String(rank), scope, DefinitionIndex.folded(selector.split(separator: ".").last.map(String.init) ?? selector)]
    }
  }

  var replacements: [(range: TextRange, text: String)] {
    runs.compactMap { run in
      let sorted = Self.sorted(run)
      guard let first = run.first, let last = run.last, sorted.map(\.statement.index) != run.map(\.statement.index)
      else { return nil }
      let whole = TextRange(first.lines.start, last.lines.end)
      return (whole, written(sorted, endsWithLine: text[whole].last?.isNewline ?? false))
    }
  }

  // MARK: Runs

  /// The stretches of statements with nothing between them that has to stay.
  private var runs: [[Item]] {
    guard gin.problems.isEmpty else { return [] }
    var runs: [[Item]] = [[]]
    var end = TextOffset.zero
    for statement in gin.statements where statement.block == nil {
      guard let key = key(of: statement), startsLine(statement) else {
        runs.append([])
        end = nextLine(statement.range.end)
        continue
      }
      let start = startWithComments(statement, notBefore: end)
      // What lies between is white space, or has to stay.
      if text[TextRange(end, start)].contains(where: { !$0.isWhitespace }) { runs.append([]) }
      end = endWithComments(statement)
      runs[runs.count - 1].append(Item(statement: statement, lines: TextRange(start, end), key: key))
    }
    return runs.filter { $0.count > 1 }
  }

  private func key(of statement: GinStatement) -> Key? {
    switch statement.content {
    case .macro(let macro): Key(rank: 0, selector: macro.name.text, scope: "", parameter: "")
    case .binding(let binding):
      Key(rank: 1, selector: binding.selector.text, scope: binding.scope.text, parameter: binding.parameter.text)
    case .block(let block): Key(rank: 1, selector: block.selector.text, scope: block.scope.text, parameter: "")
    case .import, .include, .incomplete: nil
    }
  }

  private func startsLine(_ statement: GinStatement) -> Bool {
    let line = text.range(ofLine: text.line(of: statement.range.start))
    return line.start == statement.range.start
  }

  private func nextLine(_ offset: TextOffset) -> TextOffset {
    let line = text.line(of: offset) + 1
    return line < text.lineCount ? TextOffset(text.lineStarts[line]) : TextOffset(text.length)
  }

  /// With the comment lines right above.
  private func startWithComments(_ statement: GinStatement, notBefore end: TextOffset) -> TextOffset {
    var line = text.line(of: statement.range.start)
    while line > 0 {
      let above = text.range(ofLine: line - 1)
      guard above.start >= end, text[above].first == "#" else { break }
      line -= 1
    }
    return text.range(ofLine: line).start
  }

  /// With a block's indented comments behind its last member.
  private func endWithComments(_ statement: GinStatement) -> TextOffset {
    var end = nextLine(statement.range.end)
    guard statement.kind == .block else { return end }
    while end.utf8 < text.length {
      let line = text.range(ofLine: text.line(of: end))
      guard let first = text[line].first, first == " " || first == "\t",
        text[line].first(where: { $0 != " " && $0 != "\t" }) == "#"
      else { break }
      end = nextLine(line.end)
    }
    return end
  }

  // MARK: Order

  private static func sorted(_ run: [Item]) -> [Item] {
    let keys = run.map(\.key)
    // Places are sorted, for an item is large.
    let places = run.indices.sorted { keys[$0] == keys[$1] ? $0 < $1 : keys[$0] < keys[$1] }
    guard !places.elementsEqual(run.indices) else { return run }
    let sorted = places.map { (offset: $0, element: run[$0]) }
    // Bindings that may set one parameter stand in the order in which they stood, wherever their spellings lead.
    let groups = Dictionary(grouping: sorted, by: { $0.element.key.family })
    for group in groups.values {
      let blocks = group.filter { $0.element.statement.kind == .block }
      for (place, item) in group.enumerated() {
        let isBlock = item.element.statement.kind == .block
        let later = isBlock ? group[(place + 1)...] : blocks[...]
        if later.contains(where: { $0.offset < item.offset && position(of: $0.offset, in: group) > place }) {
          return run
        }
      }
      let byParameter = Dictionary(grouping: group, by: { DefinitionIndex.folded($0.element.key.parameter) })
      for same in byParameter.values where !zip(same, same.dropFirst()).allSatisfy({ $0.offset < $1.offset }) {
        return run
      }
    }
    return sorted.map(\.element)
  }

  private static func position(of offset: Int, in group: [(offset: Int, element: Item)]) -> Int {
    group.firstIndex { $0.offset == offset } ?? 0
  }

  /// One blank line between configurables, and around blocks.
  private func written(_ items: [Item], endsWithLine: Bool) -> String {
    let lineEnd = text.lineEnd
    var written = ""
    for (place, item) in items.enumerated() {
      if place > 0 {
        let before = items[place - 1]
        let isApart =
          item.key.rank != before.key.rank || item.statement.kind == .block || before.statement.kind == .block
          || item.key.rank == 1
            && (item.key.selector, item.key.scope) != (before.key.selector, before.key.scope)
        if isApart { written += lineEnd }
      }
      var lines = text[item.lines]
      if let last = lines.last, !last.isNewline { lines += lineEnd }
      written += lines
    }
    if !endsWithLine, written.hasSuffix(lineEnd) { written.removeLast() }
    return written
  }
}
