// Which functions and classes stand in a Python text, and where? All of them, in the order of the text.

package import Configurables
package import SourceText

/// A function or a class, at any depth.
package struct PythonOutlineEntry: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable { case function, classDefinition = "class" }

  package let kind: Kind
  /// With the definitions around it, joined by periods.
  package let name: String
  package let nameRange: TextRange
  package let parameters: [Parameter]
  /// As the code writes them.
  package let decorators: [String]
}

package struct PythonOutline: Sendable {
  package let entries: [PythonOutlineEntry]
  package let problems: [PythonSyntaxError]

  package init(_ text: SourceText) {
    (entries, problems) = text.bytes.withUnsafeBufferPointer { bytes in
      var parser = PythonParser(bytes)
      var reader = OutlineReader(parser: parser)
      reader.read(parser.module(), in: [])
      return (reader.entries, reader.problems)
    }
  }
}

private struct OutlineReader {
  let parser: PythonParser
  var entries: [PythonOutlineEntry] = []
  var problems: [PythonSyntaxError] = []

  mutating func read(_ statements: [PythonStatement], in path: [String]) {
    for statement in statements {
      switch statement.kind {
      case .function(let function):
        add(.function, function.name, function.nameRange, function.parameters, function.decorators, in: path)
        read(function.body, in: path + [function.name])
      case .classDefinition(let definition):
        add(.classDefinition, definition.name, definition.nameRange, [], definition.decorators, in: path)
        read(definition.body, in: path + [definition.name])
      case .broken(let error): problems.append(error)
      default: for block in statement.blocks { read(block, in: path) }
      }
    }
  }

  private mutating func add(
    _ kind: PythonOutlineEntry.Kind, _ name: String, _ nameRange: TextRange, _ parameters: [Parameter],
    _ decorators: [Expression], in path: [String]
  ) {
    entries.append(
      PythonOutlineEntry(
        kind: kind, name: (path + [name]).joined(separator: "."), nameRange: nameRange, parameters: parameters,
        decorators: decorators.map { parser.text($0.range) }))
  }
}

extension PythonStatement {
  /// The blocks of a statement that defines nothing itself.
  var blocks: [[PythonStatement]] {
    switch kind {
    case .conditional(_, let then, let otherwise): [then, otherwise]
    case .whileLoop(_, let body, let otherwise), .forLoop(_, _, let body, let otherwise): [body, otherwise]
    case .attempt(let attempt): [attempt.body] + attempt.handlers.map(\.body) + [attempt.otherwise, attempt.finally]
    case .with(_, let body): [body]
    case .match(_, let cases): cases.map(\.body)
    case .simple, .annotated, .function, .classDefinition, .imports, .broken: []
    }
  }
}
