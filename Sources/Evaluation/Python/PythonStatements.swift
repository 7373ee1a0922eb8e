// What does a Python statement do?

import Configurables
import PythonText
import SourceText

extension PythonInterpreter {
  func run(_ body: [Statement], _ frame: PythonFrame) throws -> Flow {
    if let compiled = block(body, frame) { return try compiled.run(frame) }
    for statement in body {
      let flow = try run(statement, frame)
      if case .next = flow { continue }
      return flow
    }
    return .next
  }

  func run(_ statement: Statement, _ frame: PythonFrame) throws -> Flow {
    do { return try runHere(statement, frame) } catch let stop as EvaluationStop {
      guard case .notEvaluated = stop, passOver(statement, frame, stop) else { throw stop }
      return .next
    }
  }

  private func runHere(_ statement: Statement, _ frame: PythonFrame) throws -> Flow {
    try step()
    switch statement.kind {
    case .expression(let expression): _ = try evaluate(expression, frame)
    case .assignment(let targets, let value):
      let path = statement.importedPath
      let value = try path.map { try whatImportGives($0, statement.range, frame) } ?? evaluate(value, frame)
      for target in targets { try assign(value, to: target, frame, statement.range) }
    case .update(let target, let update, let value): try self.update(target, update, value, frame)
    case .conditional(let conditions, let then, let otherwise):
      return try run(try holds(conditions, frame) ? then : otherwise, frame)
    case .whileLoop(_, let conditions, let body, let otherwise):
      while try holds(conditions, frame) {
        try step()
        switch try run(body, frame) {
        case .next, .continueLoop: continue
        case .breakLoop: return .next
        case .returned(let value): return .returned(value)
        }
      }
      return try run(otherwise, frame)
    case .forLoop(_, let pattern, let sequence, _, let body, let otherwise):
      return try loop(pattern, sequence, body, otherwise, frame)
    case .returned(let value): return .returned(try value.map { try evaluate($0, frame) } ?? .none)
    case .breakLoop: return .breakLoop
    case .continueLoop: return .continueLoop
    case .thrown(let value): throw try raised(value, statement.range, frame)
    case .assertion(let condition, let message):
      guard try !isTrue(try evaluate(condition, frame), condition.range, frame) else { break }
      let args = try message.map { [try evaluate($0, frame)] } ?? []
      throw try stop(
        raising: PythonException(type: .path("AssertionError"), args: args), statement.range, frame)
    case .function(let function): try define(function, frame)
    case .type(let definition):
      frame[definition.name] = .type(try makeClass(definition, frame.module, enclosing: frame))
    case .attempt(let body, let handlers, let otherwise, let finally):
      return try attempt(body, handlers, otherwise, finally, frame)
    case .within(let contexts, let body): return try within(contexts[...], body, frame)
    case .choice(_, let subject, let cases): return try choose(try evaluate(subject, frame), cases, subject, frame)
    case .deletion(let targets): for target in targets { try delete(target, frame) }
    case .outerNames(let names): try outer(names, statement.range, frame)
    case .scope(let body): return try run(body, frame)
    case .nothing: break
    case .unsupported(let reason): throw giveUp(reason, statement.range, frame.module)
    default: throw giveUp(EvaluationWords.pythonStatement, statement.range, frame.module)
    }
    return .next
  }

  /// `import` inside of a function: its name is the function's own, and what it means is not.
  private func whatImportGives(_ path: String, _ range: TextRange, _ frame: PythonFrame) throws -> PythonObject {
    try found(try execution.outside { try imported(path, range, frame.module) }, range, frame)
  }

  private func define(_ function: Function, _ frame: PythonFrame) throws {
    var made = PythonObject.function(try makeFunction(function, frame.module, enclosing: frame))
    for decorator in function.decorators.reversed() {
      let decorated = try evaluate(decorator, frame)
      if case .path(let path) = decorated,
        PythonNames.isGin(path, "configurable") || PythonNames.isGin(path, "register")
      {
        throw giveUp(EvaluationWords.pythonDecorated(function.name), decorator.range, frame.module)
      }
      made = try call(decorated, [made], [:], decorator.range, frame)
    }
    frame[function.name] = made
  }

