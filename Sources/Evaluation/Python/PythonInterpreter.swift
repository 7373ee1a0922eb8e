// What does a Python function compute? A walk over its lowered body, as CPython 3.11 goes; what versions do
// differently, or what is not modelled, ends with a reason.

import Configurables
import PythonText
import SourceText

/// One call from outside, with all that it calls.
final class PythonInterpreter {
  let execution: Execution
  private var units: [FilePath: PythonUnit] = [:]
  /// The defaults of config types that were asked for, and those that are being made.
  var configDefaults: [ExperimentIndex.TypeID: PythonConfig] = [:]
  var signatureDefaults: [ExperimentIndex.TypeID: PythonConfig] = [:]
  var configDefaultsUnderWay: Set<ExperimentIndex.TypeID> = []
  /// What the properties look at that are being computed now, innermost last.
  var configReads: [PythonConfigReads] = []
  /// The object behind the error that was raised last.
  var thrown: (raised: EvaluationStop.Raised, exception: PythonException)?
  /// How many places of the running code may catch an error now.
  var catching = 0
  /// How many of them may catch that something outside the workspace lacks a name.
  var catchingMissing = 0
  /// Whether anything is unknown yet.
  var hasLost = false
  var outsideClasses: [String: PythonClass] = [:]
  var footprints: [FileLocation: PythonFootprint] = [:]
  /// What the modules keep that can change.
  var kept: [(place: PythonKeptPlace, value: PythonObject)] = []
  /// What calls hand to code outside of what is kept, which nobody knows for that.
  var handedOver: [PythonKeptPlace: PythonUnknown] = [:]
  /// The exceptions that are being handled, the innermost last.
  var handling: [PythonException] = []
  private var codes: [FileLocation: PythonCode] = [:]
  /// Compiled blocks, beside those that are bodies.
  var blocks: [PythonBlockKey: PythonExecuted] = [:]
  var index: DefinitionIndex { execution.evaluator.index }
  var configurables: PythonConfigurables { execution.evaluator.pythonConfigurables }

  private init(_ execution: Execution) { self.execution = execution }

  /// Compiled code holds the interpreter that holds it, so that each is given up when its work is done.
  static func with<Result>(_ execution: Execution, _ body: (PythonInterpreter) throws -> Result) rethrows -> Result {
    let interpreter = PythonInterpreter(execution)
    defer {
      interpreter.codes = [:]
      interpreter.blocks = [:]
    }
    return try body(interpreter)
  }

  enum Flow {
    case next, breakLoop, continueLoop
    case returned(PythonObject)
  }

  func unit(_ path: FilePath) -> PythonUnit? {
    if let known = units[path] { return known }
    guard let file = index.files[path] else { return nil }
    execution.run.evaluatedCode.insert(.python(path))
    let unit = PythonUnit(file)
    units[path] = unit
    return unit
  }

  func location(_ range: TextRange, _ unit: PythonUnit) -> FileLocation { FileLocation(unit.file.file, range) }

  func giveUp(_ reason: String, _ range: TextRange, _ unit: PythonUnit) -> EvaluationStop {
    .notEvaluated(reason: reason, at: location(range, unit))
  }

  func giveUp(_ reason: String, _ call: PythonCall) -> EvaluationStop { giveUp(reason, call.range, call.frame.module) }

  func raise(_ type: String, _ message: String, _ range: TextRange, _ unit: PythonUnit) -> EvaluationStop {
    .raised(
      .init(
        type: type, message: message.isEmpty ? "`\(type)`" : "`\(type): \(message)`", location: location(range, unit)))
  }

  func raise(_ type: String, _ message: String, _ call: PythonCall) -> EvaluationStop {
    raise(type, message, call.range, call.frame.module)
  }

  /// It takes that much longer than a step of Swift, whose types are known, and a budget is there to bound time.
  func step() throws {
    execution.run.countdown &-= 4
    if execution.run.countdown <= 0 { try execution.run.refillCountdown() }
  }

  /// Pays for work that no step of the program is seen in: what is copied, moved or compared of a list.
  func work(items: Int) throws { try work(items / 64) }

  /// What is looked at or made of a text.
  func work(bytes: Int) throws { try work(bytes / 16) }

  private func work(_ steps: Int) throws {
    execution.run.countdown &-= steps
    while execution.run.countdown <= 0 {
      let missing = execution.run.countdown
      try execution.run.refillCountdown()
      execution.run.countdown += missing
    }
  }

  // MARK: Calls

