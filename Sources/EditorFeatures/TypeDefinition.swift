// Where is its type, where does it first appear, and what can stand for it?

import Configurables
import GinSyntax
package import Resolution
package import SourceText

extension Analysis {
  /// Where a name is introduced: of a macro the first binding that is read, else its definition.
  package func declaration(in file: FilePath, at offset: TextOffset) -> DefinitionAnswer? {
    guard case .gin(let target)? = target(in: file, at: offset) else { return definition(in: file, at: offset) }
    switch target.meaning {
    case .macroUse(let name), .macroBinding(let name):
      let configs = [resolved(entry(for: file))] + experiments(including: file).map { resolved($0) }
      let first = configs.lazy.compactMap { config in config.bindings.first { $0.macroName == name } }.first
      guard definitions.constants(named: name).isEmpty, let first else { return definition(in: file, at: offset) }
      return DefinitionAnswer(origin: target.range, targets: [declaration(first.file.path, first.selectorRange)])
    default: return definition(in: file, at: offset)
    }
  }

  /// The declared types of what stands at the place: of a parameter, of a call's result, of a type itself.
  package func typeDefinition(in file: FilePath, at offset: TextOffset) -> DefinitionAnswer? {
    answer(at: file, offset) { places, origin in
      let types = places.flatMap { self.types(named: $0.name, from: $0.file) }
      return DefinitionAnswer(origin: origin, targets: types.map { declaration($0.file, $0.type.nameRange) })
    }
  }

  /// The configurables that can stand where the type at the place is wanted: those that inherit from it. A function, and
  /// a type that nothing inherits from, stands for itself.
  package func implementation(in file: FilePath, at offset: TextOffset) -> DefinitionAnswer? {
    if let (id, origin) = configurable(in: file, at: offset) {
      let configurable = definitions.configurables[id]
      let itself = DefinitionAnswer(
        origin: origin, targets: [declaration(configurable.file, configurable.nameRange)])
      switch configurable.kind {
      case .function, .method: return itself
      case .structure, .classType, .actor, .enumeration:
        return implementations(in: file, at: offset) ?? itself
      }
    }
    return implementations(in: file, at: offset)
  }

  /// The configurable that is named at a place.
  private func configurable(in file: FilePath, at offset: TextOffset) -> (id: DefinitionIndex.ID, origin: TextRange)? {
    guard let target = target(in: file, at: offset) else { return nil }
    switch target {
    case .code(let target):
      guard case .configurable(let id) = target.meaning else { return nil }
      return (id, target.range)
    case .gin(let target):
      let selector: String
      switch target.meaning {
      case .configurable(let name): selector = name
      case .reference(let reference): selector = reference.selector.text
      case .syntax, .scope, .module, .parameter, .macroBinding, .macroUse, .include, .importedModule, .value: return nil
      }
      return configurable(selector, file).map { ($0, target.range) }
    }
  }

  private func implementations(in file: FilePath, at offset: TextOffset) -> DefinitionAnswer? {
    answer(at: file, offset) { places, origin in
      let types = places.flatMap { self.types(named: $0.name, from: $0.file) }
      let below = types.flatMap { subtypes(of: $0, depth: .all) }
      let configurables = below.filter { isConfigurable($0) }
      let shown = configurables.isEmpty ? below : configurables
      return DefinitionAnswer(
        origin: origin, targets: Self.unique(shown).map { declaration($0.file, $0.type.nameRange) })
    }
  }

  private func answer(
    at file: FilePath, _ offset: TextOffset,
    _ make: ([(name: [String], file: FilePath)], TextRange) -> DefinitionAnswer
  ) -> DefinitionAnswer? {
    guard let (names, origin) = typeNames(in: file, at: offset), !names.isEmpty else { return nil }
    let answer = make(names, origin)
    return answer.targets.isEmpty ? nil : answer
  }

  private static func unique(_ types: [TypeInFile]) -> [TypeInFile] {
    var seen: Set<FileLocation> = []
    return types.filter { seen.insert(FileLocation($0.file, $0.type.nameRange)).inserted }
  }

  func isConfigurable(_ type: TypeInFile) -> Bool {
    definitions.files[type.file]?.configurables.contains { $0.nameRange == type.type.nameRange } ?? false
  }

  // MARK: Names of types

