// How is a value written in Swift? As the expression that makes it, computed parts in comments behind their inputs.

extension Value {
  /// On several lines where a constructed value is in it, as `resolved` of the library `Gin` writes it.
  package var swiftText: String { swiftText(indent: "", level: 0) }

  private static var deepest: Int { 32 }

  private func swiftText(indent: String, level: Int) -> String {
    guard level < Self.deepest else { return "…" }
    func all(_ elements: [Value]) -> String {
      elements.map { $0.swiftText(indent: indent, level: level + 1) }.joined(separator: ", ")
    }
    switch self {
    case .none: return "nil"
    case .boolean(let flag): return flag ? "true" : "false"
    case .integer(let number): return String(number)
    case .double(let number): return Self.special(number.description, "Double")
    case .float(let number): return Self.special(number.description, "Float")
    case .string(let text): return text.debugDescription
    case .list(let elements): return "[" + all(elements) + "]"
    case .tuple(let elements): return "(" + all(elements) + ")"
    case .set(let elements):
      return "[" + elements.map { $0.swiftText(indent: indent, level: level + 1) }.sorted().joined(separator: ", ")
        + "]"
    case .dictionary(let dictionary):
      if dictionary.keys.isEmpty { return "[:]" }
      // Sorted, for a dictionary of Swift has no order of its own.
      let entries = zip(dictionary.keys, dictionary.values).map { key, value in
        key.swiftText(indent: indent, level: level + 1) + ": " + value.swiftText(indent: indent, level: level + 1)
      }
      return "[" + entries.sorted().joined(separator: ", ") + "]"
    case .enumeration(let value):
      return "." + value.name + (value.payload.isEmpty ? "" : "(" + all(value.payload) + ")")
    case .object(let object): return object.swiftText(indent: indent, level: level)
    case .bigInteger, .complex, .bytes, .reference, .opaque: return text
    }
  }

  private static func special(_ description: String, _ type: String) -> String {
    switch description {
    case "inf": type + ".infinity"
    case "-inf": "-" + type + ".infinity"
    case "nan", "-nan": type + ".nan"
    default: description
    }
  }

  fileprivate static func part(_ value: Value, indent: String, level: Int) -> String {
    value.swiftText(indent: indent, level: level)
  }
}

extension ObjectValue {
  fileprivate func swiftText(indent: String, level: Int) -> String {
    guard !fields.isEmpty else { return type + "()" }
    let inner = indent + "  "
    let inputs = fields.filter { $0.origin == .stored }.map { field in
      inner + field.name + ": " + Value.part(field.value, indent: inner, level: level + 1)
    }
    let computed = fields.filter { $0.origin == .computed }.map { field in
      let text = Value.part(field.value, indent: inner, level: level + 1).replacing("\n", with: "\n" + inner + "// ")
      return inner + "// " + field.name + ": " + text + " (computed)"
    }
    let unknown = missing.map { field in
      inner + "// " + field.name + ": not evaluated: " + field.reason.replacing("\n", with: " ")
    }
    let lines = [inputs.joined(separator: ",\n")] + computed + unknown
    return type + "(\n" + lines.filter { !$0.isEmpty }.joined(separator: "\n") + "\n" + indent + ")"
  }
}
