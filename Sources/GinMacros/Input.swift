// What does a function or a type take? Its inputs, and how each is read from a config.

import SwiftSyntax
import SwiftSyntaxBuilder
import SwiftSyntaxMacros

/// A parameter of a function or an initializer, or a property.
struct Input {
  enum Need {
    case required
    case optional(ExprSyntax)
    case computed
  }

  /// What configs call it, without backticks.
  var name: String
  /// What a caller writes before the value; nil for `_`.
  var label: String?
  /// The name inside the body, or the property, as a token's text.
  var internalName: String
  /// Nil for a computed property.
  var type: TypeSyntax?
  var need: Need
  var node: Syntax

  var isComputed: Bool { if case .computed = need { true } else { false } }

  /// As the library folds names.
  static func folded(_ name: String) -> String { name.replacing("_", with: "").lowercased() }

  /// `.required("baseLR", Gin.reading((Double).self))`
  var description: String {
    let name = "\"\(name)\""
    guard let type else { return ".computed(\(name))" }
    switch need {
    case .required: return ".required(\(name), \(Self.reader(type)))"
    case .optional(let value):
      return ".optional(\(name), \(Self.reader(type)), default: { \(value.trimmedDescription) })"
    case .computed: return ".computed(\(name))"
    }
  }

  /// Reads a type part by part, as it is written: what is behind a name is found out when the program runs, and a
  /// tuple or a function cannot be.
  static func reader(_ type: TypeSyntax) -> String {
    switch type.as(TypeSyntaxEnum.self) {
    case .arrayType(let type): return "Gin.reading(arrayOf: \(reader(type.element)))"
    case .optionalType(let type): return "Gin.reading(optional: \(reader(type.wrappedType)))"
    case .implicitlyUnwrappedOptionalType(let type): return "Gin.reading(optional: \(reader(type.wrappedType)))"
    case .dictionaryType(let type): return "Gin.reading(dictionaryOf: \(reader(type.key)), \(reader(type.value)))"
    case .tupleType(let type) where type.elements.count > 1:
      return "Gin.reading(tupleOf: \(type.elements.map { reader($0.type) }.joined(separator: ", ")))"
    case .tupleType(let tuple):
      guard let only = tuple.elements.first else { break }
      return reader(only.type)
    default: break
    }
    return "Gin.reading((\(stored(type))).self)"
  }

  /// The type without what only a parameter can have.
  static func stored(_ type: TypeSyntax) -> String {
    guard let attributed = type.as(AttributedTypeSyntax.self) else {
      if let unwrapped = type.as(ImplicitlyUnwrappedOptionalTypeSyntax.self) {
        return unwrapped.wrappedType.trimmedDescription + "?"
      }
      return type.trimmedDescription
    }
    let attributes = attributed.attributes.filter { element in
      guard case .attribute(let attribute) = element else { return true }
      return attribute.attributeName.trimmedDescription != "escaping"
    }
    return (attributes.map(\.trimmedDescription) + [attributed.baseType.trimmedDescription]).joined(separator: " ")
  }

  /// The inputs of a function or an initializer, with a complaint about each that no config can give.
  static func inputs(of parameters: FunctionParameterListSyntax, _ context: some MacroExpansionContext) -> [Input]? {
    var inputs: [Input] = []
    var isUsable = true
    for parameter in parameters {
      let inner = parameter.secondName ?? parameter.firstName
      let label = parameter.firstName.tokenKind == .wildcard ? nil : parameter.firstName.plainText
      let name = label ?? inner.plainText
      let hasDefault = parameter.defaultValue != nil
      if let obstacle = obstacle(parameter) {
        context.report(.parameter(name, obstacle), at: parameter)
        isUsable = false
        continue
      }
      // Nothing has to be passed, and nothing can be: a list cannot be spread into `Int...`.
      if parameter.ellipsis != nil { continue }
      inputs.append(
        Input(
          name: name, label: label, internalName: inner.text, type: parameter.type,
          need: hasDefault ? .optional(parameter.defaultValue?.value ?? "()") : .required, node: Syntax(parameter)))
    }
    return isUsable && areDistinct(inputs, context) ? inputs : nil
  }

