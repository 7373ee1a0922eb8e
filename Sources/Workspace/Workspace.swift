// Which files belong together? Roots, open documents over the disk, and the index below each root.
//
// A workspace is confined to one thread, the consumer of a server or the main thread of a command. What leaves it is
// immutable: an `Analysis` to answer from, an `IndexJob` to run elsewhere.

import Configurables
package import Resolution
package import SourceText

package final class Workspace {
  /// What a folder below a root with a `gimlet.gin` of its own is.
  package enum NestedRoots: Sendable {
    /// A workspace of its own.
    case separate
    /// A part of the root around it.
    case joined
  }

  package private(set) var roots: [FilePath]
  package private(set) var settings: WorkspaceSettings
  private let nestedRoots: NestedRoots
  private var documents: [FilePath: Document] = [:]

  /// Grows with everything that may change an answer.
  package private(set) var generation = 0

  /// - Parameter roots: the folders that the client names; without any, each file's own root is found from the file.
  package init(
    roots: [FilePath], settings: WorkspaceSettings = WorkspaceSettings(), nestedRoots: NestedRoots = .separate
  ) {
    self.roots = roots
    self.settings = settings
    self.nestedRoots = nestedRoots
  }

  // MARK: Documents

  /// The open documents, by path.
  package var openDocuments: [Document] { documents.values.sorted { $0.path < $1.path } }

  package func document(at path: FilePath) -> Document? { documents[path] }

  /// From now on the given text is the file's text, whatever the disk says. A document that is open already is replaced.
  package func open(_ path: FilePath, text: String, version: Int, languageID: String) {}

  /// Edits an open document.
  /// - Returns: whether the document is open; edits of others are ignored.
  @discardableResult
  package func change(_ path: FilePath, _ changes: [DocumentChange], version: Int) -> Bool { false }

  /// From now on the disk's text is the file's text again.
  package func close(_ path: FilePath) {}

  // MARK: The world around

  package func setRoots(_ roots: [FilePath]) {}

  /// The settings of the client; `gimlet.gin` of a root goes before them.
  package func settingsChanged(_ settings: WorkspaceSettings) {}

  /// Files or folders were made, changed or deleted.
  package func filesChanged(_ paths: [FilePath]) {}

  /// Asks the disk about every file that open documents depend on, for clients that do not watch files.
  /// - Returns: whether anything had changed.
  @discardableResult
  package func rescan() -> Bool { false }

  // MARK: Answers

  /// The root that a file belongs to.
  package func root(of path: FilePath) -> FilePath { RootDiscovery.root(of: path) }

  /// What is known at this moment about the workspace that holds `path`. Costs little when nothing changed, and then
  /// gives the same object again.
  package func snapshot(for path: FilePath) -> Analysis {
    Analysis(ProjectFiles(roots: roots, definitions: ProjectDefinitions(.init()), ginFile: { _ in nil }))
  }

  // MARK: Indexing

  /// The work that is not yet done or under way, to be run on another thread; empty when there is none. To be asked for
  /// after `init`, `open`, `setRoots`, `settingsChanged` and `filesChanged`.
  package func indexJobs() -> [IndexJob] { [] }

  /// Takes over what a job found. Files that changed in the meantime keep what is newer.
  package func apply(_ result: IndexResult) {}
}
