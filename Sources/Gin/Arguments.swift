// With which values is a function called? One for each parameter, in the order of its declaration.

/// The values of one call. For the code that the macros write.
public struct Arguments {
  let values: [Any]
  let parameters: [ParameterDescription]
  let name: String

  /// The value of the parameter at a place.
  ///
  /// - Throws: `ConfigError` for a value of the caller's that has another type.
  public func value<Value>(_ place: Int) throws -> Value {
    guard values.indices.contains(place) else {
      throw ConfigError(.requiredNotBound, Words.noParameter(name, "\(place)"))
    }
    if let value = values[place] as? Value { return value }
    throw ConfigError(
      .typeMismatch, Words.wrongArgument(name + "." + parameters[place].name, values[place], Value.self))
  }

  /// The value of an initializer that may fail.
  ///
  /// - Throws: `ConfigError` for `nil`.
  public func unwrapped<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw failure(.evaluationError, Words.initializerFailed(name)) }
    return value
  }

  func failure(_ code: ConfigError.Code, _ message: String) -> ConfigError { ConfigError(code, message) }
}
