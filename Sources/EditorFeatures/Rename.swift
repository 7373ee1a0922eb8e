// What changes when a name changes? A macro's, in all files that are read together with this one.
//
// Only what stands in configs alone is renamed: of configurables and parameters the code's own uses are not all known,
// and a rename that forgets one breaks the program.

import GinSyntax
package import Resolution
package import SourceText

package enum RenameAnswer: Sendable, Hashable {
  case changes([TextChange])
  /// Why not, in a sentence.
  case refused(String)
}

extension Analysis {
  /// The name that a rename at this place would change; nil where there is none.
  package func renamable(in file: FilePath, at offset: TextOffset) -> TextRange? {
    guard case .named(let thing)? = subject(in: file, at: offset)?.subject, case .macro = thing else { return nil }
    return subject(in: file, at: offset)?.range
  }

  package func rename(in file: FilePath, at offset: TextOffset, to name: String) -> RenameAnswer {
    guard let (subject, _) = subject(in: file, at: offset), case .named(.macro(let old)) = subject else {
      return .refused(FeatureWords.notRenamable)
    }
    guard Self.isMacroName(name) else { return .refused(FeatureWords.noMacroName(name)) }
    let files = filesReadTogether(with: file)
    let new = Subject.named(.macro(name))
    if name != old, let clash = files.lazy.flatMap({ self.occurrences(of: new, in: $0) }).first {
      return .refused(FeatureWords.nameIsTaken(name, place(clash.location).plainText))
    }
    let changes = files.flatMap { self.occurrences(of: subject, in: $0) }.map {
      TextChange(location: $0.location, replacement: name)
    }
    return .changes(changes)
  }

  /// Every file that some experiment reads together with this one, in the order of their paths.
  func filesReadTogether(with file: FilePath) -> [FilePath] {
    var seen: Set<FilePath> = [file]
    var waiting = [file]
    while let next = waiting.popLast() {
      let near = includes(of: next).union(experiments(including: next).flatMap(\.files))
      for other in near where seen.insert(other).inserted { waiting.append(other) }
    }
    return seen.sorted()
  }

  /// Names between slashes, as gin's grammar has them (`config_parser.py`, `IDENTIFIER_RE`).
  private static func isMacroName(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return parts.allSatisfy { $0.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_]*/) != nil }
      && !["True", "False", "None", "include", "import", "from"].contains(name)
  }
}
