// What is a value called in a sentence? Its kind, where its text would be too long or say too little.

extension Value {
  /// "a list", "an integer".
  package var kindText: String {
    switch self {
    case .none: "no value"
    case .boolean: "a boolean"
    case .integer, .bigInteger: "an integer"
    case .double, .float: "a floating-point number"
    case .complex: "a complex number"
    case .string: "a string"
    case .bytes: "bytes"
    case .list: "a list"
    case .tuple: "a tuple"
    case .dictionary: "a dictionary"
    case .set: "a set"
    case .enumeration(let value): "a case of `\(value.type)`"
    case .object(let value): "a `\(value.type)`"
    case .reference: "a function"
    case .opaque(let value): value.description
    }
  }
}
