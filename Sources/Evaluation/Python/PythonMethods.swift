// What do the methods of lists, tables, sets and numbers do?

import BigInt
import Configurables
import Foundation
import SourceText

enum PythonMethods {
  private static let byType: [String: Set<String>] = [
    "str": [
      "upper", "lower", "title", "capitalize", "swapcase", "casefold", "split", "rsplit", "splitlines", "partition",
      "rpartition", "strip", "lstrip", "rstrip", "find", "rfind", "index", "rindex", "count", "ljust", "rjust",
      "center",
      "zfill", "isdigit", "isdecimal", "isnumeric", "isalpha", "isalnum", "isspace", "isupper", "islower",
      "isidentifier",
      "isascii", "join", "replace", "startswith", "endswith", "removeprefix", "removesuffix", "format",
    ],
    "list": [
      "append", "extend", "insert", "pop", "remove", "clear", "sort", "reverse", "copy", "index", "count",
    ],
    "tuple": ["index", "count"],
    "dict": [
      "keys", "values", "items", "get", "pop", "popitem", "setdefault", "update", "clear", "copy", "fromkeys",
    ],
    "set": [
      "add", "remove", "discard", "clear", "copy", "union", "intersection", "difference", "symmetric_difference",
      "issubset", "issuperset", "isdisjoint", "update", "pop",
    ],
    "int": ["bit_length", "bit_count", "conjugate", "is_integer"],
    "float": ["is_integer", "hex", "conjugate"],
    "range": ["index", "count"],
  ]

  private static let kinds: [PythonTableKind.Name: Set<String>] = [
    .counter: ["most_common"], .ordered: ["move_to_end"],
  ]

  /// Those that these types have and that are not followed.
  static let unknown: Set<String> = [
    "encode", "translate", "maketrans", "expandtabs", "istitle", "isprintable", "format_map", "to_bytes", "from_bytes",
    "as_integer_ratio", "fromhex", "intersection_update", "difference_update", "symmetric_difference_update",
  ]

  static func names(of object: PythonObject) -> Set<String> {
    switch object {
    case .bool: byType["int"] ?? []
    case .set: byType["set"] ?? []
    case .tuple: byType["tuple"] ?? []
    case .dictionary(let table): (byType["dict"] ?? []).union(table.kind.map { kinds[$0.name] ?? [] } ?? [])
    default: byType[object.typeName] ?? []
    }
  }
}

extension PythonInterpreter {
  func method(of base: PythonObject, _ call: PythonCall) throws -> PythonObject {
    if PythonNames.changing.contains(call.name) { try change(base, call.range, call.frame) }
    switch base {
    case .string(let text): return try method(of: text, call)
    case .list(let list): return try method(of: list, call)
    case .dictionary(let table):
      if let kind = table.kind, let result = try method(ofKind: kind, table, call) { return result }
      return try method(of: table, call)
    case .set(let set): return try method(of: set, call)
    case .tuple(let items):
      if let record = items.record, let result = try method(of: items, record, call) { return result }
      guard call.keywords.isEmpty else { break }
      return try search(items.items, "tuple", call)
    case .range:
      guard call.keywords.isEmpty else { break }
      return try search(try elements(of: base, call.range, call.frame), "range", call)
    case .int, .bool, .big, .float: if let result = numberMethod(base, call) { return result }
    default: break
    }
    throw giveUp(EvaluationWords.pythonArguments(call.name), call)
  }

  private func numberMethod(_ base: PythonObject, _ call: PythonCall) -> PythonObject? {
    guard call.count == 0, call.keywords.isEmpty else { return nil }
    switch (number(base), call.name) {
    case (.int(let number), "bit_length"): return .int(Int.bitWidth - number.magnitude.leadingZeroBitCount)
    case (.big(let number), "bit_length"): return .int(number.magnitude.bitWidth)
    case (.float(let number), "is_integer"): return .bool(number.isFinite && number == number.rounded())
    case (let plain, "conjugate"): return plain
    default: return nil
    }
  }

