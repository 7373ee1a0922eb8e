// What does an expression compute? Swift's expressions as the language-neutral form, one case each.

import Configurables
import SourceText
import SwiftSyntax

extension Lowering {
  func expression(_ node: ExprSyntax) -> Expression {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { return Expression(.unsupported(Self.tooDeep), range(node)) }
    guard isLink(node) else { return Expression(kind(of: node), range(node)) }
    let outer = chainUnwraps
    chainUnwraps = false
    defer { chainUnwraps = outer }
    let chain = link(node)
    return chainUnwraps ? Expression(.optionalChain(chain), chain.range) : chain
  }

  private func kind(of node: ExprSyntax) -> Expression.Kind {
    switch node.as(ExprSyntaxEnum.self) {
    case .integerLiteralExpr(let literal): return .integer(number(literal.literal.text))
    case .floatLiteralExpr(let literal): return .floating(number(literal.literal.text))
    case .booleanLiteralExpr(let literal): return .boolean(literal.literal.tokenKind == .keyword(.true))
    case .nilLiteralExpr: return .none
    case .stringLiteralExpr(let literal): return string(literal)
    case .declReferenceExpr(let reference): return self.reference(reference)
    case .superExpr: return .name("super")
    case .sequenceExpr(let sequence): return folded(Array(sequence.elements))
    case .prefixOperatorExpr(let prefixed): return prefix(prefixed)
    case .postfixOperatorExpr(let postfixed): return postfix(postfixed)
    case .arrayExpr(let array): return .list(array.elements.map { expression($0.expression) })
    case .dictionaryExpr(let dictionary): return self.dictionary(dictionary)
    case .tupleExpr(let tuple): return self.tuple(tuple)
    case .closureExpr(let closure): return .closure(self.closure(closure))
    case .ifExpr(let node): return .statement(Statement(conditional(node), range(node)))
    case .switchExpr(let node): return .statement(Statement(choice(node, label: nil), range(node)))
    case .tryExpr(let attempt): return .attempt(kind(of: attempt), expression(attempt.expression))
    case .genericSpecializationExpr, .typeExpr:
      return typeNamed(by: node).map { .type($0) } ?? .unsupported("uses `\(excerpt(node))`")
    case .keyPathExpr(let keyPath): return self.keyPath(keyPath)
    case .missingExpr, .editorPlaceholderExpr: return .unsupported("is not finished")
    default: return .unsupported("uses `\(excerpt(node))`")
    }
  }

  /// The start of a node's text, for a message: its first line, at most 40 characters.
  func excerpt(_ node: some SyntaxProtocol) -> String {
    let line = node.writtenText.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    return line.count > 40 ? line.prefix(39) + "…" : line
  }

  private func reference(_ node: DeclReferenceExprSyntax) -> Expression.Kind {
    guard node.argumentNames == nil, node.moduleSelector == nil else {
      return .unsupported("names a function by its labels, `\(excerpt(node))`")
    }
    let name = name(node.baseName)
    if name.hasPrefix("$"), let place = Int(name.dropFirst()), (0..<100).contains(place) {
      highestShorthand = max(highestShorthand, place)
    }
    return .name(name)
  }

  private func prefix(_ node: PrefixOperatorExprSyntax) -> Expression.Kind {
    switch node.operator.text {
    case "-": return .unary(.minus, expression(node.expression))
    case "+": return .unary(.plus, expression(node.expression))
    case "!": return .unary(.not, expression(node.expression))
    case "~": return .unary(.bitNot, expression(node.expression))
    case "...": return oneSided("PartialRangeThrough", node.operator, node.expression)
    case "..<": return oneSided("PartialRangeUpTo", node.operator, node.expression)
    default: return .unsupported("uses the operator `\(node.operator.text)`")
    }
  }

  private func postfix(_ node: PostfixOperatorExprSyntax) -> Expression.Kind {
    guard node.operator.text == "..." else {
      return .unsupported("uses the operator `\(node.operator.text)`")
    }
    return oneSided("PartialRangeFrom", node.operator, node.expression)
  }

  /// `a...`, `...b` and `..<b` are the standard library's types of one-sided ranges, made from their bound.
  private func oneSided(_ type: String, _ sign: TokenSyntax, _ bound: ExprSyntax) -> Expression.Kind {
    .call(
      callee: Expression(.name(type), range(sign)), arguments: [Expression.Argument(value: expression(bound))])
  }

  private func dictionary(_ node: DictionaryExprSyntax) -> Expression.Kind {
    guard case .elements(let elements) = node.content else { return .dictionary([]) }
    return .dictionary(elements.map { .pair(key: expression($0.key), value: expression($0.value)) })
  }

  private func tuple(_ node: TupleExprSyntax) -> Expression.Kind {
    if node.elements.count == 1, let only = node.elements.first, only.label == nil {
      return expression(only.expression).kind
    }
    return .tuple(arguments(node.elements))
  }

  func arguments(_ list: LabeledExprListSyntax) -> [Expression.Argument] {
    list.map { argument in
      Expression.Argument(
        label: argument.label.map { name($0) }, labelRange: argument.label.map { nameRange($0) },
        value: expression(argument.expression))
    }
  }

  func kind(of node: TryExprSyntax) -> Expression.AttemptKind {
    switch node.questionOrExclamationMark?.tokenKind {
    case .postfixQuestionMark: .optional
    case .exclamationMark: .forced
    default: .plain
    }
  }

  /// `\.a.b`, with or without its root type; `\.self` is the empty path.
  private func keyPath(_ node: KeyPathExprSyntax) -> Expression.Kind {
    var names: [String] = []
    for component in node.components {
      guard case .property(let property) = component.component, property.genericArgumentClause == nil,
        property.declName.argumentNames == nil
      else { return .unsupported("uses the key path `\(excerpt(node))`") }
      let name = name(property.declName.baseName)
      if name != "self" { names.append(name) }
    }
    return .keyPath(names)
  }
}
