// Which names does an index know? The tables that lookups go through, which outlive edits that change no name.

import SourceText

/// Shared by identity: two indexes with one object give every configurable the same ID.
final class IndexedNames: Sendable {
  /// The dotted parts of each configurable's selector.
  let split: [[String]]
  /// The configurables that code registers come first.
  let registeredCount: Int
  let byLastPart: [String: [DefinitionIndex.ID]]
  let importablesByLastPart: [String: [DefinitionIndex.ID]]
  let constantsByLastPart: [String: [Int]]
  let importPaths: ImportPaths
  let hasRepeated: Bool
  /// By the files that they are defined in, which need not be those that register them.
  let byHome: [FilePath: [DefinitionIndex.ID]]

  /// - Parameter files: in the order of their paths.
  init(_ files: [DefinitionFile], _ configurables: ConfigurableList) {
    registeredCount = configurables.registeredCount
    split = configurables.map { DefinitionIndex.parts(of: $0.selector) }
    byLastPart = Dictionary(grouping: 0..<registeredCount) { [split] in
      DefinitionIndex.folded(split[$0].last ?? "")
    }
    importablesByLastPart = Dictionary(grouping: registeredCount..<split.count) { [split] in split[$0].last ?? "" }
    importPaths = ImportPaths(files, configurables)
    hasRepeated = byLastPart.values.contains { $0.count > 1 }
    byHome = Dictionary(grouping: configurables.indices) { configurables[$0].file }
    let constants = files.flatMap(\.constants)
    constantsByLastPart = Dictionary(grouping: constants.indices) {
      DefinitionIndex.parts(of: constants[$0].selector).last ?? ""
    }
  }

  /// Whether two versions of a file have the same names, so that lookups find the same in both.
  func areAlike(_ old: DefinitionFile, _ new: DefinitionFile) -> Bool {
    guard old.language == new.language, old.module == new.module, old.imports == new.imports, old.names == new.names,
      old.starImports == new.starImports, Self.have(old.configurables, new.configurables),
      Self.have(old.importables, new.importables),
      old.constants.elementsEqual(new.constants, by: { $0.selector == $1.selector })
    else { return false }
    return split.count == registeredCount || ImportPaths.areAlike(old, new)
  }

  /// Whether two lists have the same names in the same order.
  private static func have(_ old: [Configurable], _ new: [Configurable]) -> Bool {
    old.elementsEqual(new) { old, new in
      old.name == new.name && old.module == new.module && old.target == new.target
        && old.isModuleCertain == new.isModuleCertain && old.file == new.file
    }
  }
}
