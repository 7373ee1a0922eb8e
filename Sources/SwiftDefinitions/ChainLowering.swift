// What does `a.b(c)[d]?.e!` do? Chains of members, calls and subscripts, which an optional `?` ends as a whole.

import Configurables
import SourceText
import SwiftSyntax

extension Lowering {
  /// Whether the node hangs on another expression to its left.
  func isLink(_ node: ExprSyntax) -> Bool {
    switch node.kind {
    case .memberAccessExpr, .functionCallExpr, .subscriptCallExpr, .forceUnwrapExpr, .optionalChainingExpr: true
    default: false
    }
  }

  /// One link with all that hangs to its left; notes in `chainUnwraps` whether a `?` is among it.
  func link(_ node: ExprSyntax) -> Expression {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { return Expression(.unsupported(Self.tooDeep), range(node)) }
    switch node.as(ExprSyntaxEnum.self) {
    case .memberAccessExpr(let member): return self.member(member)
    case .functionCallExpr(let call): return self.call(call)
    case .subscriptCallExpr(let node):
      let base = left(node.calledExpression)
      guard node.trailingClosure == nil else {
        return Expression(.unsupported("uses a subscript with a closure"), range(node))
      }
      return Expression(.index(base: base, arguments: arguments(node.arguments)), range(node))
    case .forceUnwrapExpr(let forced): return Expression(.forceUnwrap(left(forced.expression)), range(node))
    case .optionalChainingExpr(let optional):
      let base = left(optional.expression)
      chainUnwraps = true
      return Expression(.optionalUnwrap(base), range(node))
    default: return expression(node)
    }
  }

  /// What a link hangs on: the chain's next link, or the expression that it starts with.
  private func left(_ node: ExprSyntax) -> Expression {
    switch node.kind {
    case .arrayExpr, .dictionaryExpr:
      // `[Double]()` and `[Double].init` name a type; `[Limit].count` with a constant is not written with a capital.
      if let type = typeNamed(by: node) { return Expression(.type(type), range(node)) }
      return expression(node)
    default: return isLink(node) ? link(node) : expression(node)
    }
  }

  private func member(_ node: MemberAccessExprSyntax) -> Expression {
    let token = node.declName.baseName
    guard node.declName.argumentNames == nil, node.declName.moduleSelector == nil else {
      return Expression(.unsupported("names a function by its labels, `\(excerpt(node))`"), range(node))
    }
    if let base = node.base, token.tokenKind == .keyword(.self) {
      if let type = typeNamed(by: base) { return Expression(.type(type), range(base)) }
      return left(base)
    }
    let base = node.base.map { left($0) }
    return Expression(.member(base: base, name: name(token), nameRange: nameRange(token)), range(node))
  }

  private func call(_ node: FunctionCallExprSyntax) -> Expression {
    let callee = left(node.calledExpression)
    var arguments = arguments(node.arguments)
    if let trailing = node.trailingClosure {
      arguments.append(.init(value: Expression(.closure(closure(trailing)), range(trailing))))
    }
    for trailing in node.additionalTrailingClosures {
      arguments.append(
        .init(
          label: trailing.label.text == "_" ? nil : name(trailing.label), labelRange: nameRange(trailing.label),
          value: Expression(.closure(closure(trailing.closure)), range(trailing.closure))))
    }
    return Expression(.call(callee: callee, arguments: arguments), range(node))
  }
}
