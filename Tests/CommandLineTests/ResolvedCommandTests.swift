// Do `print`, `explain`, `check` and `definitions` say what the trainer's program gets?

import Foundation
import SourceText
import TestSupport
import Testing

@Suite struct ResolvedCommandTests {
  private let trainer = CommandLineProgram.fixtures.appending("trainer")

  private func parameters(_ outcome: CommandOutcome) throws -> [String: [String: Any]] {
    let rows = try #require(try outcome.json()["parameters"] as? [[String: Any]])
    return Dictionary(rows.compactMap { row in (row["key"] as? String).map { ($0, row) } }) { first, _ in first }
  }

  @Test func valuesComeWithTheirSources() throws {
    let outcome = try CommandLineProgram.run("print", "experiments/second.gin", "--format", "json", in: trainer)
    #expect(outcome.code == 0)
    #expect(outcome.errors.isEmpty)
    #expect(try outcome.json()["entry"] as? [String] == ["experiments/second.gin"])
    let rate = try #require(try parameters(outcome)["TrainerConfig.base_lr"])
    let expected: NSDictionary = [
      "key": "TrainerConfig.base_lr", "scope": "", "configurable": "Trainer.TrainerConfig", "parameter": "base_lr",
      "expression": "1e-3", "value": "0.001", "status": "value",
      "source": ["file": "experiments/second.gin", "line": 5, "column": 1],
      "overrides": [["file": "experiments/first.gin", "line": 3, "expression": "3e-4", "value": "0.0003"]],
    ]
    #expect(rate as NSDictionary == expected)
  }

