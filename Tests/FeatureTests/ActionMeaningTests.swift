// Do actions that promise to change nothing keep what gin reads? Tried on every file of the published packages.
//
// That our rows are gin-config's own is GinSyntaxTests' to show; so rows are compared here.

import Configurables
import EditorFeatures
import Foundation
import GinSyntax
import Resolution
import SourceText
import TestSupport
import Testing

@Suite struct ActionMeaningTests {
  /// Files of gin alone: what is tried here needs no definitions.
  private static func analysis(_ file: ConfigFile) -> Analysis {
    Analysis(
      ProjectFiles(
        roots: [FilePath("/w")], allGinFiles: [file.path], definitions: ProjectDefinitions(.init()),
        ginFile: { $0 == file.path ? file : nil }))
  }

  /// What each key is bound to in the end, macros replaced by their values; and what is read, in order.
  private static func meaning(_ text: SourceText) -> (values: [String: String], reads: [String]) {
    var values: [String: String] = [:]
    var macros: [String: String] = [:]
    var reads: [String] = []
    for row in GinFile(text).rows {
      switch row.content {
      case .binding(let scope, let selector, let parameter, let value):
        values[scope + "/" + selector + "." + parameter] = value
      case .macro(let name, let value): macros[name] = value
      case .import, .include: reads.append(row.text)
      case .block: break
      }
    }
    for (key, value) in values {
      var text = value
      for _ in 0..<4 {
        text = text.replacing(/%([A-Za-z_][A-Za-z_0-9\/.]*)/) { macros[String($0.1)] ?? String($0.0) }
      }
      values[key] = text
    }
    return (values, reads)
  }

  private static func texts() throws -> [(name: String, text: SourceText)] {
    guard let folder = try PythonOracle.packages(toCheck: "actions on the .gin files of published packages") else {
      return []
    }
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".gin") }
    return try paths.sorted().map { ($0, SourceText(utf8: Array(try Data(contentsOf: folder.appending(path: $0))))) }
  }

  @Test func layoutsNamesAndOrderKeepTheMeaning() throws {
    var tried: [CodeAction.Kind: Int] = [:]
    var titles: [String: Int] = [:]
    for (name, text) in try Self.texts() {
      let file = ConfigFile(path: FilePath("/w/a.gin"), text: text)
      let analysis = Self.analysis(file)
      let before = Self.meaning(text)
      let statements = Array(file.syntax.statements)
      let step = max(1, statements.count / 8)
      for place in stride(from: 0, to: statements.count, by: step) {
        let range = statements[place].range
        for offset in [range.start, range.end] {
          for action in analysis.codeActions(in: file.path, at: TextRange(offset, offset)) {
            // Deleting what is overridden keeps the meaning; a fix of an error is meant to change it.
            let isMeant =
              action.kind != .quickFix && action.kind != .fixAll && !action.title.contains("()")
              && !action.title.hasPrefix("Bind")
            guard isMeant, let changes = action.changes else { continue }
            let after = Self.meaning(Self.made(changes, text))
            #expect(
              before.values == after.values && before.reads == after.reads, "\(name): \(action.title)")
            tried[action.kind, default: 0] += 1
            titles[action.title.prefix { $0 != " " }.description, default: 0] += 1
          }
        }
      }
    }
    guard !tried.isEmpty else { return }
    print("actions that kept the meaning: \(titles.sorted { $0.key < $1.key })")
    for kind in [CodeAction.Kind.extract, .inline, .rewrite, .sort] {
      #expect(tried[kind, default: 0] > 50, "\(kind) was hardly tried")
    }
  }

  private static func made(_ changes: [TextChange], _ text: SourceText) -> SourceText {
    changes.sorted { $0.location.range.start > $1.location.range.start }.reduce(text) {
      $0.replacing($1.location.range, with: $1.replacement)
    }
  }
}
