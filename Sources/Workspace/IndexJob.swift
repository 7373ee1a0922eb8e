// What lies below a root? The work of finding out, to be run away from the thread that answers the editor.

package import SourceText

/// How far a job is.
package struct IndexProgress: Sendable, Hashable {
  /// Files that were read.
  package let done: Int
  /// Files to read; grows no more once the folders are walked.
  package let total: Int
  /// "Trainer.swift".
  package let message: String
}

/// Finds and reads the files below one root. A value: it can be run anywhere, and its result is applied by the owner of
/// the workspace.
package struct IndexJob: Sendable {
  package let root: FilePath

  /// - Parameters:
  ///   - progress: called on the same thread, at most once a file.
  ///   - isCancelled: asked between files.
  /// - Returns: nil when it was cancelled.
  package func run(
    progress: (IndexProgress) -> Void = { _ in }, isCancelled: () -> Bool = { false }
  ) -> IndexResult? { nil }
}

package struct IndexResult: Sendable {
  package let root: FilePath
}
