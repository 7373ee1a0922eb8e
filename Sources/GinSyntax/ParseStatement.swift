// What is one statement? Bindings, macros, blocks, imports and includes, as `parse_statement` reads them.

import PythonText
import SourceText

extension GinParser {
  /// One statement outside blocks, or a whole block.
  mutating func parseStatement() {
    let start = token.start
    let node = open(.incomplete)
    let record = records.count
    records.append(
      StatementRecord(kind: .incomplete, span: Span(start, start), node: UInt32(truncatingIfNeeded: node)))
    lastEnd = start
    unhashableKey = nil

    var isWhole = parseContent(of: record)
    if isWhole {
      switch token.kind {
      case _ where records[record].kind == .block: if token.kind == .dedent { advance() }
      case .newline, .dedent: advance()
      case .end: break
      default: isWhole = fail(SyntaxWords.expectedLineEnd(after: records[record].kind, found: tokenText))
      }
    }
    if !isWhole { records[record].kind = .incomplete }
    reportUnhashableKey(in: record)
    if !isWhole { recover(from: start) }
    finish(record)
  }

  /// - Returns: whether gin goes on behind it.
  private mutating func parseContent(of record: Int) -> Bool {
    guard token.kind == .name else { return fail(SyntaxWords.noStatement(tokenText)) }
    let nameNode = nodes.count
    let name = readName()
    records[record].first = name.scope
    records[record].second = name.selector
    records[record].third = name.parameter
    guard name.isValidKey else { return failName(name, SyntaxWords.malformedKey(text(name.range))) }

    switch token.symbol {
    case UInt8(ascii: "="):
      leaf(.symbol)
      advance()
      guard parseValue(of: record) else { return false }
      records[record].kind = name.parameter.isNone ? .macro : .binding
      return true
    case UInt8(ascii: ":"):
      records[record].second = Span(start: name.selector.start, end: Span(name.start, name.end).end)
      records[record].third = .none
      parseBlock(record)
      return true
    default: break
    }
    switch text(name.range) {
    case "import", "from":
      nodes[nameNode].kind = .keyword
      return parseImport(record, isFrom: name.end - name.start == 4 ? .from : .import)
    case "include":
      nodes[nameNode].kind = .keyword
      return parseInclude(record)
    default: return fail(SyntaxWords.noEqualsSign(behind: text(name.range), found: tokenText))
    }
  }

  private mutating func reportUnhashableKey(in record: Int) {
    guard let key = unhashableKey else { return }
    unhashableKey = nil
    // Had gin stopped earlier in the statement, it would not have got this far.
    guard records[record].kind != .incomplete else { return }
    report(SyntaxWords.unhashableKey, at: nodes[key].range)
    records[record].kind = .incomplete
  }

  private mutating func finish(_ record: Int) {
    let node = Int(records[record].node)
    nodes[node].kind = records[record].kind
    close(node)
    records[record].span = Span(start: nodes[node].start, end: nodes[node].end)
  }

  // MARK: Imports and includes

  enum ImportForm { case `import`, from }

  private mutating func parseImport(_ record: Int, isFrom form: ImportForm) -> Bool {
    records[record].first = .none
    records[record].second = .none
    records[record].third = .none
    guard token.kind == .name else { return fail(SyntaxWords.noModule(tokenText)) }
    let module = readName()
    records[record].first = Span(module.start, module.end)
    guard module.isValid, module.slash < 0 else {
      return failName(module, SyntaxWords.malformedModule(text(module.range)))
    }
    if form == .from {
      guard isName("import") else { return fail(SyntaxWords.noImport(behind: text(module.range))) }
      leaf(.keyword)
      advance()
      guard let name = takeIdentifier() else { return fail(SyntaxWords.noImportedName(tokenText)) }
      records[record].second = name
    }
    if isName("as") {
      leaf(.keyword)
      advance()
      guard let alias = takeIdentifier() else { return fail(SyntaxWords.noAlias(tokenText)) }
      records[record].third = alias
    }
    records[record].kind = .import
    return true
  }

