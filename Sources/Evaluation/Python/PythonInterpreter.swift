// What does a Python function compute? A walk over its lowered body, as CPython 3.8 and later would go; what these
// versions do differently, or what is not modelled, ends with a reason.

import Configurables
import PythonText
import SourceText

/// One call from outside, with all that it calls.
final class PythonInterpreter {
  let execution: Execution
  private var units: [FilePath: PythonUnit] = [:]
  /// The defaults of config types, once they are made.
  var configDefaults: [ExperimentIndex.TypeID: PythonConfig] = [:]
  var configDefaultsUnderWay: Set<ExperimentIndex.TypeID> = []
  /// What the properties that are being computed have looked at, the innermost last.
  var configReads: [PythonConfigReads] = []
  var index: DefinitionIndex { execution.evaluator.index }

  init(_ execution: Execution) { self.execution = execution }

  enum Flow {
    case next, breakLoop, continueLoop
    case returned(PythonObject)
  }

  func unit(_ path: FilePath) -> PythonUnit? {
    if let known = units[path] { return known }
    guard let file = index.files[path] else { return nil }
    let unit = PythonUnit(file)
    units[path] = unit
    return unit
  }

  func location(_ range: TextRange, _ unit: PythonUnit) -> FileLocation { FileLocation(unit.file.file, range) }

  func giveUp(_ reason: String, _ range: TextRange, _ unit: PythonUnit) -> EvaluationStop {
    .notEvaluated(reason: reason, at: location(range, unit))
  }

  func raise(_ type: String, _ message: String, _ range: TextRange, _ unit: PythonUnit) -> EvaluationStop {
    .raised(
      .init(
        type: type, message: message.isEmpty ? "`\(type)`" : "`\(type): \(message)`", location: location(range, unit)))
  }

  /// A walk over the tree takes that much longer than a compiled step of Swift, and a budget is there to bound time.
  func step() throws {
    execution.run.countdown &-= 16
    if execution.run.countdown <= 0 { try execution.run.refillCountdown() }
  }

  // MARK: Calls

  /// The result of a configurable function, its missing arguments bound by the config.
  func call(_ id: DefinitionIndex.ID, _ arguments: [EvaluationArgument]) throws -> Value {
    let configurable = index.configurables[id]
    let place = FileLocation(configurable.file, configurable.nameRange)
    guard case .function(let number) = configurable.target, let unit = unit(configurable.file),
      unit.file.functions.indices.contains(number)
    else {
      throw EvaluationStop.notEvaluated(reason: EvaluationWords.pythonClass(configurable.name), at: place)
    }
    guard !configurable.isOpen else {
      throw EvaluationStop.notEvaluated(reason: EvaluationWords.pythonDecorated(configurable.name), at: place)
    }
    var positional: [PythonObject] = []
    var keywords: [String: PythonObject] = [:]
    for argument in arguments {
      if let name = argument.name {
        keywords[name] = PythonObject(argument.value)
      } else {
        positional.append(PythonObject(argument.value))
      }
    }
    let function = try makeFunction(unit.file.functions[number], unit, enclosing: nil)
    let result = try call(function, positional, keywords, as: id, at: configurable.nameRange, unit)
    guard let value = result.value else {
      throw EvaluationStop.notEvaluated(reason: EvaluationWords.pythonResult(result.typeName), at: place)
    }
    return value
  }

  func makeFunction(_ function: Function, _ unit: PythonUnit, enclosing: PythonFrame?) throws -> PythonFunctionObject {
    var defaults: [String: PythonObject] = [:]
    let frame = enclosing ?? PythonFrame(unit, own: [], parent: nil)
    for parameter in function.parameters {
      guard let expression = parameter.defaultValue else { continue }
      let value = try evaluate(expression, frame)
      if enclosing == nil { value.keep() }
      defaults[parameter.name] = value
    }
    return PythonFunctionObject(function, unit, enclosing: enclosing, defaults: defaults)
  }

  /// - Parameter id: the configurable whose bindings give what the caller leaves out.
  func call(
    _ callee: PythonFunctionObject, _ positional: [PythonObject], _ keywords: [String: PythonObject],
    as id: DefinitionIndex.ID?, at range: TextRange, _ caller: PythonUnit
  ) throws -> PythonObject {
    let function = callee.function
    if let obstacle = function.obstacle {
      throw giveUp(EvaluationWords.obstacle(function.name, obstacle), function.nameRange, callee.module)
    }
    let frame = PythonFrame(callee.module, own: PythonNames.assigned(in: function), parent: callee.enclosing)
    var given = positional[...]
    var left = keywords
    for parameter in function.parameters {
      switch parameter.kind {
      case .variadic, .keywords, .mutated:
        throw giveUp(EvaluationWords.pythonArguments(function.name), function.nameRange, callee.module)
      case .ordinary, .positionalOnly, .keywordOnly: break
      }
      if parameter.kind != .keywordOnly, let first = given.popFirst() {
        frame.variables[parameter.name] = first
      } else if let named = left.removeValue(forKey: parameter.name) {
        frame.variables[parameter.name] = named
      } else if let id, let bound = try bound(parameter, of: id) {
        frame.variables[parameter.name] = bound
      } else if let initial = callee.defaults[parameter.name] {
        if let id { note(parameter, of: id, initial, callee.module) }
        frame.variables[parameter.name] = initial
      } else {
        throw raise(
          "TypeError", "\(function.name)() missing 1 required positional argument: '\(parameter.name)'", range, caller)
      }
    }
    guard given.isEmpty, left.isEmpty else {
      throw giveUp(EvaluationWords.pythonArguments(function.name), range, caller)
    }
    return try execution.call(at: location(range, caller)) {
      if case .returned(let value) = try run(function.body, frame) { return value }
      return .none
    }
  }

