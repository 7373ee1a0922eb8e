// Do the fixes of problems come over the wire as actions?

import LanguageServerProtocol
import Testing

@Suite struct CodeActionTests {
  private static let uri = "file:///nowhere/at.gin"
  private static let code = "import Gin\n@Config\nstruct Trainer {\n  var steps: Int = 3\n  var rates: [Int] = []\n}\n"

  private func actions(only: JSON = nil, capabilities: JSON) throws -> [JSON] {
    let client = try TestClient.inProcess()
    try client.initialize(capabilities: capabilities)
    client.open("file:///nowhere/Trainer.swift", Self.code, languageID: "swift")
    client.open(Self.uri, "Trainer.step = 4\nTrainer.rate = [1]\n")
    let params: JSON = [
      "textDocument": ["uri": .string(Self.uri)], "context": ["diagnostics": [], "only": only],
      "range": ["start": ["line": 0, "character": 9], "end": ["line": 0, "character": 9]],
    ]
    return try client.request("textDocument/codeAction", params)["result"].elements ?? []
  }

  private static let able: JSON = ["textDocument": ["codeAction": ["codeActionLiteralSupport": ["codeActionKind": []]]]]

  @Test func aMisspeltNameHasAnAction() throws {
    let actions = try actions(capabilities: Self.able)
    let fix = try #require(actions.first)
    #expect(fix["title"] == "Change to `steps`")
    #expect(fix["kind"] == "quickfix")
    #expect(fix["isPreferred"] == true)
    #expect(fix["diagnostics"][0]["code"] == "unknown-parameter")
    #expect(
      fix["edit"]["changes"][Self.uri] == [
        [
          "newText": "steps", "range": ["start": ["line": 0, "character": 8], "end": ["line": 0, "character": 12]],
        ]
      ])
  }

  @Test func allIsMendedAtOnce() throws {
    let actions = try actions(only: ["source.fixAll"], capabilities: Self.able)
    #expect(actions.count == 1)
    #expect(actions.first?["kind"] == "source.fixAll.gimlet")
    #expect(actions.first?["edit"]["changes"][Self.uri].elements?.count == 2)
  }

  /// A client that takes versions refuses what a newer key has made wrong.
  @Test func anEditSaysWhichVersionItIsFor() throws {
    var able = try #require(Self.able.object)
    able["workspace"] = ["workspaceEdit": ["documentChanges": true]]
    let edit = try #require(try actions(capabilities: .object(able)).first)["edit"]
    #expect(edit["changes"].isNull)
    let document = edit["documentChanges"][0]
    #expect(document["textDocument"] == ["uri": .string(Self.uri), "version": 1])
    #expect(document["edits"][0]["newText"] == "steps")
  }

  @Test func aClientThatKnowsOnlyCommandsGetsCommands() throws {
    let client = try TestClient.inProcess()
    try client.initialize()
    client.open(Self.uri, "A.x = 'é'\nA.y = [1, 2]\n")
    let params: JSON = [
      "textDocument": ["uri": .string(Self.uri)], "context": ["diagnostics": []],
      "range": ["start": ["line": 1, "character": 7], "end": ["line": 1, "character": 8]],
    ]
    let commands = try #require(try client.request("textDocument/codeAction", params)["result"].elements)
    let command = try #require(commands.first { $0["title"] == "Extract into the macro `Y`" })
    #expect(Set(command.object?.members.map(\.name) ?? []) == ["title", "command", "arguments"])
    let call: JSON = ["command": command["command"], "arguments": command["arguments"]]
    #expect(try client.request("workspace/executeCommand", call)["result"].isNull)
    let asked = try client.message(where: { $0["method"] == "workspace/applyEdit" }, "an edit")
    #expect(
      asked["params"]["edit"]["changes"][Self.uri] == [
        ["range": ["start": ["line": 1, "character": 0], "end": ["line": 1, "character": 0]], "newText": "Y = 1\n"],
        ["range": ["start": ["line": 1, "character": 7], "end": ["line": 1, "character": 8]], "newText": "%Y"],
      ])
    client.notify("textDocument/didChange", TestClient.changeParams(Self.uri, "A.x = 1\n", version: 2))
    #expect(try client.request("workspace/executeCommand", call)["error"]["code"] == -32803)
  }

  @Test func anEditComesWhenTheActionIsChosen() throws {
    let client = try TestClient.inProcess()
    let able: JSON = [
      "textDocument": [
        "codeAction": [
          "codeActionLiteralSupport": ["codeActionKind": []], "dataSupport": true,
          "resolveSupport": ["properties": ["edit"]],
        ]
      ]
    ]
    let offered = try client.initialize(capabilities: able)
    #expect(offered["codeActionProvider"]["resolveProvider"] == true)
    client.open(Self.uri, "A.x = 'é'\nA.y = [1, 2]\n")
    let params: JSON = [
      "textDocument": ["uri": .string(Self.uri)], "context": ["diagnostics": [], "only": ["refactor.extract"]],
      "range": ["start": ["line": 1, "character": 7], "end": ["line": 1, "character": 8]],
    ]
    let actions = try #require(try client.request("textDocument/codeAction", params)["result"].elements)
    let action = try #require(actions.first)
    #expect(action["title"] == "Extract into the macro `Y`")
    #expect(action["edit"].isNull)
    let resolved = try client.request("codeAction/resolve", action)["result"]
    #expect(resolved["title"] == action["title"])
    #expect(
      resolved["edit"]["changes"][Self.uri] == [
        ["range": ["start": ["line": 1, "character": 0], "end": ["line": 1, "character": 0]], "newText": "Y = 1\n"],
        ["range": ["start": ["line": 1, "character": 7], "end": ["line": 1, "character": 8]], "newText": "%Y"],
      ])
    // What is not offered any more comes back as it was.
    client.notify("textDocument/didChange", TestClient.changeParams(Self.uri, "A.x = 1\n", version: 2))
    #expect(try client.request("codeAction/resolve", action)["result"] == action)
  }

  @Test func aRenameIsEditsOrAReason() throws {
    let client = try TestClient.inProcess()
    try client.initialize()
    client.open(Self.uri, "M = 1\nA.x = %M\nA.y = 2\n")
    func params(_ line: Int, _ character: Int, _ name: JSON = nil) -> JSON {
      [
        "textDocument": ["uri": .string(Self.uri)], "newName": name,
        "position": ["line": .integer(line), "character": .integer(character)],
      ]
    }
    let prepared = try client.request("textDocument/prepareRename", params(1, 7))["result"]
    #expect(prepared == ["start": ["line": 1, "character": 7], "end": ["line": 1, "character": 8]])
    #expect(try client.request("textDocument/prepareRename", params(2, 3))["result"].isNull)
    let renamed = try client.request("textDocument/rename", params(1, 7, "N"))["result"]["changes"][Self.uri]
    #expect(renamed.elements?.map { $0["newText"] } == ["N", "N"])
    let refused = try client.request("textDocument/rename", params(1, 7, "not a name"))["error"]
    #expect(refused["code"] == -32803)
  }

  @Test func aRenameReachesCodeInItsOwnSpelling() throws {
    let client = try TestClient.inProcess()
    try client.initialize()
    let code = "file:///nowhere/Trainer.swift"
    client.open(
      code, "import Gin\n@Config\nstruct Trainer {\n  var stepCount: Int = 3\n}\nlet t = Trainer(stepCount: 4)\n",
      languageID: "swift")
    client.open(Self.uri, "Trainer.step_count = 4\n")
    let place: JSON = [
      "textDocument": ["uri": .string(Self.uri)], "position": ["line": 0, "character": 10], "newName": "max_count",
    ]
    let range = try client.request("textDocument/prepareRename", place)["result"]
    #expect(range == ["start": ["line": 0, "character": 8], "end": ["line": 0, "character": 18]])
    let changes = try client.request("textDocument/rename", place)["result"]["changes"]
    #expect(changes[Self.uri].elements?.map { $0["newText"] } == ["max_count"])
    #expect(
      changes[code] == [
        [
          "range": ["start": ["line": 3, "character": 6], "end": ["line": 3, "character": 15]], "newText": "maxCount",
        ],
        [
          "range": ["start": ["line": 5, "character": 16], "end": ["line": 5, "character": 25]], "newText": "maxCount",
        ],
      ])
  }
}
