// Which statement does a token stand in? Asked for one leaf after the other, in the order of the text.

import SourceText

struct LeafStatements {
  struct Place {
    enum Position {
      /// The first token of a statement outside blocks, or of a block's header.
      case statement
      /// The first token of a block's member.
      case member
      case inside
      /// In no statement: a byte order mark.
      case outside
    }

    var position: Position
    /// Whether the statement stays as it is, for gin refuses something in it.
    var isKept = false
    /// Whether nothing of the block stands between its header and the token.
    var isFirst = false
    /// For comments: between a block's header and its last member.
    var isInsideBlock = false
    /// For comments: behind a block's last member.
    var isBehindBlock = false
    var isInside: Bool { position == .inside }
  }

  private let file: GinFile
  /// Whether the top-level statement stays as it is, by the place of its record.
  private let kept: Set<Int>
  /// The last record that begins before the leaf.
  private var record = -1
  private var lastTop = -1
  private var isInBlockHead = false
  private var hasLeftBlock = false

  init(_ file: GinFile) {
    self.file = file
    kept = Self.kept(file)
  }

  /// The statements with problems in them, and the blocks around those.
  private static func kept(_ file: GinFile) -> Set<Int> {
    var kept: Set<Int> = []
    for (place, record) in file.records.enumerated() where record.kind == .incomplete {
      kept.insert(record.block >= 0 ? Int(record.block) : place)
    }
    let stops = file.problems.map(\.range.start).sorted()
    guard !stops.isEmpty else { return kept }
    var next = 0
    for (place, record) in file.records.enumerated() where record.block < 0 {
      let span = record.span.range
      let start = file.text.range(ofLine: file.text.line(of: span.start)).start
      // At the statement's own start gin refuses the block before it, which has no members; what it refuses of the
      // statement itself has made that incomplete.
      while next < stops.count, stops[next] < start || stops[next] == span.start { next += 1 }
      if next < stops.count, stops[next] <= span.end { kept.insert(place) }
    }
    return kept
  }

  /// Comments behind a block do not speak of it any more.
  mutating func leaveBlock() { hasLeftBlock = true }

  mutating func place(ofLeaf index: Int) -> Place {
    let old = record
    while record + 1 < file.records.count, Int(file.records[record + 1].node) < index {
      record += 1
      if file.records[record].block < 0 {
        lastTop = record
        hasLeftBlock = false
      }
    }
    guard record >= 0 else { return Place(position: .outside) }
    let isComment = file.nodes[index].kind == .comment
    let isKept = kept.contains(lastTop)
    let top = file.records[lastTop]
    let isInTop = index < end(of: top)
    if isComment {
      let isInStatement = index < end(of: file.records[record]) && file.records[record].kind != .block
      var place = Place(position: isInStatement || isKept && isInTop ? .inside : .outside, isKept: isKept)
      place.isInsideBlock = top.kind == .block && isInTop && !isInStatement
      place.isFirst = place.isInsideBlock && isInBlockHead
      place.isBehindBlock = top.kind == .block && !isInTop && !hasLeftBlock
      return place
    }
    guard isInTop else { return Place(position: .outside) }
    let current = file.records[record]
    if record != old {
      let isFirst = isInBlockHead
      isInBlockHead = current.kind == .block
      // What a refused block holds is left as it is, indentation and all.
      if current.block >= 0 { return Place(position: isKept ? .inside : .member, isKept: isKept, isFirst: isFirst) }
      return Place(position: .statement, isKept: isKept)
    }
    return Place(position: index < end(of: current) || isKept ? .inside : .outside, isKept: isKept)
  }

  private func end(of record: StatementRecord) -> Int {
    let node = Int(record.node)
    return file.nodes.indices.contains(node) ? Int(file.nodes[node].next) : 0
  }
}
