// Is a name found in every file that holds it, whatever was read before?

import Configurables
import Resolution
import SourceText
import TestSupport
import Testing
import Workspace

@Suite struct CodeFilesTests {
  private func files(with name: String, _ analysis: Analysis, in extent: CodeNameQuery.Extent = .allFiles) -> [String] {
    analysis.files.codeNames(CodeNameQuery(name, in: extent)).filter { !$0.names.isEmpty }.map(\.file.name)
  }

  @Test func whatChangesOnTheDiskIsReadAgain() throws {
    let trainer = try TrainerFolder()
    let analysis = Workspace(roots: [trainer.folder.path]).snapshot(for: trainer["main.gin"])
    #expect(files(with: "doubled", analysis) == ["Helpers.swift", "Trainer.swift"])
    #expect(files(with: "tripled", analysis) == [])
    // Nobody tells of the change.
    try trainer.folder.write(
      "Sources/Trainer/Unrelated.swift", "func unrelated() -> Double { doubled(1) + tripled(2) }\n")
    try trainer.folder.write("Sources/Trainer/Helpers.swift", "func tripled(_ x: Double) -> Double { x * factor }\n")
    #expect(files(with: "doubled", analysis) == ["Trainer.swift", "Unrelated.swift"])
    #expect(files(with: "tripled", analysis) == ["Helpers.swift", "Unrelated.swift"])
  }

  @Test func anExtentLeavesOtherFilesOut() throws {
    let trainer = try TrainerFolder()
    let analysis = Workspace(roots: [trainer.folder.path]).snapshot(for: trainer["main.gin"])
    let (helpers, constants) = (trainer["Sources/Trainer/Helpers.swift"], trainer["Sources/Trainer/Constants.swift"])
    #expect(files(with: "factor", analysis) == ["Constants.swift", "Helpers.swift"])
    #expect(files(with: "factor", analysis, in: .file(helpers)) == ["Helpers.swift"])
    #expect(
      files(with: "factor", analysis, in: .home(constants, othersWith: "doubled")) == [
        "Constants.swift", "Helpers.swift",
      ])
    #expect(files(with: "factor", analysis, in: .home(constants, othersWith: "steps")) == ["Constants.swift"])
  }

  @Test(arguments: ["", "x", "été = ünder_score+z9", "\"text\"\n'other.name'\r\n\tlast"])
  func aFilterForgetsNoWord(_ text: String) {
    let long = (0..<500).map { "name\($0)" }
    let all = text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init) + long
    let filter = WordFilter(of: Array((text + " " + long.joined(separator: ".")).utf8))
    #expect(all.filter { !filter.mayHold($0) } == [])
    #expect(filter.mayHold("no.word"))
    // One in fifty may be taken for one of the text's.
    #expect((0..<1000).filter { filter.mayHold("other\($0)") }.count < 60)
  }
}
