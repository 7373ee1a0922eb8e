// How should these files be laid out? `gimlet format` writes them so, or says which are not.

import ArgumentParser
import Foundation
import GinSyntax
import Resolution
import SourceText
import Workspace

struct FormatCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "format",
    abstract: "Lays gin files out: indentation, spaces and blank lines, and nothing else.",
    discussion: """
      Tokens and comments stay as they are, and so does the meaning. A statement that gin-config would refuse is left \
      as it is, and shown. `-` reads from the standard input and writes to the standard output.

      Example: gimlet format --check experiments/second.gin
      """)

  @Flag(help: "Write nothing; name the files that are not laid out so, and exit with 1 if there are any.")
  var check = false
  @Argument(help: ArgumentHelp("The `.gin` files to lay out.", valueName: "file")) var paths: [String]
  @OptionGroup var root: RootOption

  func run() throws {
    let root = try root.folder()
    var differs = false
    var problems: [Problem] = []
    var texts: [FilePath: SourceText] = [:]
    for path in paths {
      let file = path == "-" ? FilePath("<standard input>") : try Inputs.file(path, root: root)
      let text = path == "-" ? Self.standardInput() : try Inputs.text(of: file, named: path)
      guard path == "-" || file.name.hasSuffix(".gin") else { throw CommandFailure("`\(path)` is no `.gin` file.") }
      let parsed = GinFile(text)
      texts[file] = text
      problems += parsed.problems.map { Problem(.syntaxError, $0.message, at: FileLocation(file, $0.range)) }
      let formatted = parsed.formatted()
      if path == "-", !check {
        Terminal.output.write(formatted.string)
      } else if formatted != text {
        differs = true
        if check {
          Terminal.output.write("\(path)\n")
        } else {
          try OutputFile.write(formatted.bytes, to: file, named: path)
        }
      }
    }
    let folder = paths.first.flatMap { try? Inputs.file($0, root: root) }
    let context = ReportContext(root: root ?? folder.map { RootDiscovery.root(of: $0) } ?? Disk.workingFolder) {
      texts[$0]
    }
    let report = ProblemReport(problems, context)
    Terminal.error.write(report.frames(for: .error))
    if report.hasErrors || check && differs { throw Outcome.problems }
  }

  private static func standardInput() -> SourceText {
    SourceText(utf8: Array(FileHandle.standardInput.readDataToEndOfFile()))
  }
}
