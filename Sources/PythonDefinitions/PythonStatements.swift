// What does a Python statement say? Statement by statement, so that one that does not parse costs no other.

import Configurables
import PythonText
import SourceText

extension PythonParser {
  /// All statements of the file.
  mutating func module() -> [PythonStatement] {
    var statements: [PythonStatement] = []
    while !isAtEnd {
      switch current.kind {
      // Stray indentation is read as if it were none.
      case .indent, .dedent, .inconsistentDedent: advance()
      default: statements += statementLine()
      }
    }
    return statements
  }

  private var isAtEnd: Bool { current.kind == .end }

  /// The statements of one logical line with the blocks that belong to it; always moves on.
  private mutating func statementLine() -> [PythonStatement] {
    let start = current.start
    do {
      if let compound = try compoundStatement() { return [compound] }
      var statements = [try simpleStatement()]
      while take(";"), current.kind != .newline { statements.append(try simpleStatement()) }
      try endLine()
      return statements
    } catch {
      return [recover(from: error, start: start)]
    }
  }

  private mutating func endLine() throws(PythonSyntaxError) {
    switch current.kind {
    case .newline: nextLine()
    case .end: break
    case .unterminatedStatement, .unterminatedString: throw error("the file ends inside this statement")
    default: throw error("the statement should end here")
    }
  }

  // MARK: Recovery

  /// Leaves the line that did not parse, and the block below it. Where a bracket swallowed more than its line, reading
  /// goes on at the next physical line that looks like the start of a definition.
  private mutating func recover(from error: PythonSyntaxError, start: Int) -> PythonStatement {
    let limit = line.last?.end ?? bytes.count
    if let restart = restartLine(after: max(start, 0), before: limit) {
      lines.restart(atLine: restart)
      nextLine()
      return PythonStatement(kind: .broken(error), range: TextRange(start, restart))
    }
    let isOver = line.last?.kind == .end
    if !isOver { nextLine() }
    skipBlock()
    return PythonStatement(kind: .broken(error), range: TextRange(start, limit))
  }

  /// The start of the first physical line behind `start` that is indented no deeper than the line of `start` and begins
  /// with a word that only begins statements.
  private func restartLine(after start: Int, before limit: Int) -> Int? {
    var lineStart = min(start, bytes.count)
    while lineStart > 0, !PythonCharacters.isLineEnd(bytes[lineStart - 1]) { lineStart -= 1 }
    let indentation = column(ofLineAt: lineStart).column
    var index = start
    while index < limit, index < bytes.count {
      guard PythonCharacters.isLineEnd(bytes[index]) else {
        index += 1
        continue
      }
      index += 1
      let (column, content) = column(ofLineAt: index)
      if column <= indentation, beginsDefinition(at: content) { return index }
    }
    return nil
  }

  private func column(ofLineAt start: Int) -> (column: Int, content: Int) {
    var index = start
    while index < bytes.count, PythonCharacters.isBlank(bytes[index]) { index += 1 }
    return (index - start, index)
  }

  private func beginsDefinition(at start: Int) -> Bool {
    guard start < bytes.count else { return false }
    if bytes[start] == UInt8(ascii: "@") { return true }
    var end = start
    while end < bytes.count, end - start < 8, PythonCharacters.isASCIIName(bytes[end]) { end += 1 }
    guard end < bytes.count, PythonCharacters.isBlank(bytes[end]) else { return false }
    let word = String(decoding: bytes[start..<end], as: UTF8.self)
    return ["def", "class", "async", "import", "from", "return", "with", "try"].contains(word)
  }

  private mutating func skipBlock() {
    guard current.kind == .indent else { return }
    var level = 0
    while true {
      switch current.kind {
      case .indent: level += 1
      case .dedent: level -= 1
      case .end: return
      default: break
      }
      if current.kind == .indent || current.kind == .dedent || current.kind == .inconsistentDedent {
        advance()
      } else {
        nextLine()
      }
      if level <= 0 { return }
    }
  }

  // MARK: Blocks

  /// `:` and what stands behind it: a block, or simple statements on the same line.
  mutating func block() throws(PythonSyntaxError) -> [PythonStatement] {
    try expect(":")
    guard current.kind == .newline else {
      var statements = [try simpleStatement()]
      while take(";"), current.kind != .newline { statements.append(try simpleStatement()) }
      try endLine()
      return statements
    }
    nextLine()
    guard current.kind == .indent else { throw error("an indented block was expected") }
    guard depth < Self.deepestNesting else {
      skipBlock()
      throw error("blocks are nested too deeply")
    }
    advance()
    depth += 1
    defer { depth -= 1 }
    var statements: [PythonStatement] = []
    while true {
      switch current.kind {
      case .dedent:
        advance()
        return statements
      case .end: return statements
      case .indent, .inconsistentDedent:
        // A deeper line without a reason is read as one of this block.
        advance()
        if line.indices.contains(index - 1), line[index - 1].kind == .indent { statements += strayBlock() }
      default: statements += statementLine()
      }
    }
  }

  /// The lines of a block that nothing opened, up to its dedent.
  private mutating func strayBlock() -> [PythonStatement] {
    var statements: [PythonStatement] = []
    while true {
      switch current.kind {
      case .dedent:
        advance()
        return statements
      case .end: return statements
      case .indent, .inconsistentDedent: advance()
      default: statements += statementLine()
      }
    }
  }

  // MARK: Simple statements

  mutating func simpleStatement() throws(PythonSyntaxError) -> PythonStatement {
    let start = current.start
    let kind = try simpleStatementKind()
    return PythonStatement(kind: kind, range: range(from: start))
  }

