// What does `collections` give? Tables of other classes than `dict`, and tuples whose places have names.
//
// How such a table writes itself differs between versions of Python, so that it has no text; what is in it has.

import Configurables
import SourceText

/// What a table is beside a `dict`.
struct PythonTableKind {
  enum Name: String, CaseIterable { case ordered = "OrderedDict", defaults = "defaultdict", counter = "Counter" }
  let name: Name
  /// What `defaultdict` calls for a key that is missing.
  var factory: PythonObject?

  /// As messages name it.
  var typeName: String { name == .counter ? name.rawValue : "collections." + name.rawValue }
  var path: String { "collections." + name.rawValue }
}

/// What `namedtuple` makes.
final class PythonRecord {
  let name: String
  let fields: [String]
  let defaults: [PythonObject]

  init(_ name: String, _ fields: [String], defaults: [PythonObject]) {
    self.name = name
    self.fields = fields
    self.defaults = defaults
  }
}

extension PythonInterpreter {
  func collections(_ call: PythonCall) throws -> PythonObject {
    switch (call.name, call.count) {
    case ("OrderedDict", 0...1): return .dictionary(try table(.init(name: .ordered), call))
    case ("defaultdict", 0...2):
      var kind = PythonTableKind(name: .defaults)
      var call = call
      if !call.positional.isEmpty {
        let factory = call.positional.removeFirst()
        if !factory.isNone {
          guard try isFactory(factory, call) else {
            throw raise("TypeError", "first argument must be callable or None", call)
          }
          kind.factory = factory
        }
      }
      return .dictionary(try table(kind, call))
    case ("Counter", 0...1):
      guard call.keywords.isEmpty else { break }
      let counts = PythonDictionary(.init(name: .counter))
      try execution.charge(PythonBytes.container)
      if call.count == 0 || call[0].isNone { return .dictionary(counts) }
      if case .dictionary(let other) = call[0] {
        try update(counts, from: .dictionary(other), call)
        return .dictionary(counts)
      }
      let iterator = try iterator(over: call[0], call.range, call.frame)
      while let item = try iterator.next() {
        try step()
        let key = try key(item, call.range, call.frame)
        try chargeEntry(key)
        counts.set(key, try binary(.add, counts[key] ?? .int(0), .int(1), call.range, call.frame))
      }
      return .dictionary(counts)
    case ("namedtuple", 2): return try namedTuple(call)
    default: break
    }
    throw giveUp(EvaluationWords.pythonCall("collections." + call.name), call)
  }

  private func isFactory(_ object: PythonObject, _ call: PythonCall) throws -> Bool {
    switch object {
    case .function, .bound, .method, .native, .type: return true
    case .path where object.typeName == "type": return true
    default:
      guard object.isKnown else { throw giveUp(EvaluationWords.pythonCall("collections.defaultdict"), call) }
      return false
    }
  }

  /// `dict(…)` and what is made as it is.
  func table(_ kind: PythonTableKind?, _ call: PythonCall) throws -> PythonDictionary {
    let table = PythonDictionary(kind)
    try execution.charge(PythonBytes.container)
    if call.count == 1 { try update(table, from: call[0], call) }
    for (name, value) in call.keywords.pairs { try set(.string(name), to: value, in: table, call.range, call.frame) }
    return table
  }

  /// What a table gives for a key that it does not have.
  func missing(
    _ place: PythonObject, _ key: PythonKey, of table: PythonDictionary, _ range: TextRange, _ frame: PythonFrame
  ) throws -> PythonObject {
    switch table.kind?.name {
    case .counter?: return .int(0)
    case .defaults?:
      guard let factory = table.kind?.factory else { break }
      try change(.dictionary(table), range, frame)
      let made = try call(factory, [], [:], range, frame)
      try chargeEntry(key)
      table.set(key, made)
      return made
    case .ordered?, nil: break
    }
    throw try raise(missing: place, range, frame)
  }

  /// `most_common` and `elements` of a counter, `move_to_end` of an ordered table; nil where it is a method of `dict`.
  func method(ofKind kind: PythonTableKind, _ table: PythonDictionary, _ call: PythonCall) throws -> PythonObject? {
    switch (kind.name, call.name, call.count) {
    case (.counter, "most_common", 0...1) where call.keywords.isEmpty:
      let items = try elements(
        of: .view(PythonView(kind: .items, dictionary: table)), call.range, call.frame)
      var limit = items.count
      if call.count == 1, !call[0].isNone {
        guard case .int(let number) = call[0], number >= 0 else { break }
        limit = number
      }
      var sorting = call
      sorting.keywords = [
        "key": .native(
          PythonNative("function") { try self.item(of: $0[0], .value(.int(1), $0.range), $0.range, $0.frame) }),
        "reverse": .bool(true),
      ]
      return .list(PythonList(Array(try sorted(items, sorting).prefix(limit))))
    case (.ordered, "move_to_end", 1) where call.keywords.isEmpty:
      try change(.dictionary(table), call.range, call.frame)
      let key = try key(call[0], call.range, call.frame)
      guard let value = table.remove(key) else { throw try raise(missing: call[0], call.range, call.frame) }
      table.set(key, value)
      return PythonObject.none
    // What these do differs from `dict`.
    case (.counter, "update", _), (.counter, "fromkeys", _), (.counter, "pop", _), (.counter, "setdefault", _),
      (.ordered, "popitem", _), (.ordered, "pop", _):
      break
    default: return nil
    }
    throw giveUp(EvaluationWords.pythonArguments(call.name), call)
  }

