// What does a function take and do? Functions, initializers, accessors and closures with their parameters and bodies.

import Configurables
import SourceText
import SwiftSyntax

extension Lowering {
  func function(_ node: FunctionDeclSyntax, placement: Function.Placement) -> Function {
    let documentation = DocumentationComment(node)
    let result = node.signature.returnClause
    return Function(
      name: name(node.name), nameRange: nameRange(node.name), range: range(node),
      parameters: parameters(node.signature.parameterClause, documentation),
      result: result.map { type($0.type) },
      body: node.body.map { block in freshly { body(block.statements, returnsValue: result != nil) } } ?? [],
      placement: placement,
      obstacle: obstacle(
        generic: node.genericParameterClause != nil || node.genericWhereClause != nil, node.attributes,
        node.signature, node.body),
      documentation: documentation.text, signature: signature(node, from: node.modifiers, before: node.body))
  }

  func initializer(_ node: InitializerDeclSyntax) -> Function {
    let documentation = DocumentationComment(node)
    return Function(
      name: "init", nameRange: range(node.initKeyword), range: range(node),
      parameters: parameters(node.signature.parameterClause, documentation), result: nil,
      body: node.body.map { block in freshly { statements(block.statements) } } ?? [], placement: .instance,
      obstacle: obstacle(
        generic: node.genericParameterClause != nil || node.genericWhereClause != nil, node.attributes,
        node.signature, node.body) ?? (node.optionalMark == nil ? nil : "is a failable initializer"),
      documentation: documentation.text, signature: signature(node, from: node.modifiers, before: node.body))
  }

  /// A subscript's getter, as a method named `subscript` whose labels are those of the index.
  func subscripting(_ node: SubscriptDeclSyntax, placement: Function.Placement) -> Function {
    let documentation = DocumentationComment(node)
    let generic = node.genericParameterClause != nil || node.genericWhereClause != nil
    let read = node.accessorBlock.map { getter($0, name: "subscript", placement: placement) }
    let obstacle = read.map { $0.obstacle ?? (generic ? "is generic" : nil) } ?? "has no body"
    var parameters = parameters(node.parameterClause, documentation)
    for (index, written) in zip(parameters.indices, node.parameterClause.parameters) where written.secondName == nil {
      parameters[index].label = nil
    }
    return Function(
      name: "subscript", nameRange: range(node.subscriptKeyword), range: range(node), parameters: parameters,
      result: type(node.returnClause.type), body: read?.body ?? [], placement: placement,
      obstacle: obstacle, documentation: documentation.text,
      signature: signature(node, from: node.modifiers, before: node.accessorBlock))
  }

  /// The getter of a computed property.
  func getter(_ node: AccessorBlockSyntax, name: String, placement: Function.Placement) -> Function {
    var items: CodeBlockItemListSyntax?
    var obstacle = node.hasError ? Self.incomplete : undecided
    switch node.accessors {
    case .getter(let list): items = list
    case .accessors(let accessors):
      for accessor in accessors where accessor.accessorSpecifier.tokenKind == .keyword(.get) {
        items = accessor.body?.statements
        if accessor.effectSpecifiers?.asyncSpecifier != nil { obstacle = obstacle ?? "is async" }
      }
    }
    return Function(
      name: name, nameRange: range(node.leftBrace), range: range(node), parameters: [], result: nil,
      body: items.map { list in freshly { body(list, returnsValue: true) } } ?? [], placement: placement,
      obstacle: obstacle ?? (items == nil ? "has no getter" : nil))
  }

