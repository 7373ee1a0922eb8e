// How is the place of a definition told?

extension LSP {
  /// A definition with the text that leads to it.
  package struct LocationLink: Hashable, Sendable, JSONWritable {
    package let originRange: Range?
    package let targetURI: String
    /// The whole declaration.
    package let targetRange: Range
    /// The declared name; lies in `targetRange`.
    package let targetSelectionRange: Range

    package init(originRange: Range?, targetURI: String, targetRange: Range, targetSelectionRange: Range) {
      self.originRange = originRange
      self.targetURI = targetURI
      self.targetRange = targetRange
      self.targetSelectionRange = targetSelectionRange
    }

    package func write(to writer: inout JSONWriter) {
      writer.object { writer in
        writer.member("originSelectionRange", ifPresent: originRange)
        writer.member("targetUri", targetURI)
        writer.member("targetRange", targetRange)
        writer.member("targetSelectionRange", targetSelectionRange)
      }
    }
  }

  /// The answer to `textDocument/definition`: links for clients that take them, else places.
  package enum DefinitionResult: Hashable, Sendable, JSONWritable {
    case locations([Location])
    case links([LocationLink])

    package func write(to writer: inout JSONWriter) {
      switch self {
      case .locations(let locations): locations.write(to: &writer)
      case .links(let links): links.write(to: &writer)
      }
    }
  }
}
