// Which bindings does the program never see? Those of what nothing calls, of scopes that nothing enters, unused macros.
//
// What the program may call by itself, every `@gin.configurable` and every type of Swift, is taken to be called: only
// what `@gin.register` makes can be reached through values alone.

package import Configurables
import Evaluation
import Synchronization

package enum UnreachedReason: Sendable, Hashable {
  /// Registered for references only, and no value that is reached refers to it.
  case notReferred(DefinitionIndex.ID)
  /// No value runs anything in the scope, and no code names it.
  case scopeNotEntered(String)
  case macroNotUsed(String)
  case singletonNotUsed(String)
}

extension ResolvedConfig {
  /// The effective bindings that have no effect, by their places, with the reason.
  package var unreached: [Int: UnreachedReason] {
    if let known = memo.withLock({ $0.unreached }) { return known }
    if let known = inheritance.unreached {
      memo.withLock { $0.unreached = known }
      return known
    }
    // Nothing is evaluated here that could be cut short.
    var walk = ReachabilityWalk(self)
    let made = walk.unreached()
    memo.withLock { [made] in $0.unreached = made }
    return made
  }
}

private struct ReachabilityWalk {
  private let config: ResolvedConfig
  private let named: [Int: NamedValue]
  private var called: Set<DefinitionIndex.ID> = []
  private var scopes: Set<String> = [""]
  private var macros: Set<Int> = []
  private var singletons: Set<String> = []
  /// Whether the code may enter a scope of one name, as far as it was asked.
  private var mayEnter: [String: Bool] = [:]

  init(_ config: ResolvedConfig) {
    self.config = config
    named = Dictionary(config.effectiveNamed.map { ($0.binding, $0) }, uniquingKeysWith: { first, _ in first })
  }

  mutating func unreached() -> [Int: UnreachedReason] {
    let bindings = config.bindings
    var waiting = bindings.indices.filter { config.winner(of: $0) == $0 }
    while true {
      var left: [Int] = []
      for place in waiting {
        if reason(bindings[place]) == nil { follow(place) } else { left.append(place) }
      }
      guard left.count < waiting.count else { break }
      waiting = left
    }
    var reasons: [Int: UnreachedReason] = [:]
    for place in waiting { reasons[place] = reason(bindings[place]) }
    return reasons
  }

  /// Why the binding is not reached by what was followed so far; nil where it is.
  private mutating func reason(_ binding: ConfigBinding) -> UnreachedReason? {
    switch binding.target {
    case .ambiguous, .unknown: return nil
    case .macro:
      guard !macros.contains(binding.index), !config.definitions.namesInCode(binding.macroName) else { return nil }
      return .macroNotUsed(binding.macroName)
    case .singleton: return singletons.contains(binding.scope) ? nil : .singletonNotUsed(binding.scope)
    case .parameter(let id, _), .unknownParameter(let id):
      let isCallable =
        called.contains(id) || config.index.configurables[id].registration != "register"
        || config.definitions.mayCallRegistered
      guard isCallable || config.definitions.isQueried(binding.parameter) else { return .notReferred(id) }
      return mayBeEntered(binding.scope) ? nil : .scopeNotEntered(binding.scope)
    }
  }

  /// Whether a value runs something in the scope, or the code may enter it from a scope that a value runs something in:
  /// `config_scope('b')` inside `@a/f` is `a/b`.
  private mutating func mayBeEntered(_ scope: String) -> Bool {
    if scopes.contains(scope) { return true }
    for outer in ResolvedConfig.chain(of: scope).dropFirst() where scopes.contains(outer) {
      let inner = scope.dropFirst(outer.count).split(separator: "/")
      if inner.allSatisfy({ codeMayEnter(String($0)) }) { return true }
    }
    return false
  }

  private mutating func codeMayEnter(_ scope: String) -> Bool {
    if let known = mayEnter[scope] { return known }
    let answer = config.definitions.mayEnter(scope: scope)
    mayEnter[scope] = answer
    return answer
  }

  /// What the value of a binding that is reached refers to is reached too.
  private mutating func follow(_ place: Int) {
    guard let value = named[place] else { return }
    var references: [ReferenceMeaning] = []
    var uses: [MacroMeaning] = []
    config.expression(of: value).visitNames { part in
      switch part.kind {
      case .reference(let reference, _): references.append(reference)
      case .macro(let macro): uses.append(macro)
      case .literal, .list, .tuple, .dictionary, .invalid: break
      }
    }
    for reference in references {
      switch reference.target {
      case .configurable(let id): called.insert(id)
      case .ambiguous(let ids): called.formUnion(ids)
      case .macro, .constant: use(config.definitions.macro(reference.scope))
      case .singleton: singletons.insert(reference.scope)
      case .unknown: break
      }
      enter(reference.scope)
    }
    for macro in uses { use(macro) }
  }

  private mutating func use(_ macro: MacroMeaning) {
    if let bound = config.macro(macro) { macros.insert(bound.index) }
    // A macro's value runs in the scope of its own name.
    enter(macro.name)
  }

  private mutating func enter(_ scope: String) { scopes.formUnion(ResolvedConfig.chain(of: scope)) }
}
