// What does this definition compute? Calls, defaults, globals and constructions, by the definitions of one index.

package import Configurables
package import SourceText

/// Evaluates what one index defines. Bodies are compiled once, when they are first called; any thread may ask.
package final class Evaluator: Sendable {
  package let index: DefinitionIndex

  /// - Parameter previous: compiled bodies of unchanged files are taken over from it where that is safe.
  package init(index: DefinitionIndex, reusing previous: Evaluator? = nil) {
    self.index = index
  }

  /// The result of calling a function, or the object that constructing a type gives, its computed properties included
  /// where they have values. A parameter that `arguments` leaves out is bound by the environment, else its default.
  package func call(
    _ configurable: DefinitionIndex.ID, arguments: [EvaluationArgument] = [], scope: String = "",
    environment: any EvaluationEnvironment, run: EvaluationRun
  ) throws(EvaluationStop) -> Value {
    throw .notEvaluated(reason: "is not supported yet", at: nil)
  }

  /// Constructs a type field by field, so that one property without a value costs that property alone.
  package func construct(
    _ configurable: DefinitionIndex.ID, arguments: [EvaluationArgument] = [], scope: String = "",
    environment: any EvaluationEnvironment, run: EvaluationRun
  ) throws(EvaluationStop) -> Construction {
    throw .notEvaluated(reason: "is not supported yet", at: nil)
  }

  /// The default that the code writes for a parameter; nil when it writes none.
  package func defaultValue(
    of parameter: Parameter, of configurable: DefinitionIndex.ID, environment: any EvaluationEnvironment,
    run: EvaluationRun
  ) throws(EvaluationStop) -> Value? {
    throw .notEvaluated(reason: "is not supported yet", at: nil)
  }

  /// The value of a global of a file.
  package func global(
    named name: String, in file: FilePath, environment: any EvaluationEnvironment, run: EvaluationRun
  ) throws(EvaluationStop) -> Value {
    throw .notEvaluated(reason: "is not supported yet", at: nil)
  }

  /// The value of a constant: `gin.constant`, or a case of an enum.
  package func constant(
    _ constant: DefinitionIndex.ConstantInFile, environment: any EvaluationEnvironment, run: EvaluationRun
  ) throws(EvaluationStop) -> Value {
    throw .notEvaluated(reason: "is not supported yet", at: nil)
  }

  /// A config's value as the parameter's declared type holds it: an integer for a Swift `Double` becomes a double, a
  /// raw value or case name becomes the enum's case. A type that is unknown accepts anything.
  package func convert(
    _ value: Value, for parameter: Parameter, of configurable: DefinitionIndex.ID
  ) -> Result<Value, TypeMismatch> { .success(value) }

  /// The same for a type that stands in a file, inside the type named `enclosing` if any.
  package func convert(
    _ value: Value, to type: TypeExpression, in file: FilePath, enclosing: String = ""
  ) -> Result<Value, TypeMismatch> { .success(value) }
}

/// An object under construction, or constructed: every property with its value or why it has none.
package struct Construction: Sendable {
  package struct Field: Sendable {
    package var name: String
    package var origin: ObjectValue.Field.Origin
    package var value: Result<Value, EvaluationStop>
    /// What a computed property read, in order: properties of the object, queries, bindings.
    package var reads: [EvaluationRead]

    package init(
      name: String, origin: ObjectValue.Field.Origin, value: Result<Value, EvaluationStop>,
      reads: [EvaluationRead] = []
    ) {
      self.name = name
      self.origin = origin
      self.value = value
      self.reads = reads
    }
  }

  /// The type's name with the types that it is nested in.
  package var type: String
  package var fields: [Field]

  package init(type: String, fields: [Field]) {
    self.type = type
    self.fields = fields
  }

  /// The object, of those fields that have values; nil when a stored one has none.
  package var object: ObjectValue? {
    var result = ObjectValue(type: type, fields: [])
    for field in fields {
      switch (field.value, field.origin) {
      case (.success(let value), _):
        result.fields.append(ObjectValue.Field(name: field.name, value: value, origin: field.origin))
      case (.failure, .stored): return nil
      case (.failure, .computed): continue
      }
    }
    return result
  }
}

/// Why a declared type can not hold a value.
package struct TypeMismatch: Error, Sendable, Hashable {
  /// One sentence without a full stop: "`steps` takes an `Int`, and 'two' is a string".
  package var message: String
  /// The way to the offending part inside the value, from outside: indices of lists and tuples, places of keys.
  package var path: [Step]

  package enum Step: Sendable, Hashable { case element(Int), key(Int), value(Int) }

  package init(message: String, path: [Step] = []) {
    self.message = message
    self.path = path
  }
}
