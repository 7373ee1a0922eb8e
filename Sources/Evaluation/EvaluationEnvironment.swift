// What does the outside give to an evaluation? Bound values and calls through references, which Resolution knows.

package import Configurables
package import SourceText

/// What configs say, asked for while code runs. All of these may evaluate in turn; they pass `run` on, so that nested
/// evaluations share its budgets and its depth.
package protocol EvaluationEnvironment: Sendable {
  /// The value that configs bind to a parameter in a scope, resolved and converted; nil when nothing binds it.
  func boundValue(
    of parameter: Parameter, of configurable: DefinitionIndex.ID, scope: String, run: EvaluationRun
  ) throws(EvaluationStop) -> BoundValue?

  /// The names that configs bind for a configurable in a scope, whatever its signature says, in the order of binding.
  func boundNames(of configurable: DefinitionIndex.ID, scope: String) -> [String]

  /// What `Gin.query("X.p")` and `gin.query_parameter` give; nil when nothing is bound.
  func query(_ key: String, run: EvaluationRun) throws(EvaluationStop) -> BoundValue?

  /// The result of calling what a reference names, with these arguments, in the scope that is active at the call.
  func call(
    _ reference: ReferenceValue, arguments: [EvaluationArgument], scope: String, run: EvaluationRun
  ) throws(EvaluationStop) -> Value
}

extension EvaluationEnvironment {
  package func boundNames(of configurable: DefinitionIndex.ID, scope: String) -> [String] { [] }
}

/// A value from a config, with the place of the binding that gave it.
package struct BoundValue: Sendable, Hashable {
  package var value: Value
  package var location: FileLocation?
  /// The scope that the binding is written in.
  package var scope: String

  package init(value: Value, location: FileLocation?, scope: String = "") {
    self.value = value
    self.location = location
    self.scope = scope
  }
}

/// An argument that the caller passes: by the parameter's name, or by place when `name` is nil.
package struct EvaluationArgument: Sendable, Hashable {
  package var name: String?
  package var value: Value

  package init(name: String? = nil, value: Value) {
    self.name = name
    self.value = value
  }
}

/// An environment without configs: nothing is bound.
package struct EmptyEnvironment: EvaluationEnvironment {
  package init() {}

  package func boundValue(
    of parameter: Parameter, of configurable: DefinitionIndex.ID, scope: String, run: EvaluationRun
  ) throws(EvaluationStop) -> BoundValue? { nil }

  package func query(_ key: String, run: EvaluationRun) throws(EvaluationStop) -> BoundValue? { nil }

  package func call(
    _ reference: ReferenceValue, arguments: [EvaluationArgument], scope: String, run: EvaluationRun
  ) throws(EvaluationStop) -> Value {
    throw .notEvaluated(reason: EvaluationWords.unknownReference(reference), at: nil)
  }
}
