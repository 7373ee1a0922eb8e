// What do Python's builtin functions and types give when they are called?

import BigInt
import Configurables
import Foundation
import PythonText
import SourceText

extension PythonInterpreter {
  func builtin(_ call: PythonCall) throws -> PythonObject {
    let (range, frame) = (call.range, call.frame)
    func unknown() -> EvaluationStop { giveUp(EvaluationWords.pythonCall(call.name), call) }
    if call.keywords.isEmpty {
      if let result = try plainBuiltin(call) {
        if case .iterator = result { try execution.charge(PythonBytes.iterator) }
        return result
      }
    } else if let result = try keywordBuiltin(call) {
      return result
    }
    switch (call.name, call.count) {
    case ("isinstance", 2): return .bool(try isInstance(call[0], call[1], call))
    case ("issubclass", 2):
      guard case .type(let type) = call[0], case .type(let base) = call[1] else { throw unknown() }
      return .bool(type.isKind(of: base))
    case ("type", 1): return try type(of: call[0], call)
    case ("callable", 1):
      switch call[0] {
      case .function, .bound, .method, .native, .type: return .bool(true)
      case .path(let path) where call[0].typeName == "type" || PythonNames.functions.contains(path): return .bool(true)
      case .path(let path) where path.hasPrefix("math."): return .bool(true)
      case .foreign(.reference(let reference)) where reference.form == .function: return .bool(true)
      case .instance(let instance):
        guard !instance.type.isOpen || instance.type.function("__call__") != nil else { throw unknown() }
        return .bool(instance.type.has("__call__"))
      default:
        guard call[0].isKnown else { throw unknown() }
        return .bool(false)
      }
    case ("getattr", 2...3), ("hasattr", 2):
      guard case .string(let name) = call[1] else { throw unknown() }
      do {
        let value =
          try call.name == "getattr" && call.count == 2
          ? member(name, of: call[0], range, frame)
          : whileCatching(.missingNames) { try member(name, of: call[0], range, frame) }
        return call.name == "getattr" ? value : .bool(true)
      } catch {
        guard case EvaluationStop.raised(let raised) = error, let exception = exception(of: raised),
          isException(exception.type, "AttributeError"), call.name == "hasattr" || call.count == 3
        else { throw error }
        return call.name == "hasattr" ? .bool(false) : call[2]
      }
    case ("setattr", 3):
      guard case .string(let name) = call[1], case .instance(let instance) = call[0] else { throw unknown() }
      try set(name, of: instance, to: call[2], range, frame)
      return .none
    case ("super", _): return try ancestor(call)
    case ("vars", 1): return try member("__dict__", of: call[0], range, frame)
    case ("object", 0):
      return .instance(PythonInstance(PythonClass(name: "object", qualifiedName: "object", module: frame.module)))
    case ("print", _): return .none
    case ("property", 1), ("staticmethod", 1), ("classmethod", 1): throw unknown()
    default: throw unknown()
    }
  }

