// What did constructing a config give? Every field with its value, the arguments that gave it, and what it was computed from.

package import Configurables
package import SourceText

/// An instance of a config type. One field without a value costs that field alone.
package struct ConstructedConfig: Sendable, Hashable {
  /// A place that says what a field is: an argument, the type's defaults, the declaration.
  package struct Source: Sendable, Hashable {
    package enum Kind: Sendable, Hashable { case argument, defaults, declaration }

    package var kind: Kind
    /// The label.
    package var label: FileLocation
    package var expression: FileLocation
    /// Nil where it is not known.
    package var value: Value?

    package init(kind: Kind, label: FileLocation, expression: FileLocation, value: Value?) {
      self.kind = kind
      self.label = label
      self.expression = expression
      self.value = value
    }
  }

  /// A field that a computation looked at.
  package struct Read: Sendable, Hashable {
    /// `base_lr`, or `opt` and `lr` of a config inside.
    package var path: [String]
    package var value: Value?
    /// Where its value was said.
    package var source: FileLocation?

    package init(path: [String], value: Value?, source: FileLocation?) {
      self.path = path
      self.value = value
      self.source = source
    }
  }

  package struct Field: Sendable, Hashable {
    package var name: String
    package var value: Result<Value, EvaluationStop>
    /// The config that the field holds; empty for any other value.
    package var nested: [ConstructedConfig]
    /// What is in force first, then what it takes the place of. Of a computed field: its inputs of the same name.
    package var sources: [Source]
    package var isComputed: Bool
    /// Of a computed field.
    package var reads: [Read]
    /// Why the declared type cannot hold what is passed, where the compiler would say so.
    package var mismatch: TypeMismatch?

    package init(
      name: String, value: Result<Value, EvaluationStop>, nested: [ConstructedConfig] = [], sources: [Source] = [],
      isComputed: Bool = false, reads: [Read] = []
    ) {
      self.name = name
      self.value = value
      self.nested = nested
      self.sources = sources
      self.isComputed = isComputed
      self.reads = reads
    }
  }

  package var type: ExperimentIndex.TypeID
  /// In the order of the type's fields.
  package var fields: [Field]
  /// What the program stops with when it makes this.
  package var failure: EvaluationStop?

  package init(type: ExperimentIndex.TypeID, fields: [Field], failure: EvaluationStop? = nil) {
    self.type = type
    self.fields = fields
    self.failure = failure
  }
}
