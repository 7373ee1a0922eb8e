// Which definitions do the tests of scopes use? The Swift twins of a few Python classes.

import Configurables
import SourceText

/// The Swift twins of the program's classes and its function.
enum TinyModule {
  static let path = FilePath("/w/Sources/M/M.swift")
  private static let int = TypeExpression.named("Int")

  private static func parameter(_ name: String, _ type: TypeExpression, _ value: Expression.Kind?) -> Parameter {
    Parameter(
      name: name, nameRange: .zero, type: type, typeText: "T", defaultValue: value.map { Expression($0, .zero) },
      defaultText: value.map { _ in "default" })
  }

  private static func type(_ name: String, _ parameters: [Parameter]) -> TypeDefinition {
    TypeDefinition(
      name: name, kind: .structure, nameRange: .zero, range: .zero,
      properties: parameters.map {
        Property(
          name: $0.name, nameRange: .zero, range: .zero, type: $0.type, typeText: $0.typeText,
          initialValue: $0.defaultValue, initialText: $0.defaultText, mutability: .variable, placement: .instance)
      })
  }

  static let file: DefinitionFile = {
    let leaf = [parameter("x", int, .integer("1")), parameter("y", int, .integer("2"))]
    let node = [
      parameter("left", .named("Leaf"), nil), parameter("right", .named("Leaf"), nil),
      parameter("n", int, .integer("0")), parameter("items", .array(int), .list([])),
    ]
    let total = [parameter("a", int, .integer("1")), parameter("b", int, .integer("2"))]
    func name(_ text: String) -> Expression { Expression(.name(text), .zero) }
    let sum = Expression(.binary(.add, name("a"), name("b")), .zero)
    let function = Function(
      name: "total", nameRange: .zero, range: .zero, parameters: total, result: int,
      body: [Statement(.returned(sum), .zero)], placement: .global)
    // `func quotient(a: Int, b: Int = 0) -> Int { a / b }` fails where nobody sets `b`.
    let operands = [parameter("a", int, nil), parameter("b", int, .integer("0"))]
    let division = Expression(.binary(.divide, name("a"), name("b")), TextRange(5, 10))
    let quotient = Function(
      name: "quotient", nameRange: .zero, range: .zero, parameters: operands, result: int,
      body: [Statement(.returned(division), TextRange(5, 10))], placement: .global)
    func configurable(
      _ name: String, _ kind: Configurable.Kind, _ parameters: [Parameter], _ target: Configurable.Target
    )
      -> Configurable
    {
      Configurable(
        name: name, module: "M", kind: kind, language: .swift, file: path, nameRange: .zero, registration: "Config",
        parameters: parameters, result: kind == .function ? int : nil, resultText: "Int", target: target)
    }
    return DefinitionFile(
      .init(
        file: path, language: .swift, module: "M", text: SourceText(""),
        configurables: [
          configurable("Leaf", .structure, leaf, .type(0)), configurable("Node", .structure, node, .type(1)),
          configurable("total", .function, total, .function(0)),
          configurable("quotient", .function, operands, .function(1)),
        ],
        functions: [function, quotient], types: [type("Leaf", leaf), type("Node", node)]))
  }()
}