  private func bound(_ parameter: Parameter, of id: DefinitionIndex.ID) throws -> PythonObject? {
    let declared = index.configurables[id].parameter(named: parameter.name) ?? parameter
    guard declared.isConfigurable,
      let bound = try execution.outside({
        try execution.environment.boundValue(of: declared, of: id, scope: execution.scope, run: execution.run)
      })
    else { return nil }
    note(parameter, of: id, bound.value, .binding(bound.location))
    return PythonObject(bound.value)
  }

  private func note(
    _ parameter: Parameter, of id: DefinitionIndex.ID, _ object: PythonObject, _ unit: PythonUnit
  ) {
    guard let value = object.value else { return }
    note(parameter, of: id, value, .defaultValue(location(parameter.nameRange, unit)))
  }

  private func note(
    _ parameter: Parameter, of id: DefinitionIndex.ID, _ value: Value, _ source: EvaluationRead.Source
  ) {
    execution.run.reads.append(
      EvaluationRead(
        key: index.shortestSelector(of: id) + "." + parameter.name, configurable: id, parameter: parameter.name,
        value: value, source: source, depth: execution.run.depth))
  }

  /// `gin.query_parameter`: root scope, references as they are.
  func query(_ key: String, _ range: TextRange, _ unit: PythonUnit) throws -> PythonObject {
    guard let bound = try execution.outside({ try execution.environment.query(key, run: execution.run) }) else {
      throw try unbound(key, range, unit)
    }
    let parameter = key.split(separator: ".").last.map(String.init) ?? key
    execution.run.reads.append(
      EvaluationRead(
        key: key, configurable: nil, parameter: parameter, value: bound.value, source: .query(bound.location),
        depth: execution.run.depth))
    return PythonObject(bound.value)
  }

  /// What `query_parameter` raises where nothing is bound (`config.py`, `ParsedBindingKey.parse`, `query_parameter`).
  private func unbound(_ key: String, _ range: TextRange, _ unit: PythonUnit) throws -> EvaluationStop {
    let path = key.split(separator: "/").last.map(String.init) ?? ""
    guard let dot = path.lastIndex(of: "."), case .found(let id) = index.configurable(String(path[..<dot])) else {
      return giveUp(EvaluationWords.unknownQuery(key), range, unit)
    }
    let selector = String(path[..<dot])
    let name = String(path[path.index(after: dot)...])
    let configurable = index.configurables[id]
    guard configurable.language == .python, !configurable.acceptsAnyParameter else {
      return giveUp(EvaluationWords.unknownQuery(key), range, unit)
    }
    guard let parameter = configurable.parameter(named: name) else {
      return raise(
        "ValueError", "Configurable '\(selector)' doesn't have a parameter named '\(name)'.", range, unit)
    }
    guard parameter.isConfigurable else { return giveUp(EvaluationWords.unknownQuery(key), range, unit) }
    let stem = String(key.dropLast(name.count))
    let isOtherBound = try configurable.parameters.contains { other in
      try execution.outside { try execution.environment.query(stem + other.name, run: execution.run) } != nil
    }
    let words =
      isOtherBound
      ? "Configurable '\(selector)' has no value bound for parameter '\(name)'."
      : "Configurable '\(selector)' has no bound parameters."
    return raise("ValueError", words, range, unit)
  }

  // MARK: Statements

  func run(_ body: [Statement], _ frame: PythonFrame) throws -> Flow {
    for statement in body {
      let flow = try run(statement, frame)
      if case .next = flow { continue }
      return flow
    }
    return .next
  }

