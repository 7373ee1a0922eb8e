// What does a value say, with its names looked up? The form of a value that can be resolved.

package import Configurables
import GinSyntax
import PythonText
package import SourceText

package struct ConfigExpression: Sendable {
  package enum Kind: Sendable {
    case literal(Value)
    case list([ConfigExpression])
    case tuple([ConfigExpression])
    case dictionary([(key: ConfigExpression, value: ConfigExpression)])
    case reference(ReferenceMeaning, ReferenceValue.Form)
    case macro(MacroMeaning)
    case invalid
  }

  package let kind: Kind
  package let range: TextRange

  /// Deeper values than this are not resolved; Python's own recursion ends not much later.
  static let depthLimit = 200

  init(_ value: GinValue, _ definitions: ProjectDefinitions) {
    self = definitions.withTables { tables, index in
      let context = tables.context(value.file.importedNames, index)
      return Self.lowered(value.index, value.file, &tables, index, context)
    }
  }

  private init(_ kind: Kind, _ range: TextRange) {
    self.kind = kind
    self.range = range
  }

  /// Reads the nodes themselves, and the names in them by their bytes.
  static func lowered(
    _ place: Int, _ file: GinFile, _ tables: inout LookupTables, _ index: DefinitionIndex,
    _ context: LookupTables.Context?, depth: Int = 0
  ) -> ConfigExpression {
    guard file.nodes.indices.contains(place) else { return ConfigExpression(.invalid, .zero) }
    let node = file.nodes[place]
    let end = min(Int(node.next), file.nodes.count)
    guard depth < depthLimit else { return ConfigExpression(.invalid, node.range) }
    switch node.kind {
    case .reference, .macroUse: return name(place, end, file, &tables, index, context)
    case .list, .tuple, .parenthesised:
      let parts = children(place, end, file, &tables, index, context, depth)
      switch node.kind {
      case .list: return ConfigExpression(.list(parts), node.range)
      case .tuple: return ConfigExpression(.tuple(parts), node.range)
      default: return ConfigExpression(parts.first?.kind ?? .invalid, node.range)
      }
    case .dictionary:
      var entries: [(key: ConfigExpression, value: ConfigExpression)] = []
      var child = place + 1
      while child < end {
        let entry = file.nodes[child]
        if entry.kind == .entry {
          let parts = children(child, min(Int(entry.next), end), file, &tables, index, context, depth)
          if parts.count == 2 { entries.append((parts[0], parts[1])) }
        }
        child = max(child + 1, Int(entry.next))
      }
      return ConfigExpression(.dictionary(entries), node.range)
    default:
      let literal = GinValue(file: file, index: place).literal
      return ConfigExpression(literal.map { .literal(Value($0)) } ?? .invalid, node.range)
    }
  }

  private static func children(
    _ place: Int, _ end: Int, _ file: GinFile, _ tables: inout LookupTables, _ index: DefinitionIndex,
    _ context: LookupTables.Context?, _ depth: Int
  ) -> [ConfigExpression] {
    var parts: [ConfigExpression] = []
    var child = place + 1
    while child < end {
      let node = file.nodes[child]
      if node.kind.isValue { parts.append(lowered(child, file, &tables, index, context, depth: depth + 1)) }
      child = max(child + 1, Int(node.next))
    }
    return parts
  }

  private static func name(
    _ place: Int, _ end: Int, _ file: GinFile, _ tables: inout LookupTables, _ index: DefinitionIndex,
    _ context: LookupTables.Context?
  ) -> ConfigExpression {
    let node = file.nodes[place]
    return file.text.bytes.withUnsafeBufferPointer { bytes in
      var name = UnsafeBufferPointer<UInt8>(rebasing: bytes[0..<0])
      var form = ReferenceValue.Form.function
      for child in file.nodes[min(place + 1, end)..<end] {
        let start = min(Int(child.start), bytes.count)
        let stop = max(start, min(Int(child.end), bytes.count))
        if child.kind == .name { name = UnsafeBufferPointer(rebasing: bytes[start..<stop]) }
        if child.kind == .symbol, start < stop, bytes[start] == UInt8(ascii: "(") { form = .result }
      }
      guard !name.isEmpty else { return ConfigExpression(.invalid, node.range) }
      return node.kind == .macroUse
        ? ConfigExpression(.macro(tables.macro(name, index)), node.range)
        : ConfigExpression(.reference(tables.reference(name, index, in: context), form), node.range)
    }
  }

  /// What names stand in a value, for passes over thousands of values that look into few of them.
  struct Names: OptionSet, Sendable {
    let rawValue: UInt8

    /// A reference whose result is wanted.
    static let call = Names(rawValue: 1)
    static let macro = Names(rawValue: 2)
    /// A name that means nothing known, or several things.
    static let unclear = Names(rawValue: 4)
  }

  var names: Names {
    var names: Names = []
    visitNames { part in
      switch part.kind {
      case .reference(let reference, let form):
        if form == .result { names.insert(.call) }
        switch reference.target {
        case .configurable, .macro, .constant, .singleton: break
        case .ambiguous, .unknown: names.insert(.unclear)
        }
      case .macro(let macro): names.formUnion(macro.constants.count > 1 ? [.macro, .unclear] : .macro)
      case .literal, .list, .tuple, .dictionary, .invalid: break
      }
    }
    return names
  }

  /// The value, where nothing in it has to be looked up or called.
  package var constant: Value? {
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
  package func visitNames(_ visit: (ConfigExpression) -> Void) {
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
