// What can be folded away? Blocks, values over several lines, comments, imports and includes, and what marks enclose.

import GinSyntax
package import Resolution
package import SourceText

package struct FoldingRange: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case region, comment, imports
  }

  /// What is hidden: from the end of the line that stays visible, or behind its bracket, to the bracket that closes.
  package let range: TextRange
  package let kind: Kind

  /// With the ends of regions that begin in it: a comment behind the last line of a block is no part of its tree.
  fileprivate func extended(to regions: [FoldingRange]) -> FoldingRange {
    let inner = regions.filter { range.contains($0.range.start) && range.start < $0.range.start }
    let end = inner.map(\.range.end).max() ?? range.end
    return end > range.end ? FoldingRange(range: TextRange(range.start, end), kind: kind) : self
  }

  /// The same for an editor that hides whole lines: a bracket that closes on a line of its own stays visible. Nil where
  /// nothing is left to hide.
  package func wholeLines(of text: SourceText) -> TextRange? {
    let last = text.range(ofLine: text.line(of: range.end))
    let before = text.bytes[last.start.utf8..<max(last.start.utf8, min(range.end.utf8, text.bytes.count))]
    guard before.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }) else { return range }
    let end = text.range(ofLine: text.line(of: range.end) - 1).end
    return text.line(of: end) > text.line(of: range.start) ? TextRange(range.start, end) : nil
  }
}

extension Analysis {
  /// In the order of the text; every one is longer than a line.
  package func foldingRanges(in file: FilePath) -> [FoldingRange] {
    guard let gin = files.ginFile(file)?.syntax else { return [] }
    let regions = regions(in: gin)
    let found =
      gin.values.map { $0.extended(to: regions) } + regions
      + runs(in: gin, of: .imports) { $0.kind == .import || $0.kind == .include }
      + runs(in: gin, of: .comment) { $0.kind == .comment && gin.regionMark($0) == nil }
    // Of two that begin on one line only the longer can be meant.
    var lines: [Int: FoldingRange] = [:]
    for fold in found {
      let first = gin.text.line(of: fold.range.start)
      guard gin.text.line(of: fold.range.end) > first else { continue }
      if let other = lines[first], other.range.end >= fold.range.end { continue }
      lines[first] = fold
    }
    return lines.values.sorted { $0.range.start < $1.range.start }
  }

  /// Nodes that stand on lines of their own, one right below the other.
  private func runs(
    in gin: GinSyntax.GinFile, of kind: FoldingRange.Kind, where belongs: (SyntaxNode) -> Bool
  ) -> [FoldingRange] {
    var runs: [TextRange] = []
    var run: TextRange?
    for node in gin.nodes where belongs(node) {
      let start = gin.text.line(of: node.range.start)
      let isAlone = gin.text.range(ofLine: start).start == node.range.start
      if let open = run, isAlone, gin.text.line(of: open.end) + 1 == start {
        run = TextRange(open.start, node.range.end)
        continue
      }
      if let open = run { runs.append(open) }
      run = isAlone ? node.range : nil
    }
    if let open = run { runs.append(open) }
    return runs.map { FoldingRange(range: gin.behindFirstLine(of: $0), kind: kind) }
  }

  /// From `# region` to its `# endregion`. A mark without its other is a comment.
  private func regions(in gin: GinSyntax.GinFile) -> [FoldingRange] {
    var regions: [FoldingRange] = []
    var open: [TextRange] = []
    for node in gin.nodes where node.kind == .comment {
      switch gin.regionMark(node) {
      case .begins: open.append(node.range)
      case .ends:
        guard let start = open.popLast() else { continue }
        regions.append(
          FoldingRange(range: gin.behindFirstLine(of: TextRange(start.start, node.range.end)), kind: .region))
      case nil: continue
      }
    }
    return regions
  }
}

private enum RegionMark { case begins, ends }

extension GinSyntax.GinFile {
  /// Blocks, and values that may go over several lines.
  fileprivate var values: [FoldingRange] {
    nodes.compactMap { node in
      switch node.kind {
      case .block, .concatenation, .string: FoldingRange(range: behindFirstLine(of: node.range), kind: .region)
      case .list, .tuple, .dictionary, .parenthesised: FoldingRange(range: insideBrackets(node.range), kind: .region)
      default: nil
      }
    }
  }

  fileprivate func behindFirstLine(of range: TextRange) -> TextRange {
    let end = text.range(ofLine: text.line(of: range.start)).end
    return TextRange(min(end, range.end), range.end)
  }

  /// Without the brackets; the closing one may be missing.
  private func insideBrackets(_ range: TextRange) -> TextRange {
    guard range.length >= 2, "[({".utf8.contains(text.bytes[range.start.utf8]) else {
      return behindFirstLine(of: range)
    }
    let last = range.end.advanced(by: -1)
    let isClosed = "])}".utf8.contains(text.bytes[last.utf8])
    return TextRange(range.start.advanced(by: 1), isClosed ? last : range.end)
  }

  /// `# region name` and `#endregion`, as most editors read them.
  fileprivate func regionMark(_ comment: SyntaxNode) -> RegionMark? {
    let line = text.range(ofLine: text.line(of: comment.range.start))
    let words = text[comment.range].drop { $0 == "#" }.drop { $0 == " " || $0 == "\t" }
    guard text[TextRange(line.start, comment.range.start)].allSatisfy({ $0 == " " || $0 == "\t" }) else { return nil }
    switch words.prefix(while: \.isLetter) {
    case "region": return .begins
    case "endregion": return .ends
    default: return nil
    }
  }
}
