// What is a JSON value? One that keeps the order of its members and the digits of its numbers.

package enum JSON: Hashable, Sendable {
  case null
  case boolean(Bool)
  case integer(Int)
  /// Any number that is not written as an integer of 64 bits, in the digits that it came in, so that nothing is lost.
  case decimal(String)
  case string(String)
  case array([JSON])
  case object(JSONObject)

  /// The member of that name; null when there is none or when this is no object.
  package subscript(key: String) -> JSON {
    guard case .object(let object) = self else { return .null }
    return object[key] ?? .null
  }

  /// The element at that place; null when there is none or when this is no array.
  package subscript(index: Int) -> JSON {
    guard case .array(let elements) = self, elements.indices.contains(index) else { return .null }
    return elements[index]
  }

  package var string: String? {
    guard case .string(let string) = self else { return nil }
    return string
  }

  package var boolean: Bool? {
    guard case .boolean(let boolean) = self else { return nil }
    return boolean
  }

  /// The number as an integer, its fraction dropped and clamped to 64 bits: a position far outside is still a position.
  package var integer: Int? {
    switch self {
    case .integer(let integer): return integer
    case .decimal(let text):
      guard let double = Double(text), !double.isNaN else { return nil }
      return Int(exactly: double.rounded(.towardZero)) ?? (double < 0 ? Int.min : Int.max)
    case .null, .boolean, .string, .array, .object: return nil
    }
  }

  package var elements: [JSON]? {
    guard case .array(let elements) = self else { return nil }
    return elements
  }

  package var object: JSONObject? {
    guard case .object(let object) = self else { return nil }
    return object
  }

  package var isNull: Bool { self == .null }
}

/// The members of an object in the order they were written. Names are unique; of two with the same name the last wins.
package struct JSONObject: Hashable, Sendable {
  package private(set) var members: [(name: String, value: JSON)]

  package init() { members = [] }

  package init(_ members: [(name: String, value: JSON)]) {
    self.members = members
    if Self.hasDuplicates(members) { self.members = Self.withoutDuplicates(members) }
  }

  package subscript(name: String) -> JSON? {
    get { members.first { $0.name == name }?.value }
    set {
      let place = members.firstIndex { $0.name == name }
      switch (place, newValue) {
      case (let place?, let value?): members[place].value = value
      case (let place?, nil): members.remove(at: place)
      case (nil, let value?): members.append((name, value))
      case (nil, nil): break
      }
    }
  }

  /// Order is how an object is written, not what it says.
  package static func == (left: JSONObject, right: JSONObject) -> Bool {
    guard left.members.count == right.members.count else { return false }
    if zip(left.members, right.members).allSatisfy({ $0.name == $1.name }) {
      return zip(left.members, right.members).allSatisfy { $0.value == $1.value }
    }
    return Dictionary(left.members, uniquingKeysWith: { $1 }) == Dictionary(right.members, uniquingKeysWith: { $1 })
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(Dictionary(members, uniquingKeysWith: { $1 }))
  }

  private static func hasDuplicates(_ members: [(name: String, value: JSON)]) -> Bool {
    // Nearly every object of the protocol is small, and a few comparisons are cheaper than a set.
    guard members.count <= 8 else { return Set(members.map(\.name)).count != members.count }
    for index in members.indices {
      for earlier in 0..<index where members[earlier].name == members[index].name { return true }
    }
    return false
  }

  private static func withoutDuplicates(_ members: [(name: String, value: JSON)]) -> [(name: String, value: JSON)] {
    var places: [String: Int] = [:]
    var unique: [(name: String, value: JSON)] = []
    for member in members {
      if let place = places[member.name] {
        unique[place].value = member.value
      } else {
        places[member.name] = unique.count
        unique.append(member)
      }
    }
    return unique
  }
}

extension JSON: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByStringInterpolation, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(nilLiteral: ()) { self = .null }
  package init(booleanLiteral value: Bool) { self = .boolean(value) }
  package init(integerLiteral value: Int) { self = .integer(value) }
  package init(stringLiteral value: String) { self = .string(value) }
  package init(arrayLiteral elements: JSON...) { self = .array(elements) }
  package init(dictionaryLiteral members: (String, JSON)...) {
    self = .object(JSONObject(members.map { (name: $0.0, value: $0.1) }))
  }
}
