// Does a value of the running program equal the one that the language server shows? Compared part by part, to the bit.

import Configurables

@testable import Gin

enum Agreement {
  /// - Parameters:
  ///   - shown: what the language server says.
  ///   - real: what the program has.
  /// - Returns: nil where they agree, else the first part that differs.
  static func difference(_ shown: Value, _ real: Any, at path: String = "value") -> String? {
    if let optional = real as? any OptionalValue {
      guard let wrapped = optional.wrapped else { return shown == .none ? nil : told(shown, "nil", path) }
      return difference(shown, wrapped, at: path)
    }
    switch (shown, real) {
    case (.boolean(let left), let right as Bool): return left == right ? nil : told(shown, real, path)
    case (.integer(let left), let right as Int): return left == right ? nil : told(shown, real, path)
    case (.double(let left), let right as Double):
      return left.bitPattern == right.bitPattern || (left.isNaN && right.isNaN) ? nil : told(shown, real, path)
    case (.float(let left), let right as Float):
      return left.bitPattern == right.bitPattern || (left.isNaN && right.isNaN) ? nil : told(shown, real, path)
    case (.string(let left), let right as String): return left == right ? nil : told(shown, real, path)
    case (.list(let left), let right as [Any]): return difference(left, right, path)
    case (.tuple(let left), _): return difference(left, Mirror(reflecting: real).children.map(\.value), path)
    case (.set(let left), _):
      let right = Mirror(reflecting: real).children.map { "\($0.value)" }.sorted()
      return left.map { ProgramValue.plain($0) }.sorted() == right ? nil : told(shown, real, path)
    case (.dictionary(let left), let right as [AnyHashable: Any]): return difference(left, right, path)
    case (.enumeration(let left), _): return difference(left, real, path)
    case (.object(let left), _): return difference(left, real, path)
    case (.reference, _), (.opaque, _):
      // A function has no parts: that both have one is all that can be seen.
      let isFunction = shown.text.hasPrefix("@") && !shown.text.hasSuffix(")") && "\(real)" == "(Function)"
      return isFunction ? nil : told(shown, real, path)
    default: return told(shown, real, path)
    }
  }

  private static func told(_ shown: Value, _ real: Any, _ path: String) -> String {
    "\(path): shown \(shown.text), the program has \(real)"
  }

  private static func difference(_ shown: [Value], _ real: [Any], _ path: String) -> String? {
    guard shown.count == real.count else { return "\(path): shown \(shown.count) items, the program has \(real.count)" }
    for (place, pair) in zip(shown, real).enumerated() {
      if let found = difference(pair.0, pair.1, at: "\(path)[\(place)]") { return found }
    }
    return nil
  }

  private static func difference(_ shown: DictionaryValue, _ real: [AnyHashable: Any], _ path: String) -> String? {
    guard shown.keys.count == real.count else { return "\(path): \(shown.keys.count) keys for \(real.count)" }
    let byKey = Dictionary(real.map { ("\($0.key.base)", $0.value) }, uniquingKeysWith: { first, _ in first })
    for (key, value) in zip(shown.keys, shown.values) {
      guard let other = byKey[ProgramValue.plain(key)] else { return "\(path): no key \(key.text)" }
      if let found = difference(value, other, at: "\(path)[\(key.text)]") { return found }
    }
    return nil
  }

  private static func difference(_ shown: EnumerationValue, _ real: Any, _ path: String) -> String? {
    let mirror = Mirror(reflecting: real)
    guard mirror.displayStyle == .enum else { return "\(path): shown .\(shown.name), the program has \(real)" }
    let name = mirror.children.first?.label ?? "\(real)"
    guard name == shown.name else { return "\(path): shown .\(shown.name), the program has .\(name)" }
    guard let payload = mirror.children.first?.value else {
      return shown.payload.isEmpty ? nil : "\(path): shown with associated values"
    }
    let parts = Mirror(reflecting: payload)
    let values = parts.displayStyle == .tuple ? parts.children.map(\.value) : [payload]
    return difference(shown.payload, values, path)
  }

  private static func difference(_ shown: ObjectValue, _ real: Any, _ path: String) -> String? {
    let name = "\(type(of: real))"
    guard shown.type == name || shown.type.hasSuffix("." + name) else {
      return "\(path): shown a \(shown.type), the program has a \(name)"
    }
    var values: [String: Any] = [:]
    for child in Mirror(reflecting: real).children { if let label = child.label { values[label] = child.value } }
    for part in (real as? any Configured)?.configParts ?? [] { values[part.name] = part.value }
    for field in shown.fields {
      // A computed property of an extension is no part of the type for the program.
      guard let value = values[field.name] else {
        if field.origin == .computed { continue }
        return "\(path): shown with `\(field.name)`, which the program has not"
      }
      if let found = difference(field.value, value, at: "\(path).\(field.name)") { return found }
    }
    return nil
  }
}

enum ProgramValue {
  /// A key or an item as Swift describes it.
  static func plain(_ value: Value) -> String {
    switch value {
    case .string(let text): text
    case .boolean(let flag): "\(flag)"
    case .double(let number): "\(number)"
    default: value.text
    }
  }
}