  /// `nonlocal` needs nothing more than that the name is no own one; what the module keeps is not changed.
  private func outer(_ names: [String], _ range: TextRange, _ frame: PythonFrame) throws {
    for name in names {
      var current = frame.parent
      while let scope = current, !(scope.owns(name) && scope.kind != .classBody) { current = scope.parent }
      if current == nil { throw giveUp(EvaluationWords.pythonKept, range, frame.module) }
    }
  }

  private func holds(_ conditions: [Condition], _ frame: PythonFrame) throws -> Bool {
    for condition in conditions {
      guard case .expression(let expression) = condition else { return false }
      guard try isTrue(try evaluate(expression, frame), expression.range, frame) else { return false }
    }
    return true
  }

  private func loop(
    _ pattern: Pattern, _ sequence: Expression, _ body: [Statement], _ otherwise: [Statement], _ frame: PythonFrame
  ) throws -> Flow {
    let iterator = try iterator(over: try evaluate(sequence, frame), sequence.range, frame)
    while let item = try iterator.next() {
      try step()
      try assign(item, to: pattern, frame, sequence.range)
      switch try run(body, frame) {
      case .next, .continueLoop: continue
      case .breakLoop: return .next
      case .returned(let value): return .returned(value)
      }
    }
    return try run(otherwise, frame)
  }

  // MARK: match

  private func choose(
    _ subject: PythonObject, _ cases: [Statement.ChoiceCase], _ expression: Expression, _ frame: PythonFrame
  ) throws -> Flow {
    for choice in cases {
      let fits = try choice.patterns.contains { try matches(subject, $0, expression.range, frame) }
      guard fits else { continue }
      if let condition = choice.condition {
        guard try isTrue(try evaluate(condition, frame), condition.range, frame) else { continue }
      }
      return try run(choice.body, frame)
    }
    return .next
  }

  private func matches(
    _ subject: PythonObject, _ pattern: Pattern, _ range: TextRange, _ frame: PythonFrame
  ) throws -> Bool {
    switch pattern {
    case .wildcard: return true
    case .name(let name, _):
      try store(subject, name, frame, range)
      return true
    case .expression(let expression): return try matches(subject, expression, frame)
    case .unsupported(let reason, let range): throw giveUp(reason, range, frame.module)
    default: throw giveUp(EvaluationWords.pythonStatement, range, frame.module)
    }
  }

  /// Literals, names with periods, and `|` between them.
  private func matches(_ subject: PythonObject, _ expression: Expression, _ frame: PythonFrame) throws -> Bool {
    switch expression.kind {
    case .binary(.bitOr, let left, let right):
      if try matches(subject, left, frame) { return true }
      return try matches(subject, right, frame)
    // These three are compared by identity.
    case .none: if case .none = subject { return true } else { return false }
    case .boolean(let flag): if case .bool(flag) = subject { return true } else { return false }
    default: return try areEqual(subject, try evaluate(expression, frame), expression.range, frame)
    }
  }

  // MARK: Assignment

  /// - Throws: where values nest so deeply that letting them go would not fit the stack.
  func hold(_ value: PythonObject, _ frame: PythonFrame, _ range: TextRange) throws {
    let nesting = value.nesting
    guard nesting < PythonObject.deepestNesting else { throw giveUp(EvaluationWords.nesting, range, frame.module) }
    frame.nesting = max(frame.nesting, 1 + nesting)
  }

  /// As `hold`, of what a list holds now.
  func checkNesting(of list: PythonList, _ range: TextRange, _ frame: PythonFrame) throws {
    guard list.nesting < PythonObject.deepestNesting else {
      throw giveUp(EvaluationWords.nesting, range, frame.module)
    }
  }

