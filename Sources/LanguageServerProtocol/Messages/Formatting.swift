// How is a layout asked for?

extension LSP {
  /// How wide a step is, as the person has set it.
  package struct FormattingOptions: Hashable, Sendable, JSONReadable {
    package let tabSize: Int
    package let insertsSpaces: Bool

    package init(json: JSON) throws(JSONMismatch) {
      tabSize = try json.required("tabSize")
      insertsSpaces = try json.required("insertSpaces")
    }
  }

  /// `textDocument/formatting`, `textDocument/rangeFormatting`
  package struct FormattingParams: Sendable, DocumentRequest {
    package let uri: String
    /// Nil for the whole document.
    package let range: Range?
    package let options: FormattingOptions

    package init(json: JSON) throws(JSONMismatch) {
      let document: TextDocument = try json.required("textDocument")
      uri = document.uri
      range = try json.optional("range")
      options = try json.required("options")
    }
  }

  /// `textDocument/onTypeFormatting`
  package struct OnTypeFormattingParams: Sendable, DocumentRequest {
    package let place: DocumentPosition
    package let character: String
    package let options: FormattingOptions
    package var uri: String { place.uri }

    package init(json: JSON) throws(JSONMismatch) {
      place = try DocumentPosition(json: json)
      character = try json.required("ch")
      options = try json.required("options")
    }
  }
}
