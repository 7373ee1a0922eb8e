// Where does a dotted path of Python lead? For configs that name things by the modules that they import.

import SourceText

/// What a dotted path leads to, `a.b.c` under `import a.b`.
package enum ImportMeaning: Sendable, Equatable {
  case found(DefinitionIndex.ID)
  /// `__main__.f` of several programs.
  case ambiguous([DefinitionIndex.ID])
  /// A module, or something whose nature code decides when it runs.
  case unclear
  /// Out of the workspace, into a package of this name.
  case outside(String)
  /// The module is read, and has no such name.
  case missing(String, module: String)
}

/// The modules of the workspace and what stands in them, by the paths under which Python finds it.
struct ImportPaths: Sendable {
  private var modules: [String: FilePath] = [:]
  fileprivate var things: [String: DefinitionIndex.ID] = [:]
  /// Modules that are run: they ask whether they are `__main__`.
  fileprivate private(set) var programs: [String] = []

  init(_ files: [DefinitionFile], _ configurables: ConfigurableList) {
    guard files.contains(where: { !$0.importables.isEmpty }) else { return }
    var byFile: [FilePath: DefinitionFile] = [:]
    for file in files where file.language == .python {
      byFile[file.file] = file
      if modules[file.module] == nil { modules[file.module] = file.file }
      if file.text.holds("__main__") { programs.append(file.module) }
    }
    for (id, configurable) in configurables.enumerated() {
      guard let file = byFile[configurable.file], let name = Self.name(of: configurable.target, in: file) else {
        continue
      }
      let path = file.module + "." + name
      if things[path] == nil { things[path] = id }
    }
  }

  /// Whether two versions of a file have the same things under the same paths.
  static func areAlike(_ old: DefinitionFile, _ new: DefinitionFile) -> Bool {
    old.functions.elementsEqual(new.functions, by: { $0.name == $1.name })
      && old.types.elementsEqual(new.types) { old, new in
        old.name == new.name && old.methods.elementsEqual(new.methods, by: { $0.name == $1.name })
      }
      && old.text.holds("__main__") == new.text.holds("__main__")
  }

  private static func name(of target: Configurable.Target, in file: DefinitionFile) -> String? {
    switch target {
    case .function(let place): return file.functions.indices.contains(place) ? file.functions[place].name : nil
    case .type(let place): return file.types.indices.contains(place) ? file.types[place].name : nil
    case .method(let type, let place):
      guard file.types.indices.contains(type), file.types[type].methods.indices.contains(place) else { return nil }
      return file.types[type].name + "." + file.types[type].methods[place].name
    case .external: return nil
    }
  }

  fileprivate func file(of module: String) -> FilePath? { modules[module] }
}

extension DefinitionIndex {
  private static let deepestChain = 12

  /// Those of some Python configurables that a program has registered once it has imported these modules, and what they
  /// import in turn.
  package func registered(_ ids: [ID], byImporting modules: [String]) -> [ID] {
    var byModule: [String: DefinitionFile] = [:]
    for file in files.values where file.language == .python { byModule[file.module] = file }
    var reached: Set<FilePath> = []
    var waiting = modules
    while let module = waiting.popLast() {
      // `import a.b` runs `a` too.
      let parts = module.split(separator: ".")
      for count in parts.indices {
        guard let file = byModule[parts[...count].joined(separator: ".")], reached.insert(file.file).inserted else {
          continue
        }
        waiting += file.imports
        // `from a import b` may import the module `a.b`.
        waiting += file.names.values.filter { byModule[$0] != nil }
      }
    }
    return ids.filter { reached.contains(configurables[$0].file) }
  }

  /// What a dotted path leads to, imports and re-exports followed as Python follows attributes.
  package func imported(_ path: String) -> ImportMeaning {
    let main = "__main__."
    guard path.hasPrefix(main) else { return imported(path, depth: 0) }
    let name = path.dropFirst(main.count)
    let found = importPaths.programs.compactMap { program -> ID? in
      if case .found(let id) = imported(program + "." + name, depth: 0) { id } else { nil }
    }
    let different = Set(found).sorted()
    return different.isEmpty ? .unclear : different.count == 1 ? .found(different[0]) : .ambiguous(different)
  }

