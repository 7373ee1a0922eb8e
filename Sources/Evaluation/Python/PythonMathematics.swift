// What do the functions of `math` give? As C's library does, with the errors that CPython makes of its answers.

import BigInt
import Configurables
import Foundation
import SourceText

extension PythonInterpreter {
  static let constants: [String: Double] = [
    "pi": Double.pi, "e": M_E, "tau": 2 * Double.pi, "inf": .infinity, "nan": .nan,
  ]

  func mathematics(_ call: PythonCall) throws -> PythonObject {
    func unknown() -> EvaluationStop { giveUp(EvaluationWords.pythonCall("math." + call.name), call) }
    if let result = try wholeMathematics(call) { return result }
    guard call.keywords.isEmpty else {
      guard call.name == "isclose" else { throw unknown() }
      return try isClose(call)
    }
    func x(_ place: Int = 0) throws -> Double { try double(call[place], call.range, call.frame) }
    switch (call.name, call.count) {
    case (_, 1):
      guard let function = Self.functions[call.name] else { break }
      return try checked(function, try x(), call)
    case ("log", 2):
      let numerator = try logarithm(call[0], call)
      let denominator = try logarithm(call[1], call)
      guard denominator != 0 else { throw raise("ZeroDivisionError", "float division by zero", call) }
      return .float(numerator / denominator)
    case ("pow", 2): return try power(try x(), try x(1), call)
    case ("atan2", 2): return .float(atan2(try x(), try x(1)))
    case ("copysign", 2): return .float(copysign(try x(), try x(1)))
    case ("fmod", 2):
      let (a, b) = (try x(), try x(1))
      guard !(a.isInfinite && !b.isNaN), b != 0 || a.isNaN else { throw raise("ValueError", "math domain error", call) }
      return .float(b.isInfinite && a.isFinite ? a : fmod(a, b))
    case ("hypot", 2):
      // CPython works this out with more care than C does.
      let (a, b) = (try x(), try x(1))
      if a.isInfinite || b.isInfinite { return .float(.infinity) }
      if a.isNaN || b.isNaN { return .float(.nan) }
      return .float(try exactHypotenuse(a, b, call))
    case ("isclose", 2): return try isClose(call)
    case ("ldexp", 2):
      guard case .int(let exponent) = number(call[1]), abs(exponent) < 2000 else { break }
      let result = scalbn(try x(), exponent)
      let isFinite = try x().isFinite
      guard !(result.isInfinite && isFinite) else { throw raise("OverflowError", "math range error", call) }
      return .float(result)
    default: break
    }
    throw unknown()
  }

  static let functions: [String: @Sendable (Double) -> Double] = [
    "fabs": { abs($0) }, "sqrt": { $0.squareRoot() }, "exp": { exp($0) }, "expm1": { expm1($0) },
    "log1p": { log1p($0) },
    "sin": { sin($0) }, "cos": { cos($0) }, "tan": { tan($0) }, "asin": { asin($0) }, "acos": { acos($0) },
    "atan": { atan($0) }, "sinh": { sinh($0) }, "cosh": { cosh($0) }, "tanh": { tanh($0) }, "asinh": { asinh($0) },
    "acosh": { acosh($0) }, "atanh": { atanh($0) }, "erf": { erf($0) }, "erfc": { erfc($0) },
    "degrees": { $0 * (180 / Double.pi) }, "radians": { $0 * (Double.pi / 180) },
  ]

  /// As `math_1` of CPython: no number from numbers is a domain error, and infinity from a finite one a range error.
  private func checked(_ function: (Double) -> Double, _ x: Double, _ call: PythonCall) throws -> PythonObject {
    let result = function(x)
    let isSingular = ["atanh", "log1p"].contains(call.name)
    if result.isNaN, !x.isNaN { throw raise("ValueError", "math domain error", call) }
    if result.isInfinite, x.isFinite, !["degrees", "radians"].contains(call.name) {
      throw isSingular
        ? raise("ValueError", "math domain error", call) : raise("OverflowError", "math range error", call)
    }
    return .float(result)
  }

