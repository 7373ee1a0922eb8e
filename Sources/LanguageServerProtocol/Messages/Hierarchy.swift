// How are trees of calls and of types told?

extension LSP {
  /// `CallHierarchyItem` and `TypeHierarchyItem`, which have the same members.
  package struct HierarchyItem: Sendable, JSONReadable, JSONWritable {
    package let name: String
    /// As in `SymbolKind`.
    package let kind: Int
    package let detail: String
    package let uri: String
    package let range: Range
    package let selectionRange: Range
    /// What the client sends back with the item.
    package let data: JSON

    package init(
      name: String, kind: Int, detail: String, uri: String, range: Range, selectionRange: Range, data: JSON
    ) {
      self.name = name
      self.kind = kind
      self.detail = detail
      self.uri = uri
      self.range = range
      self.selectionRange = selectionRange
      self.data = data
    }

    package init(json: JSON) throws(JSONMismatch) {
      name = try json.required("name")
      kind = try json.required("kind")
      detail = json["detail"].string ?? ""
      uri = try json.required("uri")
      range = try json.required("range")
      selectionRange = try json.required("selectionRange")
      data = json["data"]
    }

    package func write(to writer: inout JSONWriter) {
      writer.object { writer in
        writer.member("name", name)
        writer.member("kind", kind)
        if !detail.isEmpty { writer.member("detail", detail) }
        writer.member("uri", uri)
        writer.member("range", range)
        writer.member("selectionRange", selectionRange)
        if !data.isNull { writer.member("data", data) }
      }
    }
  }

  /// `callHierarchy/incomingCalls`, `callHierarchy/outgoingCalls`, `typeHierarchy/supertypes`, `typeHierarchy/subtypes`
  package struct HierarchyParams: Sendable, DocumentRequest {
    package let item: HierarchyItem
    package var uri: String { item.uri }

    package init(json: JSON) throws(JSONMismatch) { item = try json.required("item") }
  }

  package struct HierarchyCall: Sendable, JSONWritable {
    package enum Direction: String, Sendable {
      case incoming = "from"
      case outgoing = "to"
    }

    package let direction: Direction
    package let item: HierarchyItem
    package let ranges: [Range]

    package init(direction: Direction, item: HierarchyItem, ranges: [Range]) {
      self.direction = direction
      self.item = item
      self.ranges = ranges
    }

    package func write(to writer: inout JSONWriter) {
      writer.object { writer in
        writer.member(named: direction.rawValue, item)
        writer.member("fromRanges", ranges)
      }
    }
  }
}
