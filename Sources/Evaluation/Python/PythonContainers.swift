// What are lists, tables and sets while code runs? All that name one see it change.

import BigInt
import Configurables

final class PythonList {
  var items: [PythonObject]
  /// Whether more than this run can see it: what the module keeps must not be changed by one call among many.
  var isKept = false
  /// Why nobody knows what it holds now.
  var lost: PythonUnknown?
  /// Containers inside containers, itself included.
  private(set) var nesting: Int

  init(_ items: [PythonObject]) {
    self.items = items
    nesting = 1 + items.nesting
  }

  deinit { if nesting > 1 { PythonRelease.letGo(&items) } }

  /// Says that it holds this now.
  func hold(_ item: PythonObject) { nesting = max(nesting, 1 + item.nesting) }

  /// Says that it holds these now.
  func hold(_ items: [PythonObject]) { nesting = max(nesting, 1 + items.nesting) }
}

/// In the order of insertion; keys are found by what Python takes for equal.
final class PythonDictionary {
  /// What was removed has left a gap, until there are as many gaps as entries.
  private var storedKeys: [PythonObject?] = []
  private var storedValues: [PythonObject] = []
  private var places: [PythonKey.Identity: Int] = [:]
  /// How often something was removed.
  private(set) var removals = 0
  /// As of a list.
  var isKept = false
  /// As of a list.
  var lost: PythonUnknown?
  /// As of a list.
  private(set) var nesting = 1

  /// Nil for a `dict`.
  let kind: PythonTableKind?

  init(_ kind: PythonTableKind? = nil) { self.kind = kind }

  /// Nil where a key is none.
  convenience init?(_ table: DictionaryValue) {
    self.init()
    for (key, value) in zip(table.keys, table.values) {
      guard let key = PythonKey(PythonObject(key)) else { return nil }
      set(key, PythonObject(value))
    }
  }

  deinit {
    guard nesting > 1 else { return }
    var held = keys
    storedKeys = []
    PythonRelease.letGo(&held)
    PythonRelease.letGo(&storedValues)
  }

  var count: Int { places.count }

  var keys: [PythonObject] { storedKeys.compactMap { $0 } }

  var values: [PythonObject] {
    guard count < storedKeys.count else { return storedValues }
    return zip(storedKeys, storedValues).compactMap { $0 == nil ? nil : $1 }
  }

  /// The first entry at a place or behind it; the place moves behind that.
  func entry(from place: inout Int) -> (key: PythonObject, value: PythonObject)? {
    while storedKeys.indices.contains(place) {
      defer { place += 1 }
      if let key = storedKeys[place] { return (key, storedValues[place]) }
    }
    return nil
  }

  var lastKey: PythonObject? { storedKeys.last { $0 != nil } ?? nil }

  subscript(key: PythonKey) -> PythonObject? { places[key.identity].map { storedValues[$0] } }

  func set(_ key: PythonKey, _ value: PythonObject) {
    nesting = max(nesting, 1 + max(key.object.nesting, value.nesting))
    if let place = places[key.identity] {
      storedValues[place] = value
    } else {
      places[key.identity] = storedKeys.count
      storedKeys.append(key.object)
      storedValues.append(value)
    }
  }

  func remove(_ key: PythonKey) -> PythonObject? {
    guard let place = places.removeValue(forKey: key.identity) else { return nil }
    removals += 1
    let value = storedValues[place]
    storedKeys[place] = nil
    storedValues[place] = .none
    while let last = storedKeys.last, last == nil {
      storedKeys.removeLast()
      storedValues.removeLast()
    }
    if storedKeys.count > 8 + 2 * count { closeGaps() }
    return value
  }

  private func closeGaps() {
    var moved = Array(repeating: 0, count: storedKeys.count)
    var count = 0
    for (place, key) in storedKeys.enumerated() where key != nil {
      moved[place] = count
      count += 1
    }
    places = places.mapValues { moved[$0] }
    storedValues = values
    storedKeys = keys
  }

