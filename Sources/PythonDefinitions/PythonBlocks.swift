// What does a Python statement with blocks say? Definitions, branches, loops and handlers.

import Configurables
import PythonText
import SourceText

extension PythonParser {
  /// Nil when no statement with a block begins here.
  mutating func compoundStatement() throws(PythonSyntaxError) -> PythonStatement? {
    let start = current.start
    guard let kind = try compoundStatementKind() else { return nil }
    return PythonStatement(kind: kind, range: range(from: start))
  }

  private mutating func compoundStatementKind() throws(PythonSyntaxError) -> PythonStatement.Kind? {
    if at("@") { return try decorated() }
    guard current.kind == .name else { return nil }
    switch current.text {
    case "def": return try function(decorators: [], isAsync: false)
    case "class": return try classDefinition(decorators: [])
    case "if": return try branches()
    case "while":
      advance()
      let condition = try namedExpression()
      return .whileLoop(condition, body: try block(), otherwise: try elseBlock())
    case "for": return try forLoop()
    case "try": return try attempt()
    case "with": return try with()
    case "async": return try asynchronous()
    case "match" where startsMatch: return try match()
    default: return nil
    }
  }

  private mutating func elseBlock() throws(PythonSyntaxError) -> [PythonStatement] {
    take("else") ? try block() : []
  }

  private mutating func branches() throws(PythonSyntaxError) -> PythonStatement.Kind {
    var arms: [(condition: Expression, body: [PythonStatement], start: Int)] = []
    repeat {
      let start = current.start
      advance()
      let condition = try namedExpression()
      arms.append((condition, try block(), start))
      guard arms.count < Self.longestChain else { throw error("there are too many branches") }
    } while at("elif")
    var otherwise = try elseBlock()
    for arm in arms.dropFirst().reversed() {
      let kind = PythonStatement.Kind.conditional(arm.condition, then: arm.body, otherwise: otherwise)
      otherwise = [PythonStatement(kind: kind, range: range(from: arm.start))]
    }
    return .conditional(arms[0].condition, then: arms[0].body, otherwise: otherwise)
  }

  private mutating func forLoop() throws(PythonSyntaxError) -> PythonStatement.Kind {
    advance()
    let target = try targetList()
    try expect("in")
    let sequence = try expressionList()
    return .forLoop(target, in: sequence, body: try block(), otherwise: try elseBlock())
  }

  private mutating func attempt() throws(PythonSyntaxError) -> PythonStatement.Kind {
    advance()
    var attempt = PythonAttempt(body: try block(), handlers: [], otherwise: [], finally: [])
    while take("except") {
      _ = take("*")
      var handler = PythonAttempt.Handler(type: nil, name: nil, body: [])
      if !at(":") { handler.type = try expressionList() }
      if take("as") { handler.name = try expectName().text }
      handler.body = try block()
      attempt.handlers.append(handler)
    }
    attempt.otherwise = try elseBlock()
    if take("finally") { attempt.finally = try block() }
    return .attempt(attempt)
  }

  private mutating func with() throws(PythonSyntaxError) -> PythonStatement.Kind {
    advance()
    var items: [Statement.Context] = []
    // `with (a as b, c as d):` and `with (a, b) as c:` begin alike; an `as` inside the brackets tells them apart.
    if at("("), parenthesisHoldsItems {
      advance()
      while !at(")") {
        items.append(try withItem())
        guard take(",") else { break }
      }
      try expect(")")
    } else {
      repeat { items.append(try withItem()) } while take(",")
    }
    return .with(items: items, body: try block())
  }

  private mutating func withItem() throws(PythonSyntaxError) -> Statement.Context {
    let value = try expression()
    return Statement.Context(value: value, target: take("as") ? Self.target(try starredExpression()) : nil)
  }

  private var parenthesisHoldsItems: Bool {
    var brackets = 0
    var hasAlias = false
    for place in index..<line.count where line[place].kind == .symbol || line[place].kind == .name {
      switch line[place].text {
      case "(", "[", "{": brackets += 1
      case ")", "]", "}":
        brackets -= 1
        if brackets == 0 { return hasAlias && place + 1 < line.count && line[place + 1].text == ":" }
      case "as" where brackets == 1: hasAlias = true
      default: break
      }
    }
    return false
  }

  private mutating func asynchronous() throws(PythonSyntaxError) -> PythonStatement.Kind {
    advance()
    switch current.text {
    case "def": return try function(decorators: [], isAsync: true)
    case "for":
      obstacle = obstacle ?? "is async"
      return try forLoop()
    case "with":
      obstacle = obstacle ?? "is async"
      return try with()
    default: throw error("`def`, `for` or `with` was expected")
    }
  }

  // MARK: Definitions

  private mutating func decorated() throws(PythonSyntaxError) -> PythonStatement.Kind {
    var decorators: [Expression] = []
    while take("@") {
      decorators.append(try namedExpression())
      guard current.kind == .newline else { throw error("the decorator should end here") }
      nextLine()
    }
    let isAsync = take("async")
    if at("def") { return try function(decorators: decorators, isAsync: isAsync) }
    guard !isAsync, at("class") else { throw error("a function or a class was expected") }
    return try classDefinition(decorators: decorators)
  }

