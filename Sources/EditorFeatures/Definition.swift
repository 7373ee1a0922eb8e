// Where is it defined? From what is under the cursor to the name that declares it.

package import Resolution
package import SourceText

package struct DefinitionAnswer: Sendable, Hashable {
  package struct Target: Sendable, Hashable {
    package let file: FilePath
    /// The whole declaration or statement.
    package let range: TextRange
    /// The declared name itself.
    package let selectionRange: TextRange

    package init(file: FilePath, range: TextRange, selectionRange: TextRange) {
      self.file = file
      self.range = range
      self.selectionRange = selectionRange
    }
  }

  /// What was asked about.
  package let origin: TextRange
  /// The likeliest first; never empty.
  package let targets: [Target]
}

extension Analysis {
  /// The declarations of what stands at the place; nil where nothing is declared.
  package func definition(in file: FilePath, at offset: TextOffset) -> DefinitionAnswer? {
    nil
  }
}
