// What do Python's operators give? Integers without bounds up to where ours end, floats as C has them.

import Configurables
import Foundation
import SourceText

extension PythonInterpreter {
  private func number(_ object: PythonObject) -> PythonObject {
    if case .bool(let flag) = object { return .int(flag ? 1 : 0) }
    return object
  }

  func unary(
    _ unary: UnaryOperator, _ operand: PythonObject, _ range: TextRange, _ frame: PythonFrame
  ) throws -> PythonObject {
    switch (unary, number(operand)) {
    case (.not, _): return .bool(!(try isTrue(operand, range, frame)))
    case (.minus, .int(let value)):
      let (result, overflows) = 0.subtractingReportingOverflow(value)
      guard !overflows else { throw giveUp(EvaluationWords.bigInteger, range, frame.module) }
      return .int(result)
    case (.minus, .float(let value)): return .float(-value)
    case (.plus, .int(let value)): return .int(value)
    case (.plus, .float(let value)): return .float(value)
    case (.bitNot, .int(let value)): return .int(~value)
    default: throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
    }
  }

  func binary(
    _ binary: BinaryOperator, _ left: PythonObject, _ right: PythonObject, _ range: TextRange, _ frame: PythonFrame
  ) throws -> PythonObject {
    switch binary {
    case .equal: return .bool(try areEqual(left, right, range, frame))
    case .notEqual: return .bool(!(try areEqual(left, right, range, frame)))
    case .identical, .notIdentical:
      guard case .none = right else { throw giveUp(EvaluationWords.pythonExpression, range, frame.module) }
      let isNone = if case .none = left { true } else { false }
      return .bool(isNone == (binary == .identical))
    case .contains, .containsNot:
      return .bool(try contains(right, left, range, frame) == (binary == .contains))
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      return .bool(try isOrdered(binary, left, right, range, frame))
    default: break
    }
    switch (number(left), number(right)) {
    case (.int(let a), .int(let b)): return try integers(binary, a, b, range, frame)
    case (.float(let a), .float(let b)): return try floats(binary, a, b, range, frame)
    case (.int(let a), .float(let b)): return try floats(binary, Double(a), b, range, frame)
    case (.float(let a), .int(let b)): return try floats(binary, a, Double(b), range, frame)
    case (.string(let a), .string(let b)) where binary == .add:
      try execution.charge(a.utf8.count + b.utf8.count)
      return .string(a + b)
    case (.list(let a), .list(let b)) where binary == .add:
      try execution.charge((a.items.count + b.items.count) * 24)
      return .list(PythonList(a.items + b.items))
    case (.tuple(let a), .tuple(let b)) where binary == .add: return .tuple(a + b)
    case (.list(let list), .int(let count)) where binary == .multiply,
      (.int(let count), .list(let list)) where binary == .multiply:
      return .list(PythonList(try repeated(list.items, count)))
    case (.tuple(let items), .int(let count)) where binary == .multiply,
      (.int(let count), .tuple(let items)) where binary == .multiply:
      return .tuple(try repeated(items, count))
    case (.string(let text), .int(let count)) where binary == .multiply,
      (.int(let count), .string(let text)) where binary == .multiply:
      let count = max(count, 0)
      let (bytes, overflows) = count.multipliedReportingOverflow(by: max(text.utf8.count, 1))
      try execution.charge(overflows ? Int.max : bytes)
      return .string(String(repeating: text, count: count))
    default: throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
    }
  }

  private func repeated(_ items: [PythonObject], _ count: Int) throws -> [PythonObject] {
    let count = max(count, 0)
    let (total, overflows) = count.multipliedReportingOverflow(by: items.count * 24)
    try execution.charge(overflows ? Int.max : total)
    var result: [PythonObject] = []
    for _ in 0..<count { result += items }
    return result
  }

  // MARK: Numbers

