// What do client and server tell each other when they meet?

extension LSP {
  package struct InitializeParams: Sendable, JSONReadable {
    package let processID: Int?
    package let clientName: String?
    package let clientVersion: String?
    /// Empty when the client opened a file without a folder.
    package let folders: [WorkspaceFolder]
    package let options: JSON
    package let capabilities: ClientCapabilities

    /// Only what is no object at all is refused: a client with one odd member should still be served.
    package init(json: JSON) throws(JSONMismatch) {
      guard json.object != nil else { throw JSONMismatch(expected: "an object") }
      processID = json["processId"].integer
      clientName = json["clientInfo"]["name"].string
      clientVersion = json["clientInfo"]["version"].string
      options = json["initializationOptions"]
      capabilities = ClientCapabilities(json["capabilities"])
      folders = Self.folders(json)
    }

    /// By age: `workspaceFolders`, `rootUri`, `rootPath`; three of eight clients send none of the first.
    private static func folders(_ json: JSON) -> [WorkspaceFolder] {
      let folders = (json["workspaceFolders"].elements ?? []).compactMap { try? WorkspaceFolder(json: $0) }
      if !folders.isEmpty { return folders }
      if let uri = json["rootUri"].string { return [WorkspaceFolder(uri: uri)] }
      // A path is no URI; the server tells them apart by the slash.
      if let path = json["rootPath"].string, !path.isEmpty { return [WorkspaceFolder(uri: path)] }
      return []
    }
  }

  package struct WorkspaceFolder: Hashable, Sendable, JSONReadable {
    package let uri: String

    package init(uri: String) { self.uri = uri }

    package init(json: JSON) throws(JSONMismatch) { uri = try json.required("uri") }
  }

