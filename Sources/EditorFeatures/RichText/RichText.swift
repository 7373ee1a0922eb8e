// What does an answer in words hold? Paragraphs, code, lists and links, before anyone asks how they are written.

package import SourceText

/// A small text with structure. Features build it; `markdown` and `plainText` write it.
package struct RichText: Sendable, Hashable {
  package enum Block: Sendable, Hashable {
    case paragraph(Words)
    /// Whole lines of code.
    case code(String, CodeLanguage)
    /// A chart, and a line of characters for those who see no pictures.
    case picture(Chart, line: String)
    /// Items behind a line that introduces them.
    case list(Words, items: [Words])
  }

  /// The language by which an editor colours code.
  package enum CodeLanguage: String, Sendable, Hashable {
    case gin, swift, python
    /// Coloured by nobody: pictures made of characters.
    case none = ""
  }

  package var blocks: [Block] = []

  package init(_ blocks: [Block] = []) { self.blocks = blocks }

  package var isEmpty: Bool { blocks.isEmpty }

  mutating func paragraph(_ words: Words) {
    if !words.pieces.isEmpty { blocks.append(.paragraph(words)) }
  }

  mutating func code(_ text: String, _ language: CodeLanguage) {
    if !text.isEmpty { blocks.append(.code(text, language)) }
  }

  mutating func picture(_ chart: Chart?, line: String) {
    if let chart { blocks.append(.picture(chart, line: line)) } else { code(line, .none) }
  }

  /// Without items there is no list.
  mutating func list(_ title: Words, _ items: [Words]) {
    if !items.isEmpty { blocks.append(.list(title, items: items)) }
  }
}

/// A stretch of words on one line, with code and links in it.
package struct Words: Sendable, Hashable, ExpressibleByStringInterpolation {
  package enum Piece: Sendable, Hashable {
    case text(String)
    case code(String)
    case link(String, FileLocation)
    /// A page of the web, in brackets behind a sentence; plain text has no room for its address.
    case page(String, address: String)
  }

  package var pieces: [Piece] = []

  package init(_ pieces: [Piece] = []) { self.pieces = pieces.filter { $0 != .text("") } }
  package init(stringLiteral text: String) { self.init([.text(text)]) }
  package init(stringInterpolation words: StringInterpolation) { self.init(words.pieces) }

  /// `"\(code: name) is set in \(place)"`.
  package struct StringInterpolation: StringInterpolationProtocol {
    var pieces: [Piece] = []

    package init(literalCapacity: Int, interpolationCount: Int) {}
    package mutating func appendLiteral(_ literal: String) { pieces.append(.text(literal)) }
    package mutating func appendInterpolation(_ text: String) { pieces.append(.text(text)) }
    package mutating func appendInterpolation(_ number: Int) { pieces.append(.text(String(number))) }
    package mutating func appendInterpolation(code: String) { pieces.append(.code(code)) }
    package mutating func appendInterpolation(_ words: Words) { pieces += words.pieces }
    package mutating func appendInterpolation(page title: String, at address: String) {
      pieces.append(.page(title, address: address))
    }
  }

  static func + (left: Words, right: Words) -> Words { Words(left.pieces + right.pieces) }
}

extension [Words] {
  /// The items with `separator` between them.
  func joined(by separator: Words) -> Words {
    Words(enumerated().flatMap { index, words in (index > 0 ? separator.pieces : []) + words.pieces })
  }
}
