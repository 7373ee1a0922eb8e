// What can be written here? The names that fit, each with what is known of it.

package import Configurables
import GinSyntax
package import Resolution
package import SourceText

package struct CompletionItem: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case type, function, parameter, macro, constant, enumerationCase, scope, module, file, keyword, value
  }

  /// What the list shows.
  package let label: String
  package let kind: Kind
  /// Shown behind the label: a type, a value, a place.
  package var detail = ""
  /// What is replaced.
  package let range: TextRange
  package let text: String
  /// The text with places to fill in, `${1:name}`, for clients that know them.
  package var snippet: String?
  /// What typed letters are compared with.
  package let filter: String
  /// Smaller comes first.
  package var order = 5
  /// What its documentation is about.
  package var subject: Subject?
  /// For a label of a typed experiment, the type that has the field.
  package var configType: ExperimentIndex.TypeID?
  /// What is changed elsewhere in the file: an import is added.
  package var additions: [TextChange] = []
}

extension Analysis {
  package func completions(in file: FilePath, at offset: TextOffset) -> [CompletionItem] {
    if let code = definitions.files[file] {
      return ExperimentCompletion(analysis: self, code: code, offset: offset).items
    }
    guard let gin = files.ginFile(file)?.syntax else { return [] }
    guard let site = CompletionSiteFinder(gin: gin, offset: offset).site else { return [] }
    let completion = Completion(analysis: self, file: file, gin: gin, site: site)
    return completion.withImports(completion.items)
  }

  /// By what a client can ask for an item's documentation later: the selector, and a parameter's name.
  package func key(of item: CompletionItem) -> (selector: String, parameter: String?)? {
    if let type = item.configType { return (fieldKey(of: type), item.label) }
    switch item.subject {
    case .named(.configurable(let id)): return (definitions.configurables[id].selector, nil)
    case .named(.parameter(let id, let name)): return (definitions.configurables[id].selector, name)
    case .named, .file, .module, .experiment, .configType, .field, .enumerationCase, nil: return nil
    }
  }

  /// A type that nothing registers has no selector; its file and name stand for it.
  private func fieldKey(of type: ExperimentIndex.TypeID) -> String {
    let type = definitions.experiments.types[type]
    return type.file.string + ":" + type.type.name
  }

  package func documentation(ofSelector selector: String, parameter: String?) -> RichText? {
    if let parameter, selector.contains(":"),
      let type = definitions.experiments.types.indices.first(where: { fieldKey(of: $0) == selector })
    {
      return ExperimentHover(analysis: self).declaration(ofField: parameter, of: type)
    }
    guard case .found(let id) = definitions.configurable(selector) else { return nil }
    guard let parameter else { return declaration(of: id) }
    return definitions.parameter(parameter, of: id).map { declaration(of: $0, of: id) }
  }
}

/// One question.
struct Completion {
  let analysis: Analysis
  let file: FilePath
  let gin: GinSyntax.GinFile
  let site: CompletionSite

  var definitions: DefinitionIndex { analysis.definitions }
  var config: ResolvedConfig { analysis.resolved(analysis.entry(for: file)) }

  var items: [CompletionItem] {
    switch site.kind {
    case .key: keys
    case .member(let scope, let selector): parameters(of: selector, scope: scope, in: site.range)
    case .reference(let wanted): references(wanted, sign: "")
    case .macro: macros(sign: "") + constants(sign: "", of: nil)
    case .value(let wanted): values(wanted)
    case .includePath: paths
    case .module: modules
    case .imported(let module): names(in: module)
    }
  }

  /// Python names whose modules nothing imports bring the import along, in configs that say what they import. Many
  /// programs import everything themselves, and their configs nothing.
  func withImports(_ items: [CompletionItem]) -> [CompletionItem] {
    guard let (loaded, imports) = analysis.loadedModules(near: file), imports > 0 else { return items }
    return items.map { item in
      guard case .named(.configurable(let id))? = item.subject, let module = analysis.unimportedModule(of: id, loaded)
      else { return item }
      let addition = analysis.insertion(ofImport: module, in: gin, file)
      // Two edits may not touch each other.
      guard !item.range.touches(addition.location.range.start) else { return item }
      var item = item
      item.additions = [addition]
      item.detail += (item.detail.isEmpty ? "" : ", ") + FeatureWords.addsImport(module)
      item.order += 1
      return item
    }
  }

  /// The part of the site behind the last slash, and the scope before it.
  var selectorSite: (scope: String, typed: String, range: TextRange) {
    let typed = site.typed
    guard let slash = typed.utf8.lastIndex(of: UInt8(ascii: "/")) else { return ("", typed, site.range) }
    let rest = String(typed[typed.utf8.index(after: slash)...])
    return (String(typed[..<slash]), rest, TextRange(site.range.end.advanced(by: -rest.utf8.count), site.range.end))
  }

  /// Scopes of the config, each with what is typed before it left standing.
  var scopes: [CompletionItem] {
    let known = Set(
      analysis.nameUses(in: file).compactMap { use -> String? in
        // The scope under the cursor is being typed.
        guard case .scope(let scope) = use.thing, !use.range.touches(site.range.end) else { return nil }
        return scope
      } + config.bindings.map(\.scope).filter { !$0.isEmpty })
    return known.sorted().map { scope in
      CompletionItem(
        label: scope + "/", kind: .scope, range: site.range, text: scope + "/", filter: scope + "/", order: 6)
    }
  }

  /// What the file can name, each as it would be written behind what is typed, and what it is found by.
  func offered(typed: String) -> [(id: DefinitionIndex.ID, text: String, filter: String)] {
    if let imported = analysis.importedNames(in: file) {
      // Behind `@` a last part alone is enough to find it by.
      let wanted = imported.filter { !Self.lastPart($0.selector).hasPrefix("__") }
      return wanted.map { ($0.id, $0.selector, typed.contains(".") ? $0.selector : Self.lastPart($0.selector)) }
    }
    return definitions.registered.map { id in
      let (text, filter) = spelling(of: id, typed: typed)
      return (id, text, filter)
    }
  }

  private static func lastPart(_ selector: String) -> String {
    selector.split(separator: ".").last.map(String.init) ?? selector
  }

  private func spelling(of id: DefinitionIndex.ID, typed: String) -> (text: String, filter: String) {
    let text = definitions.shortestSelector(of: id)
    guard typed.contains(".") else { return (text, text) }
    let whole = definitions.configurables[id].selector.split(separator: ".").map(String.init)
    let spelt = whole.map(definitions.configurables[id].language.ginSpelling).joined(separator: ".")
    // Whoever types a module wants to see it stay.
    return (spelt, spelt)
  }
}

extension Configurable {
  var completionKind: CompletionItem.Kind {
    switch kind {
    case .function, .method: .function
    case .structure, .classType, .actor, .enumeration: .type
    }
  }
}
