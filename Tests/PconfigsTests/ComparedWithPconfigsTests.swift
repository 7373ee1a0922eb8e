// Does an experiment come to what pconfigs makes of it? The same projects, read by us and run by CPython.

import Configurables
import Evaluation
import Foundation
import PythonDefinitions
import Resolution
import SourceText
import TestSupport
import Testing

@Suite struct ComparedWithPconfigsTests {
  @Test func projectsWrittenByHandComeToWhatPconfigsMakes() throws {
    let comparison = try compare(HandwrittenProjects.all)
    guard let comparison else { return }
    print("pconfigs, by hand: \(comparison.summary)")
    // What is written by hand is there to be evaluated.
    #expect(comparison.notEvaluated == [:], "\(comparison.notEvaluated)")
    #expect(comparison.equal > 100)
  }

  @Test func generatedProjectsComeToWhatPconfigsMakes() throws {
    let named = ProcessInfo.processInfo.environment["GIMLET_SEED"].flatMap { UInt64($0) }
    let seed = named ?? 20_261_121
    var generator = ProjectGenerator(seed: seed)
    let projects = (0..<150).map { generator.project(number: $0) }
    guard let comparison = try compare(projects, "GIMLET_SEED=\(seed)") else { return }
    print("pconfigs, generated: \(comparison.summary), seed \(seed)")
    #expect(comparison.equal > 1000)
  }

  /// Each experiment is derived from the one before, as years of work leave them.
  @Test func longChainsAreWorkedOut() throws {
    let count = 400
    let chain = (1..<count).map { "e\($0) = TrainerConfig(e\($0 - 1), steps=e\($0 - 1).batch + \($0))\n" }
    let project = PythonProject(
      name: "chain",
      files: [
        "types.py": """
        from pconfigs import pconfig, pdefaults, Pinned, pproperty

        @pconfig
        class TrainerConfig:
            steps: int
            batch: Pinned[int]

            @pproperty
            def batch(self):
                return self.steps % 7

        pdefaults += TrainerConfig(steps=1, batch=Pinned)
        """,
        "runs.py": "from PROJECT.types import TrainerConfig\n\ne0 = TrainerConfig()\n" + chain.joined(),
      ], experiments: [])
    let analysis = analysis(of: project)
    let id = try #require(analysis.definitions.experiments.experiment(path: "chain.runs.e\(count - 1)"))
    var steps = 1
    for number in 1..<count { steps = steps % 7 + number }
    #expect(analysis.resolved(id).field(["steps"])?.value.text == "\(steps)")
    #expect(analysis.resolved(id).field(["steps"])?.sources.count == 12)
  }

  // MARK: Comparing

  struct Comparison {
    var equal = 0
    var errors = 0
    var notEvaluated: [String: Int] = [:]
    var different = 0
    /// Projects whose types Python cannot import.
    var unusable = 0

    var summary: String {
      let reasons = notEvaluated.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) \($0.key)" }
      return "\(equal) values equal, \(errors) errors equal, \(different) different, "
        + "\(unusable) projects unusable, \(notEvaluated.values.reduce(0, +)) not evaluated \(reasons)"
    }
  }

  private func compare(_ projects: [PythonProject], _ hint: String = "") throws -> Comparison? {
    guard let answers = try PconfigsOracle.answers(to: projects) else { return nil }
    var comparison = Comparison()
    var asked = 0
    for project in projects {
      let analysis = analysis(of: project)
      if project.experiments.first == ProjectGenerator.probe, answers[asked].error != nil {
        comparison.unusable += 1
        asked += project.experiments.count
        continue
      }
      for path in project.experiments {
        let answer = try #require(asked < answers.count ? answers[asked] : nil)
        asked += 1
        let name = project.name + "." + path
        guard let id = analysis.definitions.experiments.experiment(path: name) else {
          Issue.record("\(name) is not found; pconfigs: \(answer.error ?? "has it"). \(hint)")
          continue
        }
        compare(analysis.resolved(id), with: answer, "\(name). \(hint)", &comparison)
      }
    }
    return comparison
  }

  private func compare(
    _ experiment: ResolvedExperiment, with answer: ExperimentAnswer, _ name: String, _ comparison: inout Comparison
  ) {
    guard let fields = answer.fields else {
      switch experiment.failure {
      case .raised(let raised):
        comparison.errors += 1
        #expect(raised.type == answer.error, "\(name): \(raised.message), pconfigs: \(answer.message ?? "")")
        // What CPython says of a wrong call names classes that pconfigs makes.
        if raised.type != "TypeError" {
          #expect(raised.message == "`\(raised.type): \(answer.message ?? "")`", "\(name)")
        }
      case .cycle: comparison.errors += 1
      case .notEvaluated(let reason, _): comparison.notEvaluated[reason, default: 0] += 1
      default:
        let open = experiment.fields.compactMap { field -> String? in
          if case .notEvaluated(let reason) = field.value.status { return reason }
          return nil
        }
        if let first = open.first {
          comparison.notEvaluated[first, default: 0] += 1
        } else {
          comparison.different += 1
          Issue.record("\(name): pconfigs stops with \(answer.error ?? ""): \(answer.message ?? "")")
        }
      }
      return
    }
    if let failure = experiment.failure {
      guard case .notEvaluated(let reason, _) = failure else {
        comparison.different += 1
        Issue.record("\(name): \(failure.words)")
        return
      }
      comparison.notEvaluated[reason, default: 0] += fields.count
      return
    }
    let own = Dictionary(uniqueKeysWithValues: experiment.fields.map { ($0.path.joined(separator: "."), $0.value) })
    for (path, expected) in fields {
      switch own[path]?.status {
      case .notEvaluated(let reason): comparison.notEvaluated[reason, default: 0] += 1
      case .value, .defaultValue, .reference:
        if own[path]?.text == expected { comparison.equal += 1 } else { comparison.different += 1 }
        #expect(own[path]?.text == expected, "\(path) of \(name)")
      case .error, nil:
        comparison.different += 1
        Issue.record("\(path) of \(name): \(own[path].map { "\($0.status)" } ?? "is missing"), pconfigs: \(expected)")
      }
    }
    #expect(own.count == fields.count, "fields of \(name)")
  }

  private func analysis(of project: PythonProject) -> Analysis {
    let modules = project.files.keys.sorted().map { path in
      let parts = ([project.name] + path.dropLast(3).split(separator: "/").map(String.init)).filter { $0 != "__init__" }
      return PythonModule(
        reading: SourceText(project.text(path)), file: FilePath("/\(project.name)/\(path)"),
        name: parts.joined(separator: "."), isPackage: path.hasSuffix("__init__.py"))
    }
    let definitions = ProjectDefinitions(DefinitionIndex(PythonLinker(modules).files))
    return Analysis(
      ProjectFiles(roots: [FilePath("/")], definitions: definitions, ginFile: { _ in nil }))
  }
}
