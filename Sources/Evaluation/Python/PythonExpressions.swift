// What is the value of a Python expression?

import Configurables
import PythonText
import SourceText

extension PythonInterpreter {
  func evaluate(_ expression: Expression, _ frame: PythonFrame) throws -> PythonObject {
    let range = expression.range
    switch expression.kind {
    case .none: return .none
    case .boolean(let flag): return .bool(flag)
    case .integer(let text):
      guard let number = PythonInteger(literal: text)?.value else {
        throw giveUp(EvaluationWords.bigInteger, range, frame.module)
      }
      return .int(number)
    case .floating(let text):
      guard let number = Double(text) else { throw giveUp(EvaluationWords.pythonExpression, range, frame.module) }
      return .float(number)
    case .string(let text): return .string(text)
    case .interpolation(let parts): return .string(try interpolated(parts, range, frame))
    case .name(let name): return try value(of: name, range, frame)
    case .member(let base?, let name, _): return try member(name, of: try evaluate(base, frame), range, frame)
    case .call(let callee, let arguments): return try call(callee, arguments, range, frame)
    case .index(let base, let arguments): return try index(try evaluate(base, frame), arguments, range, frame)
    case .unary(let unary, let operand): return try self.unary(unary, try evaluate(operand, frame), range, frame)
    case .binary(.and, let left, let right):
      let first = try evaluate(left, frame)
      return try isTrue(first, left.range, frame) ? try evaluate(right, frame) : first
    case .binary(.or, let left, let right):
      let first = try evaluate(left, frame)
      return try isTrue(first, left.range, frame) ? first : try evaluate(right, frame)
    case .binary(let binary, let left, let right):
      return try self.binary(binary, try evaluate(left, frame), try evaluate(right, frame), range, frame)
    case .comparisons(let first, let rest):
      var left = try evaluate(first, frame)
      for step in rest {
        let right = try evaluate(step.right, frame)
        let answer = try binary(step.comparison, left, right, range, frame)
        guard try isTrue(answer, range, frame) else { return answer }
        left = right
      }
      return .bool(true)
    case .conditional(let condition, let then, let otherwise):
      return try evaluate(try isTrue(try evaluate(condition, frame), condition.range, frame) ? then : otherwise, frame)
    case .list(let items): return .list(PythonList(try evaluated(items, frame)))
    case .tuple(let items): return .tuple(try evaluated(items.map(\.value), frame))
    case .dictionary(let elements): return try dictionary(elements, frame)
    case .closure(let function): return .function(try makeFunction(function, frame.module, enclosing: frame))
    case .comprehension(let kind, let element, let value, let clauses):
      return try comprehension(kind, element, value, clauses, range, frame)
    case .namedValue(let name, let value):
      let value = try evaluate(value, frame)
      frame.variables[name] = value
      return value
    case .unsupported(let reason): throw giveUp(reason, range, frame.module)
    default: throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
    }
  }

  private func evaluated(_ expressions: [Expression], _ frame: PythonFrame) throws -> [PythonObject] {
    try execution.charge(expressions.count * 24)
    return try expressions.map { try evaluate($0, frame) }
  }

  private func dictionary(
    _ elements: [Expression.DictionaryElement], _ frame: PythonFrame
  ) throws -> PythonObject {
    let dictionary = PythonDictionary()
    for element in elements {
      guard case .pair(let key, let value) = element else {
        throw EvaluationStop.notEvaluated(reason: EvaluationWords.pythonExpression, at: nil)
      }
      try execution.charge(64)
      dictionary.set(
        try self.key(try evaluate(key, frame), key.range, frame), try evaluate(value, frame))
    }
    return .dictionary(dictionary)
  }

