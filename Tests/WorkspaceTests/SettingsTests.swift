// Do `gimlet.gin` and the editor's settings say the same things, and does each take effect at once?

import Configurables
import Resolution
import SourceText
import TestSupport
import Testing
import Workspace

@Suite struct SettingsTests {
  private static func strings(_ texts: String...) -> Value { .list(texts.map { .string($0) }) }

  private static func object(_ members: (String, Value)...) -> Value {
    .dictionary(DictionaryValue(keys: members.map { .string($0.0) }, values: members.map(\.1)))
  }

  /// The same settings in the three ways in which clients write them.
  @Test(arguments: [
    object(
      ("workspace", object(("include_paths", strings("configs")), ("exclude", strings("old")))),
      ("evaluation", object(("steps", .integer(10)), ("bytes", .integer(20)), ("depth", .integer(30)))),
      ("eval/experiment", object(("files", strings("a.gin")), ("bindings", strings("x.y = 1"))))),
    object(
      ("workspace.include_paths", strings("configs")), ("workspace.exclude", .string("old")),
      ("evaluation.steps", .integer(10)), ("evaluation.bytes", .integer(20)), ("evaluation.depth", .integer(30)),
      ("eval/experiment.files", strings("a.gin")), ("eval/experiment.bindings", strings("x.y = 1"))),
  ])
  func clientsWriteSettingsNestedOrDotted(_ value: Value) {
    let settings = WorkspaceSettings(value)
    #expect(settings.includePaths == ["configs"])
    #expect(settings.exclusions == ["old"])
    #expect(settings.steps == 10)
    #expect(settings.bytes == 20)
    #expect(settings.depth == 30)
    #expect(settings.experiments == [ExperimentSettings(name: "eval", files: ["a.gin"], bindings: ["x.y = 1"])])
  }

