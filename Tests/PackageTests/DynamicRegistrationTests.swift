// Do configs with dynamic registration mean what they mean to gin-config? Generated configs, each asked of both.

import Configurables
import EditorFeatures
import Foundation
import Resolution
import SourceText
import TestSupport
import Testing
import Workspace

@Suite struct DynamicRegistrationTests {
  private static let seed: UInt64 = 7
  private static let cases = 400

  private struct Answer: Decodable {
    let error: String?
    let places: [[String]]?
    let bound: [[String]]?
    /// Of `gin.config_str()`: of two imports of one module it writes the one that a set gives first, so there may be two.
    let texts: [String]?
  }

  @Test func generatedConfigsMeanTheSame() throws {
    guard let python = try PythonOracle.interpreter(toCheck: "dynamic registration against gin-config") else { return }
    let folder = try TemporaryFolder()
    for (path, text) in DynamicRegistrationProgram.modules { try folder.write(path, text) }
    var generator = DynamicConfigGenerator(seed: Self.seed)
    var paths: [String] = []
    for number in 0..<Self.cases {
      let files = generator.config(number)
      for (path, text) in files { try folder.write(path, text) }
      paths.append(files[0].path)
    }
    paths.append("aliases/two.gin")
    let answers = try ask(paths, in: folder.path, python)
    let workspace = Workspace(roots: [folder.path])
    workspace.index()
    var tally = Tally()
    for (path, answer) in zip(paths, answers) {
      compare(folder.path.appending(path), answer, workspace.snapshot(for: folder.path.appending("*")), &tally)
    }
    print("dynamic registration: \(tally.summary)")
    #expect(tally.differences.isEmpty, "\(tally.differences.prefix(8).joined(separator: "\n\n"))")
    #expect(tally.bindings >= 200 && tally.refused >= 100, "\(tally.summary)")
    #expect(tally.refusedSilently * 20 <= tally.refused, "\(tally.summary)")
  }

  /// Bindings of a command line are parsed without any imports, among all that the config has registered.
  @Test func commandLinesNameTheSame() throws {
    guard let python = try PythonOracle.interpreter(toCheck: "bindings behind dynamic registration") else { return }
    let folder = try TemporaryFolder()
    for (path, text) in DynamicRegistrationProgram.modules { try folder.write(path, text) }
    var generator = DynamicConfigGenerator(seed: Self.seed)
    var questions: [(path: String, binding: String)] = []
    for number in 0..<Self.cases {
      let files = generator.config(number)
      for (path, text) in files { try folder.write(path, text) }
      questions.append((files[0].path, generator.bindingBehind(files.map(\.text).joined())))
    }
    let answers = try ask(questions.map { $0.path + "\t" + $0.binding }, in: folder.path, python)
    let workspace = Workspace(roots: [folder.path])
    workspace.index()
    let analysis = workspace.snapshot(for: folder.path.appending("*"))
    var tally = Tally()
    for (question, answer) in zip(questions, answers) {
      let config = analysis.resolved(Entry(files: [folder.path.appending(question.path)], bindings: [question.binding]))
      let text = config.files.map { $0.file.text.string }.joined(separator: "---\n")
      let errors = (config.problems[Entry.commandLine] ?? []).filter { $0.severity == .error }.map(\.message)
      if let place = answer.places?.first {
        guard place[0] == Entry.commandLine.string else { continue }
        tally.refused += 1
        if errors.isEmpty { tally.differences.append("refused by gin-config alone: \(answer.error ?? "")\n\(text)") }
      } else if let bound = answer.bound {
        tally.accepted += 1
        if !errors.isEmpty { tally.differences.append("refused by us alone: \(errors)\n\(text)") }
        compare(bound, config, text, &tally)
      }
    }
    print("command lines behind dynamic registration: \(tally.summary)")
    #expect(tally.differences.isEmpty, "\(tally.differences.prefix(8).joined(separator: "\n\n"))")
    #expect(tally.accepted >= 40 && tally.refused >= 40, "\(tally.summary)")
  }

  private func ask(_ paths: [String], in folder: FilePath, _ python: String) throws -> [Answer] {
    let process = Process()
    process.executableURL = URL(filePath: python)
    process.currentDirectoryURL = URL(filePath: folder.string)
    process.arguments = ["-W", "ignore", "main.py"] + paths
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let lines = data.split(separator: UInt8(ascii: "\n"))
    guard lines.count == paths.count else {
      throw PythonOracle.Failure(description: "\(lines.count) answers to \(paths.count) configs")
    }
    return try lines.map { try JSONDecoder().decode(Answer.self, from: $0) }
  }

