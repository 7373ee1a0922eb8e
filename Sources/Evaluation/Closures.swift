// What does a closure do? Those that a library call runs at once share its frame; those that are kept get their own.

import Configurables
import SourceText

/// A closure, or a function's name, that runs in the frame that it is written in.
struct Callback {
  /// Where its arguments are put before `body` runs.
  var parameters: [Storage]
  var body: Typed
}

extension BodyCompiler {
  /// A function argument of a library call: it runs during that call only, never inside itself.
  /// - Parameter result: what it has to give, or nil to find that out.
  func callback(
    _ expression: Expression, _ types: [SwiftType], _ result: SwiftType?, _ range: TextRange
  ) throws -> Callback {
    guard case .closure(let function) = expression.kind else {
      return try callback(toValue: expression, types, result, range)
    }
    if let obstacle = function.obstacle { throw unsupported(EvaluationWords.obstacle("a closure", obstacle), range) }
    return try inScope {
      let storages = try declareParameters(function, types, range)
      let declared = function.result.map(resolve)
      let body = try compileClosureBody(function, declared ?? result)
      return Callback(parameters: storages, body: body)
    }
  }

  private func callback(
    toValue expression: Expression, _ types: [SwiftType], _ result: SwiftType?, _ range: TextRange
  ) throws -> Callback {
    let names = types.indices.map { "$\($0)" }
    let values = names.map { Expression(.name($0), range) }
    return try inScope {
      let storages = zip(names, types).map { name, type -> Storage in
        let storage = elementStorage(for: type)
        declare(name, type, .constant, storage)
        return storage
      }
      let arguments = values.map { Argument(value: $0) }
      switch expression.kind {
      case .name(let name):
        if let binary = BinaryOperator(rawValue: name), values.count == 2 {
          return Callback(
            parameters: storages,
            body: try compile(Expression(.binary(binary, values[0], values[1]), range), result))
        }
        return Callback(
          parameters: storages,
          body: try compile(Expression(.call(callee: expression, arguments: arguments), range), result))
      case .keyPath(let path):
        guard var body = values.first else { break }
        for name in path { body = Expression(.member(base: body, name: name, nameRange: range), range) }
        return Callback(parameters: storages, body: try compile(body, result))
      case .member, .type:
        return Callback(
          parameters: storages,
          body: try compile(Expression(.call(callee: expression, arguments: arguments), range), result))
      default: break
      }
      throw unsupported(EvaluationWords.untyped("this function"), range)
    }
  }

  /// Gives a closure's parameters their types; one tuple may be taken apart into several parameters.
  private func declareParameters(
    _ function: Function, _ types: [SwiftType], _ range: TextRange
  ) throws -> [Storage] {
    let parameters = function.parameters
    if types.count == 1, parameters.count > 1, case .tuple(let elements) = types[0], elements.count == parameters.count
    {
      let parts = try zip(parameters, elements).map { try declare($0, $1.type, range) }
      return [.compound(parts)]
    }
    if parameters.isEmpty { return types.map { elementStorage(for: $0) } }
    guard parameters.count == types.count || parameters.allSatisfy({ $0.name.hasPrefix("$") }) else {
      throw mismatch(EvaluationWords.wrongArguments("a closure"), range)
    }
    return try types.enumerated().map { place, type in
      guard parameters.indices.contains(place) else { return elementStorage(for: type) }
      return try declare(parameters[place], type, range)
    }
  }

  private func declare(_ parameter: Parameter, _ type: SwiftType, _ range: TextRange) throws -> Storage {
    if let written = parameter.type, resolve(written) != type { throw mismatch(type, for: resolve(written), range) }
    let storage = elementStorage(for: type)
    if parameter.internalName != "_" { declare(parameter.internalName, type, .constant, storage) }
    return storage
  }

  /// A closure's statements as one expression.
  func compileClosureBody(_ function: Function, _ result: SwiftType?) throws -> Typed {
    if function.body.count == 1, case .returned(let value?) = function.body[0].kind {
      if result == .void {
        let value = try compile(value)
        guard value.type == .void || value.type == .never else {
          throw mismatch(value.type, for: .void, function.body[0].range)
        }
        return value
      }
      return try compile(value, result)
    }
    let target = ReturnTarget(type: result)
    returns.append(target)
    let outerLoops = loops
    loops = []
    defer {
      returns.removeLast()
      loops = outerLoops
    }
    if let result, result != .void { target.storage = storage(for: result) }
    let code = try inScope { try compileBlock(function.body) }
    let type = target.type ?? .void
    guard type != .void, let storage = target.storage else {
      return Typed(
        .void,
        .datum { frame in
          _ = try code(frame)
          return .void
        })
    }
    let trap = trap(.noReturn, function.range)
    return Typed.datum(type) { frame in
      guard try code(frame) == .returned else { throw trap }
      return try storage.load(frame)
    }
  }

  /// A closure that is kept: a value with copies of the constants and the boxes of the variables that it names.
  func compileClosure(_ function: Function, _ expected: SwiftType?, _ range: TextRange) throws -> Typed {
    if let obstacle = function.obstacle { throw unsupported(EvaluationWords.obstacle("a closure", obstacle), range) }
    var types: [SwiftType] = []
    var result = function.result.map(resolve)
    if case .function(let parameters, let wanted) = expected?.unwrapped {
      types = parameters
      result = result ?? wanted
    } else {
      types = try function.parameters.map { parameter in
        guard let type = parameter.type else { throw unsupported(EvaluationWords.untyped("a closure"), range) }
        return resolve(type)
      }
    }
    return try compileKept(function, types, result, range)
  }

