// How does a `Decodable` type read a config's value? A decoder over literals: a dictionary is keyed, a list is not.

import Configurables

struct PartDecoder: Decoder {
  let part: ResolvedPart
  let place: ReadingPlace
  var codingPath: [any CodingKey] = []
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard let entries = part.entries else { throw mismatch([String: Any].self) }
    var parts: [String: ResolvedPart] = [:]
    for entry in entries {
      guard case .literal(.string(let name)) = entry.key.kind else { throw mismatch([String: Any].self) }
      parts[name] = entry.value
    }
    return KeyedDecodingContainer(KeyedParts<Key>(parts: parts, place: place, codingPath: codingPath))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard let items = part.items else { throw mismatch([Any].self) }
    return UnkeyedParts(items: items, place: place, codingPath: codingPath)
  }

  func singleValueContainer() -> any SingleValueDecodingContainer {
    SinglePart(part: part, place: place, codingPath: codingPath)
  }

  private func mismatch(_ type: Any.Type) -> ConfigError { place.mismatch(part, type) }
}

/// A value by itself: standard types are read as everywhere, others decode themselves.
private struct SinglePart: SingleValueDecodingContainer {
  let part: ResolvedPart
  let place: ReadingPlace
  var codingPath: [any CodingKey]

  func decodeNil() -> Bool { part.isNone }
  func decode(_ type: Bool.Type) throws -> Bool { try value(type) }
  func decode(_ type: String.Type) throws -> String { try value(type) }
  func decode(_ type: Double.Type) throws -> Double { try value(type) }
  func decode(_ type: Float.Type) throws -> Float { try value(type) }
  func decode(_ type: Int.Type) throws -> Int { try value(type) }
  func decode(_ type: Int8.Type) throws -> Int8 { try value(type) }
  func decode(_ type: Int16.Type) throws -> Int16 { try value(type) }
  func decode(_ type: Int32.Type) throws -> Int32 { try value(type) }
  func decode(_ type: Int64.Type) throws -> Int64 { try value(type) }
  func decode(_ type: UInt.Type) throws -> UInt { try value(type) }
  func decode(_ type: UInt8.Type) throws -> UInt8 { try value(type) }
  func decode(_ type: UInt16.Type) throws -> UInt16 { try value(type) }
  func decode(_ type: UInt32.Type) throws -> UInt32 { try value(type) }
  func decode(_ type: UInt64.Type) throws -> UInt64 { try value(type) }
  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try value(type) }

  private func value<Value>(_ type: Value.Type) throws -> Value {
    try Conversion(place: place).value(part, type)
  }
}

private struct KeyedParts<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let parts: [String: ResolvedPart]
  let place: ReadingPlace
  var codingPath: [any CodingKey]

  var allKeys: [Key] { parts.keys.sorted().compactMap { Key(stringValue: $0) } }
  func contains(_ key: Key) -> Bool { parts[key.stringValue] != nil }
  func decodeNil(forKey key: Key) throws -> Bool { try decoder(key).part.isNone }

  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    let decoder = try decoder(key)
    return try Conversion(place: decoder.place).value(decoder.part, type)
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> { try decoder(key).container(keyedBy: type) }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try decoder(key).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder {
    PartDecoder(part: ResolvedPart(.literal(.none)), place: place, codingPath: codingPath)
  }

  func superDecoder(forKey key: Key) throws -> any Decoder { try decoder(key) }

  private func decoder(_ key: Key) throws -> PartDecoder {
    guard let part = parts[key.stringValue] else { throw place.mismatch(Words.noKey(key.stringValue)) }
    return PartDecoder(part: part, place: place.inside("['\(key.stringValue)']"), codingPath: codingPath + [key])
  }
}

private struct UnkeyedParts: UnkeyedDecodingContainer {
  let items: [ResolvedPart]
  let place: ReadingPlace
  var codingPath: [any CodingKey]
  var currentIndex = 0

  var count: Int? { items.count }
  var isAtEnd: Bool { currentIndex >= items.count }

  mutating func decodeNil() throws -> Bool {
    guard try next().part.isNone else { return false }
    currentIndex += 1
    return true
  }

  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    let decoder = try next()
    let value = try Conversion(place: decoder.place).value(decoder.part, type)
    currentIndex += 1
    return value
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) throws -> KeyedDecodingContainer<Nested> {
    defer { currentIndex += 1 }
    return try next().container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    defer { currentIndex += 1 }
    return try next().unkeyedContainer()
  }

  mutating func superDecoder() throws -> any Decoder {
    defer { currentIndex += 1 }
    return try next()
  }

  private func next() throws -> PartDecoder {
    guard currentIndex < items.count else { throw place.mismatch(Words.tooFew(items.count)) }
    return PartDecoder(part: items[currentIndex], place: place.inside("[\(currentIndex)]"), codingPath: codingPath)
  }
}
