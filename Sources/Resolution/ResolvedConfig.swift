// What does one entry mean? Every binding of its files in order, which of them win, and the values that they come to.

package import Configurables
import Evaluation
import GinSyntax
package import SourceText
import Synchronization

/// One use of a file by an entry; a file that is included twice is used twice.
package struct ConfigFileUse: Sendable {
  package let file: ConfigFile
  let meaning: FileMeaning
  /// The use that includes it, by its place in `ResolvedConfig.files`; nil for a file of the entry itself.
  package let includedBy: Int?
  /// The `include` statement.
  package let include: FileLocation?
}

package final class ResolvedConfig: Sendable {
  package let entry: Entry
  package let definitions: ProjectDefinitions
  let limits: EvaluationLimits
  let cancellation: CancellationFlag?
  /// In the order in which parsing reaches them.
  package var files: [ConfigFileUse] { layout.uses }
  /// In the order in which gin binds them; the last one of a key wins.
  package var bindings: ConfigBindings { ConfigBindings(places: layout.places, uses: layout.uses) }
  let layout: ConfigLayout
  let memo = Mutex(ConfigMemo())

  let inheritance: ConfigInheritance

  /// - Parameter earlier: what the entry made in the moment before, of the same definitions.
  package init(_ entry: Entry, _ files: ProjectFiles, earlier: ResolvedConfig? = nil) {
    self.entry = entry
    definitions = files.definitions
    limits = files.limits
    cancellation = files.cancellation
    layout = ConfigLayout.build(entry, files)
    inheritance = earlier.map { [layout] in ConfigInheritance(layout, from: $0) } ?? ConfigInheritance()
  }

  var index: DefinitionIndex { definitions.index }

  // MARK: Which binding wins

  /// The binding that wins the key of the binding at this place; itself where it is effective.
  func winner(of place: Int) -> Int {
    guard layout.places.indices.contains(place) else { return place }
    let slot = bindings[place].record.meaning.slot
    return layout.winners.indices.contains(slot) ? Int(layout.winners[slot]) : place
  }

  /// Whether the binding at this place of `bindings` wins, or which one does.
  package func standing(of place: Int) -> ConfigBinding.Standing {
    let winner = winner(of: place)
    guard winner != place, layout.places.indices.contains(winner), layout.places.indices.contains(place) else {
      return .effective
    }
    if layout.places[winner].use == layout.places[place].use { return .overridden(by: winner, .line) }
    let isExtra = Entry.isBindings(bindings[winner].file.path)
    return .overridden(by: winner, isExtra ? .extraBinding : .fileOrder)
  }

  /// The bindings whose place it takes, the nearest first.
  package func overridden(by place: Int) -> [Int] {
    var found: [Int] = []
    var current = place
    while layout.earlier.indices.contains(current), layout.earlier[current] >= 0 {
      current = Int(layout.earlier[current])
      found.append(current)
    }
    return found
  }

  /// The bindings that stand in `file`, in order; of a file that is used twice only those of its last use.
  package func bindings(in file: FilePath) -> [ConfigBinding] {
    guard let use = lastUse(of: file) else { return [] }
    let bindings = bindings
    return layout.runs.lazy.filter { $0.use == use }.flatMap { run in
      (run.place..<run.place + run.records.count).map { bindings[$0] }
    }
  }

  /// The place of the file's last use in `files`.
  func lastUse(of file: FilePath) -> Int? { layout.uses.lastIndex { $0.file.path == file } }

  /// The binding whose statement touches `offset`.
  package func binding(in file: FilePath, at offset: TextOffset) -> ConfigBinding? {
    guard let use = lastUse(of: file) else { return nil }
    let meaning = layout.uses[use].meaning
    // The statements of a file are in the order of the text, so the one wanted is found by halving.
    var low = 0
    var high = meaning.bindings.count
    while low < high {
      let middle = (low + high) / 2
      let range = meaning.range(of: meaning.bindings[middle])
      if range.touches(offset) {
        guard let place = place(use: use, record: middle) else { return nil }
        return bindings[place]
      }
      if range.start < offset { low = middle + 1 } else { high = middle }
    }
    return nil
  }

  /// The place in `bindings` of a file's binding.
  func place(use: Int, record: Int) -> Int? { layout.place(use: use, record: record) }

  /// The place of the winning binding of a slot.
  func winner(slot: Int?) -> Int? {
    guard let slot, layout.winners.indices.contains(slot), layout.winners[slot] >= 0 else { return nil }
    return Int(layout.winners[slot])
  }

  /// Every binding of a configurable's parameters in any scope, effective or not, in order.
  package func bindings(of configurable: DefinitionIndex.ID) -> [ConfigBinding] {
    let bindings = bindings
    return (byConfigurable[configurable] ?? []).map { bindings[$0] }
  }

  var byConfigurable: [DefinitionIndex.ID: [Int]] {
    if let known = memo.withLock({ $0.byConfigurable }) { return known }
    let bindings = bindings
    var made: [DefinitionIndex.ID: [Int]] = [:]
    for (place, binding) in bindings.enumerated() {
      if let id = binding.target.configurable { made[id, default: []].append(place) }
    }
    memo.withLock { [made] in $0.byConfigurable = made }
    return made
  }

  /// The binding that a call of the configurable in `scope` sees: inner scopes win over outer ones
  /// (`config.py`, `_get_bindings`).
  package func effectiveBinding(
    of parameter: String, configurable: DefinitionIndex.ID, scope: String
  ) -> ConfigBinding? {
    for scope in Self.chain(of: scope) {
      let slot = definitions.slot(scope: scope, configurable: configurable, parameter: parameter)
      if let place = winner(slot: slot) { return bindings[place] }
    }
    return nil
  }

  /// `a/b`, `a` and ``: the scopes that a call in `a/b` looks in, the innermost first.
  static func chain(of scope: String) -> [String] {
    guard !scope.isEmpty else { return [""] }
    guard scope.utf8.contains(UInt8(ascii: "/")) else { return [scope, ""] }
    var chain = [scope]
    for place in scope.indices.reversed() where scope[place] == "/" { chain.append(String(scope[..<place])) }
    return chain + [""]
  }

  /// The binding that `%name` gives: a macro is looked up like a parameter in the scope of its own name, so that
  /// `%a/NAME` falls back to `a` (`ParserDelegate.macro`).
  package func macro(_ name: String) -> ConfigBinding? {
    for scope in Self.chain(of: name) {
      if let place = winner(slot: definitions.macroSlot(scope)) { return bindings[place] }
    }
    return nil
  }

  /// The same for a macro that was looked up.
  package func macro(_ meaning: MacroMeaning) -> ConfigBinding? {
    for slot in meaning.slots {
      if let place = winner(slot: slot) { return bindings[place] }
    }
    return nil
  }

  /// The names of all macros that are bound, sorted.
  package var macroNames: [String] { effectiveMacros.map(\.macroName).sorted() }

  /// The macros that win, in the order of their bindings.
  var effectiveMacros: [ConfigBinding] {
    bindings.filter { $0.record.meaning.isMacro && winner(of: $0.index) == $0.index }
  }

  /// The winning bindings whose values hold a reference or a macro, in order.
  var effectiveNamed: [NamedValue] {
    var found: [NamedValue] = []
    for run in layout.runs {
      let meaning = layout.uses[run.use].meaning
      for place in meaning.named.indices where run.records.contains(meaning.named[place].binding) {
        let record = meaning.named[place].binding
        let binding = run.place + record - run.records.lowerBound
        guard winner(slot: meaning.bindings[record].meaning.slot) == binding else { continue }
        found.append(NamedValue(binding: binding, use: run.use, place: place, holds: meaning.named[place].holds))
      }
    }
    return found
  }

  func expression(of value: NamedValue) -> ConfigExpression {
    layout.uses[value.use].meaning.named[value.place].expression
  }

  func key(of value: NamedValue) -> KeyMeaning {
    let meaning = layout.uses[value.use].meaning
    return meaning.bindings[meaning.named[value.place].binding].meaning
  }

  // MARK: What it comes to

  /// What the value of a binding comes to when a call in `scope` consumes it.
  /// - Parameter scope: nil for the scope that the binding itself names.
  package func value(of binding: ConfigBinding, scope: String? = nil) -> ResolvedValue {
    guard let value = binding.value else { return ResolvedValue(status: .notEvaluated(ProblemWords.notWellFormed)) }
    guard scope == nil else {
      return resolve(ConfigExpression(value, definitions), of: binding, scope: scope, converting: .toParameter)
    }
    if let known = memo.withLock({ $0.values[binding.index] }) { return known.value }
    if let inherited = inheritance.value(of: binding.index) {
      keep(inherited, of: binding.index)
      return inherited.value
    }
    let trace = RunTrace()
    let made = resolve(
      ConfigExpression(value, definitions), of: binding, scope: nil, converting: .toParameter, trace: trace)
    guard cancellation?.hasStopped != true else { return made }
    keep(KnownValue(value: made, visited: Array(trace.state.withLock { $0.visited })), of: binding.index)
    return made
  }

  private func keep(_ value: KnownValue, of place: Int) {
    memo.withLock { memo in if memo.values.count < Self.mostValues { memo.values[place] = value } }
  }

  /// So many values are remembered; they are small but for long lists.
  private static let mostValues = 8192

  /// What the part of a binding's value comes to that stands exactly at `range`; of the whole value where none does.
  package func value(at range: TextRange, of binding: ConfigBinding, scope: String? = nil) -> ResolvedValue {
    guard let value = binding.value, range != value.range,
      let part = ConfigExpression(value, definitions).part(at: range)
    else { return self.value(of: binding, scope: scope) }
    return resolve(part, of: binding, scope: scope, converting: .asWritten)
  }

  /// What a call of the configurable in `scope` gets for a parameter: bound or default.
  package func value(
    of parameter: String, configurable: DefinitionIndex.ID, scope: String
  ) -> ResolvedValue {
    if let binding = effectiveBinding(of: parameter, configurable: configurable, scope: scope) {
      return value(of: binding, scope: scope)
    }
    return defaultValue(of: parameter, configurable: configurable)
  }

  /// The problems of the whole entry, by file, in the order of the text.
  package var problems: [FilePath: [Problem]] {
    var byFile: [FilePath: [Problem]] = [:]
    for use in layout.uses where byFile[use.file.path] == nil { byFile[use.file.path] = use.meaning.problems }
    for problem in entryProblems { byFile[problem.location.file, default: []].append(problem) }
    return byFile.mapValues { $0.sorted { $0.location.range.start < $1.location.range.start } }
  }

  /// What `gin.config_str()` prints for this entry.
  package func configText(_ annotations: ConfigTextAnnotations = .plain) -> String {
    ConfigText(self, annotations).text
  }
}

/// A winning binding with a name in its value, as places: a pass over thousands of them counts no references.
struct NamedValue: Sendable {
  /// In `ResolvedConfig.bindings`.
  let binding: Int
  let use: Int
  /// In the `named` of the use's meaning.
  let place: Int
  let holds: ConfigExpression.Names
}

/// What was worked out of a config when it was asked for.
struct ConfigMemo: Sendable {
  var byConfigurable: [DefinitionIndex.ID: [Int]]?
  var entryProblems: [Problem]?
  var calls: [CallKey: KnownCall] = [:]
  var singletons: [String: KnownCall] = [:]
  /// As in `ConfigInheritance`, of this config.
  var cleanCalls: [Int: [Int]] = [:]
  var uses: ConfigUses?
  /// By the place of the binding, in its own scope.
  var values: [Int: KnownValue] = [:]
  /// What `print` shows of bindings.
  var rows: [ResolvedParameter]?
  var unreached: [Int: UnreachedReason]?
}

package enum ParameterSelection: Sendable { case bound, withDefaults }

/// Whether the config text says the computed values in comments.
package enum ConfigTextAnnotations: Sendable { case plain, computedValues }
