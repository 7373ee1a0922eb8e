// Which values reach further, or less far, than they look? Queries that ignore scopes, values that all instances share,
// and macros that two kinds of parameters use.

import Configurables
import GinSyntax
import SourceText

struct DistantValueCheck {
  private let config: ResolvedConfig
  private let named: [NamedValue]
  private var calls: [Call] = []
  private var found: [Problem] = []

  /// `@scope/name()` in the value of a binding.
  private struct Call {
    /// The place of the binding.
    let binding: Int
    let key: KeyMeaning
    let configurable: DefinitionIndex.ID
    let scope: String
    let range: TextRange
  }

  /// - Parameter named: the winning bindings whose values hold references or macros.
  static func problems(of config: ResolvedConfig, _ named: [NamedValue]) -> [Problem] {
    var check = DistantValueCheck(config: config, named: named)
    check.checkQueries()
    check.checkInstances()
    check.checkMacros()
    return check.found
  }

  private init(config: ResolvedConfig, named: [NamedValue]) {
    self.config = config
    self.named = named
    for value in named where value.holds.contains(.call) {
      config.expression(of: value).visitNames { part in
        guard case .reference(let reference, .result) = part.kind, case .configurable(let id) = reference.target else {
          return
        }
        calls.append(
          Call(
            binding: value.binding, key: config.key(of: value), configurable: id, scope: reference.scope,
            range: part.range))
      }
    }
  }

  private var index: DefinitionIndex { config.index }

  private func location(_ call: Call) -> FileLocation {
    FileLocation(config.bindings[call.binding].file.path, call.range)
  }

  // MARK: Queries

  /// `query_parameter` looks in the root scope alone (`config.py`, `query_parameter`): what a scope says does not reach
  /// a function that asks, though it runs in that scope.
  private mutating func checkQueries() {
    var isReported: Set<FileLocation> = []
    for call in calls {
      let queries = config.definitions.queries(in: call.configurable)
      guard !queries.isEmpty, call.key.isMacro || call.key.target.configurable != nil else { continue }
      let consumer = call.key.isMacro ? call.key.macroName : call.key.scope
      let scope = call.scope.isEmpty ? consumer : call.scope
      guard !scope.isEmpty else { continue }
      for query in queries {
        guard let ignored = ignored(query.key, in: scope), isReported.insert(ignored.location).inserted else {
          continue
        }
        addIgnored(ignored, query, call.configurable, calledAt: location(call))
      }
    }
  }

  /// The binding that a parameter of this key would have in the scope, where the query takes another one.
  private func ignored(_ key: String, in scope: String) -> ConfigBinding? {
    guard !key.contains("/"), let period = key.lastIndex(of: "."),
      case .found(let id) = index.configurable(String(key[..<period]))
    else { return nil }
    let parameter = String(key[key.index(after: period)...])
    guard let bound = config.effectiveBinding(of: parameter, configurable: id, scope: scope), !bound.scope.isEmpty
    else {
      return nil
    }
    return bound
  }

  private mutating func addIgnored(
    _ binding: ConfigBinding, _ query: QueryUse, _ caller: DefinitionIndex.ID, calledAt call: FileLocation
  ) {
    let configurable = index.configurables[caller]
    let taken = config.queriedBinding(query.key)
    let message = ProblemWords.ignoredByQuery(
      configurable.name, query.key, binding.scope, gets: taken.map { Self.short($0.expression) })
    found.append(
      Problem(
        .queryIgnoresScope, message, at: FileLocation(binding.file.path, binding.valueRange),
        related: [
          Problem.Related(FileLocation(configurable.file, query.range), ProblemWords.askedHere),
          Problem.Related(call, ProblemWords.calledHere),
        ] + (taken.map { [Problem.Related($0.location, ProblemWords.takenHere)] } ?? [])))
  }

  // MARK: Instances

  /// Two instances without a scope of their own, and two values for one parameter of them: the last value is everybody's.
  private mutating func checkInstances() {
    var made: [DefinitionIndex.ID: [FileLocation]] = [:]
    for call in calls where call.scope.isEmpty && call.key.scope.isEmpty && !call.key.isMacro {
      made[call.configurable, default: []].append(location(call))
    }
    for (id, places) in made.sorted(by: { $0.key < $1.key }) where places.count > 1 {
      for binding in config.bindings(of: id) where binding.scope.isEmpty { checkConflict(binding, id, places) }
    }
  }

