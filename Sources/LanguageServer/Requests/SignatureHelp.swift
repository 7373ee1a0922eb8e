// How is a signature told to this client? With the parameters marked in it.

import EditorFeatures
import LanguageServerProtocol
import SourceText

extension Snapshot {
  /// Nil, which is `null` on the wire, where nothing known is being set.
  func signatureHelp(_ params: LSP.DocumentPosition) -> LSP.SignatureHelp? {
    let (file, offset) = place(params)
    guard let help = analysis.signatureHelp(in: file, at: offset) else { return nil }
    let label = SourceText(help.label)
    let parameters = help.parameters.map { parameter in
      let range = TextRange(parameter.range.lowerBound, parameter.range.upperBound)
      return LSP.SignatureHelp.Parameter(
        start: label.position(of: range.start, in: .utf16).column,
        end: label.position(of: range.end, in: .utf16).column,
        text: label[range], documentation: text(of: parameter.documentation))
    }
    return LSP.SignatureHelp(
      label: help.label, documentation: text(of: help.documentation), parameters: parameters, active: help.active,
      kind: session.hoverFormat, labels: session.capabilities.canMarkParameters ? .offsets : .texts)
  }
}
