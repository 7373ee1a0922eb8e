// What is wrong between files and bindings? Includes, overrides and repetitions, each with a near miss.

import Resolution
import SourceText
import Testing

@Suite struct StructureProblemTests {
  @Test func aMissingIncludeSaysWhereItWasLookedFor() throws {
    var project = TestProject(["a/main.gin": "include 'base.gin'\ninclude 'gone.gin'\n", "a/base.gin": ""])
    #expect(project.problems(in: "a/main.gin") == ["2: include-not-found: 'gone.gin'"])
    let message = try #require(project.analysis().problems(in: TestProject.path("a/main.gin")).first?.message)
    #expect(message.contains("`gone.gin`") && message.contains("`a/gone.gin`"))
    project.gin["gone.gin"] = ""
    #expect(project.problems(in: "a/main.gin") == [])
  }

  @Test func includesAreSearchedInOrder() {
    var project = TestProject([
      "b/main.gin": "include 'x.gin'\n", "b/x.gin": "A = 'own'\n", "x.gin": "A = 'root'\n",
      "configs/x.gin": "A = 'configured'\n",
    ])
    func found() -> String? { project.config("b/main.gin").macro("A")?.expression }
    #expect(found() == "'root'")
    project.configuredPaths = ["configs"]
    #expect(found() == "'configured'")
    project.configuredPaths = []
    project.gin["x.gin"] = nil
    #expect(found() == "'own'")
    project.gin["b/x.gin"] = nil
    // Only a file whose path ends so is left.
    #expect(found() == "'configured'")
    project.gin["other/x.gin"] = "A = 'two of them'\n"
    #expect(found() == nil)
  }

  @Test func anAbsoluteIncludeIgnoresSearchPaths() {
    let project = TestProject(["main.gin": "include '/w/deep/x.gin'\n", "deep/x.gin": "A = 1\n"])
    #expect(project.config().macro("A") != nil)
    #expect(TestProject(["main.gin": "include '/x.gin'\n", "x.gin": "A = 1\n"]).config().macro("A") == nil)
  }

  @Test func filesThatIncludeThemselvesAreACycle() {
    let project = TestProject([
      "main.gin": "include 'a.gin'\n", "a.gin": "include 'b.gin'\n", "b.gin": "include 'a.gin'\n",
    ])
    #expect(project.problems(in: "b.gin") == ["1: include-cycle: 'a.gin'"])
    let twice = TestProject(["main.gin": "include 'a.gin'\ninclude 'a.gin'\n", "a.gin": "A = 1\n"])
    #expect(twice.problems() == [])
  }

  @Test func aLateIncludeOverridesWhatIsAboveIt() {
    let project = TestProject([
      "main.gin": "TrainerConfig.steps = 5\ninclude 'base.gin'\n", "base.gin": "TrainerConfig.steps = 6\n",
    ])
    #expect(project.problems() == ["2: late-include: include 'base.gin'"])
    let harmless = TestProject([
      "main.gin": "TrainerConfig.limit = 5\ninclude 'base.gin'\n", "base.gin": "TrainerConfig.steps = 6\n",
    ])
    #expect(harmless.problems() == [])
  }

  @Test func aRepeatedKeyIsOverriddenAcrossSpellingsAndBlocks() {
    let project = TestProject(
      """
      TrainerConfig.base_lr = 1.0
      Trainer.TrainerConfig.baseLR = 2.0
      eval/TrainerConfig.base_lr = 3.0
      TrainerConfig:
        base_lr = 4.0
      STEPS = 1
      STEPS/macro.value = 2
      """)
    #expect(
      project.problems(hints: .shown) == [
        "1: overridden: TrainerConfig.base_lr = 1.0", "2: overridden: Trainer.TrainerConfig.baseLR = 2.0",
        "6: overridden: STEPS = 1",
      ])
  }

  @Test func aBindingThatRepeatsWhatIncludesSayIsRedundant() {
    let project = TestProject([
      "main.gin": "include 'base.gin'\nTrainerConfig.steps = 6\nTrainerConfig.limit = 7\n",
      "base.gin": "TrainerConfig.steps = 6\nTrainerConfig.limit = 6\n",
    ])
    #expect(project.problems(hints: .shown) == ["2: redundant-binding: TrainerConfig.steps = 6"])
  }

  @Test func standingsSayWhoWinsAndWhy() throws {
    let project = TestProject([
      "main.gin": "include 'base.gin'\nTrainerConfig.steps = 7\n",
      "base.gin": "TrainerConfig.steps = 5\nTrainerConfig.steps = 6\n",
    ])
    let config = project.config(bindings: ["TrainerConfig.steps = 8"])
    #expect(config.bindings.map(\.expression) == ["5", "6", "7", "8"])
    #expect(config.standing(of: 0) == .overridden(by: 3, .extraBinding))
    #expect(config.standing(of: 3) == .effective)
    #expect(config.overridden(by: 3) == [2, 1, 0])
    let plain = project.config()
    #expect(plain.standing(of: 0) == .overridden(by: 2, .fileOrder))
    #expect(project.config("base.gin").standing(of: 0) == .overridden(by: 1, .line))
  }

  @Test func scopesInherit() throws {
    let project = TestProject(
      "TrainerConfig.steps = 1\na/TrainerConfig.steps = 2\na/b/TrainerConfig.steps = 3\nb/TrainerConfig.limit = 4\n")
    let config = project.config()
    let id = try #require(config.bindings.first?.target.configurable)
    func steps(_ scope: String) -> String? {
      config.effectiveBinding(of: "steps", configurable: id, scope: scope)?.expression
    }
    #expect(["", "a", "a/b", "a/c", "b", "b/a"].map(steps) == ["1", "2", "3", "2", "1", "1"])
    #expect(config.bindings(of: id).map(\.scope) == ["", "a", "a/b", "b"])
  }

  @Test func aChangedIncludeChangesWhatDependsOnIt() {
    var project = TestProject(["main.gin": "include 'base.gin'\n", "base.gin": "A = 1\n"])
    let first = project.analysis()
    #expect(first.resolved(Entry(TestProject.path("main.gin"))).macro("A")?.expression == "1")
    project.gin["base.gin"] = "A = 2\n"
    let second = project.analysis(after: first)
    #expect(second.resolved(Entry(TestProject.path("main.gin"))).macro("A")?.expression == "2")
  }

  @Test func experimentsAreTheOutermostIncluders() {
    var project = TestProject([
      "a.gin": "include 'b.gin'\n", "b.gin": "include 'c.gin'\n", "c.gin": "", "d.gin": "include 'c.gin'\n",
    ])
    let named = Entry(files: [TestProject.path("b.gin")], bindings: ["A = 1"], name: "eval")
    project.namedEntries = [named]
    let analysis = project.analysis()
    #expect(
      analysis.experiments(including: TestProject.path("c.gin"))
        == [named, Entry(TestProject.path("a.gin")), Entry(TestProject.path("d.gin"))])
    #expect(analysis.experiments(including: TestProject.path("a.gin")) == [])
  }

  @Test func includesThatDoubleEndSomewhere() {
    var gin = ["f40.gin": "A = 1\n"]
    for level in 0..<40 { gin["f\(level).gin"] = "include 'f\(level + 1).gin'\ninclude 'f\(level + 1).gin'\n" }
    #expect(TestProject(gin).config("f0.gin").files.count <= 20_000)
  }
}
