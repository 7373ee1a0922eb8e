// Where does a name stand in a Swift file, and which of its meanings has it there? Looked up in the blocks around it.

package import Configurables
package import SourceText
import SwiftParser
import SwiftSyntax

/// A text in which several names are looked for, parsed once.
package struct ParsedSwift: Sendable {
  /// Nil where brackets nest too deeply.
  private let tree: SourceFileSyntax?

  package init(_ text: SourceText) {
    guard !ByteScan.nestsTooDeeply(text.bytes) else {
      tree = nil
      return
    }
    tree = text.bytes.withUnsafeBufferPointer { bytes in
      var parser = Parser(bytes, maximumNestingLevel: FileReader.deepest)
      return SourceFileSyntax.parse(from: &parser)
    }
  }

  /// - Parameter module: the SwiftPM target.
  package func names(of name: String, file: FilePath, module: String) -> CodeNames {
    guard let tree else { return CodeNames(file: file, language: .swift, module: module, names: []) }
    let visitor = SwiftNameVisitor(name)
    visitor.walk(tree)
    return CodeNames(file: file, language: .swift, module: module, names: visitor.found)
  }
}

private final class SwiftNameVisitor: SyntaxVisitor {
  let wanted: String
  var found: [CodeName] = []

  init(_ wanted: String) {
    self.wanted = wanted
    super.init(viewMode: .sourceAccurate)
  }

  override func visit(_ token: TokenSyntax) -> SyntaxVisitorContinueKind {
    if case .stringSegment(let text) = token.tokenKind { add(text: text, token) }
    guard case .identifier(let text) = token.tokenKind, text == wanted || text == "`\(wanted)`",
      let parent = token.parent
    else { return .skipChildren }
    add(token, in: parent)
    return .skipChildren
  }

  private func range(_ token: TokenSyntax) -> TextRange {
    TextRange(token.positionAfterSkippingLeadingTrivia.utf8Offset, token.endPositionBeforeTrailingTrivia.utf8Offset)
  }

  private func record(_ token: TokenSyntax, _ role: CodeName.Role, _ declaration: TextRange? = nil) {
    found.append(
      CodeName(
        range(token), role, declaration: declaration, container: Self.types(around: token).joined(separator: ".")))
  }

  private func declare(_ token: TokenSyntax, _ declared: CodeName.Declared) {
    record(token, .declaration(declared), range(token))
  }

  private func add(text: String, _ token: TokenSyntax) {
    guard text.hasSuffix(wanted) else { return }
    let before = text.dropLast(wanted.count).last
    guard before == nil || before == "." || before == "/" else { return }
    let end = token.endPositionBeforeTrailingTrivia.utf8Offset
    found.append(CodeName(TextRange(end - wanted.utf8.count, end), .text))
  }

  // MARK: Roles

  private func add(_ token: TokenSyntax, in parent: Syntax) {
    // `if let name` and `[name]` speak of what is called so outside, and rename with it.
    if Self.repeatsOuterName(parent) { return record(token, .reference, binding(of: token)) }
    if let role = declared(token, in: parent) { return declare(token, role) }
    if let parameter = parent.as(FunctionParameterSyntax.self) { return add(token, of: parameter) }
    if let labeled = parent.as(LabeledExprSyntax.self), labeled.label == token {
      return record(token, .label(of: Self.callee(of: labeled)))
    }
    if let reference = parent.as(DeclReferenceExprSyntax.self) { return add(token, of: reference) }
    if parent.is(IdentifierTypeSyntax.self) { return record(token, .reference, binding(of: token)) }
    if let member = parent.as(MemberTypeSyntax.self) {
      return record(token, .member(of: member.baseType.trimmedDescription))
    }
    if parent.is(DeclNameArgumentSyntax.self) { return record(token, .label(of: "")) }
    record(token, .member(of: ""))
  }

