// Which cases does an enum have, and which constants do they make?

import Configurables
import SourceText
import SwiftSyntax

extension Lowering {
  func read(_ node: EnumCaseDeclSyntax, into members: inout TypeMembers) {
    let documentation = DocumentationComment(node).text
    for element in node.elements where element.name.presence == .present {
      let payload = element.parameterClause?.parameters.enumerated().map { self.payload($1, place: $0) } ?? []
      members.definition.cases.append(
        EnumerationCase(
          name: name(element.name), nameRange: nameRange(element.name), rawValue: element.rawValue.map { value($0) },
          payload: payload, documentation: documentation))
    }
  }

  /// A value that goes with a case; one without a label has its place for a name.
  private func payload(_ node: EnumCaseParameterSyntax, place: Int) -> Parameter {
    let label = node.firstName.flatMap { $0.tokenKind == .wildcard ? nil : $0 }
    return Parameter(
      name: label.map { name($0) } ?? String(place), label: label.map { name($0) },
      nameRange: label.map { nameRange($0) } ?? range(node.type), type: type(node.type),
      typeText: node.type.writtenText, defaultValue: node.defaultValue.map { value($0) },
      defaultText: node.defaultValue?.value.writtenText)
  }

  /// `module.Enum.case` for every case that is a value by itself.
  func constants(_ definition: TypeDefinition, _ selector: String) -> [ConstantDefinition] {
    guard definition.kind == .enumeration else { return [] }
    let values = rawValues(definition)
    return zip(definition.cases, values).compactMap { item, rawValue in
      guard item.payload.isEmpty else { return nil }
      let owner = Expression(.name(definition.name), item.nameRange)
      return ConstantDefinition(
        selector: selector + "." + item.name, nameRange: item.nameRange,
        value: Expression(.member(base: owner, name: item.name, nameRange: item.nameRange), item.nameRange),
        enumeration: EnumerationValue(type: definition.name, name: item.name, rawValue: rawValue))
    }
  }

  /// The raw value of each case, where the code writes it or Swift gives it: a string's is its name, an integer's one
  /// more than the one before.
  private func rawValues(_ definition: TypeDefinition) -> [Value] {
    let isText = definition.inherited.first == .named("String")
    let isNumber = definition.inherited.first == .named("Int")
    var next: Int? = 0
    return definition.cases.map { item -> Value in
      guard let written = item.rawValue else {
        if isText { return .string(item.name) }
        guard isNumber, let number = next else { return .none }
        next = number.addingReportingOverflow(1).overflow ? nil : number + 1
        return .integer(number)
      }
      let value = literal(written)
      if isNumber, case .integer(let number) = value {
        next = number.addingReportingOverflow(1).overflow ? nil : number + 1
      } else {
        next = nil
      }
      return value
    }
  }

  private func literal(_ expression: Expression) -> Value {
    switch expression.kind {
    case .string(let text): .string(text)
    case .integer(let text): Int(text).map { .integer($0) } ?? .none
    case .unary(.minus, let operand):
      if case .integer(let text) = operand.kind, let number = Int("-" + text) { .integer(number) } else { .none }
    default: .none
    }
  }
}
