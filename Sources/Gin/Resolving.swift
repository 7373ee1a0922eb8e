// What does an expression of a config come to? References are called, macros replaced, containers put together.
//
// gin copies a value just before the call that consumes it, and calls what is marked while it copies, so everything in
// a value runs in the scope of its consumer (`config.py`, `ConfigurableReference.__deepcopy__`).

import Configurables
import Resolution
import SourceText
import Synchronization

/// The bindings whose values are being worked out now; one that is met again needs itself.
struct CallChain: Sendable {
  private final class Link: Sendable {
    let binding: Int
    let scope: String
    let outer: Link?
    let depth: Int

    init(_ binding: Int, _ scope: String, _ outer: Link?) {
      self.binding = binding
      self.scope = scope
      self.outer = outer
      depth = (outer?.depth ?? 0) + 1
    }
  }

  private var innermost: Link?
  private var checks: [Check] = []

  /// A function whose arguments are being looked at before it is handed on.
  private struct Check: Equatable {
    let configurable: DefinitionIndex.ID
    let scope: String
  }

  /// The chain inside of a check; nil where the same one is under way, for a function may be handed to itself.
  func checking(_ reference: FunctionReference) -> CallChain? {
    let check = Check(configurable: reference.configurable, scope: reference.scope)
    guard !checks.contains(check) else { return nil }
    var chain = self
    chain.checks.append(check)
    return chain
  }

  /// A secondary thread's stack of 512 KB holds this many calls inside calls.
  private static let depthLimit = 60

  /// The chain with one more binding, or why it cannot be followed.
  func entering(_ binding: Int, in scope: String) -> Result<CallChain, ConfigError.Code> {
    var link = innermost
    while let current = link {
      if current.binding == binding, current.scope == scope { return .failure(.definitionCycle) }
      link = current.outer
    }
    guard (innermost?.depth ?? 0) < Self.depthLimit else { return .failure(.evaluationError) }
    var chain = self
    chain.innermost = Link(binding, scope, innermost)
    return .success(chain)
  }
}

extension ConfigError.Code: Error {}

extension ReferenceMeaning {
  /// As a config writes it.
  var text: String { "@" + (scope.isEmpty ? "" : scope + "/") + selector }
}

extension LoadedConfig {
  /// The value of a binding in the scope of the call that consumes it.
  func resolve(
    _ expression: ConfigExpression, of binding: ConfigBinding, in scope: String, _ chain: CallChain
  ) throws -> ResolvedPart {
    if let constant = expression.constant { return ResolvedPart(.literal(constant)) }
    switch chain.entering(binding.index, in: scope) {
    case .success(let chain): return try part(expression, binding, scope, chain)
    case .failure(let code):
      let words = code == .definitionCycle ? Words.cycle(resolved.name(of: binding)) : Words.tooDeep
      throw ConfigError(code, words, at: location(binding))
    }
  }

  private func part(
    _ expression: ConfigExpression, _ binding: ConfigBinding, _ scope: String, _ chain: CallChain
  ) throws -> ResolvedPart {
    switch expression.kind {
    case .literal(let value): return ResolvedPart(.literal(value))
    case .list(let parts): return ResolvedPart(.list(try parts.map { try part($0, binding, scope, chain) }))
    case .tuple(let parts): return ResolvedPart(.tuple(try parts.map { try part($0, binding, scope, chain) }))
    case .dictionary(let entries):
      return ResolvedPart(
        .dictionary(
          try entries.map { (try part($0.key, binding, scope, chain), try part($0.value, binding, scope, chain)) }))
    case .macro(let macro): return try value(of: macro, binding, expression.range, chain)
    case .reference(let reference, .function):
      return ResolvedPart(
        .function(try function(reference, in: scope, at: BoundPlace(binding: binding, range: expression.range))))
    case .reference(let reference, .result):
      return try result(of: reference, binding, expression.range, in: scope, chain)
    case .invalid: throw ConfigError(.syntaxError, Words.notWellFormed, at: location(binding))
    }
  }

