// What is wrong in a file, whatever includes it? Names, parameters and values, against the definitions.

import Configurables
import GinSyntax
import SourceText

/// One pass over the bindings of a file. A binding without a problem costs no allocation.
struct FileCheck {
  let meaning: FileMeaning
  let definitions: ProjectDefinitions
  let names: NameProblems
  private var found: [Problem] = []
  /// Selectors that a hint has already been given for: one is enough.
  private var hinted: Set<String> = []

  init(_ meaning: FileMeaning) {
    self.meaning = meaning
    definitions = meaning.definitions
    names = NameProblems(meaning)
  }

  mutating func problems() -> [Problem] {
    found = meaning.syntax.problems.map { problem in
      Problem(
        .syntaxError, problem.message, at: location(problem.range),
        related: problem.related.map { [Problem.Related(location($0.range), $0.message)] } ?? [])
    }
    found += meaning.imports.compactMap(names.importProblem)
    checkBlocks()
    for record in meaning.bindings { check(record) }
    return found.sorted { $0.location.range.start < $1.location.range.start }
  }

  private func location(_ range: TextRange) -> FileLocation { FileLocation(meaning.path, range) }

  /// A block names a configurable even when no binding stands in it.
  private mutating func checkBlocks() {
    for step in meaning.syntax.statements where step.kind == .block {
      guard case .block(let block) = step.content, block.members.isEmpty else { continue }
      let reference = definitions.reference(block.selector.text)
      checkTarget(reference.target, block.selector.text, block.selector.range, isKey: true)
    }
  }

  private mutating func check(_ record: BindingRecord) {
    switch record.meaning.target {
    case .parameter(_, nil), .macro, .singleton: checkNames(in: record)
    case .parameter:
      if let facts = record.meaning.facts { check(record, facts) }
    case .unknownParameter(let id):
      if let binding = binding(record) {
        found.append(names.unknownParameter(binding.parameter, id))
      }
      checkNames(in: record)
    case .ambiguous(let ids):
      if let binding = binding(record) {
        checkTarget(.ambiguous(ids), record.meaning.selector, binding.selector.range, isKey: true)
      }
      checkNames(in: record)
    case .unknown:
      if let binding = binding(record) {
        checkTarget(.unknown, record.meaning.selector, binding.selector.range, isKey: true)
      }
      checkNames(in: record)
    }
  }

  private func binding(_ record: BindingRecord) -> GinBinding? {
    guard case .binding(let binding) = meaning.syntax.statements[record.statement].content else { return nil }
    return binding
  }

  private mutating func check(_ record: BindingRecord, _ facts: ParameterFacts) {
    guard !facts.parameter.isComputed, facts.parameter.isConfigurable else {
      if let binding = binding(record) { found.append(names.closedParameter(binding.parameter, facts)) }
      return checkNames(in: record)
    }
    guard let value = meaning.value(of: record) else { return }
    if facts.surelyTakes(value) { return }
    checkNames(in: record)
    found += TypeCheck(definitions: definitions, path: meaning.path, syntax: meaning.syntax)
      .problems(of: ConfigExpression(value, definitions), for: facts)
  }

  private mutating func checkNames(in record: BindingRecord) {
    guard let value = meaning.value(of: record), !value.kind.isLiteral else { return }
    ConfigExpression(value, definitions).visitNames { part in
      switch part.kind {
      case .reference(let reference, _):
        checkTarget(reference.target, reference.selector, selectorRange(of: part.range), isKey: false)
      case .macro(let macro): found += names.constantProblem(macro, at: part.range)
      case .literal, .list, .tuple, .dictionary, .invalid: return
      }
    }
  }

  /// Of `@a/b/f()` the `f`.
  private func selectorRange(of reference: TextRange) -> TextRange {
    let text = meaning.syntax.text
    let bytes = text.bytes
    var start = reference.start.utf8 + 1
    var end = start
    while end < reference.end.utf8, end < bytes.count, bytes[end] != UInt8(ascii: "(") {
      if bytes[end] == UInt8(ascii: "/") { start = end + 1 }
      if bytes[end] <= UInt8(ascii: " ") { break }
      end += 1
    }
    return TextRange(start, end)
  }

  private mutating func checkTarget(
    _ target: ReferenceMeaning.Target, _ selector: String, _ range: TextRange, isKey: Bool
  ) {
    switch target {
    case .configurable, .macro, .constant, .singleton:
      // `gin.macro` and its like have no parameters but those that were looked up with the key.
      if isKey, case .configurable = target { return }
      return
    case .ambiguous(let ids): found.append(names.ambiguous(selector, ids, at: range))
    case .unknown:
      guard let problem = names.unknown(selector, at: range) else { return }
      if problem.severity == .hint, !hinted.insert(selector).inserted { return }
      found.append(problem)
    }
  }
}

extension SyntaxKind {
  /// Whether a value of this kind holds no name that has to be looked up.
  var isLiteral: Bool {
    switch self {
    case .number, .string, .constant, .negation, .concatenation: true
    default: false
    }
  }
}
