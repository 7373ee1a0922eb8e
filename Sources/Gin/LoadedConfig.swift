// What has a config become once it is read? The resolver's answer, with the program's own functions behind the names.

import Configurables
import GinSyntax
import Resolution
import SourceText
import Synchronization

/// All that the copies of a `Config` share.
final class LoadedConfig: Sendable {
  let resolved: ResolvedConfig
  let definitions: RegisteredDefinitions
  let run = Mutex(RunState())
  /// The values of the winning bindings, by the places of the bindings.
  private let expressions: [ConfigExpression?]

  /// What one run keeps.
  struct RunState {
    // Whoever asks for a singleton shares it, as in gin; what it is made of is the program's to guard.
    nonisolated(unsafe) var singletons: [String: Any] = [:]
    var operative = OperativeConfig()
  }

  init(
    _ registry: Registry, files: [String], bindings: [String], searchPaths: [String]
  ) throws(ConfigError) {
    let definitions = RegisteredDefinitions(registry)
    self.definitions = definitions
    let sources = try ConfigSources(files: files, searchPaths: searchPaths)
    let entry = Entry(files: sources.entries, bindings: bindings)
    let resolved = ResolvedConfig(entry, sources.projectFiles(ProjectDefinitions(definitions.index)))
    self.resolved = resolved
    expressions = resolved.bindings.map { binding in
      resolved.standing(of: binding.index) == .effective ? resolved.expression(of: binding) : nil
    }
    if let unreadable = sources.failure { throw unreadable }
    if let error = ConfigError.all(problems()) { throw error }
  }

  /// The value of a binding, with its names looked up.
  func expression(of binding: ConfigBinding) -> ConfigExpression {
    let known = expressions.indices.contains(binding.index) ? expressions[binding.index] : nil
    return known ?? resolved.expression(of: binding)
  }

  func location(_ binding: ConfigBinding, _ range: TextRange? = nil) -> ConfigError.Location {
    ConfigError.Location(FileLocation(binding.file.path, range ?? binding.range), in: binding.file.text)
  }

  // MARK: Names

  /// The place of what the program names itself.
  func place(of registration: Registration) throws -> DefinitionIndex.ID {
    let place = definitions.registrations.firstIndex {
      $0.selector == registration.selector && $0.file == registration.file && $0.line == registration.line
    }
    guard let place else { throw ConfigError(.unknownConfigurable, Words.notRegistered(registration.name)) }
    return place
  }

  /// The places of parameters that the program names itself.
  func places(_ values: [String: Any], of id: DefinitionIndex.ID) throws -> [Int: Any] {
    var places: [Int: Any] = [:]
    let configurable = definitions.index.configurables[id]
    for (name, value) in values {
      guard let parameter = configurable.parameter(named: name), !parameter.isComputed,
        let place = configurable.parameters.firstIndex(where: { $0.name == parameter.name })
      else { throw ConfigError(.unknownParameter, Words.noParameter(configurable.name, name)) }
      places[place] = value
    }
    return places
  }

  // MARK: Calls

  func call(
    _ id: DefinitionIndex.ID, scope: String, given: [Int: Any], _ chain: CallChain, at place: BoundPlace?
  ) throws -> Any {
    try call(id, scope: scope, given: given, chain, at: place) { [definitions] arguments in
      try definitions.registrations[id].body(arguments)
    }
  }

  /// - Parameter place: the reference that calls; nil where the program does.
  func call<Result>(
    _ id: DefinitionIndex.ID, scope: String, given: [Int: Any], _ chain: CallChain,
    at place: BoundPlace?, _ body: (Arguments) throws -> Result
  ) throws -> Result {
    let arguments = try arguments(of: id, scope: scope, given: given, chain, at: place, .recorded)
    return try Config.$current.withValue(Config(loaded: self, scope: scope)) {
      do { return try body(arguments) } catch let error as ConfigError {
        throw error
      } catch {
        // Whoever calls directly gets the error itself; behind a reference it needs the line that called.
        guard let place else { throw error }
        let name = definitions.index.shortestSelector(of: id)
        throw ConfigError(.evaluationError, Words.failed(name, error), at: place.location, underlying: error)
      }
    }
  }

  /// Reads everything that a call would read, and calls nothing but what its arguments need.
  func checkArguments(of reference: FunctionReference, given: [Int], _ chain: CallChain) throws {
    guard let chain = chain.checking(reference) else { return }
    let ungiven = Dictionary(given.map { ($0, () as Any) }, uniquingKeysWith: { first, _ in first })
    _ = try arguments(
      of: reference.configurable, scope: reference.scope, given: ungiven, chain, at: nil, .unrecorded)
  }

  enum Recording { case recorded, unrecorded }

