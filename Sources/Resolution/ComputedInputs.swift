// From what is a computed property computed? The stored properties that its getter names.

import Configurables

enum ComputedInputs {
  /// The settable parameters that the getter of `property` reads, other computed properties looked through, in the
  /// order of the declaration.
  static func names(of property: String, in configurable: Configurable, _ index: DefinitionIndex) -> [String] {
    guard case .type(let place) = configurable.target, let file = index.files[configurable.file],
      file.types.indices.contains(place)
    else { return [] }
    let typeName = file.types[place].name
    var getters: [String: Function] = [:]
    for type in file.types where type.name == typeName {
      for property in type.properties { getters[property.name] = property.getter }
    }
    var read: Set<String> = []
    var waiting = [property]
    var seen: Set<String> = []
    while let name = waiting.popLast() {
      guard seen.insert(name).inserted else { continue }
      guard let getter = getters[name] else {
        read.insert(name)
        continue
      }
      var names = NamesInProgram()
      names.visit(getter.body)
      waiting += names.names
    }
    return configurable.parameters.filter { !$0.isComputed && read.contains($0.name) }.map(\.name)
  }
}

/// Every name and member that a program form mentions, without looking at what they mean.
struct NamesInProgram {
  var names: Set<String> = []

  mutating func visit(_ statements: [Statement]) {
    for statement in statements { visit(statement) }
  }

  private mutating func visit(_ conditions: [Condition]) {
    for condition in conditions {
      switch condition {
      case .expression(let value), .pattern(_, let value): visit(value)
      }
    }
  }

  private mutating func visit(_ statement: Statement) {
    switch statement.kind {
    case .declaration(_, _, let value, _): if let value { visit(value) }
    case .assignment(_, let value): visit(value)
    case .update(let target, _, let value):
      visit(target)
      visit(value)
    case .expression(let value): visit(value)
    case .conditional(let conditions, let then, let otherwise):
      visit(conditions)
      visit(then)
      visit(otherwise)
    case .require(let conditions, let otherwise):
      visit(conditions)
      visit(otherwise)
    case .whileLoop(_, let conditions, let body, let otherwise):
      visit(conditions)
      visit(body)
      visit(otherwise)
    case .repeatLoop(_, let body, let condition):
      visit(body)
      visit(condition)
    case .forLoop(_, _, let sequence, let condition, let body, let otherwise):
      visit(sequence)
      if let condition { visit(condition) }
      visit(body)
      visit(otherwise)
    case .choice(_, let subject, let cases):
      visit(subject)
      for choice in cases {
        if let condition = choice.condition { visit(condition) }
        visit(choice.body)
      }
    case .returned(let value), .thrown(let value): if let value { visit(value) }
    case .attempt(let body, let handlers, let otherwise, let finally):
      visit(body)
      for handler in handlers { visit(handler.body) }
      visit(otherwise)
      visit(finally)
    case .scope(let body), .deferred(let body): visit(body)
    case .assertion(let value, let message):
      visit(value)
      if let message { visit(message) }
    case .function(let function): visit(function.body)
    case .type, .breakLoop, .continueLoop, .fallthroughCase, .outerNames, .nothing, .unsupported: return
    }
  }

  private mutating func visit(_ arguments: [Expression.Argument]) {
    for argument in arguments { visit(argument.value) }
  }

  private mutating func visit(_ expressions: [Expression]) {
    for expression in expressions { visit(expression) }
  }

  private mutating func visit(_ expression: Expression) {
    switch expression.kind {
    case .name(let name): names.insert(name)
    case .member(let base, let name, _):
      if case .name("self") = base?.kind { names.insert(name) }
      if let base { visit(base) }
    case .interpolation(let parts):
      for part in parts { if case .value(let value, _, _) = part.content { visit(value) } }
    case .call(let callee, let arguments), .index(let callee, let arguments):
      visit(callee)
      visit(arguments)
    case .slice(let start, let stop, let step): visit([start, stop, step].compactMap { $0 })
    case .binary(_, let left, let right): visit([left, right])
    case .comparisons(let first, let rest):
      visit(first)
      visit(rest.map(\.right))
    case .conditional(let condition, let then, let otherwise): visit([condition, then, otherwise])
    case .statement(let statement): visit(statement)
    case .list(let parts), .set(let parts): visit(parts)
    case .tuple(let parts): visit(parts)
    case .dictionary(let elements):
      for element in elements {
        switch element {
        case .pair(let key, let value): visit([key, value])
        case .unpacked(let value): visit(value)
        }
      }
    case .closure(let function): visit(function.body)
    case .comprehension(_, let element, let value, let clauses):
      visit([element, value].compactMap { $0 })
      for clause in clauses {
        switch clause {
        case .loop(_, let sequence): visit(sequence)
        case .condition(let condition): visit(condition)
        }
      }
    case .cast(_, let value, _), .optionalUnwrap(let value), .optionalChain(let value), .forceUnwrap(let value),
      .attempt(_, let value), .namedValue(_, let value), .unpacked(let value), .unary(_, let value):
      visit(value)
    case .integer, .floating, .imaginary, .string, .bytes, .boolean, .none, .type, .keyPath, .unsupported: return
    }
  }
}