  /// Builtins that take their arguments by place.
  private func plainBuiltin(_ call: PythonCall) throws -> PythonObject? {
    let (range, frame) = (call.range, call.frame)
    func items(_ place: Int) throws -> [PythonObject] { try elements(of: call[place], range, frame) }
    switch (call.name, call.count) {
    case ("len", 1): return .int(try count(of: call[0], call))
    case ("range", 1...3): return try makeRange(call)
    case ("abs", 1): return try absolute(call[0], call)
    case ("sum", 1), ("sum", 2): return try sum(call)
    case ("any", 1), ("all", 1):
      let iterator = try unorderedIterator(over: call[0], range, frame)
      while let item = try iterator.next() {
        try step()
        if try isTrue(item, range, frame) == (call.name == "any") { return .bool(call.name == "any") }
      }
      return .bool(call.name == "all")
    case ("list", 0): return .list(PythonList([]))
    case ("list", 1): return .list(PythonList(try charged(try items(0))))
    case ("tuple", 0): return .tuple([])
    case ("tuple", 1): return .tuple(PythonTuple(try charged(try items(0))))
    case ("set", 0), ("frozenset", 0): return .set(PythonSet(isFrozen: call.name == "frozenset"))
    case ("set", 1), ("frozenset", 1):
      let set = PythonSet(isFrozen: call.name == "frozenset")
      for item in try unorderedElements(of: call[0], range, frame) { try insert(item, into: set, range, frame) }
      return .set(set)
    case ("reversed", 1): return try reversed(call)
    case ("zip", _): return try zipped(call)
    case ("map", 2...): return try mapped(call)
    case ("filter", 2):
      let iterator = try iterator(over: call[1], range, frame)
      return .iterator(
        PythonIterator("filter", over: call.positional) {
          while let item = try iterator.next() {
            try self.step()
            let answer: PythonObject
            if case .none = call[0] {
              answer = item
            } else {
              answer = try self.call(call[0], [item], [:], range, frame)
            }
            if try self.isTrue(answer, range, frame) { return item }
          }
          return nil
        })
    case ("iter", 1):
      if case .set(let set) = call[0], set.items.count > 1 {
        throw giveUp(EvaluationWords.unordered("set"), call)
      }
      return .iterator(try iterator(over: call[0], range, frame))
    case ("next", 1), ("next", 2):
      guard case .iterator(let iterator) = call[0] else {
        guard call[0].isKnown else { return nil }
        throw raise("TypeError", "'\(call[0].typeName)' object is not an iterator", call)
      }
      if let item = try iterator.next() { return item }
      guard call.count == 2 else { throw raise("StopIteration", "", call) }
      return call[1]
    case ("bool", 0): return .bool(false)
    case ("bool", 1): return .bool(try isTrue(call[0], range, frame))
    case ("str", 0): return .string("")
    case ("str", 1): return try charged(try text(of: call[0], range, frame))
    case ("repr", 1): return try charged(try repr(of: call[0], range, frame))
    case ("format", 1): return .string(try formatted(call[0], "", range, frame))
    case ("format", 2):
      guard case .string(let specification) = call[1] else { return nil }
      return .string(try formatted(call[0], specification, range, frame))
    case ("float", 0): return .float(0)
    case ("float", 1): return try makeFloat(call)
    case ("int", 0): return .int(0)
    case ("int", 1), ("int", 2): return try makeInt(call)
    case ("pow", 2): return try binary(.power, call[0], call[1], range, frame)
    case ("divmod", 2):
      switch (number(call[0]), number(call[1])) {
      case (.int, .int), (.int, .big), (.big, .int), (.big, .big):
        return .tuple([
          try binary(.floorDivide, call[0], call[1], range, frame),
          try binary(.remainder, call[0], call[1], range, frame),
        ])
      case (.int, .float), (.float, .int), (.float, .float), (.big, .float), (.float, .big):
        let (a, b) = (try double(call[0], range, frame), try double(call[1], range, frame))
        guard b != 0 else { throw raise("ZeroDivisionError", "float divmod()", call) }
        let (quotient, rest) = Self.floorDivided(a, b)
        return .tuple([.float(quotient), .float(rest)])
      default: return nil
      }
    case ("ord", 1), ("chr", 1), ("hex", 1), ("bin", 1), ("oct", 1): return try codePoint(call)
    case ("hash", 1):
      if case .int(let number) = call[0], number >= 0, number < (1 << 61) - 1 { return call[0] }
      return nil
    default: return try keywordBuiltin(call)
    }
  }