  func arguments(
    of id: DefinitionIndex.ID, scope: String, given: [Int: Any], _ chain: CallChain,
    at place: BoundPlace?, _ recording: Recording
  ) throws -> Arguments {
    let registration = definitions.registrations[id]
    if let surplus = given.keys.max(), surplus >= registration.parameters.count {
      throw ConfigError(.unknownParameter, Words.tooManyArguments(registration.name, surplus + 1))
    }
    let sources = try registration.parameters.indices.map { place in
      if let value = given[place] { return ArgumentSource.given(value) }
      return try source(of: place, id, scope: scope)
    }
    // What a call would use is recorded before anything is called for it, as in gin-config (`gin_wrapper`).
    if recording == .recorded {
      let used = zip(registration.parameters, sources).compactMap { use(of: $0, $1) }
      run.withLock { $0.operative.record(.configurable(id), scope: scope, used) }
    }
    let values = try zip(registration.parameters, sources).map { parameter, source -> Any in
      switch source {
      case .given(let value), .standard(let value, _): return value
      case .computed: return ()
      case .bound(let binding, let expression):
        return try read(parameter, of: id, binding, expression, scope: scope, chain)
      case .missing where parameter.isReceiver:
        throw ConfigError(.needlessCall, Words.methodWithoutValue(registration.name), at: place?.location)
      case .missing:
        let name = definitions.index.shortestSelector(of: id)
        let message = Words.requiredNotBound(name, Language.swift.ginSpelling(parameter.name), scope: scope)
        throw ConfigError(.requiredNotBound, message, at: place?.location)
      }
    }
    return Arguments(values: values, parameters: registration.parameters, name: registration.name)
  }

  /// Where the value of one argument comes from.
  private enum ArgumentSource {
    case given(Any)
    case bound(ConfigBinding, ConfigExpression)
    /// The code's own default, and whether configs could have set it.
    case standard(Any, isConfigurable: Bool)
    case computed
    case missing
  }

  private func source(of place: Int, _ id: DefinitionIndex.ID, scope: String) throws -> ArgumentSource {
    let parameter = definitions.registrations[id].parameters[place]
    switch parameter.need {
    case .computed: return .computed
    case .receiver: return .missing
    case .required, .optional: break
    }
    if let binding = resolved.effectiveBinding(of: parameter.name, configurable: id, scope: scope) {
      return .bound(binding, expression(of: binding))
    }
    guard case .optional(let makeDefault) = parameter.need else { return .missing }
    let isConfigurable = definitions.index.configurables[id].parameters[place].isConfigurable
    return .standard(try makeDefault(), isConfigurable: isConfigurable)
  }

  private func use(of parameter: ParameterDescription, _ source: ArgumentSource) -> OperativeConfig.Use? {
    switch source {
    case .bound(let binding, let expression):
      return OperativeConfig.Use(name: binding.parameter, value: PrintedValue(expression))
    case .standard(let value, isConfigurable: true):
      guard let printed = PrintedValue(value) else { return nil }
      return OperativeConfig.Use(name: Language.swift.ginSpelling(parameter.name), value: printed)
    case .given, .computed, .missing, .standard: return nil
    }
  }

  private func read(
    _ parameter: ParameterDescription, of id: DefinitionIndex.ID, _ binding: ConfigBinding,
    _ expression: ConfigExpression, scope: String, _ chain: CallChain
  ) throws -> Any {
    let part = try resolve(expression, of: binding, in: scope, chain)
    let place = ReadingPlace(
      config: self, chain: chain, bound: BoundPlace(binding: binding, range: expression.range),
      name: .parameter(id, binding.parameter))
    return try parameter.read(part, place)
  }

  // MARK: Queries

  func query<Value>(_ key: String, _ reader: Reader<Value>) throws -> Value {
    let constants = definitions.index.constants(named: key)
    if constants.count == 1, let constant = value(of: constants[0].constant) {
      return try reader.read(constant, ReadingPlace(config: self, chain: CallChain(), bound: nil, name: .key(key)))
    }
    guard let binding = resolved.queriedBinding(key) else {
      throw ConfigError(.requiredNotBound, Words.noBinding(key))
    }
    let expression = expression(of: binding)
    let place = ReadingPlace(
      config: self, chain: CallChain(), bound: BoundPlace(binding: binding, range: expression.range), name: .key(key))
    // References stay unevaluated, as `query_parameter` gives them.
    return try reader.read(try uncalled(expression, of: binding), place)
  }

  private func uncalled(_ expression: ConfigExpression, of binding: ConfigBinding) throws -> ResolvedPart {
    if let constant = expression.constant { return ResolvedPart(.literal(constant)) }
    switch expression.kind {
    case .literal(let value): return ResolvedPart(.literal(value))
    case .list(let parts): return ResolvedPart(.list(try parts.map { try uncalled($0, of: binding) }))
    case .tuple(let parts): return ResolvedPart(.tuple(try parts.map { try uncalled($0, of: binding) }))
    case .dictionary(let entries):
      return ResolvedPart(
        .dictionary(try entries.map { (try uncalled($0.key, of: binding), try uncalled($0.value, of: binding)) }))
    case .reference(let reference, .function):
      return ResolvedPart(
        .function(try function(reference, in: "", at: BoundPlace(binding: binding, range: expression.range))))
    case .reference, .macro, .invalid:
      throw ConfigError(
        .typeMismatch, Words.queriedReference(binding.file.text[expression.range]),
        at: location(binding, expression.range))
    }
  }
}
