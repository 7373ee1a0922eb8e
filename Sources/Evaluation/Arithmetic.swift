// What type do the operands of one tree of arithmetic have, and what does the tree compute?

import Configurables
import SourceText

/// `2 / 3 * x - y`: its operands, with the operators between them.
struct ArithmeticTree {
  indirect enum Node {
    case leaf(Int)
    case negative(Node, TextRange)
    case operation(BinaryOperator, Node, Node, TextRange)
  }

  private(set) var root: Node = .leaf(0)
  private var leaves: [Expression] = []
  private var compiled: [Typed?] = []

  init(_ expression: Expression, _ compiler: BodyCompiler) {
    root = node(expression, depth: 0)
  }

  private mutating func node(_ expression: Expression, depth: Int) -> Node {
    guard depth < 150 else { return leaf(expression) }
    switch expression.kind {
    case .binary(let binary, let left, let right) where binary.isArithmetic:
      return .operation(
        binary, node(left, depth: depth + 1), node(right, depth: depth + 1), expression.range)
    case .tuple(let elements) where elements.count == 1 && elements[0].label == nil:
      return node(elements[0].value, depth: depth + 1)
    case .unary(.minus, let operand):
      switch operand.kind {
      case .integer, .floating: return leaf(expression)
      default: return .negative(node(operand, depth: depth + 1), expression.range)
      }
    default: return leaf(expression)
    }
  }

  private mutating func leaf(_ expression: Expression) -> Node {
    leaves.append(expression)
    compiled.append(nil)
    return .leaf(leaves.count - 1)
  }

  /// Compiles the operands that have a type of their own, and gives their types.
  mutating func compileLeaves(_ compiler: BodyCompiler) throws -> [(SwiftType?, [Expression])] {
    for (index, leaf) in leaves.enumerated() where !compiler.needsContext(leaf) {
      compiled[index] = try compiler.compile(leaf)
    }
    return zip(leaves, compiled).map { ($1?.type, [$0]) }
  }

  /// The type of all operands, those of a comparison's other side (`others`) included.
  mutating func settle(
    _ others: [(SwiftType?, [Expression])], _ expected: SwiftType?, _ compiler: BodyCompiler, _ range: TextRange
  ) throws -> SwiftType {
    let operands = try compileLeaves(compiler) + others
    var type: SwiftType?
    for (own, _) in operands {
      guard let own else { continue }
      if let known = type, known != own {
        guard let common = compiler.joined(known, own) else {
          throw compiler.mismatch(
            EvaluationWords.mixes(compiler.library.text(known), compiler.library.text(own)), range)
        }
        type = common
      } else {
        type = own
      }
    }
    if let type { return type }
    if let expected { return expected.unwrapped }
    guard let type = compiler.defaultType(of: operands.flatMap(\.1)) else {
      throw compiler.unsupported(EvaluationWords.untyped("these operands"), range)
    }
    return type
  }

  func code(_ type: SwiftType, _ compiler: BodyCompiler) throws -> Typed { try code(root, type, compiler) }

  private func code(_ node: Node, _ type: SwiftType, _ compiler: BodyCompiler) throws -> Typed {
    switch node {
    case .leaf(let index):
      if let value = compiled[index] { return try compiler.coerce(value, to: type, leaves[index].range) }
      return try compiler.compile(leaves[index], type)
    case .negative(let inner, let range):
      return try compiler.negative(try code(inner, type, compiler), range)
    case .operation(let binary, let left, let right, let range):
      let (left, right) = (try code(left, type, compiler), try code(right, type, compiler))
      return try compiler.arithmetic(binary, type, left, right, range)
    }
  }
}

extension BodyCompiler {
  /// One operation on two values of one type.
  func arithmetic(
    _ binary: BinaryOperator, _ type: SwiftType, _ left: Typed, _ right: Typed, _ range: TextRange
  ) throws -> Typed {
    switch type {
    case .double: return try doubleArithmetic(binary, left, right, range)
    case .float: return try floatArithmetic(binary, left, right, range)
    case .int: return try intArithmetic(binary, left, right, range)
    case .string where binary == .add:
      let (one, other) = (left.string, right.string)
      return .string { frame in
        let text = try one(frame) + other(frame)
        try frame.execution.charge(text.utf8.count)
        return text
      }
    case .array(let element) where binary == .add:
      let (one, other) = (left.datum, right.datum)
      return Typed(
        type,
        .datum { frame in
          try concatenation(of: try one(frame), and: try other(frame), element, frame)
        })
    default: throw unsupported(EvaluationWords.operation(binary.rawValue, on: library.text(type)), range)
    }
  }

