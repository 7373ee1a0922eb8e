// Does a program say the same when its names have changed? Everything that configs can name, renamed one by one, and
// each time run by CPython with gin-config, or compiled.

import Configurables
import EditorFeatures
import Foundation
import Resolution
import SourceText
import TestSupport
import Testing

@Suite struct RenamedProgramsTests {
  private static let python: [(path: String, text: String)] = [
    (
      "lib/train.py",
      """
      import functools
      import gin
      from lib import other

      def shift(base_lr):
        return base_lr + 1

      @gin.configurable
      def schedule(base_lr=0.5, steps: int = 2, *, floor=0.0):
        rates = [base_lr for _ in range(steps)]
        def inner(factor, base_lr=base_lr):
          return base_lr * factor
        total = 0
        for steps_taken in range(steps):
          total += steps_taken
        text = f'from {base_lr:.2f} in {other.base_lr} {total!r}'
        key = lambda floor: -floor
        return sorted(rates + [shift(base_lr=base_lr), inner(2, base_lr=base_lr)], key=key) + [text, floor]

      @gin.configurable
      class Net:
        scale = 3
        def __init__(self, width=3, make=None, rates=()):
          self.width = width
          self.rates = rates
          if make is not None:
            self.made = make()
        def grow(self, by=1):
          width = self.width
          return Net(width=width + by, rates=self.rates)
        def __repr__(self):
          return f'Net({self.width}, {list(self.rates)})'

      @gin.configurable('Named')
      def original(x=1):
        return x

      @gin.register
      class Wide(Net):
        pass
      """
    ),
    ("lib/__init__.py", "from .train import schedule, Net\n"),
    ("lib/other.py", "base_lr = 3\nsteps = 4\n"),
    (
      "main.py",
      """
      import gin
      import lib
      import lib.train as t
      from lib import schedule
      from lib.train import schedule as make, Net, original

      def main():
        gin.parse_config_file('a.gin')
        print(make(base_lr=1), schedule(steps=1), t.schedule(2, floor=1), lib.schedule(), lib.train.schedule())
        print(Net(), Net(width=7).grow(by=2), t.Net(2).width, original(), original(x=4))
        with gin.config_scope('eval'):
          print(lib.Net(), schedule())
        print(gin.query_parameter('schedule.base_lr'), gin.query_parameter('eval/lib.train.schedule.steps'))

      main()
      """
    ),
    (
      "a.gin",
      """
      RATE = 0.25
      schedule.base_lr = %RATE
      eval/lib.train.schedule:
        steps = 3
      Net.make = @x/Wide
      Net.rates = @schedule()
      Wide.width = 9
      x/Wide.make = None
      eval/Net.width = 1
      Named.x = 2
      y/schedule.floor = 1
      """
    ),
  ]

  @Test func pythonProgramsSayTheSame() throws {
    guard let interpreter = try PythonOracle.interpreter(toCheck: "that renamed Python programs run") else { return }
    func run(_ folder: FilePath) throws -> String {
      let (output, status) = try Self.output(of: [interpreter, "main.py"], in: folder)
      #expect(status == 0, "\(output)")
      return output
    }
    let names = [
      "schedule": "", "base_lr": "schedule", "steps": "", "floor": "schedule", "Net": "", "make": "Net",
      "rates": "Net", "RATE": "", "eval": "", "x": "Named", "Named": "", "Wide": "",
    ]
    try Self.check(Self.python, "a.gin", names, leastRenamed: 12, run)
  }

