// What does a Python module say? Its statements, with expressions already in the program form.
//
// Blocks are kept as they stand, because definitions are looked for in all of them; only a function's body is lowered
// further, to what the evaluator runs.

import Configurables
package import SourceText

struct PythonStatement {
  var kind: Kind
  var range: TextRange

  indirect enum Kind {
    /// A statement without a block.
    case simple(Statement.Kind)
    /// `x: int = 1`; a field, where it stands in a class.
    case annotated(name: String, nameRange: TextRange, annotation: Expression, value: Expression?)
    case function(PythonFunction)
    case classDefinition(PythonClass)
    case imports([PythonImport])
    case conditional(Expression, then: [PythonStatement], otherwise: [PythonStatement])
    case whileLoop(Expression, body: [PythonStatement], otherwise: [PythonStatement])
    case forLoop(Pattern, in: Expression, body: [PythonStatement], otherwise: [PythonStatement])
    case attempt(PythonAttempt)
    case with(items: [Statement.Context], body: [PythonStatement])
    case match(Expression, cases: [PythonMatchCase])
    /// What does not parse. The statements around it are not touched by it.
    case broken(PythonSyntaxError)
  }
}

/// Where and why a statement does not parse.
package struct PythonSyntaxError: Error, Hashable, Sendable {
  package let range: TextRange
  /// A sentence without a full stop.
  package let message: String
}

struct PythonFunction {
  var name: String
  var nameRange: TextRange
  var decorators: [Expression]
  var parameters: [Parameter]
  var result: Expression?
  /// From `def` to the `:`, on one line.
  var signature: String
  /// Why it cannot be evaluated: "is async".
  var obstacle: String?
  var documentation: String
  var body: [PythonStatement]
}

struct PythonClass {
  var name: String
  var nameRange: TextRange
  var decorators: [Expression]
  /// Base classes, and keywords such as `metaclass`.
  var arguments: [Expression.Argument]
  var signature: String
  var documentation: String
  var body: [PythonStatement]
}

/// One name that an import statement makes.
struct PythonImport {
  /// Dots before the module: 0 for an absolute import.
  var level: Int
  /// `a.b` in `import a.b` and in `from a.b import c`.
  var module: String
  /// `c` in `from a.b import c`, `*` for all; nil for `import a.b`.
  var member: String?
  /// Behind `as`.
  var alias: String?
  var range: TextRange

  /// The name that the importing file has it under.
  var localName: String {
    alias ?? member ?? module.split(separator: ".").first.map(String.init) ?? module
  }
}

struct PythonAttempt {
  struct Handler {
    var type: Expression?
    var name: String?
    var body: [PythonStatement]
  }
  var body: [PythonStatement]
  var handlers: [Handler]
  var otherwise: [PythonStatement]
  var finally: [PythonStatement]
}

struct PythonMatchCase {
  var pattern: Pattern
  var condition: Expression?
  var body: [PythonStatement]
}
