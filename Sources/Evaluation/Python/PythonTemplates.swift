// What does `str.format` make of its text? Fields by place or name, with conversions and specifications.

import Configurables
import SourceText

extension PythonInterpreter {
  /// How fields without a number are counted.
  fileprivate enum Numbering { case none, automatic(Int), manual }

  func formatted(_ text: String, _ call: PythonCall) throws -> String {
    var numbering = Numbering.none
    return try formatted(Array(text.unicodeScalars)[...], call, &numbering, depth: 0)
  }

  private func formatted(
    _ text: ArraySlice<Unicode.Scalar>, _ call: PythonCall, _ numbering: inout Numbering, depth: Int
  ) throws -> String {
    guard depth < 2 else { throw raise("ValueError", "Max string recursion exceeded", call) }
    var rest = text
    var result = ""
    while let scalar = rest.popFirst() {
      switch scalar {
      case "{" where rest.first == "{", "}" where rest.first == "}":
        rest.removeFirst()
        result.unicodeScalars.append(scalar)
      case "{":
        guard let first = rest.first else {
          throw raise("ValueError", "Single '{' encountered in format string", call)
        }
        _ = first
        let field = try self.field(&rest, call)
        result += try formatted(field: field, call, &numbering, depth: depth)
      case "}": throw raise("ValueError", "Single '}' encountered in format string", call)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// What stands between `{` and its `}`.
  private func field(
    _ rest: inout ArraySlice<Unicode.Scalar>, _ call: PythonCall
  ) throws -> ArraySlice<Unicode.Scalar> {
    var level = 1
    var place = rest.startIndex
    while place < rest.endIndex {
      if rest[place] == "{" { level += 1 }
      if rest[place] == "}" { level -= 1 }
      if level == 0 {
        let field = rest[..<place]
        rest = rest[(place + 1)...]
        return field
      }
      place += 1
    }
    throw raise("ValueError", "expected '}' before end of string", call)
  }

  private func formatted(
    field: ArraySlice<Unicode.Scalar>, _ call: PythonCall, _ numbering: inout Numbering, depth: Int
  ) throws -> String {
    var name = field
    var specification = ArraySlice<Unicode.Scalar>()
    var conversion: Unicode.Scalar?
    if let colon = field.firstIndex(of: ":") {
      specification = field[(colon + 1)...]
      name = field[..<colon]
    }
    if let mark = name.firstIndex(of: "!") {
      guard name.count == mark - name.startIndex + 2 else { throw giveUp(EvaluationWords.pythonFormat, call) }
      conversion = name.last
      name = name[..<mark]
    }
    guard !name.contains("["), !name.contains("{") else { throw giveUp(EvaluationWords.pythonFormat, call) }
    let parts = PythonStrings.string(name).split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    var value = try self.value(ofField: parts.first ?? "", call, &numbering)
    for part in parts.dropFirst() { value = try member(part, of: value, call.range, call.frame) }
    switch conversion {
    case nil: break
    case "r": value = .string(try repr(of: value, call.range, call.frame))
    case "s": value = .string(try text(of: value, call.range, call.frame))
    default: throw giveUp(EvaluationWords.pythonFormat, call)
    }
    let written = try formatted(specification, call, &numbering, depth: depth + 1)
    return try formatted(value, written, call.range, call.frame)
  }

  private func value(
    ofField name: String, _ call: PythonCall, _ numbering: inout Numbering
  ) throws -> PythonObject {
    var place = Int(name)
    if name.isEmpty {
      switch numbering {
      case .none: (place, numbering) = (0, .automatic(1))
      case .automatic(let next): (place, numbering) = (next, .automatic(next + 1))
      case .manual:
        throw raise(
          "ValueError", "cannot switch from manual field specification to automatic field numbering", call)
      }
    } else if place != nil {
      if case .automatic = numbering {
        throw raise(
          "ValueError", "cannot switch from automatic field numbering to manual field specification", call)
      }
      numbering = .manual
    }
    if let place {
      guard call.positional.indices.contains(place) else {
        throw raise("IndexError", "Replacement index \(place) out of range for positional args tuple", call)
      }
      return call.positional[place]
    }
    guard let value = call.keywords[name] else { throw try raise(missing: .string(name), call.range, call.frame) }
    return value
  }
}
