// Do experiments of pconfigs say the same when their names have changed? Renamed one after the other, and run by CPython
// with pconfigs.

import EditorFeatures
import Foundation
import Resolution
import SourceText
import TestSupport
import Testing
import Workspace

@Suite struct RenamedPconfigsTests {
  /// Where each rename is asked for, the text before the place, and the name without what is added to it.
  private static let renames: [(file: String, behind: String, name: String)] = [
    ("project/first.py", "Opt(l", "lr"),
    ("project/second.py", "TrainerConfig(first, ste", "steps"),
    ("project/second.py", "first.batch", "batch_size"),
    ("project/trainer.py", "self.config.l", "lr"),
    ("project/second.py", "import con", "config"),
    ("project/trainer.py", "opt: Op", "Opt"),
    ("main.py", "print(second.trainer.Trainer", "TrainerConfig"),
    ("project/second.py", "seco", "second"),
    ("main.py", "Mode.FA", "FAST"),
  ]

  @Test func theExperimentsSayTheSame() throws {
    guard let interpreter = try PythonOracle.interpreter(toCheck: "that renamed pconfigs run") else { return }
    let folder = try TestFolder(Self.files)
    let wanted = try folder.run(interpreter)
    #expect(wanted.count > 100, "\(wanted)")
    var renamed = 0
    for rename in Self.renames {
      let text = try folder.text(rename.file)
      let place = try #require(Self.place(behind: rename.behind, in: text), "\(rename.behind) in\n\(text)")
      let file = folder.folder.path.appending(rename.file)
      let workspace = Workspace(roots: [folder.folder.path])
      for job in workspace.indexJobs() { if let result = job.run() { workspace.apply(result) } }
      let answer = workspace.snapshot(for: file).rename(in: file, at: TextOffset(place), to: rename.name + "_new")
      guard case .changes(let changes) = answer else {
        Issue.record("\(rename.name): \(answer)")
        continue
      }
      #expect(changes.count > 1, "\(rename.name)")
      try folder.make(changes)
      renamed += 1
    }
    let said = try folder.run(interpreter).replacing("_new", with: "")
    #expect(said == wanted)
    print("renamed in pconfigs: \(renamed)")
    #expect(renamed == Self.renames.count)
  }

  /// Names that were renamed before are found by what they were.
  private static func place(behind wanted: String, in text: String) -> Int? {
    let original = Array(text.replacing("_new", with: "").utf8)
    guard let found = original.firstRange(of: Array(wanted.utf8)) else { return nil }
    var (plain, real) = (0, 0)
    let bytes = Array(text.utf8)
    while plain < found.upperBound, real < bytes.count {
      if bytes[real...].starts(with: "_new".utf8) { real += 4 }
      (plain, real) = (plain + 1, real + 1)
    }
    return real
  }

  private struct TestFolder {
    let folder: TemporaryFolder

    init(_ files: [String: String]) throws {
      folder = TemporaryFolder()
      for (path, text) in files { folder.write(text, to: path) }
    }

    func text(_ path: String) throws -> String {
      try String(contentsOfFile: folder.path.appending(path).string, encoding: .utf8)
    }

    func make(_ changes: [TextChange]) throws {
      for (file, changes) in Dictionary(grouping: changes, by: \.location.file) {
        var text = SourceText(try String(contentsOfFile: file.string, encoding: .utf8))
        for change in changes.sorted(by: { $0.location.range.start > $1.location.range.start }) {
          text = text.replacing(change.location.range, with: change.replacement)
        }
        try text.string.write(toFile: file.string, atomically: true, encoding: .utf8)
      }
    }

    func run(_ interpreter: String) throws -> String {
      let process = Process()
      process.executableURL = URL(filePath: interpreter)
      process.arguments = ["-B", "-W", "ignore", "main.py"]
      process.currentDirectoryURL = URL(filePath: folder.path.string)
      let pipe = Pipe()
      process.standardOutput = pipe
      process.standardError = pipe
      try process.run()
      let data = pipe.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      let said = String(decoding: data, as: UTF8.self)
      #expect(process.terminationStatus == 0, "\(said)")
      return said
    }
  }

  private static let files: [String: String] = [
    "project/__init__.py": "",
    "project/trainer.py": """
    from __future__ import annotations

    from pconfigs import pconfig, pconfiged, pdefaults, penum
    from pconfigs.pinnable import Pinned, pproperty
    from enum import Enum


    class Mode(Enum):
        FAST = 1
        SLOW = 2


    @pconfig
    class Opt:
        lr: float
        mode: Mode

    pdefaults += Opt(lr=0.1, mode=Mode.SLOW)


    @pconfiged(runnable=True)
    class Trainer:
        config: TrainerConfig

        def run(self):
            return f"{self.config.lr} {self.config.opt.lr} {self.config.steps:03d}"


    @pconfig(constructs=Trainer)
    class TrainerConfig:
        steps: int
        lr: float
        opt: Opt
        batch_size: Pinned[int]

        @pproperty
        def batch_size(self) -> int:
            return 4 * self.steps + int(self.opt.lr) + (1 if self.opt.mode is Mode.FAST else 0)

        def longer(self, steps):
            return self.steps + steps


    pdefaults += TrainerConfig(steps=3, lr=0.5, opt=Opt(), batch_size=Pinned)
    """,
    "project/first.py": """
    from project.trainer import Mode, Opt, TrainerConfig

    config = TrainerConfig(steps=4, opt=Opt(lr=0.25, mode=Mode.FAST))
    """,
    "project/second.py": """
    from project import trainer
    from project.first import config as first

    config = trainer.TrainerConfig(first, steps=first.batch_size - 1, lr=first.opt.lr)
    second = trainer.TrainerConfig(config, opt=trainer.Opt(config.opt, mode=trainer.Mode.SLOW))
    """,
    "main.py": """
    from project import first, second
    from project.trainer import Mode, Trainer, TrainerConfig

    def describe(config: TrainerConfig):
        steps = [config.steps]
        return config.lr, config.opt.lr, steps, config.batch_size, config.longer(steps=2), config.opt.mode is Mode.FAST

    print(describe(first.config), describe(second.config), describe(second.second))
    print(second.trainer.TrainerConfig(first.config, lr=3.0).batch_size, Mode.FAST.value)
    print(Trainer(config=second.config).run(), second.second.opt.lr)
    """,
  ]
}
