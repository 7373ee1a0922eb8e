// What type does an annotation write? Swift's types as `TypeExpression`, without looking names up.

import Configurables
import SwiftSyntax

extension Lowering {
  func type(_ node: TypeSyntax) -> TypeExpression {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { return .opaque(Self.tooDeep) }
    switch node.as(TypeSyntaxEnum.self) {
    case .arrayType(let array): return .array(type(array.element))
    case .dictionaryType(let dictionary):
      return .dictionary(key: type(dictionary.key), value: type(dictionary.value))
    case .optionalType(let optional): return .optional(type(optional.wrappedType))
    case .implicitlyUnwrappedOptionalType(let optional): return .optional(type(optional.wrappedType))
    case .attributedType(let attributed): return type(attributed.baseType)
    case .identifierType(let identifier):
      return named([name(identifier.name)], identifier.genericArgumentClause)
    case .memberType(let member): return memberType(member)
    case .functionType(let function):
      return .function(
        parameters: function.parameters.map { type($0.type) }, result: type(function.returnClause.type))
    case .tupleType(let tuple): return tupleType(tuple)
    default: return .opaque(node.writtenText)
    }
  }

  private func memberType(_ node: MemberTypeSyntax) -> TypeExpression {
    guard case .named(let path, let arguments) = type(node.baseType), arguments.isEmpty else {
      return .opaque(node.writtenText)
    }
    return named(path + [name(node.name)], node.genericArgumentClause)
  }

  private func tupleType(_ node: TupleTypeSyntax) -> TypeExpression {
    let elements = node.elements.map { element in
      TypeExpression.Element(
        label: element.firstName.flatMap { $0.text == "_" ? nil : name($0) }, type: type(element.type))
    }
    if elements.count == 1, elements[0].label == nil { return elements[0].type }
    return .tuple(elements)
  }

  func named(_ path: [String], _ clause: GenericArgumentClauseSyntax?) -> TypeExpression {
    guard let clause else { return .named(path, arguments: []) }
    let arguments = clause.arguments.map { argument -> TypeExpression in
      if case .type(let written) = argument.argument { return type(written) }
      return .opaque(argument.argument.writtenText)
    }
    let plain = path.first == "Swift" && path.count == 2 ? path[1] : path.joined(separator: ".")
    switch (plain, arguments.count) {
    case ("Array", 1): return .array(arguments[0])
    case ("Optional", 1): return .optional(arguments[0])
    case ("Set", 1): return .set(arguments[0])
    case ("Dictionary", 2): return .dictionary(key: arguments[0], value: arguments[1])
    default: return .named(path, arguments: arguments)
    }
  }

  /// The type that an expression names, where it can be nothing else: `[Double]`, `[String: Int]`, `Array<Int>`,
  /// `Outer.Inner`. Types are told from values by their capital letter, as Swift's own guidelines have it.
  func typeNamed(by node: ExprSyntax) -> TypeExpression? {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { return nil }
    switch node.as(ExprSyntaxEnum.self) {
    case .typeExpr(let written): return type(written.type)
    case .declReferenceExpr(let reference):
      let name = name(reference.baseName)
      return reference.argumentNames == nil && name.first?.isUppercase == true ? .named(name) : nil
    case .memberAccessExpr(let member):
      guard let base = member.base, case .named(let path, let arguments)? = typeNamed(by: base), arguments.isEmpty
      else { return nil }
      let name = name(member.declName.baseName)
      return name.first?.isUppercase == true ? .named(path + [name], arguments: []) : nil
    case .genericSpecializationExpr(let special):
      guard case .named(let path, _)? = typeNamed(by: special.expression) else { return nil }
      return named(path, special.genericArgumentClause)
    case .optionalChainingExpr(let optional): return typeNamed(by: optional.expression).map { .optional($0) }
    default: return bracketedType(named: node)
    }
  }

  private func bracketedType(named node: ExprSyntax) -> TypeExpression? {
    if let array = node.as(ArrayExprSyntax.self), array.elements.count == 1, let element = array.elements.first {
      return typeNamed(by: element.expression).map { .array($0) }
    }
    if let dictionary = node.as(DictionaryExprSyntax.self), case .elements(let elements) = dictionary.content,
      elements.count == 1, let element = elements.first, let key = typeNamed(by: element.key),
      let value = typeNamed(by: element.value)
    {
      return .dictionary(key: key, value: value)
    }
    if let tuple = node.as(TupleExprSyntax.self), !tuple.elements.isEmpty {
      let types = tuple.elements.compactMap { element in
        typeNamed(by: element.expression).map {
          TypeExpression.Element(label: element.label.map { name($0) }, type: $0)
        }
      }
      guard types.count == tuple.elements.count else { return nil }
      return types.count == 1 && types[0].label == nil ? types[0].type : .tuple(types)
    }
    return nil
  }

  /// Whether the type is `some P`, or has one inside: a parameter of such a type makes its function generic.
  func mentionsSome(_ node: TypeSyntax) -> Bool {
    node.tokens(viewMode: .sourceAccurate).contains { $0.tokenKind == .keyword(.some) }
  }
}
