// Does a page hold? Plays its cases against the project's code, compares the answers, and rewrites them when asked to.

import Foundation
package import SourceText

/// What a suite puts behind its fixtures: a workspace that takes files and edits, and answers.
package protocol FixtureSubject {
  init(files: [FixtureFile])
  mutating func edit(_ file: FixtureFile)
  /// Lines as a person would write them, or nil for a question that the subject does not know.
  func answer(_ question: FixtureQuestion) -> String?
}

/// What an `expect` block asks.
package struct FixtureQuestion: Sendable {
  package let kind: String
  package let words: [String]
  package let point: FixturePoint?

  package init(kind: String, words: [String], point: FixturePoint?) {
    self.kind = kind
    self.words = words
    self.point = point
  }
}

/// Where a marker stands.
package struct FixturePoint: Sendable, Hashable {
  package let marker: Int
  package let path: String
  package let offset: TextOffset

  package init(marker: Int, path: String, offset: TextOffset) {
    self.marker = marker
    self.path = path
    self.offset = offset
  }
}

extension FixturePage {
  /// Plays the cases that `selection` wants.
  /// - Returns: what failed; with `UPDATE_FIXTURES=1` the answers are written into the page instead.
  package func run<Subject: FixtureSubject>(
    _ subject: Subject.Type, selection: FixtureSelection = .environment
  ) -> [FixtureFailure] {
    var failures = failures
    var rewrites: [(content: Range<Int>, text: String)] = []
    for fixtureCase in cases where selection.wants(self, fixtureCase) {
      for outcome in play(fixtureCase, subject) {
        if let rewrite = outcome.rewrite { rewrites.append(rewrite) }
        if let failure = outcome.failure { failures.append(failure) }
      }
    }
    guard selection.updates else { return failures }
    write(rewrites)
    return self.failures
  }

  private struct Outcome {
    var failure: FixtureFailure?
    var rewrite: (content: Range<Int>, text: String)?
  }

  private func play<Subject: FixtureSubject>(_ fixtureCase: FixtureCase, _ type: Subject.Type) -> [Outcome] {
    var files = sharedFiles
    var subject: Subject?
    var outcomes: [Outcome] = []
    for step in fixtureCase.steps {
      switch step {
      case .file(let file):
        files.removeAll { $0.path == file.path }
        files.append(file)
        if subject != nil {
          outcomes.append(
            Outcome(failure: failure(file.line, "a file stands before the first expectation, or is an `edit`")))
        }
      case .edit(let file):
        var edited = subject ?? Subject(files: files)
        edited.edit(file)
        subject = edited
        files.removeAll { $0.path == file.path }
        files.append(file)
      case .expectation(let expectation):
        let asked = subject ?? Subject(files: files)
        subject = asked
        outcomes.append(compare(expectation, asked, files))
      }
    }
    return outcomes
  }

  private func compare(_ expectation: FixtureExpectation, _ subject: some FixtureSubject, _ files: [FixtureFile])
    -> Outcome
  {
    let question = FixtureQuestion(expectation, files: files)
    guard let answer = subject.answer(question) else {
      return Outcome(failure: failure(expectation.line, "nobody answers `expect \(expectation.kind)`"))
    }
    let wanted = Self.trimmed(expectation.text)
    let got = Self.trimmed(answer)
    guard wanted != got else { return Outcome() }
    return Outcome(
      failure: failure(expectation.line, Self.difference(wanted: wanted, got: got)),
      rewrite: (expectation.content, got))
  }

  private func failure(_ line: Int, _ message: String) -> FixtureFailure {
    FixtureFailure(file: file, line: line, message: "\(name): \(message)")
  }

  private static func trimmed(_ text: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
    return lines.joined(separator: "\n")
  }

  /// Both texts, line by line, with a mark where they part.
  private static func difference(wanted: String, got: String) -> String {
    let wanted = wanted.split(separator: "\n", omittingEmptySubsequences: false)
    let got = got.split(separator: "\n", omittingEmptySubsequences: false)
    let difference = got.difference(from: wanted)
    var text = "the answer differs (- expected, + answered)"
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var left = 0
    var right = 0
    while left < wanted.count || right < got.count {
      if left < wanted.count, removed.contains(left) {
        text += "\n- " + wanted[left]
        left += 1
      } else if right < got.count, inserted.contains(right) {
        text += "\n+ " + got[right]
        right += 1
      } else {
        text += "\n  " + (left < wanted.count ? wanted[left] : "")
        left += 1
        right += 1
      }
    }
    return text
  }

  private func write(_ rewrites: [(content: Range<Int>, text: String)]) {
    var lines = lines
    for rewrite in rewrites.sorted(by: { $0.content.lowerBound > $1.content.lowerBound }) {
      let text = rewrite.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      lines.replaceSubrange(rewrite.content, with: rewrite.text.isEmpty ? [] : text)
    }
    guard !rewrites.isEmpty else { return }
    try? lines.joined(separator: "\n").write(toFile: file, atomically: true, encoding: .utf8)
  }
}

extension FixtureQuestion {
  init(_ expectation: FixtureExpectation, files: [FixtureFile]) {
    var point: FixturePoint?
    if let marker = expectation.marker {
      for file in files {
        guard let offset = file.markers[marker] else { continue }
        point = FixturePoint(marker: marker, path: file.path, offset: offset)
      }
    }
    self.init(kind: expectation.kind, words: expectation.words, point: point)
  }
}
