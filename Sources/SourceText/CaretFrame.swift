// How is a place shown to a person in a terminal? File, line and column, the message, the source line, and carets.

/// What a compiler prints for a problem:
///
///     configs/a.gin:4:5: error: `PATH` is not a value. [syntax-error]
///      4 | x = PATH
///        |     ^^^^
package struct CaretFrame: Sendable {
  /// A stretch of a file and what is said about it.
  package struct Place: Sendable {
    /// As it is printed, for example relative to the workspace root.
    package var path: String
    package var text: SourceText
    package var range: TextRange
    package var message: String

    package init(path: String, text: SourceText, range: TextRange, message: String) {
      self.path = path
      self.text = text
      self.range = range
      self.message = message
    }
  }

  package enum Severity: String, Sendable {
    case error, warning, note, hint
  }

  package enum Coloring: Sendable { case plain, colored }

  package var place: Place
  package var severity: Severity
  /// The stable code behind the message.
  package var code: String?
  /// Other places that explain it, each printed as a note.
  package var related: [Place]

  package init(_ place: Place, severity: Severity, code: String? = nil, related: [Place] = []) {
    self.place = place
    self.severity = severity
    self.code = code
    self.related = related
  }

  /// The frame, with a line end behind every line.
  package func text(_ coloring: Coloring) -> String {
    let code = code.map { " [\($0)]" } ?? ""
    return Self.frame(place, severity, code: code, coloring)
      + related.map { Self.frame($0, .note, code: "", coloring) }.joined()
  }

  private static func frame(_ place: Place, _ severity: Severity, code: String, _ coloring: Coloring) -> String {
    let paint = Paint(coloring: coloring, severity: severity)
    let position = place.text.position(of: place.range.start, in: .utf8)
    let header = "\(place.path):\(position.line + 1):\(position.column + 1): "
    let title = paint.bold(header) + paint.severity(severity.rawValue + ": ") + paint.bold(place.message) + code + "\n"
    let first = position.line
    let end = max(place.range.start.utf8, place.range.end.utf8 - 1)
    let last = max(first, place.text.line(of: TextOffset(end)))
    let gutter = String(last + 1).count + 1
    return title + shownLines(first, last).map { lines(of: place, line: $0, gutter: gutter, paint) }.joined()
  }

  /// The lines of a range that is not too long, else its first two and its last; nil stands for those between.
  private static func shownLines(_ first: Int, _ last: Int) -> [Int?] {
    last - first < 6 ? Array(first...last) : [first, first + 1, nil, last]
  }

  private static func lines(of place: Place, line: Int?, gutter: Int, _ paint: Paint) -> String {
    let margin = String(repeating: " ", count: gutter)
    guard let line else { return paint.faint(margin + " ⋮") + "\n" }
    let number = String(line + 1)
    let padding = String(repeating: " ", count: max(0, gutter - number.count))
    let shown = DisplayedLine(place.text, line: line, range: place.range)
    return paint.faint(padding + number + " |") + (shown.source.isEmpty ? "" : " " + shown.source) + "\n"
      + paint.faint(margin + " |") + (shown.carets.isEmpty ? "" : " " + paint.severity(shown.carets)) + "\n"
  }
}

/// Wraps text in the escape sequences of a terminal, or leaves it.
private struct Paint {
  let coloring: CaretFrame.Coloring
  let severity: CaretFrame.Severity

  func bold(_ text: String) -> String { wrap(text, "1") }
  func faint(_ text: String) -> String { wrap(text, "2") }
  func severity(_ text: String) -> String {
    switch severity {
    case .error: wrap(text, "1;31")
    case .warning: wrap(text, "1;33")
    case .note, .hint: wrap(text, "1;36")
    }
  }

  private func wrap(_ text: String, _ code: String) -> String {
    switch coloring {
    case .plain: text
    case .colored: "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }
  }
}

/// A line as a terminal shows it: tabs as spaces, control characters as `�`, cut where it is very long; and carets
/// under what the range covers, as many as that is wide.
struct DisplayedLine {
  private(set) var source = ""
  private(set) var carets = ""

  private static let tabSize = 4
  /// Columns of a line that are shown, and those before the first caret.
  private static let maximumWidth = 160
  private static let maximumIndent = 80

  init(_ text: SourceText, line: Int, range: TextRange) {
    let lineRange = text.range(ofLine: line)
    let isContinued = range.start < lineRange.start
    var cells = Self.cells(of: text[lineRange], at: lineRange.start.utf8)
    let isMarked = { (cell: Cell) in cell.start < range.end.utf8 && range.start.utf8 < cell.end }
    // The indentation of lines behind the first is not underlined.
    let firstText = isContinued ? cells.firstIndex { $0.text != " " } ?? cells.count : 0
    var marks = cells.indices.map { $0 >= firstText && isMarked(cells[$0]) }

    if let first = marks.firstIndex(of: true), first > Self.maximumIndent, cells.count > Self.maximumWidth {
      let dropped = first - Self.maximumIndent
      cells = [Cell(text: "…", width: 1, start: 0, end: 0)] + cells.dropFirst(dropped)
      marks = [false] + marks.dropFirst(dropped)
    }
    if cells.count > Self.maximumWidth {
      cells = cells.prefix(Self.maximumWidth) + [Cell(text: "…", width: 1, start: 0, end: 0)]
      marks = marks.prefix(Self.maximumWidth) + [false]
    }
    source = cells.map(\.text).joined()
    carets = zip(cells, marks).map { String(repeating: $1 ? "^" : " ", count: $0.width) }.joined()
    while carets.last == " " { carets.removeLast() }
    while source.last == " " { source.removeLast() }
    // An empty range, or one behind the line's end, is a place between two characters.
    if carets.isEmpty, !isContinued {
      let before = cells.prefix { $0.end <= range.start.utf8 && $0.text != "…" }
      carets = String(repeating: " ", count: before.reduce(0) { $0 + $1.width }) + "^"
    }
  }

  /// A character as it is shown, and the bytes that it comes from.
  private struct Cell {
    var text: String
    var width: Int
    var start: Int
    var end: Int
  }

  private static func cells(of line: String, at start: Int) -> [Cell] {
    var cells: [Cell] = []
    var offset = start
    var column = 0
    for character in line {
      let end = offset + character.utf8.count
      if character == "\t" {
        let width = tabSize - column % tabSize
        // Every space is a cell, so that trailing ones can be cut like others; the caret covers all of them.
        for _ in 0..<width { cells.append(Cell(text: " ", width: 1, start: offset, end: end)) }
        column += width
      } else {
        let width = width(of: character)
        cells.append(Cell(text: isControl(character) ? "�" : String(character), width: width, start: offset, end: end))
        column += width
      }
      offset = end
    }
    return cells
  }

  /// An escape sequence in a file must not reach the terminal.
  private static func isControl(_ character: Character) -> Bool {
    character.unicodeScalars.contains { $0.properties.generalCategory == .control }
  }

  /// Columns that a terminal gives a character.
  private static func width(of character: Character) -> Int {
    if isControl(character) { return 1 }
    return character.unicodeScalars.map { isWide($0) ? 2 : isZeroWidth($0) ? 0 : 1 }.max() ?? 0
  }

  private static func isZeroWidth(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: true
    default: false
    }
  }

  /// East Asian wide and full-width characters, and emoji.
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value >= 0x1100 else { return false }
    if scalar.properties.isEmojiPresentation { return true }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
      0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
      return true
    default: return false
    }
  }
}
