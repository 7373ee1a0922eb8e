// What has the editor open? The text of a document as the person sees it, saved or not.

package import SourceText

/// One change of a document, as an editor sends it.
package enum DocumentChange: Sendable, Hashable {
  case whole(String)
  /// From the first position up to the second, both in the text that the changes before have left.
  case part(TextPosition, TextPosition, in: PositionEncoding, replacement: String)
}

/// A document that an editor has open.
package struct Document: Sendable {
  package enum Kind: Sendable, Hashable {
    case gin, swift, python
    /// Open in the editor, and of no meaning for configs.
    case other

    /// Never read as gin, whatever asks for it.
    var isCode: Bool { self == .swift || self == .python }
  }

  package let path: FilePath
  package let kind: Kind
  package internal(set) var version: Int
  package internal(set) var text: SourceText

  init(path: FilePath, text: SourceText, version: Int, languageID: String) {
    self.path = path
    self.text = text
    self.version = version
    switch languageID {
    case "gin": kind = .gin
    case "swift": kind = .swift
    case "python": kind = .python
    // A client that names the language otherwise, or not at all, still opens the file.
    default: kind = Self.kind(of: path)
    }
  }

  static func kind(of path: FilePath) -> Kind {
    if path.name.hasSuffix(".gin") { return .gin }
    if path.name.hasSuffix(".py") { return .python }
    return path.name.hasSuffix(".swift") ? .swift : .other
  }

  /// Applies changes in their order.
  mutating func apply(_ changes: [DocumentChange]) {
    for change in changes {
      switch change {
      case .whole(let string): text = SourceText(string)
      case .part(let start, let end, let encoding, let replacement):
        let range = TextRange(text.offset(of: start, in: encoding), text.offset(of: end, in: encoding))
        text = text.replacing(range, with: replacement)
      }
    }
  }
}
