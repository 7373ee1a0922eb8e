// How is a signature told while its values are typed?

extension LSP {
  /// `textDocument/signatureHelp`
  package struct SignatureHelp: Sendable, JSONWritable {
    package struct Parameter: Sendable {
      /// Where the parameter stands in the label, in UTF-16 units; its text for clients that know only that.
      package let start: Int
      package let end: Int
      package let text: String
      package let documentation: String

      package init(start: Int, end: Int, text: String, documentation: String) {
        self.start = start
        self.end = end
        self.text = text
        self.documentation = documentation
      }
    }

    package enum ParameterLabels: Sendable { case offsets, texts }

    package let label: String
    package let documentation: String
    package let parameters: [Parameter]
    package let active: Int?
    package let kind: MarkupKind
    package let labels: ParameterLabels

    package init(
      label: String, documentation: String, parameters: [Parameter], active: Int?, kind: MarkupKind,
      labels: ParameterLabels
    ) {
      self.label = label
      self.documentation = documentation
      self.parameters = parameters
      self.active = active
      self.kind = kind
      self.labels = labels
    }

    package func write(to writer: inout JSONWriter) {
      let parameters: [JSON] = parameters.map { parameter in
        var members: [(name: String, value: JSON)] = []
        switch labels {
        case .offsets: members.append(("label", [.integer(parameter.start), .integer(parameter.end)]))
        case .texts: members.append(("label", .string(parameter.text)))
        }
        if !parameter.documentation.isEmpty { members.append(("documentation", markup(parameter.documentation))) }
        return .object(JSONObject(members))
      }
      var signature: [(name: String, value: JSON)] = [("label", .string(label))]
      if !documentation.isEmpty { signature.append(("documentation", markup(documentation))) }
      signature.append(("parameters", .array(parameters)))
      writer.object { writer in
        writer.member("signatures", [JSON.object(JSONObject(signature))])
        writer.member("activeSignature", 0)
        writer.member("activeParameter", ifPresent: active)
      }
    }

    private func markup(_ text: String) -> JSON { ["kind": .string(kind.rawValue), "value": .string(text)] }
  }
}
