// Does a workspace answer from the right texts: open before saved, near before indexed, inside and outside its roots?

import Configurables
import Resolution
import SourceText
import TestSupport
import Testing
import Workspace

/// A folder with a small program in two Swift files, and configs.
struct TrainerFolder {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("Package.swift", "let package = Package(name: \"t\", targets: [.target(name: \"Trainer\")])")
    try folder.write(
      "Sources/Trainer/Trainer.swift",
      """
      import Gin
      @Configurable
      func makeRate(base: Double = 0.5) -> Double { doubled(base) }
      @Config
      struct Trainer {
        var steps: Int = 3
        var rate: Double
      }
      """)
    try folder.write(
      "Sources/Trainer/Helpers.swift", "func doubled(_ x: Double) -> Double { x * factor }\n")
    try folder.write("Sources/Trainer/Constants.swift", "let factor = 2.0\n")
    try folder.write("Sources/Trainer/Unrelated.swift", "func unrelated() {}\n")
    try folder.write("base.gin", "Trainer.steps = 4\n")
    try folder.write("main.gin", "include 'base.gin'\nTrainer.rate = @make_rate()\n")
  }

  subscript(path: String) -> FilePath { folder.path.appending(path) }
}

@Suite struct WorkspaceTests {
  /// The text of one parameter's value, as resolved for a file alone.
  private func value(_ key: String, in file: FilePath, _ workspace: Workspace) -> String? {
    let analysis = workspace.snapshot(for: file)
    return analysis.resolved(Entry(file)).parameters().first { $0.key == key }?.value.text
  }

  private func definedFiles(_ analysis: Analysis) -> [String] { analysis.definitions.files.keys.map(\.name).sorted() }

  // MARK: Swift files

  @Test func namesAreFollowedUntilNothingNewTurnsUp() throws {
    let trainer = try TrainerFolder()
    let workspace = Workspace(roots: [trainer.folder.path])
    let analysis = workspace.snapshot(for: trainer["main.gin"])
    // `Helpers` is called by a marked function, `Constants` is read by what it calls.
    #expect(definedFiles(analysis) == ["Constants.swift", "Helpers.swift", "Trainer.swift"])
    #expect(analysis.definitions.configurables.map(\.selector) == ["Trainer.makeRate", "Trainer.Trainer"])
  }

  @Test func aNameThatIsTypedBringsItsFile() throws {
    let trainer = try TrainerFolder()
    let workspace = Workspace(roots: [trainer.folder.path])
    _ = workspace.snapshot(for: trainer["main.gin"])
    let path = trainer["Sources/Trainer/Constants.swift"]
    workspace.open(path, text: "let factor = 2.0\n", version: 1, languageID: "swift")
    let edit = DocumentChange.part(
      TextPosition(line: 0, column: 16), TextPosition(line: 0, column: 16), in: .utf16, replacement: " + unrelated()")
    #expect(workspace.change(path, [edit], version: 2))
    #expect(definedFiles(workspace.snapshot(for: trainer["main.gin"])).contains("Unrelated.swift"))
  }

  @Test func unsavedSwiftCounts() throws {
    let trainer = try TrainerFolder()
    let workspace = Workspace(roots: [trainer.folder.path])
    let before = workspace.snapshot(for: trainer["main.gin"])
    let path = trainer["Sources/Trainer/New.swift"]
    workspace.open(path, text: "@Config struct Fresh { var x = 1 }", version: 1, languageID: "swift")
    let opened = workspace.snapshot(for: trainer["main.gin"])
    #expect(opened.definitions.configurable("Trainer.Fresh") != .unknown)
    workspace.close(path)
    #expect(workspace.snapshot(for: trainer["main.gin"]).definitions.configurable("Fresh") == .unknown)
    #expect(before.definitions.configurable("Fresh") == .unknown)
  }

  @Test func deletedAndChangedSwiftIsSeen() throws {
    let trainer = try TrainerFolder()
    let workspace = Workspace(roots: [trainer.folder.path])
    _ = workspace.snapshot(for: trainer["main.gin"])
    let path = try trainer.folder.write("Sources/Trainer/Trainer.swift", "@Config struct Other { var y = 1 }")
    workspace.filesChanged([path])
    let changed = workspace.snapshot(for: trainer["main.gin"])
    #expect(changed.definitions.configurables.map(\.name) == ["Other"])
    try trainer.folder.remove("Sources/Trainer/Trainer.swift")
    workspace.filesChanged([path])
    #expect(workspace.snapshot(for: trainer["main.gin"]).definitions.configurables.isEmpty)
  }

  @Test func deletedPythonIsGone() throws {
    let trainer = try TrainerFolder()
    try trainer.folder.write("kept.py", "import gin\n\n@gin.configurable\ndef kept(): pass\n")
    let path = try trainer.folder.write("gone.py", "import gin\n\n@gin.configurable\ndef gone(): pass\n")
    let workspace = Workspace(roots: [trainer.folder.path])
    #expect(workspace.snapshot(for: trainer["main.gin"]).definitions.configurable("gone") != .unknown)
    try trainer.folder.remove("gone.py")
    workspace.filesChanged([path])
    let definitions = workspace.snapshot(for: trainer["main.gin"]).definitions
    #expect(definitions.configurable("gone") == .unknown)
    #expect(definitions.configurable("kept") != .unknown)
  }

  @Test func anotherTargetIsAnotherModule() throws {
    let trainer = try TrainerFolder()
    let workspace = Workspace(roots: [trainer.folder.path])
    _ = workspace.snapshot(for: trainer["main.gin"])
    let manifest = try trainer.folder.write(
      "Package.swift", "let p = Package(name: \"t\", targets: [.target(name: \"Lab\", path: \"Sources/Trainer\")])")
    workspace.filesChanged([manifest])
    let names = workspace.snapshot(for: trainer["main.gin"]).definitions.configurables.map(\.module)
    #expect(Set(names) == ["Lab"])
  }

