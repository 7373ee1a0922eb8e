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
    let known = allNames(of: subject).flatMap { occurrences(of: $0, asked: file) }
    let declared = Set(known.filter { $0.role == .declares }.map(\.location))
    var found = Set(known.map(\.location)).union(codeUses(of: subject, within: .allFiles))
    if declarations == .leftOut { found.subtract(declared) }
    return found.sorted { ($0.file, $0.range.start) < ($1.file, $1.range.start) }
  }

  /// The places in the same file of what the cursor is on.
  package func highlights(in file: FilePath, at offset: TextOffset) -> [Occurrence] {
    guard let (subject, _) = subject(in: file, at: offset) else { return [] }
    var seen: Set<FileLocation> = []
    let known = allNames(of: subject).flatMap { occurrences(of: $0, in: file) }
      .filter { seen.insert($0.location).inserted }
    let uses = Language(ofCode: file) == nil ? [] : codeUses(of: subject, within: .file(file))
    let read = uses.filter { seen.insert($0).inserted }.map { Occurrence(location: $0, role: .reads) }
    return (known + read).sorted { $0.location.range.start < $1.location.range.start }
  }

  /// A parameter that several configurables inherit from one declaration is one thing, whichever of them binds it.
  private func allNames(of subject: Subject) -> [Subject] {
    guard case .named(.parameter(let id, let name)) = subject, let parameter = definitions.parameter(name, of: id) else {
      return [subject]
    }
    return owners(of: id, parameter).configurables.map { .named(.parameter($0, parameter.name)) }
  }
}

package enum DeclarationsInReferences: Sendable {
  case included, leftOut
}
