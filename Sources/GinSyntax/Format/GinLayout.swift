// What white space belongs between two tokens? One walk over the leaves of a file.

import SourceText

struct GinLayout {
  private let file: GinFile
  private let style: GinFormatStyle
  private let lineEnd: String
  private var statements: LeafStatements
  /// The brackets around the current leaf, outermost first.
  private var brackets: [OpenBracket] = []
  /// What the current line begins with, and the characters behind that.
  private var indentation = ""
  private var column = 0
  /// Of the statement that the current leaf stands in.
  private var statementIndentation = ""

  /// Where the lines inside a bracket begin.
  private struct OpenBracket {
    /// Of the line that opens it.
    let indentation: String
    /// The characters between that and the first item, which stands on the same line; nil where it stands on the next.
    let column: Int?
  }

  /// Blank lines that may stand between statements, and inside them.
  private static let blankLinesOutside = 2
  private static let blankLinesInside = 1
  /// Deeper nesting goes no further to the right: nobody could read it, and the text would grow with its square.
  private static let widestIndentation = 120

  init(_ file: GinFile, _ style: GinFormatStyle) {
    self.file = file
    self.style = style
    lineEnd = file.text.lineEnd
    statements = LeafStatements(file)
  }

  mutating func edits() -> [WhitespaceEdit] {
    var edits: [WhitespaceEdit] = []
    var previous: SyntaxNode?
    var start = 0
    for (index, leaf) in file.nodes.enumerated() where leaf.kind.isLeaf {
      let gap = Gap(file.text, from: start, to: Int(leaf.start))
      start = Int(leaf.end)
      let place = statements.place(ofLeaf: index)
      // A byte order mark, behind which the text begins.
      if place.position == .outside, leaf.kind != .comment { continue }
      let wanted = white(before: leaf, at: index, place, behind: previous, gap)
      if let edit = gap.edit(to: wanted, in: file.text) { edits.append(edit) }
      follow(leaf, at: index, behind: wanted, isLaidOut: !place.isKept)
      previous = leaf
    }
    let rest = Gap(file.text, from: start, to: file.text.length)
    if let edit = rest.edit(to: previous == nil ? "" : lineEnd, in: file.text) { edits.append(edit) }
    return edits
  }

  // MARK: Gaps

  private mutating func white(
    before leaf: SyntaxNode, at index: Int, _ place: LeafStatements.Place, behind previous: SyntaxNode?, _ gap: Gap
  ) -> String {
    if leaf.kind == .comment {
      if place.isKept, place.isInside { return gap.text(in: file.text) }
      return white(beforeComment: leaf, place, behind: previous, gap)
    }
    switch place.position {
    case .statement, .member:
      brackets = []
      let isMember = place.position == .member
      if place.isKept { return kept(gap, isFirst: previous == nil) }
      let indentation = isMember ? style.step : ""
      statementIndentation = indentation
      guard previous != nil else { return indentation }
      return lines(gap, atMost: isMember ? Self.blankLinesInside : Self.blankLinesOutside, isFirst: place.isFirst)
        + indentation
    case .inside:
      if place.isKept { return gap.text(in: file.text) }
      return white(inside: leaf, behind: previous, gap)
    case .outside: return gap.text(in: file.text)
    }
  }

  /// Line ends: at least one, and no more blank lines than may stand there.
  private func lines(_ gap: Gap, atMost blankLines: Int, isFirst: Bool = false) -> String {
    String(repeating: lineEnd, count: isFirst ? 1 : min(max(gap.lineEnds, 1), blankLines + 1))
  }

  /// Before a statement that stays as it is: its own indentation.
  private func kept(_ gap: Gap, isFirst: Bool) -> String {
    let indentation = gap.lastLine(in: file.text)
    return isFirst ? indentation : lines(gap, atMost: Self.blankLinesOutside) + indentation
  }

