// What could a statement read, change or leave, whichever way it goes? Its names, without running it.

import Configurables
import SourceText

struct PythonFootprint {
  /// A use of `base.name`.
  struct Member: Hashable {
    var base: String
    var name: String
    var isSet: Bool
  }

  /// Names that it sets.
  var assigned: Set<String> = []
  /// Names whose whole value it may hand on.
  var whole: Set<String> = []
  /// Names of which it may hand on the parts: `f(**options)`.
  var parts: Set<String> = []
  /// Names of which it uses one attribute.
  var members: Set<Member> = []
  /// Whether the way behind it is not certain: it may return, or leave a loop around it.
  var leaves = false
  /// Whether it holds something that is not read, so that it may use any name there is.
  var isOpen = false
  /// Whether it may change anything at all.
  var reachesEverything = false

  private static let limitless: Set<String> = ["exec", "eval", "globals", "locals", "__import__", "setattr"]

  init(of statement: Statement) {
    var names = PythonAssignedNames()
    names.collect([statement])
    assigned = names.own
    for member in names.members { members.insert(Member(base: member.base, name: member.name, isSet: true)) }
    collect(besides: Set(names.targets.map(\.range))) { statement.visitExpressions($0) }
    if statement.isOpen { isOpen = true }
    leaves = isOpen || statement.leaves(isInLoop: false)
  }

  init(of expression: Expression) {
    collect { expression.visitExpressions($0) }
    expression.visitExpressions { part in
      if case .namedValue(let name, _) = part.kind { assigned.insert(name) }
    }
  }

  /// - Parameter targets: what is set. That is no use of an attribute, which might hand on the whole object.
  private mutating func collect(besides targets: Set<TextRange> = [], _ visit: ((Expression) -> Void) -> Void) {
    var bases: Set<TextRange> = []
    var spread: Set<TextRange> = []
    var found: [Expression] = []
    visit { found.append($0) }
    for expression in found {
      switch expression.kind {
      case .member(let base?, let name, _):
        guard case .name(let owner) = base.kind else { continue }
        bases.insert(base.range)
        if !targets.contains(expression.range) { members.insert(Member(base: owner, name: name, isSet: false)) }
      case .call(_, let arguments):
        // `f(**options)` hands on what the table holds, not the table.
        for argument in arguments where argument.spread != .single { spread.insert(argument.value.range) }
      case .unsupported: isOpen = true
      default: continue
      }
    }
    for expression in found {
      guard case .name(let name) = expression.kind, !bases.contains(expression.range) else { continue }
      if Self.limitless.contains(name) { reachesEverything = true }
      if spread.contains(expression.range) { parts.insert(name) } else { whole.insert(name) }
    }
  }
}

extension Statement {
  /// Whether a part of it is not read.
  fileprivate var isOpen: Bool {
    func any(_ body: [Statement]) -> Bool { body.contains(where: \.isOpen) }
    switch kind {
    case .unsupported: return true
    case .conditional(_, let then, let otherwise): return any(then) || any(otherwise)
    case .whileLoop(_, _, let body, let otherwise), .forLoop(_, _, _, _, let body, let otherwise):
      return any(body) || any(otherwise)
    case .attempt(let body, let handlers, let otherwise, let finally):
      return any(body) || handlers.contains { any($0.body) } || any(otherwise) || any(finally)
    case .within(_, let body), .scope(let body): return any(body)
    case .choice(_, _, let cases):
      return cases.contains { choice in
        any(choice.body) || choice.patterns.contains { if case .unsupported = $0 { true } else { false } }
      }
    default: return false
    }
  }

  /// - Parameter isInLoop: whether `break` and `continue` stay inside what is asked about.
  fileprivate func leaves(isInLoop: Bool) -> Bool {
    func any(_ body: [Statement], _ isInLoop: Bool) -> Bool { body.contains { $0.leaves(isInLoop: isInLoop) } }
    switch kind {
    case .returned: return true
    case .breakLoop, .continueLoop: return !isInLoop
    case .conditional(_, let then, let otherwise): return any(then, isInLoop) || any(otherwise, isInLoop)
    case .whileLoop(_, _, let body, let otherwise), .forLoop(_, _, _, _, let body, let otherwise):
      return any(body, true) || any(otherwise, isInLoop)
    case .attempt(let body, let handlers, let otherwise, let finally):
      return any(body, isInLoop) || handlers.contains { any($0.body, isInLoop) } || any(otherwise, isInLoop)
        || any(finally, isInLoop)
    case .within(_, let body), .scope(let body): return any(body, isInLoop)
    case .choice(_, _, let cases): return cases.contains { any($0.body, isInLoop) }
    default: return false
    }
  }
}
