// What stands anywhere inside a body? Every expression of a file's program, outermost first.

package import SourceText

/// A key that code names to a config: `Gin.query("TrainerConfig.base_lr")`, `gin.query_parameter("…")`,
/// `gin.bind_parameter("…", value)`.
package struct QueryUse: Sendable, Hashable {
  package enum Purpose: Sendable, Hashable { case asks, binds }

  package var purpose: Purpose
  /// As it is written between the quotes, scopes included.
  package var key: String
  /// Of the string literal.
  package var range: TextRange
}

extension DefinitionFile {
  package func visitExpressions(_ visit: (Expression) -> Void) {
    functions.forEach { $0.visitExpressions(visit) }
    types.forEach { $0.visitExpressions(visit) }
    globals.forEach { $0.visitExpressions(visit) }
    configDefaults.forEach { $0.construction.visitExpressions(visit) }
    constants.forEach { $0.value?.visitExpressions(visit) }
  }
}

extension Expression {
  /// The key that this call names, where it is one that does and says so in a literal.
  package var query: QueryUse? {
    guard case .call(let callee, let arguments) = kind, let purpose = callee.purposeOfCall,
      let argument = arguments.first?.value, case .string(let key) = argument.kind
    else { return nil }
    return QueryUse(purpose: purpose, key: key, range: argument.range)
  }

  /// What a call of this does with the key of a parameter.
  fileprivate var purposeOfCall: QueryUse.Purpose? {
    switch kind {
    case .member(_, "query", _), .member(_, "query_parameter", _), .name("query_parameter"): .asks
    case .member(_, "bind_parameter", _), .name("bind_parameter"): .binds
    default: nil
    }
  }

  package func visitExpressions(_ visit: (Expression) -> Void) {
    visit(self)
    switch kind {
    case .integer, .floating, .imaginary, .string, .bytes, .boolean, .none, .name, .type, .keyPath, .unsupported: break
    case .interpolation(let parts): parts.forEach { $0.visitExpressions(visit) }
    case .member(let base, _, _): base?.visitExpressions(visit)
    case .call(let base, let arguments), .index(let base, let arguments):
      base.visitExpressions(visit)
      arguments.forEach { $0.value.visitExpressions(visit) }
    case .yielded(let value): value?.visitExpressions(visit)
    case .yieldedAll(let value): value.visitExpressions(visit)
    case .slice(let start, let stop, let step):
      [start, stop, step].forEach { $0?.visitExpressions(visit) }
    case .unary(_, let operand), .cast(_, let operand, _), .optionalUnwrap(let operand), .optionalChain(let operand),
      .forceUnwrap(let operand), .attempt(_, let operand), .namedValue(_, let operand), .unpacked(let operand):
      operand.visitExpressions(visit)
    case .binary(_, let left, let right):
      left.visitExpressions(visit)
      right.visitExpressions(visit)
    case .comparisons(let first, let rest):
      first.visitExpressions(visit)
      rest.forEach { $0.right.visitExpressions(visit) }
    case .conditional(let condition, let then, let otherwise):
      [condition, then, otherwise].forEach { $0.visitExpressions(visit) }
    case .statement(let statement): statement.visitExpressions(visit)
    case .list(let elements), .set(let elements): elements.forEach { $0.visitExpressions(visit) }
    case .tuple(let elements): elements.forEach { $0.value.visitExpressions(visit) }
    case .dictionary(let elements): elements.forEach { $0.visitExpressions(visit) }
    case .closure(let function): function.visitExpressions(visit)
    case .comprehension(_, let element, let value, let clauses):
      element.visitExpressions(visit)
      value?.visitExpressions(visit)
      clauses.forEach { $0.visitExpressions(visit) }
    }
  }
}

extension Expression.InterpolationPart {
  fileprivate func visitExpressions(_ visit: (Expression) -> Void) {
    guard case .value(let value, _, let format) = content else { return }
    value.visitExpressions(visit)
    format?.visitExpressions(visit)
  }
}

extension Expression.DictionaryElement {
  fileprivate func visitExpressions(_ visit: (Expression) -> Void) {
    switch self {
    case .pair(let key, let value):
      key.visitExpressions(visit)
      value.visitExpressions(visit)
    case .unpacked(let value): value.visitExpressions(visit)
    }
  }
}

extension Expression.ComprehensionClause {
  fileprivate func visitExpressions(_ visit: (Expression) -> Void) {
    switch self {
    case .loop(let pattern, let sequence):
      pattern.visitExpressions(visit)
      sequence.visitExpressions(visit)
    case .condition(let condition): condition.visitExpressions(visit)
    }
  }
}

