// Which folder is the root that a file belongs to? The one that a person would name when asked for the project.

import GinSyntax
package import SourceText

package enum RootDiscovery {
  /// What marks a root, the surest sign first. A `.git` may be a file: worktrees and submodules have one.
  package static let markers = ["gimlet.gin", ".git", "Package.swift", "pyproject.toml", "setup.py"]

  /// The root of the workspace that `file` (or the folder `file`) lies in: the nearest folder above with the surest
  /// marker that any folder above has, else the folder that a config's imports and includes count from, else the
  /// file's own folder.
  package static func root(of file: FilePath) -> FilePath {
    let start = Disk.isFolder(file) ? file : file.folder
    return markedRoot(above: start) ?? rootOfNames(in: file) ?? start
  }

  /// The nearest folder with the surest marker, `folder` itself included; nil when no folder above has any.
  package static func markedRoot(above folder: FilePath) -> FilePath? {
    let folders = ancestors(of: folder)
    for marker in markers {
      if let root = folders.first(where: { Disk.stamp(of: $0.appending(marker)) != nil }) { return root }
    }
    return nil
  }

  /// The nearest folder from `folder` up to `root` (both included) that holds `gimlet.gin`.
  package static func nestedRoot(above folder: FilePath, within root: FilePath) -> FilePath? {
    ancestors(of: folder).first { candidate in
      (candidate == root || candidate.relative(to: root) != nil) && Disk.isFile(candidate.appending("gimlet.gin"))
    }
  }

  /// `folder` and all folders above it, innermost first.
  package static func ancestors(of folder: FilePath) -> [FilePath] {
    var folders = [folder]
    var folder = folder
    while folder.string != "/", folder.folder != folder {
      folder = folder.folder
      folders.append(folder)
    }
    return folders
  }

  // MARK: Without a marker

  /// A folder of so many above a config may be its root.
  private static let mostFoldersAbove = 6

  /// The folder from which Python finds what a config imports, and gin what it includes: the nearest for each, and of
  /// these the outermost. Nil where nothing is found.
  private static func rootOfNames(in file: FilePath) -> FilePath? {
    guard file.name.hasSuffix(".gin"), let text = try? Disk.text(of: file) else { return nil }
    let syntax = GinFile(text)
    let folders = ancestors(of: file.folder).prefix(mostFoldersAbove).prefix { mayBeRoot($0) }
    var places = syntax.importedNames.modules.compactMap { module in folders.firstIndex { holds(module, $0) } }
    for statement in syntax.statements {
      guard case .include(let include) = statement.content, !include.path.isEmpty, !include.path.hasPrefix("/") else {
        continue
      }
      places += folders.firstIndex { Disk.isFile($0.appending(include.path)) }.map { [$0] } ?? []
    }
    return places.max().map { folders[$0] }
  }

  /// Everybody's things lie in the top, the home and what is installed; no project does.
  private static func mayBeRoot(_ folder: FilePath) -> Bool {
    folder.string != "/" && folder != Disk.homeFolder && !["site-packages", "dist-packages"].contains(folder.name)
  }

  /// Whether importing `a.b`, or `b` from `a`, in a folder leads to a file of it.
  private static func holds(_ module: String, _ folder: FilePath) -> Bool {
    let parts = module.split(separator: ".").map(String.init)
    return [parts, parts.dropLast()].contains { parts in
      guard !parts.isEmpty else { return false }
      let path = folder.appending(parts.joined(separator: "/"))
      return Disk.isFile(FilePath(path.string + ".py")) || Disk.isFile(path.appending("__init__.py"))
    }
  }
}
