// How does a value of the wire become one of our types? Each type reads itself and says what it missed.

/// Something that comes in on the wire.
package protocol JSONReadable: SendableMetatype {
  /// - Throws: `JSONMismatch` when the value has another shape.
  init(json: JSON) throws(JSONMismatch)
}

/// A value of another shape than was asked for; becomes the error "invalid params" (-32602).
package struct JSONMismatch: Error, Hashable, Sendable, CustomStringConvertible {
  /// The names of the members that lead to the value, outermost first.
  package var path: [String]
  package let expected: String

  package init(expected: String) {
    self.path = []
    self.expected = expected
  }

  package var description: String {
    path.isEmpty ? "\(expected) was expected" : "\(expected) was expected in `\(path.joined(separator: "."))`"
  }
}

extension JSON {
  /// The member of that name, which has to be there.
  package func required<Value: JSONReadable>(_ name: String) throws(JSONMismatch) -> Value {
    do {
      return try Value(json: self[name])
    } catch {
      throw Self.mismatch(error, in: name)
    }
  }

  /// The member of that name; nil when it is absent or null.
  package func optional<Value: JSONReadable>(_ name: String) throws(JSONMismatch) -> Value? {
    self[name].isNull ? nil : try required(name)
  }

  private static func mismatch(_ error: JSONMismatch, in name: String) -> JSONMismatch {
    var error = error
    error.path.insert(name, at: 0)
    return error
  }
}

extension JSON: JSONReadable {
  package init(json: JSON) { self = json }
}

extension String: JSONReadable {
  package init(json: JSON) throws(JSONMismatch) {
    guard let string = json.string else { throw JSONMismatch(expected: "a string") }
    self = string
  }
}

extension Int: JSONReadable {
  package init(json: JSON) throws(JSONMismatch) {
    guard let integer = json.integer else { throw JSONMismatch(expected: "a number") }
    self = integer
  }
}

extension Bool: JSONReadable {
  package init(json: JSON) throws(JSONMismatch) {
    guard let boolean = json.boolean else { throw JSONMismatch(expected: "true or false") }
    self = boolean
  }
}

extension Array: JSONReadable where Element: JSONReadable {
  package init(json: JSON) throws(JSONMismatch) {
    guard let elements = json.elements else { throw JSONMismatch(expected: "a list") }
    self = []
    reserveCapacity(elements.count)
    for element in elements { append(try Element(json: element)) }
  }
}
