// Which one thing of a gin file can be broken, so that the program would fail? Names, parameters, values, brackets.

import Configurables
import GinSyntax
import Resolution
import SourceText

/// One change of a text.
struct Break {
  enum Kind: String, CaseIterable {
    case name, parameter, macro, type, include, module, bracket
  }

  let kind: Kind
  let range: TextRange
  let replacement: String
  /// The statement around it.
  let statement: TextRange

  func applied(to text: SourceText) -> String { text.replacing(range, with: replacement).string }
}

extension Break {
  /// All breaks of a file whose discovery needs only what the package itself holds.
  static func all(in file: FilePath, _ analysis: Analysis) -> [Break] {
    guard let syntax = analysis.files.ginFile(file)?.syntax else { return [] }
    var collector = BreakCollector(file: file, syntax: syntax, analysis: analysis)
    collector.collect()
    return collector.found
  }
}

private struct BreakCollector {
  let file: FilePath
  let syntax: GinFile
  let analysis: Analysis
  var found: [Break] = []

  private var index: DefinitionIndex { analysis.definitions }

  mutating func collect() {
    for use in analysis.nameUses(in: file) { collect(use) }
    for statement in syntax.statements { collect(statement) }
    for (place, node) in syntax.nodes.enumerated() where node.kind == .symbol {
      let value = GinValue(file: syntax, index: place)
      guard ["(", ")", "[", "]", "{", "}"].contains(syntax.text[value.range]) else { continue }
      add(.bracket, value.range, "")
    }
  }

  private mutating func add(_ kind: Break.Kind, _ range: TextRange, _ replacement: String) {
    guard let statement = syntax.statements.last(where: { $0.range.touches(range.start) }) else { return }
    found.append(Break(kind: kind, range: range, replacement: replacement, statement: statement.range))
  }

  /// A name that nobody defines: nothing is called so.
  private func misspelt(_ range: TextRange) -> String { syntax.text[range] + "Qz" }

  private mutating func collect(_ use: NameUse) {
    switch use.thing {
    case .configurable(let id):
      guard index.configurables[id].target != .external else { return }
      add(.name, use.range, misspelt(use.range))
    case .parameter(let id, let name):
      let configurable = index.configurables[id]
      guard !configurable.acceptsAnyParameter, configurable.parameters.contains(where: { $0.name == name }) else {
        return
      }
      add(.parameter, use.range, misspelt(use.range))
    case .macro: if use.role == .reads { add(.macro, use.range, misspelt(use.range)) }
    case .constant, .scope, .singleton, .unknown, .unknownParameter: return
    }
  }

  private mutating func collect(_ statement: GinStatement) {
    switch statement.content {
    case .include(let include): add(.include, include.pathRange, "'no/such/file.gin'")
    case .import(let imported):
      guard !imported.isDynamicRegistration, index.files.values.contains(where: { $0.module == imported.path }) else {
        return
      }
      let last = imported.importedName?.range ?? imported.module.range
      add(.module, last, misspelt(last))
    case .binding(let binding): collectType(of: binding)
    case .macro, .block, .incomplete: return
    }
  }

  /// A value that the declared type cannot hold.
  private mutating func collectType(of binding: GinBinding) {
    let use = analysis.nameUses(in: file).first { $0.range == binding.parameter.range }
    guard case .parameter(let id, let name)? = use?.thing, binding.value.literal != nil,
      let type = index.parameter(name, of: id)?.type, case .named(let path, _) = type.unwrapped, path.count == 1
    else { return }
    let wrong: String
    switch path[0] {
    case "int", "float", "bool": wrong = "'wrong'"
    case "str": wrong = "2.5"
    default: return
    }
    add(.type, binding.value.range, wrong)
  }
}
