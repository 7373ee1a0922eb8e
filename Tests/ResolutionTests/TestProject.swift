// What does a test need to ask about a few files? A workspace in memory, with definitions made by hand.

import Configurables
import Evaluation
import GinSyntax
import Resolution
import SourceText

/// Files below `/w`, and Swift definitions of one module.
struct TestProject {
  var gin: [String: String]
  var definitions = ProjectDefinitions(DefinitionIndex([TestProject.trainer]))
  var configuredPaths: [String] = []
  var namedEntries: [Entry] = []

  init(_ main: String) { gin = ["main.gin": main] }
  init(_ gin: [String: String]) { self.gin = gin }

  static func path(_ name: String) -> FilePath { FilePath("/w").appending(name) }

  func analysis(after previous: Analysis? = nil) -> Analysis {
    let files = Dictionary(
      uniqueKeysWithValues: gin.map { name, text in
        (Self.path(name), ConfigFile(path: Self.path(name), text: SourceText(text)))
      })
    return Analysis(
      ProjectFiles(
        roots: [FilePath("/w")], configuredPaths: configuredPaths.map(Self.path), allGinFiles: files.keys.sorted(),
        namedEntries: namedEntries, definitions: definitions, ginFile: { files[$0] }), previous: previous)
  }

  func config(_ name: String = "main.gin", bindings: [String] = []) -> ResolvedConfig {
    analysis().resolved(Entry(files: [Self.path(name)], bindings: bindings))
  }

  /// `line: code: the marked text`, without hints unless they are asked for.
  func problems(in name: String = "main.gin", hints: Hints = .hidden) -> [String] {
    let path = Self.path(name)
    let text = SourceText(gin[name] ?? "")
    return analysis().problems(in: path).filter { hints == .shown || $0.severity != .hint }.map { problem in
      let line = text.line(of: problem.location.range.start) + 1
      return "\(line): \(problem.code.rawValue): \(text[problem.location.range])"
    }
  }

  enum Hints { case shown, hidden }
}

extension TestProject {
  static let codePath = FilePath("/w/Sources/Trainer/Trainer.swift")

  static func parameter(
    _ name: String, _ type: TypeExpression?, _ text: String, _ value: Expression.Kind? = nil
  ) -> Parameter {
    Parameter(
      name: name, nameRange: .zero, type: type, typeText: text, defaultValue: value.map { Expression($0, .zero) },
      defaultText: value.map { _ in "default" })
  }

  /// Swift's `Trainer` module: a configuration, two optimizers, a schedule and a loss.
  static let trainer: DefinitionFile = {
    var closed = parameter("seed", .named("Int"), "Int", .integer("0"))
    closed.isConfigurable = false
    var computed = parameter("effectiveBatchSize", .named("Int"), "Int")
    computed.isComputed = true
    let double = TypeExpression.named("Double")
    let configurables = [
      type(
        "TrainerConfig", at: 0,
        [
          parameter("steps", .named("Int"), "Int", .integer("3")),
          parameter("baseLR", double, "Double", .floating("3e-4")),
          parameter("name", .named("String"), "String", .string("first")),
          parameter("isDebug", .named("Bool"), "Bool", .boolean(false)),
          parameter("limit", .optional(.named("Int")), "Int?", Expression.Kind.none),
          parameter("schedule", .array(double), "[Double]", .list([])),
          parameter("optimizer", .named("Adam"), "Adam", .name("x")),
          parameter(
            "loss", .function(parameters: [double], result: double), "(Double) -> Double", .name("x")),
          closed, computed,
        ]),
      type("Adam", at: 1, [parameter("lr", double, "Double"), parameter("beta", double, "Double", .floating("0.9"))]),
      function("makeSchedule", .array(double), "[Double]", [parameter("count", .named("Int"), "Int", .integer("2"))]),
      function("squared", double, "Double", [parameter("x", double, "Double")]),
    ]
    return DefinitionFile(
      .init(
        file: codePath, language: .swift, module: "Trainer", text: SourceText("import Gin\n"),
        configurables: configurables,
        types: [structure("TrainerConfig"), structure("Adam")]))
  }()

  static func type(_ name: String, at place: Int, module: String = "Trainer", _ parameters: [Parameter]) -> Configurable
  {
    Configurable(
      name: name, module: module, kind: .structure, language: .swift, file: codePath, nameRange: .zero,
      registration: "Config", parameters: parameters, target: .type(place))
  }

  static func function(
    _ name: String, _ result: TypeExpression?, _ resultText: String, module: String = "Trainer",
    _ parameters: [Parameter]
  ) -> Configurable {
    Configurable(
      name: name, module: module, kind: .function, language: .swift, file: codePath, nameRange: .zero,
      registration: "Configurable", parameters: parameters, result: result, resultText: resultText,
      target: .external)
  }

  static func structure(_ name: String) -> TypeDefinition {
    TypeDefinition(name: name, kind: .structure, nameRange: .zero, range: .zero)
  }
}
