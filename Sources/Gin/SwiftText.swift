// How does a resolved config read? As the Swift expression that makes it, computed values in comments.

extension Configured {
  /// The value as the Swift expression that makes it, every input written out, and every computed value as a comment
  /// behind them.
  ///
  /// ```swift
  /// TrainerConfig(
  ///   steps: 5,
  ///   baseLR: 0.001
  ///   // lastStep: 4 (computed)
  /// )
  /// ```
  public var resolved: String { SwiftText.text(of: self, indent: "", level: 0) }
}

enum SwiftText {
  /// Configs inside configs, further than any person nests them; a class that holds itself ends here.
  private static let deepest = 32

  static func text(of value: Any, indent: String, level: Int) -> String {
    guard level < deepest else { return "…" }
    switch value {
    case let text as String: return text.debugDescription
    case let number as Double: return number.isNaN ? "Double.nan" : special(number.description, "Double")
    case let number as Float: return number.isNaN ? "Float.nan" : special(number.description, "Float")
    case let flag as Bool: return flag ? "true" : "false"
    case let optional as any OptionalValue:
      return optional.wrapped.map { text(of: $0, indent: indent, level: level) } ?? "nil"
    case let item as any ConfiguredCases: return "." + caseName(item)
    case let configured as any Configured: return call(configured, indent, level)
    case let array as [Any]:
      return "[" + array.map { text(of: $0, indent: indent, level: level + 1) }.joined(separator: ", ") + "]"
    case let dictionary as [AnyHashable: Any]:
      if dictionary.isEmpty { return "[:]" }
      // Sorted, for a dictionary has no order of its own that two runs would share.
      let entries = dictionary.map { key, value in
        text(of: key.base, indent: indent, level: level + 1) + ": " + text(of: value, indent: indent, level: level + 1)
      }
      return "[" + entries.sorted().joined(separator: ", ") + "]"
    default: return other(value, indent, level)
    }
  }

  private static func special(_ description: String, _ type: String) -> String {
    switch description {
    case "inf": type + ".infinity"
    case "-inf": "-" + type + ".infinity"
    default: description
    }
  }

  private static func caseName(_ item: any ConfiguredCases) -> String {
    // Without associated values the description is the name, whatever `description` was made to say.
    Mirror(reflecting: item).children.first?.label ?? _caseName(item)
  }

  private static func _caseName<Cases: ConfiguredCases>(_ item: Cases) -> String {
    let places = Cases.configCases.map(\.name)
    let text = "\(item)"
    if places.contains(text) { return text }
    let raw = (item as? any RawRepresentable).map { "\($0.rawValue)" }
    let found = Cases.configCases.first { ($0.value as? any RawRepresentable).map { "\($0.rawValue)" } == raw }
    return found?.name ?? text
  }

  private static func call(_ value: any Configured, _ indent: String, _ level: Int) -> String {
    let parts = value.configParts
    let name = "\(type(of: value))"
    guard !parts.isEmpty else { return name + "()" }
    let inner = indent + "  "
    let inputs = parts.filter { !$0.isComputed }.map { part in
      inner + part.name + ": " + text(of: part.value, indent: inner, level: level + 1)
    }
    let computed = parts.filter(\.isComputed).map { part in
      let text = text(of: part.value, indent: inner, level: level + 1).replacing("\n", with: "\n" + inner + "// ")
      return inner + "// " + part.name + ": " + text + " (computed)"
    }
    let lines = [inputs.joined(separator: ",\n")] + computed
    return name + "(\n" + lines.filter { !$0.isEmpty }.joined(separator: "\n") + "\n" + indent + ")"
  }

  private static func other(_ value: Any, _ indent: String, _ level: Int) -> String {
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .tuple:
      let parts = mirror.children.map { child in
        let label = child.label.flatMap { $0.hasPrefix(".") ? nil : $0 + ": " } ?? ""
        return label + text(of: child.value, indent: indent, level: level + 1)
      }
      return "(" + parts.joined(separator: ", ") + ")"
    case .set:
      return "["
        + mirror.children.map { text(of: $0.value, indent: indent, level: level + 1) }.sorted()
        .joined(separator: ", ") + "]"
    case .enum where mirror.children.isEmpty: return "." + "\(value)"
    default: break
    }
    // A function has no text; what else there is describes itself.
    return "\(type(of: value))".contains("->") ? "{ … } /* \(type(of: value)) */" : "\(value)"
  }
}
