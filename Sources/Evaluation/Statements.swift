// What does a statement do? Blocks, declarations, branches, loops, errors: each becomes code that says how it ended.

import Configurables
import SourceText

/// How a statement ended.
enum Flow: Equatable {
  case normal
  case returned
  case left(Int)
  case continued(Int)
  case fallthroughCase
}

typealias StatementCode = (Frame) throws -> Flow

extension BodyCompiler {
  /// A block in a scope of its own.
  func compileBlock(_ statements: [Statement]) throws -> StatementCode {
    try inScope { Self.sequence(try compileStatements(statements[...])) }
  }

  /// Statements one after the other. One that cannot be compiled ends the run when it is reached, and no sooner.
  private func compileStatements(_ statements: ArraySlice<Statement>) throws -> [StatementCode] {
    var codes: [StatementCode] = []
    for (place, statement) in zip(statements.indices, statements) {
      if case .deferred(let body) = statement.kind {
        codes.append(try compileDeferred(body, rest: statements[(place + 1)...]))
        return codes
      }
      do {
        codes.append(try nested(statement.range) { try compile(statement) })
      } catch let stop as CompileStop {
        let end = notEvaluated(stop)
        codes.append { _ in throw end }
        return codes
      }
    }
    return codes
  }

  private static func sequence(_ codes: [StatementCode]) -> StatementCode {
    switch codes.count {
    case 0: return { _ in .normal }
    case 1: return codes[0]
    case 2:
      let (first, second) = (codes[0], codes[1])
      return { frame in
        let flow = try first(frame)
        return flow == .normal ? try second(frame) : flow
      }
    default:
      return { frame in
        for code in codes {
          let flow = try code(frame)
          if flow != .normal { return flow }
        }
        return .normal
      }
    }
  }

  private func compileDeferred(_ body: [Statement], rest: ArraySlice<Statement>) throws -> StatementCode {
    let deferred = try compileBlock(body)
    let rest = Self.sequence(try compileStatements(rest))
    return { frame in
      let flow: Flow
      do { flow = try rest(frame) } catch let thrown as ThrownError {
        _ = try deferred(frame)
        throw thrown
      }
      _ = try deferred(frame)
      return flow
    }
  }

  private func compile(_ statement: Statement) throws -> StatementCode {
    let range = statement.range
    switch statement.kind {
    case .declaration(let pattern, let type, let value, let mutability):
      return try compileDeclaration(pattern, type.map(resolve), value, mutability, range)
    case .assignment(let targets, let value): return try compileAssignment(targets, value, range)
    case .update(let target, let binary, let value): return try compileUpdate(target, binary, value, range)
    case .expression(let value): return try compileEffect(value)
    case .conditional(let conditions, let then, let otherwise):
      return try compileIf(conditions, then, otherwise)
    case .require(let conditions, let otherwise):
      let leave = try compileBlock(otherwise)
      let test = try compile(conditions)
      return { frame in try test(frame) ? .normal : leave(frame) }
    case .whileLoop(let label, let conditions, let body, _): return try compileWhile(label, conditions, body)
    case .repeatLoop(let label, let body, let condition): return try compileRepeat(label, body, condition)
    case .forLoop(let label, let pattern, let sequence, let filter, let body, _):
      return try compileFor(label, pattern, sequence, filter, body, range)
    case .choice(let label, let subject, let cases): return try compileSwitch(label, subject, cases, range)
    case .returned(let value): return try compileReturn(value, range)
    case .breakLoop(let name): return try compileBreak(name, range)
    case .continueLoop(let name):
      guard let loop = loops.last(where: { $0.isLoop && (name == nil || $0.name == name) }) else {
        throw mismatch(EvaluationWords.pattern(), range)
      }
      return { _ in .continued(loop.id) }
    case .thrown(let value): return try compileThrow(value, range)
    case .function(let function): return try compileLocalFunction(function, range)
    case .attempt(let body, let handlers, _, _): return try compileDo(body, handlers, range)
    case .scope(let body): return try compileBlock(body)
    case .fallthroughCase: return { _ in .fallthroughCase }
    case .nothing: return { _ in .normal }
    case .unsupported(let reason): throw unsupported(reason, range)
    case .type: throw unsupported("declares a type inside a function", range)
    case .deferred, .assertion, .outerNames, .deletion, .within:
      throw unsupported(EvaluationWords.pattern(), range)
    }
  }

