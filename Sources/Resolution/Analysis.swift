// What is known at one moment? An immutable answer to every question about the configs of a workspace.

package import Configurables
package import SourceText
import Synchronization

/// Answers are worked out when they are asked for, and kept. A new moment takes over what did not change.
package final class Analysis: Sendable {
  package let files: ProjectFiles
  package var definitions: DefinitionIndex { files.definitions.index }

  /// - Parameter previous: the analysis of the moment before, from which unchanged answers are taken.
  package init(_ files: ProjectFiles, previous: Analysis? = nil) {
    self.files = files
  }

  /// The config that an entry makes; worked out once.
  package func resolved(_ entry: Entry) -> ResolvedConfig {
    ResolvedConfig(entry: entry, files: [], bindings: [])
  }

  /// The entry in whose light an editor shows the file: the file alone.
  package func entry(for file: FilePath) -> Entry { Entry(file) }

  /// The experiments that the file takes part in: the files that include it, directly or not, and that nobody
  /// includes, and the entries of `gimlet.gin` that hold it. Empty when nothing includes it.
  package func experiments(including file: FilePath) -> [Entry] { [] }

  /// Everything that is to be said about a gin file, in the order of the text.
  package func problems(in file: FilePath) -> [Problem] { [] }

  /// The file that an `include` of `path` in `file` opens, as gin and DESIGN.md search for it.
  package func includedFile(_ path: String, from file: FilePath) -> FilePath? { nil }
}
