// What are the pieces of a statement, and where do they stand?

import PythonText
package import SourceText

/// A statement as gin-config's parser yields it, or what is left of one that it refuses.
package struct GinStatement: Sendable {
  package let file: GinFile
  /// The place among the file's statements.
  package let index: Int

  package enum Content: Sendable {
    case binding(GinBinding)
    case macro(GinMacro)
    case block(GinBlock)
    case `import`(GinImport)
    case include(GinInclude)
    case incomplete(GinIncomplete)
  }

  package var content: Content {
    switch record.kind {
    case .binding: .binding(GinBinding(statement: self))
    case .macro: .macro(GinMacro(statement: self))
    case .block: .block(GinBlock(statement: self))
    case .import: .import(GinImport(statement: self))
    case .include: .include(GinInclude(statement: self))
    default: .incomplete(GinIncomplete(statement: self))
    }
  }

  package var kind: SyntaxKind { record.kind }

  /// From the first to the last character that means something; a block's holds its members.
  package var range: TextRange { record.span.range }

  /// The text of the statement, to compare or to hash: equal texts in equal circumstances mean the same. A binding
  /// inside a block also depends on the block's scope and selector.
  package var text: GinName { file.name(range) }

  /// The line, from one, on which the statement starts: gin-config's `location.line_num`.
  package var line: Int { file.text.line(of: TextOffset(Int(record.span.start))) + 1 }

  /// The block that this binding, or incomplete statement, stands in.
  package var block: GinBlock? {
    guard record.block >= 0 else { return nil }
    return GinBlock(statement: GinStatement(file: file, index: Int(record.block)))
  }

  /// The place of the statement's node among the file's nodes.
  package var nodeIndex: Int { Int(record.node) }

  var record: StatementRecord { file.records[index] }
  func name(_ span: Span) -> GinName { file.name(span.isNone ? .zero : span.range) }
  func optionalName(_ span: Span) -> GinName? { span.isNone ? nil : file.name(span.range) }
  var value: GinValue? { record.value >= 0 ? GinValue(file: file, index: Int(record.value)) : nil }
}

/// `scope/module.name.parameter = value`, or `parameter = value` inside a block.
package struct GinBinding: Sendable {
  package let statement: GinStatement

  /// `a/b` of `a/b/f.x`; empty without. Inside a block it is the block's.
  package var scope: GinName { statement.name(statement.record.first) }
  /// `module.name`. Inside a block it is the block's.
  package var selector: GinName { statement.name(statement.record.second) }
  package var parameter: GinName { statement.name(statement.record.third) }
  package var value: GinValue { GinValue(file: statement.file, index: Int(max(0, statement.record.value))) }
}

/// `NAME = value`, `scope/NAME = value`.
package struct GinMacro: Sendable {
  package let statement: GinStatement

  /// `scope/NAME`: gin-config knows macros by their whole names.
  package var name: GinName {
    let record = statement.record
    return statement.name(
      Span(start: record.first.isNone ? record.second.start : record.first.start, end: record.second.end))
  }
  package var value: GinValue { GinValue(file: statement.file, index: Int(max(0, statement.record.value))) }
}

/// `scope/module.name:` and the bindings below it.
package struct GinBlock: Sendable {
  package let statement: GinStatement

  package var scope: GinName { statement.name(statement.record.first) }
  package var selector: GinName { statement.name(statement.record.second) }

  /// Its bindings, and what is left of members that gin refuses.
  package var members: GinStatements {
    let first = statement.index + 1
    return GinStatements(file: statement.file, indices: first..<first + Int(statement.record.memberCount))
  }
}

/// `import a.b as c`, `from a import b as c`.
package struct GinImport: Sendable {
  package let statement: GinStatement

  /// `a.b` of `import a.b`, `a` of `from a import b`.
  package var module: GinName { statement.name(statement.record.first) }
  /// `b` of `from a import b`.
  package var importedName: GinName? { statement.optionalName(statement.record.second) }
  /// `c` of `as c`.
  package var alias: GinName? { statement.optionalName(statement.record.third) }
  package var isFrom: Bool { !statement.record.second.isNone }

  /// The module with the imported name: `a.b` of `from a import b`.
  package var path: String { importedName.map { module.text + "." + $0.text } ?? module.text }

  /// The name that the import binds in its file (`config_parser.py`, `bound_name`).
  package var boundName: String {
    if let name = alias ?? importedName { return name.text }
    return module.text.split(separator: ".").first.map(String.init) ?? ""
  }

  /// `from __gin__ import dynamic_registration`.
  package var isDynamicRegistration: Bool { path == "__gin__.dynamic_registration" && isFrom }

  /// The statement in gin-config's own spelling.
  package var text: String {
    let alias = alias.map { " as " + $0.text } ?? ""
    guard let importedName else { return "import " + module.text + alias }
    return "from " + module.text + " import " + importedName.text + alias
  }
}

/// `include 'path'`.
package struct GinInclude: Sendable {
  package let statement: GinStatement

  /// The path as it is written; U+FFFD stands for surrogates, which no path holds.
  package var path: String {
    guard case .string(let path)? = value.literal else { return "" }
    return path.repaired
  }

  /// The string, quotes included.
  package var pathRange: TextRange { value.range }
  private var value: GinValue { GinValue(file: statement.file, index: Int(max(0, statement.record.value))) }
}

/// What is left of a statement that gin refuses.
package struct GinIncomplete: Sendable {
  package let statement: GinStatement

  /// `a/b` of `a/b/`; nil without a slash.
  package var scope: GinName? { statement.optionalName(statement.record.first) }
  /// `Foo` of `Foo`, `Foo.` and `Foo.bar`; empty behind `a/`; nil where the statement does not begin with a name.
  package var selector: GinName? { statement.optionalName(statement.record.second) }
  /// `bar` of `Foo.bar`, and of a block's member; empty behind `Foo.`; nil without a period.
  package var parameter: GinName? { statement.optionalName(statement.record.third) }
  /// What was read of a value, perhaps with `unexpected` parts; nil where there is no `=`, or nothing behind it.
  package var value: GinValue? { statement.value }
}
