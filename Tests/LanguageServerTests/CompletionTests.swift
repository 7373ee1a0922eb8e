// Do lists of what can be written come over the wire as the client can take them?

import LanguageServer
import LanguageServerProtocol
import SourceText
import Testing

@Suite struct CompletionTests {
  private static let code = """
    import Gin
    /// Trains.
    @Config
    struct Trainer {
      /// How long to train.
      var steps: Int = 3
    }
    """

  private func items(_ text: String, at column: Int, capabilities: JSON = [:]) throws -> (TestClient, [JSON]) {
    let client = try TestClient.inProcess()
    try client.initialize(capabilities: capabilities)
    client.open("file:///nowhere/Trainer.swift", Self.code, languageID: "swift")
    client.open("file:///nowhere/at.gin", text)
    let params = TestClient.positionParams("file:///nowhere/at.gin", line: 0, character: column)
    let result = try client.request("textDocument/completion", params)["result"]
    #expect(result["isIncomplete"] == false)
    return (client, result["items"].elements ?? [])
  }

  /// Columns are UTF-16: the scope's letter outside the first plane counts two.
  @Test func anItemReplacesWhatIsTyped() throws {
    let (_, items) = try items("𝄞/Trainer.st", at: 13)
    #expect(items.count == 1)
    #expect(items.first?["label"] == "steps")
    #expect(items.first?["detail"] == "Int = 3")
    #expect(
      items.first?["textEdit"] == [
        "newText": "steps = ",
        "range": ["start": ["line": 0, "character": 11], "end": ["line": 0, "character": 13]],
      ])
  }

  @Test func documentationComesWhenAnItemIsLookedAt() throws {
    let (client, items) = try items("Trainer.", at: 8)
    let item = try #require(items.first)
    #expect(item["documentation"].isNull)
    let resolved = try client.request("completionItem/resolve", item)["result"]
    #expect(resolved["label"] == "steps")
    #expect(resolved["documentation"]["value"].string?.contains("How long to train.") == true)
    // What the server did not send comes back as it was.
    #expect(try client.request("completionItem/resolve", ["label": "x"])["result"] == ["label": "x"])
  }

  @Test func placesToFillInAreForClientsThatKnowThem() throws {
    let snippets = ["textDocument": ["completion": ["completionItem": ["snippetSupport": true]]]] as JSON
    func include(_ capabilities: JSON) throws -> JSON? {
      try items("", at: 0, capabilities: capabilities).1.first { $0["label"] == "include" }
    }
    #expect(try include(snippets)?["insertTextFormat"] == 2)
    #expect(try include(snippets)?["textEdit"]["newText"] == "include '$1'$0")
    #expect(try include([:])?["insertTextFormat"].isNull == true)
    #expect(try include([:])?["textEdit"]["newText"] == "include '")
  }

  @Test func aNameBringsItsImportAlong() throws {
    let folder = try TemporaryFolder()
    for name in ["one", "two"] {
      try folder.write("import gin\n\n@gin.configurable\ndef \(name)(x=1):\n  return x\n", to: "lib/\(name).py")
    }
    let path = try folder.write("import lib.one\n\ntw\n", to: "a.gin")
    let client = try TestClient.inProcess()
    try client.initialize(root: folder.path)
    let uri = DocumentURI.uri(of: FilePath(path))
    client.open(uri, "import lib.one\n\ntw\n")
    let params = TestClient.positionParams(uri, line: 2, character: 2)
    let items = try client.request("textDocument/completion", params)["result"]["items"].elements ?? []
    let item = try #require(items.first { $0["label"] == "two" })
    let end: JSON = ["line": 0, "character": 14]
    #expect(item["additionalTextEdits"] == [["range": ["start": end, "end": end], "newText": "\nimport lib.two"]])
    #expect(items.first { $0["label"] == "one" }?["additionalTextEdits"].isNull == true)
  }
}
