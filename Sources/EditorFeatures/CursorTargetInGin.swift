// Which piece of a gin file does an offset touch? The syntax's answer, cut down to single scopes, modules and elements.

package import GinSyntax
package import SourceText

extension GinSyntax.GinFile {
  /// What the offset touches; nil in comments and between statements.
  package func target(at offset: TextOffset) -> GinTarget? {
    guard let element = element(at: offset) else { return nil }
    return GinTargetFinder(file: self, offset: offset).target(element)
  }
}

/// One search; it holds what all of its steps need.
private struct GinTargetFinder {
  let file: GinSyntax.GinFile
  let offset: TextOffset

  func target(_ element: GinElement) -> GinTarget? {
    switch element {
    case .scope(let name, let statement): scope(name, statement)
    case .selector(let name, let statement): selector(name, statement)
    case .parameter(let name, let statement): made(.parameter, name.range, statement, sign: sign)
    case .macroName(let name, let statement): made(.macroBinding(name.text), name.range, statement, sign: sign)
    case .referenceScope(let reference, let statement): scope(reference.scope, statement)
    case .reference(let reference, let statement): self.reference(reference, statement)
    case .macroUse(let use, let statement): made(.macroUse(use.name.text), use.range, statement, sign: sign)
    case .importModule(let importing): made(.importedModule(importing), importing.module.range, importing.statement)
    case .importName(let name, let importing): made(.importedModule(importing), name.range, importing.statement)
    case .includePath(let include): made(.include(include.path), include.pathRange, include.statement)
    case .keyword(let name, let statement): syntax(name, statement)
    case .symbol(let name, let statement): syntax(name, statement) ?? value(around: name.range, in: statement)
    case .value(let value, let statement): self.value(around: value.range, in: statement)
    case .comment: nil
    }
  }

  private func made(
    _ meaning: GinTarget.Meaning, _ range: TextRange, _ statement: GinStatement, sign: SyntaxElement? = nil
  ) -> GinTarget {
    GinTarget(meaning: meaning, range: range, sign: sign, statement: statement)
  }

  /// Keywords, `=` and a block's `:`.
  private func syntax(_ name: GinName, _ statement: GinStatement) -> GinTarget? {
    guard let element = SyntaxElement(rawValue: name.text), !isInsideValue(name.range, of: statement) else {
      return nil
    }
    return made(.syntax(element), name.range, statement)
  }

  /// The sign that stands right behind the cursor, or under it where a cursor is a block.
  private var sign: SyntaxElement? {
    guard let index = file.leafIndex(at: offset), file.nodes[index].kind == .symbol else { return nil }
    switch file.text[file.nodes[index].range] {
    case "@": return .at
    case "%": return .percent
    case "(", ")": return .call
    case ":": return .block
    case "=": return .equals
    default: return nil
    }
  }

  // MARK: Names

  private func scope(_ name: GinName, _ statement: GinStatement) -> GinTarget {
    let slash = UInt8(ascii: "/")
    let part = part(in: name.range, separator: slash)
    let path = file.text[TextRange(name.range.start, part.end)]
    return made(.scope(path), part, statement, sign: byte(at: offset) == slash ? .slash : nil)
  }

  private func selector(_ name: GinName, _ statement: GinStatement) -> GinTarget {
    let part = part(in: name.range, separator: UInt8(ascii: "."))
    guard part.end < name.range.end else {
      return made(.configurable(selector: name.text), part, statement, sign: sign)
    }
    let prefix = file.text[TextRange(name.range.start, part.end)]
    return made(.module(selector: name.text, prefix: prefix), part, statement)
  }

  private func reference(_ reference: GinReference, _ statement: GinStatement) -> GinTarget {
    let name = reference.selector
    if name.range.touches(offset) {
      let selector = selector(name, statement)
      if case .module = selector.meaning { return selector }
    }
    return made(.reference(reference), reference.range, statement, sign: sign)
  }

  /// The part between two separators that the cursor touches.
  private func part(in range: TextRange, separator: UInt8) -> TextRange {
    var end = min(max(offset, range.start), range.end)
    while end < range.end, byte(at: end) != separator { end = end.advanced(by: 1) }
    var start = end
    while start > range.start, byte(at: start.advanced(by: -1)) != separator { start = start.advanced(by: -1) }
    return TextRange(start, end)
  }

  private func byte(at offset: TextOffset) -> UInt8? {
    file.text.bytes.indices.contains(offset.utf8) ? file.text.bytes[offset.utf8] : nil
  }

  // MARK: Values

  private func root(of statement: GinStatement) -> GinValue? {
    switch statement.content {
    case .binding(let binding): binding.value
    case .macro(let macro): macro.value
    case .incomplete(let incomplete): incomplete.value
    case .block, .import, .include: nil
    }
  }

  private func isInsideValue(_ range: TextRange, of statement: GinStatement) -> Bool {
    root(of: statement)?.range.contains(range) ?? false
  }

  /// The innermost value around a leaf, with the way to it.
  private func value(around leaf: TextRange, in statement: GinStatement) -> GinTarget? {
    guard let root = root(of: statement), root.range.contains(leaf) else { return nil }
    var value = root
    var path: [ValueStep] = []
    while let inner = Self.child(of: value, around: leaf) {
      if let step = inner.step { path.append(step) }
      value = inner.value
    }
    if case .unexpected = value.content { return nil }
    return made(.value(value, path: path), value.range, statement)
  }

  private static func child(of value: GinValue, around leaf: TextRange) -> (value: GinValue, step: ValueStep?)? {
    switch value.content {
    case .list(let elements), .tuple(let elements):
      elements.enumerated().first { $0.element.range.contains(leaf) }.map { ($0.element, .element($0.offset)) }
    case .parenthesised(let inner): inner.range.contains(leaf) ? (inner, nil) : nil
    case .dictionary(let entries):
      entries.lazy.compactMap { entry -> (GinValue, ValueStep?)? in
        if entry.key.range.contains(leaf) { return (entry.key, .keyItself) }
        guard let value = entry.value, value.range.contains(leaf) else { return nil }
        return (value, .key(value.file.text[entry.key.range]))
      }.first
    case .literal, .reference, .macro, .unexpected: nil
    }
  }
}
