// How does text reach the person? Standard output and error, with colour only where a terminal shows it.

import LanguageServerProtocol
import SourceText

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

struct Terminal: Sendable {
  static let output = Terminal(descriptor: 1)
  static let error = Terminal(descriptor: 2)

  let descriptor: Int32
  /// Whether escape sequences are shown as colours: only on a terminal, and never against `NO_COLOR` (no-color.org).
  let showsColour: Bool

  private init(descriptor: Int32) {
    self.descriptor = descriptor
    let refusal = getenv("NO_COLOR").map { String(cString: $0) } ?? ""
    let kind = getenv("TERM").map { String(cString: $0) } ?? ""
    showsColour = isatty(descriptor) == 1 && refusal.isEmpty && kind != "dumb"
  }

  /// How many characters a line has; nil where there is no terminal.
  var columns: Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// Written at once, whole: there is no buffer that could be lost.
  func write(_ text: String) { write(bytes: Array(text.utf8)) }

  /// One value on a line of its own.
  func write(_ json: JSON) { write(bytes: JSONWriter.bytes(of: json) + [UInt8(ascii: "\n")]) }

  /// Half an answer in a file on a full disk must not look like a whole one. A reader that went away wants no more.
  private func write(bytes: [UInt8]) {
    guard !writeBytes(bytes, to: descriptor) else { return }
    let reason = errno
    guard reason != EPIPE, descriptor == Self.output.descriptor else { return }
    Self.error.write("gimlet: The output cannot be written: \(String(cString: strerror(reason))).\n")
    Self.exit(with: .failed)
  }

  static func exit(with outcome: Outcome) -> Never { endProcess(outcome.rawValue) }

  var coloring: CaretFrame.Coloring { showsColour ? .colored : .plain }

  enum Style: String {
    case bold = "1"
    case faint = "2"
    case red = "1;31"
    case cyan = "36"
  }

  /// The text in a style, where it would be seen.
  func styled(_ text: String, _ style: Style) -> String {
    showsColour && !text.isEmpty ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }
}

/// `exit` of the system, under a name that the method above does not hide.
private func endProcess(_ code: Int32) -> Never { exit(code) }

extension String {
  /// With blanks behind it, up to a width in characters.
  func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
