// What does an expression compute? Dispatch over its kinds, and those that need no file of their own.

import Configurables
import SourceText

extension BodyCompiler {
  /// Code for an expression that has to be of type `expected`, or of its own type when that is nil.
  func compile(_ expression: Expression, _ expected: SwiftType? = nil) throws -> Typed {
    try nested(expression.range) {
      try coerce(try compileOwn(expression, expected), to: expected, expression.range)
    }
  }

  private func compileOwn(_ expression: Expression, _ expected: SwiftType?) throws -> Typed {
    let range = expression.range
    switch expression.kind {
    case .integer(let text): return try integer(text, isNegative: false, expected, range)
    case .floating(let text): return try floating(text, expected, range)
    case .string(let text):
      if let wanted = expected?.unwrapped, wanted != .string { throw mismatch(.string, for: wanted, range) }
      return .constant(.string, .string(text))
    case .boolean(let value): return .constant(.bool, .bool(value))
    case .none:
      guard let expected, expected.isOptional else { throw untypedStop("`nil`", expected, range) }
      return .constant(expected, .nothing)
    case .interpolation(let parts): return try interpolation(parts, range)
    case .name(let name): return try compileName(name, expected, range)
    case .member(let base, let name, _): return try compileMember(base, name, expected, range)
    case .call(let callee, let arguments): return try compileCall(callee, arguments, expected, range)
    case .index(let base, let arguments): return try compileIndex(base, arguments, range)
    case .unary(let unary, let operand): return try compileUnary(unary, operand, expected, range)
    case .binary(let binary, let left, let right): return try compileBinary(binary, left, right, expected, range)
    case .conditional(let condition, let then, let otherwise):
      return try compileConditional(condition, then, otherwise, expected, range)
    case .statement(let statement): return try compileStatementValue(statement, expected, range)
    case .list(let elements): return try compileList(elements, expected, range)
    case .tuple(let elements): return try compileTuple(elements, expected, range)
    case .dictionary(let elements): return try compileDictionary(elements, expected, range)
    case .closure(let function): return try compileClosure(function, expected, range)
    case .cast(let kind, let operand, let type): return try compileCast(kind, operand, type, expected, range)
    case .optionalChain(let chain): return try compileOptionalChain(chain, range)
    case .optionalUnwrap(let operand): return try compileUnwrapInChain(operand, range)
    case .forceUnwrap(let operand): return try compileForceUnwrap(operand, range)
    case .attempt(let kind, let operand): return try compileAttempt(kind, operand, expected, range)
    case .keyPath(let path): return try compileKeyPath(path, expected, range)
    case .unsupported(let reason): throw unsupported(reason, range)
    case .type: throw unsupported(EvaluationWords.untyped("a type that is used as a value"), range)
    case .imaginary, .bytes, .slice, .comparisons, .set, .comprehension, .namedValue, .unpacked, .yielded, .yieldedAll:
      throw unsupported(EvaluationWords.untyped("this expression"), range)
    }
  }

  func untypedStop(_ what: String, _ expected: SwiftType?, _ range: TextRange) -> CompileStop {
    if let expected { return mismatch(EvaluationWords.mismatch(what, library.text(expected)), range) }
    return unsupported(EvaluationWords.untyped(what), range)
  }

  // MARK: Conditionals

  private func compileConditional(
    _ condition: Expression, _ then: Expression, _ otherwise: Expression, _ expected: SwiftType?, _ range: TextRange
  ) throws -> Typed {
    let condition = try compile(condition, .bool).bool
    let (first, second) = try compileTogether([then, otherwise], expected, range).pair
    switch (first.code, second.code) {
    case (.double(let first), .double(let second)):
      return Typed(.double, .double { try condition($0) ? first($0) : second($0) })
    case (.int(let first), .int(let second)):
      return Typed(.int, .int { try condition($0) ? first($0) : second($0) })
    case (.bool(let first), .bool(let second)):
      return Typed(.bool, .bool { try condition($0) ? first($0) : second($0) })
    default:
      let (one, other) = (first.datum, second.datum)
      return Typed.datum(first.type) { try condition($0) ? one($0) : other($0) }
    }
  }

