// What can a parameter be given? The values that configs write and programs compute, for every definition language.

/// The language that a definition is written in. Numbers, names and division keep their language's rules.
package enum Language: Sendable, Hashable {
  case swift, python
}

/// A value, whole: nothing in it has still to be looked up or called, but for what `reference` and `function` name.
///
/// 16 bytes; only what is rare or large is boxed, for a schedule is a list of a million doubles.
package enum Value: Sendable, Hashable {
  /// Python's `None`, Swift's `nil`.
  case none
  case boolean(Bool)
  case integer(Int)
  /// An integer beyond 64 bits, as canonical decimal digits with an optional leading `-`. Python only.
  case bigInteger(String)
  /// Python's `float`, Swift's `Double`.
  case double(Double)
  /// Swift's `Float`.
  case float(Float)
  indirect case complex(real: Double, imaginary: Double)
  case string(String)
  case bytes([UInt8])
  case list([Value])
  case tuple([Value])
  indirect case dictionary(DictionaryValue)
  /// In the order of first insertion.
  case set([Value])
  indirect case enumeration(EnumerationValue)
  indirect case object(ObjectValue)
  /// A configurable passed as it is, or one whose call could not be worked out.
  indirect case reference(ReferenceValue)
  /// What only lives inside an evaluation and has no text of its own: a closure, a type, a range; described for people.
  indirect case opaque(OpaqueValue)
}

/// Keys with their values in the order of first insertion, as Python keeps them.
package struct DictionaryValue: Sendable, Hashable {
  package var keys: [Value]
  package var values: [Value]

  package init(keys: [Value] = [], values: [Value] = []) {
    self.keys = keys
    self.values = values
  }
}

/// A case of an enum.
package struct EnumerationValue: Sendable, Hashable {
  /// How its text is written.
  package enum Form: Sendable, Hashable {
    /// `.name` in Swift, `<Mode.name: 'raw'>` in Python.
    case ordinary
    /// `Mode.name`, as the enums of pconfigs write themselves.
    case qualified
  }

  package var language = Language.swift
  package var form = Form.ordinary
  /// The enum's name with the types that it is nested in, `Trainer.Mode`.
  package var type: String
  package var name: String
  /// The raw value, where the enum has one.
  package var rawValue: Value
  /// Associated values with their labels; empty for a plain case.
  package var payload: [Value]

  package init(type: String, name: String, rawValue: Value = .none, payload: [Value] = []) {
    self.type = type
    self.name = name
    self.rawValue = rawValue
    self.payload = payload
  }
}

/// A constructed value: an instance of a struct, class or actor.
package struct ObjectValue: Sendable, Hashable {
  package struct Field: Sendable, Hashable {
    package var name: String
    package var value: Value
    /// Computed fields are shown with the object, and are not arguments of its constructor.
    package var origin: Origin
    /// Whether the object itself has it: a Python constructor need not keep what it is given.
    package var isAttribute = true

    package enum Origin: Sendable, Hashable { case stored, computed }

    package init(name: String, value: Value, origin: Origin = .stored) {
      self.name = name
      self.value = value
      self.origin = origin
    }
  }

  /// The type's name with the types that it is nested in, `Outer.Adam`.
  package var type: String
  /// In the order of declaration.
  package var fields: [Field]
  /// The computed fields that have no value, and why.
  package var missing: [Missing] = []

  package struct Missing: Sendable, Hashable {
    package var name: String
    package var reason: String

    package init(name: String, reason: String) {
      self.name = name
      self.reason = reason
    }
  }

  package init(type: String, fields: [Field]) {
    self.type = type
    self.fields = fields
  }

  package subscript(name: String) -> Value? { fields.first { $0.name == name }?.value }
}

/// `@scope/name`, or `@scope/name()` when it stands for a result that is not known.
package struct ReferenceValue: Sendable, Hashable {
  package enum Form: Sendable, Hashable { case function, result }

  /// The scopes before the last `/`, joined by `/`; empty for none.
  package var scope: String
  /// The selector as it was written.
  package var selector: String
  package var form: Form
  /// What the selector means where it was written; nil where it is to be looked up.
  package var configurable: DefinitionIndex.ID?

  package init(scope: String, selector: String, form: Form, configurable: DefinitionIndex.ID? = nil) {
    self.configurable = configurable
    self.scope = scope
    self.selector = selector
    self.form = form
  }
}

/// A value without a text of its own. `identity` tells two apart; `content` belongs to the evaluator that made it.
package struct OpaqueValue: Sendable, Hashable {
  package let description: String
  package let content: any Sendable
  private let identity: Int

  package init(description: String, identity: Int, content: any Sendable) {
    self.description = description
    self.identity = identity
    self.content = content
  }

  package static func == (left: OpaqueValue, right: OpaqueValue) -> Bool { left.identity == right.identity }
  package func hash(into hasher: inout Hasher) { hasher.combine(identity) }
}
