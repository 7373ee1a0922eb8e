// Are offsets and positions each other's inverse, and does nothing outside a text trap?

import SourceText
import TestSupport
import Testing

@Suite struct PositionTests {
  /// One byte, two, three and four; a pair in UTF-16 for the last.
  private let mixed = SourceText("aé€𝄞b\nx")

  @Test(arguments: [
    (PositionEncoding.utf8, [0, 1, 3, 6, 10, 11]),
    (.utf16, [0, 1, 2, 3, 5, 6]),
    (.utf32, [0, 1, 2, 3, 4, 5]),
  ])
  func columnsCountTheUnitsOfTheEncoding(encoding: PositionEncoding, columns: [Int]) {
    let offsets = [0, 1, 3, 6, 10, 11]
    for (offset, column) in zip(offsets, columns) {
      let position = TextPosition(line: 0, column: column)
      #expect(mixed.position(of: TextOffset(offset), in: encoding) == position)
      #expect(mixed.offset(of: position, in: encoding) == TextOffset(offset))
    }
  }

  @Test func aColumnInsideACharacterGoesBackToItsStart() {
    #expect(mixed.offset(of: TextPosition(line: 0, column: 4), in: .utf16) == TextOffset(6))
    #expect(mixed.offset(of: TextPosition(line: 0, column: 2), in: .utf8) == TextOffset(1))
    #expect(mixed.offset(of: TextPosition(line: 0, column: 9), in: .utf8) == TextOffset(6))
  }

  @Test func placesOutsideAreClamped() {
    for encoding in PositionEncoding.allCases {
      #expect(mixed.offset(of: TextPosition(line: 0, column: 99), in: encoding) == TextOffset(11))
      #expect(mixed.offset(of: TextPosition(line: 0, column: -1), in: encoding) == TextOffset(0))
      #expect(mixed.offset(of: TextPosition(line: 7, column: 0), in: encoding) == TextOffset(13))
      #expect(mixed.offset(of: TextPosition(line: -7, column: 3), in: encoding) == TextOffset(0))
      #expect(mixed.offset(of: TextPosition(line: .max, column: .max), in: encoding) == TextOffset(13))
      #expect(mixed.position(of: TextOffset(.max), in: encoding) == TextPosition(line: 1, column: 1))
      #expect(mixed.position(of: TextOffset(.min), in: encoding) == TextPosition(line: 0, column: 0))
    }
    #expect(mixed[TextRange(.min, .max)] == mixed.string)
    #expect(mixed[TextRange(99, 120)] == "")
  }

  @Test(arguments: [
    ("", [0]), ("\n", [0, 1]), ("a\r\nb", [0, 3]), ("a\rb", [0, 2]), ("\r\r\n\n", [0, 1, 3, 4]),
    ("a\u{2028}b\u{85}", [0]),
  ])
  func linesEndAsInPython(text: String, starts: [Int]) {
    #expect(SourceText(text).lineStarts == starts)
  }

  /// Eight bytes are looked at together; a line end is found at every place among them.
  @Test(arguments: ["\n", "\r", "\r\n"])
  func linesEndAnywhere(lineEnd: String) {
    for filler in ["x", "\t", "ä", "\u{7F}", "\u{1F600}", "\0"] {
      for before in 0..<20 {
        for after in 0..<20 {
          let head = String(repeating: filler, count: before)
          let text = SourceText(head + lineEnd + String(repeating: filler, count: after))
          #expect(text.lineStarts == [0, head.utf8.count + lineEnd.utf8.count])
        }
      }
    }
  }

  @Test func aLineLeavesItsEndOut() {
    let text = SourceText("ab\r\ncd\re\n")
    #expect((0..<4).map { text[text.range(ofLine: $0)] } == ["ab", "cd", "e", ""])
    #expect(text.range(ofLine: -5) == text.range(ofLine: 0))
    #expect(text.range(ofLine: 99) == TextRange(9, 9))
    #expect((0...9).map { text.line(of: TextOffset($0)) } == [0, 0, 0, 0, 1, 1, 1, 2, 2, 3])
  }

  @Test func editsReplaceWhatTheyName() {
    let text = SourceText("one two\n")
    #expect(text.replacing(TextRange(4, 7), with: "2\n3").string == "one 2\n3\n")
    #expect(text.replacing(TextRange(4, 7), with: "2\n3").lineStarts == [0, 6, 8])
    #expect(text.replacing(TextRange(-4, 4), with: "").string == "two\n")
    #expect(text.replacing(TextRange(90, 99), with: "!").string == "one two\n!")
    // Half a character is replaced: what is left of it is repaired, and nothing traps.
    #expect(SourceText("é").replacing(TextRange(0, 1), with: "a").string == "a\u{FFFD}")
  }

  @Test func editsLeaveTheLinesThatAFreshLookFinds() {
    var numbers = SeededGenerator(seed: 20_261_121)
    let pieces = ["a", "\r", "\n", "\r\n", "é", ""]
    func written() -> String {
      (0..<Int.random(in: 0...4, using: &numbers)).map { _ in pieces.randomElement(using: &numbers) ?? "" }.joined()
    }
    var text = SourceText("")
    for _ in 0..<5_000 {
      let place = Int.random(in: 0...text.length, using: &numbers)
      // Texts stay short, so that edits meet.
      let most = text.length > 12 ? 9 : 3
      text = text.replacing(
        TextRange(place, place + Int.random(in: 0...most, using: &numbers)), with: written())
      let fresh = SourceText(utf8: text.bytes)
      #expect(text.lineStarts == fresh.lineStarts)
      let end = TextOffset(text.length)
      #expect(text.position(of: end, in: .utf16) == fresh.position(of: end, in: .utf16))
    }
  }

  @Test func whatIsNotUTF8IsRepaired() {
    #expect(SourceText(utf8: [0x61, 0xFF, 0x80, 0x62]).string == "a\u{FFFD}\u{FFFD}b")
    #expect(SourceText(utf8: [0xED, 0xA0, 0x80]).bytes.isEmpty == false)
    #expect(SourceText(utf8: Array("é\0".utf8)).bytes == Array("é\0".utf8))
  }

  @Test func rangesTouchTheirEnds() {
    let range = TextRange(2, 4)
    #expect([1, 2, 3, 4, 5].map { range.touches(TextOffset($0)) } == [false, true, true, true, false])
    #expect([1, 2, 3, 4, 5].map { range.contains(TextOffset($0)) } == [false, true, true, false, false])
    #expect(TextRange(4, 2) == TextRange(4, 4))
  }
}
