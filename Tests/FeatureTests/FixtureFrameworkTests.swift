// Does the fixture framework notice what it should? Pages that are wrong in one way each, and edits that show.

import Foundation
import SourceText
import TestSupport
import Testing

/// Answers with the texts themselves: enough to see which text a question meets.
private struct EchoSubject: FixtureSubject {
  var files: [String: FixtureFile]

  init(files: [FixtureFile]) {
    self.files = Dictionary(files.map { ($0.path, $0) }, uniquingKeysWith: { $1 })
  }

  mutating func edit(_ file: FixtureFile) { files[file.path] = file }

  func answer(_ question: FixtureQuestion) -> String? {
    guard question.kind == "hover", let point = question.point, let file = files[point.path] else { return nil }
    return sourceFrame(path: point.path, text: file.text, range: TextRange(point.offset, point.offset.advanced(by: 2)))
  }
}

@Suite struct FixtureFrameworkTests {
  private static let sound = """
    # Title

    ## A case, of two words

    Prose.

    ```gin a.gin
    x = 1️⃣22
    ```

    ```text expect hover 1️⃣
    a.gin:1
    x = 22
        ^^
    ```

    ```gin a.gin edit
    # Greek α
    x = 'α' + 1️⃣33
    ```

    ```text expect hover 1️⃣
    a.gin:2
    x = 'α' + 33
              ^^
    ```
    """

  private func failures(_ text: String, file: String = "page.md") -> [String] {
    let page = FixturePage(name: "hover/page", file: file, text: text)
    return page.run(EchoSubject.self, selection: FixtureSelection(wanted: nil, updates: false)).map {
      "\($0.line): \($0.message)"
    }
  }

  @Test func `a sound page holds, edits included`() {
    #expect(failures(Self.sound) == [])
  }

  @Test func `a wrong answer is reported at the line of its block`() throws {
    let failure = try #require(failures(Self.sound.replacing("x = 22\n    ^^", with: "x = 22\n   ^^")).first)
    #expect(failure.hasPrefix("11: hover/page: the answer differs"))
    #expect(failure.contains("\n-    ^^\n+     ^^"))
  }

  @Test(arguments: [
    ("x = 1️⃣22", "x = 1️⃣2️⃣22", "7: nothing is expected at marker 2"),
    ("expect hover 1️⃣\na.gin:1", "expect hover 3️⃣\na.gin:1", "11: no file has marker 3"),
    ("expect hover 1️⃣\na.gin:1", "expect colour 1️⃣\na.gin:1", "11: hover/page: nobody answers `expect colour`"),
    ("Prose.", "", "3: the case has no prose before its first block"),
    ("# Title", "", "1: the page has no title"),
    ("## A case, of two words", "A case", "1: the page has no cases"),
    ("```gin a.gin\n", "```gin\n", "7: a block says its language and its path, or `text expect` and what is expected"),
  ])
  func `a page that is wrong in one way says so`(part: String, replacement: String, message: String) {
    #expect(failures(Self.sound.replacing(part, with: replacement)).contains(message))
  }

  @Test func `a case that expects nothing, and a block without an end, fail`() {
    #expect(failures("# T\n\n## C\n\nProse.\n\n```gin a.gin\nx = 1\n```\n") == ["3: the case expects nothing"])
    #expect(failures("# T\n\n## C\n\nProse.\n\n```gin a.gin\nx = 1\n").first == "7: the block has no end")
  }

  @Test func `an update rewrites the expectation and nothing else`() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "gimlet-fixture-\(UUID().uuidString).md")
    defer { try? FileManager.default.removeItem(at: file) }
    let stale = Self.sound.replacing("x = 22\n    ^^", with: "what was\nseen before\nthis change")
    let path = file.path(percentEncoded: false)
    let page = FixturePage(name: "hover/page", file: path, text: stale)
    let failures = page.run(EchoSubject.self, selection: FixtureSelection(wanted: nil, updates: true))
    #expect(failures == [])
    #expect(try String(contentsOf: file, encoding: .utf8) == Self.sound)
  }

  @Test func `a selection names a folder, a page or a case`() throws {
    let page = FixturePage(name: "hover/page", file: "page.md", text: Self.sound)
    let fixtureCase = try #require(page.cases.first)
    #expect(fixtureCase.slug == "a-case-of-two-words")
    func wants(_ wanted: String?) -> Bool {
      FixtureSelection(wanted: wanted, updates: false).wants(page, fixtureCase)
    }
    #expect([nil, "hover", "hover/page", "hover/page#a-case-of-two-words"].allSatisfy(wants))
    #expect(![.some("hov"), "hover/pages", "hover/page#a-case"].contains(where: wants))
  }

  @Test func `mutilations are the ones that were asked for`() {
    let text = SourceText("a = 'é'\nbc")
    #expect(Mutilation.withCarriageReturns(text).string == "a = 'é'\r\nbc")
    #expect(Mutilation.prefixes(of: text).count == 10)
    #expect(
      Mutilation.withoutEachToken(text).map(\.string) == [
        " = 'é'\nbc", "a= 'é'\nbc", "a  'é'\nbc", "a ='é'\nbc", "a = é'\nbc", "a = ''\nbc", "a = 'é\nbc", "a = 'é'bc",
        "a = 'é'\n",
      ])
  }
}
