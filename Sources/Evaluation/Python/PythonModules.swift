// What do the modules of the standard library give that need no more than the interpreter itself?

import Configurables
import SourceText

extension PythonInterpreter {
  // MARK: functools

  func functools(_ call: PythonCall) throws -> PythonObject {
    let (range, frame) = (call.range, call.frame)
    switch (call.name, call.count) {
    case ("partial", 1...):
      let function = call[0]
      let (given, named) = (Array(call.positional.dropFirst()), call.keywords)
      try execution.charge(PythonBytes.function)
      return .native(
        PythonNative("functools.partial", holding: call.positional) { later in
          var keywords = named
          for (name, value) in later.keywords.pairs { keywords.set(name, value) }
          return try self.call(function, given + later.positional, keywords, later.range, later.frame)
        })
    case ("reduce", 2), ("reduce", 3):
      guard call.keywords.isEmpty else { break }
      switch call[1] {
      case .none, .bool, .int, .big, .float:
        throw raise("TypeError", "reduce() arg 2 must support iteration", call)
      default: break
      }
      let iterator = try iterator(over: call[1], range, frame)
      var total: PythonObject
      if call.count == 3 {
        total = call[2]
      } else {
        guard let first = try iterator.next() else {
          throw raise("TypeError", "reduce() of empty iterable with no initial value", call)
        }
        total = first
      }
      while let item = try iterator.next() {
        try step()
        total = try self.call(call[0], [total, item], [:], range, frame)
      }
      return total
    // What they keep between calls changes no value.
    case ("lru_cache", 1), ("cache", 1), ("wraps", 1):
      if call.name == "wraps" || !isCallable(call[0]) { return .native(PythonNative("function") { $0[0] }) }
      return call[0]
    case ("lru_cache", 0): return .native(PythonNative("function") { $0[0] })
    default: break
    }
    throw giveUp(EvaluationWords.pythonCall("functools." + call.name), call)
  }

  private func isCallable(_ object: PythonObject) -> Bool {
    switch object {
    case .function, .bound, .native, .type: true
    default: false
    }
  }

  // MARK: itertools

  func itertools(_ call: PythonCall) throws -> PythonObject {
    let (range, frame) = (call.range, call.frame)
    func iterator(_ place: Int) throws -> PythonIterator { try self.iterator(over: call[place], range, frame) }
    switch (call.name, call.count) {
    case ("count", 0...2) where call.keywords.isEmpty:
      var next = call.count > 0 ? call[0] : .int(0)
      let stride = call.count > 1 ? call[1] : .int(1)
      return .iterator(
        PythonIterator("itertools.count") {
          let current = next
          next = try self.binary(.add, current, stride, range, frame)
          return current
        })
    case ("repeat", 1...2) where call.keywords.isEmpty:
      var left = Int.max
      if call.count == 2 {
        guard case .int(let count) = call[1] else { break }
        left = count
      }
      return .iterator(
        PythonIterator("itertools.repeat") {
          guard left > 0 else { return nil }
          left -= 1
          return call[0]
        })
    case ("chain", _) where call.keywords.isEmpty:
      var place = 0
      var current: PythonIterator?
      return .iterator(
        PythonIterator("itertools.chain", over: call.positional) {
          while place < call.count || current != nil {
            if current == nil {
              current = try iterator(place)
              place += 1
            }
            if let item = try current?.next() { return item }
            current = nil
          }
          return nil
        })
    case ("islice", 2...4) where call.keywords.isEmpty: return try sliced(call)
    case ("accumulate", 1...2) where call.keywords.isEmpty:
      let source = try iterator(0)
      var total: PythonObject?
      return .iterator(
        PythonIterator("itertools.accumulate", over: call.positional) {
          guard let item = try source.next() else { return nil }
          if let sum = total {
            total =
              call.count == 2
              ? try self.call(call[1], [sum, item], [:], range, frame)
              : try self.binary(.add, sum, item, range, frame)
          } else {
            total = item
          }
          return total
        })
    case ("cycle", 1):
      let items = try elements(of: call[0], range, frame)
      var place = 0
      return .iterator(
        PythonIterator("itertools.cycle") {
          guard !items.isEmpty else { return nil }
          defer { place += 1 }
          return items[place % items.count]
        })
    case ("product", _), ("combinations", 2), ("permutations", 1...2):
      return try combined(call)
    case ("takewhile", 2), ("dropwhile", 2):
      let source = try iterator(1)
      var isOver = false
      let isTaking = call.name == "takewhile"
      return .iterator(
        PythonIterator("itertools." + call.name, over: call.positional) {
          while !(isTaking && isOver), let item = try source.next() {
            if isOver { return item }
            if try self.isTrue(try self.call(call[0], [item], [:], range, frame), range, frame) == isTaking {
              return isTaking
                ? item
                : {
                  isOver = true; return item
                }()
            }
            if isTaking { isOver = true }
          }
          return nil
        })
    case ("zip_longest", _) where Set(call.keywords.pairs.map(\.name)).isSubset(of: ["fillvalue"]):
      let columns = try call.positional.map { try elements(of: $0, range, frame) }
      let fill = call.keywords["fillvalue"] ?? .none
      let count = columns.map(\.count).max() ?? 0
      try execution.charge(count * (PythonBytes.container + columns.count * PythonBytes.place))
      let rows = (0..<count).map { place in
        PythonObject.tuple(PythonTuple(columns.map { $0.indices.contains(place) ? $0[place] : fill }))
      }
      return .iterator(replay(rows, "itertools.zip_longest"))
    default: break
    }
    throw giveUp(EvaluationWords.pythonCall("itertools." + call.name), call)
  }

