// How much of the published configs is understood? A row for each package: files, names, problems.

import Configurables
import EditorFeatures
import Foundation
import Resolution
import SourceText
import TestSupport
import Testing

@Suite struct PackageTableTests {
  fileprivate struct Row {
    var configs = 0
    var modules = 0
    /// Names of configurables, parameters, constants and macros, wherever they stand.
    var used = 0
    var resolved = 0
    var problems: [Problem.Severity: Int] = [:]
    /// Names without a meaning, by how often they stand.
    var unknown: [String: Int] = [:]
  }

  /// So many names of each package must be resolved; what is missing lies outside of it.
  private static let floors = [
    "a2perf": 336, "acids-dataset": 49, "acids-rave": 700, "ddsp": 586, "disentanglement-lib": 1_130,
    "mesh-tensorflow": 119, "t5": 266, "tf-agents": 40, "t5 with mesh-tensorflow": 726,
  ]

  @Test func namesAreResolved() throws {
    print("| package | .gin | .py | names used | resolved | errors | warnings | hints |")
    for name in PublishedPackage.names + ["t5 with mesh-tensorflow"] {
      let parts = name.components(separatedBy: " with ")
      guard
        let package = try PublishedPackage(
          parts[0], libraries: Array(parts.dropFirst()), toCheck: "the names of published configs")
      else { return }
      let row = try row(package)
      let counts = [Problem.Severity.error, .warning, .hint].map { String(row.problems[$0] ?? 0) }
      print(
        "| \(name) | \(row.configs) | \(row.modules) | \(row.used) | \(row.resolved) | "
          + counts.joined(separator: " | ") + " |")
      if ProcessInfo.processInfo.environment["GIMLET_UNKNOWN"] != nil {
        for (name, count) in row.unknown.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
          print("    \(count) \(name)")
        }
      }
      #expect(row.resolved >= Self.floors[name] ?? 0, "\(name): \(row.resolved) of \(row.used)")
    }
  }

  private func row(_ package: PublishedPackage) throws -> Row {
    var row = Row()
    row.configs = package.ginFiles.count
    row.modules = try FileManager.default.subpathsOfDirectory(atPath: package.root.string).count {
      $0.hasSuffix(".py")
    }
    for file in package.ginFiles {
      let problems = package.analysis.diagnostics(in: file)
      for problem in problems { row.problems[problem.severity, default: 0] += 1 }
      let unbound = problems.filter { $0.code == .unknownMacro }.map(\.location.range)
      for use in package.analysis.nameUses(in: file) {
        let text = package.analysis.text(of: file).map { $0[use.range] } ?? ""
        switch use.thing {
        case .scope, .singleton: continue
        case .configurable, .constant: row.count(text, isResolved: true)
        case .parameter(let id, let name):
          let configurable = package.analysis.definitions.configurables[id]
          row.count(
            text, isResolved: configurable.acceptsAnyParameter || configurable.parameter(named: name) != nil)
        case .macro: row.count(text, isResolved: !unbound.contains { $0.touches(use.range.start) })
        case .unknown, .unknownParameter: row.count(text, isResolved: false)
        }
      }
    }
    return row
  }
}

extension PackageTableTests.Row {
  fileprivate mutating func count(_ name: String, isResolved: Bool) {
    used += 1
    if isResolved { resolved += 1 } else { unknown[name, default: 0] += 1 }
  }
}