  private func compileEffect(_ value: Expression) throws -> StatementCode {
    // A call whose result is not used has no context; a closure or literal alone does nothing.
    let effect = try compile(value).effect
    return { frame in
      try effect(frame)
      return .normal
    }
  }

  // MARK: Declarations

  private func compileDeclaration(
    _ pattern: Pattern, _ type: SwiftType?, _ value: Expression?, _ mutability: Statement.Mutability, _ range: TextRange
  ) throws -> StatementCode {
    if let unknown = type?.unknownPart { throw unsupported(EvaluationWords.unknownType(unknown), range) }
    guard let value else {
      guard case .name(let name, _) = pattern, let type else { throw unsupported(EvaluationWords.pattern(), range) }
      let storage = declare(name, type, mutability)
      let initial: Datum = type.isOptional ? .nothing : try blank(type)
      return { frame in
        if type.isNumber, case .void = initial { return .normal }
        try storage.initialize(initial, frame)
        return .normal
      }
    }
    let compiled = try compile(value, type)
    guard compiled.type != .void || type == .void else { throw unsupported(EvaluationWords.untyped("`Void`"), range) }
    let bind = try binder(pattern, compiled.type, mutability, range)
    if case .storage(let storage) = bind {
      let initialize = storage.initializer(compiled)
      return { frame in
        try initialize(frame)
        return .normal
      }
    }
    let code = compiled.datum
    return { frame in
      try bind.bind(try code(frame), frame)
      return .normal
    }
  }

  private func blank(_ type: SwiftType) throws -> Datum {
    switch type {
    case .int: .int(0)
    case .double: .double(0)
    case .bool: .bool(false)
    default: .void
    }
  }

  private func compileLocalFunction(_ function: Function, _ range: TextRange) throws -> StatementCode {
    if let obstacle = function.obstacle {
      throw unsupported(EvaluationWords.obstacle(function.name, obstacle), range)
    }
    guard !function.parameters.contains(where: { $0.kind != .ordinary || $0.defaultValue != nil }) else {
      throw unsupported(EvaluationWords.obstacle(function.name, "is a local function with defaults"), range)
    }
    let types = function.parameters.map { $0.type.map(resolve) ?? .opaque("an unknown type") }
    let result = function.result.map(resolve) ?? .void
    // Its own name is a box, so that it can call itself.
    let storage = Storage.boxed(nextDatum())
    declare(function.name, .function(types, result), .variable, storage)
    var inner = function
    inner.parameters = function.parameters.map {
      Parameter(name: $0.internalName, nameRange: $0.nameRange, type: $0.type)
    }
    let prepare: (Frame) throws -> Void = { try storage.initialize(.void, $0) }
    let value = try compileKept(inner, types, result, range).datum
    return { frame in
      try prepare(frame)
      try storage.store(try value(frame), frame)
      return .normal
    }
  }

  // MARK: Branches

  /// Conditions one after the other; names that they bind stay in the scope that is open.
  func compile(_ conditions: [Condition]) throws -> BoolCode {
    let codes = try conditions.map { condition -> BoolCode in
      switch condition {
      case .expression(let value): return try compile(value, .bool).bool
      case .pattern(let pattern, let value): return try match(pattern, try compileSubject(value), value.range)
      }
    }
    if codes.count == 1 { return codes[0] }
    return { frame in
      for code in codes where try !code(frame) { return false }
      return true
    }
  }

  private func compileSubject(_ value: Expression) throws -> Typed { try compile(value) }

