// Which values will the program get? `gimlet print`.

import ArgumentParser
import EditorFeatures
import LanguageServerProtocol
import Resolution
import SourceText
import Workspace

/// What makes an entry: files, and bindings behind them. The same for `print` and `explain`.
struct BindOption: ParsableArguments {
  @Option(
    name: .customLong("bind"), parsing: .singleValue,
    help: ArgumentHelp(
      "A binding to add after all files, as `--gin_bindings` does; may be given several times.", valueName: "x.y = 1"))
  var bindings: [String] = []
}

/// An entry, resolved.
struct ResolvedEntry {
  let entry: Entry
  let config: ResolvedConfig
  let context: ReportContext
  let report: ProblemReport

  init(_ paths: [String], bindings: [String], root chosen: FilePath?) throws {
    entry = try Inputs.entry(paths, bindings: bindings, root: chosen)
    let first = entry.files.first ?? Disk.workingFolder
    let workspace = CommandWorkspace(for: first, root: chosen)
    let analysis = workspace.analysis(for: first)
    config = analysis.resolved(entry)
    let bindingsText = SourceText(bindings.joined(separator: "\n"))
    context = ReportContext(root: workspace.root) { file in
      file == Entry.bindingsPath ? bindingsText : analysis.text(of: file)
    }
    report = ProblemReport(config.problems.values.flatMap { $0 }, context)
  }
}

struct PrintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "print",
    abstract: "Prints the resolved config: every value that the program gets, with its source.",
    discussion: """
      Computed values are worked out by reading the code, never by running it; each is shown with its inputs. What can \
      not be known says why.

      Example: gimlet print experiments/second.gin --bind 'TrainerConfig.steps = 10'
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, gin, json }

  @Argument(
    help: ArgumentHelp("`.gin` files, parsed one after the other into one config, as gin does.", valueName: "entry"))
  var entries: [String]
  @OptionGroup var bind: BindOption
  @Option(help: "How to print: text, gin (as `gin.config_str()` does) or json.") var format: Format = .text
  @Flag(help: "With `--format gin`: without the computed values, which are comments.") var plain = false
  @Flag(help: "Show parameters that nothing binds too, with the defaults of their signatures.") var defaults = false
  @OptionGroup var root: RootOption

  func run() throws {
    let resolved = try ResolvedEntry(entries, bindings: bind.bindings, root: try root.folder())
    switch format {
    case .gin: Terminal.output.write(resolved.config.configText(plain ? .plain : .computedValues))
    case .json: Terminal.output.write(json(resolved))
    case .text: Terminal.output.write(text(resolved))
    }
    // A program reads the problems in the object; a person sees them beside the values.
    if format != .json { Terminal.error.write(resolved.report.withoutHints.frames(for: .error)) }
    if resolved.report.hasErrors { throw Outcome.problems }
  }

  private var selection: ParameterSelection { defaults ? .withDefaults : .bound }

  private func json(_ resolved: ResolvedEntry) -> JSON {
    let writer = ResolvedConfigJSON(context: resolved.context)
    return .object([
      ("entry", .array(resolved.entry.files.map { .string(resolved.context.name($0)) })),
      ("parameters", .array(resolved.config.parameters(selection).map { writer.json($0) })),
      ("macros", .array(resolved.config.macros.map { writer.json($0) })), ("problems", resolved.report.json),
    ])
  }

  private func text(_ resolved: ResolvedEntry) -> String {
    var rows = ResolvedRows(resolved.context)
    for macro in resolved.config.macros { rows.add(macro) }
    let parameters = resolved.config.parameters(selection)
    if !resolved.config.macros.isEmpty, !parameters.isEmpty { rows.addGap() }
    for parameter in parameters { rows.add(parameter) }
    let text = rows.rows.text(for: .output)
    return text.isEmpty ? "Nothing is bound.\n" : text
  }
}
