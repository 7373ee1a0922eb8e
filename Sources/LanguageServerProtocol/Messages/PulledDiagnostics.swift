// How does a client ask for problems, and how are renamed files told?

extension LSP {
  /// `textDocument/diagnostic`
  package struct DocumentDiagnosticParams: Sendable, DocumentRequest {
    package let uri: String
    package let previousResultID: String?

    package init(json: JSON) throws(JSONMismatch) {
      let document: TextDocument = try json.required("textDocument")
      uri = document.uri
      previousResultID = try json.optional("previousResultId")
    }
  }

  /// The problems of one document, or that they are what the client knows already.
  package struct DiagnosticReport: Sendable, JSONWritable {
    package let resultID: String
    /// Nil where nothing has changed.
    package let items: [Diagnostic]?

    package init(resultID: String, items: [Diagnostic]?) {
      self.resultID = resultID
      self.items = items
    }

    package func write(to writer: inout JSONWriter) { writer.object { writeMembers(to: &$0) } }

    func writeMembers(to writer: inout JSONWriter) {
      writer.member("kind", items == nil ? "unchanged" : "full")
      writer.member("resultId", resultID)
      writer.member("items", ifPresent: items)
    }
  }

  /// `workspace/diagnostic`
  package struct WorkspaceDiagnosticParams: Sendable, JSONReadable {
    /// By URI.
    package let previousResultIDs: [String: String]

    package init(json: JSON) throws(JSONMismatch) {
      let known: [JSON] = try json.optional("previousResultIds") ?? []
      previousResultIDs = Dictionary(
        known.compactMap { item in
          guard let uri = item["uri"].string, let value = item["value"].string else { return nil }
          return (uri, value)
        }, uniquingKeysWith: { $1 })
    }
  }

  /// The problems of one document of the workspace.
  package struct WorkspaceDocumentReport: Sendable, JSONWritable {
    package let uri: String
    /// Nil for a document that is not open.
    package let version: Int?
    package let report: DiagnosticReport

    package init(uri: String, version: Int?, report: DiagnosticReport) {
      self.uri = uri
      self.version = version
      self.report = report
    }

    package func write(to writer: inout JSONWriter) {
      writer.object { writer in
        writer.member("uri", uri)
        writer.member("version", version)
        report.writeMembers(to: &writer)
      }
    }
  }

  package struct WorkspaceDiagnosticReport: Sendable, JSONWritable {
    package let items: [WorkspaceDocumentReport]

    package init(items: [WorkspaceDocumentReport]) { self.items = items }

    package func write(to writer: inout JSONWriter) { writer.object { $0.member("items", items) } }
  }

  /// `$/progress` with a part of an answer.
  package struct PartialResultParams<Part: JSONWritable>: JSONWritable {
    package let token: JSON
    package let value: Part

    package init(token: JSON, value: Part) {
      self.token = token
      self.value = value
    }

    package func write(to writer: inout JSONWriter) {
      writer.object { writer in
        writer.member("token", token)
        writer.member("value", value)
      }
    }
  }

  /// `workspace/willRenameFiles`, `workspace/didRenameFiles`; of created and deleted files `new` is the same as `old`.
  package struct FileOperationParams: Sendable, JSONReadable {
    package let files: [(old: String, new: String)]

    package init(json: JSON) throws(JSONMismatch) {
      let files: [JSON] = try json.required("files")
      self.files = files.compactMap { file in
        if let uri = file["uri"].string { return (uri, uri) }
        guard let old = file["oldUri"].string, let new = file["newUri"].string else { return nil }
        return (old, new)
      }
    }
  }
}
