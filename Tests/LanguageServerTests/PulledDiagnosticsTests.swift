// Is a client that asks for problems answered, told when to ask again, and never told unasked?

import Foundation
import LanguageServer
import LanguageServerProtocol
import SourceText
import Testing

@Suite struct PulledDiagnosticsTests {
  private static let pulling: JSON = [
    "textDocument": ["diagnostic": ["dynamicRegistration": false]],
    "workspace": ["diagnostics": ["refreshSupport": true]],
  ]

  private struct Conversation {
    let folder: TemporaryFolder
    let client: TestClient
    let capabilities: JSON
    let base: String
    let entry: String
    static let wrong = "M = 1\nM = 2\n"

    init(_ abilities: JSON = PulledDiagnosticsTests.pulling) throws {
      folder = try TemporaryFolder()
      base = DocumentURI.uri(of: FilePath(try folder.write("A.x = 1\n", to: "base.gin")))
      entry = DocumentURI.uri(of: FilePath(try folder.write("include 'base.gin'\nB.y = %M\n", to: "entry.gin")))
      client = try TestClient.inProcess()
      capabilities = try client.initialize(root: folder.path, capabilities: abilities)
      _ = try client.message(where: { $0["params"]["message"] == "The workspace has been read." }, "the end of reading")
      client.open(base, "A.x = 1\n")
      client.open(entry, "include 'base.gin'\nB.y = %M\n")
    }

    func pull(_ uri: String, since previous: JSON = nil) throws -> JSON {
      let params: JSON = ["textDocument": ["uri": .string(uri)], "previousResultId": previous]
      return try client.request("textDocument/diagnostic", params)["result"]
    }
  }

  @Test func reportsComeWithIDs() throws {
    let conversation = try Conversation()
    #expect(conversation.capabilities["diagnosticProvider"]["interFileDependencies"] == true)
    let first = try conversation.pull(conversation.entry)
    #expect(first["kind"] == "full")
    #expect(first["items"].elements?.map { $0["code"] } == ["unknown-macro"])
    let again = try conversation.pull(conversation.entry, since: first["resultId"])
    #expect(again == ["kind": "unchanged", "resultId": first["resultId"]])
    #expect(try conversation.pull(conversation.entry, since: "another")["kind"] == "full")
    #expect(conversation.client.received("textDocument/publishDiagnostics").isEmpty)
  }

  /// An edit of the base file mends the entry, which the client does not know.
  @Test func anotherFilesEditAsksForAnotherPull() throws {
    let conversation = try Conversation()
    let first = try conversation.pull(conversation.entry)
    conversation.client.notify(
      "textDocument/didChange", TestClient.changeParams(conversation.base, "M = 1\n", version: 2))
    _ = try conversation.client.message(where: { $0["method"] == "workspace/diagnostic/refresh" }, "a refresh")
    let second = try conversation.pull(conversation.entry, since: first["resultId"])
    #expect(second["items"] == [])
  }

  @Test func theWholeWorkspaceIsReported() throws {
    let conversation = try Conversation()
    let all = try conversation.client.request("workspace/diagnostic", ["previousResultIds": []])["result"]["items"]
    #expect(all.elements?.map { $0["uri"] } == [.string(conversation.base), .string(conversation.entry)])
    #expect(all[1]["version"] == 1)
    #expect(all[1]["items"][0]["code"] == "unknown-macro")
    let known: JSON = [["uri": .string(conversation.entry), "value": all[1]["resultId"]]]
    let again = try conversation.client.request("workspace/diagnostic", ["previousResultIds": known])["result"]["items"]
    #expect(again.elements?.map { $0["kind"] } == ["full", "unchanged"])
  }

  @Test func partsAndProgressComeWhereTheClientAsks() throws {
    let conversation = try Conversation()
    let answer = try conversation.client.request(
      "workspace/diagnostic", ["previousResultIds": [], "partialResultToken": "part", "workDoneToken": 7])["result"]
    #expect(answer == ["items": []])
    let progress = conversation.client.received("$/progress").map { $0["params"] }
    #expect(progress.filter { $0["token"] == 7 }.map { $0["value"]["kind"] } == ["begin", "end"])
    #expect(progress.first { $0["token"] == "part" }?["value"]["items"].elements?.count == 2)
    let symbols = try conversation.client.request(
      "workspace/symbol", ["query": "", "partialResultToken": "symbols"])["result"]
    #expect(symbols == [])
  }

  /// A client that cannot be told to ask again would keep what it heard while the workspace was read.
  @Test func aClientWithoutRefreshIsTold() throws {
    let conversation = try Conversation(["textDocument": ["diagnostic": [:]]])
    #expect(conversation.capabilities["diagnosticProvider"].isNull)
    #expect(try conversation.client.diagnostics(of: conversation.entry, version: 1).count == 1)
  }

  @Test func renamedFilesAreFollowed() throws {
    let conversation = try Conversation()
    let new = conversation.base.replacing("base.gin", with: "common.gin")
    let params: JSON = ["files": [["oldUri": .string(conversation.base), "newUri": .string(new)]]]
    let edit = try conversation.client.request("workspace/willRenameFiles", params)["result"]
    #expect(
      edit["changes"][conversation.entry] == [
        [
          "newText": "'common.gin'",
          "range": ["start": ["line": 0, "character": 8], "end": ["line": 0, "character": 18]],
        ]
      ])
    let nothing: JSON = ["files": [["oldUri": .string(conversation.entry), "newUri": .string(new)]]]
    #expect(try conversation.client.request("workspace/willRenameFiles", nothing)["result"].isNull)
  }
}
