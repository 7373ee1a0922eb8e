// What does the attribute say? The name, the module and the lists, as the generated code repeats them.

import SwiftParser
import SwiftSyntax
import SwiftSyntaxMacros

struct AttributeArguments {
  private var name: ExprSyntax?
  private var module: ExprSyntax?
  private var allow: ExprSyntax?
  private var deny: ExprSyntax?

  init(_ attribute: AttributeSyntax, _ context: some MacroExpansionContext) {
    guard case .argumentList(let arguments)? = attribute.arguments else { return }
    for argument in arguments {
      let label = argument.label?.text
      let isLiteral: Bool
      switch label {
      case nil:
        name = argument.expression
        isLiteral = Self.isText(argument.expression)
      case "module":
        module = argument.expression
        isLiteral = Self.isText(argument.expression)
      case "allow":
        allow = argument.expression
        isLiteral = Self.isList(argument.expression)
      default:
        deny = argument.expression
        isLiteral = Self.isList(argument.expression)
      }
      if !isLiteral { context.report(.notLiteral(label ?? "the name"), at: argument.expression) }
    }
  }

  private static func isText(_ node: ExprSyntax) -> Bool {
    node.is(NilLiteralExprSyntax.self) || node.as(StringLiteralExprSyntax.self)?.representedLiteralValue != nil
  }

  private static func isList(_ node: ExprSyntax) -> Bool {
    if node.is(NilLiteralExprSyntax.self) { return true }
    return node.as(ArrayExprSyntax.self)?.elements.allSatisfy { isText($0.expression) } ?? false
  }

  /// `name: "x", module: "y", `, as far as it is given.
  var naming: String {
    (name.map { "name: \($0.trimmedDescription), " } ?? "")
      + (module.map { "module: \($0.trimmedDescription), " } ?? "")
  }

  /// `, allow: ["x"], deny: ["y"]`
  var lists: String {
    (allow.map { ", allow: \($0.trimmedDescription)" } ?? "") + (deny.map { ", deny: \($0.trimmedDescription)" } ?? "")
  }

  /// Complains of listed names that are no parameters.
  func check(_ inputs: [Input], of declaration: String, _ context: some MacroExpansionContext) {
    let known = Set(inputs.map { Input.folded($0.name) })
    for list in [allow, deny] {
      for element in list?.as(ArrayExprSyntax.self)?.elements ?? [] {
        guard let name = element.expression.as(StringLiteralExprSyntax.self)?.representedLiteralValue else { continue }
        if !known.contains(Input.folded(name)) {
          context.report(.unlisted(name, in: declaration), at: element.expression)
        }
      }
    }
  }
}
