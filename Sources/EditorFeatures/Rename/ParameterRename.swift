// What changes when a parameter gets another name? Its declaration, its body, the labels of calls, configs and queries.

import Configurables
import Resolution
import SourceText

struct ParameterRename {
  private let analysis: Analysis
  private let owners: ParameterOwners
  private let new: CodeIdentifier
  /// The file that the rename was asked for in.
  private let asked: FilePath
  private var language: Language { owners.language }
  private var place: FileLocation { owners.place }

  init(
    _ analysis: Analysis, _ owners: ParameterOwners, in file: FilePath, to name: String,
    typedIn origin: RenameOrigin
  ) throws {
    self.analysis = analysis
    self.owners = owners
    asked = file
    new = try CodeIdentifier(name, origin, after: owners.name, owners.language)
  }

  func changes() throws -> [TextChange] {
    let old = owners.name
    guard place.file.string.hasPrefix("/"), analysis.text(of: place.file)?[place.range] == old else {
      throw RenameRefusal(reason: FeatureWords.notDeclaredHere(old))
    }
    let taken = owners.others.first { other in
      other.name == new.inCode
        || language == .swift && DefinitionIndex.folded(other.name) == DefinitionIndex.folded(new.inCode)
    }
    if let taken { throw analysis.clash(new.inCode, taken.place) }
    try checkRelatives()
    let uses = ParameterUses(owners, UseSearch(analysis: analysis))
    let (declaration, declared) = try uses.declaration()
    try checkClashes(declared, declaration)
    let inCode = try uses.places().map { TextChange(location: $0, replacement: new.inCode) }
    let inGin = owners.configurables.flatMap {
      analysis.ginChanges(of: .parameter($0, old), old: old, new, language, asked)
    }
    return analysis.inOrder(inCode + inGin)
  }

  /// Configs of other types that share the field by its name alone: a type that declares it anew, and in Python an
  /// experiment that takes its values from one of another type.
  private func checkRelatives() throws {
    let index = analysis.definitions.experiments
    let selectors = Set(owners.types.map { index.types[$0].selector })
    for id in index.types.indices where !owners.types.contains(id) {
      guard let field = index.types[id].type.field(named: owners.name) else { continue }
      let ancestors = index.types[id].type.ancestors
      let isRelated =
        ancestors.contains(where: selectors.contains)
        || owners.types.contains { index.types[$0].type.ancestors.contains(index.types[id].selector) }
      if isRelated {
        throw RenameRefusal(
          reason: FeatureWords.declaredTwice(
            owners.name, analysis.place(index.types[id].place(of: field)).plainText))
      }
    }
    guard language == .python, !owners.types.isEmpty else { return }
    for id in index.experiments.indices where index.experiments[id].language == .python {
      let type = index.experiments[id].type
      for parent in analysis.parents(of: id) {
        let other = index.experiments[parent].type
        guard owners.types.contains(type) != owners.types.contains(other),
          index.types[type].type.field(named: owners.name) != nil,
          index.types[other].type.field(named: owners.name) != nil
        else { continue }
        throw RenameRefusal(
          reason: FeatureWords.sharedByName(
            owners.name,
            analysis.place(FileLocation(index.experiments[id].file, index.experiments[id].nameRange)).plainText))
      }
    }
  }

  /// What the new name means already where the old one stands.
  private func checkClashes(_ declared: CodeName.Declared, _ declaration: CodeName) throws {
    let body = bodyRange
    for code in analysis.files.codeNames(CodeNameQuery(new.inCode, language, in: .file(place.file))) {
      let clash = code.names.first { name in
        switch name.role {
        case .declaration, .reference:
          body?.contains(name.range) ?? true
            && (declared != .member || name.container == declaration.container)
        case .member, .label, .imported, .text, .scope: false
        }
      }
      if let clash { throw analysis.clash(new.inCode, FileLocation(code.file, clash.range)) }
    }
  }

  /// The function or the type that declares the parameter.
  private var bodyRange: TextRange? {
    guard let code = analysis.definitions.files[place.file] else { return nil }
    let functions = code.functions + code.types.flatMap { $0.methods + $0.initializers }
    let ranges = functions.map(\.range).filter { $0.contains(place.range) }
    return ranges.min { $0.length < $1.length } ?? code.types.map(\.range).first { $0.contains(place.range) }
  }
}