  private func power(_ x: Double, _ y: Double, _ call: PythonCall) throws -> PythonObject {
    let result = pow(x, y)
    guard result.isFinite || !x.isFinite || !y.isFinite else {
      throw result.isNaN || x == 0
        ? raise("ValueError", "math domain error", call) : raise("OverflowError", "math range error", call)
    }
    return .float(result)
  }

  /// `loghelper` of CPython: integers of any length have logarithms.
  private func logarithm(_ object: PythonObject, _ call: PythonCall) throws -> Double {
    let function: (Double) -> Double =
      call.name == "log2" ? { log2($0) } : call.name == "log10" ? { log10($0) } : { log($0) }
    if case .big(let number) = object {
      guard number > 0 else { throw raise("ValueError", "math domain error", call) }
      let value = Self.double(number)
      guard value.isFinite else { throw giveUp(EvaluationWords.bigInteger, call) }
      return function(value)
    }
    let x = try double(object, call.range, call.frame)
    guard x.isNaN || x > 0 else { throw raise("ValueError", "math domain error", call) }
    return x == .infinity ? x : function(x)
  }

  /// Squares whose sum is exact; others are left alone.
  private func exactHypotenuse(_ a: Double, _ b: Double, _ call: PythonCall) throws -> Double {
    if a == 0 { return abs(b) }
    if b == 0 { return abs(a) }
    let sum = a * a + b * b
    guard abs(a) < 67_108_864, abs(b) < 67_108_864, a == a.rounded(), b == b.rounded() else {
      throw giveUp(EvaluationWords.pythonCall("math.hypot"), call)
    }
    return sum.squareRoot()
  }

  private func isClose(_ call: PythonCall) throws -> PythonObject {
    func number(_ name: String, _ initial: Double) throws -> Double {
      try call.keywords[name].map { try double($0, call.range, call.frame) } ?? initial
    }
    guard call.count == 2, Set(call.keywords.pairs.map(\.name)).isSubset(of: ["rel_tol", "abs_tol"]) else {
      throw giveUp(EvaluationWords.pythonCall("math.isclose"), call)
    }
    let (a, b) = (try double(call[0], call.range, call.frame), try double(call[1], call.range, call.frame))
    let (relative, absolute) = (try number("rel_tol", 1e-9), try number("abs_tol", 0))
    guard relative >= 0, absolute >= 0 else { throw raise("ValueError", "tolerances must be non-negative", call) }
    if a == b { return .bool(true) }
    if a.isInfinite || b.isInfinite { return .bool(false) }
    let difference = abs(b - a)
    return .bool(difference <= abs(relative * b) || difference <= abs(relative * a) || difference <= absolute)
  }

  // MARK: Integers