extension Pattern {
  fileprivate func visitExpressions(_ visit: (Expression) -> Void) {
    switch self {
    case .wildcard, .name, .unsupported: break
    case .tuple(let parts): parts.forEach { $0.visitExpressions(visit) }
    case .rest(let inner), .optional(let inner), .typed(let inner, _): inner.visitExpressions(visit)
    case .expression(let expression), .target(let expression): expression.visitExpressions(visit)
    case .enumerationCase(_, _, let payload): payload.forEach { $0.visitExpressions(visit) }
    case .typeCheck(_, let inner): inner?.visitExpressions(visit)
    }
  }
}

extension Condition {
  fileprivate func visitExpressions(_ visit: (Expression) -> Void) {
    switch self {
    case .expression(let expression): expression.visitExpressions(visit)
    case .pattern(let pattern, let expression):
      pattern.visitExpressions(visit)
      expression.visitExpressions(visit)
    }
  }
}

extension [Statement] {
  fileprivate func visitExpressions(_ visit: (Expression) -> Void) { forEach { $0.visitExpressions(visit) } }
}

extension Statement {
  package func visitExpressions(_ visit: (Expression) -> Void) {
    switch kind {
    case .breakLoop, .continueLoop, .fallthroughCase, .outerNames, .nothing, .unsupported: break
    case .deletion(let targets): targets.forEach { $0.visitExpressions(visit) }
    case .within(let contexts, let body):
      for context in contexts {
        context.value.visitExpressions(visit)
        context.target?.visitExpressions(visit)
      }
      body.visitExpressions(visit)
    case .declaration(let pattern, _, let value, _):
      pattern.visitExpressions(visit)
      value?.visitExpressions(visit)
    case .assignment(let targets, let value):
      targets.forEach { $0.visitExpressions(visit) }
      value.visitExpressions(visit)
    case .update(let target, _, let value):
      target.visitExpressions(visit)
      value.visitExpressions(visit)
    case .expression(let expression): expression.visitExpressions(visit)
    case .returned(let value), .thrown(let value): value?.visitExpressions(visit)
    case .assertion(let condition, let message):
      condition.visitExpressions(visit)
      message?.visitExpressions(visit)
    case .function(let function): function.visitExpressions(visit)
    case .type(let type): type.visitExpressions(visit)
    case .scope(let body), .deferred(let body): body.visitExpressions(visit)
    case .conditional, .require, .whileLoop, .repeatLoop, .forLoop, .choice, .attempt: visitParts(visit)
    }
  }

  /// The statements that hold others.
  private func visitParts(_ visit: (Expression) -> Void) {
    switch kind {
    case .conditional(let conditions, let then, let otherwise):
      conditions.forEach { $0.visitExpressions(visit) }
      then.visitExpressions(visit)
      otherwise.visitExpressions(visit)
    case .require(let conditions, let otherwise):
      conditions.forEach { $0.visitExpressions(visit) }
      otherwise.visitExpressions(visit)
    case .whileLoop(_, let conditions, let body, let otherwise):
      conditions.forEach { $0.visitExpressions(visit) }
      body.visitExpressions(visit)
      otherwise.visitExpressions(visit)
    case .repeatLoop(_, let body, let condition):
      body.visitExpressions(visit)
      condition.visitExpressions(visit)
    case .forLoop(_, let pattern, let sequence, let filter, let body, let otherwise):
      pattern.visitExpressions(visit)
      sequence.visitExpressions(visit)
      filter?.visitExpressions(visit)
      body.visitExpressions(visit)
      otherwise.visitExpressions(visit)
    case .choice(_, let subject, let cases):
      subject.visitExpressions(visit)
      for choice in cases {
        choice.patterns.forEach { $0.visitExpressions(visit) }
        choice.condition?.visitExpressions(visit)
        choice.body.visitExpressions(visit)
      }
    case .attempt(let body, let handlers, let otherwise, let finally):
      body.visitExpressions(visit)
      handlers.forEach { $0.body.visitExpressions(visit) }
      otherwise.visitExpressions(visit)
      finally.visitExpressions(visit)
    default: break
    }
  }
}

extension Function {
  package func visitExpressions(_ visit: (Expression) -> Void) {
    parameters.forEach { $0.defaultValue?.visitExpressions(visit) }
    body.visitExpressions(visit)
  }
}

extension Property {
  package func visitExpressions(_ visit: (Expression) -> Void) {
    initialValue?.visitExpressions(visit)
    getter?.visitExpressions(visit)
  }
}

extension TypeDefinition {
  package func visitExpressions(_ visit: (Expression) -> Void) {
    properties.forEach { $0.visitExpressions(visit) }
    methods.forEach { $0.visitExpressions(visit) }
    initializers.forEach { $0.visitExpressions(visit) }
    cases.forEach { $0.rawValue?.visitExpressions(visit) }
  }
}
