// What changes when a configurable gets another name? Its declaration, what code calls it, every config, every query.

import Configurables
import Resolution
import SourceText

struct ConfigurableRename {
  private let analysis: Analysis
  private let id: DefinitionIndex.ID
  private let configurable: Configurable
  private let new: CodeIdentifier
  /// The file that the rename was asked for in.
  private let asked: FilePath
  private var language: Language { configurable.language }

  init(
    _ analysis: Analysis, _ id: DefinitionIndex.ID, in file: FilePath, to name: String, typedIn origin: RenameOrigin
  ) throws {
    self.analysis = analysis
    asked = file
    self.id = id
    configurable = analysis.definitions.configurables[id]
    new = try CodeIdentifier(name, origin, after: configurable.name, configurable.language)
  }

  func changes() throws -> [TextChange] {
    guard !configurable.name.contains("."), configurable.file.string.hasPrefix("/") else {
      throw RenameRefusal(reason: FeatureWords.notAtTheTop(configurable.name))
    }
    try checkClashes()
    let declared = analysis.text(of: configurable.file)?[configurable.nameRange] ?? ""
    let inCode = declared == configurable.name ? try codeChanges() : try registeredName()
    return analysis.inOrder(
      inCode + analysis.ginChanges(of: .configurable(id), old: configurable.name, new, language, asked))
  }

  private func checkClashes() throws {
    let definitions = analysis.definitions
    for (other, found) in definitions.configurables.enumerated() where other != id {
      let last = found.name.split(separator: ".").last.map(String.init) ?? found.name
      let isSame =
        last == new.inCode
        || (found.language == .swift || language == .swift)
          && DefinitionIndex.folded(last) == DefinitionIndex.folded(new.inCode)
      if isSame { throw analysis.clash(new.inCode, FileLocation(found.file, found.nameRange)) }
    }
  }

  /// The string by which it is registered, where that is not the name in the code.
  private func registeredName() throws -> [TextChange] {
    let texts = analysis.files.codeNames(CodeNameQuery(configurable.name, language)).filter {
      $0.file == configurable.file
    }.flatMap(\.names)
      .filter { $0.role == .text }
    guard texts.count == 1 else { throw RenameRefusal(reason: FeatureWords.registeredElsewhere(configurable.name)) }
    return texts.map { TextChange(location: FileLocation(configurable.file, $0.range), replacement: new.inGin) }
  }

  private func codeChanges() throws -> [TextChange] {
    let files = analysis.files.codeNames(CodeNameQuery(configurable.name, language))
    let paths = CodePaths(of: configurable.name, declaredIn: configurable.file, files)
    var changes: [TextChange] = []
    for code in files {
      let found = try code.names.filter { try means($0, in: code, paths) }
      changes += found.map { TextChange(location: FileLocation(code.file, $0.range), replacement: new.inCode) }
    }
    let changed = Set(changes.map(\.location.file))
    for code in analysis.files.codeNames(CodeNameQuery(new.inCode, language)) {
      let clash = code.names.first { name in
        switch name.role {
        case .declaration(.global): changed.contains(code.file) || language == .swift
        case .declaration(.local), .declaration(.parameter), .imported: changed.contains(code.file)
        case .declaration, .reference, .member, .label, .text, .scope: false
        }
      }
      if let clash { throw analysis.clash(new.inCode, FileLocation(code.file, clash.range)) }
    }
    return changes
  }

  private func means(_ name: CodeName, in code: CodeNames, _ paths: CodePaths) throws -> Bool {
    let isHome = code.file == configurable.file
    switch name.role {
    case .declaration(let declared):
      if isHome, name.range == configurable.nameRange { return true }
      let isAnother = declared == .global && (isHome || language == .swift)
      if isAnother || declared == .member && language == .swift {
        throw RenameRefusal(
          reason: FeatureWords.declaredTwice(
            configurable.name, analysis.place(FileLocation(code.file, name.range)).plainText))
      }
      return false
    case .reference:
      if let declaration = name.declaration, isHome { return declaration == configurable.nameRange }
      switch language {
      case .swift: return name.declaration == nil
      case .python: return paths.means(configurable.name, in: code)
      }
    case .member(let base):
      switch language {
      case .swift: return base == paths.module
      case .python: return paths.means(base + "." + configurable.name, in: code)
      }
    case .imported(let module): return paths.all.contains(module + "." + configurable.name)
    case .label, .text, .scope: return false
    }
  }
}

/// The dotted paths by which Python code reaches what one file declares: its own, and those of modules that import it.
struct CodePaths {
  let module: String
  private(set) var all: Set<String>

  init(of name: String, declaredIn file: FilePath, _ files: [CodeNames]) {
    module = files.first { $0.file == file }?.module ?? ""
    all = [module + "." + name]
    var hasGrown = true
    while hasGrown {
      hasGrown = false
      for code in files where code.paths[name].map(all.contains) ?? false {
        hasGrown = all.insert(code.module + "." + name).inserted || hasGrown
      }
    }
  }

  /// Whether a chain of names leads to the declaration.
  func means(_ chain: String, in code: CodeNames) -> Bool {
    guard let first = chain.split(separator: ".", maxSplits: 1).first.map(String.init) else { return false }
    let rest = chain.dropFirst(first.count)
    if let path = code.paths[first] { return all.contains(path + rest) }
    return code.module == module && all.contains(module + "." + chain)
  }
}

extension Analysis {
  func clash(_ name: String, _ location: FileLocation) -> RenameRefusal {
    RenameRefusal(reason: FeatureWords.nameIsTaken(name, place(location).plainText))
  }

  /// The uses in configs and in the strings of queries, each in its own spelling.
  func ginChanges(
    of thing: NamedThing, old: String, _ new: CodeIdentifier, _ language: Language, _ asked: FilePath
  ) -> [TextChange] {
    occurrences(of: .named(thing), asked: asked).filter { $0.role != .declares }.map { occurrence in
      let written = text(of: occurrence.location.file)?[occurrence.location.range] ?? ""
      return TextChange(location: occurrence.location, replacement: new.replacing(written, old: old, language))
    }
  }

  func inOrder(_ changes: [TextChange]) -> [TextChange] {
    var seen: Set<FileLocation> = []
    return changes.filter { seen.insert($0.location).inserted }.sorted {
      ($0.location.file, $0.location.range.start) < ($1.location.file, $1.location.range.start)
    }
  }
}