  // MARK: namedtuple

  private func namedTuple(_ call: PythonCall) throws -> PythonObject {
    guard case .string(let name) = call[0], call.keywords.pairs.allSatisfy({ $0.name == "defaults" }) else {
      throw giveUp(EvaluationWords.pythonCall("collections.namedtuple"), call)
    }
    let fields: [String]
    switch call[1] {
    case .string(let text):
      fields = text.split { $0 == "," || $0.isWhitespace }.map(String.init)
    case .list, .tuple:
      fields = try elements(of: call[1], call.range, call.frame).map { field in
        guard case .string(let name) = field else {
          throw giveUp(EvaluationWords.pythonCall("collections.namedtuple"), call)
        }
        return name
      }
    default: throw giveUp(EvaluationWords.pythonCall("collections.namedtuple"), call)
    }
    var defaults: [PythonObject] = []
    if let given = call.keywords["defaults"], !given.isNone {
      defaults = try elements(of: given, call.range, call.frame)
    }
    let isPlain = { (name: String) in
      name.utf8.allSatisfy { $0 < 0x80 } && name.first?.isLetter == true
        && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } && !PythonRecord.keywords.contains(name)
    }
    // What CPython refuses, and what it renames.
    guard ([name] + fields).allSatisfy(isPlain), Set(fields).count == fields.count, defaults.count <= fields.count
    else { throw giveUp(EvaluationWords.pythonCall("collections.namedtuple"), call) }
    try execution.charge(PythonBytes.type)
    let record = PythonRecord(name, fields, defaults: defaults)
    return .native(
      PythonNative("type", holding: defaults, record: record) { call in try self.make(record, call) })
  }

  private func make(_ record: PythonRecord, _ call: PythonCall) throws -> PythonObject {
    let optional = record.fields.count - record.defaults.count
    let slots = record.fields.enumerated().map { place, name in
      PythonSignature.Slot(
        parameter: Parameter(name: name, nameRange: call.range),
        initial: place < optional ? nil : record.defaults[place - optional])
    }
    let own = PythonSignature.Slot(parameter: Parameter(name: "_cls", nameRange: call.range))
    var call = call
    call.positional.insert(.none, at: 0)
    let signature = PythonSignature(
      name: record.name + ".__new__", slots: [own] + slots, module: call.frame.module)
    let bound = try bind(signature, call, as: [])
    try execution.charge(PythonBytes.container + bound.count * PythonBytes.place)
    return .tuple(PythonTuple(bound.dropFirst().map(\.value), record))
  }

  /// What a named tuple has beside a tuple.
  func member(
    _ name: String, of tuple: PythonTuple, _ record: PythonRecord, _ range: TextRange, _ frame: PythonFrame
  ) throws -> PythonObject {
    if let place = record.fields.firstIndex(of: name), tuple.items.indices.contains(place) { return tuple[place] }
    switch name {
    case "_fields": return .tuple(PythonTuple(record.fields.map { .string($0) }))
    case "index", "count", "_asdict", "_replace": return .method(.tuple(tuple), name)
    default: break
    }
    guard !name.hasPrefix("_") else {
      throw giveUp(EvaluationWords.unknownMember(name, of: record.name), range, frame.module)
    }
    throw raise("AttributeError", "'\(record.name)' object has no attribute '\(name)'", range, frame.module)
  }

  /// Nil where it is a method of `tuple`.
  func method(of tuple: PythonTuple, _ record: PythonRecord, _ call: PythonCall) throws -> PythonObject? {
    switch (call.name, call.count) {
    case ("_asdict", 0) where call.keywords.isEmpty:
      let table = PythonDictionary()
      for (name, value) in zip(record.fields, tuple.items) {
        try set(.string(name), to: value, in: table, call.range, call.frame)
      }
      return .dictionary(table)
    case ("_replace", 0):
      guard call.keywords.pairs.allSatisfy({ record.fields.contains($0.name) }) else { return nil }
      try execution.charge(PythonBytes.container + tuple.count * PythonBytes.place)
      return .tuple(
        PythonTuple(zip(record.fields, tuple.items).map { call.keywords[$0] ?? $1 }, record))
    default: return nil
    }
  }
}

extension PythonRecord {
  fileprivate static let keywords: Set<String> = [
    "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else", "except",
    "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise",
    "return", "try", "while", "with", "yield", "None", "True", "False",
  ]
}
