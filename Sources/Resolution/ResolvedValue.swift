// What did a value come to, and how? A value with its status, its text and the inputs that it was computed from.

package import Configurables
package import SourceText

package struct ResolvedValue: Sendable, Hashable {
  package enum Status: Sendable, Hashable {
    /// Known to the last bit.
    case value
    /// A configurable that is passed as it is.
    case reference
    /// Not bound: taken from the signature.
    case defaultValue
    /// In words that complete "not evaluated: ".
    case notEvaluated(String)
    /// The program would raise.
    case error(String)
  }

  /// A value that a computation asked for.
  package struct Input: Sendable, Hashable {
    package enum Origin: Sendable, Hashable {
      /// Set by a binding, which `source` is.
      case binding
      /// Taken from the signature, where `source` is the parameter.
      case defaultValue
    }
    /// With the shortest selector, and the scope that the value was found in: `train/Adam.lr`.
    package var key: String
    /// Nil for a field of a typed experiment.
    package var configurable: DefinitionIndex.ID?
    /// As the signature spells it.
    package var parameter: String
    package var origin: Origin
    /// The text of the value; empty where it is not known.
    package var text: String
    package var source: FileLocation?

    package init(
      key: String, configurable: DefinitionIndex.ID?, parameter: String, origin: Origin, text: String,
      source: FileLocation?
    ) {
      self.key = key
      self.configurable = configurable
      self.parameter = parameter
      self.origin = origin
      self.text = text
      self.source = source
    }
  }

  package var status: Status
  /// Set for `value`, `reference` and `defaultValue`.
  package var value: Value?
  /// As CPython's `repr` writes it; empty where there is no value.
  package var text: String
  /// What the calls in the value asked for, in the order in which they asked, each once.
  package var inputs: [Input]
  /// The bindings that the inputs were computed from in turn, in the scopes of these calls; not those of `inputs`.
  package var nestedSources: [FileLocation]
  /// Where the code raised or where the interpreter gave up, where that is known.
  package var cause: FileLocation?
  /// The configurable that the value is a reference to, or a call of.
  package var configurable: DefinitionIndex.ID?

  package init(
    status: Status, value: Value? = nil, text: String = "", inputs: [Input] = [], nestedSources: [FileLocation] = [],
    cause: FileLocation? = nil, configurable: DefinitionIndex.ID? = nil
  ) {
    self.status = status
    self.value = value
    self.text = text
    self.inputs = inputs
    self.nestedSources = nestedSources
    self.cause = cause
    self.configurable = configurable
  }
}

extension ResolvedValue {
  /// What an object has beside the arguments that its text shows: what its constructor or its properties compute. What
  /// Python keeps private is left out.
  package var computedFields: [(name: String, value: Value)] {
    guard case .object(let object)? = value else { return [] }
    return object.fields.filter { $0.origin == .computed && !$0.name.hasPrefix("_") }.map { ($0.name, $0.value) }
  }
}

extension Value {
  /// Whether the text is no value but says why there is none.
  package var isOpaque: Bool { if case .opaque = self { true } else { false } }
}