  /// The dotted path by which Python finds the definition; nil for what is not Python's or lies outside.
  package func path(of id: ID) -> String? { importPaths.things.first { $0.value == id }?.key }

  /// Whether gin-config takes it for a method, which configs name with its class (`_find_registered_methods`).
  package func isMethod(_ id: ID) -> Bool {
    guard configurables.indices.contains(id), case .method(let type, _) = configurables[id].target else { return false }
    guard configurables[id].language == .python else { return configurables[id].kind == .method }
    let types = files[configurables[id].file]?.types ?? []
    guard types.indices.contains(type), configurables[id].registration != "configurable" else { return false }
    return ("." + configurables[id].module).hasSuffix("." + types[type].name)
  }

  /// The names of the functions and types below a path, as they are written behind it: `Encoder` and `Encoder.forward`
  /// of a module.
  package func importedNames(below path: String) -> [(name: String, id: ID)] {
    var names: [String: ID] = [:]
    for (thing, id) in importPaths.things where thing.hasPrefix(path + ".") {
      names[String(thing.dropFirst(path.utf8.count + 1))] = id
    }
    if let file = importPaths.file(of: path).flatMap({ files[$0] }) {
      let others = Array(file.names.keys) + file.starImports.flatMap { importedNames(inModule: $0) }
      for name in others where names[name] == nil {
        if case .found(let id) = imported(path + "." + name) { names[name] = id }
      }
    }
    return names.map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 }
  }

  private func importedNames(inModule module: String) -> [String] {
    guard let file = importPaths.file(of: module).flatMap({ files[$0] }) else { return [] }
    return file.functions.map(\.name) + file.types.map(\.name) + Array(file.names.keys)
  }

  private func imported(_ path: String, depth: Int) -> ImportMeaning {
    guard depth < Self.deepestChain else { return .unclear }
    if let id = importPaths.things[path] { return .found(id) }
    let parts = path.split(separator: ".").map(String.init)
    for count in stride(from: parts.count, to: 0, by: -1) {
      guard let file = importPaths.file(of: parts.prefix(count).joined(separator: ".")).flatMap({ files[$0] }) else {
        continue
      }
      return member(Array(parts.suffix(parts.count - count)), of: file, depth: depth)
    }
    return parts.first.map { .outside($0) } ?? .unclear
  }

  private func member(_ names: [String], of file: DefinitionFile, depth: Int) -> ImportMeaning {
    guard let first = names.first else { return .unclear }
    let path = ([file.module] + names).joined(separator: ".")
    if let id = importPaths.things[path] { return .found(id) }
    if file.types.contains(where: { $0.name == first }) || file.functions.contains(where: { $0.name == first }) {
      return .unclear
    }
    if let meaning = file.names[first] {
      let target = ([meaning] + names.dropFirst()).joined(separator: ".")
      return target == path ? .unclear : imported(target, depth: depth + 1)
    }
    var outside: ImportMeaning?
    for module in file.starImports where module != file.module {
      switch imported(([module] + names).joined(separator: "."), depth: depth + 1) {
      case .missing: continue
      case .outside(let package): outside = outside ?? .outside(package)
      case let found: return found
      }
    }
    if let outside { return outside }
    // Whoever only mentions the name may make it in a way that nobody reads: `globals()['f'] = …`.
    let mayMakeIt =
      [first, "__getattr__", "globals", "exec"].contains(where: file.text.holds)
      || ["setattr", "__name__"].allSatisfy(file.text.holds)
    return mayMakeIt ? .unclear : .missing(first, module: file.module)
  }
}

extension SourceText {
  /// Whether the word stands anywhere in the text.
  fileprivate func holds(_ word: String) -> Bool {
    let word = Array(word.utf8)
    guard let first = word.first, bytes.count >= word.count else { return false }
    return bytes.withUnsafeBufferPointer { bytes in
      var place = 0
      while place + word.count <= bytes.count {
        guard bytes[place] == first, bytes[place..<place + word.count].elementsEqual(word) else {
          place += 1
          continue
        }
        let end = place + word.count
        if !(place > 0 && bytes[place - 1].isNamePart), !(end < bytes.count && bytes[end].isNamePart) {
          return true
        }
        place = end
      }
      return false
    }
  }
}
