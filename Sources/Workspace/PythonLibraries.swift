// Where are the libraries that the workspace's programs import? The site-packages of its virtual environments.

import PythonDefinitions
import SourceText

/// Folders outside the workspace's own code, in which modules are looked up by name and never searched.
struct PythonLibraries: Sendable, Equatable {
  let folders: [FilePath]

  /// - Parameter configured: environments or folders of modules, as `workspace.python_paths` names them; without any
  ///   the environments right below the root are taken.
  init(root: FilePath, configured: [String] = []) {
    let places =
      configured.isEmpty
      ? Disk.entries(in: root).map { root.appending($0.name) }.filter { Disk.isFile($0.appending("pyvenv.cfg")) }
      : configured.map { root.appending($0) }
    folders = places.sorted().flatMap(Self.folders)
  }

  private static func folders(of place: FilePath) -> [FilePath] {
    let libraries = Disk.entries(in: place.appending("lib")).map(\.name).filter { $0.hasPrefix("python") }.sorted()
    let candidates = libraries.map { "lib/\($0)/site-packages" } + ["Lib/site-packages"]
    let found = candidates.map { place.appending($0) }.filter(Disk.isFolder)
    return !found.isEmpty ? found : Disk.isFolder(place) ? [place] : []
  }

  func contains(_ path: FilePath) -> Bool { folders.contains { path.relative(to: $0) != nil } }

  /// The file that Python would load for a module.
  func path(of module: String) -> FilePath? {
    let relative = module.split(separator: ".").joined(separator: "/")
    guard !relative.isEmpty else { return nil }
    for folder in folders {
      for candidate in [relative + "/__init__.py", relative + ".py"] {
        let path = folder.appending(candidate)
        if Disk.isFile(path) { return path }
      }
    }
    return nil
  }

  /// The name by which Python imports a file of a library.
  func module(of path: FilePath) -> PythonSourceRoots.Module? {
    guard let relative = folders.lazy.compactMap({ path.relative(to: $0) }).first, relative.hasSuffix(".py") else {
      return nil
    }
    var parts = relative.dropLast(3).split(separator: "/").map(String.init)
    let isPackage = parts.last == "__init__"
    if isPackage { parts.removeLast() }
    return PythonSourceRoots.Module(name: parts.joined(separator: "."), isPackage: isPackage)
  }
}
