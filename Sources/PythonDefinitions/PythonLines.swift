// Which logical lines does a Python text hold? The tokens between two line ends, without comments and line breaks.

import PythonText
import SourceText

/// A token with its text, where the parser compares it.
struct Lexeme {
  var kind: PythonTokenKind
  /// The text of names and symbols; empty for all else.
  var text: String
  var start: Int
  var end: Int
}

/// Reads one logical line after the other. A line that does not parse can be given back from its second physical line
/// on, so that a bracket that is never closed costs no more than the statement that it is in.
struct PythonLines {
  private var tokenizer: PythonTokenizer
  let bytes: UnsafeBufferPointer<UInt8>
  private let lineEnds: LineEnds

  private enum LineEnds { case meaningful, ignored }

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    lineEnds = .meaningful
    self.bytes = bytes
    tokenizer = PythonTokenizer(bytes)
    // A byte order mark is no token.
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { tokenizer.skip(to: 3) }
  }

  /// Begins behind the white space at `start`; all that follows is one line, as it is inside brackets.
  init(_ bytes: UnsafeBufferPointer<UInt8>, insideLineAt start: Int) {
    lineEnds = .ignored
    self.bytes = bytes
    tokenizer = PythonTokenizer(bytes)
    var start = start
    while start < bytes.count, PythonCharacters.isBlank(bytes[start]) || PythonCharacters.isLineEnd(bytes[start]) {
      start += 1
    }
    tokenizer.skip(to: start)
  }

  /// Indents and dedents first, then the tokens up to and with `newline`; `end` alone at the end of the file.
  mutating func next() -> [Lexeme] {
    var line: [Lexeme] = []
    while true {
      let token = extended(tokenizer.next())
      switch token.kind {
      case .comment, .lineBreak: continue
      case .newline where lineEnds == .ignored, .indent where lineEnds == .ignored, .dedent where lineEnds == .ignored,
        .inconsistentDedent where lineEnds == .ignored:
        continue
      case .unexpected where continuesName(token, behind: line.last):
        line[line.count - 1].end = token.end
        line[line.count - 1].text += text(token)
      case .indent, .dedent, .inconsistentDedent: line.append(lexeme(token, text: ""))
      case .newline, .end, .unterminatedStatement, .unterminatedString:
        line.append(lexeme(token, text: ""))
        return line
      case .name, .symbol: line.append(lexeme(token, text: text(token)))
      case .number, .string, .unexpected: line.append(lexeme(token, text: ""))
      }
    }
  }

  /// CPython's compiler knows more letters than its `tokenize`: characters that only continue a name.
  private func continuesName(_ token: PythonToken, behind last: Lexeme?) -> Bool {
    guard let last, last.kind == .name, last.end == token.start else { return false }
    return text(token).unicodeScalars.allSatisfy(\.properties.isXIDContinue)
  }

  /// Goes back to the start of a physical line.
  mutating func restart(atLine offset: Int) { tokenizer.restart(atLine: offset) }

  private func lexeme(_ token: PythonToken, text: String) -> Lexeme {
    Lexeme(kind: token.kind, text: text, start: token.start, end: token.end)
  }

  private func text(_ token: PythonToken) -> String {
    String(decoding: bytes[token.start..<token.end], as: UTF8.self)
  }

  /// Since Python 3.12 an f-string may hold its own quote inside braces; the tokenizer ends it there.
  private mutating func extended(_ token: PythonToken) -> PythonToken {
    guard token.kind == .string, let quote = InterpolatedString.opening(in: bytes, at: token.start) else {
      return token
    }
    guard let end = quote.end(in: bytes), end > token.end else { return token }
    tokenizer.skip(to: end)
    return PythonToken(.string, token.start, end)
  }
}
