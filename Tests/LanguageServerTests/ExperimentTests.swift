// Do lenses, commands and documents that are no files go over the wire, and follow what is typed and chosen?

import Foundation
import LanguageServer
import LanguageServerProtocol
import SourceText
import Testing

@Suite struct ExperimentTests {
  private static let showing: JSON = ["window": ["showDocument": ["support": true]]]

  private struct Conversation {
    let folder: TemporaryFolder
    let client: TestClient
    let base: String
    let short: String

    init(_ capabilities: JSON = [:], options: JSON = ["gimlet": ["documents": true]]) throws {
      folder = try TemporaryFolder()
      try folder.write("import gin\n@gin.configurable\ndef train(steps=10, batch=1):\n  pass\n", to: "train.py")
      let basePath = try folder.write("train.steps = 100\ntrain.batch = 4\n", to: "base.gin")
      let shortPath = try folder.write("include 'base.gin'\ntrain.steps = 3\n", to: "short.gin")
      base = DocumentURI.uri(of: FilePath(basePath))
      short = DocumentURI.uri(of: FilePath(shortPath))
      client = try TestClient.inProcess()
      try client.initialize(root: folder.path, capabilities: capabilities, options: options)
      client.open(base, "train.steps = 100\ntrain.batch = 4\n")
      client.open(short, "include 'base.gin'\ntrain.steps = 3\n")
      _ = try client.diagnostics(of: short, version: 1)
    }

    func execute(_ command: String, _ arguments: JSON...) throws -> JSON {
      try client.request("workspace/executeCommand", ["command": .string(command), "arguments": .array(arguments)])
    }

    func hints() throws -> [JSON] {
      let end: JSON = ["line": 9, "character": 0]
      return try client.request(
        "textDocument/inlayHint",
        ["textDocument": ["uri": .string(base)], "range": ["start": ["line": 0, "character": 0], "end": end]])["result"]
        .elements ?? []
    }
  }

  @Test func lensesCarryCommands() throws {
    let conversation = try Conversation()
    let lenses = try conversation.client.request(
      "textDocument/codeLens", ["textDocument": ["uri": .string(conversation.short)]])["result"]
    #expect(lenses[0]["command"]["title"] == "Print")
    #expect(lenses[0]["command"]["command"] == "gimlet.print")
    #expect(lenses[0]["command"]["arguments"] == [.string(conversation.short), "short.gin"])
    #expect(lenses[1]["command"]["title"] == "Diff with base.gin")
    #expect(lenses[1]["range"]["start"] == ["line": 0, "character": 0])
  }

