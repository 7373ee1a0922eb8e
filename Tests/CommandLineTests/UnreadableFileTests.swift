// What is said about a file that is no text, or not the text that gin-config reads?

import Foundation
import SourceText
import TestSupport
import Testing

@Suite struct UnreadableFileTests {
  private static let commands = [
    ["print", "bad.gin"], ["check", "bad.gin"], ["explain", "bad.gin", "f.x"], ["diff", "bad.gin", "good.gin"],
    ["plot", "bad.gin", "f.x"], ["parse", "bad.gin"], ["format", "bad.gin"],
  ]

  private func folder(_ bytes: [UInt8]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("pyproject.toml", "")
    try folder.write("good.gin", "A = 1\n")
    try folder.write("bad.gin", bytes: bytes)
    return folder
  }

  @Test(arguments: commands)
  func bytesThatAreNotUTF8AreNamedByTheirLine(command: [String]) throws {
    let bytes = Array("A = 1\nB = '".utf8) + [0xE9] + Array("'\n".utf8)
    let folder = try folder(bytes)
    let outcome = try CommandLineProgram.run(command, in: folder.path)
    #expect(outcome.code == 2)
    #expect(
      outcome.errors
        == "gimlet: `bad.gin`: line 2 holds bytes that are not UTF-8, and gin-config reads nothing else.\n")
    #expect(try Array(Data(contentsOf: URL(fileURLWithPath: folder.path.appending("bad.gin").string))) == bytes)
  }

  @Test(arguments: commands)
  func bytesOfNoTextAreSaidToBe(command: [String]) throws {
    let folder = try folder([0x7F, 0x45, 0, 1])
    let outcome = try CommandLineProgram.run(command, in: folder.path)
    #expect(outcome.code == 2)
    #expect(outcome.errors == "gimlet: `bad.gin`: this is not a text file.\n")
  }

  /// The other files are checked all the same.
  @Test func aFolderIsCheckedAroundThem() throws {
    let folder = try folder([0xFF])
    try folder.write("wrong.gin", "A = \n")
    try folder.write("part.gin", "include 'bad.gin'\n")
    let outcome = try CommandLineProgram.run("check", in: folder.path)
    #expect(outcome.code == 2)
    #expect(outcome.output == "1 error in 3 files\n")
    #expect(outcome.errors.hasPrefix("wrong.gin:1:5: error: "))
    #expect(
      outcome.errors.hasSuffix(
        "gimlet: `bad.gin`: line 1 holds bytes that are not UTF-8, and gin-config reads nothing else.\n"))
    let included = try CommandLineProgram.run("print", "part.gin", in: folder.path)
    #expect(included.code == 2)
    #expect(included.errors.hasPrefix("gimlet: `bad.gin`: line 1 "))
  }

  @Test func linesOfWindowsAreLines() throws {
    let folder = try folder(Array("A = 1\r\nB = [1,\r\n  2]\r\n".utf8))
    let outcome = try CommandLineProgram.run("print", "bad.gin", in: folder.path)
    #expect(outcome.code == 0)
    #expect(outcome.output == "A  1       bad.gin:1\nB  [1, 2]  bad.gin:2\n")
  }

  /// Half an answer on a full disk must not look like a whole one.
  @Test func anOutputThatCannotBeWrittenIsSaid() throws {
    guard let full = FileHandle(forWritingAtPath: "/dev/full") else {
      print("not checked: what is said on a full disk, for there is no /dev/full")
      return
    }
    let folder = try folder([])
    let outcome = try CommandLineProgram.run(["parse", "good.gin"], in: folder.path, output: full)
    #expect(outcome.code == 2)
    #expect(outcome.errors == "gimlet: The output cannot be written: No space left on device.\n")
  }
}
