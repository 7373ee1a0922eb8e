// What can be folded away? Blocks, values over several lines, runs of comments, and runs of imports and includes.

import GinSyntax
package import Resolution
package import SourceText

package struct FoldingRange: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case region, comment, imports
  }

  /// Begins on the line that stays visible.
  package let range: TextRange
  package let kind: Kind
}

extension Analysis {
  /// In the order of the text; every one is longer than a line.
  package func foldingRanges(in file: FilePath) -> [FoldingRange] {
    guard let gin = files.ginFile(file)?.syntax else { return [] }
    var found: [FoldingRange] = []
    for node in gin.nodes {
      switch node.kind {
      case .block, .list, .tuple, .dictionary, .parenthesised, .concatenation, .string:
        found.append(FoldingRange(range: node.range, kind: .region))
      default: continue
      }
    }
    found += runs(in: gin, of: .imports) { $0.kind == .import || $0.kind == .include }
    found += runs(in: gin, of: .comment) { $0.kind == .comment }
    // An editor folds lines: of two that begin on one line only the longer can be meant.
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
    var runs: [FoldingRange] = []
    var run: TextRange?
    for node in gin.nodes where belongs(node) {
      let start = gin.text.line(of: node.range.start)
      let isAlone = gin.text.range(ofLine: start).start == node.range.start
      if let open = run, isAlone, gin.text.line(of: open.end) + 1 == start {
        run = TextRange(open.start, node.range.end)
        continue
      }
      if let open = run { runs.append(FoldingRange(range: open, kind: kind)) }
      run = isAlone ? node.range : nil
    }
    if let open = run { runs.append(FoldingRange(range: open, kind: kind)) }
    return runs
  }
}
