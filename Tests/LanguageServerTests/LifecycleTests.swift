// Does the server live by the book, from `initialize` to `exit`?

import LanguageServerProtocol
import Testing

@testable import LanguageServer

@Suite struct LifecycleTests {
  @Test func refusesRequestsBeforeInitialize() throws {
    let client = try TestClient.inProcess()
    #expect(try client.hover("file:///a.gin", line: 0, character: 0)["error"]["code"] == -32002)
    #expect(try client.request("shutdown")["error"]["code"] == -32002)
    client.open("file:///a.gin", "a.b = 1")
    let answer = try client.request("initialize", ["capabilities": [:]])
    #expect(answer["result"]["serverInfo"]["name"] == "gimlet")
    // What was said before `initialize` was dropped without a word.
    #expect(client.received("window/logMessage").isEmpty)
  }

  @Test func refusesASecondInitialize() throws {
    let client = try TestClient.inProcess()
    try client.initialize()
    #expect(try client.request("initialize", ["capabilities": [:]])["error"]["code"] == -32600)
    #expect(try client.hover("file:///a.gin", line: 0, character: 0)["error"].isNull)
  }

  @Test func mayBeInitializedAfterAFailedAttempt() throws {
    let client = try TestClient.inProcess()
    #expect(try client.request("initialize", 7)["error"]["code"] == -32602)
    #expect(try client.request("initialize", [:])["result"]["capabilities"]["hoverProvider"] == true)
  }

  @Test func refusesUnknownMethodsAndGoesOn() throws {
    let client = try TestClient.inProcess()
    try client.initialize()
    #expect(try client.request("textDocument/unheardOf")["error"]["code"] == -32601)
    #expect(try client.request("$/unheardOf")["error"]["code"] == -32601)
    // A notification is no request, even if it has an id.
    #expect(try client.request("textDocument/didOpen")["error"]["code"] == -32601)
    client.notify("$/setTrace", ["value": "verbose"])
    client.notify("textDocument/unheardOf")
    #expect(try client.request("shutdown") == ["jsonrpc": "2.0", "id": 5, "result": nil])
  }

  @Test(
    arguments: [
      nil, 3, "text", [], [:], ["textDocument": nil], ["textDocument": ["uri": 3], "position": [:]],
      ["textDocument": ["uri": "file:///a.gin"]],
      ["textDocument": ["uri": "file:///a.gin"], "position": ["line": "0", "character": 0]],
      ["textDocument": ["uri": "file:///a.gin"], "position": ["line": 0]],
    ] as [JSON])
  func refusesWrongParameters(params: JSON) throws {
    let client = try TestClient.inProcess()
    try client.initialize()
    let answer = try client.request("textDocument/hover", params)
    #expect(answer["error"]["code"] == -32602)
    #expect(answer["error"]["message"].string?.contains("textDocument/hover") == true)
  }

