// Which values will the program get? `gimlet print`.

import ArgumentParser
import Configurables
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
  /// As answers name it.
  let names: [String]
  let content: Content
  let analysis: Analysis
  let context: ReportContext
  let report: ProblemReport

  enum Content {
    case config(ResolvedConfig)
    case experiment(ResolvedExperiment, DefinitionIndex)
  }

  init(_ paths: [String], bindings: [String], root chosen: FilePath?) throws {
    if paths.count == 1, let reference = ExperimentReference(paths[0]) {
      guard bindings.isEmpty else {
        throw CommandFailure("A typed experiment takes no `--bind`; that is for `.gin` files.")
      }
      self = try ResolvedEntry(reference, root: chosen)
      return
    }
    let entry = try Inputs.entry(paths, bindings: bindings, root: chosen)
    let first = entry.files.first ?? Disk.workingFolder
    let workspace = CommandWorkspace(for: first, root: chosen)
    let analysis = workspace.analysis(for: first)
    self.analysis = analysis
    let config = analysis.resolved(entry)
    for use in config.files where use.includedBy != nil {
      _ = try Inputs.text(of: use.file.path, named: workspace.name(use.file.path))
    }
    names = entry.files.map { workspace.name($0) }
    content = .config(config)
    let bindingsText = SourceText(entry.bindings.joined(separator: "\n"))
    let isNamed = !entry.name.isEmpty && bindings.isEmpty
    context = ReportContext(root: workspace.root, bindingsName: isNamed ? entry.name : "--bind") { file in
      Entry.isBindings(file) ? bindingsText : analysis.text(of: file)
    }
    report = ProblemReport(config.problems.values.flatMap { $0 }, context)
  }

  private init(_ reference: ExperimentReference, root chosen: FilePath?) throws {
    let start = try reference.start(root: chosen)
    let workspace = CommandWorkspace(for: start, root: chosen)
    let analysis = workspace.analysis(for: start)
    self.analysis = analysis
    let id = try reference.experiment(in: analysis, at: start)
    let experiment = analysis.resolved(id)
    names = [reference.text]
    content = .experiment(experiment, analysis.definitions)
    context = ReportContext(root: workspace.root) { analysis.text(of: $0) }
    report = ProblemReport(analysis.problems(of: experiment), context)
  }

  /// By what a person calls it.
  var title: String {
    if case .config(let config) = content { return analysis.wholeTitle(of: config.entry) }
    return names.joined(separator: ", ")
  }

  /// The rows of `print` and `explain`.
  func parameters(_ selection: ParameterSelection) -> [ResolvedParameter] {
    switch content {
    case .config(let config): config.parameters(selection)
    // All fields of a type belong to its instance, set or not.
    case .experiment(let experiment, let index): experiment.parameters(index)
    }
  }

  var macros: [ResolvedMacro] {
    if case .config(let config) = content { return config.macros }
    return []
  }
}

struct PrintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "print",
    abstract: "Prints the resolved config: every value that the program gets, with its source.",
    discussion: """
      Computed values are worked out by reading the code, never by running it; each is shown with its inputs. What \
      cannot be known says why.

      Example: gimlet print experiments/second.gin --bind 'TrainerConfig.steps = 10'
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, gin, json, swift }

  @Argument(
    help: ArgumentHelp(
      "`.gin` files, parsed one after the other into one config, as gin does; an experiment of `gimlet.gin` or of a "
        + "launch script by its name; or a typed experiment, a Swift file or a Python path such as "
        + "project.experiments.second.config.", valueName: "entry"))
  var entries: [String]
  @OptionGroup var bind: BindOption
  @Option(help: "How to print: text, gin (as `gin.config_str()` does), json or swift.") var format: Format = .text
  @Flag(help: "With `--format gin`: without the computed values, which are comments.") var plain = false
  @Flag(help: "Show parameters that nothing binds too, with the defaults of their signatures.") var defaults = false
  @OptionGroup var root: RootOption

  func run() throws {
    let resolved = try ResolvedEntry(entries, bindings: bind.bindings, root: try root.folder())
    switch format {
    case .gin:
      guard case .config(let config) = resolved.content else {
        throw CommandFailure("A typed experiment has no form in gin; print it as text or as JSON.")
      }
      Terminal.output.write(config.configText(plain ? .plain : .computedValues))
    case .swift: Terminal.output.write(try swift(resolved) + "\n")
    case .json: Terminal.output.write(json(resolved))
    case .text: Terminal.output.write(text(resolved))
    }
    // A program reads the problems in the object; a person sees them beside the values.
    if format != .json { Terminal.error.write(resolved.report.withoutHints.frames(for: .error)) }
    if resolved.report.hasErrors { throw Outcome.problems }
  }

  /// An expression that makes the config.
  private func swift(_ resolved: ResolvedEntry) throws -> String {
    if case .config(let config) = resolved.content {
      guard let text = config.swiftText else {
        throw CommandFailure("No binding of this config is of a Swift type, so that nothing can be printed as Swift.")
      }
      return text
    }
    guard case .experiment(let experiment, _) = resolved.content, experiment.experiment.language == .swift else {
      throw CommandFailure("A typed experiment of Python has no form in Swift; print it as text or as JSON.")
    }
    guard let value = experiment.value else {
      throw CommandFailure("Not all of `\(experiment.experiment.name)` is known, so it cannot be printed as Swift.")
    }
    return value.swiftText
  }

  private var selection: ParameterSelection { defaults ? .withDefaults : .bound }

  private func json(_ resolved: ResolvedEntry) -> JSON {
    let writer = ResolvedConfigJSON(context: resolved.context)
    return .object([
      ("entry", .array(resolved.names.map { .string($0) })),
      ("parameters", .array(resolved.parameters(selection).map { writer.json($0) })),
      ("macros", .array(resolved.macros.map { writer.json($0) })), ("problems", resolved.report.json),
    ])
  }

  private func text(_ resolved: ResolvedEntry) -> String {
    var rows = ResolvedRows(resolved.context)
    for macro in resolved.macros { rows.add(macro) }
    let parameters = resolved.parameters(selection)
    if !resolved.macros.isEmpty, !parameters.isEmpty { rows.addGap() }
    for parameter in parameters { rows.add(parameter) }
    let text = rows.rows.text(for: .output)
    if case .experiment(let experiment, _) = resolved.content, let words = experiment.failureWords, text.isEmpty {
      return "not evaluated: \(words)\n"
    }
    return text.isEmpty ? "Nothing is bound.\n" : text
  }
}
