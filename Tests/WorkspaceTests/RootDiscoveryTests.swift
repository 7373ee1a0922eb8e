// Is the root found that a person would name? And the module of a Swift file?

import SourceText
import TestSupport
import Testing
import Workspace

@Suite struct RootDiscoveryTests {
  /// Each folder is made with the file that marks it; the expected root is the first of the list.
  @Test(arguments: [
    ("gimlet.gin far above", ["gimlet.gin", "a/.git/HEAD", "a/b/Package.swift"], ""),
    ("git above a package", [".git/HEAD", "a/Package.swift", "a/b/setup.py"], ""),
    ("a package above Python", ["a/Package.swift", "a/b/pyproject.toml"], "a"),
    ("the nearer of two", ["gimlet.gin", "a/gimlet.gin"], "a"),
    ("a worktree, where .git is a file", ["a/.git"], "a"),
    ("setup.py last", ["setup.py", "a/pyproject.toml"], "a"),
  ])
  func surestMarkerWins(_ name: String, _ markers: [String], _ expected: String) throws {
    let folder = try TemporaryFolder()
    for marker in markers { try folder.write(marker, "") }
    let file = try folder.write("a/b/c/x.gin", "")
    #expect(RootDiscovery.root(of: file) == folder.path.appending(expected))
  }

  @Test func withoutMarkersTheFolderIsTheRoot() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("a/b/x.gin", "")
    #expect(RootDiscovery.root(of: file) == file.folder)
    #expect(RootDiscovery.root(of: file.folder) == file.folder)
    // A file that is not saved yet has a folder too.
    #expect(RootDiscovery.root(of: file.folder.appending("new.gin")) == file.folder)
  }

  /// Files of a folder without markers, what `a/b/x.gin` says, and the root: the outermost folder that the names need.
  @Test(arguments: [
    ("a module above", ["train.py"], "import train", ""),
    ("a module of a package above", ["pkg/__init__.py", "pkg/models/net.py"], "import pkg.models.net", ""),
    ("a name from a module above", ["a/train.py"], "from train import steps", "a"),
    ("a module beside the file", ["train.py", "a/b/train.py"], "import train", "a/b"),
    ("an include that counts from above", ["a/b/y.gin"], "include 'a/b/y.gin'", ""),
    (
      "an include beside the file, and a module above", ["a/b/y.gin", "a/train.py"],
      "include 'y.gin'\nimport train", "a"
    ),
    ("nothing that is here", ["other.py"], "import train\ninclude 'y.gin'", "a/b"),
    ("a package that only shares the first name", ["pkg/other.py"], "import pkg.models.net", "a/b"),
  ])
  func namesLeadToTheRoot(_ name: String, _ files: [String], _ text: String, _ expected: String) throws {
    let folder = try TemporaryFolder()
    for file in files { try folder.write(file, "") }
    let file = try folder.write("a/b/x.gin", text)
    #expect(RootDiscovery.root(of: file) == folder.path.appending(expected))
  }

  @Test func whatIsInstalledIsNoRoot() throws {
    let folder = try TemporaryFolder()
    try folder.write("site-packages/pkg/__init__.py", "")
    let file = try folder.write("site-packages/pkg/configs/x.gin", "import pkg")
    #expect(RootDiscovery.root(of: file) == file.folder)
  }

  @Test func ancestorsEndAtTheTop() {
    #expect(RootDiscovery.ancestors(of: FilePath("/a/b")).map(\.string) == ["/a/b", "/a", "/"])
    #expect(RootDiscovery.ancestors(of: FilePath("/")).map(\.string) == ["/"])
  }
}

@Suite struct SwiftModuleTests {
  static let manifest = """
    let package = Package(
      name: "trainer",
      dependencies: [.package(url: "https://example.org/x", from: "1.0.0")],
      targets: [
        // .target(name: "Commented", path: "Old"),
        .target(name: "Trainer", dependencies: [.product(name: "Gin", package: "gimlet"), .target(name: "Base")]),
        .executableTarget(
          name: "my-tool",
          path: "Tools/Mine"
        ),
        .testTarget(name: "TrainerTests", dependencies: ["Trainer"], path: "./Checks", exclude: ["path: no"]),
        .target(name: "Base"),
      ]
    )
    """

  @Test(arguments: [
    ("Sources/Trainer/Deep/Schedule.swift", "Trainer"),
    ("Sources/Other/Schedule.swift", "Other"),
    ("Tests/BaseTests/a.swift", "BaseTests"),
    ("Tools/Mine/main.swift", "my_tool"),
    ("Tools/Mine/Deep/x.swift", "my_tool"),
    ("Checks/x.swift", "TrainerTests"),
    // Belongs to no target: the folder's name, as SwiftPM would make a module of it.
    ("Scripts/1-run/x.swift", "__run"),
  ])
  func followsManifestThenLayout(_ path: String, _ module: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("Package.swift", Self.manifest)
    var modules = SwiftModules()
    #expect(modules.module(of: folder.path.appending(path)) == module)
  }

  @Test func targetsAreReadFromLiterals() {
    let targets = SwiftModules.targets(in: Array(Self.manifest.utf8))
    #expect(Set(targets.map(\.name)) == ["Trainer", "Base", "my-tool", "TrainerTests"])
    #expect(targets.first { $0.name == "TrainerTests" }?.path == "./Checks")
    #expect(targets.first { $0.name == "Trainer" }?.path == nil)
  }

  @Test func nearestManifestCounts() throws {
    let folder = try TemporaryFolder()
    try folder.write("Package.swift", Self.manifest)
    try folder.write("Vendored/Package.swift", "// nothing literal here")
    var modules = SwiftModules()
    #expect(modules.module(of: folder.path.appending("Vendored/Sources/Inner/x.swift")) == "Inner")
  }

  @Test(arguments: [".target(", ".target(name: \"", ".target(name: \"X", "/* ", "\"\\", ".", ""])
  func halfManifestsAreRead(_ text: String) {
    #expect(SwiftModules.targets(in: Array(text.utf8)).count <= 1)
  }
}
