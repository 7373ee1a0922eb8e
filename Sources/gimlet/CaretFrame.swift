// Where is a place, drawn? One line of a text with carets under what is meant, as wide as the terminal shows it.

import SourceText

struct CaretFrame {
  /// Longer lines are shown around the place only.
  private static let widestLine = 160

  /// From one.
  let line: Int
  /// What is shown of the line; tabs and what a terminal would obey are replaced.
  let content: String
  /// Columns before the carets.
  let indent: Int
  /// At least one.
  let width: Int

  /// - Parameter range: of several lines the first is drawn.
  init(text: SourceText, range: TextRange) {
    let place = text.line(of: range.start)
    let whole = text.range(ofLine: place)
    let start = min(max(range.start, whole.start), whole.end)
    let end = min(max(range.end, start), whole.end)
    let before = Self.shown(text[TextRange(whole.start, start)])
    let meant = Self.shown(text[TextRange(start, end)])
    let after = Self.shown(text[TextRange(end, whole.end)])
    let room = Self.widestLine / 2
    let head = before.count > room ? "…" + before.suffix(room - 1) : before
    let middle = meant.count > Self.widestLine ? meant.prefix(Self.widestLine - 1) + "…" : meant
    let tail = after.count > room ? after.prefix(room - 1) + "…" : after
    line = place + 1
    content = Self.withoutTrailingBlanks(head + middle + tail)
    indent = Self.columns(head)
    width = max(1, Self.columns(middle))
  }

  /// The frame below a headline: the place, the line, the carets.
  func lines(place: String, _ terminal: Terminal, _ style: Terminal.Style) -> String {
    let number = String(line)
    let gutter = String(repeating: " ", count: number.count)
    let bar = terminal.styled("|", .faint)
    let carets = terminal.styled(String(repeating: "^", count: width), style)
    return """
      \(gutter)\(terminal.styled("-->", .faint)) \(place)
      \(gutter) \(bar)
      \(terminal.styled(number, .faint)) \(bar) \(content)
      \(gutter) \(bar) \(String(repeating: " ", count: indent))\(carets)

      """
  }

  /// A tab takes four columns, and a control character is shown, not sent: a file must not command the terminal.
  private static func shown(_ text: String) -> String {
    var shown = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar == "\t" {
        shown.append(contentsOf: "    ".unicodeScalars)
      } else if scalar.value < 0x20 || scalar.value == 0x7F || (0x80..<0xA0).contains(scalar.value) {
        shown.append("\u{FFFD}")
      } else {
        shown.append(scalar)
      }
    }
    return String(shown)
  }

  private static func withoutTrailingBlanks(_ text: String) -> String {
    String(text.reversed().drop { $0 == " " }.reversed())
  }

  /// Columns of a terminal: two for the wide characters of East Asia and for emoji, none for marks that combine.
  static func columns(_ text: String) -> Int {
    text.reduce(0) { count, character in
      guard let scalar = character.unicodeScalars.first else { return count }
      let isWide =
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
          0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
          true
        default: false
        }
      return count + (isWide ? 2 : 1)
    }
  }
}
