// What does the innermost part of a Python expression say? Names, literals, brackets and comprehensions.

import Configurables
import PythonText
import SourceText

extension PythonParser {
  mutating func atom() throws(PythonSyntaxError) -> Expression {
    let token = current
    switch token.kind {
    case .name: return try nameAtom()
    case .number:
      advance()
      return Expression(number(token), TextRange(token.start, token.end))
    case .string: return try strings()
    case .symbol:
      switch token.text {
      case "(": return try nested { parser throws(PythonSyntaxError) in try parser.parenthesised() }
      case "[": return try nested { parser throws(PythonSyntaxError) in try parser.bracketed() }
      case "{": return try nested { parser throws(PythonSyntaxError) in try parser.braced() }
      case "...":
        advance()
        return Expression(.name("Ellipsis"), TextRange(token.start, token.end))
      default: throw error("an expression was expected")
      }
    case .unterminatedString: throw error("this string is not closed")
    default: throw error("an expression was expected")
    }
  }

  private mutating func nameAtom() throws(PythonSyntaxError) -> Expression {
    let token = current
    let range = TextRange(token.start, token.end)
    switch token.text {
    case "None": advance(); return Expression(.none, range)
    case "True": advance(); return Expression(.boolean(true), range)
    case "False": advance(); return Expression(.boolean(false), range)
    default: return Expression(.name(try expectName().text), range)
    }
  }

  private func number(_ token: Lexeme) -> Expression.Kind {
    let text = String(decoding: bytes[token.start..<token.end].lazy.filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)
    let lowered = text.lowercased()
    if lowered.hasSuffix("j") { return .imaginary(String(text.dropLast())) }
    let hasRadix = lowered.hasPrefix("0x") || lowered.hasPrefix("0o") || lowered.hasPrefix("0b")
    let isFloating = !hasRadix && lowered.utf8.contains { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "e") }
    return isFloating ? .floating(text) : .integer(text)
  }

  /// `yield`, a generator, a tuple, or an expression in parentheses, which leave no trace.
  private mutating func parenthesised() throws(PythonSyntaxError) -> Expression {
    let start = current.start
    advance()
    if take(")") { return Expression(.tuple([]), range(from: start)) }
    if at("yield") {
      let value = try yieldExpression()
      try expect(")")
      return value
    }
    let first = try starredExpression()
    if startsComprehension {
      let value = try comprehensionClauses()
      try expect(")")
      return Expression(
        .comprehension(.generator, element: first, value: nil, clauses: value), range(from: start))
    }
    guard at(",") else {
      try expect(")")
      return first
    }
    var elements = [Expression.Argument(value: first)]
    while take(",") {
      guard !at(")") else { break }
      elements.append(.init(value: try starredExpression()))
    }
    try expect(")")
    return Expression(.tuple(elements), range(from: start))
  }

  mutating func yieldExpression() throws(PythonSyntaxError) -> Expression {
    let start = current.start
    advance()
    if take("from") {
      let value = try expression()
      return Expression(.yieldedAll(value), range(from: start))
    }
    let value = startsExpression ? try expressionList() : nil
    return Expression(.yielded(value), range(from: start))
  }

  private mutating func bracketed() throws(PythonSyntaxError) -> Expression {
    let start = current.start
    advance()
    var elements: [Expression] = []
    while !at("]") {
      elements.append(try starredExpression())
      if elements.count == 1, startsComprehension {
        let value = try comprehension(.list, elements[0], nil, from: start)
        try expect("]")
        return Expression(value.kind, range(from: start))
      }
      guard take(",") else { break }
    }
    try expect("]")
    return Expression(.list(elements), range(from: start))
  }

  private mutating func braced() throws(PythonSyntaxError) -> Expression {
    let start = current.start
    advance()
    if take("}") { return Expression(.dictionary([]), range(from: start)) }
    if at("**") { return try dictionary(from: start) }
    let first = try starredExpression()
    if at(":") { return try dictionary(from: start, firstKey: first) }
    if startsComprehension {
      let value = try comprehension(.set, first, nil, from: start)
      try expect("}")
      return Expression(value.kind, range(from: start))
    }
    var elements = [first]
    while take(","), !at("}") { elements.append(try starredExpression()) }
    try expect("}")
    return Expression(.set(elements), range(from: start))
  }

  private mutating func dictionary(
    from start: Int, firstKey: Expression? = nil
  ) throws(PythonSyntaxError) -> Expression {
    var elements: [Expression.DictionaryElement] = []
    var key = firstKey
    repeat {
      if key == nil, at("}") { break }
      if key == nil, take("**") {
        elements.append(.unpacked(try binary(level: 0)))
        continue
      }
      let first = if let key { key } else { try expression() }
      key = nil
      try expect(":")
      let value = try expression()
      if elements.isEmpty, startsComprehension {
        let comprehension = try comprehension(.dictionary, first, value, from: start)
        try expect("}")
        return Expression(comprehension.kind, range(from: start))
      }
      elements.append(.pair(key: first, value: value))
    } while take(",")
    try expect("}")
    return Expression(.dictionary(elements), range(from: start))
  }

  // MARK: Comprehensions

  var startsComprehension: Bool {
    at("for") || (at("async") && peek(1).kind == .name && peek(1).text == "for")
  }

  mutating func comprehension(
    _ kind: Expression.ComprehensionKind, _ element: Expression, _ value: Expression?, from start: Int
  ) throws(PythonSyntaxError) -> Expression {
    let clauses = try comprehensionClauses()
    return Expression(
      .comprehension(kind, element: element, value: value, clauses: clauses), range(from: start))
  }

  private mutating func comprehensionClauses() throws(PythonSyntaxError) -> [Expression.ComprehensionClause] {
    var clauses: [Expression.ComprehensionClause] = []
    while true {
      if startsComprehension {
        if take("async") { obstacle = obstacle ?? "is async" }
        advance()
        let target = try targetList()
        try expect("in")
        clauses.append(.loop(target, in: try comprehensionOperand()))
      } else if take("if") {
        clauses.append(.condition(try comprehensionOperand()))
      } else {
        return clauses
      }
    }
  }

  /// A disjunction, because an `if` behind it belongs to the comprehension; a lambda and a walrus may stand there too.
  private mutating func comprehensionOperand() throws(PythonSyntaxError) -> Expression {
    if at("lambda") { return try expression() }
    if current.kind == .name, peek(1).text == ":=" { return try namedExpression() }
    return try nested { parser throws(PythonSyntaxError) in try parser.disjunction() }
  }

  /// What a loop assigns to: `a`, `a, b`, `(a, *b)`, `a.b`, `a[0]`.
  mutating func targetList() throws(PythonSyntaxError) -> Pattern {
    let start = current.start
    var elements: [Expression] = []
    var isTuple = false
    repeat {
      if !elements.isEmpty, !startsExpression { break }
      if at("*") { elements.append(try starredExpression()) } else { elements.append(try binary(level: 0)) }
      if at(",") { isTuple = true }
    } while take(",")
    let value =
      isTuple ? Expression(.tuple(elements.map { .init(value: $0) }), range(from: start)) : elements[0]
    return Self.target(value)
  }

  /// The pattern that an assignment to `expression` fills.
  static func target(_ expression: Expression) -> Pattern {
    switch expression.kind {
    case .name(let name): return .name(name, expression.range)
    case .tuple(let elements): return .tuple(elements.map { target($0.value) })
    case .list(let elements): return .tuple(elements.map(target))
    case .unpacked(let value): return .rest(target(value))
    case .member, .index: return .target(expression)
    default: return .unsupported("assigns to something that is no variable", expression.range)
    }
  }
}
