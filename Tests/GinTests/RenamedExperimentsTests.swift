// Does a program with typed experiments say the same when its names have changed? Renamed one after the other, compiled
// with the library and its macros, and run.

import EditorFeatures
import Foundation
import Resolution
import SourceText
import TestSupport
import Testing
import Workspace

@Suite struct RenamedExperimentsTests {
  /// Where each rename is asked for, the text before the place, and the new name.
  private static let renames: [(file: String, behind: String, to: String)] = [
    ("a.gin", "Opt.l", "lrRenamed"),
    ("Sources/Run/Second.swift", "first.rates.count - 1, l", "lrRenamed"),
    ("Sources/Run/First.swift", "let fir", "firstRenamed"),
    ("Sources/Run/Third.swift", "TrainerConfig(seco", "secondRenamed"),
    ("Sources/Run/Third.swift", "opt: Op", "OptRenamed"),
    ("Sources/Run/First.swift", "mode: .fa", "fastRenamed"),
    ("a.gin", "'slo", "slowRenamed"),
    ("Sources/Run/Types.swift", "var rat", "ratesRenamed"),
    ("Sources/Run/main.swift", "first.half", "halfRenamed"),
    ("Sources/Run/main.swift", "config.make(Trainer", "TrainerConfigRenamed"),
    ("Sources/Run/Third.swift", "{ $0.op", "optRenamed"),
    ("Sources/Run/Types.swift", "func longer(than other: TrainerConfig) -> Bool { ste", "stepsRenamed"),
    ("a.gin", "%LAR", "LARGERenamed"),
  ]

  @Test func theProgramSaysTheSame() throws {
    let folder = try TemporaryFolder()
    for (path, text) in Self.files { try folder.write(path, text) }
    let wanted = try run(folder)
    #expect(wanted.count > 200)
    var renamed = 0
    for rename in Self.renames {
      // The texts have changed by the renames before.
      let text = try folder.read(rename.file)
      let file = folder.path.appending(rename.file)
      let place = try #require(Self.place(behind: rename.behind, in: text), "\(rename.behind) in\n\(text)")
      let workspace = Workspace(roots: [folder.path])
      workspace.index()
      let analysis = workspace.snapshot(for: file)
      guard case .changes(let changes) = analysis.rename(in: file, at: TextOffset(place), to: rename.to) else {
        Issue.record("\(rename.to): \(analysis.rename(in: file, at: TextOffset(place), to: rename.to))")
        continue
      }
      #expect(changes.count > 1, "\(rename.to)")
      #expect(analysis.renamable(in: file, at: TextOffset(place)) != nil)
      try Self.make(changes)
      renamed += 1
    }
    let said = try run(folder).replacing("Renamed", with: "").replacing("_renamed", with: "")
    #expect(said == wanted)
    print("renamed in typed experiments: \(renamed) of \(Self.renames.count)")
    #expect(renamed == Self.renames.count)
  }

  /// Names that were renamed before are found by what they were.
  private static func place(behind wanted: String, in text: String) -> Int? {
    let original = Array(text.replacing("_renamed", with: "").replacing("Renamed", with: "").utf8)
    guard let found = original.firstRange(of: Array(wanted.utf8)) else { return nil }
    // The same place in the text as it is: as many bytes of it stand before.
    var (plain, real) = (0, 0)
    let bytes = Array(text.utf8)
    while plain < found.upperBound, real < bytes.count {
      for suffix in ["_renamed", "Renamed"] where bytes[real...].starts(with: suffix.utf8) {
        real += suffix.utf8.count
      }
      (plain, real) = (plain + 1, real + 1)
    }
    return real
  }

  private static func make(_ changes: [TextChange]) throws {
    for (file, changes) in Dictionary(grouping: changes, by: \.location.file) {
      var text = SourceText(try String(contentsOfFile: file.string, encoding: .utf8))
      for change in changes.sorted(by: { $0.location.range.start > $1.location.range.start }) {
        text = text.replacing(change.location.range, with: change.replacement)
      }
      try text.string.write(toFile: file.string, atomically: true, encoding: .utf8)
    }
  }

  private func run(_ folder: TemporaryFolder) throws -> String {
    let sources = Self.files.keys.filter { $0.hasSuffix(".swift") && $0.hasPrefix("Sources") }
    var files: [String: String] = [:]
    for path in sources { files[path.split(separator: "/").last.map(String.init) ?? ""] = try folder.read(path) }
    return try SwiftCompiler.output(of: files, module: "Run", arguments: [folder.path.appending("a.gin").string])
  }

  private static let files: [String: String] = [
    "Package.swift": "// A package.\n",
    "Sources/Run/Types.swift": """
    import Gin

    @Config
    enum Mode: String { case fast, slow }

    let registry = Registry {
      TrainerConfig.self
      Opt.self
      Mode.self
      Constant("limits.LARGE", 8)
    }

    @Config
    struct Opt {
      var lr: Double = 0.1
      var mode: Mode = .slow
      var name: String { mode == .fast ? "quick" : "steady" }
    }

    @Config
    struct TrainerConfig {
      var steps: Int = 3
      var lr: Double = 3e-4
      var opt: Opt = Opt(lr: 0.5)

      var rates: [Double] { [lr, opt.lr, self.lr] + (0..<steps).map { Double($0) * lr } }
      var half: Double { self.opt.lr / 2 }

      func longer(than other: TrainerConfig) -> Bool { steps > other.steps }
    }

    extension TrainerConfig {
      var low: Double {
        let lr = opt.lr
        switch opt.mode {
        case .fast: return lr + self.lr
        case .slow: return lr
        }
      }
    }
    """,
    "Sources/Run/First.swift": """
    let first = TrainerConfig(steps: 4, opt: .init(lr: 0.25, mode: .fast))
    """,
    "Sources/Run/Second.swift": """
    let second = TrainerConfig(first, steps: first.rates.count - 1, lr: first.opt.lr)
    """,
    "Sources/Run/Third.swift": """
    let third = TrainerConfig(second) { $0.opt.lr = second.lr }
    let fourth = TrainerConfig(second, opt: Opt(first.opt, mode: Mode.slow))
    """,
    "Sources/Run/main.swift": """
    import Gin

    func describe(_ config: TrainerConfig) -> String {
      let first = [config.lr, config.opt.lr]
      return "\\(first.first ?? 0) \\(first) \\(config.low) \\(config.opt.name) \\(config.opt.mode == .slow)"
    }
    print(first.half, second.opt.lr, third.rates, fourth.opt.mode, second.longer(than: first))
    print([first, second, third, fourth].map(describe))
    print(second.resolved)
    let config = try Config(registry, files: [CommandLine.arguments[1]])
    print(try config.make(TrainerConfig.self), try config.make(Opt.self), try config.scoped("eval").make(Opt.self))
    """,
    "a.gin": """
    TrainerConfig.lr = 0.5
    TrainerConfig.steps = %LARGE
    Opt.lr = 1.0
    Opt.mode = 'slow'
    TrainerConfig.opt = @Opt()
    eval/Opt.mode = %Mode.fast
    """,
  ]
}
