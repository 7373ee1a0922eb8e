// What type does the code write? Type annotations of Swift and Python, as they are written, without looking names up.

package indirect enum TypeExpression: Sendable, Hashable {
  /// `Int`, `Outer.Inner`, `Sequence<Double>`, `tf.Tensor`: the dotted path and the generic arguments.
  case named([String], arguments: [TypeExpression])
  case optional(TypeExpression)
  case array(TypeExpression)
  case set(TypeExpression)
  case dictionary(key: TypeExpression, value: TypeExpression)
  case tuple([Element])
  case function(parameters: [TypeExpression], result: TypeExpression)
  /// Python's `A | B` and `Union[A, B]`.
  case union([TypeExpression])
  /// Python's `Literal[...]`.
  case literal([Value])
  /// Anything else, by its text: `some P`, `any P & Q`, a type that the reader does not model. Nothing is checked.
  case opaque(String)

  package struct Element: Sendable, Hashable {
    package var label: String?
    package var type: TypeExpression

    package init(label: String?, type: TypeExpression) {
      self.label = label
      self.type = type
    }
  }

  package static func named(_ name: String) -> TypeExpression { .named([name], arguments: []) }

  /// The type without the optionals around it.
  package var unwrapped: TypeExpression {
    if case .optional(let wrapped) = self { return wrapped.unwrapped }
    return self
  }
}
