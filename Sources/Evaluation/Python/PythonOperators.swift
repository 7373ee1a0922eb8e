// What do Python's operators give? Integers without bounds, floats as C has them, and what objects say themselves.

import BigInt
import Configurables
import Foundation
import PythonText
import SourceText

extension BinaryOperator {
  /// As Python writes it.
  var pythonSpelling: String {
    switch self {
    case .and: "and"
    case .or: "or"
    case .identical: "is"
    case .notIdentical: "is not"
    default: rawValue
    }
  }

  /// The method of the left operand that it calls, and of the right one.
  fileprivate var methods: (left: String, right: String)? {
    switch self {
    case .add: ("__add__", "__radd__")
    case .subtract: ("__sub__", "__rsub__")
    case .multiply: ("__mul__", "__rmul__")
    case .divide: ("__truediv__", "__rtruediv__")
    case .floorDivide: ("__floordiv__", "__rfloordiv__")
    case .remainder: ("__mod__", "__rmod__")
    case .power: ("__pow__", "__rpow__")
    case .matrixMultiply: ("__matmul__", "__rmatmul__")
    case .bitAnd: ("__and__", "__rand__")
    case .bitOr: ("__or__", "__ror__")
    case .bitXor: ("__xor__", "__rxor__")
    case .shiftLeft: ("__lshift__", "__rlshift__")
    case .shiftRight: ("__rshift__", "__rrshift__")
    default: nil
    }
  }
}

