// Which input made a computation fail? The one that the failing check looked at, where it looked at one alone.
//
// A `throw` says where a program stops, and a person wants to know what to change. The check in front of it names
// values; each is followed to the parameter or the query that it came from. What cannot be followed has no answer.

import Configurables
import SourceText

struct ErrorCause {
  /// What a function takes in from outside.
  enum Input: Hashable {
    case parameter(String)
    /// As it is written, scopes included.
    case query(String)
  }

  private let function: Function
  /// The properties of the type that the function belongs to.
  private let properties: Set<String>
  private var found: Set<Input> = []
  private var followed: Set<String> = []
  private var isLost = false

  /// The inputs that decided about the error; nil where they are not known.
  /// - Parameter values: what the call had, which may tell which part of a check failed.
  static func inputs(
    ofErrorAt place: FileLocation, in index: DefinitionIndex, values: [Input: Value] = [:]
  ) -> Set<Input>? {
    guard let code = index.files[place.file], let (function, type) = enclosing(place.range, in: code) else {
      return nil
    }
    var cause = ErrorCause(function: function, properties: Set(type?.properties.map(\.name) ?? []))
    let known = KnownCondition(function: function, values: values)
    for deciding in Deciding(place.range, known).expressions(in: function.body) { cause.follow(deciding) }
    return cause.isLost ? nil : cause.found
  }

  private init(function: Function, properties: Set<String>) {
    self.function = function
    self.properties = properties
  }

  /// What a name is given in a function, and whether that is all.
  static func sources(of name: String, in function: Function) -> (expressions: [Expression], isUnclear: Bool) {
    let sources = Sources(of: name, in: function.body)
    return (sources.expressions, sources.isUnclear)
  }

  private static func enclosing(_ range: TextRange, in code: DefinitionFile) -> (Function, TypeDefinition?)? {
    if let function = code.functions.first(where: { $0.range.contains(range) }) { return (function, nil) }
    for type in code.types where type.range.contains(range) {
      let functions = type.methods + type.initializers + type.properties.compactMap(\.getter)
      if let function = functions.first(where: { $0.range.contains(range) }) { return (function, type) }
    }
    return nil
  }

  // MARK: From values to inputs

  private mutating func follow(_ expression: Expression) {
    expression.visitExpressions { part in
      switch part.kind {
      case .name(let name): follow(name)
      case .member(let base?, let name, _) where base.kind == .name("self"): follow(name)
      case .call:
        if let query = part.query { found.insert(.query(query.key)) }
      // A value inside is named by the closure, and comes from where the closure is called.
      case .closure, .comprehension, .unsupported: isLost = true
      default: break
      }
    }
  }

  private mutating func follow(_ name: String) {
    guard name != "self", followed.insert(name).inserted else { return }
    let sources = Sources(of: name, in: function.body)
    if !sources.expressions.isEmpty {
      for expression in sources.expressions { follow(expression) }
    } else if function.parameters.contains(where: { $0.internalName == name }) || properties.contains(name) {
      let outer = function.parameters.first { $0.internalName == name }?.name
      found.insert(.parameter(outer ?? name))
    } else if isBoundInside(name) {
      isLost = true
    }
    if sources.isUnclear { isLost = true }
  }

  /// Whether a closure or a comprehension of the function gives the name its values.
  private func isBoundInside(_ name: String) -> Bool {
    if name.hasPrefix("$") { return true }
    var isBound = false
    function.visitExpressions { part in
      switch part.kind {
      case .closure(let closure):
        if closure.parameters.contains(where: { $0.internalName == name })
          || !Sources(of: name, in: closure.body).expressions.isEmpty
        {
          isBound = true
        }
      case .comprehension(_, _, _, let clauses):
        for case .loop(let pattern, _) in clauses where pattern.binds(name) { isBound = true }
      default: break
      }
    }
    return isBound
  }
}

/// The expressions that decide whether a place is reached.
private struct Deciding {
  private let place: TextRange
  private let known: KnownCondition

  init(_ place: TextRange, _ known: KnownCondition) {
    self.place = place
    self.known = known
  }

  /// Those of the innermost check around the place; without one, what is worked out there.
  func expressions(in body: [Statement]) -> [Expression] {
    guard let statement = body.first(where: { $0.range.contains(place) }) else { return [] }
    for inner in statement.bodies {
      let deeper = expressions(in: inner)
      guard deeper.isEmpty else { return deeper }
      if inner.contains(where: { $0.range.contains(place) }) { return decided(by: statement, in: inner) }
    }
    switch statement.kind {
    case .thrown: return []
    case .assertion(let condition, _): return known.parts(of: condition, being: false)
    default: return innermost(in: statement).map { [$0] } ?? []
    }
  }

