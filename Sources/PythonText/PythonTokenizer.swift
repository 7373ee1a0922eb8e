// Which tokens does a Python text hold? As `tokenize.generate_tokens` of CPython 3.8 to 3.11 yields them.

/// Tokens one after the other, over bytes that outlive the tokenizer.
///
/// CPython 3.12 tokenizes differently where no valid text is concerned: `0777`, `1_`, `$` and unterminated quotes raise
/// there instead of yielding tokens, brackets nest 200 deep, and f-strings come in pieces. Nothing that it accepts
/// reads differently here, f-strings excepted, which stay one string token.
package struct PythonTokenizer {
  package let bytes: UnsafeBufferPointer<UInt8>
  /// Where the next token is looked for.
  package private(set) var position = 0
  /// How many brackets are open; negative after too many closing ones, as in CPython.
  package private(set) var depth = 0
  /// The columns of the open indentation levels, the first of them 0.
  package private(set) var indents = [0]

  private var atLineStart = true
  private var pendingDedents = 0
  private var hasEndedLastLine = false
  /// Once a `'''` is found to be unterminated, every later one is: not to be searched for again.
  private var unterminatedTriples: (single: Bool, double: Bool) = (false, false)

  private static let tabSize = 8

  package init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// Forgets open brackets and goes on at the start of a line. A reader that gave up on a statement calls it.
  package mutating func restart(atLine offset: Int) {
    position = min(max(offset, 0), bytes.count)
    depth = 0
    atLineStart = true
    hasEndedLastLine = false
  }

  /// Moves on inside the current line, over bytes that the caller has read itself.
  @inline(__always)
  package mutating func skip(to offset: Int) { position = offset }

  /// The next token; `end` again and again at the end.
  package mutating func next() -> PythonToken {
    if pendingDedents > 0 {
      pendingDedents -= 1
      return PythonToken(.dedent, position, position)
    }
    if atLineStart, let token = startLine() { return token }
    return scan()
  }

  /// Blank lines, comments and indentation, up to the first token of a line that has one.
  private mutating func startLine() -> PythonToken? {
    while true {
      let start = position
      let column = measureIndentation()
      guard position < bytes.count else { return atEnd() }
      let byte = bytes[position]
      if PythonCharacters.isLineEnd(byte) {
        position = endOfLineEnd(at: position)
        continue
      }
      if byte == UInt8(ascii: "#") {
        let comment = PythonToken(.comment, position, endOfLine(from: position))
        position = comment.end < bytes.count ? endOfLineEnd(at: comment.end) : comment.end
        hasEndedLastLine = position == bytes.count
        return comment
      }
      atLineStart = false
      return changeIndentation(to: column, from: start)
    }
  }

  private mutating func measureIndentation() -> Int {
    var column = 0
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: " "): column += 1
      case UInt8(ascii: "\t"): column = (column / Self.tabSize + 1) * Self.tabSize
      case 0x0C: column = 0
      default: return column
      }
      position += 1
    }
    return column
  }

  private mutating func changeIndentation(to column: Int, from start: Int) -> PythonToken? {
    let current = indents.last ?? 0
    if column == current { return nil }
    if column > current {
      indents.append(column)
      return PythonToken(.indent, start, position)
    }
    let isConsistent = indents.contains(column)
    // A line between two levels is taken for one of the deeper level, so that it costs no more than itself.
    while let last = indents.last, last > column, isConsistent || indents.dropLast().last ?? 0 > column {
      indents.removeLast()
      pendingDedents += 1
    }
    if !isConsistent { return PythonToken(.inconsistentDedent, start, position) }
    pendingDedents -= 1
    return PythonToken(.dedent, position, position)
  }

  /// The end of the file outside brackets: the line end that is missing, the levels that are open, the end.
  private mutating func atEnd() -> PythonToken {
    position = bytes.count
    if !atLineStart, !hasEndedLastLine {
      hasEndedLastLine = true
      if endsWithoutLineEnd() { return PythonToken(.newline, bytes.count, bytes.count) }
    }
    if indents.count > 1 {
      indents.removeLast()
      return PythonToken(.dedent, bytes.count, bytes.count)
    }
    return PythonToken(.end, bytes.count, bytes.count)
  }

  /// CPython adds a NEWLINE unless the last line looks like a comment, even where it is the end of a string.
  private func endsWithoutLineEnd() -> Bool {
    guard let last = bytes.last, !PythonCharacters.isLineEnd(last) else { return false }
    var start = bytes.count
    while start > 0, !PythonCharacters.isLineEnd(bytes[start - 1]) { start -= 1 }
    while start < bytes.count, PythonCharacters.isBlank(bytes[start]) { start += 1 }
    return start == bytes.count || bytes[start] != UInt8(ascii: "#")
  }

  private mutating func scan() -> PythonToken {
    var start = position
    while start < bytes.count, PythonCharacters.isBlank(bytes[start]) { start += 1 }
    guard start < bytes.count else { return endInsideLine() }
    let byte = bytes[start]
    if PythonCharacters.isASCIINameStart(byte) { return scanName(from: start) }
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return finish(.number, start, endOfNumber(from: start))
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return scanString(from: start, quoteAt: start) ?? unexpected(at: start)
    case UInt8(ascii: "#"): return finish(.comment, start, endOfLine(from: start))
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
      let end = endOfLineEnd(at: start)
      atLineStart = depth == 0
      return finish(depth > 0 ? .lineBreak : .newline, start, end)
    case UInt8(ascii: "\\"):
      guard start + 1 < bytes.count, PythonCharacters.isLineEnd(bytes[start + 1]) else { return unexpected(at: start) }
      return continueLine(from: start)
    default: return byte < 0x80 ? scanSymbol(from: start) : scanForeign(from: start)
    }
  }

  /// Behind a `\` at the end of a line.
  private mutating func continueLine(from start: Int) -> PythonToken {
    var start = start
    // A loop, not a call of `scan`, because any number of lines may hold nothing but a `\`.
    while start + 1 < bytes.count, bytes[start] == UInt8(ascii: "\\"), PythonCharacters.isLineEnd(bytes[start + 1]) {
      start = endOfLineEnd(at: start + 1)
      if start == bytes.count { return finish(.unterminatedStatement, start, start, endingLine: true) }
      while start < bytes.count, PythonCharacters.isBlank(bytes[start]) { start += 1 }
    }
    position = start
    return scan()
  }

  private mutating func endInsideLine() -> PythonToken {
    position = bytes.count
    if depth == 0 { return atEnd() }
    depth = 0
    return finish(.unterminatedStatement, bytes.count, bytes.count, endingLine: true)
  }

  @inline(__always)
  private mutating func finish(_ kind: PythonTokenKind, _ start: Int, _ end: Int, symbol: UInt8 = 0) -> PythonToken {
    position = end
    return PythonToken(kind, start, end, symbol: symbol)
  }

  private mutating func finish(
    _ kind: PythonTokenKind, _ start: Int, _ end: Int, endingLine: Bool
  ) -> PythonToken {
    hasEndedLastLine = hasEndedLastLine || endingLine
    return finish(kind, start, end)
  }

  private mutating func unexpected(at start: Int) -> PythonToken {
    finish(.unexpected, start, start + PythonCharacters.scalar(in: bytes, at: start).length)
  }

  private mutating func scanName(from start: Int) -> PythonToken {
    var end = start + 1
    while end < bytes.count, PythonCharacters.isASCIIName(bytes[end]) { end += 1 }
    guard end < bytes.count else { return finish(.name, start, end) }
    let byte = bytes[end]
    if byte >= 0x80 {
      end = endOfWord(from: end)
    } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\""), isStringPrefix(start, end),
      let string = scanString(from: start, quoteAt: end)
    {
      return string
    }
    return finish(.name, start, end)
  }

  /// `b`, `r`, `u`, `f`, `br`, `fr` in any case and order.
  private func isStringPrefix(_ start: Int, _ end: Int) -> Bool {
    let first = bytes[start] | 0x20
    let r = UInt8(ascii: "r")
    let b = UInt8(ascii: "b")
    let f = UInt8(ascii: "f")
    if end - start == 1 { return first == r || first == b || first == f || first == UInt8(ascii: "u") }
    guard end - start == 2 else { return false }
    let second = bytes[start + 1] | 0x20
    return first == r ? second == b || second == f : second == r && (first == b || first == f)
  }

  /// `\w*` of any characters.
  private func endOfWord(from start: Int) -> Int {
    var end = start
    while end < bytes.count {
      let (scalar, length) = PythonCharacters.scalar(in: bytes, at: end)
      guard PythonCharacters.isWord(scalar) else { break }
      end += length
    }
    return end
  }

  private mutating func scanForeign(from start: Int) -> PythonToken {
    let (scalar, length) = PythonCharacters.scalar(in: bytes, at: start)
    guard PythonCharacters.isWord(scalar) else { return finish(.unexpected, start, start + length) }
    let end = endOfWord(from: start + length)
    return finish(PythonCharacters.isNameStart(scalar) ? .name : .unexpected, start, end)
  }

  @inline(__always)
  func endOfLine(from start: Int) -> Int {
    var end = start
    while end < bytes.count, !PythonCharacters.isLineEnd(bytes[end]) { end += 1 }
    return end
  }

  @inline(__always)
  func endOfLineEnd(at start: Int) -> Int {
    let isPair = bytes[start] == 0x0D && start + 1 < bytes.count && bytes[start + 1] == 0x0A
    return start + (isPair ? 2 : 1)
  }
}

