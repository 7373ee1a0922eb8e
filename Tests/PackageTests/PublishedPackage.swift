// Which published packages do the tests read, and what does a workspace say of their files?

import Configurables
import EditorFeatures
import Foundation
import GinSyntax
import Resolution
import SourceText
import TestSupport
import Workspace

/// A package of GIN.md's list, unpacked by `.ci/download-packages` and opened as a workspace of its own.
final class PublishedPackage {
  let name: String
  let root: FilePath
  let workspace: Workspace
  private(set) var analysis: Analysis

  /// Others for a look at what is not in the list: `GIMLET_PACKAGE_NAMES=one,two`.
  static let names =
    ProcessInfo.processInfo.environment["GIMLET_PACKAGE_NAMES"]?.components(separatedBy: ",") ?? [
      "a2perf", "acids-dataset", "acids-rave", "ddsp", "disentanglement-lib", "mesh-tensorflow", "t5", "tf-agents",
    ]

  /// - Returns: nil where the packages are not at hand.
  /// - Throws: where they are not at hand and `GIMLET_REQUIRE_ORACLES` is set, and where one of them is missing.
  /// - Parameter libraries: packages whose modules are at hand as those of a virtual environment are.
  convenience init?(_ name: String, libraries: [String] = [], toCheck unchecked: String) throws {
    guard let folder = try PythonOracle.packages(toCheck: unchecked) else { return nil }
    let versions = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    let roots = try ([name] + libraries).map { name in
      guard let version = versions.last(where: { $0.hasPrefix(name + "==") }) else {
        throw PythonOracle.Failure(description: "\(name) is not among the packages")
      }
      return FilePath(folder.appending(path: version + "/files").resolvingSymlinksInPath().path)
    }
    self.init(name, root: roots[0], libraries: Array(roots.dropFirst()))
  }

  private init(_ name: String, root: FilePath, libraries: [FilePath]) {
    self.name = name
    self.root = root
    var settings = WorkspaceSettings()
    settings.pythonPaths = libraries.map(\.string)
    workspace = Workspace(roots: [root], settings: settings, nestedRoots: .joined)
    workspace.index()
    analysis = workspace.snapshot(for: root.appending("*"))
  }

  var ginFiles: [FilePath] { analysis.files.allGinFiles }

  /// Without the folder of the package.
  func shown(_ path: FilePath) -> String { path.relative(to: root) ?? path.string }

  /// What is said of a file while an editor shows it with this text.
  func problems(in file: FilePath, typed text: String) -> [Problem] {
    workspace.open(file, text: text, version: 1, languageID: "gin")
    defer { workspace.close(file) }
    return workspace.snapshot(for: file).diagnostics(in: file)
  }
}
