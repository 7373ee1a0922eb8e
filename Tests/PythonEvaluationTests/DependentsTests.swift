// Does an edit change what it is said to change, and nothing else? Generated Python programs.

import SourceText
import TestSupport
import Testing

@Suite struct DependentsTests {
  @Test func anEditReachesOnlyWhatFollowsFromIt() throws {
    guard let python = try PythonOracle.interpreter(toCheck: "what an edit of generated programs reaches") else {
      return
    }
    var reach = EditReach()
    for program in try PythonProgram.generated(0..<100, seed: 20_261_121, python: python) {
      let known = reach.surprises.count
      reach.edit(program.config()) { _, text in program.config(text.string) }
      for surprise in reach.surprises.dropFirst(known) { Issue.record("program \(program.number): \(surprise)") }
    }
    #expect(reach.changes > 100)
  }
}
