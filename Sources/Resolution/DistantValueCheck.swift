// Which values reach further, or less far, than they look? Queries that ignore scopes, values that all instances share,
// and macros that two kinds of parameters use.

import Configurables
import GinSyntax
import SourceText

struct DistantValueCheck {
  private let config: ResolvedConfig
  private let named: [(binding: ConfigBinding, expression: ConfigExpression)]
  private var calls: [Call] = []
  private var found: [Problem] = []

  /// `@scope/name()` in the value of a binding.
  private struct Call {
    let binding: ConfigBinding
    let configurable: DefinitionIndex.ID
    let scope: String
    let location: FileLocation
  }

  /// - Parameter named: the winning bindings whose values hold references or macros.
  static func problems(
    of config: ResolvedConfig, _ named: [(binding: ConfigBinding, expression: ConfigExpression)]
  ) -> [Problem] {
    var check = DistantValueCheck(config: config, named: named)
    check.checkQueries()
    check.checkInstances()
    check.checkMacros()
    return check.found
  }

  private init(config: ResolvedConfig, named: [(binding: ConfigBinding, expression: ConfigExpression)]) {
    self.config = config
    self.named = named
    for (binding, expression) in named {
      expression.visitNames { part in
        guard case .reference(let reference, .result) = part.kind, case .configurable(let id) = reference.target else {
          return
        }
        let location = FileLocation(binding.file.path, part.range)
        calls.append(Call(binding: binding, configurable: id, scope: reference.scope, location: location))
      }
    }
  }

  private var index: DefinitionIndex { config.index }

  // MARK: Queries

  /// `query_parameter` looks in the root scope alone (`config.py`, `query_parameter`): what a scope says does not reach
  /// a function that asks, though it runs in that scope.
  private mutating func checkQueries() {
    var isReported: Set<FileLocation> = []
    for call in calls {
      let binding = call.binding
      guard binding.target == .macro || binding.target.configurable != nil else { continue }
      let consumer = binding.target == .macro ? binding.macroName : binding.scope
      let scope = call.scope.isEmpty ? consumer : call.scope
      guard !scope.isEmpty else { continue }
      for query in config.definitions.queries(in: call.configurable) {
        guard let ignored = ignored(query.key, in: scope), isReported.insert(ignored.location).inserted else {
          continue
        }
        addIgnored(ignored, query, call.configurable, calledAt: call.location)
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
    for call in calls where call.scope.isEmpty && call.binding.scope.isEmpty && call.binding.target != .macro {
      made[call.configurable, default: []].append(call.location)
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
    guard winner.file.path != Entry.bindingsPath, binding.expression != winner.expression,
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
    for (binding, expression) in named {
      guard let facts = binding.record.meaning.facts, let type = facts.parameter.type else { continue }
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