  /// Expressions that have one type in common: those that only a context types take the type of the others.
  func compileTogether(_ expressions: [Expression], _ expected: SwiftType?, _ range: TextRange) throws -> Together {
    if let expected { return Together(type: expected, values: try expressions.map { try compile($0, expected) }) }
    var compiled: [Typed?] = []
    var common: SwiftType?
    for expression in expressions {
      guard !needsContext(expression) else {
        compiled.append(nil)
        continue
      }
      let value = try compile(expression)
      guard let type = common.map({ joined($0, value.type) }) ?? value.type else {
        throw mismatch(value.type, for: common ?? value.type, expression.range)
      }
      common = type
      compiled.append(value)
    }
    var type = common ?? defaultType(of: expressions)
    if let found = type, !found.isOptional, expressions.contains(where: { $0.kind == .none }) {
      type = .optional(found)
    }
    guard let type else { throw unsupported(EvaluationWords.untyped("these values"), range) }
    let values = try zip(expressions, compiled).map { expression, value in
      try value.map { try coerce($0, to: type, expression.range) } ?? compile(expression, type)
    }
    return Together(type: type, values: values)
  }

  struct Together {
    var type: SwiftType
    var values: [Typed]
    /// The first and the last.
    var pair: (Typed, Typed) {
      get throws {
        guard let first = values.first, let last = values.last else { throw Datum.fault("two values") }
        return (first, last)
      }
    }
  }

  // MARK: Collections

  private func compileList(_ elements: [Expression], _ expected: SwiftType?, _ range: TextRange) throws -> Typed {
    var wanted: SwiftType?
    switch expected?.unwrapped {
    case .array(let element): wanted = element
    case .set(let element): return try compileSet(elements, element)
    case .none: break
    case .some(let other): throw mismatch(EvaluationWords.mismatch("list", library.text(other)), range)
    }
    guard wanted != nil || !elements.isEmpty else { throw unsupported(EvaluationWords.untyped("`[]`"), range) }
    let together =
      try wanted.map { type in
        Together(type: type, values: try elements.map { try compile($0, type) })
      } ?? compileTogether(elements, nil, range)
    let count = together.values.count
    switch together.type {
    case .double:
      let codes = together.values.map(\.double)
      return Typed(
        .array(.double),
        .datum { frame in
          try frame.execution.charge(count &* 8)
          return .doubles(try codes.map { try $0(frame) })
        })
    case .int:
      let codes = together.values.map(\.int)
      return Typed(
        .array(.int),
        .datum { frame in
          try frame.execution.charge(count &* 8)
          return .ints(try codes.map { try $0(frame) })
        })
    default:
      let codes = together.values.map(\.datum)
      return Typed(
        .array(together.type),
        .datum { frame in
          try frame.execution.charge(count &* 24)
          return .list(try codes.map { try $0(frame) })
        })
    }
  }

  private func compileSet(_ elements: [Expression], _ element: SwiftType) throws -> Typed {
    let codes = try elements.map { try compile($0, element).datum }
    return Typed(
      .set(element),
      .datum { frame in
        try frame.execution.charge(codes.count &* 48)
        var group = Datum.Group()
        for code in codes { group.insert(try code(frame)) }
        return .group(group)
      })
  }

  private func compileTuple(_ elements: [Argument], _ expected: SwiftType?, _ range: TextRange) throws -> Typed {
    if elements.isEmpty { return .constant(.void, .void) }
    if elements.count == 1 { return try compile(elements[0].value, expected) }
    var wanted: [SwiftType.Element]?
    if case .tuple(let parts) = expected?.unwrapped {
      guard parts.count == elements.count else { throw mismatch(.tuple([]), for: .tuple(parts), range) }
      wanted = parts
    }
    let values = try elements.enumerated().map { try compile($1.value, wanted?[$0].type) }
    let type = SwiftType.tuple(
      zip(elements, values).map { SwiftType.Element(label: $0.label, type: $1.type) })
    let codes = values.map(\.datum)
    return Typed(type, .datum { frame in .record(try codes.map { try $0(frame) }) })
  }

  private func compileDictionary(
    _ elements: [Expression.DictionaryElement], _ expected: SwiftType?, _ range: TextRange
  ) throws -> Typed {
    var keys: [Expression] = []
    var values: [Expression] = []
    for element in elements {
      guard case .pair(let key, let value) = element else { throw unsupported(EvaluationWords.pattern(), range) }
      keys.append(key)
      values.append(value)
    }
    var wanted: (SwiftType, SwiftType)?
    if let expected {
      guard case .dictionary(let key, let value) = expected.unwrapped else {
        throw mismatch(EvaluationWords.mismatch("dictionary", library.text(expected)), range)
      }
      wanted = (key, value)
    }
    guard wanted != nil || !keys.isEmpty else { throw unsupported(EvaluationWords.untyped("`[:]`"), range) }
    let allKeys = try compileTogether(keys, wanted?.0, range)
    let allValues = try compileTogether(values, wanted?.1, range)
    let codes = zip(allKeys.values, allValues.values).map { ($0.datum, $1.datum) }
    let trap = trap(.duplicateKey, range)
    return Typed(
      .dictionary(allKeys.type, allValues.type),
      .datum { frame in
        try frame.execution.charge(codes.count &* 64)
        var table = Datum.Table()
        for (key, value) in codes {
          let key = try key(frame)
          guard table[key] == nil else { throw trap }
          table[key] = try value(frame)
        }
        return .table(table)
      })
  }