  // MARK: Lists

  private func method(of list: PythonList, _ call: PythonCall) throws -> PythonObject {
    let (range, frame) = (call.range, call.frame)
    if call.name == "sort", call.count == 0, Set(call.keywords.pairs.map(\.name)).isSubset(of: ["key", "reverse"]) {
      list.items = try sorted(list.items, call)
      return .none
    }
    guard call.keywords.isEmpty else { throw giveUp(EvaluationWords.pythonArguments(call.name), call) }
    switch (call.name, call.count) {
    case ("append", 1):
      try execution.charge(PythonBytes.element)
      list.items.append(call[0])
      list.hold([call[0]])
      return .none
    case ("extend", 1):
      let more = try charged(try elements(of: call[0], range, frame))
      list.items += more
      list.hold(more)
      return .none
    case ("insert", 2):
      guard case .int(let place) = number(call[0]) else { break }
      let count = list.items.count
      try execution.charge(PythonBytes.element)
      try work(items: count)
      list.hold(call[1])
      list.items.insert(call[1], at: min(max(place < 0 ? max(place, -count) + count : place, 0), count))
      return .none
    case ("pop", 0...1):
      guard case .int(let place) = number(call.count == 0 ? .int(-1) : call[0]) else { break }
      guard !list.items.isEmpty else { throw raise("IndexError", "pop from empty list", call) }
      let found = place < 0 ? place + list.items.count : place
      guard list.items.indices.contains(found) else { throw raise("IndexError", "pop index out of range", call) }
      try work(items: list.items.count - found)
      return list.items.remove(at: found)
    case ("remove", 1):
      for (place, item) in list.items.enumerated() where try areEqual(item, call[0], range, frame) {
        try work(items: list.items.count)
        list.items.remove(at: place)
        return .none
      }
      throw raise("ValueError", "list.remove(x): x not in list", call)
    case ("clear", 0):
      list.items = []
      return .none
    case ("reverse", 0):
      try work(items: list.items.count)
      list.items.reverse()
      return .none
    case ("copy", 0): return .list(PythonList(try charged(list.items)))
    default: return try search(list.items, "list", call)
    }
    throw giveUp(EvaluationWords.pythonArguments(call.name), call)
  }

  private func search(_ items: [PythonObject], _ name: String, _ call: PythonCall) throws -> PythonObject {
    switch (call.name, call.count) {
    case ("index", 1):
      for (place, item) in items.enumerated() where try areEqual(item, call[0], call.range, call.frame) {
        return .int(place)
      }
      switch name {
      case "list": throw raise("ValueError", try repr(of: call[0], call.range, call.frame) + " is not in list", call)
      case "tuple": throw raise("ValueError", "tuple.index(x): x not in tuple", call)
      default: break
      }
    case ("count", 1):
      return .int(try items.filter { try areEqual($0, call[0], call.range, call.frame) }.count)
    default: break
    }
    throw giveUp(EvaluationWords.pythonArguments(call.name), call)
  }

  // MARK: Tables

