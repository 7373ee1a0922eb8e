// What does a value say, with its names looked up? The form of a value that can be resolved.

import Configurables
import GinSyntax
import PythonText
import SourceText

struct ConfigExpression: Sendable {
  enum Kind: Sendable {
    case literal(Value)
    case list([ConfigExpression])
    case tuple([ConfigExpression])
    case dictionary([(key: ConfigExpression, value: ConfigExpression)])
    case reference(ReferenceMeaning, ReferenceValue.Form)
    case macro(MacroMeaning)
    case invalid
  }

  let kind: Kind
  let range: TextRange

  /// Deeper values than this are not resolved; Python's own recursion ends not much later.
  static let depthLimit = 200

  init(_ value: GinValue, _ definitions: ProjectDefinitions, depth: Int = 0) {
    range = value.range
    guard depth < Self.depthLimit else {
      kind = .invalid
      return
    }
    func lowered(_ value: GinValue) -> ConfigExpression {
      ConfigExpression(value, definitions, depth: depth + 1)
    }
    switch value.content {
    case .literal(let literal): kind = .literal(Value(literal))
    case .list(let values): kind = .list(values.map(lowered))
    case .tuple(let values): kind = .tuple(values.map(lowered))
    case .dictionary(let entries):
      kind = .dictionary(entries.compactMap { entry in entry.value.map { (lowered(entry.key), lowered($0)) } })
    case .parenthesised(let inner): kind = lowered(inner).kind
    case .reference(let reference):
      kind = .reference(
        definitions.reference(reference.name.text), reference.isEvaluated ? .result : .function)
    case .macro(let macro): kind = .macro(definitions.macro(macro.name.text))
    case .unexpected: kind = .invalid
    }
  }

  /// The value, where nothing in it has to be looked up or called.
  var constant: Value? {
    switch kind {
    case .literal(let value): value
    case .list(let parts): Self.constants(parts).map(Value.list)
    case .tuple(let parts): Self.constants(parts).map(Value.tuple)
    case .dictionary(let entries):
      if let keys = Self.constants(entries.map(\.key)), let values = Self.constants(entries.map(\.value)) {
        .dictionary(DictionaryValue(uniquing: keys, values))
      } else {
        nil
      }
    case .reference, .macro, .invalid: nil
    }
  }

  private static func constants(_ parts: [ConfigExpression]) -> [Value]? {
    var values: [Value] = []
    for part in parts {
      guard let value = part.constant else { return nil }
      values.append(value)
    }
    return values
  }

  /// Every reference and macro in the value, from left to right.
  func visitNames(_ visit: (ConfigExpression) -> Void) {
    switch kind {
    case .reference, .macro: visit(self)
    case .list(let parts), .tuple(let parts): for part in parts { part.visitNames(visit) }
    case .dictionary(let entries):
      for entry in entries {
        entry.key.visitNames(visit)
        entry.value.visitNames(visit)
      }
    case .literal, .invalid: return
    }
  }

  /// The part that stands exactly at `range`.
  func part(at range: TextRange) -> ConfigExpression? {
    if range == self.range { return self }
    switch kind {
    case .list(let parts), .tuple(let parts):
      return parts.lazy.compactMap { $0.range.contains(range) ? $0.part(at: range) : nil }.first
    case .dictionary(let entries):
      return entries.lazy.flatMap { [$0.key, $0.value] }
        .compactMap { $0.range.contains(range) ? $0.part(at: range) : nil }.first
    case .reference, .macro, .literal, .invalid: return nil
    }
  }
}

extension Value {
  init(_ literal: PythonLiteral) {
    switch literal {
    case .none: self = .none
    case .boolean(let flag): self = .boolean(flag)
    case .integer(let number):
      if let small = number.value { self = .integer(small) } else { self = .bigInteger(number.text) }
    case .float(let number): self = .double(number)
    case .complex(let real, let imaginary): self = .complex(real: real, imaginary: imaginary)
    case .string(let text): self = .string(text.repaired)
    case .bytes(let bytes): self = .bytes(bytes)
    }
  }
}

extension DictionaryValue {
  /// As Python builds a dictionary: a repeated key keeps its place and takes the later value.
  init(uniquing keys: [Value], _ values: [Value]) {
    self.init()
    var places: [Value: Int] = [:]
    for (key, value) in zip(keys, values) {
      let identity = key.asDictionaryKey
      if let place = places[identity] {
        self.values[place] = value
      } else {
        places[identity] = self.keys.count
        self.keys.append(key)
        self.values.append(value)
      }
    }
  }
}

extension Value {
  /// One value for all keys that Python takes for equal: `1`, `1.0` and `True`.
  fileprivate var asDictionaryKey: Value {
    switch self {
    case .boolean(let flag): .integer(flag ? 1 : 0)
    case .double(let number): Int(exactly: number).map(Value.integer) ?? self
    case .tuple(let elements): .tuple(elements.map(\.asDictionaryKey))
    default: self
    }
  }
}
