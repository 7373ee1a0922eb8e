// What is being typed? The kind of name that can stand at the cursor, and the text that it would replace.

import GinSyntax
import SourceText

struct CompletionSite {
  enum Kind {
    /// The beginning of a binding, a block or a macro; `typed` is what stands before the cursor.
    case key
    /// A binding's name inside a block.
    case member(scope: String, selector: String)
    /// A name behind `@`.
    case reference(Wanted)
    /// A name behind `%`.
    case macro
    case value(Wanted)
    /// A path between quotes.
    case includePath
    case module
    /// A name behind `from module import`.
    case imported(from: String)
  }

  /// The binding whose value is typed, and the way from its value to the cursor.
  struct Wanted {
    var selector = ""
    var parameter = ""
    /// The brackets around the cursor from outside, each with the number of commas since it was opened, and whether a
    /// `:` stands behind the last of them.
    var brackets: [(open: UInt8, commas: Int, hasColon: Bool)] = []
  }

  let kind: Kind
  /// From the start of the name to the cursor; of scopes and modules all.
  let range: TextRange
  let typed: String
}

/// Finds the site in one file.
struct CompletionSiteFinder {
  let gin: GinSyntax.GinFile
  let offset: TextOffset

  private var bytes: [UInt8] { gin.text.bytes }

