// How is rich text written for an editor? As Markdown, and as the plain text that Emacs shows.

package import SourceText

extension RichText {
  /// Without any marks, for clients that show text as it is.
  package var plainText: String {
    blocks.map { block in
      switch block {
      case .paragraph(let words): words.plainText
      case .code(let text, _), .picture(_, line: let text): text
      case .list(let title, let items):
        ([title.plainText] + items.map { "- " + $0.plainText }).joined(separator: "\n")
      }
    }.joined(separator: "\n\n")
  }

  /// Code in fences, so that it is coloured, and the rest without any marks.
  package var plainTextWithCode: String {
    blocks.map { block in
      switch block {
      case .code(let text, let language): Self.fenced(text, language)
      case .paragraph, .picture, .list: RichText([block]).plainText
      }
    }.joined(separator: "\n\n")
  }

  /// Whether the client shows images.
  package enum Pictures: Sendable {
    case characters, images
  }

  /// - Parameter address: what a link to a place leads to; nil where the client can follow none.
  package func markdown(pictures: Pictures = .characters, address: (FileLocation) -> String?) -> String {
    blocks.map { block in
      switch block {
      case .picture(let chart, _) where pictures == .images: "![\(Words.escaped(chart.facts))](\(chart.dataURI))"
      case .picture(_, line: let text): "```\n" + text + "\n```"
      case .paragraph(let words): words.markdown(address: address)
      case .code(let text, let language): Self.fenced(text, language)
      case .list(let title, let items):
        title.markdown(address: address) + "\n\n"
          + items.map { "- " + $0.markdown(address: address) }.joined(separator: "\n")
      }
    }.joined(separator: "\n\n")
  }

  private static func fenced(_ text: String, _ language: CodeLanguage) -> String {
    fence(for: text) + language.rawValue + "\n" + text + "\n" + fence(for: text)
  }

  /// One backtick more than the text has in a row, and three at least.
  private static func fence(for text: String) -> String {
    String(repeating: "`", count: max(3, Words.longestRunOfBackticks(in: text) + 1))
  }
}

extension Words {
  package var plainText: String {
    pieces.map { piece in
      switch piece {
      case .text(let text), .code(let text), .link(let text, _): text
      case .page: ""
      }
    }.joined()
  }

  func markdown(address: (FileLocation) -> String?) -> String {
    pieces.map { piece in
      switch piece {
      case .text(let text): Self.escaped(text)
      case .code(let text): Self.inlineCode(text)
      case .page(let title, let address): " ([\(Self.escaped(title))](\(address)))"
      case .link(let text, let location):
        address(location).map { "[\(Self.escaped(text))](\($0))" } ?? Self.escaped(text)
      }
    }.joined()
  }

  private static func inlineCode(_ text: String) -> String {
    guard !text.isEmpty else { return "" }
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    let fence = String(repeating: "`", count: longestRunOfBackticks(in: line) + 1)
    let pad = line.hasPrefix("`") || line.hasSuffix("`") ? " " : ""
    return fence + pad + line + pad + fence
  }

  /// A backslash before every character that Markdown could take for a mark.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text {
      if #"\`*_[]<>#|~"#.contains(character) { escaped.append("\\") }
      escaped.append(character)
    }
    return escaped
  }

  static func longestRunOfBackticks(in text: String) -> Int {
    var longest = 0
    var run = 0
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
