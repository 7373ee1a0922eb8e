// How does a config's value become a Swift value of a declared type? Readers, put together as the type is written.

import Configurables
import Resolution
import SourceText

/// Reads values of one type from configs. The macros put one together for each parameter.
public struct Reader<Value>: Sendable {
  let read: @Sendable (ResolvedPart, ReadingPlace) throws -> Value
}

/// A config's value with everything in it called that was marked to be called. For the code that the macros write.
public struct ResolvedPart: Sendable {
  indirect enum Kind {
    /// Nothing in it was called.
    case literal(Configurables.Value)
    case list([ResolvedPart])
    case tuple([ResolvedPart])
    case dictionary([(key: ResolvedPart, value: ResolvedPart)])
    /// What a call gave, or a constant.
    case made(Any)
    /// A function or type that is passed as it is.
    case function(FunctionReference)
  }

  // A part lives on the stack of one call, and crosses no thread.
  nonisolated(unsafe) let kind: Kind

  init(_ kind: Kind) { self.kind = kind }

  /// The items of a list or a tuple.
  var items: [ResolvedPart]? {
    switch kind {
    case .literal(.list(let values)), .literal(.tuple(let values)), .literal(.set(let values)):
      values.map { ResolvedPart(.literal($0)) }
    case .list(let parts), .tuple(let parts): parts
    case .literal, .dictionary, .made, .function: nil
    }
  }

  /// The keys of a dictionary with their values, a repeated key once.
  var entries: [(key: ResolvedPart, value: ResolvedPart)]? {
    switch kind {
    case .literal(.dictionary(let dictionary)):
      zip(dictionary.keys, dictionary.values).map { (ResolvedPart(.literal($0)), ResolvedPart(.literal($1))) }
    case .dictionary(let entries): entries
    case .literal, .list, .tuple, .made, .function: nil
    }
  }

  var isNone: Bool {
    if case .literal(.none) = kind { return true }
    return false
  }
}

/// `@scope/f`, found.
struct FunctionReference: Sendable {
  let configurable: DefinitionIndex.ID
  let scope: String
  let written: ReferenceMeaning
  /// As the config writes it.
  var text: String { written.text }
}

/// A value in a config, whose line is worked out when an error needs it.
struct BoundPlace: Sendable {
  let binding: ConfigBinding
  let range: TextRange

  var location: ConfigError.Location {
    ConfigError.Location(FileLocation(binding.file.path, range), in: binding.file.text)
  }
}

/// Where a value is being read: for its errors, and for the functions in it.
public struct ReadingPlace: Sendable {
  let config: LoadedConfig
  let chain: CallChain
  /// Nil for a constant, which no line of a config binds.
  let bound: BoundPlace?
  let name: Name
  /// The way inside the value: `[2]`, `['a']`.
  var path = ""

  enum Name: Sendable {
    case parameter(DefinitionIndex.ID, String)
    case key(String)
  }

  var location: ConfigError.Location? { bound?.location }

  /// `TrainerConfig.base_lr`; worked out for errors alone.
  var key: String {
    switch name {
    case .key(let key): key
    case .parameter(let id, let parameter): config.definitions.index.shortestSelector(of: id) + "." + parameter
    }
  }

  func inside(_ step: String) -> ReadingPlace {
    var place = self
    place.path += step
    return place
  }

  func mismatch(_ message: String) -> ConfigError {
    ConfigError(.typeMismatch, "`\(key)`\(path) \(message)", at: location)
  }

  func outOfRange(_ part: ResolvedPart, _ type: Any.Type) -> ConfigError { mismatch(Words.outOfRange(part, type)) }

  func mismatch(_ part: ResolvedPart, _ type: Any.Type) -> ConfigError {
    if case .function(let reference) = part.kind {
      return ConfigError(.missingCall, Words.missingCall(key + path, reference.text, type), at: location)
    }
    return mismatch(Words.mismatch(part, type))
  }
}

// MARK: Readers of types, as they are written

/// A type by its name. What it can read is found out when it is asked.
public func reading<Value>(_ type: Value.Type) -> Reader<Value> {
  Reader { part, place in try Conversion(place: place).value(part, type) }
}

/// `[Element]`
public func reading<Element>(arrayOf element: Reader<Element>) -> Reader<[Element]> {
  Reader { part, place in
    if case .made(let made) = part.kind, let array = made as? [Element] { return array }
    if case .literal(.bytes(let bytes)) = part.kind, let array = bytes as? [Element] { return array }
    guard let items = part.items else { throw place.mismatch(part, [Element].self) }
    return try items.enumerated().map { try element.read($0.element, place.inside("[\($0.offset)]")) }
  }
}

/// `Wrapped?`
public func reading<Wrapped>(optional wrapped: Reader<Wrapped>) -> Reader<Wrapped?> {
  Reader { part, place in
    if part.isNone { return nil }
    if case .made(let made) = part.kind, let value = made as? Wrapped? { return value }
    return try wrapped.read(part, place)
  }
}

/// `[Key: Value]`
public func reading<Key: Hashable, Value>(
  dictionaryOf key: Reader<Key>, _ value: Reader<Value>
) -> Reader<[Key: Value]> where Key: SendableMetatype {
  Reader { part, place in try place.dictionary(part, key.read, value.read) }
}

extension ReadingPlace {
  func dictionary<Key: Hashable, Value>(
    _ part: ResolvedPart, _ key: (ResolvedPart, ReadingPlace) throws -> Key,
    _ value: (ResolvedPart, ReadingPlace) throws -> Value
  ) throws -> [Key: Value] {
    if case .made(let made) = part.kind, let dictionary = made as? [Key: Value] { return dictionary }
    guard let entries = part.entries else { throw mismatch(part, [Key: Value].self) }
    var dictionary: [Key: Value] = [:]
    for (number, entry) in entries.enumerated() {
      let name = try key(entry.key, inside(", key \(number + 1),"))
      dictionary[name] = try value(entry.value, inside("[\(Words.shown(entry.key))]"))
    }
    return dictionary
  }
}

/// `(First, Second, …)`
public func reading<each Element>(tupleOf element: repeat Reader<each Element>) -> Reader<(repeat each Element)> {
  Reader { part, place in
    if case .made(let made) = part.kind, let tuple = made as? (repeat each Element) { return tuple }
    var count = 0
    for _ in repeat each element { count += 1 }
    guard let items = part.items, items.count == count else {
      throw place.mismatch(part, (repeat each Element).self)
    }
    var next = 0
    func read<Item>(_ reader: Reader<Item>) throws -> Item {
      defer { next += 1 }
      return try reader.read(items[next], place.inside("[\(next)]"))
    }
    return (repeat try read(each element))
  }
}
