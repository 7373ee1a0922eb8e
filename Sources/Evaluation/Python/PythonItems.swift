// What stands at a place of a container, and what are its elements? Indices, slices, loops.

import BigInt
import Configurables
import SourceText

/// Gives one element after the other; most are used up by it.
final class PythonIterator {
  let typeName: String
  private let ask: () throws -> PythonObject?
  /// What it asks, or hands to what it calls.
  let sources: [PythonObject]
  /// The variables that a generator works with.
  let frame: PythonFrame?
  /// Why it cannot be read any more.
  var lost: PythonUnknown?
  /// Each asks the one inside for its elements, which takes more of the stack than letting go.
  let nesting: Int

  init(
    _ typeName: String, over sources: [PythonObject] = [], in frame: PythonFrame? = nil,
    _ ask: @escaping () throws -> PythonObject?
  ) {
    self.typeName = typeName
    self.sources = sources
    self.frame = frame
    nesting = 4 + sources.nesting
    self.ask = ask
  }

  func next() throws -> PythonObject? {
    if let lost { throw lost.stop }
    return try ask()
  }
}

/// What stands between brackets behind a value.
enum PythonIndex {
  case value(PythonObject, TextRange)
  case slice(start: PythonObject, stop: PythonObject, step: PythonObject)
}

extension PythonInterpreter {
  // MARK: Elements

  /// How Python says that something has no elements.
  enum Iteration { case plain, unpacked }

  func iterator(over object: PythonObject, _ range: TextRange, _ frame: PythonFrame) throws -> PythonIterator {
    switch object {
    case .iterator(let iterator): return iterator
    case .list(let list):
      // As the list is when each element is asked for.
      var place = 0
      return PythonIterator("list_iterator", over: [object]) {
        if let lost = list.lost { throw lost.stop }
        guard place < list.items.count else { return nil }
        place += 1
        return list.items[place - 1]
      }
    case .range(let start, let stop, let step):
      let count = Self.count(start, stop, step)
      var place = 0
      return PythonIterator("range_iterator") {
        guard place < count else { return nil }
        place += 1
        return .int(start &+ (place - 1) &* step)
      }
    case .dictionary(let table): return iterator(over: table, .keys, range, frame)
    case .view(let view): return iterator(over: view.dictionary, view.kind, range, frame)
    case .instance:
      if let made = try special("__iter__", object, [], range, frame) {
        return try iterator(over: made, range, frame)
      }
      fallthrough
    default:
      let items = try elements(of: object, range, frame)
      var place = 0
      return PythonIterator("iterator") {
        guard place < items.count else { return nil }
        place += 1
        return items[place - 1]
      }
    }
  }

  private func iterator(
    over table: PythonDictionary, _ kind: PythonView.Kind, _ range: TextRange, _ frame: PythonFrame
  ) -> PythonIterator {
    let (count, removals) = (table.count, table.removals)
    var place = 0
    return PythonIterator("dict_\(kind.rawValue)iterator", over: [.dictionary(table)]) {
      if let lost = table.lost { throw lost.stop }
      guard table.count == count else {
        guard table.kind?.name != .ordered else {
          throw self.giveUp(EvaluationWords.pythonExpression, range, frame.module)
        }
        throw self.raise("RuntimeError", "dictionary changed size during iteration", range, frame.module)
      }
      // As many as before, and others: which of them come is CPython's own affair.
      guard table.removals == removals else {
        throw self.giveUp(EvaluationWords.pythonExpression, range, frame.module)
      }
      guard let entry = table.entry(from: &place) else { return nil }
      switch kind {
      case .keys: return entry.key
      case .values: return entry.value
      case .items:
        try self.execution.charge(PythonBytes.container + 2 * PythonBytes.place)
        return .tuple([entry.key, entry.value])
      }
    }
  }