  private static let swift: [(path: String, text: String)] = [
    (
      "Sources/Net/Net.swift",
      """
      @Configurable
      func makeRates(minRatio ratio: Double = 0, count: Int = 2) throws -> [Double] {
        let baseLR: Double = try Gin.query("Trainer.base_lr")
        return (0..<count).map { _ in baseLR * ratio }
      }

      @Config
      struct Trainer {
        var baseLR: Double = 0.5
        var width: Int? = 2
        var rates: [Double] = []

        var half: Double { baseLR / 2 + self.baseLR }

        func size() -> Int {
          let make = { [width] in width ?? 1 }
          if let width { return width + make() }
          guard let width = width, width > 0 else { return 0 }
          return width
        }
      }

      extension Trainer {
        func scaled(by factor: Double) -> Trainer {
          let baseLR = baseLR * factor
          let change = { (width: Int) in width + 1 }
          return Trainer(baseLR: baseLR, width: width.map(change), rates: rates)
        }
      }
      """
    ),
    (
      "Sources/Net/main.swift",
      """
      func run(_ trainer: Trainer) throws {
        print(trainer.baseLR, try makeRates(minRatio: 0.5), try makeRates(count: 3), trainer.half, trainer.size())
        let others: [Net.Trainer] = [Trainer(baseLR: 3), trainer.scaled(by: 2)]
        print(others.map(\\.baseLR), others.map { $0.width ?? 0 })
      }
      try run(Trainer(rates: [1]))
      """
    ),
    (
      "a.gin",
      """
      Trainer.base_lr = 0.5
      Trainer.width = 3
      Trainer.rates = @make_rates()
      make_rates.min_ratio = 0.5
      make_rates.count = 1
      """
    ),
  ]

  @Test func swiftProgramsStillCompileAndSayTheSame() throws {
    let names = [
      "base_lr": "Trainer", "width": "Trainer", "rates": "Trainer", "make_rates": "", "Trainer": "",
      "min_ratio": "make_rates", "count": "make_rates",
    ]
    try Self.check(Self.swift, "a.gin", names, leastRenamed: 7) { folder in
      // The attributes are read by us alone; the query gives what the config would.
      let sources = ["Net.swift", "main.swift"].map { folder.appending("Sources/Net/" + $0) }
      var text = try String(contentsOfFile: sources[0].string, encoding: .utf8)
      text = text.replacing("@Configurable", with: "").replacing("@Config", with: "")
      text += "\nenum Gin { static func query(_ key: String) throws -> Double { 0.5 } }\n"
      try text.write(toFile: sources[0].string, atomically: true, encoding: .utf8)
      let program = folder.appending("program").string
      let (said, status) = try Self.output(
        of: ["swiftc", "-Onone", "-module-name", "Net"] + sources.map(\.string) + ["-o", program], in: folder)
      guard status == 0 else {
        Issue.record("\(said)\n\(text)")
        return ""
      }
      return try Self.output(of: [program], in: folder).output
    }
  }

  // MARK: One by one

  /// Renames each name, which is looked for behind its owner's in the config, and compares what the programs say.
  private static func check(
    _ files: [(path: String, text: String)], _ config: String, _ names: [String: String], leastRenamed: Int,
    _ run: (FilePath) throws -> String
  ) throws {
    let fixtures = files.map {
      FixtureFile(language: String($0.path.split(separator: ".").last ?? ""), path: $0.path, block: $0.text, line: 1)
    }
    let before = TemporaryFolder()
    for file in fixtures { before.write(file.text.string, to: file.path) }
    let wanted = try run(before.path)
    #expect(wanted.count > 20)
    let text = try #require(fixtures.first { $0.path == config }).text.string
    var renamed = 0
    for (name, owner) in names.sorted(by: { $0.key < $1.key }) {
      let subject = WorkspaceSubject(files: fixtures)
      let key = owner.isEmpty ? name : owner + "." + name
      let found = try #require(text.range(of: key), "\(key)")
      let offset = TextOffset(text.utf8.distance(from: text.startIndex, to: found.upperBound))
      let analysis = subject.analysis(of: config)
      guard case .changes(let changes) = analysis.rename(in: subject.file(config), at: offset, to: "renamed_" + name)
      else {
        Issue.record("\(key): \(analysis.rename(in: subject.file(config), at: offset, to: "renamed_" + name))")
        continue
      }
      let after = TemporaryFolder()
      for file in fixtures { after.write(file.text.string, to: file.path) }
      for made in subject.made(changes, analysis) { after.write(made.text.string, to: subject.relative(made.file)) }
      // A program may well print its own names.
      let said = try run(after.path).replacing("renamed_", with: "")
      #expect(said == wanted, "\(key)")
      renamed += 1
    }
    print("renamed names: \(renamed) of \(names.count)")
    #expect(renamed >= leastRenamed)
  }

  private static func output(of command: [String], in folder: FilePath) throws -> (output: String, status: Int32) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    process.currentDirectoryURL = URL(filePath: folder.string)
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (String(decoding: data, as: UTF8.self), process.terminationStatus)
  }
}
