// What do operators compute? Arithmetic, comparison, logic and ranges, typed as the Swift compiler types them.
//
// All operands of one tree of arithmetic have one type. Where some operands have a type of their own, literals take it;
// where none has, the context gives it; where there is no context, the literals' own default does.

import Configurables
import SourceText

extension BinaryOperator {
  var isArithmetic: Bool {
    switch self {
    case .add, .subtract, .multiply, .divide, .remainder, .bitAnd, .bitOr, .bitXor, .wrappingAdd, .wrappingSubtract,
      .wrappingMultiply:
      true
    default: false
    }
  }

  var isComparison: Bool {
    switch self {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: true
    default: false
    }
  }
}

extension BodyCompiler {
  func compileBinary(
    _ binary: BinaryOperator, _ left: Expression, _ right: Expression, _ expected: SwiftType?, _ range: TextRange
  ) throws -> Typed {
    if let custom = try compileCustomOperator(binary, left, right, expected, range) { return custom }
    switch binary {
    case _ where binary.isArithmetic:
      var tree = ArithmeticTree(Expression(.binary(binary, left, right), range), self)
      let type = try tree.settle([], expected, self, range)
      return try tree.code(type, self)
    case _ where binary.isComparison: return try compileComparison(binary, left, right, range)
    case .and:
      let (left, right) = (try compile(left, .bool).bool, try compile(right, .bool).bool)
      return .bool { frame in try left(frame) ? right(frame) : false }
    case .or:
      let (left, right) = (try compile(left, .bool).bool, try compile(right, .bool).bool)
      return .bool { frame in try left(frame) ? true : right(frame) }
    case .nilCoalescing: return try compileNilCoalescing(left, right, expected, range)
    case .halfOpenRange, .closedRange: return try compileRange(binary, left, right, expected, range)
    case .shiftLeft, .shiftRight: return try compileShift(binary, left, right, expected, range)
    case .identical, .notIdentical: return try compileIdentity(binary, left, right, range)
    default: throw unsupported(EvaluationWords.operation(binary.rawValue, on: "value"), range)
    }
  }

  // MARK: Comparison

  private func compileComparison(
    _ binary: BinaryOperator, _ left: Expression, _ right: Expression, _ range: TextRange
  ) throws -> Typed {
    if let test = try compileNilTest(binary, left, right) { return test }
    var first = ArithmeticTree(left, self)
    var second = ArithmeticTree(right, self)
    let others = try second.compileLeaves(self)
    let type = try first.settle(others, nil, self, range)
    return try comparison(binary, type, try first.code(type, self), try second.code(type, self), range)
  }

  private func compileNilTest(_ binary: BinaryOperator, _ left: Expression, _ right: Expression) throws -> Typed? {
    guard binary == .equal || binary == .notEqual else { return nil }
    let operand: Expression
    if right.kind == .none { operand = left } else if left.kind == .none { operand = right } else { return nil }
    let value = try compile(operand)
    guard value.type.isOptional else { throw mismatch(value.type, for: .optional(value.type), operand.range) }
    let code = value.datum
    return binary == .equal ? .bool { try code($0).isNothing } : .bool { try !code($0).isNothing }
  }

  func comparison(
    _ binary: BinaryOperator, _ type: SwiftType, _ left: Typed, _ right: Typed, _ range: TextRange
  ) throws -> Typed {
    switch type {
    case .int: return .bool(compare(binary, left.int, right.int))
    case .double: return .bool(compare(binary, left.double, right.double))
    case .float: return .bool(compare(binary, left.float, right.float))
    case .string: return .bool(compare(binary, left.string, right.string))
    default: break
    }
    let (one, other) = (left.datum, right.datum)
    switch binary {
    case .equal, .notEqual:
      let wanted = binary == .equal
      if type == .bool {
        let (one, other) = (left.bool, right.bool)
        return .bool { (try one($0) == other($0)) == wanted }
      }
      guard let equals = try equality(type, range) else {
        throw unsupported(EvaluationWords.operation(binary.rawValue, on: library.text(type)), range)
      }
      return .bool { try equals(one($0), other($0), $0) == wanted }
    default:
      guard let less = try ordering(type, range) else {
        throw unsupported(EvaluationWords.operation(binary.rawValue, on: library.text(type)), range)
      }
      switch binary {
      case .less: return .bool { try less(one($0), other($0), $0) }
      case .greaterOrEqual: return .bool { try !less(one($0), other($0), $0) }
      case .greater:
        return .bool { frame in
          let first = try one(frame)
          return try less(other(frame), first, frame)
        }
      default:
        return .bool { frame in
          let first = try one(frame)
          return try !less(other(frame), first, frame)
        }
      }
    }
  }