  func removeAll() {
    removals += 1
    storedKeys = []
    storedValues = []
    places = [:]
  }

  func copy() -> PythonDictionary {
    let copy = PythonDictionary(kind)
    (copy.storedKeys, copy.storedValues, copy.places, copy.nesting) = (storedKeys, storedValues, places, nesting)
    return copy
  }
}

/// The order of a set is Python's own affair: what would show it is not evaluated.
final class PythonSet {
  private(set) var items: [PythonObject] = []
  private var places: [PythonKey.Identity: Int] = [:]
  /// Those of the items, in their order.
  private var keys: [PythonKey.Identity] = []
  let isFrozen: Bool
  /// As of a list.
  var isKept = false
  /// As of a list.
  var lost: PythonUnknown?

  init(isFrozen: Bool) { self.isFrozen = isFrozen }

  var identities: Dictionary<PythonKey.Identity, Int>.Keys { places.keys }

  func contains(_ key: PythonKey) -> Bool { places[key.identity] != nil }

  func insert(_ key: PythonKey) {
    guard places[key.identity] == nil else { return }
    places[key.identity] = items.count
    items.append(key.object)
    keys.append(key.identity)
  }

  /// The last one takes its place.
  func remove(_ key: PythonKey) -> Bool {
    guard let place = places.removeValue(forKey: key.identity) else { return false }
    if place < items.count - 1, let item = items.last, let identity = keys.last {
      items[place] = item
      keys[place] = identity
      places[identity] = place
    }
    items.removeLast()
    keys.removeLast()
    return true
  }
}

/// `table.keys()`, `table.values()`, `table.items()`.
struct PythonView {
  enum Kind: String { case keys, values, items }
  let kind: Kind
  let dictionary: PythonDictionary

  var items: [PythonObject] {
    switch kind {
    case .keys: dictionary.keys
    case .values: dictionary.values
    case .items: zip(dictionary.keys, dictionary.values).map { .tuple([$0, $1]) }
    }
  }
}

/// A key of a dictionary, with what equal keys share: `1`, `1.0` and `True` are one.
struct PythonKey {
  let object: PythonObject
  let identity: Identity

  indirect enum Identity: Hashable {
    case none
    case int(Int)
    case big(BigInt)
    case float(UInt64)
    case text(String)
    /// Not in ASCII: Swift's own comparison takes two spellings of a letter for one.
    case scalars([UInt8])
    case tuple([Identity])
    case set(Set<Identity>)
    case value(Value)
    case path(String)
    case object(ObjectIdentifier)
  }

  /// Nil for what cannot be hashed, or not be told equal.
  init?(_ object: PythonObject) {
    guard let identity = Self.identity(object) else { return nil }
    self.object = object
    self.identity = identity
  }

  private static func identity(_ object: PythonObject) -> Identity? {
    switch object {
    case .none: return Identity.none
    case .bool(let flag): return .int(flag ? 1 : 0)
    case .int(let number): return .int(number)
    case .big(let number): return .big(number)
    case .float(let number):
      if let whole = Int(exactly: number) { return .int(whole) }
      if let whole = BigInt(exactly: number) { return .big(whole) }
      return number.isNaN ? nil : .float(number.bitPattern)
    case .string(let text):
      return text.utf8.allSatisfy { $0 < 0x80 } ? .text(text) : .scalars(Array(text.utf8))
    case .tuple(let items):
      var parts: [Identity] = []
      for item in items {
        guard let part = identity(item) else { return nil }
        parts.append(part)
      }
      return .tuple(parts)
    case .set(let set): return set.isFrozen ? .set(Set(set.identities)) : nil
    case .foreign(let value): return .value(value)
    case .path(let path): return .path(path)
    case .function(let function): return .object(ObjectIdentifier(function))
    case .type(let type): return .object(ObjectIdentifier(type))
    case .instance(let instance): return instance.type.hasOwnEquality ? nil : .object(ObjectIdentifier(instance))
    default: return nil
    }
  }
}
