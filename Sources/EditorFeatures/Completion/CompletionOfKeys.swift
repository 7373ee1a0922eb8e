// What can a line begin with? Configurables, their parameters, macros, scopes and keywords.

import Configurables
import GinSyntax
import Resolution
import SourceText

extension Completion {
  var keys: [CompletionItem] {
    let (scope, typed, range) = selectorSite
    if let period = typed.utf8.lastIndex(of: UInt8(ascii: ".")) {
      let selector = String(typed[..<period])
      let name = String(typed[typed.utf8.index(after: period)...])
      let found = parameters(
        of: selector, scope: scope, in: TextRange(range.end.advanced(by: -name.utf8.count), range.end))
      if !found.isEmpty { return found }
    }
    let items = offered(typed: typed).compactMap { id, text, filter -> CompletionItem? in
      let configurable = definitions.configurables[id]
      guard configurable.parameters.contains(where: { $0.isConfigurable && !$0.isComputed }) || configurable.isOpen
      else { return nil }
      return CompletionItem(
        label: text, kind: configurable.completionKind, detail: configurable.module, range: range, text: text + ".",
        filter: filter, subject: .named(.configurable(id)))
    }
    guard scope.isEmpty, !typed.contains(".") else { return items }
    return items + scopes + macroKeys + Self.keywords(range)
  }

  /// Macros that others of the config's files bind, to be bound anew.
  private var macroKeys: [CompletionItem] {
    Set(config.macroNames).sorted().map { name in
      CompletionItem(
        label: name, kind: .macro, detail: analysis.valueText(ofMacro: name, in: config), range: site.range,
        text: name + " = ", filter: name, order: 6)
    }
  }

  private static func keywords(_ range: TextRange) -> [CompletionItem] {
    [
      ("include", "include '", "include '$1'$0"), ("import", "import ", nil),
      ("from", "from ", "from ${1:package} import ${2:module}$0"),
      ("block", "", "${1:configurable}:\n  ${2:parameter} = ${3:value}$0"),
    ].compactMap { (label, text, snippet) -> CompletionItem? in
      // Without places to fill in a block is nothing.
      CompletionItem(
        label: label, kind: .keyword, range: range, text: text.isEmpty ? label : text, snippet: snippet, filter: label,
        order: 7)
    }
  }

  /// Exactly the parameters of one configurable that configs may set, unbound ones without a default first.
  func parameters(of selector: String, scope: String, in range: TextRange) -> [CompletionItem] {
    guard case .found(let id) = analysis.configurable(selector, in: file) else { return [] }
    let configurable = definitions.configurables[id]
    return configurable.parameters.filter(\.canBeBound).map { parameter in
      let name = configurable.language.ginSpelling(parameter.name)
      let type = parameter.typeText ?? ""
      let initial = parameter.defaultText.map { (type.isEmpty ? "= " : " = ") + $0 } ?? ""
      let bound = boundText(of: parameter, of: id, scope: scope)
      return CompletionItem(
        label: name, kind: .parameter, detail: type + initial + (bound.map { FeatureWords.alreadyBound($0) } ?? ""),
        range: range, text: name + " = ", filter: name,
        order: bound != nil ? 3 : parameter.defaultText == nil ? 1 : 2, subject: .named(.parameter(id, parameter.name)))
    }
  }

  /// The value of the binding of this scope that is in effect, on another line than the one that is typed.
  private func boundText(of parameter: Parameter, of id: DefinitionIndex.ID, scope: String) -> String? {
    let line = gin.text.line(of: site.range.end)
    let binding = config.bindings(of: id).last { binding in
      binding.scope == scope && definitions.parameter(binding.parameter, of: id)?.name == parameter.name
        && !(binding.file.path == file && gin.text.line(of: binding.range.start) == line)
    }
    return binding.map { ValueSummary(config.value(of: $0)).brief }.map { $0.isEmpty ? "…" : $0 }
  }
}

extension Parameter {
  /// Python's `*args` and `**kwargs` have no names for configs.
  var canBeBound: Bool { isConfigurable && !isComputed && kind != .variadic && kind != .keywords }
}

extension Analysis {
  /// The value of a macro on one line; empty where it has none.
  func valueText(ofMacro name: String, in config: ResolvedConfig) -> String {
    config.macro(name).map { ValueSummary(config.value(of: $0)).brief } ?? ""
  }
}
