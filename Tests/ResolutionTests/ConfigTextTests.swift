// Does `print --format gin` print what gin-config prints? The text of generated configs, from both.

import Configurables
import Foundation
import Resolution
import SourceText
import Testing

@testable import TestSupport

@Suite struct ConfigTextTests {
  /// The same configurables as `program` registers.
  private static let definitions: DefinitionFile = {
    let selectors = [
      ("a.b", "Foo"), ("x", "Foo"), ("zoo", "Bar"), ("opt", "adam"), ("opt.deep", "SGD"), ("m", "lower"),
    ]
    let configurables = selectors.map { module, name in
      Configurable(
        name: name, module: module, kind: .function, language: .python, file: FilePath("/w/m.py"), nameRange: .zero,
        registration: "configurable",
        parameters: [Parameter(name: "kwargs", nameRange: .zero, kind: .keywords)], target: .external)
    }
    return DefinitionFile(
      .init(
        file: FilePath("/w/m.py"), language: .python, module: "m", text: SourceText(""), configurables: configurables,
        constants: [ConstantDefinition(selector: "some.Mode.FAST", nameRange: .zero, value: nil)]))
  }()

  private static let program = """
    import json, sys
    import gin
    for module, name in [('a.b', 'Foo'), ('x', 'Foo'), ('zoo', 'Bar'), ('opt', 'adam'), ('opt.deep', 'SGD'), ('m', 'lower')]:
      def made(**kwargs): return kwargs
      gin.configurable(name, module=module)(made)
    gin.constant('some.Mode.FAST', 1)
    with open(sys.argv[2], 'w', encoding='utf8') as out:
      for line in open(sys.argv[1], encoding='utf8'):
        gin.clear_config()
        try:
          gin.parse_config(json.loads(line))
          out.write(json.dumps(gin.config_str()) + '\\n')
        except Exception as error:
          out.write(json.dumps('refused: ' + repr(error)) + '\\n')
    """

  @Test func generatedConfigsReadAlike() throws {
    guard let python = try PythonOracle.interpreter(toCheck: "the text of configs against gin.config_str()") else {
      return
    }
    var generator = ConfigGenerator()
    let configs = (0..<600).map { _ in generator.config() }
    let lines = try configs.map { String(decoding: try JSONEncoder().encode([$0]), as: UTF8.self) }
      .map { String($0.dropFirst().dropLast()) }
    let answers = try PythonOracle.answers(to: lines, program: Self.program, interpreter: python)
    var refused = 0
    for (config, answer) in zip(configs, answers) {
      let decoded = try JSONDecoder().decode([String].self, from: Data("[\(answer)]".utf8))
      let expected = try #require(decoded.first)
      if expected.hasPrefix("refused: ") {
        refused += 1
        continue
      }
      var project = TestProject(config)
      project.definitions = ProjectDefinitions(DefinitionIndex([Self.definitions]))
      let text = project.config().configText().split(separator: "\n", omittingEmptySubsequences: false)
      let lines = expected.split(separator: "\n", omittingEmptySubsequences: false)
      if let place = zip(text, lines).enumerated().first(where: { $0.element.0 != $0.element.1 })?.offset {
        #expect(text[place] == lines[place], "on line \(place + 1) of the config\n\(config)")
        break
      }
      #expect(text.count == lines.count)
    }
    #expect(refused == 0)
  }
}

/// Configs of every kind of value, the same in every run.
struct ConfigGenerator {
  private var state: UInt64 = 42

  private mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % max(bound, 1)
  }

  private mutating func one(of choices: [String]) -> String { choices[below(choices.count)] }

  mutating func config() -> String {
    var lines: [String] = []
    for import_ in [
      "import os.path", "import json as js", "from os import path", "import os", "from json import decoder as d",
    ]
    where below(6) == 0 {
      lines.append(import_)
    }
    for _ in 0...below(12) { lines.append(statement()) }
    return lines.joined(separator: "\n") + "\n"
  }

  private mutating func statement() -> String {
    let scope = one(of: ["", "", "", "s/", "S/", "a/b/"])
    switch below(8) {
    case 0: return "\(scope)\(one(of: ["MACRO", "macro_b", "Zed"])) = \(value(0))"
    case 1: return "\(one(of: ["one", "two"]))/gin.singleton.constructor = @\(configurable())"
    case 2: return "\(scope)\(configurable()):\n  \(parameter()) = \(value(0))\n  other = \(value(1))"
    default: return "\(scope)\(configurable()).\(parameter()) = \(value(0))"
    }
  }

  private mutating func configurable() -> String {
    one(of: ["a.b.Foo", "b.Foo", "x.Foo", "Bar", "adam", "opt.adam", "SGD", "lower"])
  }
  private mutating func parameter() -> String { one(of: ["alpha", "Beta", "a_rather_long_parameter_name", "z", "_x"]) }

  private mutating func value(_ depth: Int) -> String {
    switch below(depth > 3 ? 9 : 14) {
    case 0: return one(of: ["1", "-5", "0x1f", "1_000", "123456789012345678901234567890", "0"])
    case 1: return one(of: ["1.0", "1e-3", "-0.0", "1e400", ".5", "1.", "1e22", "0.1", "2j", "-2j"])
    case 2: return one(of: ["True", "False", "None"])
    case 3: return one(of: ["'short'", "\"it's\"", "'\\n'", "b'bytes'", "''", "'a' 'b'", "'naïve 🦊'"])
    case 4:
      return "'"
        + String(repeating: one(of: ["word ", "longerword", "a\\nb ", "x\\u2028y ", "\\\\ "]), count: below(30)) + "'"
    case 5: return "b'" + String(repeating: "ab\\x00", count: below(20)) + "'"
    case 6: return "@" + one(of: ["", "s/", "a.b/c/"]) + configurable() + one(of: ["", "()"])
    case 7:
      return one(of: [
        "%MACRO", "%s/MACRO", "%Mode.FAST", "%FAST", "%gin.REQUIRED", "@MACRO/gin.macro()", "@one/singleton()",
      ])
    case 8: return "(\(value(depth + 1)))"
    case 9, 10: return "[" + (0..<below(9)).map { _ in value(depth + 1) }.joined(separator: ", ") + "]"
    case 11: return "(" + (0..<below(5)).map { _ in value(depth + 1) + ", " }.joined() + ")"
    default:
      let keys =
        one(of: ["int", "str"]) == "int"
        ? ["3", "1", "2.5", "True", "-1"] : ["'b'", "'a'", "'Z'", "'ä'", "'key with spaces'"]
      return "{" + keys.prefix(below(6)).map { "\($0): \(value(depth + 1))" }.joined(separator: ", ") + "}"
    }
  }
}
