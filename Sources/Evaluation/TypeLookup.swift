// Which type does an annotation mean? From what the code writes to a `SwiftType`.

import Configurables

extension SymbolTable {
  /// The type that `expression` means in a file, inside the type named `enclosing`. What the workspace does not define
  /// is `opaque`.
  func resolve(_ expression: TypeExpression, in unit: FileUnit, enclosing: String, depth: Int = 0) -> SwiftType {
    guard depth < 64 else { return .opaque("a type nested too deeply") }
    func resolve(_ inner: TypeExpression) -> SwiftType {
      self.resolve(inner, in: unit, enclosing: enclosing, depth: depth + 1)
    }
    switch expression {
    case .named(let path, let arguments):
      return named(path, arguments.map(resolve), in: unit, enclosing: enclosing, depth: depth)
    case .optional(let wrapped): return .optional(resolve(wrapped))
    case .array(let element): return .array(resolve(element))
    case .set(let element): return .set(resolve(element))
    case .dictionary(let key, let value): return .dictionary(resolve(key), resolve(value))
    case .tuple(let elements):
      if elements.isEmpty { return .void }
      if elements.count == 1 { return resolve(elements[0].type) }
      return .tuple(elements.map { SwiftType.Element(label: $0.label, type: resolve($0.type)) })
    case .function(let parameters, let result): return .function(parameters.map(resolve), resolve(result))
    case .union, .literal: return .opaque("a type of Python")
    case .opaque(let text): return text == "any Error" ? .error : .opaque(text)
    }
  }

  private func named(
    _ path: [String], _ arguments: [SwiftType], in unit: FileUnit, enclosing: String, depth: Int
  ) -> SwiftType {
    let text = path.joined(separator: ".")
    if path == ["Self"], let own = nominal(named: [enclosing], from: unit, enclosing: "") { return .nominal(own) }
    if let found = nominal(named: path, from: unit, enclosing: enclosing) {
      return nominals[found].definition.kind == .protocolType ? .opaque(text) : .nominal(found)
    }
    if let (aliased, home) = alias(named: path, from: unit, enclosing: enclosing) {
      return resolve(aliased, in: home, enclosing: enclosing, depth: depth + 1)
    }
    let name = path.first == "Swift" && path.count == 2 ? path[1] : text
    switch (name, arguments.count) {
    case ("Int", 0): return .int
    case ("Double", 0), ("Float64", 0), ("TimeInterval", 0): return .double
    case ("Float", 0), ("Float32", 0): return .float
    case ("Bool", 0): return .bool
    case ("String", 0): return .string
    case ("Void", 0): return .void
    case ("Never", 0): return .never
    case ("Error", 0): return .error
    case ("Optional", 1): return .optional(arguments[0])
    case ("Array", 1): return .array(arguments[0])
    case ("ArraySlice", 1): return .slice(arguments[0])
    case ("Set", 1): return .set(arguments[0])
    case ("Dictionary", 2): return .dictionary(arguments[0], arguments[1])
    case ("Range", 1): return .range(arguments[0])
    case ("ClosedRange", 1): return .closedRange(arguments[0])
    default: return .opaque(text)
    }
  }
}

extension SwiftType {
  /// The name of a type in it that is not in the workspace.
  var unknownPart: String? {
    switch self {
    case .opaque(let name): name
    case .optional(let inner), .array(let inner), .slice(let inner), .set(let inner), .sequence(_, let inner),
      .range(let inner), .closedRange(let inner):
      inner.unknownPart
    case .dictionary(let key, let value): key.unknownPart ?? value.unknownPart
    case .tuple(let elements): elements.lazy.compactMap(\.type.unknownPart).first
    case .function(let parameters, let result): parameters.lazy.compactMap(\.unknownPart).first ?? result.unknownPart
    default: nil
    }
  }
}
