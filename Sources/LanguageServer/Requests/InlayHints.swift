// How are hints in lines told to this client?

import EditorFeatures
import LanguageServerProtocol
import SourceText

extension Snapshot {
  func inlayHints(_ params: LSP.DocumentRangeParams) -> [LSP.InlayHint] {
    guard session.settings.showsInlayHints else { return [] }
    let file = DocumentURI.file(params.uri)
    let text = text(of: file)
    let range = TextRange(
      text.offset(of: params.range.start, in: session.encoding), text.offset(of: params.range.end, in: session.encoding)
    )
    return analysis.inlayHints(in: file, within: range).map { hint in
      let place = self.range(FileLocation(file, TextRange(hint.place, hint.place))).start
      return LSP.InlayHint(
        position: place, label: hint.label, tooltip: hint.tooltip, location: hint.source.map(location))
    }
  }
}