  // MARK: Optionals

  private func compileForceUnwrap(_ operand: Expression, _ range: TextRange) throws -> Typed {
    let value = try compile(operand)
    guard let wrapped = value.type.wrapped else {
      throw mismatch(EvaluationWords.operation("!", on: library.text(value.type)), range)
    }
    let code = value.datum
    let trap = trap(.unexpectedNil, range)
    return Typed.datum(wrapped) { frame in
      let datum = try code(frame)
      if datum.isNothing { throw trap }
      return datum.unwrapped()
    }
  }

  /// `a?.b.c`: the chain's own code throws `ChainEnd` where a base is nil.
  private struct ChainEnd: Error {}

  private func compileOptionalChain(_ chain: Expression, _ range: TextRange) throws -> Typed {
    let value = try compile(chain)
    let code = value.datum
    let flat = value.type.isOptional
    let type = flat ? value.type : .optional(value.type)
    return Typed(
      type,
      .datum { frame in
        do { return try code(frame) } catch is ChainEnd { return .nothing }
      })
  }

  private func compileUnwrapInChain(_ operand: Expression, _ range: TextRange) throws -> Typed {
    let value = try compile(operand)
    guard let wrapped = value.type.wrapped else {
      throw mismatch(EvaluationWords.operation("?", on: library.text(value.type)), range)
    }
    let code = value.datum
    return Typed.datum(wrapped) { frame in
      let datum = try code(frame)
      if datum.isNothing { throw ChainEnd() }
      return datum.unwrapped()
    }
  }

  // MARK: Errors

  private func compileAttempt(
    _ kind: Expression.AttemptKind, _ operand: Expression, _ expected: SwiftType?, _ range: TextRange
  ) throws -> Typed {
    switch kind {
    case .plain: return try compile(operand, expected)
    case .optional:
      let value = try compile(operand, needsContext(operand) ? expected?.wrapped : nil)
      let code = value.datum
      let flat = value.type.isOptional
      return Typed(
        flat ? value.type : .optional(value.type),
        .datum { frame in
          do { return try code(frame) } catch is ThrownError { return .nothing }
        })
    case .forced:
      let value = try compile(operand, expected)
      let code = value.datum
      let location = location(range)
      return Typed.datum(value.type) { frame in
        do { return try code(frame) } catch let thrown as ThrownError {
          let trap = EvaluationWords.Trap.forcedTry(thrown.description)
          throw EvaluationStop.raised(.init(type: trap.type, message: trap.message, location: location))
        }
      }
    }
  }

  // MARK: Casts

  private func compileCast(
    _ kind: Expression.CastKind, _ operand: Expression, _ type: TypeExpression, _ expected: SwiftType?,
    _ range: TextRange
  ) throws -> Typed {
    let wanted = resolve(type)
    if let unknown = wanted.unknownPart { throw unsupported(EvaluationWords.unknownType(unknown), range) }
    if kind == .coercion { return try compile(operand, wanted) }
    throw unsupported(EvaluationWords.untyped("a value that is cast while the program runs"), range)
  }

  private func compileKeyPath(_ path: [String], _ expected: SwiftType?, _ range: TextRange) throws -> Typed {
    guard case .function(let parameters, let result) = expected, parameters.count == 1 else {
      throw unsupported(EvaluationWords.untyped("a key path"), range)
    }
    let parameter = Parameter(name: "$0", nameRange: range)
    var body = Expression(.name("$0"), range)
    for name in path where name != "self" {
      body = Expression(.member(base: body, name: name, nameRange: range), range)
    }
    let function = Function(
      name: "", nameRange: range, range: range, parameters: [parameter], result: nil,
      body: [Statement(.expression(body), range)], placement: .closure)
    return try compileClosure(function, .function(parameters, result), range)
  }
}
