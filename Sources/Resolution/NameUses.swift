// Which names stand in a gin file, and what does each mean? What is found, marked and renamed everywhere starts here.

package import Configurables
import GinSyntax
package import SourceText
import Synchronization

/// What a name stands for, the same wherever and however it is written.
package enum NamedThing: Sendable, Hashable {
  case configurable(DefinitionIndex.ID)
  /// By the declared name; by the written one where the signature has none like it.
  case parameter(DefinitionIndex.ID, String)
  /// By the whole name, scopes included, as gin knows macros.
  case macro(String)
  /// By the whole selector, `module.Class.MEMBER`.
  case constant(String)
  /// The scopes up to this one: `a/b` of `a/b/c/f.x`.
  case scope(String)
  case singleton(String)
  /// A selector that no definition answers to, as it is written.
  case unknown(String)
  case unknownParameter(selector: String, String)
}

/// A name at one place.
package struct NameUse: Sendable, Hashable {
  package enum Role: Sendable, Hashable {
    /// The key of a binding, or the header of a block.
    case sets
    case reads
  }

  package let thing: NamedThing
  /// The one name: of a selector its last part, of scopes one.
  package let range: TextRange
  package let role: Role
}

extension Analysis {
  /// The names of a gin file in the order of the text; none of a file that is not there.
  package func nameUses(in file: FilePath) -> [NameUse] {
    files.ginFile(file)?.meaning(by: files.definitions).names.all ?? []
  }

  /// Those of them that stand for one thing.
  package func nameUses(of thing: NamedThing, in file: FilePath) -> [NameUse] {
    files.ginFile(file)?.meaning(by: files.definitions).names.uses(of: thing) ?? []
  }

  /// Those of them that mean nothing known, or several things.
  package func unclearNameUses(in file: FilePath) -> [NameUse] {
    files.ginFile(file)?.meaning(by: files.definitions).names.unclear ?? []
  }
}

/// The names of one file. Who looks through all files for one name passes over the others without a look.
final class NamesOfFile: Sendable {
  let all: [NameUse]
  let unclear: [NameUse]
  private let table = Mutex(AskedTable<NamedThing, NameUse>())

  init(_ uses: [NameUse]) {
    all = uses
    unclear = uses.filter { use in
      switch use.thing {
      case .unknown, .unknownParameter: true
      case .configurable, .parameter, .macro, .constant, .scope, .singleton: false
      }
    }
  }

  /// In the order of the text.
  func uses(of thing: NamedThing) -> [NameUse] {
    table.withLock { table in
      table.elements(of: thing) {
        all.filter { $0.thing == thing }
      } make: {
        Dictionary(grouping: all, by: \.thing)
      }
    }
  }
}

extension Analysis {
  /// The names in a text that is no file: a binding of a command line.
  package func nameUses(inText text: SourceText) -> [NameUse] {
    ConfigFile(path: Entry.commandLine, text: text).meaning(by: files.definitions).names.all
  }
}

/// Collects the names of one file.
struct NameUseCollector {
  private let meaning: FileMeaning
  private var uses: [NameUse] = []

  private var syntax: GinFile { meaning.syntax }
  private var definitions: ProjectDefinitions { meaning.definitions }

  static func uses(in meaning: FileMeaning) -> [NameUse] {
    var collector = NameUseCollector(meaning: meaning)
    collector.collectKeys()
    collector.collectValues()
    return collector.uses.sorted { $0.range.start < $1.range.start }
  }

  private init(meaning: FileMeaning) { self.meaning = meaning }

  private mutating func add(_ thing: NamedThing, _ range: TextRange, _ role: NameUse.Role) {
    guard !range.isEmpty else { return }
    uses.append(NameUse(thing: thing, range: range, role: role))
  }

  // MARK: Keys

