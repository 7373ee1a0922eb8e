// Do the imports of a file stand where gin-config wants them? Its own rules for them (`config.py`, `process_import`).

import GinSyntax
import SourceText

/// One walk over a file that turns dynamic registration on, or that tries to.
struct ImportCheck {
  private let meaning: FileMeaning
  private var found: [Problem] = []
  /// The names that the imports so far have bound; nil before dynamic registration is on.
  private var bound: Set<String>?
  private var hasImported = false

  static func problems(_ meaning: FileMeaning) -> [Problem] {
    guard meaning.imports.contains(where: { $0.isFrom && $0.module == "__gin__" }) else { return [] }
    var check = ImportCheck(meaning: meaning)
    check.walk()
    return check.found
  }

  private init(meaning: FileMeaning) { self.meaning = meaning }

  private mutating func add(_ code: Problem.Code, _ message: String, _ range: TextRange) {
    found.append(Problem(code, message, at: FileLocation(meaning.path, range)))
  }

  private mutating func walk() {
    for statement in meaning.syntax.statements {
      switch statement.content {
      case .import(let imported): check(imported)
      case .block(let block): check(block.selector.text, block.selector.range)
      case .binding(let binding):
        checkReferences(in: binding.value)
        if statement.block == nil { check(binding.selector.text, binding.selector.range) }
      case .macro(let macro): checkReferences(in: macro.value)
      case .include, .incomplete: continue
      }
    }
  }

  private mutating func check(_ imported: GinImport) {
    defer { hasImported = true }
    guard imported.isFrom, imported.module == "__gin__" else {
      guard bound != nil else { return }
      if imported.boundName == "gin" { add(.syntaxError, ProblemWords.reservedGin, imported.statement.range) }
      bound?.insert(imported.boundName)
      return
    }
    if let alias = imported.alias {
      add(.syntaxError, ProblemWords.aliasOfFeature, alias.range)
    } else if !imported.isDynamicRegistration {
      add(.syntaxError, ProblemWords.unknownFeature, imported.importedName?.range ?? imported.module.range)
    } else if hasImported {
      add(.syntaxError, ProblemWords.lateDynamicRegistration, imported.statement.range)
    } else {
      bound = ["gin"]
    }
  }

  private mutating func checkReferences(in value: GinValue) {
    guard bound != nil, meaning.syntax.nodes.indices.contains(value.index) else { return }
    let end = min(max(value.index + 1, Int(meaning.syntax.nodes[value.index].next)), meaning.syntax.nodes.count)
    for place in value.index..<end where meaning.syntax.nodes[place].kind == .reference {
      guard case .reference(let reference) = GinValue(file: meaning.syntax, index: place).content else { continue }
      check(reference.selector.text, reference.selector.range)
    }
  }

  /// Only what a later import would give: what none gives is an unknown name.
  private mutating func check(_ selector: String, _ range: TextRange) {
    let first = String(selector.prefix { $0 != "." })
    guard let bound, !bound.contains(first), meaning.syntax.importedNames.bound?[first] != nil else { return }
    add(.unknownConfigurable, ProblemWords.importedLater(first), range)
  }
}
