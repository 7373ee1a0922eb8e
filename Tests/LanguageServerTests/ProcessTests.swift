// Does the process end when it should, with the code that it should?

import Foundation
import LanguageServer
import LanguageServerProtocol
import SourceText
import Testing

/// A `gimlet lsp` of its own.
final class ServerProcess {
  let process = Process()
  let client: TestClient

  /// The built executable beside this test bundle.
  static func executable() throws -> String {
    let bundle = CommandLine.arguments.first { $0.contains(".xctest") } ?? CommandLine.arguments[0]
    var folder = URL(fileURLWithPath: bundle)
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      let candidate = folder.appendingPathComponent("gimlet").path
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: candidate, isDirectory: &isFolder), !isFolder.boolValue {
        return candidate
      }
    }
    throw TestClient.Failure(description: "no built `gimlet` lies beside \(bundle)")
  }

  private let status = Guarded<Int32?>(nil)

  init(arguments: [String] = []) throws {
    let (clientEnd, serverEnd) = try #require(FileDescriptors.pair())
    process.executableURL = URL(fileURLWithPath: try Self.executable())
    process.arguments = ["lsp"] + arguments
    process.standardInput = FileHandle(fileDescriptor: serverEnd.input)
    process.standardOutput = FileHandle(fileDescriptor: serverEnd.output)
    process.terminationHandler = { [status] process in status.change { $0 = process.terminationStatus } }
    try process.run()
    // The child has its own; while ours are open, neither side sees the other's end.
    closeDescriptor(serverEnd.input)
    closeDescriptor(serverEnd.output)
    client = TestClient(over: clientEnd)
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
  }

  func exitCode() throws -> Int32 {
    let code: Int32? = status.wait(milliseconds: TestClient.timeout) { $0 }
    guard let code else { throw TestClient.Failure(description: "the process did not end") }
    return code
  }
}

@Suite(.serialized) struct ProcessTests {
  @Test func endsWithZeroAfterShutdownAndExit() throws {
    let server = try ServerProcess()
    try server.client.initialize()
    _ = try server.client.request("shutdown")
    server.client.notify("exit")
    #expect(try server.exitCode() == 0)
  }

  @Test func endsWithOneAfterExitAlone() throws {
    let server = try ServerProcess()
    try server.client.initialize()
    server.client.notify("exit")
    #expect(try server.exitCode() == 1)
  }

  @Test func endsWithItsInput() throws {
    let server = try ServerProcess()
    try server.client.initialize()
    let start = monotonicMilliseconds()
    server.client.closeInput()
    #expect(try server.exitCode() == 1)
    #expect(monotonicMilliseconds() - start < 2000)
  }

  /// The pipe stays open all the while, as when another child of the editor has inherited it.
  @Test func leavesWhenItsClientIsGone() throws {
    let editor = Process()
    let hasEnded = Guarded(false)
    editor.executableURL = URL(fileURLWithPath: "/bin/sleep")
    editor.arguments = ["60"]
    editor.standardOutput = FileHandle.nullDevice
    editor.terminationHandler = { _ in hasEnded.change { $0 = true } }
    try editor.run()
    let server = try ServerProcess()
    _ = try server.client.request(
      "initialize", ["processId": .integer(Int(editor.processIdentifier)), "capabilities": [:]])
    #expect(server.process.isRunning)
    // Threads of tests may block SIGTERM, and what they start inherits that.
    kill(editor.processIdentifier, SIGKILL)
    // Waited for by its handler: `waitUntilExit` runs a loop of events that the threads of tests have not.
    let ended: Bool? = hasEnded.wait(milliseconds: TestClient.timeout) { $0 ? true : nil }
    #expect(ended == true)
    let start = monotonicMilliseconds()
    #expect(try server.exitCode() == 1)
    #expect(monotonicMilliseconds() - start < 5000)
  }

  @Test func refusesARecordingThatCannotBeWritten() throws {
    let server = try ServerProcess(arguments: ["--record", "/nowhere/at/all.jsonl"])
    #expect(try server.exitCode() == 2)
  }
}