  private mutating func simpleStatementKind() throws(PythonSyntaxError) -> PythonStatement.Kind {
    guard current.kind == .name else { return try expressionStatement() }
    switch current.text {
    case "pass": advance(); return .simple(.nothing)
    case "break": advance(); return .simple(.breakLoop(nil))
    case "continue": advance(); return .simple(.continueLoop(nil))
    case "return":
      advance()
      return .simple(.returned(startsExpression ? try expressionList() : nil))
    case "raise": return try raise()
    case "global", "nonlocal":
      advance()
      return .simple(.outerNames(try names()))
    case "del":
      advance()
      let targets = try expressionList()
      if case .tuple(let elements) = targets.kind { return .simple(.deletion(elements.map(\.value))) }
      return .simple(.deletion([targets]))
    case "assert":
      advance()
      let condition = try expression()
      return .simple(.assertion(condition, message: take(",") ? try expression() : nil))
    case "import": return .imports(try plainImport())
    case "from": return .imports(try importFrom())
    case "type" where peek(1).kind == .name && !Self.keywords.contains(peek(1).text): return try typeAlias()
    default: return try expressionStatement()
    }
  }

  private mutating func names() throws(PythonSyntaxError) -> [String] {
    var names = [try expectName().text]
    while take(",") { names.append(try expectName().text) }
    return names
  }

  private mutating func raise() throws(PythonSyntaxError) -> PythonStatement.Kind {
    advance()
    guard startsExpression else { return .simple(.thrown(nil)) }
    let value = try expression()
    if take("from") { _ = try expression() }
    return .simple(.thrown(value))
  }

  /// `type X[T] = ...`, which no evaluation needs.
  private mutating func typeAlias() throws(PythonSyntaxError) -> PythonStatement.Kind {
    advance()
    _ = try expectName()
    if at("[") { try typeParameters() }
    try expect("=")
    _ = try expression()
    return .simple(.nothing)
  }

  private mutating func expressionStatement() throws(PythonSyntaxError) -> PythonStatement.Kind {
    let start = current.start
    let first = at("yield") ? try yieldExpression() : try expressionList()
    if at(":") { return try annotatedAssignment(first) }
    if current.kind == .symbol, let operation = Self.updates[current.text] {
      advance()
      let value = at("yield") ? try yieldExpression() : try expressionList()
      return .simple(.update(first, operation, value))
    }
    guard at("=") else { return .simple(.expression(first)) }
    var values = [first]
    while take("=") { values.append(at("yield") ? try yieldExpression() : try expressionList()) }
    let value = values.removeLast()
    guard !values.contains(where: Self.isNoTarget) else {
      throw PythonSyntaxError(range: range(from: start), message: "this cannot be assigned to")
    }
    return .simple(.assignment(targets: values.map(Self.target), value: value))
  }

  private static func isNoTarget(_ expression: Expression) -> Bool {
    if case .unsupported = target(expression) { return true }
    return false
  }

  private mutating func annotatedAssignment(_ target: Expression) throws(PythonSyntaxError) -> PythonStatement.Kind {
    advance()
    let annotation = try expression()
    let value = take("=") ? (at("yield") ? try yieldExpression() : try expressionList()) : nil
    switch target.kind {
    case .name(let name):
      return .annotated(name: name, nameRange: target.range, annotation: annotation, value: value)
    case .member, .index:
      return .simple(value.map { .assignment(targets: [Self.target(target)], value: $0) } ?? .nothing)
    default: throw PythonSyntaxError(range: target.range, message: "this cannot be annotated")
    }
  }

  private static let updates: [String: BinaryOperator] = [
    "+=": .add, "-=": .subtract, "*=": .multiply, "/=": .divide, "//=": .floorDivide, "%=": .remainder,
    "**=": .power, "@=": .matrixMultiply, "&=": .bitAnd, "|=": .bitOr, "^=": .bitXor, "<<=": .shiftLeft,
    ">>=": .shiftRight,
  ]

  // MARK: Imports

  private mutating func plainImport() throws(PythonSyntaxError) -> [PythonImport] {
    advance()
    var imports: [PythonImport] = []
    repeat {
      let start = current.start
      let module = try dottedName()
      let alias = take("as") ? try expectName().text : nil
      imports.append(
        PythonImport(level: 0, module: module, member: nil, alias: alias, range: range(from: start)))
    } while take(",")
    return imports
  }

  private mutating func importFrom() throws(PythonSyntaxError) -> [PythonImport] {
    advance()
    var level = 0
    while at(".") || at("...") {
      level += current.end - current.start
      advance()
    }
    let module = at("import") ? "" : try dottedName()
    try expect("import")
    let start = current.start
    if take("*") {
      return [PythonImport(level: level, module: module, member: "*", alias: nil, range: range(from: start))]
    }
    let isParenthesised = take("(")
    var imports: [PythonImport] = []
    while !at(")"), current.kind == .name {
      let start = current.start
      let member = try expectName().text
      let alias = take("as") ? try expectName().text : nil
      imports.append(
        PythonImport(level: level, module: module, member: member, alias: alias, range: range(from: start)))
      guard take(",") else { break }
    }
    if isParenthesised { try expect(")") }
    guard !imports.isEmpty else { throw error("a name to import was expected") }
    return imports
  }

  private mutating func dottedName() throws(PythonSyntaxError) -> String {
    var name = try expectName().text
    while take(".") { name += "." + (try expectName().text) }
    return name
  }
}
