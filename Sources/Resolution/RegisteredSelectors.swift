// What may a command line's bindings name? What the files before them have registered through their imports.

import Configurables
import GinSyntax

extension ConfigLayout {
  /// The selectors under which files with dynamic registration have registered what they name, each with the dotted path
  /// behind it (`config.py`, `ParseContext._register`); nil where no file has dynamic registration, or one is missing.
  func registeredSelectors(_ index: DefinitionIndex) -> [String: String]? {
    let isDynamic = uses.map { $0.file.syntax.importedNames.bound != nil }
    guard isDynamic.contains(true), !problems.contains(where: { $0.code == .includeNotFound }) else { return nil }
    var found = RegisteredSelectors(index: index)
    for run in runs where isDynamic[run.use] { found.add(uses[run.use].meaning, run.records) }
    return found.paths
  }
}

/// Only the first name of a thing counts: gin-config finds what is registered by its identity.
private struct RegisteredSelectors {
  let index: DefinitionIndex
  var paths: [String: String] = [:]
  private var seen: Set<String> = []

  init(index: DefinitionIndex) { self.index = index }

  /// In gin-config's order: what a value refers to, then what the key names.
  mutating func add(_ file: FileMeaning, _ places: Range<Int>) {
    for place in places {
      file.namedExpression(of: place)?.visitNames { part in
        if case .reference(let reference, _) = part.kind { add(reference.selector, reference.target, file) }
      }
      let record = file.bindings[place]
      guard !record.meaning.isMacro, record.meaning.target != .singleton else { continue }
      add(record.meaning.selector, record.meaning.target.configurable.map { .configurable($0) } ?? .unknown, file)
    }
  }

  private mutating func add(_ selector: String, _ target: ReferenceMeaning.Target, _ file: FileMeaning) {
    let parts = selector.split(separator: ".").map(String.init)
    guard let first = parts.first, let path = file.syntax.importedNames.path(of: selector),
      let statement = file.imports.last(where: { ImportedSelectors.Statement($0).boundName == first })
    else { return }
    let module = ImportedSelectors.Statement(statement).partialPath
    var identity = path
    if case .configurable(let id) = target {
      // What code registers keeps its name.
      guard !index.registered.contains(id) else { return }
      identity = index.path(of: id) ?? path
      if index.isMethod(id), let period = path.lastIndex(of: ".") {
        note(([module] + parts.dropFirst().dropLast()), String(path[..<period]), String(path[..<period]))
      }
    }
    note([module] + parts.dropFirst(), path, identity)
  }

  private mutating func note(_ parts: [String], _ path: String, _ identity: String) {
    guard seen.insert(identity).inserted else { return }
    paths[parts.joined(separator: ".")] = path
  }
}
