// What is each word of a gin file, for an editor that colours by meaning?

import Configurables
import GinSyntax
package import Resolution
package import SourceText

package struct SemanticToken: Sendable, Hashable {
  /// In the order of LSP's legend, which the server announces.
  package enum Kind: Int, Sendable, CaseIterable {
    case namespace, type, function, parameter, macro, enumMember, keyword, number, string, comment, `operator`
  }

  package enum Modifier: Int, Sendable, CaseIterable {
    /// What a binding sets.
    case declaration
    /// A constant of the code.
    case readonly
  }

  package let range: TextRange
  package let kind: Kind
  package let modifiers: [Modifier]

  /// Made once, for a file has ten thousand of them.
  fileprivate static let ofDeclaration: [Modifier] = [.declaration]
}

extension Analysis {
  /// The tokens of a stretch of a gin file, in the order of the text, one never inside another.
  package func semanticTokens(in file: FilePath, within range: TextRange? = nil) -> [SemanticToken] {
    guard let gin = files.ginFile(file)?.syntax else { return [] }
    func isShown(_ part: TextRange) -> Bool {
      range.map { part.end > $0.start && part.start < $0.end } ?? true
    }
    var tokens: [SemanticToken] = []
    for use in nameUses(in: file) {
      if isShown(use.range) { tokens.append(token(of: use)) }
      if let module = gin.text.module(before: use), isShown(module) {
        tokens.append(SemanticToken(range: module, kind: .namespace, modifiers: []))
      }
    }
    for (place, node) in gin.nodes.enumerated() where isShown(node.range) {
      if node.kind == .macroUse, case .macro(let use) = GinValue(file: gin, index: place).content,
        files.definitions.macro(use.name.text).isRequiredMark
      {
        tokens.append(SemanticToken(range: use.name.range, kind: .enumMember, modifiers: [.readonly]))
      }
      guard node.kind.isLeaf else { continue }
      if let kind = SemanticToken.Kind(node, of: gin) {
        tokens.append(SemanticToken(range: node.range, kind: kind, modifiers: []))
      }
    }
    for (place, record) in gin.records.enumerated() where record.kind == .import {
      if case .import(let importing) = gin.statements[place].content {
        for name in [importing.module, importing.importedName, importing.alias].compactMap({ $0 }) {
          tokens.append(SemanticToken(range: name.range, kind: .namespace, modifiers: []))
        }
      }
    }
    if let range { tokens.removeAll { $0.range.end <= range.start || $0.range.start >= range.end } }
    return tokens.sorted { $0.range.start < $1.range.start }
  }

  private func token(of use: NameUse) -> SemanticToken {
    let sets = use.role == .sets ? SemanticToken.ofDeclaration : []
    switch use.thing {
    case .configurable(let id):
      switch definitions.configurables[id].kind {
      case .function, .method: return SemanticToken(range: use.range, kind: .function, modifiers: [])
      case .structure, .classType, .actor, .enumeration:
        return SemanticToken(range: use.range, kind: .type, modifiers: [])
      }
    case .unknown: return SemanticToken(range: use.range, kind: .type, modifiers: [])
    case .parameter, .unknownParameter: return SemanticToken(range: use.range, kind: .parameter, modifiers: sets)
    case .macro, .singleton: return SemanticToken(range: use.range, kind: .macro, modifiers: sets)
    case .constant: return SemanticToken(range: use.range, kind: .enumMember, modifiers: [.readonly])
    case .scope: return SemanticToken(range: use.range, kind: .namespace, modifiers: [])
    }
  }
}

extension SourceText {
  /// `a.b` in front of the configurable `name` of `a.b.name`; nil where it stands alone.
  func module(before use: NameUse) -> TextRange? {
    switch use.thing {
    case .configurable, .unknown: break
    case .parameter, .unknownParameter, .macro, .singleton, .constant, .scope: return nil
    }
    let end = use.range.start.utf8 - 1
    guard end > 0, bytes[end] == UInt8(ascii: ".") else { return nil }
    var start = end
    while start > 0, bytes[start - 1].isPartOfSelector { start -= 1 }
    return start < end ? TextRange(start, end) : nil
  }
}

extension UInt8 {
  /// Letters, digits, `_` and `.`, and all that is not ASCII.
  fileprivate var isPartOfSelector: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."), 0x80...:
      true
    default: false
    }
  }
}

extension SemanticToken.Kind {
  /// Nil for names, which are told apart by what they mean, and for signs that colour nothing.
  fileprivate init?(_ node: SyntaxNode, of gin: GinSyntax.GinFile) {
    switch node.kind {
    case .keyword, .constant: self = .keyword
    case .number: self = .number
    case .string: self = .string
    case .comment: self = .comment
    case .symbol:
      let start = node.range.start.utf8
      guard node.range.length == 1, gin.text.bytes.indices.contains(start) else { return nil }
      switch gin.text.bytes[start] {
      case UInt8(ascii: "@"), UInt8(ascii: "%"), UInt8(ascii: "="): self = .operator
      default: return nil
      }
    default: return nil
    }
  }
}
