// What is compiled code? Closures over a frame, by the form of their result, with the static type of that result.

import Configurables
import SourceText

typealias IntCode = (Frame) throws -> Int
typealias DoubleCode = (Frame) throws -> Double
typealias BoolCode = (Frame) throws -> Bool
typealias DatumCode = (Frame) throws -> Datum

enum Code {
  case int(IntCode)
  case double(DoubleCode)
  case bool(BoolCode)
  case datum(DatumCode)
}

/// An expression that is compiled.
struct Typed {
  var type: SwiftType
  var code: Code
  /// The value, for a literal: operators then need no call for it.
  var literal: Datum?
  /// Where it is just a variable, its slot.
  var storage: Storage?
  /// Another type that the same expression has where the context asks for it: `reversed()` as an array.
  var alternative: SwiftType?

  init(_ type: SwiftType, _ code: Code, literal: Datum? = nil, storage: Storage? = nil, alternative: SwiftType? = nil) {
    self.type = type
    self.code = code
    self.literal = literal
    self.storage = storage
    self.alternative = alternative
  }

  static func int(_ code: @escaping IntCode) -> Typed { Typed(.int, .int(code)) }
  static func double(_ code: @escaping DoubleCode) -> Typed { Typed(.double, .double(code)) }
  static func bool(_ code: @escaping BoolCode) -> Typed { Typed(.bool, .bool(code)) }
  static func string(_ code: @escaping (Frame) throws -> String) -> Typed {
    Typed(.string, .datum { .string(try code($0)) })
  }
  static func datum(_ type: SwiftType, _ code: @escaping DatumCode) -> Typed {
    switch type {
    case .int: .int { try code($0).asInt() }
    case .double: .double { try code($0).asDouble() }
    case .bool: .bool { try code($0).asBool() }
    default: Typed(type, .datum(code))
    }
  }
  static func constant(_ type: SwiftType, _ value: Datum) -> Typed {
    switch value {
    case .int(let value): Typed(type, .int { _ in value }, literal: .int(value))
    case .double(let value): Typed(type, .double { _ in value }, literal: .double(value))
    case .bool(let value): Typed(type, .bool { _ in value }, literal: .bool(value))
    default: Typed(type, .datum { _ in value }, literal: value)
    }
  }

  var datum: DatumCode {
    switch code {
    case .int(let code): { .int(try code($0)) }
    case .double(let code): { .double(try code($0)) }
    case .bool(let code): { .bool(try code($0)) }
    case .datum(let code): code
    }
  }
  var int: IntCode {
    switch code {
    case .int(let code): code
    case .datum(let code): { try code($0).asInt() }
    case .double, .bool: { _ in throw Datum.fault("Int") }
    }
  }
  var double: DoubleCode {
    switch code {
    case .double(let code): code
    case .datum(let code): { try code($0).asDouble() }
    case .int, .bool: { _ in throw Datum.fault("Double") }
    }
  }
  var bool: BoolCode {
    switch code {
    case .bool(let code): code
    case .datum(let code): { try code($0).asBool() }
    case .int, .double: { _ in throw Datum.fault("Bool") }
    }
  }
  var string: (Frame) throws -> String {
    let code = datum
    return { try code($0).asString() }
  }
  var float: (Frame) throws -> Float {
    let code = datum
    return { try code($0).asFloat() }
  }

  /// Runs it for what it does.
  var effect: (Frame) throws -> Void {
    switch code {
    case .int(let code): { _ = try code($0) }
    case .double(let code): { _ = try code($0) }
    case .bool(let code): { _ = try code($0) }
    case .datum(let code): { _ = try code($0) }
    }
  }

  /// The same code under another type of the same form.
  func retyped(_ type: SwiftType) -> Typed { Typed(type, code, literal: literal) }
}

extension Storage {
  func typed(_ type: SwiftType) -> Typed {
    switch self {
    case .int(let slot): Typed(type, .int { $0.int(slot) }, storage: self)
    case .double(let slot): Typed(type, .double { $0.double(slot) }, storage: self)
    case .bool(let slot): Typed(type, .bool { $0.bool(slot) }, storage: self)
    case .datum(let slot) where type.isNumber: Typed.datum(type) { $0.data[slot] }
    case .datum(let slot): Typed(type, .datum { $0.data[slot] }, storage: self)
    case .boxed: Typed.datum(type) { [self] in try load($0) }
    case .compound: Typed(type, .datum { [self] in try load($0) }, storage: self)
    }
  }

  /// Stores what `value` gives; the declaration of a variable makes it anew.
  func initializer(_ value: Typed) -> (Frame) throws -> Void {
    switch self {
    case .int(let slot):
      let code = value.int
      return { $0.set(slot, try code($0)) }
    case .double(let slot):
      let code = value.double
      return { $0.set(slot, try code($0)) }
    case .bool(let slot):
      let code = value.bool
      return { $0.set(slot, try code($0)) }
    case .datum(let slot):
      let code = value.datum
      return { $0.data[slot] = try code($0) }
    case .boxed, .compound:
      let code = value.datum
      return { [self] in try initialize(try code($0), $0) }
    }
  }

  func assignment(_ value: Typed) -> (Frame) throws -> Void {
    guard case .boxed = self else { return initializer(value) }
    let code = value.datum
    return { [self] in try store(try code($0), $0) }
  }
}

/// Why a body, or a part of it, is not compiled. `mismatch` means that Swift itself would refuse the reading that was
/// tried; `unsupported` that we cannot tell.
struct CompileStop: Error {
  enum Kind { case mismatch, unsupported }
  var kind: Kind
  var reason: String
  var range: TextRange
}
