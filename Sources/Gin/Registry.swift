// Which code do configs know? The functions, types and constants that a program lists.

import Configurables
import SourceText

/// What configs may name: the list of a program's or a library's configurables.
///
/// ```swift
/// let registry = Registry {
///   TrainerConfig.self
///   Precision.self
///   $makeLRSchedule
///   Constant("limits.LARGEST", 1024)
/// }
/// ```
///
/// A registry may hold others, so that a library offers its own. What is listed twice is there once.
public struct Registry: Sendable {
  var registrations: [Registration] = []
  var constants: [Constant] = []

  /// Lists what configs may name.
  public init(@RegistryBuilder _ entries: () -> [RegistryEntry]) {
    for entry in entries() { add(entry) }
  }

  private mutating func add(_ entry: RegistryEntry) {
    switch entry.kind {
    case .registration(let registration):
      let isKnown = registrations.contains {
        $0.selector == registration.selector && $0.file == registration.file && $0.line == registration.line
      }
      if !isKnown { registrations.append(registration) }
    case .constant(let constant):
      if !constants.contains(where: { $0.name == constant.name }) { constants.append(constant) }
    case .registry(let registry):
      for registration in registry.registrations { add(RegistryEntry(kind: .registration(registration))) }
      for constant in registry.constants { add(RegistryEntry(kind: .constant(constant))) }
    }
  }
}

/// A value that configs reach as `%name`, as `gin.constant` defines it.
public struct Constant: Sendable {
  let name: String
  let value: any Sendable

  /// - Parameter name: dotted; a config may write its last parts alone.
  public init(_ name: String, _ value: any Sendable) {
    self.name = name
    self.value = value
  }
}

/// A line of a ``Registry``.
public struct RegistryEntry: Sendable {
  enum Kind: Sendable {
    case registration(Registration)
    case constant(Constant)
    case registry(Registry)
  }
  let kind: Kind
}

/// Reads the lines of a ``Registry``.
@resultBuilder
public enum RegistryBuilder {
  /// A type marked with `@Config`.
  public static func buildExpression(_ type: any Configured.Type) -> [RegistryEntry] {
    [RegistryEntry(kind: .registration(type.registration))]
  }

  /// A function marked with `@Configurable`, as `$name`.
  public static func buildExpression<Result>(_ function: Configurable<Result>) -> [RegistryEntry] {
    [RegistryEntry(kind: .registration(function.registration))]
  }

  /// A constant.
  public static func buildExpression(_ constant: Constant) -> [RegistryEntry] {
    [RegistryEntry(kind: .constant(constant))]
  }

  /// All that another registry lists.
  public static func buildExpression(_ registry: Registry) -> [RegistryEntry] {
    [RegistryEntry(kind: .registry(registry))]
  }

  /// All lines, in order.
  public static func buildBlock(_ entries: [RegistryEntry]...) -> [RegistryEntry] { entries.flatMap { $0 } }

  /// The lines of an `if` without `else`.
  public static func buildOptional(_ entries: [RegistryEntry]?) -> [RegistryEntry] { entries ?? [] }

  /// The lines of an `if`.
  public static func buildEither(first entries: [RegistryEntry]) -> [RegistryEntry] { entries }

  /// The lines of an `else`.
  public static func buildEither(second entries: [RegistryEntry]) -> [RegistryEntry] { entries }
}

/// A registry in the form that the resolver reads: the same that the language server makes of source files.
struct RegisteredDefinitions: Sendable {
  let index: DefinitionIndex
  /// By place in the index's configurables.
  let registrations: [Registration]
  let constants: [String: any Sendable]

  init(_ registry: Registry) {
    let paths = Dictionary(grouping: registry.registrations, by: \.file)
    var byFile: [DefinitionFile] = []
    for (file, registrations) in paths {
      byFile.append(
        DefinitionFile(
          .init(
            file: FilePath(file), language: .swift, module: registrations[0].module, text: SourceText(""),
            configurables: registrations.map(Self.configurable), constants: registrations.flatMap(Self.constants))))
    }
    byFile.append(
      DefinitionFile(
        .init(
          file: FilePath(""), language: .swift, module: "", text: SourceText(""),
          constants: registry.constants.map {
            ConstantDefinition(selector: $0.name, nameRange: .zero, value: nil)
          })))
    index = DefinitionIndex(byFile)
    // The index keeps files by path, and the configurables of each in their order.
    registrations = byFile.sorted { $0.file < $1.file }.flatMap { paths[$0.file.string] ?? [] }
    constants = Dictionary(registry.constants.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  private static func configurable(_ registration: Registration) -> Configurables.Configurable {
    let allowed = registration.allowed.map { Set($0.map(DefinitionIndex.folded)) }
    let denied = Set(registration.denied.map(DefinitionIndex.folded))
    let parameters = registration.parameters.filter { !$0.isReceiver }.map { parameter in
      let name = DefinitionIndex.folded(parameter.name)
      return Parameter(
        name: parameter.name, label: parameter.name, nameRange: .zero,
        isConfigurable: allowed?.contains(name) != false && !denied.contains(name),
        isComputed: parameter.isComputed)
    }
    return Configurables.Configurable(
      name: registration.name, module: registration.module, kind: kind(registration.kind), language: .swift,
      file: FilePath(registration.file), nameRange: .zero, registration: "", parameters: parameters, target: .external)
  }

  private static func kind(_ kind: Registration.Kind) -> Configurables.Configurable.Kind {
    switch kind {
    case .function: .function
    case .method: .method
    case .structure: .structure
    case .classType: .classType
    case .actor: .actor
    case .enumeration: .enumeration
    }
  }

  private static func constants(_ registration: Registration) -> [ConstantDefinition] {
    registration.cases.map { item in
      ConstantDefinition(
        selector: registration.selector + "." + item.name, nameRange: .zero, value: nil,
        enumeration: EnumerationValue(type: registration.selector, name: item.name, rawValue: item.rawValue))
    }
  }
}
