// How are names and their places listed? References, highlights, outlines and symbols of the workspace.

extension LSP {
  /// `textDocument/references`
  package struct ReferenceParams: Sendable, DocumentRequest {
    package let place: DocumentPosition
    package let includesDeclaration: Bool
    package var uri: String { place.uri }

    package init(json: JSON) throws(JSONMismatch) {
      place = try DocumentPosition(json: json)
      includesDeclaration = json["context"]["includeDeclaration"].boolean ?? true
    }
  }

  /// A request about a whole document.
  package struct DocumentParams: Sendable, DocumentRequest {
    package let uri: String

    package init(json: JSON) throws(JSONMismatch) {
      let document: TextDocument = try json.required("textDocument")
      uri = document.uri
    }
  }

  package struct DocumentHighlight: Sendable, JSONWritable {
    package enum Kind: Int, Sendable {
      case read = 2
      case write
    }

    package let range: Range
    package let kind: Kind

    package init(range: Range, kind: Kind) {
      self.range = range
      self.kind = kind
    }

    package func write(to writer: inout JSONWriter) {
      writer.object { writer in
        writer.member("range", range)
        writer.member("kind", kind.rawValue)
      }
    }
  }

  package enum SymbolKind: Int, Sendable {
    case file = 1
    case module = 2
    case classType = 5
    case property = 7
    case function = 12
    case variable = 13
    case constant = 14
    case object = 19
  }

  package struct DocumentSymbol: Sendable, JSONWritable {
    package let name: String
    package let detail: String
    package let kind: SymbolKind
    package let range: Range
    package let selectionRange: Range
    package let children: [DocumentSymbol]

    package init(
      name: String, detail: String, kind: SymbolKind, range: Range, selectionRange: Range, children: [DocumentSymbol]
    ) {
      self.name = name
      self.detail = detail
      self.kind = kind
      self.range = range
      self.selectionRange = selectionRange
      self.children = children
    }

    package func write(to writer: inout JSONWriter) {
      writer.object { writer in
        writer.member("name", name)
        if !detail.isEmpty { writer.member("detail", detail) }
        writer.member("kind", kind.rawValue)
        writer.member("range", range)
        writer.member("selectionRange", selectionRange)
        if !children.isEmpty { writer.member("children", children) }
      }
    }
  }

  /// A symbol without children, for clients that know no others, and of the workspace.
  package struct SymbolInformation: Sendable, JSONWritable {
    package let name: String
    package let kind: SymbolKind
    package let container: String
    package let location: Location

    package init(name: String, kind: SymbolKind, container: String, location: Location) {
      self.name = name
      self.kind = kind
      self.container = container
      self.location = location
    }

    package func write(to writer: inout JSONWriter) {
      writer.object { writer in
        writer.member("name", name)
        writer.member("kind", kind.rawValue)
        writer.member("location", location)
        if !container.isEmpty { writer.member("containerName", container) }
      }
    }
  }

  /// The answer to `textDocument/documentSymbol`, as the client can show it.
  package enum DocumentSymbolResult: Sendable, JSONWritable {
    case tree([DocumentSymbol])
    case flat([SymbolInformation])

    package func write(to writer: inout JSONWriter) {
      switch self {
      case .tree(let symbols): symbols.write(to: &writer)
      case .flat(let symbols): symbols.write(to: &writer)
      }
    }
  }

  /// `workspace/symbol`
  package struct WorkspaceSymbolParams: Sendable, JSONReadable {
    package let query: String

    package init(json: JSON) throws(JSONMismatch) { query = try json.required("query") }
  }
}