  private func sliced(_ call: PythonCall) throws -> PythonObject {
    let source = try iterator(over: call[0], call.range, call.frame)
    let numbers = try call.positional.dropFirst().map { argument -> Int? in
      switch argument {
      case .none: return nil
      case .int(let number) where number >= 0: return number
      default: throw giveUp(EvaluationWords.pythonCall("itertools.islice"), call)
      }
    }
    let start = numbers.count == 1 ? 0 : numbers[0] ?? 0
    let stop = (numbers.count == 1 ? numbers[0] : numbers[1]) ?? Int.max
    let stride = max(numbers.count == 3 ? numbers[2] ?? 1 : 1, 1)
    var place = 0
    var next = start
    return .iterator(
      PythonIterator("itertools.islice", over: call.positional) {
        while next < stop, let item = try source.next() {
          try self.step()
          defer { place += 1 }
          if place == next {
            next = next.addingReportingOverflow(stride).partialValue
            return item
          }
        }
        return nil
      })
  }

  private func combined(_ call: PythonCall) throws -> PythonObject {
    func pool(_ place: Int) throws -> [PythonObject] { try elements(of: call[place], call.range, call.frame) }
    var rows: [[PythonObject]] = [[]]
    func grow(_ extended: (_ row: [PythonObject]) -> [[PythonObject]]) throws {
      var next: [[PythonObject]] = []
      for row in rows {
        let more = extended(row)
        try execution.charge(more.count * (PythonBytes.container + row.count * PythonBytes.place))
        next += more
      }
      rows = next
    }
    switch call.name {
    case "product":
      var pools = try call.positional.indices.map { try pool($0) }
      if let times = call.keywords["repeat"] {
        guard case .int(let count) = times, (0...16).contains(count), call.keywords.count == 1 else {
          throw giveUp(EvaluationWords.pythonCall("itertools.product"), call)
        }
        pools = Array(repeating: pools, count: count).flatMap { $0 }
      }
      for items in pools { try grow { row in items.map { row + [$0] } } }
      return .iterator(replay(rows.map { .tuple(PythonTuple($0)) }, "itertools.product"))
    default:
      let items = try pool(0)
      var count = items.count
      if call.count == 2 {
        guard case .int(let given) = call[1], given >= 0 else {
          throw giveUp(EvaluationWords.pythonCall("itertools." + call.name), call)
        }
        count = given
      }
      guard count <= 16, call.keywords.isEmpty else {
        throw giveUp(EvaluationWords.pythonCall("itertools." + call.name), call)
      }
      var places: [[Int]] = [[]]
      for _ in 0..<count {
        var next: [[Int]] = []
        for row in places {
          let from = call.name == "combinations" ? (row.last ?? -1) + 1 : 0
          guard from < items.count else { continue }
          let more = (from..<items.count).filter { !row.contains($0) }.map { row + [$0] }
          try execution.charge(more.count * (PythonBytes.container + row.count * PythonBytes.place))
          next += more
        }
        places = next
      }
      return .iterator(
        replay(places.map { row in .tuple(PythonTuple(row.map { items[$0] })) }, "itertools." + call.name))
    }
  }

