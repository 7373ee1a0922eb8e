// Does the editor show of typed experiments what the compiled program gets? Experiments written by hand and random ones.

import Configurables
import Foundation
import Resolution
import SourceText
import TestSupport
import Testing
import Workspace

@Suite struct TypedExperimentTests {
  @Test func experimentsWrittenByHandShowWhatTheirProgramGets() throws {
    let comparison = try compare(types: Self.types, experiments: Self.experiments)
    print("typed experiments, by hand: \(comparison.summary)")
    #expect(comparison.notEvaluated == [:])
    #expect(comparison.equal > 80)
  }

  @Test func randomExperimentsShowWhatTheirProgramGets() throws {
    let seed = ProcessInfo.processInfo.environment["GIMLET_SEED"].flatMap { UInt64($0) } ?? 20_261_121
    let random = RandomExperiments(seed: seed, types: 10, experiments: 120)
    let comparison = try compare(types: random.types, experiments: random.experiments)
    print("typed experiments, random: \(comparison.summary), seed \(seed)")
    #expect(comparison.equal > 400)
  }

  // MARK: Comparing

  private struct Comparison {
    var equal = 0
    var notEvaluated: [String: Int] = [:]

    var summary: String { "\(equal) values equal, not evaluated \(notEvaluated)" }
  }

  private func compare(types: String, experiments: String) throws -> Comparison {
    let folder = try TemporaryFolder()
    try folder.write("Package.swift", "// A package.\n")
    let types = "import Foundation\nimport Gin\n\n" + types
    _ = try folder.write("Sources/Run/Types.swift", types)
    let file = try folder.write("Sources/Run/Experiments.swift", experiments)
    let workspace = Workspace(roots: [folder.path])
    workspace.index()
    let analysis = workspace.snapshot(for: file)
    let ids = analysis.definitions.experiments.experiments(in: file)
    #expect(!ids.isEmpty)
    let resolved = ids.map { analysis.resolved($0) }
    let rows = resolved.flatMap { experiment in
      experiment.fields.filter { $0.nestedType == nil }.map { field in
        (path: ([experiment.experiment.name] + field.path).joined(separator: "."), value: field.value)
      }
    }
    let whole = resolved.map { "print(\"\\(\($0.experiment.name).resolved)\".debugDescription)\n" }
    let program = Self.printing + rows.map { "print(told(\($0.path)))\n" }.joined() + whole.joined()
    let printed = try SwiftCompiler.output(
      of: ["Types.swift": types, "Experiments.swift": experiments, "main.swift": program], module: "Run"
    ).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var comparison = Comparison()
    for (row, real) in zip(rows, printed) {
      switch row.value.status {
      case .notEvaluated(let reason): comparison.notEvaluated[reason, default: 0] += 1
      case .value, .defaultValue, .reference, .error:
        let shown = row.value.value.map(Self.told) ?? "\(row.value.status)"
        #expect(shown == real, "\(row.path)")
        comparison.equal += shown == real ? 1 : 0
      }
    }
    #expect(printed.count >= rows.count + resolved.count)
    for (experiment, real) in zip(resolved, printed.dropFirst(rows.count)) {
      #expect(experiment.value?.swiftText.debugDescription == real, "\(experiment.experiment.name) as Swift")
    }
    return comparison
  }

  /// A value to the last bit; the program has the same function.
  private static func told(_ value: Value) -> String {
    switch value {
    case .none: "nil"
    case .boolean(let flag): "\(flag)"
    case .integer(let number): "\(number)"
    case .double(let number): "d" + String(number.bitPattern, radix: 16)
    case .string(let text): "\"" + text + "\""
    case .list(let elements): "[" + elements.map(told).joined(separator: ", ") + "]"
    case .enumeration(let value): "." + value.name
    default: value.text
    }
  }

  private static let printing = """
    func told(_ value: Any) -> String {
      switch value {
      case let flag as Bool: "\\(flag)"
      case let number as Int: "\\(number)"
      case let number as Double: "d" + String(number.bitPattern, radix: 16)
      case let text as String: "\\"" + text + "\\""
      case let list as [Any]: "[" + list.map { told($0) }.joined(separator: ", ") + "]"
      case let choice as Mode: ".\\(choice)"
      default: "nil"
      }
    }
    func told<Value>(_ value: Value?) -> String { value.map { told($0 as Any) } ?? "nil" }

    """

  // MARK: By hand

  private static let types = """
    enum Mode: String { case fast, slow }

    @Config
    struct Opt {
      var lr: Double = 0.1
      var decay: Double = 0
      var betas: [Double] = [0.9, 0.999]
      var perStep: Double { lr / Double(betas.count) }
    }

    @Config
    struct TrainerConfig {
      var name: String
      var steps: Int = 3
      var baseLR: Double = 3e-4
      var totalSteps: Int = 6
      var minLRRatio: Double = 0.1
      var mode: Mode = .fast
      var note: String?
      var opt: Opt = Opt(lr: 0.5)

      var batchSize: Int { 4 * steps }
      var title: String { "\\(name)-\\(mode == .fast ? "f" : "s")\\(steps)" }
      var lrSchedule: [Double] {
        let low = baseLR * minLRRatio
        let last = max(1, totalSteps - 1)
        return (0..<totalSteps).map { step in
          low + (baseLR - low) * 0.5 * (1 + cos(Double.pi * Double(step) / Double(last)))
        }
      }
      var warmed: [Double] { lrSchedule.enumerated().map { $0.offset < steps ? $0.element / 2 : $0.element } }
    }
    """

  private static let experiments = """
    let first = TrainerConfig(name: "first", steps: 4, opt: Opt(decay: 0.5))
    let second = TrainerConfig(
      first,  // all values of the first experiment
      steps: first.lrSchedule.count - 1,
      baseLR: 1e-3
    )
    let third = TrainerConfig(second) { $0.opt.lr = 1; $0.totalSteps = 3 }
    let fourth = TrainerConfig(third, name: "fo" + "urth", mode: .slow, note: "once", opt: Opt(first.opt, lr: third.opt.lr * 2))
    let fifth = TrainerConfig(fourth, note: nil, opt: .init(fourth.opt, betas: first.lrSchedule.filter { $0 > 1e-4 }))
    let sixth: TrainerConfig = TrainerConfig(fifth, steps: min(fifth.steps, 2) + (fifth.mode == .slow ? 10 : 20), opt: second.opt)
    let seventh = TrainerConfig(sixth) {
      $0.opt = Opt(lr: 7)
      $0.steps += 1
      $0.name = "\\($0.name)!"
    }
    """
}
