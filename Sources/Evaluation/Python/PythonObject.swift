// What is a Python value while code runs? What can change is shared by all that name it, as in Python.

import BigInt
import Configurables
import PythonText
import SourceText

enum PythonObject {
  case none
  case bool(Bool)
  case int(Int)
  /// Beyond `Int` only.
  case big(BigInt)
  case float(Double)
  case string(String)
  case list(PythonList)
  case tuple([PythonObject])
  case dictionary(PythonDictionary)
  case set(PythonSet)
  case view(PythonView)
  indirect case range(start: Int, stop: Int, step: Int)
  case iterator(PythonIterator)
  case function(PythonFunctionObject)
  /// A builtin or something outside the workspace by its dotted path: `math.cos`, `len`, `ValueError`.
  case path(String)
  /// A method of a builtin type.
  indirect case method(PythonObject, String)
  /// A method of a class, with what it was looked up on.
  indirect case bound(PythonObject, PythonFunctionObject)
  /// Something callable that only the interpreter has: `functools.partial`.
  case native(PythonNative)
  case type(PythonClass)
  case instance(PythonInstance)
  case ancestor(PythonAncestor)
  /// `@property` and its like, as they stand in a class.
  case descriptor(PythonDescriptor)
  case exception(PythonException)
  /// What pconfigs made.
  case config(PythonConfigObject)
  /// What a config gave and Python code can only pass on: a reference, an enum's member.
  case foreign(Value)

  init(_ value: Value) {
    switch value {
    case .none: self = .none
    case .boolean(let flag): self = .bool(flag)
    case .integer(let number): self = .int(number)
    case .bigInteger(let digits): self = BigInt(digits).map { PythonObject($0) } ?? .foreign(value)
    case .double(let number): self = .float(number)
    case .string(let text): self = .string(text)
    case .list(let elements): self = .list(PythonList(elements.map { PythonObject($0) }))
    case .tuple(let elements): self = .tuple(elements.map { PythonObject($0) })
    case .dictionary(let table): self = PythonDictionary(table).map { .dictionary($0) } ?? .foreign(value)
    case .set(let elements):
      let set = PythonSet(isFrozen: false)
      for element in elements {
        guard let key = PythonKey(PythonObject(element)) else {
          self = .foreign(value)
          return
        }
        set.insert(key)
      }
      self = .set(set)
    default: self = .foreign(value)
    }
  }

  init(_ number: BigInt) { self = Int(exactly: number).map { .int($0) } ?? .big(number) }

  /// The value that a config has; nil for what has no text of its own.
  var value: Value? { value(depth: 0) }

  /// Values inside values are followed so deep: an object may hold itself.
  private static let deepestValue = 100

  func value(depth: Int) -> Value? {
    switch self {
    case .none: return Value.none
    case .bool(let flag): return .boolean(flag)
    case .int(let number): return .integer(number)
    case .big(let number):
      let text = String(number)
      return text.utf8.count > PythonInteger.maximumDigits ? nil : .bigInteger(text)
    case .float(let number): return .double(number)
    case .string(let text): return .string(text)
    case .list(let list): return Self.values(list.items, depth).map(Value.list)
    case .tuple(let items): return Self.values(items, depth).map(Value.tuple)
    case .dictionary(let dictionary):
      guard let keys = Self.values(dictionary.keys, depth), let values = Self.values(dictionary.values, depth) else {
        return nil
      }
      return .dictionary(DictionaryValue(keys: keys, values: values))
    case .set(let set): return Self.values(set.items, depth).map(Value.set)
    case .instance(let instance): return depth < Self.deepestValue ? instance.value(depth: depth + 1) : nil
    case .type(let type): return type.reference.map { .reference($0) }
    case .function(let function): return function.reference.map { .reference($0) }
    case .foreign(let value): return value
    case .config(let object): return object.value
    case .range, .path, .method, .view, .iterator, .bound, .native, .ancestor, .descriptor, .exception: return nil
    }
  }

  private static func values(_ objects: [PythonObject], _ depth: Int) -> [Value]? {
    guard depth < deepestValue else { return nil }
    var values: [Value] = []
    values.reserveCapacity(objects.count)
    for object in objects {
      guard let value = object.value(depth: depth + 1) else { return nil }
      values.append(value)
    }
    return values
  }