  private func doubleArithmetic(
    _ binary: BinaryOperator, _ left: Typed, _ right: Typed, _ range: TextRange
  ) throws -> Typed {
    if case .double(let constant) = right.literal {
      let one = left.double
      switch binary {
      case .add: return .double { try one($0) + constant }
      case .subtract: return .double { try one($0) - constant }
      case .multiply: return .double { try one($0) * constant }
      case .divide: return .double { try one($0) / constant }
      default: break
      }
    }
    if case .double(let constant) = left.literal {
      let other = right.double
      switch binary {
      case .add: return .double { constant + (try other($0)) }
      case .subtract: return .double { constant - (try other($0)) }
      case .multiply: return .double { constant * (try other($0)) }
      case .divide: return .double { constant / (try other($0)) }
      default: break
      }
    }
    if case .double(let first) = left.storage, case .double(let second) = right.storage {
      switch binary {
      case .add: return .double { $0.double(first) + $0.double(second) }
      case .subtract: return .double { $0.double(first) - $0.double(second) }
      case .multiply: return .double { $0.double(first) * $0.double(second) }
      case .divide: return .double { $0.double(first) / $0.double(second) }
      default: break
      }
    }
    let (one, other) = (left.double, right.double)
    switch binary {
    case .add: return .double { try one($0) + other($0) }
    case .subtract: return .double { try one($0) - other($0) }
    case .multiply: return .double { try one($0) * other($0) }
    case .divide: return .double { try one($0) / other($0) }
    default: throw mismatch(EvaluationWords.operation(binary.rawValue, on: "Double"), range)
    }
  }

  private func floatArithmetic(
    _ binary: BinaryOperator, _ left: Typed, _ right: Typed, _ range: TextRange
  ) throws -> Typed {
    let (one, other) = (left.float, right.float)
    switch binary {
    case .add: return Typed(.float, .datum { .float(try one($0) + other($0)) })
    case .subtract: return Typed(.float, .datum { .float(try one($0) - other($0)) })
    case .multiply: return Typed(.float, .datum { .float(try one($0) * other($0)) })
    case .divide: return Typed(.float, .datum { .float(try one($0) / other($0)) })
    default: throw mismatch(EvaluationWords.operation(binary.rawValue, on: "Float"), range)
    }
  }

  private func intArithmetic(
    _ binary: BinaryOperator, _ left: Typed, _ right: Typed, _ range: TextRange
  ) throws -> Typed {
    let (one, other) = (left.int, right.int)
    let overflow = trap(.overflow(binary.rawValue), range)
    let zero = trap(.divisionByZero, range)
    func checked(_ operation: @escaping (Int, Int) -> (partialValue: Int, overflow: Bool)) -> Typed {
      .int { frame in
        let result = operation(try one(frame), try other(frame))
        if result.overflow { throw overflow }
        return result.partialValue
      }
    }
    switch binary {
    case .add:
      return .int { frame in
        let result = try one(frame).addingReportingOverflow(other(frame))
        if result.overflow { throw overflow }
        return result.partialValue
      }
    case .subtract: return checked { $0.subtractingReportingOverflow($1) }
    case .multiply: return checked { $0.multipliedReportingOverflow(by: $1) }
    case .divide, .remainder:
      let isDivision = binary == .divide
      return .int { frame in
        let (first, second) = (try one(frame), try other(frame))
        if second == 0 { throw zero }
        let result =
          isDivision ? first.dividedReportingOverflow(by: second) : first.remainderReportingOverflow(dividingBy: second)
        if result.overflow { throw overflow }
        return result.partialValue
      }
    case .bitAnd: return .int { try one($0) & other($0) }
    case .bitOr: return .int { try one($0) | other($0) }
    case .bitXor: return .int { try one($0) ^ other($0) }
    case .wrappingAdd: return .int { try one($0) &+ other($0) }
    case .wrappingSubtract: return .int { try one($0) &- other($0) }
    case .wrappingMultiply: return .int { try one($0) &* other($0) }
    default: throw mismatch(EvaluationWords.operation(binary.rawValue, on: "Int"), range)
    }
  }
}

/// Two arrays one behind the other.
func concatenation(of first: Datum, and second: Datum, _ element: SwiftType, _ frame: Frame) throws -> Datum {
  try frame.execution.charge((first.count &+ second.count) &* 16)
  switch (first, second) {
  case (.doubles(let first), .doubles(let second)): return .doubles(first + second)
  case (.ints(let first), .ints(let second)): return .ints(first + second)
  default: return .list(try first.asList() + second.asList())
  }
}
