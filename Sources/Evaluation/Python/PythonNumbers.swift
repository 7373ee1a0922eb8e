// How do Python's numbers come from texts and from each other? `int`, `float`, `round`, and characters.

import BigInt
import Configurables
import Foundation
import PythonText
import SourceText

extension PythonInterpreter {
  /// A float's whole part as an integer.
  func integer(_ value: Double, _ call: PythonCall) throws -> PythonObject {
    if value.isNaN { throw raise("ValueError", "cannot convert float NaN to integer", call) }
    if value.isInfinite { throw raise("OverflowError", "cannot convert float infinity to integer", call) }
    if let number = Int(exactly: value) { return .int(number) }
    guard let number = BigInt(exactly: value) else { throw giveUp(EvaluationWords.bigInteger, call) }
    return .big(number)
  }

  func makeFloat(_ call: PythonCall) throws -> PythonObject {
    guard case .string(let text) = call[0] else {
      switch call[0] {
      case .none, .list, .tuple, .dictionary, .set, .range, .function:
        throw raise(
          "TypeError", "float() argument must be a string or a real number, not '\(call[0].typeName)'", call)
      default: return .float(try double(call[0], call.range, call.frame))
      }
    }
    let plain = PythonStrings.stripped(text)
    let lowered = plain.lowercased()
    let unsigned = lowered.hasPrefix("+") || lowered.hasPrefix("-") ? String(lowered.dropFirst()) : lowered
    let isNegative = lowered.hasPrefix("-")
    if unsigned == "inf" || unsigned == "infinity" { return .float(isNegative ? -.infinity : .infinity) }
    if unsigned == "nan" { return .float(.nan) }
    guard let digits = PythonStrings.number(unsigned, isFloating: true), let value = Double(digits) else {
      guard text.utf8.allSatisfy({ $0 < 0x80 }) else { throw giveUp(EvaluationWords.pythonCall("float"), call) }
      throw raise("ValueError", "could not convert string to float: \(PythonRepr.text(of: text))", call)
    }
    return .float(isNegative ? -value : value)
  }

  func makeInt(_ call: PythonCall) throws -> PythonObject {
    switch (number(call[0]), call.count) {
    case (.int, 1), (.big, 1): return number(call[0])
    case (.float(let value), 1): return try integer(value.rounded(.towardZero), call)
    case (.string(let text), 1): return try integer(text, base: 10, call)
    case (.string(let text), 2):
      guard case .int(let base) = call[1], base == 0 || (2...36).contains(base) else { break }
      return try integer(text, base: base, call)
    case (.none, 1), (.list, 1), (.tuple, 1), (.dictionary, 1), (.set, 1), (.range, 1), (.function, 1):
      throw raise(
        "TypeError",
        "int() argument must be a string, a bytes-like object or a real number, not '\(call[0].typeName)'", call)
    default: break
    }
    throw giveUp(EvaluationWords.pythonCall("int"), call)
  }

  private func integer(_ text: String, base: Int, _ call: PythonCall) throws -> PythonObject {
    var plain = PythonStrings.stripped(text).lowercased()
    let isNegative = plain.hasPrefix("-")
    if plain.hasPrefix("-") || plain.hasPrefix("+") { plain.removeFirst() }
    var radix = base
    for (prefix, value) in [("0x", 16), ("0o", 8), ("0b", 2)] where plain.hasPrefix(prefix) {
      if base == value || base == 0 {
        radix = value
        plain = String(plain.dropFirst(2))
        if plain.hasPrefix("_") { plain.removeFirst() }
      }
    }
    if radix == 0 { radix = plain.hasPrefix("0") && plain.contains(where: { $0 != "0" && $0 != "_" }) ? -1 : 10 }
    if radix > 0, let digits = PythonStrings.number(plain, isFloating: false, radix: radix) {
      guard digits.utf8.count <= PythonInteger.maximumDigits else { throw giveUp(EvaluationWords.bigInteger, call) }
      if let number = BigInt(digits, radix: radix) { return PythonObject(isNegative ? -number : number) }
    }
    guard text.utf8.allSatisfy({ $0 < 0x80 }) else { throw giveUp(EvaluationWords.pythonCall("int"), call) }
    throw raise("ValueError", "invalid literal for int() with base \(base): \(PythonRepr.text(of: text))", call)
  }