  private func compare<Operand: Comparable>(
    _ binary: BinaryOperator, _ left: @escaping (Frame) throws -> Operand, _ right: @escaping (Frame) throws -> Operand
  ) -> BoolCode {
    switch binary {
    case .equal: { try left($0) == right($0) }
    case .notEqual: { try left($0) != right($0) }
    case .less: { try left($0) < right($0) }
    case .lessOrEqual: { try left($0) <= right($0) }
    case .greater: { try left($0) > right($0) }
    default: { try left($0) >= right($0) }
    }
  }

  typealias Relation = (Datum, Datum, Frame) throws -> Bool

  /// `==` of a type; nil where we do not know it.
  func equality(_ type: SwiftType, _ range: TextRange) throws -> Relation? {
    if case .nominal(let index) = type, let custom = library.nominals[index].methods["=="], custom.count == 1 {
      let code = try functionCode(custom[0])
      return { try code($2, [$0, $1]).asBool() }
    }
    if case .tuple(let elements) = type {
      let parts = try elements.map { try equality($0.type, range) }
      return parts.contains { $0 == nil }
        ? nil
        : { first, second, frame in
          let (first, second) = (try first.asFields(), try second.asFields())
          for (part, pair) in zip(parts, zip(first, second)) where try part?(pair.0, pair.1, frame) == false {
            return false
          }
          return true
        }
    }
    return hasDatumEquality(type) ? { first, second, _ in first == second } : nil
  }

  /// `<` of a type; nil where we do not know it.
  func ordering(_ type: SwiftType, _ range: TextRange) throws -> Relation? {
    switch type {
    case .int: return { first, second, _ in try first.asInt() < second.asInt() }
    case .double: return { first, second, _ in try first.asDouble() < second.asDouble() }
    case .float: return { first, second, _ in try first.asFloat() < second.asFloat() }
    case .string: return { first, second, _ in try first.asString() < second.asString() }
    case .nominal(let index):
      guard let custom = library.nominals[index].methods["<"], custom.count == 1 else { return nil }
      let code = try functionCode(custom[0])
      return { try code($2, [$0, $1]).asBool() }
    case .tuple(let elements):
      let less = try elements.map { try ordering($0.type, range) }
      let equal = try elements.map { try equality($0.type, range) }
      guard !less.contains(where: { $0 == nil }), !equal.contains(where: { $0 == nil }) else { return nil }
      return { first, second, frame in
        let (first, second) = (try first.asFields(), try second.asFields())
        for index in less.indices where try equal[index]?(first[index], second[index], frame) == false {
          return try less[index]?(first[index], second[index], frame) ?? false
        }
        return false
      }
    default: return nil
    }
  }

  private func compileIdentity(
    _ binary: BinaryOperator, _ left: Expression, _ right: Expression, _ range: TextRange
  ) throws -> Typed {
    let (left, right) = (try compile(left), try compile(right))
    guard case .nominal(let index) = left.type, left.type == right.type, library.nominals[index].isClass else {
      throw unsupported(EvaluationWords.operation(binary.rawValue, on: library.text(left.type)), range)
    }
    let (one, other) = (left.datum, right.datum)
    return .bool { (try one($0) == other($0)) == (binary == .identical) }
  }

  // MARK: Optionals, ranges, shifts

  private func compileNilCoalescing(
    _ left: Expression, _ right: Expression, _ expected: SwiftType?, _ range: TextRange
  ) throws -> Typed {
    let hint = needsContext(left) ? expected.map { $0.isOptional ? $0 : .optional($0) } : nil
    let value = try compile(left, hint)
    guard let wrapped = value.type.wrapped else {
      throw mismatch(EvaluationWords.operation("??", on: library.text(value.type)), range)
    }
    let code = value.datum
    let other: Typed
    var isOptional = false
    if needsContext(right), right.kind != .none {
      other = try compile(right, wrapped)
    } else {
      let own = try compile(right, right.kind == .none ? value.type : nil)
      isOptional = own.type == value.type
      other = isOptional ? own : try coerce(own, to: wrapped, right.range)
    }
    if isOptional {
      let otherwise = other.datum
      return Typed(
        value.type,
        .datum { frame in
          let datum = try code(frame)
          return datum.isNothing ? try otherwise(frame) : datum
        })
    }
    let otherwise = other.datum
    return Typed.datum(wrapped) { frame in
      let datum = try code(frame)
      return datum.isNothing ? try otherwise(frame) : datum.unwrapped()
    }
  }

