// What does a running program ask of its config? Looked-up expressions and what must stop it before it starts.

import Configurables
import SourceText

extension ResolvedConfig {
  /// The value of a binding with its names looked up.
  package func expression(of binding: ConfigBinding) -> ConfigExpression {
    layout.uses[binding.use].meaning.expression(of: Int(layout.places[binding.index].record))
  }

  /// The winning bindings whose values hold a reference or a macro, in order.
  package var effectiveValuesWithNames: [(binding: ConfigBinding, expression: ConfigExpression)] {
    effectiveNamed.map { (bindings[$0.binding], expression(of: $0)) }
  }

  /// The binding of `gin.singleton.constructor` for a singleton's name.
  package func singletonConstructor(_ name: String) -> ConfigBinding? {
    let slots = Self.chain(of: name).lazy.compactMap { self.winner(slot: self.definitions.singletonSlot($0)) }
    return slots.first.map { bindings[$0] }
  }

  /// The binding of a parameter in the root scope or in the one that `key` names, as `query_parameter` looks it up:
  /// without the outer scopes.
  package func queriedBinding(_ key: String) -> ConfigBinding? {
    let (scope, path) = LookupTables.splitScope(key)
    // A macro is bound as the parameter of a configurable of gin's own, in the scope of its name.
    if path == "macro.value" || path == "gin.macro.value" { return macro(definitions.macro(scope)) }
    guard let dot = path.lastIndex(of: "."), case .found(let id) = index.configurable(String(path[..<dot])) else {
      return nil
    }
    let parameter = String(path[path.index(after: dot)...])
    let slot = definitions.slot(scope: scope, configurable: id, parameter: parameter)
    return winner(slot: slot).map { bindings[$0] }
  }

  /// What is wrong with includes and with single files, as they are parsed: nothing is computed for it.
  package var parseProblems: [Problem] {
    var seen: Set<FilePath> = []
    return layout.problems
      + layout.uses.filter { seen.insert($0.file.path).inserted }.flatMap(\.meaning.problems)
  }
}