  /// What the client can do, as far as it changes what we do. What is absent or of a wrong type cannot be done.
  package struct ClientCapabilities: Sendable {
    /// In the client's own order; empty when it has no wish.
    package let positionEncodings: [String]
    /// In the client's own order; empty when it has no wish.
    package let hoverFormats: [String]
    package let canLinkDefinitions: Bool
    package let canLinkDeclarations: Bool
    package let canLinkTypeDefinitions: Bool
    package let canLinkImplementations: Bool
    /// Takes places in a signature's label for its parameters.
    package let canMarkParameters: Bool
    package let canFillInSnippets: Bool
    /// Hides whole lines, whatever stands on them.
    package let foldsOnlyLines: Bool
    package let canShowLinkTooltips: Bool
    /// Without it a client knows only commands.
    package let canTakeCodeActions: Bool
    /// Asks for the edit of an action when somebody chooses it.
    package let canResolveCodeActions: Bool
    package let canShowSymbolTrees: Bool
    package let canShowRelatedInformation: Bool
    package let canShowDiagnosticTags: Bool
    package let canRegisterFileWatchers: Bool
    /// Tells of changed settings only when it is asked to.
    package let canRegisterSettings: Bool
    /// Takes edits of documents with the versions that they are meant for.
    package let canTakeVersionedEdits: Bool
    package let canShowProgress: Bool
    /// The methods of formatting that the client takes later, for the documents that the server names.
    package let registrableMethods: Set<String>
    package let canBeAskedForConfiguration: Bool
    package let canShowDocuments: Bool
    /// Asks for the text of documents that are no files, by `workspace/textDocumentContent`.
    package let canReadDocuments: Bool
    package let canPullDiagnostics: Bool
    /// The requests by which a client is told to ask again, and whether it knows them.
    package let refreshes: [(method: String, isWanted: Bool)]

    package init(_ json: JSON) {
      let textDocument = json["textDocument"]
      let workspace = json["workspace"]
      let published = textDocument["publishDiagnostics"]
      let pulled = textDocument["diagnostic"]
      positionEncodings = (json["general"]["positionEncodings"].elements ?? []).compactMap(\.string)
      hoverFormats = (textDocument["hover"]["contentFormat"].elements ?? []).compactMap(\.string)
      canLinkDefinitions = textDocument["definition"]["linkSupport"].boolean ?? false
      canLinkDeclarations = textDocument["declaration"]["linkSupport"].boolean ?? false
      canLinkTypeDefinitions = textDocument["typeDefinition"]["linkSupport"].boolean ?? false
      canLinkImplementations = textDocument["implementation"]["linkSupport"].boolean ?? false
      let signature = textDocument["signatureHelp"]["signatureInformation"]
      canMarkParameters = signature["parameterInformation"]["labelOffsetSupport"].boolean ?? false
      foldsOnlyLines = textDocument["foldingRange"]["lineFoldingOnly"].boolean ?? false
      canShowLinkTooltips = textDocument["documentLink"]["tooltipSupport"].boolean ?? false
      canTakeCodeActions = !textDocument["codeAction"]["codeActionLiteralSupport"].isNull
      let actions = textDocument["codeAction"]
      canResolveCodeActions =
        actions["dataSupport"].boolean ?? false
        && (actions["resolveSupport"]["properties"].elements ?? []).contains(.string("edit"))
      canFillInSnippets = textDocument["completion"]["completionItem"]["snippetSupport"].boolean ?? false
      canShowSymbolTrees =
        textDocument["documentSymbol"]["hierarchicalDocumentSymbolSupport"].boolean ?? false
      canShowRelatedInformation = [published, pulled].contains { $0["relatedInformation"].boolean ?? false }
      canShowDiagnosticTags = [published, pulled].contains { !($0["tagSupport"]["valueSet"].elements ?? []).isEmpty }
      canRegisterFileWatchers = workspace["didChangeWatchedFiles"]["dynamicRegistration"].boolean ?? false
      canRegisterSettings = workspace["didChangeConfiguration"]["dynamicRegistration"].boolean ?? false
      canTakeVersionedEdits = workspace["workspaceEdit"]["documentChanges"].boolean ?? false
      let formatting = ["formatting", "rangeFormatting", "onTypeFormatting"]
      registrableMethods = Set(
        formatting.filter { textDocument[$0]["dynamicRegistration"].boolean ?? false }.map { "textDocument/" + $0 })
      canShowProgress = json["window"]["workDoneProgress"].boolean ?? false
      canBeAskedForConfiguration = workspace["configuration"].boolean ?? false
      canPullDiagnostics = !textDocument["diagnostic"].isNull
      canShowDocuments = json["window"]["showDocument"]["support"].boolean ?? false
      canReadDocuments = !workspace["textDocumentContent"].isNull
      refreshes = ["codeLens", "inlayHint", "diagnostics", "semanticTokens"].map { name in
        let method = name == "diagnostics" ? "diagnostic" : name
        return ("workspace/\(method)/refresh", workspace[name]["refreshSupport"].boolean ?? false)
      }
    }
  }

  package struct InitializeResult: Sendable, JSONWritable {
    package let positionEncoding: String
    /// A member of `capabilities` for each feature, in the order of the names.
    package let features: [(name: String, value: JSON)]
    package let serverName: String
    package let serverVersion: String

    /// Before the name of a feature that is told inside `capabilities.workspace`.
    private static let workspacePrefix = "workspace."

    package init(
      positionEncoding: String, features: [(name: String, value: JSON)], serverName: String, serverVersion: String
    ) {
      self.positionEncoding = positionEncoding
      self.features = features
      self.serverName = serverName
      self.serverVersion = serverVersion
    }

    package func write(to writer: inout JSONWriter) {
      writer.object { writer in
        writer.object("capabilities") { writer in
          writer.member("positionEncoding", positionEncoding)
          writer.object("textDocumentSync") { writer in
            writer.member("openClose", true)
            writer.member("change", 2)
            writer.object("save") { $0.member("includeText", false) }
          }
          for feature in features where !feature.name.hasPrefix(Self.workspacePrefix) {
            writer.member(named: feature.name, feature.value)
          }
          writer.object("workspace") { writer in
            writer.object("workspaceFolders") { writer in
              writer.member("supported", true)
              writer.member("changeNotifications", true)
            }
            for feature in features where feature.name.hasPrefix(Self.workspacePrefix) {
              writer.member(named: String(feature.name.dropFirst(Self.workspacePrefix.count)), feature.value)
            }
          }
        }
        writer.object("serverInfo") { writer in
          writer.member("name", serverName)
          writer.member("version", serverVersion)
        }
      }
    }
  }
}
