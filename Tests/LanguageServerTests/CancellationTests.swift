// What becomes of requests that nobody waits for any more?

import LanguageServer
import LanguageServerProtocol
import Testing

@Suite struct CancellationTests {
  private let uri = "untitled:one.gin"

  private func hover(_ id: JSON) -> JSON {
    TestClient.request(id, "textDocument/hover", TestClient.positionParams(uri, line: 0, character: 0))
  }

  private func change(_ version: Int) -> JSON {
    TestClient.notification(
      "textDocument/didChange", TestClient.changeParams(uri, "a.b = \(version)\n", version: version))
  }

  private func started() throws -> TestClient {
    let client = try TestClient.inProcess()
    try client.initialize()
    client.open(uri, "a.b = 1\n")
    return client
  }

  @Test func answersACancelledRequestThatWaits() throws {
    let client = try started()
    client.send(
      hover("first"), hover("second"), TestClient.notification("$/cancelRequest", ["id": "second"]), hover("third"))
    #expect(try client.response(to: "second")["error"]["code"] == -32800)
    #expect(try client.response(to: "first")["error"].isNull)
    #expect(try client.response(to: "third")["error"].isNull)
  }

  @Test func forgetsACancellationWithItsRequest() throws {
    let client = try started()
    client.send(
      TestClient.notification("$/cancelRequest", ["id": 70]), hover(70),
      TestClient.notification("$/cancelRequest", ["id": [1]]), TestClient.notification("$/cancelRequest"))
    #expect(try client.response(to: 70)["error"].isNull)
    client.send(TestClient.notification("$/cancelRequest", ["id": 70]), hover(71))
    #expect(try client.response(to: 71)["error"].isNull)
    // A number and a text are two ids.
    client.send(hover(72), TestClient.notification("$/cancelRequest", ["id": "72"]))
    #expect(try client.response(to: 72)["error"].isNull)
  }

  @Test func cancelsBeforeInitializeToo() throws {
    let client = try TestClient.inProcess()
    client.send(hover(1), TestClient.notification("$/cancelRequest", ["id": 1]))
    #expect(try client.response(to: 1)["error"]["code"] == -32800)
  }

  /// An answer that has still to be worked out, and would be old when it is read, is not worked out.
  @Test func newerEditsCancelOlderReads() throws {
    let client = try started()
    client.send(change(2), hover(80), change(3), hover(81))
    #expect(try client.response(to: 80)["error"]["code"] == -32801)
    #expect(try client.response(to: 81)["error"].isNull)
    // With the answer at hand the read costs nothing, and is answered.
    client.send(hover(82), change(4))
    #expect(try client.response(to: 82)["error"].isNull)
  }

  // MARK: While it runs

  private static let endless = """
    import Gin
    @Configurable
    func endless() -> Int {
      var a = 0
      while true { a &+= 1 }
      return a
    }
    @Config
    struct Trainer { var steps: Int = 0 }
    """

  /// A server that works at a hover which would not end in a lifetime: the messages behind it take long to read, and
  /// the hover is dealt with at once.
  private func atWork(on hover: JSON) throws -> TestClient {
    let client = try TestClient.inProcess()
    try client.initialize(options: ["gimlet": ["evaluation.steps": 1_000_000_000_000]])
    client.open("file:///nowhere/Endless.swift", Self.endless, languageID: "swift")
    client.open(uri, "Trainer.steps = @endless()\n")
    client.send(hover)
    client.send(raw: (0..<10_000).flatMap { _ in MessageFraming.frame(JSONWriter.bytes(of: Self.nothing)) })
    return client
  }

  private static let nothing = TestClient.notification("$/nothing")

  private var slowHover: JSON {
    TestClient.request(90, "textDocument/hover", TestClient.positionParams(uri, line: 0, character: 20))
  }

  @Test func aCancelEndsWhatRuns() throws {
    let client = try atWork(on: slowHover)
    client.send(TestClient.notification("$/cancelRequest", ["id": 90]))
    #expect(try client.response(to: 90)["error"]["code"] == -32800)
    // The server lives on, and what was ended early is not remembered as an answer.
    client.send(change(2), hover(91))
    #expect(try client.response(to: 91)["error"].isNull)
  }

  @Test func anEditEndsWhatRuns() throws {
    let client = try atWork(on: slowHover)
    client.send(change(2))
    #expect(try client.response(to: 90)["error"]["code"] == -32801)
    client.send(hover(91))
    #expect(try client.response(to: 91)["error"].isNull)
  }
}