  private func integers(
    _ binary: BinaryOperator, _ a: Int, _ b: Int, _ range: TextRange, _ frame: PythonFrame
  ) throws -> PythonObject {
    let result: (partialValue: Int, overflow: Bool)
    switch binary {
    case .add: result = a.addingReportingOverflow(b)
    case .subtract: result = a.subtractingReportingOverflow(b)
    case .multiply: result = a.multipliedReportingOverflow(by: b)
    case .divide:
      guard b != 0 else { throw raise("ZeroDivisionError", "division by zero", range, frame.module) }
      // Beyond 53 bits CPython rounds the quotient once, and this would round three times.
      let exact = 1 << 53
      guard a.magnitude <= exact, b.magnitude <= exact else {
        throw giveUp(EvaluationWords.bigInteger, range, frame.module)
      }
      return .float(Double(a) / Double(b))
    case .floorDivide, .remainder:
      guard b != 0 else {
        let words = binary == .remainder ? "integer modulo by zero" : "integer division or modulo by zero"
        throw raise("ZeroDivisionError", words, range, frame.module)
      }
      let (quotient, overflows) = a.dividedReportingOverflow(by: b)
      guard !overflows else { throw giveUp(EvaluationWords.bigInteger, range, frame.module) }
      let rest = a - quotient * b
      let isBelow = rest != 0 && (rest < 0) != (b < 0)
      return .int(binary == .remainder ? (isBelow ? rest + b : rest) : (isBelow ? quotient - 1 : quotient))
    case .power:
      guard b >= 0 else {
        guard a != 0 else {
          throw raise("ZeroDivisionError", "0.0 cannot be raised to a negative power", range, frame.module)
        }
        return try floats(.power, Double(a), Double(b), range, frame)
      }
      result = try power(a, b)
    case .bitAnd: return .int(a & b)
    case .bitOr: return .int(a | b)
    case .bitXor: return .int(a ^ b)
    case .shiftRight where b >= 0: return .int(a >> b)
    case .shiftLeft where b >= 0:
      guard b < 63, let factor = Optional(1 << b) else {
        throw giveUp(EvaluationWords.bigInteger, range, frame.module)
      }
      result = a.multipliedReportingOverflow(by: factor)
    default: throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
    }
    guard !result.overflow else { throw giveUp(EvaluationWords.bigInteger, range, frame.module) }
    return .int(result.partialValue)
  }

  private func power(_ base: Int, _ exponent: Int) throws -> (partialValue: Int, overflow: Bool) {
    if base == 0 || base == 1 { return (exponent == 0 ? 1 : base, false) }
    if base == -1 { return (exponent % 2 == 0 ? 1 : -1, false) }
    var result = 1
    for _ in 0..<min(exponent, 64) {
      let (next, overflows) = result.multipliedReportingOverflow(by: base)
      if overflows { return (0, true) }
      result = next
    }
    return (result, exponent > 64)
  }

  private func floats(
    _ binary: BinaryOperator, _ a: Double, _ b: Double, _ range: TextRange, _ frame: PythonFrame
  ) throws -> PythonObject {
    switch binary {
    case .add: return .float(a + b)
    case .subtract: return .float(a - b)
    case .multiply: return .float(a * b)
    case .divide:
      guard b != 0 else { throw raise("ZeroDivisionError", "float division by zero", range, frame.module) }
      return .float(a / b)
    case .floorDivide, .remainder:
      guard b != 0 else {
        let words = binary == .remainder ? "float modulo" : "float floor division by zero"
        throw raise("ZeroDivisionError", words, range, frame.module)
      }
      let (quotient, rest) = Self.floorDivided(a, b)
      return .float(binary == .remainder ? rest : quotient)
    case .power:
      guard !(a == 0 && b < 0) else {
        throw raise("ZeroDivisionError", "0.0 cannot be raised to a negative power", range, frame.module)
      }
      guard !(a < 0 && a.isFinite && b.isFinite && b != b.rounded()) else {
        throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
      }
      let result = pow(a, b)
      guard !(result.isInfinite && a.isFinite && b.isFinite) else {
        throw raise("OverflowError", "(34, 'Numerical result out of range')", range, frame.module)
      }
      return .float(result)
    default: throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
    }
  }