  func closure(_ node: ClosureExprSyntax) -> Function {
    depth += 1
    let outer = highestShorthand
    highestShorthand = -1
    defer {
      depth -= 1
      highestShorthand = outer
    }
    let signature = node.signature
    let body =
      depth <= Self.deepest
      ? body(node.statements, returnsValue: true) : [Statement(.unsupported(Self.tooDeep), range(node))]
    let parameters =
      signature?.parameterClause.map { closureParameters($0) }
      ?? (0..<(highestShorthand + 1)).map { Parameter(name: "$\($0)", nameRange: range(node.leftBrace)) }
    var obstacle: String?
    if let capture = signature?.capture { obstacle = "has the capture list `\(excerpt(capture))`" }
    if signature?.effectSpecifiers?.asyncSpecifier != nil { obstacle = "is async" }
    return Function(
      name: "", nameRange: range(node.leftBrace), range: range(node), parameters: parameters,
      result: signature?.returnClause.map { type($0.type) }, body: body, placement: .closure, obstacle: obstacle)
  }

  private func closureParameters(_ clause: ClosureSignatureSyntax.ParameterClause) -> [Parameter] {
    switch clause {
    case .simpleInput(let list):
      return list.map { Parameter(name: name($0.name), nameRange: nameRange($0.name)) }
    case .parameterClause(let clause):
      return clause.parameters.map { parameter in
        let token = parameter.secondName ?? parameter.firstName
        return Parameter(
          name: name(token), nameRange: nameRange(token), type: parameter.type.map { type($0) },
          typeText: parameter.type?.writtenText)
      }
    }
  }

  func parameters(_ clause: FunctionParameterClauseSyntax, _ documentation: DocumentationComment) -> [Parameter] {
    clause.parameters.compactMap { parameter($0, documentation) }
  }

  private func parameter(_ node: FunctionParameterSyntax, _ documentation: DocumentationComment) -> Parameter? {
    let inner = node.secondName ?? node.firstName
    guard inner.presence == .present else { return nil }
    let isUnlabelled = node.firstName.tokenKind == .wildcard
    let outer = isUnlabelled ? inner : node.firstName
    let internalName = name(inner)
    let isMutated = node.type.as(AttributedTypeSyntax.self)?.specifiers.contains { specifier in
      specifier.as(SimpleTypeSpecifierSyntax.self)?.specifier.tokenKind == .keyword(.inout)
    }
    return Parameter(
      name: name(outer), internalName: internalName, label: isUnlabelled ? nil : name(outer),
      nameRange: nameRange(outer),
      kind: node.ellipsis != nil ? .variadic : isMutated == true ? .mutated : .ordinary,
      type: type(node.type), typeText: node.type.writtenText + (node.ellipsis?.text ?? ""),
      defaultValue: node.defaultValue.map { value($0) }, defaultText: node.defaultValue?.value.writtenText,
      documentation: documentation.parameters[internalName] ?? documentation.parameters[name(outer)] ?? "")
  }

  /// A default or initial value; one that is half typed has no meaning yet.
  func value(_ clause: InitializerClauseSyntax) -> Expression {
    if clause.hasError { return Expression(.unsupported(Self.incomplete), range(clause.value)) }
    return freshly { expression(clause.value) }
  }

  /// Reads a body or value that stands for itself: what surrounds it has no say in its chains and `$0`s.
  private func freshly<Result>(_ read: () -> Result) -> Result {
    let (unwraps, shorthand) = (chainUnwraps, highestShorthand)
    (chainUnwraps, highestShorthand) = (false, -1)
    defer { (chainUnwraps, highestShorthand) = (unwraps, shorthand) }
    return read()
  }

  private func obstacle(
    generic: Bool, _ attributes: AttributeListSyntax, _ signature: FunctionSignatureSyntax, _ body: CodeBlockSyntax?
  ) -> String? {
    if let undecided { return undecided }
    guard let body else { return "has no body" }
    if body.hasError || signature.hasError { return Self.incomplete }
    if generic { return "is generic" }
    if signature.effectSpecifiers?.asyncSpecifier != nil { return "is async" }
    for parameter in signature.parameterClause.parameters {
      if mentionsSome(parameter.type) { return "is generic" }
      if let attribute = parameter.attributes.first { return "uses `\(excerpt(attribute))`" }
    }
    return attributes.first { !Attributes.isHarmless($0, on: .function) }.map { "uses `\(excerpt($0))`" }
  }
}
