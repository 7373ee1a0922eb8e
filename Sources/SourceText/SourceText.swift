// What is written, and which line and column is an offset on? UTF-8 storage with its table of lines.

/// How a client counts columns.
package enum PositionEncoding: Sendable, CaseIterable {
  case utf8, utf16, utf32
}

/// A line and a column, both from zero; the unit of `column` is the encoding that it was made in.
package struct TextPosition: Hashable, Comparable, Sendable {
  package var line: Int
  package var column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  package static func < (left: TextPosition, right: TextPosition) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

/// The bytes of a text, immutable, with the start of every line. A line ends at `\n`, `\r\n` or a lone `\r`, as in LSP
/// and in Python's universal newlines. No argument traps: offsets and positions outside are clamped.
package struct SourceText: Sendable, Hashable {
  /// UTF-8. What was not UTF-8 when it was read has become U+FFFD.
  package let bytes: [UInt8]

  /// The byte offset at which each line starts; never empty.
  package let lineStarts: [Int]

  /// Whether columns are bytes in every encoding: then a place on a long line costs no walk along it.
  private let isASCII: Bool

  package init(_ string: String) { self.init(utf8: Array(string.utf8)) }

  /// - Parameter bytes: taken as they are when they are UTF-8, else repaired with U+FFFD.
  package init(utf8 bytes: [UInt8]) {
    let valid = String(validating: bytes, as: UTF8.self) != nil
    self.init(validated: valid ? bytes : Array(String(decoding: bytes, as: UTF8.self).utf8))
  }

  init(validated bytes: [UInt8]) {
    self.bytes = bytes
    self.lineStarts = Self.lineStarts(in: bytes)
    isASCII = bytes.withUnsafeBufferPointer { $0.reduce(0) { $0 | $1 } } < 0x80
  }

  private init(bytes: [UInt8], lineStarts: [Int], isASCII: Bool) {
    self.bytes = bytes
    self.lineStarts = lineStarts
    self.isASCII = isASCII
  }

  package static func == (left: SourceText, right: SourceText) -> Bool { left.bytes == right.bytes }
  package func hash(into hasher: inout Hasher) { hasher.combine(bytes) }

  /// Length in bytes.
  package var length: Int { bytes.count }
  package var lineCount: Int { lineStarts.count }
  package var string: String { String(decoding: bytes, as: UTF8.self) }

  /// What ends the first line: `\r\n` or `\n`, which also stands for the lone `\r` that nobody writes any more.
  package var lineEnd: String {
    guard lineStarts.count > 1, bytes[lineStarts[1] - 1] == UInt8(ascii: "\n"), lineStarts[1] > 1 else { return "\n" }
    return bytes[lineStarts[1] - 2] == UInt8(ascii: "\r") ? "\r\n" : "\n"
  }

  /// The text of a range, clamped to the file.
  package subscript(range: TextRange) -> String {
    let start = clamp(range.start.utf8)
    return String(decoding: bytes[start..<max(start, clamp(range.end.utf8))], as: UTF8.self)
  }

  /// The line, from zero, that holds `offset`.
  package func line(of offset: TextOffset) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset.utf8 { low = middle } else { high = middle }
    }
    return low
  }

  /// The line without its line end.
  /// - Parameter line: from zero; clamped.
  package func range(ofLine line: Int) -> TextRange {
    let line = min(max(line, 0), lineStarts.count - 1)
    let start = lineStarts[line]
    var end = line + 1 < lineStarts.count ? lineStarts[line + 1] : bytes.count
    if end > start, line + 1 < lineStarts.count {
      end -= bytes[end - 1] == UInt8(ascii: "\n") && end - 2 >= start && bytes[end - 2] == UInt8(ascii: "\r") ? 2 : 1
    }
    return TextRange(start, end)
  }

  package func position(of offset: TextOffset, in encoding: PositionEncoding) -> TextPosition {
    let offset = clamp(offset.utf8)
    return position(of: offset, onLine: line(of: TextOffset(offset)), in: encoding)
  }

  /// Where a range starts and ends; most end on the line on which they start, which is looked for once.
  package func positions(of range: TextRange, in encoding: PositionEncoding) -> (start: TextPosition, end: TextPosition)
  {
    let start = clamp(range.start.utf8)
    let end = clamp(range.end.utf8)
    let first = line(of: TextOffset(start))
    let isOnOneLine = end >= start && (first + 1 == lineStarts.count || end < lineStarts[first + 1])
    let last = isOnOneLine ? first : line(of: TextOffset(end))
    return (position(of: start, onLine: first, in: encoding), position(of: end, onLine: last, in: encoding))
  }

  private func position(of offset: Int, onLine line: Int, in encoding: PositionEncoding) -> TextPosition {
    let start = lineStarts[line]
    guard encoding != .utf8, !isASCII else { return TextPosition(line: line, column: offset - start) }
    var column = 0
    for byte in bytes[start..<offset] { column += Self.width(ofLead: byte, in: encoding) }
    return TextPosition(line: line, column: column)
  }

  /// A column behind the line's end, or inside a character, is moved back to the nearest place before it.
  package func offset(of position: TextPosition, in encoding: PositionEncoding) -> TextOffset {
    guard position.line >= 0 else { return .zero }
    guard position.line < lineStarts.count else { return TextOffset(bytes.count) }
    let range = range(ofLine: position.line)
    var index = range.start.utf8
    var column = 0
    while index < range.end.utf8 {
      let length = Self.length(ofLead: bytes[index])
      column += encoding == .utf8 ? length : Self.width(ofLead: bytes[index], in: encoding)
      if column > position.column { break }
      index += length
    }
    return TextOffset(min(index, range.end.utf8))
  }

  /// The text with `range` replaced.
  package func replacing(_ range: TextRange, with replacement: String) -> SourceText {
    let start = clamp(range.start.utf8)
    let end = max(start, clamp(range.end.utf8))
    var edited: [UInt8] = []
    edited.reserveCapacity(bytes.count - (end - start) + replacement.utf8.count)
    edited += bytes[..<start]
    edited += Array(replacement.utf8)
    edited += bytes[end...]
    // Only an edit inside a character can break the encoding, and whole texts are not looked at on every key.
    guard isBoundary(start), isBoundary(end) else { return SourceText(utf8: edited) }
    let isASCII = isASCII && replacement.utf8.allSatisfy { $0 < 0x80 }
    return SourceText(
      bytes: edited, lineStarts: lineStarts(of: edited, replaced: start..<end, by: replacement.utf8.count),
      isASCII: isASCII)
  }

  /// Looks at the replaced bytes alone: whether a line starts at a place is told by the bytes on both sides of it.
  private func lineStarts(of edited: [UInt8], replaced range: Range<Int>, by length: Int) -> [Int] {
    let kept = range.lowerBound == 0 ? 1 : line(of: TextOffset(range.lowerBound - 1)) + 1
    let moved = line(of: TextOffset(range.upperBound)) + 1
    let delta = length - range.count
    var starts: [Int] = []
    starts.reserveCapacity(lineStarts.count + 8)
    starts += lineStarts[..<kept]
    for place in max(range.lowerBound, 1)..<max(range.lowerBound + length + 1, 1) {
      let before = edited[place - 1]
      let isBehindNewline = before == UInt8(ascii: "\n")
      let isBehindReturn =
        before == UInt8(ascii: "\r") && !(place < edited.count && edited[place] == UInt8(ascii: "\n"))
      if isBehindNewline || isBehindReturn { starts.append(place) }
    }
    for start in lineStarts[moved...] { starts.append(start + delta) }
    return starts
  }

  /// Whether no character has bytes on both sides of the offset.
  private func isBoundary(_ offset: Int) -> Bool {
    offset >= bytes.count || bytes[offset] & 0b1100_0000 != 0b1000_0000
  }

  private func clamp(_ offset: Int) -> Int { min(max(offset, 0), bytes.count) }

  /// UTF-16 or UTF-32 units that a character takes, counted at its first byte; continuation bytes take none.
  private static func width(ofLead byte: UInt8, in encoding: PositionEncoding) -> Int {
    if byte & 0b1100_0000 == 0b1000_0000 { return 0 }
    return encoding == .utf16 && byte >= 0b1111_0000 ? 2 : 1
  }

  private static func length(ofLead byte: UInt8) -> Int {
    byte < 0b1100_0000 ? 1 : byte < 0b1110_0000 ? 2 : byte < 0b1111_0000 ? 3 : 4
  }

  private static func lineStarts(in bytes: [UInt8]) -> [Int] {
    var starts = [0]
    bytes.withUnsafeBufferPointer { bytes in
      var index = 0
      let count = bytes.count
      while index < count {
        if index &+ 8 <= count, !holdsControl(eightBytes: bytes, from: index) {
          index &+= 8
          continue
        }
        let byte = bytes[index]
        index += 1
        if byte > UInt8(ascii: "\r") { continue }
        if byte == UInt8(ascii: "\n") {
          starts.append(index)
        } else if byte == UInt8(ascii: "\r") {
          if index < count, bytes[index] == UInt8(ascii: "\n") { index += 1 }
          starts.append(index)
        }
      }
    }
    return starts
  }

  /// Whether one of the eight bytes is `\r` or below. Most of a text holds none, and is passed over eight times as fast.
  private static func holdsControl(eightBytes bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
    let word = UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: start, as: UInt64.self)
    // A borrow out of a byte shows in its highest bit, unless that bit was set before.
    return (word &- 0x0E0E_0E0E_0E0E_0E0E) & ~word & 0x8080_8080_8080_8080 != 0
  }
}
