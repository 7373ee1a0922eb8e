// Who needs this binding? The bindings whose values were computed from it, and the uses of a macro.

package import Configurables
import GinSyntax
package import SourceText
import Synchronization

/// Worked out once for a config, when it is first asked for.
struct ConfigUses: Sendable {
  /// Bindings, by their places, whose values read the binding that stands at a location.
  var readers: [FileLocation: [Int]] = [:]
  /// Bindings, by their places, whose values read it through other bindings, each in the scope that it is read in.
  var nestedReaders: [FileLocation: [Int]] = [:]
  /// Bindings, by their places, that consume what a configurable gives, or pass it on.
  var consumers: [DefinitionIndex.ID: [Int]] = [:]
  /// How often `%name` stands in a value that is in effect, by the place of the binding that it means.
  var macroUses: [Int: Int] = [:]
  /// Bindings whose values hold `%name`, by the place of the binding that it means.
  var macroReaders: [Int: [Int]] = [:]
}

extension ResolvedConfig {
  /// The effective bindings whose values were computed from this one's, in order.
  package func readers(of binding: ConfigBinding) -> [ConfigBinding] {
    let bindings = bindings
    return (uses.readers[binding.location] ?? []).map { bindings[$0] }
  }

  /// The effective bindings whose values follow from this one's, directly or through others, the nearest first, each with
  /// the number of steps between.
  package func dependents(of binding: ConfigBinding) -> [(binding: ConfigBinding, depth: Int)] {
    let (bindings, uses) = (bindings, uses)
    var seen: Set<Int> = [binding.index]
    var found: [(binding: ConfigBinding, depth: Int)] = []
    func unseen(_ readers: [Int]) -> [Int] { readers.sorted().filter { seen.insert($0).inserted } }
    var level = [binding.index]
    while !level.isEmpty {
      var next = level.flatMap { place in
        unseen((uses.readers[bindings[place].location] ?? []) + (uses.macroReaders[place] ?? []))
      }
      // In a scope a value may be computed from what the same binding's own row is not computed from.
      if next.isEmpty {
        next = seen.sorted().flatMap { unseen(uses.nestedReaders[bindings[$0].location] ?? []) }
      }
      let depth = (found.last?.depth ?? 0) + 1
      found += next.map { (bindings[$0], depth) }
      level = next
    }
    return found
  }

  /// The effective bindings whose values refer to the configurable, in order.
  package func consumers(of configurable: DefinitionIndex.ID) -> [ConfigBinding] {
    let bindings = bindings
    return (uses.consumers[configurable] ?? []).map { bindings[$0] }
  }

  /// Those whose references run in a scope that sees what is bound in `scope`.
  package func consumers(of configurable: DefinitionIndex.ID, seeing scope: String) -> [ConfigBinding] {
    let consumers = consumers(of: configurable)
    guard !scope.isEmpty else { return consumers }
    return consumers.filter { binding in
      guard let value = binding.value else { return false }
      var sees = false
      ConfigExpression(value, definitions).visitNames { part in
        guard case .reference(let reference, _) = part.kind, case .configurable(configurable) = reference.target else {
          return
        }
        // A reference without a scope runs in that of the call that uses it, which may be any inside the consumer's.
        let active = reference.scope.isEmpty ? binding.scope : reference.scope
        sees = sees || active == scope || active.hasPrefix(scope + "/")
      }
      return sees
    }
  }

  /// How often the macro that this binding binds is used by bindings that are in effect.
  package func useCount(ofMacro binding: ConfigBinding) -> Int { uses.macroUses[binding.index] ?? 0 }

  /// The configurables that bindings set and that no value refers to: what the program itself calls, and the whole config
  /// hangs on. In the order of their names.
  package var roots: [DefinitionIndex.ID] {
    var referred: Set<DefinitionIndex.ID> = []
    for value in effectiveNamed {
      expression(of: value).visitNames { part in
        if case .reference(let reference, _) = part.kind, case .configurable(let id) = reference.target {
          referred.insert(id)
        }
      }
    }
    return byConfigurable.keys.filter { !referred.contains($0) }.sorted {
      (index.configurables[$0].name, $0) < (index.configurables[$1].name, $1)
    }
  }

  /// The files that bind a configurable's parameters.
  package func files(binding id: DefinitionIndex.ID) -> Set<FilePath> {
    let bindings = bindings
    return Set((byConfigurable[id] ?? []).map { bindings[$0].file.path })
  }

  private var uses: ConfigUses {
    if let known = memo.withLock({ $0.uses }) { return known }
    var made = ConfigUses()
    let bindings = bindings
    for value in effectiveNamed { add(bindings[value.binding], expression(of: value), to: &made) }
    memo.withLock { [made] in $0.uses = made }
    return made
  }

  private func add(_ binding: ConfigBinding, _ expression: ConfigExpression, to uses: inout ConfigUses) {
    var holdsCall = false
    expression.visitNames { part in
      switch part.kind {
      case .reference(let reference, let form):
        if form == .result { holdsCall = true }
        guard case .configurable(let id) = reference.target else { return }
        if uses.consumers[id]?.last != binding.index { uses.consumers[id, default: []].append(binding.index) }
      case .macro(let macro):
        holdsCall = true
        if let bound = self.macro(macro.name) {
          uses.macroUses[bound.index, default: 0] += 1
          if uses.macroReaders[bound.index]?.last != binding.index {
            uses.macroReaders[bound.index, default: []].append(binding.index)
          }
        }
      case .literal, .list, .tuple, .dictionary, .invalid: return
      }
    }
    guard holdsCall else { return }
    let resolved = self.value(of: binding)
    for input in resolved.inputs {
      guard let source = input.source, input.origin == .binding else { continue }
      if uses.readers[source]?.last != binding.index { uses.readers[source, default: []].append(binding.index) }
    }
    for source in resolved.nestedSources { uses.nestedReaders[source, default: []].append(binding.index) }
  }
}
