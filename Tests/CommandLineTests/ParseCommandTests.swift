// Does `gimlet parse` keep its keys, its lines and its exit codes?

import Foundation
import SourceText
import TestSupport
import Testing

@Suite struct ParseCommandTests {
  @Test func statementsComeAsGinConfigYieldsThem() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "sub/a.gin",
      """
      import a.b as c
      include 'base.gin'
      batch_size = 0x20
      train/optim.Adam.lr = 1e-3
      scope/optim.Adam:
        beta = (1, 'x')
        f = @s/g()
      """)
    let outcome = try CommandLineProgram.run(
      "parse", "sub/a.gin", "--format", "json", "--root", ".", in: folder.path)
    #expect(outcome.code == 0)
    #expect(outcome.errors.isEmpty)
    let expected = """
      {"file": "sub/a.gin", "problems": [], "statements": [
        {"kind": "import", "line": 1, "text": "import a.b as c"},
        {"kind": "include", "line": 2, "path": "base.gin"},
        {"kind": "macro", "line": 3, "name": "batch_size", "value": "32"},
        {"kind": "binding", "line": 4, "scope": "train", "selector": "optim.Adam", "parameter": "lr", "value": "0.001"},
        {"kind": "block", "line": 5, "scope": "scope", "selector": "optim.Adam"},
        {"kind": "binding", "line": 6, "scope": "scope", "selector": "optim.Adam", "parameter": "beta",
         "value": "(1, 'x')"},
        {"kind": "binding", "line": 7, "scope": "scope", "selector": "optim.Adam", "parameter": "f",
         "value": "@s/g()"}]}
      """
    let object = try JSONSerialization.jsonObject(with: Data(expected.utf8))
    #expect(try outcome.json() as NSDictionary == object as? NSDictionary)
  }

  @Test func whatGinRefusesIsFramedAndTheRestIsRead() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.gin", "a.x = 1\na.y = PLACEHOLDER\na.z = 3\n")
    let text = try CommandLineProgram.run("parse", "a.gin", in: folder.path)
    #expect(text.code == 1)
    #expect(text.output.contains("a.x = 1"))
    #expect(text.output.contains("a.z = 3"))
    #expect(text.errors.hasPrefix("a.gin:2:7: error: "))
    #expect(text.errors.contains("2 | a.y = PLACEHOLDER\n"))
    #expect(text.errors.contains("  |       ^^^^^^^^^^^\n"))
    #expect(!text.errors.contains("\u{1B}"))

    let json = try CommandLineProgram.run("parse", "a.gin", "--format", "json", in: folder.path)
    #expect(json.code == 1)
    #expect(json.errors.isEmpty)
    let problem = try #require((try json.json()["problems"] as? [[String: Any]])?.first)
    #expect(problem["line"] as? Int == 2)
    #expect(problem["column"] as? Int == 7)
    #expect(problem["endColumn"] as? Int == 18)
    #expect(problem["code"] as? String == "syntax-error")
    #expect(problem["severity"] as? String == "error")
    #expect(problem["file"] as? String == "a.gin")
  }

  @Test(arguments: [
    (["parse", "none.gin"], "there is no such file"),
    (["parse", "folder"], "this is a folder"),
    (["parse", "binary.gin"], "this is not a text file"),
    (["parse", ""], "names no file"),
    (["parse", "ok.gin", "--root", "none"], "is not a folder"),
    (["print", "ok.txt"], "no `.gin` file"),
    (["explain", "ok.gin", "No.such"], "Nothing in this config is called `No.such`"),
    (["check", "ok.txt"], "no `.gin` file"),
    (["replay", "ok.txt"], "is not a recorded session"),
    (["replay", "none.jsonl"], "there is no such file"),
  ])
  func unreadableInputIsOneSentenceAndTwo(_ arguments: [String], _ words: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("ok.gin", "a.b = 1\n")
    try folder.write("ok.txt", "text\n")
    try folder.write("folder/a.gin", "")
    try folder.write("binary.gin", bytes: [0, 1, 2])
    let outcome = try CommandLineProgram.run(arguments, in: folder.path)
    #expect(outcome.code == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.hasPrefix("gimlet: "))
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
    #expect(outcome.errors.split(separator: "\n").count == 1)
  }

  @Test(arguments: [
    ["--nonsense"], ["parse"], ["parse", "a", "b"], ["print"], ["explain", "a.gin"],
    ["check", "--format", "xml"],
  ])
  func wrongUsageIsTwo(_ arguments: [String]) throws {
    let folder = try TemporaryFolder()
    let outcome = try CommandLineProgram.run(arguments, in: folder.path)
    #expect(outcome.code == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains("sage: gimlet"))
  }

  @Test(arguments: ["print", "check", "explain", "parse", "definitions", "lsp", "replay"])
  func helpShowsAnExample(_ command: String) throws {
    let folder = try TemporaryFolder()
    let outcome = try CommandLineProgram.run(command, "--help", in: folder.path)
    #expect(outcome.code == 0)
    #expect(outcome.errors.isEmpty)
    #expect(outcome.output.contains("Example: gimlet \(command) "))
  }
}