  // MARK: Gin files

  @Test func unsavedTextWinsOverTheDisk() throws {
    let trainer = try TrainerFolder()
    let workspace = Workspace(roots: [trainer.folder.path])
    let (main, base) = (trainer["main.gin"], trainer["base.gin"])
    #expect(value("Trainer.steps", in: main, workspace) == "4")
    workspace.open(base, text: "Trainer.steps = 40\n", version: 1, languageID: "gin")
    #expect(value("Trainer.steps", in: main, workspace) == "40")
    workspace.change(
      base, [.part(TextPosition(line: 0, column: 16), TextPosition(line: 0, column: 18), in: .utf8, replacement: "7")],
      version: 2)
    #expect(value("Trainer.steps", in: main, workspace) == "7")
    #expect(workspace.document(at: base)?.version == 2)
    workspace.close(base)
    #expect(value("Trainer.steps", in: main, workspace) == "4")
  }

  @Test func changesAreAppliedInTheirOrderAndUnits() throws {
    let workspace = Workspace(roots: [])
    let file = FilePath("/nowhere/a.gin")
    workspace.open(file, text: "a = '😀é'\nb = 2\n", version: 1, languageID: "gin")
    workspace.change(
      file,
      [
        // UTF-16: the emoji takes two units.
        .part(TextPosition(line: 0, column: 7), TextPosition(line: 0, column: 8), in: .utf16, replacement: "x"),
        .part(TextPosition(line: 1, column: 0), TextPosition(line: 9, column: 9), in: .utf16, replacement: ""),
      ], version: 2)
    #expect(workspace.document(at: file)?.text.string == "a = '😀x'\n")
    workspace.change(
      file,
      [.whole("c = 3"), .part(.init(line: 0, column: 4), .init(line: 0, column: 5), in: .utf32, replacement: "4")],
      version: 3)
    #expect(workspace.document(at: file)?.text.string == "c = 4")
    #expect(!workspace.change(FilePath("/nowhere/b.gin"), [.whole("")], version: 1))
  }

  @Test func anEditTouchesNothingElse() throws {
    let trainer = try TrainerFolder()
    let workspace = Workspace(roots: [trainer.folder.path])
    let (main, base) = (trainer["main.gin"], trainer["base.gin"])
    workspace.open(main, text: "include 'base.gin'\n", version: 1, languageID: "gin")
    let before = workspace.snapshot(for: main)
    let baseBefore = try #require(before.files.ginFile(base))
    #expect(workspace.snapshot(for: main) === before)
    workspace.change(main, [.whole("include 'base.gin'\nTrainer.rate = 1.0")], version: 2)
    let after = workspace.snapshot(for: main)
    #expect(after !== before)
    #expect(after.files.definitions === before.files.definitions)
    #expect(after.files.ginFile(base) === baseBefore)
    // The moment before still answers as it did.
    #expect(before.files.ginFile(main)?.text.string == "include 'base.gin'\n")
  }

  @Test func includesOutsideTheRootAreReadOnDemand() throws {
    let trainer = try TrainerFolder()
    let other = try TemporaryFolder()
    let shared = try other.write("shared.gin", "Trainer.steps = 9\n")
    let workspace = Workspace(roots: [trainer.folder.path])
    let main = trainer["main.gin"]
    workspace.open(main, text: "include '\(shared.string)'\n", version: 1, languageID: "gin")
    #expect(value("Trainer.steps", in: main, workspace) == "9")
    try other.write("shared.gin", "Trainer.steps = 10\n")
    workspace.filesChanged([shared])
    #expect(value("Trainer.steps", in: main, workspace) == "10")
  }

  @Test func rescanSeesWhatNobodyTold() throws {
    let trainer = try TrainerFolder()
    let workspace = Workspace(roots: [trainer.folder.path])
    let main = trainer["main.gin"]
    #expect(value("Trainer.steps", in: main, workspace) == "4")
    #expect(!workspace.rescan())
    try trainer.folder.write("base.gin", "Trainer.steps = 400\n")
    #expect(workspace.rescan())
    #expect(value("Trainer.steps", in: main, workspace) == "400")
    try trainer.folder.write("Sources/Trainer/Constants.swift", "let factor = 2.0 // more\n")
    #expect(workspace.rescan())
    // A new file changes its folder, and a job finds it.
    try trainer.folder.write("Sources/Trainer/More.swift", "@Config struct More {}")
    workspace.rescan()
    for job in workspace.indexJobs() { if let result = job.run() { workspace.apply(result) } }
    #expect(workspace.snapshot(for: main).definitions.configurable("More") != .unknown)
  }

  @Test func filesThatComeAndGoAreCounted() throws {
    let trainer = try TrainerFolder()
    let workspace = Workspace(roots: [trainer.folder.path])
    let main = trainer["main.gin"]
    #expect(workspace.snapshot(for: main).files.allGinFiles.map(\.name) == ["base.gin", "main.gin"])
    let new = try trainer.folder.write("deep/new.gin", "")
    workspace.filesChanged([new])
    #expect(workspace.snapshot(for: main).files.allGinFiles.map(\.name) == ["base.gin", "new.gin", "main.gin"])
    try trainer.folder.remove("deep")
    workspace.filesChanged([trainer["deep"]])
    for job in workspace.indexJobs() { if let result = job.run() { workspace.apply(result) } }
    #expect(workspace.snapshot(for: main).files.allGinFiles.map(\.name) == ["base.gin", "main.gin"])
  }
}