  /// - Parameter limit: no more than these are needed.
  func elements(
    of object: PythonObject, _ range: TextRange, _ frame: PythonFrame, upTo limit: Int? = nil,
    spelling: Iteration = .plain
  ) throws -> [PythonObject] {
    switch object {
    case .list(let list): return list.items
    case .tuple(let tuple): return tuple.items
    case .dictionary(let dictionary):
      try execution.charge(dictionary.count * PythonBytes.place)
      try work(items: dictionary.count)
      return dictionary.keys
    case .view(let view):
      try execution.charge(
        view.dictionary.count
          * (view.kind == .items ? PythonBytes.container + 3 * PythonBytes.place : PythonBytes.place))
      try work(items: view.dictionary.count * 8)
      return view.items
    case .string(let text):
      try execution.charge(text.utf8.count * 24)
      try work(bytes: text.utf8.count)
      return text.unicodeScalars.map { .string(String($0)) }
    case .set(let set):
      guard set.items.count < 2 else { throw giveUp(EvaluationWords.unordered(object.typeName), range, frame.module) }
      return set.items
    case .range(let start, let stop, let step):
      let count = min(Self.count(start, stop, step), limit ?? Int.max)
      try execution.charge(count.multipliedReportingOverflow(by: PythonBytes.place).overflow ? Int.max : count * 24)
      return (0..<count).map { .int(start &+ $0 &* step) }
    case .iterator(let iterator):
      var items: [PythonObject] = []
      while limit.map({ items.count < $0 }) ?? true, let item = try iterator.next() {
        try step()
        try execution.charge(PythonBytes.element)
        items.append(item)
      }
      return items
    case .instance where try special("__iter__", object, [], range, frame) != nil:
      return try elements(of: .iterator(try iterator(over: object, range, frame)), range, frame, upTo: limit)
    case .foreign, .unknown, .path, .native, .config, .instance, .exception, .descriptor, .ancestor, .method:
      throw unfollowed(object, at: range, frame)
    default:
      let words =
        spelling == .plain
        ? "'\(object.typeName)' object is not iterable"
        : "Value after * must be an iterable, not \(object.typeName)"
      throw raise("TypeError", words, range, frame.module)
    }
  }

  /// The elements where their order does not matter.
  func unorderedElements(
    of object: PythonObject, _ range: TextRange, _ frame: PythonFrame
  ) throws -> [PythonObject] {
    if case .set(let set) = object { return set.items }
    return try elements(of: object, range, frame)
  }

  static func count(_ start: Int, _ stop: Int, _ step: Int) -> Int {
    if step > 0, start < stop {
      let (distance, overflows) = stop.subtractingReportingOverflow(start)
      return overflows ? Int.max : (distance - 1) / step + 1
    }
    if step < 0, start > stop {
      let (distance, overflows) = start.subtractingReportingOverflow(stop)
      return overflows || step == Int.min ? Int.max : (distance - 1) / -step + 1
    }
    return 0
  }

  // MARK: Places

  func evaluateIndex(_ expression: Expression, _ frame: PythonFrame) throws -> PythonIndex {
    guard case .slice(let start, let stop, let step) = expression.kind else {
      return .value(try evaluate(expression, frame), expression.range)
    }
    return .slice(
      start: try start.map { try evaluate($0, frame) } ?? .none,
      stop: try stop.map { try evaluate($0, frame) } ?? .none,
      step: try step.map { try evaluate($0, frame) } ?? .none)
  }

  func item(
    of base: PythonObject, _ index: PythonIndex, _ range: TextRange, _ frame: PythonFrame
  ) throws -> PythonObject {
    guard case .value(let place, _) = index else { return try slice(base, index, range, frame) }
    switch base {
    case .dictionary(let dictionary):
      let key = try key(place, range, frame)
      return try dictionary[key] ?? missing(place, key, of: dictionary, range, frame)
    case .list(let list): return list.items[try self.place(place, list.items.count, "list", range, frame)]
    case .tuple(let items): return items[try self.place(place, items.count, "tuple", range, frame)]
    case .string(let text):
      if !PythonStrings.isASCII(text) { try work(bytes: text.utf8.count) }
      let place = try self.place(place, PythonStrings.count(text), "string", range, frame)
      return .string(PythonStrings.part(of: text, place..<place + 1))
    case .range(let start, let stop, let step):
      let place = try self.place(place, Self.count(start, stop, step), "range", range, frame)
      return .int(start &+ place &* step)
    case .instance:
      if let found = try special("__getitem__", base, [place], range, frame) { return found }
      throw raise("TypeError", "'\(base.typeName)' object is not subscriptable", range, frame.module)
    case .none, .bool, .int, .big, .float, .set, .function:
      throw raise("TypeError", "'\(base.typeName)' object is not subscriptable", range, frame.module)
    default: throw unfollowed(base, at: range, frame)
    }
  }

