// How are changes offered to this client? With the edits that they make.

import EditorFeatures
import LanguageServerProtocol
import SourceText

extension Snapshot {
  func codeActions(_ params: LSP.CodeActionParams) -> [LSP.CodeAction] {
    guard session.capabilities.canTakeCodeActions else { return [] }
    let file = DocumentURI.file(params.uri)
    let text = text(of: file)
    let range = TextRange(
      text.offset(of: params.range.start, in: session.encoding), text.offset(of: params.range.end, in: session.encoding)
    )
    return analysis.codeActions(in: file, at: range).compactMap { action in
      guard params.wants(action.kind.lspName) else { return nil }
      return LSP.CodeAction(
        title: action.title, kind: action.kind.lspName, diagnostics: action.problem.map { [diagnostic($0)] } ?? [],
        isPreferred: action.isPreferred, edit: workspaceEdit(action.changes))
    }
  }

  func workspaceEdit(_ changes: [TextChange]) -> LSP.WorkspaceEdit {
    let byFile = Dictionary(grouping: changes, by: \.location.file).sorted { $0.key < $1.key }
    return LSP.WorkspaceEdit(
      changes: byFile.map { file, changes in
        let edits = changes.map { LSP.TextEdit(range: range($0.location), newText: $0.replacement) }
        return (session.uri(of: file), edits)
      })
  }
}

extension CodeAction.Kind {
  fileprivate var lspName: String {
    switch self {
    case .quickFix: "quickfix"
    case .fixAll: "source.fixAll.gimlet"
    }
  }
}
