// What does one piece of a file define? A part of a `DefinitionFile` that can be kept and joined with others.

import Configurables
import SourceText

struct Fragment: Sendable {
  var configurables: [Configurable] = []
  var functions: [Function] = []
  var types: [TypeDefinition] = []
  var globals: [Property] = []
  var constants: [ConstantDefinition] = []
  var imports: [String] = []
  /// Computed properties that extensions add, by the name of the extended type.
  var extended: [Extended] = []

  struct Extended: Sendable {
    var type: String
    var parameters: [Parameter]
  }

  mutating func append(_ other: Fragment) {
    configurables += other.configurables.map { configurable in
      var configurable = configurable
      switch configurable.target {
      case .function(let index): configurable.target = .function(index + functions.count)
      case .type(let index): configurable.target = .type(index + types.count)
      case .method(let type, let index): configurable.target = .method(type: type + types.count, index)
      case .external: break
      }
      return configurable
    }
    functions += other.functions
    types += other.types
    globals += other.globals
    constants += other.constants
    imports += other.imports
    extended += other.extended
  }

  /// Adds the constants that a registry lists: `Constant("limits.LARGEST", 1024)`.
  mutating func readConstants() {
    var found: [ConstantDefinition] = []
    let read = { (expression: Expression) in
      guard case .call(let callee, let arguments) = expression.kind, arguments.count == 2,
        callee.namePath?.last == "Constant", arguments.allSatisfy({ $0.label == nil }),
        case .string(let selector) = arguments[0].value.kind, !selector.isEmpty
      else { return }
      let literal = arguments[0].value.range
      // Behind the quote; the name is not marked in a literal that is longer than it.
      let isPlain = literal.length == selector.utf8.count + 2
      let name =
        isPlain ? TextRange(literal.start.advanced(by: 1), literal.end.advanced(by: -1)) : literal
      found.append(ConstantDefinition(selector: selector, nameRange: name, value: arguments[1].value))
    }
    globals.forEach { $0.initialValue?.visitExpressions(read) }
    functions.forEach { $0.visitExpressions(read) }
    types.forEach { $0.visitExpressions(read) }
    constants += found
  }

  /// Joins a branch of an `#if` of which it is not known whether it is the one: what a branch before it registers
  /// under the same name stands.
  mutating func appendAlternative(_ other: Fragment) {
    var other = other
    let known = Set(configurables.map(\.selector))
    other.configurables.removeAll { known.contains($0.selector) }
    let constants = Set(constants.map(\.selector))
    other.constants.removeAll { constants.contains($0.selector) }
    append(other)
  }

  /// Gives configurable types the computed properties that extensions in the same file add to them.
  mutating func joinExtensions() {
    for addition in extended {
      for index in configurables.indices {
        guard case .type(let type) = configurables[index].target, types.indices.contains(type),
          types[type].name == addition.type
        else { continue }
        let known = Set(configurables[index].parameters.map(\.name))
        configurables[index].parameters += addition.parameters.filter { !known.contains($0.name) }
      }
    }
    extended = []
  }
}
