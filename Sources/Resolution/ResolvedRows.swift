// Which rows does `print` show? The winning bindings with their values, and the defaults behind them.

package import Configurables
import Evaluation
import GinSyntax
import SourceText
import Synchronization

extension ResolvedConfig {
  /// What `print` and `explain` show: effective parameters in the order of their bindings, then defaults.
  package func parameters(_ selection: ParameterSelection = .bound) -> [ResolvedParameter] {
    selection == .withDefaults ? boundRows + defaultRows() : boundRows
  }

  private var boundRows: [ResolvedParameter] {
    if let known = memo.withLock({ $0.rows }) { return known }
    let bindings = bindings
    var rows: [ResolvedParameter] = []
    for place in bindings.indices where winner(of: place) == place {
      let binding = bindings[place]
      if binding.target != .macro { rows.append(row(for: binding)) }
    }
    guard cancellation?.hasStopped != true else { return rows }
    memo.withLock { [rows] in $0.rows = rows }
    return rows
  }

  /// The row of one binding, whether it wins or not.
  package func row(for binding: ConfigBinding) -> ResolvedParameter {
    let value = value(of: binding)
    var definition: FileLocation?
    if let id = value.configurable {
      let called = index.configurables[id]
      definition = FileLocation(called.file, called.nameRange)
    }
    let id = binding.target.configurable
    return ResolvedParameter(
      key: name(of: binding), scope: binding.scope,
      configurable: id.map { index.configurables[$0].selector } ?? binding.selector, configurableID: id,
      parameter: binding.parameter, expression: binding.expression, value: value, source: binding.location,
      definition: definition, overrides: overrides(of: binding))
  }

  private func overrides(of binding: ConfigBinding) -> [ResolvedParameter.Override] {
    let bindings = bindings
    return overridden(by: binding.index).map { place in
      let earlier = bindings[place]
      return ResolvedParameter.Override(
        source: earlier.location, expression: earlier.expression, value: value(of: earlier).text)
    }
  }

  private func defaultRows() -> [ResolvedParameter] {
    var rows: [ResolvedParameter] = []
    for id in reachableConfigurables {
      let configurable = index.configurables[id]
      for parameter in configurable.parameters where isUnbound(parameter, of: id) {
        let value = defaultValue(of: parameter.name, configurable: id)
        rows.append(
          ResolvedParameter(
            key: index.shortestSelector(of: id) + "." + configurable.language.ginSpelling(parameter.name), scope: "",
            configurable: configurable.selector, configurableID: id, parameter: parameter.name,
            expression: parameter.defaultText ?? "", value: value, source: nil,
            definition: configurable.place(of: parameter), overrides: []))
      }
    }
    return rows
  }

  private func isUnbound(_ parameter: Parameter, of id: DefinitionIndex.ID) -> Bool {
    guard parameter.isConfigurable, !parameter.isComputed, parameter.defaultText != nil else { return false }
    return effectiveBinding(of: parameter.name, configurable: id, scope: "") == nil
  }

  /// Every configurable that a binding or a value names, in the order of first mention.
  package var reachableConfigurables: [DefinitionIndex.ID] {
    var seen: Set<DefinitionIndex.ID> = []
    var order: [DefinitionIndex.ID] = []
    func add(_ id: DefinitionIndex.ID) { if seen.insert(id).inserted { order.append(id) } }
    let bindings = bindings
    for place in bindings.indices where winner(of: place) == place {
      let binding = bindings[place]
      if let id = binding.target.configurable { add(id) }
      guard let value = binding.value, !value.kind.isLiteral else { continue }
      ConfigExpression(value, definitions).visitNames { part in
        if case .reference(let reference, _) = part.kind, case .configurable(let id) = reference.target { add(id) }
      }
    }
    return order
  }

  /// The effective macros, in the order of their bindings.
  package var macros: [ResolvedMacro] {
    effectiveMacros.map { binding in
      ResolvedMacro(
        name: binding.macroName, expression: binding.expression, value: value(of: binding), source: binding.location,
        overrides: overrides(of: binding))
    }
  }
}
