// What does a program do with its configs? Load them, and have them make values and call functions.

import Resolution

/// The files and bindings of one run, put together as gin-config does it.
///
/// ```swift
/// let config = try Config(registry, files: ["experiments/second.gin"], bindings: ["TrainerConfig.steps = 5"])
/// let trainer = try config.make(TrainerConfig.self)
/// let rates = try config.call($makeLRSchedule)
/// ```
///
/// A `Config` is a value that nothing changes, and any thread may use it; two of them share nothing. What the copies of
/// one share is what one run has: its singletons, and the record of what was used.
///
/// Of all bindings of a key the last one wins. A call in the scope `a/b` sees the bindings of `a/b`, then those of `a`,
/// then those without a scope. An evaluated reference, `@f()`, is called anew each time it is needed.
public struct Config: Sendable {
  let loaded: LoadedConfig
  let scope: String

  /// The config whose call the current task is in, in the scope of that call; nil outside of all.
  @TaskLocal public static var current: Config?

  init(loaded: LoadedConfig, scope: String) {
    self.loaded = loaded
    self.scope = scope
  }

  /// Reads files, then bindings, and checks every name and every literal in them.
  ///
  /// A relative path is looked for in `searchPaths`, then in the working directory. An `include` is also looked for
  /// beside the file that includes it. Where a folder above a file holds a `gimlet.gin`, that folder is searched too, and
  /// the `workspace.include_paths` that it names.
  ///
  /// - Parameters:
  ///   - registry: what the configs may name.
  ///   - files: paths of `.gin` files, parsed one after the other.
  ///   - bindings: lines of gin that come after all files, `train.steps = 5`.
  ///   - searchPaths: folders.
  /// - Throws: `ConfigError` with all problems that were found.
  public init(
    _ registry: Registry, files: [String] = [], bindings: [String] = [], searchPaths: [String] = []
  ) throws(ConfigError) {
    self.init(
      loaded: try LoadedConfig(registry, files: files, bindings: bindings, searchPaths: searchPaths), scope: "")
  }

  /// The same config with all calls in another scope.
  ///
  /// - Parameter scope: names joined by `/`; inside a scope too it stands for itself, as `@scope/f` does.
  public func scoped(_ scope: String) -> Config { Config(loaded: loaded, scope: scope) }

  // MARK: Values and calls

  /// Makes a value of a type marked with `@Config`.
  ///
  /// - Parameters:
  ///   - type: what to make.
  ///   - values: parameters that the program sets itself, by name; they win over every binding.
  /// - Throws: `ConfigError`, or what the type's own initializer throws.
  public func make<Made: Configured>(_ type: Made.Type, with values: [String: Any] = [:]) throws -> Made {
    let registration = type.registration
    let id = try loaded.place(of: registration)
    let made = try loaded.call(id, scope: scope, given: try loaded.places(values, of: id), CallChain(), at: nil)
    guard let made = made as? Made else { throw ConfigError(.typeMismatch, Words.notItself(type)) }
    return made
  }

  /// Calls a function marked with `@Configurable`.
  ///
  /// - Parameters:
  ///   - function: `$name` of the function.
  ///   - arguments: for the first parameters, in order; they win over every binding.
  /// - Throws: `ConfigError`, or what the function throws.
  @discardableResult
  public func call<Result, each Argument>(
    _ function: Configurable<Result>, _ arguments: repeat each Argument
  ) throws -> Result {
    var given: [Int: Any] = [:]
    for argument in repeat each arguments { given[given.count] = argument }
    return try call(function, given)
  }

  /// Calls a function marked with `@Configurable`.
  ///
  /// - Parameters:
  ///   - function: `$name` of the function.
  ///   - values: parameters that the program sets itself, by name; they win over every binding.
  /// - Throws: `ConfigError`, or what the function throws.
  @discardableResult
  public func call<Result>(_ function: Configurable<Result>, with values: [String: Any]) throws -> Result {
    let id = try loaded.place(of: function.registration)
    return try call(function, try loaded.places(values, of: id))
  }

  /// Calls a method marked with `@Configurable`.
  ///
  /// - Parameters:
  ///   - method: `Type.$name` of the method.
  ///   - receiver: what to call it on.
  ///   - values: parameters that the program sets itself, by name; they win over every binding.
  /// - Throws: `ConfigError`, or what the method throws.
  @discardableResult
  public func call<Result, Receiver>(
    _ method: Configurable<Result>, on receiver: Receiver, with values: [String: Any] = [:]
  ) throws -> Result {
    let id = try loaded.place(of: method.registration)
    var given = try loaded.places(values, of: id)
    let place = method.registration.parameters.firstIndex(where: \.isReceiver)
    if let place { given[place] = receiver }
    return try call(method, given)
  }

  private func call<Result>(_ function: Configurable<Result>, _ given: [Int: Any]) throws -> Result {
    let id = try loaded.place(of: function.registration)
    return try loaded.call(id, scope: scope, given: given, CallChain(), at: nil) { arguments in
      try function.body(arguments)
    }
  }

  /// The value that is bound to a key, `TrainerConfig.base_lr`, or that a constant has. Scopes are not inherited and defaults do not count, as
  /// in `gin.query_parameter`.
  ///
  /// - Throws: `ConfigError` where nothing is bound, or the type cannot hold the value.
  public func query<Value>(_ key: String, as type: Value.Type = Value.self) throws -> Value {
    try loaded.query(key, reading(type))
  }

  /// Runs a part of the program in which ``query(_:)`` asks this config.
  public func perform<Result>(_ body: () throws -> Result) rethrows -> Result {
    try Config.$current.withValue(self) { try body() }
  }

  /// Runs a part of the program in which ``query(_:)`` asks this config.
  public func perform<Result>(
    isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Result
  ) async rethrows -> Result {
    try await Config.$current.withValue(self) { try await body() }
  }

  // MARK: Text

  /// All bindings, as `gin.config_str()` writes them.
  public var configString: String { loaded.resolved.configText() }

  /// What was used so far, defaults included, as `gin.operative_config_str()` writes it.
  public var operativeConfigString: String { loaded.operativeText }
}

/// The value that the config which is calling binds to a key, `TrainerConfig.base_lr`.
///
/// Scopes are not inherited and defaults do not count, as in `gin.query_parameter`.
///
/// - Throws: `ConfigError` where nothing is bound, where the type cannot hold the value, and outside of a config's
///   calls.
public func query<Value>(_ key: String, as type: Value.Type = Value.self) throws -> Value {
  guard let config = Config.current else { throw ConfigError(.noConfig, Words.noConfig) }
  return try config.query(key, as: type)
}