  func store(_ value: PythonObject, _ name: String, _ frame: PythonFrame, _ range: TextRange) throws {
    try hold(value, frame, range)
    if frame.owns(name) || frame.kind == .classBody || frame.isModule {
      frame[name] = value
      return
    }
    var current: PythonFrame? = frame.parent
    while let scope = current {
      if scope.owns(name), scope.kind != .classBody {
        scope[name] = value
        return
      }
      current = scope.parent
    }
    throw giveUp(EvaluationWords.pythonKept, range, frame.module)
  }

  func assign(_ value: PythonObject, to pattern: Pattern, _ frame: PythonFrame, _ range: TextRange) throws {
    switch pattern {
    case .name(let name, _): try store(value, name, frame, range)
    case .wildcard: try store(value, "_", frame, range)
    case .typed(let inner, _): try assign(value, to: inner, frame, range)
    case .tuple(let parts): try unpack(value, parts, frame, range)
    case .target(let target): try assign(value, to: target, frame)
    default: throw giveUp(EvaluationWords.pythonStatement, range, frame.module)
    }
  }

  private func unpack(
    _ value: PythonObject, _ parts: [Pattern], _ frame: PythonFrame, _ range: TextRange
  ) throws {
    switch value {
    case .none, .bool, .int, .big, .float, .function, .bound:
      throw raise("TypeError", "cannot unpack non-iterable \(value.typeName) object", range, frame.module)
    default: break
    }
    let rest = parts.firstIndex { if case .rest = $0 { true } else { false } }
    // Of an endless iterator only as much is taken as shows that there is too much.
    let items = try elements(of: value, range, frame, upTo: rest == nil ? parts.count + 1 : nil)
    guard let rest else {
      if items.count > parts.count {
        throw raise("ValueError", "too many values to unpack (expected \(parts.count))", range, frame.module)
      }
      guard items.count == parts.count else {
        throw raise(
          "ValueError", "not enough values to unpack (expected \(parts.count), got \(items.count))", range,
          frame.module)
      }
      for (part, item) in zip(parts, items) { try assign(item, to: part, frame, range) }
      return
    }
    guard items.count >= parts.count - 1 else {
      throw raise(
        "ValueError", "not enough values to unpack (expected at least \(parts.count - 1), got \(items.count))", range,
        frame.module)
    }
    let behind = parts.count - rest - 1
    for (part, item) in zip(parts[..<rest], items) { try assign(item, to: part, frame, range) }
    if case .rest(let inner) = parts[rest] {
      let middle = Array(items[rest..<(items.count - behind)])
      try execution.charge(PythonBytes.container + middle.count * PythonBytes.place)
      try assign(.list(PythonList(middle)), to: inner, frame, range)
    }
    for (part, item) in zip(parts[(rest + 1)...], items.suffix(behind)) { try assign(item, to: part, frame, range) }
  }

  private func assign(_ value: PythonObject, to target: Expression, _ frame: PythonFrame) throws {
    switch target.kind {
    case .name(let name): try store(value, name, frame, target.range)
    case .member(let base?, let name, _):
      try setMember(name, of: try evaluate(base, frame), to: value, target.range, frame)
    case .index(let base, let arguments) where arguments.count == 1:
      try setItem(of: try evaluate(base, frame), arguments[0].value, to: value, target.range, frame)
    default: throw giveUp(EvaluationWords.pythonStatement, target.range, frame.module)
    }
  }

  func setMember(
    _ name: String, of object: PythonObject, to value: PythonObject, _ range: TextRange, _ frame: PythonFrame
  ) throws {
    switch object {
    case .instance(let instance): try set(name, of: instance, to: value, range, frame)
    case .exception(let exception) where name != "args": exception.attributes[name] = value
    case .tuple(let tuple) where tuple.record != nil: throw giveUp(EvaluationWords.pythonStatement, range, frame.module)
    case .dictionary(let table) where table.kind != nil:
      throw giveUp(EvaluationWords.pythonStatement, range, frame.module)
    case .none, .bool, .int, .float, .string, .list, .tuple, .dictionary:
      throw raise("AttributeError", "'\(object.typeName)' object has no attribute '\(name)'", range, frame.module)
    default: throw giveUp(EvaluationWords.pythonStatement, range, frame.module)
    }
  }