  private mutating func parseInclude(_ record: Int) -> Bool {
    records[record].first = .none
    records[record].second = .none
    guard token.kind == .string else { return fail(SyntaxWords.noPath(tokenText)) }
    let path = nodes.count
    records[record].value = Int32(truncatingIfNeeded: path)
    let first = token
    guard parseStrings() else { return false }
    let prefix = bytes[first.start..<min(first.start + 2, first.end)]
    guard !prefix.contains(where: { $0 | 0x20 == UInt8(ascii: "b") && $0 > 0x40 }) || isQuote(bytes[first.start]) else {
      report(SyntaxWords.noPath(text(nodes[path].range)), at: nodes[path].range)
      return false
    }
    records[record].kind = .include
    return true
  }

  private func isQuote(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") }

  /// gin's `_parse_identifier`.
  private mutating func takeIdentifier() -> Span? {
    guard token.kind == .name, PythonCharacters.isASCIINameStart(bytes[token.start]) else { return nil }
    let span = Span(token.start, token.end)
    leaf(.name)
    advanceAndSkip()
    return span
  }

  func isName(_ text: StaticString) -> Bool {
    guard token.kind == .name, token.end - token.start == text.utf8CodeUnitCount else { return false }
    return text.withUTF8Buffer { expected in bytes[token.start..<token.end].elementsEqual(expected) }
  }

  // MARK: Blocks

  /// `scope/module.name:` is read up to the colon. A block is one even if all its members are refused.
  private mutating func parseBlock(_ record: Int) {
    records[record].kind = .block
    leaf(.symbol)
    advance()
    while token.kind == .comment {
      comment()
      advance()
    }
    if token.kind == .newline {
      advance()
    } else {
      _ = fail(SyntaxWords.textBehindBlock(tokenText))
      recover(from: Int(records[record].span.start))
    }
    while token.kind == .comment || token.kind == .lineBreak {
      if token.kind == .comment { comment() }
      advance()
    }
    guard token.kind == .indent else {
      let name = text(TextRange(Int(records[record].span.start), lastEnd - 1))
      _ = fail(SyntaxWords.emptyBlock(name))
      // What follows stands on its own.
      restartAtLine(of: token)
      return
    }
    advance()
    isInBlock = true
    parseMembers(of: record)
    isInBlock = false
    records[record].memberCount = UInt32(truncatingIfNeeded: records.count - record - 1)
  }

  private mutating func parseMembers(of block: Int) {
    var extraLevels = 0
    while true {
      skip()
      switch token.kind {
      case .end: return
      case .dedent:
        if extraLevels == 0 { return }
        extraLevels -= 1
        advance()
      case .indent:
        advance()
        report(SyntaxWords.unexpectedIndentation)
        extraLevels += 1
      case .inconsistentDedent:
        report(SyntaxWords.inconsistentIndentation)
        advance()
      default: parseMember(of: block)
      }
    }
  }

  private mutating func parseMember(of block: Int) {
    let start = token.start
    let node = open(.incomplete)
    let record = records.count
    var member = StatementRecord(
      kind: .incomplete, span: Span(start, start), node: UInt32(truncatingIfNeeded: node))
    member.first = records[block].first
    member.second = records[block].second
    member.block = Int32(truncatingIfNeeded: block)
    records.append(member)
    lastEnd = start
    unhashableKey = nil

    let isWhole = parseMemberContent(of: record)
    if isWhole { records[record].kind = .binding }
    reportUnhashableKey(in: record)
    if !isWhole { recover(from: start) }
    finish(record)
  }

  private mutating func parseMemberContent(of record: Int) -> Bool {
    guard let parameter = takeIdentifier() else { return fail(SyntaxWords.noParameter(tokenText)) }
    records[record].third = parameter
    guard token.symbol == UInt8(ascii: "=") else {
      return fail(SyntaxWords.noEqualsSign(inBlockBehind: text(parameter.range), found: tokenText))
    }
    leaf(.symbol)
    advance()
    guard parseValue(of: record) else { return false }
    guard token.kind == .newline else { return fail(SyntaxWords.expectedLineEnd(after: .binding, found: tokenText)) }
    advance()
    return true
  }
}
