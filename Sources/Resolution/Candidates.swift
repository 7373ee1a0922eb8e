// Which of several configurables is a name likely to mean? A Python program knows only what it has imported, and which
// program reads a file nobody says.

package import Configurables
import GinSyntax
package import SourceText

/// What an ambiguous name can mean, in the light of the file that it stands in.
package struct Candidates: Sendable, Hashable {
  /// Those that take every parameter that the file binds under the name, the nearest first: a program for which the file
  /// works has imported one of them. All of them, where none does.
  package let fitting: [DefinitionIndex.ID]
  package let others: [DefinitionIndex.ID]

  package var all: [DefinitionIndex.ID] { fitting + others }
  /// The only one that the file works with.
  package var only: DefinitionIndex.ID? { fitting.count == 1 && !others.isEmpty ? fitting[0] : nil }

  init(
    _ ids: [DefinitionIndex.ID], named selector: String, in syntax: GinFile, at path: FilePath, _ index: DefinitionIndex
  ) {
    let bound = Self.parameters(boundFor: selector, in: syntax)
    let ordered = ids.map { (id: $0, distance: Self.distance(from: path, to: index.configurables[$0].file)) }
      .sorted {
        ($0.distance, index.configurables[$0.id].selector) < ($1.distance, index.configurables[$1.id].selector)
      }
      .map(\.id)
    let takes = { (id: DefinitionIndex.ID) in
      let configurable = index.configurables[id]
      guard !configurable.acceptsAnyParameter else { return true }
      return bound.allSatisfy { configurable.parameter(named: $0)?.isConfigurable == true }
    }
    let fitting = ordered.filter(takes)
    self.fitting = fitting.isEmpty ? ordered : fitting
    others = fitting.isEmpty ? [] : ordered.filter { !takes($0) }
  }

  private static func parameters(boundFor selector: String, in syntax: GinFile) -> Set<String> {
    var names: Set<String> = []
    for record in syntax.records where record.kind == .binding && record.value >= 0 {
      let spans = (selector: TextRange(record.second), parameter: TextRange(record.third))
      if syntax.text[spans.selector] == selector { names.insert(syntax.text[spans.parameter]) }
    }
    return names
  }

  /// Folders up and down from one file to the other.
  private static func distance(from path: FilePath, to other: FilePath) -> Int {
    let (left, right) = (path.string.split(separator: "/"), other.string.split(separator: "/"))
    let shared = zip(left, right).prefix { $0 == $1 }.count
    return left.count + right.count - 2 * shared
  }
}

extension Analysis {
  /// What a name of several meanings can mean in a file.
  package func candidates(_ ids: [DefinitionIndex.ID], named selector: String, in file: FilePath) -> Candidates? {
    files.ginFile(file).map { Candidates(ids, named: selector, in: $0.syntax, at: file, definitions) }
  }
}

extension TextRange {
  fileprivate init(_ span: Span) { self.init(Int(span.start), Int(span.end)) }
}
