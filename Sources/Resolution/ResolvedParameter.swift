// What does `print` say of one parameter? The rows that the command line writes as text or as JSON.

package import Configurables
package import SourceText

/// Whether a binding gave way to another that says the same.
package enum Agreement: Sendable, Hashable { case same, different }

extension ResolvedConfig {
  /// In this config, where both are evaluated with the same inputs.
  package func agreement(of loser: ConfigBinding, _ winner: ConfigBinding) -> Agreement {
    let (value, other) = (value(of: loser).text, value(of: winner).text)
    let isSame = value.isEmpty && other.isEmpty ? loser.expression == winner.expression : value == other
    return isSame ? .same : .different
  }
}

package struct ResolvedParameter: Sendable, Hashable {
  package struct Override: Sendable, Hashable {
    package var source: FileLocation
    package var expression: String
    /// Empty where it is not known.
    package var value: String

    /// - Parameter value: what took the place of this, written as `expression`.
    package func agreement(with value: ResolvedValue, _ expression: String) -> Agreement {
      let isSame = self.value.isEmpty ? self.expression == expression : self.value == value.text
      return isSame ? .same : .different
    }

    package init(source: FileLocation, expression: String, value: String) {
      self.source = source
      self.expression = expression
      self.value = value
    }
  }

  /// With the shortest unique selector, and the scope in front: `train/TrainerConfig.base_lr`.
  package var key: String
  package var scope: String
  /// `module.name`; as it is written where it is not known.
  package var configurable: String
  /// The definition's place in the index, where it is known.
  package var configurableID: DefinitionIndex.ID?
  /// As the binding spells it.
  package var parameter: String
  /// As it is written; empty for a default without text.
  package var expression: String
  package var value: ResolvedValue
  /// The binding's statement; nil for a default.
  package var source: FileLocation?
  /// Where the code that computes it is declared: the called function's name, else for a default the parameter's.
  package var definition: FileLocation?
  /// The nearest first.
  package var overrides: [Override]

  package init(
    key: String, scope: String, configurable: String, configurableID: DefinitionIndex.ID?, parameter: String,
    expression: String, value: ResolvedValue, source: FileLocation?, definition: FileLocation?, overrides: [Override]
  ) {
    self.key = key
    self.scope = scope
    self.configurable = configurable
    self.configurableID = configurableID
    self.parameter = parameter
    self.expression = expression
    self.value = value
    self.source = source
    self.definition = definition
    self.overrides = overrides
  }
}

package struct ResolvedMacro: Sendable, Hashable {
  package var name: String
  package var expression: String
  package var value: ResolvedValue
  package var source: FileLocation
  /// The nearest first.
  package var overrides: [ResolvedParameter.Override]

  package init(
    name: String, expression: String, value: ResolvedValue, source: FileLocation,
    overrides: [ResolvedParameter.Override]
  ) {
    self.name = name
    self.expression = expression
    self.value = value
    self.source = source
    self.overrides = overrides
  }
}
