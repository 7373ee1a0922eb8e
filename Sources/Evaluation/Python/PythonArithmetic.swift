// What do the most common operations give, without a look at the rest? Nil is for everything that is not so plain.

import Configurables
import Foundation

enum PythonArithmetic {
  @inline(__always)
  static func result(_ binary: BinaryOperator, _ left: PythonObject, _ right: PythonObject) -> PythonObject? {
    switch (left, right) {
    case (.float(let a), .float(let b)): floats(binary, a, b)
    case (.int(let a), .int(let b)): integers(binary, a, b)
    case (.float(let a), .int(let b)): compares(binary) ? nil : floats(binary, a, Double(b))
    case (.int(let a), .float(let b)): compares(binary) ? nil : floats(binary, Double(a), b)
    default: nil
    }
  }

  /// What a comparison says.
  @inline(__always)
  static func answer(_ comparison: BinaryOperator, _ left: PythonObject, _ right: PythonObject) -> Bool? {
    switch (left, right) {
    case (.int(let a), .int(let b)): compare(comparison, a, b)
    case (.float(let a), .float(let b)): compare(comparison, a, b)
    default: nil
    }
  }

  /// A number is not made a float to be compared: that would round it.
  private static func compares(_ binary: BinaryOperator) -> Bool {
    switch binary {
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual: true
    default: false
    }
  }

  @inline(__always)
  private static func compare<Number: Comparable>(_ comparison: BinaryOperator, _ a: Number, _ b: Number) -> Bool? {
    switch comparison {
    case .less: a < b
    case .lessOrEqual: a <= b
    case .greater: a > b
    case .greaterOrEqual: a >= b
    case .equal: a == b
    case .notEqual: a != b
    default: nil
    }
  }

  @inline(__always)
  private static func floats(_ binary: BinaryOperator, _ a: Double, _ b: Double) -> PythonObject? {
    switch binary {
    case .add: .float(a + b)
    case .subtract: .float(a - b)
    case .multiply: .float(a * b)
    case .divide: b == 0 ? nil : .float(a / b)
    case .power: a > 0 ? finite(pow(a, b)) : nil
    default: compare(binary, a, b).map { .bool($0) }
    }
  }

  private static func finite(_ number: Double) -> PythonObject? { number.isFinite ? .float(number) : nil }

  @inline(__always)
  private static func integers(_ binary: BinaryOperator, _ a: Int, _ b: Int) -> PythonObject? {
    let result: (partialValue: Int, overflow: Bool)
    switch binary {
    case .add: result = a.addingReportingOverflow(b)
    case .subtract: result = a.subtractingReportingOverflow(b)
    case .multiply: result = a.multipliedReportingOverflow(by: b)
    // Where both are positive, the quotient is rounded alike in both languages.
    case .floorDivide: return a >= 0 && b > 0 ? .int(a / b) : nil
    case .remainder: return a >= 0 && b > 0 ? .int(a % b) : nil
    case .divide:
      // As `integers` of the operators: beyond 53 bits the quotient would be rounded twice.
      return b != 0 && a.magnitude < 1 << 53 && b.magnitude < 1 << 53 ? .float(Double(a) / Double(b)) : nil
    default: return compare(binary, a, b).map { .bool($0) }
    }
    return result.overflow ? nil : .int(result.partialValue)
  }
}

/// A call of a function of `math`, or of a builtin, with plain numbers. It remembers what it called the last time.
struct PythonFastCall {
  private enum Kind {
    case slow
    case function(@Sendable (Double) -> Double)
    case minimum, maximum, float, absolute
  }

  private var path = ""
  private var kind = Kind.slow

  mutating func result(_ path: String, _ arguments: [PythonObject]) -> PythonObject? {
    if path != self.path { look(path) }
    switch (kind, arguments.count) {
    case (.function(let function), 1):
      let x: Double
      switch arguments[0] {
      case .float(let number): x = number
      case .int(let number): x = Double(number)
      default: return nil
      }
      let result = function(x)
      return result.isFinite ? .float(result) : nil
    case (.minimum, 2), (.maximum, 2):
      let isMaximum = if case .maximum = kind { true } else { false }
      switch (arguments[0], arguments[1]) {
      case (.int(let a), .int(let b)): return .int(isMaximum ? max(a, b) : min(a, b))
      // The second one counts only where it is beyond the first.
      case (.float(let a), .float(let b)): return .float((isMaximum ? b > a : b < a) ? b : a)
      default: return nil
      }
    case (.float, 1):
      switch arguments[0] {
      case .float: return arguments[0]
      case .int(let number): return .float(Double(number))
      default: return nil
      }
    case (.absolute, 1):
      if case .float(let number) = arguments[0] { return .float(abs(number)) }
      return nil
    default: return nil
    }
  }

  private mutating func look(_ path: String) {
    self.path = path
    switch path {
    case "min": kind = .minimum
    case "max": kind = .maximum
    case "float": kind = .float
    case "abs": kind = .absolute
    default:
      kind = .slow
      if path.hasPrefix("math."), let function = PythonInterpreter.functions[String(path.dropFirst(5))] {
        kind = .function(function)
      }
    }
  }
}
