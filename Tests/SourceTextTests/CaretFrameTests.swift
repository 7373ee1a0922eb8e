// Do carets stand under what they mean, whatever the line holds?

import SourceText
import Testing

@Suite struct CaretFrameTests {
  /// A frame around the first occurrence of `mark`.
  private func frame(_ source: String, mark: String, message: String = "Why.") -> String {
    let text = SourceText(source)
    let start =
      source.firstRange(of: mark).map { source.utf8.distance(from: source.startIndex, to: $0.lowerBound) } ?? 0
    let range = TextRange(start, start + mark.utf8.count)
    let place = CaretFrame.Place(path: "a.gin", text: text, range: range, message: message)
    return CaretFrame(place, severity: .error).text(.plain)
  }

  @Test func aFrameNamesThePlaceAndUnderlinesIt() {
    let text = SourceText("y = 1\nx = PATH\n")
    let place = CaretFrame.Place(path: "b/a.gin", text: text, range: TextRange(10, 14), message: "Not a value.")
    let other = CaretFrame.Place(path: "b/a.gin", text: text, range: TextRange(0, 1), message: "Compare this.")
    let frame = CaretFrame(place, severity: .warning, code: "syntax-error", related: [other])
    #expect(
      frame.text(.plain) == """
        b/a.gin:2:5: warning: Not a value. [syntax-error]
         2 | x = PATH
           |     ^^^^
        b/a.gin:1:1: note: Compare this.
         1 | y = 1
           | ^

        """)
  }

  @Test func tabsBecomeSpaces() {
    #expect(
      frame("\tx =\tPATH", mark: "PATH") == """
        a.gin:1:6: error: Why.
         1 |     x = PATH
           |         ^^^^

        """)
    // A tab that fills less than its width does not shift the next one.
    #expect(
      frame("x\tab\tPATH", mark: "PATH") == """
        a.gin:1:6: error: Why.
         1 | x   ab  PATH
           |         ^^^^

        """)
  }

  @Test func wideAndCombiningCharactersAreCountedAsShown() {
    // Two columns each for the two ideographs and the emoji, one for e and its accent; the column counts bytes.
    #expect(
      frame("'日本👍e\u{301}' PATH", mark: "PATH") == """
        a.gin:1:17: error: Why.
         1 | '日本👍e\u{301}' PATH
           |           ^^^^

        """)
    #expect(
      frame("x 日本", mark: "日本") == """
        a.gin:1:3: error: Why.
         1 | x 日本
           |   ^^^^

        """)
  }

  @Test func controlCharactersNeverReachTheTerminal() {
    let shown = frame("\u{1B}[31m\u{7} PATH", mark: "PATH")
    #expect(shown.contains("�[31m� PATH\n"))
    #expect(!shown.contains("\u{1B}"))
  }

  @Test func rangesOverLinesShowEachLine() {
    #expect(
      frame("x = [1,\n   2,\n]\ny", mark: "[1,\n   2,\n]") == """
        a.gin:1:5: error: Why.
         1 | x = [1,
           |     ^^^
         2 |    2,
           |    ^^
         3 | ]
           | ^

        """)
  }

  @Test func longRangesShowTheirEnds() {
    let source = "[\n" + (1...20).map { " \($0),\n" }.joined() + "]"
    #expect(
      frame(source, mark: source) == """
        a.gin:1:1: error: Why.
          1 | [
            | ^
          2 |  1,
            |  ^^
            ⋮
         22 | ]
            | ^

        """)
  }

  @Test func anEmptyRangeIsAPlace() {
    let text = SourceText("x =\n")
    let place = CaretFrame.Place(path: "a.gin", text: text, range: TextRange(3, 3), message: "Missing.")
    #expect(
      CaretFrame(place, severity: .error).text(.plain) == """
        a.gin:1:4: error: Missing.
         1 | x =
           |    ^

        """)
    let end = CaretFrame.Place(path: "a.gin", text: text, range: TextRange(4, 4), message: "Empty.")
    #expect(CaretFrame(end, severity: .error).text(.plain) == "a.gin:2:1: error: Empty.\n 2 |\n   | ^\n")
  }

  @Test func longLinesAreCutAroundTheCaret() {
    let source = String(repeating: "a", count: 5000) + "PATH" + String(repeating: "b", count: 5000)
    let lines = frame(source, mark: "PATH").split(separator: "\n")
    #expect(lines[1].count < 200 && lines[1].contains("aPATHb"))
    let name = lines[1].firstRange(of: "PATH").map { lines[1][..<$0.lowerBound].count }
    #expect(name != nil && name == lines[2].firstRange(of: "^^^^").map { lines[2][..<$0.lowerBound].count })
  }

  @Test func colorsAreAskedFor() {
    let place = CaretFrame.Place(path: "a", text: SourceText("x"), range: TextRange(0, 1), message: "m")
    #expect(CaretFrame(place, severity: .error).text(.colored).contains("\u{1B}[1;31merror: \u{1B}[0m"))
  }

  @Test func placesOutsideTheFileAreClamped() {
    let place = CaretFrame.Place(path: "a", text: SourceText("x\n"), range: TextRange(50, 90), message: "m")
    #expect(CaretFrame(place, severity: .error).text(.plain) == "a:2:1: error: m\n 2 |\n   | ^\n")
  }
}