  /// `@scope/f`: a scope of its own replaces the one of the call.
  func function(
    _ reference: ReferenceMeaning, in scope: String, at place: BoundPlace
  ) throws -> FunctionReference {
    guard case .configurable(let id) = reference.target else {
      throw ConfigError(.unknownConfigurable, Words.unknownReference(reference.text), at: place.location)
    }
    return FunctionReference(
      configurable: id, scope: reference.scope.isEmpty ? scope : reference.scope, written: reference)
  }

  private func result(
    of reference: ReferenceMeaning, _ binding: ConfigBinding, _ range: TextRange, in scope: String, _ chain: CallChain
  ) throws -> ResolvedPart {
    switch reference.target {
    case .configurable:
      let place = BoundPlace(binding: binding, range: range)
      let function = try function(reference, in: scope, at: place)
      return ResolvedPart(
        .made(try call(function.configurable, scope: function.scope, given: [:], chain, at: place)))
    case .macro, .constant:
      return try value(of: resolved.definitions.macro(reference.scope), binding, range, chain)
    case .singleton:
      return try singleton(reference.scope.isEmpty ? scope : reference.scope, binding, range, chain)
    case .ambiguous, .unknown:
      throw ConfigError(
        .unknownConfigurable, Words.unknownReference("@" + reference.selector), at: location(binding, range))
    }
  }

  /// A macro is a function of its value that runs in the scope of its own name (`config.py`, `macro`).
  private func value(
    of macro: MacroMeaning, _ binding: ConfigBinding, _ range: TextRange, _ chain: CallChain
  ) throws -> ResolvedPart {
    if let constant = macro.constants.first, let value = self.value(of: constant.constant) { return value }
    guard !macro.isRequiredMark else {
      throw ConfigError(
        .requiredNotBound, Words.requiredLeft(resolved.name(of: binding)), at: location(binding, range))
    }
    guard let bound = resolved.macro(macro) else {
      throw ConfigError(.unknownMacro, Words.unknownMacro(macro.name), at: location(binding, range))
    }
    let expression = self.expression(of: bound)
    run.withLock {
      $0.operative.record(
        .macro, scope: macro.name, [OperativeConfig.Use(name: macro.name, value: PrintedValue(expression))])
    }
    return try resolve(expression, of: bound, in: macro.name, chain)
  }

  func value(of constant: ConstantDefinition) -> ResolvedPart? {
    if let enumeration = constant.enumeration { return ResolvedPart(.literal(.enumeration(enumeration))) }
    return definitions.constants[constant.selector].map { ResolvedPart(.made($0)) }
  }

  /// One value for each name in a run. The constructor runs in the scope of the singleton's name (`config.py`,
  /// `singleton`).
  private func singleton(
    _ name: String, _ binding: ConfigBinding, _ range: TextRange, _ chain: CallChain
  ) throws -> ResolvedPart {
    guard let bound = resolved.singletonConstructor(name) else {
      throw ConfigError(.requiredNotBound, Words.noConstructor(name), at: location(binding, range))
    }
    let expression = self.expression(of: bound)
    run.withLock {
      $0.operative.record(
        .singleton, scope: name, [OperativeConfig.Use(name: "constructor", value: PrintedValue(expression))])
    }
    let constructor = try resolve(expression, of: bound, in: name, chain)
    guard case .function(let function) = constructor.kind else {
      throw ConfigError(.missingCall, Words.constructorIsNoFunction(name), at: location(bound))
    }
    if let known = keptSingleton(name) { return known }
    switch chain.entering(bound.index, in: name) {
    case .failure(let code): throw ConfigError(code, Words.cycle(name), at: location(bound))
    case .success(let chain):
      let made = try call(
        function.configurable, scope: function.scope, given: [:], chain,
        at: BoundPlace(binding: bound, range: expression.range))
      return keep(made, as: name)
    }
  }

  private func keptSingleton(_ name: String) -> ResolvedPart? {
    run.withLock { state in state.singletons[name].map { ResolvedPart(.made($0)) } }
  }

  /// Two threads may make one singleton at the same time; both get the one that was first.
  private func keep(_ made: Any, as name: String) -> ResolvedPart {
    let part = ResolvedPart(.made(made))
    return run.withLock { state in
      if let first = state.singletons[name] { return ResolvedPart(.made(first)) }
      if case .made(let value) = part.kind { state.singletons[name] = value }
      return part
    }
  }
}