  /// - Throws: what Python raises for a key that can not be hashed.
  func key(_ object: PythonObject, _ range: TextRange, _ frame: PythonFrame) throws -> PythonKey {
    func identity(_ object: PythonObject) -> Value? {
      switch object {
      case .bool(let flag): .integer(flag ? 1 : 0)
      case .float(let number): Int(exactly: number).map(Value.integer) ?? .double(number)
      case .tuple(let items):
        items.reduce(Optional([Value]())) { all, item in identity(item).flatMap { part in all.map { $0 + [part] } } }
          .map(Value.tuple)
      case .none, .int, .string, .foreign: object.value
      default: nil
      }
    }
    guard let found = identity(object) else {
      throw raise("TypeError", "unhashable type: '\(object.typeName)'", range, frame.module)
    }
    return PythonKey(object: object, identity: found)
  }

  private func interpolated(
    _ parts: [Expression.InterpolationPart], _ range: TextRange, _ frame: PythonFrame
  ) throws -> String {
    var result = ""
    for part in parts {
      switch part.content {
      case .text(let text): result += text
      case .value(let expression, let conversion, let format):
        guard format == nil else { throw giveUp(EvaluationWords.pythonFormat, range, frame.module) }
        let value = try evaluate(expression, frame)
        result += conversion == "r" ? try repr(of: value, range, frame) : try text(of: value, range, frame)
      }
    }
    try execution.charge(result.utf8.count)
    return result
  }

  // MARK: Comprehensions

  private func comprehension(
    _ kind: Expression.ComprehensionKind, _ element: Expression, _ value: Expression?,
    _ clauses: [Expression.ComprehensionClause], _ range: TextRange, _ frame: PythonFrame
  ) throws -> PythonObject {
    var names: Set<String> = []
    for case .loop(let pattern, _) in clauses { PythonNames.collect(pattern, &names) }
    let inner = PythonFrame(frame.module, own: names, parent: frame)
    var items: [PythonObject] = []
    let dictionary = PythonDictionary()
    func loop(_ rest: ArraySlice<Expression.ComprehensionClause>) throws {
      guard let clause = rest.first else {
        try step()
        try execution.charge(24)
        if let value {
          let key = try self.key(try evaluate(element, inner), range, inner)
          dictionary.set(key, try evaluate(value, inner))
        } else {
          items.append(try evaluate(element, inner))
        }
        return
      }
      switch clause {
      case .condition(let condition):
        guard try isTrue(try evaluate(condition, inner), condition.range, inner) else { return }
        try loop(rest.dropFirst())
      case .loop(let pattern, let sequence):
        // The first sequence is worked out in the scope around the comprehension.
        let scope = rest.startIndex == 0 ? frame : inner
        for item in try elements(of: try evaluate(sequence, scope), sequence.range, frame) {
          try step()
          try assign(item, to: pattern, inner, range)
          try loop(rest.dropFirst())
        }
      }
    }
    try loop(clauses[...])
    switch kind {
    // What a generator gives is taken at once: nothing that is modelled can tell.
    case .list, .generator: return .list(PythonList(items))
    case .dictionary: return .dictionary(dictionary)
    case .set: throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
    }
  }

  // MARK: Elements

