// What does a type define? Its properties, methods, initializers, cases and nested types, and the inputs it takes.

import Configurables
import SourceText
import SwiftSyntax

/// A type while its members are read.
struct TypeMembers {
  var definition: TypeDefinition
  /// With the enclosing types.
  var path: [String]
  /// The definition's place in the fragment.
  var index: Int
  /// Stored properties of the memberwise initializer and computed ones, in the order of declaration.
  var properties: [Parameter] = []
  /// The parameters of each `init` that a config may stand for, the likeliest first.
  var initializers: [Initializer] = []

  struct Initializer {
    var function: Function
    var isRegistered: Bool
    var isPrivate: Bool
  }
}

extension Lowering {
  func readType(
    _ node: DeclSyntax, into fragment: inout Fragment, path: [String], registering: Registering
  ) {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { return }
    switch node.as(DeclSyntaxEnum.self) {
    case .structDecl(let node): read(node, .structure, &fragment, path, registering, node.genericParameterClause)
    case .classDecl(let node): read(node, .classType, &fragment, path, registering, node.genericParameterClause)
    case .actorDecl(let node): read(node, .actor, &fragment, path, registering, node.genericParameterClause)
    case .enumDecl(let node): read(node, .enumeration, &fragment, path, registering, node.genericParameterClause)
    case .protocolDecl(let node): read(node, .protocolType, &fragment, path, .nothing, nil)
    case .extensionDecl(let node): readExtension(node, into: &fragment, path: path)
    case .typeAliasDecl(let node):
      guard node.name.presence == .present else { return }
      fragment.types.append(
        TypeDefinition(
          name: (path + [name(node.name)]).joined(separator: "."), kind: .alias, nameRange: nameRange(node.name),
          range: range(node), aliased: type(node.initializer.value),
          obstacle: node.genericParameterClause == nil ? undecided : "is generic",
          documentation: DocumentationComment(node).text))
    default: break
    }
  }

  private func read(
    _ node: some NamedDeclSyntax & DeclGroupSyntax, _ kind: TypeDefinition.Kind, _ fragment: inout Fragment,
    _ path: [String], _ registering: Registering, _ generic: GenericParameterClauseSyntax?
  ) {
    guard node.name.presence == .present else { return }
    let path = path + [name(node.name)]
    let attribute = node.attributes.first { !Attributes.isHarmless($0, on: .type) }
    let definition = TypeDefinition(
      name: path.joined(separator: "."), kind: kind, nameRange: nameRange(node.name), range: range(node),
      inherited: inherited(node.inheritanceClause),
      obstacle: undecided ?? (generic == nil ? attribute.map { "uses `\(excerpt($0))`" } : "is generic"),
      documentation: DocumentationComment(node).text)
    let members = self.members(node.memberBlock, of: definition, &fragment, path, registering)
    guard registering == .everything, let registration = registration(node.attributes),
      let configurableKind = Configurable.Kind(rawValue: kind.rawValue)
    else { return }
    let place = registration.place(declared: path, module: module)
    fragment.configurables.append(
      Configurable(
        name: place.name, module: place.module, kind: configurableKind, language: .swift, file: file,
        nameRange: definition.nameRange, registration: registration.word,
        parameters: registration.applied(to: members.inputs), documentation: definition.documentation,
        signature: signature(node, from: node.modifiers, before: node.memberBlock), target: .type(members.index)))
    fragment.constants += constants(members.definition, place.module + "." + place.name)
  }

  private func readExtension(_ node: ExtensionDeclSyntax, into fragment: inout Fragment, path: [String]) {
    guard !node.extendedType.is(MissingTypeSyntax.self) else { return }
    let name = node.extendedType.writtenText
    let definition = TypeDefinition(
      name: name, kind: .extensionOfType, nameRange: range(node.extendedType), range: range(node),
      inherited: inherited(node.inheritanceClause),
      obstacle: undecided ?? (node.genericWhereClause == nil ? nil : "extends the type under a condition"),
      documentation: DocumentationComment(node).text)
    let path = path + name.split(separator: ".").map(String.init)
    let members = self.members(node.memberBlock, of: definition, &fragment, path, .everything)
    let computed = members.properties.filter(\.isComputed)
    if !computed.isEmpty { fragment.extended.append(.init(type: name, parameters: computed)) }
  }

  private func inherited(_ clause: InheritanceClauseSyntax?) -> [TypeExpression] {
    clause?.inheritedTypes.map { type($0.type) } ?? []
  }

  private func members(
    _ block: MemberBlockSyntax, of definition: TypeDefinition, _ fragment: inout Fragment, _ path: [String],
    _ registering: Registering
  ) -> TypeMembers {
    var members = TypeMembers(definition: definition, path: path, index: fragment.types.count)
    fragment.types.append(definition)
    read(block.members, into: &members, &fragment, registering)
    fragment.types[members.index] = members.definition
    return members
  }

  private func read(
    _ list: MemberBlockItemListSyntax, into members: inout TypeMembers, _ fragment: inout Fragment,
    _ registering: Registering
  ) {
    for item in list {
      switch item.decl.as(DeclSyntaxEnum.self) {
      case .variableDecl(let node): read(node, into: &members)
      case .functionDecl(let node): read(node, into: &members, &fragment, registering)
      case .initializerDecl(let node):
        let function = initializer(node)
        members.definition.initializers.append(function)
        members.initializers.append(
          .init(
            function: function, isRegistered: self.registration(node.attributes) != nil,
            isPrivate: node.modifiers.isPrivate))
      case .subscriptDecl(let node):
        members.definition.methods.append(
          subscripting(node, placement: node.modifiers.isStatic ? .type : .instance))
      case .enumCaseDecl(let node): read(node, into: &members)
      case .ifConfigDecl(let node):
        branches(of: node) { elements in
          guard case .decls(let nested)? = elements, depth < Self.deepest else { return }
          depth += 1
          defer { depth -= 1 }
          read(nested, into: &members, &fragment, registering)
        }
      default: readType(item.decl, into: &fragment, path: members.path, registering: registering)
      }
    }
  }

  private func read(
    _ node: FunctionDeclSyntax, into members: inout TypeMembers, _ fragment: inout Fragment,
    _ registering: Registering
  ) {
    guard node.name.presence == .present else { return }
    let placement: Function.Placement =
      node.modifiers.isStatic ? .type : node.modifiers.contains(.mutating) ? .mutating : .instance
    let function = self.function(node, placement: placement)
    members.definition.methods.append(function)
    guard registering == .everything, let registration = registration(node.attributes) else { return }
    let target = Configurable.Target.method(type: members.index, members.definition.methods.count - 1)
    let added = configurable(
      function, registration, path: members.path + [function.name], kind: .method, target: target)
    if undecided != nil, fragment.configurables.contains(where: { $0.selector == added.selector }) { return }
    fragment.configurables.append(added)
  }

  private func read(_ node: VariableDeclSyntax, into members: inout TypeMembers) {
    let placement: Property.Placement =
      node.modifiers.isStatic ? .type : node.modifiers.contains(.lazy) ? .lazy : .instance
    for read in properties(node, placement: placement) {
      if undecided != nil, members.definition.properties.contains(where: { $0.name == read.property.name }) { continue }
      members.definition.properties.append(read.property)
      if let parameter = read.parameter { members.properties.append(parameter) }
    }
  }
}
