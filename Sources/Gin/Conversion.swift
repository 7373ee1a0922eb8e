// What Swift value does a part of a config make, for a type that is known only by its name?
//
// The same rules as the language server's own check of values: an integer may stand for a `Double`, nothing else mixes;
// a raw value or a case's name stands for an enum's case.

import Configurables

/// The standard types that literals make.
protocol LiteralReadable {
  static func read(_ part: ResolvedPart, _ conversion: Conversion) throws -> Self
}

struct Conversion {
  let place: ReadingPlace

  func value<Value>(_ part: ResolvedPart, _ type: Value.Type) throws -> Value {
    if let type = type as? any LiteralReadable.Type {
      if case .made(let made) = part.kind, let value = made as? Value { return value }
      if let value = try type.read(part, self) as? Value { return value }
    }
    switch part.kind {
    case .made(let made):
      if let value = made as? Value { return value }
    case .function:
      throw place.mismatch(part, type)
    case .literal, .list, .tuple, .dictionary:
      if let value = try casesValue(part, type) ?? rawValue(part, type) ?? decoded(part, type) { return value }
    }
    throw place.mismatch(part, type)
  }

  func literal(_ part: ResolvedPart) -> Configurables.Value? {
    if case .literal(let value) = part.kind { return value }
    return nil
  }

  // MARK: Enums

  /// A case of an enum marked with `@Config`: by raw value, else by name.
  private func casesValue<Value>(_ part: ResolvedPart, _ type: Value.Type) throws -> Value? {
    guard let type = type as? any ConfiguredCases.Type, let literal = literal(part) else { return nil }
    guard let found = Self.item(literal, of: type) else {
      throw place.mismatch(Words.noCase(part, type, type.registration.cases.map(\.name)))
    }
    return found as? Value
  }

  private static func item<Cases: ConfiguredCases>(
    _ literal: Configurables.Value, of type: Cases.Type
  ) -> Cases? {
    let cases = Cases.configCases
    if case .enumeration(let constant) = literal {
      guard constant.type == type.registration.selector else { return nil }
      return cases.first { $0.name == constant.name }?.value
    }
    if let found = cases.first(where: { isRaw(RawValue.value(of: $0.value), literal) }) { return found.value }
    guard case .string(let name) = literal else { return nil }
    if let exact = cases.first(where: { $0.name == name }) { return exact.value }
    let folded = DefinitionIndex.folded(name)
    let matches = cases.filter { DefinitionIndex.folded($0.name) == folded }
    return matches.count == 1 ? matches[0].value : nil
  }

  /// Whether a literal is the raw value; `1` is that of a case with the raw value 1.0.
  private static func isRaw(_ raw: Configurables.Value, _ literal: Configurables.Value) -> Bool {
    if raw == .none { return false }
    if case .double(let number) = raw, case .integer(let whole) = literal { return number == Double(whole) }
    return raw == literal
  }

  /// Any other type with raw values.
  private func rawValue<Value>(_ part: ResolvedPart, _ type: Value.Type) throws -> Value? {
    guard let type = type as? any RawRepresentable.Type else { return nil }
    func made<Raw: RawRepresentable>(_ type: Raw.Type) throws -> Raw? {
      Raw(rawValue: try value(part, Raw.RawValue.self))
    }
    if let value = try? made(type) { return value as? Value }
    if let type = type as? any CaseIterable.Type, case .string(let name)? = literal(part) {
      return Self.item(named: name, of: type) as? Value
    }
    return nil
  }

  private static func item<Cases: CaseIterable>(named name: String, of type: Cases.Type) -> Cases? {
    Cases.allCases.first { "\($0)" == name }
  }

  // MARK: Decodable types

  private func decoded<Value>(_ part: ResolvedPart, _ type: Value.Type) throws -> Value? {
    guard let type = type as? any Decodable.Type else { return nil }
    do {
      return try type.init(from: PartDecoder(part: part, place: place)) as? Value
    } catch let error as DecodingError {
      throw place.mismatch(Words.notDecoded(part, type, error))
    }
  }
}

// MARK: Standard types

extension Bool: LiteralReadable {
  static func read(_ part: ResolvedPart, _ conversion: Conversion) throws -> Bool {
    guard case .boolean(let flag)? = conversion.literal(part) else { throw conversion.place.mismatch(part, Bool.self) }
    return flag
  }
}

extension String: LiteralReadable {
  static func read(_ part: ResolvedPart, _ conversion: Conversion) throws -> String {
    guard case .string(let text)? = conversion.literal(part) else {
      throw conversion.place.mismatch(part, String.self)
    }
    return text
  }
}

extension Double: LiteralReadable {
  static func read(_ part: ResolvedPart, _ conversion: Conversion) throws -> Double {
    switch conversion.literal(part) {
    case .double(let number): return number
    case .integer(let number): return Double(number)
    default: throw conversion.place.mismatch(part, Double.self)
    }
  }
}

extension Float: LiteralReadable {
  static func read(_ part: ResolvedPart, _ conversion: Conversion) throws -> Float {
    switch conversion.literal(part) {
    case .double(let number): return Float(number)
    case .integer(let number): return Float(number)
    default: throw conversion.place.mismatch(part, Float.self)
    }
  }
}

extension LiteralReadable where Self: FixedWidthInteger {
  static func read(_ part: ResolvedPart, _ conversion: Conversion) throws -> Self {
    switch conversion.literal(part) {
    case .integer(let number):
      if let number = Self(exactly: number) { return number }
    case .bigInteger(let digits):
      if let number = Self(digits) { return number }
    default: throw conversion.place.mismatch(part, Self.self)
    }
    throw conversion.place.outOfRange(part, Self.self)
  }
}

extension Int: LiteralReadable {}
extension Int8: LiteralReadable {}
extension Int16: LiteralReadable {}
extension Int32: LiteralReadable {}
extension Int64: LiteralReadable {}
extension UInt: LiteralReadable {}
extension UInt8: LiteralReadable {}
extension UInt16: LiteralReadable {}
extension UInt32: LiteralReadable {}
extension UInt64: LiteralReadable {}

// MARK: Containers whose type was not written out: behind a `typealias`, or as `Array<Int>`

extension Optional: LiteralReadable {
  static func read(_ part: ResolvedPart, _ conversion: Conversion) throws -> Wrapped? {
    if part.isNone { return nil }
    return try conversion.value(part, Wrapped.self)
  }
}

extension Array: LiteralReadable {
  static func read(_ part: ResolvedPart, _ conversion: Conversion) throws -> [Element] {
    try reading(arrayOf: reading(Element.self)).read(part, conversion.place)
  }
}

extension Set: LiteralReadable {
  static func read(_ part: ResolvedPart, _ conversion: Conversion) throws -> Set<Element> {
    guard part.items != nil else { throw conversion.place.mismatch(part, Self.self) }
    return Set(try reading(arrayOf: reading(Element.self)).read(part, conversion.place))
  }
}

extension Dictionary: LiteralReadable {
  static func read(_ part: ResolvedPart, _ conversion: Conversion) throws -> [Key: Value] {
    try conversion.place.dictionary(part) { part, place in
      try Conversion(place: place).value(part, Key.self)
    } _: { part, place in
      try Conversion(place: place).value(part, Value.self)
    }
  }
}
