// Can a value of one written type stand where another is written? Three answers, for most types are not known here.

import Configurables

enum TypeFit {
  enum Answer { case yes, no, unknown }

  /// Whether a value of type `given` can be passed where `wanted` is declared. `no` only where it is certain.
  static func fits(_ given: TypeExpression, _ wanted: TypeExpression, in definitions: ProjectDefinitions) -> Answer {
    switch (given, wanted) {
    case (_, .optional(let inner)):
      if case .optional(let givenInner) = given { return fits(givenInner, inner, in: definitions) }
      return fits(given, inner, in: definitions)
    case (.optional(let inner), _):
      // What is inside may still fit at run time in Python; in Swift an optional is another type.
      return fits(inner, wanted, in: definitions) == .no ? .no : .unknown
    case (.array(let left), .array(let right)), (.set(let left), .set(let right)):
      return fits(left, right, in: definitions)
    case (.dictionary(let leftKey, let leftValue), .dictionary(let rightKey, let rightValue)):
      return both(fits(leftKey, rightKey, in: definitions), fits(leftValue, rightValue, in: definitions))
    case (.tuple(let left), .tuple(let right)):
      guard left.count == right.count else { return .no }
      return zip(left, right).reduce(.yes) { both($0, fits($1.0.type, $1.1.type, in: definitions)) }
    case (.named(let left, let leftArguments), .named(let right, let rightArguments)):
      if left == right, leftArguments == rightArguments { return .yes }
      guard let leftShape = shape(given, in: definitions), let rightShape = shape(wanted, in: definitions) else {
        return .unknown
      }
      if leftShape == rightShape { return leftShape == .other ? .unknown : .yes }
      return leftShape == .other && rightShape == .other ? .unknown : .no
    default:
      guard let left = shape(given, in: definitions), let right = shape(wanted, in: definitions) else {
        return .unknown
      }
      return left == right ? .unknown : .no
    }
  }

  /// Whether the two are types of other kinds. Numbers are one kind, and so are lists, sets and tuples: gin writes them
  /// alike. Nothing is said of types that are not built in.
  static func areApart(_ left: TypeExpression, _ right: TypeExpression) -> Bool {
    guard let left = kind(left), let right = kind(right) else { return false }
    return left != right
  }

  private enum Kind { case boolean, number, text, sequence, dictionary, function }

  private static func kind(_ type: TypeExpression) -> Kind? {
    switch type {
    case .optional(let wrapped): return kind(wrapped)
    case .array, .set, .tuple: return .sequence
    case .dictionary: return .dictionary
    case .function: return .function
    case .named(let path, _):
      guard path.count == 1 else { return nil }
      switch path[0] {
      case "Bool", "bool": return .boolean
      case "Int", "int", "float", "Double", "Float": return .number
      case "String", "str": return .text
      default: return nil
      }
    case .union, .literal, .opaque: return nil
    }
  }

  private static func both(_ left: Answer, _ right: Answer) -> Answer {
    if left == .no || right == .no { return .no }
    return left == .yes && right == .yes ? .yes : .unknown
  }

  /// Whether the type is certainly not one that holds functions.
  static func isValueType(_ type: TypeExpression, in definitions: ProjectDefinitions) -> Bool {
    let type = type.unwrapped
    if let shape = shape(type, in: definitions) { return shape != .function }
    guard case .named(let path, let arguments) = type, arguments.isEmpty, let name = path.last else { return false }
    return definitions.typeKind(named: name) == .object
  }

  private enum Shape { case boolean, integer, double, float, text, list, set, dictionary, tuple, function, other }

  /// What kind of type it certainly is; nil for names that are not known, protocols, `Any`, generic parameters.
  private static func shape(_ type: TypeExpression, in definitions: ProjectDefinitions) -> Shape? {
    switch type {
    case .array: return .list
    case .set: return .set
    case .dictionary: return .dictionary
    case .tuple: return .tuple
    case .function: return .function
    case .named(let path, let arguments):
      guard let name = path.last else { return nil }
      if path.count == 1 {
        switch name {
        case "Bool", "bool": return .boolean
        case "Int", "int": return .integer
        // Python's own rules let an `int` stand for a `float`; so nothing is certain about either.
        case "float": return nil
        case "Double": return .double
        case "Float": return .float
        case "String", "str": return .text
        default: break
        }
      }
      guard arguments.isEmpty else { return nil }
      return definitions.typeKind(named: name) == .value ? .other : nil
    case .optional, .union, .literal, .opaque: return nil
    }
  }
}
