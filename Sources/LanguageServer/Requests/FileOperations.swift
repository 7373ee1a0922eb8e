// What does the server do when files are made, renamed and deleted in the editor?

import EditorFeatures
import LanguageServerProtocol
import SourceText
import Workspace

extension Server {
  /// The files, and the folders that may hold some.
  static let renamedFiles: JSON = [
    "filters": [
      ["scheme": "file", "pattern": ["glob": "**/*.{gin,swift,py}", "matches": "file"]],
      ["scheme": "file", "pattern": ["glob": "**", "matches": "folder"]],
    ]
  ]

  /// The edits that keep includes and imports true; nil, which is `null` on the wire, where there are none.
  func willRename(_ params: LSP.FileOperationParams) -> LSP.WorkspaceEdit? {
    let renames = params.files.map { FileRename(old: DocumentURI.file($0.old), new: DocumentURI.file($0.new)) }
    let edits = snapshots().map { $0.workspaceEdit($0.analysis.changes(renaming: renames)) }
    let changes = edits.flatMap(\.changes)
    return changes.isEmpty
      ? nil : LSP.WorkspaceEdit(changes: changes, isVersioned: session.capabilities.canTakeVersionedEdits)
  }

  func filesChanged(_ params: LSP.FileOperationParams) {
    let files = params.files.flatMap { [$0.old, $0.new] }.map { DocumentURI.file($0) }
    workspace.filesChanged(files)
    publishing.becomeDue()
    startIndexing()
  }
}
