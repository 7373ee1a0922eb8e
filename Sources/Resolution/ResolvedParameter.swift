// What does `print` say of one parameter? The rows that the command line writes as text or as JSON.

package import Configurables
package import SourceText

package struct ResolvedParameter: Sendable, Hashable {
  package struct Override: Sendable, Hashable {
    package var source: FileLocation
    package var expression: String
    /// Empty where it is not known.
    package var value: String

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