  private struct Tally {
    var accepted = 0
    var bindings = 0
    var texts = 0
    var notEvaluated = 0
    var refused = 0
    var refusedSilently = 0
    var differences: [String] = []

    var summary: String {
      "\(accepted) configs accepted by both with \(bindings) values (\(notEvaluated) not evaluated) and \(texts) texts equal, "
        + "\(refused) refused by both on the same line, \(refusedSilently) refused by gin-config alone"
    }
  }

  private func compare(_ file: FilePath, _ answer: Answer, _ analysis: Analysis, _ tally: inout Tally) {
    let config = analysis.resolved(Entry(file))
    let used = Set(config.files.map(\.file.path))
    let errors = used.sorted().flatMap { path in
      // What needs itself fails when it is called; gin-config only parses here.
      analysis.diagnostics(in: path).filter { $0.severity == .error && $0.code != .definitionCycle }.map { problem in
        let line = (analysis.text(of: path)?.line(of: problem.location.range.start) ?? 0) + 1
        return (place: [path.name, String(line)], message: problem.message)
      }
    }
    let text = analysis.text(of: file)?.string ?? ""
    if let place = answer.places?.first.map({ [FilePath("/" + $0[0]).name, $0[1]] }) {
      if errors.contains(where: { $0.place == place }) {
        tally.refused += 1
      } else if errors.isEmpty {
        tally.refusedSilently += 1
        if ProcessInfo.processInfo.environment["GIMLET_SILENT"] != nil {
          print("silent: \(answer.error ?? "") at \(place)\n\(text)")
        }
      } else {
        tally.differences.append("refused at \(place) by gin-config, by us at \(errors)\n\(text)")
      }
      return
    }
    guard let bound = answer.bound else {
      tally.differences.append("refused without a place: \(answer.error ?? "")\n\(text)")
      return
    }
    tally.accepted += 1
    guard errors.isEmpty else {
      tally.differences.append("accepted by gin-config, refused by us: \(errors)\n\(text)")
      return
    }
    compare(bound, config, text, &tally)
    let texts = answer.texts ?? []
    if texts.contains(config.configText()) {
      tally.texts += 1
    } else {
      let theirs = texts.joined(separator: "\nor\n")
      tally.differences.append("ours prints as\n\(config.configText())\nand not as\n\(theirs)\n\(text)")
    }
  }

  private func compare(_ bound: [[String]], _ config: ResolvedConfig, _ text: String, _ tally: inout Tally) {
    var ours: [[String]: ResolvedValue] = [:]
    for parameter in config.parameters() {
      let name = parameter.configurable.split(separator: ".").last.map(String.init) ?? ""
      ours[[parameter.scope, name, parameter.parameter]] = parameter.value
    }
    for row in bound where row[1] != "macro" {
      // gin-config calls a thing by the name under which it is imported first, we by its own.
      let name = ["Net": "Model", "again": "dense"][row[1]] ?? row[1]
      guard let value = ours[[row[0], name, row[2]]] else {
        tally.differences.append("\(row) is not bound by us, only \(ours.keys)\n\(text)")
        continue
      }
      switch value.status {
      case .notEvaluated: tally.notEvaluated += 1
      case .reference:
        tally.bindings += 1
        if row[3] != "@" { tally.differences.append("\(row): ours is \(value.text)\n\(text)") }
      case .value, .defaultValue:
        tally.bindings += 1
        if row[3] != "?", row[3] != value.text { tally.differences.append("\(row): ours is \(value.text)\n\(text)") }
      case .error(let message):
        if !row[3].hasPrefix("!") { tally.differences.append("\(row): ours is the error \(message)\n\(text)") }
      }
    }
  }
}

/// Writes configs that gin-config sometimes accepts: imports of every form, names through them, now and then a wrong one.
private struct DynamicConfigGenerator {
  private var generator: SeededGenerator
  /// Left out of a config: of two imports of one module gin-config prefers the one that a set gives first.
  private var omitted = ""

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  private static let imports: [(line: String, names: [String])] = [
    ("import pkg", ["pkg.dense", "pkg.Net", "pkg.Encoder", "pkg.layers.decorated", "pkg.model.Model"]),
    ("import pkg.layers", ["pkg.layers.dense", "pkg.layers.closed", "pkg.Encoder"]),
    ("import pkg.layers as l", ["l.dense", "l.Encoder", "l.decorated", "l.closed"]),
    ("from pkg import layers", ["layers.dense", "layers.Encoder", "layers.decorated", "layers.Encoder.forward"]),
    ("from pkg import model as m", ["m.Model", "m.again", "m.layers.dense", "m.Base"]),
    ("from pkg.sub import deep", ["deep.scaled", "deep.anything"]),
    ("import single", ["single.make", "single.pair"]),
    ("import __main__ as script", ["script.train"]),
  ]

