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
}
