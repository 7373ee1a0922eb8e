// Which folder is the root that a file belongs to? The one that a person would name when asked for the project.

package import SourceText

package enum RootDiscovery {
  /// What marks a root, the surest sign first. A `.git` may be a file: worktrees and submodules have one.
  package static let markers = ["gimlet.gin", ".git", "Package.swift", "pyproject.toml", "setup.py"]

  /// The root of the workspace that `file` (or the folder `file`) lies in: the nearest folder above with the surest
  /// marker that any folder above has, else the file's own folder.
  package static func root(of file: FilePath) -> FilePath {
    let start = Disk.isFolder(file) ? file : file.folder
    return markedRoot(above: start) ?? start
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
}