  /// Of the conditions in front of a branch those parts that led into it.
  private func decided(by statement: Statement, in branch: [Statement]) -> [Expression] {
    switch statement.kind {
    case .require(let conditions, _): return known.failing(conditions.map(\.decided))
    case .conditional(let conditions, let then, _):
      let conditions = conditions.map(\.decided)
      return then == branch
        ? conditions.flatMap { known.parts(of: $0, being: true) } : known.failing(conditions)
    default: return statement.conditions
    }
  }

  /// The smallest expression around the place; of a failing `precondition` its condition.
  private func innermost(in statement: Statement) -> Expression? {
    var smallest: Expression?
    statement.visitExpressions { expression in
      guard expression.range.contains(place) else { return }
      if smallest.map({ expression.range.length <= $0.range.length }) ?? true { smallest = expression }
    }
    // What is divided does not matter: the divisor is zero.
    if case .binary(let binary, _, let divisor)? = smallest?.kind, [.divide, .floorDivide, .remainder].contains(binary)
    {
      return divisor
    }
    guard let smallest, case .call(let callee, let arguments) = smallest.kind, case .name(let name) = callee.kind,
      name == "precondition" || name == "assert"
    else { return smallest }
    return arguments.first.flatMap { known.parts(of: $0.value, being: false).onlyElement ?? $0.value }
  }
}

extension [Expression] {
  fileprivate var onlyElement: Expression? { count == 1 ? first : nil }
}

extension Statement {
  /// The statements inside that may or may not run.
  fileprivate var bodies: [[Statement]] {
    switch kind {
    case .conditional(_, let then, let otherwise): [then, otherwise]
    case .require(_, let otherwise): [otherwise]
    case .whileLoop(_, _, let body, let otherwise), .forLoop(_, _, _, _, let body, let otherwise): [body, otherwise]
    case .repeatLoop(_, let body, _): [body]
    case .choice(_, _, let cases): cases.map(\.body)
    case .attempt(let body, let handlers, let otherwise, let finally):
      [body] + handlers.map(\.body) + [otherwise, finally]
    case .scope(let body), .deferred(let body): [body]
    default: []
    }
  }

  /// What decides whether they do.
  fileprivate var conditions: [Expression] {
    switch kind {
    case .conditional(let conditions, _, _), .require(let conditions, _), .whileLoop(_, let conditions, _, _):
      conditions.map(\.decided)
    case .choice(_, let subject, let cases): [subject] + cases.compactMap(\.condition)
    case .forLoop(_, _, in: let sequence, _, _, _): [sequence]
    default: []
    }
  }
}

extension Condition {
  fileprivate var decided: Expression {
    switch self {
    case .expression(let expression), .pattern(_, let expression): expression
    }
  }
}

/// What a name is given in a body.
private struct Sources {
  var expressions: [Expression] = []
  /// Whether it is also given something by a pattern or a loop that is not followed.
  var isUnclear = false

  init(of name: String, in body: [Statement]) { collect(name, body) }

  private mutating func collect(_ name: String, _ body: [Statement]) {
    for statement in body {
      switch statement.kind {
      case .declaration(let pattern, _, let value, _): give(name, [pattern], value)
      case .assignment(let targets, let value): give(name, targets, value)
      case .update(let target, _, let value):
        if target.kind == .name(name) { expressions.append(value) }
      case .forLoop(_, let pattern, let sequence, _, _, _): give(name, [pattern], sequence)
      case .conditional(let conditions, _, _), .require(let conditions, _):
        for case .pattern(let pattern, let value) in conditions { give(name, [pattern], value) }
      default: break
      }
      for inner in statement.bodies { collect(name, inner) }
    }
  }

  private mutating func give(_ name: String, _ patterns: [Pattern], _ value: Expression?) {
    for pattern in patterns where pattern.binds(name) {
      if let value { expressions.append(value) } else { isUnclear = true }
    }
  }
}

extension Pattern {
  fileprivate func binds(_ name: String) -> Bool {
    switch self {
    case .name(let bound, _): bound == name
    case .tuple(let parts): parts.contains { $0.binds(name) }
    case .rest(let inner), .optional(let inner), .typed(let inner, _): inner.binds(name)
    case .enumerationCase(_, _, let payload): payload.contains { $0.binds(name) }
    case .typeCheck(_, let inner): inner?.binds(name) ?? false
    case .target(let expression): expression.kind == .name(name)
    case .wildcard, .expression, .unsupported: false
    }
  }
}
