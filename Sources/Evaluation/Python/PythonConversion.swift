// Which value of a config is a value of Python? Values inside values are made within bounds.

import BigInt
import Configurables
import PythonText

extension PythonObject {
  /// The value that a config has; nil for what has no text of its own, or too much of it.
  var value: Value? {
    guard lost == nil else { return nil }
    var conversion = PythonConversion()
    return conversion.value(of: self, depth: 0)
  }
}

extension PythonObject {
  var isContainer: Bool {
    switch self {
    case .list, .tuple, .dictionary, .set: nesting > 1
    default: false
    }
  }
}

struct PythonConversion {
  /// Values inside values are followed so deep: an object may hold itself.
  private static let deepest = 100

  /// How many values may still be made: a list that holds another twice is written out twice.
  private var left = 1 << 20

  /// Nothing in it is lost.
  mutating func value(of object: PythonObject, depth: Int) -> Value? {
    left -= 1
    guard left > 0 else { return nil }
    switch object {
    case .none: return Value.none
    case .bool(let flag): return .boolean(flag)
    case .int(let number): return .integer(number)
    case .big(let number):
      guard number.bitWidth < 4 * PythonInteger.maximumDigits else { return nil }
      let text = String(number)
      return text.utf8.count > PythonInteger.maximumDigits ? nil : .bigInteger(text)
    case .float(let number): return .double(number)
    case .string(let text): return .string(text)
    case .list(let list): return values(of: list.items, depth).map(Value.list)
    case .tuple(let tuple):
      guard let items = values(of: tuple.items, depth) else { return nil }
      guard let record = tuple.record else { return .tuple(items) }
      return .object(
        ObjectValue(type: record.name, fields: zip(record.fields, items).map { .init(name: $0, value: $1) }))
    case .dictionary(let dictionary):
      guard dictionary.kind == nil else { return nil }
      guard let keys = values(of: dictionary.keys, depth), let values = values(of: dictionary.values, depth) else {
        return nil
      }
      return .dictionary(DictionaryValue(keys: keys, values: values))
    case .set(let set): return values(of: set.items, depth).map(Value.set)
    case .instance(let instance): return depth < Self.deepest ? value(of: instance, depth: depth + 1) : nil
    case .type(let type): return type.reference.map { .reference($0) }
    case .function(let function): return function.reference.map { .reference($0) }
    case .foreign(let value): return value
    case .config(let object): return object.value
    case .unknown, .range, .path, .method, .view, .iterator, .bound, .native, .ancestor, .descriptor, .exception:
      return nil
    }
  }

  private mutating func values(of objects: [PythonObject], _ depth: Int) -> [Value]? {
    guard depth < Self.deepest else { return nil }
    var values: [Value] = []
    values.reserveCapacity(objects.count)
    for object in objects {
      guard let value = value(of: object, depth: depth + 1) else { return nil }
      values.append(value)
    }
    return values
  }

  /// The arguments, and what the constructor made beside them. A part without a text says what it is.
  private mutating func value(of instance: PythonInstance, depth: Int) -> Value {
    var object = ObjectValue(type: instance.type.qualifiedName, fields: [])
    for (name, argument) in instance.arguments {
      var field = ObjectValue.Field(name: name, value: part(argument, depth))
      field.isAttribute = instance[name] != nil
      object.fields.append(field)
    }
    var places: [String: [Int]] = [:]
    for (place, field) in object.fields.enumerated() { places[field.name, default: []].append(place) }
    for (name, attribute) in instance.attributes {
      let field = ObjectValue.Field(name: name, value: part(attribute, depth), origin: .computed)
      if places[name]?.contains(where: { object.fields[$0].value.text == field.value.text }) == true { continue }
      object.fields.append(field)
    }
    return .object(object)
  }

  private mutating func part(_ part: PythonObject, _ depth: Int) -> Value {
    if let lost = part.lost { return .opaque(lost.opaque) }
    if let value = value(of: part, depth: depth) { return value }
    var description = "<\(part.typeName)>"
    if case .path(let path) = part, PythonNames.isOutside(path) { description = path }
    return .opaque(OpaqueValue(description: description, identity: 0, content: part.typeName))
  }
}
