// How does a config with dynamic registration write its names? Through imports, which it gathers (`ImportManager`).

import Configurables
import GinSyntax
import SourceText

/// The imports of a config's text and the names that they give. gin-config writes a thing through the import that first
/// registered it, and what code registers through an import of its module.
struct ImportedSelectors {
  private enum Thing: Hashable {
    case configurable(DefinitionIndex.ID)
    /// Outside the workspace, by its path.
    case path(String)
  }

  private struct Source {
    let statement: Statement
    /// Behind the import's name.
    let name: String
    /// By which gin-config sorts.
    let selector: String
  }

  struct Statement {
    var module: String
    var isFrom: Bool
    var alias: String?

    /// The name that the import binds (`config_parser.py`, `bound_name`).
    var boundName: String {
      if let alias { return alias }
      let parts = module.split(separator: ".")
      return (isFrom ? parts.last : parts.first).map(String.init) ?? module
    }

    /// The module with the alias for its last part, under which gin-config registers what the import leads to
    /// (`config_parser.py`, `partial_path`).
    var partialPath: String {
      let parts = module.split(separator: ".").map(String.init)
      if let alias { return (parts.dropLast() + [alias]).joined(separator: ".") }
      return isFrom ? module : parts.first ?? module
    }

    var text: String {
      let alias = alias.map { " as " + $0 } ?? ""
      guard isFrom, let dot = module.lastIndex(of: ".") else { return "import " + module + alias }
      return "from \(module[..<dot]) import \(module[module.index(after: dot)...])" + alias
    }
  }

  private let config: ResolvedConfig
  private var sources: [Thing: Source] = [:]
  private var statements: [Statement] = []
  /// What a module is called in the text.
  private var names: [String: String] = [:]
  private var bound: Set<String> = []

  init(_ config: ResolvedConfig) {
    self.config = config
    let imports = config.layout.uses.flatMap(\.meaning.imports).map(Statement.init)
    let ordered = ConfigTextLayout.sorted(imports) { [$0.module, $0.isFrom ? "0" : "1"] }
    for statement in ordered { add(statement) }
    guard isDynamic else { return }
    findSources()
    requireImports()
  }

  var isDynamic: Bool { names["__gin__.dynamic_registration"] != nil }

  /// The `import` lines, sorted.
  var lines: [String] { ConfigTextLayout.sorted(statements) { [$0.module] }.map(\.text) }

  private mutating func add(_ statement: Statement) {
    guard names[statement.module] == nil else { return }
    var statement = statement
    let name = statement.boundName
    var unique = name
    var number = 2
    while bound.contains(unique) {
      unique = name + String(number)
      number += 1
    }
    if unique != name { statement.alias = unique }
    names[statement.module] = statement.isFrom || statement.alias != nil ? statement.boundName : statement.module
    bound.insert(statement.boundName)
    statements.append(statement)
  }

  // MARK: Where things come from

  /// In the order in which gin-config parses: what a value refers to, then what the key names.
  private mutating func findSources() {
    for binding in config.bindings where !binding.record.meaning.isMacro || binding.value?.kind.isLiteral == false {
      let use = config.layout.uses[binding.use]
      expression(of: binding).visitNames { part in
        if case .reference(let reference, _) = part.kind { note(reference.selector, reference.target, use) }
      }
      guard binding.target != .macro, binding.target != .singleton else { continue }
      note(binding.selector, binding.target.configurable.map { .configurable($0) } ?? .unknown, use)
    }
  }

  private mutating func note(_ selector: String, _ target: ReferenceMeaning.Target, _ use: ConfigFileUse) {
    guard let thing = thing(selector, target, use), sources[thing] == nil else { return }
    if case .configurable(let id) = thing, config.index.registered.contains(id) {
      sources[thing] = registeredSource(id)
      return
    }
    let first = String(selector.prefix { $0 != "." })
    guard use.file.syntax.importedNames.bound != nil,
      let statement = use.meaning.imports.last(where: { $0.boundName == first }).map(Statement.init)
    else { return }
    let parts = selector.split(separator: ".").map(String.init)
    sources[thing] = source(parts, statement)
    // Registering a method registers its class again.
    if case .configurable(let id) = thing, config.index.isMethod(id), let path = config.index.path(of: id),
      let period = path.lastIndex(of: "."), case .found(let owner) = config.index.imported(String(path[..<period]))
    {
      sources[.configurable(owner)] = source(parts.dropLast(), statement)
    }
  }

