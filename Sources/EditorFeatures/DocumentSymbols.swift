// What is the outline of a gin file? Configurables with their bindings below them, macros, includes and imports.

import Configurables
import GinSyntax
package import Resolution
package import SourceText

package struct DocumentSymbol: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case type, function
    /// A configurable that no definition is known of.
    case unknown
    case binding, macro, include, `import`
  }

  package let name: String
  /// A binding's value as it is written, on one line.
  package let detail: String
  package let kind: Kind
  /// Holds the ranges of all children.
  package let range: TextRange
  package let selectionRange: TextRange
  package let children: [DocumentSymbol]
}

extension Analysis {
  /// In the order of the text. Neighbouring bindings of one configurable in one scope stand together, as in a block.
  package func documentSymbols(in file: FilePath) -> [DocumentSymbol] {
    guard let gin = files.ginFile(file) else { return [] }
    var symbols: [DocumentSymbol] = []
    var members: [GinBinding] = []
    func close() {
      if let first = members.first, let last = members.last {
        symbols.append(
          group(
            first.scope, first.selector, TextRange(first.statement.range.start, last.statement.range.end), members))
      }
      members = []
    }
    for statement in gin.syntax.statements where statement.block == nil {
      if case .binding(let binding) = statement.content {
        if let first = members.first, first.scope != binding.scope || first.selector != binding.selector { close() }
        members.append(binding)
        continue
      }
      close()
      if let symbol = symbol(of: statement) { symbols.append(symbol) }
    }
    close()
    return symbols
  }

  private func symbol(of statement: GinStatement) -> DocumentSymbol? {
    switch statement.content {
    case .macro(let macro):
      leaf(.macro, macro.name.text, oneLine(macro.value), statement.range, macro.name.range)
    case .block(let block):
      group(
        block.scope, block.selector, statement.range,
        block.members.compactMap { if case .binding(let binding) = $0.content { binding } else { nil } })
    case .include(let include): leaf(.include, include.path, "", statement.range, include.pathRange)
    case .import(let importing): leaf(.import, importing.path, "", statement.range, importing.module.range)
    case .binding, .incomplete: nil
    }
  }

  private func leaf(
    _ kind: DocumentSymbol.Kind, _ name: String, _ detail: String, _ range: TextRange, _ selection: TextRange
  ) -> DocumentSymbol {
    DocumentSymbol(name: name, detail: detail, kind: kind, range: range, selectionRange: selection, children: [])
  }

  private func group(_ scope: GinName, _ selector: GinName, _ range: TextRange, _ members: [GinBinding])
    -> DocumentSymbol
  {
    let kind: DocumentSymbol.Kind
    switch configurable(selector) {
    case .found(let id):
      switch definitions.configurables[id].kind {
      case .function, .method: kind = .function
      case .structure, .classType, .actor, .enumeration: kind = .type
      }
    case .ambiguous, .unknown: kind = .unknown
    }
    return DocumentSymbol(
      name: scope.isEmpty ? selector.text : scope.text + "/" + selector.text, detail: "", kind: kind, range: range,
      selectionRange: selector.range,
      children: members.map { member in
        leaf(
          .binding, member.parameter.text, oneLine(member.value), member.statement.range,
          member.parameter.range)
      })
  }
}

/// A value as it is written, on one line.
private func oneLine(_ value: GinValue) -> String {
  let lines = value.file.text[value.range].utf8.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
  return lines.map { line in
    let start = line.firstIndex { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") } ?? line.endIndex
    return String(Substring(line[start...]))
  }.joined(separator: " ")
}
