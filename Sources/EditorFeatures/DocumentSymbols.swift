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
  /// A binding's value as it is written, on one line. Of a configurable that no value refers to, that it is a root; of an
  /// include the roots that only it brings.
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
    let roots = ConfigRoots(resolved(entry(for: file)))
    var symbols: [DocumentSymbol] = []
    var members: [OutlineMember] = []
    func close() {
      if let first = members.first, let last = members.last {
        symbols.append(
          group(
            first.scope, first.selector, TextRange(first.statement.range.start, last.statement.range.end), members,
            roots))
      }
      members = []
    }
    for statement in gin.syntax.statements where statement.block == nil {
      if let member = OutlineMember(statement) {
        if let first = members.first, first.scope != member.scope || first.selector != member.selector { close() }
        members.append(member)
        continue
      }
      close()
      if let symbol = symbol(of: statement, in: file, roots) { symbols.append(symbol) }
    }
    close()
    return symbols
  }

  private func symbol(of statement: GinStatement, in file: FilePath, _ roots: ConfigRoots) -> DocumentSymbol? {
    switch statement.content {
    case .macro(let macro):
      leaf(.macro, macro.name.text, oneLine(macro.value), statement.range, macro.name.range)
    case .block(let block):
      group(
        block.scope.text, block.selector, statement.range,
        block.members.compactMap { OutlineMember($0) }, roots)
    case .include(let include):
      leaf(
        .include, include.path, includedRoots(include.path, in: file, roots), statement.range, include.pathRange)
    case .import(let importing): leaf(.import, importing.path, "", statement.range, importing.module.range)
    case .binding, .incomplete: nil
    }
  }

  private func includedRoots(_ path: String, in file: FilePath, _ roots: ConfigRoots) -> String {
    guard let included = includedFile(path, from: file) else { return "" }
    let brought = roots.brought(by: includes(of: included).union([included]), into: file)
    return FeatureWords.roots(brought.map { definitions.shortestSelector(of: $0) })
  }

  private func leaf(
    _ kind: DocumentSymbol.Kind, _ name: String, _ detail: String, _ range: TextRange, _ selection: TextRange
  ) -> DocumentSymbol {
    DocumentSymbol(name: name, detail: detail, kind: kind, range: range, selectionRange: selection, children: [])
  }

  private func group(
    _ scope: String, _ selector: GinName, _ range: TextRange, _ members: [OutlineMember], _ roots: ConfigRoots
  ) -> DocumentSymbol {
    let kind: DocumentSymbol.Kind
    var detail = ""
    switch configurable(selector) {
    case .found(let id):
      if roots.ids.contains(id) { detail = FeatureWords.root }
      switch definitions.configurables[id].kind {
      case .function, .method: kind = .function
      case .structure, .classType, .actor, .enumeration: kind = .type
      }
    case .ambiguous, .unknown: kind = .unknown
    }
    return DocumentSymbol(
      name: scope.isEmpty ? selector.text : scope + "/" + selector.text, detail: detail, kind: kind, range: range,
      selectionRange: selector.range,
      children: members.map { member in
        leaf(
          .binding, member.parameter.text, member.value.map(oneLine) ?? "", member.statement.range,
          member.parameter.range)
      })
  }
}

/// A binding, or what is typed of one: the outline stays as it is while a line is half there.
private struct OutlineMember {
  let statement: GinStatement
  let scope: String
  let selector: GinName
  let parameter: GinName
  let value: GinValue?

  /// Nil for all other statements.
  init?(_ statement: GinStatement) {
    self.statement = statement
    switch statement.content {
    case .binding(let binding):
      (scope, selector, parameter) = (binding.scope.text, binding.selector, binding.parameter)
      value = binding.value
    case .incomplete(let incomplete):
      guard let parameter = incomplete.parameter, !parameter.isEmpty,
        let selector = incomplete.selector ?? statement.block?.selector,
        !selector.isEmpty
      else { return nil }
      (scope, self.selector, self.parameter) = (incomplete.scope?.text ?? "", selector, parameter)
      value = incomplete.value
    case .macro, .block, .import, .include: return nil
    }
  }
}

/// What a config hangs on: what it sets, and no value of it refers to.
private struct ConfigRoots {
  private let config: ResolvedConfig
  private let ordered: [DefinitionIndex.ID]
  let ids: Set<DefinitionIndex.ID>

  init(_ config: ResolvedConfig) {
    self.config = config
    ordered = config.roots
    ids = Set(ordered)
  }

  /// Those that the included files bind, and `file` does not.
  func brought(by included: Set<FilePath>, into file: FilePath) -> [DefinitionIndex.ID] {
    ordered.filter { id in
      let files = config.files(binding: id)
      return !files.contains(file) && !files.isDisjoint(with: included)
    }
  }
}

/// A value as it is written, on one line.
private func oneLine(_ value: GinValue) -> String {
  let text = value.file.text[value.range]
  guard text.utf8.contains(where: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) else { return text }
  let lines = text.utf8.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
  return lines.map { line in
    let start = line.firstIndex { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") } ?? line.endIndex
    return String(Substring(line[start...]))
  }.joined(separator: " ")
}