  /// Builtins that take arguments by name.
  private func keywordBuiltin(_ call: PythonCall) throws -> PythonObject? {
    let (range, frame) = (call.range, call.frame)
    let names = Set(call.keywords.pairs.map(\.name))
    switch (call.name, call.count) {
    case ("min", 1...), ("max", 1...):
      guard names.isSubset(of: ["key", "default"]) else { return nil }
      return try extreme(call)
    case ("sorted", 1):
      guard names.isSubset(of: ["key", "reverse"]) else { return nil }
      return .list(PythonList(try sorted(try unorderedElements(of: call[0], range, frame), call)))
    case ("enumerate", 1...2):
      guard names.isSubset(of: ["start"]) else { return nil }
      guard case .int(var place) = number(call.argument(1, "start") ?? .int(0)) else { return nil }
      let iterator = try iterator(over: call[0], range, frame)
      return .iterator(
        PythonIterator("enumerate", over: call.positional) {
          guard let item = try iterator.next() else { return nil }
          try self.execution.charge(PythonBytes.container + 2 * PythonBytes.place)
          defer { place &+= 1 }
          return .tuple([.int(place), item])
        })
    case ("dict", 0...1): return .dictionary(try table(nil, call))
    case ("round", 1...2):
      guard names.isSubset(of: ["ndigits"]) else { return nil }
      return try rounded(call)
    case ("sum", 1) where names == ["start"]:
      var call = call
      call.positional.append(call.keywords["start"] ?? .int(0))
      call.keywords = [:]
      return try sum(call)
    case ("zip", _) where names == ["strict"]:
      guard case .bool(false)? = call.keywords["strict"] else { return nil }
      return try zipped(call)
    case ("print", _): return PythonObject.none
    default: return nil
    }
  }

  func charged(_ items: [PythonObject]) throws -> [PythonObject] {
    try execution.charge(PythonBytes.container + items.count * PythonBytes.place)
    try work(items: items.count)
    return items
  }

  func unorderedIterator(
    over object: PythonObject, _ range: TextRange, _ frame: PythonFrame
  ) throws -> PythonIterator {
    if case .set(let set) = object { return replay(set.items, "set_iterator") }
    return try iterator(over: object, range, frame)
  }

  private func count(of object: PythonObject, _ call: PythonCall) throws -> Int {
    switch object {
    case .range(let start, let stop, let step): return Self.count(start, stop, step)
    case .string(let text):
      if !PythonStrings.isASCII(text) { try work(bytes: text.utf8.count) }
      return PythonStrings.count(text)
    case .list(let list): return list.items.count
    case .tuple(let items): return items.count
    case .dictionary(let table): return table.count
    case .view(let view): return view.dictionary.count
    case .set(let set): return set.items.count
    case .instance:
      if case .int(let count)? = try special("__len__", object, [], call.range, call.frame) { return count }
    case .iterator(let iterator):
      throw raise("TypeError", "object of type '\(iterator.typeName)' has no len()", call)
    default: break
    }
    guard object.isKnown else { throw giveUp(EvaluationWords.pythonCall("len"), call) }
    throw raise("TypeError", "object of type '\(object.typeName)' has no len()", call)
  }

  private func makeRange(_ call: PythonCall) throws -> PythonObject {
    let numbers = try call.positional.map { argument -> Int in
      switch number(argument) {
      case .int(let value): return value
      case .big: throw giveUp(EvaluationWords.bigInteger, call)
      default:
        guard argument.isKnown else { throw giveUp(EvaluationWords.pythonCall("range"), call) }
        throw raise("TypeError", "'\(argument.typeName)' object cannot be interpreted as an integer", call)
      }
    }
    try execution.charge(2 * PythonBytes.place)
    let step = numbers.count == 3 ? numbers[2] : 1
    guard step != 0 else { throw raise("ValueError", "range() arg 3 must not be zero", call) }
    return numbers.count == 1
      ? .range(start: 0, stop: numbers[0], step: 1) : .range(start: numbers[0], stop: numbers[1], step: step)
  }

  private func absolute(_ object: PythonObject, _ call: PythonCall) throws -> PythonObject {
    switch number(object) {
    case .int(let value): return PythonObject(BigInt(value.magnitude))
    case .big(let value): return try charged(BigInt(value.magnitude))
    case .float(let value): return .float(abs(value))
    default:
      guard object.isKnown else { throw giveUp(EvaluationWords.pythonCall("abs"), call) }
      if let result = try special("__abs__", object, [], call.range, call.frame) { return result }
      throw raise("TypeError", "bad operand type for abs(): '\(object.typeName)'", call)
    }
  }

