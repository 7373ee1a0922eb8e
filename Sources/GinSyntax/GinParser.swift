// Which statements does a gin text hold? gin-config's own parser, made to go on where that one stops.

import PythonText
import SourceText

/// Follows `config_parser.py` token by token, so that it stops at the token at which that one raises; then it says so
/// and looks for the next statement.
struct GinParser {
  let bytes: UnsafeBufferPointer<UInt8>
  var tokenizer: PythonTokenizer
  /// gin's `_current_token`: the one not yet taken.
  var token: PythonToken
  var nodes: [SyntaxNode] = []
  var records: [StatementRecord] = []
  var problems: [SyntaxProblem] = []
  var isInBlock = false

  /// The end of the last leaf that is no comment, and the number of nodes up to it. A node ends there: comments behind
  /// its last leaf stand beside it.
  var lastEnd = 0
  var significantCount = 0

  /// A dictionary key of the current statement that Python cannot hash. gin fails on it when the dictionary is whole.
  var unhashableKey: Int?

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    tokenizer = PythonTokenizer(bytes)
    token = PythonToken(.end, 0, 0)
    // Typical configs have a node for every 9 bytes; growing costs a copy of 16 bytes a node.
    nodes.reserveCapacity(bytes.count / 6 + 16)
    records.reserveCapacity(bytes.count / 28 + 4)
  }

  /// Offsets take 32 bits. A larger text has one problem and no statements.
  static let maximumLength = Int(Int32.max)

  mutating func parse() -> (nodes: [SyntaxNode], records: [StatementRecord], problems: [SyntaxProblem]) {
    guard bytes.count <= Self.maximumLength else {
      problems.append(SyntaxProblem(range: .zero, message: SyntaxWords.tooLarge, related: nil))
      return (nodes, records, problems)
    }
    takeByteOrderMark()
    token = tokenizer.next()
    while true {
      skip()
      if token.kind == .end { break }
      if token.kind == .inconsistentDedent {
        report(SyntaxWords.inconsistentIndentation)
        advance()
      } else {
        parseStatement()
      }
    }
    return (nodes, records, problems)
  }

  /// To gin the mark is a character like any other, at which it stops; what follows is parsed all the same.
  private mutating func takeByteOrderMark() {
    guard bytes.starts(with: [0xEF, 0xBB, 0xBF]) else { return }
    token = PythonToken(.unexpected, 0, 3)
    report(SyntaxWords.byteOrderMark)
    leaf(.stray)
    tokenizer.restart(atLine: 3)
  }

  // MARK: Tokens

  @inline(__always)
  mutating func advance() { token = tokenizer.next() }

  /// gin's `_advance`.
  @inline(__always)
  mutating func advanceAndSkip() {
    token = tokenizer.next()
    skip()
  }

  /// gin's `_skip_whitespace_and_comments`.
  @inline(__always)
  mutating func skip() {
    while true {
      switch token.kind {
      case .comment: comment()
      case .lineBreak: break
      case .indent, .dedent: if isInBlock { return }
      default: return
      }
      token = tokenizer.next()
    }
  }

  // MARK: Nodes

  mutating func comment() { append(.comment, token.start, token.end) }

  @inline(__always)
  mutating func append(_ kind: SyntaxKind, _ start: Int, _ end: Int) {
    nodes.append(
      SyntaxNode(
        start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end),
        next: UInt32(truncatingIfNeeded: nodes.count + 1), kind: kind))
  }

  /// Takes the current token, or what begins with it, into the tree.
  @inline(__always)
  mutating func leaf(_ kind: SyntaxKind) { leaf(kind, token.start, token.end) }

  @inline(__always)
  mutating func leaf(_ kind: SyntaxKind, _ start: Int, _ end: Int) {
    append(kind, start, end)
    lastEnd = end
    significantCount = nodes.count
  }

  /// Begins a node at the current token.
  @inline(__always)
  mutating func open(_ kind: SyntaxKind) -> Int {
    append(kind, token.start, token.start)
    return nodes.count - 1
  }

  /// Ends a node behind the last leaf that means something.
  @inline(__always)
  mutating func close(_ node: Int) {
    nodes[node].next = UInt32(truncatingIfNeeded: max(node + 1, significantCount))
    nodes[node].end = max(nodes[node].start, UInt32(truncatingIfNeeded: lastEnd))
  }

  // MARK: Problems

  /// - Parameter related: where the reader should look too.
  mutating func report(_ message: String, at range: TextRange? = nil, related: SyntaxProblem.Related? = nil) {
    let place = range ?? TextRange(token.start, token.end)
    problems.append(SyntaxProblem(range: place, message: message, related: related))
  }

  /// Says why the current token cannot stand here; the answer of every reading function that stops.
  mutating func fail(_ message: String, related: SyntaxProblem.Related? = nil) -> Bool {
    switch token.kind {
    case .unterminatedString:
      let quote = min(token.start + 1, token.end)
      report(SyntaxWords.unterminatedTriple, at: TextRange(token.start, quote))
    case .unterminatedStatement:
      if let bracket = openBracket() {
        report(SyntaxWords.unclosedBracket(text(bracket)), at: bracket)
      } else {
        report(SyntaxWords.endBehindBackslash)
      }
    case .inconsistentDedent: report(SyntaxWords.inconsistentIndentation)
    default: report(message, related: related)
    }
    return false
  }

  /// The innermost bracket of the current statement that is still open.
  func openBracket() -> TextRange? {
    guard let record = records.last else { return nil }
    var open: [TextRange] = []
    for node in nodes[Int(record.node)...] where node.kind == .symbol && node.end == node.start + 1 {
      switch bytes[Int(node.start)] {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): open.append(node.range)
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): _ = open.popLast()
      default: break
      }
    }
    return open.last
  }

  func text(_ range: TextRange) -> String {
    let start = min(range.start.utf8, bytes.count)
    return String(decoding: bytes[start..<max(start, min(range.end.utf8, bytes.count))], as: UTF8.self)
  }

  var tokenText: String { text(TextRange(token.start, token.end)) }
}
