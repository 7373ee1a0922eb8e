// What does a statement do? Swift's statements and local declarations as the language-neutral form.

import Configurables
import SourceText
import SwiftSyntax

extension Lowering {
  func statements(_ items: CodeBlockItemListSyntax) -> [Statement] {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { return [Statement(.unsupported(Self.tooDeep), range(items))] }
    return items.flatMap { statements($0) }
  }

  /// A body whose value is its only expression when it has no other statement.
  func body(_ items: CodeBlockItemListSyntax, returnsValue: Bool) -> [Statement] {
    let body = statements(items)
    guard returnsValue, body.count == 1 else { return body }
    switch body[0].kind {
    case .expression(let value): return [Statement(.returned(value), body[0].range)]
    case .conditional, .choice:
      guard yieldsValue(body[0]) else { return body }
      return [Statement(.returned(Expression(.statement(body[0]), body[0].range)), body[0].range)]
    default: return body
    }
  }

  /// Whether every branch of an `if` with `else` or of a `switch` is one expression, so that the whole is one too.
  private func yieldsValue(_ statement: Statement) -> Bool {
    switch statement.kind {
    case .expression, .thrown: true
    case .conditional(_, let then, let otherwise):
      then.count == 1 && otherwise.count == 1 && yieldsValue(then[0]) && yieldsValue(otherwise[0])
    case .choice(_, _, let cases):
      !cases.isEmpty && cases.allSatisfy { $0.body.count == 1 && yieldsValue($0.body[0]) }
    default: false
    }
  }

  private func statements(_ item: CodeBlockItemSyntax) -> [Statement] {
    switch item.item {
    case .decl(let declaration): return local(declaration)
    case .stmt(let statement): return [Statement(kind(of: statement, label: nil), range(statement))]
    case .expr(let expression): return [self.statement(expression)]
    }
  }

  private func statement(_ node: ExprSyntax) -> Statement {
    switch node.as(ExprSyntaxEnum.self) {
    case .sequenceExpr(let sequence):
      if let assignment = assignment(Array(sequence.elements), range(node)) { return assignment }
    case .ifExpr(let node): return Statement(conditional(node), range(node))
    case .switchExpr(let node): return Statement(choice(node, label: nil), range(node))
    default: break
    }
    return Statement(.expression(expression(node)), range(node))
  }

  private func kind(of node: StmtSyntax, label: String?) -> Statement.Kind {
    switch node.as(StmtSyntaxEnum.self) {
    case .returnStmt(let returned): return .returned(returned.expression.map { expression($0) })
    case .throwStmt(let thrown): return .thrown(expression(thrown.expression))
    case .breakStmt(let left): return .breakLoop(left.label.map { name($0) })
    case .continueStmt(let left): return .continueLoop(left.label.map { name($0) })
    case .fallThroughStmt: return .fallthroughCase
    case .deferStmt(let deferred): return .deferred(statements(deferred.body.statements))
    case .doStmt(let attempt): return self.attempt(attempt)
    case .expressionStmt(let node): return labeled(node.expression, label)
    case .forStmt(let loop): return self.loop(loop, label: label)
    case .whileStmt(let loop):
      return .whileLoop(
        label: label, conditions: conditions(loop.conditions), body: statements(loop.body.statements), otherwise: [])
    case .repeatStmt(let loop):
      return .repeatLoop(
        label: label, body: statements(loop.body.statements), condition: expression(loop.condition))
    case .guardStmt(let node):
      return .require(conditions: conditions(node.conditions), otherwise: statements(node.body.statements))
    case .labeledStmt(let node): return kind(of: node.statement, label: name(node.label))
    case .missingStmt: return .unsupported("is not finished")
    default: return .unsupported("uses `\(excerpt(node))`")
    }
  }

  private func labeled(_ node: ExprSyntax, _ label: String?) -> Statement.Kind {
    if let choice = node.as(SwitchExprSyntax.self) { return self.choice(choice, label: label) }
    if let conditional = node.as(IfExprSyntax.self) {
      return label == nil ? self.conditional(conditional) : .unsupported("uses a label on `if`")
    }
    return statement(node).kind
  }

  func conditional(_ node: IfExprSyntax) -> Statement.Kind {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { return .unsupported(Self.tooDeep) }
    let otherwise: [Statement] =
      switch node.elseBody {
      case .ifExpr(let next)?: [Statement(conditional(next), range(next))]
      case .codeBlock(let block)?: statements(block.statements)
      case nil: []
      }
    return .conditional(
      conditions: conditions(node.conditions), then: statements(node.body.statements), otherwise: otherwise)
  }

  private func conditions(_ list: ConditionElementListSyntax) -> [Condition] {
    list.map { element in
      switch element.condition {
      case .expression(let test): return .expression(expression(test))
      case .availability(let check):
        return .expression(Expression(.unsupported("uses `\(excerpt(check))`"), range(check)))
      case .matchingPattern(let match):
        return .pattern(pattern(match.pattern, .compared), expression(match.initializer.value))
      case .optionalBinding(let binding): return self.binding(binding)
      }
    }
  }

  private func binding(_ node: OptionalBindingConditionSyntax) -> Condition {
    var bound = pattern(node.pattern)
    let value: Expression
    if let initializer = node.initializer {
      value = expression(initializer.value)
    } else if case .name(let name, let range) = bound {
      value = Expression(.name(name), range)
    } else if let matched = node.pattern.as(ExpressionPatternSyntax.self) {
      value = expression(matched.expression)
    } else {
      value = Expression(.unsupported("is not finished"), range(node))
    }
    if let annotation = node.typeAnnotation { bound = .typed(bound, type(annotation.type)) }
    return .pattern(.optional(bound), value)
  }

  private func loop(_ node: ForStmtSyntax, label: String?) -> Statement.Kind {
    guard node.awaitKeyword == nil else { return .unsupported("uses `for await`") }
    var bound = pattern(node.pattern, node.caseKeyword == nil ? .bound : .compared)
    if let annotation = node.typeAnnotation { bound = .typed(bound, type(annotation.type)) }
    return .forLoop(
      label: label, bound, in: expression(node.sequence), where: node.whereClause.map { expression($0.condition) },
      body: statements(node.body.statements), otherwise: [])
  }

  private func attempt(_ node: DoStmtSyntax) -> Statement.Kind {
    let body = statements(node.body.statements)
    guard !node.catchClauses.isEmpty else { return .scope(body) }
    var handlers: [Statement.Handler] = []
    for clause in node.catchClauses {
      let caught = statements(clause.body.statements)
      if clause.catchItems.isEmpty { handlers.append(.init(pattern: nil, name: "error", body: caught)) }
      for item in clause.catchItems {
        guard item.whereClause == nil else { return .unsupported("uses `catch … where`") }
        handlers.append(
          .init(pattern: item.pattern.map { pattern($0, .compared) }, name: "error", body: caught))
      }
    }
    return .attempt(body: body, handlers: handlers, otherwise: [], finally: [])
  }
}
