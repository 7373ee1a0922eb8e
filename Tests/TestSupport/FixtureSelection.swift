// Which fixtures run? The folder that holds them, and what the environment asks for.

import Foundation

/// A folder of `Tests/Fixtures`. A page in any other folder is an orphan, and fails.
package enum FixtureFeature: String, Sendable, CaseIterable {
  case hover, definition, diagnostics, references, outline, completion, rename, formatting, experiments
  case actions, signatures, hierarchies, commands
}

/// What `FIXTURE` and `UPDATE_FIXTURES` ask for.
package struct FixtureSelection: Sendable {
  /// `hover/references#case`, `hover/references` or `hover`; nil for everything.
  package var wanted: String?
  package var updates: Bool

  package init(wanted: String?, updates: Bool) {
    self.wanted = wanted
    self.updates = updates
  }

  package static var environment: FixtureSelection {
    let environment = ProcessInfo.processInfo.environment
    return FixtureSelection(wanted: environment["FIXTURE"], updates: environment["UPDATE_FIXTURES"] == "1")
  }

  package func wants(_ page: FixturePage, _ fixtureCase: FixtureCase) -> Bool {
    guard let wanted else { return true }
    return wanted == page.name || wanted == "\(page.name)#\(fixtureCase.slug)" || page.name.hasPrefix(wanted + "/")
  }
}

package enum FixtureLibrary {
  /// `Tests/Fixtures` beside this target's own sources.
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures")

  /// The pages of a feature in the order of their names.
  package static func pages(of feature: FixtureFeature) -> [FixturePage] {
    names(below: feature.rawValue).map { read($0) }
  }

  /// Pages in folders that no suite runs, and files that are no pages.
  package static func orphans() -> [String] {
    let known = Set(FixtureFeature.allCases.map(\.rawValue))
    return files(below: folder).filter { path in
      let parts = path.split(separator: "/")
      return parts.count != 2 || !known.contains(String(parts[0])) || !path.hasSuffix(".md")
    }
  }

  /// Features that have no case, and a selection that no case answers to.
  package static func gaps(selection: FixtureSelection = .environment) -> [String] {
    let pages = FixtureFeature.allCases.map { ($0, Self.pages(of: $0)) }
    var gaps = pages.filter { $0.1.flatMap(\.cases).isEmpty }.map { "no fixture shows \($0.0.rawValue)" }
    let wanted = pages.flatMap(\.1).contains { page in page.cases.contains { selection.wants(page, $0) } }
    if !wanted, let name = selection.wanted { gaps.append("no fixture is called \(name)") }
    return gaps
  }

  private static func names(below feature: String) -> [String] {
    files(below: folder.appending(path: feature)).filter { $0.hasSuffix(".md") }.map {
      feature + "/" + $0.dropLast(3)
    }
  }

  private static func read(_ name: String) -> FixturePage {
    let file = folder.appending(path: name + ".md").path(percentEncoded: false)
    let text = FileManager.default.contents(atPath: file).map { String(decoding: $0, as: UTF8.self) } ?? ""
    return FixturePage(name: name, file: file, text: text)
  }

  private static func files(below folder: URL) -> [String] {
    let path = folder.path(percentEncoded: false)
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []
    return names.filter { name in
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: path + "/" + name, isDirectory: &isFolder)
      return !isFolder.boolValue
    }.sorted()
  }
}
