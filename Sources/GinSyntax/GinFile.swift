// What does a gin file say? Its statements, its problems, and the tree that they come from.

package import SourceText

/// A parsed gin file, immutable. Every text has one: what gin refuses becomes a problem and an incomplete statement.
package final class GinFile: Sendable {
  package let text: SourceText
  /// Every leaf of the file and what holds them, in the order of the text.
  package let nodes: [SyntaxNode]
  /// In the order of the text; the first is the one at which gin-config's parser stops.
  package let problems: [SyntaxProblem]
  /// The statements as they are kept: for passes over whole files, which views would slow down.
  package let records: [StatementRecord]
  /// What the imports bring in and bind.
  package let importedNames: ImportedNames

  package convenience init(_ text: String) { self.init(SourceText(text)) }

  /// - Parameter registered: what files that are parsed before this text have registered through their imports.
  package init(_ text: SourceText, registered: [String: String]? = nil) {
    self.text = text
    let result = text.bytes.withUnsafeBufferPointer { bytes in
      var parser = GinParser(bytes)
      return parser.parse()
    }
    nodes = result.nodes
    records = result.records
    problems = result.problems
    var importedNames = ImportedNames(result.records, text)
    importedNames.registered = registered
    self.importedNames = importedNames
  }

  /// The statements in the order in which gin-config's parser yields them: a block, then its bindings.
  package var statements: GinStatements { GinStatements(file: self, indices: 0..<records.count) }

  /// The leaves in the order of the text. Their texts, with the white space between them, are the file.
  package var leaves: some Sequence<SyntaxNode> { nodes.lazy.filter(\.kind.isLeaf) }

  package func name(_ range: TextRange) -> GinName { GinName(file: self, range: range) }
}

/// Statements of a file, made as they are asked for.
package struct GinStatements: RandomAccessCollection, Sendable {
  let file: GinFile
  package let indices: Range<Int>

  package var startIndex: Int { indices.lowerBound }
  package var endIndex: Int { indices.upperBound }
  package subscript(index: Int) -> GinStatement { GinStatement(file: file, index: index) }
}

/// A stretch of a file as a name or another text, equal to every other with the same bytes.
package struct GinName: Hashable, Sendable, CustomStringConvertible {
  package let file: GinFile
  package let range: TextRange

  package var text: String { file.text[range] }
  package var description: String { text }
  package var isEmpty: Bool { range.isEmpty }

  package static func == (left: GinName, right: GinName) -> Bool {
    left.bytes.elementsEqual(right.bytes)
  }

  package static func == (left: GinName, right: String) -> Bool { left.bytes.elementsEqual(right.utf8) }

  package func hash(into hasher: inout Hasher) {
    bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
  }

  /// The bytes, clamped to the file.
  package var bytes: ArraySlice<UInt8> {
    let all = file.text.bytes
    let start = Swift.min(range.start.utf8, all.count)
    return all[start..<Swift.max(start, Swift.min(range.end.utf8, all.count))]
  }
}
