// Do the commands take typed experiments, of Swift and of pconfigs, as they take files of gin?

import Foundation
import SourceText
import TestSupport
import Testing

@Suite struct TypedExperimentCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("Package.swift", "// A package.\n")
    try folder.write(
      "Sources/Run/Types.swift",
      """
      import Gin

      @Config
      struct TrainerConfig {
        var name: String = "base"
        var baseLR: Double = 3e-4
        var steps: Int = 3
        var rates: [Double] { (0..<steps).map { baseLR * Double($0 + 1) } }
      }
      """)
    try folder.write("Sources/Run/First.swift", "let first = TrainerConfig(steps: 2)\n")
    try folder.write(
      "experiments/Second.swift", "let second = TrainerConfig(first, baseLR: 1)\nlet other = TrainerConfig(first)\n")
    try folder.write("experiments/Wrong.swift", "let wrong = TrainerConfig(first, baseRL: 1)\n")
    try folder.write(
      "project/types.py",
      """
      from pconfigs import pconfig, pdefaults, Pinned, pproperty

      @pconfig
      class C:
          a: int
          twice: Pinned[int]

          @pproperty
          def twice(self):
              return 2 * self.a

      pdefaults += C(a=1, twice=Pinned)
      """)
    try folder.write("project/one.py", "from project.types import C\n\nconfig = C(a=4)\n")
  }

  private func run(_ arguments: String...) throws -> CommandOutcome {
    try CommandLineProgram.run(arguments, in: folder.path)
  }

  private func values(_ outcome: CommandOutcome) throws -> [String: String] {
    let rows = try #require(try outcome.json()["parameters"] as? [[String: Any]])
    return Dictionary(
      rows.map { ($0["key"] as? String ?? "", $0["value"] as? String ?? "") }, uniquingKeysWith: { first, _ in first })
  }

  @Test func aDottedPathIsAnExperimentOfPython() throws {
    let outcome = try run("print", "project.one.config", "--format", "json")
    #expect(outcome.code == 0)
    #expect(try values(outcome) == ["C.a": "4", "C.twice": "8"])
    let rows = try #require(try outcome.json()["parameters"] as? [[String: Any]])
    #expect((rows[0]["source"] as? [String: Any])?["file"] as? String == "project/one.py")
    #expect(((rows[0]["overrides"] as? [[String: Any]])?.first)?["expression"] as? String == "1")
    #expect((rows[1]["definition"] as? [String: Any])?["line"] as? Int == 9)
    #expect(try values(try run("print", "project/one.py", "--format", "json")) == ["C.a": "4", "C.twice": "8"])
  }

  @Test func aSwiftFileIsAnExperiment() throws {
    let first = try run("print", "Sources/Run/First.swift", "--format", "json")
    #expect(
      try values(first) == [
        "TrainerConfig.name": "'base'", "TrainerConfig.baseLR": "0.0003", "TrainerConfig.steps": "2",
        "TrainerConfig.rates": "[0.0003, 0.0006]",
      ])
    let second = try run("print", "experiments/Second.swift:second", "--format", "swift")
    #expect(second.code == 0)
    #expect(
      second.output == """
        TrainerConfig(
          name: "base",
          baseLR: 1.0,
          steps: 2
          // rates: [1.0, 2.0] (computed)
        )

        """)
  }

  @Test func explainAndDiffTakeThem() throws {
    let explained = try run("explain", "experiments/Second.swift:second", "TrainerConfig.baseLR")
    #expect(explained.code == 0)
    #expect(explained.output.hasPrefix("TrainerConfig.baseLR = 1.0\n"))
    #expect(explained.output.contains("overrides  0.0003"))
    let difference = try run("diff", "Sources/Run/First.swift", "experiments/Second.swift:second", "--format", "json")
    #expect(difference.code == 1)
    let rows = try #require(try difference.json()["differences"] as? [[String: Any]])
    #expect(rows.compactMap { $0["key"] as? String } == ["TrainerConfig.baseLR", "TrainerConfig.rates"])
    #expect(rows.map { $0["derived"] as? Bool } == [false, true])
  }

  @Test func whatIsWrongWithThemIsChecked() throws {
    let checked = try run("check", "experiments", "--format", "json")
    #expect(checked.code == 1)
    let problems = try #require(try checked.json()["problems"] as? [[String: Any]])
    #expect(problems.map { $0["code"] as? String } == ["unknown-parameter"])
    #expect(problems.map { $0["column"] as? Int } == [34])
  }

  @Test(arguments: [
    ("experiments/Second.swift", "holds several experiments"),
    ("experiments/Second.swift:third", "no experiment `third`"),
    ("project.one.confog", "No typed experiment is called `project.one.confog`"),
    ("Sources/Run/Types.swift", "holds no typed experiment"),
  ])
  func whatIsNotThereIsOneSentence(_ entry: String, _ words: String) throws {
    let outcome = try run("print", entry)
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
    #expect(outcome.errors.split(separator: "\n").count == 1)
  }
}
