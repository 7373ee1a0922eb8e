// What does a pattern match and which names does it bind? Patterns of `let`, `case`, `for`, `catch` and assignments.

import Configurables
import SourceText
import SwiftSyntax

/// Whether a plain name in a pattern is a new name, as behind `let`, or a value to compare with.
enum PatternNames { case bound, compared }

extension Lowering {
  func pattern(_ node: PatternSyntax, _ names: PatternNames = .bound) -> Pattern {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { return .unsupported(Self.tooDeep, range(node)) }
    switch node.as(PatternSyntaxEnum.self) {
    case .identifierPattern(let identifier): return .name(name(identifier.identifier), nameRange(identifier.identifier))
    case .wildcardPattern: return .wildcard
    case .tuplePattern(let tuple):
      let parts = tuple.elements.map { pattern($0.pattern, names) }
      return parts.count == 1 ? parts[0] : .tuple(parts)
    case .valueBindingPattern(let binding): return pattern(binding.pattern, .bound)
    case .isTypePattern(let check): return .typeCheck(type(check.type), nil)
    case .expressionPattern(let matched): return pattern(matching: matched.expression, names)
    case .missingPattern: return .unsupported("is not finished", range(node))
    }
  }

  private func pattern(matching node: ExprSyntax, _ names: PatternNames) -> Pattern {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { return .unsupported(Self.tooDeep, range(node)) }
    switch node.as(ExprSyntaxEnum.self) {
    case .patternExpr(let inner): return pattern(inner.pattern, names)
    case .discardAssignmentExpr: return .wildcard
    case .declReferenceExpr(let reference) where names == .bound:
      return .name(name(reference.baseName), nameRange(reference.baseName))
    case .optionalChainingExpr(let optional): return .optional(pattern(matching: optional.expression, names))
    case .tupleExpr(let tuple):
      let parts = tuple.elements.map { pattern(matching: $0.expression, names) }
      return parts.count == 1 ? parts[0] : .tuple(parts)
    case .memberAccessExpr(let member) where member.base == nil && member.declName.argumentNames == nil:
      return .enumerationCase(type: nil, name: name(member.declName.baseName), payload: [])
    case .functionCallExpr(let call): return enumerationCase(call, names) ?? .expression(expression(node))
    case .sequenceExpr(let sequence): return typeCheck(sequence, names) ?? .expression(expression(node))
    default: return .expression(expression(node))
    }
  }

  /// `.adam(let lr)`, `Optimizer.adam(let lr)`.
  private func enumerationCase(_ node: FunctionCallExprSyntax, _ names: PatternNames) -> Pattern? {
    guard let callee = node.calledExpression.as(MemberAccessExprSyntax.self), callee.declName.argumentNames == nil,
      node.trailingClosure == nil
    else { return nil }
    let owner = callee.base.flatMap { typeNamed(by: $0) }
    guard callee.base == nil || owner != nil else { return nil }
    return .enumerationCase(
      type: owner, name: name(callee.declName.baseName),
      payload: node.arguments.map { pattern(matching: $0.expression, names) })
  }

  /// `let x as Int`.
  private func typeCheck(_ node: SequenceExprSyntax, _ names: PatternNames) -> Pattern? {
    let elements = Array(node.elements)
    guard elements.count == 3, let cast = elements[1].as(UnresolvedAsExprSyntax.self),
      cast.questionOrExclamationMark == nil, let written = elements[2].as(TypeExprSyntax.self)
    else { return nil }
    return .typeCheck(type(written.type), pattern(matching: elements[0], names))
  }

  /// What stands to the left of `=`.
  func assigned(_ node: ExprSyntax) -> Pattern {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { return .unsupported(Self.tooDeep, range(node)) }
    switch node.as(ExprSyntaxEnum.self) {
    case .discardAssignmentExpr: return .wildcard
    case .declReferenceExpr(let reference) where reference.argumentNames == nil:
      return .name(name(reference.baseName), nameRange(reference.baseName))
    case .tupleExpr(let tuple):
      let parts = tuple.elements.map { assigned($0.expression) }
      return parts.count == 1 ? parts[0] : .tuple(parts)
    default: return .target(expression(node))
    }
  }
}
