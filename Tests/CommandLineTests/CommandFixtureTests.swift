// Do the pages of Tests/Fixtures/commands hold? Each asks what a command prints in a folder of its own.

import Foundation
import SourceText
import TestSupport
import Testing

@Suite struct CommandFixtureTests {
  @Test(arguments: FixtureLibrary.pages(of: .commands).map(\.name))
  func `a command prints`(page: String) throws {
    let page = try #require(FixtureLibrary.pages(of: .commands).first { $0.name == page })
    for failure in page.run(CommandSubject.self) {
      Issue.record(
        Comment(rawValue: failure.message),
        sourceLocation: SourceLocation(
          fileID: failure.file.split(separator: "/").suffix(2).joined(separator: "/"), filePath: failure.file,
          line: max(failure.line, 1), column: 1))
    }
  }
}

/// A folder with the files of a case.
private struct CommandSubject: FixtureSubject {
  private let folder: TemporaryFolder?

  init(files: [FixtureFile]) {
    folder = try? TemporaryFolder()
    for file in files { _ = try? folder?.write(file.path, file.text.string) }
  }

  /// Nothing is unsaved on a command line.
  mutating func edit(_ file: FixtureFile) { _ = try? folder?.write(file.path, file.text.string) }

  /// `expect run print 'a b.gin' < experiments`: the arguments as a shell splits them, and the folder to be in.
  func answer(_ question: FixtureQuestion) -> String? {
    guard question.kind == "run", let root = folder?.path else { return nil }
    var words = Self.unquoted(question.words)
    var place = root
    if words.count > 2, words[words.count - 2] == "<" {
      place = root.appending(words[words.count - 1])
      words.removeLast(2)
    }
    guard let outcome = try? CommandLineProgram.run(words, in: place) else { return "it cannot be run" }
    let parts =
      [outcome.output, outcome.errors].filter { !$0.isEmpty } + (outcome.code == 0 ? [] : ["exit \(outcome.code)"])
    let text = parts.map { $0.hasSuffix("\n") ? $0 : $0 + "\n" }.joined(separator: "\n")
    return text.replacing(root.string, with: "$ROOT")
      .split(separator: "\n", omittingEmptySubsequences: false)
      .map { String($0.reversed().drop { $0 == " " }.reversed()) }.joined(separator: "\n")
  }

  private static func unquoted(_ words: [String]) -> [String] {
    var result: [String] = []
    var open: [String]?
    for word in words {
      if open == nil, word.hasPrefix("'"), !word.dropFirst().contains("'") {
        open = [String(word.dropFirst())]
      } else if let inside = open {
        guard word.hasSuffix("'") else {
          open = inside + [word]
          continue
        }
        result.append((inside + [String(word.dropLast())]).joined(separator: " "))
        open = nil
      } else {
        result.append(word.replacing("'", with: ""))
      }
    }
    return result
  }
}
