// How is a statement kept? Compactly: where its pieces stand, nothing more.

package import SourceText

/// A stretch of the text in 8 bytes.
package struct Span: Sendable {
  package internal(set) var start: UInt32
  package internal(set) var end: UInt32

  static let none = Span(start: .max, end: .max)
  package var isNone: Bool { start == .max }

  init(start: UInt32, end: UInt32) {
    self.start = start
    self.end = end
  }

  init(_ start: Int, _ end: Int) {
    self.start = UInt32(truncatingIfNeeded: start)
    self.end = UInt32(truncatingIfNeeded: end)
  }

  package var range: TextRange { TextRange(Int(start), Int(end)) }
}

/// The pieces of a statement. Which piece is which depends on the kind:
///
/// | kind | first | second | third |
/// |---|---|---|---|
/// | binding, block, incomplete | scope | selector | parameter |
/// | macro | scope | selector: the name without its scope | |
/// | import | module | imported name of a `from` | alias |
package struct StatementRecord: Sendable {
  package internal(set) var kind: SyntaxKind
  package internal(set) var span: Span
  package internal(set) var first: Span = .none
  package internal(set) var second: Span = .none
  package internal(set) var third: Span = .none
  /// The index of the value's node, or of an include's path; -1 without.
  package internal(set) var value: Int32 = -1
  /// The index of the record of the block that holds this binding; -1 without.
  var block: Int32 = -1
  /// How many of the following records are the block's.
  package internal(set) var memberCount: UInt32 = 0
  /// The index of the statement's node.
  var node: UInt32
}