  private static func obstacle(_ parameter: FunctionParameterSyntax) -> String? {
    if let attributed = parameter.type.as(AttributedTypeSyntax.self) {
      for case .simpleTypeSpecifier(let specifier) in attributed.specifiers
      where specifier.specifier.tokenKind == .keyword(.inout) { return "`inout`" }
      if attributed.attributes.trimmedDescription.contains("autoclosure") { return "an autoclosure" }
    }
    if let some = parameter.type.as(SomeOrAnyTypeSyntax.self), some.someOrAnySpecifier.tokenKind == .keyword(.some) {
      return "generic"
    }
    return nil
  }

  /// Complains of names that configs cannot tell apart.
  static func areDistinct(_ inputs: [Input], _ context: some MacroExpansionContext) -> Bool {
    var seen: [String: String] = [:]
    var areDistinct = true
    for input in inputs {
      if let other = seen[folded(input.name)] {
        context.report(.sameName(input.name, as: other), at: input.node)
        areDistinct = false
      }
      seen[folded(input.name)] = input.name
    }
    return areDistinct
  }

  /// `base: arguments.value(0)`: a call's argument.
  static func passed(_ inputs: [Input]) -> String {
    inputs.enumerated().compactMap { place, input in
      input.isComputed ? nil : (input.label.map { $0.escaped + ": " } ?? "") + "arguments.value(\(place))"
    }.joined(separator: ", ")
  }
}

extension TokenSyntax {
  /// Without backticks.
  var plainText: String { text.replacing("`", with: "") }
}

extension String {
  /// A label: only `inout`, `var` and `let` may not stand bare there.
  var escaped: String { ["inout", "var", "let"].contains(self) ? "`\(self)`" : self }
}

extension DeclModifierListSyntax {
  func has(_ keyword: Keyword) -> Bool { contains { $0.name.tokenKind == .keyword(keyword) && $0.detail == nil } }

  /// How far a declaration is seen: 0 private to 4 public.
  var access: Int {
    if has(.public) || has(.open) { return 4 }
    if has(.package) { return 3 }
    if has(.fileprivate) { return 1 }
    return has(.private) ? 0 : 2
  }
}

extension DeclModifierListSyntax {
  /// `nonisolated `, where the declaration says so: in a module that is isolated to the main actor, what is generated
  /// has to say it too.
  var isolation: String { has(.nonisolated) ? "nonisolated " : "" }
}

/// The modifier of generated declarations, with the blank behind it.
func accessModifier(_ access: Int) -> String {
  switch access {
  case 4: "public "
  case 3: "package "
  case 0, 1: "fileprivate "
  default: ""
  }
}

extension MacroExpansionContext {
  /// The names of the types around a declaration, the outermost first; nil inside a function.
  func enclosingTypes() -> [String]? {
    var names: [String] = []
    for node in lexicalContext {
      if let type = node.asProtocol((any DeclGroupSyntax).self) {
        if let named = type.asProtocol((any NamedDeclSyntax).self) {
          names.insert(named.name.plainText, at: 0)
        } else if let part = type.as(ExtensionDeclSyntax.self) {
          names.insert(contentsOf: part.extendedType.trimmedDescription.split(separator: ".").map(String.init), at: 0)
        }
      } else {
        return nil
      }
    }
    return names
  }

  /// `fileID: "Trainer/Schedule.swift", line: 24`
  func place(of node: some SyntaxProtocol) -> String {
    guard let place = location(of: node, at: .afterLeadingTrivia, filePathMode: .fileID) else {
      return "fileID: #fileID, line: #line"
    }
    return "fileID: \(place.file), line: \(place.line)"
  }
}

/// `["Outer", "name"]`
func pathLiteral(_ path: [String]) -> String { "[" + path.map { "\"\($0)\"" }.joined(separator: ", ") + "]" }

/// Whether an attribute isolates the declaration to a global actor that is known by its name.
func isIsolated(_ attributes: AttributeListSyntax) -> Bool {
  attributes.contains { element in
    guard case .attribute(let attribute) = element else { return false }
    return attribute.attributeName.trimmedDescription == "MainActor"
  }
}
