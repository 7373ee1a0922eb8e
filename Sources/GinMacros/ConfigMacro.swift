// What does `@Config` add to a type? What a registry needs to know, and initializers that derive one value from
// another.

import SwiftSyntax
import SwiftSyntaxBuilder
import SwiftSyntaxMacros

enum ConfigMacro {}

extension ConfigMacro: ExtensionMacro {
  static func expansion(
    of node: AttributeSyntax, attachedTo declaration: some DeclGroupSyntax,
    providingExtensionsOf type: some TypeSyntaxProtocol, conformingTo protocols: [TypeSyntax],
    in context: some MacroExpansionContext
  ) throws -> [ExtensionDeclSyntax] {
    guard let named = declaration.asProtocol((any NamedDeclSyntax).self), let types = context.enclosingTypes(),
      isUsable(declaration, named.name, node, context)
    else { return [] }
    let attribute = AttributeArguments(node, context)
    let type = TypeSyntax(type.trimmed)
    let path = types + [named.name.plainText]
    if let enumeration = declaration.as(EnumDeclSyntax.self) {
      return [try Self.cases(enumeration, type, path, attribute, context)]
    }
    guard let members = TypeMembers(declaration, context) else { return [] }
    attribute.check(members.inputs, of: named.name.plainText, context)
    let writer = ExtensionWriter(
      type: type, path: path, kind: kind(declaration), members: members, access: declaration.modifiers.access)
    var parts = [writer.registration(attribute, context.place(of: named.name))]
    if !declaration.is(ActorDeclSyntax.self) {
      parts.append(writer.parts)
      parts += writer.derivingInitializers
    }
    return [
      try ExtensionDeclSyntax(
        "\(raw: declaration.modifiers.isolation)extension \(type): Gin.Configured {\n\(raw: parts.joined(separator: "\n\n"))\n}"
      )
    ]
  }

  private static func isUsable(
    _ declaration: some DeclGroupSyntax, _ name: TokenSyntax, _ node: AttributeSyntax,
    _ context: some MacroExpansionContext
  ) -> Bool {
    if let generic = declaration.asProtocol((any WithGenericParametersSyntax).self),
      generic.genericParameterClause != nil
    {
      context.report(.generic(name.plainText), at: name)
      return false
    }
    if isIsolated(declaration.attributes) {
      context.report(.isolated(name.plainText), at: name)
      return false
    }
    return true
  }

  private static func kind(_ declaration: some DeclGroupSyntax) -> String {
    if declaration.is(ClassDeclSyntax.self) { return "classType" }
    return declaration.is(ActorDeclSyntax.self) ? "actor" : "structure"
  }

  private static func cases(
    _ enumeration: EnumDeclSyntax, _ type: TypeSyntax, _ path: [String], _ attribute: AttributeArguments,
    _ context: some MacroExpansionContext
  ) throws -> ExtensionDeclSyntax {
    let elements = enumeration.memberBlock.members.compactMap { $0.decl.as(EnumCaseDeclSyntax.self) }
      .flatMap(\.elements).filter { $0.parameterClause == nil }
    let inputs = elements.map {
      Input(
        name: $0.name.plainText, label: nil, internalName: $0.name.text, type: nil, need: .computed, node: Syntax($0))
    }
    _ = Input.areDistinct(inputs, context)
    let access = accessModifier(enumeration.modifiers.access)
    let items = elements.map { "(\"\($0.name.plainText)\", .\($0.name.text))" }.joined(separator: ", ")
    return try ExtensionDeclSyntax(
      """
      \(raw: enumeration.modifiers.isolation)extension \(type): Gin.Configured, Gin.ConfiguredCases {
        \(raw: access)static var configCases: [(name: String, value: \(type))] { [\(raw: items)] }

        \(raw: access)static var registration: Gin.Registration {
          Gin.Registration(
            casesOf: \(type).self, \(raw: pathLiteral(path)), \(raw: attribute.naming)\
      \(raw: context.place(of: enumeration.name)))
        }
      }
      """)
  }
}

extension ConfigMacro: MemberMacro {
  /// Swift gives a struct its memberwise initializer; a class or an actor without an initializer gets one here. So does
  /// a struct whose own cannot be used: it is never public, and private where a property is.
  static func expansion(
    of node: AttributeSyntax, providingMembersOf declaration: some DeclGroupSyntax,
    conformingTo protocols: [TypeSyntax], in context: some MacroExpansionContext
  ) throws -> [DeclSyntax] {
    guard !declaration.is(EnumDeclSyntax.self), let members = TypeMembers(declaration, Silence()),
      !members.hasOwnInitializer, !declaration.is(StructDeclSyntax.self) || members.needsInitializer
    else { return [] }
    let stored = members.properties.filter { !$0.isComputed }
    let parameters = stored.map { input -> String in
      let type = input.type.map { Input.stored($0) } ?? "Never"
      let name = input.internalName + ": " + (type.contains("->") ? "@escaping (\(type))" : type)
      if case .optional(let value) = input.need { return name + " = " + value.trimmedDescription }
      return name
    }
    let body = stored.map { "self.\($0.internalName) = \($0.internalName)" }.joined(separator: "\n  ")
    return [
      """
      \(raw: accessModifier(members.access))init(\(raw: parameters.joined(separator: ", "))) {
        \(raw: body)
      }
      """
    ]
  }
}
