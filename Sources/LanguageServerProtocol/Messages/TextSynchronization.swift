// How does the server learn what a document says now?

extension LSP {
  /// `textDocument/didOpen`
  package struct DidOpenParams: Sendable, JSONReadable {
    package let uri: String
    package let languageID: String
    package let version: Int
    package let text: String

    package init(json: JSON) throws(JSONMismatch) {
      let document: JSON = try json.required("textDocument")
      do {
        uri = try document.required("uri")
        text = try document.required("text")
        languageID = try document.optional("languageId") ?? ""
        version = try document.optional("version") ?? 0
      } catch {
        var error = error
        error.path.insert("textDocument", at: 0)
        throw error
      }
    }
  }

  /// `textDocument/didChange`
  package struct DidChangeParams: Sendable, JSONReadable {
    package let document: TextDocument
    /// Each counts on the text that the one before it left.
    package let changes: [TextChange]

    package init(json: JSON) throws(JSONMismatch) {
      document = try json.required("textDocument")
      changes = try json.required("contentChanges")
    }
  }

  /// A replacement of a range or, without one, of the whole text.
  package struct TextChange: Sendable, JSONReadable {
    package let range: Range?
    package let text: String

    package init(json: JSON) throws(JSONMismatch) {
      range = try json.optional("range")
      text = try json.required("text")
    }
  }

  /// `textDocument/didClose`, `textDocument/didSave`
  package struct DidCloseParams: Sendable, JSONReadable {
    package let document: TextDocument

    package init(json: JSON) throws(JSONMismatch) { document = try json.required("textDocument") }
  }
}
