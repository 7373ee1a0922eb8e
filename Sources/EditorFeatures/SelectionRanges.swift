// What is selected next when a selection grows? The name, its value, the containers around it, the statement, the block.

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
    var ranges: [TextRange] = []
    if let target = gin.target(at: offset) { ranges.append(target.range) }
    ranges += gin.nodes.lazy.filter { !$0.kind.isLeaf && $0.range.touches(offset) }.map(\.range)
    if let statement = gin.statement(at: offset) { ranges.append(statement.range) }
    ranges.append(whole)
    var growing: [TextRange] = []
    for range in ranges.filter({ $0.length > 0 || $0 == whole }).sorted(by: { $0.length < $1.length }) {
      guard let last = growing.last else {
        growing.append(range)
        continue
      }
      if range != last, range.contains(last) { growing.append(range) }
    }
    return growing
  }
}