  @Test(arguments: [
    Value.none, .integer(3), strings("workspace"), object(("workspace", .integer(1))),
    object(("workspace.include_paths", .integer(1))), object(("evaluation.steps", .integer(-1))),
    object(("evaluation.steps", .double(.nan))), object(("unknown", object(("deep", object(("deeper", .none)))))),
    object(("x/y", .string("z"))),
  ])
  func strangeSettingsSetNothing(_ value: Value) { #expect(WorkspaceSettings(value) == WorkspaceSettings()) }

  @Test func theFileGoesBeforeTheClient() {
    var client = WorkspaceSettings()
    client.includePaths = ["a"]
    client.steps = 1
    client.experiments = [
      ExperimentSettings(name: "e", files: ["old.gin"]), ExperimentSettings(name: "f", files: ["f"]),
    ]
    var file = WorkspaceSettings()
    file.steps = 2
    file.experiments = [ExperimentSettings(name: "e", files: ["new.gin"])]
    let merged = client.overridden(by: file)
    #expect(merged.includePaths == ["a"])
    #expect(merged.steps == 2)
    #expect(merged.experiments.map(\.files) == [["f"], ["new.gin"]])
  }

  @Test func gimletGinIsReadAndFollowed() throws {
    let folder = try TemporaryFolder()
    let settings = try folder.write(
      "gimlet.gin",
      """
      FOLDER = 'configs'
      workspace.include_paths = [%FOLDER]
      workspace.exclude = ['old']
      eval/experiment:
        files = ['base.gin', 'eval.gin']
        bindings = ['train.steps = 5']
      """)
    try folder.write("configs/base.gin", "A = 1")
    try folder.write("eval.gin", "B = 2")
    try folder.write("old/c.gin", "C = 3")
    let workspace = Workspace(roots: [folder.path])
    let main = folder.path.appending("eval.gin")
    let files = workspace.snapshot(for: main).files
    #expect(files.configuredPaths == [folder.path.appending("configs")])
    #expect(files.allGinFiles.map { $0.relative(to: folder.path) } == ["configs/base.gin", "eval.gin"])
    var expected = Entry(
      files: [folder.path.appending("configs/base.gin"), main], bindings: ["train.steps = 5"], name: "eval")
    expected.bindingsOrigin = "gimlet.gin"
    #expect(files.namedEntries == [expected])

    // Unsaved settings count, and those on the disk count again when the document is closed.
    workspace.open(settings, text: "workspace.include_paths = ['x', 'y']", version: 1, languageID: "gin")
    let unsaved = workspace.snapshot(for: main).files
    #expect(unsaved.configuredPaths == [folder.path.appending("x"), folder.path.appending("y")])
    #expect(unsaved.namedEntries.isEmpty)
    workspace.close(settings)
    #expect(workspace.snapshot(for: main).files.namedEntries.count == 1)
  }

  @Test func gimletGinHasItsOwnDefinitions() throws {
    let folder = try TemporaryFolder()
    let settings = try folder.write("gimlet.gin", "workspace.exclud = ['old']\nevaluation.steps = 'many'\n")
    try folder.write("main.gin", "workspace.exclude = ['x']\n")
    let workspace = Workspace(roots: [folder.path])
    let own = workspace.snapshot(for: settings)
    #expect(own.definitions.configurables.map(\.name) == ["workspace", "evaluation", "experiment"])
    let codes = own.problems(in: settings).map(\.code)
    #expect(codes.contains(.unknownParameter))
    #expect(codes.contains(.typeMismatch))
    // They are known there and nowhere else.
    let other = workspace.snapshot(for: folder.path.appending("main.gin"))
    #expect(other.definitions.configurables.isEmpty)
  }

  @Test func ownDefinitionsPointAtTheirNames() throws {
    let file = try #require(SettingsFile.definitions.index.files[SettingsFile.definitionsPath])
    for configurable in file.configurables {
      #expect(file.text[configurable.nameRange] == configurable.name)
      for parameter in configurable.parameters { #expect(file.text[parameter.nameRange] == parameter.name) }
    }
  }
}

@Suite struct RootsTests {
  private static func definition(_ name: String) -> String { "@Config struct \(name) { var x = 1 }" }

  @Test func nestedWorkspacesDoNotSeeEachOther() throws {
    let folder = try TemporaryFolder()
    try folder.write("Sources/Outer/a.swift", Self.definition("Model"))
    try folder.write("outer.gin", "")
    try folder.write("inner/gimlet.gin", "")
    try folder.write("inner/Sources/Inner/a.swift", Self.definition("Model"))
    try folder.write("inner/main.gin", "")
    let workspace = Workspace(roots: [folder.path])
    let outer = workspace.snapshot(for: folder.path.appending("outer.gin"))
    let inner = workspace.snapshot(for: folder.path.appending("inner/main.gin"))
    #expect(outer.definitions.configurables.map(\.module) == ["Outer"])
    #expect(inner.definitions.configurables.map(\.module) == ["Inner"])
    #expect(inner.files.roots == [folder.path.appending("inner")])
    let joined = Workspace(roots: [folder.path], nestedRoots: .joined)
    let all = joined.snapshot(for: folder.path.appending("inner/main.gin"))
    #expect(all.definitions.configurables.count == 2)
  }

  @Test func foldersSideBySideLendWhatTheOtherLacks() throws {
    let (one, two) = (try TemporaryFolder(), try TemporaryFolder())
    try one.write("Sources/One/a.swift", Self.definition("Model"))
    try two.write("Sources/Two/a.swift", Self.definition("Model") + "\n" + Self.definition("Extra"))
    try one.write("a.gin", "")
    for folder in [one, two] { try folder.write("Package.swift", "") }
    let workspace = Workspace(roots: [one.path])
    let file = one.path.appending("a.gin")
    #expect(workspace.snapshot(for: file).definitions.configurables.map(\.selector) == ["One.Model"])
    workspace.setRoots([one.path, two.path])
    let both = workspace.snapshot(for: file)
    // `Model` stays unambiguous.
    #expect(Set(both.definitions.configurables.map(\.selector)) == ["One.Model", "Two.Extra"])
    #expect(both.files.roots == [one.path, two.path])
    workspace.setRoots([one.path])
    #expect(workspace.snapshot(for: file).definitions.configurables.map(\.selector) == ["One.Model"])
  }

  @Test func withoutRootsAFileFindsItsOwn() throws {
    let folder = try TemporaryFolder()
    try folder.write("Package.swift", "")
    try folder.write("Sources/A/a.swift", Self.definition("Model"))
    let file = try folder.write("deep/down/a.gin", "")
    let workspace = Workspace(roots: [])
    workspace.open(file, text: "", version: 1, languageID: "gin")
    #expect(workspace.snapshot(for: file).definitions.configurables.map(\.selector) == ["A.Model"])
    // A marker that is surer takes over.
    workspace.filesChanged([try folder.write("deep/gimlet.gin", "")])
    #expect(workspace.root(of: file) == folder.path.appending("deep"))
    #expect(workspace.snapshot(for: file).definitions.configurables.isEmpty)
  }
}

@Suite struct IndexingTests {
  /// More files than are read while somebody waits.
  private func largeFolder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("Package.swift", "")
    for number in 0..<3_100 { try folder.write("data/\(number).txt", "") }
    try folder.write("near.gin", "include 'data/deep/far.gin'\n")
    try folder.write("data/deep/far.gin", "FAR = 1\n")
    try folder.write("data/deep/Far.swift", "@Config struct Far { var x = 1 }")
    return folder
  }

  @Test func answersComeBeforeTheIndexAndAreCompletedByIt() throws {
    let folder = try largeFolder()
    let near = folder.path.appending("near.gin")
    let workspace = Workspace(roots: [folder.path])
    workspace.open(near, text: "include 'data/deep/far.gin'\n", version: 1, languageID: "gin")
    let early = workspace.snapshot(for: near)
    #expect(!workspace.isIndexed(near))
    // An include needs no index.
    #expect(early.resolved(Entry(near)).macroNames == ["FAR"])
    #expect(early.definitions.configurables.isEmpty)
    let jobs = workspace.indexJobs()
    #expect(jobs.count == 1)
    #expect(workspace.indexJobs().isEmpty)
    let job = try #require(jobs.first)
    var progress: [IndexProgress] = []
    let result = try #require(job.run(progress: { progress.append($0) }))
    #expect(progress.map(\.message) == ["Far.swift"])
    #expect(progress.map(\.fraction) == [0])

    // What is typed while the job runs is newer than what it read.
    workspace.open(
      folder.path.appending("data/deep/Far.swift"), text: "@Config struct Farther { var x = 1 }", version: 1,
      languageID: "swift")
    workspace.apply(result)
    #expect(workspace.isIndexed(near))
    #expect(workspace.snapshot(for: near).definitions.configurables.map(\.name) == ["Farther"])
    #expect(workspace.indexJobs().isEmpty)
  }

  /// Swift, then Python, then what the Python imports out of an environment; a person sees one bar that grows.
  @Test func progressNeverGoesBack() throws {
    let folder = try largeFolder()
    for number in 0..<80 {
      try folder.write("data/deep/Type\(number).swift", "@Config struct Type\(number) { var x = 1 }")
      try folder.write(
        "data/deep/m\(number).py", "import gin\nimport library\n@gin.configurable\ndef f\(number)(x=1): pass\n")
    }
    try folder.write(".venv/pyvenv.cfg", "")
    let library = ".venv/lib/python3.11/site-packages/library/"
    try folder.write(library + "__init__.py", "from library import inner\n")
    try folder.write(library + "inner.py", "import gin\n@gin.configurable\ndef g(x=1): pass\n")
    try folder.write("a.gin", "import library\n")
    let workspace = Workspace(roots: [folder.path])
    let job = try #require(workspace.indexJobs().first)
    var progress: [IndexProgress] = []
    _ = job.run(progress: { progress.append($0) })
    let fractions = progress.map(\.fraction)
    #expect(Set(progress.map { $0.message.split(separator: ".").last }) == ["swift", "py"])
    #expect(progress.contains { $0.message == "__init__.py" })
    #expect(fractions == fractions.sorted() && fractions.allSatisfy { (0..<1).contains($0) }, "\(fractions)")
    #expect(Set(fractions).count == fractions.count, "\(fractions)")
  }

  @Test func aCancelledJobGivesNothing() throws {
    let folder = try largeFolder()
    let workspace = Workspace(roots: [folder.path])
    let job = try #require(workspace.indexJobs().first)
    #expect(job.run(isCancelled: { true }) == nil)
  }

  @Test func aSmallFolderNeedsNoJob() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("a.gin", "")
    let workspace = Workspace(roots: [folder.path])
    #expect(workspace.indexJobs().isEmpty)
    #expect(workspace.isIndexed(file))
  }

  @Test func aCheckoutIsLeftToTheIndex() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("a.gin", "")
    let workspace = Workspace(roots: [folder.path])
    _ = workspace.snapshot(for: file)
    let new = try (0..<100).map { try folder.write("Sources/M/\($0).swift", "@Config struct S\($0) {}") }
    workspace.filesChanged(new)
    #expect(workspace.snapshot(for: file).definitions.configurables.isEmpty)
    for job in workspace.indexJobs() { if let result = job.run() { workspace.apply(result) } }
    #expect(workspace.snapshot(for: file).definitions.configurables.count == 100)
  }
}
