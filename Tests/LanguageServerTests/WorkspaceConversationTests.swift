// Does the server follow the folders, files and settings of its client?

import Foundation
import LanguageServer
import LanguageServerProtocol
import SourceText
import Testing

@Suite struct WorkspaceConversationTests {
  private func uri(_ folder: TemporaryFolder, _ name: String) -> String {
    DocumentURI.uri(of: FilePath(folder.path + "/" + name))
  }

  private func codes(_ client: TestClient, _ uri: String, version: Int = 1) throws -> [String] {
    try client.diagnostics(of: uri, version: version).compactMap { $0["code"].string }
  }

  /// Waits for a set of diagnostics that satisfies `isMeant`.
  private func diagnostics(_ client: TestClient, _ uri: String, _ isMeant: @escaping ([JSON]) -> Bool) throws {
    _ = try client.message(
      where: {
        $0["method"] == "textDocument/publishDiagnostics" && $0["params"]["uri"] == .string(uri)
          && isMeant($0["params"]["diagnostics"].elements ?? [])
      }, "the awaited diagnostics of \(uri)")
  }

  @Test func registersWatchersWhereTheClientCan() throws {
    let client = try TestClient.inProcess()
    try client.initialize(
      capabilities: ["workspace": ["didChangeWatchedFiles": ["dynamicRegistration": true]]])
    let request = try client.message(where: { $0["method"] == "client/registerCapability" }, "a registration")
    let registration = request["params"]["registrations"][0]
    #expect(registration["method"] == "workspace/didChangeWatchedFiles")
    #expect(
      registration["registerOptions"]["watchers"] == [
        ["globPattern": "**/*.gin"], ["globPattern": "**/*.swift"], ["globPattern": "**/*.py"],
        ["globPattern": "**/*.{sh,bash,zsh,mk}"],
        ["globPattern": "**/{Makefile,makefile,GNUmakefile,launch.json}"],
      ])

