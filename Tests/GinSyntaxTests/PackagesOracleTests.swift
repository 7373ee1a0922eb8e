// Do we read the .gin files of published packages as gin-config does?

import Foundation
import SourceText
import TestSupport
import Testing

@Suite struct PackagesOracleTests {
  @Test func everyFileOfThePackagesReadsTheSame() throws {
    guard let python = try PythonOracle.interpreter(toCheck: "the .gin files of published packages") else { return }
    guard let folder = try PythonOracle.packages(toCheck: "the .gin files of published packages") else { return }
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".gin") }
      .sorted()
    let texts = try paths.map { Array(try Data(contentsOf: folder.appending(path: $0))) }
    let answers = try GinOracle.parse(texts, python: python)
    var comparison = GinOracleComparison()
    for (index, path) in paths.enumerated() { comparison.compare(texts[index], named: path, with: answers[index]) }
    print("published packages: \(comparison.summary)")
    #expect(comparison.differences.isEmpty, "\(comparison.differences.prefix(5).joined(separator: "\n\n"))")
    #expect(comparison.files >= 228, "GIN.md's packages hold 228 files; .ci/download-packages fetches them")
  }
}
