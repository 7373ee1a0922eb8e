// What has the editor open? The text of a document as the person sees it, saved or not.

package import SourceText

/// One change of a document, as an editor sends it.
package enum DocumentChange: Sendable, Hashable {
  case whole(String)
  /// From the first position up to the second, both in the text that the changes before have left.
  case part(TextPosition, TextPosition, in: PositionEncoding, replacement: String)
}

/// A replacement in bytes of the text before it.
package struct DocumentEdit: Sendable, Hashable {
  package let range: TextRange
  /// The length in bytes of what stands there now.
  package let replacementLength: Int

  package init(range: TextRange, replacementLength: Int) {
    self.range = range
    self.replacementLength = replacementLength
  }
}

/// A document that an editor has open.
package struct Document: Sendable {
  package enum Kind: Sendable, Hashable {
    case gin, swift
    /// Open in the editor, and of no meaning for configs.
    case other
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
    // A client that names the language otherwise, or not at all, still opens the file.
    default: kind = Self.kind(of: path)
    }
  }

  static func kind(of path: FilePath) -> Kind {
    if path.name.hasSuffix(".gin") { return .gin }
    return path.name.hasSuffix(".swift") ? .swift : .other
  }

  /// Applies changes in their order.
  /// - Returns: what was replaced, in order; nil when the whole text was.
  mutating func apply(_ changes: [DocumentChange]) -> [DocumentEdit]? {
    var edits: [DocumentEdit]? = []
    for change in changes {
      switch change {
      case .whole(let string):
        text = SourceText(string)
        edits = nil
      case .part(let start, let end, let encoding, let replacement):
        let range = TextRange(text.offset(of: start, in: encoding), text.offset(of: end, in: encoding))
        let length = text.length
        text = text.replacing(range, with: replacement)
        // Counted on the result, since what is no UTF-8 is repaired on its way in.
        edits?.append(
          DocumentEdit(range: range, replacementLength: max(0, text.length - length + range.length)))
      }
    }
    return edits
  }
}