  // MARK: dataclasses, operator, copy

  func dataclasses(_ call: PythonCall) throws -> PythonObject {
    guard call.count == 1, case .instance(let instance) = call[0],
      instance.type.order.contains(where: { $0.dataclass != nil })
    else { throw giveUp(EvaluationWords.pythonCall("dataclasses." + call.name), call) }
    switch call.name {
    case "replace":
      var keywords = PythonKeywords()
      for field in instance.type.fields where field.isInput {
        keywords.set(field.name, call.keywords[field.name] ?? instance[field.name] ?? .none)
      }
      guard call.keywords.pairs.allSatisfy({ keywords[$0.name] != nil }), !instance.type.isChangedByGin else { break }
      return try construct(
        instance.type,
        PythonCall(name: instance.type.name, positional: [], keywords: keywords, range: call.range, frame: call.frame))
    case "asdict" where call.keywords.isEmpty, "astuple" where call.keywords.isEmpty:
      let table = PythonDictionary()
      var values: [PythonObject] = []
      for field in instance.type.fields {
        let value = instance[field.name] ?? .none
        switch value {
        case .none, .bool, .int, .big, .float, .string: break
        default: throw giveUp(EvaluationWords.pythonCall("dataclasses." + call.name), call)
        }
        values.append(value)
        table.set(try key(.string(field.name), call.range, call.frame), value)
      }
      return call.name == "asdict" ? .dictionary(table) : .tuple(PythonTuple(values))
    default: break
    }
    throw giveUp(EvaluationWords.pythonCall("dataclasses." + call.name), call)
  }

  func operators(_ call: PythonCall) throws -> PythonObject {
    let binaries: [String: BinaryOperator] = [
      "add": .add, "sub": .subtract, "mul": .multiply, "truediv": .divide, "floordiv": .floorDivide, "mod": .remainder,
      "pow": .power, "lt": .less, "le": .lessOrEqual, "gt": .greater, "ge": .greaterOrEqual, "eq": .equal,
      "ne": .notEqual,
    ]
    if let binary = binaries[call.name], call.count == 2 {
      return try self.binary(binary, call[0], call[1], call.range, call.frame)
    }
    switch (call.name, call.count) {
    case ("itemgetter", 1):
      let place = call[0]
      return .native(
        PythonNative("operator.itemgetter") { later in
          try self.item(of: later[0], .value(place, later.range), later.range, later.frame)
        })
    case ("attrgetter", 1):
      guard case .string(let name) = call[0], !name.contains(".") else { break }
      return .native(
        PythonNative("operator.attrgetter") { later in try self.member(name, of: later[0], later.range, later.frame) })
    case ("neg", 1): return try unary(.minus, call[0], call.range, call.frame)
    default: break
    }
    throw giveUp(EvaluationWords.pythonCall("operator." + call.name), call)
  }

  /// Lists and tables are made anew; two names of one list inside become two lists, so such are left alone.
  func copied(_ object: PythonObject, isDeep: Bool, _ call: PythonCall) throws -> PythonObject {
    func part(_ object: PythonObject) throws -> PythonObject {
      isDeep ? try copied(object, isDeep: true, call) : object
    }
    switch object {
    case .none, .bool, .int, .big, .float, .string, .range, .function, .type, .path: return object
    case .list(let list): return .list(PythonList(try charged(try list.items.map(part))))
    case .tuple(let tuple): return .tuple(PythonTuple(try tuple.map(part), tuple.record))
    case .dictionary(let table) where table.kind == nil:
      let copy = PythonDictionary()
      for (key, value) in zip(table.keys, table.values) {
        try execution.charge(PythonBytes.entry)
        copy.set(try self.key(key, call.range, call.frame), try part(value))
      }
      return .dictionary(copy)
    case .set(let set): return .set(try union(set, [], call.range, call.frame))
    default: throw giveUp(EvaluationWords.pythonCall("copy." + call.name), call)
    }
  }
}
