// What does the compiler say of a program that imports Gin, and what does the program print? With what the build of the
// tests has left behind, so that nothing is built twice.

import Foundation
import SourceText
import TestSupport

enum SwiftCompiler {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// The folder of the build that these tests are from.
  static let products = URL(filePath: ProcessInfo.processInfo.arguments.first ?? "")
    .deletingLastPathComponent()

  private static let targets = [
    "SourceText", "PythonText", "GinSyntax", "Configurables", "BigInt", "Evaluation", "Resolution", "Gin",
  ]

  private static var options: [String] {
    let plugin = products.appending(path: "GinMacros-tool").path
    return [
      "-swift-version", "6", "-I", products.appending(path: "Modules").path, "-load-plugin-executable",
      plugin + "#GinMacros",
    ]
  }

  /// The errors and warnings of a program, `line: error: what`, in order.
  static func diagnostics(of source: String, _ more: [String] = []) throws -> [String] {
    let folder = try TemporaryFolder()
    let file = try folder.write("program.swift", source)
    let output = try run(["swiftc", "-typecheck", "-parse-as-library", file.string] + options + more).errors
    var found: [(line: Int, text: String)] = []
    for line in output.split(separator: "\n") where line.hasPrefix(file.string + ":") {
      let parts = line.dropFirst(file.string.count + 1).split(separator: ":", maxSplits: 2)
      guard parts.count == 3, let number = Int(parts[0]) else { continue }
      // The compiler adds the name of the macro.
      let text =
        "\(number):" + parts[2].prefix(upTo: parts[2].range(of: " (from macro")?.lowerBound ?? parts[2].endIndex)
      if !text.contains(": note: "), !found.contains(where: { $0.text == text }) { found.append((number, text)) }
    }
    return found.sorted { $0.line < $1.line }.map(\.text)
  }

  /// What a program prints.
  ///
  /// - Parameter files: the program's files by name, `main.swift` among them.
  static func output(of files: [String: String], module: String, arguments: [String] = []) throws -> String {
    let folder = try TemporaryFolder()
    let sources = try files.map { try folder.write($0.key, $0.value).string }.sorted()
    let program = folder.path.appending("program").string
    let linked = try objects()
    let compiled = try run(
      ["swiftc", "-Onone", "-suppress-warnings", "-module-name", module, "-o", program] + sources + options + linked)
    guard compiled.status == 0 else { throw Failure(description: compiled.errors) }
    let ran = try run([program] + arguments)
    guard ran.status == 0 else { throw Failure(description: "ended with \(ran.status): \(ran.errors)") }
    return ran.output
  }

  /// The object files of the library, as the tests themselves are linked with them.
  private static func objects() throws -> [String] {
    let list = products.appending(path: "gimletPackageTests.product/Objects.LinkFileList")
    let all = try String(contentsOf: list, encoding: .utf8).split(separator: "\n").map {
      $0.trimmingCharacters(in: ["'", "\""])
    }
    return all.filter { path in targets.contains { path.contains("/\($0).build/") } }
  }

  private static func run(_ command: [String]) throws -> (output: String, errors: String, status: Int32) {
    let folder = try TemporaryFolder()
    let errors = try folder.write("errors", "")
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    let output = Pipe()
    process.standardOutput = output
    process.standardError = try FileHandle(forWritingTo: URL(filePath: errors.string))
    try process.run()
    let printed = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let said = try String(contentsOfFile: errors.string, encoding: .utf8)
    return (String(decoding: printed, as: UTF8.self), said, process.terminationStatus)
  }
}
