// How does `TrainerConfig(first, steps: 5)` know what was given? What the initializers of `@Config` are made of.
//
// A label that is left out must differ from every value, `nil` included. So each argument is a closure, and the default
// one throws.

/// Stands for an argument that was not given.
public struct Inherited: Error {
  /// For the code that the macros write.
  public init() {}
}

/// The default argument of the initializers that `@Config` writes.
///
/// - Throws: always.
public func inherited<Value>() throws(Inherited) -> Value { throw Inherited() }

/// The argument where one was given, else what the parent has.
public func given<Value>(
  _ argument: () throws(Inherited) -> Value, or parent: @autoclosure () -> Value
) -> Value {
  do { return try argument() } catch { return parent() }
}