  private func compileRange(
    _ binary: BinaryOperator, _ left: Expression, _ right: Expression, _ expected: SwiftType?, _ range: TextRange
  ) throws -> Typed {
    var bound: SwiftType?
    switch expected?.unwrapped {
    case .range(let type), .closedRange(let type): bound = type
    default: break
    }
    let together = try compileTogether([left, right], bound, range)
    let (lower, upper) = try together.pair
    let type = binary == .halfOpenRange ? SwiftType.range(together.type) : .closedRange(together.type)
    let trap = trap(.emptyRange, range)
    switch together.type {
    case .int:
      let (lower, upper) = (lower.int, upper.int)
      return Typed(
        type,
        .datum { frame in
          let (lower, upper) = (try lower(frame), try upper(frame))
          guard lower <= upper else { throw trap }
          return .range(lower, upper)
        })
    case .double:
      let (lower, upper) = (lower.double, upper.double)
      return Typed(
        type,
        .datum { frame in
          let (lower, upper) = (try lower(frame), try upper(frame))
          guard lower <= upper else { throw trap }
          return .doubleRange(lower, upper)
        })
    default: throw unsupported(EvaluationWords.operation(binary.rawValue, on: library.text(together.type)), range)
    }
  }

  private func compileShift(
    _ binary: BinaryOperator, _ left: Expression, _ right: Expression, _ expected: SwiftType?, _ range: TextRange
  ) throws -> Typed {
    let value = try compile(left, needsContext(left) ? (expected == .int ? .int : nil) : nil)
    let count = try compile(right, needsContext(right) ? .int : nil)
    guard value.type == .int, count.type == .int else {
      throw unsupported(EvaluationWords.operation(binary.rawValue, on: library.text(value.type)), range)
    }
    let (one, other) = (value.int, count.int)
    return binary == .shiftLeft ? .int { try one($0) << other($0) } : .int { try one($0) >> other($0) }
  }

  // MARK: Prefix operators

  func compileUnary(
    _ unary: UnaryOperator, _ operand: Expression, _ expected: SwiftType?, _ range: TextRange
  ) throws -> Typed {
    switch unary {
    case .plus: return try compile(operand, expected)
    case .not:
      let code = try compile(operand, .bool).bool
      return .bool { try !code($0) }
    case .bitNot:
      let code = try compile(operand, .int).int
      return .int { ~(try code($0)) }
    case .minus:
      if case .integer(let text) = operand.kind { return try integer(text, isNegative: true, expected, range) }
      return try negative(try compile(operand, needsContext(operand) ? expected?.unwrapped : nil), range)
    }
  }

  func negative(_ value: Typed, _ range: TextRange) throws -> Typed {
    switch value.type {
    case .double:
      if case .double(let literal) = value.literal { return .constant(.double, .double(-literal)) }
      let code = value.double
      return .double { -(try code($0)) }
    case .float:
      if case .float(let literal) = value.literal { return .constant(.float, .float(-literal)) }
      let code = value.float
      return Typed(.float, .datum { .float(-(try code($0))) })
    case .int:
      let code = value.int
      let trap = trap(.overflow("-"), range)
      return .int { frame in
        let (result, overflow) = Int(0).subtractingReportingOverflow(try code(frame))
        if overflow { throw trap }
        return result
      }
    default: throw unsupported(EvaluationWords.operation("-", on: library.text(value.type)), range)
    }
  }

  /// Operators that the workspace declares: members of the operands' types, or global functions.
  private func compileCustomOperator(
    _ binary: BinaryOperator, _ left: Expression, _ right: Expression, _ expected: SwiftType?, _ range: TextRange
  ) throws -> Typed? {
    let candidates = library.operators(binary.rawValue, from: unit)
    guard !candidates.isEmpty else { return nil }
    let first = needsContext(left) ? nil : try compile(left).type
    let second = needsContext(right) ? nil : try compile(right).type
    let fitting = candidates.filter { entry in
      let parameters = library.functions[entry].function.parameters
      guard parameters.count == 2 else { return false }
      let types = parameters.map { signatureType($0, of: library.functions[entry]) }
      return (first == nil || first == types[0]) && (second == nil || second == types[1])
    }
    guard !fitting.isEmpty, first != nil || second != nil else { return nil }
    guard fitting.count == 1 else { throw unsupported(EvaluationWords.overloaded(binary.rawValue), range) }
    if binary == .equal || binary == .notEqual { return nil }
    let arguments = [Argument(value: left), Argument(value: right)]
    return try callFunction(fitting[0], receiver: nil, arguments, range)
  }
}
