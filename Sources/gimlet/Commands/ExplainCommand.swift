// Why does one parameter have its value? `gimlet explain`.

import ArgumentParser
import Configurables
import EditorFeatures
import LanguageServerProtocol
import Resolution
import SourceText

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explains one parameter: its value, why it won, what it overrides, what it was computed from.",
    discussion: """
      The last argument is the parameter, in the config's spelling or in the code's, with a scope where it has one; or \
      the name of a macro.

      Example: gimlet explain experiments/second.gin TrainerConfig.lr_schedule
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @Argument(
    help: ArgumentHelp(
      "An experiment: `.gin` files, a name, or a typed experiment; and behind it the parameter.",
      valueName: "entry… key"))
  var arguments: [String]
  @OptionGroup var bind: BindOption
  @Option(help: "How to print: text or json.") var format: Format = .text
  @OptionGroup var root: RootOption

  func validate() throws {
    guard arguments.count >= 2 else {
      throw ValidationError("An entry and a parameter are needed: gimlet explain second.gin TrainerConfig.steps")
    }
  }

  func run() throws {
    let key = arguments.last ?? ""
    let resolved = try ResolvedEntry(
      Array(arguments.dropLast()), bindings: bind.bindings, root: try root.folder())
    let lookup = ParameterLookup(resolved)
    print(try lookup.row(named: key), lookup, resolved)
    if resolved.report.hasErrors { throw Outcome.problems }
  }

  private func print(_ parameter: ResolvedParameter, _ lookup: ParameterLookup, _ resolved: ResolvedEntry) {
    switch format {
    case .json:
      let writer = ResolvedConfigJSON(context: resolved.context)
      let inputs = lookup.inputs(of: parameter).map { writer.json($0.parameter) }
      let links = ConfigLinks(parameter, in: resolved)
      let usedBy = JSON.array(links.dependents.map { .string($0.row.key) })
      if let macro = lookup.macro(named: parameter.key) {
        Terminal.output.write(JSON.object([("macro", writer.json(macro)), ("usedBy", usedBy)]))
        return
      }
      Terminal.output.write(
        JSON.object([
          ("parameter", writer.json(parameter)), ("computedFrom", .array(inputs)),
          ("otherScopes", .array(links.otherScopes.map { writer.json($0) })),
          ("usedBy", usedBy),
        ]))
    case .text:
      let explanation = Explanation(
        lookup: lookup, links: ConfigLinks(parameter, in: resolved), context: resolved.context)
      Terminal.output.write(explanation.text(of: parameter))
      let problems = resolved.report.problems.filter { problem in
        guard let source = parameter.source else { return false }
        return problem.location.file == source.file && source.range.contains(problem.location.range)
      }
      Terminal.error.write(ProblemReport(problems, resolved.context).frames(for: .error))
    }
  }
}

/// Parameters of a config by any spelling of their keys.
struct ParameterLookup {
  private let content: ResolvedEntry.Content
  private let macros: [ResolvedMacro]
  private let parameters: [ResolvedParameter]

  init(_ entry: ResolvedEntry) {
    content = entry.content
    macros = entry.macros
    parameters = entry.parameters(.withDefaults)
  }

  func macro(named key: String) -> ResolvedMacro? { macros.first { $0.name == key } }

  /// The macro of this name, else the parameter.
  func row(named key: String) throws -> ResolvedParameter {
    guard let macro = macro(named: key), case .config(let config) = content, let binding = config.macro(macro.name)
    else { return try parameter(named: key) }
    var row = config.row(for: binding)
    row.key = macro.name
    return row
  }

  /// The parameter that `key` means: exactly, else by the code's spelling, else by the end of its key.
  private func parameter(named key: String) throws -> ResolvedParameter {
    if let exact = parameters.first(where: { $0.key == key }) { return exact }
    let wanted = DefinitionIndex.folded(key)
    let matches: [(ResolvedParameter) -> Bool] = [
      { DefinitionIndex.folded($0.key) == wanted },
      { $0.scope.isEmpty && "." + DefinitionIndex.folded("\($0.configurable).\($0.parameter)") == "." + wanted },
      {
        DefinitionIndex.folded($0.key).hasSuffix("." + wanted) || DefinitionIndex.folded($0.key).hasSuffix("/" + wanted)
      },
    ]
    for match in matches {
      let found = parameters.filter(match)
      if found.count == 1 { return found[0] }
      if found.count > 1 {
        let keys = found.prefix(5).map { "`\($0.key)`" }.joined(separator: ", ")
        throw CommandFailure("`\(key)` may be any of \(keys); write the key whole.")
      }
    }
    let inside = parameters.filter { parameter in
      let owner = DefinitionIndex.folded(parameter.configurable)
      return owner == wanted || owner.hasSuffix("." + wanted)
    }
    if !inside.isEmpty {
      let keys = inside.prefix(8).map { "`\($0.key)`" }.joined(separator: ", ")
      throw CommandFailure("`\(key)` is no parameter; it has \(keys)\(inside.count > 8 ? ", …" : "").")
    }
    let nearest = NearestNames.nearest(to: key, among: parameters.map(\.key) + macros.map(\.name)).first
    let advice = nearest.map { "Did you mean `\($0)`?" } ?? "`gimlet print --defaults` lists what there is."
    throw CommandFailure("Nothing in this config is called `\(key)`. \(advice)")
  }

  /// The parameters that one was computed from, and what these were computed from, each with its depth; each once.
  func inputs(of parameter: ResolvedParameter) -> [(parameter: ResolvedParameter, depth: Int)] {
    var seen: Set<String> = [parameter.key]
    var result: [(ResolvedParameter, Int)] = []
    var pending = parameter.value.inputs.reversed().map { ($0, 1) }
    while let (input, depth) = pending.popLast() {
      guard seen.insert(input.key).inserted else { continue }
      let known = parameters.first { $0.key == input.key }
      // In the scope of this call the same binding may come to something else.
      let row = known.flatMap { $0.value.text == input.text ? $0 : nil } ?? Self.row(of: input)
      result.append((row, depth))
      pending += row.value.inputs.reversed().map { ($0, depth + 1) }
    }
    return result
  }

  /// An input that no row stands for: a default, or one that was read in another scope.
  private static func row(of input: ResolvedValue.Input) -> ResolvedParameter {
    ResolvedParameter(
      key: input.key, scope: "", configurable: "", configurableID: input.configurable, parameter: input.parameter,
      expression: input.text,
      value: ResolvedValue(status: input.origin == .binding ? .value : .defaultValue, text: input.text),
      source: input.origin == .binding ? input.source : nil,
      definition: input.origin == .defaultValue ? input.source : nil, overrides: [])
  }
}

/// What else a config says of a parameter: in other scopes, in the code, and what follows from it.
private struct ConfigLinks {
  /// The bindings of the same parameter that win in other scopes.
  private(set) var otherScopes: [ResolvedParameter] = []
  private(set) var dependents: [(row: ResolvedParameter, depth: Int)] = []
  /// What the signature would give; nil where it gives nothing, or where nothing is bound.
  private(set) var defaultValue: (text: String, place: FileLocation)?

  init(_ parameter: ResolvedParameter, in entry: ResolvedEntry) {
    guard case .config(let config) = entry.content else { return }
    let index = config.definitions.index
    if let id = parameter.configurableID, let declared = index.parameter(parameter.parameter, of: id) {
      otherScopes = config.bindings(of: id).filter { other in
        config.standing(of: other.index) == .effective && other.scope != parameter.scope
          && index.parameter(other.parameter, of: id)?.name == declared.name
      }.map { config.row(for: $0) }
      if parameter.source != nil, let text = declared.defaultText {
        defaultValue = (text, index.configurables[id].place(of: declared))
      }
    }
    if let source = parameter.source, let binding = config.bindings.last(where: { $0.location == source }) {
      dependents = config.dependents(of: binding).map { (config.row(for: $0.binding), $0.depth) }
    }
  }
}

/// The answer for a person.
private struct Explanation {
  let lookup: ParameterLookup
  let links: ConfigLinks
  let context: ReportContext

  func text(of parameter: ResolvedParameter) -> String {
    let output = Terminal.output
    let text = output.styled(parameter.key, .bold) + " = " + ResolvedRows.text(of: parameter.value) + "\n\n"
    var rows = AlignedRows()
    if let source = parameter.source {
      rows.add("  set by", parameter.expression, context.place(source))
      rows.add("  it wins", reason(parameter, source))
    } else if case .defaultValue = parameter.value.status {
      rows.add("  set by", "nothing; this is the default of its signature", definition(parameter))
    }
    if parameter.source == nil, parameter.value.status != .defaultValue {
      rows.add("  computed by", parameter.expression, definition(parameter))
    }
    for override in parameter.overrides {
      let verb = ResolvedRows.verb(for: override, parameter.value, parameter.expression)
      rows.add("  " + verb, ResolvedRows.text(of: override), context.place(override.source))
    }
    if let initial = links.defaultValue {
      rows.add("  default", initial.text, context.place(initial.place))
    }
    for other in links.otherScopes {
      rows.add(
        "  in scope " + (other.scope.isEmpty ? "''" : other.scope), ResolvedRows.text(of: other.value),
        other.source.map { context.place($0) } ?? "")
    }
    if parameter.source != nil, parameter.definition != nil { rows.add("  computed by", definition(parameter)) }
    for field in parameter.value.fieldsByReason { rows.add("  computes", ResolvedRows.text(of: field)) }
    return text + rows.text(for: output) + inputs(of: parameter) + dependents
  }

  /// What follows from the parameter, through however many steps.
  private var dependents: String {
    guard !links.dependents.isEmpty else { return "" }
    var rows = AlignedRows()
    for (row, depth) in links.dependents {
      let indent = String(repeating: "  ", count: min(depth, 20) + 1)
      rows.add(
        indent + (row.key.isEmpty ? row.expression : row.key), ResolvedRows.text(of: row.value),
        row.source.map { context.place($0) } ?? "")
    }
    let count = links.dependents.count
    return "\n  used by, so that an edit reaches \(count) value\(count == 1 ? "" : "s")\n" + rows.text(for: .output)
  }

  private func inputs(of parameter: ResolvedParameter) -> String {
    let inputs = lookup.inputs(of: parameter)
    guard !inputs.isEmpty else { return "" }
    var inputRows = AlignedRows()
    for (input, depth) in inputs {
      let indent = String(repeating: "  ", count: min(depth, 20) + 1)
      let place = input.source.map { context.place($0) } ?? definition(input)
      inputRows.add(indent + input.key, ResolvedRows.text(of: input.value), place)
      for override in input.overrides {
        let verb = ResolvedRows.verb(for: override, input.value, input.expression)
        inputRows.addDetail(indent + "  " + verb, ResolvedRows.text(of: override), context.place(override.source))
      }
    }
    return "\n  computed from\n" + inputRows.text(for: .output)
  }

  private func definition(_ parameter: ResolvedParameter) -> String {
    parameter.definition.map { context.place($0) } ?? ""
  }

  private func reason(_ parameter: ResolvedParameter, _ source: FileLocation) -> String {
    guard let loser = parameter.overrides.first else { return "nothing else sets it" }
    if Entry.isBindings(source.file) {
      return "bindings of \(Entry.bindingsOrigin(of: source.file) ?? "the command line") come after all files"
    }
    if source.file == loser.source.file {
      return source == loser.source ? "its file is read once more" : "it stands further down in the same file"
    }
    return "\(context.name(source.file)) is read up to here after \(context.name(loser.source.file))"
  }
}
