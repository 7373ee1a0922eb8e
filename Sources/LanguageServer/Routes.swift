// Which message is answered by what? One row each; a new feature adds one.

import EditorFeatures
import LanguageServerProtocol

/// How a message is dealt with.
enum Execution: Sendable {
  /// Changes the workspace; runs at once and in order.
  case edit(@Sendable (Server, JSON) throws -> Void)
  /// Answers from one moment of the workspace, and is given up when it is cancelled or overtaken by an edit.
  case read(@Sendable (Server, JSON) throws -> any JSONWritable)
}

package struct Route: Sendable {
  package let method: String
  let execution: Execution
  /// The member of the server's capabilities that tells the client of it.
  let capability: (name: String, value: JSON)?

  package static let all: [Route] = [
    read("textDocument/hover", ("hoverProvider", true)) { $0.hover($1) },
    read("textDocument/definition", ("definitionProvider", true)) { $0.definition($1) },
    read("textDocument/declaration", ("declarationProvider", true)) { $0.declaration($1) },
    read("textDocument/typeDefinition", ("typeDefinitionProvider", true)) { $0.typeDefinition($1) },
    read("textDocument/implementation", ("implementationProvider", true)) { $0.implementation($1) },
    read("textDocument/prepareCallHierarchy", ("callHierarchyProvider", true)) { $0.callHierarchy($1) },
    read("callHierarchy/incomingCalls") { $0.incomingCalls($1) },
    read("callHierarchy/outgoingCalls") { $0.outgoingCalls($1) },
    read("textDocument/prepareTypeHierarchy", ("typeHierarchyProvider", true)) { $0.typeHierarchy($1) },
    read("typeHierarchy/supertypes") { $0.supertypes($1) },
    read("typeHierarchy/subtypes") { $0.subtypes($1) },
    read("textDocument/signatureHelp", ("signatureHelpProvider", ["triggerCharacters": ["(", "=", ":", ","]])) {
      $0.signatureHelp($1)
    },
    read(
      "textDocument/completion",
      ("completionProvider", ["triggerCharacters": [".", "@", "%", "/", "'", "\""], "resolveProvider": true])
    ) { $0.completions($1) },
    remember("completionItem/resolve") { server, item in
      server.snapshot(for: DocumentURI.file(item["data"]["uri"].string ?? "")).resolved(item)
    },
    read(
      "textDocument/codeAction",
      (
        "codeActionProvider",
        [
          "codeActionKinds": .array(
            CodeAction.Kind.allCases.map { .string($0.lspName) } + [.string(Snapshot.previewKind)]),
          "resolveProvider": true,
        ]
      )
    ) { $0.codeActions($1) },
    remember("codeAction/resolve") { server, item in
      try server.snapshot(for: DocumentURI.file(item["data"]["uri"].string ?? "")).resolvedAction(item)
    },
    read("textDocument/rename", ("renameProvider", ["prepareProvider": true])) { try $0.rename($1) },
    read("textDocument/prepareRename") { $0.renamable($1) },
    read("textDocument/formatting", ("documentFormattingProvider", true)) { $0.formatting($1) },
    read("textDocument/rangeFormatting", ("documentRangeFormattingProvider", true)) { $0.formatting($1) },
    read(
      "textDocument/onTypeFormatting",
      ("documentOnTypeFormattingProvider", ["firstTriggerCharacter": "\n", "moreTriggerCharacter": ["]", "}", ")"]])
    ) { $0.formattingBehind($1) },
    read("textDocument/inlayHint", ("inlayHintProvider", true)) { $0.inlayHints($1) },
    remember("textDocument/references", ("referencesProvider", true)) { server, json in
      let params = try LSP.ReferenceParams(json: json)
      let places = server.snapshot(for: DocumentURI.file(params.uri)).references(params)
      return PartialResults(server.client, token: json["partialResultToken"]).sent(places) { $0 }
    },
    read("textDocument/documentHighlight", ("documentHighlightProvider", true)) { $0.highlights($1) },
    read("textDocument/documentSymbol", ("documentSymbolProvider", true)) { $0.documentSymbols($1) },
    readAll("workspace/symbol", ("workspaceSymbolProvider", true)) { $0.workspaceSymbols($1) },
    read("textDocument/foldingRange", ("foldingRangeProvider", true)) { $0.foldingRanges($1) },
    read("textDocument/selectionRange", ("selectionRangeProvider", true)) { $0.selectionRanges($1) },
    read("textDocument/documentLink", ("documentLinkProvider", [:])) { $0.documentLinks($1) },
    remember(
      "textDocument/semanticTokens/full",
      ("semanticTokensProvider", ["legend": .semanticTokensLegend, "full": ["delta": true], "range": true])
    ) { try $0.semanticTokens(LSP.DocumentParams(json: $1)) },
    remember("textDocument/semanticTokens/full/delta") {
      try $0.semanticTokensDelta(LSP.SemanticTokensDeltaParams(json: $1))
    },
    read("textDocument/semanticTokens/range") { $0.semanticTokens($1) },
    remember(
      "textDocument/diagnostic",
      (
        "diagnosticProvider",
        ["identifier": "gimlet", "interFileDependencies": true, "workspaceDiagnostics": true, "workDoneProgress": true]
      )
    ) { try $0.pullDiagnostics(LSP.DocumentDiagnosticParams(json: $1)) },
    remember("workspace/diagnostic") {
      try $0.pullWorkspaceDiagnostics(LSP.WorkspaceDiagnosticParams(json: $1), $1)
    },
    remember(
      "workspace/willRenameFiles",
      (
        "workspace.fileOperations",
        [
          "willRename": Server.renamedFiles, "didRename": Server.renamedFiles, "didCreate": Server.renamedFiles,
          "didDelete": Server.renamedFiles,
        ]
      )
    ) { try $0.willRename(LSP.FileOperationParams(json: $1)) },
    read("textDocument/codeLens", ("codeLensProvider", [:])) { $0.codeLenses($1) },
    remember("workspace/executeCommand", ("executeCommandProvider", Server.commands)) {
      try $0.execute(LSP.ExecuteCommandParams(json: $1))
    },
    remember(
      "workspace/textDocumentContent",
      ("workspace.textDocumentContent", ["schemes": [.string(VirtualDocuments.scheme)]])
    ) { try $0.content(LSP.DocumentContent(json: $1)) },

    edit("textDocument/didOpen") { try $0.open(LSP.DidOpenParams(json: $1)) },
    edit("textDocument/didChange") { try $0.change(LSP.DidChangeParams(json: $1)) },
    edit("textDocument/didSave") { try $0.save(LSP.DidCloseParams(json: $1)) },
    edit("textDocument/didClose") { try $0.close(LSP.DidCloseParams(json: $1)) },
    edit("workspace/didChangeWatchedFiles") { try $0.changeFiles(LSP.DidChangeWatchedFilesParams(json: $1)) },
    edit("workspace/didRenameFiles") { try $0.filesChanged(LSP.FileOperationParams(json: $1)) },
    edit("workspace/didCreateFiles") { try $0.filesChanged(LSP.FileOperationParams(json: $1)) },
    edit("workspace/didDeleteFiles") { try $0.filesChanged(LSP.FileOperationParams(json: $1)) },
    edit("workspace/didChangeWorkspaceFolders") {
      try $0.changeFolders(LSP.DidChangeWorkspaceFoldersParams(json: $1))
    },
    edit("workspace/didChangeConfiguration") { try $0.changeSettings(LSP.DidChangeConfigurationParams(json: $1)) },
  ]

  static let byMethod = Dictionary(all.map { ($0.method, $0) }, uniquingKeysWith: { $1 })

  /// Whether a notification makes what is being worked out old before it is read: a key was pressed.
  static func isKeystroke(_ method: String) -> Bool { method == "textDocument/didChange" }

  /// A request about a document.
  private static func read<Params: LSP.DocumentRequest>(
    _ method: String, _ capability: (name: String, value: JSON)? = nil,
    _ answer: @escaping @Sendable (Snapshot, Params) throws -> any JSONWritable
  ) -> Route {
    remember(method, capability) { server, json in
      let params = try Params(json: json)
      return try answer(server.snapshot(for: DocumentURI.file(params.uri)), params)
    }
  }

  /// A request about all that is open or lies in the client's folders; what the workspaces answer is put together.
  private static func readAll<Params: JSONReadable, Part: JSONWritable>(
    _ method: String, _ capability: (name: String, value: JSON)? = nil,
    _ answer: @escaping @Sendable (Snapshot, Params) throws -> [Part]
  ) -> Route {
    remember(method, capability) { server, json in
      let params = try Params(json: json)
      let parts = try server.snapshots().flatMap { try answer($0, params) }
      return PartialResults(server.client, token: json["partialResultToken"]).sent(parts) { $0 }
    }
  }

  /// A request whose answer the server has to remember something for.
  private static func remember(
    _ method: String, _ capability: (name: String, value: JSON)? = nil,
    _ answer: @escaping @Sendable (Server, JSON) throws -> any JSONWritable
  ) -> Route {
    Route(method: method, execution: .read(answer), capability: capability)
  }

  private static func edit(_ method: String, _ apply: @escaping @Sendable (Server, JSON) throws -> Void) -> Route {
    Route(method: method, execution: .edit(apply), capability: nil)
  }
}
