// Do Neovim and Emacs show what the server knows? The editors that are installed, driven by Tests/Editors/run.

import Foundation
import TestSupport
import Testing

@Suite struct EditorTests {
  /// The script names an editor that is not installed in a line of its own, and fails for it where oracles are required.
  @Test func editorsShowValuesDefinitionsAndProblems() throws {
    let output = FileManager.default.temporaryDirectory.appending(path: "gimlet-editors-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: output) }
    try Data().write(to: output)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["bash", PackageFolder.path + "/Tests/Editors/run"]
    process.environment = ProcessInfo.processInfo.environment.merging(["GIMLET": try ServerProcess.executable()]) { $1 }
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = process.standardOutput
    try process.run()
    process.waitUntilExit()
    let said = try String(contentsOf: output, encoding: .utf8)
    for line in said.split(separator: "\n") where line.hasPrefix("not checked") { print(line) }
    #expect(process.terminationStatus == 0, "\(said)")
    #expect(said.contains("checks passed, 0 failed"))
  }
}
