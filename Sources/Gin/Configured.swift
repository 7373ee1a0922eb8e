// What can a config make? The types that `@Config` marks.

/// A type that configs make. `@Config` writes the conformance.
public protocol Configured {
  /// What a ``Registry`` holds of the type.
  static var registration: Registration { get }

  /// The inputs and computed values, in the order of declaration; empty for actors, whose state is their own.
  var configParts: [ConfigPart] { get }
}

extension Configured {
  /// Nothing, for what keeps its state to itself.
  public var configParts: [ConfigPart] { [] }
}

/// An enum that configs name the cases of. `@Config` writes the conformance.
public protocol ConfiguredCases: Configured {
  /// The cases without associated values, in the order of declaration.
  static var configCases: [(name: String, value: Self)] { get }
}

/// One property of a configured value.
public struct ConfigPart {
  let name: String
  let value: Any
  let isComputed: Bool

  /// What the value was given.
  public static func input<Value>(_ name: String, _ value: Value) -> ConfigPart {
    ConfigPart(name: name, value: value, isComputed: false)
  }

  /// What it worked out.
  public static func computed<Value>(_ name: String, _ value: Value) -> ConfigPart {
    ConfigPart(name: name, value: value, isComputed: true)
  }
}
