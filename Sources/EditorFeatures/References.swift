// Where is it used? Every place of a name, for lists of references and for marks in the open document.

import Configurables
package import Resolution
package import SourceText

extension Analysis {
  /// - Parameter declarations: whether the declared names in code are among the answers.
  package func references(
    in file: FilePath, at offset: TextOffset, declarations: DeclarationsInReferences
  ) -> [FileLocation] {
    guard let (subject, _) = subject(in: file, at: offset) else { return [] }
    let known = occurrences(of: subject, asked: file)
    let declared = Set(known.filter { $0.role == .declares }.map(\.location))
    var found = Set(known.map(\.location)).union(codeUses(of: subject, within: .allFiles))
    if declarations == .leftOut { found.subtract(declared) }
    return found.sorted { ($0.file, $0.range.start) < ($1.file, $1.range.start) }
  }

  /// The places in the same file of what the cursor is on.
  package func highlights(in file: FilePath, at offset: TextOffset) -> [Occurrence] {
    guard let (subject, _) = subject(in: file, at: offset) else { return [] }
    let known = occurrences(of: subject, in: file)
    guard Language(ofCode: file) != nil else { return known }
    let seen = Set(known.map(\.location))
    let uses = codeUses(of: subject, within: .file(file)).filter { !seen.contains($0) }
    return (known + uses.map { Occurrence(location: $0, role: .reads) }).sorted {
      $0.location.range.start < $1.location.range.start
    }
  }
}

package enum DeclarationsInReferences: Sendable {
  case included, leftOut
}
