// Which files lie below a root? A walk that passes over what no person wrote and always comes to an end.

package import SourceText

/// The files below one root that may matter, with what the system says about each.
package struct FileWalk: Sendable {
  /// Folders that hold what tools made.
  private static let skippedFolders: Set<String> = [
    "node_modules", "__pycache__", "venv", "env", "site-packages", "DerivedData", "Pods", "Carthage",
  ]
  private static let deepestFolder = 64

  /// What a folder below the root with a `gimlet.gin` of its own is.
  package enum NestedRoots: Sendable {
    /// A workspace of its own, which the walk passes over.
    case separate
    /// A part of the root around it.
    case joined
  }

  /// How much is looked at before the walk gives up.
  package enum Extent: Sendable {
    /// What can be walked while somebody waits.
    case near
    /// Everything; a folder with more than 200,000 names below it is no project.
    case whole

    var mostEntries: Int {
      switch self {
      case .near: 3_000
      case .whole: 200_000
      }
    }
  }

  package struct File: Sendable, Hashable {
    package let path: FilePath
    package let stamp: FileStamp
  }

  package struct Findings: Sendable {
    /// In the order of their paths.
    package fileprivate(set) var files: [File] = []
    package fileprivate(set) var nestedRoots: [FilePath] = []
    /// The folders that were walked; a file that comes or goes changes its folder's stamp.
    package fileprivate(set) var folders: [File] = []
    package fileprivate(set) var completeness = Completeness.whole
  }

  package enum Completeness: Sendable, Hashable {
    case whole
    /// The extent ended before the folders did.
    case cutShort
  }

  package let root: FilePath
  /// Folders and files to pass over.
  package let exclusions: [PathPattern]
  package let nestedRoots: NestedRoots

  package init(root: FilePath, exclusions: [PathPattern] = [], nestedRoots: NestedRoots = .separate) {
    self.root = root
    self.exclusions = exclusions
    self.nestedRoots = nestedRoots
  }

  /// Files whose name ends with one of `extensions` (`gin`, without the dot) or is one of `names`; outer folders are
  /// walked first.
  /// - Parameter isCancelled: asked once a folder; a cancelled walk ends with what it has.
  package func files(
    withExtensions extensions: Set<String>, named wholeNames: Set<String> = [], _ extent: Extent,
    isCancelled: () -> Bool = { false }
  ) -> Findings {
    var findings = Findings()
    var visited: Set<FileStamp.Identity> = []
    var folders: [(path: FilePath, depth: Int)] = [(root, 0)]
    var next = 0
    var entries = 0
    while next < folders.count {
      guard !isCancelled(), entries < extent.mostEntries else {
        findings.completeness = .cutShort
        break
      }
      let (folder, depth) = folders[next]
      next += 1
      // A folder that was seen under another name, by a symbolic link, is not walked twice: links may form loops.
      guard let stamp = Disk.stamp(of: folder), stamp.kind == .folder, visited.insert(stamp.identity).inserted else {
        continue
      }
      findings.folders.append(File(path: folder, stamp: stamp))
      let names = Disk.entries(in: folder)
      entries += names.count
      if nestedRoots == .separate, folder != root, names.contains(where: { $0.name == "gimlet.gin" }) {
        findings.nestedRoots.append(folder)
        continue
      }
      for entry in names {
        let path = folder.appending(entry.name)
        if let file = file(entry, at: path, among: extensions, wholeNames) {
          findings.files.append(file)
        } else if descends(into: entry, at: path, depth: depth) {
          folders.append((path, depth + 1))
        }
      }
    }
    findings.files.sort { $0.path < $1.path }
    return findings
  }

  private func file(_ entry: Disk.Entry, at path: FilePath, among extensions: Set<String>, _ names: Set<String>)
    -> File?
  {
    guard entry.kind != .folder, names.contains(entry.name) || Self.hasExtension(entry.name, among: extensions),
      !isExcluded(path),
      let stamp = Disk.stamp(of: path), stamp.kind == .file, stamp.size <= Disk.largestFile
    else { return nil }
    return File(path: path, stamp: stamp)
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
