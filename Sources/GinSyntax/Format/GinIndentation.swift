// How far is a line indented while it is being typed? What is above it says so; the line itself may still be empty.

package import SourceText

extension GinFile {
  /// The white space that the line of `offset` should begin with; nil where nothing says so, as below a blank line.
  package func indentation(ofLineAt offset: TextOffset, _ style: GinFormatStyle = GinFormatStyle()) -> String? {
    let line = text.line(of: offset)
    guard line > 0 else { return nil }
    let start = text.range(ofLine: line).start
    guard let place = records.lastIndex(where: { $0.span.range.start < start }) else { return nil }
    let statement = statements[place]
    if let inside = indentation(inside: statement, before: start, style) { return inside }
    let above = text.range(ofLine: line - 1)
    guard text[above].utf8.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0C }) else { return nil }
    if isHeader(statement, on: above) { return outer(of: above) + style.step }
    // A statement of several lines ends as deep as it began.
    let endsAbove = text.line(of: statement.range.end) == line - 1
    return outer(of: endsAbove ? text.range(ofLine: text.line(of: statement.range.start)) : above)
  }

  /// What the line that holds nothing but an opening bracket's rest, or a closing bracket, begins with.
  private func indentation(inside statement: GinStatement, before start: TextOffset, _ style: GinFormatStyle)
    -> String?
  {
    var open: [SyntaxNode] = []
    var next: [Int: SyntaxNode] = [:]
    for node in nodes[statement.nodeIndex...] where node.kind.isLeaf {
      if node.range.start >= start { break }
      if let last = open.last, next[Int(last.start)] == nil, node.kind != .comment { next[Int(last.start)] = node }
      guard node.kind == .symbol || node.kind == .stray else { continue }
      switch text.bytes[Int(node.start)] {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): open.append(node)
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): _ = open.popLast()
      default: break
      }
    }
    guard let bracket = open.last else { return nil }
    let line = text.range(ofLine: text.line(of: bracket.range.start))
    let own = outer(of: line)
    if let item = next[Int(bracket.start)], item.range.start <= line.end {
      let between = text[TextRange(line.start.advanced(by: own.utf8.count), item.range.start)]
      return own + String(repeating: " ", count: min(between.unicodeScalars.count, 120))
    }
    return closes(at: start) ? own : own + style.step
  }

  /// Whether the line that starts here begins with a closing bracket.
  private func closes(at start: TextOffset) -> Bool {
    let rest = text.bytes[min(start.utf8, text.length)...].drop { $0 == 0x20 || $0 == 0x09 }
    return rest.first.map { ")]}".utf8.contains($0) } ?? false
  }

  /// The white space at the start of a line.
  private func outer(of line: TextRange) -> String {
    let bytes = text.bytes[line.start.utf8..<line.end.utf8].prefix { $0 == 0x20 || $0 == 0x09 }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether the line is `name:`, with or without members yet.
  private func isHeader(_ statement: GinStatement, on line: TextRange) -> Bool {
    guard line.start <= statement.range.start, statement.range.start <= line.end, statement.block == nil else {
      return false
    }
    var last: SyntaxNode?
    for node in nodes[statement.nodeIndex...] where node.kind.isLeaf && node.kind != .comment {
      if node.range.start > line.end { break }
      last = node
    }
    return last.map { text[$0.range] == ":" } ?? false
  }
}
