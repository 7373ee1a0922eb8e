// Which values are wrong? Types, calls, required parameters and failures, each with a near miss.

import Configurables
import Resolution
import SourceText
import Testing

@Suite struct ValueProblemTests {
  @Test func literalsOfTheWrongTypeAreMarked() {
    let project = TestProject(
      """
      TrainerConfig.steps = 'two'
      TrainerConfig.base_lr = '1e-3'
      TrainerConfig.limit = 2.5
      TrainerConfig.name = 3
      TrainerConfig.is_debug = 'yes'
      TrainerConfig.schedule = [0.1, 'x']
      TrainerConfig.optimizer = 1
      """)
    #expect(
      project.problems() == [
        "1: type-mismatch: 'two'", "2: type-mismatch: '1e-3'", "3: type-mismatch: 2.5", "4: type-mismatch: 3",
        "5: type-mismatch: 'yes'", "6: type-mismatch: 'x'", "7: type-mismatch: 1",
      ])
  }

  @Test func literalsThatFitAreNot() {
    let project = TestProject(
      """
      TrainerConfig.steps = 1_000
      TrainerConfig.base_lr = 1
      TrainerConfig.limit = None
      eval/TrainerConfig.limit = -3
      TrainerConfig.name = 'a' 'b'
      TrainerConfig.is_debug = True
      TrainerConfig.schedule = [0.1, 2, -3e-4]
      """)
    #expect(project.problems() == [])
  }

  @Test func aMacroOfTheWrongTypeIsMarkedWhereItIsUsed() throws {
    let project = TestProject("STEPS = 'two'\nTrainerConfig.steps = %STEPS\nTrainerConfig.name = %STEPS\n")
    #expect(project.problems() == ["1: macro-meets-two-types: STEPS", "2: type-mismatch: %STEPS"])
    let problem = try #require(project.analysis().problems(in: TestProject.path("main.gin")).last)
    #expect(problem.related.map(\.location.range) == [TextRange(0, 13)])
  }

  @Test func referencesAreCheckedByWhatTheyReturn() throws {
    let project = TestProject(
      """
      Adam.lr = 0.1
      squared.x = 1.0
      TrainerConfig.schedule = @makeSchedule
      a/TrainerConfig.schedule = @makeSchedule()
      TrainerConfig.loss = @squared()
      a/TrainerConfig.loss = @squared
      TrainerConfig.steps = @makeSchedule()
      TrainerConfig.optimizer = @Adam
      a/TrainerConfig.optimizer = @Adam()
      b/TrainerConfig.optimizer = @squared()
      c/TrainerConfig.schedule = [@squared(), @makeSchedule()]
      """)
    #expect(
      project.problems() == [
        "3: missing-call: @makeSchedule", "5: needless-call: @squared()", "7: type-mismatch: @makeSchedule()",
        "8: missing-call: @Adam", "10: type-mismatch: @squared()", "11: type-mismatch: @makeSchedule()",
      ])
    let problems = project.analysis().problems(in: TestProject.path("main.gin"))
    #expect(problems.first?.fixes.first?.replacement == "@makeSchedule()")
    #expect(problems.dropFirst().first?.fixes.first?.replacement == "@squared")
  }

  @Test func aCalledReferenceNeedsItsParameters() {
    #expect(
      TestProject("TrainerConfig.optimizer = @Adam()\n").problems() == ["1: required-not-bound: @Adam()"])
    #expect(TestProject("TrainerConfig.optimizer = @Adam()\nAdam.lr = 1.0\n").problems() == [])
    // Which scope an unscoped call runs in is not known here.
    #expect(TestProject("TrainerConfig.optimizer = @Adam()\ns/Adam.lr = 1.0\n").problems() == [])
    #expect(
      TestProject("TrainerConfig.optimizer = @t/Adam()\ns/Adam.lr = 1.0\n").problems()
        == ["1: required-not-bound: @t/Adam()"])
    #expect(TestProject("TrainerConfig.loss = @squared\n").problems() == [])
  }

  @Test func whatAnExperimentBindsIsBoundInItsPart() {
    var project = TestProject([
      "part.gin": "TrainerConfig.optimizer = @Adam()\n", "main.gin": "include 'part.gin'\nAdam.lr = 0.1\n",
    ])
    #expect(project.problems(in: "part.gin") == [])
    project.gin["main.gin"] = "include 'part.gin'\n"
    #expect(project.problems(in: "part.gin") == ["1: required-not-bound: @Adam()"])
  }

  @Test func aRequiredMarkMustBeReplaced() {
    let project = TestProject([
      "part.gin": "TrainerConfig.steps = %gin.REQUIRED\n", "main.gin": "include 'part.gin'\n",
    ])
    #expect(project.problems(in: "part.gin") == ["1: required-not-bound: %gin.REQUIRED"])
    var bound = project
    bound.gin["main.gin"] = "include 'part.gin'\nTrainerConfig.steps = 5\n"
    #expect(bound.problems(in: "part.gin") == [])
  }

  @Test func aLiteralThatRepeatsTheDefaultIsRedundant() {
    let project = TestProject(
      """
      TrainerConfig.steps = 3
      TrainerConfig.base_lr = 0.0003
      TrainerConfig.name = 'first'
      TrainerConfig.is_debug = True
      TrainerConfig.limit = None
      eval/TrainerConfig.steps = 3
      """)
    #expect(
      project.problems(hints: .shown) == [
        "1: redundant-binding: TrainerConfig.steps = 3", "2: redundant-binding: TrainerConfig.base_lr = 0.0003",
        "3: redundant-binding: TrainerConfig.name = 'first'", "5: redundant-binding: TrainerConfig.limit = None",
      ])
  }

  // MARK: Calls that fail

  private func tiny(_ gin: [String: String]) -> TestProject {
    var project = TestProject(gin)
    project.definitions = ProjectDefinitions(DefinitionIndex([TinyModule.file]))
    return project
  }

  @Test func aFailureIsMarkedAtTheBindingThatCalls() throws {
    let project = tiny([
      "main.gin": "quotient.a = 6\nquotient.b = 0\nLeaf.x = @quotient()\nNode.left = @Leaf()\nNode.right = @Leaf()\n"
    ])
    #expect(project.problems() == ["3: evaluation-error: @quotient()"])
    let problem = try #require(
      project.analysis().problems(in: TestProject.path("main.gin")).first { $0.severity == .error })
    #expect(problem.message.contains("`a = 6`") && problem.message.contains("`b = 0`"))
    // The line that raised, and the two bindings that gave the inputs.
    #expect(problem.related.count == 3)
    #expect(problem.related.first?.location == FileLocation(TinyModule.path, TextRange(5, 10)))
    #expect(tiny(["main.gin": "quotient.a = 6\nquotient.b = 2\nLeaf.x = @quotient()\n"]).problems() == [])
  }

  @Test func aFailureThroughAMacroIsMarkedAtTheMacro() {
    let project = tiny(["main.gin": "quotient.a = 1\nX = @quotient()\nLeaf.x = %X\n"])
    #expect(project.problems() == ["2: evaluation-error: @quotient()"])
  }

  @Test func aFailureInAScopeIsFoundWhereTheScopeIsCalled() {
    let project = tiny([
      "main.gin":
        "quotient.a = 6\nquotient.b = 1\ns/quotient.b = 0\nLeaf.x = @quotient()\nNode.left = @s/Leaf()\nNode.right = @Leaf()\n"
    ])
    #expect(project.problems() == ["4: evaluation-error: @quotient()"])
    let harmless = tiny([
      "main.gin":
        "quotient.a = 6\nquotient.b = 0\ns/quotient.b = 1\nLeaf.x = @quotient()\nNode.left = @s/Leaf()\nNode.right = @s/Leaf()\n"
    ])
    #expect(harmless.problems() == [])
  }

  @Test func aValueThatNeedsItselfIsACycle() throws {
    let project = tiny(["main.gin": "total.a = @total()\nLeaf.x = @total()\n"])
    #expect(project.problems().contains("1: definition-cycle: @total()"))
    #expect(tiny(["main.gin": "total.a = @s/total()\ns/total.a = 4\nLeaf.x = @total()\n"]).problems() == [])
  }

  @Test func aValueSaysItsInputs() throws {
    let config = tiny(["main.gin": "total.a = 40\nLeaf.x = @total()\n"]).config()
    let binding = try #require(config.bindings.last)
    let value = config.value(of: binding)
    #expect(value.text == "42")
    #expect(value.inputs.map(\.parameter) == ["a", "b"])
    #expect(value.inputs.map(\.text) == ["40", "2"])
    #expect(value.inputs.map(\.origin) == [.binding, .defaultValue])
    #expect(value.inputs.first?.source?.range == TextRange(0, 12))
    #expect(config.name(of: binding) == "Leaf.x")
  }
}