  private mutating func white(
    beforeComment comment: SyntaxNode, _ place: LeafStatements.Place, behind previous: SyntaxNode?, _ gap: Gap
  ) -> String {
    if previous != nil, gap.lineEnds == 0 { return "  " }
    if let bracket = brackets.last {
      return lines(gap, atMost: Self.blankLinesInside) + inside(bracket)
    }
    if place.isInsideBlock {
      return lines(gap, atMost: Self.blankLinesInside, isFirst: place.isFirst) + style.step
    }
    // Behind a block: what is indented still speaks of it.
    let isBehindBlock = place.isBehindBlock && gap.isIndented(in: file.text)
    if !isBehindBlock { statements.leaveBlock() }
    guard previous != nil else { return "" }
    return lines(gap, atMost: Self.blankLinesOutside) + (isBehindBlock ? style.step : "")
  }

  private func white(inside leaf: SyntaxNode, behind previous: SyntaxNode?, _ gap: Gap) -> String {
    guard let previous else { return "" }
    let isClosing = leaf.kind == .symbol && Self.closing.contains(byte(leaf))
    let isOpened = previous.kind == .symbol && Self.opening.contains(byte(previous))
    if isClosing, isOpened { return "" }
    if gap.lineEnds > 0 || previous.kind == .comment {
      guard let bracket = brackets.last else {
        // Only a backslash goes on with a statement on the next line, four columns in, as gin's own output has it.
        return " \\" + lineEnd + statementIndentation + "    "
      }
      let indentation = isClosing && bracket.column == nil ? bracket.indentation : inside(bracket)
      return lines(gap, atMost: isClosing ? 0 : Self.blankLinesInside) + indentation
    }
    return isClosing || isOpened ? "" : space(between: previous, and: leaf)
  }

  /// On one line, inside a statement.
  private func space(between previous: SyntaxNode, and leaf: SyntaxNode) -> String {
    if leaf.kind == .symbol {
      switch byte(leaf) {
      case UInt8(ascii: ","), UInt8(ascii: ":"): return ""
      case UInt8(ascii: "(") where previous.kind == .name: return ""
      default: break
      }
    }
    if previous.kind == .symbol {
      switch byte(previous) {
      case UInt8(ascii: "@"), UInt8(ascii: "%"), UInt8(ascii: "-"): return ""
      default: break
      }
    }
    return " "
  }

  // MARK: Lines

  private static let opening: [UInt8] = [UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{")]
  private static let closing: [UInt8] = [UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}")]

  private func byte(_ leaf: SyntaxNode) -> UInt8 {
    file.text.bytes.indices.contains(Int(leaf.start)) ? file.text.bytes[Int(leaf.start)] : 0
  }

  private func inside(_ bracket: OpenBracket) -> String {
    let room = Self.widestIndentation - bracket.indentation.utf8.count
    guard let column = bracket.column else { return bracket.indentation + (room > 0 ? style.step : "") }
    return bracket.indentation + String(repeating: " ", count: min(column, max(room, 0)))
  }

  /// Takes the leaf into the current line, and what it opens or closes into the brackets.
  private mutating func follow(_ leaf: SyntaxNode, at index: Int, behind white: String, isLaidOut: Bool) {
    if let end = white.utf8.lastIndex(where: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) {
      indentation = String(white[white.utf8.index(after: end)...])
      column = 0
    } else if leaf.start == 0 || indentation.isEmpty && column == 0 {
      indentation = white
    } else {
      column += white.utf8.count
    }
    let text = file.text.bytes[min(Int(leaf.start), file.text.length)..<min(Int(leaf.end), file.text.length)]
    // A string over several lines goes on where its last line ends.
    let lastLine = text.lastIndex(of: UInt8(ascii: "\n")).map { text[($0 + 1)...] }
    if lastLine != nil { column = 0 }
    column += (lastLine ?? text).count { $0 & 0b1100_0000 != 0b1000_0000 }
    guard isLaidOut, leaf.kind == .symbol else { return }
    if Self.opening.contains(byte(leaf)) {
      brackets.append(OpenBracket(indentation: indentation, column: isBroken(behind: index) ? nil : column))
    } else if Self.closing.contains(byte(leaf)) {
      _ = brackets.popLast()
    }
  }

  /// Whether the next token that is no comment stands on another line.
  private func isBroken(behind index: Int) -> Bool {
    let next = file.nodes[(index + 1)...].first { $0.kind.isLeaf && $0.kind != .comment }
    guard let next else { return false }
    return Gap(file.text, from: Int(file.nodes[index].end), to: Int(next.start)).lineEnds > 0
  }
}