// MARK: - Symbols and strings

extension PythonTokenizer {
  private mutating func scanSymbol(from start: Int) -> PythonToken {
    let byte = bytes[start]
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
      depth += 1
      return finish(.symbol, start, start + 1, symbol: byte)
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
      depth -= 1
      return finish(.symbol, start, start + 1, symbol: byte)
    case UInt8(ascii: "."):
      if start + 1 < bytes.count, PythonCharacters.isDigit(bytes[start + 1]) {
        return finish(.number, start, endOfNumber(from: start))
      }
    case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "~"):
      return finish(.symbol, start, start + 1, symbol: byte)
    default: break
    }
    let length = lengthOfOperator(from: start)
    if length == 0 { return finish(.unexpected, start, start + 1) }
    return finish(.symbol, start, start + length, symbol: length == 1 ? byte : 0)
  }

  /// The longest operator that begins here; 0 where none does.
  private func lengthOfOperator(from start: Int) -> Int {
    func byte(_ distance: Int) -> UInt8 { start + distance < bytes.count ? bytes[start + distance] : 0 }
    let equals = UInt8(ascii: "=")
    switch bytes[start] {
    case UInt8(ascii: "*"), UInt8(ascii: "/"), UInt8(ascii: "<"), UInt8(ascii: ">"):
      if byte(1) == bytes[start] { return byte(2) == equals ? 3 : 2 }
      return byte(1) == equals ? 2 : 1
    case UInt8(ascii: "-"): return byte(1) == equals || byte(1) == UInt8(ascii: ">") ? 2 : 1
    case UInt8(ascii: "."): return byte(1) == UInt8(ascii: ".") && byte(2) == UInt8(ascii: ".") ? 3 : 1
    case UInt8(ascii: "!"): return byte(1) == equals ? 2 : 0
    case equals, UInt8(ascii: "%"), UInt8(ascii: "&"), UInt8(ascii: "+"), UInt8(ascii: ":"), UInt8(ascii: "@"),
      UInt8(ascii: "^"), UInt8(ascii: "|"):
      return byte(1) == equals ? 2 : 1
    default: return 0
    }
  }

  /// A string whose quote stands at `quoteAt`, or nil where the quote is not closed on its line.
  private mutating func scanString(from start: Int, quoteAt: Int) -> PythonToken? {
    let quote = bytes[quoteAt]
    if quoteAt + 2 < bytes.count, bytes[quoteAt + 1] == quote, bytes[quoteAt + 2] == quote {
      return scanTriple(quote, from: start, contentAt: quoteAt + 3)
    }
    var index = quoteAt + 1
    var isContinued = false
    while index < bytes.count {
      let byte = bytes[index]
      if byte == quote { return finish(.string, start, index + 1) }
      if byte == UInt8(ascii: "\\") {
        guard index + 1 < bytes.count else { break }
        if PythonCharacters.isLineEnd(bytes[index + 1]) {
          isContinued = true
          index = endOfLineEnd(at: index + 1)
          if index == bytes.count { return finish(.unterminatedString, start, index, endingLine: true) }
        } else {
          index += 2
        }
      } else if PythonCharacters.isLineEnd(byte) {
        if !isContinued { return nil }
        let next = endOfLineEnd(at: index)
        // CPython looks at the last two characters of the line alone: `\\` and a line end continue the string too.
        if bytes[index - 1] != UInt8(ascii: "\\") {
          atLineStart = depth == 0
          return finish(.unexpected, start, next)
        }
        if next == bytes.count { return finish(.unterminatedString, start, next, endingLine: true) }
        index = next
      } else {
        index += 1
      }
    }
    return isContinued ? finish(.unexpected, start, bytes.count) : nil
  }

  private mutating func scanTriple(_ quote: UInt8, from start: Int, contentAt: Int) -> PythonToken {
    let isSingle = quote == UInt8(ascii: "'")
    var index = contentAt
    if isSingle ? unterminatedTriples.single : unterminatedTriples.double { index = bytes.count }
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\\") {
        index += 2
      } else if byte == quote, index + 2 < bytes.count, bytes[index + 1] == quote, bytes[index + 2] == quote {
        return finish(.string, start, index + 3)
      } else {
        index += 1
      }
    }
    if isSingle { unterminatedTriples.single = true } else { unterminatedTriples.double = true }
    return finish(.unterminatedString, start, bytes.count, endingLine: true)
  }

  /// The end of the number that begins with a digit, or with a period before one, at `start`.
  private func endOfNumber(from start: Int) -> Int { PythonNumberText.end(in: bytes, from: start) }
}
