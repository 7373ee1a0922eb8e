// What is the value of a binding, and where do its parts stand?

package import PythonText
package import SourceText

/// A value in a file: a literal, a container, a reference or a macro's use.
package struct GinValue: Sendable {
  package let file: GinFile
  /// The place of its node among the file's nodes.
  package let index: Int

  package init(file: GinFile, index: Int) {
    self.file = file
    self.index = index
  }

  package enum Content: Sendable {
    case literal(PythonLiteral)
    case list([GinValue])
    case tuple([GinValue])
    case dictionary([GinEntry])
    /// `(x)`, which is x.
    case parenthesised(GinValue)
    case reference(GinReference)
    case macro(GinMacroUse)
    /// What gin refuses; only in incomplete statements.
    case unexpected
  }

  package var kind: SyntaxKind { node.kind }
  package var range: TextRange { node.range }

  package var content: Content {
    switch node.kind {
    case .number, .string, .constant, .negation, .concatenation: literal.map { .literal($0) } ?? .unexpected
    case .list: .list(values)
    case .tuple: .tuple(values)
    case .dictionary: .dictionary(entries)
    case .parenthesised: values.first.map { .parenthesised($0) } ?? .unexpected
    case .reference: .reference(GinReference(value: self))
    case .macroUse: .macro(GinMacroUse(value: self))
    default: .unexpected
    }
  }

  /// The literal's value; nil for everything else.
  package var literal: PythonLiteral? { LiteralReader.literal(at: index, in: file) }

  /// The items of a list, a tuple or parentheses; of a dictionary its keys and values in turn.
  package var values: [GinValue] {
    if node.kind == .dictionary { return entries.flatMap { [$0.key, $0.value].compactMap { $0 } } }
    return children.compactMap { $0.isValue ? $0 : nil }
  }

  private var entries: [GinEntry] { children.filter { $0.kind == .entry }.map(GinEntry.init) }

  var node: SyntaxNode { file.nodes[index] }
  var isValue: Bool { kind.isValue }

  /// The nodes right inside this one.
  var children: [GinValue] {
    var children: [GinValue] = []
    var child = index + 1
    while child < Int(node.next) {
      children.append(GinValue(file: file, index: child))
      child = Int(file.nodes[child].next)
    }
    return children
  }
}

extension SyntaxKind {
  /// Whether a node of this kind is a value, or stands where one should be.
  package var isValue: Bool {
    switch self {
    case .list, .tuple, .parenthesised, .dictionary, .negation, .concatenation, .reference, .macroUse, .unexpected,
      .constant, .number, .string:
      true
    case .binding, .macro, .block, .import, .include, .incomplete, .entry, .name, .keyword, .symbol, .comment, .stray:
      false
    }
  }
}

/// `key: value` of a dictionary.
package struct GinEntry: Sendable {
  package let key: GinValue
  /// Nil only in incomplete statements.
  package let value: GinValue?

  init(_ entry: GinValue) {
    let values = entry.children.filter(\.isValue)
    key = values.first ?? entry
    value = values.dropFirst().first
  }
}

/// `@scope/module.name`, `@scope/module.name()`.
package struct GinReference: Sendable {
  package let value: GinValue

  /// All behind the `@` but the parentheses: `scope/module.name`.
  package var name: GinName { GinValue.name(in: value) }
  /// `a/b` of `@a/b/f`; empty without.
  package var scope: GinName { name.split.scope }
  package var selector: GinName { name.split.selector }
  /// Whether `()` follows.
  package var isEvaluated: Bool {
    value.children.contains { $0.kind == .symbol && $0.range.length == 1 && value.file.text[$0.range] == "(" }
  }
  package var range: TextRange { value.range }
}

/// `%NAME`, `%scope/NAME`, `%module.CONSTANT`.
package struct GinMacroUse: Sendable {
  package let value: GinValue

  /// All behind the `%`.
  package var name: GinName { GinValue.name(in: value) }
  package var range: TextRange { value.range }
}

extension GinValue {
  fileprivate static func name(in value: GinValue) -> GinName {
    let name = value.children.first { $0.kind == .name }
    return value.file.name(name?.range ?? TextRange(value.range.end, value.range.end))
  }
}

extension GinName {
  /// What stands before the last `/`, and behind it.
  package var split: (scope: GinName, selector: GinName) {
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else {
      return (file.name(TextRange(range.start, range.start)), self)
    }
    return (file.name(TextRange(range.start.utf8, slash)), file.name(TextRange(slash + 1, range.end.utf8)))
  }
}