extension PythonInterpreter {
  func number(_ object: PythonObject) -> PythonObject {
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
      return overflows ? PythonObject(-BigInt(value)) : .int(result)
    case (.minus, .big(let value)): return try charged(-value)
    case (.minus, .float(let value)): return .float(-value)
    case (.plus, .int(let value)): return .int(value)
    case (.plus, .big), (.plus, .float): return operand
    case (.bitNot, .int(let value)): return .int(~value)
    case (.bitNot, .big(let value)): return try charged(-value - 1)
    case (_, .none), (_, .string), (_, .list), (_, .tuple), (_, .dictionary), (_, .set), (_, .range), (_, .float):
      let words = "bad operand type for unary \(unary.rawValue): '\(operand.typeName)'"
      throw raise("TypeError", words, range, frame.module)
    default: throw unfollowed(operand, at: range, frame)
    }
  }

  /// - Parameter spelling: the operator as messages name it: `+=` where it updates.
  func binary(
    _ binary: BinaryOperator, _ left: PythonObject, _ right: PythonObject, _ range: TextRange, _ frame: PythonFrame,
    spelling: String? = nil
  ) throws -> PythonObject {
    switch binary {
    case .equal: return .bool(try areEqual(left, right, range, frame))
    case .notEqual: return .bool(!(try areEqual(left, right, range, frame)))
    case .identical, .notIdentical:
      return .bool(try areIdentical(left, right, range, frame) == (binary == .identical))
    case .contains, .containsNot:
      return .bool(try contains(right, left, range, frame) == (binary == .contains))
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      return .bool(try isOrdered(binary, left, right, range, frame))
    default: break
    }
    for case .dictionary(let table) in [left, right] where table.kind != nil {
      throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
    }
    if case .bool(let a) = left, case .bool(let b) = right {
      switch binary {
      case .bitAnd: return .bool(a && b)
      case .bitOr: return .bool(a || b)
      case .bitXor: return .bool(a != b)
      default: break
      }
    }
    switch (number(left), number(right)) {
    case (.int(let a), .int(let b)): return try integers(binary, a, b, range, frame)
    case (.int(let a), .big(let b)): return try bigIntegers(binary, BigInt(a), b, range, frame)
    case (.big(let a), .int(let b)): return try bigIntegers(binary, a, BigInt(b), range, frame)
    case (.big(let a), .big(let b)): return try bigIntegers(binary, a, b, range, frame)
    case (.float(let a), .float(let b)):
      return try floats(binary, a, b, range, frame) ?? unsupported(binary, left, right, spelling, range, frame)
    case (.float(let a), .int), (.float(let a), .big):
      let b = try double(right, range, frame)
      return try floats(binary, a, b, range, frame) ?? unsupported(binary, left, right, spelling, range, frame)
    case (.int, .float(let b)), (.big, .float(let b)):
      let a = try double(left, range, frame)
      return try floats(binary, a, b, range, frame) ?? unsupported(binary, left, right, spelling, range, frame)
    default: break
    }
    if let result = try sequences(binary, left, right, range, frame) { return result }
    if let methods = binary.methods {
      if let result = try special(methods.left, left, [right], range, frame) { return result }
      if let result = try special(methods.right, right, [left], range, frame) { return result }
    }
    throw unsupported(binary, left, right, spelling, range, frame)
  }

  private func unsupported(
    _ binary: BinaryOperator, _ left: PythonObject, _ right: PythonObject, _ spelling: String?, _ range: TextRange,
    _ frame: PythonFrame
  ) throws -> PythonObject {
    let stop: EvaluationStop = unsupported(binary, left, right, spelling, range, frame)
    throw stop
  }

  private func unsupported(
    _ binary: BinaryOperator, _ left: PythonObject, _ right: PythonObject, _ spelling: String?, _ range: TextRange,
    _ frame: PythonFrame
  ) -> EvaluationStop {
    guard left.isKnown, right.isKnown else { return unfollowed(left, right, at: range, frame) }
    switch (binary, left, right) {
    case (.add, .string, _):
      return raise(
        "TypeError", "can only concatenate str (not \"\(right.typeName)\") to str", range, frame.module)
    case (.add, .list, _), (.add, .tuple, _):
      let name = left.typeName
      return raise(
        "TypeError", "can only concatenate \(name) (not \"\(right.typeName)\") to \(name)", range, frame.module)
    case (.multiply, .string, _), (.multiply, .list, _), (.multiply, .tuple, _):
      return raise(
        "TypeError", "can't multiply sequence by non-int of type '\(right.typeName)'", range, frame.module)
    case (.multiply, _, .string), (.multiply, _, .list), (.multiply, _, .tuple):
      return raise(
        "TypeError", "can't multiply sequence by non-int of type '\(left.typeName)'", range, frame.module)
    default: break
    }
    var name = spelling ?? binary.pythonSpelling
    if name == "**" { name = "** or pow()" }
    return raise(
      "TypeError",
      "unsupported operand type(s) for \(name): '\(left.typeName)' and '\(right.typeName)'", range, frame.module)
  }

  // MARK: Sequences

  private func sequences(
    _ binary: BinaryOperator, _ left: PythonObject, _ right: PythonObject, _ range: TextRange, _ frame: PythonFrame
  ) throws -> PythonObject? {
    switch (binary, left, right) {
    case (.add, .string(let a), .string(let b)):
      try execution.charge(PythonBytes.text(a.utf8.count + b.utf8.count))
      try work(bytes: (a.utf8.count + b.utf8.count) / 8)
      return .string(a + b)
    case (.add, .list(let a), .list(let b)):
      try execution.charge(PythonBytes.container + (a.items.count + b.items.count) * PythonBytes.place)
      try work(items: a.items.count + b.items.count)
      return .list(PythonList(a.items + b.items))
    case (.add, .tuple(let a), .tuple(let b)):
      try execution.charge(PythonBytes.container + (a.count + b.count) * PythonBytes.place)
      try work(items: a.count + b.count)
      return .tuple(PythonTuple(a.items + b.items))
    case (.remainder, .string(let format), _): return .string(try percentFormatted(format, right, range, frame))
    case (.bitOr, .dictionary(let a), .dictionary(let b)):
      try execution.charge(PythonBytes.container + (a.count + b.count) * PythonBytes.entry)
      try work(items: (a.count + b.count) * 16)
      let merged = a.copy()
      for (key, value) in zip(b.keys, b.values) { merged.set(try key_(key, range, frame), value) }
      return .dictionary(merged)
    case (.bitOr, .set(let a), .set(let b)): return .set(try union(a, [.set(b)], range, frame))
    case (.bitAnd, .set(let a), .set(let b)): return .set(try filtered(a, by: b, isIn: true, range, frame))
    case (.subtract, .set(let a), .set(let b)): return .set(try filtered(a, by: b, isIn: false, range, frame))
    case (.bitXor, .set(let a), .set(let b)):
      let first = try filtered(a, by: b, isIn: false, range, frame)
      for item in try filtered(b, by: a, isIn: false, range, frame).items { first.insert(try key(item, range, frame)) }
      return .set(first)
    case (.multiply, _, _):
      if let result = try repetition(left, right, range, frame) { return result }
      return try repetition(right, left, range, frame)
    default: return nil
    }
  }

  private func key_(_ object: PythonObject, _ range: TextRange, _ frame: PythonFrame) throws -> PythonKey {
    try key(object, range, frame)
  }

  func union(
    _ set: PythonSet, _ others: [PythonObject], _ range: TextRange, _ frame: PythonFrame
  ) throws -> PythonSet {
    let result = PythonSet(isFrozen: set.isFrozen)
    try work(items: set.items.count * 64)
    for item in set.items { result.insert(try key(item, range, frame)) }
    for other in others {
      for item in try unorderedElements(of: other, range, frame) { result.insert(try key(item, range, frame)) }
    }
    try execution.charge(PythonBytes.container + result.items.count * PythonBytes.entry)
    return result
  }

  func filtered(
    _ set: PythonSet, by other: PythonSet, isIn: Bool, _ range: TextRange, _ frame: PythonFrame
  ) throws -> PythonSet {
    let result = PythonSet(isFrozen: set.isFrozen)
    try work(items: set.items.count * 64)
    for item in set.items {
      let key = try key(item, range, frame)
      if other.contains(key) == isIn { result.insert(key) }
    }
    try execution.charge(PythonBytes.container + result.items.count * PythonBytes.entry)
    return result
  }

  private func repetition(
    _ sequence: PythonObject, _ times: PythonObject, _ range: TextRange, _ frame: PythonFrame
  ) throws -> PythonObject? {
    let count: Int
    switch number(times) {
    case .int(let number): count = max(number, 0)
    case .big(let number):
      switch sequence {
      case .string, .list, .tuple:
        guard number < 0 else {
          throw raise("OverflowError", "cannot fit 'int' into an index-sized integer", range, frame.module)
        }
        count = 0
      default: return nil
      }
    default: return nil
    }
    switch sequence {
    case .string(let text):
      let (bytes, overflows) = count.multipliedReportingOverflow(by: max(text.utf8.count, 1))
      try execution.charge(overflows ? Int.max : PythonBytes.text(bytes))
      return .string(String(repeating: text, count: count))
    case .list(let list): return .list(PythonList(try repeated(list.items, count)))
    case .tuple(let tuple): return .tuple(PythonTuple(try repeated(tuple.items, count)))
    default: return nil
    }
  }

  private func repeated(_ items: [PythonObject], _ count: Int) throws -> [PythonObject] {
    let (total, overflows) = count.multipliedReportingOverflow(by: items.count * PythonBytes.place)
    try execution.charge(overflows ? Int.max : PythonBytes.container + total)
    var result: [PythonObject] = []
    if !items.isEmpty { for _ in 0..<count { result += items } }
    return result
  }

  // MARK: Numbers

  /// - Throws: what Python raises for an integer that is too large.
  func double(_ object: PythonObject, _ range: TextRange, _ frame: PythonFrame) throws -> Double {
    switch object {
    case .int(let value): return Double(value)
    case .big(let value):
      let number = PythonInterpreter.double(value)
      guard number.isFinite else {
        throw raise("OverflowError", "int too large to convert to float", range, frame.module)
      }
      return number
    case .float(let value): return value
    case .bool(let flag): return flag ? 1 : 0
    default:
      guard object.isKnown else { throw unfollowed(object, at: range, frame) }
      if case .instance(let instance) = object, instance.type.mayHave("__float__") || instance.type.has("__index__") {
        throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
      }
      throw raise("TypeError", "must be real number, not \(object.typeName)", range, frame.module)
    }
  }

  /// To the nearest, ties to even, as CPython rounds; infinite beyond the range.
  static func double(_ number: BigInt) -> Double {
    let magnitude = number.magnitude
    let excess = magnitude.bitWidth - 64
    guard excess > 0 else { return number < 0 ? -Double(UInt64(magnitude)) : Double(UInt64(magnitude)) }
    // One bit stands for all that are cut off: it is far below those that decide.
    var top = UInt64(magnitude >> excess)
    if magnitude.trailingZeroBitCount < excess { top |= 1 }
    let rounded = Double(top)
    guard excess < 1100 else { return number < 0 ? -.infinity : .infinity }
    let scaled = Double(sign: .plus, exponent: excess, significand: rounded)
    return number < 0 ? -scaled : scaled
  }

  private func integers(
    _ binary: BinaryOperator, _ a: Int, _ b: Int, _ range: TextRange, _ frame: PythonFrame
  ) throws -> PythonObject {
    var result = (partialValue: 0, overflow: true)
    switch binary {
    case .add: result = a.addingReportingOverflow(b)
    case .subtract: result = a.subtractingReportingOverflow(b)
    case .multiply: result = a.multipliedReportingOverflow(by: b)
    case .divide:
      // Beyond 53 bits CPython rounds the quotient once, and this would round three times.
      let exact = 1 << 53
      guard b != 0, a.magnitude <= exact, b.magnitude <= exact else { break }
      return .float(Double(a) / Double(b))
    case .floorDivide, .remainder:
      guard b != 0, !(a == Int.min && b == -1) else { break }
      let quotient = a / b
      let rest = a % b
      let isBelow = rest != 0 && (rest < 0) != (b < 0)
      return .int(binary == .remainder ? (isBelow ? rest + b : rest) : (isBelow ? quotient - 1 : quotient))
    case .bitAnd: return .int(a & b)
    case .bitOr: return .int(a | b)
    case .bitXor: return .int(a ^ b)
    case .shiftRight where b >= 0: return .int(a >> b)
    default: return try bigIntegers(binary, BigInt(a), BigInt(b), range, frame)
    }
    if !result.overflow { return .int(result.partialValue) }
    return try bigIntegers(binary, BigInt(a), BigInt(b), range, frame)
  }

  private func bigIntegers(
    _ binary: BinaryOperator, _ a: BigInt, _ b: BigInt, _ range: TextRange, _ frame: PythonFrame
  ) throws -> PythonObject {
    // Two long ones are multiplied and divided in a time that grows with the product of their lengths.
    let (first, second) = (a.bitWidth / 64, b.bitWidth / 64)
    try work(items: 4 * (first + second))
    switch binary {
    case .multiply, .floorDivide, .remainder, .divide: try work(items: first * second)
    default: break
    }
    func size(_ bits: Int) throws {
      // Longer numbers are slow, and nobody means them.
      guard bits < 1 << 18 else { throw giveUp(EvaluationWords.bigInteger, range, frame.module) }
      try execution.charge(bits / 8)
    }
    try execution.charge(PythonBytes.integer(bits: max(a.bitWidth, b.bitWidth)))
    switch binary {
    case .add: return PythonObject(a + b)
    case .subtract: return PythonObject(a - b)
    case .multiply:
      try size(a.bitWidth + b.bitWidth)
      return PythonObject(a * b)
    case .divide: return .float(try quotient(a, b, range, frame))
    case .floorDivide, .remainder:
      guard b != 0 else {
        let words = binary == .remainder ? "integer modulo by zero" : "integer division or modulo by zero"
        throw raise("ZeroDivisionError", words, range, frame.module)
      }
      let (quotient, rest) = Self.floorDivided(a, b)
      return PythonObject(binary == .remainder ? rest : quotient)
    case .power:
      guard b >= 0 else {
        guard a != 0 else {
          throw raise("ZeroDivisionError", "0.0 cannot be raised to a negative power", range, frame.module)
        }
        let (base, exponent) = (
          try double(PythonObject(a), range, frame), try double(PythonObject(b), range, frame)
        )
        return try floats(.power, base, exponent, range, frame) ?? .none
      }
      if a == 0 || a == 1 { return .int(b == 0 ? 1 : a == 1 ? 1 : 0) }
      if a == -1 { return .int(b % 2 == 0 ? 1 : -1) }
      guard let exponent = Int(exactly: b), exponent < 1 << 18 else {
        throw giveUp(EvaluationWords.bigInteger, range, frame.module)
      }
      try size((a.magnitude.bitWidth) * exponent)
      return PythonObject(a.power(exponent))
    case .bitAnd: return PythonObject(a & b)
    case .bitOr: return PythonObject(a | b)
    case .bitXor: return PythonObject(a ^ b)
    case .shiftLeft, .shiftRight:
      guard b >= 0 else { throw raise("ValueError", "negative shift count", range, frame.module) }
      guard binary == .shiftLeft else {
        guard let count = Int(exactly: b), count < a.bitWidth + 1 else { return .int(a < 0 ? -1 : 0) }
        return PythonObject(Self.floorDivided(a, BigInt(1) << count).quotient)
      }
      if a == 0 { return .int(0) }
      guard let count = Int(exactly: b), count < 1 << 18 else {
        throw giveUp(EvaluationWords.bigInteger, range, frame.module)
      }
      try size(a.bitWidth + count)
      return PythonObject(a << count)
    case .matrixMultiply: return try unsupported(binary, .int(0), .int(0), nil, range, frame)
    default: throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
    }
  }

  static func floorDivided(_ a: BigInt, _ b: BigInt) -> (quotient: BigInt, rest: BigInt) {
    let (quotient, rest) = a.quotientAndRemainder(dividingBy: b)
    return rest != 0 && (rest < 0) != (b < 0) ? (quotient - 1, rest + b) : (quotient, rest)
  }

  /// True division, rounded once, as `long_true_divide` of CPython.
  private func quotient(_ a: BigInt, _ b: BigInt, _ range: TextRange, _ frame: PythonFrame) throws -> Double {
    guard b != 0 else { throw raise("ZeroDivisionError", "division by zero", range, frame.module) }
    // The sign is that of the divisor: CPython answers -0.0 to `0 / -1` too.
    guard a != 0 else { return b < 0 ? -0.0 : 0 }
    let isNegative = (a < 0) != (b < 0)
    let (top, bottom) = (a.magnitude, b.magnitude)
    // A quotient of 66 bits or more, with one bit for all that is cut off, rounds as the exact one.
    let shift = 66 - (top.bitWidth - bottom.bitWidth)
    guard shift > -1100, shift < 1074 else { throw giveUp(EvaluationWords.bigInteger, range, frame.module) }
    var (quotient, rest) =
      shift >= 0
      ? (top << shift).quotientAndRemainder(dividingBy: bottom)
      : top.quotientAndRemainder(dividingBy: bottom << -shift)
    if rest != 0 { quotient |= 1 }
    let whole = Self.double(BigInt(quotient))
    let result = Double(sign: .plus, exponent: -shift, significand: whole)
    guard result.isFinite else {
      throw raise("OverflowError", "integer division result too large for a float", range, frame.module)
    }
    guard result.isNormal else { throw giveUp(EvaluationWords.bigInteger, range, frame.module) }
    return isNegative ? -result : result
  }

  /// Nil for an operator that floats do not have.
  private func floats(
    _ binary: BinaryOperator, _ a: Double, _ b: Double, _ range: TextRange, _ frame: PythonFrame
  ) throws -> PythonObject? {
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
      // A root of a negative number is complex.
      guard !(a < 0 && a.isFinite && b.isFinite && b != b.rounded()) else {
        throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
      }
      let result = pow(a, b)
      guard !(result.isInfinite && a.isFinite && b.isFinite) else {
        throw raise("OverflowError", "(34, 'Numerical result out of range')", range, frame.module)
      }
      return .float(result)
    default: return nil
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
}
