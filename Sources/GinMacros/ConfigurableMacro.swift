// What does `@Configurable` add? Beside a function the constant `$name`, by which a program registers and calls it.

import SwiftSyntax
import SwiftSyntaxBuilder
import SwiftSyntaxMacros

enum ConfigurableMacro: PeerMacro {
  static func expansion(
    of node: AttributeSyntax, providingPeersOf declaration: some DeclSyntaxProtocol,
    in context: some MacroExpansionContext
  ) throws -> [DeclSyntax] {
    // On an initializer it only chooses; `@Config` reads it there.
    if declaration.is(InitializerDeclSyntax.self) { return [] }
    guard let function = declaration.as(FunctionDeclSyntax.self) else {
      context.report(.wrongPlace("Configurable", "Config", "types"), at: node)
      return []
    }
    let name = function.name.plainText
    guard let types = context.enclosingTypes() else {
      context.report(.local(name), at: function.name)
      return []
    }
    guard isUsable(function, name, context),
      let inputs = Input.inputs(of: function.signature.parameterClause.parameters, context)
    else { return [] }
    let attribute = AttributeArguments(node, context)
    attribute.check(inputs, of: name, context)
    return [variable(function, name, types, inputs, attribute, context)]
  }

  private static func isUsable(
    _ function: FunctionDeclSyntax, _ name: String, _ context: some MacroExpansionContext
  ) -> Bool {
    let problem: MacroProblem
    let signature = function.signature
    if function.genericParameterClause != nil {
      problem = .generic(name)
    } else if signature.effectSpecifiers?.asyncSpecifier != nil {
      problem = .asynchronous(name)
    } else if isIsolated(function.attributes) {
      problem = .isolated(name)
    } else if function.modifiers.has(.mutating) {
      problem = .mutating(name)
    } else if let result = signature.returnClause?.type.as(SomeOrAnyTypeSyntax.self),
      result.someOrAnySpecifier.tokenKind == .keyword(.some)
    {
      problem = .opaqueResult(name)
    } else {
      return true
    }
    context.report(problem, at: function.name)
    return false
  }

  private static func variable(
    _ function: FunctionDeclSyntax, _ name: String, _ types: [String], _ inputs: [Input],
    _ attribute: AttributeArguments, _ context: some MacroExpansionContext
  ) -> DeclSyntax {
    let result = function.signature.returnClause?.type.trimmedDescription ?? "Void"
    let throwsErrors = function.signature.effectSpecifiers?.throwsClause != nil
    let isStatic = function.modifiers.has(.static) || function.modifiers.has(.class)
    let isInstance = !types.isEmpty && !isStatic
    var parameters = inputs.map(\.description)
    var callee = types.isEmpty || isStatic ? function.name.text : "receiver." + function.name.text
    if isStatic, let type = types.last.map({ _ in types.joined(separator: ".") }) { callee = type + "." + callee }
    var setUp = ""
    if isInstance {
      let type = types.joined(separator: ".")
      parameters.append(".receiver(\(type).self)")
      setUp = "let receiver: \(type) = try arguments.value(\(inputs.count)); return "
    }
    let mayThrow = throwsErrors || !inputs.isEmpty ? "try " : ""
    let argument = inputs.isEmpty && !isInstance ? "_" : "arguments"
    return """
      \(raw: function.modifiers.isolation)\(raw: accessModifier(function.modifiers.access))\(raw: types.isEmpty ? "" : "static ")var $\(raw: name): \
      Gin.Configurable<\(raw: result)> {
        Gin.Configurable<\(raw: result)>(
          \(raw: pathLiteral(types + [name])), \(raw: attribute.naming)\(raw: context.place(of: function.name)),
          kind: .\(raw: types.isEmpty ? "function" : "method"), failure: .\(raw: throwsErrors ? "possible" : "never"),
          parameters: [\(raw: parameters.joined(separator: ", "))]\(raw: attribute.lists)
        ) { \(raw: argument) in
          \(raw: setUp)\(raw: mayThrow)\(raw: callee)(\(raw: Input.passed(inputs)))
        }
      }
      """
  }
}
