// How does gin-config write a whole config? The text of `gin.config_str()`, byte for byte (`config.py`, `_config_str`).

package import Configurables
import GinSyntax
import SourceText

struct ConfigText {
  private let config: ResolvedConfig
  private let annotations: ConfigTextAnnotations
  private let imported: ImportedSelectors

  /// The winning bindings of one configurable in one scope.
  private struct Section {
    var layout: ConfigTextLayout.Section
    var bindings: [ConfigBinding] = []
  }

  init(_ config: ResolvedConfig, _ annotations: ConfigTextAnnotations) {
    self.config = config
    self.annotations = annotations
    imported = ImportedSelectors(config)
  }

  var text: String {
    let macros = config.effectiveMacros.sorted { firstPlace(of: $0) < firstPlace(of: $1) }
    return ConfigTextLayout(
      imports: imported.lines, macros: macros.map { statement($0.macroName, $0) },
      sections: sections.map { section in
        var layout = section.layout
        layout.statements = section.bindings.map { statement($0.parameter, $0) }
        return layout
      }
    ).text
  }

  // MARK: Sections

  private var sections: [Section] {
    var places: [String: Int] = [:]
    var sections: [Section] = []
    let bindings = config.bindings
    // Sections that sort alike stand in the order in which gin-config first met them, overridden bindings included.
    for binding in bindings where !binding.record.meaning.isMacro {
      let made = Section(layout: section(of: binding))
      let key = made.layout.scope + "\n" + made.layout.selector
      let place = places[key] ?? sections.count
      if place == sections.count {
        places[key] = place
        sections.append(made)
      }
      if config.winner(of: binding.index) == binding.index { sections[place].bindings.append(binding) }
    }
    return sections
  }

  private func firstPlace(of binding: ConfigBinding) -> Int {
    config.overridden(by: binding.index).last ?? binding.index
  }

  private func section(of binding: ConfigBinding) -> ConfigTextLayout.Section {
    if binding.target == .singleton { return .singleton(scope: binding.scope) }
    if imported.isDynamic, let (name, selector) = imported.name(of: binding) {
      let isMethod = binding.target.configurable.map { config.index.isMethod($0) } ?? false
      return ConfigTextLayout.Section(selector: selector, name: name, scope: binding.scope, isMethod: isMethod)
    }
    guard let id = binding.target.configurable else {
      return ConfigTextLayout.Section(
        selector: binding.selector, name: binding.selector, scope: binding.scope, isMethod: false)
    }
    return ConfigTextLayout.Section(of: id, scope: binding.scope, config.index)
  }

  // MARK: Values

  private func expression(of binding: ConfigBinding) -> ConfigExpression {
    config.layout.uses[binding.use].meaning.expression(of: recordPlace(of: binding))
  }

  private func recordPlace(of binding: ConfigBinding) -> Int {
    Int(config.layout.places[binding.index].record)
  }

  private func statement(_ name: String, _ binding: ConfigBinding) -> ConfigTextLayout.Statement {
    let expression = expression(of: binding)
    return ConfigTextLayout.Statement(
      name: name,
      value: PrintedValue(expression) { imported.isDynamic ? imported.name(of: $0, in: binding) : nil },
      comments: annotations == .computedValues ? comment(for: binding, expression) : [])
  }

  private func comment(for binding: ConfigBinding, _ expression: ConfigExpression) -> [String] {
    var holdsCall = false
    expression.visitNames { part in
      switch part.kind {
      case .macro(let macro): holdsCall = holdsCall || !macro.isRequiredMark
      case .reference(_, .result): holdsCall = true
      case .reference, .literal, .list, .tuple, .dictionary, .invalid: return
      }
    }
    guard holdsCall else { return [] }
    let value = config.value(of: binding)
    switch value.status {
    case .value, .defaultValue, .reference: return ["# = " + value.text]
    case .notEvaluated(let reason): return ["# not evaluated: " + reason]
    case .error(let message): return ["# error: " + message]
    }
  }
}

extension ConfigTextLayout.Section {
  /// An empty section of a configurable.
  package init(of id: DefinitionIndex.ID, scope: String, _ index: DefinitionIndex) {
    let configurable = index.configurables[id]
    let isMethod = index.isMethod(id)
    var name = index.shortestSelector(of: id)
    // A method is written with its class.
    if isMethod, !name.contains(".") {
      name = configurable.selector.split(separator: ".").suffix(2).joined(separator: ".")
    }
    self.init(selector: configurable.selector, name: name, scope: scope, isMethod: isMethod)
  }

  package static func singleton(scope: String) -> Self {
    Self(selector: "gin.singleton", name: "singleton", scope: scope, isMethod: false)
  }
}

extension ResolvedConfig {
  /// The `import` lines of the config's text.
  package var importLines: [String] { ImportedSelectors(self).lines }
}

extension PrintedValue {
  /// As gin-config's own `repr` writes references and macros: a constant by its whole name.
  /// - Parameter naming: how a reference is written where not as the config writes it.
  package init(_ expression: ConfigExpression, naming: (ReferenceMeaning) -> String? = { _ in nil }) {
    switch expression.kind {
    case .literal(let value): self = .literal(value)
    case .list(let parts): self = .list(parts.map { PrintedValue($0, naming: naming) })
    case .tuple(let parts): self = .tuple(parts.map { PrintedValue($0, naming: naming) })
    case .dictionary(let entries):
      self = .dictionary(
        Self.unique(
          entries.map { entry in
            PrintedEntry(
              key: PrintedValue(entry.key, naming: naming), value: PrintedValue(entry.value, naming: naming))
          }))
    case .macro(let macro):
      self = .name(
        "%" + (macro.isRequiredMark ? "gin.REQUIRED" : macro.constants.first?.constant.selector ?? macro.name))
    case .reference(let reference, let form):
      let selector = naming(reference) ?? reference.selector
      let name = (reference.scope.isEmpty ? "" : reference.scope + "/") + selector
      switch (reference.target, form) {
      case (.macro, .result), (.constant, .result): self = .name("%" + reference.scope)
      default: self = .name("@" + name + (form == .result ? "()" : ""))
      }
    case .invalid: self = .name("")
    }
  }

  /// A repeated key keeps its place and takes the later value.
  private static func unique(_ entries: [PrintedEntry]) -> [PrintedEntry] {
    var places: [String: Int] = [:]
    var unique: [PrintedEntry] = []
    for entry in entries {
      if let place = places[entry.key.identity] {
        unique[place].value = entry.value
      } else {
        places[entry.key.identity] = unique.count
        unique.append(entry)
      }
    }
    return unique
  }
}