  private func method(of table: PythonDictionary, _ call: PythonCall) throws -> PythonObject {
    let (range, frame) = (call.range, call.frame)
    if call.name == "update", call.count <= 1 {
      if call.count == 1 { try update(table, from: call[0], call) }
      for (name, value) in call.keywords.pairs { table.set(try key(.string(name), range, frame), value) }
      return .none
    }
    guard call.keywords.isEmpty else { throw giveUp(EvaluationWords.pythonArguments(call.name), call) }
    switch (call.name, call.count) {
    case ("keys", 0): return .view(PythonView(kind: .keys, dictionary: table))
    case ("values", 0): return .view(PythonView(kind: .values, dictionary: table))
    case ("items", 0): return .view(PythonView(kind: .items, dictionary: table))
    case ("get", 1...2): return table[try key(call[0], range, frame)] ?? (call.count == 2 ? call[1] : .none)
    // CPython does not hash what it need not look for.
    case ("pop", 2) where table.count == 0: return call[1]
    case ("pop", 1) where table.count == 0: throw try raise(missing: call[0], range, frame)
    case ("pop", 1...2):
      if let value = table.remove(try key(call[0], range, frame)) { return value }
      guard call.count == 2 else { throw try raise(missing: call[0], range, frame) }
      return call[1]
    case ("setdefault", 1...2):
      let key = try key(call[0], range, frame)
      if let value = table[key] { return value }
      try chargeEntry(key)
      let value = call.count == 2 ? call[1] : PythonObject.none
      table.set(key, value)
      return value
    case ("popitem", 0):
      guard let last = table.lastKey else {
        throw try stop(
          raising: PythonException(
            type: .path("KeyError"), args: [.string("popitem(): dictionary is empty")]), range, frame)
      }
      let value = table.remove(try key(last, range, frame)) ?? .none
      return .tuple([last, value])
    case ("clear", 0):
      table.removeAll()
      return .none
    case ("copy", 0):
      try execution.charge(PythonBytes.container + table.count * PythonBytes.entry)
      try work(items: table.count * 16)
      return .dictionary(table.copy())
    default: throw giveUp(EvaluationWords.pythonArguments(call.name), call)
    }
  }

  // MARK: Sets

  private func method(of set: PythonSet, _ call: PythonCall) throws -> PythonObject {
    let (range, frame) = (call.range, call.frame)
    guard call.keywords.isEmpty else { throw giveUp(EvaluationWords.pythonArguments(call.name), call) }
    func other(_ place: Int) throws -> PythonSet {
      if case .set(let set) = call[place] { return set }
      let made = PythonSet(isFrozen: false)
      for item in try unorderedElements(of: call[place], range, frame) {
        try execution.charge(PythonBytes.entry)
        made.insert(try key(item, range, frame))
      }
      return made
    }
    switch (call.name, call.count) {
    case ("copy", 0): return .set(try union(set, [], range, frame))
    case ("union", _): return .set(try union(set, call.positional, range, frame))
    case ("intersection", 1): return .set(try filtered(set, by: try other(0), isIn: true, range, frame))
    case ("difference", 1): return .set(try filtered(set, by: try other(0), isIn: false, range, frame))
    case ("symmetric_difference", 1):
      return try binary(.bitXor, .set(set), .set(try other(0)), range, frame)
    case ("issubset", 1): return .bool(try isOrdered(.lessOrEqual, .set(set), .set(try other(0)), range, frame))
    case ("issuperset", 1): return .bool(try isOrdered(.greaterOrEqual, .set(set), .set(try other(0)), range, frame))
    case ("isdisjoint", 1): return .bool(try filtered(set, by: try other(0), isIn: true, range, frame).items.isEmpty)
    default: break
    }
    guard !set.isFrozen else { throw giveUp(EvaluationWords.pythonArguments(call.name), call) }
    switch (call.name, call.count) {
    case ("add", 1):
      try insert(call[0], into: set, range, frame)
      return .none
    case ("discard", 1):
      _ = set.remove(try setKey(call[0], range, frame))
      return .none
    case ("remove", 1):
      guard set.remove(try setKey(call[0], range, frame)) else { throw try raise(missing: call[0], range, frame) }
      return .none
    case ("clear", 0):
      for item in set.items { _ = set.remove(try key(item, range, frame)) }
      return .none
    case ("update", _):
      for place in call.positional.indices {
        for item in try other(place).items {
          try execution.charge(PythonBytes.entry)
          set.insert(try key(item, range, frame))
        }
      }
      return .none
    default: throw giveUp(EvaluationWords.pythonArguments(call.name), call)
    }
  }
}
