// Which names do a file's definitions use? What has to be known of other files before their bodies can be evaluated.

package import Configurables

extension DefinitionFile {
  /// Names that bodies, defaults and types use and that are neither defined here nor in `known`: functions, globals,
  /// types, and members, which an extension anywhere may define. Names of the standard library are among them.
  package func freeNames(excluding known: Set<String>) -> Set<String> {
    var collector = NameCollector()
    for configurable in configurables { collector.parameters(configurable.parameters) }
    for function in functions { collector.function(function) }
    for type in types { collector.type(type) }
    for global in globals { collector.property(global) }
    return collector.names.subtracting(known).subtracting(definedNames)
  }

  /// The names that the file defines: functions, globals, types without the ones around them, and types' members.
  /// Extensions define no type.
  package var definedNames: Set<String> {
    var names = Set(functions.map(\.name)).union(globals.map(\.name))
    for type in types {
      if type.kind != .extensionOfType { names.insert(type.name.split(separator: ".").last.map(String.init) ?? "") }
      names.formUnion(type.methods.map(\.name))
      names.formUnion(type.properties.map(\.name))
      names.formUnion(type.cases.map(\.name))
    }
    return names
  }
}

/// Walks what readers lowered; as deep as they nest it and no deeper.
private struct NameCollector {
  var names: Set<String> = []

  mutating func parameters(_ parameters: [Parameter]) {
    for parameter in parameters {
      type(parameter.type)
      expression(parameter.defaultValue)
    }
  }

  mutating func function(_ function: Function) {
    parameters(function.parameters)
    type(function.result)
    statements(function.body)
  }

  mutating func property(_ property: Property) {
    type(property.type)
    expression(property.initialValue)
    if let getter = property.getter { function(getter) }
  }

  mutating func type(_ definition: TypeDefinition) {
    if definition.kind == .extensionOfType { names.formUnion(definition.name.split(separator: ".").map(String.init)) }
    for inherited in definition.inherited { type(inherited) }
    for one in definition.properties { property(one) }
    for method in definition.methods { function(method) }
    for initializer in definition.initializers { function(initializer) }
    for one in definition.cases {
      parameters(one.payload)
      expression(one.rawValue)
    }
    type(definition.aliased)
  }

  mutating func type(_ type: TypeExpression?) {
    switch type {
    case nil, .literal?, .opaque?: break
    case .named(let path, let arguments)?:
      names.formUnion(path)
      for argument in arguments { self.type(argument) }
    case .optional(let inner)?, .array(let inner)?, .set(let inner)?: self.type(inner)
    case .dictionary(let key, let value)?:
      self.type(key)
      self.type(value)
    case .tuple(let elements)?: for element in elements { self.type(element.type) }
    case .function(let parameters, let result)?:
      for parameter in parameters { self.type(parameter) }
      self.type(result)
    case .union(let types)?: for type in types { self.type(type) }
    }
  }

  mutating func arguments(_ arguments: [Expression.Argument]) {
    for argument in arguments { expression(argument.value) }
  }

  mutating func expression(_ expression: Expression?) {
    guard let expression else { return }
    switch expression.kind {
    case .integer, .floating, .imaginary, .string, .bytes, .boolean, .none, .unsupported: break
    case .name(let name): names.insert(name)
    case .yielded(let value): self.expression(value)
    case .member(let base, let name, _):
      names.insert(name)
      self.expression(base)
    case .keyPath(let path): names.formUnion(path)
    case .interpolation(let parts):
      for case .value(let value, _, let format) in parts.map(\.content) {
        self.expression(value)
        self.expression(format)
      }
    case .call(let callee, let arguments), .index(let callee, let arguments):
      self.expression(callee)
      self.arguments(arguments)
    case .slice(let start, let stop, let step): for part in [start, stop, step] { self.expression(part) }
    case .unary(_, let operand), .optionalUnwrap(let operand), .optionalChain(let operand), .forceUnwrap(let operand),
      .attempt(_, let operand), .namedValue(_, let operand), .unpacked(let operand), .yieldedAll(let operand):
      self.expression(operand)
    case .binary(_, let left, let right):
      self.expression(left)
      self.expression(right)
    case .comparisons(let first, let rest):
      self.expression(first)
      for comparison in rest { self.expression(comparison.right) }
    case .conditional(let condition, let then, let otherwise):
      for part in [condition, then, otherwise] { self.expression(part) }
    case .statement(let statement): statements([statement])
    case .list(let elements), .set(let elements): for element in elements { self.expression(element) }
    case .tuple(let elements): arguments(elements)
    case .dictionary(let elements): dictionary(elements)
    case .closure(let closure): function(closure)
    case .comprehension(_, let element, let value, let clauses): comprehension(element, value, clauses)
    case .cast(_, let operand, let type):
      self.expression(operand)
      self.type(type)
    case .type(let type): self.type(type)
    }
  }