  /// The types that are meant at a place, by the names that the code writes, each with the file that writes it.
  private func typeNames(
    in file: FilePath, at offset: TextOffset
  ) -> (names: [(name: [String], file: FilePath)], origin: TextRange)? {
    if let code = definitions.files[file], let type = code.types.first(where: { $0.nameRange.touches(offset) }) {
      return ([(type.name.split(separator: ".").map(String.init), file)], type.nameRange)
    }
    guard let target = target(in: file, at: offset) else { return nil }
    switch target {
    case .code(let target):
      switch target.meaning {
      case .configurable(let id): return (names(ofTypeOf: id), target.range)
      case .parameter(let id, let parameter): return (names(in: parameter.type, of: id), target.range)
      case .query(let key):
        guard let (id, parameter) = parameter(ofQuery: key) else { return nil }
        return (names(in: parameter.type, of: id), target.range)
      case .experiment(let id): return ([name(of: definitions.experiments.experiments[id].type)], target.range)
      case .configType(let id): return ([name(of: id)], target.range)
      case .experimentField(let field):
        let type = definitions.experiments.types[field.type]
        guard case .named(let name, _)? = type.type.field(named: field.name)?.parameter.type?.unwrapped else {
          return nil
        }
        return ([(name, type.file)], target.range)
      }
    case .gin(let target):
      // A macro is of the type of what it stands for. What nobody declares may still be known: the function was called.
      let isMacro = if case .macroUse = target.meaning { true } else { false }
      let known = isMacro ? names(ofValueAt: target, file) : names(for: target, file)
      guard known.isEmpty else { return (known, target.range) }
      return (isMacro ? names(for: target, file) : names(ofValueAt: target, file), target.range)
    }
  }

  /// The types of what a call in a value gives, or of what a macro stands for.
  private func names(ofValueAt target: GinTarget, _ file: FilePath) -> [(name: [String], file: FilePath)] {
    let config = resolved(entry(for: file))
    let value: Value?
    switch target.meaning {
    case .reference, .value:
      value = config.binding(in: file, at: target.statement.range.start).flatMap {
        config.value(at: target.range, of: $0).value
      }
    case .macroUse(let name), .macroBinding(let name): value = config.macro(name).flatMap { config.value(of: $0).value }
    case .parameter:
      value = config.binding(in: file, at: target.statement.range.start).flatMap { config.value(of: $0).value }
    case .syntax, .scope, .module, .configurable, .include, .importedModule: return []
    }
    let names = value?.typeNames ?? []
    // The name alone is known; a file of either language may hold the type.
    let homes = definitions.files.values.filter { code in code.types.contains { names.contains($0.name) } }
    return homes.sorted { $0.file < $1.file }.flatMap { code in
      code.types.filter { names.contains($0.name) }.map {
        ($0.name.split(separator: ".").map(String.init), code.file)
      }
    }
  }

  private func name(of type: ExperimentIndex.TypeID) -> (name: [String], file: FilePath) {
    let type = definitions.experiments.types[type]
    return (type.type.name.split(separator: ".").map(String.init), type.file)
  }

  private func names(for target: GinTarget, _ file: FilePath) -> [(name: [String], file: FilePath)] {
    switch target.meaning {
    case .configurable(let selector): return configurable(selector, file).map { names(ofTypeOf: $0) } ?? []
    case .reference(let reference):
      return configurable(reference.selector.text, file).map { names(ofTypeOf: $0) } ?? []
    case .parameter, .value, .macroUse:
      guard case .binding(let binding) = target.statement.content,
        let id = configurable(binding.selector.text, file)
      else { return [] }
      return names(in: definitions.parameter(binding.parameter.text, of: id)?.type, of: id)
    case .syntax, .scope, .module, .macroBinding, .include, .importedModule: return []
    }
  }

  private func configurable(_ selector: String, _ file: FilePath) -> DefinitionIndex.ID? {
    guard case .found(let id) = configurable(selector, in: file) else { return nil }
    return id
  }

  /// A type is its own; a function's is its result's.
  private func names(ofTypeOf id: DefinitionIndex.ID) -> [(name: [String], file: FilePath)] {
    let configurable = definitions.configurables[id]
    switch configurable.kind {
    case .structure, .classType, .actor, .enumeration:
      return [(configurable.name.split(separator: ".").map(String.init), configurable.file)]
    case .function, .method: return names(in: configurable.result, of: id)
    }
  }

  private func names(in type: TypeExpression?, of id: DefinitionIndex.ID) -> [(name: [String], file: FilePath)] {
    (type?.namedPaths ?? []).map { ($0, definitions.configurables[id].file) }
  }
}

extension Value {
  /// The types that code defines, those of its elements too.
  fileprivate var typeNames: Set<String> {
    switch self {
    case .object(let object): [object.type]
    case .enumeration(let value): [value.type]
    case .list(let parts), .tuple(let parts): Set(parts.flatMap(\.typeNames))
    default: []
    }
  }
}

extension TypeExpression {
  /// The names in the type, those of its elements too: `[Layer]` is about `Layer`.
  var namedPaths: [[String]] {
    switch self {
    case .named(let path, let arguments): [path] + arguments.flatMap(\.namedPaths)
    case .optional(let type), .array(let type), .set(let type): type.namedPaths
    case .dictionary(_, let value): value.namedPaths
    case .tuple(let elements): elements.flatMap(\.type.namedPaths)
    case .function(_, let result): result.namedPaths
    case .union(let types): types.flatMap(\.namedPaths)
    // `any Layer`, `some Layer`.
    case .opaque(let text):
      text.hasPrefix("any ") || text.hasPrefix("some ")
        ? [text.split(separator: " ").dropFirst().joined(separator: " ").split(separator: ".").map(String.init)] : []
    case .literal: []
    }
  }
}
