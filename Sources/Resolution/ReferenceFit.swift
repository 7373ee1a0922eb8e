// Does a reference fit where a value of a declared type is wanted? As its result, and as the function itself.

package import Configurables

package struct ReferenceFit: Sendable, Hashable {
  package enum Answer: Sendable, Hashable { case yes, no, unknown }

  /// `@f()`
  package let result: Answer
  /// `@f`
  package let function: Answer

  package init(result: Answer, function: Answer) {
    self.result = result
    self.function = function
  }
}

extension Analysis {
  /// `no` only where types prove it.
  package func fit(of id: DefinitionIndex.ID, to type: TypeExpression) -> ReferenceFit {
    guard definitions.configurables.indices.contains(id) else { return ReferenceFit(result: .no, function: .no) }
    let configurable = definitions.configurables[id]
    let own: TypeExpression?
    switch configurable.kind {
    case .function, .method: own = configurable.result
    case .structure, .classType, .actor, .enumeration:
      own = .named(configurable.name.split(separator: ".").map(String.init), arguments: [])
    }
    let result: ReferenceFit.Answer =
      switch own.map({ TypeFit.fits($0, type, in: files.definitions) }) {
      case .yes?: .yes
      case .no?: .no
      case .unknown?, nil: .unknown
      }
    let isFunction = if case .function = type.unwrapped { true } else { false }
    let function: ReferenceFit.Answer =
      isFunction ? .yes : TypeFit.isValueType(type, in: files.definitions) ? .no : .unknown
    return ReferenceFit(result: isFunction && result != .yes ? .no : result, function: function)
  }
}
