// What is wrong with an entry as a whole? What only shows when all its files are known: macros, overrides, values.

import Configurables
import Evaluation
import GinSyntax
import SourceText
import Synchronization

extension ResolvedConfig {
  /// Problems that depend on more than one file or binding; those of the files themselves are `FileMeaning.problems`.
  var entryProblems: [Problem] {
    if let known = memo.withLock({ $0.entryProblems }) { return known }
    var check = EntryCheck(self)
    let made = check.problems()
    // What was ended early says too little.
    if cancellation?.hasStopped == true { return made }
    memo.withLock { [made] in $0.entryProblems = made }
    return made
  }
}

struct EntryCheck {
  let config: ResolvedConfig
  let bindings: ConfigBindings
  private var found: [Problem] = []

  init(_ config: ResolvedConfig) {
    self.config = config
    bindings = config.bindings
  }

  mutating func problems() -> [Problem] {
    found = config.layout.problems
    checkStandings()
    checkLateIncludes()
    let named = config.effectiveNamed
    checkMacroValues(named)
    var calls = CallCheck(config, named)
    found += calls.problems() + DistantValueCheck.problems(of: config, named)
    // A file that is included twice says everything twice.
    guard Set(config.layout.uses.map(\.file.path)).count < config.layout.uses.count else { return found }
    var seen: Set<Problem> = []
    return found.filter { seen.insert($0).inserted }
  }

  private func location(_ binding: ConfigBinding, _ range: TextRange) -> FileLocation {
    FileLocation(binding.file.path, range)
  }

  // MARK: Overridden and redundant bindings

  private mutating func checkStandings() {
    let layout = config.layout
    for place in layout.earlier.indices where layout.earlier[place] >= 0 {
      let previous = Int(layout.earlier[place])
      if layout.places[previous].use == layout.places[place].use {
        addOverridden(previous, by: place)
      } else {
        checkRepetition(place, of: previous)
      }
    }
    for use in layout.uses.indices where layout.uses[use].includedBy == nil {
      for record in layout.uses[use].meaning.repeatedDefaults { checkDefault(use, record) }
    }
  }

  private mutating func addOverridden(_ place: Int, by next: Int) {
    let binding = bindings[place]
    let later = bindings[next]
    let line = later.file.text.line(of: later.range.start) + 1
    found.append(
      Problem(
        .overridden, ProblemWords.overridden(line: line), at: binding.location,
        related: [Problem.Related(later.location, ProblemWords.overridingHere)],
        fixes: [deletion(of: binding)]))
  }

  /// The statement with its line, so that nothing is left of it; with the header of a block that holds nothing else.
  private func deletion(of binding: ConfigBinding) -> Problem.Fix {
    let text = binding.file.text
    let last = text.line(of: binding.range.end)
    let end = last + 1 < text.lineCount ? text.lineStarts[last + 1] : text.length
    var start = text.lineStarts[text.line(of: binding.range.start)]
    var rest = ""
    if let block = binding.statement.block, block.members.count == 1 {
      let header = text.line(of: block.statement.range.start)
      let below = header + 1 < text.lineCount ? text.lineStarts[header + 1] : text.length
      // Comments between the two are kept.
      rest = text[TextRange(below, start)]
      start = text.lineStarts[header]
    }
    return Problem.Fix(
      title: ProblemWords.deleteBinding, location: location(binding, TextRange(start, end)), replacement: rest)
  }

  /// Said only of the entry's own files, where nothing that includes them can have set another value before.
  private mutating func checkRepetition(_ place: Int, of previous: Int) {
    let binding = bindings[place]
    let earlier = bindings[previous]
    guard config.layout.uses[binding.use].includedBy == nil, config.winner(of: place) == place,
      let value = binding.value, let other = earlier.value, Self.sameText(value, other)
    else { return }
    let isComputed = value.holds(.reference) || value.holds(.macroUse)
    // With dynamic registration a name means what its own file imports.
    let filesHaveNames = [binding, earlier].contains { $0.file.syntax.importedNames.bound != nil }
    guard !(value.holds(.reference) && filesHaveNames) else { return }
    let key = config.name(of: binding)
    let message =
      isComputed
      ? ProblemWords.redundant(earlier: key, computed: binding.expression) : ProblemWords.redundant(earlier: key)
    let source = isComputed ? ProblemWords.expressionFromHere : ProblemWords.valueFromHere
    found.append(
      Problem(
        .redundantBinding, message, at: binding.location, related: [Problem.Related(earlier.location, source)],
        fixes: [deletion(of: binding)]))
  }

  private mutating func checkDefault(_ use: Int, _ record: Int) {
    guard let place = config.place(use: use, record: record), config.winner(of: place) == place,
      config.layout.earlier[place] < 0
    else { return }
    let binding = bindings[place]
    guard let facts = binding.record.meaning.facts, binding.record.meaning.scope.isEmpty,
      !config.definitions.isQueried(facts.parameter.name)
    else { return }
    let declared = config.index.configurables[facts.configurable]
    found.append(
      Problem(
        .redundantBinding, ProblemWords.redundant(default: binding.expression), at: binding.location,
        related: [
          Problem.Related(declared.place(of: facts.parameter), ProblemWords.declaredHere)
        ], fixes: [deletion(of: binding)]))
  }

  private static func sameText(_ left: GinValue, _ right: GinValue) -> Bool {
    left.file.name(left.range) == right.file.name(right.range)
  }

  // MARK: Late includes

