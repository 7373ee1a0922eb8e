// Are messages found in a stream, however it is cut and whatever lies between them?

import LanguageServerProtocol
import Testing

@Suite struct FramingTests {
  /// The bodies found in a stream that comes in pieces of that many bytes.
  private func bodies(_ stream: String, pieces size: Int = .max) -> [String] {
    var framing = MessageFraming()
    var bodies: [String] = []
    var rest = Array(stream.utf8)[...]
    while !rest.isEmpty {
      let piece = rest.prefix(size)
      rest = rest.dropFirst(size)
      framing.append(piece)
      while let found = framing.next() {
        if case .body(let body) = found { bodies.append(String(decoding: body, as: UTF8.self)) }
      }
    }
    return bodies
  }

  @Test(
    arguments: [
      ("Content-Length: 2\r\n\r\n{}", ["{}"]),
      ("Content-Length: 2\r\n\r\n{}Content-Length: 4\r\n\r\n[ä]", ["{}", "[ä]"]),
      ("Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: 2\r\n\r\n{}", ["{}"]),
      ("Content-Length: 2\r\nContent-Type: application/vscode-jsonrpc\r\n\r\n{}", ["{}"]),
      ("Content-Length: 2\n\n{}Content-Length:2\n\n[]", ["{}", "[]"]),
      ("content-length : 2\r\n\r\n{}CONTENT-LENGTH: 0002\r\n\r\n[]", ["{}", "[]"]),
      ("garbage\r\n\r\n\0\u{1}Content-Length: 2\r\n\r\n{}", ["{}"]),
      ("X-Header: 1\r\n\r\n{\"id\":1}Content-Length: 2\r\n\r\n[]", ["[]"]),
      ("Content-Length: nine\r\n\r\n{}Content-Length: 2\r\n\r\n[]", ["[]"]),
      ("Content-Length: -2\r\n\r\n{}Content-Length: 2\r\n\r\n[]", ["[]"]),
      ("Content-Length: 99999999999999999999\r\n\r\n{}Content-Length: 2\r\n\r\n[]", ["[]"]),
      ("Content-Length: 4611686018427387904\r\n\r\n{}Content-Length: 2\r\n\r\n[]", ["[]"]),
      ("Content-Length: 3\r\nno header\r\n\r\n{}Content-Length: 2\r\n\r\n[]", ["[]"]),
      ("Content-Length: 0\r\n\r\nContent-Length: 2\r\n\r\n[]", ["", "[]"]),
      ("Content-Length: 1\r\n\r\n{}Content-Length: 2\r\n\r\n[]", ["{", "[]"]),
      ("Content-Length Content-Length: 2\r\n\r\n[]", ["[]"]),
    ])
  func findsBodies(stream: String, expected: [String]) {
    for size in [1, 2, 3, 7, .max] { #expect(bodies(stream, pieces: size) == expected, "in pieces of \(size)") }
  }

  @Test func passesOverLongGarbage() {
    let garbage = String(repeating: "{\"not\": framed}\n", count: 10_000)
    let stream = garbage + "Content-Length: 2\r\n\r\n[]" + garbage + "Content-Length: 2\r\n\r\n{}"
    #expect(bodies(stream, pieces: 4096) == ["[]", "{}"])
  }

  @Test func countsGarbageAndNoHeaders() {
    var framing = MessageFraming()
    framing.append(Array("Content-Type: x\r\nContent-Length: 2\r\n\r\n{}".utf8))
    #expect(framing.next() == .body(Array("{}".utf8)))
    framing.append(Array("garbageContent-Length: 2\r\n\r\n{}".utf8))
    #expect(framing.next() == .garbage(7))
    #expect(framing.next() == .body(Array("{}".utf8)))
    #expect(framing.next() == nil)
  }

  @Test func framesWhatItReads() {
    let body = Array("{\"ä\":1}".utf8)
    #expect(String(decoding: MessageFraming.frame(body), as: UTF8.self) == "Content-Length: 8\r\n\r\n{\"ä\":1}")
  }
}
