// What stands at a place in a gin file? The one answer that hover, definition and completion start from.

package import SourceText

/// What a cursor is on. Every case names what was found with its own range.
package enum GinElement: Sendable {
  /// The scope of a binding or of a block.
  case scope(GinName, of: GinStatement)
  /// `module.name` of a binding or of a block.
  case selector(GinName, of: GinStatement)
  case parameter(GinName, of: GinStatement)
  /// `scope/NAME` of a macro's binding.
  case macroName(GinName, of: GinStatement)
  case referenceScope(GinReference, of: GinStatement)
  /// The `@`, the name and the parentheses of a reference.
  case reference(GinReference, of: GinStatement)
  case macroUse(GinMacroUse, of: GinStatement)
  /// The module of an import.
  case importModule(GinImport)
  /// `b` of `from a import b`, and an alias.
  case importName(GinName, of: GinImport)
  case includePath(GinInclude)
  /// `import`, `from`, `as`, `include`.
  case keyword(GinName, of: GinStatement)
  /// `=`, `:`, a comma, a bracket.
  case symbol(GinName, of: GinStatement)
  /// A literal or what is broken: the innermost value.
  case value(GinValue, of: GinStatement)
  case comment(GinName)
}

extension GinFile {
  /// What is at `offset`, or ends there; nil on white space. Where two meet, as in `a|=`, names win over symbols.
  package func element(at offset: TextOffset) -> GinElement? {
    let behind = leafIndex(at: offset)
    let before = offset.utf8 > 0 ? leafIndex(at: offset.advanced(by: -1)) : nil
    let leaf = [behind, before].compactMap { $0 }.min { rank(nodes[$0].kind) < rank(nodes[$1].kind) }
    return leaf.flatMap { element(ofLeaf: $0, at: offset) }
  }

  /// The statement at `offset`, or the last before it on its line; the innermost, a block's member before the block.
  package func statement(at offset: TextOffset) -> GinStatement? {
    var low = 0
    var high = records.count
    while low < high {
      let middle = (low + high) / 2
      if Int(records[middle].span.start) <= offset.utf8 { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return nil }
    let record = records[low - 1]
    let isInside = Int(record.span.end) >= offset.utf8
    let isOnItsLine = text.line(of: TextOffset(Int(record.span.end))) == text.line(of: offset)
    return isInside || isOnItsLine ? GinStatement(file: self, index: low - 1) : nil
  }

  /// The index of the leaf that holds the byte at `offset`.
  package func leafIndex(at offset: TextOffset) -> Int? {
    guard offset.utf8 >= 0 else { return nil }
    // Nodes are sorted by their starts, and of those that start together the leaf comes last.
    var low = 0
    var high = nodes.count
    while low < high {
      let middle = (low + high) / 2
      if Int(nodes[middle].start) <= offset.utf8 { low = middle + 1 } else { high = middle }
    }
    guard low > 0, nodes[low - 1].kind.isLeaf, nodes[low - 1].range.contains(offset) else { return nil }
    return low - 1
  }

  private func rank(_ kind: SyntaxKind) -> Int {
    switch kind {
    case .name, .keyword: 0
    case .symbol: 2
    case .comment: 3
    default: 1
    }
  }

  private func element(ofLeaf leaf: Int, at offset: TextOffset) -> GinElement? {
    let node = nodes[leaf]
    if node.kind == .comment { return .comment(name(node.range)) }
    guard let statement = statement(at: TextOffset(Int(node.start))), statement.nodeIndex < leaf else { return nil }
    if let found = element(ofUse: leaf, at: offset, in: statement) { return found }
    switch node.kind {
    case .keyword: return .keyword(name(node.range), of: statement)
    case .name: return element(ofName: node, at: offset, in: statement)
    case .symbol, .comment:
      // The `-` of a number is part of it.
      let value = value(around: leaf)
      return value.index == leaf ? .symbol(name(node.range), of: statement) : .value(value, of: statement)
    default:
      if case .include(let include) = statement.content { return .includePath(include) }
      return .value(value(around: leaf), of: statement)
    }
  }

  /// The reference or macro's use that a leaf belongs to. The leaf stands right inside it.
  private func element(ofUse leaf: Int, at offset: TextOffset, in statement: GinStatement) -> GinElement? {
    // `@`, name, `(`, `)`: at most three siblings before, perhaps with comments between them.
    var index = leaf
    while index > statement.nodeIndex, nodes[index].kind.isLeaf { index -= 1 }
    guard Int(nodes[index].next) > leaf else { return nil }
    let value = GinValue(file: self, index: index)
    switch nodes[index].kind {
    case .reference:
      let reference = GinReference(value: value)
      let scope = reference.scope
      let isScope = !scope.isEmpty && scope.range.touches(offset)
      return isScope ? .referenceScope(reference, of: statement) : .reference(reference, of: statement)
    case .macroUse: return .macroUse(GinMacroUse(value: value), of: statement)
    default: return nil
    }
  }

  private func element(ofName node: SyntaxNode, at offset: TextOffset, in statement: GinStatement) -> GinElement? {
    switch statement.content {
    case .import(let statement):
      if statement.module.range == node.range { return .importModule(statement) }
      return .importName(name(node.range), of: statement)
    case .macro(let macro): return .macroName(macro.name, of: statement)
    case .binding, .block, .incomplete, .include: break
    }
    let record = statement.record
    for (span, isPart) in [(record.third, 2), (record.first, 0), (record.second, 1)] {
      guard !span.isNone, span.range.touches(offset), node.range.contains(span.range) else { continue }
      let name = name(span.range)
      if isPart == 0 { return .scope(name, of: statement) }
      return isPart == 1 ? .selector(name, of: statement) : .parameter(name, of: statement)
    }
    return .value(value(around: leafIndex(at: TextOffset(Int(node.start))) ?? statement.nodeIndex), of: statement)
  }

  /// The literal that a leaf is, or is part of: `-` and a number, strings in a row.
  private func value(around leaf: Int) -> GinValue {
    var index = leaf
    while index > 0, nodes[index].kind.isLeaf { index -= 1 }
    let isPart =
      Int(nodes[index].next) > leaf && (nodes[index].kind == .negation || nodes[index].kind == .concatenation)
    return GinValue(file: self, index: isPart ? index : leaf)
  }
}
