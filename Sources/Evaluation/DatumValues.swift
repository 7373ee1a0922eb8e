// How do data become values that others see, and values data? The border of the interpreter.

import Configurables
import SourceText

extension SymbolTable {
  /// What a datum of a type is to others.
  func value(_ datum: Datum, _ type: SwiftType, depth: Int = 0) -> Value {
    guard depth < 200 else { return .opaque(OpaqueValue(description: "…", identity: 0, content: 0)) }
    func inner(_ datum: Datum, _ type: SwiftType) -> Value { value(datum, type, depth: depth + 1) }
    switch (datum, type) {
    case (.void, _): return .tuple([])
    case (.nothing, _): return .none
    case (_, .optional(let wrapped)): return inner(datum.unwrapped(), wrapped)
    case (.int(let value), _): return .integer(value)
    case (.double(let value), _): return .double(value)
    case (.float(let value), _): return .float(value)
    case (.bool(let value), _): return .boolean(value)
    case (.string(let value), _): return .string(value)
    case (.ints(let elements), _): return .list(elements.map(Value.integer))
    case (.doubles(let elements), _): return .list(elements.map(Value.double))
    case (.list(let parts), .error):
      guard parts.count == 2, case .int(let index) = parts[0] else { break }
      return inner(parts[1], .nominal(index))
    case (.list(let elements), _):
      let element = type.element ?? .void
      return .list(elements.map { inner($0, element) })
    case (.record(let fields), .tuple(let elements)): return .tuple(zip(fields, elements).map { inner($0, $1.type) })
    case (.record(let fields), .nominal(let index)): return object(fields, index, depth)
    case (.instance(let instance), _): return object(instance.fields, instance.nominal, depth)
    case (.choice(let place, let payload), .nominal(let index)): return enumeration(place, payload, index, depth)
    case (.table(let table), .dictionary(let key, let element)):
      return .dictionary(
        DictionaryValue(keys: table.keys.map { inner($0, key) }, values: table.values.map { inner($0, element) }))
    case (.group(let group), .set(let element)): return .set(group.ordered.map { inner($0, element) })
    case (.foreign(let value), _): return value
    default: break
    }
    return .opaque(
      OpaqueValue(description: opaqueText(datum, type), identity: datum.identity, content: KeptDatum(datum: datum)))
  }

  private func opaqueText(_ datum: Datum, _ type: SwiftType) -> String {
    switch datum {
    case .range(let lower, let upper):
      if case .closedRange = type { return "\(lower)...\(upper)" }
      return "\(lower)..<\(upper)"
    case .doubleRange(let lower, let upper):
      if case .closedRange = type { return "\(lower)...\(upper)" }
      return "\(lower)..<\(upper)"
    case .function(let function): return function.description
    default: return text(type)
    }
  }

  private func object(_ fields: [Datum], _ index: Int, _ depth: Int) -> Value {
    let nominal = nominals[index]
    return .object(
      ObjectValue(
        type: nominal.name,
        fields: zip(nominal.stored, fields).map { entry, field in
          let type = entry.property.type.map { resolve($0, in: entry.unit, enclosing: nominal.name) }
          return ObjectValue.Field(
            name: entry.property.name, value: value(field, type ?? field.ownType, depth: depth + 1))
        }))
  }

  private func enumeration(_ place: Int, _ payload: [Datum], _ index: Int, _ depth: Int) -> Value {
    let nominal = nominals[index]
    let element = nominal.definition.cases[place]
    let raw = rawValues(of: index)
    return .enumeration(
      EnumerationValue(
        type: nominal.name, name: element.name, rawValue: raw.map { value($0.values[place], $0.type) } ?? .none,
        payload: zip(payload, element.payload).map { datum, parameter in
          let type = parameter.type.map { resolve($0, in: nominal.unit, enclosing: nominal.name) }
          return value(datum, type ?? datum.ownType, depth: depth + 1)
        }))
  }

