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
    let inCode = analysis.nameInCode(of: configurable) == configurable.name ? try codeChanges() : try registeredName()
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
    let place = FileLocation(configurable.file, configurable.nameRange)
    return try analysis.renameGlobal(configurable.name, at: place, language, to: new.inCode)
  }
}

extension Analysis {
  /// The places in code of what stands at the top of a file, where the new name is free.
  func renameGlobal(
    _ name: String, at place: FileLocation, _ language: Language, to new: String
  ) throws -> [TextChange] {
    let uses = GlobalUses(name: name, place: place, language: language, search: UseSearch(analysis: self))
    let places = try uses.places()
    let changed = Set(places.map(\.file))
    for code in files.codeNames(CodeNameQuery(new, language)) {
      let clash = code.names.first { name in
        switch name.role {
        case .declaration(.global): changed.contains(code.file) || language == .swift
        case .declaration(.local), .declaration(.parameter), .imported: changed.contains(code.file)
        case .declaration, .reference, .member, .label, .text, .scope: false
        }
      }
      if let clash { throw self.clash(new, FileLocation(code.file, clash.range)) }
    }
    return places.map { TextChange(location: $0, replacement: new) }
  }

  func clash(_ name: String, _ location: FileLocation) -> RenameRefusal {
    RenameRefusal(reason: FeatureWords.nameIsTaken(name, place(location).plainText))
  }

  /// The uses in configs and in the strings of queries, each in its own spelling.
  func ginChanges(
    of thing: NamedThing, old: String, _ new: CodeIdentifier, _ language: Language, _ asked: FilePath
  ) -> [TextChange] {
    let inConfigs = occurrences(of: .named(thing), asked: asked).filter { $0.role != .declares }.map(\.location)
    return (inConfigs + scriptPlaces(of: thing)).map { place in
      let written = text(of: place.file)?[place.range] ?? ""
      return TextChange(location: place, replacement: new.replacing(written, old: old, language))
    }
  }

  func inOrder(_ changes: [TextChange]) -> [TextChange] {
    var seen: Set<FileLocation> = []
    return changes.filter { seen.insert($0.location).inserted }.sorted {
      ($0.location.file, $0.location.range.start) < ($1.location.file, $1.location.range.start)
    }
  }
}
