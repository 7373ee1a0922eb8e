// How are the places of a name told to this client? As references, and as marks in the open document.

import EditorFeatures
import LanguageServerProtocol
import SourceText

extension Snapshot {
  func references(_ params: LSP.ReferenceParams) -> [LSP.Location] {
    let (file, offset) = place(params.place)
    let found = analysis.references(
      in: file, at: offset, declarations: params.includesDeclaration ? .included : .leftOut)
    return found.map(location)
  }

  func highlights(_ params: LSP.DocumentPosition) -> [LSP.DocumentHighlight] {
    let (file, offset) = place(params)
    return analysis.highlights(in: file, at: offset).map { occurrence in
      let kind: LSP.DocumentHighlight.Kind =
        switch occurrence.role {
        case .declares, .sets: .write
        case .reads: .read
        }
      return LSP.DocumentHighlight(range: range(occurrence.location), kind: kind)
    }
  }
}
