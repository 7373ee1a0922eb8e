// What does a Python expression say? From the loosest operator down to calls and indexes.

import Configurables
import PythonText
import SourceText

extension PythonParser {
  /// `a, *b`, or a single expression without a comma: what may stand behind `return` and `=`.
  mutating func expressionList() throws(PythonSyntaxError) -> Expression {
    let start = current.start
    let first = try starredExpression()
    guard at(",") else { return first }
    var elements = [Expression.Argument(value: first)]
    while take(",") {
      guard startsExpression else { break }
      elements.append(Expression.Argument(value: try starredExpression()))
    }
    return Expression(.tuple(elements), range(from: start))
  }

  mutating func starredExpression() throws(PythonSyntaxError) -> Expression {
    guard at("*") else { return try namedExpression() }
    let start = current.start
    advance()
    let value = try binary(level: 0)
    return Expression(.unpacked(value), range(from: start))
  }

  /// `name := value`, or any expression.
  mutating func namedExpression() throws(PythonSyntaxError) -> Expression {
    if current.kind == .name, peek(1).text == ":=" {
      let name = try expectName()
      advance()
      let value = try expression()
      return Expression(.namedValue(name.text, value), range(from: name.start))
    }
    return try expression()
  }

  mutating func expression() throws(PythonSyntaxError) -> Expression {
    try nested { parser throws(PythonSyntaxError) in try parser.conditional() }
  }

  private mutating func conditional() throws(PythonSyntaxError) -> Expression {
    if at("lambda") { return try lambda() }
    let start = current.start
    let value = try disjunction()
    guard at("if") else { return value }
    advance()
    let condition = try disjunction()
    try expect("else")
    let otherwise = try expression()
    return Expression(.conditional(condition: condition, then: value, otherwise: otherwise), range(from: start))
  }

  private mutating func lambda() throws(PythonSyntaxError) -> Expression {
    let start = current.start
    advance()
    let parameters = try parameters(until: ":", annotations: .absent)
    try expect(":")
    let body = try expression()
    let function = Function(
      name: "", nameRange: TextRange(start, start + 6), range: range(from: start), parameters: parameters, result: nil,
      body: [Statement(.returned(body), body.range)], placement: .closure)
    return Expression(.closure(function), range(from: start))
  }

  mutating func disjunction() throws(PythonSyntaxError) -> Expression {
    let start = current.start
    var value = try conjunction()
    var count = 0
    while take("or") {
      count += 1
      guard count < Self.longestChain else { throw error("this expression is too long") }
      let right = try conjunction()
      value = Expression(.binary(.or, value, right), range(from: start))
    }
    return value
  }

  private mutating func conjunction() throws(PythonSyntaxError) -> Expression {
    let start = current.start
    var value = try inversion()
    var count = 0
    while take("and") {
      count += 1
      guard count < Self.longestChain else { throw error("this expression is too long") }
      let right = try inversion()
      value = Expression(.binary(.and, value, right), range(from: start))
    }
    return value
  }

  private mutating func inversion() throws(PythonSyntaxError) -> Expression {
    guard at("not") else { return try comparison() }
    let start = current.start
    advance()
    let operand = try nested { parser throws(PythonSyntaxError) in try parser.inversion() }
    return Expression(.unary(.not, operand), range(from: start))
  }

  private mutating func comparison() throws(PythonSyntaxError) -> Expression {
    let start = current.start
    let first = try binary(level: 0)
    var rest: [Expression.Comparison] = []
    while let comparison = takeComparison() { rest.append(.init(comparison, try binary(level: 0))) }
    if rest.isEmpty { return first }
    let range = range(from: start)
    if rest.count == 1 { return Expression(.binary(rest[0].comparison, first, rest[0].right), range) }
    return Expression(.comparisons(first: first, rest: rest), range)
  }

  private mutating func takeComparison() -> BinaryOperator? {
    let operators: [String: BinaryOperator] = [
      "==": .equal, "!=": .notEqual, "<": .less, "<=": .lessOrEqual, ">": .greater, ">=": .greaterOrEqual,
      "in": .contains, "is": .identical, "not": .containsNot,
    ]
    guard current.kind == .symbol || current.kind == .name, let found = operators[current.text] else { return nil }
    switch found {
    case .identical:
      advance()
      return take("not") ? .notIdentical : .identical
    case .containsNot:
      guard peek(1).kind == .name, peek(1).text == "in" else { return nil }
      advance()
      advance()
      return .containsNot
    default:
      advance()
      return found
    }
  }

  /// The left-associative operators, loosest first.
  private static let levels: [[String: BinaryOperator]] = [
    ["|": .bitOr], ["^": .bitXor], ["&": .bitAnd], ["<<": .shiftLeft, ">>": .shiftRight],
    ["+": .add, "-": .subtract],
    ["*": .multiply, "/": .divide, "//": .floorDivide, "%": .remainder, "@": .matrixMultiply],
  ]

