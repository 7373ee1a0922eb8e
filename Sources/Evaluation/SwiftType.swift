// What is the static type of an expression? Swift's types, as far as bodies are evaluated.

import Configurables

/// A type with its names looked up. Two expressions of one type hold their values in one form of `Datum`.
indirect enum SwiftType: Hashable, Sendable {
  case int, double, float, bool, string, void, never
  case optional(SwiftType)
  case array(SwiftType)
  /// `ArraySlice`, whose indices do not start at zero.
  case slice(SwiftType)
  case set(SwiftType)
  case dictionary(SwiftType, SwiftType)
  /// A sequence or collection of the standard library that is not an array (`enumerated()`, `zip`, `stride`), held as
  /// its elements. The text is the library's name for it.
  case sequence(String, SwiftType)
  case range(SwiftType)
  case closedRange(SwiftType)
  case tuple([Element])
  case function([SwiftType], SwiftType)
  /// A type of the workspace, by its place in the `SymbolTable`.
  case nominal(Int)
  /// `any Error`.
  case error
  /// A type that the workspace does not define: its values can be passed on, and nothing else.
  case opaque(String)

  struct Element: Hashable, Sendable {
    var label: String?
    var type: SwiftType
  }

  var isFloatingPoint: Bool { self == .double || self == .float }

  var isOptional: Bool {
    if case .optional = self { return true }
    return false
  }

  /// The type without one optional around it.
  var wrapped: SwiftType? {
    if case .optional(let wrapped) = self { return wrapped }
    return nil
  }

  /// The type without any optionals around it.
  var unwrapped: SwiftType {
    if case .optional(let wrapped) = self { return wrapped.unwrapped }
    return self
  }

  /// Whether a slot of eight bytes holds it.
  var isNumber: Bool { self == .int || self == .double || self == .bool }

  /// What iterating over it in a defined order gives.
  var element: SwiftType? {
    switch self {
    case .array(let element), .slice(let element), .sequence(_, let element): element
    case .range(.int), .closedRange(.int): .int
    default: nil
    }
  }

  static func pair(_ first: SwiftType, _ second: SwiftType, labels: (String, String)? = nil) -> SwiftType {
    .tuple([Element(label: labels?.0, type: first), Element(label: labels?.1, type: second)])
  }
}

extension SymbolTable {
  /// As Swift writes it.
  func text(_ type: SwiftType) -> String {
    switch type {
    case .int: "Int"
    case .double: "Double"
    case .float: "Float"
    case .bool: "Bool"
    case .string: "String"
    case .void: "Void"
    case .never: "Never"
    case .optional(let wrapped): text(wrapped) + "?"
    case .array(let element): "[" + text(element) + "]"
    case .slice(let element): "ArraySlice<" + text(element) + ">"
    case .set(let element): "Set<" + text(element) + ">"
    case .dictionary(let key, let value): "[" + text(key) + ": " + text(value) + "]"
    case .sequence(let name, let element): name + "<" + text(element) + ">"
    case .range(let bound): "Range<" + text(bound) + ">"
    case .closedRange(let bound): "ClosedRange<" + text(bound) + ">"
    case .tuple(let elements):
      "(" + elements.map { ($0.label.map { $0 + ": " } ?? "") + text($0.type) }.joined(separator: ", ") + ")"
    case .function(let parameters, let result):
      "(" + parameters.map(text).joined(separator: ", ") + ") -> " + text(result)
    case .nominal(let index): nominals[index].name
    case .error: "any Error"
    case .opaque(let name): name
    }
  }
}
