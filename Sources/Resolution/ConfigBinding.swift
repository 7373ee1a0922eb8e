// What does one binding say, and does it win? A statement of a config with everything that is known of it.

package import Configurables
package import GinSyntax
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
  /// The use of the file, by its place in `ResolvedConfig.files`.
  package let use: Int
  let record: BindingRecord

  package var target: Target { record.meaning.target }

  /// The statement: a `binding`, or a `macro`.
  package var statement: GinStatement { file.syntax.statements[Int(record.statement)] }

  /// The whole statement; inside a block the line of the parameter.
  package var range: TextRange { statement.range }

  /// The scopes in front of the last `/`, without it; inside a block those of the block's header.
  package var scopeRange: TextRange? {
    guard case .binding(let binding) = statement.content, !binding.scope.isEmpty else { return nil }
    return binding.scope.range
  }

  /// The dotted selector; for a macro its name with its scopes.
  package var selectorRange: TextRange {
    switch statement.content {
    case .binding(let binding): binding.selector.range
    case .macro(let macro): macro.name.range
    case .block, .import, .include, .incomplete: range
    }
  }

  package var value: GinValue? {
    switch statement.content {
    case .binding(let binding): binding.value
    case .macro(let macro): macro.value
    case .block, .import, .include, .incomplete: nil
    }
  }

  package var valueRange: TextRange { value?.range ?? range }

  /// The scopes, joined by `/`; empty for none, and for a macro, whose scopes are part of its name.
  package var scope: String { target == .macro ? "" : record.meaning.scope }
  /// As it is written.
  package var selector: String { target == .macro ? macroName : record.meaning.selector }
  /// As it is written; empty for a macro.
  package var parameter: String { record.meaning.parameter }
  /// For a macro its name with its scopes, in the old spelling too; empty for everything else.
  package var macroName: String { target == .macro ? record.meaning.macroName : "" }
  /// The value as it is written.
  package var expression: String { file.text[valueRange] }
  package var location: FileLocation { FileLocation(file.path, range) }
}

/// The bindings of a config, made as they are asked for.
package struct ConfigBindings: RandomAccessCollection, Sendable {
  struct Place: Sendable {
    let use: Int32
    let record: Int32
  }

  let places: [Place]
  let uses: [ConfigFileUse]

  package var startIndex: Int { 0 }
  package var endIndex: Int { places.count }
  package subscript(index: Int) -> ConfigBinding {
    let place = places[index]
    let use = uses[Int(place.use)]
    return ConfigBinding(
      index: index, file: use.file, use: Int(place.use), record: use.meaning.bindings[Int(place.record)])
  }
}
