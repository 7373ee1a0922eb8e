// How does a test talk to a server? As an editor does, over pipes, to one in this process or to a child.

import Foundation
import LanguageServer
import LanguageServerProtocol
import SourceText
import Testing

/// The client's end of a conversation. What the server asks of its client is answered with null, as clients do.
final class TestClient: Sendable {
  private struct State {
    var received: [JSON] = []
    var taken = 0
    var hasEnded = false
    var exitCode: Int32?
  }

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// Long enough for a machine that does ten other things.
  static let timeout = 20_000
  private let state = Guarded(State())
  private let ends: FileDescriptors
  private let ids = Guarded(0)

  init(over ends: FileDescriptors) {
    self.ends = ends
    ignoreBrokenPipes()
    startThread { [state] in
      var framing = MessageFraming()
      while let bytes = readBytes(from: ends.input) {
        framing.append(bytes)
        while let piece = framing.next() {
          guard case .body(let body) = piece, let json = try? JSON(parsing: body) else {
            Issue.record("the server wrote what is no message: \(piece)")
            continue
          }
          state.change { $0.received.append(json) }
        }
      }
      closeDescriptor(ends.input)
      state.change { $0.hasEnded = true }
    }
  }

  /// A client of a server that runs in this process.
  static func inProcess(recorder: String? = nil) throws -> TestClient {
    let (clientEnd, serverEnd) = try #require(FileDescriptors.pair())
    let client = TestClient(over: clientEnd)
    startThread { [state = client.state] in
      let code = Server(serverEnd, recorder: recorder.flatMap { Recorder(path: $0) }).run()
      closeDescriptor(serverEnd.output)
      state.change { $0.exitCode = code }
    }
    return client
  }

  // MARK: Sending

  func send(raw bytes: [UInt8]) { writeBytes(bytes, to: ends.output) }

  /// All in one write, so that the server sees them together.
  func send(_ messages: JSON...) { send(raw: messages.flatMap { MessageFraming.frame(JSONWriter.bytes(of: $0)) }) }

  func notify(_ method: String, _ params: JSON = [:]) { send(Self.notification(method, params)) }

  static func notification(_ method: String, _ params: JSON = [:]) -> JSON {
    ["jsonrpc": "2.0", "method": .string(method), "params": params]
  }

  static func request(_ id: JSON, _ method: String, _ params: JSON = [:]) -> JSON {
    ["jsonrpc": "2.0", "id": id, "method": .string(method), "params": params]
  }

  /// Sends a request and waits for its response.
  func request(_ method: String, _ params: JSON = [:]) throws -> JSON {
    let id = ids.withLock { id -> Int in
      id += 1
      return id
    }
    send(Self.request(.integer(id), method, params))
    return try response(to: .integer(id))
  }

  func closeInput() { closeDescriptor(ends.output) }

  // MARK: Receiving

  /// The first message so far or from now on that is meant.
  func message(where isMeant: @escaping (JSON) -> Bool, _ description: String) throws -> JSON {
    let found: JSON?? = state.wait(milliseconds: Self.timeout) { state in
      if let message = state.received.first(where: isMeant) { return .some(message) }
      return state.hasEnded ? .some(nil) : nil
    }
    guard let found, let message = found else {
      throw Failure(description: "\(description) did not come; there were \(received.map(\.text))")
    }
    return message
  }

  /// Waits until what was received satisfies `isEnough`, which must not ask the client for more.
  func wait(until isEnough: @escaping ([JSON]) -> Bool, _ description: String) throws {
    let found: Bool? = state.wait(milliseconds: Self.timeout) { state in
      isEnough(state.received) ? true : state.hasEnded ? false : nil
    }
    guard found == true else {
      throw Failure(description: "\(description) did not come; there were \(received.map(\.text))")
    }
  }

  func response(to id: JSON) throws -> JSON {
    try message(where: { $0["id"] == id && $0["method"].isNull }, "a response to \(id.text)")
  }

  /// The newest set of diagnostics of a document of at least that version.
  func diagnostics(of uri: String, version: Int) throws -> [JSON] {
    let message = try message(
      where: {
        $0["method"] == "textDocument/publishDiagnostics" && $0["params"]["uri"] == .string(uri)
          && ($0["params"]["version"].integer ?? 0) >= version
      }, "diagnostics of \(uri)")
    return try #require(message["params"]["diagnostics"].elements)
  }

  var received: [JSON] { state.withLock { $0.received } }

  func received(_ method: String) -> [JSON] { received.filter { $0["method"] == .string(method) } }

  /// What `Server.run` returned.
  func exitCode() throws -> Int32 {
    let code: Int32? = state.wait(milliseconds: Self.timeout) { $0.exitCode }
    guard let code else { throw Failure(description: "the server did not end") }
    return code
  }

  // MARK: Usual openings

  /// Says hello and gives back the capabilities of the server.
  @discardableResult
  func initialize(root: String? = nil, capabilities: JSON = [:], options: JSON = nil) throws -> JSON {
    let answer = try request(
      "initialize",
      [
        "processId": nil, "rootUri": root.map { .string(DocumentURI.uri(of: FilePath($0))) } ?? nil,
        "capabilities": capabilities, "initializationOptions": options,
      ])
    notify("initialized")
    return answer["result"]["capabilities"]
  }

  func open(_ uri: String, _ text: String, version: Int = 1, languageID: String = "gin") {
    notify("textDocument/didOpen", Self.openParams(uri, text, version: version, languageID: languageID))
  }

  static func openParams(_ uri: String, _ text: String, version: Int = 1, languageID: String = "gin") -> JSON {
    let document: JSON = [
      "uri": .string(uri), "languageId": .string(languageID), "version": .integer(version), "text": .string(text),
    ]
    return ["textDocument": document]
  }

  /// A change of the whole text.
  static func changeParams(_ uri: String, _ text: String, version: Int) -> JSON {
    [
      "textDocument": ["uri": .string(uri), "version": .integer(version)], "contentChanges": [["text": .string(text)]],
    ]
  }

  static func positionParams(_ uri: String, line: Int, character: Int) -> JSON {
    [
      "textDocument": ["uri": .string(uri)],
      "position": ["line": .integer(line), "character": .integer(character)],
    ]
  }

  func hover(_ uri: String, line: Int, character: Int) throws -> JSON {
    try request("textDocument/hover", Self.positionParams(uri, line: line, character: character))
  }
}
