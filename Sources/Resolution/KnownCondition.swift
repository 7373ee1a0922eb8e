// Which part of a check failed? Comparisons of numbers are worked out with the inputs that the call had; what is not as
// simple as that may have been any part.

import Configurables

/// `total_steps <= 0 or not 0 <= ratio <= 1`, with the values that were there.
struct KnownCondition {
  let function: Function
  /// What the call had, by where it takes it from.
  let values: [ErrorCause.Input: Value]
  private static let depthLimit = 24

  /// The parts of a condition that made it what it was.
  func parts(of condition: Expression, being outcome: Bool, depth: Int = 0) -> [Expression] {
    guard depth < Self.depthLimit else { return [condition] }
    switch condition.kind {
    case .unary(.not, let inner): return parts(of: inner, being: !outcome, depth: depth + 1)
    case .binary(.or, let left, let right) where outcome, .binary(.and, let left, let right) where !outcome:
      // Only what was true makes an `or` true, and the first of them ends it; `and` is its mirror.
      switch truth(of: left, depth + 1) {
      case outcome: return parts(of: left, being: outcome, depth: depth + 1)
      case !outcome: return parts(of: right, being: outcome, depth: depth + 1)
      default: return [condition]
      }
    default: return [condition]
    }
  }

  /// Of conditions that must all hold the one that does not; all where that is not known.
  func failing(_ conditions: [Expression]) -> [Expression] {
    for condition in conditions {
      switch truth(of: condition, 0) {
      case true: continue
      case false: return parts(of: condition, being: false)
      case nil: return conditions
      }
    }
    return conditions
  }

  // MARK: Values

  private func truth(of expression: Expression, _ depth: Int) -> Bool? {
    guard depth < Self.depthLimit else { return nil }
    switch expression.kind {
    case .boolean(let value): return value
    case .unary(.not, let inner): return truth(of: inner, depth + 1).map { !$0 }
    case .binary(.or, let left, let right):
      guard let first = truth(of: left, depth + 1) else { return nil }
      return first ? true : truth(of: right, depth + 1)
    case .binary(.and, let left, let right):
      guard let first = truth(of: left, depth + 1) else { return nil }
      return first ? truth(of: right, depth + 1) : false
    case .binary(let comparison, let left, let right):
      guard let left = number(of: left, depth + 1), let right = number(of: right, depth + 1) else { return nil }
      return Self.holds(comparison, left, right)
    case .comparisons(let first, let rest):
      guard var left = number(of: first, depth + 1) else { return nil }
      for step in rest {
        guard let right = number(of: step.right, depth + 1), let holds = Self.holds(step.comparison, left, right) else {
          return nil
        }
        if !holds { return false }
        left = right
      }
      return true
    default: return nil
    }
  }

  private static func holds(_ comparison: BinaryOperator, _ left: Double, _ right: Double) -> Bool? {
    switch comparison {
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    case .greaterOrEqual: left >= right
    case .equal: left == right
    case .notEqual: left != right
    default: nil
    }
  }

  private func number(of expression: Expression, _ depth: Int) -> Double? {
    guard depth < Self.depthLimit else { return nil }
    switch expression.kind {
    case .integer(let text), .floating(let text): return Double(text)
    case .unary(.minus, let inner): return number(of: inner, depth + 1).map { -$0 }
    case .unary(.plus, let inner), .attempt(.plain, let inner): return number(of: inner, depth + 1)
    case .name(let name): return number(named: name, depth + 1)
    case .member(let base?, let name, _) where base.kind == .name("self"): return values[.parameter(name)]?.known
    case .call(let callee, let arguments):
      if let query = expression.query { return values[.query(query.key)]?.known }
      guard case .name(let name) = callee.kind, arguments.count == 1,
        let value = number(of: arguments[0].value, depth + 1)
      else { return nil }
      switch name {
      case "float", "Double": return value
      case "int", "Int": return value.rounded(.towardZero)
      default: return nil
      }
    default: return nil
    }
  }

  private func number(named name: String, _ depth: Int) -> Double? {
    let sources = ErrorCause.sources(of: name, in: function)
    if sources.expressions.isEmpty, !sources.isUnclear {
      let parameter = function.parameters.first { $0.internalName == name }?.name ?? name
      return values[.parameter(parameter)]?.known
    }
    guard sources.expressions.count == 1, !sources.isUnclear,
      !function.parameters.contains(where: { $0.internalName == name })
    else { return nil }
    return number(of: sources.expressions[0], depth)
  }
}

extension Value {
  /// A number that compares as it is.
  fileprivate var known: Double? {
    switch self {
    case .integer(let number): Double(exactly: number)
    case .double(let number): number
    case .float(let number): Double(number)
    default: nil
    }
  }
}
