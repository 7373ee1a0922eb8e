// How are problems told?

extension LSP {
  package enum DiagnosticSeverity: Int, Sendable {
    case error = 1
    case warning, information, hint
  }

  package enum DiagnosticTag: Int, Sendable, JSONWritable {
    case unnecessary = 1

    package func write(to writer: inout JSONWriter) { rawValue.write(to: &writer) }
  }

  package struct RelatedInformation: Hashable, Sendable, JSONWritable {
    package let location: Location
    package let message: String

    package init(location: Location, message: String) {
      self.location = location
      self.message = message
    }

    package func write(to writer: inout JSONWriter) {
      writer.object { writer in
        writer.member("location", location)
        writer.member("message", message)
      }
    }
  }

  package struct Diagnostic: Hashable, Sendable, JSONWritable {
    package let range: Range
    package let severity: DiagnosticSeverity
    package let code: String
    package let source: String
    package let message: String
    package let tags: [DiagnosticTag]
    package let relatedInformation: [RelatedInformation]

    package init(
      range: Range, severity: DiagnosticSeverity, code: String, source: String, message: String,
      tags: [DiagnosticTag], relatedInformation: [RelatedInformation]
    ) {
      self.range = range
      self.severity = severity
      self.code = code
      self.source = source
      self.message = message
      self.tags = tags
      self.relatedInformation = relatedInformation
    }

    package func write(to writer: inout JSONWriter) {
      writer.object { writer in
        writer.member("range", range)
        writer.member("severity", severity.rawValue)
        writer.member("code", code)
        writer.member("source", source)
        writer.member("message", message)
        if !tags.isEmpty { writer.member("tags", tags) }
        if !relatedInformation.isEmpty { writer.member("relatedInformation", relatedInformation) }
      }
    }
  }

  /// `textDocument/publishDiagnostics`
  package struct PublishDiagnosticsParams: Hashable, Sendable, JSONWritable {
    package let uri: String
    /// The version that the diagnostics were computed from; nil for a document that is not open.
    package let version: Int?
    package let diagnostics: [Diagnostic]

    package init(uri: String, version: Int?, diagnostics: [Diagnostic]) {
      self.uri = uri
      self.version = version
      self.diagnostics = diagnostics
    }

    package func write(to writer: inout JSONWriter) {
      writer.object { writer in
        writer.member("uri", uri)
        writer.member("version", ifPresent: version)
        writer.member("diagnostics", diagnostics)
      }
    }
  }
}
