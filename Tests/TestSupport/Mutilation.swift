// What is left of a text that is cut short, damaged or written on another system? Texts no front end may trap on.

package import SourceText

package enum Mutilation {
  /// The text with `\r\n` for `\n`.
  package static func withCarriageReturns(_ text: SourceText) -> SourceText {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.length + text.lineCount)
    for byte in text.bytes {
      if byte == UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\r")) }
      bytes.append(byte)
    }
    return SourceText(utf8: bytes)
  }

  /// Where an offset of a text lies in its form with carriage returns.
  package static func withCarriageReturns(_ offset: TextOffset, in text: SourceText) -> TextOffset {
    offset.advanced(by: text.line(of: offset))
  }

  /// The text cut at every character, shortest first.
  package static func prefixes(of text: SourceText) -> [SourceText] {
    text.bytes.indices.filter { text.bytes[$0] & 0b1100_0000 != 0b1000_0000 }.map {
      SourceText(utf8: Array(text.bytes[..<$0]))
    }
  }

  /// The text without one of its words, numbers, runs of blanks or signs, for each of them.
  package static func withoutEachToken(_ text: SourceText) -> [SourceText] {
    tokens(of: text).map { text.replacing($0, with: "") }
  }

  /// What is taken out of a text: all from a place on, or one token.
  package struct Damage: Sendable {
    package let range: TextRange

    package func text(of whole: SourceText) -> SourceText { whole.replacing(range, with: "") }

    /// Where a place of the whole text lies in what is left; nil where it is gone.
    package func place(of offset: TextOffset) -> TextOffset? {
      guard offset > range.start else { return offset }
      return offset < range.end ? nil : offset.advanced(by: -range.length)
    }
  }

  /// For texts that are slow to ask about: cut behind each token but blanks and once inside each word, and without
  /// each token. A word that is cut elsewhere is another word, and no other case; blanks beside a sign say nothing.
  package static func damages(of text: SourceText, seed: UInt64) -> [Damage] {
    var generator = SeededGenerator(seed: seed)
    var damages: [Damage] = []
    for token in tokens(of: text) {
      guard text.bytes[token.start.utf8] != UInt8(ascii: " ") else {
        if tellsSomething(token, in: text) { damages.append(Damage(range: token)) }
        continue
      }
      damages.append(Damage(range: token))
      damages.append(Damage(range: TextRange(token.end.utf8, text.length)))
      let inside = (token.start.utf8 + 1..<max(token.end.utf8, token.start.utf8 + 1)).filter {
        text.bytes[$0] & 0b1100_0000 != 0b1000_0000
      }
      if let place = inside.randomElement(using: &generator) {
        damages.append(Damage(range: TextRange(place, text.length)))
      }
    }
    return damages
  }

  /// Words and runs of blanks whole, every other character on its own.
  package static func tokens(of text: SourceText) -> [TextRange] {
    var tokens: [TextRange] = []
    var start = 0
    for index in text.bytes.indices.dropFirst() where !joins(text.bytes[index - 1], text.bytes[index]) {
      tokens.append(TextRange(start, index))
      start = index
    }
    if start < text.length { tokens.append(TextRange(start, text.length)) }
    return tokens
  }

  /// Whether blanks indent a line or keep two words apart.
  private static func tellsSomething(_ blanks: TextRange, in text: SourceText) -> Bool {
    guard blanks.start.utf8 > 0, blanks.end.utf8 < text.length else { return true }
    let before = text.bytes[blanks.start.utf8 - 1]
    return before == UInt8(ascii: "\n") || isWord(before) && isWord(text.bytes[blanks.end.utf8])
  }

  private static func joins(_ left: UInt8, _ right: UInt8) -> Bool {
    if right & 0b1100_0000 == 0b1000_0000 { return true }
    if left == UInt8(ascii: " "), right == UInt8(ascii: " ") { return true }
    return isWord(left) && isWord(right)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
    default: byte >= 0x80
    }
  }
}