  /// The functions that are about integers, or that go over elements.
  private func wholeMathematics(_ call: PythonCall) throws -> PythonObject? {
    guard call.keywords.isEmpty || call.name == "prod" else { return nil }
    switch (call.name, call.count) {
    case ("floor", 1), ("ceil", 1), ("trunc", 1):
      switch number(call[0]) {
      case .int, .big: return number(call[0])
      case .float(let x):
        return try integer(call.name == "floor" ? floor(x) : call.name == "ceil" ? ceil(x) : trunc(x), call)
      default: break
      }
      if call.name == "trunc", call[0].isKnown {
        throw raise("TypeError", "type \(call[0].typeName) doesn't define __trunc__ method", call)
      }
      return .float(try double(call[0], call.range, call.frame))
    case ("log", 1), ("log2", 1), ("log10", 1): return .float(try logarithm(call[0], call))
    case ("isnan", 1): return .bool(try double(call[0], call.range, call.frame).isNaN)
    case ("isinf", 1): return .bool(try double(call[0], call.range, call.frame).isInfinite)
    case ("isfinite", 1): return .bool(try double(call[0], call.range, call.frame).isFinite)
    case ("gcd", _), ("lcm", _):
      var result = call.name == "gcd" ? BigInt(0) : BigInt(1)
      for argument in call.positional {
        let next = try whole(argument, call)
        let divisor = BigInt(result.magnitude.greatestCommonDivisor(with: next.magnitude))
        if call.name == "gcd" {
          result = divisor
        } else {
          result = divisor == 0 ? 0 : BigInt((result * next).magnitude) / divisor
        }
      }
      return PythonObject(result)
    case ("isqrt", 1):
      let number = try whole(call[0], call)
      guard number >= 0 else { throw raise("ValueError", "isqrt() argument must be nonnegative", call) }
      return PythonObject(number.squareRoot())
    case ("factorial", 1):
      if case .float(let number) = call[0] {
        _ = number
        throw raise("TypeError", "'float' object cannot be interpreted as an integer", call)
      }
      let number = try whole(call[0], call)
      guard number >= 0 else {
        throw raise("ValueError", "factorial() not defined for negative values", call)
      }
      guard let count = Int(exactly: number), count < 2000 else { throw giveUp(EvaluationWords.bigInteger, call) }
      return PythonObject(count < 2 ? 1 : (2...count).reduce(BigInt(1)) { $0 * BigInt($1) })
    case ("comb", 2), ("perm", 2):
      let (n, k) = (try whole(call[0], call), try whole(call[1], call))
      guard n >= 0 else { throw raise("ValueError", "n must be a non-negative integer", call) }
      guard k >= 0 else { throw raise("ValueError", "k must be a non-negative integer", call) }
      if k > n { return .int(0) }
      guard let count = Int(exactly: k), count < 2000 else { throw giveUp(EvaluationWords.bigInteger, call) }
      var (top, bottom) = (BigInt(1), BigInt(1))
      for place in 0..<count {
        top *= n - BigInt(place)
        if call.name == "comb" { bottom *= BigInt(place + 1) }
      }
      return PythonObject(top / bottom)
    case ("prod", 1):
      var product = call.keywords["start"] ?? .int(1)
      let iterator = try iterator(over: call[0], call.range, call.frame)
      while let item = try iterator.next() {
        try step()
        product = try binary(.multiply, product, item, call.range, call.frame)
      }
      return product
    case ("fsum", 1): return try exactSum(call)
    default: return nil
    }
  }

  private func whole(_ object: PythonObject, _ call: PythonCall) throws -> BigInt {
    switch number(object) {
    case .int(let number): return BigInt(number)
    case .big(let number): return number
    default:
      guard object.isKnown else { throw giveUp(EvaluationWords.pythonCall("math." + call.name), call) }
      throw raise("TypeError", "'\(object.typeName)' object cannot be interpreted as an integer", call)
    }
  }

  /// The sum as if it were rounded once: exact partial sums, as `math_fsum` of CPython keeps them.
  private func exactSum(_ call: PythonCall) throws -> PythonObject {
    var partials: [Double] = []
    let iterator = try iterator(over: call[0], call.range, call.frame)
    while let item = try iterator.next() {
      try step()
      var x = try double(item, call.range, call.frame)
      guard x.isFinite, abs(x) < 1e300 else { throw giveUp(EvaluationWords.pythonCall("math.fsum"), call) }
      var kept = 0
      for place in partials.indices {
        var y = partials[place]
        if abs(x) < abs(y) { swap(&x, &y) }
        let high = x + y
        let low = y - (high - x)
        if low != 0 {
          partials[kept] = low
          kept += 1
        }
        x = high
      }
      partials.removeSubrange(kept...)
      if x != 0 { partials.append(x) }
    }
    guard var high = partials.popLast() else { return .float(0) }
    var low = 0.0
    while let next = partials.popLast() {
      let x = high
      high = x + next
      low = next - (high - x)
      if low != 0 { break }
    }
    // Half-even across the partial sums that are left.
    if let next = partials.last, (low < 0 && next < 0) || (low > 0 && next > 0) {
      let y = low * 2
      let x = high + y
      if y == x - high { high = x }
    }
    return .float(high)
  }
}
