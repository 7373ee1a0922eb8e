// Does the server see the text that the person sees, and say what is wrong with it when it should?

import Foundation
import LanguageServer
import LanguageServerProtocol
import SourceText
import Testing

@Suite struct DocumentTests {
  private let uri = "untitled:one.gin"

  /// A line that no parser takes: where it is told of, the text is in place.
  private let broken = "= = ="

  private func started(encoding: String = "utf-16", capabilities: JSON = [:]) throws -> TestClient {
    let client = try TestClient.inProcess()
    var object = try #require(capabilities.object)
    object["general"] = ["positionEncodings": [.string(encoding)]]
    try client.initialize(capabilities: .object(object))
    return client
  }

  private func part(_ text: String, _ start: (Int, Int), _ end: (Int, Int)) -> JSON {
    [
      "range": [
        "start": ["line": .integer(start.0), "character": .integer(start.1)],
        "end": ["line": .integer(end.0), "character": .integer(end.1)],
      ], "text": .string(text),
    ]
  }

  private func change(_ client: TestClient, version: Int, _ changes: JSON...) {
    client.notify(
      "textDocument/didChange",
      [
        "textDocument": ["uri": .string(uri), "version": .integer(version)], "contentChanges": .array(changes),
      ])
  }

  /// The lines with a syntax error.
  private func brokenLines(_ client: TestClient, version: Int) throws -> [Int] {
    try client.diagnostics(of: uri, version: version).filter { $0["code"] == "syntax-error" }.compactMap {
      $0["range"]["start"]["line"].integer
    }
  }

  /// Behind an emoji the three encodings count differently; a wrong one would break another place.
  @Test(arguments: [("utf-8", 13), ("utf-16", 11), ("utf-32", 10)])
  func countsColumnsAsAgreed(encoding: String, column: Int) throws {
    let client = try started(encoding: encoding)
    client.open(uri, "a.b = '\u{1F600}x' 'y'\nc.d = 1\n")
    #expect(try brokenLines(client, version: 1) == [])
    // Takes the closing quote behind `x` away.
    change(client, version: 2, part("", (0, column - 1), (0, column)))
    #expect(try brokenLines(client, version: 2) == [0])
  }

  @Test func appliesChangesOneAfterTheOther() throws {
    let client = try started()
    client.open(uri, "a.b = 1\nc.d = 2\ne.f = 3\n")
    // Each range counts on the text that the one before it left.
    change(client, version: 2, part("\n\n", (0, 0), (0, 0)), part(broken, (3, 0), (3, 7)))
    #expect(try brokenLines(client, version: 2) == [3])
    change(client, version: 3, ["text": "a.b = 1\n"], part(broken, (1, 0), (1, 0)))
    #expect(try brokenLines(client, version: 3) == [1])
    change(client, version: 4, part("", (0, 0), (99, 99)), part("x.y = 1", (0, 0), (0, 0)))
    #expect(try brokenLines(client, version: 4) == [])
  }

  /// `\r\n` and a lone `\r` end lines too.
  @Test(arguments: ["\n", "\r\n", "\r"])
  func countsLinesAsEditorsDo(lineEnd: String) throws {
    let client = try started()
    client.open(uri, ["a.b = 1", "c.d = 2", "e.f = 3"].joined(separator: lineEnd))
    change(client, version: 2, part(broken, (1, 0), (1, 7)))
    #expect(try brokenLines(client, version: 2) == [1])
  }

  @Test func saysAgainOnlyWhatChanged() throws {
    let client = try started()
    client.open(uri, broken + "\n")
    #expect(try brokenLines(client, version: 1) == [0])
    change(client, version: 2, part("# comment\n", (1, 0), (1, 0)))
    change(client, version: 3, part("\n", (0, 0), (0, 0)))
    #expect(try brokenLines(client, version: 3) == [1])
    let versions = client.received("textDocument/publishDiagnostics").map { $0["params"]["version"] }
    // The second version had nothing new to say.
    #expect(versions == [1, 3])
  }

  @Test func takesBackWhatItSaidOfAClosedFile() throws {
    let client = try started()
    client.open(uri, broken + "\n")
    #expect(try brokenLines(client, version: 1) == [0])
    client.notify("textDocument/didClose", ["textDocument": ["uri": .string(uri)]])
    let last = try client.message(
      where: { $0["method"] == "textDocument/publishDiagnostics" && $0["params"]["diagnostics"] == [] },
      "an empty set")
    #expect(last["params"] == ["uri": .string(uri), "diagnostics": []])
    // Opened again, it is spoken of again.
    client.open(uri, broken + "\n", version: 7)
    #expect(try brokenLines(client, version: 7) == [0])
  }

  /// Twenty keys as fast as they come: at most two sets, and the last is of the last text.
  @Test func aBurstOfKeysIsAnsweredOnce() throws {
    let client = try started()
    let lines = (0..<3000).map { "run\($0)/a.b = \($0)" }.joined(separator: "\n")
    client.open(uri, lines)
    _ = try brokenLines(client, version: 1)
    for version in 2...21 { change(client, version: version, part("\(broken)\n", (0, 0), (0, 0))) }
    #expect(try client.hover(uri, line: 100, character: 2)["error"].isNull)
    #expect(try brokenLines(client, version: 21) == Array(0..<20))
    #expect(client.received("textDocument/publishDiagnostics").count <= 3)
  }

  @Test(arguments: ["gin", "swift", "python", "", "plaintext"])
  func takesDocumentsOfAnyLanguage(languageID: String) throws {
    let client = try started()
    client.open("untitled:any", "a = 1\n", languageID: languageID)
    change(client, version: 2)
    #expect(try client.hover("untitled:any", line: 0, character: 0)["error"].isNull)
    client.notify("textDocument/didClose", ["textDocument": ["uri": "untitled:any"]])
    #expect(try client.request("shutdown")["result"].isNull)
    #expect(!client.received("window/logMessage").contains { $0["params"]["message"].string?.contains("any") == true })
  }

  /// A client that shows neither tags nor related places is not sent any.
  @Test func saysOnlyWhatTheClientCanShow() throws {
    let text = "NAME = 1\nNAME = 2\n"
    let plain = try started()
    plain.open(uri, text)
    let told = try plain.diagnostics(of: uri, version: 1)
    #expect(told.map { $0["code"] } == ["overridden"])
    #expect(told.allSatisfy { $0["tags"].isNull && $0["relatedInformation"].isNull })
    let rich = try started(capabilities: [
      "textDocument": ["publishDiagnostics": ["relatedInformation": true, "tagSupport": ["valueSet": [1, 2]]]]
    ])
    rich.open(uri, text)
    let diagnostic = try #require(try rich.diagnostics(of: uri, version: 1).first)
    #expect(diagnostic["tags"] == [1])
    #expect(diagnostic["relatedInformation"][0]["location"]["range"]["start"]["line"] == 1)
  }

  /// A document that was never saved has definitions like any other.
  @Test func aDefinitionInADocumentWithoutAFile() throws {
    let client = try TestClient.inProcess()
    try client.initialize()
    client.open(uri, "WIDTH = 2\nNet.width = %WIDTH\n")
    let place: JSON = ["textDocument": ["uri": .string(uri)], "position": ["line": 1, "character": 14]]
    let found = try client.request("textDocument/definition", place)["result"]
    #expect(
      found == [
        [
          "uri": .string(uri),
          "range": ["start": ["line": 0, "character": 0], "end": ["line": 0, "character": 5]],
        ]
      ])
  }
}
