// Where in a document, in the protocol's own terms?

extension LSP {
  /// A line and a column from zero; what a column counts was agreed on in `initialize`.
  package struct Position: Hashable, Sendable, JSONReadable, JSONWritable {
    package let line: Int
    package let character: Int

    package init(line: Int, character: Int) {
      self.line = line
      self.character = character
    }

    package init(json: JSON) throws(JSONMismatch) {
      line = try json.required("line")
      character = try json.required("character")
    }

    package func write(to writer: inout JSONWriter) {
      writer.object { writer in
        writer.member("line", line)
        writer.member("character", character)
      }
    }
  }

  /// The end is exclusive.
  package struct Range: Hashable, Sendable, JSONReadable, JSONWritable {
    package let start: Position
    package let end: Position

    package init(start: Position, end: Position) {
      self.start = start
      self.end = end
    }

    package init(json: JSON) throws(JSONMismatch) {
      start = try json.required("start")
      end = try json.required("end")
    }

    /// The most frequent thing on the wire: written in few pieces.
    package func write(to writer: inout JSONWriter) {
      writer.verbatim("{\"start\":{\"line\":")
      writer.integer(start.line)
      writer.verbatim(",\"character\":")
      writer.integer(start.character)
      writer.verbatim("},\"end\":{\"line\":")
      writer.integer(end.line)
      writer.verbatim(",\"character\":")
      writer.integer(end.character)
      writer.verbatim("}}")
    }
  }

  package struct Location: Hashable, Sendable, JSONWritable {
    package let uri: String
    package let range: Range

    package init(uri: String, range: Range) {
      self.uri = uri
      self.range = range
    }

    package func write(to writer: inout JSONWriter) {
      writer.object { writer in
        writer.member("uri", uri)
        writer.member("range", range)
      }
    }
  }

  /// The parameters of a request about one document.
  package protocol DocumentRequest: JSONReadable {
    var uri: String { get }
  }

  /// What many requests ask about: `TextDocumentPositionParams`.
  package struct DocumentPosition: Hashable, Sendable, DocumentRequest {
    package let uri: String
    package let position: Position

    package init(json: JSON) throws(JSONMismatch) {
      let document: TextDocument = try json.required("textDocument")
      uri = document.uri
      position = try json.required("position")
    }
  }

  /// A document by its name: `TextDocumentIdentifier`, and its versioned kind.
  package struct TextDocument: Hashable, Sendable, JSONReadable {
    package let uri: String
    package let version: Int?

    package init(json: JSON) throws(JSONMismatch) {
      uri = try json.required("uri")
      version = try json.optional("version")
    }
  }
}
