// Which definitions do the Python files of a workspace make together? Imports, base classes and wrappers followed.

package import Configurables
import SourceText

/// A module with its names in tables. Whoever links is told by identity what changed.
package final class LinkableModule: Sendable {
  package let module: PythonModule
  /// Classes and functions by name; of two with one name the later one is what an importer gets.
  let classes: [String: Int]
  let functions: [String: Int]

  package init(_ module: PythonModule) {
    self.module = module
    classes = Dictionary(
      module.classes.indices.map { (module.classes[$0].definition.name, $0) }, uniquingKeysWith: { $1 })
    functions = Dictionary(module.functions.indices.map { (module.functions[$0].name, $0) }, uniquingKeysWith: { $1 })
  }
}

/// All Python modules of a workspace and what they define, kept from one edit to the next. A value.
package struct PythonLinker: Sendable {
  /// Whether what nothing registers is listed too, for configs that register what they import.
  package enum Extent: Sendable { case registered, importable }

  /// What linking one module gave.
  private struct Linked {
    var file: DefinitionFile
    /// The other modules that were looked into.
    var uses: [Int]
    /// What it registers that stands in other modules.
    var foreign: [RegisteredPlace]
  }

  private var modules: [LinkableModule] = []
  private var byName: [String: Int] = [:]
  private var extent = Extent.registered
  private var linked: [Linked] = []
  /// The definitions of every module, in the order of the modules.
  package private(set) var files: [DefinitionFile] = []

  package init() {}

  /// The definitions of some modules, once.
  package init(_ modules: [PythonModule], _ extent: Extent = .registered) {
    linkAll(modules.map(LinkableModule.init), extent)
  }

  /// Works out anew what hangs on the modules that are not those of the last time.
  /// - Returns: whether any definition changed.
  package mutating func link(_ modules: [LinkableModule], _ extent: Extent) -> Bool {
    let isSameShape =
      extent == self.extent && modules.count == self.modules.count
      && zip(modules, self.modules).allSatisfy {
        $0 === $1 || ($0.module.file == $1.module.file && $0.module.name == $1.module.name)
      }
    guard isSameShape else {
      let before = files
      linkAll(modules, extent)
      return files != before
    }
    let changed = modules.indices.filter { modules[$0] !== self.modules[$0] }
    return !changed.isEmpty && relink(Set(changed), modules)
  }

  private mutating func linkAll(_ modules: [LinkableModule], _ extent: Extent) {
    self.modules = modules
    self.extent = extent
    byName = Dictionary(
      modules.indices.map { (modules[$0].module.name, $0) }, uniquingKeysWith: { first, _ in first })
    linked = modules.indices.map(link)
    if extent == .importable { listImportables(of: Set(modules.indices)) }
    files = linked.map(\.file)
  }

  private mutating func relink(_ changed: Set<Int>, _ modules: [LinkableModule]) -> Bool {
    self.modules = modules
    var touched = modules.indices.filter { changed.contains($0) || linked[$0].uses.contains(where: changed.contains) }
    let before = touched.map { linked[$0] }
    for index in touched {
      let importables = linked[index].file.importables
      linked[index] = link(index)
      linked[index].file.contents.importables = importables
    }
    if extent == .importable {
      let foreign = zip(touched, before).flatMap { index, old in
        old.foreign == linked[index].foreign ? [] : old.foreign + linked[index].foreign
      }
      let homes = Set(foreign.map(\.file))
      touched += modules.indices.filter { homes.contains(modules[$0].module.file) && !touched.contains($0) }
      listImportables(of: Set(touched))
    }
    var hasChanged = false
    // What came out equal stays the value that it was, which others know by identity.
    for index in touched where linked[index].file != files[index] {
      files[index] = linked[index].file
      hasChanged = true
    }
    return hasChanged
  }

  private func link(_ index: Int) -> Linked {
    let visits = PythonLink.Visits()
    let file = PythonLink(modules, byName, visits).file(index)
    let foreign = file.configurables.filter { $0.file != file.file }.map {
      RegisteredPlace(file: $0.file, target: $0.target)
    }
    return Linked(file: file, uses: visits.modules.filter { $0 != index }.sorted(), foreign: foreign)
  }

  /// What importing a module would register, without what is registered already.
  private mutating func listImportables(of places: Set<Int>) {
    let foreign = Set(linked.lazy.flatMap(\.foreign))
    for index in places {
      let visits = PythonLink.Visits()
      let found = PythonLink(modules, byName, visits).importables(of: index)
      let own = Set(linked[index].file.configurables.map { RegisteredPlace(file: $0.file, target: $0.target) })
      linked[index].file.contents.importables = found.filter {
        let place = RegisteredPlace(file: $0.file, target: $0.target)
        return !own.contains(place) && !foreign.contains(place)
      }
      linked[index].uses = visits.modules.union(linked[index].uses).filter { $0 != index }.sorted()
    }
  }

  private struct RegisteredPlace: Hashable {
    let file: FilePath
    let target: Configurable.Target
  }
}

