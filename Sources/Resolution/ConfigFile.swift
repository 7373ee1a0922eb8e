// What does one gin file hold? Its text, its tree, and what is derived from them once and kept.

package import GinSyntax
package import SourceText
import Synchronization

/// One version of one gin file. Two versions are told apart by identity, so an unchanged file must stay one object.
package final class ConfigFile: Sendable {
  package let path: FilePath
  package let syntax: GinFile
  package var text: SourceText { syntax.text }
  private let meaning = Mutex<FileMeaning?>(nil)

  /// The paths of its `include` statements, as they are written.
  package let includedPaths: [String]

  package convenience init(path: FilePath, text: SourceText) { self.init(path: path, syntax: GinFile(text)) }

  package init(path: FilePath, syntax: GinFile) {
    self.path = path
    self.syntax = syntax
    includedPaths = syntax.records.indices.compactMap { place in
      guard syntax.records[place].kind == .include, case .include(let include) = syntax.statements[place].content else {
        return nil
      }
      return include.path
    }
  }

  /// What the file means by these definitions; worked out once for them.
  func meaning(by definitions: ProjectDefinitions) -> FileMeaning {
    if let known = meaning.withLock({ $0 }), known.definitions === definitions { return known }
    let made = FileMeaning(of: self, by: definitions)
    meaning.withLock { $0 = made }
    return made
  }
}
