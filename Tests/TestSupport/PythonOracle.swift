// What does the real thing say? Python programs that answer many questions in one run.

package import Foundation

/// The interpreter of the oracles, with what `.ci/install-oracles` put into it.
package enum PythonOracle {
  /// Why an oracle could not be asked, in a sentence.
  package struct Failure: Error, CustomStringConvertible {
    package let description: String

    package init(description: String) { self.description = description }
  }

  /// The root of the package: this file is Tests/TestSupport/PythonOracle.swift.
  package static let packageRoot = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The interpreter that `GIMLET_PYTHON` names, or the one that `.ci/install-oracles` makes.
  ///
  /// - Parameter unchecked: completes "not checked: " where there is none.
  /// - Returns: nil without an interpreter.
  /// - Throws: `Failure` without an interpreter where `GIMLET_REQUIRE_ORACLES` is set.
  package static func interpreter(toCheck unchecked: String) throws -> String? {
    let named = ProcessInfo.processInfo.environment["GIMLET_PYTHON"]
    let path = named ?? packageRoot.appending(path: ".build-oracles/bin/python").path
    if FileManager.default.isExecutableFile(atPath: path) { return path }
    try missing("\(unchecked) (no Python for the oracles: run .ci/install-oracles)")
    return nil
  }

  /// Says in one line what is not checked.
  ///
  /// - Throws: `Failure` where `GIMLET_REQUIRE_ORACLES` is set.
  package static func missing(_ what: String) throws {
    if ProcessInfo.processInfo.environment["GIMLET_REQUIRE_ORACLES"] != nil {
      throw Failure(description: "not checked: \(what)")
    }
    print("not checked: \(what)")
  }

  /// The folder with the published packages, which `.ci/download-packages` fills; nil when there is none.
  ///
  /// - Throws: `Failure` without one where `GIMLET_REQUIRE_ORACLES` is set.
  package static func packages(toCheck unchecked: String) throws -> URL? {
    let named = ProcessInfo.processInfo.environment["GIMLET_PACKAGES"]
    let folder = named.map { URL(filePath: $0) } ?? packageRoot.appending(path: ".build-oracles/packages")
    if FileManager.default.fileExists(atPath: folder.path) { return folder }
    try missing("\(unchecked) (no packages: run .ci/download-packages)")
    return nil
  }

  /// Runs a program that writes a line into its second file for every line of its first.
  ///
  /// - Throws: `Failure` when the program fails or leaves an answer out.
  package static func answers(to lines: [String], program: String, interpreter: String) throws -> [String] {
    let folder = FileManager.default.temporaryDirectory.appending(path: "gimlet-oracle-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let input = folder.appending(path: "input")
    let output = folder.appending(path: "output")
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: input)
    let process = Process()
    process.executableURL = URL(filePath: interpreter)
    process.arguments = ["-W", "ignore", "-c", program, input.path, output.path]
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(description: "Python ended with \(process.terminationStatus)")
    }
    let answers = try String(decoding: Data(contentsOf: output), as: UTF8.self).split(separator: "\n").map(String.init)
    guard answers.count == lines.count else {
      throw Failure(description: "\(answers.count) answers to \(lines.count) lines")
    }
    return answers
  }
}
