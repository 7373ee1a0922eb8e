// What is selected next when a selection grows? The word, the name, the key or value, the containers around it, the
// statement, the block.

import GinSyntax
package import Resolution
package import SourceText

extension Analysis {
  /// From the innermost outwards, each larger than the one before; the last is the whole file. None is empty: a first
  /// step that selects nothing is a key that does nothing.
  package func selectionRanges(in file: FilePath, at offset: TextOffset) -> [TextRange] {
    guard let text = text(of: file) else { return [] }
    let whole = TextRange(0, text.bytes.count)
    guard let gin = files.ginFile(file)?.syntax else { return [whole] }
    var ranges = [whole]
    if let target = gin.target(at: offset) { ranges.append(target.range) }
    ranges += nameUses(in: file).lazy.flatMap { [$0.range, text.module(before: $0)] }.compactMap { $0 }
      .filter { $0.touches(offset) }
    for node in gin.nodes where node.range.touches(offset) {
      switch node.kind {
      case .string: ranges += [node.range] + parts(of: node.range, in: text, at: offset)
      case .comment:
        ranges += [node.range] + parts(of: node.range, in: text, at: offset)
        if let start = gin.statement(at: offset)?.range.start, start < node.range.start {
          ranges.append(TextRange(start, node.range.end))
        }
      case .symbol, .stray, .keyword: break
      default: ranges.append(node.range)
      }
    }
    if let statement = gin.statement(at: offset) { ranges.append(statement.range) }
    var growing: [TextRange] = []
    for range in ranges.sorted(by: { $0.length < $1.length }) where !range.isEmpty || range == whole {
      guard let last = growing.last else {
        growing.append(range)
        continue
      }
      if range != last, range.contains(last) { growing.append(range) }
    }
    return growing
  }

  /// Inside a string or a comment: the word, and all that is not a quote or the sign of the comment.
  private func parts(of range: TextRange, in text: SourceText, at offset: TextOffset) -> [TextRange] {
    let bytes = text.bytes
    let marks: [UInt8] = [UInt8(ascii: "#"), UInt8(ascii: " "), UInt8(ascii: "'"), UInt8(ascii: "\"")]
    var (start, end) = (range.start.utf8, range.end.utf8)
    while start < end, marks.contains(bytes[start]) { start += 1 }
    while end > start, marks.contains(bytes[end - 1]) { end -= 1 }
    let inner = TextRange(start, end)
    guard inner.touches(offset) else { return [] }
    var (left, right) = (offset.utf8, offset.utf8)
    while left > start, bytes[left - 1].isNamePart { left -= 1 }
    while right < end, bytes[right].isNamePart { right += 1 }
    return [TextRange(left, right), inner]
  }
}