  func compileKept(
    _ function: Function, _ types: [SwiftType], _ result: SwiftType?, _ range: TextRange
  ) throws -> Typed {
    let inner = BodyCompiler(library: library, unit: unit, nominal: nominal, parent: self)
    inner.selfType = selfType
    inner.isTypeMember = isTypeMember
    inner.boxedNames = boxedNames
    inner.nesting = nesting
    let storages = try inner.declareParameters(function, types, range)
    let body = try inner.compileClosureBody(function, result)
    let code = body.datum
    let (captures, size) = (inner.captures, inner.size)
    let type = SwiftType.function(types, body.type == .never ? (result ?? .void) : body.type)
    return Typed(
      type,
      .datum { frame in
        let captured = try captures.map { from, to -> Datum in
          // A box itself is captured, not what is in it.
          if case .boxed(let slot) = from, case .boxed = to { return frame.data[slot] }
          return try from.load(frame)
        }
        let value = FunctionValue(description: "a closure") { execution, arguments in
          let callee = Frame(execution, size)
          for ((_, to), datum) in zip(captures, captured) {
            if case .boxed(let slot) = to { callee.data[slot] = datum } else { try to.store(datum, callee) }
          }
          for (storage, argument) in zip(storages, arguments) { try storage.store(argument, callee) }
          return try code(callee)
        }
        return .function(value)
      })
  }
}

/// Names that closures mention which may outlive the statement they stand in.
struct KeptNames {
  private(set) var names: Set<String> = []
  /// Library calls that run their closures at once.
  private static let immediate: Set<String> = [
    "map", "filter", "reduce", "compactMap", "flatMap", "forEach", "sorted", "min", "max", "contains", "allSatisfy",
    "first", "firstIndex", "lastIndex", "last", "sort", "removeAll", "prefix", "drop", "mapValues", "sum",
    "compactMapValues",
  ]
  private var kept = 0

  static func inBody(_ body: [Statement]) -> Set<String> {
    var finder = KeptNames()
    finder.visit(body)
    return finder.names
  }

  private mutating func visit(_ statements: [Statement]) { for statement in statements { visit(statement) } }

  private mutating func visit(_ statement: Statement) {
    switch statement.kind {
    case .declaration(_, _, let value, _): value.map { visit($0) }
    case .assignment(let targets, let value):
      for case .target(let target) in targets { visit(target) }
      for case .name(let name, _) in targets { note(name) }
      visit(value)
    case .update(let target, _, let value):
      visit(target)
      visit(value)
    case .expression(let value), .assertion(let value, _): visit(value)
    case .conditional(let conditions, let then, let otherwise):
      visit(conditions)
      visit(then)
      visit(otherwise)
    case .require(let conditions, let otherwise):
      visit(conditions)
      visit(otherwise)
    case .whileLoop(_, let conditions, let body, _):
      visit(conditions)
      visit(body)
    case .repeatLoop(_, let body, let condition):
      visit(body)
      visit(condition)
    case .forLoop(_, _, let sequence, let filter, let body, _):
      visit(sequence)
      filter.map { visit($0) }
      visit(body)
    case .choice(_, let subject, let cases):
      visit(subject)
      for one in cases {
        one.condition.map { visit($0) }
        visit(one.body)
      }
    case .returned(let value), .thrown(let value): value.map { visit($0) }
    case .function(let function): visitKept(function.body)
    case .attempt(let body, let handlers, let otherwise, let finally):
      visit(body)
      for handler in handlers { visit(handler.body) }
      visit(otherwise)
      visit(finally)
    case .scope(let body), .deferred(let body): visit(body)
    case .type, .breakLoop, .continueLoop, .fallthroughCase, .outerNames, .deletion, .within, .nothing, .unsupported:
      break
    }
  }

  private mutating func visit(_ conditions: [Condition]) {
    for condition in conditions {
      switch condition {
      case .expression(let value), .pattern(_, let value): visit(value)
      }
    }
  }

  private mutating func visitKept(_ body: [Statement]) {
    kept += 1
    visit(body)
    kept -= 1
  }

  private mutating func note(_ name: String) { if kept > 0 { names.insert(name) } }

  private mutating func visit(_ expression: Expression) {
    switch expression.kind {
    case .name(let name): note(name)
    case .closure(let function): visitKept(function.body)
    case .call(let callee, let arguments):
      visit(callee)
      var runsAtOnce = false
      if case .member(_, let name, _) = callee.kind { runsAtOnce = Self.immediate.contains(name) }
      for argument in arguments {
        if runsAtOnce, case .closure(let function) = argument.value.kind {
          visit(function.body)
        } else {
          visit(argument.value)
        }
      }
    case .index(let base, let arguments):
      visit(base)
      for argument in arguments { visit(argument.value) }
    case .member(let base, _, _): base.map { visit($0) }
    case .interpolation(let parts):
      for part in parts { if case .value(let value, _, _) = part.content { visit(value) } }
    case .unary(_, let value), .optionalUnwrap(let value), .optionalChain(let value), .forceUnwrap(let value),
      .attempt(_, let value), .cast(_, let value, _), .namedValue(_, let value), .unpacked(let value):
      visit(value)
    case .binary(_, let left, let right):
      visit(left)
      visit(right)
    case .conditional(let condition, let then, let otherwise):
      visit(condition)
      visit(then)
      visit(otherwise)
    case .statement(let statement): visit(statement)
    case .list(let elements), .set(let elements): for element in elements { visit(element) }
    case .tuple(let elements): for element in elements { visit(element.value) }
    case .dictionary(let elements):
      for case .pair(let key, let value) in elements {
        visit(key)
        visit(value)
      }
    default: break
    }
  }
}
