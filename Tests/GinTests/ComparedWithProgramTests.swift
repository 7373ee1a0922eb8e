// Does the editor show what the compiled program gets, whatever the program and its configs are? Random workspaces,
// compiled by swiftc and run.

import Configurables
import Evaluation
import Foundation
import Resolution
import SourceText
import TestSupport
import Testing
import Workspace

@Suite struct ComparedWithProgramTests {
  @Test func randomWorkspacesShowWhatTheirProgramsGet() throws {
    let seed = ProcessInfo.processInfo.environment["GIMLET_SEED"].flatMap { UInt64($0) } ?? 20_261_121
    let random = RandomWorkspace(seed: seed, types: 16, functions: 34, configs: 12)
    let folder = try TemporaryFolder()
    try folder.write("Package.swift", "// A package.\n")
    let definitions = try folder.write("Sources/Net/Definitions.swift", random.definitions)
    let configs = try random.configs.keys.sorted().map { name in
      try folder.write("configs/" + name, random.configs[name] ?? "")
    }
    let printed = try SwiftCompiler.output(
      of: [
        "Definitions.swift": random.definitions, "main.swift": random.program,
      ], module: "Net", arguments: configs.map(\.string)
    ).split(separator: "\n").map(String.init)

    let workspace = Workspace(roots: [folder.path])
    workspace.index()
    var comparison = ProgramComparison(names: random.names, printed: printed)
    comparison.compare(workspace.snapshot(for: definitions), random.experimentNames, in: definitions)
    for config in configs {
      let analysis = workspace.snapshot(for: config)
      let resolved = analysis.resolved(Entry(config))
      for scope in RandomWorkspace.scopes { comparison.compare(analysis, resolved, scope: scope) }
    }
    comparison.finish(seed: seed)
    // To look at it afterwards.
    if let kept = ProcessInfo.processInfo.environment["GIMLET_KEEP"] {
      try FileManager.default.copyItem(atPath: folder.path.string, toPath: kept)
    }
  }
}

/// The lines of a program against what the language server says of the same calls.
struct ProgramComparison {
  let names: [String]
  let printed: [String]
  private var next = 0
  private var equal = 0
  private var failing = 0
  private var notEvaluated: [String: Int] = [:]
  private(set) var differences: [String] = []

  init(names: [String], printed: [String]) {
    self.names = names
    self.printed = printed
  }

  mutating func compare(_ analysis: Analysis, _ resolved: ResolvedConfig, scope: String) {
    for name in names {
      guard next < printed.count, case .found(let id) = analysis.definitions.configurable(name) else {
        differences.append("\(name) is not found or not printed")
        continue
      }
      let program = printed[next]
      next += 1
      compare("\(scope)/\(name)", resolved.result(of: id, scope: scope), program)
    }
  }

  /// The globals of a file.
  mutating func compare(_ analysis: Analysis, _ names: [String], in file: FilePath) {
    let evaluator = Evaluator(index: analysis.definitions)
    for name in names {
      guard next < printed.count else { return }
      let program = printed[next]
      next += 1
      do {
        let value = try evaluator.global(named: name, in: file, environment: EmptyEnvironment(), run: EvaluationRun())
        compare(name, Self.text(value), program)
      } catch {
        guard case .notEvaluated(let reason, _) = error else {
          differences.append("\(name): shown \(error), the program has \(program)")
          continue
        }
        notEvaluated["experiment: " + reason, default: 0] += 1
      }
    }
  }

  private mutating func compare(_ name: String, _ text: String, _ program: String) {
    if text == program {
      equal += 1
    } else if Self.lacksOnlyComputed(text, program) {
      equal += 1
      notEvaluated["a computed property of a struct", default: 0] += 1
    } else {
      differences.append("\(name): shown \(text), the program has \(program)")
    }
  }

  private mutating func compare(_ name: String, _ shown: ResolvedValue, _ program: String) {
    switch shown.status {
    case .notEvaluated(let reason): notEvaluated[reason, default: 0] += 1
    case .error(let message):
      if program.hasPrefix("error ") {
        failing += 1
      } else {
        differences.append("\(name): shown error \(message), the program has \(program)")
      }
    case .value, .defaultValue, .reference:
      compare(name, shown.value.map(Self.text) ?? "nothing", program)
    }
  }

  /// Whether an object is shown without a computed property, as one is that cannot be evaluated.
  private static func lacksOnlyComputed(_ shown: String, _ program: String) -> Bool {
    var rest = shown.dropLast().components(separatedBy: "; ")[...]
    for part in program.dropLast().components(separatedBy: "; ") {
      if part == rest.first { rest = rest.dropFirst() } else if !part.hasPrefix("q") { return false }
    }
    return rest.isEmpty
  }

  func finish(seed: UInt64) {
    for difference in differences.prefix(10) { Issue.record("\(difference)") }
    #expect(differences.count == 0)
    #expect(next == printed.count)
    let unknown = notEvaluated.values.reduce(0, +)
    print("random workspace, seed \(seed): \(equal) values equal, \(failing) errors alike, \(unknown) not evaluated")
    for (reason, count) in notEvaluated.sorted(by: { $0.value > $1.value }).prefix(9) { print("  \(count): \(reason)") }
    #expect(equal > 1_000)
    #expect(unknown < equal / 10)
  }

  private static func part(_ field: ObjectValue.Field) -> String {
    (field.origin == .computed ? field.name + "=" : "") + text(field.value)
  }

  /// The value in the form that the program prints.
  static func text(_ value: Value) -> String {
    switch value {
    case .none: "nil"
    case .integer(let number): "\(number)"
    case .double(let number): number.isNaN ? "nan" : "d\(number.bitPattern)"
    case .float(let number): number.isNaN ? "nan" : "f\(number.bitPattern)"
    case .boolean(let flag): "\(flag)"
    case .string(let text): "'" + text + "'"
    case .list(let items): "[" + items.map(text).joined(separator: ", ") + "]"
    case .tuple(let items): "(" + items.map(text).joined(separator: ", ") + ")"
    case .dictionary(let table):
      "{"
        + zip(table.keys, table.values).map { key, value in
          let key = if case .string(let name) = key { name } else { key.text }
          return key + ": " + text(value)
        }.sorted().joined(separator: ", ") + "}"
    case .enumeration(let item): "." + item.name
    case .object(let object):
      object.type + "("
        + object.fields.filter { !$0.name.contains("Rate") }.map(part)
        .joined(separator: "; ") + ")"
    default: value.text
    }
  }
}
