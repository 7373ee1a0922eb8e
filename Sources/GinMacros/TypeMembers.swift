// What does a type take, and what does it compute? Its properties and the initializer that configs stand for, by the
// same rules as the language server.

import SwiftSyntax
import SwiftSyntaxBuilder
import SwiftSyntaxMacros

struct TypeMembers {
  /// What configs set, and computed properties, in the order of declaration.
  var inputs: [Input] = []
  /// Stored properties that the memberwise initializer takes, and computed ones.
  var properties: [Input] = []
  /// The names of all properties of an instance, whatever they are.
  var readable: Set<String> = []
  /// The type's own initializer that configs stand for.
  var initializer: InitializerDeclSyntax?
  var hasOwnInitializer = false
  /// How far an initializer can be seen that takes all inputs.
  var access: Int
  /// Whether there is a private variable with an initial value, which Swift's memberwise initializer would take too.
  private var hidesVariable = false
  /// Whether Swift's memberwise initializer is seen less far than it could be.
  var needsInitializer: Bool { access > 2 || (hidesVariable && !takesPrivate) }
  private var takesPrivate = false

  /// - Returns: nil after a complaint.
  init?(_ type: some DeclGroupSyntax, _ context: some MacroExpansionContext) {
    access = type.modifiers.access
    var isUsable = true
    var initializers: [InitializerDeclSyntax] = []
    for member in type.memberBlock.members {
      if let variable = member.decl.as(VariableDeclSyntax.self) {
        if !add(variable, context) { isUsable = false }
      } else if let initializer = member.decl.as(InitializerDeclSyntax.self) {
        initializers.append(initializer)
      }
    }
    hasOwnInitializer = !initializers.isEmpty
    inputs = properties
    if hasOwnInitializer {
      initializer = Self.chosen(initializers)
      guard let parameters = initializer?.signature.parameterClause.parameters,
        let own = Input.inputs(of: parameters, context)
      else { return nil }
      let names = Set(own.map(\.name))
      inputs = own + properties.filter { $0.isComputed && !names.contains($0.name) }
      access = min(access, initializer?.modifiers.access ?? access)
    }
    guard isUsable, Input.areDistinct(inputs, context) else { return nil }
  }

  private static func chosen(_ initializers: [InitializerDeclSyntax]) -> InitializerDeclSyntax? {
    let registered = initializers.first { initializer in
      initializer.attributes.contains { element in
        guard case .attribute(let attribute) = element else { return false }
        return ["Configurable", "Gin.Configurable", "Config"].contains(attribute.attributeName.trimmedDescription)
      }
    }
    let usable = initializers.filter { initializer in
      let first = initializer.signature.parameterClause.parameters.first
      return initializer.modifiers.access > 1 && (first?.secondName ?? first?.firstName)?.text != "decoder"
    }
    return registered ?? usable.first { !$0.signature.parameterClause.parameters.isEmpty } ?? usable.first
  }

  /// - Returns: false after a complaint.
  private mutating func add(_ variable: VariableDeclSyntax, _ context: some MacroExpansionContext) -> Bool {
    guard !variable.modifiers.has(.static), !variable.modifiers.has(.class) else { return true }
    var types: [TypeSyntax?] = []
    var following: TypeSyntax?
    for binding in variable.bindings.reversed() {
      // `var a, b: Int` gives both the type.
      following = binding.typeAnnotation?.type ?? (binding.initializer == nil ? following : nil)
      types.insert(following, at: 0)
    }
    var isUsable = true
    for (binding, type) in zip(variable.bindings, types) {
      if !add(binding, type, variable, context) { isUsable = false }
    }
    return isUsable
  }

  private mutating func add(
    _ binding: PatternBindingSyntax, _ type: TypeSyntax?, _ variable: VariableDeclSyntax,
    _ context: some MacroExpansionContext
  ) -> Bool {
    guard let token = binding.pattern.as(IdentifierPatternSyntax.self)?.identifier else { return true }
    let name = token.plainText
    let isPrivate = variable.modifiers.access < 2
    let isComputed = Self.isComputed(binding) || variable.modifiers.has(.lazy)
    let isConstant = variable.bindingSpecifier.tokenKind == .keyword(.let) && binding.initializer != nil
    if !Self.hasEffects(binding), !variable.modifiers.has(.lazy) { readable.insert(name) }
    if isComputed {
      guard !isPrivate, !Self.hasEffects(binding) else { return true }
      properties.append(
        Input(name: name, label: name, internalName: token.text, type: nil, need: .computed, node: Syntax(binding)))
      return true
    }
    guard !isConstant else { return true }
    guard !isPrivate || binding.initializer == nil else {
      hidesVariable = true
      return true
    }
    guard let type = type ?? binding.initializer.flatMap({ Self.literalType($0.value) }) else {
      context.report(.noType(name), at: binding.pattern)
      return false
    }
    access = min(access, variable.modifiers.access)
    if isPrivate { takesPrivate = true }
    let isOptional = type.is(OptionalTypeSyntax.self) || type.is(ImplicitlyUnwrappedOptionalTypeSyntax.self)
    let isVariable = variable.bindingSpecifier.tokenKind == .keyword(.var)
    let value = binding.initializer?.value ?? (isOptional && isVariable ? ExprSyntax("nil") : nil)
    properties.append(
      Input(
        name: name, label: name, internalName: token.text, type: type,
        need: value.map { .optional($0) } ?? .required, node: Syntax(binding)))
    return true
  }

  private static func isComputed(_ binding: PatternBindingSyntax) -> Bool {
    switch binding.accessorBlock?.accessors {
    case nil: false
    case .getter?: true
    case .accessors(let list)?:
      !list.contains {
        [.keyword(.willSet), .keyword(.didSet)].contains($0.accessorSpecifier.tokenKind)
      }
    }
  }

  private static func hasEffects(_ binding: PatternBindingSyntax) -> Bool {
    guard case .accessors(let list)? = binding.accessorBlock?.accessors else { return false }
    return list.contains { $0.effectSpecifiers?.asyncSpecifier != nil || $0.effectSpecifiers?.throwsClause != nil }
  }

  /// What the compiler infers of a literal.
  private static func literalType(_ value: ExprSyntax) -> TypeSyntax? {
    switch value.as(ExprSyntaxEnum.self) {
    case .integerLiteralExpr: return "Int"
    case .floatLiteralExpr: return "Double"
    case .stringLiteralExpr: return "String"
    case .booleanLiteralExpr: return "Bool"
    case .arrayExpr(let array):
      let types = array.elements.map { literalType($0.expression)?.trimmedDescription }
      guard let first = types.first, let element = first, types.allSatisfy({ $0 == element }) else { return nil }
      return "[\(raw: element)]"
    case .prefixOperatorExpr(let node) where node.operator.text == "-": return literalType(node.expression)
    default: return nil
    }
  }
}