  private mutating func checkConflict(_ binding: ConfigBinding, _ id: DefinitionIndex.ID, _ places: [FileLocation]) {
    guard case .overridden(let by, _) = config.standing(of: binding.index), config.bindings.indices.contains(by) else {
      return
    }
    let winner = config.bindings[by]
    guard !Entry.isBindings(winner.file.path), binding.expression != winner.expression,
      !overridesOnPurpose(winner, binding)
    else { return }
    found.append(
      Problem(
        .sharedInstances,
        ProblemWords.shared(
          index.shortestSelector(of: id), binding.parameter, Self.short(winner.expression), places: places.count),
        at: FileLocation(binding.file.path, binding.valueRange),
        related: places.prefix(4).map { Problem.Related($0, ProblemWords.madeHere) } + [
          Problem.Related(winner.location, ProblemWords.takenHere)
        ]))
  }

  /// Whether the winner's file includes the loser's: that is what includes are for. Files beside each other, and lines
  /// of one file, do not know of each other.
  private func overridesOnPurpose(_ winner: ConfigBinding, _ loser: ConfigBinding) -> Bool {
    var use = config.layout.uses[loser.use].includedBy
    var steps = 0
    while let current = use, steps < config.layout.uses.count {
      if current == winner.use { return true }
      use = config.layout.uses[current].includedBy
      steps += 1
    }
    return false
  }

  // MARK: Macros

  private struct MacroPlace {
    let type: TypeExpression
    let facts: ParameterFacts
    let location: FileLocation
  }

  /// A macro whose value goes where two types are declared, neither of which holds the values of the other.
  private mutating func checkMacros() {
    var places: [Int: [MacroPlace]] = [:]
    var seen: Set<NameForParameter> = []
    for value in named where value.holds.contains(.macro) {
      guard let facts = config.key(of: value).facts, let type = facts.parameter.type else { continue }
      let expression = config.expression(of: value)
      if let whole = NameForParameter(expression, facts), !seen.insert(whole).inserted { continue }
      let binding = config.bindings[value.binding]
      for use in expression.macros(ofType: type) where use.macro.constants.isEmpty {
        guard let bound = config.macro(use.macro) else { continue }
        // One place of each type tells enough.
        guard places[bound.index]?.contains(where: { $0.type == use.type }) != true else { continue }
        places[bound.index, default: []].append(
          MacroPlace(type: use.type, facts: facts, location: FileLocation(binding.file.path, use.range)))
      }
    }
    for (macro, uses) in places.sorted(by: { $0.key < $1.key }) where uses.count > 1 { checkMacro(macro, uses) }
  }

  private mutating func checkMacro(_ macro: Int, _ uses: [MacroPlace]) {
    let first = uses[0]
    guard let other = uses.dropFirst().first(where: { TypeFit.areApart(first.type, $0.type) }) else { return }
    let binding = config.bindings[macro]
    found.append(
      Problem(
        .macroMeetsTwoTypes,
        ProblemWords.twoTypes(binding.macroName, consumer(first), consumer(other)),
        at: FileLocation(binding.file.path, binding.selectorRange),
        related: [first, other].map { Problem.Related($0.location, ProblemWords.usedHere) }))
  }

  private func consumer(_ place: MacroPlace) -> String {
    let selector = index.shortestSelector(of: place.facts.configurable)
    let language = index.configurables[place.facts.configurable].language
    let key = selector + "." + language.ginSpelling(place.facts.parameter.name)
    guard place.facts.parameter.type == place.type else { return ProblemWords.elementTakes(key, place.type.shortName) }
    return ProblemWords.takes(key, place.facts.parameter.typeText ?? "")
  }

  /// One line, for a sentence.
  private static func short(_ text: String) -> String {
    let line = text.prefix { !$0.isNewline }
    return line.count == text.count && line.count <= 60 ? text : line.prefix(57) + "…"
  }
}

extension TypeExpression {
  /// Enough to tell it from another; empty where it would be long.
  fileprivate var shortName: String {
    guard case .named(let path, let arguments) = unwrapped, arguments.isEmpty else { return "" }
    return path.joined(separator: ".")
  }
}
