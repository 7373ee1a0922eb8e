// What is a typed experiment made of? Types whose instances are configs, and the constructions that make them.

package import SourceText

/// A type whose instances are experiments: a class with `@pconfig`, a struct with `@Config`.
package struct ConfigType: Sendable, Hashable {
  package var name: String
  package var nameRange: TextRange
  /// Inherited fields first; computed ones included.
  package var fields: [Field]
  /// What bodies may call on an instance, the most derived first.
  package var methods: [Method]
  /// Selectors of the config types that it is derived from, the nearest first.
  package var ancestors: [String]
  /// Why no instance can be evaluated.
  package var obstacle: String?
  package var documentation: String
  package var signature: String
  package var callable: Callable?

  package struct Field: Sendable, Hashable {
    package enum Standing: Sendable, Hashable {
      case input
      /// Computed from a value that may be set: pconfigs' `@pproperty` of an ordinary field.
      case corrected
      /// Computed, and never set: pconfigs' `Pinned`, a computed property.
      case pinned
    }

    package var parameter: Parameter
    package var standing: Standing
    /// What computes it, in the file that it stands in.
    package var getter: Method?

    package init(parameter: Parameter, standing: Standing, getter: Method? = nil) {
      self.parameter = parameter
      self.standing = standing
      self.getter = getter
    }
  }

  package struct Method: Sendable, Hashable {
    package enum Kind: Sendable, Hashable { case method, property, typeMethod, staticMethod }

    package var function: Function
    package var file: FilePath
    package var kind: Kind

    package init(function: Function, file: FilePath, kind: Kind) {
      self.function = function
      self.file = file
      self.kind = kind
    }
  }

  /// What pconfigs makes the config from, and its first defaults: `@pconfig(calls=f)`.
  package struct Callable: Sendable, Hashable {
    /// Without `self`.
    package var function: Function
    package var file: FilePath
    /// Whether a call of an instance calls it.
    package var isCalledByInstances: Bool

    package init(function: Function, file: FilePath, isCalledByInstances: Bool) {
      self.function = function
      self.file = file
      self.isCalledByInstances = isCalledByInstances
    }
  }

  package init(
    name: String, nameRange: TextRange, fields: [Field], methods: [Method] = [], ancestors: [String] = [],
    obstacle: String? = nil, documentation: String = "", signature: String = ""
  ) {
    self.name = name
    self.nameRange = nameRange
    self.fields = fields
    self.methods = methods
    self.ancestors = ancestors
    self.obstacle = obstacle
    self.documentation = documentation
    self.signature = signature
  }

  package func field(named name: String) -> Field? { fields.first { $0.parameter.name == name } }
}

/// What a type's instances have where nothing else is said: `pdefaults += TrainerConfig(...)`.
package struct ConfigDefaults: Sendable, Hashable {
  package var construction: Expression

  package init(construction: Expression) { self.construction = construction }
}