  func rounded(_ call: PythonCall) throws -> PythonObject {
    let digits = call.argument(1, "ndigits") ?? .none
    switch (number(call[0]), number(digits)) {
    case (.int, .none), (.big, .none): return number(call[0])
    case (.float(let value), .none): return try integer(value.rounded(.toNearestOrEven), call)
    case (.int, .int(let digits)) where digits >= 0: return number(call[0])
    case (.big, .int(let digits)) where digits >= 0: return number(call[0])
    case (.int(let value), .int(let digits)): return try rounded(BigInt(value), digits, call)
    case (.big(let value), .int(let digits)): return try rounded(value, digits, call)
    case (.float(let value), .int(let digits)): return try rounded(value, digits, call)
    case (.string, .none), (.none, .none), (.list, .none), (.dictionary, .none), (.tuple, .none):
      throw raise("TypeError", "type \(call[0].typeName) doesn't define __round__ method", call)
    default: throw giveUp(EvaluationWords.pythonCall("round"), call)
    }
  }

  /// To the even multiple of the power of ten where two are equally near.
  private func rounded(_ value: BigInt, _ digits: Int, _ call: PythonCall) throws -> PythonObject {
    guard digits > -400 else { throw giveUp(EvaluationWords.pythonCall("round"), call) }
    let unit = BigInt(10).power(-digits)
    var (quotient, rest) = Self.floorDivided(value, unit)
    let double = rest * 2
    if double > unit || (double == unit && quotient % 2 != 0) { quotient += 1 }
    return PythonObject(quotient * unit)
  }

  /// As CPython rounds the exact binary value: to the shortest digits that C's `printf` gives.
  private func rounded(_ value: Double, _ digits: Int, _ call: PythonCall) throws -> PythonObject {
    guard value.isFinite, value != 0 else { return .float(value) }
    // Beyond these `float___round___impl` gives the number itself, or a zero.
    if digits > 323 { return .float(value) }
    if digits < -308 { return .float(copysign(0, value)) }
    if digits >= 0 { return .float(Double(PythonStrings.fixed(value, digits)) ?? value) }
    let unit = BigInt(10).power(-digits)
    guard let whole = BigInt(exactly: value.rounded(.towardZero)) else { return .float(value) }
    let fraction = value - value.rounded(.towardZero)
    let magnitude = BigInt(whole.magnitude)
    var (quotient, rest) = Self.floorDivided(magnitude, unit)
    let double = rest * 2
    let isTie = double == unit && fraction == 0
    if double > unit || (double == unit && fraction != 0) || (isTie && quotient % 2 != 0) { quotient += 1 }
    let result = Self.double(quotient * unit)
    guard result.isFinite else { throw raise("OverflowError", "rounded value too large to represent", call) }
    return .float(value < 0 ? -result : result)
  }

  func codePoint(_ call: PythonCall) throws -> PythonObject {
    switch (call.name, number(call[0])) {
    case ("ord", .string(let text)):
      let scalars = text.unicodeScalars
      guard let first = scalars.first, scalars.count == 1 else {
        throw raise("TypeError", "ord() expected a character, but string of length \(scalars.count) found", call)
      }
      return .int(Int(first.value))
    case ("chr", .int(let value)):
      guard (0..<0x110000).contains(value) else { throw raise("ValueError", "chr() arg not in range(0x110000)", call) }
      guard let scalar = Unicode.Scalar(UInt32(value)) else { throw giveUp(EvaluationWords.pythonCall("chr"), call) }
      return .string(String(scalar))
    case ("hex", .int), ("bin", .int), ("oct", .int), ("hex", .big), ("bin", .big), ("oct", .big):
      let (radix, prefix) = call.name == "hex" ? (16, "0x") : call.name == "bin" ? (2, "0b") : (8, "0o")
      let whole: BigInt
      switch number(call[0]) {
      case .int(let value): whole = BigInt(value)
      case .big(let value): whole = value
      default: whole = 0
      }
      return .string((whole < 0 ? "-" : "") + prefix + String(whole.magnitude, radix: radix))
    case ("ord", _) where call[0].isKnown:
      throw raise("TypeError", "ord() expected string of length 1, but \(call[0].typeName) found", call)
    case (_, _) where call[0].isKnown:
      if case .big = call[0] { throw giveUp(EvaluationWords.pythonCall(call.name), call) }
      throw raise("TypeError", "'\(call[0].typeName)' object cannot be interpreted as an integer", call)
    default: throw giveUp(EvaluationWords.pythonCall(call.name), call)
    }
  }
}
