// Does a layout come over the wire, whole, in part and as it is typed?

import LanguageServerProtocol
import Testing

@Suite struct FormattingTests {
  private static let uri = "file:///nowhere/at.gin"

  private func edits(_ method: String, _ members: JSON, of text: String, capabilities: JSON = [:]) throws -> [JSON] {
    let client = try TestClient.inProcess()
    let offered = try client.initialize(capabilities: capabilities)
    #expect(offered["documentFormattingProvider"] == true)
    #expect(offered["documentRangeFormattingProvider"] == true)
    #expect(offered["documentOnTypeFormattingProvider"]["firstTriggerCharacter"] == "\n")
    client.open(Self.uri, text)
    var params: JSONObject = try #require(members.object)
    params["textDocument"] = ["uri": .string(Self.uri)]
    if params["options"] == nil { params["options"] = ["tabSize": 4, "insertSpaces": true] }
    return try client.request(method, .object(params))["result"].elements ?? []
  }

  private func range(_ line: Int, _ start: Int, _ end: Int) -> JSON {
    [
      "start": ["line": .integer(line), "character": .integer(start)],
      "end": ["line": .integer(line), "character": .integer(end)],
    ]
  }

  @Test func theWholeDocumentIsLaidOutAsTheEditorIndents() throws {
    let edits = try edits("textDocument/formatting", [:], of: "A:\n  x = 'é'  \n")
    #expect(
      edits == [
        ["range": ["start": ["line": 0, "character": 2], "end": ["line": 1, "character": 2]], "newText": "\n    "],
        ["range": ["start": ["line": 1, "character": 9], "end": ["line": 2, "character": 0]], "newText": "\n"],
      ])
    let tabs: JSON = ["options": ["tabSize": 8, "insertSpaces": false]]
    let tabbed = try self.edits("textDocument/formatting", tabs, of: "A:\n  x = 1\n")
    #expect(tabbed.map { $0["newText"] } == ["\n\t"])
  }

  @Test func aPartIsLaidOut() throws {
    let edits = try edits("textDocument/rangeFormatting", ["range": range(1, 0, 5)], of: "A.x=1\nA.y=2\nA.z=3\n")
    #expect(edits.map { $0["range"] } == [range(1, 3, 3), range(1, 4, 4)])
  }

  @Test func aNewLineIsIndented() throws {
    let members: JSON = ["position": ["line": 1, "character": 0], "ch": "\n"]
    let edits = try edits("textDocument/onTypeFormatting", members, of: "A:\n\n")
    #expect(edits == [["range": range(1, 0, 0), "newText": "    "]])
  }

  @Test func codeIsLeftToItsOwnFormatter() throws {
    let client = try TestClient.inProcess()
    try client.initialize()
    client.open("file:///nowhere/a.py", "x=1\n", languageID: "python")
    let params: JSON = [
      "textDocument": ["uri": "file:///nowhere/a.py"], "options": ["tabSize": 4, "insertSpaces": true],
    ]
    #expect(try client.request("textDocument/formatting", params)["result"] == [])
  }

  @Test func aClientThatTakesItIsToldThatOnlyGinIsLaidOut() throws {
    let client = try TestClient.inProcess()
    let offered = try client.initialize(
      capabilities: ["textDocument": ["formatting": ["dynamicRegistration": true]]])
    #expect(offered["documentFormattingProvider"].isNull)
    #expect(offered["documentRangeFormattingProvider"] == true)
    let request = try client.message(where: { $0["method"] == "client/registerCapability" }, "a registration")
    let registration = request["params"]["registrations"][0]
    #expect(registration["method"] == "textDocument/formatting")
    #expect(registration["registerOptions"] == ["documentSelector": [["language": "gin"]]])
  }
}
