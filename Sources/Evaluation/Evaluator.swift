// What does this definition compute? Calls, defaults, globals and constructions, by the definitions of one index.

package import Configurables
package import SourceText
import Synchronization

/// Evaluates what one index defines. Bodies are compiled once, when they are first called; any thread may ask.
package final class Evaluator: Sendable {
  package let index: DefinitionIndex
  let library: SymbolTable
  private let bodies = Mutex<[Piece: Result<CompiledBody, EvaluationStop>]>([:])

  /// Where Python was not followed to its end for what is outside the workspace, and evaluation went on behind it: an
  /// error that a program stops with there is no other answer than the value that is shown.
  package var placesPassedOver: Set<FileLocation> { passedOver.withLock { $0 } }
  private let passedOver = Mutex<Set<FileLocation>>([])

  /// Configurables of Python by the name of their definition.
  let pythonConfigurables: PythonConfigurables
  /// Files of Python by their modules.
  let pythonModules: [String: FilePath]

  /// - Parameter previous: what evaluated in the moment before, from which is taken what did not change.
  package init(index: DefinitionIndex, previous: Evaluator? = nil) {
    self.index = index
    let changed = previous.flatMap { index.changedFiles(since: $0.index) }
    if let previous, let changed, !changed.contains(where: { $0.new.language == .swift }) {
      library = previous.library
      bodies.withLock { [kept = previous.bodies.withLock { $0 }] in $0 = kept }
    } else {
      let updated = previous.flatMap { previous in changed.flatMap { previous.library.updated($0) } }
      library = updated ?? SymbolTable(index)
    }
    if let previous, let changed {
      pythonConfigurables = previous.pythonConfigurables.updated(index, changed)
      pythonModules = previous.pythonModules
      return
    }
    pythonConfigurables = PythonConfigurables(index)
    pythonModules = Dictionary(
      index.files.values.lazy.filter { $0.language == .python }.map { ($0.module, $0.file) },
      uniquingKeysWith: { min($0, $1) })
  }

  func notePassedOver(_ place: FileLocation) { passedOver.withLock { _ = $0.insert(place) } }

  func cached(_ piece: Piece) -> Result<CompiledBody, EvaluationStop>? { bodies.withLock { $0[piece] } }

  func keep(_ body: Result<CompiledBody, EvaluationStop>, for piece: Piece) { bodies.withLock { $0[piece] = body } }

  /// The result of calling a function, or the object that constructing a type gives, its computed properties included
  /// where they have values. A parameter that `arguments` leaves out is bound by the environment, else its default.
  package func call(
    _ configurable: DefinitionIndex.ID, arguments: [EvaluationArgument] = [], scope: String = "",
    environment: any EvaluationEnvironment, run: EvaluationRun
  ) throws(EvaluationStop) -> Value {
    if index.configurables.indices.contains(configurable), index.configurables[configurable].language == .python {
      let execution = Execution(evaluator: self, run: run, environment: environment, scope: scope)
      return try stopping(nil) { try PythonInterpreter.result(of: configurable, arguments, execution) }
    }
    run.evaluatedCode.insert(.swift)
    guard let function = library.configurableFunctions[configurable] else {
      let construction = try construct(
        configurable, arguments: arguments, scope: scope, environment: environment, run: run)
      if let object = construction.object { return .object(object) }
      for case .failure(let stop) in construction.fields.map(\.value) { throw stop }
      throw .notEvaluated(reason: EvaluationWords.construct(construction.type), at: nil)
    }
    let execution = Execution(evaluator: self, run: run, environment: environment, scope: scope)
    return try stopping(library.functions[function].unit) {
      try execution.callConfigurable(function, configurable, arguments)
    }
  }

  /// Constructs a type field by field, so that one property without a value costs that property alone.
  package func construct(
    _ configurable: DefinitionIndex.ID, arguments: [EvaluationArgument] = [], scope: String = "",
    environment: any EvaluationEnvironment, run: EvaluationRun
  ) throws(EvaluationStop) -> Construction {
    guard let nominal = library.configurableTypes[configurable] else { throw unreachable(configurable) }
    let execution = Execution(evaluator: self, run: run, environment: environment, scope: scope)
    return try stopping(library.nominals[nominal].unit) {
      try execution.construct(nominal, configurable, arguments)
    }
  }

  /// The default that the code writes for a parameter; nil when it writes none.
  package func defaultValue(
    of parameter: Parameter, of configurable: DefinitionIndex.ID, environment: any EvaluationEnvironment,
    run: EvaluationRun
  ) throws(EvaluationStop) -> Value? {
    guard let expression = parameter.defaultValue, !parameter.isComputed else { return nil }
    if index.configurables.indices.contains(configurable), index.configurables[configurable].language == .python,
      let value = expression.pythonLiteral
    {
      return value
    }
    let execution = Execution(evaluator: self, run: run, environment: environment, scope: "")
    return try stopping(nil) { try execution.defaultValue(of: parameter, configurable) }
  }

  /// The value of a global of a file.
  package func global(
    named name: String, in file: FilePath, environment: any EvaluationEnvironment, run: EvaluationRun
  ) throws(EvaluationStop) -> Value {
    guard let unit = library.units[file], let entry = library.global(named: name, from: unit) else {
      throw .notEvaluated(reason: EvaluationWords.unknownName(name), at: nil)
    }
    let execution = Execution(evaluator: self, run: run, environment: environment, scope: "")
    return try stopping(unit) { try execution.value(ofGlobal: entry) }
  }

  /// The value of a constant: `gin.constant`, or a case of an enum.
  package func constant(
    _ constant: DefinitionIndex.ConstantInFile, environment: any EvaluationEnvironment, run: EvaluationRun
  ) throws(EvaluationStop) -> Value {
    if let enumeration = constant.constant.enumeration { return .enumeration(enumeration) }
    let location = FileLocation(constant.file, constant.constant.nameRange)
    guard let expression = constant.constant.value else {
      throw .notEvaluated(reason: EvaluationWords.noValue(constant.constant.selector), at: location)
    }
    let execution = Execution(evaluator: self, run: run, environment: environment, scope: "")
    guard let unit = library.units[constant.file] else {
      return try stopping(nil) {
        try PythonInterpreter.with(execution) { try $0.constant(expression, in: constant.file, location) }
      }
    }
    return try stopping(unit) { () throws -> Value in
      let body = try BodyCompiler.compileValue(expression, nil, unit, nominal: nil, library)
      let frame = Frame(execution, body.size)
      try body.run(frame)
      return library.value(try body.result(frame), body.resultType)
    }
  }

  /// Why nothing of ours stands behind a configurable.
  private func unreachable(_ configurable: DefinitionIndex.ID) -> EvaluationStop {
    guard index.configurables.indices.contains(configurable) else {
      return .notEvaluated(reason: EvaluationWords.unknownName("\(configurable)"), at: nil)
    }
    let definition = index.configurables[configurable]
    let location = FileLocation(definition.file, definition.nameRange)
    switch definition.language {
    case .python: return .notEvaluated(reason: EvaluationWords.python, at: location)
    case .swift: return .notEvaluated(reason: EvaluationWords.unknownCall(definition.name), at: location)
    }
  }

  private func stopping<Result>(_ unit: FileUnit?, _ body: () throws -> Result) throws(EvaluationStop) -> Result {
    do { return try body() } catch { throw stop(from: error, in: unit) }
  }
}