  var site: CompletionSite? {
    if isInsideComment { return nil }
    let line = gin.text.range(ofLine: gin.text.line(of: offset))
    let before = gin.text[TextRange(line.start, offset)]
    if let site = includePath(before) ?? imports(before) { return site }
    if isInsideString { return nil }

    var start = min(offset.utf8, bytes.count)
    while start > line.start.utf8, Self.isNamePart(bytes[start - 1]) { start -= 1 }
    let range = TextRange(start, offset.utf8)
    let typed = gin.text[range]
    let sign = start > line.start.utf8 ? bytes[start - 1] : 0
    if let wanted = wanted(before: start) {
      switch sign {
      case UInt8(ascii: "@"): return CompletionSite(kind: .reference(wanted), range: range, typed: typed)
      case UInt8(ascii: "%"): return CompletionSite(kind: .macro, range: range, typed: typed)
      default:
        // A number is no name.
        if let first = typed.utf8.first, first >= UInt8(ascii: "0"), first <= UInt8(ascii: "9") { return nil }
        return CompletionSite(kind: .value(wanted), range: range, typed: typed)
      }
    }
    let isFirstOnLine = bytes[line.start.utf8..<start].allSatisfy { $0 == 0x20 || $0 == 0x09 }
    guard isFirstOnLine else { return nil }
    if start > line.start.utf8, let block = block(above: line.start) {
      return CompletionSite(
        kind: .member(scope: block.scope, selector: block.selector), range: range, typed: typed)
    }
    return CompletionSite(kind: .key, range: range, typed: typed)
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "/"), 0x80...:
      true
    default: false
    }
  }

  private var leafBefore: SyntaxNode? {
    guard offset.utf8 > 0, let index = gin.leafIndex(at: offset.advanced(by: -1)) else { return nil }
    return gin.nodes[index]
  }

  var isInsideComment: Bool { leafBefore?.kind == .comment }

  /// Behind the opening quote and before the closing one. A quote without an end is a character that begins nothing.
  private var isInsideString: Bool {
    guard let leaf = leafBefore else { return false }
    if leaf.kind == .string { return offset < leaf.range.end }
    guard leaf.kind == .stray, let first = gin.text[leaf.range].utf8.first else { return false }
    return first == UInt8(ascii: "'") || first == UInt8(ascii: "\"")
  }

  // MARK: Imports and includes

  private func includePath(_ line: String) -> CompletionSite? {
    let words = line.drop { $0 == " " }
    guard words.hasPrefix("include"), let quote = words.firstIndex(where: { $0 == "'" || $0 == "\"" }),
      words[words.index(words.startIndex, offsetBy: 7)..<quote].allSatisfy({ $0 == " " })
    else { return nil }
    let typed = String(words[words.index(after: quote)...])
    guard !typed.contains(words[quote]) else { return nil }
    let range = TextRange(offset.advanced(by: -typed.utf8.count), offset)
    return CompletionSite(kind: .includePath, range: range, typed: typed)
  }

  private func imports(_ line: String) -> CompletionSite? {
    let words = line.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
    guard let first = words.first, first == "import" || first == "from", line.utf8.count > first.utf8.count else {
      return nil
    }
    let typed = line.utf8.last == UInt8(ascii: " ") ? "" : words.last ?? ""
    let whole = words.count - (typed.isEmpty ? 0 : 1)
    let range = TextRange(offset.advanced(by: -typed.utf8.count), offset)
    switch (first, whole) {
    case (_, 1): return CompletionSite(kind: .module, range: range, typed: typed)
    case ("from", 3) where words[2] == "import":
      return CompletionSite(kind: .imported(from: words[1]), range: range, typed: typed)
    default: return nil
    }
  }

  // MARK: Values

  /// The statement that the place belongs to: the one that it touches, or one above whose bracket is still open, on an
  /// indented line that nothing stands on yet.
  var statement: GinStatement? {
    if let statement = gin.statement(at: offset) { return statement }
    let line = gin.text.range(ofLine: gin.text.line(of: offset))
    guard offset > line.start, let place = gin.records.lastIndex(where: { $0.span.range.start < line.start }),
      case .incomplete = gin.statements[place].content,
      let wanted = wanted(in: gin.statements[place], before: offset.utf8),
      !wanted.brackets.isEmpty
    else { return nil }
    return gin.statements[place]
  }

  private func wanted(before start: Int) -> CompletionSite.Wanted? {
    statement.flatMap { wanted(in: $0, before: start) }
  }

  /// Set where an `=` of the same statement stands before.
  private func wanted(in statement: GinStatement, before start: Int) -> CompletionSite.Wanted? {
    guard statement.range.start.utf8 <= start else { return nil }
    var wanted = CompletionSite.Wanted()
    switch statement.content {
    case .binding(let binding):
      wanted.selector = binding.selector.text
      wanted.parameter = binding.parameter.text
    case .incomplete(let incomplete):
      wanted.selector = incomplete.selector?.text ?? ""
      wanted.parameter = incomplete.parameter?.text ?? ""
    case .macro: break
    case .block, .import, .include: return nil
    }
    var hasValue = false
    for index in gin.nodes.indices[statement.nodeIndex...] {
      let node = gin.nodes[index]
      guard Int(node.start) < start else { break }
      guard node.kind == .symbol || node.kind == .stray, Int(node.end) <= start else { continue }
      let sign = bytes[Int(node.start)]
      if !hasValue {
        hasValue = sign == UInt8(ascii: "=")
        continue
      }
      switch sign {
      case UInt8(ascii: "["), UInt8(ascii: "("), UInt8(ascii: "{"): wanted.brackets.append((sign, 0, false))
      case UInt8(ascii: "]"), UInt8(ascii: ")"), UInt8(ascii: "}"): _ = wanted.brackets.popLast()
      case UInt8(ascii: ","):
        if let last = wanted.brackets.indices.last {
          wanted.brackets[last].commas += 1
          wanted.brackets[last].hasColon = false
        }
      case UInt8(ascii: ":"): wanted.brackets.indices.last.map { wanted.brackets[$0].hasColon = true }
      default: break
      }
    }
    guard hasValue else { return nil }
    // A value that is closed is followed by the next line's key.
    let isSameLine = gin.text.line(of: statement.range.start) == gin.text.line(of: offset)
    return isSameLine || !wanted.brackets.isEmpty ? wanted : nil
  }

  // MARK: Blocks

  /// The block that an indented line below the last line with text belongs to.
  func block(above line: TextOffset) -> (scope: String, selector: String)? {
    guard let place = gin.records.lastIndex(where: { $0.span.range.start < line }) else { return nil }
    let statement = gin.statements[place]
    if let block = statement.block { return (block.scope.text, block.selector.text) }
    switch statement.content {
    case .block(let block): return (block.scope.text, block.selector.text)
    case .incomplete(let incomplete):
      // A header without members is no block yet.
      let end = gin.text.range(ofLine: gin.text.line(of: incomplete.statement.range.start)).end
      let text = gin.text[TextRange(incomplete.statement.range.start, end)]
      guard text.split(separator: "#").first?.last(where: { $0 != " " }) == ":", let selector = incomplete.selector
      else { return nil }
      return (incomplete.scope?.text ?? "", selector.text)
    case .binding, .macro, .import, .include: return nil
    }
  }
}
