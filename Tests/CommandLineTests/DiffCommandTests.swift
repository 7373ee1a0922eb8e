// Does `diff` tell what changes between two experiments, and what only follows?

import Foundation
import SourceText
import Testing

@Suite struct DiffCommandTests {
  private let trainer = CommandLineProgram.fixtures.appending("trainer")

  @Test func whatFollowsIsMarked() throws {
    let outcome = try CommandLineProgram.run(
      "diff", "experiments/first.gin", "experiments/second.gin", "--format", "json", in: trainer)
    #expect(outcome.code == 1)
    let rows = try #require(try outcome.json()["differences"] as? [[String: Any]])
    #expect(
      rows.compactMap { $0["key"] as? String } == [
        "TrainerConfig.base_lr", "TrainerConfig.steps", "TrainerConfig.lr_schedule",
      ])
    #expect(rows.map { $0["derived"] as? Bool } == [false, false, true])
    #expect(rows[2]["causes"] as? [String] == ["TrainerConfig.base_lr"])
    #expect((rows[1]["left"] as? [String: Any])?["value"] as? String == "3")
    #expect((rows[1]["right"] as? [String: Any])?["value"] as? String == "5")
  }

  @Test func likeIsLike() throws {
    let outcome = try CommandLineProgram.run(
      "diff", "experiments/second.gin", "experiments/second.gin", "--bind", "TrainerConfig.steps = 5", in: trainer)
    #expect(outcome.code == 0)
    #expect(outcome.output.hasSuffix("The values are the same.\n"))
  }

  /// `wide` is an experiment of gimlet.gin: a file with a binding.
  @Test func experimentsHaveNames() throws {
    let gan = CommandLineProgram.fixtures.appending("gan")
    let outcome = try CommandLineProgram.run("diff", "experiments/digits.gin", "wide", in: gan)
    #expect(outcome.code == 1)
    #expect(
      outcome.output.contains(
        "generator/dnn.layer_sizes\n- [128, 256]  (configs/networks.gin:7)\n+ [512, 1024]  (gimlet.gin)\n"))
    #expect(try CommandLineProgram.run("diff", "experiments/digits.gin", "narrow", in: gan).code == 2)
  }
}
