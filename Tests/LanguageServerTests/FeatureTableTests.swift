// Does the README say what the server can be asked, and what it can mark? `UPDATE_FIXTURES=1` writes the first anew.

import Foundation
import LanguageServer
import Resolution
import Testing

@Suite struct FeatureTableTests {
  @Test func theReadmeHasTheTableOfTheRoutes() throws {
    let path = PackageFolder.path + "/README.md"
    let readme = try String(contentsOfFile: path, encoding: .utf8)
    let start = try #require(readme.range(of: "| ability | requests |"))
    let end = readme.range(of: "\n\n", range: start.lowerBound..<readme.endIndex)?.lowerBound ?? readme.endIndex
    let table = readme[start.lowerBound..<end]
    guard table != Route.featureTable else { return }
    if ProcessInfo.processInfo.environment["UPDATE_FIXTURES"] == "1" {
      try readme.replacingCharacters(in: start.lowerBound..<end, with: Route.featureTable)
        .write(toFile: path, atomically: true, encoding: .utf8)
    } else {
      Issue.record("README.md has another table than the routes make; UPDATE_FIXTURES=1 writes it")
    }
  }

  @Test func theReadmeHasEveryCodeOfAProblem() throws {
    let readme = try String(contentsOfFile: PackageFolder.path + "/README.md", encoding: .utf8)
    let rows = readme.split(separator: "\n").filter { $0.hasPrefix("| `") }
    for code in Problem.Code.allCases {
      #expect(rows.contains { $0.split(separator: "|")[0].contains("`\(code.rawValue)`") }, "\(code.rawValue)")
    }
  }
}