  func elements(of object: PythonObject, _ range: TextRange, _ frame: PythonFrame) throws -> [PythonObject] {
    switch object {
    case .list(let list): return list.items
    case .tuple(let items): return items
    case .dictionary(let dictionary): return dictionary.keys
    case .string(let text): return text.unicodeScalars.map { .string(String($0)) }
    case .range(let start, let stop, let step):
      let count = Self.count(start, stop, step)
      try execution.charge(count.multipliedReportingOverflow(by: 24).overflow ? Int.max : count * 24)
      return (0..<count).map { .int(start &+ $0 &* step) }
    case .foreign, .path, .function, .method: throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
    default: throw raise("TypeError", "'\(object.typeName)' object is not iterable", range, frame.module)
    }
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

  private func index(
    _ base: PythonObject, _ arguments: [Expression.Argument], _ range: TextRange, _ frame: PythonFrame
  ) throws -> PythonObject {
    guard arguments.count == 1, let argument = arguments.first?.value else {
      throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
    }
    if case .slice(let start, let stop, let step) = argument.kind {
      return try slice(base, start, stop, step, range, frame)
    }
    let place = try evaluate(argument, frame)
    if case .dictionary(let dictionary) = base {
      let key = try key(place, argument.range, frame)
      guard let found = dictionary[key] else {
        throw raise("KeyError", try repr(of: place, range, frame), range, frame.module)
      }
      return found
    }
    let number: Int
    switch place {
    case .int(let value): number = value
    case .bool(let flag): number = flag ? 1 : 0
    default: throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
    }
    let items = try subscriptable(base, range, frame)
    let found = number < 0 ? number + items.count : number
    guard items.indices.contains(found) else {
      let name = if case .string = base { "string" } else { base.typeName }
      let words = base.typeName == "range" ? "range object index out of range" : "\(name) index out of range"
      throw raise("IndexError", words, range, frame.module)
    }
    return items[found]
  }

  private func subscriptable(
    _ object: PythonObject, _ range: TextRange, _ frame: PythonFrame
  ) throws -> [PythonObject] {
    switch object {
    case .list, .tuple, .string, .range: return try elements(of: object, range, frame)
    case .none, .bool, .int, .float:
      throw raise("TypeError", "'\(object.typeName)' object is not subscriptable", range, frame.module)
    default: throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
    }
  }

  private func slice(
    _ base: PythonObject, _ start: Expression?, _ stop: Expression?, _ step: Expression?, _ range: TextRange,
    _ frame: PythonFrame
  ) throws -> PythonObject {
    func bound(_ expression: Expression?) throws -> Int? {
      guard let expression else { return nil }
      switch try evaluate(expression, frame) {
      case .none: return nil
      case .int(let number): return number
      default: throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
      }
    }
    let items = try subscriptable(base, range, frame)
    let count = items.count
    let step = try bound(step) ?? 1
    guard step != 0 else { throw raise("ValueError", "slice step cannot be zero", range, frame.module) }
    // As `slice.indices` of CPython clamps them.
    func clamped(_ index: Int?, _ whole: Int) -> Int {
      guard var index else { return whole }
      if index < 0 { index = index < -count ? -1 - count : index + count }
      return step > 0 ? min(max(index, 0), count) : min(max(index, -1), count - 1)
    }
    let first = clamped(try bound(start), step > 0 ? 0 : count - 1)
    let last = clamped(try bound(stop), step > 0 ? count : -1)
    var taken: [PythonObject] = []
    var place = first
    while step > 0 ? place < last : place > last {
      taken.append(items[place])
      let (next, overflows) = place.addingReportingOverflow(step)
      if overflows { break }
      place = next
    }
    try execution.charge(taken.count * 24)
    switch base {
    case .list, .range: return .list(PythonList(taken))
    case .tuple: return .tuple(taken)
    case .string:
      return .string(taken.map { if case .string(let text) = $0 { text } else { "" } }.joined())
    default: throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
    }
  }

  // MARK: Truth and text

  func isTrue(_ object: PythonObject, _ range: TextRange, _ frame: PythonFrame) throws -> Bool {
    switch object {
    case .none: return false
    case .bool(let flag): return flag
    case .int(let number): return number != 0
    case .float(let number): return number != 0
    case .string(let text): return !text.isEmpty
    case .list(let list): return !list.items.isEmpty
    case .tuple(let items): return !items.isEmpty
    case .dictionary(let dictionary): return !dictionary.keys.isEmpty
    case .range(let start, let stop, let step): return Self.count(start, stop, step) > 0
    case .config(.sentinel): throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
    case .function, .path, .method, .config: return true
    case .foreign: throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
    }
  }

  func repr(of object: PythonObject, _ range: TextRange, _ frame: PythonFrame) throws -> String {
    guard let value = object.value else { throw giveUp(EvaluationWords.pythonExpression, range, frame.module) }
    return value.text
  }

  func text(of object: PythonObject, _ range: TextRange, _ frame: PythonFrame) throws -> String {
    if case .string(let text) = object { return text }
    return try repr(of: object, range, frame)
  }
}