  /// One try of `result`.
  func call(_ id: DefinitionIndex.ID, _ arguments: [EvaluationArgument]) throws -> Value {
    let configurable = index.configurables[id]
    let place = FileLocation(configurable.file, configurable.nameRange)
    guard !configurable.isOpen || configurable.kind != .function else {
      if case .function(let number) = configurable.target, let functions = index.files[configurable.file]?.functions,
        functions.indices.contains(number), let obstacle = functions[number].obstacle
      {
        throw EvaluationStop.notEvaluated(
          reason: EvaluationWords.obstacle(configurable.name, obstacle), at: place)
      }
      throw EvaluationStop.notEvaluated(reason: EvaluationWords.pythonDecorated(configurable.name), at: place)
    }
    guard let unit = unit(configurable.file) else {
      throw EvaluationStop.notEvaluated(reason: EvaluationWords.unknownCall(configurable.name), at: place)
    }
    var call = PythonCall(
      name: configurable.name, positional: [], range: configurable.nameRange,
      frame: PythonFrame(unit, own: [], parent: nil))
    for argument in arguments {
      if let name = argument.name {
        call.keywords.set(name, PythonObject(argument.value))
      } else {
        call.positional.append(PythonObject(argument.value))
      }
    }
    let result: PythonObject
    switch configurable.target {
    case .function(let number) where unit.file.functions.indices.contains(number):
      let function = try makeFunction(unit.file.functions[number], unit, enclosing: nil)
      var bound: Bound = []
      result = try self.call(function, call, as: [id], bound: &bound)
    case .type(let number) where unit.file.types.indices.contains(number):
      let definition = unit.file.types[number]
      let type: PythonClass
      if case .type(let known)? = try? global(definition.name, configurable.nameRange, unit) {
        type = known
      } else {
        type = try makeClass(definition, unit, enclosing: nil)
      }
      result = try construct(type, call, as: id)
    default: throw EvaluationStop.notEvaluated(reason: EvaluationWords.unknownCall(configurable.name), at: place)
    }
    if let lost = result.lost { throw lost.stop }
    guard let value = result.value else {
      if result.isContainer { throw EvaluationStop.notEvaluated(reason: EvaluationWords.nesting, at: place) }
      throw EvaluationStop.notEvaluated(reason: EvaluationWords.pythonResult(result.typeName), at: place)
    }
    return value
  }

  func makeFunction(
    _ function: Function, _ unit: PythonUnit, enclosing: PythonFrame?, owner: PythonClass? = nil,
    _ place: PythonFrame? = nil
  ) throws -> PythonFunctionObject {
    var defaults: [String: PythonObject] = [:]
    let frame = place ?? enclosing ?? PythonFrame(unit, own: [], parent: nil)
    for parameter in function.parameters {
      guard let expression = parameter.defaultValue else { continue }
      let value = try evaluate(expression, frame)
      if enclosing == nil { keep(value, PythonKeptPlace(place: location(expression.range, unit))) }
      defaults[parameter.name] = value
    }
    try execution.charge(PythonBytes.function)
    let name = function.name.isEmpty ? "<lambda>" : function.name
    let made = PythonFunctionObject(
      function, unit, enclosing: enclosing, defaults: defaults, code: code(of: function, unit),
      qualifiedName: owner.map { $0.qualifiedName + "." + name } ?? qualified(name, in: enclosing))
    made.owner = owner
    if enclosing == nil, owner == nil, let id = configurables[location(function.nameRange, unit)] {
      made.reference = ReferenceValue(scope: "", selector: index.shortestSelector(of: id), form: .function)
    }
    return made
  }

  private func code(of function: Function, _ unit: PythonUnit) -> PythonCode {
    let place = location(function.range, unit)
    if let known = codes[place] { return known }
    let code = PythonCode(function)
    codes[place] = code
    return code
  }

  func call(_ callee: PythonFunctionObject, _ call: PythonCall) throws -> PythonObject {
    if callee.function.obstacle == nil, callee.code.isPlain, call.keywords.isEmpty,
      call.count <= callee.defaultValues.count
    {
      let frame = PythonFrame(callee.module, callee.code.layout, parent: callee.enclosing)
      if fill(frame, callee, call) { return try run(callee, frame, call) }
    }
    var bound: Bound = []
    return try self.call(callee, call, as: [], bound: &bound)
  }

