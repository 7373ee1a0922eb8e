// Which modules does an import load? Remembered for as long as no code changes.

import Configurables
import SourceText

struct ImportedModules {
  private var imports: [String: Set<String>]?
  private var loaded: [String: Set<String>] = [:]
  private var definingModules: Set<String>?

  mutating func modules(loadedBy path: String, _ index: DefinitionIndex) -> Set<String> {
    if let known = loaded[path] { return known }
    let imports = imports(index)
    var seen: Set<String> = []
    var waiting = [path]
    while let path = waiting.popLast() {
      var parts = path.split(separator: ".")
      while !parts.isEmpty {
        let module = parts.joined(separator: ".")
        if seen.insert(module).inserted { waiting += imports[module] ?? [] }
        parts.removeLast()
      }
    }
    loaded[path] = seen
    return seen
  }

  mutating func defining(_ index: DefinitionIndex) -> Set<String> {
    if let definingModules { return definingModules }
    let files = Set(index.registered.map { index.configurables[$0].file } + index.constants.map(\.file))
    let made = Set(files.compactMap { index.files[$0]?.module })
    definingModules = made
    return made
  }

  private mutating func imports(_ index: DefinitionIndex) -> [String: Set<String>] {
    if let imports { return imports }
    var made: [String: Set<String>] = [:]
    for code in index.files.values {
      made[code.module, default: []].formUnion(code.imports + code.names.values + code.starImports)
    }
    imports = made
    return made
  }
}