  /// A value as the datum of a type; nil where the type cannot hold it.
  func datum(_ value: Value, _ type: SwiftType, depth: Int = 0) -> Datum? {
    guard depth < 200 else { return nil }
    func inner(_ value: Value, _ type: SwiftType) -> Datum? { datum(value, type, depth: depth + 1) }
    switch (type, value) {
    case (.optional, .none): return .nothing
    case (.optional(let wrapped), _): return inner(value, wrapped)?.wrapped(wrapped)
    case (.int, .integer(let value)): return .int(value)
    case (.double, .double(let value)): return .double(value)
    case (.double, .integer(let value)): return Double(exactly: value).map(Datum.double)
    case (.double, .float(let value)): return .double(Double(value))
    case (.float, .float(let value)): return .float(value)
    case (.float, .double(let value)): return .float(Float(value))
    case (.float, .integer(let value)): return .float(Float(value))
    case (.bool, .boolean(let value)): return .bool(value)
    case (.string, .string(let value)): return .string(value)
    case (.void, .tuple([])): return .void
    case (.array(let element), .list(let values)), (.array(let element), .tuple(let values)),
      (.slice(let element), .list(let values)), (.sequence(_, let element), .list(let values)):
      var elements: [Datum] = []
      for value in values {
        guard let datum = inner(value, element) else { return nil }
        elements.append(datum)
      }
      return try? Datum.array(elements, of: element)
    case (.set(let element), .list(let values)), (.set(let element), .set(let values)),
      (.set(let element), .tuple(let values)):
      var group = Datum.Group()
      for value in values {
        guard let datum = inner(value, element) else { return nil }
        group.insert(datum)
      }
      return .group(group)
    case (.tuple(let elements), .tuple(let values)), (.tuple(let elements), .list(let values)):
      guard elements.count == values.count else { return nil }
      let fields = zip(values, elements).compactMap { inner($0, $1.type) }
      return fields.count == elements.count ? .record(fields) : nil
    case (.dictionary(let key, let element), .dictionary(let dictionary)):
      var table = Datum.Table()
      for (name, value) in zip(dictionary.keys, dictionary.values) {
        guard let name = inner(name, key), let value = inner(value, element) else { return nil }
        table[name] = value
      }
      return .table(table)
    case (.nominal(let index), _): return datum(value, nominal: index, depth)
    case (_, .opaque(let value)): return (value.content as? KeptDatum)?.datum
    case (.function, .reference(let reference)): return .function(reference.function(type, self))
    case (.opaque, _): return .foreign(value)
    default: return nil
    }
  }

  private func datum(_ value: Value, nominal index: Int, _ depth: Int) -> Datum? {
    let nominal = nominals[index]
    switch value {
    case .enumeration(let value) where value.type == nominal.name || value.type.hasSuffix("." + nominal.name):
      guard let place = nominal.caseIndex(value.name) else { return nil }
      let parameters = nominal.definition.cases[place].payload
      guard parameters.count == value.payload.count else { return nil }
      let payload = zip(value.payload, parameters).compactMap { value, parameter in
        parameter.type.flatMap {
          datum(value, resolve($0, in: nominal.unit, enclosing: nominal.name), depth: depth + 1)
        }
      }
      return payload.count == parameters.count ? .choice(place, payload) : nil
    case .object(let object) where object.type == nominal.name:
      var fields: [Datum] = []
      for entry in nominal.stored {
        guard let value = object[entry.property.name] else { return nil }
        let type = entry.property.type.map { resolve($0, in: entry.unit, enclosing: nominal.name) }
        guard let field = datum(value, type ?? value.ownType, depth: depth + 1) else { return nil }
        fields.append(field)
      }
      return nominal.isClass ? .instance(Instance(nominal: index, fields: fields)) : .record(fields)
    default: return nil
    }
  }
}

/// A datum on its way through values of others, back to an evaluation.
///
/// Data are immutable but for boxes and instances, which one run's thread alone changes.
struct KeptDatum: @unchecked Sendable {
  let datum: Datum
}

extension Datum {
  /// For telling opaque values apart.
  fileprivate var identity: Int {
    switch self {
    case .function(let function): ObjectIdentifier(function).hashValue
    default: hashValue
    }
  }

  /// The type of a datum whose property has none written: literals' types alone.
  var ownType: SwiftType {
    switch self {
    case .int: .int
    case .double: .double
    case .float: .float
    case .bool: .bool
    case .string: .string
    case .ints: .array(.int)
    case .doubles: .array(.double)
    case .list(let elements): .array(elements.first?.ownType ?? .void)
    case .instance(let instance): .nominal(instance.nominal)
    default: .opaque("a type that is inferred")
    }
  }
}

extension Value {
  fileprivate var ownType: SwiftType {
    switch self {
    case .integer: .int
    case .double: .double
    case .float: .float
    case .boolean: .bool
    case .string: .string
    case .list(let elements): .array(elements.first?.ownType ?? .int)
    default: .opaque("a type that is inferred")
    }
  }
}

extension ReferenceValue {
  /// The function that calling this reference inside a body is.
  fileprivate func function(_ type: SwiftType, _ library: SymbolTable) -> FunctionValue {
    let reference = self
    return FunctionValue(description: text) { execution, arguments in
      guard case .function(let parameters, let result) = type else { throw Datum.fault("a function") }
      let values = zip(arguments, parameters).map { EvaluationArgument(value: library.value($0, $1)) }
      let value = try execution.outside {
        try execution.environment.call(
          reference, arguments: values, scope: execution.scope, run: execution.run)
      }
      guard let datum = library.datum(value, result) else {
        throw EvaluationStop.notEvaluated(
          reason: EvaluationWords.mismatch(value.text, library.text(result)), at: nil)
      }
      return datum
    }
  }
}
