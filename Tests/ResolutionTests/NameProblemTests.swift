// Which names are wrong? Each code with a case that has it and a near miss that has not.

import Configurables
import Resolution
import SourceText
import Testing

@Suite struct NameProblemTests {
  @Test func aKnownNameInAnySpellingIsFine() {
    let project = TestProject(
      """
      TrainerConfig.base_lr = 1e-3
      Trainer.TrainerConfig.baseLR = 1e-4
      trainer_config.BASE_LR = 1e-5
      eval/TrainerConfig:
        steps = 5
      """)
    #expect(project.problems() == [])
  }

  @Test func anUnknownConfigurableNamesTheNearest() throws {
    let project = TestProject("TrainerConfg.steps = 5\nTrainerConfig.schedule = @makeShedule()\n")
    #expect(project.problems() == ["1: unknown-configurable: TrainerConfg", "2: unknown-configurable: makeShedule"])
    let problems = project.analysis().problems(in: TestProject.path("main.gin"))
    #expect(problems.first?.fixes.first?.replacement == "TrainerConfig")
    #expect(problems.last?.fixes.first?.replacement == "make_schedule")
  }

  @Test func anEmptyBlockNamesAConfigurableToo() {
    #expect(TestProject("Nothing:\n  x = 1\n").problems() == ["1: unknown-configurable: Nothing"])
  }

  @Test func aNameOfAnUnreadModuleIsAtMostAHint() {
    let project = TestProject("import t5.models\nUnknown.steps = 5\nUnknown.other = 6\n")
    #expect(project.problems() == [])
    #expect(
      project.problems(hints: .shown) == ["1: import-not-found: t5.models", "2: unknown-configurable: Unknown"])
  }

  @Test func withoutDefinitionsNothingIsSaid() {
    var project = TestProject("Unknown.steps = %missing\nmissing = 1\n")
    project.definitions = ProjectDefinitions(DefinitionIndex([]))
    #expect(project.problems(hints: .shown) == [])
  }

  @Test func whileCodeIsBeingReadNothingIsSaid() {
    var project = TestProject("import other\nUnknown.steps = 5\n")
    project.definitions = ProjectDefinitions(DefinitionIndex([TestProject.trainer]), coverage: .growing)
    #expect(project.problems(hints: .shown) == [])
  }

  @Test func anAmbiguousNameWantsALongerOne() throws {
    var project = TestProject("Adam.lr = 1\nOther.Adam.lr = 2\nAda.lr = 3\n")
    var other = TestProject.trainer
    other = DefinitionFile(
      .init(
        file: FilePath("/w/Sources/Other/Other.swift"), language: .swift, module: "Other", text: SourceText(""),
        configurables: [
          TestProject.type("Adam", at: 0, module: "Other", [TestProject.parameter("lr", .named("Double"), "Double")])
        ]))
    project.definitions = ProjectDefinitions(DefinitionIndex([TestProject.trainer, other]))
    #expect(project.problems() == ["1: ambiguous-configurable: Adam", "3: unknown-configurable: Ada"])
    let problem = try #require(project.analysis().problems(in: TestProject.path("main.gin")).first)
    #expect(problem.fixes.map(\.replacement) == ["Other.Adam", "Trainer.Adam"])
  }

  @Test func anUnknownParameterNamesTheNearest() throws {
    let project = TestProject("TrainerConfig.bas_lr = 1.0\nTrainerConfig:\n  stepz = 3\n")
    #expect(project.problems() == ["1: unknown-parameter: bas_lr", "3: unknown-parameter: stepz"])
    let problem = try #require(project.analysis().problems(in: TestProject.path("main.gin")).first)
    #expect(problem.fixes.first?.replacement == "base_lr")
  }

  @Test func aClosedParameterIsNotConfigurable() {
    #expect(TestProject("TrainerConfig.seed = 1\n").problems() == ["1: parameter-not-configurable: seed"])
  }

  @Test func aComputedParameterCanNotBeSet() {
    #expect(
      TestProject("TrainerConfig.effective_batch_size = 1\n").problems()
        == ["1: computed-parameter: effective_batch_size"])
  }

  @Test func importsOfSwiftModulesAreKnown() {
    #expect(TestProject("import Trainer\n").problems(hints: .shown) == [])
    #expect(TestProject("import Trainer.nothing\n").problems() == ["1: import-not-found: Trainer.nothing"])
    #expect(TestProject("import Elsewhere\n").problems(hints: .shown) == ["1: import-not-found: Elsewhere"])
    #expect(TestProject("from Trainer import Adam\n").problems(hints: .shown) == [])
  }

  @Test func syntaxErrorsStayBesideEverythingElse() {
    let project = TestProject("TrainerConfig.steps = = 3\nTrainerConfig.stepz = 3\n")
    let problems = project.problems()
    #expect(problems.count == 2)
    #expect(problems.first?.hasPrefix("1: syntax-error") == true)
    #expect(problems.last == "2: unknown-parameter: stepz")
  }

  @Test func macrosAreLookedForInEveryExperiment() {
    var project = TestProject([
      "part.gin": "TrainerConfig.steps = %STEPS\nTrainerConfig.base_lr = %RATE\n",
      "main.gin": "include 'part.gin'\nSTEPS = 4\n",
    ])
    #expect(project.problems(in: "part.gin") == ["2: unknown-macro: %RATE"])
    project.gin["main.gin"] = "include 'part.gin'\nSTEPS = 4\nRATE = 0.1\n"
    #expect(project.problems(in: "part.gin") == [])
    project.gin["main.gin"] = "STEPS = 4\nRATE = 0.1\n"
    #expect(project.problems(in: "part.gin") == ["1: unknown-macro: %STEPS", "2: unknown-macro: %RATE"])
  }

  @Test func anUnknownMacroNamesTheNearest() throws {
    let project = TestProject("STEPS = 3\nTrainerConfig.steps = %STEP\n")
    let problem = try #require(project.analysis().problems(in: TestProject.path("main.gin")).first)
    #expect(problem.code == .unknownMacro)
    #expect(problem.severity == .warning)
    #expect(problem.fixes.map(\.replacement) == ["STEPS"])
  }

  @Test func oldSpellingsOfMacrosAreMacros() {
    let project = TestProject(
      "STEPS/macro.value = 3\nTrainerConfig.steps = %STEPS\nOTHER = 4\nTrainerConfig.limit = @OTHER/macro()\n")
    #expect(project.problems() == [])
    #expect(project.config().macroNames == ["OTHER", "STEPS"])
  }

  @Test func macrosThatNeedThemselvesAreACycle() {
    let project = TestProject("A = %B\nB = [1, %A]\nC = %D\nD = 3\nTrainerConfig.steps = %C\n")
    #expect(project.problems() == ["1: macro-cycle: %B", "2: macro-cycle: [1, %A]"])
  }

  @Test func constantsOfEnumsAreKnown() {
    var project = TestProject("TrainerConfig.limit = %Mode.fast\nTrainerConfig.steps = %Mode.slow\n")
    var file = TestProject.trainer
    file.contents.constants = [ConstantDefinition(selector: "Trainer.Mode.fast", nameRange: .zero, value: nil)]
    project.definitions = ProjectDefinitions(DefinitionIndex([file]))
    #expect(project.problems() == ["2: unknown-macro: %Mode.slow"])
  }
}
