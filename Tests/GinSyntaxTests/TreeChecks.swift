// Is a tree what it promises to be? Checks that hold for every text, whole or broken.

import GinSyntax
import SourceText
import Testing

enum TreeChecks {
  /// What is wrong with the tree of a text; nothing when every byte is in it and everything nests.
  static func faults(of text: SourceText) -> [String] {
    let file = GinFile(text)
    return leafFaults(file) + nestingFaults(file) + statementFaults(file)
  }

  /// Leaves and the white space between them are the file.
  private static func leafFaults(_ file: GinFile) -> [String] {
    var faults: [String] = []
    var written: [UInt8] = []
    for leaf in file.leaves {
      let start = Int(leaf.start)
      let end = Int(leaf.end)
      guard start >= written.count, end > start, end <= file.text.length else {
        return ["leaf \(leaf.kind) at \(start)..<\(end) behind \(written.count)"]
      }
      let gap = file.text.bytes[written.count..<start]
      if !gap.allSatisfy(isWhite) { faults.append("\(gap.count) bytes lost before \(start)") }
      written += file.text.bytes[written.count..<end]
    }
    let rest = file.text.bytes[written.count...]
    if !rest.allSatisfy(isWhite) { faults.append("\(rest.count) bytes lost at the end") }
    return faults
  }

  private static func isWhite(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x09, 0x0C, 0x0A, 0x0D, UInt8(ascii: "\\"): true
    default: false
    }
  }

  private static func nestingFaults(_ file: GinFile) -> [String] {
    var faults: [String] = []
    var open: [(node: SyntaxNode, index: Int)] = []
    var start: UInt32 = 0
    for (index, node) in file.nodes.enumerated() {
      while let last = open.last, Int(last.node.next) <= index { open.removeLast() }
      if node.start < start { faults.append("node \(index) begins before the one before it") }
      start = node.start
      if node.kind.isLeaf, Int(node.next) != index + 1 { faults.append("leaf \(index) holds nodes") }
      if Int(node.next) <= index || Int(node.next) > file.nodes.count { faults.append("node \(index) ends nowhere") }
      if let parent = open.last {
        if node.next > parent.node.next || node.end > parent.node.end {
          faults.append("\(node.kind) \(index) reaches out of \(parent.node.kind) \(parent.index)")
        }
      }
      if !node.kind.isLeaf { open.append((node, index)) }
    }
    return faults
  }

  private static func statementFaults(_ file: GinFile) -> [String] {
    var faults: [String] = []
    var start = -1
    for statement in file.statements {
      if statement.range.start.utf8 <= start { faults.append("statement \(statement.index) is out of order") }
      start = statement.range.start.utf8
      if file.nodes[statement.nodeIndex].kind != statement.kind {
        faults.append("\(statement.index) is no \(statement.kind)")
      }
    }
    let isRefused = file.statements.contains { $0.kind == .incomplete }
    if isRefused, file.problems.isEmpty { faults.append("an incomplete statement without a problem") }
    return faults
  }

  /// Asks every question that other layers ask; none may trap.
  static func walk(_ text: SourceText) {
    let file = GinFile(text)
    _ = file.rows
    for statement in file.statements {
      _ = statement.text.hashValue
      if case .incomplete(let incomplete) = statement.content {
        _ = [incomplete.scope, incomplete.selector, incomplete.parameter].map { $0?.text }
        if let value = incomplete.value { walk(value, depth: 0) }
      }
    }
    let step = max(1, text.length / 300)
    for offset in stride(from: -1, through: text.length + 1, by: step) {
      _ = file.element(at: TextOffset(offset))
      _ = file.statement(at: TextOffset(offset))
    }
  }

  private static func walk(_ value: GinValue, depth: Int) {
    _ = value.canonicalText
    guard depth < 8 else { return }
    for value in value.values { walk(value, depth: depth + 1) }
  }
}