  private func compileIf(
    _ conditions: [Condition], _ then: [Statement], _ otherwise: [Statement]
  ) throws -> StatementCode {
    let (test, then) = try inScope { (try compile(conditions), try compileBlock(then)) }
    guard !otherwise.isEmpty else { return { frame in try test(frame) ? then(frame) : .normal } }
    let otherwise = try compileBlock(otherwise)
    return { frame in try test(frame) ? then(frame) : otherwise(frame) }
  }

  private func compileSwitch(
    _ label: String?, _ subject: Expression, _ cases: [Statement.ChoiceCase], _ range: TextRange
  ) throws -> StatementCode {
    let (value, prepare) = try held(subject)
    let id = newLabel(label, isLoop: false)
    defer { loops.removeLast() }
    let arms = try cases.map { one in
      try inScope { (test: try test(one, value, range), body: try compileBlock(one.body)) }
    }
    return { frame in
      try prepare(frame)
      guard var place = try arms.firstIndex(where: { try $0.test(frame) }) else { return .normal }
      while true {
        let flow = try arms[place].body(frame)
        switch flow {
        case .left(id): return .normal
        case .fallthroughCase where place + 1 < arms.count: place += 1
        default: return flow
        }
      }
    }
  }

  /// A switch's subject, worked out once.
  func held(_ subject: Expression) throws -> (value: Typed, prepare: (Frame) throws -> Void) {
    let value = try compile(subject)
    let storage = storage(for: value.type)
    return (storage.typed(value.type), storage.initializer(value))
  }

  func test(_ one: Statement.ChoiceCase, _ value: Typed, _ range: TextRange) throws -> BoolCode {
    var tests = try one.patterns.map { try match($0, value, range) }
    if tests.isEmpty { tests = [{ _ in true }] }
    let condition = try one.condition.map { try compile($0, .bool).bool }
    let first = tests[0]
    let any: BoolCode = tests.count == 1 ? first : { frame in try tests.contains { try $0(frame) } }
    guard let condition else { return any }
    guard tests.count == 1 else { throw unsupported(EvaluationWords.pattern(), range) }
    return { frame in try any(frame) && condition(frame) }
  }

  // MARK: Loops

  private func compileWhile(_ label: String?, _ conditions: [Condition], _ body: [Statement]) throws -> StatementCode {
    let id = newLabel(label)
    defer { loops.removeLast() }
    let (test, body) = try inScope { (try compile(conditions), try compileBlock(body)) }
    return { frame in
      while try test(frame) {
        try frame.execution.step()
        let flow = try body(frame)
        if flow == .normal || flow == .continued(id) { continue }
        return flow == .left(id) ? .normal : flow
      }
      return .normal
    }
  }

  private func compileRepeat(_ label: String?, _ body: [Statement], _ condition: Expression) throws -> StatementCode {
    let id = newLabel(label)
    defer { loops.removeLast() }
    let body = try compileBlock(body)
    let test = try compile(condition, .bool).bool
    return { frame in
      repeat {
        try frame.execution.step()
        let flow = try body(frame)
        if flow == .normal || flow == .continued(id) { continue }
        return flow == .left(id) ? .normal : flow
      } while try test(frame)
      return .normal
    }
  }

  private func compileFor(
    _ label: String?, _ pattern: Pattern, _ sequence: Expression, _ filter: Expression?, _ body: [Statement],
    _ range: TextRange
  ) throws -> StatementCode {
    let source = try source(sequence)
    let id = newLabel(label)
    defer { loops.removeLast() }
    return try inScope {
      let (storage, accepts) = try loopVariable(pattern, source.element, range)
      let filter = try filter.map { try compile($0, .bool).bool }
      let body = try compileBlock(body)
      let loop = try source.loop(storage)
      return { frame in
        var end = Flow.normal
        try loop(frame) { frame in
          if let accepts, try !accepts(frame) { return true }
          if let filter, try !filter(frame) { return true }
          let flow = try body(frame)
          if flow == .normal || flow == .continued(id) { return true }
          end = flow == .left(id) ? .normal : flow
          return false
        }
        return end
      }
    }
  }

