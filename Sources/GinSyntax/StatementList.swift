// What would gin-config's own parser yield for a file? The rows of `gimlet parse`.

import SourceText

/// One statement as gin-config's parser yields it. CONTRACT's `parse --format json` has a key for each property.
package struct StatementRow: Hashable, Sendable {
  /// From one: the parser's `location.line_num`.
  package let line: Int
  package let content: Content

  package enum Content: Hashable, Sendable {
    /// - `value`: what CPython's `repr` prints; references and macros as they are written.
    case binding(scope: String, selector: String, parameter: String, value: String)
    case macro(name: String, value: String)
    case block(scope: String, selector: String)
    case `import`(text: String)
    case include(path: String)
  }

  /// The value of the key `kind`.
  package var kind: String {
    switch content {
    case .binding: "binding"
    case .macro: "macro"
    case .block: "block"
    case .import: "import"
    case .include: "include"
    }
  }

  /// The row as a person reads it.
  package var text: String {
    switch content {
    case .binding(let scope, let selector, let parameter, let value):
      (scope.isEmpty ? "" : scope + "/") + selector + "." + parameter + " = " + value
    case .macro(let name, let value): name + " = " + value
    case .block(let scope, let selector): (scope.isEmpty ? "" : scope + "/") + selector + ":"
    case .import(let text): text
    case .include(let path): "include '" + path + "'"
    }
  }
}

extension GinFile {
  /// Every whole statement, those behind a problem too.
  package var rows: [StatementRow] { statements.compactMap(\.row) }
}

extension GinStatement {
  /// Nil for a statement that gin refuses.
  package var row: StatementRow? {
    switch content {
    case .binding(let binding):
      StatementRow(
        line: line,
        content: .binding(
          scope: binding.scope.text, selector: binding.selector.text, parameter: binding.parameter.text,
          value: binding.value.canonicalText))
    case .macro(let macro):
      StatementRow(line: line, content: .macro(name: macro.name.text, value: macro.value.canonicalText))
    case .block(let block):
      StatementRow(line: line, content: .block(scope: block.scope.text, selector: block.selector.text))
    case .import(let statement): StatementRow(line: line, content: .import(text: statement.text))
    case .include(let include): StatementRow(line: line, content: .include(path: include.path))
    case .incomplete: nil
    }
  }
}
