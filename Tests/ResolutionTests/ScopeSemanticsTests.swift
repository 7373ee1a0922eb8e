// Does a config come to what gin-config makes of it? Scopes, macros, references and singletons, from both.

import Configurables
import Evaluation
import Foundation
import Resolution
import SourceText
import TestSupport
import Testing

@Suite struct ScopeSemanticsTests {
  private static let program = """
    import json, sys
    import gin

    class Shown:
      def __repr__(self):
        return type(self).__name__ + '(' + ', '.join(k + '=' + repr(v) for k, v in self.__dict__.items()) + ')'

    @gin.configurable(module='M')
    class Leaf(Shown):
      def __init__(self, x=1, y=2):
        self.x = x
        self.y = y

    @gin.configurable(module='M')
    class Node(Shown):
      def __init__(self, left, right, n=0, items=[]):
        self.left = left
        self.right = right
        self.n = n
        self.items = items

    @gin.configurable(module='M')
    def total(a=1, b=2):
      return a + b

    with open(sys.argv[2], 'w', encoding='utf8') as out:
      for line in open(sys.argv[1], encoding='utf8'):
        gin.clear_config()
        question = json.loads(line)
        try:
          gin.parse_config(question['config'])
          # What the program calls in no scope, the reference of the question included.
          gin.parse_config('answer = @' + question['call'] + '()')
          out.write(json.dumps(repr(gin.get_bindings('answer/gin.macro')['value'])) + '\\n')
        except BaseException as error:
          out.write(json.dumps('refused') + '\\n')
    """

  private struct Question: Encodable {
    let config: String
    let call: String
  }

  @Test func generatedConfigsComeToTheSame() throws {
    guard let python = try PythonOracle.interpreter(toCheck: "scopes, macros and singletons against gin-config") else {
      return
    }
    var generator = ScopedConfigGenerator()
    let questions = (0..<1500).map { place in
      Question(config: generator.config(), call: ["Node", "s/Node", "s/t/Node", "u/Node"][place % 4])
    }
    let lines = try questions.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
    let answers = try PythonOracle.answers(to: lines, program: Self.program, interpreter: python)
    var values = 0
    for (question, answer) in zip(questions, answers) {
      let expected = try #require(try JSONDecoder().decode([String].self, from: Data("[\(answer)]".utf8)).first)
      var project = TestProject(question.config + "answer = @\(question.call)()\n")
      project.definitions = ProjectDefinitions(DefinitionIndex([TinyModule.file]))
      let config = project.config()
      let binding = try #require(config.macro("answer"))
      let value = config.value(of: binding)
      let found = value.status == .value ? value.text : "refused"
      #expect(found == expected, "\(value.status) of the config\n\(question.config)@\(question.call)()")
      if expected != "refused" { values += 1 }
      if found != expected { break }
    }
    // A generator that makes nothing but refused configs would check nothing.
    #expect(values > 900)
  }
}

/// Configs of nested scopes, the same in every run.
struct ScopedConfigGenerator {
  private var state: UInt64 = 7

  private mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % max(bound, 1)
  }

  private mutating func one(of choices: [String]) -> String { choices[below(choices.count)] }
  private mutating func scope() -> String { one(of: ["", "", "s/", "s/t/", "u/", "t/", "LEAF/", "NUMBER/", "one/"]) }

  mutating func config() -> String {
    var lines = ["Node.left = \(leaf())", "Node.right = \(leaf())"]
    // Now and then one is left out, so that what is not bound shows too.
    for line in [
      "NUMBER = 5", "LEAF = @Leaf()", "one/gin.singleton.constructor = @Leaf", "two/singleton.constructor = @Leaf",
    ]
    where below(10) > 0 {
      lines.append(line)
    }
    for _ in 0..<below(14) {
      switch below(8) {
      case 0: lines.append("\(scope())Leaf.\(one(of: ["x", "y"])) = \(number())")
      case 1: lines.append("\(scope())total.\(one(of: ["a", "b"])) = \(number())")
      case 2: lines.append("\(scope())Node.\(one(of: ["left", "right"])) = \(leaf())")
      case 3: lines.append("\(scope())Node.n = \(number())")
      case 4: lines.append("\(scope())Node.items = [\(number()), \(number())]")
      case 5: lines.append("\(one(of: ["", "", "s/", "u/"]))NUMBER = \(number())")
      case 6: lines.append("\(one(of: ["", "", "s/"]))LEAF = \(leaf())")
      default:
        lines.append("\(one(of: ["one", "s/one", "two"]))/gin.singleton.constructor = @\(scopeOfReference())Leaf")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private mutating func scopeOfReference() -> String { one(of: ["", "", "s/", "s/t/", "u/", "t/"]) }

  private mutating func number() -> String {
    switch below(5) {
    case 0, 1, 2: return String(below(100))
    case 3: return one(of: ["%NUMBER", "%s/NUMBER", "%u/NUMBER", "@NUMBER/macro()"])
    default: return "@\(scopeOfReference())total()"
    }
  }

  private mutating func leaf() -> String {
    switch below(6) {
    case 0: return one(of: ["%LEAF", "%s/LEAF"])
    case 1: return one(of: ["@one/gin.singleton()", "@two/singleton()", "@s/one/gin.singleton()"])
    default: return "@\(scopeOfReference())Leaf()"
    }
  }
}
