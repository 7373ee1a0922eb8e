// How is the shape of a document told? Folds, growing selections, links and coloured words.

extension LSP {
  package struct FoldingRange: Sendable, JSONWritable {
    package let start: Position
    package let end: Position
    package let extent: Extent
    /// `comment`, `imports`, `region`.
    package let kind: String

    /// What a client can hide.
    package enum Extent: Sendable {
      case characters
      /// All lines behind the first one, up to the last.
      case lines
    }

    package init(start: Position, end: Position, extent: Extent, kind: String) {
      self.start = start
      self.end = end
      self.extent = extent
      self.kind = kind
    }

    package func write(to writer: inout JSONWriter) {
      writer.object { writer in
        writer.member("startLine", start.line)
        if case .characters = extent { writer.member("startCharacter", start.character) }
        writer.member("endLine", end.line)
        if case .characters = extent { writer.member("endCharacter", end.character) }
        writer.member("kind", kind)
      }
    }
  }

  /// `textDocument/selectionRange`
  package struct SelectionRangeParams: Sendable, DocumentRequest {
    package let uri: String
    package let positions: [Position]

    package init(json: JSON) throws(JSONMismatch) {
      let document: TextDocument = try json.required("textDocument")
      uri = document.uri
      positions = try json.required("positions")
    }
  }

  package struct SelectionRange: Sendable, JSONWritable {
    /// From the innermost outwards; never empty.
    package let ranges: [Range]

    package init(ranges: [Range]) { self.ranges = ranges }

    package func write(to writer: inout JSONWriter) { write(ranges[...], to: &writer) }

    private func write(_ ranges: ArraySlice<Range>, to writer: inout JSONWriter) {
      writer.object { writer in
        writer.member("range", ifPresent: ranges.first)
        let outer = ranges.dropFirst()
        if !outer.isEmpty { writer.member("parent", SelectionRange(ranges: Array(outer))) }
      }
    }
  }

  package struct DocumentLink: Sendable, JSONWritable {
    package let range: Range
    package let target: String
    /// Nil for a client that shows none.
    package let tooltip: String?

    package init(range: Range, target: String, tooltip: String?) {
      self.range = range
      self.target = target
      self.tooltip = tooltip
    }

    package func write(to writer: inout JSONWriter) {
      writer.object { writer in
        writer.member("range", range)
        writer.member("target", target)
        writer.member("tooltip", ifPresent: tooltip)
      }
    }
  }

  /// `textDocument/semanticTokens/range`, and every other request about a stretch of a document.
  package struct DocumentRangeParams: Sendable, DocumentRequest {
    package let uri: String
    package let range: Range

    package init(json: JSON) throws(JSONMismatch) {
      let document: TextDocument = try json.required("textDocument")
      uri = document.uri
      range = try json.required("range")
    }
  }

  package struct InlayHint: Sendable, JSONWritable {
    package let position: Position
    package let label: String
    package let tooltip: String?
    /// Where a click on it leads.
    package let location: Location?

    package init(position: Position, label: String, tooltip: String?, location: Location? = nil) {
      self.position = position
      self.label = label
      self.tooltip = tooltip
      self.location = location
    }

    package func write(to writer: inout JSONWriter) {
      writer.object { writer in
        writer.member("position", position)
        if location == nil { writer.member("label", label) } else { writer.member("label", [LabelPart(hint: self)]) }
        writer.member("tooltip", ifPresent: tooltip)
        writer.member("paddingLeft", true)
      }
    }

    private struct LabelPart: JSONWritable {
      let hint: InlayHint

      func write(to writer: inout JSONWriter) {
        writer.object { writer in
          writer.member("value", hint.label)
          writer.member("location", ifPresent: hint.location)
        }
      }
    }
  }

  /// `textDocument/semanticTokens/full/delta`
  package struct SemanticTokensDeltaParams: Sendable, DocumentRequest {
    package let uri: String
    package let previousResultID: String

    package init(json: JSON) throws(JSONMismatch) {
      let document: TextDocument = try json.required("textDocument")
      uri = document.uri
      previousResultID = try json.required("previousResultId")
    }
  }

  package struct SemanticTokens: Sendable, JSONWritable {
    package let resultID: String?
    /// Five numbers a token: lines and columns from the token before, length, kind, modifiers.
    package let data: [Int]

    package init(resultID: String?, data: [Int]) {
      self.resultID = resultID
      self.data = data
    }

    package func write(to writer: inout JSONWriter) {
      writer.object { writer in
        writer.member("resultId", ifPresent: resultID)
        writer.member("data", data)
      }
    }
  }

  /// What has changed since an earlier answer: one stretch of numbers.
  package struct SemanticTokensDelta: Sendable, JSONWritable {
    package let resultID: String
    package let start: Int
    package let deleteCount: Int
    package let data: [Int]

    /// What turns `old` into `new`; between them, whatever begins and ends alike is left as it is.
    package init(resultID: String, from old: [Int], to new: [Int]) {
      self.resultID = resultID
      var start = 0
      while start < old.count, start < new.count, old[start] == new[start] { start += 1 }
      var tail = 0
      while tail < old.count - start, tail < new.count - start, old[old.count - 1 - tail] == new[new.count - 1 - tail] {
        tail += 1
      }
      self.start = start
      deleteCount = old.count - start - tail
      data = Array(new[start..<(new.count - tail)])
    }

    package func write(to writer: inout JSONWriter) {
      writer.object { writer in
        writer.member("resultId", resultID)
        if deleteCount == 0, data.isEmpty {
          writer.member("edits", [JSON]())
        } else {
          writer.member("edits", [Edit(delta: self)])
        }
      }
    }

    private struct Edit: JSONWritable {
      let delta: SemanticTokensDelta

      func write(to writer: inout JSONWriter) {
        writer.object { writer in
          writer.member("start", delta.start)
          writer.member("deleteCount", delta.deleteCount)
          writer.member("data", delta.data)
        }
      }
    }
  }
}