  private mutating func collectKeys() {
    for binding in meaning.bindings { key(binding.meaning, of: syntax.statements[Int(binding.statement)]) }
    for statement in syntax.statements {
      switch statement.content {
      case .block(let block):
        head(block.scope, block.selector, definitions.reference(block.selector.text, in: syntax).target)
      case .incomplete(let incomplete):
        guard statement.block == nil, let selector = incomplete.selector, !selector.isEmpty else { continue }
        let target = definitions.reference(selector.text, in: syntax).target
        head(incomplete.scope, selector, target)
        if let parameter = incomplete.parameter { self.parameter(parameter, of: target, selector.text) }
      case .binding, .macro, .import, .include: continue
      }
    }
  }

  private mutating func key(_ key: KeyMeaning, of statement: GinStatement) {
    switch statement.content {
    case .macro(let macro): add(.macro(key.macroName), macro.name.range, .sets)
    case .binding(let binding):
      switch key.target {
      case .macro: return add(.macro(key.macroName), binding.scope.range, .sets)
      case .singleton: return add(.singleton(key.scope), binding.scope.range, .sets)
      case .parameter, .unknownParameter, .ambiguous, .unknown: break
      }
      let configurable = key.target.configurable
      if statement.block == nil {
        head(binding.scope, binding.selector, configurable.map { .configurable($0) } ?? .unknown)
      }
      parameter(binding.parameter, of: configurable.map { .configurable($0) } ?? .unknown, key.selector)
    case .block, .import, .include, .incomplete: return
    }
  }

  private mutating func head(_ scope: GinName?, _ selector: GinName, _ target: ReferenceMeaning.Target) {
    if let scope { scopes(scope, .sets) }
    if case .configurable(let id) = target {
      add(.configurable(id), selector.lastPart, .sets)
    } else {
      add(.unknown(selector.text), selector.lastPart, .sets)
    }
  }

  private mutating func parameter(_ name: GinName, of target: ReferenceMeaning.Target, _ selector: String) {
    guard case .configurable(let id) = target else {
      return add(.unknownParameter(selector: selector, name.text), name.range, .sets)
    }
    let declared = definitions.index.parameter(name.text, of: id)?.name
    add(.parameter(id, declared ?? name.text), name.range, .sets)
  }

  private mutating func scopes(_ name: GinName, _ role: NameUse.Role) {
    var start = name.range.start
    for part in name.text.split(separator: "/", omittingEmptySubsequences: false) {
      let end = start.advanced(by: part.utf8.count)
      add(.scope(syntax.text[TextRange(name.range.start, end)]), TextRange(start, end), role)
      start = end.advanced(by: 1)
    }
  }

  // MARK: Values

  private mutating func collectValues() {
    for (place, node) in syntax.nodes.enumerated() where node.kind.isName {
      switch GinValue(file: syntax, index: place).content {
      case .reference(let reference): self.reference(reference)
      case .macro(let use): macro(use)
      case .literal, .list, .tuple, .dictionary, .parenthesised, .unexpected: continue
      }
    }
  }

  private mutating func macro(_ use: GinMacroUse) {
    let meaning = definitions.macro(use.name.text)
    guard !meaning.isRequiredMark else { return }
    if let constant = meaning.constants.first {
      add(.constant(constant.constant.selector), use.name.range, .reads)
    } else {
      add(.macro(use.name.text), use.name.range, .reads)
    }
  }

  private mutating func reference(_ reference: GinReference) {
    guard !reference.selector.isEmpty else { return }
    let scope = reference.scope
    switch definitions.reference(reference.name.text, in: syntax).target {
    case .configurable(let id):
      scopes(scope, .reads)
      add(.configurable(id), reference.selector.lastPart, .reads)
    case .macro: add(.macro(scope.text), scope.range, .reads)
    case .constant:
      let constant = definitions.macro(scope.text).constants.first?.constant.selector
      add(.constant(constant ?? scope.text), scope.range, .reads)
    case .singleton: add(.singleton(scope.text), scope.range, .reads)
    case .ambiguous, .unknown:
      scopes(scope, .reads)
      add(.unknown(reference.selector.text), reference.selector.lastPart, .reads)
    }
  }
}

extension GinName {
  /// `name` of `module.name`.
  fileprivate var lastPart: TextRange {
    let period = bytes.lastIndex(of: UInt8(ascii: "."))
    return TextRange(period.map { TextOffset($0 + 1) } ?? range.start, range.end)
  }
}
