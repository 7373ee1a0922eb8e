// Is a kept result let go when an input changes? Long computations from one moment to the next.

import Configurables
import Resolution
import SourceText
import Testing

@Suite struct ComputationMemoTests {
  /// `func slow(a: Int = 1) -> Int`: counts to 5,000 and gives `a`.
  private static let definitions: ProjectDefinitions = {
    var file = TinyModule.file
    let int = TypeExpression.named("Int")
    func name(_ text: String) -> Expression { Expression(.name(text), .zero) }
    func integer(_ text: String) -> Expression { Expression(.integer(text), .zero) }
    let parameter = Parameter(
      name: "a", nameRange: .zero, type: int, typeText: "Int", defaultValue: integer("1"), defaultText: "1")
    let count = Statement(.declaration(.name("i", .zero), type: nil, value: integer("0"), .variable), .zero)
    let loop = Statement(
      .whileLoop(
        label: nil, conditions: [.expression(Expression(.binary(.less, name("i"), integer("5000")), .zero))],
        body: [Statement(.update(name("i"), .add, integer("1")), .zero)], otherwise: []), .zero)
    file.contents.functions.append(
      Function(
        name: "slow", nameRange: .zero, range: .zero, parameters: [parameter], result: int,
        body: [count, loop, Statement(.returned(name("a")), .zero)], placement: .global))
    file.contents.configurables.append(
      Configurable(
        name: "slow", module: "M", kind: .function, language: .swift, file: TinyModule.path, nameRange: .zero,
        registration: "Configurable", parameters: [parameter], result: int, resultText: "Int",
        target: .function(file.functions.count - 1)))
    return ProjectDefinitions(DefinitionIndex([file]))
  }()

  private func project(_ gin: [String: String]) -> TestProject {
    var project = TestProject(gin)
    project.definitions = Self.definitions
    return project
  }

  @Test func aChangedInputIsComputedAnew() {
    let rest = "quotient.a = 4\nquotient.b = @slow()\nLeaf.x = @quotient()\n"
    func problems(_ first: String) -> [String] { project(["main.gin": first + rest]).problems() }
    #expect(problems("slow.a = 1\n") == [])
    #expect(problems("slow.a = 1\n") == [])
    #expect(problems("slow.a = 0\n") == ["4: evaluation-error: @quotient()"])
    #expect(problems("slow.a = 2\n") == [])
    // Nothing bound is an answer too.
    #expect(problems("") == [])
    #expect(problems("slow.a = %ZERO\nZERO = 0\n") == ["5: evaluation-error: @quotient()"])
  }

  @Test func aChangedIncludeIsComputedAnew() {
    var project = project([
      "main.gin": "include 'base.gin'\nquotient.a = 4\nquotient.b = @slow()\nLeaf.x = @quotient()\n",
      "base.gin": "slow.a = 1\n",
    ])
    #expect(project.problems() == [])
    project.gin["base.gin"] = "slow.a = 0\n"
    #expect(project.problems() == ["4: evaluation-error: @quotient()"])
  }

  @Test func aKeptResultIsTheSame() throws {
    let config = project(["main.gin": "slow.a = 7\nLeaf.x = @slow()\n"]).config()
    #expect(config.problems.values.flatMap { $0 } == [])
    let binding = try #require(config.bindings.last)
    #expect(config.value(of: binding).text == "7")
    #expect(config.value(of: binding).inputs.map(\.text) == ["7"])
  }
}
