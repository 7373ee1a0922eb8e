// Are two Python values equal, the same, or in order, and does one hold the other?

import BigInt
import Configurables
import SourceText

extension PythonInterpreter {
  /// `is`. Numbers and texts may or may not be the same, which is CPython's own affair.
  func areIdentical(
    _ left: PythonObject, _ right: PythonObject, _ range: TextRange, _ frame: PythonFrame
  ) throws -> Bool {
    switch (left, right) {
    case (.none, .none): return true
    case (.bool(let a), .bool(let b)): return a == b
    case (.list(let a), .list(let b)): return a === b
    case (.dictionary(let a), .dictionary(let b)): return a === b
    case (.set(let a), .set(let b)): return a === b
    case (.instance(let a), .instance(let b)): return a === b
    case (.type(let a), .type(let b)): return a === b
    case (.function(let a), .function(let b)): return a === b
    case (.path(let a), .path(let b)) where left.typeName == "type" && right.typeName == "type": return a == b
    case (.type, .path) where right.typeName == "type", (.path, .type) where left.typeName == "type": return false
    case (.foreign(.enumeration(let a)), .foreign(.enumeration(let b))) where a.language == .python: return a == b
    case (.path(let path), .none), (.none, .path(let path)):
      guard PythonNames.isGin(path, "REQUIRED") || left.typeName == "type" || right.typeName == "type" else { break }
      return false
    case (.none, _) where right.isKnown, (_, .none) where left.isKnown, (.bool, _) where right.isKnown,
      (_, .bool) where left.isKnown:
      return false
    case (.foreign, .none), (.none, .foreign), (.native, .none), (.none, .native), (.iterator, .none),
      (.none, .iterator),
      (.config, .none), (.none, .config):
      return false
    case (.int, .string), (.string, .int), (.string, .list), (.list, .string), (.int, .list), (.list, .int),
      (.float, .string), (.string, .float), (.float, .int), (.int, .float):
      return false
    default: break
    }
    if case .notEvaluated(let reason, _) = unfollowed(left, right, at: range, frame), EvaluationWords.isOutside(reason)
    {
      throw unfollowed(left, right, at: range, frame)
    }
    throw giveUp(EvaluationWords.pythonIdentity, range, frame.module)
  }

  func areEqual(
    _ left: PythonObject, _ right: PythonObject, _ range: TextRange, _ frame: PythonFrame
  ) throws -> Bool {
    try step()
    switch (number(left), number(right)) {
    case (.none, .none): return true
    case (.int(let a), .int(let b)): return a == b
    case (.big(let a), .big(let b)): return a == b
    case (.float(let a), .float(let b)): return a == b
    case (.int(let a), .float(let b)), (.float(let b), .int(let a)): return Int(exactly: b) == a
    case (.big(let a), .float(let b)), (.float(let b), .big(let a)): return BigInt(exactly: b) == a
    case (.string(let a), .string(let b)):
      guard a.utf8.count == b.utf8.count else { return false }
      try work(bytes: a.utf8.count / 8)
      return a.utf8.elementsEqual(b.utf8)
    case (.list(let a), .list(let b)):
      if a === b {
        try work(items: a.items.count)
        if !holdsNaN(left) { return true }
      }
      return try deeper { try areEqual(a.items, b.items, range, frame) }
    case (.tuple(let a), .tuple(let b)): return try deeper { try areEqual(a.items, b.items, range, frame) }
    case (.dictionary(let a), .dictionary(let b)):
      // A counter takes what it does not have for none of it, and two ordered tables have to be in one order.
      for table in [a, b] where table.kind?.name == .counter {
        throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
      }
      guard a.count == b.count else { return false }
      try work(items: a.count * 64)
      if a.kind?.name == .ordered, b.kind?.name == .ordered, try !areEqual(a.keys, b.keys, range, frame) {
        return false
      }
      for (key, value) in zip(a.keys, a.values) {
        guard let other = b[try self.key(key, range, frame)] else { return false }
        guard try deeper({ try areSame(value, other, range, frame) }) else { return false }
      }
      return true
    case (.set(let a), .set(let b)):
      try work(items: (a.items.count + b.items.count) * 64)
      return a.items.count == b.items.count && Set(a.identities) == Set(b.identities)
    case (.range(let a, let b, let c), .range(let x, let y, let z)):
      let count = Self.count(a, b, c)
      guard count == Self.count(x, y, z) else { return false }
      return count == 0 || a == x && (count == 1 || c == z)
    case (.type(let a), .type(let b)): return a === b
    case (.function(let a), .function(let b)): return a === b
    case (.path, .path) where left.typeName == "type" && right.typeName == "type":
      return try areIdentical(left, right, range, frame)
    // The members of an enum are equal to themselves alone.
    case (.foreign(.enumeration(let a)), .foreign(.enumeration(let b))) where a.language == .python: return a == b
    case (.instance, _), (_, .instance): return try areInstancesEqual(left, right, range, frame)
    case (.foreign, .none), (.none, .foreign): return false
    default:
      guard left.isKnown, right.isKnown else { throw unfollowed(left, right, at: range, frame) }
      switch (left, right) {
      case (.view, _), (_, .view), (.bound, _), (_, .bound), (.method, _), (_, .method), (.exception, _),
        (_, .exception):
        throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
      default: return false
      }
    }
  }