  private func run(_ statement: Statement, _ frame: PythonFrame) throws -> Flow {
    try step()
    switch statement.kind {
    case .expression(let expression): _ = try evaluate(expression, frame)
    case .assignment(let targets, let value):
      let value = try evaluate(value, frame)
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
      for item in try elements(of: try evaluate(sequence, frame), sequence.range, frame) {
        try step()
        try assign(item, to: pattern, frame, statement.range)
        switch try run(body, frame) {
        case .next, .continueLoop: continue
        case .breakLoop: return .next
        case .returned(let value): return .returned(value)
        }
      }
      return try run(otherwise, frame)
    case .returned(let value): return .returned(try value.map { try evaluate($0, frame) } ?? .none)
    case .breakLoop: return .breakLoop
    case .continueLoop: return .continueLoop
    case .thrown(let value): throw try raised(value, statement.range, frame)
    case .assertion(let condition, let message):
      guard try !isTrue(try evaluate(condition, frame), condition.range, frame) else { break }
      let words = try message.map { try self.text(of: try evaluate($0, frame), $0.range, frame) } ?? ""
      throw raise("AssertionError", words, statement.range, frame.module)
    case .function(let function):
      frame.variables[function.name] = .function(try makeFunction(function, frame.module, enclosing: frame))
    case .scope(let body): return try run(body, frame)
    case .nothing: break
    case .unsupported(let reason): throw giveUp(reason, statement.range, frame.module)
    default: throw giveUp(EvaluationWords.pythonStatement, statement.range, frame.module)
    }
    return .next
  }

  private func holds(_ conditions: [Condition], _ frame: PythonFrame) throws -> Bool {
    for condition in conditions {
      guard case .expression(let expression) = condition else { return false }
      guard try isTrue(try evaluate(expression, frame), expression.range, frame) else { return false }
    }
    return true
  }

  private func raised(_ value: Expression?, _ range: TextRange, _ frame: PythonFrame) throws -> EvaluationStop {
    guard let value else { return giveUp(EvaluationWords.pythonStatement, range, frame.module) }
    switch value.kind {
    case .name(let name) where PythonNames.exceptions.contains(name): return raise(name, "", range, frame.module)
    case .call(let callee, let arguments):
      guard case .name(let name) = callee.kind, PythonNames.exceptions.contains(name), arguments.count <= 1 else {
        return giveUp(EvaluationWords.pythonStatement, range, frame.module)
      }
      let message = try arguments.first.map { argument in
        let value = try evaluate(argument.value, frame)
        // A `KeyError` shows the key as it would be written.
        return name == "KeyError"
          ? try repr(of: value, argument.value.range, frame) : try text(of: value, argument.value.range, frame)
      }
      return raise(name, message ?? "", range, frame.module)
    default: return giveUp(EvaluationWords.pythonStatement, range, frame.module)
    }
  }

  func assign(_ value: PythonObject, to pattern: Pattern, _ frame: PythonFrame, _ range: TextRange) throws {
    switch pattern {
    case .name(let name, _): frame.variables[name] = value
    case .wildcard: frame.variables["_"] = value
    case .typed(let inner, _): try assign(value, to: inner, frame, range)
    case .tuple(let parts):
      switch value {
      case .none, .bool, .int, .float: throw giveUp(EvaluationWords.pythonStatement, range, frame.module)
      default: break
      }
      let items = try elements(of: value, range, frame)
      guard items.count == parts.count else { throw giveUp(EvaluationWords.pythonStatement, range, frame.module) }
      for (part, item) in zip(parts, items) { try assign(item, to: part, frame, range) }
    case .target(let target): try assign(value, to: target, frame)
    default: throw giveUp(EvaluationWords.pythonStatement, range, frame.module)
    }
  }

  private func assign(_ value: PythonObject, to target: Expression, _ frame: PythonFrame) throws {
    switch target.kind {
    case .name(let name): frame.variables[name] = value
    case .index(let base, let arguments) where arguments.count == 1:
      let object = try evaluate(base, frame)
      let place = try evaluate(arguments[0].value, frame)
      switch (object, place) {
      case (.list(let list), .int(let index)):
        let found = index < 0 ? index + list.items.count : index
        guard list.items.indices.contains(found) else {
          throw raise("IndexError", "list assignment index out of range", target.range, frame.module)
        }
        try change(object, target.range, frame)
        list.items[found] = value
      case (.dictionary(let dictionary), _):
        try change(object, target.range, frame)
        dictionary.set(try key(place, arguments[0].value.range, frame), value)
        try execution.charge(64)
      default: throw giveUp(EvaluationWords.pythonStatement, target.range, frame.module)
      }
    default: throw giveUp(EvaluationWords.pythonStatement, target.range, frame.module)
    }
  }

  /// - Throws: where the change would be seen by other calls, whose order is not known.
  func change(_ object: PythonObject, _ range: TextRange, _ frame: PythonFrame) throws {
    let isKept =
      switch object {
      case .list(let list): list.isKept
      case .dictionary(let dictionary): dictionary.isKept
      default: false
      }
    if isKept { throw giveUp(EvaluationWords.pythonKept, range, frame.module) }
  }

  private func update(
    _ target: Expression, _ update: BinaryOperator, _ value: Expression, _ frame: PythonFrame
  ) throws {
    let old = try evaluate(target, frame)
    let new = try evaluate(value, frame)
    // A list is extended in place, for all that name it.
    if case .list(let list) = old, update == .add {
      let more = try elements(of: new, value.range, frame)
      try change(old, target.range, frame)
      try execution.charge(more.count * 24)
      list.items += more
      return try assign(.list(list), to: target, frame)
    }
    try assign(try binary(update, old, new, target.range, frame), to: target, frame)
  }
}
