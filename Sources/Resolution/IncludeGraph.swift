// Which file includes which? The edges between all gin files that are known.

import GinSyntax
import SourceText
import Synchronization

struct IncludeGraph: Sendable {
  /// As in `ProjectFiles`, with the version of each that the edges were made of.
  private var paths: [FilePath]
  private var versions: [ConfigFile?]
  /// What each file's includes open.
  private var opened: [[FilePath]]
  private var places: [FilePath: Int] = [:]
  private var includers: [FilePath: [FilePath]] = [:]
  /// What was worked out over these edges; an edit that keeps them keeps it.
  private(set) var experiments = ExperimentMemo()

  /// An edit that changes no `include` keeps every edge.
  init(_ files: ProjectFiles, previous: IncludeGraph?) {
    let versions = files.allGinFiles.map(files.ginFile)
    if let previous, previous.paths == files.allGinFiles,
      zip(previous.versions, versions).allSatisfy({ $0 === $1 || $0?.includedPaths == $1?.includedPaths })
    {
      self = previous
      self.versions = versions
      return
    }
    let search = IncludeSearch(files: files)
    paths = files.allGinFiles
    self.versions = versions
    opened = zip(paths, versions).map { path, file in
      (file?.includedPaths ?? []).compactMap { written in
        guard case .found(let found) = search.find(written, from: path) else { return nil }
        return found.path
      }
    }
    for (place, path) in paths.enumerated() {
      places[path] = place
      for file in opened[place] { includers[file, default: []].append(path) }
    }
  }

  /// The files that include this one, directly or not, and that nobody includes, sorted. A circle of files that
  /// nobody outside includes has no root.
  func roots(including file: FilePath) -> [FilePath] {
    var seen: Set<FilePath> = [file]
    var waiting = includers[file] ?? []
    var roots: [FilePath] = []
    while let path = waiting.popLast() {
      guard seen.insert(path).inserted else { continue }
      let outer = includers[path] ?? []
      if outer.isEmpty { roots.append(path) }
      waiting += outer
    }
    return roots.sorted()
  }

  /// Whether nobody includes the file.
  func isRoot(_ file: FilePath) -> Bool { includers[file] == nil }

  func reachable(from file: FilePath) -> Set<FilePath> {
    var seen: Set<FilePath> = []
    var waiting = places[file].map { opened[$0] } ?? []
    while let path = waiting.popLast() {
      guard seen.insert(path).inserted else { continue }
      waiting += places[path].map { opened[$0] } ?? []
    }
    return seen
  }

  func reaches(from start: FilePath, _ file: FilePath) -> Bool { reachable(from: start).contains(file) }
}

/// The experiments of each file that was asked about.
final class ExperimentMemo: Sendable {
  private struct Known {
    var named: [Entry] = []
    var byFile: [FilePath: [Entry]] = [:]
  }
  private let known = Mutex(Known())

  /// - Parameter named: the experiments with names, which do not hang on the edges.
  func experiments(of file: FilePath, named: [Entry], _ work: () -> [Entry]) -> [Entry] {
    let found = known.withLock { known -> [Entry]? in
      if known.named != named { known = Known(named: named) }
      return known.byFile[file]
    }
    if let found { return found }
    let made = work()
    known.withLock { known in if known.named == named { known.byFile[file] = made } }
    return made
  }
}
