// Which names does a file's code use that other files may declare? A walk over all that was lowered.

import Configurables

/// The names that expressions and types of a definition file mention, as hashes. Names of its own are among them: to
/// tell them apart costs more than to look for them elsewhere in vain.
struct ReferencedNames {
  /// Names that stand alone, and every part of a type's name.
  private(set) var plain: Set<UInt32> = []
  /// Names behind a dot.
  private(set) var members: Set<UInt32> = []

  init(in file: DefinitionFile) {
    for configurable in file.configurables {
      visit(configurable.parameters)
      visit(configurable.result)
    }
    for function in file.functions { visit(function) }
    for type in file.types { visit(type) }
    for property in file.globals { visit(property) }
    for constant in file.constants { visit(constant.value) }
  }

  private mutating func visit(_ function: Function) {
    visit(function.parameters)
    visit(function.result)
    visit(function.body)
  }

  private mutating func visit(_ parameters: [Parameter]) {
    for parameter in parameters {
      visit(parameter.type)
      visit(parameter.defaultValue)
    }
  }

  private mutating func visit(_ property: Property) {
    visit(property.type)
    visit(property.initialValue)
    if let getter = property.getter { visit(getter) }
  }

  private mutating func visit(_ type: TypeDefinition) {
    // Extensions in other files belong to the type, and the type to its extensions.
    for part in type.name.split(separator: ".") { plain.insert(SwiftNames.hash(of: part.utf8)) }
    for inherited in type.inherited { visit(inherited) }
    for property in type.properties { visit(property) }
    for function in type.methods + type.initializers { visit(function) }
    for enumerationCase in type.cases { visit(enumerationCase) }
    visit(type.aliased)
  }

  private mutating func visit(_ enumerationCase: EnumerationCase) {
    visit(enumerationCase.rawValue)
    visit(enumerationCase.payload)
  }

  private mutating func visit(_ type: TypeExpression?) {
    switch type {
    case .named(let parts, let arguments):
      for part in parts { plain.insert(SwiftNames.hash(of: part)) }
      for argument in arguments { visit(argument) }
    case .optional(let inner), .array(let inner), .set(let inner): visit(inner)
    case .dictionary(let key, let value):
      visit(key)
      visit(value)
    case .tuple(let elements): for element in elements { visit(element.type) }
    case .function(let parameters, let result):
      for parameter in parameters { visit(parameter) }
      visit(result)
    case .union(let members): for member in members { visit(member) }
    case .literal, .opaque, nil: break
    }
  }

  private mutating func visit(_ statements: [Statement]) {
    for statement in statements { visit(statement) }
  }

  private mutating func visit(_ statement: Statement) {
    switch statement.kind {
    case .declaration(let pattern, let type, let value, _):
      visit(pattern)
      visit(type)
      visit(value)
    case .assignment(let targets, let value):
      for target in targets { visit(target) }
      visit(value)
    case .update(let target, _, let value): visit(target, value)
    case .expression(let expression), .assertion(let expression, nil): visit(expression)
    case .assertion(let expression, let message?): visit(expression, message)
    case .conditional(let conditions, let then, let otherwise):
      visit(conditions)
      visit(then + otherwise)
    case .require(let conditions, let otherwise):
      visit(conditions)
      visit(otherwise)
    case .whileLoop(_, let conditions, let body, let otherwise):
      visit(conditions)
      visit(body + otherwise)
    case .repeatLoop(_, let body, let condition):
      visit(body)
      visit(condition)
    case .forLoop(_, let pattern, let sequence, let condition, let body, let otherwise):
      visit(pattern)
      visit(sequence)
      visit(condition)
      visit(body + otherwise)
    case .choice(_, let subject, let cases):
      visit(subject)
      for choice in cases {
        for pattern in choice.patterns { visit(pattern) }
        visit(choice.condition)
        visit(choice.body)
      }
    case .returned(let value), .thrown(let value): visit(value)
    case .function(let function): visit(function)
    case .type(let type): visit(type)
    case .attempt(let body, let handlers, let otherwise, let finally):
      visit(body + otherwise + finally)
      for handler in handlers {
        if let pattern = handler.pattern { visit(pattern) }
        visit(handler.body)
      }
    case .scope(let body), .deferred(let body): visit(body)
    case .breakLoop, .continueLoop, .fallthroughCase, .outerNames, .nothing, .unsupported: break
    }
  }

  private mutating func visit(_ conditions: [Condition]) {
    for condition in conditions {
      switch condition {
      case .expression(let expression): visit(expression)
      case .pattern(let pattern, let expression):
        visit(pattern)
        visit(expression)
      }
    }
  }

  private mutating func visit(_ pattern: Pattern) {
    switch pattern {
    case .wildcard, .name, .unsupported: break
    case .tuple(let patterns): for pattern in patterns { visit(pattern) }
    case .rest(let inner), .optional(let inner): visit(inner)
    case .expression(let expression), .target(let expression): visit(expression)
    case .enumerationCase(let type, _, let payload):
      visit(type)
      for pattern in payload { visit(pattern) }
    case .typeCheck(let type, let inner):
      visit(type)
      if let inner { visit(inner) }
    case .typed(let inner, let type):
      visit(inner)
      visit(type)
    }
  }

  private mutating func visit(_ expressions: Expression?...) {
    for expression in expressions { if let expression { visit(kind: expression.kind) } }
  }

  private mutating func visit(_ arguments: [Expression.Argument]) {
    for argument in arguments { visit(argument.value) }
  }

  private mutating func visit(kind: Expression.Kind) {
    switch kind {
    case .name(let name): plain.insert(SwiftNames.hash(of: name))
    case .member(let base, let name, _):
      members.insert(SwiftNames.hash(of: name))
      visit(base)
    case .keyPath(let names): for name in names { members.insert(SwiftNames.hash(of: name)) }
    case .call(let callee, let arguments), .index(let callee, let arguments):
      visit(callee)
      visit(arguments)
    case .tuple(let arguments): visit(arguments)
    case .list(let elements), .set(let elements): for element in elements { visit(element) }
    case .dictionary(let elements):
      for element in elements {
        switch element {
        case .pair(let key, let value): visit(key, value)
        case .unpacked(let value): visit(value)
        }
      }
    case .interpolation(let parts):
      for part in parts { if case .value(let value, _, let format) = part.content { visit(value, format) } }
    case .slice(let start, let stop, let step): visit(start, stop, step)
    case .binary(_, let left, let right): visit(left, right)
    case .comparisons(let first, let rest):
      visit(first)
      for comparison in rest { visit(comparison.right) }
    case .conditional(let condition, let then, let otherwise): visit(condition, then, otherwise)
    case .statement(let statement): visit(statement)
    case .closure(let function): visit(function)
    case .comprehension(_, let element, let value, let clauses):
      visit(element, value)
      for clause in clauses {
        switch clause {
        case .loop(let pattern, let sequence):
          visit(pattern)
          visit(sequence)
        case .condition(let condition): visit(condition)
        }
      }
    case .cast(_, let value, let type):
      visit(value)
      visit(type)
    case .type(let type): visit(type)
    case .unary(_, let inner), .optionalUnwrap(let inner), .optionalChain(let inner), .forceUnwrap(let inner),
      .attempt(_, let inner), .namedValue(_, let inner), .unpacked(let inner):
      visit(inner)
    case .integer, .floating, .imaginary, .string, .bytes, .boolean, .none, .unsupported: break
    }
  }
}
