// What does a running program hold? Values whose static type says what they mean.

import Configurables

/// A value while code runs. The compiler knows its `SwiftType`; a case that does not fit it is a fault of ours.
indirect enum Datum: Hashable {
  case void
  /// `nil`.
  case nothing
  /// A value of a type that is itself optional, inside an optional.
  case some(Datum)
  case int(Int)
  case double(Double)
  case float(Float)
  case bool(Bool)
  case string(String)
  /// `[Int]` and `[Double]` have forms of their own, for speed; all other arrays and sequences are `list`.
  case ints([Int])
  case doubles([Double])
  case list([Datum])
  /// A struct's stored properties, or a tuple's elements.
  case record([Datum])
  /// An enum's case, by its place, with its associated values.
  case choice(Int, [Datum])
  case table(Table)
  case group(Group)
  /// Of integers; whether the upper bound belongs to it is in the static type.
  case range(Int, Int)
  case doubleRange(Double, Double)
  case instance(Instance)
  case function(FunctionValue)
  case box(Box)
  /// A value of a type that is not in the workspace.
  case foreign(Value)

  /// A dictionary, in the order of first insertion; code cannot see that order.
  struct Table: Hashable {
    private(set) var places: [Datum: Int] = [:]
    private(set) var keys: [Datum] = []
    private(set) var values: [Datum] = []

    static func == (left: Table, right: Table) -> Bool {
      left.keys.count == right.keys.count && left.keys.allSatisfy { left[$0] == right[$0] }
    }
    func hash(into hasher: inout Hasher) { hasher.combine(keys.count) }

    subscript(key: Datum) -> Datum? {
      get { places[key].map { values[$0] } }
      set {
        if let place = places[key] {
          if let newValue { values[place] = newValue } else { remove(key, at: place) }
        } else if let newValue {
          places[key] = keys.count
          keys.append(key)
          values.append(newValue)
        }
      }
    }

    private mutating func remove(_ key: Datum, at place: Int) {
      keys.remove(at: place)
      values.remove(at: place)
      places = Dictionary(uniqueKeysWithValues: keys.enumerated().map { ($1, $0) })
    }
  }

  /// A set, in the order of first insertion; code cannot see that order.
  struct Group: Hashable {
    private(set) var members: Set<Datum> = []
    private(set) var ordered: [Datum] = []

    static func == (left: Group, right: Group) -> Bool { left.members == right.members }
    func hash(into hasher: inout Hasher) { hasher.combine(members) }

    /// Whether it was new.
    @discardableResult
    mutating func insert(_ member: Datum) -> Bool {
      guard members.insert(member).inserted else { return false }
      ordered.append(member)
      return true
    }
  }
}

/// A captured variable.
final class Box: Hashable {
  var datum: Datum
  init(_ datum: Datum) { self.datum = datum }
  static func == (left: Box, right: Box) -> Bool { left === right }
  func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

/// An instance of a class.
final class Instance: Hashable {
  let nominal: Int
  var fields: [Datum]
  init(nominal: Int, fields: [Datum]) {
    self.nominal = nominal
    self.fields = fields
  }
  static func == (left: Instance, right: Instance) -> Bool { left === right }
  func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

/// A function as a value.
final class FunctionValue: Hashable {
  let description: String
  let call: (Execution, [Datum]) throws -> Datum
  init(description: String, call: @escaping (Execution, [Datum]) throws -> Datum) {
    self.description = description
    self.call = call
  }
  static func == (left: FunctionValue, right: FunctionValue) -> Bool { left === right }
  func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

/// The forms that static types promise. A datum of another form is a fault of ours, and ends the run with those words.
extension Datum {
  static func fault(_ expected: String) -> EvaluationStop {
    .notEvaluated(reason: EvaluationWords.fault(expected), at: nil)
  }

  func asInt() throws -> Int {
    guard case .int(let value) = self else { throw Self.fault("Int") }
    return value
  }
  func asDouble() throws -> Double {
    guard case .double(let value) = self else { throw Self.fault("Double") }
    return value
  }
  func asFloat() throws -> Float {
    guard case .float(let value) = self else { throw Self.fault("Float") }
    return value
  }
  func asBool() throws -> Bool {
    guard case .bool(let value) = self else { throw Self.fault("Bool") }
    return value
  }
  func asString() throws -> String {
    guard case .string(let value) = self else { throw Self.fault("String") }
    return value
  }
  func asFields() throws -> [Datum] {
    switch self {
    case .record(let fields): return fields
    case .instance(let instance): return instance.fields
    default: throw Self.fault("a record")
    }
  }
  func field(_ index: Int) throws -> Datum {
    switch self {
    case .record(let fields): return fields[index]
    case .instance(let instance): return instance.fields[index]
    default: throw Self.fault("a record")
    }
  }
  func asTable() throws -> Table {
    guard case .table(let table) = self else { throw Self.fault("a dictionary") }
    return table
  }
  func asGroup() throws -> Group {
    guard case .group(let group) = self else { throw Self.fault("a set") }
    return group
  }
  func asFunction() throws -> FunctionValue {
    guard case .function(let function) = self else { throw Self.fault("a function") }
    return function
  }

  /// The elements of an array or another sequence.
  func asList() throws -> [Datum] {
    switch self {
    case .list(let elements): return elements
    case .ints(let elements): return elements.map(Datum.int)
    case .doubles(let elements): return elements.map(Datum.double)
    default: throw Self.fault("an array")
    }
  }

  var count: Int {
    switch self {
    case .list(let elements): elements.count
    case .ints(let elements): elements.count
    case .doubles(let elements): elements.count
    case .table(let table): table.keys.count
    case .group(let group): group.members.count
    default: 0
    }
  }

  /// An element of an array; the caller has checked the bounds.
  func element(_ index: Int) throws -> Datum {
    switch self {
    case .list(let elements): return elements[index]
    case .ints(let elements): return .int(elements[index])
    case .doubles(let elements): return .double(elements[index])
    default: throw Self.fault("an array")
    }
  }

  /// Elements in the form that arrays of this element type have.
  static func array(_ elements: [Datum], of type: SwiftType) throws -> Datum {
    switch type {
    case .int: return .ints(try elements.map { try $0.asInt() })
    case .double: return .doubles(try elements.map { try $0.asDouble() })
    default: return .list(elements)
    }
  }

  /// The value inside an optional of type `optional`, which is not nil.
  func unwrapped() -> Datum {
    if case .some(let inner) = self { return inner }
    return self
  }

  /// The value as an optional; `type` is its type before.
  func wrapped(_ type: SwiftType) -> Datum { type.isOptional ? .some(self) : self }

  var isNothing: Bool {
    if case .nothing = self { return true }
    return false
  }
}