  /// - Parameters:
  ///   - ids: the configurables whose bindings give what the caller leaves out.
  ///   - bound: the parameters with their values, as the call began.
  func call(
    _ callee: PythonFunctionObject, _ call: PythonCall, as ids: [DefinitionIndex.ID], bound: inout Bound
  ) throws -> PythonObject {
    let function = callee.function
    if let obstacle = function.obstacle, obstacle != EvaluationWords.pythonProperty {
      throw giveUp(EvaluationWords.obstacle(function.name, obstacle), function.nameRange, callee.module)
    }
    return try augmenting(ids) {
      let signature = PythonSignature(
        name: callee.qualifiedName,
        slots: function.parameters.map { .init(parameter: $0, initial: callee.defaults[$0.name]) },
        module: callee.module)
      let values = try bind(signature, call, as: ids)
      bound = values
      let frame = PythonFrame(callee.module, callee.code.layout, parent: callee.enclosing)
      for (name, value) in values { frame[name] = value }
      return try run(callee, frame, call)
    }
  }

  /// Gives each argument to the parameter of its place.
  /// - Returns: whether that is all that is needed.
  private func fill(_ frame: PythonFrame, _ callee: PythonFunctionObject, _ call: PythonCall) -> Bool {
    for (place, value) in call.positional.enumerated() { frame.slots[place] = value }
    for place in call.count..<callee.defaultValues.count {
      guard let value = callee.defaultValues[place] else { return false }
      frame.slots[place] = value
    }
    return true
  }

  private func run(
    _ callee: PythonFunctionObject, _ frame: PythonFrame, _ call: PythonCall
  ) throws -> PythonObject {
    frame.callee = callee
    try step()
    for case let value? in frame.slots { try hold(value, frame, call.range) }
    if callee.code.isGenerator {
      try execution.charge(PythonBytes.function)
      return .iterator(
        generator(.block(callee.function.body, from: 0), over: frame.values, frame, callee.function.nameRange))
    }
    do {
      return try execution.call(at: location(call.range, call.frame.module)) {
        let flow: Flow
        if let body = callee.code.body {
          flow = try body.run(frame)
        } else if let scopes = scopes(of: frame) {
          let body = compile(callee.function.body, scopes)
          callee.code.body = PythonExecuted(run: body)
          flow = try body(frame)
        } else {
          flow = try run(callee.function.body, frame)
        }
        if case .returned(let value) = flow { return value }
        return .none
      }
    } catch {
      loseVariables(of: frame, error)
      throw error
    }
  }

  /// Runs what a configurable does: gin-config adds to the text of every error that leaves it.
  func augmenting<Result>(_ ids: [DefinitionIndex.ID], _ body: () throws -> Result) throws -> Result {
    guard !ids.isEmpty else { return try body() }
    do { return try body() } catch {
      augment(error)
      throw error
    }
  }

  func bound(_ parameter: Parameter, of id: DefinitionIndex.ID) throws -> BoundValue? {
    let declared = index.configurables[id].parameter(named: parameter.name) ?? parameter
    guard declared.isConfigurable else { return nil }
    do {
      return try augmented {
        try execution.environment.boundValue(of: declared, of: id, scope: execution.scope, run: execution.run)
      }
    } catch {
      guard catching == 0, case EvaluationStop.notEvaluated(_, let place) = error,
        let stop = error as? EvaluationStop, stop.isOutside
      else { throw error }
      hasLost = true
      return BoundValue(value: .opaque(PythonUnknown(stop).opaque), location: place)
    }
  }

  /// What the environment answers; an error in it has left a configurable.
  func augmented<Result>(_ body: () throws -> Result) throws -> Result {
    do { return try execution.outside(body) } catch {
      augment(error)
      throw error
    }
  }

  func note(
    _ parameter: Parameter, of id: DefinitionIndex.ID, _ object: PythonObject, _ unit: PythonUnit
  ) {
    guard let value = object.value else { return }
    note(parameter, of: id, value, .defaultValue(location(parameter.nameRange, unit)))
  }

  func note(
    _ parameter: Parameter, of id: DefinitionIndex.ID, _ value: Value, _ source: EvaluationRead.Source,
    in scope: String = ""
  ) {
    let key = index.shortestSelector(of: id) + "." + parameter.name
    // The budget is looked at by whatever makes the next value.
    execution.run.bytesLeft &-= PythonBytes.read
    execution.run.reads.append(
      EvaluationRead(
        key: scope.isEmpty ? key : scope + "/" + key, configurable: id, parameter: parameter.name, value: value,
        source: source, depth: execution.run.depth, isOfBinding: execution.run.bindings > 0))
  }
}
