// What lies below a root? The work of finding out, to be run away from the thread that answers the editor.

package import SourceText

/// How far a job is.
package struct IndexProgress: Sendable, Hashable {
  /// Files that were read.
  package let done: Int
  /// Files to read.
  package let total: Int
  /// The name of the file that is being read, "Trainer.swift".
  package let message: String
}

/// Finds and reads the files below one root. A value: it can be run on any thread, and its result is applied by the
/// owner of the workspace.
package struct IndexJob: Sendable {
  package let root: FilePath
  let walk: FileWalk
  let extent: FileWalk.Extent
  /// What an earlier job found; files that did not change since are not read again.
  let known: SwiftIndex
  /// Counts the jobs of a root, so that a result that comes too late is known as such.
  let number: Int

  /// So many bytes of Swift are read while somebody waits.
  private static let mostNearBytes = 1_048_576

  /// - Parameters:
  ///   - progress: called on the same thread, at most once a file.
  ///   - isCancelled: asked between files.
  /// - Returns: nil when it was cancelled.
  package func run(
    progress: (IndexProgress) -> Void = { _ in }, isCancelled: () -> Bool = { false }
  ) -> IndexResult? {
    let findings = walk.files(withExtensions: ["gin", "swift"], extent, isCancelled: isCancelled)
    var completeness = findings.completeness
    let swiftFiles = findings.files.filter { $0.path.name.hasSuffix(".swift") }
    var swift = known
    if completeness == .whole { swift.keep(only: Set(swiftFiles.map(\.path))) }
    for path in swift.reloadModules() { swift.remove(path) }
    var bytes = 0
    for (place, file) in swiftFiles.enumerated() {
      guard !isCancelled() else { return nil }
      guard file.path.name != "Package.swift", !swift.isCurrent(file.path, file.stamp) else { continue }
      bytes += file.stamp.size
      if extent == .near, bytes > Self.mostNearBytes {
        completeness = .cutShort
        break
      }
      progress(IndexProgress(done: place, total: swiftFiles.count, message: file.path.name))
      guard let contents = try? Disk.bytes(of: file.path) else { continue }
      swift.update(file.path, SourceText(utf8: contents), stamp: file.stamp) { text, module in
        SwiftReader.definitions(of: file.path, text, module: module)
      }
    }
    swift.follow(
      text: { path in (try? Disk.bytes(of: path)).map { SourceText(utf8: $0) } },
      parse: { SwiftReader.definitions(of: $0, $1, module: $2) }, isCancelled: isCancelled)
    guard !isCancelled() else { return nil }
    return IndexResult(
      root: root, ginFiles: findings.files.map(\.path).filter { $0.name.hasSuffix(".gin") },
      nestedRoots: findings.nestedRoots, folders: findings.folders, swift: swift, completeness: completeness,
      number: number)
  }
}

package struct IndexResult: Sendable {
  package let root: FilePath
  let ginFiles: [FilePath]
  let nestedRoots: [FilePath]
  let folders: [FileWalk.File]
  let swift: SwiftIndex
  let completeness: FileWalk.Completeness
  let number: Int
}