  /// As `float_divmod` of CPython.
  static func floorDivided(_ a: Double, _ b: Double) -> (quotient: Double, rest: Double) {
    var rest = fmod(a, b)
    var division = (a - rest) / b
    if rest != 0 {
      if (b < 0) != (rest < 0) {
        rest += b
        division -= 1
      }
    } else {
      rest = copysign(0, b)
    }
    guard division != 0 else { return (copysign(0, a / b), rest) }
    var floored = floor(division)
    if division - floored > 0.5 { floored += 1 }
    return (floored, rest)
  }

  // MARK: Comparison

  func areEqual(
    _ left: PythonObject, _ right: PythonObject, _ range: TextRange, _ frame: PythonFrame
  ) throws -> Bool {
    try step()
    switch (number(left), number(right)) {
    case (.none, .none): return true
    case (.int(let a), .int(let b)): return a == b
    case (.float(let a), .float(let b)): return a == b
    case (.int(let a), .float(let b)), (.float(let b), .int(let a)): return Int(exactly: b) == a
    case (.string(let a), .string(let b)): return a.unicodeScalars.elementsEqual(b.unicodeScalars)
    case (.list(let a), .list(let b)): return try areEqual(a.items, b.items, range, frame)
    case (.tuple(let a), .tuple(let b)): return try areEqual(a, b, range, frame)
    // The members of an enum are equal to themselves alone.
    case (.foreign(.enumeration(let a)), .foreign(.enumeration(let b))) where a.language == .python: return a == b
    case (.foreign, _), (_, .foreign), (.function, _), (_, .function), (.path, _), (_, .path),
      (.dictionary, .dictionary),
      (.range, .range), (.method, _), (_, .method):
      throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
    default: return false
    }
  }

  private func areEqual(
    _ left: [PythonObject], _ right: [PythonObject], _ range: TextRange, _ frame: PythonFrame
  ) throws -> Bool {
    guard left.count == right.count else { return false }
    for (a, b) in zip(left, right) {
      // CPython takes identical elements for equal, which only NaN tells.
      if case .float(let number) = a, number.isNaN {
        throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
      }
      guard try areEqual(a, b, range, frame) else { return false }
    }
    return true
  }

  func isOrdered(
    _ binary: BinaryOperator, _ left: PythonObject, _ right: PythonObject, _ range: TextRange, _ frame: PythonFrame
  ) throws -> Bool {
    func compare<T: Comparable>(_ a: T, _ b: T) -> Bool {
      switch binary {
      case .less: a < b
      case .lessOrEqual: a <= b
      case .greater: a > b
      default: a >= b
      }
    }
    switch (number(left), number(right)) {
    case (.int(let a), .int(let b)): return compare(a, b)
    case (.float(let a), .float(let b)): return compare(a, b)
    case (.int(let a), .float(let b)) where a.magnitude <= 1 << 53: return compare(Double(a), b)
    case (.float(let a), .int(let b)) where b.magnitude <= 1 << 53: return compare(a, Double(b))
    case (.string(let a), .string(let b)):
      // By code points, which Swift's own order is not.
      let precedes = a.unicodeScalars.lexicographicallyPrecedes(b.unicodeScalars)
      let order = precedes ? -1 : b.unicodeScalars.lexicographicallyPrecedes(a.unicodeScalars) ? 1 : 0
      return compare(order, 0)
    default: throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
    }
  }

  private func contains(
    _ container: PythonObject, _ element: PythonObject, _ range: TextRange, _ frame: PythonFrame
  ) throws -> Bool {
    switch container {
    case .string(let text):
      guard case .string(let part) = element else {
        throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
      }
      return part.isEmpty || text.contains(part)
    case .dictionary(let dictionary): return dictionary[try key(element, range, frame)] != nil
    case .none, .bool, .int, .float: throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
    default:
      for item in try elements(of: container, range, frame) where try areEqual(item, element, range, frame) {
        return true
      }
      return false
    }
  }
}