  /// Where a loop's element lies, and for `for case` whether its pattern takes it.
  private func loopVariable(
    _ pattern: Pattern, _ element: SwiftType, _ range: TextRange
  ) throws -> (Storage, BoolCode?) {
    switch (pattern, element) {
    case (.wildcard, _): return (elementStorage(for: element), nil)
    case (.typed(let inner, let type), _):
      guard resolve(type) == element else { throw mismatch(element, for: resolve(type), range) }
      return try loopVariable(inner, element, range)
    case (.name(let name, _), _):
      let storage = elementStorage(for: element)
      declare(name, element, .constant, storage)
      return (storage, nil)
    case (.tuple(let parts), .tuple(let elements)) where parts.count == elements.count:
      let inner = try zip(parts, elements).map { try loopVariable($0, $1.type, range) }
      let tests = inner.compactMap(\.1)
      return (
        .compound(inner.map(\.0)), tests.isEmpty ? nil : { frame in try tests.allSatisfy { try $0(frame) } }
      )
    default:
      let storage = elementStorage(for: element)
      return (storage, try match(pattern, storage.typed(element), range))
    }
  }

  private func compileBreak(_ name: String?, _ range: TextRange) throws -> StatementCode {
    guard let loop = loops.last(where: { name == nil || $0.name == name }) else {
      throw mismatch(EvaluationWords.pattern(), range)
    }
    return { _ in .left(loop.id) }
  }

  // MARK: Leaving

  private func compileReturn(_ value: Expression?, _ range: TextRange) throws -> StatementCode {
    guard let target = returns.last else { throw mismatch(EvaluationWords.pattern(), range) }
    guard let value else { return { _ in .returned } }
    let compiled = try compile(value, target.type)
    if target.type == nil {
      target.type = compiled.type
      if compiled.type != .void { target.storage = storage(for: compiled.type) }
    }
    guard let storage = target.storage else {
      let effect = compiled.effect
      return { frame in
        try effect(frame)
        return .returned
      }
    }
    let store = storage.assignment(compiled)
    return { frame in
      try store(frame)
      return .returned
    }
  }

  private func compileThrow(_ value: Expression?, _ range: TextRange) throws -> StatementCode {
    guard let value else { throw unsupported(EvaluationWords.pattern(), range) }
    let compiled = try compile(value, nil)
    let code = compiled.datum
    let location = location(range)
    if compiled.type == .error {
      return { frame in
        throw ThrownError(datum: try code(frame), typeName: "Error", description: "again", location: location)
      }
    }
    guard case .nominal(let index) = compiled.type else {
      throw unsupported(EvaluationWords.untyped("the error"), range)
    }
    let name = library.nominals[index].name
    let library = library
    return { frame in
      let datum = try code(frame)
      let value = library.value(datum, .nominal(index))
      throw ThrownError(
        datum: .list([.int(index), datum]), typeName: name, description: value.errorText(name), location: location)
    }
  }

  private func compileDo(
    _ body: [Statement], _ handlers: [Statement.Handler], _ range: TextRange
  ) throws -> StatementCode {
    let body = try compileBlock(body)
    let caught = nextDatum()
    let arms = try handlers.map { handler in
      try inScope {
        declare(handler.name ?? "error", .error, .constant, .datum(caught))
        let test = try handler.pattern.map { try matchError($0, .datum(caught), range) }
        return (test: test, body: try compileBlock(handler.body))
      }
    }
    return { frame in
      do { return try body(frame) } catch let thrown as ThrownError {
        frame.data[caught] = thrown.datum
        for arm in arms where try arm.test?(frame) ?? true { return try arm.body(frame) }
        throw thrown
      }
    }
  }
}

extension Value {
  /// `ScheduleError.badRatio(3.0)`, for people.
  func errorText(_ type: String) -> String {
    switch self {
    case .enumeration(let value): "`\(type)\(text.hasPrefix(".") ? "" : ".")\(value.text)`"
    default: "`\(text)`"
    }
  }
}

extension EnumerationValue {
  fileprivate var text: String { Value.enumeration(self).text }
}
