// Does the README's page for Swift programs work as it stands? Its files, written into a package of their own.

import Foundation
import TestSupport
import Testing

@Suite struct AdoptionTests {
  private static let heading = "## In your Swift program"

  /// Beside this checkout's other products a package keeps its own: the second run is quick.
  private static let folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
    .appending(path: "gimlet-adoption-" + PythonOracle.packageRoot.path.map { $0.isLetter ? $0 : "-" })

  @Test func thePageBuildsAndRunsAsItStands() throws {
    let page = try AdoptionPage(Self.heading)
    #expect(page.files.count == 4 && page.commands.count == 1 && page.outputs.count == 1)
    let package = Self.folder.appending(path: "digits")
    try write(page, into: package)

    for (command, output) in zip(page.commands, page.outputs) {
      #expect(try run(["/bin/sh", "-c", command], in: package) == output)
    }
    try checkProgram(package.appending(path: ".build/debug/Digits"))
    try checkEditor(package)
  }

  private func write(_ page: AdoptionPage, into package: URL) throws {
    let files = FileManager.default
    try files.createDirectory(at: package, withIntermediateDirectories: true)
    for item in try files.contentsOfDirectory(atPath: package.path) where item != ".build" {
      try files.removeItem(at: package.appending(path: item))
    }
    let link = Self.folder.appending(path: "gimlet")
    try? files.removeItem(at: link)
    try files.createSymbolicLink(at: link, withDestinationURL: PythonOracle.packageRoot)
    for file in page.files {
      let path = package.appending(path: file.path)
      try files.createDirectory(at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(file.text.utf8).write(to: path)
    }
  }

  /// The program holds neither the Swift parser nor the language server.
  private func checkProgram(_ program: URL) throws {
    let bytes = try Data(contentsOf: program)
    for module in ["SwiftSyntax", "SwiftParser", "SwiftDefinitions", "LanguageServer", "EditorFeatures"] {
      #expect(bytes.range(of: Data("\(module.count)\(module)".utf8)) == nil, "\(module) is in the program")
    }
    #expect(bytes.range(of: Data("10Resolution".utf8)) != nil)
  }

  /// The editor's values are the program's.
  private func checkEditor(_ package: URL) throws {
    let gimlet = SwiftCompiler.products.appending(path: "gimlet").path
    #expect(try run([gimlet, "check"], in: package).contains("no problems"))
    let printed = try run([gimlet, "print", "experiments/first.gin", "--bind", "EPOCHS = 2"], in: package)
    #expect(printed.contains("[0.1, 0.05]"))
  }

  private func run(_ command: [String], in folder: URL) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: command[0])
    process.arguments = Array(command.dropFirst())
    process.currentDirectoryURL = folder
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let printed = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(command.joined(separator: " "))")
    return String(decoding: printed, as: UTF8.self)
  }
}

/// A section of the README: the blocks that name a file, and the commands with what they print.
struct AdoptionPage {
  var files: [(path: String, text: String)] = []
  var commands: [String] = []
  var outputs: [String] = []

  init(_ heading: String) throws {
    let readme = PythonOracle.packageRoot.appending(path: "README.md")
    let lines = try String(contentsOf: readme, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
    let section = lines.drop { $0 != heading }.dropFirst().prefix { !$0.hasPrefix("## ") }
    var block: (info: [Substring], text: String)?
    for line in section {
      if let open = block, line == "```" {
        add(open.info, open.text)
        block = nil
      } else if block != nil {
        block?.text += line + "\n"
      } else if line.hasPrefix("```") {
        block = (line.dropFirst(3).split(separator: " "), "")
      }
    }
  }

  private mutating func add(_ info: [Substring], _ text: String) {
    if info.count == 2 {
      files.append((String(info[1]), text))
    } else if info == ["sh"] {
      commands.append(text)
    } else if info == ["text"] {
      outputs.append(text)
    }
  }
}
