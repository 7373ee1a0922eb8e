// Which definitions do the Python files of a workspace make together? Imports, base classes and wrappers followed.

package import Configurables
import SourceText

/// All Python modules of a workspace, looked up by the dotted paths that their imports write.
package struct PythonLinker: Sendable {
  let modules: [PythonModule]
  private let byName: [String: Int]
  /// Classes and functions of each module; of two with one name the later one is what an importer gets.
  private let classes: [[String: Int]]
  private let functions: [[String: Int]]
  private static let deepestChain = 12

  package init(_ modules: [PythonModule]) {
    self.modules = modules
    byName = Dictionary(modules.indices.map { (modules[$0].name, $0) }, uniquingKeysWith: { first, _ in first })
    classes = modules.map { module in
      Dictionary(module.classes.indices.map { (module.classes[$0].definition.name, $0) }, uniquingKeysWith: { $1 })
    }
    functions = modules.map { module in
      Dictionary(module.functions.indices.map { (module.functions[$0].name, $0) }, uniquingKeysWith: { $1 })
    }
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
    guard let first = names.first else { return .module(module) }
    if let type = classes[module][names.joined(separator: ".")] { return .classDefinition(module: module, type) }
    if names.count > 1, let type = classes[module][names.dropLast().joined(separator: ".")] {
      let methods = modules[module].classes[type].definition.methods
      return methods.lastIndex { $0.name == names.last }.map { .method(module: module, type: type, $0) }
    }
    if names.count == 1, modules[module].wrappers[first] != nil { return .wrapper(module: module, first) }
    if names.count == 1, let function = functions[module][first] { return .function(module: module, function) }
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

  /// Whether what nothing registers is listed too, for configs that register what they import.
  package enum Extent: Sendable { case registered, importable }

  /// The definitions of every module, in the order of the modules.
  package func files(_ extent: Extent = .registered) -> [DefinitionFile] {
    var files = modules.indices.map(file)
    guard extent == .importable else { return files }
    let known = Set(files.flatMap(\.configurables).map { Place(file: $0.file, target: $0.target) })
    for index in files.indices {
      files[index].importables = importables(of: index).filter {
        !known.contains(Place(file: $0.file, target: $0.target))
      }
    }
    return files
  }

  private struct Place: Hashable {
    let file: FilePath
    let target: Configurable.Target
  }

  /// The functions, classes and methods of a module, named as importing them names them (`config.py`, `_register`).
  private func importables(of module: Int) -> [Configurable] {
    var symbols = modules[module].functions.indices.map { Symbol.function(module: module, $0) }
    for type in modules[module].classes.indices {
      symbols.append(.classDefinition(module: module, type))
      let methods = modules[module].classes[type].definition.methods.indices
      symbols += methods.map { .method(module: module, type: type, $0) }
    }
    return symbols.compactMap { symbol in
      guard var made = configurable(symbol, name: nil, module: nil, in: module, "import") else { return nil }
      if case .method(_, let type, _) = symbol { made.module += "." + modules[module].classes[type].definition.name }
      return made
    }
  }
}
