// What do Foundation's and the library's mathematical functions give? Each by the very function of this platform.

import Configurables
import Foundation
import SourceText

/// Foundation has a type of this name too.
typealias Expression = Configurables.Expression

extension BodyCompiler {
  private static func unaryDouble(_ name: String) -> ((Double) -> Double)? {
    switch name {
    case "sin": { Foundation.sin($0) }
    case "cos": { Foundation.cos($0) }
    case "tan": { Foundation.tan($0) }
    case "asin": { Foundation.asin($0) }
    case "acos": { Foundation.acos($0) }
    case "atan": { Foundation.atan($0) }
    case "sinh": { Foundation.sinh($0) }
    case "cosh": { Foundation.cosh($0) }
    case "tanh": { Foundation.tanh($0) }
    case "asinh": { Foundation.asinh($0) }
    case "acosh": { Foundation.acosh($0) }
    case "atanh": { Foundation.atanh($0) }
    case "exp": { Foundation.exp($0) }
    case "exp2": { Foundation.exp2($0) }
    case "expm1": { Foundation.expm1($0) }
    case "log": { Foundation.log($0) }
    case "log2": { Foundation.log2($0) }
    case "log10": { Foundation.log10($0) }
    case "log1p": { Foundation.log1p($0) }
    case "sqrt": { $0.squareRoot() }
    case "cbrt": { Foundation.cbrt($0) }
    case "floor": { $0.rounded(.down) }
    case "ceil": { $0.rounded(.up) }
    case "round": { $0.rounded(.toNearestOrAwayFromZero) }
    case "trunc": { $0.rounded(.towardZero) }
    case "rint", "nearbyint": { $0.rounded(.toNearestOrEven) }
    case "fabs": { Swift.abs($0) }
    case "erf": { Foundation.erf($0) }
    case "erfc": { Foundation.erfc($0) }
    case "tgamma": { Foundation.tgamma($0) }
    default: nil
    }
  }

  private static func unaryFloat(_ name: String) -> ((Float) -> Float)? {
    switch name {
    case "sin": { Foundation.sin($0) }
    case "cos": { Foundation.cos($0) }
    case "tan": { Foundation.tan($0) }
    case "exp": { Foundation.exp($0) }
    case "exp2": { Foundation.exp2($0) }
    case "log": { Foundation.log($0) }
    case "log2": { Foundation.log2($0) }
    case "log10": { Foundation.log10($0) }
    case "sqrt": { $0.squareRoot() }
    case "floor": { $0.rounded(.down) }
    case "ceil": { $0.rounded(.up) }
    case "round": { $0.rounded(.toNearestOrAwayFromZero) }
    case "trunc": { $0.rounded(.towardZero) }
    default: nil
    }
  }

  private static func binaryDouble(_ name: String) -> ((Double, Double) -> Double)? {
    switch name {
    case "pow": { Foundation.pow($0, $1) }
    case "atan2": { Foundation.atan2($0, $1) }
    case "hypot": { Foundation.hypot($0, $1) }
    case "fmod": { Foundation.fmod($0, $1) }
    case "remainder": { Foundation.remainder($0, $1) }
    case "copysign": { Foundation.copysign($0, $1) }
    case "fmin": { Foundation.fmin($0, $1) }
    case "fmax": { Foundation.fmax($0, $1) }
    default: nil
    }
  }

  /// A mathematical function by its name; nil for other names.
  func compileMathematics(
    _ name: String, _ arguments: [Argument], _ expected: SwiftType?, _ range: TextRange
  ) throws -> Typed? {
    guard arguments.allSatisfy({ $0.label == nil }) else { return nil }
    switch arguments.count {
    case 1:
      guard let function = Self.unaryDouble(name) else { return nil }
      let type = try floatingType(arguments, expected, range)
      if type == .float {
        guard let function = Self.unaryFloat(name) else {
          throw unsupported(EvaluationWords.operation(name, on: "Float"), range)
        }
        let code = try compile(arguments[0].value, .float).float
        return Typed(.float, .datum { .float(function(try code($0))) })
      }
      let code = try compile(arguments[0].value, .double).double
      return .double { function(try code($0)) }
    case 2:
      guard let function = Self.binaryDouble(name) else { return nil }
      // `pow(2, 3)` of literals alone is a `Decimal`.
      if name == "pow", expected?.unwrapped != .double, arguments.allSatisfy({ needsContext($0.value) }) {
        throw unsupported(EvaluationWords.untyped("`pow` of literals"), range)
      }
      let type = try floatingType(arguments, expected, range)
      guard type == .double else { throw unsupported(EvaluationWords.operation(name, on: library.text(type)), range) }
      let first = try compile(arguments[0].value, .double).double
      let second = try compile(arguments[1].value, .double).double
      return .double { function(try first($0), try second($0)) }
    default: return nil
    }
  }

  /// `Double` or `Float`, as the arguments or else the context have it.
  private func floatingType(
    _ arguments: [Argument], _ expected: SwiftType?, _ range: TextRange
  ) throws -> SwiftType {
    for argument in arguments where !needsContext(argument.value) {
      let type = try compile(argument.value).type
      guard type.isFloatingPoint else { throw mismatch(type, for: .double, argument.value.range) }
      return type
    }
    return expected?.unwrapped == .float ? .float : .double
  }
}