  /// `bitwise_or` of the grammar, from `level` of `levels` on.
  mutating func binary(level: Int) throws(PythonSyntaxError) -> Expression {
    guard level < Self.levels.count else { return try factor() }
    let start = current.start
    var value = try binary(level: level + 1)
    var count = 0
    while current.kind == .symbol, let operation = Self.levels[level][current.text] {
      advance()
      count += 1
      guard count < Self.longestChain else { throw error("this expression is too long") }
      let right = try binary(level: level + 1)
      value = Expression(.binary(operation, value, right), range(from: start))
    }
    return value
  }

  private mutating func factor() throws(PythonSyntaxError) -> Expression {
    let operators: [String: UnaryOperator] = ["-": .minus, "+": .plus, "~": .bitNot]
    guard current.kind == .symbol, let operation = operators[current.text] else { return try power() }
    let start = current.start
    advance()
    let operand = try nested { parser throws(PythonSyntaxError) in try parser.factor() }
    return Expression(.unary(operation, operand), range(from: start))
  }

  private mutating func power() throws(PythonSyntaxError) -> Expression {
    let start = current.start
    let isAwaited = take("await")
    var base = try primary()
    if isAwaited {
      obstacle = obstacle ?? "is async"
      base = Expression(.unsupported("uses `await`"), range(from: start))
    }
    guard take("**") else { return base }
    let exponent = try nested { parser throws(PythonSyntaxError) in try parser.factor() }
    return Expression(.binary(.power, base, exponent), range(from: start))
  }

  private mutating func primary() throws(PythonSyntaxError) -> Expression {
    let start = current.start
    var value = try atom()
    var count = 0
    while current.kind == .symbol {
      count += 1
      guard count < Self.longestChain else { throw error("this expression is too long") }
      if take(".") {
        let name = try expectName()
        value = Expression(
          .member(base: value, name: name.text, nameRange: TextRange(name.start, name.end)), range(from: start))
      } else if at("(") {
        let arguments = try callArguments()
        value = Expression(.call(callee: value, arguments: arguments), range(from: start))
      } else if take("[") {
        let arguments = try indexArguments()
        value = Expression(.index(base: value, arguments: arguments), range(from: start))
      } else {
        break
      }
    }
    return value
  }

  /// `(a, k=b, *c, **d)`, or a single generator.
  mutating func callArguments() throws(PythonSyntaxError) -> [Expression.Argument] {
    try expect("(")
    var arguments: [Expression.Argument] = []
    while !at(")") {
      arguments.append(try nested { parser throws(PythonSyntaxError) in try parser.argument() })
      guard take(",") else { break }
    }
    try expect(")")
    return arguments
  }

  private mutating func argument() throws(PythonSyntaxError) -> Expression.Argument {
    if take("**") { return .init(value: try expression(), spread: .keywords) }
    if take("*") { return .init(value: try expression(), spread: .positional) }
    if current.kind == .name, peek(1).kind == .symbol, peek(1).text == "=" {
      let name = try expectName()
      advance()
      return .init(label: name.text, labelRange: TextRange(name.start, name.end), value: try expression())
    }
    let start = current.start
    let value = try namedExpression()
    guard startsComprehension else { return .init(value: value) }
    return .init(value: try comprehension(.generator, value, nil, from: start))
  }

  /// Behind the `[`: several indexes are one tuple.
  private mutating func indexArguments() throws(PythonSyntaxError) -> [Expression.Argument] {
    let start = current.start
    var elements: [Expression] = []
    var isTuple = false
    while !at("]") {
      elements.append(try nested { parser throws(PythonSyntaxError) in try parser.sliceOrValue() })
      guard take(",") else { break }
      isTuple = true
    }
    guard !elements.isEmpty else { throw error("an index was expected") }
    let range = range(from: start)
    try expect("]")
    if !isTuple, elements.count == 1 { return [.init(value: elements[0])] }
    return [.init(value: Expression(.tuple(elements.map { .init(value: $0) }), range))]
  }

  private mutating func sliceOrValue() throws(PythonSyntaxError) -> Expression {
    let start = current.start
    var parts: [Expression?] = [at(":") ? nil : try starredExpression()]
    guard at(":") else {
      guard let value = parts[0] else { throw error("an index was expected") }
      return value
    }
    while take(":"), parts.count < 3 {
      parts.append(at(":") || at("]") || at(",") ? nil : try expression())
    }
    return Expression(
      .slice(start: parts[0], stop: parts[1], step: parts.count > 2 ? parts[2] : nil), range(from: start))
  }

  var startsExpression: Bool {
    switch current.kind {
    case .number, .string: return true
    case .name: return !Self.keywords.contains(current.text) || Self.expressionKeywords.contains(current.text)
    case .symbol: return ["(", "[", "{", "-", "+", "~", "*", "..."].contains(current.text)
    default: return false
    }
  }

  private static let expressionKeywords: Set<String> = ["None", "True", "False", "not", "lambda", "await", "yield"]
}
