// How is a rename told to this client? As edits of all files, or as the reason why not.

import EditorFeatures
import LanguageServerProtocol
import SourceText

extension Snapshot {
  /// Nil, which is `null` on the wire, where nothing can be renamed.
  func renamable(_ params: LSP.DocumentPosition) -> LSP.Range? {
    let (file, offset) = place(params)
    return analysis.renamable(in: file, at: offset).map { range(FileLocation(file, $0)) }
  }

  func rename(_ params: LSP.RenameParams) throws -> LSP.WorkspaceEdit {
    let (file, offset) = place(params.place)
    switch analysis.rename(in: file, at: offset, to: params.newName) {
    case .changes(let changes): return workspaceEdit(changes)
    case .refused(let reason): throw LSP.ResponseError(.requestFailed, reason)
    }
  }
}
