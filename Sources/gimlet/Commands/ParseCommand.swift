// What would gin-config's own parser read from a file? `gimlet parse`.

import ArgumentParser
import GinSyntax
import LanguageServerProtocol
import Resolution
import SourceText
import Workspace

struct ParseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parse",
    abstract: "Prints the statements of a file as gin-config's own parser would yield them.",
    discussion: """
      A line for each statement: its line number, its kind and what it says. Whatever gin-config would refuse is shown \
      with the place; everything else in the file is still read.

      Example: gimlet parse experiments/second.gin --format json
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @Argument(help: ArgumentHelp("The `.gin` file to read.", valueName: "file")) var path: String
  @Option(help: "How to print: text or json.") var format: Format = .text
  @OptionGroup var root: RootOption

  func run() throws {
    let root = try root.folder()
    let file = try Inputs.file(path, root: root)
    let text = try Inputs.text(of: file, named: path)
    let context = ReportContext(root: root ?? RootDiscovery.root(of: file)) { $0 == file ? text : nil }
    let parsed = GinFile(text)
    let problems = parsed.problems.map { problem in
      let related = problem.related.map { [Problem.Related(FileLocation(file, $0.range), $0.message)] }
      return Problem(.syntaxError, problem.message, at: FileLocation(file, problem.range), related: related ?? [])
    }
    let report = ProblemReport(problems, context)
    switch format {
    case .json:
      Terminal.output.write(
        JSON.object([
          ("file", .string(context.name(file))), ("statements", .array(parsed.rows.map(\.json))),
          ("problems", report.json),
        ]))
    case .text:
      let width = String(text.lineCount).count
      for row in parsed.rows {
        let line = String(row.line)
        let indent = String(repeating: " ", count: max(0, width - line.count))
        let kind = row.kind.padded(to: 8)
        Terminal.output.write("\(indent)\(Terminal.output.styled(line, .faint))  \(kind) \(row.text)\n")
      }
      Terminal.error.write(report.frames(for: .error))
    }
    if report.hasErrors { throw Outcome.problems }
  }
}

extension StatementRow {
  /// The keys are relied on by scripts.
  fileprivate var json: JSON {
    var members: [(name: String, value: JSON)] = [("kind", .string(kind)), ("line", .integer(line))]
    switch content {
    case .binding(let scope, let selector, let parameter, let value):
      members += [
        ("scope", .string(scope)), ("selector", .string(selector)), ("parameter", .string(parameter)),
        ("value", .string(value)),
      ]
    case .macro(let name, let value): members += [("name", .string(name)), ("value", .string(value))]
    case .block(let scope, let selector): members += [("scope", .string(scope)), ("selector", .string(selector))]
    case .import(let text): members.append(("text", .string(text)))
    case .include(let path): members.append(("path", .string(path)))
    }
    return .object(members)
  }
}
