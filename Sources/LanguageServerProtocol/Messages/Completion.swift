// How is a list of what can be written told?

extension LSP {
  package enum CompletionItemKind: Int, Sendable {
    case function = 3
    case variable = 6
    case classType = 7
    case module = 9
    case property = 10
    case value = 12
    case keyword = 14
    case file = 17
    case enumerationMember = 20
    case constant = 21
  }

  package struct TextEdit: Hashable, Sendable, JSONWritable {
    package let range: Range
    package let newText: String

    package init(range: Range, newText: String) {
      self.range = range
      self.newText = newText
    }

    package func write(to writer: inout JSONWriter) {
      writer.object { writer in
        writer.member("range", range)
        writer.member("newText", newText)
      }
    }
  }

  package struct CompletionItem: Sendable, JSONWritable {
    package let label: String
    package let kind: CompletionItemKind
    package let detail: String
    package let sortText: String
    package let filterText: String
    package let edit: TextEdit
    /// Elsewhere in the document.
    package let additions: [TextEdit]
    package let isSnippet: Bool
    /// What the client sends back to have the item's documentation.
    package let data: JSON

    package init(
      label: String, kind: CompletionItemKind, detail: String, sortText: String, filterText: String, edit: TextEdit,
      additions: [TextEdit], isSnippet: Bool, data: JSON
    ) {
      self.label = label
      self.kind = kind
      self.detail = detail
      self.sortText = sortText
      self.filterText = filterText
      self.edit = edit
      self.additions = additions
      self.isSnippet = isSnippet
      self.data = data
    }

    package func write(to writer: inout JSONWriter) {
      writer.object { writer in
        writer.member("label", label)
        writer.member("kind", kind.rawValue)
        if !detail.isEmpty { writer.member("detail", detail) }
        writer.member("sortText", sortText)
        writer.member("filterText", filterText)
        if isSnippet { writer.member("insertTextFormat", 2) }
        writer.member("textEdit", edit)
        if !additions.isEmpty { writer.member("additionalTextEdits", additions) }
        if !data.isNull { writer.member("data", data) }
      }
    }
  }

  /// Nothing is left out of the list, so that the client goes on filtering it by itself.
  package struct CompletionList: Sendable, JSONWritable {
    package let items: [CompletionItem]

    package init(items: [CompletionItem]) { self.items = items }

    package func write(to writer: inout JSONWriter) {
      writer.object { writer in
        writer.member("isIncomplete", false)
        writer.member("items", items)
      }
    }
  }

  /// An item as the client sent it back, with its documentation.
  package struct ResolvedCompletionItem: Sendable, JSONWritable {
    package let item: JSON
    package let kind: MarkupKind
    package let documentation: String

    package init(item: JSON, kind: MarkupKind, documentation: String) {
      self.item = item
      self.kind = kind
      self.documentation = documentation
    }

    package func write(to writer: inout JSONWriter) {
      var object = item.object ?? JSONObject()
      object["documentation"] = ["kind": .string(kind.rawValue), "value": .string(documentation)]
      JSON.object(object).write(to: &writer)
    }
  }
}
