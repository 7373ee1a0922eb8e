// Which message is answered by what? One row each; a new feature adds one.

import LanguageServerProtocol

/// How a message is dealt with.
enum Execution: Sendable {
  /// Changes the workspace; runs at once and in order.
  case edit(@Sendable (Server, JSON) throws -> Void)
  /// Answers from one moment of the workspace, and is given up when it is cancelled or overtaken by an edit.
  case read(@Sendable (Server, JSON) throws -> any JSONWritable)
}

struct Route: Sendable {
  let method: String
  let execution: Execution
  /// The member of the server's capabilities that tells the client of it.
  let capability: (name: String, value: JSON)?

  static let all: [Route] = [
    read("textDocument/hover", ("hoverProvider", true)) { $0.hover($1) },
    read("textDocument/definition", ("definitionProvider", true)) { $0.definition($1) },

    edit("textDocument/didOpen") { try $0.open(LSP.DidOpenParams(json: $1)) },
    edit("textDocument/didChange") { try $0.change(LSP.DidChangeParams(json: $1)) },
    edit("textDocument/didSave") { try $0.save(LSP.DidCloseParams(json: $1)) },
    edit("textDocument/didClose") { try $0.close(LSP.DidCloseParams(json: $1)) },
    edit("workspace/didChangeWatchedFiles") { try $0.changeFiles(LSP.DidChangeWatchedFilesParams(json: $1)) },
    edit("workspace/didChangeWorkspaceFolders") {
      try $0.changeFolders(LSP.DidChangeWorkspaceFoldersParams(json: $1))
    },
    edit("workspace/didChangeConfiguration") { try $0.changeSettings(LSP.DidChangeConfigurationParams(json: $1)) },
  ]

  static let byMethod = Dictionary(all.map { ($0.method, $0) }, uniquingKeysWith: { $1 })

  /// Whether a notification makes what is being worked out old before it is read: a key was pressed.
  static func isKeystroke(_ method: String) -> Bool { method == "textDocument/didChange" }

  /// A request about a place in a document.
  private static func read(
    _ method: String, _ capability: (name: String, value: JSON),
    _ answer: @escaping @Sendable (Snapshot, LSP.DocumentPosition) -> any JSONWritable
  ) -> Route {
    Route(
      method: method,
      execution: .read { server, json in
        let params = try LSP.DocumentPosition(json: json)
        return answer(server.snapshot(for: DocumentURI.file(params.uri)), params)
      }, capability: capability)
  }

  private static func edit(_ method: String, _ apply: @escaping @Sendable (Server, JSON) throws -> Void) -> Route {
    Route(method: method, execution: .edit(apply), capability: nil)
  }
}
