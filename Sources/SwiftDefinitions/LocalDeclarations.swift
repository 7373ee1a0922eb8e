// What does a declaration inside a body declare? Local variables, functions and types, as statements.

import Configurables
import SourceText
import SwiftSyntax

extension Lowering {
  func local(_ node: DeclSyntax) -> [Statement] {
    switch node.as(DeclSyntaxEnum.self) {
    case .variableDecl(let variable): return self.variable(variable)
    case .functionDecl(let function):
      return [Statement(.function(self.function(function, placement: .global)), range(node))]
    case .structDecl, .classDecl, .enumDecl, .actorDecl, .typeAliasDecl, .protocolDecl:
      var fragment = Fragment()
      readType(node, into: &fragment, path: [], registering: .nothing)
      return fragment.types.map { Statement(.type($0), $0.range) }
    case .ifConfigDecl(let conditional):
      let active = BuildConditions.active(conditional)
      if let reason = active.undecided { return [Statement(.unsupported(reason), range(node))] }
      return active.clauses.flatMap { clause -> [Statement] in
        guard case .statements(let items)? = clause.elements else { return [] }
        return statements(items)
      }
    case .importDecl, .poundSourceLocation: return []
    default: return [Statement(.unsupported("uses `\(excerpt(node))`"), range(node))]
    }
  }

  private func variable(_ node: VariableDeclSyntax) -> [Statement] {
    if let attribute = node.attributes.first(where: { !Attributes.isHarmless($0, on: .property) }) {
      return [Statement(.unsupported("uses `\(excerpt(attribute))`"), range(node))]
    }
    guard node.modifiers.isEmpty else {
      return [Statement(.unsupported("uses `\(excerpt(node.modifiers))`"), range(node))]
    }
    let types = bindingTypes(node.bindings)
    return zip(node.bindings, types).map { binding, annotation in
      let range = node.bindings.count == 1 ? self.range(node) : self.range(binding)
      guard binding.accessorBlock == nil else {
        return Statement(.unsupported("uses a local computed variable"), range)
      }
      return Statement(
        .declaration(
          pattern(binding.pattern), type: annotation.map { type($0) },
          value: binding.initializer.map { expression($0.value) }, mutability(node)), range)
    }
  }

  func mutability(_ node: VariableDeclSyntax) -> Statement.Mutability {
    node.bindingSpecifier.tokenKind == .keyword(.let) ? .constant : .variable
  }

  /// The annotation of each binding: in `var a, b: Int` the annotation means both.
  func bindingTypes(_ bindings: PatternBindingListSyntax) -> [TypeSyntax?] {
    var types: [TypeSyntax?] = []
    var following: TypeSyntax?
    for binding in bindings.reversed() {
      if let annotation = binding.typeAnnotation {
        following = annotation.type
      } else if binding.initializer != nil || binding.accessorBlock != nil {
        following = nil
      }
      types.append(following)
    }
    return types.reversed()
  }
}
