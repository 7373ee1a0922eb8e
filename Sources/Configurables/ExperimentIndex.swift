// Which typed experiments does a workspace have? Globals that construct a config type, and the types that they name.

package import SourceText

/// Config types, their defaults, and the globals that hold instances, of all files of an index.
package struct ExperimentIndex: Sendable {
  /// A config type by its place in `types`; valid for this index only.
  package typealias TypeID = Int
  /// An experiment by its place in `experiments`.
  package typealias ID = Int

  package struct TypeInFile: Sendable, Hashable {
    package let file: FilePath
    package let module: String
    package let language: Language
    package let type: ConfigType

    /// `project.modules.trainer.TrainerConfig`.
    package var selector: String { module.isEmpty ? type.name : module + "." + type.name }

    package func place(of field: ConfigType.Field) -> FileLocation {
      FileLocation(field.parameter.file ?? file, field.parameter.nameRange)
    }
  }

  /// A global that holds a config.
  package struct Experiment: Sendable, Hashable {
    package let file: FilePath
    package let module: String
    package let language: Language
    package let name: String
    package let nameRange: TextRange
    /// The whole statement.
    package let range: TextRange
    /// The call that makes it.
    package let construction: Expression
    package let type: TypeID

    /// The name by which a person tells it from others: many modules call theirs `config`.
    package var shownName: String {
      guard language == .python, name == "config", let last = module.split(separator: ".").last else { return name }
      return last + "." + name
    }

    /// `project.experiments.second.config`.
    package var path: String { module.isEmpty ? name : module + "." + name }
  }

  package struct DefaultsInFile: Sendable, Hashable {
    package let file: FilePath
    package let type: TypeID
    package let defaults: ConfigDefaults
  }

  package private(set) var types: [TypeInFile] = []
  /// By file, then by place in the file.
  package private(set) var experiments: [Experiment] = []
  package private(set) var defaults: [DefaultsInFile] = []
  private var typesByName: [String: [TypeID]] = [:]
  private var modules: [String: FilePath] = [:]
  /// The experiments of a file by their names, and in the order of the text.
  private var byFile: [FilePath: [String: ID]] = [:]
  private var inFile: [FilePath: [ID]] = [:]
  private var byName: [String: [ID]] = [:]
  /// Whether any type is one of Python's.
  package private(set) var hasPythonTypes = false
  private static let longestChain = 12

  package init(_ files: [FilePath: DefinitionFile] = [:]) {
    let ordered = files.values.sorted { $0.file < $1.file }
    for file in ordered {
      for type in file.configTypes + file.markedTypes {
        let name = type.name.split(separator: ".").last.map(String.init) ?? type.name
        typesByName[name, default: []].append(types.count)
        if file.language == .python { hasPythonTypes = true }
        types.append(TypeInFile(file: file.file, module: file.module, language: file.language, type: type))
      }
    }
    guard !types.isEmpty else { return }
    for file in ordered where file.language == .python { modules[file.module] = file.file }
    for file in ordered {
      for global in file.globals {
        guard let construction = global.initialValue, let type = type(constructedBy: construction, in: file, files)
        else { continue }
        byFile[file.file, default: [:]][global.name] = experiments.count
        inFile[file.file, default: []].append(experiments.count)
        byName[global.name, default: []].append(experiments.count)
        experiments.append(
          Experiment(
            file: file.file, module: file.module, language: file.language, name: global.name,
            nameRange: global.nameRange, range: global.range, construction: construction, type: type))
      }
      for defaults in file.configDefaults {
        guard let type = type(constructedBy: defaults.construction, in: file, files) else { continue }
        self.defaults.append(DefaultsInFile(file: file.file, type: type, defaults: defaults))
      }
    }
  }

  /// Whether two versions of a file say the same of experiments, places included.
  static func areAlike(_ old: DefinitionFile, _ new: DefinitionFile) -> Bool {
    func constructions(_ file: DefinitionFile) -> [Property] {
      file.globals.filter { if case .call = $0.initialValue?.kind { true } else { false } }
    }
    return old.module == new.module && old.names == new.names && old.configTypes == new.configTypes
      && old.configDefaults == new.configDefaults && old.markedTypes == new.markedTypes
      && constructions(old) == constructions(new)
  }

  /// The type whose instance an expression makes, where it is a call of one.
  package func type(
    constructedBy expression: Expression, in file: DefinitionFile, _ files: [FilePath: DefinitionFile]
  ) -> TypeID? {
    guard case .call(let callee, _) = expression.kind else { return nil }
    return type(namedBy: callee, in: file, files)
  }

  /// The type that an expression names.
  package func type(
    namedBy expression: Expression, in file: DefinitionFile, _ files: [FilePath: DefinitionFile]
  ) -> TypeID? {
    guard let path = expression.namePath else { return nil }
    return type(named: path, in: file, files)
  }

  /// The type that a dotted path of a file means.
  package func type(
    named path: [String], in file: DefinitionFile, _ files: [FilePath: DefinitionFile]
  ) -> TypeID? {
    guard let last = path.last, let candidates = typesByName[last] else {
      return file.language == .python ? renamed(path, in: file, files, depth: 0) : nil
    }
    switch file.language {
    case .swift:
      let name = path.joined(separator: ".")
      let fitting = candidates.filter { id in
        types[id].language == .swift
          && (types[id].type.name == name || types[id].module + "." + types[id].type.name == name)
      }
      return fitting.first { types[$0].file == file.file } ?? fitting.first { types[$0].module == file.module }
        ?? (fitting.count == 1 ? fitting.first : nil)
    case .python: return renamed(path, in: file, files, depth: 0)
    }
  }

  /// Follows a file's own names and imports, as Python would.
  private func renamed(
    _ path: [String], in file: DefinitionFile, _ files: [FilePath: DefinitionFile], depth: Int
  ) -> TypeID? {
    guard let first = path.first, depth < Self.longestChain else { return nil }
    let own = path.joined(separator: ".")
    if let found = typesByName[path.last ?? ""]?.first(where: {
      types[$0].file == file.file && types[$0].type.name == own
    }) {
      return found
    }
    guard let meaning = file.names[first] else { return nil }
    let whole = meaning.split(separator: ".").map(String.init) + path.dropFirst()
    for count in stride(from: whole.count - 1, to: 0, by: -1) {
      guard let home = modules[whole.prefix(count).joined(separator: ".")], let other = files[home] else { continue }
      if home == file.file, Array(whole.dropFirst(count)) == path { return nil }
      return renamed(Array(whole.dropFirst(count)), in: other, files, depth: depth + 1)
    }
    return nil
  }

  /// The experiment that a file's code names, and the fields of it that the rest of the path reads.
  package func experiment(
    named path: [String], in file: DefinitionFile, _ files: [FilePath: DefinitionFile]
  ) -> (id: ID, fields: [String])? {
    guard !experiments.isEmpty, let first = path.first else { return nil }
    switch file.language {
    case .swift:
      let found = (byName[first] ?? []).filter { experiments[$0].language == .swift }
      let best =
        byFile[file.file]?[first] ?? found.first { experiments[$0].module == file.module }
        ?? (found.count == 1 ? found.first : nil)
      return best.map { ($0, Array(path.dropFirst())) }
    case .python: return global(path, in: file, files, depth: 0)
    }
  }

  private func global(
    _ path: [String], in file: DefinitionFile, _ files: [FilePath: DefinitionFile], depth: Int
  ) -> (id: ID, fields: [String])? {
    guard let first = path.first, depth < Self.longestChain else { return nil }
    if let own = byFile[file.file]?[first] { return (own, Array(path.dropFirst())) }
    guard let meaning = file.names[first], !file.globals.contains(where: { $0.name == first }) else { return nil }
    let whole = meaning.split(separator: ".").map(String.init) + path.dropFirst()
    for count in stride(from: whole.count - 1, to: 0, by: -1) {
      guard let home = modules[whole.prefix(count).joined(separator: ".")], let other = files[home] else { continue }
      let rest = Array(whole.dropFirst(count))
      if home == file.file, rest == path { return nil }
      return global(rest, in: other, files, depth: depth + 1)
    }
    return nil
  }

  /// The type with exactly this selector.
  package func type(selector: String) -> TypeID? {
    let name = selector.split(separator: ".").last.map(String.init) ?? selector
    return typesByName[name]?.first { types[$0].selector == selector }
  }

  /// The files that hold experiments or defaults.
  package var files: [FilePath] { Set(experiments.map(\.file) + defaults.map(\.file)).sorted() }

  package func experiments(in file: FilePath) -> [ID] { inFile[file] ?? [] }

  /// The experiment whose statement holds a place.
  package func experiment(around place: FileLocation) -> ID? {
    guard let ids = inFile[place.file] else { return nil }
    var (low, high) = (0, ids.count)
    while low < high {
      let middle = (low + high) / 2
      let range = experiments[ids[middle]].range
      if range.contains(place.range) { return ids[middle] }
      if range.start < place.range.start { low = middle + 1 } else { high = middle }
    }
    return nil
  }

  /// The experiment that a dotted path or a global's name means.
  package func experiment(path: String) -> ID? {
    let name = path.split(separator: ".").last.map(String.init) ?? path
    return byName[name]?.first { experiments[$0].path == path }
  }
}

extension Expression {
  /// The names of `a.b.c`; nil for anything else.
  package var namePath: [String]? {
    switch kind {
    case .name(let name): [name]
    case .member(let base?, let name, _): base.namePath.map { $0 + [name] }
    case .type(.named(let path, arguments: _)): path
    default: nil
    }
  }
}
