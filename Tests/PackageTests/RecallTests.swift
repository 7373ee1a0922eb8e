// Is what breaks a config said, on its line? The packages' own files with one thing broken at a time.

import Configurables
import Foundation
import Resolution
import SourceText
import TestSupport
import Testing

@Suite struct RecallTests {
  /// Another seed breaks other places. `GIMLET_BREAKS` says how many of each kind are tried in a file: a number or `all`.
  private static let seed: UInt64 = 20_261_121
  private static let breaksOfAKind = 2

  private struct Tally: Sendable {
    var broken = 0
    /// A new problem on the line of the break.
    var onLine = 0
    /// A new problem in the statement of the break, or one that points to its line.
    var near = 0
    var errors = 0
    var missed: [String] = []
  }

  @Test func whatIsBrokenIsReportedOnItsLine() async throws {
    var table: [Break.Kind: [String: Tally]] = [:]
    try await withThrowingTaskGroup(of: (String, [Break.Kind: Tally]).self) { group in
      for name in PublishedPackage.names {
        group.addTask {
          let package = try PublishedPackage(name, toCheck: "whether breaks of published configs are found")
          return (name, package.map(Self.tallies) ?? [:])
        }
      }
      for try await (name, tallies) in group {
        for (kind, tally) in tallies { table[kind, default: [:]][name] = tally }
      }
    }
    guard !table.isEmpty else { return }
    report(table)
    for (kind, floor) in Self.floors {
      let tallies = table[kind].map { Array($0.values) } ?? []
      let broken = tallies.map(\.broken).reduce(0, +)
      let found = tallies.map(\.near).reduce(0, +)
      #expect(broken >= floor.count, "\(kind): \(broken) breaks were tried")
      #expect(
        Double(found) >= floor.share * Double(broken),
        "\(kind): \(found) of \(broken)\n\(tallies.flatMap(\.missed).prefix(20).joined(separator: "\n"))")
    }
  }

  /// How many breaks of a kind there must be, and which share of them must be said in the statement that holds them.
  private static let floors: [Break.Kind: (count: Int, share: Double)] = [
    .name: (280, 1), .parameter: (230, 1), .macro: (60, 1), .type: (30, 1), .include: (70, 1), .module: (70, 1),
    .bracket: (140, 1),
  ]

  private static func tallies(_ package: PublishedPackage) -> [Break.Kind: Tally] {
    var generator = SeededGenerator(seed: seed)
    var tallies: [Break.Kind: Tally] = [:]
    for file in package.ginFiles {
      guard let text = package.analysis.files.ginFile(file)?.text else { continue }
      let all = Dictionary(grouping: Break.all(in: file, package.analysis), by: \.kind)
      let before = package.problems(in: file, typed: text.string)
      for kind in Break.Kind.allCases {
        for broken in chosen(all[kind] ?? [], &generator) {
          count(broken, of: text, in: file, package, before, &tallies[kind, default: Tally()])
        }
      }
    }
    return tallies
  }

  private static func chosen(_ breaks: [Break], _ generator: inout SeededGenerator) -> [Break] {
    switch ProcessInfo.processInfo.environment["GIMLET_BREAKS"] {
    case "all": breaks
    case let number?: Array(breaks.shuffled(using: &generator).prefix(Int(number) ?? breaksOfAKind))
    case nil: Array(breaks.shuffled(using: &generator).prefix(breaksOfAKind))
    }
  }

  private static func count(
    _ broken: Break, of text: SourceText, in file: FilePath, _ package: PublishedPackage, _ before: [Problem],
    _ tally: inout Tally
  ) {
    let changed = broken.applied(to: text)
    let known = Set(before.map { Said($0, in: text) })
    let after = SourceText(changed)
    let new = package.problems(in: file, typed: changed).filter { !known.contains(Said($0, in: after)) }
    let line = text.line(of: broken.range.start)
    let statement = text.line(of: broken.statement.start)...max(line, text.line(of: broken.statement.end))
    tally.broken += 1
    let onLine = new.filter { after.line(of: $0.location.range.start) == line }
    let near = new.filter { problem in
      statement.contains(after.line(of: problem.location.range.start))
        || problem.related.contains {
          $0.location.file == file && statement.contains(after.line(of: $0.location.range.start))
        }
    }
    if !onLine.isEmpty { tally.onLine += 1 }
    if !near.isEmpty { tally.near += 1 }
    if near.contains(where: { $0.severity <= .warning }) { tally.errors += 1 }
    if near.isEmpty {
      tally.missed.append(
        "\(package.shown(file)):\(line + 1): \(broken.kind): `\(text[broken.range])` to `\(broken.replacement)`")
    }
  }

  /// What a problem says and on which line, for telling new ones from old.
  private struct Said: Hashable {
    let line: Int
    let code: Problem.Code
    let message: String

    init(_ problem: Problem, in text: SourceText) {
      line = text.line(of: problem.location.range.start)
      code = problem.code
      message = problem.message
    }
  }

  private func report(_ table: [Break.Kind: [String: Tally]]) {
    print("breaks reported on their line, of those tried (as an error or a warning; in their statement):")
    for kind in Break.Kind.allCases {
      let row = PublishedPackage.names.compactMap { name -> String? in
        guard let tally = table[kind]?[name] else { return nil }
        return "\(name) \(tally.onLine)/\(tally.broken) (\(tally.errors); \(tally.near))"
      }
      print("  \(kind.rawValue): " + row.joined(separator: ", "))
    }
    if ProcessInfo.processInfo.environment["GIMLET_BREAKS"] != nil {
      for tally in table.values.flatMap(\.values) { tally.missed.forEach { print("  missed: \($0)") } }
    }
  }
}