  private mutating func function(
    decorators: [Expression], isAsync: Bool
  ) throws(PythonSyntaxError) -> PythonStatement.Kind {
    let start = current.start
    advance()
    let name = try expectName()
    if at("[") { try typeParameters() }
    try expect("(")
    let parameters = try parameters(until: ")", annotations: .present)
    try expect(")")
    let result = take("->") ? try expressionList() : nil
    let signature = onOneLine(TextRange(start, previousEnd))
    let outer = obstacle
    obstacle = isAsync ? "is async" : nil
    defer { obstacle = outer }
    let body = try block()
    return .function(
      PythonFunction(
        name: name.text, nameRange: TextRange(name.start, name.end), decorators: decorators, parameters: parameters,
        result: result, signature: signature, obstacle: obstacle, documentation: Self.documentation(of: body),
        body: body))
  }

  private mutating func classDefinition(decorators: [Expression]) throws(PythonSyntaxError) -> PythonStatement.Kind {
    let start = current.start
    advance()
    let name = try expectName()
    if at("[") { try typeParameters() }
    let arguments = at("(") ? try callArguments() : []
    let signature = onOneLine(TextRange(start, previousEnd))
    let body = try block()
    return .classDefinition(
      PythonClass(
        name: name.text, nameRange: TextRange(name.start, name.end), decorators: decorators, arguments: arguments,
        signature: signature, documentation: Self.documentation(of: body), body: body))
  }

  /// `[T, *Ts, **P]` behind a name, which means nothing to an evaluation.
  mutating func typeParameters() throws(PythonSyntaxError) {
    try expect("[")
    while !at("]") {
      if !take("**") { _ = take("*") }
      _ = try expectName()
      if take(":") { _ = try expression() }
      if take("=") { _ = try starredExpression() }
      guard take(",") else { break }
    }
    try expect("]")
  }

  /// The text with every run of white space and line ends as one space.
  private func onOneLine(_ range: TextRange) -> String {
    text(range).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// The string that a body begins with, as `inspect.cleandoc` cleans it.
  static func documentation(of body: [PythonStatement]) -> String {
    guard case .simple(.expression(let expression))? = body.first?.kind, case .string(let text) = expression.kind else {
      return ""
    }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let margins = lines.dropFirst().compactMap { line in
      line.firstIndex { $0 != " " && $0 != "\t" }.map {
        line.distance(from: line.startIndex, to: $0)
      }
    }
    let margin = margins.min() ?? 0
    let first = lines.first.map { String($0.drop { $0 == " " || $0 == "\t" }) } ?? ""
    let cleaned = [first] + lines.dropFirst().map { String($0.dropFirst(margin)) }
    var result = cleaned[...]
    while let last = result.last, last.allSatisfy(\.isWhitespace) { result.removeLast() }
    while let first = result.first, first.isEmpty { result.removeFirst() }
    return result.joined(separator: "\n")
  }

  // MARK: Match

  /// `match` is a name unless a subject and a `:` follow it on the line.
  private var startsMatch: Bool {
    let next = peek(1)
    guard next.kind != .newline, line.count >= 3, line[line.count - 2].text == ":" else { return false }
    switch next.kind {
    case .symbol: return ["(", "[", "{", "-", "*", "~", "..."].contains(next.text)
    case .name:
      return !Self.keywords.contains(next.text) || ["None", "True", "False", "not", "lambda"].contains(next.text)
    case .number, .string: return true
    default: return false
    }
  }

  private mutating func match() throws(PythonSyntaxError) -> PythonStatement.Kind {
    advance()
    let subject = try expressionList()
    try expect(":")
    guard current.kind == .newline else { throw error("the statement should end here") }
    nextLine()
    guard current.kind == .indent else { throw error("an indented block was expected") }
    advance()
    var cases: [PythonMatchCase] = []
    while take("case") {
      let pattern = try casePatterns()
      let condition = take("if") ? try namedExpression() : nil
      cases.append(PythonMatchCase(pattern: pattern, condition: condition, body: try block()))
    }
    guard current.kind == .dedent || current.kind == .end else { throw error("`case` was expected") }
    if current.kind == .dedent { advance() }
    return .match(subject, cases: cases)
  }

  /// A pattern is read as the expression that it looks like; what only a pattern means is left to the evaluator as
  /// unsupported.
  private mutating func casePatterns() throws(PythonSyntaxError) -> Pattern {
    let start = current.start
    var depth = 0
    var place = index
    // The pattern ends at a `:` or an `if` outside brackets.
    while place < line.count {
      let text = line[place].kind == .string ? "" : line[place].text
      if ["(", "[", "{"].contains(text) { depth += 1 }
      if [")", "]", "}"].contains(text) { depth -= 1 }
      if depth == 0, text == ":" || text == "if" { break }
      place += 1
    }
    if place - index == 1 {
      let only = current
      if only.kind == .name, only.text == "_" { advance(); return .wildcard }
      if only.kind == .name, !Self.keywords.contains(only.text) {
        advance()
        return .name(only.text, TextRange(only.start, only.end))
      }
    }
    let isSimple = line[index..<min(place, line.count)].allSatisfy { token in
      switch token.kind {
      case .number, .string: true
      case .name: ["None", "True", "False"].contains(token.text) || !Self.keywords.contains(token.text)
      case .symbol: [".", "-", "|"].contains(token.text)
      default: false
      }
    }
    if isSimple {
      let value = try binary(level: 0)
      return .expression(value)
    }
    index = min(place, line.count - 1)
    previousEnd = line[max(index - 1, 0)].end
    return .unsupported("uses a structural `case`", TextRange(start, previousEnd))
  }
}
