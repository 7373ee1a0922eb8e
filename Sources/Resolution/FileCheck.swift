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
  private var repeatedDefaults: [Int] = []
  /// What was said about unknown selectors, without a place; nil where nothing is to be said.
  private var unknown: [UnknownName: Problem?] = [:]
  private var ambiguous: Set<String> = []
  private var fitting: Set<NameForParameter> = []

  private struct UnknownName: Hashable {
    let selector: String
    let place: NameProblems.Place
  }

  struct Findings: Sendable {
    let problems: [Problem]
    let repeatedDefaults: [Int]
  }

  init(_ meaning: FileMeaning) {
    self.meaning = meaning
    definitions = meaning.definitions
    names = NameProblems(meaning)
  }

  mutating func findings() -> Findings {
    found = meaning.syntax.problems.map { problem in
      Problem(
        .syntaxError, problem.message, at: location(problem.range),
        related: problem.related.map { [Problem.Related(location($0.range), $0.message)] } ?? [])
    }
    found += meaning.imports.compactMap(names.importProblem) + ImportCheck.problems(meaning)
    checkBlocks()
    let doubtful = doubtfulBindings()
    for place in doubtful { checkOnce(place) }
    for place in meaning.named.indices where meaning.named[place].holds.contains(.unclear) {
      checkNames(in: meaning.named[place].expression)
    }
    found.sort { $0.location.range.start < $1.location.range.start }
    return Findings(problems: found, repeatedDefaults: repeatedDefaults)
  }

  /// The bindings that have to be looked at more closely, after one quick pass over all.
  private mutating func doubtfulBindings() -> [Int] {
    let nodes = meaning.syntax.nodes
    var doubtful: [Int] = []
    meaning.syntax.text.bytes.withUnsafeBufferPointer { bytes in
      for place in meaning.bindings.indices {
        let key = meaning.bindings[place].meaning
        let value = Int(meaning.bindings[place].value)
        guard key.isSound, value < nodes.count else {
          if key.isUnknown, names.isSilent { continue }
          doubtful.append(place)
          continue
        }
        guard let facts = key.facts else { continue }
        let node = nodes[value]
        let text = bytes.part(node.start, node.end)
        switch facts.quickLook(at: text, node.kind) {
        case .fits: continue
        case .fitsAndRepeatsDefault: repeatedDefaults.append(place)
        case .unclear: if !facts.isKnownToFit(text) { doubtful.append(place) }
        }
      }
    }
    return doubtful
  }

  private func location(_ range: TextRange) -> FileLocation { FileLocation(meaning.path, range) }

  /// A block names a configurable even when no binding stands in it.
  private mutating func checkBlocks() {
    for (place, record) in meaning.syntax.records.enumerated() where record.kind == .block && record.memberCount == 0 {
      guard case .block(let block) = meaning.syntax.statements[place].content else { continue }
      let reference = definitions.reference(block.selector.text, in: meaning.syntax)
      checkTarget(reference.target, block.selector.text, block.selector.range, in: .key)
    }
  }

  /// A name that fits a parameter fits it in every scope.
  private mutating func checkOnce(_ place: Int) {
    let key = meaning.bindings[place].meaning
    guard key.isSound, let facts = key.facts, let expression = meaning.namedExpression(of: place),
      let name = NameForParameter(expression, facts)
    else { return check(place) }
    guard !fitting.contains(name) else { return }
    let before = found.count
    check(place)
    if found.count == before { fitting.insert(name) }
  }

  private mutating func check(_ place: Int) {
    let record = meaning.bindings[place]
    guard case .binding(let binding) = meaning.syntax.statements[Int(record.statement)].content else { return }
    switch record.meaning.target {
    case .parameter(_, nil), .macro, .singleton: return
    case .parameter:
      if let facts = record.meaning.facts { check(place, binding, facts) }
    case .unknownParameter(let id): found.append(names.unknownParameter(binding.parameter, id))
    case .ambiguous(let ids): checkTarget(.ambiguous(ids), record.meaning.selector, binding.selector.range, in: .key)
    case .unknown: checkTarget(.unknown, record.meaning.selector, binding.selector.range, in: .key)
    }
  }

  private mutating func check(_ place: Int, _ binding: GinBinding, _ facts: ParameterFacts) {
    guard !facts.parameter.isComputed, facts.parameter.isConfigurable else {
      found.append(names.closedParameter(binding.parameter, facts))
      return
    }
    let value = binding.value
    if facts.isDefault(value, definitions) {
      repeatedDefaults.append(place)
      return
    }
    if facts.isKnownToFit(value) { return }
    let problems = TypeCheck(definitions: definitions, path: meaning.path, syntax: meaning.syntax)
      .problems(of: meaning.expression(of: place), for: facts)
    if problems.isEmpty { facts.noteFit(of: value) }
    found += problems
  }

  private mutating func checkNames(in expression: ConfigExpression) {
    expression.visitNames { part in
      switch part.kind {
      case .reference(let reference, _):
        switch reference.target {
        case .configurable, .macro, .constant, .singleton: return
        case .ambiguous, .unknown:
          checkTarget(reference.target, reference.selector, selectorRange(of: part.range), in: .value)
        }
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
    _ target: ReferenceMeaning.Target, _ selector: String, _ range: TextRange, in place: NameProblems.Place
  ) {
    switch target {
    case .configurable, .macro, .constant, .singleton: return
    case .ambiguous(let ids):
      let problem = names.ambiguous(selector, ids, at: range)
      // As of an unknown name.
      if problem.severity == .error || ambiguous.insert(selector).inserted { found.append(problem) }
    case .unknown:
      let name = UnknownName(selector: selector, place: place)
      if let known = unknown[name] {
        // One hint about a name is enough; an error is marked wherever it is.
        guard var problem = known, problem.severity == .error else { return }
        problem.location = location(range)
        problem.fixes = problem.fixes.map {
          Problem.Fix(title: $0.title, location: location(range), replacement: $0.replacement)
        }
        found.append(problem)
        return
      }
      let problem = names.unknown(selector, at: range, in: place)
      unknown[name] = .some(problem)
      if let problem { found.append(problem) }
    }
  }
}
