// How do tests run the program? As a shell does: arguments in, two streams and an exit code out.

import Foundation
import SourceText
import Testing

struct CommandOutcome {
  let code: Int32
  let output: String
  let errors: String

  /// The object that the command printed, which must be all that it printed.
  func json() throws -> [String: Any] {
    let value = try JSONSerialization.jsonObject(with: Data(output.utf8))
    return try #require(value as? [String: Any])
  }
}

enum CommandLineProgram {
  /// The executable that was built with the tests.
  static var path: String {
    get throws {
      var folder = Bundle.main.bundleURL
      // The bundle of tests, or the test runner inside it, stands beside the executable.
      for _ in 0..<4 {
        let candidate = folder.appendingPathComponent("gimlet")
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: candidate.path, isDirectory: &isFolder), !isFolder.boolValue {
          return candidate.path
        }
        folder.deleteLastPathComponent()
      }
      throw CocoaError(.fileNoSuchFile)
    }
  }

  /// The example workspaces of the package.
  static let fixtures = FilePath(#filePath).folder.folder.folder.appending("protocol-fixtures")

  static func run(
    _ arguments: String..., in folder: FilePath
  ) throws -> CommandOutcome { try run(arguments, in: folder) }

  /// - Parameter output: where the output goes instead of into the outcome.
  static func run(
    _ arguments: [String], in folder: FilePath, environment: [String: String] = [:], output file: FileHandle? = nil
  ) throws -> CommandOutcome {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder.string)
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let (output, errors) = (Pipe(), Pipe())
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = file ?? output
    process.standardError = errors
    try process.run()
    // Both are read at once: a full pipe would stop the program.
    let reading = DispatchGroup()
    nonisolated(unsafe) var errorData = Data()
    DispatchQueue.global().async(group: reading) { errorData = errors.fileHandleForReading.readDataToEndOfFile() }
    let outputData = file == nil ? output.fileHandleForReading.readDataToEndOfFile() : Data()
    reading.wait()
    process.waitUntilExit()
    return CommandOutcome(
      code: process.terminationStatus, output: String(decoding: outputData, as: UTF8.self),
      errors: String(decoding: errorData, as: UTF8.self))
  }
}