    let other = try TestClient.inProcess()
    try other.initialize()
    _ = try other.request("shutdown")
    #expect(other.received("client/registerCapability").isEmpty)
  }

  @Test func asksToBeToldOfSettings() throws {
    let client = try TestClient.inProcess()
    try client.initialize(capabilities: ["workspace": ["didChangeConfiguration": ["dynamicRegistration": true]]])
    let request = try client.message(where: { $0["method"] == "client/registerCapability" }, "a registration")
    let registration = request["params"]["registrations"][0]
    #expect(registration["method"] == "workspace/didChangeConfiguration")
    #expect(registration["registerOptions"] == ["section": "gimlet"])
  }

  @Test func seesFilesThatAppear() throws {
    let folder = try TemporaryFolder()
    let client = try TestClient.inProcess()
    try client.initialize(
      root: folder.path, capabilities: ["workspace": ["didChangeWatchedFiles": ["dynamicRegistration": true]]])
    let main = uri(folder, "main.gin")
    client.open(main, "include 'base.gin'\n")
    #expect(try codes(client, main) == ["include-not-found"])
    try folder.write("NAME = 1\n", to: "base.gin")
    client.notify(
      "workspace/didChangeWatchedFiles", ["changes": [["uri": .string(uri(folder, "base.gin")), "type": 1]]])
    try diagnostics(client, main) { $0.isEmpty }
  }

  /// Five of eight clients cannot watch files: what changed on the disk is seen when the client asks again.
  @Test func looksAtTheDiskForClientsThatDoNot() throws {
    let folder = try TemporaryFolder()
    try folder.write("NAME = 1\n", to: "base.gin")
    let client = try TestClient.inProcess()
    try client.initialize(root: folder.path)
    let main = uri(folder, "main.gin")
    client.open(main, "include 'base.gin'\n")
    #expect(try codes(client, main) == [])
    try folder.write("= = =\n", to: "base.gin")
    client.open(uri(folder, "other.gin"), "= = =\n")
    _ = try client.diagnostics(of: uri(folder, "other.gin"), version: 1)
    try FileManager.default.removeItem(atPath: folder.path + "/base.gin")
    // Nobody says anything, and the server looks by itself.
    try diagnostics(client, main) { $0.contains { $0["code"] == "include-not-found" } }
  }

  @Test func followsTheFoldersOfTheClient() throws {
    let folder = try TemporaryFolder()
    let extra = try TemporaryFolder()
    try extra.write("NAME = 1\n", to: "base.gin")
    let client = try TestClient.inProcess()
    try client.initialize(root: folder.path)
    let main = uri(folder, "main.gin")
    client.open(main, "include 'base.gin'\n")
    #expect(try codes(client, main) == ["include-not-found"])
    let added: JSON = [["uri": .string(DocumentURI.uri(of: FilePath(extra.path))), "name": "extra"]]
    client.notify("workspace/didChangeWorkspaceFolders", ["event": ["added": added, "removed": []]])
    try diagnostics(client, main) { $0.isEmpty }
    client.notify("workspace/didChangeWorkspaceFolders", ["event": ["added": [], "removed": added]])
    // Missing, found, missing again.
    try client.wait(
      until: { received in
        let sets = received.filter { $0["method"] == "textDocument/publishDiagnostics" }
        return sets.map { $0["params"]["diagnostics"][0]["code"] } == ["include-not-found", nil, "include-not-found"]
      }, "the third set of diagnostics")
  }

  /// Both spellings of the options, pushed settings with and without the section, and settings that are asked for.
  @Test(arguments: ["options", "plain options", "pushed", "pushed inside", "pulled"])
  func takesSettings(way: String) throws {
    let folder = try TemporaryFolder()
    let libraries = try TemporaryFolder()
    try libraries.write("NAME = 1\n", to: "base.gin")
    let settings: JSON = ["workspace": ["include_paths": [.string(libraries.path)]]]
    let client = try TestClient.inProcess()
    let main = uri(folder, "main.gin")
    switch way {
    case "options": try client.initialize(root: folder.path, options: ["gimlet": settings])
    case "plain options": try client.initialize(root: folder.path, options: settings)
    case "pulled": try client.initialize(root: folder.path, capabilities: ["workspace": ["configuration": true]])
    default: try client.initialize(root: folder.path)
    }
    client.open(main, "include 'base.gin'\n")
    switch way {
    case "pushed":
      client.notify("workspace/didChangeConfiguration", ["settings": ["gimlet": settings]])
    case "pushed inside": client.notify("workspace/didChangeConfiguration", ["settings": settings])
    case "pulled":
      let request = try client.message(where: { $0["method"] == "workspace/configuration" }, "a question")
      #expect(request["params"] == ["items": [["section": "gimlet"]]])
      client.send(["jsonrpc": "2.0", "id": request["id"], "result": [settings]])
    default: break
    }
    try diagnostics(client, main) { $0.isEmpty }
    withExtendedLifetime(libraries) {}
  }

  @Test func tellsOfItsProgress() throws {
    let folder = try TemporaryFolder()
    // More Swift than is read while somebody waits.
    let types = (0..<40).map { "@Config struct T\($0) { var name: Int = 1 }" }.joined(separator: "\n")
    for number in 0..<4 {
      let filler = String(repeating: "// What is written here means nothing.\n", count: 12_000)
      try folder.write(
        "import Gin\n" + types.replacing("T", with: "T\(number)_") + "\n" + filler, to: "F\(number).swift")
    }
    let client = try TestClient.inProcess()
    try client.initialize(root: folder.path, capabilities: ["window": ["workDoneProgress": true]])
    let create = try client.message(where: { $0["method"] == "window/workDoneProgress/create" }, "a question")
    // Until the client has agreed, no progress is told.
    _ = try client.hover("untitled:x", line: 0, character: 0)
    #expect(client.received("$/progress").isEmpty)
    client.send(["jsonrpc": "2.0", "id": create["id"], "result": nil])
    _ = try client.message(where: { $0["params"]["value"]["kind"] == "end" }, "the end of progress")
    let kinds = client.received("$/progress").compactMap { $0["params"]["value"]["kind"].string }
    #expect(kinds.first == "begin")
    #expect(kinds.last == "end")
    #expect(kinds.dropFirst().dropLast().allSatisfy { $0 == "report" })
    #expect(client.received("$/progress").allSatisfy { $0["params"]["token"] == create["params"]["token"] })
  }

  @Test func recordsWhatIsSaid() throws {
    let folder = try TemporaryFolder()
    let records = try TemporaryFolder()
    let record = records.path + "/session.jsonl"
    let client = try TestClient.inProcess(recorder: record)
    _ = try client.request(
      "initialize",
      [
        "processId": .integer(Int(ProcessInfo.processInfo.processIdentifier)), "capabilities": [:],
        "rootUri": .string(DocumentURI.uri(of: FilePath(folder.path))),
      ])
    client.notify("initialized")
    client.open(uri(folder, "main.gin"), "= = =\n")
    _ = try client.diagnostics(of: uri(folder, "main.gin"), version: 1)
    client.send(raw: Array("Content-Length: 3\r\n\r\n{!}".utf8))
    _ = try client.message(where: { $0["error"]["code"] == -32700 }, "an error")
    // Nothing is held back: a crash would lose nothing.
    let text = try String(contentsOfFile: record, encoding: .utf8)
    #expect(!text.contains(folder.path))
    let session = try RecordedSession(text)
    guard case .client(let initialize)? = session.events.first else {
      Issue.record("the first event is not `initialize`")
      return
    }
    #expect(initialize["params"]["rootUri"] == "file://$ROOT")
    #expect(initialize["params"]["processId"].isNull)
    #expect(session.events.contains(.raw(Array("Content-Length: 3\r\n\r\n{!}".utf8))))
    // What was recorded can be played again, and nothing differs.
    _ = try client.request("shutdown")
    let report = try #require(
      replay(try RecordedSession(String(contentsOfFile: record, encoding: .utf8)), root: FilePath(folder.path)))
    #expect(report.differences == [])
    #expect(report.matched >= 4)
  }
}
