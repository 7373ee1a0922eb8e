// How are changes offered to this client? With the edits that they make.

import EditorFeatures
import LanguageServerProtocol
import SourceText

extension Snapshot {
  func codeActions(_ params: LSP.CodeActionParams) -> any JSONWritable {
    guard session.capabilities.canTakeCodeActions else { return commands(params) }
    let (file, range) = place(params)
    let isLater = session.capabilities.canResolveCodeActions
    let kinds = Set(CodeAction.Kind.allCases.filter { params.wants($0.lspName) })
    let actions = analysis.codeActions(in: file, at: range, kinds: kinds, changes: isLater ? .leftOut : .included)
    let edits = actions.map { action -> LSP.CodeAction in
      let data: JSON = isLater ? ["uri": .string(params.uri), "range": JSON(of: params.range)] : nil
      return lspAction(action, data: data)
    }
    return edits + previews(params, in: file, at: range)
  }

  /// The same for a client that can only run commands.
  private func commands(_ params: LSP.CodeActionParams) -> [LSP.Command] {
    let (file, range) = place(params)
    let kinds = Set(CodeAction.Kind.allCases.filter { params.wants($0.lspName) })
    let edits = analysis.codeActions(in: file, at: range, kinds: kinds, changes: .leftOut).map { action in
      CommandName.apply.command(
        action.title,
        [.string(params.uri), JSON(of: params.range), .string(action.kind.lspName), .string(action.title)])
    }
    return edits + previews(params, in: file, at: range).compactMap(\.command)
  }

  private func place(_ params: LSP.CodeActionParams) -> (file: FilePath, range: TextRange) {
    let file = DocumentURI.file(params.uri)
    return (file, range(of: params.range, in: file))
  }

  private func range(of range: LSP.Range, in file: FilePath) -> TextRange {
    let text = text(of: file)
    return TextRange(
      text.offset(of: range.start, in: session.encoding), text.offset(of: range.end, in: session.encoding))
  }

  /// What a client's press on one of these commands changes; nil where the action is not offered any more.
  func edit(ofCommand arguments: [JSON]) throws -> LSP.WorkspaceEdit? {
    guard arguments.count == 4, let uri = arguments[0].string, let title = arguments[3].string,
      let kind = CodeAction.Kind.allCases.first(where: { $0.lspName == arguments[2].string })
    else { return nil }
    let file = DocumentURI.file(uri)
    let range = range(of: try LSP.Range(json: arguments[1]), in: file)
    return analysis.codeAction(title, kind, in: file, at: range)?.changes.map(workspaceEdit)
  }

  /// What the kind of a preview is called; nothing in LSP is quite it.
  static let previewKind = "refactor.preview.gimlet"

  private func previews(_ params: LSP.CodeActionParams, in file: FilePath, at range: TextRange) -> [LSP.CodeAction] {
    guard params.wants(Self.previewKind) else { return [] }
    return analysis.previewActions(in: file, at: range).map { action in
      LSP.CodeAction(
        title: action.title, kind: Self.previewKind, diagnostics: [], isPreferred: false, edit: nil,
        command: CommandName.preview.command(action.title, [.string(params.uri), .string(action.binding)]))
    }
  }

  private func lspAction(_ action: CodeAction, data: JSON) -> LSP.CodeAction {
    LSP.CodeAction(
      title: action.title, kind: action.kind.lspName, diagnostics: action.problem.map { [diagnostic($0)] } ?? [],
      isPreferred: action.isPreferred, edit: action.changes.map(workspaceEdit), data: data)
  }

  /// The action with its edit; as it came where it is not offered any more.
  func resolvedAction(_ item: JSON) throws -> any JSONWritable {
    let data = item["data"]
    guard let title = item["title"].string, let uri = data["uri"].string,
      let kind = CodeAction.Kind.allCases.first(where: { $0.lspName == item["kind"].string })
    else { return item }
    let lspRange: LSP.Range = try data.required("range")
    let file = DocumentURI.file(uri)
    guard let action = analysis.codeAction(title, kind, in: file, at: range(of: lspRange, in: file)) else {
      return item
    }
    return lspAction(action, data: data)
  }

  func workspaceEdit(_ changes: [TextChange]) -> LSP.WorkspaceEdit {
    let byFile = Dictionary(grouping: changes, by: \.location.file).sorted { $0.key < $1.key }
    return LSP.WorkspaceEdit(
      changes: byFile.map { file, changes in
        let edits = changes.map { LSP.TextEdit(range: range($0.location), newText: $0.replacement) }
        return LSP.WorkspaceEdit.Change(uri: session.uri(of: file), version: session.openVersions[file], edits: edits)
      }, isVersioned: session.capabilities.canTakeVersionedEdits)
  }
}

extension CodeAction.Kind {
  var lspName: String {
    switch self {
    case .quickFix: "quickfix"
    case .extract: "refactor.extract"
    case .inline: "refactor.inline"
    case .rewrite: "refactor.rewrite"
    case .fixAll: "source.fixAll.gimlet"
    case .removeRedundant: "source.removeRedundant.gimlet"
    case .sort: "source.sort.gimlet"
    }
  }
}

extension JSON {
  fileprivate init(of range: LSP.Range) {
    func position(_ position: LSP.Position) -> JSON {
      ["line": .integer(position.line), "character": .integer(position.character)]
    }
    self = ["start": position(range.start), "end": position(range.end)]
  }
}