  private func sum(_ call: PythonCall) throws -> PythonObject {
    let (range, frame) = (call.range, call.frame)
    var total = call.count == 2 ? call[1] : .int(0)
    if case .string = total { throw raise("TypeError", "sum() can't sum strings [use ''.join(seq) instead]", call) }
    var compensation = 0.0
    var compensated = 0.0
    var floats = 0
    let iterator = try iterator(over: call[0], range, frame)
    while let item = try iterator.next() {
      try step()
      let next = try binary(.add, total, item, range, frame)
      if case .float(let plain) = next {
        let before = floats == 0 ? try double(total, range, frame) : compensated
        let addend = try double(item, range, frame)
        let sum = before + addend
        compensation += abs(before) >= abs(addend) ? (before - sum) + addend : (addend - sum) + before
        compensated = sum
        floats += 1
        total = .float(plain)
      } else {
        total = next
      }
    }
    // From 3.12 on CPython adds floats with less error. Where the two differ, the version decides.
    if case .float(let plain) = total, floats > 0, compensated + compensation != plain, plain.isFinite {
      throw giveUp(
        EvaluationWords.pythonSum(PythonRepr.text(of: plain), PythonRepr.text(of: compensated + compensation)), call)
    }
    return total
  }

  private func extreme(_ call: PythonCall) throws -> PythonObject {
    let (range, frame) = (call.range, call.frame)
    let isSequence = call.count == 1
    let items: PythonIterator
    // Which of equal elements wins shows the order.
    if isSequence {
      if case .set = call[0], call.keywords["key"] == nil {
        items = try unorderedIterator(over: call[0], range, frame)
      } else {
        items = try iterator(over: call[0], range, frame)
      }
    } else {
      items = replay(call.positional, "tuple_iterator")
    }
    func rank(_ item: PythonObject) throws -> PythonObject {
      guard let function = call.keywords["key"] else { return item }
      if case .none = function { return item }
      return try self.call(function, [item], [:], range, frame)
    }
    guard var best = try items.next() else {
      if let initial = call.keywords["default"] { return initial }
      throw raise("ValueError", "\(call.name)() arg is an empty sequence", call)
    }
    var highest = try rank(best)
    while let item = try items.next() {
      try step()
      let next = try rank(item)
      if try isOrdered(call.name == "min" ? .less : .greater, next, highest, range, frame) {
        (best, highest) = (item, next)
      }
    }
    return best
  }

  /// Stable in both directions, as Python's is.
  func sorted(_ items: [PythonObject], _ call: PythonCall) throws -> [PythonObject] {
    let (range, frame) = (call.range, call.frame)
    let isReversed = try call.keywords["reverse"].map { try isTrue($0, range, frame) } ?? false
    var ranks = items
    if let function = call.keywords["key"], !function.isNone {
      ranks = try items.map { try self.call(function, [$0], [:], range, frame) }
    }
    for case .float(let number) in ranks where number.isNaN {
      throw giveUp(EvaluationWords.pythonExpression, call)
    }
    if ranks.count < 64 {
      let places = try insertionSorted(isReversed ? ranks.reversed() : ranks, range, frame)
      let count = items.count
      return try charged(isReversed ? places.reversed().map { items[count - 1 - $0] } : places.map { items[$0] })
    }
    // Only the comparisons that CPython makes may fail, and it makes at least one for each neighbour.
    for (first, second) in zip(ranks, ranks.dropFirst()) { _ = try isOrdered(.less, second, first, range, frame) }
    let places = try items.indices.sorted { first, second in
      try step()
      let (a, b) = isReversed ? (second, first) : (first, second)
      if try isOrdered(.less, ranks[a], ranks[b], range, frame) { return true }
      if try isOrdered(.less, ranks[b], ranks[a], range, frame) { return false }
      return first < second
    }
    return try charged(places.map { items[$0] })
  }

