// What lies below a root? The work of finding out, to be run away from the thread that answers the editor.

import GinSyntax
import Resolution
package import SourceText

/// How far a job is.
package struct IndexProgress: Sendable, Hashable {
  /// How much of the work is done, from 0 to 1. It never goes back: what a part finds out that is still to be read is
  /// read in what the part left over.
  package let fraction: Double
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
  let knownPython: PythonIndex
  /// The gin files of the disk, whose imports say which Python is wanted.
  let configs: GinFileTable
  let pythonPaths: [String]
  /// Counts the jobs of a root, so that a result that comes too late is known as such.
  let number: Int

  /// So many bytes of Swift are read while somebody waits.
  private static let mostNearBytes = 1_048_576
  /// So many files are read between two looks at whether anybody still wants them.
  private static let filesAtOnce = 64
  /// So many configs, most of which are small, are read in one go.
  private static let configsAtOnce = 16

  /// - Parameters:
  ///   - progress: called on the same thread.
  ///   - isCancelled: asked every few files.
  /// - Returns: nil when it was cancelled.
  package func run(
    progress: (IndexProgress) -> Void = { _ in }, isCancelled: () -> Bool = { false }
  ) -> IndexResult? {
    let findings = walk.files(
      withExtensions: ["gin", "swift", "py", "sh", "bash", "zsh", "mk"],
      named: ["Makefile", "makefile", "GNUmakefile", "launch.json"], extent, isCancelled: isCancelled)
    if extent == .near { readConfigs(findings.files.map(\.path).filter { $0.name.hasSuffix(".gin") }) }
    var completeness = findings.completeness
    let swiftFiles = findings.files.filter { $0.path.name.hasSuffix(".swift") }
    var swift = known
    var meter = Meter()
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
    let pythonFiles = findings.files.filter { $0.path.name.hasSuffix(".py") }
    meter.begin(wanted.count, of: wanted.count + pythonFiles.count)
    for start in stride(from: 0, to: wanted.count, by: Self.filesAtOnce) {
      guard !isCancelled() else { return nil }
      progress(IndexProgress(fraction: meter.fraction(start), message: wanted[start].path.name))
      let part = wanted[start..<min(start + Self.filesAtOnce, wanted.count)]
      let modules = part.map { (file: $0, module: swift.module(of: $0.path)) }
      for reading in concurrentMap(modules, { SwiftIndex.Reading($0.file, module: $0.module) }) { swift.take(reading) }
    }
    swift.follow(
      text: { path in (try? Disk.bytes(of: path)).map { SourceText(utf8: $0) } },
      parse: { SwiftReader.definitions(of: $0, $1, module: $2) }, isCancelled: isCancelled)
    var python = knownPython
    python.setLibraries(PythonLibraries(root: root, configured: pythonPaths))
    if !pythonFiles.isEmpty { readImports(findings.files.map(\.path), into: &python) }
    let hasAllPython = readPython(pythonFiles, into: &python, meter, progress: progress, isCancelled: isCancelled)
    if !hasAllPython { completeness = .cutShort }
    guard !isCancelled() else { return nil }
    let scripts = readScripts(findings.files)
    guard !isCancelled() else { return nil }
    return IndexResult(
      root: root, ginFiles: findings.files.map(\.path).filter { $0.name.hasSuffix(".gin") },
      nestedRoots: findings.nestedRoots, folders: findings.folders, swift: swift, python: python, scripts: scripts,
      completeness: completeness,
      number: number)
  }

  /// Reads the configs on all cores: the first question about an include wants every one of them.
  private func readConfigs(_ files: [FilePath]) {
    let parts = stride(from: 0, to: files.count, by: Self.configsAtOnce).map { start in
      Array(files[start..<min(start + Self.configsAtOnce, files.count)])
    }
    _ = concurrentMap(parts) { [configs] part in part.count { configs.file(at: $0) != nil } }
  }

  /// VS Code keeps its own file in a folder that no walk looks into.
  private func readScripts(_ files: [FileWalk.File]) -> LaunchScripts {
    var scripts = LaunchScripts()
    let paths = files.map(\.path).filter { LaunchScripts.isScript($0) } + [root.appending(".vscode/launch.json")]
    let texts = concurrentMap(paths) { path in (path, Disk.isFile(path) ? try? Disk.bytes(of: path) : nil) }
    for (path, bytes) in texts { scripts.update(path, bytes) }
    return scripts
  }

  private func readImports(_ files: [FilePath], into python: inout PythonIndex) {
    let gin = files.filter { $0.name.hasSuffix(".gin") }
    python.keepImports(of: Set(gin))
    let imports = concurrentMap(gin) { [configs] path in configs.file(at: path)?.syntax.importedNames }
    for (path, names) in zip(gin, imports) { _ = python.setImports(names, of: path) }
  }

  /// - Returns: false when there was more than somebody who waits has time for.
  private func readPython(
    _ files: [FileWalk.File], into python: inout PythonIndex, _ meter: Meter, progress: (IndexProgress) -> Void,
    isCancelled: () -> Bool
  ) -> Bool {
    var meter = meter
    python.setFiles(files.map(\.path))
    let stamps = Dictionary(files.map { ($0.path, $0.stamp) }, uniquingKeysWith: { first, _ in first })
    var bytes = 0
    let libraries = python.libraryFiles.compactMap { path in
      Disk.stamp(of: path).map { FileWalk.File(path: path, stamp: $0) }
    }
    var waiting = (files + libraries).filter { !python.isCurrent($0.path, $0.stamp) }
    if waiting.isEmpty { waiting = Self.files(python.imported(), stamps) }
    var isWanted = false
    var hasAll = true
    while !waiting.isEmpty {
      // What these files import is read behind them; most of it is in the same folder and among them.
      meter.begin(9, of: 10, items: waiting.count)
      for start in stride(from: 0, to: waiting.count, by: Self.filesAtOnce) {
        guard !isCancelled() else { return false }
        progress(IndexProgress(fraction: meter.fraction(start), message: waiting[start].path.name))
        var part = Array(waiting[start..<min(start + Self.filesAtOnce, waiting.count)])
        if extent == .near {
          part = part.filter { file in
            bytes += file.stamp.size
            return bytes <= Self.mostNearBytes
          }
          hasAll = hasAll && bytes <= Self.mostNearBytes
        }
        let reader = python
        let readings = concurrentMap(part) { [isWanted] file -> PythonIndex.Reading in
          // What cannot be read says nothing, and is not asked for again.
          let contents = (try? Disk.bytes(of: file.path)) ?? []
          return PythonIndex.Reading(
            file.path, SourceText(utf8: contents), stamp: file.stamp, module: reader.module(of: file.path),
            isWanted: isWanted)
        }
        for reading in readings { python.take(reading) }
      }
      guard hasAll else { break }
      waiting = Self.files(python.imported(), stamps)
      isWanted = true
    }
    python.link()
    return hasAll
  }

  /// Files with the stamps that the walk saw; those of libraries were not walked.
  private static func files(_ paths: [FilePath], _ stamps: [FilePath: FileStamp]) -> [FileWalk.File] {
    paths.compactMap { path in
      (stamps[path] ?? Disk.stamp(of: path)).map { FileWalk.File(path: path, stamp: $0) }
    }
  }
}

/// How far a job is, whose parts are not known before.
private struct Meter {
  private var low = 0.0
  private var high = 0.0
  private var items = 0

  /// A part begins: so much of what is left over.
  mutating func begin(_ share: Int, of whole: Int, items: Int? = nil) {
    low = high
    if whole > 0 { high += (1 - high) * Double(share) / Double(whole) }
    self.items = items ?? share
  }

  /// - Parameter done: so many items of the part.
  func fraction(_ done: Int) -> Double { items > 0 ? low + (high - low) * Double(done) / Double(items) : low }
}

package struct IndexResult: Sendable {
  package let root: FilePath
  let ginFiles: [FilePath]
  let nestedRoots: [FilePath]
  let folders: [FileWalk.File]
  let swift: SwiftIndex
  let python: PythonIndex
  let scripts: LaunchScripts
  let completeness: FileWalk.Completeness
  let number: Int
}