  private func update(
    _ target: Expression, _ update: BinaryOperator, _ value: Expression, _ frame: PythonFrame
  ) throws {
    // What stands in the target is worked out once.
    switch target.kind {
    case .index(let base, let arguments) where arguments.count == 1:
      let object = try evaluate(base, frame)
      let place = try evaluateIndex(arguments[0].value, frame)
      let old = try item(of: object, place, target.range, frame)
      let new = try updated(old, update, try evaluate(value, frame), target.range, frame)
      try setItem(of: object, place, to: new, target.range, frame)
    case .member(let base?, let name, _):
      let object = try evaluate(base, frame)
      let old = try member(name, of: object, target.range, frame)
      let new = try updated(old, update, try evaluate(value, frame), target.range, frame)
      try setMember(name, of: object, to: new, target.range, frame)
    default:
      let old = try evaluate(target, frame)
      let new = try updated(old, update, try evaluate(value, frame), target.range, frame)
      try assign(new, to: target, frame)
    }
  }

  func updated(
    _ old: PythonObject, _ update: BinaryOperator, _ new: PythonObject, _ range: TextRange, _ frame: PythonFrame
  ) throws -> PythonObject {
    switch (old, update, new) {
    // A list, table or set is changed in place, for all that name it.
    case (.list(let list), .add, _):
      try change(old, range, frame)
      let more = try elements(of: new, range, frame)
      try execution.charge(more.count * PythonBytes.element)
      list.items += more
      list.hold(more)
      return old
    case (.dictionary(let table), .bitOr, .dictionary(let other)) where table.kind == nil && other.kind == nil:
      try change(old, range, frame)
      for (key, value) in zip(other.keys, other.values) { try set(key, to: value, in: table, range, frame) }
      return old
    case (.set, .bitOr, .set), (.set, .bitAnd, .set), (.set, .subtract, .set), (.set, .bitXor, .set):
      try change(old, range, frame)
      guard case .set(let own) = old, !own.isFrozen else { break }
      guard case .set(let result) = try binary(update, old, new, range, frame) else { break }
      for item in own.items where !result.contains(try key(item, range, frame)) {
        _ = own.remove(try key(item, range, frame))
      }
      for item in result.items { own.insert(try key(item, range, frame)) }
      return old
    default: break
    }
    return try binary(update, old, new, range, frame, spelling: update.pythonSpelling + "=")
  }

  /// - Throws: where the change would be seen by other calls, whose order is not known.
  func change(_ object: PythonObject, _ range: TextRange, _ frame: PythonFrame) throws {
    let isKept =
      switch object {
      case .list(let list): list.isKept
      case .dictionary(let dictionary): dictionary.isKept
      case .set(let set): set.isKept
      default: false
      }
    if isKept { throw giveUp(EvaluationWords.pythonKept, range, frame.module) }
  }

  private func delete(_ target: Expression, _ frame: PythonFrame) throws {
    switch target.kind {
    case .name(let name):
      _ = try value(of: name, target.range, frame)
      guard frame.owns(name), frame.remove(name) != nil else {
        throw giveUp(EvaluationWords.pythonStatement, target.range, frame.module)
      }
    case .index(let base, let arguments) where arguments.count == 1:
      try deleteItem(of: try evaluate(base, frame), arguments[0].value, target.range, frame)
    case .member(let base?, let name, _):
      guard case .instance(let instance) = try evaluate(base, frame), instance[name] != nil, !instance.isKept else {
        throw giveUp(EvaluationWords.pythonStatement, target.range, frame.module)
      }
      instance[name] = nil
    default: throw giveUp(EvaluationWords.pythonStatement, target.range, frame.module)
    }
  }
}

extension Statement {
  /// What an `import` names, which the reader of definitions writes as an assignment that is all one place.
  var importedPath: String? {
    guard case .assignment(let targets, let value) = kind, targets.count == 1, case .name(_, let place) = targets[0],
      place == range, value.range == range
    else { return nil }
    return value.dottedName
  }
}
