// How are changes offered and made? Actions at a place, and edits of several documents.

extension LSP {
  /// `textDocument/codeAction`
  package struct CodeActionParams: Sendable, DocumentRequest {
    package let uri: String
    package let range: Range
    /// Kinds that the client wants, `quickfix`; nil for all.
    package let only: [String]?

    package init(json: JSON) throws(JSONMismatch) {
      let document: TextDocument = try json.required("textDocument")
      uri = document.uri
      range = try json.required("range")
      only = json["context"]["only"].elements?.compactMap(\.string)
    }

    /// Whether the client wants actions of this kind, or of one that it is a part of: `source` holds `source.fixAll`.
    package func wants(_ kind: String) -> Bool {
      only?.contains { kind == $0 || kind.hasPrefix($0 + ".") } ?? true
    }
  }

  /// `textDocument/rename`
  package struct RenameParams: Sendable, DocumentRequest {
    package let place: DocumentPosition
    package let newName: String
    package var uri: String { place.uri }

    package init(json: JSON) throws(JSONMismatch) {
      place = try DocumentPosition(json: json)
      newName = try json.required("newName")
    }
  }

  /// Edits by document, in the order of the documents.
  package struct WorkspaceEdit: Sendable, JSONWritable {
    package struct Change: Sendable {
      package let uri: String
      /// Of the open document that the edits are meant for; nil for a file on the disk.
      package let version: Int?
      package let edits: [TextEdit]

      package init(uri: String, version: Int?, edits: [TextEdit]) {
        self.uri = uri
        self.version = version
        self.edits = edits
      }
    }

    package let changes: [Change]
    /// Whether the client takes versions, and refuses what a newer key has made wrong.
    package let isVersioned: Bool

    package init(changes: [Change], isVersioned: Bool) {
      self.changes = changes
      self.isVersioned = isVersioned
    }

    package func write(to writer: inout JSONWriter) {
      writer.object { writer in
        guard !isVersioned else { return writer.member("documentChanges", changes.map(DocumentEdit.init)) }
        writer.object("changes") { writer in
          for change in changes { writer.member(named: change.uri, change.edits) }
        }
      }
    }

    private struct DocumentEdit: JSONWritable {
      let change: Change

      func write(to writer: inout JSONWriter) {
        let version: JSON = change.version.map { .integer($0) } ?? .null
        writer.object { writer in
          writer.member("textDocument", ["uri": .string(change.uri), "version": version] as JSON)
          writer.member("edits", change.edits)
        }
      }
    }
  }

  package struct CodeAction: Sendable, JSONWritable {
    package let title: String
    package let kind: String
    package let diagnostics: [Diagnostic]
    package let isPreferred: Bool
    /// Nil where the client asks for it by `codeAction/resolve`.
    package let edit: WorkspaceEdit?
    /// What the client sends back then.
    package let data: JSON
    /// What is run instead of an edit, or behind it.
    package let command: Command?

    package init(
      title: String, kind: String, diagnostics: [Diagnostic], isPreferred: Bool, edit: WorkspaceEdit?, data: JSON = nil,
      command: Command? = nil
    ) {
      self.title = title
      self.kind = kind
      self.diagnostics = diagnostics
      self.isPreferred = isPreferred
      self.edit = edit
      self.data = data
      self.command = command
    }

    package func write(to writer: inout JSONWriter) {
      writer.object { writer in
        writer.member("title", title)
        writer.member("kind", kind)
        if !diagnostics.isEmpty { writer.member("diagnostics", diagnostics) }
        if isPreferred { writer.member("isPreferred", true) }
        writer.member("edit", ifPresent: edit)
        if !data.isNull { writer.member("data", data) }
        writer.member("command", ifPresent: command)
      }
    }
  }
}