  private static let wrongNames = ["dense", "pkg.nothing", "layers.Nothing", "single.absent", "deep.scale", "l.m.x"]

  private static let parameters: [String: [String]] = [
    "dense": ["units", "bias"], "again": ["units"], "Net": ["encoder", "units"], "Model": ["units", "encoder"],
    "Base": ["units"], "Encoder": ["size", "depth"], "forward": ["rate"], "decorated": ["rate"],
    "closed": ["free", "fixed"], "scaled": ["x", "y"], "anything": ["whatever"], "make": ["n"], "pair": ["a", "b"],
    "train": ["steps", "model"],
  ]

  /// A config and what it includes, the config first.
  mutating func config(_ number: Int) -> [(path: String, text: String)] {
    let name = "case\(number).gin"
    omitted = number.isMultiple(of: 2) ? "import pkg.layers" : "import pkg.layers as l"
    switch Int.random(in: 0..<6, using: &generator) {
    case 0:
      let part = "part\(number).gin"
      return [
        (name, dynamic(including: part)), (part, dynamic(including: nil)),
      ]
    case 1:
      // Without dynamic registration: what the included file registered is named by its end.
      let part = "part\(number).gin"
      let (text, names) = body(including: nil)
      let last = names.randomElement(using: &generator) ?? "dense"
      return [
        (name, "include '\(part)'\n" + binding(of: last.split(separator: ".").last.map(String.init) ?? last)),
        (part, text),
      ]
    default: return [(name, dynamic(including: nil))]
    }
  }

  /// A binding of something that the config names or could name: by its end, or by other modules than it was imported.
  mutating func bindingBehind(_ config: String) -> String {
    // What code registers gin-config knows once its module is imported, which may be by nothing here.
    let names = Self.imports.flatMap(\.names).filter { !["decorated", "closed"].contains(Self.last($0)) }
    let used = names.filter { config.contains($0 + ".") }
    let name = (Bool.random(using: &generator) ? names : used).randomElement(using: &generator) ?? "dense"
    let parts = name.split(separator: ".").map(String.init)
    let forms = [
      Array(parts.suffix(1)), Array(parts.suffix(2)), ["pkg"] + parts, ["pkg", "layers"] + parts.suffix(1), parts,
    ]
    let form = forms.randomElement(using: &generator) ?? parts
    return binding(of: form.joined(separator: "."), among: [])
  }

  private mutating func dynamic(including part: String?) -> String { body(including: part).text }

  private mutating func body(including part: String?) -> (text: String, names: [String]) {
    let imports = Self.imports.filter { $0.line != omitted }
    let chosen = imports.shuffled(using: &generator).prefix(Int.random(in: 1...3, using: &generator))
    var lines = ["from __gin__ import dynamic_registration"] + chosen.map(\.line)
    if let part { lines.append("include '\(part)'") }
    let names = chosen.flatMap(\.names)
    var used: [String] = []
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      let isWrong = Int.random(in: 0..<8, using: &generator) == 0
      let name = (isWrong ? Self.wrongNames : names).randomElement(using: &generator) ?? "dense"
      if !isWrong { used.append(name) }
      lines.append(binding(of: name, among: names))
    }
    switch Int.random(in: 0..<20, using: &generator) {
    // An import further down than what it is for, and registration turned on too late.
    case 0: lines.append(lines.remove(at: 1))
    case 1: lines.swapAt(0, 1)
    default: break
    }
    return (lines.joined(separator: "\n") + "\n", used)
  }

  private mutating func binding(of name: String, among names: [String] = []) -> String {
    let last = name.split(separator: ".").last.map(String.init) ?? name
    let known = Self.parameters[last]?.randomElement(using: &generator) ?? "x"
    let parameter = Int.random(in: 0..<15, using: &generator) == 0 ? "unheard" : known
    let scope = Int.random(in: 0..<6, using: &generator) == 0 ? "s/" : ""
    let value: String
    // A method's class is registered anew with it, and gin-config loses earlier references to the class.
    switch Int.random(in: (last == "forward" ? 2 : 0)..<6, using: &generator) {
    case 0: value = names.randomElement(using: &generator).map { "@" + $0 } ?? "3"
    case 1:
      let callable = names.filter { ["scaled", "make", "pair", "dense", "decorated"].contains(Self.last($0)) }
      value = callable.randomElement(using: &generator).map { "@\($0)()" } ?? "[1, 2]"
    default: value = String(Int.random(in: 0..<100, using: &generator))
    }
    return "\(scope)\(name).\(parameter) = \(value)"
  }

  private static func last(_ name: String) -> String { name.split(separator: ".").last.map(String.init) ?? name }
}