  private func areInstancesEqual(
    _ left: PythonObject, _ right: PythonObject, _ range: TextRange, _ frame: PythonFrame
  ) throws -> Bool {
    if let answer = try special("__eq__", left, [right], range, frame) { return try isTrue(answer, range, frame) }
    if let answer = try special("__eq__", right, [left], range, frame) { return try isTrue(answer, range, frame) }
    guard case .instance(let a) = left, case .instance(let b) = right else {
      guard left.isKnown, right.isKnown else { throw unfollowed(left, right, at: range, frame) }
      return false
    }
    if a.type === b.type, let first = comparable(a), let second = comparable(b) {
      return try areEqual(first, second, range, frame)
    }
    return a === b
  }

  /// Elements of containers are the same or equal, which only NaN tells apart.
  private func areSame(
    _ left: PythonObject, _ right: PythonObject, _ range: TextRange, _ frame: PythonFrame
  ) throws -> Bool {
    if holdsNaN(left), holdsNaN(right) { throw giveUp(EvaluationWords.pythonIdentity, range, frame.module) }
    return try areEqual(left, right, range, frame)
  }

  private func holdsNaN(_ object: PythonObject) -> Bool {
    switch object {
    case .float(let number): number.isNaN
    case .list(let list): list.items.contains { if case .float(let number) = $0 { number.isNaN } else { false } }
    default: false
    }
  }

  private func areEqual(
    _ left: [PythonObject], _ right: [PythonObject], _ range: TextRange, _ frame: PythonFrame
  ) throws -> Bool {
    guard left.count == right.count else { return false }
    for (a, b) in zip(left, right) {
      guard try areSame(a, b, range, frame) else { return false }
    }
    return true
  }

  /// A comparison inside one, within the bounds of the stack.
  private func deeper<Result>(_ body: () throws -> Result) throws -> Result { try execution.outside(body) }

  func isOrdered(
    _ binary: BinaryOperator, _ left: PythonObject, _ right: PythonObject, _ range: TextRange, _ frame: PythonFrame
  ) throws -> Bool {
    func compare<T: Comparable>(_ a: T, _ b: T) -> Bool {
      switch binary {
      case .less: a < b
      case .lessOrEqual: a <= b
      case .greater: a > b
      default: a >= b
      }
    }
    switch (number(left), number(right)) {
    case (.dictionary(let a), .dictionary(let b)) where a.kind != nil || b.kind != nil:
      throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
    case (.int(let a), .int(let b)): return compare(a, b)
    case (.float(let a), .float(let b)): return compare(a, b)
    case (.int(let a), .float(let b)) where a.magnitude <= 1 << 53: return compare(Double(a), b)
    case (.float(let a), .int(let b)) where b.magnitude <= 1 << 53: return compare(a, Double(b))
    case (.int, .big), (.big, .int), (.big, .big), (.int, .float), (.float, .int), (.big, .float), (.float, .big):
      return try areBigOrdered(left, right, compare, compare)
    case (.string(let a), .string(let b)):
      // By code points, which Swift's own order is not.
      try work(bytes: min(a.utf8.count, b.utf8.count))
      let precedes = a.unicodeScalars.lexicographicallyPrecedes(b.unicodeScalars)
      let order = precedes ? -1 : b.unicodeScalars.lexicographicallyPrecedes(a.unicodeScalars) ? 1 : 0
      return compare(order, 0)
    case (.list(let a), .list(let b)):
      return try deeper { try areOrdered(binary, a.items, b.items, compare, range, frame) }
    case (.tuple(let a), .tuple(let b)):
      return try deeper { try areOrdered(binary, a.items, b.items, compare, range, frame) }
    case (.set(let a), .set(let b)):
      try work(items: (a.items.count + b.items.count) * 64)
      let (first, second) = (Set(a.identities), Set(b.identities))
      switch binary {
      case .less: return first.isStrictSubset(of: second)
      case .lessOrEqual: return first.isSubset(of: second)
      case .greater: return first.isStrictSuperset(of: second)
      default: return first.isSuperset(of: second)
      }
    default: break
    }
    let (method, mirrored) =
      switch binary {
      case .less: ("__lt__", "__gt__")
      case .lessOrEqual: ("__le__", "__ge__")
      case .greater: ("__gt__", "__lt__")
      default: ("__ge__", "__le__")
      }
    if let answer = try special(method, left, [right], range, frame) { return try isTrue(answer, range, frame) }
    if let answer = try special(mirrored, right, [left], range, frame) { return try isTrue(answer, range, frame) }
    if case .instance(let a) = left, case .instance(let b) = right, a.type === b.type,
      a.type.order.lazy.compactMap(\.dataclass).first?.isOrdered == true, let first = comparable(a),
      let second = comparable(b)
    {
      return try isOrdered(binary, first, second, range, frame)
    }
    guard left.isKnown, right.isKnown else { throw unfollowed(left, right, at: range, frame) }
    if case .view = left { throw giveUp(EvaluationWords.pythonExpression, range, frame.module) }
    throw raise(
      "TypeError",
      "'\(binary.pythonSpelling)' not supported between instances of '\(left.typeName)' and '\(right.typeName)'", range,
      frame.module)
  }

