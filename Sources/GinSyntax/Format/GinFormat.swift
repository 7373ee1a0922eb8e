// How should a gin file be laid out? The white space between its tokens, and nothing else.
//
// A token is never added, removed or changed, and neither is a comment: so the meaning stays, and whoever doubts it can
// compare the tokens. Where a value is broken into lines is the writer's choice; how far those lines are indented is
// not. A statement that gin refuses stays as it is, its white space included.

package import SourceText

package struct GinFormatStyle: Sendable, Hashable {
  /// One step inwards: of a block's members, and of the lines inside brackets.
  package var step: String

  package init(step: String = "  ") { self.step = step }

  /// As editors say it.
  /// - Parameter width: columns of a step; clamped to what a person could mean.
  package static func spaces(_ width: Int) -> GinFormatStyle {
    GinFormatStyle(step: String(repeating: " ", count: min(max(width, 1), 16)))
  }
  package static let tabs = GinFormatStyle(step: "\t")

  /// The step that the file itself takes first, two spaces where it takes none: to lay a file out is no reason to move
  /// every line of it.
  package static func own(of file: GinFile) -> GinFormatStyle {
    guard let place = file.records.firstIndex(where: { $0.block >= 0 }) else { return GinFormatStyle() }
    let start = file.records[place].span.range.start
    let line = file.text.range(ofLine: file.text.line(of: start))
    let white = file.text[TextRange(line.start, start)]
    if white.utf8.allSatisfy({ $0 == UInt8(ascii: "\t") }), !white.isEmpty { return .tabs }
    return white.utf8.allSatisfy({ $0 == UInt8(ascii: " ") }) && !white.isEmpty ? .spaces(white.utf8.count) : Self()
  }
}

/// White space that is to be replaced.
package struct WhitespaceEdit: Sendable, Hashable {
  package let range: TextRange
  package let replacement: String
}

extension GinFile {
  /// What makes the file well laid out, in the order of the text; empty when it is.
  /// - Parameter style: nil for the file's own.
  package func formattingEdits(_ style: GinFormatStyle? = nil) -> [WhitespaceEdit] {
    // Positions of an unreadably large text are not known.
    guard text.length <= GinParser.maximumLength else { return [] }
    var layout = GinLayout(self, style ?? .own(of: self))
    let edits = layout.edits()
    guard !edits.isEmpty, saysTheSame(as: GinFile(text.applying(edits))) else { return [] }
    return edits
  }

  /// The same for the top-level statements that a stretch of the text touches, whole: a block is never laid out in part.
  package func formattingEdits(_ style: GinFormatStyle? = nil, touching range: TextRange) -> [WhitespaceEdit] {
    let edits = formattingEdits(style)
    guard !edits.isEmpty else { return [] }
    // A selection of whole lines ends before the first character of the line behind them.
    let last = range.isEmpty ? range.end : range.end.advanced(by: -1)
    var wanted = TextRange(
      text.range(ofLine: text.line(of: range.start)).start, text.range(ofLine: text.line(of: last)).end)
    for record in records where record.block < 0 {
      let span = record.span.range
      guard span.start <= wanted.end, wanted.start <= span.end else { continue }
      let end = text.range(ofLine: text.line(of: span.end)).end
      wanted = TextRange(min(span.start, wanted.start), max(end, wanted.end))
    }
    return edits.filter { $0.range.start < wanted.end && wanted.start <= $0.range.end }
  }

  /// The text, well laid out.
  package func formatted(_ style: GinFormatStyle? = nil) -> SourceText {
    text.applying(formattingEdits(style))
  }

  /// Whether two files hold the same tokens in the same statements. That a layout changes neither is certain only where
  /// it was looked at.
  private func saysTheSame(as other: GinFile) -> Bool {
    guard nodes.count == other.nodes.count, records.count == other.records.count,
      problems.count == other.problems.count
    else { return false }
    for (mine, theirs) in zip(nodes, other.nodes) {
      guard mine.kind == theirs.kind, mine.next == theirs.next else { return false }
      guard mine.kind.isLeaf else { continue }
      guard name(mine.range) == other.name(theirs.range) else { return false }
    }
    return zip(records, other.records).allSatisfy { $0.kind == $1.kind && $0.block == $1.block && $0.node == $1.node }
  }
}

extension SourceText {
  /// The text with stretches replaced.
  /// - Parameter edits: in the order of the text, none over another.
  fileprivate func applying(_ edits: [WhitespaceEdit]) -> SourceText {
    guard !edits.isEmpty else { return self }
    var edited: [UInt8] = []
    edited.reserveCapacity(length + edits.count * 2)
    var place = 0
    for edit in edits {
      let start = min(max(edit.range.start.utf8, place), length)
      edited += bytes[place..<start]
      edited += edit.replacement.utf8
      place = min(max(edit.range.end.utf8, start), length)
    }
    edited += bytes[place...]
    return SourceText(utf8: edited)
  }
}