  @Test func theChosenExperimentIsTheOneThatIsShown() throws {
    let conversation = try Conversation(["workspace": ["inlayHint": ["refreshSupport": true]]])
    #expect(try conversation.hints().isEmpty)
    #expect(
      try conversation.execute("gimlet.chooseExperiment", .string(conversation.base), "short.gin")["result"].isNull)
    #expect(try conversation.hints().first?["label"][0]["value"] == "overridden: 3")
    #expect(conversation.client.received("workspace/inlayHint/refresh").count == 1)
    #expect(conversation.client.received("workspace/codeLens/refresh").isEmpty)
    _ = try conversation.execute("gimlet.chooseExperiment", .string(conversation.base), "")
    #expect(try conversation.hints().isEmpty)
  }

  @Test func withoutANameThePersonIsAsked() throws {
    let conversation = try Conversation()
    _ = try conversation.execute("gimlet.chooseExperiment", .string(conversation.base))
    let question = try conversation.client.message(
      where: { $0["method"] == "window/showMessageRequest" }, "a question")
    #expect(question["params"]["actions"] == [["title": "short.gin"], ["title": "This file alone"]])
    conversation.client.send(["jsonrpc": "2.0", "id": question["id"], "result": ["title": "short.gin"]])
    #expect(try conversation.hints().first?["label"][0]["value"] == "overridden: 3")
  }

  @Test func aDocumentFollowsTheTyping() throws {
    let conversation = try Conversation(Self.showing)
    let client = conversation.client
    let uri = try conversation.execute("gimlet.print", .string(conversation.short), "short.gin")["result"]["uri"]
    #expect(uri == "gimlet:///resolved/short.gin")
    let shown = try client.message(where: { $0["method"] == "window/showDocument" }, "a document")
    #expect(shown["params"]["uri"] == uri)
    let text = try client.request("workspace/textDocumentContent", ["uri": uri])["result"]["text"].string
    #expect(
      text == """
        # short.gin, resolved: 2 values.

        train.batch = 4  # base.gin:2

        train.steps = 3  # short.gin:2, overrides 100 (base.gin:1)

        """)
    client.notify(
      "textDocument/didChange",
      TestClient.changeParams(conversation.short, "include 'base.gin'\ntrain.steps = 4\n", version: 2))
    let refresh = try client.message(where: { $0["method"] == "workspace/textDocumentContent/refresh" }, "a refresh")
    #expect(refresh["params"] == ["uri": uri])
    let newer = try client.request("workspace/textDocumentContent", ["uri": uri])["result"]["text"].string
    #expect(newer?.contains("train.steps = 4") == true)
    #expect(
      try client.request("workspace/textDocumentContent", ["uri": "gimlet:///nothing"])["error"]["code"] == -32803)
  }

  @Test func aClientThatCanShowNothingIsGivenTheText() throws {
    let conversation = try Conversation()
    let answer = try conversation.execute("gimlet.diff", .string(conversation.short), "base.gin", "short.gin")["result"]
    #expect(answer["uri"] == "gimlet:///diff/base.gin..short.gin.diff")
    #expect(answer["text"].string?.hasSuffix("1 value differs.\n") == true)
    let preview = try conversation.execute("gimlet.preview", .string(conversation.base), "train.steps = 1")["result"]
    #expect(preview["text"].string?.contains("- 100  (base.gin:1)\n+ 1  (this preview)") == true)
    #expect(try conversation.execute("gimlet.diff", .string(conversation.base))["error"]["code"] == -32803)
    #expect(try conversation.execute("gimlet.nothing", .string(conversation.base))["error"]["code"] == -32602)
    #expect(try conversation.execute("gimlet.print")["error"]["code"] == -32602)
  }

  @Test func aClientThatKnowsNoDocumentsShowsAMessage() throws {
    let conversation = try Conversation(Self.showing, options: [:])
    _ = try conversation.execute("gimlet.diff", .string(conversation.short))
    let message = try conversation.client.message(where: { $0["method"] == "window/showMessage" }, "a message")
    #expect(message["params"]["message"].string?.hasPrefix("--- base.gin\n+++ short.gin\n") == true)
    #expect(conversation.client.received("window/showDocument").isEmpty)
  }

  @Test func aClientThatAsksForTheTextOfDocumentsIsShownThem() throws {
    let capabilities: JSON = ["window": ["showDocument": ["support": true]], "workspace": ["textDocumentContent": [:]]]
    let conversation = try Conversation(capabilities, options: [:])
    let answer = try conversation.execute("gimlet.diff", .string(conversation.short))
    #expect(answer["result"]["uri"].string?.hasPrefix("gimlet:") == true)
    #expect(conversation.client.received("window/showDocument").count == 1)
    #expect(conversation.client.received("window/showMessage").isEmpty)
  }

  @Test func experimentsAreListedAndUnknownOnesRefused() throws {
    let conversation = try Conversation()
    let file = JSON.string(conversation.base)
    #expect(try conversation.execute("gimlet.experiments", file)["result"] == ["short.gin", "base.gin"])
    for answer in [
      try conversation.execute("gimlet.print", file, "long"),
      try conversation.execute("gimlet.diff", file, "short.gin", "long"),
      try conversation.execute("gimlet.chooseExperiment", file, "long"),
    ] {
      #expect(answer["error"]["message"].string?.hasPrefix("There is no experiment `long`") == true)
    }
  }

  /// A client whose lenses do not show what is in view.
  @Test func whatIsChosenIsSaid() throws {
    let conversation = try Conversation()
    _ = try conversation.execute("gimlet.chooseExperiment", .string(conversation.base), "short.gin")
    _ = try conversation.execute("gimlet.chooseExperiment", .string(conversation.base), "")
    _ = try conversation.execute("gimlet.chooseExperiment", .string(conversation.short))
    #expect(
      conversation.client.received("window/showMessage").map { $0["params"]["message"] } == [
        "In view: short.gin.", "In view: each file alone.",
        "No experiment holds this file but the file itself, so there is nothing to choose.",
      ])
    #expect(conversation.client.received("window/showMessageRequest").isEmpty)
  }

  /// A picture only for a client that says that it shows some; the others get the line of blocks.
  @Test(arguments: [true, false])
  func picturesAreForClientsThatShowThem(showsImages: Bool) throws {
    let client = try TestClient.inProcess()
    try client.initialize(
      capabilities: ["textDocument": ["hover": ["contentFormat": ["markdown", "plaintext"]]]],
      options: ["gimlet": ["hoverImages": .boolean(showsImages)]])
    client.open("file:///nowhere/at.gin", "f.x = [3, 1, 2]\n")
    let text = try #require(
      try client.hover("file:///nowhere/at.gin", line: 0, character: 3)["result"]["contents"]["value"].string)
    #expect(text.contains("█▁▅") != showsImages)
    guard showsImages else { return }
    #expect(text.contains("![3 values: first 3, last 2, least 1, greatest 3](data:image/svg+xml;base64,"))
    let encoded = try #require(text.split(separator: "base64,").last?.split(separator: ")").first)
    let svg = try #require(Data(base64Encoded: String(encoded)).map { String(decoding: $0, as: UTF8.self) })
    #expect(svg.hasPrefix("<svg ") && svg.hasSuffix("</svg>"))
    #expect(svg.contains(">f.x</text>"))
  }

  @Test func anotherValueIsTriedByACommand() throws {
    let conversation = try Conversation([
      "textDocument": ["codeAction": ["codeActionLiteralSupport": ["codeActionKind": []]]]
    ])
    let place: JSON = ["line": 0, "character": 14]
    let actions = try conversation.client.request(
      "textDocument/codeAction",
      [
        "textDocument": ["uri": .string(conversation.base)], "range": ["start": place, "end": place],
        "context": ["diagnostics": [], "only": ["refactor.preview"]],
      ])["result"]
    #expect(actions[0]["title"] == "Preview the config with `train.steps = 200`")
    #expect(actions[0]["edit"].isNull)
    #expect(actions[0]["command"]["command"] == "gimlet.preview")
    #expect(actions[0]["command"]["arguments"] == [.string(conversation.base), "train.steps = 200"])
    #expect(actions[1]["command"]["arguments"][1] == "train.steps = 50")
    #expect(actions[2].isNull)
  }
}
