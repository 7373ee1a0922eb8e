// Does `gimlet format` write what it should, and nothing else?

import SourceText
import TestSupport
import Testing

@Suite struct FormatCommandTests {
  @Test func aFileIsWrittenInItsPlace() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.gin", "A:\n    x=1   \n\n\n\n\nB.y  =[1,2]")
    let checked = try CommandLineProgram.run("format", "--check", "a.gin", in: folder.path)
    #expect(checked.code == 1)
    #expect(checked.output == "a.gin\n")
    #expect(try folder.read("a.gin") == "A:\n    x=1   \n\n\n\n\nB.y  =[1,2]")
    let written = try CommandLineProgram.run("format", "a.gin", in: folder.path)
    #expect(written.code == 0)
    #expect(written.output.isEmpty && written.errors.isEmpty)
    #expect(try folder.read("a.gin") == "A:\n    x = 1\n\n\nB.y = [1, 2]\n")
    #expect(try CommandLineProgram.run("format", "--check", "a.gin", in: folder.path).code == 0)
  }

  @Test func whatGinRefusesIsShownAndTheRestIsLaidOut() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.gin", "A.x=1\nA.y = f(2)\n")
    let outcome = try CommandLineProgram.run("format", "a.gin", in: folder.path)
    #expect(outcome.code == 1)
    #expect(outcome.errors.contains("a.gin:2") && outcome.errors.contains("syntax-error"))
    #expect(try folder.read("a.gin") == "A.x = 1\nA.y = f(2)\n")
  }

  @Test func otherFilesAreNotTouched() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.py", "x=1\n")
    let outcome = try CommandLineProgram.run("format", "a.py", in: folder.path)
    #expect(outcome.code == 2)
    #expect(try folder.read("a.py") == "x=1\n")
    #expect(try CommandLineProgram.run("format", "none.gin", in: folder.path).code == 2)
  }
}