  /// What code registers has no import of its own.
  private func registeredSource(_ id: DefinitionIndex.ID) -> Source {
    let configurable = config.index.configurables[id]
    let module = config.index.files[configurable.file]?.module ?? configurable.module
    let path = config.index.path(of: id) ?? configurable.selector
    let name = path.hasPrefix(module + ".") ? String(path.dropFirst(module.utf8.count + 1)) : configurable.name
    return Source(
      statement: Statement(module: module, isFrom: module.contains("."), alias: nil), name: name,
      selector: configurable.selector)
  }

  /// As `_import_source` and `_register` make it of the names of a selector.
  private func source(_ parts: [String], _ statement: Statement) -> Source {
    var statement = statement
    guard !statement.isFrom, statement.alias == nil else {
      return Source(
        statement: statement, name: parts.dropFirst().joined(separator: "."),
        selector: ([statement.partialPath] + parts.dropFirst()).joined(separator: "."))
    }
    let modules = statement.module.split(separator: ".").map(String.init)
    let matches = zip(modules, parts.dropLast()).prefix { $0 == $1 }.count
    statement.module = modules.prefix(matches).joined(separator: ".")
    return Source(
      statement: statement, name: parts.dropFirst(matches).joined(separator: "."),
      selector: parts.joined(separator: "."))
  }

  private func thing(
    _ selector: String, _ target: ReferenceMeaning.Target, _ use: ConfigFileUse
  ) -> Thing? {
    switch target {
    case .configurable(let id): .configurable(id)
    case .macro, .constant, .singleton: nil
    case .ambiguous, .unknown: use.file.syntax.importedNames.path(of: selector).map { .path($0) }
    }
  }

  private func expression(of binding: ConfigBinding) -> ConfigExpression {
    config.layout.uses[binding.use].meaning.expression(of: Int(config.layout.places[binding.index].record))
  }

  // MARK: What the text needs

  private mutating func requireImports() {
    var needed: [Thing] = []
    for binding in config.bindings where binding.target != .macro && binding.target != .singleton {
      let use = config.layout.uses[binding.use]
      let target = binding.target.configurable.map { ReferenceMeaning.Target.configurable($0) } ?? .unknown
      if let thing = thing(binding.selector, target, use) { needed.append(thing) }
    }
    for binding in config.bindings where config.winner(of: binding.index) == binding.index {
      let use = config.layout.uses[binding.use]
      expression(of: binding).visitNames { part in
        guard case .reference(let reference, _) = part.kind else { return }
        if let thing = thing(reference.selector, reference.target, use) { needed.append(thing) }
      }
    }
    for thing in needed { if let source = sources[thing] { add(source.statement) } }
  }

  /// What the text calls what a key names, and the selector by which it is sorted.
  func name(of binding: ConfigBinding) -> (name: String, selector: String)? {
    let target = binding.target.configurable.map { ReferenceMeaning.Target.configurable($0) } ?? .unknown
    guard let thing = thing(binding.selector, target, config.layout.uses[binding.use]), let source = sources[thing]
    else { return nil }
    return (written(source), source.selector)
  }

  func name(of reference: ReferenceMeaning, in binding: ConfigBinding) -> String? {
    thing(reference.selector, reference.target, config.layout.uses[binding.use]).flatMap { sources[$0] }.map(written)
  }

  private func written(_ source: Source) -> String {
    (names[source.statement.module] ?? source.statement.module) + "." + source.name
  }
}

extension ImportedSelectors.Statement {
  init(_ statement: GinImport) {
    self.init(module: statement.path, isFrom: statement.isFrom, alias: statement.alias?.text)
  }
}
