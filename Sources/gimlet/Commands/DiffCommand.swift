// What differs between two experiments? `gimlet diff`.

import ArgumentParser
import EditorFeatures
import LanguageServerProtocol
import Resolution
import SourceText

struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Shows what differs between two experiments after everything was resolved.",
    discussion: """
      Values are compared, not lines: what follows from another change is marked as derived, and a swapped type is one \
      change with its parameters. Exit code 1: they differ.

      Example: gimlet diff experiments/first.gin experiments/second.gin
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @Argument(
    help: ArgumentHelp(
      "A `.gin` file, an experiment of `gimlet.gin` or of a launch script by its name, or a typed experiment.",
      valueName: "entry-a"))
  var left: String
  @Argument(help: ArgumentHelp("The experiment that it is compared with.", valueName: "entry-b")) var right: String
  @Option(
    name: .customLong("bind"), parsing: .singleValue,
    help: ArgumentHelp("A binding to add to the second experiment; may be given several times.", valueName: "x.y = 1"))
  var bindings: [String] = []
  @Option(help: "How to print: text or json.") var format: Format = .text
  @OptionGroup var root: RootOption

  func run() throws {
    let chosen = try root.folder()
    let left = try ResolvedEntry([left], bindings: [], root: chosen)
    let right = try ResolvedEntry([right], bindings: bindings, root: chosen)
    let difference = difference(left, right)
    switch format {
    case .json: Terminal.output.write(json(difference, left, right))
    case .text: Terminal.output.write(coloured(right.analysis.differenceDocument(difference, left.title, right.title)))
    }
    if !difference.isEmpty { throw Outcome.problems }
  }

  private func difference(_ left: ResolvedEntry, _ right: ResolvedEntry) -> ConfigDifference {
    if case (.config(let left), .config(let right)) = (left.content, right.content) {
      return ConfigDifference(from: left, to: right)
    }
    return ConfigDifference(from: left.parameters(.bound), to: right.parameters(.bound))
  }

  private func coloured(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let style: Terminal.Style? = line.hasPrefix("- ") ? .red : line.hasPrefix("+ ") ? .cyan : nil
      return style.map { Terminal.output.styled(String(line), $0) } ?? String(line)
    }.joined(separator: "\n")
  }

  private func row(_ row: ConfigDifference.Row, _ left: ResolvedEntry, _ right: ResolvedEntry) -> JSON {
    func side(_ parameter: ResolvedParameter?, _ entry: ResolvedEntry) -> JSON {
      parameter.map { ResolvedConfigJSON(context: entry.context).json($0) } ?? .null
    }
    return .object([
      ("key", .string(row.key)), ("kind", .string(row.kind.rawValue)), ("derived", .boolean(row.isDerived)),
      ("causes", .array(row.causes.map { .string($0) })), ("left", side(row.left, left)),
      ("right", side(row.right, right)), ("parts", .array(row.parts.map { self.row($0, left, right) })),
    ])
  }

  private func json(_ difference: ConfigDifference, _ left: ResolvedEntry, _ right: ResolvedEntry) -> JSON {
    return .object([
      ("entries", .array([left, right].map { .array($0.names.map { .string($0) }) })),
      ("differences", .array(difference.rows.map { row($0, left, right) })),
    ])
  }
}
