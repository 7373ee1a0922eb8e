// Is the Python read that configs and programs import: by the imports of open configs, and from virtual environments?

import Configurables
import Resolution
import SourceText
import TestSupport
import Testing

@testable import Workspace

@Suite struct PythonImportTests {
  /// Line and code of the problems, with hints.
  private func problems(_ file: FilePath, _ workspace: Workspace) -> [String] {
    let analysis = workspace.snapshot(for: file)
    let text = analysis.files.ginFile(file)?.text ?? SourceText("")
    return analysis.problems(in: file).map { problem in
      "\(text.line(of: problem.location.range.start) + 1): \(problem.severity.rawValue): \(problem.code.rawValue)"
    }
  }

  private func indexed(_ folder: TemporaryFolder) -> Workspace {
    let workspace = Workspace(roots: [folder.path])
    workspace.index()
    return workspace
  }

  private func writeLibrary(_ place: String, _ folder: TemporaryFolder) throws {
    try folder.write(place + "/pyvenv.cfg", "home = /usr/bin\n")
    let library = place + "/lib/python3.11/site-packages/optimizers"
    try folder.write(library + "/__init__.py", "from optimizers.decay import make_rate\n")
    try folder.write(
      library + "/decay.py", "import gin\nimport numpy\n\n@gin.configurable\ndef make_rate(base=0.1):\n  return base\n")
    try folder.write(library + "/unused.py", "import gin\n\n@gin.configurable\ndef never():\n  pass\n")
  }

  @Test func librariesOfAnEnvironmentInTheWorkspaceAreRead() throws {
    let folder = try TemporaryFolder()
    try writeLibrary(".venv", folder)
    try folder.write("train.py", "import gin\nimport optimizers\n")
    let file = try folder.write("a.gin", "make_rate.base = 0.2\nmake_rate.bas = 0.2\nnever.x = 1\n")
    let workspace = indexed(folder)
    // With the library read, nothing is left that could register `never`: its module is not imported.
    #expect(problems(file, workspace) == ["2: error: unknown-parameter", "3: error: unknown-configurable"])
    #expect(workspace.snapshot(for: file).definitions.configurables.map(\.selector) == ["optimizers.decay.make_rate"])
  }

  @Test func anImportOfAConfigBringsItsModule() throws {
    let folder = try TemporaryFolder()
    try writeLibrary("env", folder)
    try folder.write("train.py", "import gin\nimport optimizers\n")
    let file = try folder.write("a.gin", "import optimizers.unused\nnever.x = 1\n")
    let workspace = indexed(folder)
    #expect(problems(file, workspace) == ["2: error: unknown-parameter"])
  }

  @Test func settingsNameEnvironments() throws {
    let folder = try TemporaryFolder()
    try writeLibrary("elsewhere/python", folder)
    try folder.write("project/gimlet.gin", "workspace.python_paths = ['../elsewhere/python']\n")
    try folder.write("project/train.py", "import gin\nimport optimizers\n")
    let file = try folder.write("project/a.gin", "make_rate.bas = 0.2\n")
    let workspace = Workspace(roots: [folder.path.appending("project")])
    workspace.index()
    #expect(problems(file, workspace) == ["1: error: unknown-parameter"])
  }

  @Test func withoutTheLibraryNothingIsCertain() throws {
    let folder = try TemporaryFolder()
    try folder.write("train.py", "import gin\nimport optimizers\n\n@gin.configurable\ndef train(): pass\n")
    let file = try folder.write("a.gin", "make_rate.bas = 0.2\n")
    #expect(problems(file, indexed(folder)) == ["1: hint: unknown-configurable"])
  }

  @Test func anImportThatIsTypedReadsItsModule() throws {
    let folder = try TemporaryFolder()
    // Nothing in it speaks of Gin.
    try folder.write("models/plain.py", "class Net:\n  def __init__(self, width=1):\n    pass\n")
    try folder.write("models/__init__.py", "")
    try folder.write("train.py", "import gin\n\n@gin.configurable\ndef train(steps=1): pass\n")
    let file = try folder.write("a.gin", "Net.width = 2\n")
    let workspace = indexed(folder)
    #expect(problems(file, workspace) == ["1: error: unknown-configurable"])
    let header = "from __gin__ import dynamic_registration\nfrom models import plain\n"
    workspace.open(file, text: header + "plain.Net.width = 2\nplain.Net.with = 2\n", version: 1, languageID: "gin")
    #expect(problems(file, workspace) == ["4: error: unknown-parameter"])
    let python = folder.path.appending("models/plain.py")
    workspace.open(
      python, text: "class Net:\n  def __init__(self, **rest):\n    pass\n", version: 1, languageID: "python")
    #expect(problems(file, workspace) == [])
    workspace.close(python)
    workspace.close(file)
    #expect(problems(file, workspace) == ["1: error: unknown-configurable"])
  }

  @Test func aConfigBringsTheNamesOfTensorFlow() throws {
    let folder = try TemporaryFolder()
    try folder.write("train.py", "import gin\n\n@gin.configurable\ndef train(activation=None): pass\n")
    let file = try folder.write("a.gin", "train.activation = @tf.nn.relu\n")
    let workspace = indexed(folder)
    #expect(problems(file, workspace) == ["1: error: unknown-configurable"])
    let text = "import gin.tf.external_configurables\ntrain.activation = @tf.nn.relu\ntrain.activation = @tf.nn.rely\n"
    workspace.open(file, text: text, version: 1, languageID: "gin")
    #expect(problems(file, workspace).filter { !$0.contains("hint") } == ["3: error: unknown-configurable"])
  }

  /// Most files of a large workspace are passed over by this look at their bytes.
  @Test(arguments: [
    ("import gin\n", true), ("gin", true), ("x.gin.y", true), ("pconfigs", true), ("beginning = engine", false),
    ("gin_file", false), ("gin9", false), ("ginger", false), ("_gin", false), ("égin", false), ("gi", false),
  ])
  func filesThatSpeakOfGinAreTold(text: String, expected: Bool) {
    #expect(PythonIndex.mentionsGin(Array(text.utf8)) == expected)
  }
}
