// What does a `let` or `var` of a type or file hold, and may a config set it?

import Configurables
import SourceText
import SwiftSyntax

extension Lowering {
  /// A property, and the input of its type that it is.
  struct ReadProperty {
    var property: Property
    /// Nil where no initializer takes it and it is not computed.
    var parameter: Parameter?
  }

  func properties(_ node: VariableDeclSyntax, placement: Property.Placement) -> [ReadProperty] {
    let documentation = DocumentationComment(node).text
    let types = bindingTypes(node.bindings)
    var obstacle = node.attributes.first { !Attributes.isHarmless($0, on: .property) }.map { "uses `\(excerpt($0))`" }
    if node.modifiers.contains(.async) { obstacle = "is async" }
    return zip(node.bindings, types).flatMap { binding, annotation -> [ReadProperty] in
      let range = node.bindings.count == 1 ? self.range(node) : self.range(binding)
      if let tuple = binding.pattern.as(TuplePatternSyntax.self) {
        return parts(of: tuple, binding, mutability(node), placement, range).map { ReadProperty(property: $0) }
      }
      guard let identifier = binding.pattern.as(IdentifierPatternSyntax.self)?.identifier,
        identifier.presence == .present
      else { return [] }
      var property = self.property(identifier, binding, annotation, mutability(node), placement, range)
      property.documentation = documentation
      property.obstacle = undecided ?? obstacle ?? property.obstacle
      return [ReadProperty(property: property, parameter: parameter(property, isPrivate: node.modifiers.isPrivate))]
    }
  }

  private func property(
    _ identifier: TokenSyntax, _ binding: PatternBindingSyntax, _ annotation: TypeSyntax?,
    _ mutability: Statement.Mutability, _ placement: Property.Placement, _ range: TextRange
  ) -> Property {
    var property = Property(
      name: name(identifier), nameRange: nameRange(identifier), range: range,
      type: annotation.map { type($0) } ?? binding.initializer.flatMap { literalType($0.value) },
      typeText: annotation?.writtenText, initialValue: binding.initializer.map { value($0) },
      initialText: binding.initializer?.value.writtenText, mutability: mutability, placement: placement)
    if let block = binding.accessorBlock {
      if isObserved(block) {
        property.obstacle = "has observers"
      } else {
        var getter = self.getter(block, name: property.name, placement: functionPlacement(placement))
        getter.nameRange = property.nameRange
        getter.result = property.type
        property.getter = getter
      }
    } else if property.initialValue == nil, mutability == .variable, let annotation,
      annotation.is(OptionalTypeSyntax.self) || annotation.is(ImplicitlyUnwrappedOptionalTypeSyntax.self)
    {
      // Swift gives such a variable `nil` by itself.
      property.initialValue = Expression(.none, self.range(annotation))
      property.initialText = "nil"
    }
    return property
  }

  private func functionPlacement(_ placement: Property.Placement) -> Function.Placement {
    switch placement {
    case .instance, .lazy: .instance
    case .type: .type
    case .global: .global
    }
  }

  private func isObserved(_ block: AccessorBlockSyntax) -> Bool {
    guard case .accessors(let list) = block.accessors else { return false }
    return list.contains { accessor in
      accessor.accessorSpecifier.tokenKind == .keyword(.willSet)
        || accessor.accessorSpecifier.tokenKind == .keyword(.didSet)
    }
  }

  /// The names of `let (a, b) = value`, each with its part of the value.
  private func parts(
    of tuple: TuplePatternSyntax, _ binding: PatternBindingSyntax, _ mutability: Statement.Mutability,
    _ placement: Property.Placement, _ range: TextRange
  ) -> [Property] {
    let whole = binding.initializer.map { value($0) }
    return tuple.elements.enumerated().compactMap { place, element in
      guard let identifier = element.pattern.as(IdentifierPatternSyntax.self)?.identifier else { return nil }
      let part = whole.map { whole in
        Expression(.member(base: whole, name: String(place), nameRange: whole.range), whole.range)
      }
      return Property(
        name: name(identifier), nameRange: nameRange(identifier), range: range, initialValue: part,
        initialText: binding.initializer?.value.writtenText, mutability: mutability, placement: placement,
        obstacle: undecided)
    }
  }

  /// Swift's memberwise initializer takes every stored property but constants that have their value already. A lazy
  /// one is worked out by itself, so it counts as computed; a private one with a value cannot be reached.
  private func parameter(_ property: Property, isPrivate: Bool) -> Parameter? {
    let isComputed = property.getter != nil || property.placement == .lazy
    switch property.placement {
    case .type, .global: return nil
    case .instance, .lazy: break
    }
    if property.mutability == .constant, property.initialValue != nil { return nil }
    if isPrivate, isComputed || property.initialValue != nil { return nil }
    return Parameter(
      name: property.name, label: property.name, nameRange: property.nameRange, type: property.type,
      typeText: property.typeText, defaultValue: isComputed ? nil : property.initialValue,
      defaultText: isComputed ? nil : property.initialText, documentation: property.documentation,
      isComputed: isComputed)
  }
}

extension TypeMembers {
  /// What a config can set, and the computed properties. A type that writes its own initializer takes that one's
  /// parameters; of several the one that is registered, else the first with parameters that is not private.
  var inputs: [Parameter] {
    if definition.kind == .enumeration { return [] }
    let computed = properties.filter(\.isComputed)
    let usable = initializers.filter { !$0.isPrivate && $0.function.parameters.first?.internalName != "decoder" }
    guard !initializers.isEmpty else { return properties }
    let chosen =
      initializers.first(where: \.isRegistered) ?? usable.first { !$0.function.parameters.isEmpty } ?? usable.first
    let parameters = chosen?.function.parameters ?? []
    let names = Set(parameters.map(\.name))
    return parameters + computed.filter { !names.contains($0.name) }
  }
}