/// An object under construction, or constructed: every property with its value or why it has none.
package struct Construction: Sendable {
  package struct Field: Sendable {
    package var name: String
    package var origin: ObjectValue.Field.Origin
    package var value: Result<Value, EvaluationStop>
    /// What a computed property read, in order: properties of the object, queries, bindings.
    package var reads: [EvaluationRead]

    package init(
      name: String, origin: ObjectValue.Field.Origin, value: Result<Value, EvaluationStop>,
      reads: [EvaluationRead] = []
    ) {
      self.name = name
      self.origin = origin
      self.value = value
      self.reads = reads
    }
  }

  /// The type's name with the types that it is nested in.
  package var type: String
  package var fields: [Field]

  package init(type: String, fields: [Field]) {
    self.type = type
    self.fields = fields
  }

  /// The object, of those fields that have values; nil when a stored one has none.
  package var object: ObjectValue? {
    var result = ObjectValue(type: type, fields: [])
    for field in fields {
      switch (field.value, field.origin) {
      case (.success(let value), _):
        result.fields.append(ObjectValue.Field(name: field.name, value: value, origin: field.origin))
      case (.failure, .stored): return nil
      case (.failure(let stop), .computed):
        result.missing.append(ObjectValue.Missing(name: field.name, reason: stop.words))
      }
    }
    return result
  }
}

/// Why a declared type cannot hold a value.
package struct TypeMismatch: Error, Sendable, Hashable {
  /// One sentence without a full stop: "`steps` takes an `Int`, and 'two' is a string".
  package var message: String
  /// The way to the offending part inside the value, from outside: indices of lists and tuples, places of keys.
  package var path: [Step]

  package enum Step: Sendable, Hashable { case element(Int), key(Int), value(Int) }

  package init(message: String, path: [Step] = []) {
    self.message = message
    self.path = path
  }
}
