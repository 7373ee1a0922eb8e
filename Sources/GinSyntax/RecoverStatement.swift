// Where does the next statement begin, when one cannot be read?

import PythonText
import SourceText

extension GinParser {
  /// Takes what is left of a statement that failed at the current token, and stops at the next one: behind the end of
  /// the logical line, or, where a bracket or a quote is open, at a line that can only be a statement.
  mutating func recover(from start: Int) {
    if let line = lineStart(beforeFirst: token), line > start, looksLikeStatement(at: line) {
      restart(at: line)
      return
    }
    let node = open(.unexpected)
    let count = nodes.count
    takeRest()
    if significantCount > count { close(node) } else { dropEmptyNode(node) }
  }

  private mutating func takeRest() {
    while true {
      switch token.kind {
      case .end: return
      case .newline:
        restart(at: token.end)
        return
      case .lineBreak:
        if looksLikeStatement(at: token.end) {
          restart(at: token.end)
          return
        }
      case .unterminatedString:
        takeUnterminatedString()
        return
      case .indent, .dedent, .unterminatedStatement, .inconsistentDedent: break
      case .comment: comment()
      case .name: leaf(.name)
      case .number: leaf(.number)
      case .string: leaf(.string)
      case .symbol: leaf(.symbol)
      case .unexpected:
        leaf(.stray)
        // A string that its `\` continued up to the end of a line.
        if !isInsideBrackets, bytes[token.end - 1] == 0x0A || bytes[token.end - 1] == 0x0D {
          restart(at: token.end)
          return
        }
      }
      advance()
    }
  }

  private var isInsideBrackets: Bool { tokenizer.depth > 0 }

  /// The string reaches to the end of the file; statements further down are looked for all the same.
  private mutating func takeUnterminatedString() {
    var line = endOfLine(from: token.start)
    while line < bytes.count, !looksLikeStatement(at: line) { line = endOfLine(from: line) }
    leaf(.stray, token.start, line)
    restart(at: line)
  }

  private mutating func dropEmptyNode(_ node: Int) {
    nodes.remove(at: node)
    for index in node..<nodes.count { nodes[index].next -= 1 }
  }

  private mutating func restart(at line: Int) {
    tokenizer.restart(atLine: line)
    advance()
  }

  /// Goes back to the start of the token's line when it is the first there.
  mutating func restartAtLine(of token: PythonToken) {
    guard token.kind != .end, tokenizer.depth != 0, let line = lineStart(beforeFirst: token) else { return }
    restart(at: line)
  }

  /// The start of the token's line, if nothing but white space stands before it.
  private func lineStart(beforeFirst token: PythonToken) -> Int? {
    var start = token.start
    while start > 0, PythonCharacters.isBlank(bytes[start - 1]) { start -= 1 }
    return start == 0 || PythonCharacters.isLineEnd(bytes[start - 1]) ? start : nil
  }

  /// The start of the line behind this one.
  private func endOfLine(from start: Int) -> Int {
    var end = start
    while end < bytes.count, !PythonCharacters.isLineEnd(bytes[end]) { end += 1 }
    guard end < bytes.count else { return end }
    return bytes[end] == 0x0D && end + 1 < bytes.count && bytes[end + 1] == 0x0A ? end + 2 : end + 1
  }

  /// Whether a line cannot be the continuation of a value: `name =`, `name:` at the end of the line, or an import or
  /// include.
  private func looksLikeStatement(at line: Int) -> Bool {
    let start = endOfBlanks(from: line)
    guard start < bytes.count, PythonCharacters.isASCIINameStart(bytes[start]) else { return false }
    var end = start
    while end < bytes.count, isNamePart(bytes[end]) { end += 1 }
    let next = endOfBlanks(from: end)
    guard next < bytes.count else { return false }
    switch bytes[next] {
    case UInt8(ascii: "="): return next + 1 == bytes.count || bytes[next + 1] != UInt8(ascii: "=")
    case UInt8(ascii: ":"):
      let behind = endOfBlanks(from: next + 1)
      return behind == bytes.count || PythonCharacters.isLineEnd(bytes[behind]) || bytes[behind] == UInt8(ascii: "#")
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return bytes[start..<end].elementsEqual("include".utf8)
    default:
      guard next > end, PythonCharacters.isASCIINameStart(bytes[next]) else { return false }
      return bytes[start..<end].elementsEqual("import".utf8) || bytes[start..<end].elementsEqual("from".utf8)
    }
  }

  private func isNamePart(_ byte: UInt8) -> Bool {
    PythonCharacters.isASCIIName(byte) || byte >= 0x80 || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "/")
  }

  private func endOfBlanks(from start: Int) -> Int {
    var end = start
    while end < bytes.count, PythonCharacters.isBlank(bytes[end]) { end += 1 }
    return end
  }

  // MARK: Why a value cannot be read

  /// At a token that begins no value.
  mutating func failValue() -> Bool {
    if token.kind == .name, let bracket = openBracket(), let line = lineStart(beforeFirst: token),
      looksLikeStatement(at: line)
    {
      let related = SyntaxProblem.Related(range: bracket, message: SyntaxWords.openedHere(text(bracket)))
      report(SyntaxWords.statementInBrackets(text(bracket)), related: related)
      return false
    }
    let next = endOfBlanks(from: token.end)
    return fail(SyntaxWords.noValue(tokenText, token.kind, isCalled: next < bytes.count ? bytes[next] : 0))
  }

  /// At a token that looks like a literal and is none.
  mutating func failLiteral(_ error: PythonLiteralError) -> Bool { fail(SyntaxWords.noLiteral(error)) }
}
