// What does a Python body do? Its statements in the program form, and its classes as types.

import Configurables
import SourceText

extension PythonStatement {
  static func lowered(_ statements: [PythonStatement]) -> [Statement] { statements.map(\.lowered) }

  /// The statement as the evaluator runs it.
  var lowered: Statement { Statement(loweredKind, range) }

  private var loweredKind: Statement.Kind {
    switch kind {
    case .simple(let kind): kind
    case .annotated(let name, let nameRange, _, let value):
      value.map { .assignment(targets: [.name(name, nameRange)], value: $0) } ?? .nothing
    case .function(let function): function.loweredStatement
    case .classDefinition(let definition): .type(definition.lowered(range: range))
    case .imports(let imports): .imports(imports)
    case .conditional(let condition, let then, let otherwise):
      .conditional(
        conditions: [.expression(condition)], then: Self.lowered(then), otherwise: Self.lowered(otherwise))
    case .whileLoop(let condition, let body, let otherwise):
      .whileLoop(
        label: nil, conditions: [.expression(condition)], body: Self.lowered(body), otherwise: Self.lowered(otherwise))
    case .forLoop(let pattern, let sequence, let body, let otherwise):
      .forLoop(
        label: nil, pattern, in: sequence, where: nil, body: Self.lowered(body), otherwise: Self.lowered(otherwise))
    case .attempt(let attempt):
      .attempt(
        body: Self.lowered(attempt.body),
        handlers: attempt.handlers.map { handler in
          .init(pattern: handler.type.map { .expression($0) }, name: handler.name, body: Self.lowered(handler.body))
        }, otherwise: Self.lowered(attempt.otherwise), finally: Self.lowered(attempt.finally))
    case .with(let items, let body): .within(items, body: Self.lowered(body))
    case .match(let subject, let cases):
      .choice(
        label: nil, subject: subject,
        cases: cases.map { .init(patterns: [$0.pattern], condition: $0.condition, body: Self.lowered($0.body)) })
    case .broken(let error): .unsupported("does not parse: \(error.message)")
    }
  }
}

extension Statement.Kind {
  /// An import inside a body makes names; the evaluator looks modules up by their dotted names.
  fileprivate static func imports(_ imports: [PythonImport]) -> Statement.Kind {
    let modules = imports.filter { $0.level == 0 && $0.member != "*" }
    guard modules.count == imports.count, !modules.isEmpty else { return .unsupported("imports inside a function") }
    return .scope(
      modules.map { imported in
        let path = imported.module.split(separator: ".").map(String.init)
        let whole = imported.member.map { path + [$0] } ?? (imported.alias == nil ? Array(path.prefix(1)) : path)
        var value = Expression(.name(whole[0]), imported.range)
        for part in whole.dropFirst() {
          value = Expression(.member(base: value, name: part, nameRange: imported.range), imported.range)
        }
        return Statement(
          .assignment(targets: [.name(imported.localName, imported.range)], value: value), imported.range)
      })
  }
}

extension PythonFunction {
  /// As a callable of the module, or a method with its first parameter.
  func lowered(_ placement: Function.Placement, range: TextRange) -> Function {
    var function = Function(
      name: name, nameRange: nameRange, range: range, parameters: parameters,
      result: result.map { TypeExpression(annotation: $0) }, body: PythonStatement.lowered(body), placement: placement,
      obstacle: obstacle, documentation: documentation, signature: signature)
    function.decorators = decorators
    let words = PythonDocstring.parameters(in: documentation)
    for place in function.parameters.indices where !words.isEmpty {
      function.parameters[place].documentation = words[function.parameters[place].name] ?? ""
    }
    return function
  }

  fileprivate var loweredStatement: Statement.Kind { .function(lowered(.closure, range: nameRange)) }
}

extension PythonClass {
  /// A class inside a function.
  fileprivate func lowered(range: TextRange) -> TypeDefinition {
    var type = TypeDefinition(
      name: name, kind: .classType, nameRange: nameRange, range: range, documentation: documentation)
    type.arguments = arguments
    type.decorators = decorators
    type.body = body.map(\.loweredInClass)
    return type
  }
}

extension PythonStatement {
  /// As it stands in a class, where an annotation makes a field.
  var loweredInClass: Statement {
    guard case .annotated(let name, let nameRange, let annotation, let value) = kind else { return lowered }
    return Statement(
      .declaration(
        .name(name, nameRange), type: TypeExpression(annotation: annotation), value: value, .variable), range)
  }
}
