// What did a run use? The parameters of every function that a config called, as `gin.operative_config_str()` has them.

import Configurables
import Resolution
import Synchronization

struct OperativeConfig: Sendable {
  /// What was called.
  enum Callee: Hashable, Sendable {
    case configurable(DefinitionIndex.ID)
    case macro
    case singleton
  }

  /// A parameter that was bound, or whose default was taken.
  struct Use: Sendable {
    let name: String
    let value: PrintedValue
  }

  private struct Key: Hashable {
    let callee: Callee
    let scope: String
  }

  private var places: [Key: Int] = [:]
  private(set) var calls: [(callee: Callee, scope: String, uses: [Use])] = []

  /// Later calls of the same function in the same scope add what they use.
  mutating func record(_ callee: Callee, scope: String, _ uses: [Use]) {
    let key = Key(callee: callee, scope: scope)
    guard let place = places[key] else {
      places[key] = calls.count
      calls.append((callee, scope, uses))
      return
    }
    for use in uses {
      if let known = calls[place].uses.firstIndex(where: { $0.name == use.name }) {
        calls[place].uses[known] = use
      } else {
        calls[place].uses.append(use)
      }
    }
  }
}

extension LoadedConfig {
  var operativeText: String {
    let calls = run.withLock { $0.operative.calls }
    var layout = ConfigTextLayout(imports: resolved.importLines, macros: [], sections: [])
    for call in calls {
      let statements = call.uses.map { ConfigTextLayout.Statement(name: $0.name, value: $0.value) }
      switch call.callee {
      case .macro: layout.macros += statements
      case .singleton:
        var section = ConfigTextLayout.Section.singleton(scope: call.scope)
        section.statements = statements
        layout.sections.append(section)
      case .configurable(let id):
        var section = ConfigTextLayout.Section(of: id, scope: call.scope, definitions.index)
        section.statements = statements
        layout.sections.append(section)
      }
    }
    return layout.text
  }
}

extension PrintedValue {
  /// A default of the code as a config would write it; nil where no literal says it.
  init?(_ value: Any) {
    switch value {
    case let flag as Bool: self = .literal(.boolean(flag))
    case let number as Int: self = .literal(.integer(number))
    case let number as Double: self = .literal(.double(number))
    case let number as Float: self = .literal(.float(number))
    case let text as String: self = .literal(.string(text))
    case let number as any FixedWidthInteger:
      self = .literal(Int(exactly: number).map(Configurables.Value.integer) ?? .bigInteger("\(number)"))
    case let optional as any OptionalValue:
      guard let wrapped = optional.wrapped else {
        self = .literal(.none)
        return
      }
      self.init(wrapped)
    case let array as [Any]:
      let parts = array.compactMap { PrintedValue($0) }
      guard parts.count == array.count else { return nil }
      self = .list(parts)
    case let dictionary as [AnyHashable: Any]:
      let entries = dictionary.compactMap { key, value in
        PrintedValue(key.base).flatMap { key in PrintedValue(value).map { PrintedEntry(key: key, value: $0) } }
      }
      guard entries.count == dictionary.count else { return nil }
      self = .dictionary(entries)
    case _ where Mirror(reflecting: value).displayStyle == .tuple:
      let items = Mirror(reflecting: value).children.map(\.value)
      let parts = items.compactMap { PrintedValue($0) }
      guard parts.count == items.count, !parts.isEmpty else { return nil }
      self = .tuple(parts)
    default:
      let raw = RawValue.value(of: value)
      guard raw != .none else { return nil }
      self = .literal(raw)
    }
  }
}

/// An optional whose type is not known.
protocol OptionalValue { var wrapped: Any? { get } }
extension Optional: OptionalValue { var wrapped: Any? { self } }
