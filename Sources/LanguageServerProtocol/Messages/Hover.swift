// How is a hover told?

extension LSP {
  package enum MarkupKind: String, Sendable {
    case markdown
    case plainText = "plaintext"
  }

  package struct Hover: Hashable, Sendable, JSONWritable {
    package let kind: MarkupKind
    package let text: String
    package let range: Range?

    package init(kind: MarkupKind, text: String, range: Range?) {
      self.kind = kind
      self.text = text
      self.range = range
    }

    package func write(to writer: inout JSONWriter) {
      writer.object { writer in
        writer.object("contents") { writer in
          writer.member("kind", kind.rawValue)
          writer.member("value", text)
        }
        writer.member("range", ifPresent: range)
      }
    }
  }
}