  /// A number that counts from the end where it is negative.
  private func place(
    _ object: PythonObject, _ count: Int, _ name: String, _ range: TextRange, _ frame: PythonFrame,
    action: String = ""
  ) throws -> Int {
    let number: Int
    switch object {
    case .int(let value): number = value
    case .bool(let flag): number = flag ? 1 : 0
    case .big:
      throw raise("IndexError", "cannot fit 'int' into an index-sized integer", range, frame.module)
    case .foreign, .instance, .path, .native, .config:
      throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
    default:
      let words =
        name == "string"
        ? "string indices must be integers, not '\(object.typeName)'"
        : "\(name) indices must be integers or slices, not \(object.typeName)"
      throw raise("TypeError", words, range, frame.module)
    }
    let found = number < 0 ? number + count : number
    guard found >= 0, found < count else {
      let words = name == "range" ? "range object index out of range" : "\(name) \(action)index out of range"
      throw raise("IndexError", words, range, frame.module)
    }
    return found
  }

  /// Where a slice begins and ends, as `slice.indices` of CPython clamps them.
  private func bounds(
    _ index: PythonIndex, _ count: Int, _ range: TextRange, _ frame: PythonFrame
  ) throws -> (start: Int, stop: Int, step: Int) {
    guard case .slice(let start, let stop, let step) = index else { return (0, 0, 1) }
    func bound(_ object: PythonObject) throws -> Int? {
      switch object {
      case .none: return nil
      case .int(let number): return number
      case .bool(let flag): return flag ? 1 : 0
      case .big(let number): return number > 0 ? Int.max : Int.min
      case .float, .string, .list, .tuple, .dictionary, .set:
        throw raise(
          "TypeError", "slice indices must be integers or None or have an __index__ method", range, frame.module)
      default: throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
      }
    }
    let stride = try bound(step) ?? 1
    guard stride != 0 else { throw raise("ValueError", "slice step cannot be zero", range, frame.module) }
    func clamped(_ index: Int?, _ whole: Int) -> Int {
      guard var index else { return whole }
      if index < 0 { index = index < -count ? -1 - count : index + count }
      return stride > 0 ? min(max(index, 0), count) : min(max(index, -1), count - 1)
    }
    return (
      clamped(try bound(start), stride > 0 ? 0 : count - 1), clamped(try bound(stop), stride > 0 ? count : -1), stride
    )
  }

  private func places(
    _ index: PythonIndex, _ count: Int, _ range: TextRange, _ frame: PythonFrame
  ) throws -> [Int] {
    let (start, stop, step) = try bounds(index, count, range, frame)
    let taken = Self.count(start, stop, step)
    let (bytes, overflows) = taken.multipliedReportingOverflow(by: 24)
    try execution.charge(overflows ? Int.max : PythonBytes.container + bytes)
    try work(items: taken)
    return (0..<taken).map { start &+ $0 &* step }
  }

  private func slice(
    _ base: PythonObject, _ index: PythonIndex, _ range: TextRange, _ frame: PythonFrame
  ) throws -> PythonObject {
    func taken<Items: RandomAccessCollection>(_ items: Items) throws -> [Items.Element] where Items.Index == Int {
      try places(index, items.count, range, frame).map { items[$0] }
    }
    switch base {
    case .list(let list): return .list(PythonList(try taken(list.items)))
    case .tuple(let tuple): return .tuple(PythonTuple(try taken(tuple.items)))
    case .string(let text):
      try work(bytes: text.utf8.count)
      if PythonStrings.isASCII(text) {
        let bounds = try bounds(index, text.utf8.count, range, frame)
        if bounds.step == 1 {
          let part = bounds.start..<max(bounds.start, bounds.stop)
          try execution.charge(PythonBytes.text(part.count))
          return .string(PythonStrings.part(of: text, part))
        }
      }
      return .string(PythonStrings.string(try taken(Array(text.unicodeScalars))))
    case .range(let start, let stop, let step):
      let bounds = try bounds(index, Self.count(start, stop, step), range, frame)
      return .range(
        start: start &+ bounds.start &* step, stop: start &+ bounds.stop &* step, step: step &* bounds.step)
    case .none, .bool, .int, .big, .float, .set, .function:
      throw raise("TypeError", "'\(base.typeName)' object is not subscriptable", range, frame.module)
    case .dictionary: throw raise("TypeError", "unhashable type: 'slice'", range, frame.module)
    default: break
    }
    throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
  }

