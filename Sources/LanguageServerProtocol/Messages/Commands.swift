// How are commands offered and run, and what may the server ask the client to show?

extension LSP {
  package struct Command: Sendable, JSONWritable {
    package let title: String
    package let command: String
    package let arguments: [JSON]

    package init(title: String, command: String, arguments: [JSON]) {
      self.title = title
      self.command = command
      self.arguments = arguments
    }

    package func write(to writer: inout JSONWriter) {
      writer.object { writer in
        writer.member("title", title)
        writer.member("command", command)
        if !arguments.isEmpty { writer.member("arguments", arguments) }
      }
    }
  }

  package struct CodeLens: Sendable, JSONWritable {
    package let range: Range
    package let command: Command

    package init(range: Range, command: Command) {
      self.range = range
      self.command = command
    }

    package func write(to writer: inout JSONWriter) {
      writer.object { writer in
        writer.member("range", range)
        writer.member("command", command)
      }
    }
  }

  /// `workspace/executeCommand`
  package struct ExecuteCommandParams: Sendable, JSONReadable {
    package let command: String
    package let arguments: [JSON]

    package init(json: JSON) throws(JSONMismatch) {
      command = try json.required("command")
      arguments = try json.optional("arguments") ?? []
    }
  }

  /// `workspace/applyEdit`
  package struct ApplyEditParams: Sendable, JSONWritable {
    package let edit: WorkspaceEdit

    package init(edit: WorkspaceEdit) { self.edit = edit }

    package func write(to writer: inout JSONWriter) { writer.object { $0.member("edit", edit) } }
  }

  /// `window/showDocument`
  package struct ShowDocumentParams: Sendable, JSONWritable {
    package let uri: String
    package let selection: Range?

    package init(uri: String, selection: Range? = nil) {
      self.uri = uri
      self.selection = selection
    }

    package func write(to writer: inout JSONWriter) {
      writer.object { writer in
        writer.member("uri", uri)
        writer.member("takeFocus", true)
        writer.member("selection", ifPresent: selection)
      }
    }
  }

  /// `window/showMessageRequest`
  package struct ShowMessageRequestParams: Sendable, JSONWritable {
    package let message: String
    package let actions: [String]

    package init(message: String, actions: [String]) {
      self.message = message
      self.actions = actions
    }

    package func write(to writer: inout JSONWriter) {
      writer.object { writer in
        writer.member("type", MessageType.information.rawValue)
        writer.member("message", message)
        writer.member("actions", actions.map { JSON.object(JSONObject([(name: "title", value: .string($0))])) })
      }
    }
  }

  /// `workspace/textDocumentContent`, and its refresh: a document that is no file.
  package struct DocumentContent: Sendable, JSONReadable, JSONWritable {
    package let uri: String

    package init(uri: String) { self.uri = uri }

    package init(json: JSON) throws(JSONMismatch) { uri = try json.required("uri") }

    package func write(to writer: inout JSONWriter) { writer.object { $0.member("uri", uri) } }
  }

  package struct DocumentContentResult: Sendable, JSONWritable {
    package let text: String

    package init(text: String) { self.text = text }

    package func write(to writer: inout JSONWriter) { writer.object { $0.member("text", text) } }
  }
}
