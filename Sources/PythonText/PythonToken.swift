// What kinds of token are there in a Python text?

/// The kinds of CPython's `tokenize`, and the three ways in which it gives up.
package enum PythonTokenKind: UInt8, Sendable {
  case name, number, string
  /// An operator or a delimiter.
  case symbol
  case comment
  /// The end of a logical line; empty when the file has no final line end.
  case newline
  /// A line end inside brackets (`NL`). Blank lines outside brackets, and the ends of lines that hold nothing but a
  /// comment, are no tokens here.
  case lineBreak
  /// Deeper than the line before; covers the white space.
  case indent
  /// Shallower than the line before; empty, before the first token of the line.
  case dedent
  /// A character that begins no token, an unterminated quote, a name that begins like none. White space that
  /// CPython reports as an error token before such a character is left out.
  case unexpected
  /// The end of the file.
  case end

  /// The indentation matches no outer level; covers the white space. CPython raises `IndentationError`.
  case inconsistentDedent
  /// A string that the end of the file cuts off; covers all of it. CPython raises `TokenError`.
  case unterminatedString
  /// The end of the file inside brackets or behind a `\`. CPython raises `TokenError`.
  case unterminatedStatement
}

/// One token, as a range of bytes of the text that was tokenized.
package struct PythonToken: Equatable, Sendable {
  package var kind: PythonTokenKind
  /// The character of a symbol of one byte, else 0: `(`, `=`, `@`; not `==`.
  package var symbol: UInt8
  package var start: Int
  package var end: Int

  @inline(__always)
  package init(_ kind: PythonTokenKind, _ start: Int, _ end: Int, symbol: UInt8 = 0) {
    self.kind = kind
    self.symbol = symbol
    self.start = start
    self.end = end
  }
}
