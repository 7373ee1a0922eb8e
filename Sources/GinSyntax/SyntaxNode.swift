// What is a gin file made of? A tree of every byte, as one flat array.

package import SourceText

/// What a node is. Leaves hold text; the others hold nodes.
package enum SyntaxKind: UInt8, Sendable {
  // Nodes that hold others.
  case binding, macro, block, `import`, include
  /// A statement that gin refuses.
  case incomplete
  case list, tuple, parenthesised, dictionary
  /// A key, `:` and a value.
  case entry
  /// `-` and a number.
  case negation
  /// Adjacent strings.
  case concatenation
  /// `@`, a name, and `(` `)` if it is evaluated.
  case reference
  /// `%` and a name.
  case macroUse
  /// What could not be read, as leaves.
  case unexpected

  // Leaves.
  /// `scope/module.name.parameter`, a member's `parameter`, the name of a reference, a module: periods and slashes
  /// included.
  case name
  /// `import`, `from`, `as`, `include`.
  case keyword
  /// `True`, `False`, `None`.
  case constant
  case number, string
  case symbol
  case comment
  /// A character that begins no token, or a token that has no place here.
  case stray

  package var isLeaf: Bool { rawValue >= Self.name.rawValue }
}

/// One node: 16 bytes, in an array that holds the nodes in the order of the text, each before those inside it.
///
/// The white space between two leaves, line ends and `\` before them included, belongs to no node: it is what lies
/// between one leaf and the next.
package struct SyntaxNode: Sendable {
  /// Bytes from the start of the text.
  package internal(set) var start: UInt32
  package internal(set) var end: UInt32
  /// The index behind the last node inside this one: its next sibling, if it has one.
  package internal(set) var next: UInt32
  package internal(set) var kind: SyntaxKind

  package var range: TextRange { TextRange(Int(start), Int(end)) }
}
