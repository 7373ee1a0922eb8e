// What do the attributes of a declaration say? Registration by `@Configurable` and `@Config`, and whether any other
// attribute changes what the code computes.

import Configurables
import SourceText
import SwiftSyntax

/// `@Configurable("name", module: "a.b", allow: ["x"], deny: ["y"])`; `@Config` alike.
struct Registration {
  /// The attribute's name, `Configurable` or `Config`.
  var word: String
  /// Instead of the declared name.
  var name: String?
  var module: String?
  var allowed: [String]?
  var denied: [String] = []

  /// `a.b.name` without `module:` names the module too, as gin-config reads it.
  func place(declared: [String], module: String) -> (name: String, module: String) {
    guard let name else { return (declared.joined(separator: "."), self.module ?? module) }
    if self.module == nil, let dot = name.lastIndex(of: ".") {
      return (String(name[name.index(after: dot)...]), String(name[..<dot]))
    }
    return ((declared.dropLast() + [name]).joined(separator: "."), self.module ?? module)
  }

  /// The parameters with `isConfigurable` as the lists have it. The lists may spell a name as configs do.
  func applied(to parameters: [Parameter]) -> [Parameter] {
    guard allowed != nil || !denied.isEmpty else { return parameters }
    let allowed = allowed.map { Set($0.map(DefinitionIndex.folded)) }
    let denied = Set(denied.map(DefinitionIndex.folded))
    return parameters.map { parameter in
      var parameter = parameter
      let name = DefinitionIndex.folded(parameter.name)
      parameter.isConfigurable = allowed?.contains(name) != false && !denied.contains(name)
      return parameter
    }
  }
}

extension Lowering {
  func registration(_ attributes: AttributeListSyntax) -> Registration? {
    for case .attribute(let attribute) in attributes {
      guard let word = Attributes.word(attribute), word == "Configurable" || word == "Config" else { continue }
      var registration = Registration(word: word)
      guard case .argumentList(let arguments)? = attribute.arguments else { return registration }
      for argument in arguments {
        switch argument.label?.text {
        case nil: registration.name = registration.name ?? plainString(argument.expression)
        case "module": registration.module = plainString(argument.expression)
        case "allow": registration.allowed = names(argument.expression)
        case "deny": registration.denied = names(argument.expression) ?? []
        default: break
        }
      }
      return registration
    }
    return nil
  }

  private func names(_ node: ExprSyntax) -> [String]? {
    node.as(ArrayExprSyntax.self)?.elements.compactMap { plainString($0.expression) }
  }
}

enum Attributes {
  enum Place { case property, function, type }

  /// The attribute's name without the module before it, where the module is `Gin`.
  static func word(_ node: AttributeSyntax) -> String? {
    if let name = node.attributeName.as(IdentifierTypeSyntax.self) { return name.name.text }
    if let member = node.attributeName.as(MemberTypeSyntax.self), member.baseType.trimmedDescription == "Gin" {
      return member.name.text
    }
    return nil
  }

  /// Whether the attribute leaves alone what the code computes. The compiler's own start with a small letter; one with
  /// a capital is a property wrapper, a macro or a result builder, but for those that only register or isolate.
  static func isHarmless(_ element: AttributeListSyntax.Element, on place: Place) -> Bool {
    guard case .attribute(let attribute) = element else { return false }
    guard let word = word(attribute), let first = word.first else { return false }
    if known.contains(word) || (place == .type && word == "Observable") { return true }
    return first.isLowercase || first == "_"
  }

  private static let known: Set = ["Configurable", "Config", "MainActor", "Sendable"]
}
