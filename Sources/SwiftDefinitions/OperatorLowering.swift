// Which operand belongs to which operator? Precedence climbing over the flat sequence that the parser leaves.
//
// The groups and their order are those of the standard library (`Policy.swift`): swift-syntax's own folding builds a
// second tree and costs five times the parse.

import Configurables
import SourceText
import SwiftSyntax

/// Binds tighter the higher it is.
private enum Precedence: Int {
  case ternary, or, and, comparison, nilCoalescing, casting, range, addition, multiplication, shift

  /// A second operator of the same group needs parentheses.
  var isAlone: Bool { self == .comparison || self == .range || self == .shift }
  var isRight: Bool { self == .nilCoalescing || self == .ternary }
}

private enum InfixOperator {
  case binary(BinaryOperator, Precedence)
  case ternary(UnresolvedTernaryExprSyntax)
  case cast(Expression.CastKind)
  case unsupported(String)

  var precedence: Precedence {
    switch self {
    case .binary(_, let precedence): precedence
    case .ternary: .ternary
    case .cast: .casting
    case .unsupported: .shift
    }
  }
}

private let binaryOperators: [String: (BinaryOperator, Precedence)] = [
  "<<": (.shiftLeft, .shift), ">>": (.shiftRight, .shift),
  "*": (.multiply, .multiplication), "/": (.divide, .multiplication), "%": (.remainder, .multiplication),
  "&*": (.wrappingMultiply, .multiplication), "&": (.bitAnd, .multiplication),
  "+": (.add, .addition), "-": (.subtract, .addition), "&+": (.wrappingAdd, .addition),
  "&-": (.wrappingSubtract, .addition), "|": (.bitOr, .addition), "^": (.bitXor, .addition),
  "..<": (.halfOpenRange, .range), "...": (.closedRange, .range),
  "??": (.nilCoalescing, .nilCoalescing),
  "==": (.equal, .comparison), "!=": (.notEqual, .comparison), "<": (.less, .comparison),
  "<=": (.lessOrEqual, .comparison), ">": (.greater, .comparison), ">=": (.greaterOrEqual, .comparison),
  "===": (.identical, .comparison), "!==": (.notIdentical, .comparison),
  "&&": (.and, .and), "||": (.or, .or),
]

private let assigningOperators: [String: BinaryOperator] = [
  "+=": .add, "-=": .subtract, "*=": .multiply, "/=": .divide, "%=": .remainder, "&=": .bitAnd, "|=": .bitOr,
  "^=": .bitXor, "<<=": .shiftLeft, ">>=": .shiftRight, "&+=": .wrappingAdd, "&-=": .wrappingSubtract,
  "&*=": .wrappingMultiply,
]

extension Lowering {
  /// The most operators of one sequence: each one nests the result once more.
  private static let longestSequence = 200

  /// `a + b * c ? d : e`, as one expression. Assignments are statements, and are not understood here.
  func folded(_ elements: [ExprSyntax]) -> Expression.Kind {
    guard elements.count <= 2 * Self.longestSequence else { return .unsupported(Self.tooDeep) }
    // What an operator of unknown precedence takes is unknown, and so is what all the others take.
    for element in elements {
      if let sign = element.as(BinaryOperatorExprSyntax.self), binaryOperators[sign.operator.text] == nil {
        return .unsupported("uses the operator `\(sign.operator.text)`")
      }
    }
    var index = 0
    let whole = sequence(elements, &index, above: nil)
    guard index == elements.count else {
      return .unsupported("uses `\(excerpt(elements[min(index, elements.count - 1)]))`")
    }
    return whole.kind
  }

