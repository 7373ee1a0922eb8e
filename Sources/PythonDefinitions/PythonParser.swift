// Where in a Python text is the parser? The current logical line, the token that comes next, and what is expected.

import Configurables
import PythonText
import SourceText

/// A recursive-descent parser after the grammar of CPython 3.14 (`Grammar/python.gram`), more tolerant where that costs
/// nothing: what is only refused by CPython's compiler, or was allowed by an earlier version, is read.
struct PythonParser {
  /// Expressions and blocks nested deeper than this do not parse; CPython's own limit is 200 brackets or 100 blocks.
  static let deepestNesting = 200
  /// Operands of one chain (`a + b + …`), which make a tree as deep as they are many.
  static let longestChain = 1000

  let bytes: UnsafeBufferPointer<UInt8>
  var lines: PythonLines
  var line: [Lexeme]
  var index = 0
  var depth = 0
  /// Where the token before the current one ends.
  var previousEnd = 0
  /// Set by `yield` and `await` in the function that is being read.
  var obstacle: String?

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    lines = PythonLines(bytes)
    line = lines.next()
  }

  /// Begins inside a line: for an expression that stands in a string.
  init(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) {
    self.bytes = bytes
    lines = PythonLines(bytes, insideLineAt: start)
    line = lines.next()
  }

  /// The next token; stays at the last one of the line.
  var current: Lexeme { line[min(index, line.count - 1)] }

  func peek(_ distance: Int) -> Lexeme { line[min(index + distance, line.count - 1)] }

  mutating func advance() {
    previousEnd = current.end
    if index < line.count { index += 1 }
  }

  mutating func nextLine() {
    line = lines.next()
    index = 0
  }

  func at(_ text: String) -> Bool {
    let token = current
    return (token.kind == .symbol || token.kind == .name) && token.text == text
  }

  mutating func take(_ text: String) -> Bool {
    guard at(text) else { return false }
    advance()
    return true
  }

  mutating func expect(_ text: String) throws(PythonSyntaxError) {
    guard take(text) else { throw error("`\(text)` was expected") }
  }

  mutating func expectName() throws(PythonSyntaxError) -> Lexeme {
    let token = current
    guard token.kind == .name, !Self.keywords.contains(token.text) else { throw error("a name was expected") }
    advance()
    return token
  }

  func error(_ message: String) -> PythonSyntaxError {
    PythonSyntaxError(range: TextRange(current.start, current.end), message: message)
  }

  func range(from start: Int) -> TextRange { TextRange(start, max(previousEnd, start)) }

  /// Runs `body` one level deeper.
  mutating func nested<Result>(
    _ body: (inout PythonParser) throws(PythonSyntaxError) -> Result
  ) throws(PythonSyntaxError) -> Result {
    guard depth < Self.deepestNesting else { throw error("this is nested too deeply") }
    depth += 1
    defer { depth -= 1 }
    return try body(&self)
  }

  /// Reserved words; `match`, `case`, `type` and `_` are names elsewhere.
  static let keywords: Set<String> = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
    "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
    "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
  ]
}
