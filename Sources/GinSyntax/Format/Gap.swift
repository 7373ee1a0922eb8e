// What lies between two tokens? White space, line ends and backslashes.

import SourceText

struct Gap {
  let range: TextRange
  /// Those behind backslashes too.
  let lineEnds: Int

  init(_ text: SourceText, from start: Int, to end: Int) {
    range = TextRange(start, end)
    var count = 0
    var previous: UInt8 = 0
    for byte in text.bytes[min(start, text.length)..<max(min(start, text.length), min(end, text.length))] {
      if byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\n") && previous != UInt8(ascii: "\r") { count += 1 }
      previous = byte
    }
    lineEnds = count
  }

  func text(in text: SourceText) -> String { text[range] }

  /// What stands behind the last line end: the indentation of the token that follows.
  func lastLine(in text: SourceText) -> String {
    let bytes = text.bytes[range.start.utf8..<range.end.utf8]
    guard let end = bytes.lastIndex(where: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) else {
      return text[range]
    }
    return text[TextRange(end + 1, range.end.utf8)]
  }

  func isIndented(in text: SourceText) -> Bool { !lastLine(in: text).isEmpty }

  /// Nil where the gap is right as it is.
  func edit(to wanted: String, in text: SourceText) -> WhitespaceEdit? {
    if range.length == wanted.utf8.count, text.bytes[range.start.utf8..<range.end.utf8].elementsEqual(wanted.utf8) {
      return nil
    }
    return WhitespaceEdit(range: range, replacement: wanted)
  }
}