  private mutating func checkLateIncludes() {
    let layout = config.layout
    for include in layout.includes {
      var overridden: [Int] = []
      for place in include.firstBinding..<include.endBinding {
        let previous = Int(layout.earlier[place])
        if previous >= 0, previous < include.firstBinding, Int(layout.places[previous].use) == include.from {
          overridden.append(previous)
        }
      }
      guard !overridden.isEmpty else { continue }
      let related = overridden.prefix(5).map { place in
        Problem.Related(bindings[place].location, ProblemWords.overriddenByInclude)
      }
      found.append(
        Problem(.lateInclude, ProblemWords.lateInclude(overridden.count), at: include.location, related: related))
    }
  }

  // MARK: Macros in values

  private mutating func checkMacroValues(_ named: [NamedValue]) {
    var fitting: Set<NameForParameter> = []
    for value in named where value.holds.contains(.macro) {
      guard let facts = config.key(of: value).facts else { continue }
      let expression = config.expression(of: value)
      let whole = NameForParameter(expression, facts)
      if let whole, fitting.contains(whole) { continue }
      let before = found.count
      checkMacroValue(expression, bindings[value.binding])
      if let whole, found.count == before { fitting.insert(whole) }
    }
  }

  /// `X.p = %M` and `X.p = [%M]`, where the value that `M` has is of a wrong type.
  private mutating func checkMacroValue(_ expression: ConfigExpression, _ binding: ConfigBinding) {
    guard let facts = binding.record.meaning.facts, let type = facts.parameter.type else { return }
    if case .macro(let macro) = expression.kind {
      checkMacro(macro, facts, binding, at: expression.range) { evaluator, value in
        evaluator.convert(value, for: facts.parameter, of: facts.configurable)
      }
      return
    }
    for use in expression.macros(ofType: type) {
      checkMacro(use.macro, facts, binding, at: use.range) { evaluator, value in
        let place = TypeCheck.Place(facts, evaluator.index)
        return evaluator.convert(value, to: use.type, in: place.file, enclosing: place.enclosing)
      }
    }
  }

  private mutating func checkMacro(
    _ macro: MacroMeaning, _ facts: ParameterFacts, _ binding: ConfigBinding, at range: TextRange,
    _ convert: (Evaluator, Value) -> Result<Value, TypeMismatch>
  ) {
    guard let (value, source, name) = constantValue(of: macro, knownToFit: facts),
      case .failure(let mismatch) = convert(config.definitions.evaluator, value)
    else { return }
    found.append(
      Problem(
        .typeMismatch, ProblemWords.sentence(mismatch.message), at: location(binding, range),
        related: [Problem.Related(source, ProblemWords.macroBoundHere(name))]))
  }

  /// The value behind a macro, through macros that stand for macros; nil for one that has to be called, or that is
  /// known to be right.
  private func constantValue(
    of macro: MacroMeaning, knownToFit facts: ParameterFacts
  ) -> (value: Value, source: FileLocation, name: String)? {
    if let constant = macro.constants.first {
      guard macro.constants.count == 1,
        let value = try? config.definitions.evaluator.constant(
          constant, environment: EmptyEnvironment(), run: EvaluationRun())
      else { return nil }
      return (value, FileLocation(constant.file, constant.constant.nameRange), macro.name)
    }
    var macro = macro
    for _ in 0..<20 {
      guard let bound = config.macro(macro), let value = bound.value, value.kind != .reference,
        !facts.isKnownToFit(value)
      else { return nil }
      let inner = ConfigExpression(value, config.definitions)
      if case .macro(let next) = inner.kind {
        macro = next
        continue
      }
      return inner.constant.map { ($0, bound.location, macro.name) }
    }
    return nil
  }
}

/// A macro or a reference that is the whole value of a parameter: what its type has to say of it is the same in a
/// thousand scopes.
struct NameForParameter: Hashable {
  private enum Name: Hashable {
    case macro(ObjectIdentifier)
    case reference(DefinitionIndex.ID, ReferenceValue.Form)
  }

  private let name: Name
  private let facts: ObjectIdentifier

  init?(_ expression: ConfigExpression, _ facts: ParameterFacts) {
    switch expression.kind {
    case .macro(let macro): name = .macro(ObjectIdentifier(macro))
    case .reference(let reference, let form):
      guard case .configurable(let id) = reference.target else { return nil }
      name = .reference(id, form)
    case .literal, .list, .tuple, .dictionary, .invalid: return nil
    }
    self.facts = ObjectIdentifier(facts)
  }
}

extension ConfigExpression {
  /// The macros in the value, each with the type that is declared at its place.
  func macros(
    ofType type: TypeExpression
  ) -> [(macro: MacroMeaning, type: TypeExpression, range: TextRange)] {
    switch (kind, type.unwrapped) {
    case (.macro(let macro), _): [(macro, type, range)]
    case (.list(let parts), .array(let element)), (.tuple(let parts), .array(let element)):
      parts.flatMap { $0.macros(ofType: element) }
    case (.tuple(let parts), .tuple(let elements)) where parts.count == elements.count:
      zip(parts, elements).flatMap { $0.macros(ofType: $1.type) }
    case (.dictionary(let entries), .dictionary(let key, let value)):
      entries.flatMap { $0.key.macros(ofType: key) + $0.value.macros(ofType: value) }
    default: []
    }
  }
}

extension GinValue {
  func holds(_ kind: SyntaxKind) -> Bool {
    guard file.nodes.indices.contains(index) else { return false }
    let end = Swift.min(Swift.max(index + 1, Int(file.nodes[index].next)), file.nodes.count)
    return file.nodes[index..<end].contains { $0.kind == kind }
  }
}
