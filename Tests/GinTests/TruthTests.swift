// Does the editor show what the program gets? The example workspaces, compiled and run, against what `gimlet print` says
// of them.

import Configurables
import Foundation
import Resolution
import SourceText
import TestSupport
import Testing
import Workspace

@testable import Adversaries
@testable import Gin
@testable import Trainer

@Suite struct TruthTests {
  @Test(arguments: ["experiments/first.gin", "experiments/second.gin"])
  func theTrainerGetsWhatIsPrinted(entry: String) throws {
    let registry = Registry {
      TrainerConfig.self
      $computeEffectiveBatchSize
      $makeLRSchedule
    }
    let comparison = Comparison(workspace: "trainer", entry: entry)
    var counts = try comparison.run(registry)
    let config = try Config(registry, files: [comparison.entry.path])
    comparison.compare("make_lr_schedule", try config.call($makeLRSchedule), &counts)
    comparison.compare("compute_effective_batch_size", try config.call($computeEffectiveBatchSize), &counts)
    comparison.compare("TrainerConfig", try config.make(TrainerConfig.self), &counts)
    counts.report(entry)
    #expect(counts.equal >= 12)
    #expect(counts.notEvaluated.isEmpty)
  }

  /// `print --format swift`: compiled with the program, the expression makes what the config makes.
  @Test func aConfigPrintedAsSwiftCompiles() throws {
    let comparison = Comparison(workspace: "trainer", entry: "experiments/second.gin")
    let text = try #require(comparison.resolved.swiftText)
    let output = try printed("let printed = \(text)\nprint(printed.resolved)\n", with: "Trainer", comparison)
    let registry = Registry {
      TrainerConfig.self
      $computeEffectiveBatchSize
      $makeLRSchedule
    }
    let config = try Config(registry, files: [comparison.entry.path])
    #expect(output == "\(try config.make(TrainerConfig.self).resolved)\n")
  }

  /// One constant for each type and scope; what holds functions is a comment.
  @Test func severalTypesAreConstants() throws {
    let comparison = Comparison(workspace: "gan", entry: "experiments/digits.gin")
    let text = try #require(comparison.resolved.swiftText)
    #expect(text.hasPrefix("// gan: holds a function"))
    let program = text + "\nprint(adam.learningRate, adamInGenerator.learningRate, sgdInDiscriminator.momentum)\n"
    #expect(try printed(program, with: "Adversaries", comparison) == "0.001 0.0002 0.9\n")
  }

  private func printed(_ main: String, with module: String, _ comparison: Comparison) throws -> String {
    let sources = comparison.root.appending(path: "Sources/" + module)
    var files = ["main.swift": main]
    for name in try FileManager.default.contentsOfDirectory(atPath: sources.path) {
      files[name] = try String(contentsOf: sources.appending(path: name), encoding: .utf8)
    }
    return try SwiftCompiler.output(of: files, module: module)
  }

  @Test func theNetworksGetWhatIsPrinted() throws {
    let comparison = Comparison(workspace: "gan", entry: "experiments/digits.gin")
    let registry = Registry {
      Loss.self
      Digits.self
      GAN.self
      SGD.self
      Adam.self
      Activation.self
      $finalRate
      $train
      $evaluate
      $dnn
    }
    var counts = try comparison.run(registry)
    let config = try Config(registry, files: [comparison.entry.path])
    comparison.compare("final_rate", try config.call($finalRate), &counts)
    comparison.compare("evaluate", try config.call($evaluate), &counts)
    comparison.compare("GAN", try config.make(GAN.self), &counts)
    counts.report("digits.gin")
    #expect(counts.equal >= 25)
    // The evaluator does not follow `callAsFunction`.
    #expect(counts.notEvaluated.count <= 1)
  }
}

/// One entry, read by the program and by the language server.
struct Comparison {
  let root: URL
  let entry: URL

  struct Counts {
    var equal = 0
    var notEvaluated: [String: Int] = [:]

    func report(_ name: String) {
      print("\(name): \(equal) values equal, \(notEvaluated.values.reduce(0, +)) not evaluated")
      for (reason, count) in notEvaluated { print("  \(count): \(reason)") }
    }
  }

  init(workspace: String, entry: String) {
    root = PythonOracle.packageRoot.appending(path: "protocol-fixtures/\(workspace)")
    self.entry = root.appending(path: entry)
  }

  /// Compares every row that `gimlet print --defaults` prints.
  func run(_ registry: Registry) throws -> Counts {
    let config = try Config(registry, files: [entry.path])
    var counts = Counts()
    let rows = resolved.parameters(.withDefaults)
    #expect(!rows.isEmpty)
    // What a singleton is made by is no parameter of the program's.
    for row in rows where row.configurableID != nil {
      let program = try config.loaded.boundValue(of: row.parameter, selector: row.configurable, scope: row.scope)
      compare(row.key, row.value, program, &counts)
    }
    return counts
  }

  /// Compares the result of a call in the root scope.
  func compare(_ name: String, _ program: Any, _ counts: inout Counts) {
    guard case .found(let id) = analysis.definitions.configurable(name) else {
      Issue.record("\(name) is not found")
      return
    }
    compare("@\(name)()", resolved.result(of: id, scope: ""), program, &counts)
  }

  private func compare(_ name: String, _ shown: ResolvedValue, _ program: Any, _ counts: inout Counts) {
    switch shown.status {
    case .value, .defaultValue, .reference:
      guard let value = shown.value else {
        Issue.record("\(name) has no value")
        return
      }
      let difference = Agreement.difference(value, program)
      #expect(difference == nil, "\(name)")
      counts.equal += difference == nil ? 1 : 0
    case .notEvaluated(let reason): counts.notEvaluated[reason, default: 0] += 1
    case .error(let message): Issue.record("\(name): \(message)")
    }
  }

  private var analysis: Analysis {
    let workspace = Workspace(roots: [FilePath(root.path)])
    workspace.index()
    return workspace.snapshot(for: FilePath(entry.path))
  }

  var resolved: ResolvedConfig { analysis.resolved(Entry(FilePath(entry.path))) }
}

extension LoadedConfig {
  /// What a call of the configurable in `scope` is given for one parameter.
  func boundValue(of parameter: String, selector: String, scope: String) throws -> Any {
    guard case .found(let id) = definitions.index.configurable(selector),
      let name = definitions.index.parameter(parameter, of: id)?.name,
      let place = definitions.registrations[id].parameters.firstIndex(where: { $0.name == name })
    else { throw ConfigError(.unknownParameter, Words.noParameter(selector, parameter)) }
    // All others are given, so that nothing else has to be bound.
    var given: [Int: Any] = [:]
    for other in definitions.registrations[id].parameters.indices where other != place { given[other] = () }
    return try arguments(of: id, scope: scope, given: given, CallChain(), at: nil, .unrecorded).values[place]
  }
}