  private func declared(_ token: TokenSyntax, in parent: Syntax) -> CodeName.Declared? {
    let isName =
      parent.asProtocol((any NamedDeclSyntax).self)?.name == token
      || parent.as(EnumCaseElementSyntax.self)?.name == token
      || parent.as(IdentifierPatternSyntax.self)?.identifier == token
    guard
      isName || parent.is(ClosureShorthandParameterSyntax.self) || parent.is(ClosureParameterSyntax.self)
        || parent.is(ClosureCaptureSyntax.self) || parent.is(GenericParameterSyntax.self)
    else { return nil }
    return Self.place(of: parent)
  }

  private static func repeatsOuterName(_ parent: Syntax) -> Bool {
    if let capture = parent.as(ClosureCaptureSyntax.self) { return capture.initializer == nil }
    guard parent.is(IdentifierPatternSyntax.self) else { return false }
    return parent.parent?.as(OptionalBindingConditionSyntax.self)?.initializer == nil
      && parent.parent?.is(OptionalBindingConditionSyntax.self) == true
  }

  /// Where a declaration stands: at the top of the file, in a type, or in a body.
  private static func place(of syntax: Syntax) -> CodeName.Declared {
    var current = syntax.parent
    while let node = current {
      if node.is(CodeBlockSyntax.self) || node.is(ClosureExprSyntax.self) || node.is(AccessorBlockSyntax.self)
        || node.is(IfExprSyntax.self) || node.is(ForStmtSyntax.self) || node.is(WhileStmtSyntax.self)
        || node.is(GenericParameterClauseSyntax.self)
      {
        return .local
      }
      if node.is(MemberBlockSyntax.self) { return .member }
      current = node.parent
    }
    return .global
  }

  private func add(_ token: TokenSyntax, of parameter: FunctionParameterSyntax) {
    guard let second = parameter.secondName else { return declare(token, .parameter) }
    declare(token, token == second ? .parameter : .label)
  }

  private func add(_ token: TokenSyntax, of reference: DeclReferenceExprSyntax) {
    if let member = reference.parent?.as(MemberAccessExprSyntax.self), member.declName.id == reference.id {
      return record(token, .member(of: member.base?.trimmedDescription ?? ""))
    }
    if reference.parent?.is(KeyPathPropertyComponentSyntax.self) == true { return record(token, .member(of: "")) }
    record(token, .reference, binding(of: token))
  }

  /// The chain of names that is called with a label.
  private static func callee(of labeled: LabeledExprSyntax) -> String {
    guard let list = labeled.parent, let call = list.parent else { return "" }
    if let call = call.as(FunctionCallExprSyntax.self) { return call.calledExpression.trimmedDescription }
    if let attribute = call.as(AttributeSyntax.self) { return attribute.attributeName.trimmedDescription }
    return ""
  }

  private static func types(around token: TokenSyntax) -> [String] {
    var names: [String] = []
    var current = token.parent
    while let node = current {
      let isType = node.is(MemberBlockSyntax.self) == false && node.asProtocol((any DeclGroupSyntax).self) != nil
      let name =
        !isType
        ? nil
        : node.asProtocol((any NamedDeclSyntax).self)?.name.text
          ?? node.as(ExtensionDeclSyntax.self)?.extendedType.trimmedDescription
      // The type's own name stands beside its members, not in them.
      if let name, node.id != token.parent?.id { names.insert(name, at: 0) }
      current = node.parent
    }
    return names
  }

  // MARK: Bindings

  /// The declaration in this file that a name without anything in front means.
  private func binding(of token: TokenSyntax) -> TextRange? {
    var inner: Syntax = Syntax(token)
    while let node = inner.parent {
      if let found = declaration(in: node, around: inner) { return found }
      inner = node
    }
    return nil
  }

