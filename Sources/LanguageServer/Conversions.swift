// How do positions of the wire become offsets, and offsets positions? Here and nowhere else.

import LanguageServerProtocol
import SourceText

extension TextPosition {
  init(_ position: LSP.Position) { self.init(line: position.line, column: position.character) }
}

extension SourceText {
  /// A position outside is moved to the nearest place inside.
  func offset(of position: LSP.Position, in encoding: PositionEncoding) -> TextOffset {
    offset(of: TextPosition(position), in: encoding)
  }

  func lspRange(of range: TextRange, in encoding: PositionEncoding) -> LSP.Range {
    let (start, end) = positions(of: range, in: encoding)
    return LSP.Range(start: LSP.Position(start), end: LSP.Position(end))
  }
}

extension LSP.Position {
  fileprivate init(_ position: TextPosition) { self.init(line: position.line, character: position.column) }
}

extension PositionEncoding {
  /// - Parameter lspName: as in `general.positionEncodings`; nil for one that we do not know.
  init?(lspName: String) {
    guard let encoding = Self.allCases.first(where: { $0.lspName == lspName }) else { return nil }
    self = encoding
  }

  var lspName: String {
    switch self {
    case .utf8: "utf-8"
    case .utf16: "utf-16"
    case .utf32: "utf-32"
    }
  }
}
