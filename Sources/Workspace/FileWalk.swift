// Which files lie below a root? A walk that passes over what no person wrote and always comes to an end.

package import SourceText

/// The files below one root that may matter, with what the system says about each.
package struct FileWalk: Sendable {
  /// Folders that hold what tools made.
  private static let skippedFolders: Set<String> = [
    "node_modules", "__pycache__", "venv", "env", "site-packages", "DerivedData", "Pods", "Carthage",
  ]
  /// So many names are looked at below one root; a folder with more is no project.
  package static let mostEntries = 200_000
  private static let deepestFolder = 64

  package let root: FilePath
  /// Folders and files to pass over: paths relative to the root, or names, with `*` for any letters but `/`.
  package let exclusions: [PathPattern]

  package init(root: FilePath, exclusions: [PathPattern] = []) {
    self.root = root
    self.exclusions = exclusions
  }

  package struct Found: Sendable, Hashable {
    package let path: FilePath
    package let stamp: FileStamp
  }

  /// Files whose name ends with one of `extensions` (`gin`, without the dot), in the order of their paths.
  /// - Parameter isCancelled: asked once a folder; a cancelled walk ends with what it has.
  package func files(withExtensions extensions: Set<String>, isCancelled: () -> Bool = { false }) -> [Found] {
    var found: [Found] = []
    var visited: Set<FileStamp.Identity> = []
    var pending: [(folder: FilePath, depth: Int)] = [(root, 0)]
    var entries = 0
    while let (folder, depth) = pending.popLast() {
      guard !isCancelled(), entries < Self.mostEntries else { break }
      // A folder that was seen under another name, by a symbolic link, is not walked twice: links may form loops.
      guard let stamp = Disk.stamp(of: folder), stamp.kind == .folder, visited.insert(stamp.identity).inserted else {
        continue
      }
      for entry in Disk.entries(in: folder) {
        entries += 1
        let path = folder.appending(entry.name)
        if entry.kind != .folder, Self.hasExtension(entry.name, among: extensions), !isExcluded(path) {
          if let stamp = Disk.stamp(of: path), stamp.kind == .file, stamp.size <= Disk.largestFile {
            found.append(Found(path: path, stamp: stamp))
            continue
          }
        }
        if descends(into: entry, at: path, depth: depth) { pending.append((path, depth + 1)) }
      }
    }
    return found.sorted { $0.path < $1.path }
  }

  /// Whether a file at `path`, below the root, would be found by the walk.
  package func covers(_ path: FilePath) -> Bool {
    guard let relative = path.relative(to: root), !isExcluded(path) else { return false }
    return !relative.split(separator: "/").dropLast().contains { Self.skips(folder: String($0)) }
  }

  private func descends(into entry: Disk.Entry, at path: FilePath, depth: Int) -> Bool {
    guard depth < Self.deepestFolder, !Self.skips(folder: entry.name), !isShallow, !isExcluded(path) else {
      return false
    }
    switch entry.kind {
    case .file, .other: return false
    case .folder: break
    case .unknown: guard Disk.isFolder(path) else { return false }
    }
    // A Python environment under any name.
    return !Disk.isFile(path.appending("pyvenv.cfg"))
  }

  private static func hasExtension(_ name: String, among extensions: Set<String>) -> Bool {
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return false }
    return extensions.contains(String(name[name.index(after: dot)...]))
  }

  /// The root of the file system and the person's own folder are no projects: only their own files are looked at.
  private var isShallow: Bool { root.string == "/" || root == Disk.homeFolder }

  private static func skips(folder name: String) -> Bool {
    // Hidden folders, `.git` and `.build` among them.
    name.hasPrefix(".") || skippedFolders.contains(name)
  }

  private func isExcluded(_ path: FilePath) -> Bool {
    guard !exclusions.isEmpty, let relative = path.relative(to: root) else { return false }
    return exclusions.contains { $0.matches(relative) }
  }
}

/// A path as settings write it: `old/*.gin`, `build`, `**/generated`.
package struct PathPattern: Sendable, Hashable {
  private let parts: [[UInt8]]
  private let isAnchored: Bool

  package init(_ text: String) {
    var parts = text.split(separator: "/").map { Array($0.utf8) }
    // A pattern of one part names a file or folder at any depth, one of several a path from the root.
    isAnchored = parts.count > 1 || text.hasPrefix("/")
    if parts.last == Array("**".utf8) { parts.removeLast() }
    self.parts = parts
  }

  /// Whether the pattern names `path`, relative to the root, or a folder that it lies in.
  package func matches(_ path: String) -> Bool {
    guard !parts.isEmpty else { return false }
    let names = path.split(separator: "/").map { Array($0.utf8) }
    if !isAnchored { return names.contains { Self.matches($0[...], parts[0][...]) } }
    return Self.matches(names[...], parts[...])
  }

  private static func matches(_ names: ArraySlice<[UInt8]>, _ parts: ArraySlice<[UInt8]>) -> Bool {
    guard let part = parts.first else { return true }
    if part == Array("**".utf8) {
      return names.indices.contains { matches(names[$0...], parts.dropFirst()) }
    }
    guard let name = names.first, matches(name[...], part[...]) else { return false }
    return matches(names.dropFirst(), parts.dropFirst())
  }

  /// One name against one part, by the usual way of going back to the last `*` only, which takes no exponential time.
  private static func matches(_ name: ArraySlice<UInt8>, _ part: ArraySlice<UInt8>) -> Bool {
    let star = UInt8(ascii: "*")
    var index = name.startIndex
    var place = part.startIndex
    var lastStar: (index: Int, place: Int)?
    while index < name.endIndex {
      if place < part.endIndex, part[place] == star {
        lastStar = (index, place)
        place += 1
      } else if place < part.endIndex, part[place] == name[index] || part[place] == UInt8(ascii: "?") {
        index += 1
        place += 1
      } else if let (starIndex, starPlace) = lastStar {
        lastStar = (starIndex + 1, starPlace)
        index = starIndex + 1
        place = starPlace + 1
      } else {
        return false
      }
    }
    return part[place...].allSatisfy { $0 == star }
  }
}