  private func declaration(in node: Syntax, around inner: Syntax) -> TextRange? {
    if let function = node.as(FunctionDeclSyntax.self) {
      return parameter(in: function.signature.parameterClause, inner)
    }
    if let initializer = node.as(InitializerDeclSyntax.self) {
      return parameter(in: initializer.signature.parameterClause, inner)
    }
    if let subscripted = node.as(SubscriptDeclSyntax.self) { return parameter(in: subscripted.parameterClause, inner) }
    if let closure = node.as(ClosureExprSyntax.self) { return pattern(in: closure.signature.map { Syntax($0) }) }
    if let list = node.as(CodeBlockItemListSyntax.self) { return statement(in: list, around: inner) }
    if let conditions = node.as(ConditionElementListSyntax.self) { return pattern(in: conditions, before: inner) }
    if let members = node.as(MemberBlockItemListSyntax.self) { return member(in: members) }
    if let conditional = node.as(IfExprSyntax.self), inner.id != conditional.elseBody?.id {
      return pattern(in: Syntax(conditional.conditions))
    }
    if let loop = node.as(WhileStmtSyntax.self) { return pattern(in: Syntax(loop.conditions)) }
    if let loop = node.as(ForStmtSyntax.self), inner.id != loop.sequence.id { return pattern(in: Syntax(loop.pattern)) }
    if let branch = node.as(SwitchCaseSyntax.self) { return pattern(in: Syntax(branch.label)) }
    if let clause = node.as(CatchClauseSyntax.self) { return pattern(in: Syntax(clause.catchItems)) }
    return nil
  }

  private func parameter(in clause: FunctionParameterClauseSyntax, _ inner: Syntax) -> TextRange? {
    // Types and defaults do not see the parameters.
    guard !inner.is(FunctionSignatureSyntax.self), !inner.is(FunctionParameterClauseSyntax.self) else { return nil }
    let found = clause.parameters.first { ($0.secondName ?? $0.firstName).text == wanted }
    return found.map { range($0.secondName ?? $0.firstName) }
  }

  /// The first name that a pattern or a closure's head binds.
  private func pattern(in syntax: Syntax?) -> TextRange? {
    guard let syntax else { return nil }
    for token in syntax.tokens(viewMode: .sourceAccurate) where token.text == wanted {
      guard let parent = token.parent else { continue }
      if Self.repeatsOuterName(parent) { continue }
      if parent.is(IdentifierPatternSyntax.self) || parent.is(ClosureShorthandParameterSyntax.self)
        || parent.is(ClosureParameterSyntax.self) || parent.is(ClosureCaptureSyntax.self)
      {
        return range(token)
      }
    }
    return nil
  }

  /// The conditions before one: `if let a = b, let b = a`.
  private func pattern(in conditions: ConditionElementListSyntax, before inner: Syntax) -> TextRange? {
    for condition in conditions {
      if condition.id == inner.id { return nil }
      if let found = pattern(in: Syntax(condition)) { return found }
    }
    return nil
  }

  /// Variables of a body are there behind their declaration; what is declared at the top of a file is everywhere.
  private func statement(in list: CodeBlockItemListSyntax, around inner: Syntax) -> TextRange? {
    let isBody = list.parent?.is(SourceFileSyntax.self) != true
    var isBefore = true
    for item in list {
      if item.id == inner.id { isBefore = false }
      let isVariable = item.item.is(VariableDeclSyntax.self) || item.item.is(GuardStmtSyntax.self)
      if isVariable, isBody, !isBefore { continue }
      if let guarded = item.item.as(GuardStmtSyntax.self), let found = pattern(in: Syntax(guarded.conditions)) {
        return found
      }
      if let found = name(of: Syntax(item.item)) { return found }
    }
    return nil
  }

  private func member(in members: MemberBlockItemListSyntax) -> TextRange? {
    for member in members {
      if let found = name(of: Syntax(member.decl)) { return found }
    }
    return nil
  }

  /// The name that a declaration makes, where it is the wanted one.
  private func name(of declaration: Syntax) -> TextRange? {
    if let variable = declaration.as(VariableDeclSyntax.self) {
      return variable.bindings.lazy.compactMap { self.pattern(in: Syntax($0.pattern)) }.first
    }
    let name = declaration.asProtocol((any NamedDeclSyntax).self)?.name
    return name?.text == wanted ? name.map { range($0) } : nil
  }
}