  private func areBigOrdered(
    _ left: PythonObject, _ right: PythonObject, _ compare: (BigInt, BigInt) -> Bool,
    _ compareDoubles: (Double, Double) -> Bool
  ) throws -> Bool {
    func whole(_ object: PythonObject) -> BigInt? {
      switch number(object) {
      case .int(let number): BigInt(number)
      case .big(let number): number
      case .float(let number): BigInt(exactly: number)
      default: nil
      }
    }
    if let a = whole(left), let b = whole(right) { return compare(a, b) }
    // A float that is no integer: beyond its neighbours below, an order by value is an order by doubles.
    func approximate(_ object: PythonObject) -> Double {
      switch number(object) {
      case .int(let number): Double(number)
      case .big(let number): Self.double(number)
      case .float(let number): number
      default: 0
      }
    }
    return compareDoubles(approximate(left), approximate(right))
  }

  private func areOrdered(
    _ binary: BinaryOperator, _ left: [PythonObject], _ right: [PythonObject], _ compare: (Int, Int) -> Bool,
    _ range: TextRange, _ frame: PythonFrame
  ) throws -> Bool {
    for (a, b) in zip(left, right) where try !areSame(a, b, range, frame) {
      return try isOrdered(binary, a, b, range, frame)
    }
    return compare(left.count, right.count)
  }

  /// A set that is looked for in a set stands for its frozen copy.
  func setKey(_ element: PythonObject, _ range: TextRange, _ frame: PythonFrame) throws -> PythonKey {
    guard case .set(let set) = element, !set.isFrozen else { return try key(element, range, frame) }
    let frozen = PythonSet(isFrozen: true)
    for item in set.items { frozen.insert(try key(item, range, frame)) }
    return try key(.set(frozen), range, frame)
  }

  func contains(
    _ container: PythonObject, _ element: PythonObject, _ range: TextRange, _ frame: PythonFrame
  ) throws -> Bool {
    switch container {
    case .string(let text):
      guard case .string(let part) = element else {
        guard element.isKnown else { throw giveUp(EvaluationWords.pythonExpression, range, frame.module) }
        throw raise(
          "TypeError", "'in <string>' requires string as left operand, not \(element.typeName)", range, frame.module)
      }
      try work(bytes: text.utf8.count / 2)
      return PythonStrings.find(part, in: text) != nil
    case .dictionary(let dictionary): return dictionary[try key(element, range, frame)] != nil
    case .set(let set): return set.contains(try setKey(element, range, frame))
    case .view(let view) where view.kind == .keys: return view.dictionary[try key(element, range, frame)] != nil
    case .range(let start, let stop, let step):
      guard case .int(let number) = number(element) else { break }
      let count = Self.count(start, stop, step)
      guard count > 0, (step > 0 ? number >= start : number <= start) else { return false }
      let (distance, overflows) = number.subtractingReportingOverflow(start)
      guard !overflows else { break }
      return distance % step == 0 && distance / step < count
    case .none, .bool, .int, .big, .float:
      throw raise("TypeError", "argument of type '\(container.typeName)' is not iterable", range, frame.module)
    case .instance:
      if let answer = try special("__contains__", container, [element], range, frame) {
        return try isTrue(answer, range, frame)
      }
    default: break
    }
    let iterator = try iterator(over: container, range, frame)
    while let item = try iterator.next() {
      if try areSame(item, element, range, frame) { return true }
    }
    return false
  }
}