  /// The six rates as CPython computes them from the same formula: half a cosine from 0.001 to 0.0001.
  @Test func theScheduleIsComputed() throws {
    let outcome = try CommandLineProgram.run("print", "experiments/second.gin", "--format", "json", in: trainer)
    let schedule = try #require(try parameters(outcome)["TrainerConfig.lr_schedule"])
    #expect(schedule["status"] as? String == "value", "\(schedule)")
    #expect(schedule["expression"] as? String == "@make_lr_schedule()")
    #expect(
      schedule["value"] as? String
        == "[0.001, 0.0009140576474687263, 0.0006890576474687264, 0.0004109423525312737, "
        + "0.00018594235253127368, 0.0001]")
    let inputs = try #require(schedule["inputs"] as? [[String: Any]])
    #expect(
      inputs.compactMap { $0["key"] as? String } == [
        "TrainerConfig.base_lr", "TrainerConfig.total_steps", "TrainerConfig.min_lr_ratio",
      ])
    let definition = try #require(schedule["definition"] as? [String: Any])
    #expect(definition["file"] as? String == "Sources/Trainer/Schedule.swift")
  }

  @Test func oneCommandWorksFromEveryFolder() throws {
    let here = try CommandLineProgram.run("print", "experiments/second.gin", in: trainer)
    for folder in ["experiments", "Sources/Trainer"] {
      let there = try CommandLineProgram.run("print", "experiments/second.gin", in: trainer.appending(folder))
      #expect(there.output == here.output)
    }
    let inside = try CommandLineProgram.run("print", "second.gin", in: trainer.appending("experiments"))
    #expect(inside.output == here.output)
    let lines = here.output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    #expect(lines.contains(["TrainerConfig.steps", "5", "experiments/second.gin:6"]))
    #expect(lines.contains(["overrides", "3", "experiments/first.gin:2"]))
    #expect(lines.contains(["TrainerConfig.total_steps", "6", "experiments/first.gin:4"]))
  }

  @Test func bindingsComeAfterAllFiles() throws {
    let outcome = try CommandLineProgram.run(
      "print", "experiments/second.gin", "--bind", "TrainerConfig.steps = 50", "--bind", "EXTRA = 1", "--format",
      "json", in: trainer)
    #expect(try parameters(outcome)["TrainerConfig.steps"]?["value"] as? String == "50")
    let macros = try #require(try outcome.json()["macros"] as? [[String: Any]])
    #expect(macros.first?["name"] as? String == "EXTRA")

    let wrong = try CommandLineProgram.run(
      "print", "experiments/second.gin", "--bind", "TrainerConfig.stepz = 50", in: trainer)
    #expect(wrong.code == 1)
    #expect(wrong.errors.contains("--bind:1:"))
    #expect(wrong.errors.contains("[unknown-parameter]"))
  }

  @Test func laterFilesWin() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.gin", "X = 1\nf.y = 'a'\n")
    try folder.write("b.gin", "X = 2\n")
    let outcome = try CommandLineProgram.run("print", "a.gin", "b.gin", "--format", "json", in: folder.path)
    let macros = try #require(try outcome.json()["macros"] as? [[String: Any]])
    #expect(macros.map { $0["value"] as? String } == ["2"])
    let overridden = try #require(macros[0]["overrides"] as? [[String: Any]])
    #expect(overridden.map { $0["file"] as? String } == ["a.gin"])
    #expect(overridden.map { $0["value"] as? String } == ["1"])
    let text = try CommandLineProgram.run("print", "a.gin", "b.gin", in: folder.path)
    let lines = text.output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    #expect(lines.prefix(2) == [["X", "2", "b.gin:1"], ["overrides", "1", "a.gin:1"]])
    #expect(try outcome.json()["entry"] as? [String] == ["a.gin", "b.gin"])
  }

  @Test func explainSaysWhyItWon() throws {
    for key in ["TrainerConfig.base_lr", "TrainerConfig.baseLR", "Trainer.TrainerConfig.base_lr", "base_lr"] {
      let outcome = try CommandLineProgram.run("explain", "experiments/second.gin", key, in: trainer)
      #expect(outcome.code == 0)
      #expect(outcome.output.hasPrefix("TrainerConfig.base_lr = 0.001\n"))
      #expect(outcome.output.contains("experiments/second.gin:5"))
      #expect(outcome.output.contains("overrides  0.0003"))
      #expect(outcome.output.contains("after experiments/first.gin"))
    }
    let reported = try CommandLineProgram.run(
      "explain", "experiments/second.gin", "TrainerConfig.base_lr", "--format", "json", in: trainer)
    #expect((try reported.json()["parameter"] as? [String: Any])?["value"] as? String == "0.001")
  }

  /// The whole chain: what it is the default of, what other scopes say, and what follows from it.
  @Test func explainFollowsValuesBothWays() throws {
    let gan = CommandLineProgram.fixtures.appending("gan")
    let size = try CommandLineProgram.run("explain", "experiments/digits.gin", "EPOCHS", in: gan)
    #expect(size.output.contains("used by, so that an edit reaches 5 values"))
    #expect(size.output.contains("\n    train.epochs"))
    #expect(size.output.contains("\n      GAN.rates"))
    let layers = try CommandLineProgram.run(
      "explain", "experiments/digits.gin", "generator/dnn.layer_sizes", "--format", "json", in: gan)
    let scopes = try #require(try layers.json()["otherScopes"] as? [[String: Any]])
    #expect(scopes.compactMap { $0["key"] as? String } == ["discriminator/dnn.layer_sizes"])
    let rate = try CommandLineProgram.run(
      "explain", "experiments/second.gin", "base_lr", "--format", "json", in: trainer)
    #expect(try rate.json()["usedBy"] as? [String] == ["TrainerConfig.lr_schedule"])
  }

  /// What a call read is named with the scope that bound it, and shown as it is there.
  @Test func explainNamesInputsInTheirScopes() throws {
    let pretraining = CommandLineProgram.fixtures.appending("pretraining")
    let rates = try CommandLineProgram.run(
      "explain", "experiments/tiny.gin", "AdamW.learning_rates", "--format", "json", in: pretraining)
    let inputs = try #require(try rates.json()["computedFrom"] as? [[String: Any]])
    #expect(inputs.first?["key"] as? String == "slow/warmup_cosine.peak")
    #expect(inputs.first?["value"] as? String == "0.0003")
    #expect(inputs.dropFirst().first?["key"] as? String == "warmup_cosine.warmup")

    let shown = try CommandLineProgram.run("explain", "experiments/tiny.gin", "AdamW.learning_rates", in: pretraining)
    let readme = try String(contentsOf: PythonOracle.packageRoot.appending(path: "README.md"), encoding: .utf8)
    let whole = try #require(shown.output.firstRange(of: "\n\n  used by"))
    #expect(readme.contains(shown.output[..<whole.lowerBound]))
  }

  @Test func checkCountsAndFails() throws {
    let folder = try TemporaryFolder()
    try folder.write("Package.swift", "")
    try folder.write("Sources/M/a.swift", "@Config struct Model { var size: Int = 1 }")
    try folder.write("good.gin", "Model.size = 2\n")
    let good = try CommandLineProgram.run("check", in: folder.path)
    #expect(good.code == 0)
    #expect(good.output == "no problems in 1 file\n")
    #expect(good.errors.isEmpty)

    try folder.write("deep/bad,1.gin", "Model.sise = 2\n")
    let bad = try CommandLineProgram.run("check", in: folder.path)
    #expect(bad.code == 1)
    #expect(bad.output == "1 error in 2 files\n")
    #expect(bad.errors.hasPrefix("deep/bad,1.gin:1:7: error: "))
    let only = try CommandLineProgram.run("check", "good.gin", in: folder.path)
    #expect(only.output == "no problems in 1 file\n")

    let json = try CommandLineProgram.run("check", "deep", "--format", "json", in: folder.path)
    let problems = try #require(try json.json()["problems"] as? [[String: Any]])
    #expect(problems.map { $0["code"] as? String } == ["unknown-parameter"])
    #expect(problems.map { $0["file"] as? String } == ["deep/bad,1.gin"])

    let github = try CommandLineProgram.run("check", "--format", "github", in: folder.path)
    #expect(github.code == 1)
    #expect(
      github.output.hasPrefix(
        "::error file=deep/bad%2C1.gin,line=1,endLine=1,col=7,endColumn=11,title=unknown-parameter::"))
  }

  @Test func definitionsAreListed() throws {
    let outcome = try CommandLineProgram.run("definitions", "--format", "json", in: trainer)
    let rows = try #require(try outcome.json()["configurables"] as? [[String: Any]])
    let config = try #require(rows.first { $0["name"] as? String == "TrainerConfig" })
    #expect(config["module"] as? String == "Trainer")
    #expect(config["kind"] as? String == "struct")
    #expect(config["language"] as? String == "swift")
    #expect(config["file"] as? String == "Sources/Trainer/TrainerConfig.swift")
    let parameters = try #require(config["parameters"] as? [[String: Any]])
    #expect(
      parameters.first { $0["name"] as? String == "minLRRatio" } as NSDictionary?
        == ["name": "minLRRatio", "type": "Double", "default": "0", "configurable": true])
  }

  @Test func noColourIsHonouredAndPipesAreNoTerminals() throws {
    let outcome = try CommandLineProgram.run(
      ["print", "experiments/second.gin"], in: trainer, environment: ["NO_COLOR": "1", "TERM": "xterm-256color"])
    #expect(!outcome.output.contains("\u{1B}"))
    let plain = try CommandLineProgram.run("print", "experiments/second.gin", in: trainer)
    #expect(plain.output == outcome.output)
  }
}
