// Do outlines, folds, selections, links and coloured words come over the wire as the client can take them?

import LanguageServerProtocol
import Testing

@Suite struct StructureTests {
  private static let uri = "file:///nowhere/at/all.gin"
  private static let text = "# é𝄞\nA.x = 1\ntrain/B:\n  y = [\n    '𝄞', 2]\n"
  private var document: JSON { ["textDocument": ["uri": .string(Self.uri)]] }

  private func client(capabilities: JSON = [:]) throws -> TestClient {
    let client = try TestClient.inProcess()
    _ = try client.initialize(capabilities: capabilities)
    client.open(Self.uri, Self.text)
    return client
  }

  @Test func outlinesAreTreesOnlyForClientsThatKnowThem() throws {
    let trees = ["textDocument": ["documentSymbol": ["hierarchicalDocumentSymbolSupport": true]]] as JSON
    let tree = try client(capabilities: trees).request("textDocument/documentSymbol", document)["result"]
    #expect(tree[1]["name"] == "train/B")
    #expect(tree[1]["children"][0]["name"] == "y")
    #expect(tree[1]["children"][0]["detail"] == "[ '𝄞', 2]")
    let flat = try client().request("textDocument/documentSymbol", document)["result"]
    #expect(flat[3]["name"] == "y")
    #expect(flat[3]["containerName"] == "train/B")
    #expect(flat[3]["location"]["uri"] == .string(Self.uri))
  }

  @Test func foldsAreLinesForClientsThatHideNothingElse() throws {
    let lines = ["textDocument": ["foldingRange": ["lineFoldingOnly": true]]] as JSON
    let folds = try client(capabilities: lines).request("textDocument/foldingRange", document)["result"]
    #expect(
      folds == [
        ["startLine": 2, "endLine": 4, "kind": "region"], ["startLine": 3, "endLine": 4, "kind": "region"],
      ])
  }

  /// The violin key counts two columns in UTF-16.
  @Test func foldsHaveCharacters() throws {
    let folds = try client().request("textDocument/foldingRange", document)["result"]
    #expect(
      folds == [
        ["startLine": 2, "startCharacter": 8, "endLine": 4, "endCharacter": 12, "kind": "region"],
        ["startLine": 3, "startCharacter": 7, "endLine": 4, "endCharacter": 11, "kind": "region"],
      ])
  }

  @Test func linksSayWhatTheyOpenWhereTheClientShowsIt() throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "base.gin")
    let uri = "file://" + (try folder.write("include 'base.gin'\n", to: "a.gin"))
    for supports in [true, false] {
      let client = try TestClient.inProcess()
      let capabilities = ["textDocument": ["documentLink": ["tooltipSupport": .boolean(supports)]]] as JSON
      try client.initialize(root: folder.path, capabilities: capabilities)
      client.open(uri, "include 'base.gin'\n")
      let links = try client.request("textDocument/documentLink", ["textDocument": ["uri": .string(uri)]])["result"]
      #expect(links[0]["tooltip"] == (supports ? "Open base.gin" : .null))
      #expect(links[0]["range"]["start"]["character"] == 8)
    }
  }

  @Test func selectionsGrowThroughTheirParents() throws {
    let params: JSON = [
      "textDocument": ["uri": .string(Self.uri)], "positions": [["line": 4, "character": 10]],
    ]
    let selection = try client().request("textDocument/selectionRange", params)["result"][0]
    // The violin key counts two columns in UTF-16.
    func place(_ line: Int, _ character: Int) -> JSON { ["line": .integer(line), "character": .integer(character)] }
    #expect(selection["range"] == ["start": place(4, 10), "end": place(4, 11)])
    let list = selection["parent"]["range"]
    #expect(list == ["start": place(3, 6), "end": place(4, 12)])
  }

  /// Lines and columns are counted from the token before, columns and lengths in UTF-16.
  @Test func wordsAreNumbersAndThenWhatHasChanged() throws {
    let client = try client()
    let whole = try client.request("textDocument/semanticTokens/full", document)["result"]
    let legend = ["namespace", "type", "function", "parameter", "macro", "enumMember", "keyword", "number", "string"]
    func number(_ kind: String) -> Int { legend.firstIndex(of: kind) ?? -1 }
    let expected: [[Int]] = [
      [0, 0, 5, 9, 0], [1, 0, 1, number("type"), 0], [0, 2, 1, number("parameter"), 1], [0, 2, 1, 10, 0],
      [0, 2, 1, number("number"), 0], [1, 0, 5, number("namespace"), 0], [0, 6, 1, number("type"), 0],
      [1, 2, 1, number("parameter"), 1], [0, 2, 1, 10, 0], [1, 4, 4, number("string"), 0],
      [0, 6, 1, number("number"), 0],
    ]
    #expect(whole["data"].elements?.compactMap(\.integer) == expected.flatMap { $0 })

    client.notify(
      "textDocument/didChange",
      [
        "textDocument": ["uri": .string(Self.uri), "version": 2],
        "contentChanges": [
          ["range": ["start": ["line": 1, "character": 6], "end": ["line": 1, "character": 7]], "text": "'a'"]
        ],
      ])
    func since(_ answer: JSON) -> JSON {
      ["textDocument": ["uri": .string(Self.uri)], "previousResultId": answer]
    }
    let delta = try client.request("textDocument/semanticTokens/full/delta", since(whole["resultId"]))["result"]
    // The number's length and kind, the third and fourth of its five.
    #expect(delta["edits"] == [["start": 22, "deleteCount": 2, "data": [3, 8]]])
    let again = try client.request("textDocument/semanticTokens/full/delta", since("an old one"))["result"]
    #expect(again["data"].elements?.count == expected.count * 5)
  }

  @Test func aStretchHasItsOwnWords() throws {
    let params: JSON = [
      "textDocument": ["uri": .string(Self.uri)],
      "range": ["start": ["line": 1, "character": 0], "end": ["line": 1, "character": 3]],
    ]
    let tokens = try client().request("textDocument/semanticTokens/range", params)["result"]["data"]
    #expect(tokens.elements?.compactMap(\.integer) == [1, 0, 1, 1, 0, 0, 2, 1, 3, 1])
  }

  @Test func namesOfAllFoldersAreFound() throws {
    let symbols = try client().request("workspace/symbol", ["query": ""])["result"]
    #expect(symbols.elements != nil)
  }
}
