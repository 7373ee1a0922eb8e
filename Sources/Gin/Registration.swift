// What is registered under a name? A function or type with its parameters, and how to call it.

import Configurables

/// A parameter as a macro saw it.
public struct ParameterDescription: Sendable {
  /// Swift's label, or the parameter's name where the label is `_`.
  let name: String
  let type: Any.Type
  let read: @Sendable (ResolvedPart, ReadingPlace) throws -> Any
  let need: Need

  enum Need: Sendable {
    /// A call fails where no config binds it.
    case required
    case optional(@Sendable () throws -> Any)
    /// It is worked out from the others, and cannot be bound.
    case computed
    /// What a method is called on: only the program passes it.
    case receiver
  }

  /// One without a default.
  public static func required<Value>(_ name: String, _ reader: Reader<Value>) -> ParameterDescription {
    ParameterDescription(name: name, type: Value.self, read: reader.read, need: .required)
  }

  /// One with a default.
  public static func optional<Value>(
    _ name: String, _ reader: Reader<Value>, default: @escaping @Sendable () throws -> Value
  ) -> ParameterDescription {
    ParameterDescription(name: name, type: Value.self, read: reader.read, need: .optional(`default`))
  }

  /// A computed property.
  public static func computed(_ name: String) -> ParameterDescription {
    ParameterDescription(
      name: name, type: Never.self, read: { _, place in throw place.mismatch(Words.computed) }, need: .computed)
  }

  /// What a method is called on. Only the program gives it.
  public static func receiver<Receiver>(_ type: Receiver.Type) -> ParameterDescription {
    ParameterDescription(
      name: "self", type: type, read: { part, place in throw place.mismatch(part, type) }, need: .receiver)
  }

  var isReceiver: Bool { if case .receiver = need { true } else { false } }
  var isComputed: Bool { if case .computed = need { true } else { false } }
}

/// A function or a type that configs know, with its result's type forgotten. Made by the macros.
public struct Registration: Sendable {
  /// What is registered.
  public enum Kind: Sendable { case function, method, structure, classType, actor, enumeration }

  /// Whether calling it may throw an error of its own.
  public enum Failure: Sendable { case never, possible }

  /// Dotted, with the enclosing types, without the module.
  let name: String
  let module: String
  let kind: Kind
  let failure: Failure
  let parameters: [ParameterDescription]
  /// Names as the code spells them; nil for all.
  let allowed: [String]?
  let denied: [String]
  /// `Trainer/Schedule.swift`, and the line from one.
  let file: String
  let line: Int
  /// Cases of an enum, by name.
  let cases: [Case]
  let result: Any.Type
  let body: @Sendable (Arguments) throws -> Any

  /// A case without associated values.
  struct Case: Sendable {
    let name: String
    let rawValue: Value
  }

  /// `module.name`.
  var selector: String { module.isEmpty ? name : module + "." + name }
}

/// A function, method or initializer that configs know: `$makeLRSchedule` of `@Configurable func makeLRSchedule`.
public struct Configurable<Result>: Sendable {
  /// What a ``Registry`` holds of it.
  public let registration: Registration
  let body: @Sendable (Arguments) throws -> Result

  /// For the code that the macros write.
  ///
  /// - Parameters:
  ///   - path: the declared name with its enclosing types.
  ///   - name: the name in the attribute, if any.
  ///   - module: the module in the attribute, if any.
  ///   - fileID: of the declaration: its first part is the module otherwise.
  ///   - line: of the declaration, from one.
  public init(
    _ path: [String], name: String? = nil, module: String? = nil, fileID: String, line: Int,
    kind: Registration.Kind, failure: Registration.Failure = .never, parameters: [ParameterDescription] = [],
    allow: [String]? = nil, deny: [String] = [], body: @escaping @Sendable (Arguments) throws -> Result
  ) {
    self.body = body
    registration = Registration(
      path, name: name, module: module, fileID: fileID, line: line, kind: kind, failure: failure,
      parameters: parameters, allow: allow, deny: deny, cases: [], result: Result.self, body: { try body($0) })
  }
}

extension Registration {
  init(
    _ path: [String], name: String?, module: String?, fileID: String, line: Int, kind: Kind, failure: Failure,
    parameters: [ParameterDescription], allow: [String]?, deny: [String], cases: [Case],
    result: Any.Type, body: @escaping @Sendable (Arguments) throws -> Any
  ) {
    let swiftModule = fileID.split(separator: "/").first.map(String.init) ?? ""
    let place = Self.place(path: path, name: name, module: module, swiftModule: swiftModule)
    self.name = place.name
    self.module = place.module
    self.kind = kind
    self.failure = failure
    self.parameters = parameters
    allowed = allow
    denied = deny
    file = fileID
    self.line = line
    self.cases = cases
    self.result = result
    self.body = body
  }

  /// For the code that the macros write: an enum and its cases without associated values.
  public init<Cases: ConfiguredCases>(
    casesOf type: Cases.Type, _ path: [String], name: String? = nil, module: String? = nil, fileID: String, line: Int
  ) {
    let cases = Cases.configCases.map { Case(name: $0.name, rawValue: RawValue.value(of: $0.value)) }
    self.init(
      path, name: name, module: module, fileID: fileID, line: line, kind: .enumeration, failure: .never,
      parameters: [], allow: nil, deny: [], cases: cases, result: Cases.self,
      body: { arguments in throw arguments.failure(.needlessCall, Words.enumerationCalled(path.last ?? "")) })
  }

  /// `a.b.name` without a module names the module too, as gin-config reads it.
  private static func place(
    path: [String], name: String?, module: String?, swiftModule: String
  ) -> (name: String, module: String) {
    guard let name else { return (path.joined(separator: "."), module ?? swiftModule) }
    if module == nil, let dot = name.lastIndex(of: ".") {
      return (String(name[name.index(after: dot)...]), String(name[..<dot]))
    }
    return ((path.dropLast() + [name]).joined(separator: "."), module ?? swiftModule)
  }
}

/// The raw value of an enum's case as a config writes it.
enum RawValue {
  static func value(of item: Any) -> Value {
    guard let raw = (item as? any RawRepresentable)?.rawValue else { return .none }
    switch raw {
    case let text as String: return .string(text)
    case let number as Int: return .integer(number)
    case let number as Double: return .double(number)
    case let number as any FixedWidthInteger: return Int(exactly: number).map(Value.integer) ?? .none
    case let letter as Character: return .string(String(letter))
    default: return .none
    }
  }
}
