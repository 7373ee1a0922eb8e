// What does the client tell of the workspace, and how does the server ask it to?

extension LSP {
  /// `workspace/didChangeWorkspaceFolders`
  package struct DidChangeWorkspaceFoldersParams: Sendable, JSONReadable {
    package let added: [WorkspaceFolder]
    package let removed: [WorkspaceFolder]

    package init(json: JSON) throws(JSONMismatch) {
      let event: JSON = try json.required("event")
      added = try event.optional("added") ?? []
      removed = try event.optional("removed") ?? []
    }
  }

  /// `workspace/didChangeWatchedFiles`; what happened to a file is seen on the disk.
  package struct DidChangeWatchedFilesParams: Sendable, JSONReadable {
    package let uris: [String]

    package init(json: JSON) throws(JSONMismatch) {
      let changes: [TextDocument] = try json.required("changes")
      uris = changes.map(\.uri)
    }
  }

  /// `workspace/didChangeConfiguration`
  package struct DidChangeConfigurationParams: Sendable, JSONReadable {
    package let settings: JSON

    package init(json: JSON) throws(JSONMismatch) {
      guard json.object != nil else { throw JSONMismatch(expected: "an object") }
      settings = json["settings"]
    }
  }

  /// `workspace/configuration`
  package struct ConfigurationParams: Sendable, JSONWritable {
    package let section: String

    package init(section: String) { self.section = section }

    package func write(to writer: inout JSONWriter) {
      let items: JSON = [["section": .string(section)]]
      writer.object { $0.member("items", items) }
    }
  }

  /// `client/registerCapability` for one method.
  package struct Registration: Sendable, JSONWritable {
    package let id: String
    package let method: String
    package let options: JSON

    package init(id: String, method: String, options: JSON) {
      self.id = id
      self.method = method
      self.options = options
    }

    /// Configs, code, and the scripts that start experiments.
    package static let watchedPatterns = [
      "**/*.gin", "**/*.swift", "**/*.py", "**/*.{sh,bash,zsh,mk}", "**/{Makefile,makefile,GNUmakefile,launch.json}",
    ]

    /// Asks for the files that a list of glob patterns matches.
    package static func watchedFiles(_ patterns: [String]) -> Registration {
      let watchers = patterns.map { JSON.object(JSONObject([(name: "globPattern", value: .string($0))])) }
      return Registration(
        id: "watched-files", method: "workspace/didChangeWatchedFiles", options: ["watchers": .array(watchers)])
    }

    package func write(to writer: inout JSONWriter) {
      let registration: JSON = ["id": .string(id), "method": .string(method), "registerOptions": options]
      writer.object { $0.member("registrations", [registration]) }
    }
  }
}
