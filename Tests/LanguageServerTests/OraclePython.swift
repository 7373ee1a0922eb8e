// What does Python say? Runs the interpreter of the oracles, or says in one line that there is none.

import Foundation
import Testing

enum PackageFolder {
  /// The root of the package: this file is Tests/LanguageServerTests/OraclePython.swift.
  static let path = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  static var fixtures: String { path + "/protocol-fixtures" }
}

enum OraclePython {
  /// The interpreter that `GIMLET_PYTHON` names, or the one that `.ci/install-oracles` makes.
  static let interpreter: String? = {
    let named = ProcessInfo.processInfo.environment["GIMLET_PYTHON"]
    let path = named ?? PackageFolder.path + "/.build-oracles/bin/python"
    return FileManager.default.isExecutableFile(atPath: path) ? path : nil
  }()

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// - Returns: what the script printed; nil without an interpreter, which fails where oracles are required.
  static func run(_ arguments: [String], insteadOf unchecked: String) throws -> String? {
    guard let interpreter else {
      if ProcessInfo.processInfo.environment["GIMLET_REQUIRE_ORACLES"] != nil {
        throw Failure(description: "no Python for the oracles; run .ci/install-oracles")
      }
      print("Not checked, for want of .ci/install-oracles: \(unchecked).")
      return nil
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: interpreter)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(["PYTHONIOENCODING": "utf-8"]) { $1 }
    let output = Pipe()
    let errors = try TemporaryFolder()
    let errorFile = try errors.write("", to: "stderr")
    process.standardOutput = output
    process.standardError = FileHandle(forWritingAtPath: errorFile)
    try process.run()
    let printed = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(description: try String(contentsOfFile: errorFile, encoding: .utf8))
    }
    return String(decoding: printed, as: UTF8.self)
  }
}

/// A folder that lasts as long as this value.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    // The resolved name: on macOS the temporary folder lies behind a link.
    let base = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
    let folder = base.appendingPathComponent("gimlet-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Makes the folders on the way too.
  @discardableResult
  func write(_ text: String, to relative: String) throws -> String {
    let file = URL(fileURLWithPath: path + "/" + relative)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: file, atomically: true, encoding: .utf8)
    return file.path
  }
}