  /// With the comparisons that CPython makes, in its order: any of them may fail (`count_run`, `binarysort`).
  private func insertionSorted(_ ranks: [PythonObject], _ range: TextRange, _ frame: PythonFrame) throws -> [Int] {
    func isLess(_ first: Int, _ second: Int) throws -> Bool {
      try step()
      return try isOrdered(.less, ranks[first], ranks[second], range, frame)
    }
    var places = Array(ranks.indices)
    guard places.count > 1 else { return places }
    var run = 2
    let isDescending = try isLess(1, 0)
    while run < places.count, try isLess(run, run - 1) == isDescending { run += 1 }
    if isDescending { places[..<run].reverse() }
    for start in run..<places.count {
      let pivot = places[start]
      var (left, right) = (0, start)
      while left < right {
        let middle = left + (right - left) / 2
        if try isLess(pivot, places[middle]) { right = middle } else { left = middle + 1 }
      }
      places.remove(at: start)
      places.insert(pivot, at: left)
    }
    return places
  }

  private func reversed(_ call: PythonCall) throws -> PythonObject {
    switch call[0] {
    case .list, .tuple, .string, .range, .dictionary:
      return .iterator(
        replay(try charged(try elements(of: call[0], call.range, call.frame)).reversed(), "reversed"))
    case .view: throw giveUp(EvaluationWords.pythonCall("reversed"), call)
    default:
      guard call[0].isKnown, !isInstance(call[0]) else { throw giveUp(EvaluationWords.pythonCall("reversed"), call) }
      throw raise("TypeError", "'\(call[0].typeName)' object is not reversible", call)
    }
  }

  private func isInstance(_ object: PythonObject) -> Bool { if case .instance = object { true } else { false } }

  private func zipped(_ call: PythonCall) throws -> PythonObject {
    let columns = try call.positional.enumerated().map { place, object in
      switch object {
      case .none, .bool, .int, .big, .float:
        throw raise("TypeError", "'\(object.typeName)' object is not iterable", call)
      default: return try iterator(over: object, call.range, call.frame)
      }
    }
    return .iterator(
      PythonIterator("zip", over: call.positional) {
        guard !columns.isEmpty else { return nil }
        try self.execution.charge(PythonBytes.container + columns.count * PythonBytes.place)
        try self.work(items: columns.count * 16)
        var row: [PythonObject] = []
        for column in columns {
          guard let item = try column.next() else { return nil }
          row.append(item)
        }
        return .tuple(PythonTuple(row))
      })
  }

  private func mapped(_ call: PythonCall) throws -> PythonObject {
    let columns = try call.positional.dropFirst().map { try iterator(over: $0, call.range, call.frame) }
    return .iterator(
      PythonIterator("map", over: call.positional) {
        var row: [PythonObject] = []
        for column in columns {
          guard let item = try column.next() else { return nil }
          row.append(item)
        }
        try self.step()
        return try self.call(call[0], row, [:], call.range, call.frame)
      })
  }

  private func isPair(_ object: PythonObject) -> Bool {
    switch object {
    case .tuple(let tuple): tuple.count == 2
    case .list(let list): list.items.count == 2
    default: false
    }
  }

  /// `dict(x)` and `table.update(x)`.
  func update(_ table: PythonDictionary, from object: PythonObject, _ call: PythonCall) throws {
    let (range, frame) = (call.range, call.frame)
    if case .dictionary(let other) = object {
      for (key, value) in zip(other.keys, other.values) { try set(key, to: value, in: table, range, frame) }
      return
    }
    for (place, pair) in try elements(of: object, range, frame).enumerated() {
      let parts: [PythonObject]
      switch pair {
      // What an ordered table says of it is something else.
      case _ where table.kind?.name == .ordered && !isPair(pair): throw giveUp(EvaluationWords.pythonExpression, call)
      case .tuple, .list, .string: parts = try elements(of: pair, range, frame)
      case .none, .bool, .int, .float:
        throw raise(
          "TypeError", "cannot convert dictionary update sequence element #\(place) to a sequence", call)
      default: throw giveUp(EvaluationWords.pythonExpression, call)
      }
      guard parts.count == 2 else {
        throw raise(
          "ValueError", "dictionary update sequence element #\(place) has length \(parts.count); 2 is required", call)
      }
      try set(parts[0], to: parts[1], in: table, range, frame)
    }
  }
}

extension PythonObject {
  var isNone: Bool { if case .none = self { true } else { false } }
}
