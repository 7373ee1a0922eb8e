// Where is it used? Every place of a name, for lists of references and for marks in the open document.

package import Resolution
package import SourceText

extension Analysis {
  /// - Parameter declarations: whether the declared names in code are among the answers.
  package func references(
    in file: FilePath, at offset: TextOffset, declarations: DeclarationsInReferences
  ) -> [FileLocation] {
    guard let (subject, _) = subject(in: file, at: offset) else { return [] }
    return occurrences(of: subject, asked: file)
      .filter { $0.role != .declares || declarations == .included }
      .map(\.location)
  }

  /// The places in the same file of what the cursor is on.
  package func highlights(in file: FilePath, at offset: TextOffset) -> [Occurrence] {
    guard let (subject, _) = subject(in: file, at: offset) else { return [] }
    return occurrences(of: subject, in: file)
  }
}

package enum DeclarationsInReferences: Sendable {
  case included, leftOut
}