  /// Its class, as messages name it.
  var typeName: String {
    switch self {
    case .none: "NoneType"
    case .bool: "bool"
    case .int, .big: "int"
    case .float: "float"
    case .string: "str"
    case .list: "list"
    case .tuple: "tuple"
    case .dictionary: "dict"
    case .set(let set): set.isFrozen ? "frozenset" : "set"
    case .view(let view): "dict_" + view.kind.rawValue
    case .range: "range"
    case .iterator(let iterator): iterator.typeName
    case .function: "function"
    case .path(let path): PythonNames.types.contains(path) || PythonNames.bases[path] != nil ? "type" : "function"
    case .method: "builtin_function_or_method"
    case .bound: "method"
    case .native(let native): native.typeName
    case .type: "type"
    case .instance(let instance): instance.type.name
    case .ancestor: "super"
    case .descriptor: "property"
    case .exception(let exception): exception.typeName
    case .config(let object): object.typeName
    case .foreign: "object"
    }
  }

  /// Whether `typeName` is what Python says: not so for what the interpreter cannot look into.
  var isKnown: Bool {
    switch self {
    case .path, .native, .config, .foreign, .descriptor, .ancestor, .iterator: false
    default: true
    }
  }
}

final class PythonList {
  var items: [PythonObject]
  /// Whether more than this run can see it: what the module keeps must not be changed by one call among many.
  var isKept = false
  /// Containers inside containers, itself included.
  private(set) var nesting: Int

  init(_ items: [PythonObject]) {
    self.items = items
    nesting = 1 + items.nesting
  }

  /// Says that it holds these now.
  func hold(_ items: [PythonObject]) { nesting = max(nesting, 1 + items.nesting) }
}

extension [PythonObject] {
  var nesting: Int { reduce(0) { Swift.max($0, $1.nesting) } }
}

extension PythonObject {
  /// Values inside this one, at the deepest place. What is too deep would not fit the stack when it is let go.
  var nesting: Int {
    switch self {
    case .list(let list): list.nesting
    case .tuple(let items): 1 + items.nesting
    case .dictionary(let table): table.nesting
    case .view(let view): view.dictionary.nesting
    case .instance(let instance): instance.nesting
    case .function(let function): 1 + (function.enclosing?.nesting ?? 0)
    case .bound(let object, let function): 1 + Swift.max(object.nesting, function.enclosing?.nesting ?? 0)
    case .method(let object, _): 1 + object.nesting
    case .iterator(let iterator): iterator.nesting
    case .native(let native): native.nesting
    case .exception(let exception): 1 + exception.args.nesting
    default: 0
    }
  }

  static let deepestNesting = 400
}

/// In the order of insertion; keys are found by what Python takes for equal.
final class PythonDictionary {
  private(set) var keys: [PythonObject] = []
  private(set) var values: [PythonObject] = []
  private var places: [PythonKey.Identity: Int] = [:]
  /// As of a list.
  var isKept = false
  /// As of a list.
  private(set) var nesting = 1

  init() {}

  /// Nil where a key is none.
  convenience init?(_ table: DictionaryValue) {
    self.init()
    for (key, value) in zip(table.keys, table.values) {
      guard let key = PythonKey(PythonObject(key)) else { return nil }
      set(key, PythonObject(value))
    }
  }

  var count: Int { keys.count }

  subscript(key: PythonKey) -> PythonObject? { places[key.identity].map { values[$0] } }

  func set(_ key: PythonKey, _ value: PythonObject) {
    nesting = max(nesting, 1 + max(key.object.nesting, value.nesting))
    if let place = places[key.identity] {
      values[place] = value
    } else {
      places[key.identity] = keys.count
      keys.append(key.object)
      values.append(value)
    }
  }

  func remove(_ key: PythonKey) -> PythonObject? {
    guard let place = places.removeValue(forKey: key.identity) else { return nil }
    keys.remove(at: place)
    for (identity, other) in places where other > place { places[identity] = other - 1 }
    return values.remove(at: place)
  }

  func removeAll() {
    keys = []
    values = []
    places = [:]
  }

  func copy() -> PythonDictionary {
    let copy = PythonDictionary()
    (copy.keys, copy.values, copy.places, copy.nesting) = (keys, values, places, nesting)
    return copy
  }
}

/// The order of a set is Python's own affair: what would show it is not evaluated.
final class PythonSet {
  private(set) var items: [PythonObject] = []
  private var places: [PythonKey.Identity: Int] = [:]
  let isFrozen: Bool
  /// As of a list.
  var isKept = false

  init(isFrozen: Bool) { self.isFrozen = isFrozen }

  var identities: Dictionary<PythonKey.Identity, Int>.Keys { places.keys }

  func contains(_ key: PythonKey) -> Bool { places[key.identity] != nil }

