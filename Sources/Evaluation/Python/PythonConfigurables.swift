// Which configurable is the definition at this place? Those of Python, by the names in their definitions.

import Configurables
import SourceText

struct PythonConfigurables: Sendable {
  private var byFile: [FilePath: [TextRange: DefinitionIndex.ID]] = [:]

  init(_ index: DefinitionIndex) {
    for file in Set(index.configurables.lazy.filter { $0.language == .python }.map(\.file)) { read(file, index) }
  }

  subscript(_ place: FileLocation) -> DefinitionIndex.ID? { byFile[place.file]?[place.range] }

  /// The same for an index with other versions of some files.
  func updated(
    _ index: DefinitionIndex, _ changed: [(old: DefinitionFile, new: DefinitionFile)]
  ) -> PythonConfigurables {
    var updated = self
    var files: Set<FilePath> = []
    for (_, new) in changed where new.language == .python {
      files.insert(new.file)
      files.formUnion((new.configurables + new.importables).map(\.file))
    }
    for file in files { updated.read(file, index) }
    return updated
  }

  private mutating func read(_ file: FilePath, _ index: DefinitionIndex) {
    var found: [TextRange: DefinitionIndex.ID] = [:]
    for id in index.configurables(definedIn: file) {
      let configurable = index.configurables[id]
      guard configurable.language == .python, configurable.target != .external else { continue }
      // Of two registrations, the one that changes every call counts.
      let place = configurable.nameRange
      if found[place] == nil || configurable.registration == "configurable" { found[place] = id }
    }
    byFile[file] = found
  }
}