/// One look at the modules, which writes down what it looked into.
struct PythonLink {
  final class Visits {
    fileprivate(set) var modules: Set<Int> = []
  }

  /// The modules by their places.
  struct Modules {
    fileprivate let linkable: [LinkableModule]
    subscript(_ place: Int) -> PythonModule { _read { yield linkable[place].module } }
  }

  let modules: Modules
  private let byName: [String: Int]
  private let visits: Visits
  private static let deepestChain = 12

  init(_ modules: [LinkableModule], _ byName: [String: Int], _ visits: Visits) {
    self.modules = Modules(linkable: modules)
    self.byName = byName
    self.visits = visits
  }

  /// What a dotted path leads to.
  enum Symbol: Hashable {
    case function(module: Int, Int)
    case classDefinition(module: Int, Int)
    case method(module: Int, type: Int, Int)
    case wrapper(module: Int, String)
    case module(Int)
    /// Outside the workspace, under the path that its own library has it by, as far as imports tell.
    case external(String)
  }

  func symbol(_ path: String, depth: Int = 0) -> Symbol {
    guard depth < Self.deepestChain else { return .external(path) }
    let parts = path.split(separator: ".").map(String.init)
    for count in stride(from: parts.count, to: 0, by: -1) {
      guard let module = byName[parts.prefix(count).joined(separator: ".")] else { continue }
      return member(parts.suffix(parts.count - count).map { $0 }, of: module, depth: depth) ?? .external(path)
    }
    return .external(path)
  }

  private func member(_ names: [String], of module: Int, depth: Int) -> Symbol? {
    visits.modules.insert(module)
    guard let first = names.first else { return .module(module) }
    let (classes, functions) = (modules.linkable[module].classes, modules.linkable[module].functions)
    if let type = classes[names.joined(separator: ".")] { return .classDefinition(module: module, type) }
    if names.count > 1, let type = classes[names.dropLast().joined(separator: ".")] {
      let methods = modules[module].classes[type].definition.methods
      return methods.lastIndex { $0.name == names.last }.map { .method(module: module, type: type, $0) }
    }
    if names.count == 1, modules[module].wrappers[first] != nil { return .wrapper(module: module, first) }
    if names.count == 1, let function = functions[first] { return .function(module: module, function) }
    if let meaning = modules[module].names[first] {
      let path = ([meaning] + names.dropFirst()).joined(separator: ".")
      guard path != ([modules[module].name] + names).joined(separator: ".") else { return nil }
      return symbol(path, depth: depth + 1)
    }
    for imported in modules[module].starImports {
      if let other = byName[imported], other != module, depth < Self.deepestChain,
        let found = member(names, of: other, depth: depth + 1)
      {
        return found
      }
    }
    return nil
  }

  /// The functions, classes and methods of a module, named as importing them names them (`config.py`, `_register`).
  func importables(of module: Int) -> [Configurable] {
    var symbols = modules[module].functions.indices.map { Symbol.function(module: module, $0) }
    for type in modules[module].classes.indices {
      symbols.append(.classDefinition(module: module, type))
      let methods = modules[module].classes[type].definition.methods.indices
      symbols += methods.map { .method(module: module, type: type, $0) }
    }
    return symbols.compactMap { symbol in
      guard var made = configurable(symbol, name: nil, module: nil, in: module, "import") else { return nil }
      switch symbol {
      case .method(_, let type, _): made.module += "." + modules[module].classes[type].definition.name
      case .classDefinition(_, let type):
        let outer = modules[module].classes[type].definition.name.split(separator: ".").dropLast()
        made.module = ([made.module] + outer.map(String.init)).joined(separator: ".")
      default: break
      }
      return made
    }
  }
}