  /// The statement that an assigning sequence is, or nil when it assigns nothing.
  func assignment(_ elements: [ExprSyntax], _ range: TextRange) -> Statement? {
    guard elements.count >= 3 else { return nil }
    let isPlain = elements[1].is(AssignmentExprSyntax.self)
    let update = elements[1].as(BinaryOperatorExprSyntax.self).flatMap { assigningOperators[$0.operator.text] }
    guard isPlain || update != nil else { return nil }
    // `try x = f()` covers the whole assignment.
    var target = elements[0]
    var attempts: [Expression.AttemptKind] = []
    while let attempt = target.as(TryExprSyntax.self) {
      attempts.append(kind(of: attempt))
      target = attempt.expression
    }
    let rest = Array(elements[2...])
    var value = Expression(folded(rest), self.range(rest[0], through: rest[rest.count - 1]))
    for attempt in attempts.reversed() { value = Expression(.attempt(attempt, value), value.range) }
    if let update { return Statement(.update(expression(target), update, value), range) }
    return Statement(.assignment(targets: [assigned(target)], value: value), range)
  }

  /// - Parameter above: operators of this precedence and below end the sequence.
  private func sequence(_ elements: [ExprSyntax], _ index: inout Int, above: Precedence?) -> Expression {
    depth += 1
    defer { depth -= 1 }
    guard index < elements.count else { return Expression(.unsupported("is not finished"), .zero) }
    guard depth <= Self.deepest else {
      defer { index = elements.count }
      return Expression(.unsupported(Self.tooDeep), range(elements[index]))
    }
    let first = elements[index]
    index += 1
    // `try` and `await` cover everything to their right.
    if let attempt = first.as(TryExprSyntax.self) {
      let operand = expression(attempt.expression)
      let covered = continued(operand, elements, &index, above: nil)
      return Expression(
        .attempt(kind(of: attempt), covered), TextRange(range(first).start, covered.range.end))
    }
    return continued(expression(first), elements, &index, above: above)
  }

  private func continued(
    _ first: Expression, _ elements: [ExprSyntax], _ index: inout Int, above: Precedence?
  ) -> Expression {
    var left = first
    var last: Precedence?
    while index < elements.count {
      let sign = infixOperator(elements[index])
      let precedence = sign.precedence
      if let above, precedence.rawValue <= above.rawValue { break }
      if precedence == last, precedence.isAlone {
        left = Expression(.unsupported("chains operators that need parentheses"), left.range)
      }
      last = precedence
      index += 1
      left = applied(sign, left, elements, &index)
    }
    return left
  }

  private func applied(
    _ sign: InfixOperator, _ left: Expression, _ elements: [ExprSyntax], _ index: inout Int
  ) -> Expression {
    switch sign {
    case .unsupported(let reason):
      index = elements.count
      return Expression(.unsupported(reason), left.range)
    case .cast(let kind):
      guard index < elements.count, let written = elements[index].as(TypeExprSyntax.self) else {
        return Expression(.unsupported("is not finished"), left.range)
      }
      index += 1
      return Expression(
        .cast(kind, left, type(written.type)), TextRange(left.range.start, range(written).end))
    case .ternary(let node):
      let then = expression(node.thenExpression)
      let otherwise = sequence(elements, &index, above: nil)
      return Expression(
        .conditional(condition: left, then: then, otherwise: otherwise),
        TextRange(left.range.start, otherwise.range.end))
    case .binary(let sign, let precedence):
      let right = sequence(elements, &index, above: precedence.isRight ? below(precedence) : precedence)
      return Expression(.binary(sign, left, right), TextRange(left.range.start, right.range.end))
    }
  }

  private func below(_ precedence: Precedence) -> Precedence? { Precedence(rawValue: precedence.rawValue - 1) }

  private func infixOperator(_ node: ExprSyntax) -> InfixOperator {
    switch node.as(ExprSyntaxEnum.self) {
    case .binaryOperatorExpr(let binary):
      guard let (sign, precedence) = binaryOperators[binary.operator.text] else {
        return .unsupported("uses the operator `\(binary.operator.text)`")
      }
      return .binary(sign, precedence)
    case .unresolvedTernaryExpr(let ternary): return .ternary(ternary)
    case .unresolvedIsExpr: return .cast(.check)
    case .unresolvedAsExpr(let cast):
      switch cast.questionOrExclamationMark?.tokenKind {
      case .postfixQuestionMark: return .cast(.conditional)
      case .exclamationMark: return .cast(.forced)
      default: return .cast(.coercion)
      }
    default: return .unsupported("uses `\(excerpt(node))`")
    }
  }
}
