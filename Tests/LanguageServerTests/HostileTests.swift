// Does the server survive what no editor should send, in one process and without losing a document?

import Foundation
import LanguageServer
import LanguageServerProtocol
import SourceText
import Testing

@Suite struct HostileTests {
  private static let folder = PackageFolder.fixtures + "/hostile"
  private static let root = PackageFolder.fixtures + "/trainer"
  private let uri = DocumentURI.uri(of: FilePath(root + "/experiments/second.gin"))

  static let sessions: [String] = (try? FileManager.default.contentsOfDirectory(atPath: folder))?.sorted() ?? []

  @Test func thereAreSessions() { #expect(Self.sessions.count >= 14) }

  private func started() throws -> (client: TestClient, hover: JSON) {
    let client = try TestClient.inProcess()
    try client.initialize(root: Self.root)
    let text = try String(contentsOfFile: Self.root + "/experiments/second.gin", encoding: .utf8)
    client.open(uri, text)
    _ = try client.message(
      where: { $0["params"]["message"] == "The workspace has been read." }, "the end of indexing")
    return (client, try hover(client))
  }

  /// On `TrainerConfig` of line 5, a name that the workspace defines.
  private func hover(_ client: TestClient) throws -> JSON {
    let answer = try client.hover(uri, line: 4, character: 3)
    #expect(answer["error"].isNull)
    #expect(answer["result"]["contents"]["value"].string?.contains("TrainerConfig") == true)
    return answer["result"]
  }

  /// The document is still the one that was opened: an edit of its sixth line is seen, and of nothing else.
  private func expectDocumentIsKept(_ client: TestClient) throws {
    client.notify(
      "textDocument/didChange",
      [
        "textDocument": ["uri": .string(uri), "version": 1000],
        "contentChanges": [
          [
            "range": ["start": ["line": 5, "character": 20], "end": ["line": 5, "character": 25]], "text": " = = ",
          ]
        ],
      ])
    let errors = try client.diagnostics(of: uri, version: 1000).filter { $0["severity"] == 1 }
    #expect(errors.map { $0["code"] } == ["syntax-error"])
    #expect(errors.first?["range"]["start"]["line"] == 5)
  }

  @Test(arguments: sessions)
  func answersAfterwards(session name: String) throws {
    let text = try String(contentsOfFile: Self.folder + "/" + name, encoding: .utf8)
    let session = try RecordedSession(text)
    let (client, before) = try started()
    for event in session.events {
      switch event {
      case .raw(let bytes): client.send(raw: bytes)
      case .client(let message): client.send(SessionRoot(path: Self.root).inserted(into: message))
      case .server: Issue.record("a hostile session holds no answers")
      }
    }
    #expect(try hover(client) == before)
    try expectDocumentIsKept(client)
    #expect(try client.request("shutdown")["result"].isNull)
    client.notify("exit")
    #expect(try client.exitCode() == 0)
  }

  /// Repeated, so that the names of the tests stay short.
  @Test(
    arguments: [
      ("{\"jsonrpc\": \"2.0\", \"id\": 1,", 1), ("", 1), ("nonsense", 1), ("{\"a\": \"\\ud83d", 1), ("[", 100_000),
      ("{\"a\":", 100_000),
    ])
  func answersWhatIsNotJSON(piece: String, count: Int) throws {
    let body = String(repeating: piece, count: count)
    let (client, before) = try started()
    client.send(raw: MessageFraming.frame(Array(body.utf8)))
    let answer = try client.message(where: { !$0["error"].isNull }, "an error")
    #expect(answer["id"].isNull)
    #expect(answer["error"]["code"] == -32700)
    #expect(try hover(client) == before)
  }

  @Test func answersWhatIsNoMessage() throws {
    let client = try TestClient.inProcess()
    client.send(raw: MessageFraming.frame(Array("[1]".utf8)))
    #expect(try client.message(where: { !$0["error"].isNull }, "an error")["error"]["code"] == -32600)
  }

  @Test(arguments: ["[", "{", "(", "@a(", "{1: ", "[\n"])
  func survivesDeeplyNestedTexts(opening: String) throws {
    let (client, before) = try started()
    let text = "a.b = " + String(repeating: opening, count: 100_000)
    client.open("untitled:deep.gin", text)
    #expect(try client.hover("untitled:deep.gin", line: 0, character: 50_000)["error"].isNull)
    _ = try client.diagnostics(of: "untitled:deep.gin", version: 1)
    client.open(
      "untitled:deep.swift", "@Configurable func f(x: Int = " + String(repeating: "(", count: 100_000),
      languageID: "swift")
    #expect(try client.hover("untitled:deep.swift", line: 0, character: 50_000)["error"].isNull)
    #expect(try hover(client) == before)
  }

  /// Bytes that are not UTF-8, inside a message whose length is right.
  @Test func repairsBytesThatAreNotUTF8() throws {
    let (client, before) = try started()
    let start = "{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"method\":\"textDocument/hover\",\"params\":\""
    client.send(raw: MessageFraming.frame(Array(start.utf8) + [0xFF, 0xC0, 0x80] + Array("\"}".utf8)))
    #expect(try client.response(to: "x")["error"]["code"] == -32602)
    #expect(try hover(client) == before)
  }

  @Test func saysWhatItPassedOver() throws {
    let (client, before) = try started()
    client.notify("textDocument/didChange", TestClient.changeParams("file:///not/open.gin", "a.b = 1", version: 2))
    client.notify("textDocument/didClose", ["textDocument": ["uri": "file:///not/open.gin"]])
    #expect(try hover(client) == before)
    let logged = client.received("window/logMessage").compactMap { $0["params"]["message"].string }
    #expect(logged.contains("file:///not/open.gin was changed but is not open; the change was passed over."))
    #expect(logged.contains("file:///not/open.gin was closed but is not open."))
  }
}