  private mutating func dictionary(_ elements: [Expression.DictionaryElement]) {
    for element in elements {
      switch element {
      case .pair(let key, let value):
        expression(key)
        expression(value)
      case .unpacked(let other): expression(other)
      }
    }
  }

  private mutating func comprehension(
    _ element: Expression, _ value: Expression?, _ clauses: [Expression.ComprehensionClause]
  ) {
    expression(element)
    expression(value)
    for clause in clauses {
      switch clause {
      case .loop(let bound, let sequence):
        pattern(bound)
        expression(sequence)
      case .condition(let condition): expression(condition)
      }
    }
  }

  mutating func pattern(_ pattern: Pattern?) {
    switch pattern {
    case nil, .wildcard?, .name?, .unsupported?: break
    case .tuple(let parts)?: for part in parts { self.pattern(part) }
    case .rest(let inner)?, .optional(let inner)?: self.pattern(inner)
    case .expression(let value)?, .target(let value)?: expression(value)
    case .enumerationCase(let owner, let name, let payload)?:
      type(owner)
      names.insert(name)
      for part in payload { self.pattern(part) }
    case .typeCheck(let checked, let inner)?:
      type(checked)
      self.pattern(inner)
    case .typed(let inner, let written)?:
      self.pattern(inner)
      type(written)
    }
  }

  mutating func statements(_ statements: [Statement]) { for one in statements { statement(one) } }

  private mutating func conditions(_ conditions: [Condition]) {
    for condition in conditions {
      switch condition {
      case .expression(let test): expression(test)
      case .pattern(let bound, let value):
        pattern(bound)
        expression(value)
      }
    }
  }

  private mutating func statement(_ statement: Statement) {
    switch statement.kind {
    case .breakLoop, .continueLoop, .fallthroughCase, .outerNames, .nothing, .unsupported: break
    case .declaration(let bound, let written, let value, _):
      pattern(bound)
      type(written)
      expression(value)
    case .assignment(let targets, let value):
      // An assigned name is a use of it: in Swift the name was made elsewhere.
      for target in targets {
        if case .name(let name, _) = target { names.insert(name) }
        pattern(target)
      }
      expression(value)
    case .update(let target, _, let value):
      expression(target)
      expression(value)
    case .expression(let value): expression(value)
    case .returned(let value), .thrown(let value): expression(value)
    case .function(let nested): function(nested)
    case .type(let nested): type(nested)
    case .scope(let body), .deferred(let body): statements(body)
    case .assertion(let test, let message):
      expression(test)
      expression(message)
    default: compound(statement.kind)
    }
  }

  private mutating func compound(_ kind: Statement.Kind) {
    switch kind {
    case .conditional(let conditions, let then, let otherwise):
      self.conditions(conditions)
      statements(then)
      statements(otherwise)
    case .require(let conditions, let otherwise):
      self.conditions(conditions)
      statements(otherwise)
    case .whileLoop(_, let conditions, let body, let otherwise):
      self.conditions(conditions)
      statements(body)
      statements(otherwise)
    case .repeatLoop(_, let body, let condition):
      statements(body)
      expression(condition)
    case .forLoop(_, let bound, let sequence, let filter, let body, let otherwise):
      pattern(bound)
      expression(sequence)
      expression(filter)
      statements(body)
      statements(otherwise)
    case .choice(_, let subject, let cases):
      expression(subject)
      for one in cases {
        for matched in one.patterns { pattern(matched) }
        expression(one.condition)
        statements(one.body)
      }
    case .attempt(let body, let handlers, let otherwise, let finally):
      statements(body)
      for handler in handlers {
        pattern(handler.pattern)
        statements(handler.body)
      }
      statements(otherwise)
      statements(finally)
    default: break
    }
  }
}