  func replay(_ items: [PythonObject], _ typeName: String) -> PythonIterator {
    var place = 0
    return PythonIterator(typeName) {
      guard place < items.count else { return nil }
      place += 1
      return items[place - 1]
    }
  }

  func setItem(
    of object: PythonObject, _ expression: Expression, to value: PythonObject, _ range: TextRange,
    _ frame: PythonFrame
  ) throws {
    try setItem(of: object, try evaluateIndex(expression, frame), to: value, range, frame)
  }

  func setItem(
    of object: PythonObject, _ index: PythonIndex, to value: PythonObject, _ range: TextRange, _ frame: PythonFrame
  ) throws {
    try change(object, range, frame)
    switch (object, index) {
    case (.list(let list), .value(let place, _)):
      list.items[try self.place(place, list.items.count, "list", range, frame, action: "assignment ")] = value
      list.hold(value)
      try checkNesting(of: list, range, frame)
    case (.list(let list), .slice(_, _, let step)):
      guard case .none = step else { throw giveUp(EvaluationWords.pythonStatement, range, frame.module) }
      switch value {
      case .none, .bool, .int, .float, .big:
        throw raise("TypeError", "can only assign an iterable", range, frame.module)
      default: break
      }
      let items = try elements(of: value, range, frame)
      let bounds = try bounds(index, list.items.count, range, frame)
      try execution.charge(items.count * PythonBytes.element)
      list.hold(items)
      try checkNesting(of: list, range, frame)
      try work(items: list.items.count + items.count)
      list.items.replaceSubrange(bounds.start..<max(bounds.start, bounds.stop), with: items)
    case (.dictionary(let dictionary), .value(let place, _)):
      try set(place, to: value, in: dictionary, range, frame)
    case (.instance, .value(let place, _)):
      guard try special("__setitem__", object, [place, value], range, frame) != nil else {
        throw raise("TypeError", "'\(object.typeName)' object does not support item assignment", range, frame.module)
      }
    case (.none, _), (.bool, _), (.int, _), (.big, _), (.float, _), (.string, _), (.tuple, _), (.set, _), (.range, _):
      throw raise("TypeError", "'\(object.typeName)' object does not support item assignment", range, frame.module)
    default: throw giveUp(EvaluationWords.pythonStatement, range, frame.module)
    }
  }

  func deleteItem(
    of object: PythonObject, _ expression: Expression, _ range: TextRange, _ frame: PythonFrame
  ) throws {
    let index = try evaluateIndex(expression, frame)
    try change(object, range, frame)
    switch (object, index) {
    case (.list(let list), .value(let place, _)):
      try work(items: list.items.count)
      list.items.remove(at: try self.place(place, list.items.count, "list", range, frame, action: "assignment "))
    case (.list(let list), .slice):
      let gone = Set(try places(index, list.items.count, range, frame))
      list.items = list.items.indices.filter { !gone.contains($0) }.map { list.items[$0] }
    case (.dictionary(let dictionary), .value(let place, _)):
      guard dictionary.remove(try key(place, range, frame)) != nil else {
        if dictionary.kind?.name == .counter { return }
        throw try raise(missing: place, range, frame)
      }
    case (.none, _), (.bool, _), (.int, _), (.big, _), (.float, _):
      throw raise("TypeError", "'\(object.typeName)' object does not support item deletion", range, frame.module)
    case (.string, .value(.int, _)), (.tuple, .value(.int, _)):
      throw raise("TypeError", "'\(object.typeName)' object doesn't support item deletion", range, frame.module)
    default: throw giveUp(EvaluationWords.pythonStatement, range, frame.module)
    }
  }
}
