// What does one binding say, and does it win? A statement of a config with everything that is known of it.

package import Configurables
package import SourceText

package struct ConfigBinding: Sendable {
  /// What the key means.
  package enum Target: Sendable, Hashable {
    /// A parameter by its place in the configurable's signature; nil for a name that `**kwargs` takes.
    case parameter(DefinitionIndex.ID, Int?)
    /// The configurable is known and has no such parameter.
    case unknownParameter(DefinitionIndex.ID)
    case macro
    /// `gin.singleton.constructor`.
    case singleton
    case ambiguous([DefinitionIndex.ID])
    case unknown

    package var configurable: DefinitionIndex.ID? {
      switch self {
      case .parameter(let id, _), .unknownParameter(let id): id
      case .macro, .singleton, .ambiguous, .unknown: nil
      }
    }
  }

  /// Whether the program ever sees the value.
  package enum Standing: Sendable, Hashable {
    case effective
    /// A later binding of the same key takes its place; `by` is its place in `ResolvedConfig.bindings`.
    case overridden(by: Int, Reason)
  }

  package enum Reason: Sendable, Hashable {
    /// The winner stands further down in the same file.
    case line
    /// The winner stands in a file that is parsed later.
    case fileOrder
    /// The winner comes from the command line or from `gimlet.gin`.
    case extraBinding
  }

  /// Its place in `ResolvedConfig.bindings`.
  package let index: Int
  package let file: ConfigFile
  package let target: Target
  /// The whole statement; inside a block the line of the parameter.
  package let range: TextRange
  /// The scopes in front of the last `/`, without it; inside a block those of the block's header.
  package let scopeRange: TextRange?
  /// The dotted selector; for a macro its name.
  package let selectorRange: TextRange
  package let parameterRange: TextRange?
  package let valueRange: TextRange

  package init(
    index: Int, file: ConfigFile, target: Target, range: TextRange, scopeRange: TextRange?, selectorRange: TextRange,
    parameterRange: TextRange?, valueRange: TextRange
  ) {
    self.index = index
    self.file = file
    self.target = target
    self.range = range
    self.scopeRange = scopeRange
    self.selectorRange = selectorRange
    self.parameterRange = parameterRange
    self.valueRange = valueRange
  }

  /// The scopes, joined by `/`; empty for none. A macro's scopes are part of its name.
  package var scope: String { scopeRange.map { file.text[$0] } ?? "" }
  /// As it is written.
  package var selector: String { file.text[selectorRange] }
  /// As it is written; empty for a macro.
  package var parameter: String { parameterRange.map { file.text[$0] } ?? "" }
  /// The value as it is written.
  package var expression: String { file.text[valueRange] }
  package var location: FileLocation { FileLocation(file.path, range) }
}
