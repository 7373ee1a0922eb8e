// What of a text is code? Its bytes with strings and comments blanked, for questions about code that does not parse.

import Configurables

/// A bracket or a comma in a string is none, and nothing in a comment is.
struct BareCode {
  /// As long as the text: an `x` for each byte between quotes, a space for each byte of a comment.
  private(set) var bytes: [UInt8]
  /// Whether the place that was asked for stands in a comment.
  private(set) var isComment = false
  /// Whether it stands between quotes.
  private(set) var isText = false
  private let language: Language
  private let place: Int

  /// Interpolations in interpolations; what stands deeper is text.
  private static let deepest = 16
  /// Of `#` before a quote; more are no string, and are not counted anew from each of them.
  private static let mostSigns = 32

  init(_ text: [UInt8], _ language: Language, at place: Int) {
    bytes = text
    self.language = language
    self.place = place
    var index = 0
    while index < bytes.count {
      if let end = commentEnd(from: index) {
        blank(index..<end, UInt8(ascii: " "))
        isComment = isComment || index < place && place <= end
        index = end
      } else if let end = stringEnd(from: index, depth: 0) {
        blank(index + 1..<end, UInt8(ascii: "x"))
        isText = isText || index < place && place < end
        index = end
      } else {
        index += 1
      }
    }
  }

  private mutating func blank(_ range: Range<Int>, _ sign: UInt8) {
    for index in range where bytes[index] != UInt8(ascii: "\n") { bytes[index] = sign }
  }

  private func has(_ sign: Character, at index: Int) -> Bool {
    bytes.indices.contains(index) && bytes[index] == sign.asciiValue
  }

  // MARK: Comments

  /// Where the comment that begins here ends; nil where none does. A comment of a line ends before the line's end.
  private func commentEnd(from start: Int) -> Int? {
    switch language {
    case .python: return has("#", at: start) ? lineEnd(from: start) : nil
    case .swift:
      guard has("/", at: start) else { return nil }
      if has("/", at: start + 1) { return lineEnd(from: start) }
      guard has("*", at: start + 1) else { return nil }
      var (depth, index) = (1, start + 2)
      while depth > 0, index < bytes.count {
        if has("/", at: index), has("*", at: index + 1) {
          (depth, index) = (depth + 1, index + 2)
        } else if has("*", at: index), has("/", at: index + 1) {
          (depth, index) = (depth - 1, index + 2)
        } else {
          index += 1
        }
      }
      return min(index, bytes.count)
    }
  }

  private func lineEnd(from index: Int) -> Int { bytes[index...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count }

  // MARK: Strings

  /// Behind the closing quote of the string that begins here. One that is not closed ends with its line, a long one
  /// with the text.
  private func stringEnd(from start: Int, depth: Int) -> Int? {
    var open = start
    if language == .swift { while has("#", at: open), open - start < Self.mostSigns { open += 1 } }
    guard has("\"", at: open) || language == .python && has("'", at: open) else { return nil }
    let (quote, signs) = (bytes[open], open - start)
    let isLong = (1...2).allSatisfy { bytes.indices.contains(open + $0) && bytes[open + $0] == quote }
    let length = isLong ? 3 : 1
    var index = open + length
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "\n"), !isLong { return index }
      if bytes[index] == UInt8(ascii: "\\") {
        index = escapeEnd(from: index, signs, depth)
      } else if isRun(of: quote, length, at: index), isRun(of: UInt8(ascii: "#"), signs, at: index + length) {
        return index + length + signs
      } else {
        index += 1
      }
    }
    return bytes.count
  }

  private func isRun(of sign: UInt8, _ count: Int, at index: Int) -> Bool {
    (0..<count).allSatisfy { bytes.indices.contains(index + $0) && bytes[index + $0] == sign }
  }

  /// Behind a backslash and what it makes special: one sign, or all of Swift's `\(…)`.
  private func escapeEnd(from backslash: Int, _ signs: Int, _ depth: Int) -> Int {
    guard language == .swift else { return backslash + 2 }
    guard isRun(of: UInt8(ascii: "#"), signs, at: backslash + 1) else { return backslash + 1 }
    let special = backslash + 1 + signs
    guard has("(", at: special), depth < Self.deepest else { return min(special + 1, bytes.count) }
    var (open, index) = (1, special + 1)
    while open > 0, index < bytes.count, !has("\n", at: index) {
      if let end = stringEnd(from: index, depth: depth + 1) {
        index = end
        continue
      }
      if has("(", at: index) { open += 1 }
      if has(")", at: index) { open -= 1 }
      index += 1
    }
    return index
  }
}
