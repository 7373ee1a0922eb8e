// Does `gimlet replay` tell a session to a person, and does it see when the server says something else?

import Foundation
import SourceText
import TestSupport
import Testing

@Suite struct ReplayCommandTests {
  private let fixtures = CommandLineProgram.fixtures

  @Test func withoutASessionTheTrainerIsShown() throws {
    let outcome = try CommandLineProgram.run("replay", in: fixtures.folder)
    #expect(outcome.code == 0, "\(outcome.output.suffix(500))")
    // The line, the caret below it, the answer.
    #expect(outcome.output.contains(" 10 | TrainerConfig.lr_schedule = @make_lr_schedule()\n"))
    #expect(outcome.output.contains("    |                             ^\n"))
    #expect(outcome.output.contains("[0.001, 0.0009140576474687263, 0.0006890576474687264"))
    #expect(outcome.output.contains("messages of the server came as they were recorded."))
    let elsewhere = try CommandLineProgram.run("replay", in: fixtures.appending("trainer/experiments"))
    #expect(elsewhere.output == outcome.output)
  }

  @Test func aDifferenceIsShownAndFails() throws {
    let folder = try TemporaryFolder()
    let recorded = try String(
      contentsOfFile: fixtures.appending("sessions/trainer-emacs.jsonl").string, encoding: .utf8)
    #expect(recorded.contains("0.0009140576474687263"))
    try folder.write(
      "other.jsonl", recorded.replacingOccurrences(of: "0.0009140576474687263", with: "0.0009140576474687264"))
    let root = fixtures.appending("trainer").string
    let outcome = try CommandLineProgram.run("replay", "other.jsonl", "--root", root, in: folder.path)
    #expect(outcome.code == 1)
    #expect(outcome.output.contains("0.0009140576474687263"))
    #expect(outcome.output.contains("difference"))
    let lost = try CommandLineProgram.run("replay", "other.jsonl", in: folder.path)
    #expect(lost.code == 2)
    #expect(lost.errors.contains("say `--root`"))
  }
}