  @Test func saysWhichParameterIsWrong() throws {
    let client = try TestClient.inProcess()
    try client.initialize()
    let answer = try client.request(
      "textDocument/hover", ["textDocument": ["uri": 7], "position": ["line": 0, "character": 0]])
    #expect(
      answer["error"]["message"]
        == "The parameters of `textDocument/hover` are wrong: a string was expected in `textDocument.uri`.")
  }

  @Test func refusesEverythingAfterShutdown() throws {
    let client = try TestClient.inProcess()
    try client.initialize()
    #expect(try client.request("shutdown")["result"].isNull)
    #expect(try client.hover("file:///a.gin", line: 0, character: 0)["error"]["code"] == -32600)
    #expect(try client.request("shutdown")["error"]["code"] == -32600)
    #expect(try client.request("initialize", ["capabilities": [:]])["error"]["code"] == -32600)
    client.notify("exit")
    #expect(try client.exitCode() == 0)
  }

  @Test func endsWithOneAfterExitAlone() throws {
    let client = try TestClient.inProcess()
    try client.initialize()
    client.notify("exit")
    #expect(try client.exitCode() == 1)
    let other = try TestClient.inProcess()
    other.notify("exit")
    #expect(try other.exitCode() == 1)
  }

  @Test func endsWithItsInput() throws {
    let client = try TestClient.inProcess()
    try client.initialize()
    client.closeInput()
    #expect(try client.exitCode() == 1)
    let other = try TestClient.inProcess()
    try other.initialize()
    _ = try other.request("shutdown")
    other.closeInput()
    #expect(try other.exitCode() == 0)
  }

  /// What was said before the end is still answered: a session may be piped in.
  @Test func answersEverythingBeforeTheEnd() throws {
    let client = try TestClient.inProcess()
    client.send(
      TestClient.request(1, "initialize", ["capabilities": [:]]), TestClient.notification("initialized"),
      TestClient.notification("textDocument/didOpen", TestClient.openParams("untitled:1", "a.b = ")),
      TestClient.request("two", "textDocument/hover", TestClient.positionParams("untitled:1", line: 0, character: 0)),
      TestClient.request(3, "shutdown"), TestClient.notification("exit"))
    client.closeInput()
    #expect(try client.exitCode() == 0)
    #expect(try client.response(to: "two")["error"].isNull)
    #expect(try client.response(to: 3)["error"].isNull)
  }

  @Test(
    arguments: [
      [:], ["rootUri": nil], ["rootUri": nil, "workspaceFolders": nil], ["workspaceFolders": []],
      ["rootPath": "/nowhere/at/all"], ["rootPath": nil, "rootUri": "file:///nowhere"],
      ["workspaceFolders": [["uri": "file:///nowhere", "name": "x"]], "rootUri": nil],
      ["workspaceFolders": [["uri": "vscode-remote://host/x", "name": "x"]]],
      ["capabilities": nil], ["capabilities": 3], ["capabilities": ["general": ["positionEncodings": "utf-8"]]],
      ["initializationOptions": "text"], ["initializationOptions": [1]], ["processId": "x"],
      ["workspaceFolders": [3, ["uri": nil]]],
    ] as [JSON])
  func initializesWhateverTheFolders(params: JSON) throws {
    let client = try TestClient.inProcess()
    #expect(try client.request("initialize", params)["result"]["capabilities"]["positionEncoding"] == "utf-16")
    client.notify("initialized")
    client.open("file:///nowhere/at/all.gin", "a.b = 1")
    #expect(try client.hover("file:///nowhere/at/all.gin", line: 0, character: 0)["error"].isNull)
  }

  /// The wishes are those that editors were seen to send.
  @Test(
    arguments: [
      (["utf-8", "utf-16", "utf-32"], "utf-8"), (["utf-32", "utf-8", "utf-16"], "utf-32"),
      (["utf-16"], "utf-16"), ([], "utf-16"), (["utf-7", "utf-8"], "utf-8"), (["latin-1"], "utf-16"),
    ])
  func takesTheClientsFirstEncoding(wishes: [String], expected: String) throws {
    let client = try TestClient.inProcess()
    let capabilities = try client.initialize(
      capabilities: ["general": ["positionEncodings": .array(wishes.map { .string($0) })]])
    #expect(capabilities["positionEncoding"] == .string(expected))
  }

  @Test func tellsWhatItCanDo() throws {
    let capabilities = try TestClient.inProcess().initialize()
    #expect(capabilities["positionEncoding"] == "utf-16")
    #expect(capabilities["textDocumentSync"] == ["openClose": true, "change": 2, "save": ["includeText": false]])
    #expect(capabilities["workspace"]["workspaceFolders"] == ["supported": true, "changeNotifications": true])
    #expect(capabilities["workspace"]["textDocumentContent"] == ["schemes": ["gimlet"]])
    for feature in ["hover", "definition", "references", "documentSymbol", "foldingRange"] {
      #expect(capabilities[feature + "Provider"] == true)
    }
  }

  @Test(arguments: [
    ("Neovim", "0.7.2", false), ("Neovim", "0.9.5", false), ("Neovim", "0.10.0", true), ("Neovim", "0.11", true),
    ("Neovim", "1.0.0", true), ("Neovim", "nightly", true), ("Emacs", "0.1", true),
  ])
  func knowsWhoRendersMarkdown(name: String, version: String, expected: Bool) {
    #expect(ClientName(name: name, version: version).rendersMarkdown == expected)
  }
}