  func insert(_ key: PythonKey) {
    guard places[key.identity] == nil else { return }
    places[key.identity] = items.count
    items.append(key.object)
  }

  func remove(_ key: PythonKey) -> Bool {
    guard let place = places.removeValue(forKey: key.identity) else { return false }
    items.remove(at: place)
    for (identity, other) in places where other > place { places[identity] = other - 1 }
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

  /// Nil for what can not be hashed, or not be told equal.
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

final class PythonFunctionObject {
  let function: Function
  let module: PythonUnit
  /// The variables around a nested function.
  let enclosing: PythonFrame?
  let defaults: [String: PythonObject]
  /// As messages name it: `C.run`, `f.<locals>.g`.
  let qualifiedName: String
  /// The class whose body it stands in.
  weak var owner: PythonClass?
  /// How a config names it, where it can.
  var reference: ReferenceValue?
  let own: Set<String>

  init(
    _ function: Function, _ module: PythonUnit, enclosing: PythonFrame?, defaults: [String: PythonObject],
    own: Set<String>, qualifiedName: String
  ) {
    self.function = function
    self.module = module
    self.enclosing = enclosing
    self.defaults = defaults
    self.own = own
    self.qualifiedName = qualifiedName
  }
}

/// Something that the interpreter itself does when it is called.
final class PythonNative {
  let typeName: String
  let call: (PythonCall) throws -> PythonObject
  /// As of a list.
  let nesting: Int

  init(_ typeName: String, holding: [PythonObject] = [], _ call: @escaping (PythonCall) throws -> PythonObject) {
    self.typeName = typeName
    nesting = 1 + holding.nesting
    self.call = call
  }
}

/// Arguments by name, in the order of the call.
struct PythonKeywords: ExpressibleByDictionaryLiteral {
  var pairs: [(name: String, value: PythonObject)]

  init(_ pairs: [(name: String, value: PythonObject)] = []) { self.pairs = pairs }

  init(dictionaryLiteral elements: (String, PythonObject)...) { pairs = elements.map { ($0.0, $0.1) } }

  var isEmpty: Bool { pairs.isEmpty }
  var count: Int { pairs.count }

  subscript(name: String) -> PythonObject? { pairs.first { $0.name == name }?.value }

  mutating func take(_ name: String) -> PythonObject? {
    pairs.firstIndex { $0.name == name }.map { pairs.remove(at: $0).value }
  }

  mutating func set(_ name: String, _ value: PythonObject) {
    if let place = pairs.firstIndex(where: { $0.name == name }) {
      pairs[place].value = value
    } else {
      pairs.append((name, value))
    }
  }
}

/// A call with its arguments worked out, and where it stands.
struct PythonCall {
  var name: String
  var positional: [PythonObject]
  var keywords: PythonKeywords = [:]
  let range: TextRange
  let frame: PythonFrame

  var count: Int { positional.count }

  subscript(place: Int) -> PythonObject { positional.indices.contains(place) ? positional[place] : .none }

  /// By its place, else by its name.
  func argument(_ place: Int, _ name: String) -> PythonObject? {
    positional.indices.contains(place) ? positional[place] : keywords[name]
  }
}

/// The variables of one call, or of a comprehension inside it.
final class PythonFrame {
  var variables: [String: PythonObject] = [:]
  let parent: PythonFrame?
  /// Names that the function assigns somewhere: they are its own from its first line.
  let own: Set<String>
  let module: PythonUnit
  /// Whether what is constructed here becomes the defaults of its type.
  var isDefaults = false
  /// The function that runs; nil for a comprehension, a class's body and a module.
  var callee: PythonFunctionObject?
  var kind = Kind.function
  /// The class whose body runs.
  var classBody: PythonClass?

  /// As of a list, of its variables.
  var nesting = 1

  enum Kind { case function, comprehension, classBody }

  /// Whether it is the module's own level, where statements run one after the other.
  var isModule: Bool { parent == nil && own.isEmpty && callee == nil }

  init(_ module: PythonUnit, own: Set<String>, parent: PythonFrame?) {
    self.module = module
    self.own = own
    self.parent = parent
  }
}

/// A file of Python, as lookups of names see it.
final class PythonUnit {
  let file: DefinitionFile
  var globals: [String: PythonObject] = [:]
  /// Globals that are being worked out.
  var underWay: Set<String> = []

  init(_ file: DefinitionFile) { self.file = file }

  /// Names of the module that some function of the file changes, or may change.
  lazy var changed: Set<String> = PythonNames.changed(in: file)
}
