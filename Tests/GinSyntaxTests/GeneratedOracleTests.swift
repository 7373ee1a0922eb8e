// Do we read generated files, whole and damaged, as gin-config does?

import Foundation
import TestSupport
import Testing

@Suite struct GeneratedOracleTests {
  /// Another seed, or more files, by `GIMLET_SEED` and `GIMLET_FILES`.
  private static func setting(_ name: String, _ fallback: UInt64) -> UInt64 {
    ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) } ?? fallback
  }

  private func compare(count: UInt64, _ name: String, make: (inout GinGenerator) -> [UInt8]) throws {
    guard let python = try PythonOracle.interpreter(toCheck: "generated gin files") else { return }
    let seed = Self.setting("GIMLET_SEED", 20_261_121)
    var generator = GinGenerator(seed: seed)
    let texts = (0..<Self.setting("GIMLET_FILES", count)).map { _ in make(&generator) }
    let answers = try GinOracle.parse(texts, python: python)
    var comparison = GinOracleComparison()
    for (index, text) in texts.enumerated() {
      comparison.compare(text, named: "\(name) \(index) of seed \(seed)", with: answers[index])
    }
    print("\(name) files, seed \(seed): \(comparison.summary)")
    #expect(comparison.differences.isEmpty, "\(comparison.differences.prefix(8).joined(separator: "\n\n"))")
    // A generator that writes nothing but refused files would prove little.
    #expect(comparison.statements > Int(texts.count))
  }

  @Test func wholeFilesReadTheSame() throws {
    try compare(count: 3000, "generated") { $0.file() }
  }

  @Test func damagedFilesReadTheSameUpToTheDamage() throws {
    try compare(count: 6000, "damaged") { generator in
      let file = generator.file()
      return generator.damaged(file)
    }
  }
}
