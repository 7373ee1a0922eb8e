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
  /// So many files are read between two looks at whether anybody still wants them.
  private static let filesAtOnce = 64

  /// - Parameters:
  ///   - progress: called on the same thread.
  ///   - isCancelled: asked every few files.
  /// - Returns: nil when it was cancelled.
  package func run(
    progress: (IndexProgress) -> Void = { _ in }, isCancelled: () -> Bool = { false }
  ) -> IndexResult? {
    let findings = walk.files(withExtensions: ["gin", "swift", "py"], extent, isCancelled: isCancelled)
    var completeness = findings.completeness
    let swiftFiles = findings.files.filter { $0.path.name.hasSuffix(".swift") }
    var swift = known
    if completeness == .whole { swift.keep(only: Set(swiftFiles.map(\.path))) }
    for path in swift.reloadModules() { swift.remove(path) }
    var wanted: [FileWalk.File] = []
    var bytes = 0
    for file in swiftFiles where file.path.name != "Package.swift" && !swift.isCurrent(file.path, file.stamp) {
      bytes += file.stamp.size
      if extent == .near, bytes > Self.mostNearBytes {
        completeness = .cutShort
        break
      }
      wanted.append(file)
    }
    for start in stride(from: 0, to: wanted.count, by: Self.filesAtOnce) {
      guard !isCancelled() else { return nil }
      progress(IndexProgress(done: start, total: wanted.count, message: wanted[start].path.name))
      let part = wanted[start..<min(start + Self.filesAtOnce, wanted.count)]
      let modules = part.map { (file: $0, module: swift.module(of: $0.path)) }
      for reading in concurrentMap(modules, { SwiftIndex.Reading($0.file, module: $0.module) }) { swift.take(reading) }
    }
    swift.follow(
      text: { path in (try? Disk.bytes(of: path)).map { SourceText(utf8: $0) } },
      parse: { SwiftReader.definitions(of: $0, $1, module: $2) }, isCancelled: isCancelled)
    let python = Self.configuringPython(
      among: findings.files, mostBytes: extent == .near ? Self.mostNearBytes : Int.max, isCancelled: isCancelled)
    guard !isCancelled() else { return nil }
    return IndexResult(
      root: root, ginFiles: findings.files.map(\.path).filter { $0.name.hasSuffix(".gin") },
      nestedRoots: findings.nestedRoots, folders: findings.folders, swift: swift, configuringPython: python,
      completeness: completeness,
      number: number)
  }

  /// The first Python file that speaks of gin: it may register names that nobody here can read.
  private static func configuringPython(
    among files: [FileWalk.File], mostBytes: Int, isCancelled: () -> Bool
  ) -> FilePath? {
    var bytes = 0
    for file in files where file.path.name.hasSuffix(".py") && bytes <= mostBytes && !isCancelled() {
      bytes += file.stamp.size
      guard let contents = try? Disk.bytes(of: file.path) else { continue }
      if mentionsGin(contents) { return file.path }
    }
    return nil
  }

  /// Whether `gin` stands in the bytes as a word of its own.
  static func mentionsGin(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      for index in bytes.indices.dropLast(2) where bytes[index] == UInt8(ascii: "g") {
        guard bytes[index + 1] == UInt8(ascii: "i"), bytes[index + 2] == UInt8(ascii: "n") else { continue }
        let before = index > 0 ? bytes[index - 1] : 0
        let after = index + 3 < bytes.count ? bytes[index + 3] : 0
        if !isWordPart(before), !isWordPart(after) { return true }
      }
      return false
    }
  }

  private static func isWordPart(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || byte >= 0x80 || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
      || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
  }
}

package struct IndexResult: Sendable {
  package let root: FilePath
  let ginFiles: [FilePath]
  let nestedRoots: [FilePath]
  let folders: [FileWalk.File]
  let swift: SwiftIndex
  let configuringPython: FilePath?
  let completeness: FileWalk.Completeness
  let number: Int
}
