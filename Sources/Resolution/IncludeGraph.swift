// Which file includes which? The edges between all gin files that are known.

import GinSyntax
import SourceText

struct IncludeGraph: Sendable {
  private struct Edges: Sendable {
    let file: ConfigFile
    let paths: [String]
    let opened: [FilePath]
  }

  private var edges: [FilePath: Edges] = [:]
  private var includers: [FilePath: [FilePath]] = [:]

  /// Files that are the same objects as before keep their edges.
  init(_ files: ProjectFiles, previous: IncludeGraph?) {
    let search = IncludeSearch(files: files)
    var isSame = previous != nil && previous?.edges.count == files.allGinFiles.count
    for path in files.allGinFiles {
      guard let file = files.ginFile(path) else {
        isSame = false
        continue
      }
      if let known = previous?.edges[path] {
        if known.file === file {
          edges[path] = known
          continue
        }
        let paths = Self.includes(of: file)
        if paths == known.paths {
          edges[path] = Edges(file: file, paths: paths, opened: known.opened)
          continue
        }
      }
      isSame = false
      let paths = Self.includes(of: file)
      let opened = paths.compactMap { written -> FilePath? in
        guard case .found(let found) = search.find(written, from: path) else { return nil }
        return found.path
      }
      edges[path] = Edges(file: file, paths: paths, opened: opened)
    }
    if isSame, let previous {
      includers = previous.includers
    } else {
      for path in edges.keys.sorted() {
        for opened in edges[path]?.opened ?? [] { includers[opened, default: []].append(path) }
      }
    }
  }

  private static func includes(of file: ConfigFile) -> [String] {
    guard file.syntax.nodes.contains(where: { $0.kind == .include }) else { return [] }
    return file.syntax.statements.compactMap { statement in
      guard case .include(let include) = statement.content else { return nil }
      return include.path
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

  func reachable(from file: FilePath) -> Set<FilePath> {
    var seen: Set<FilePath> = []
    var waiting = edges[file]?.opened ?? []
    while let path = waiting.popLast() {
      guard seen.insert(path).inserted else { continue }
      waiting += edges[path]?.opened ?? []
    }
    return seen
  }

  func reaches(from start: FilePath, _ file: FilePath) -> Bool { reachable(from: start).contains(file) }
}
