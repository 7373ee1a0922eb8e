// Which expressions take their type from around them? Literals and what is made of literals alone.

import Configurables
import SourceText

extension BodyCompiler {
  private static let genericNumbers: Set<String> = ["min", "max", "abs"]

  /// Whether an expression has no type of its own: Swift gives it the one that its neighbours or its context have.
  func needsContext(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .integer, .floating, .none, .closure: return true
    case .member(let base, _, _):
      guard let base else { return true }
      return isImplicitMember(base)
    case .call(let callee, let arguments):
      if case .name(let name) = callee.kind, Self.genericNumbers.contains(name), !isDeclared(name) {
        return arguments.allSatisfy { needsContext($0.value) }
      }
      return isImplicitMember(callee) || isQuery(callee)
    case .unary(_, let operand): return needsContext(operand)
    case .binary(let binary, let left, let right):
      switch binary {
      case .add, .subtract, .multiply, .divide, .remainder, .bitAnd, .bitOr, .bitXor, .wrappingAdd, .wrappingSubtract,
        .wrappingMultiply:
        return needsContext(left) && needsContext(right)
      case .shiftLeft, .shiftRight: return needsContext(left)
      default: return false
      }
    case .conditional(_, let then, let otherwise): return needsContext(then) && needsContext(otherwise)
    case .list(let elements): return elements.allSatisfy { needsContext($0) }
    case .dictionary(let elements):
      return elements.allSatisfy { element in
        if case .pair(let key, let value) = element { return needsContext(key) && needsContext(value) }
        return false
      }
    case .attempt(_, let operand): return needsContext(operand)
    case .tuple(let elements): return elements.count == 1 && needsContext(elements[0].value)
    default: return false
    }
  }

  /// `.pi` and what hangs on it.
  private func isImplicitMember(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .member(let base, _, _): base.map(isImplicitMember) ?? true
    case .call(let callee, _): isImplicitMember(callee)
    default: false
    }
  }

  /// `Gin.query`, whose result is what the context wants.
  func isQuery(_ callee: Expression) -> Bool {
    if case .member(let base?, "query", _) = callee.kind, case .name("Gin") = base.kind { return true }
    return false
  }

  /// The type that literals have where nothing else says it.
  func defaultType(of expressions: [Expression]) -> SwiftType? {
    var result: SwiftType?
    for expression in expressions where expression.kind != .none {
      guard let type = defaultType(of: expression) else { return nil }
      switch (result, type) {
      case (nil, _): result = type
      case (.int, .double), (.double, .int): result = .double
      case (let known?, let type) where known == type: continue
      case (.array(.int), .array(.double)), (.array(.double), .array(.int)): result = .array(.double)
      default: return nil
      }
    }
    return result
  }

  private func defaultType(of expression: Expression) -> SwiftType? {
    switch expression.kind {
    case .integer: .int
    case .floating: .double
    case .string, .interpolation: .string
    case .boolean: .bool
    case .unary(_, let operand): defaultType(of: operand)
    case .binary(.shiftLeft, let left, _), .binary(.shiftRight, let left, _): defaultType(of: left)
    case .binary(_, let left, let right): defaultType(of: [left, right])
    case .conditional(_, let then, let otherwise): defaultType(of: [then, otherwise])
    case .call(_, let arguments): defaultType(of: arguments.map(\.value))
    case .list(let elements): defaultType(of: elements).map(SwiftType.array)
    case .dictionary(let elements): defaultType(ofPairs: elements)
    case .attempt(.plain, let operand): defaultType(of: operand)
    case .tuple(let elements): elements.count == 1 ? defaultType(of: elements[0].value) : nil
    default: nil
    }
  }

  private func defaultType(ofPairs elements: [Expression.DictionaryElement]) -> SwiftType? {
    var keys: [Expression] = []
    var values: [Expression] = []
    for element in elements {
      guard case .pair(let key, let value) = element else { return nil }
      keys.append(key)
      values.append(value)
    }
    guard let key = defaultType(of: keys), let value = defaultType(of: values) else { return nil }
    return .dictionary(key, value)
  }
}
