// What is the value of a Python expression?

import BigInt
import Configurables
import PythonText
import SourceText

extension PythonInterpreter {
  func evaluate(_ expression: Expression, _ frame: PythonFrame) throws -> PythonObject {
    // Sums of thousands of terms nest as deeply.
    guard Stack.isAbove(execution.run.stackLimit) else {
      return try execution.run.withRoom { try evaluateHere(expression, frame) }
    }
    let value = try evaluateHere(expression, frame)
    if hasLost { try checkKnown(value) }
    return value
  }

  /// - Throws: where the value, or a container in it, is not known.
  func checkKnown(_ value: PythonObject) throws {
    if case .tuple(let items) = value { execution.run.countdown &-= items.count }
    if let lost = value.lost { throw lost.stop }
  }

  private func evaluateHere(_ expression: Expression, _ frame: PythonFrame) throws -> PythonObject {
    let range = expression.range
    switch expression.kind {
    case .none: return .none
    case .boolean(let flag): return .bool(flag)
    case .integer(let text): return try integer(text, range, frame)
    case .floating(let text):
      guard let number = Double(text) else { throw giveUp(EvaluationWords.pythonExpression, range, frame.module) }
      return .float(number)
    case .string(let text): return .string(text)
    case .interpolation(let parts): return .string(try interpolated(parts, range, frame))
    case .name(let name): return try value(of: name, range, frame)
    case .member(let base?, let name, _): return try member(name, of: try evaluate(base, frame), range, frame)
    case .call(let callee, let arguments): return try call(callee, arguments, range, frame)
    case .index(let base, let arguments):
      let object = try evaluate(base, frame)
      guard arguments.count == 1, let argument = arguments.first?.value else {
        throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
      }
      return try item(of: object, try evaluateIndex(argument, frame), range, frame)
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
      var answer = PythonObject.bool(true)
      for step in rest {
        let right = try evaluate(step.right, frame)
        answer = try binary(step.comparison, left, right, range, frame)
        guard try isTrue(answer, range, frame) else { return answer }
        left = right
      }
      return answer
    case .conditional(let condition, let then, let otherwise):
      return try evaluate(try isTrue(try evaluate(condition, frame), condition.range, frame) ? then : otherwise, frame)
    case .list(let items): return .list(PythonList(try evaluated(items, frame)))
    case .tuple(let items): return .tuple(PythonTuple(try evaluated(items.map(\.value), frame)))
    case .set(let items):
      let set = PythonSet(isFrozen: false)
      try execution.charge(items.count * PythonBytes.entry)
      for item in try evaluated(items, frame) { set.insert(try key(item, range, frame)) }
      return .set(set)
    case .dictionary(let elements): return try dictionary(elements, frame)
    case .closure(let function): return .function(try makeFunction(function, frame.module, enclosing: frame))
    case .comprehension(let kind, let element, let value, let clauses):
      return try comprehension(kind, element, value, clauses, range, frame)
    case .namedValue(let name, let value):
      let value = try evaluate(value, frame)
      var scope = frame
      while scope.kind == .comprehension, let parent = scope.parent { scope = parent }
      try store(value, name, scope, range)
      return value
    case .unsupported(let reason): throw giveUp(reason, range, frame.module)
    default: throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
    }
  }

  private func integer(_ text: String, _ range: TextRange, _ frame: PythonFrame) throws -> PythonObject {
    if let number = Int(text) { return .int(number) }
    guard let integer = PythonInteger(literal: text) else {
      throw giveUp(EvaluationWords.bigInteger, range, frame.module)
    }
    if let number = integer.value { return .int(number) }
    guard let number = BigInt(integer.text) else { throw giveUp(EvaluationWords.bigInteger, range, frame.module) }
    return .big(number)
  }

  private func evaluated(_ expressions: [Expression], _ frame: PythonFrame) throws -> [PythonObject] {
    try execution.charge(PythonBytes.container + expressions.count * PythonBytes.place)
    var values: [PythonObject] = []
    values.reserveCapacity(expressions.count)
    for expression in expressions {
      guard case .unpacked(let inner) = expression.kind else {
        values.append(try evaluate(expression, frame))
        continue
      }
      let value = try evaluate(inner, frame)
      if case .none = value { throw giveUp(EvaluationWords.pythonExpression, expression.range, frame.module) }
      let more = try elements(of: value, expression.range, frame, spelling: .unpacked)
      try execution.charge(more.count * PythonBytes.element)
      values += more
    }
    return values
  }

  private func dictionary(
    _ elements: [Expression.DictionaryElement], _ frame: PythonFrame
  ) throws -> PythonObject {
    try execution.charge(PythonBytes.container)
    let dictionary = PythonDictionary()
    // CPython works up to 15 pairs out before it hashes the first key (`compiler_dict`), which decides which of two
    // errors is raised.
    let isShort = elements.count <= 15
    var waiting: [(key: PythonObject, range: TextRange, value: PythonObject)] = []
    func insertWaiting() throws {
      for pair in waiting { dictionary.set(try key(pair.key, pair.range, frame), pair.value) }
      waiting = []
    }
    for element in elements {
      switch element {
      case .pair(let key, let value):
        try execution.charge(PythonBytes.entry)
        let first = try evaluate(key, frame)
        waiting.append((first, key.range, try evaluate(value, frame)))
        if !isShort { try insertWaiting() }
      case .unpacked(let inner):
        try insertWaiting()
        let object = try evaluate(inner, frame)
        guard case .dictionary(let other) = object else {
          guard object.isKnown else { throw giveUp(EvaluationWords.pythonExpression, inner.range, frame.module) }
          throw raise("TypeError", "'\(object.typeName)' object is not a mapping", inner.range, frame.module)
        }
        try execution.charge(PythonBytes.entry * other.count)
        try work(items: other.count * 64)
        for (key, value) in zip(other.keys, other.values) {
          dictionary.set(try self.key(key, inner.range, frame), value)
        }
      }
    }
    try insertWaiting()
    return .dictionary(dictionary)
  }

  /// - Throws: what Python raises for a key that cannot be hashed.
  func key(_ object: PythonObject, _ range: TextRange, _ frame: PythonFrame) throws -> PythonKey {
    switch object {
    case .tuple(let tuple): try work(items: tuple.size * 8)
    case .string(let text): try work(bytes: text.utf8.count / 8)
    default: break
    }
    if let key = PythonKey(object) { return key }
    switch object {
    case .list, .dictionary: break
    case .set(let set) where !set.isFrozen: break
    case .tuple(let items):
      for item in items { _ = try key(item, range, frame) }
      throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
    case .instance(let instance) where !instance.type.mayHave("__hash__") && !instance.type.has("__eq__"):
      if let dataclass = instance.type.order.lazy.compactMap(\.dataclass).first, dataclass.hasEquality,
        !dataclass.isFrozen
      {
        break
      }
      throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
    default: throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
    }
    throw raise("TypeError", "unhashable type: '\(object.typeName)'", range, frame.module)
  }

  private func interpolated(
    _ parts: [Expression.InterpolationPart], _ range: TextRange, _ frame: PythonFrame
  ) throws -> String {
    var result = ""
    for part in parts {
      switch part.content {
      case .text(let text): result += text
      case .value(let expression, let conversion, let format):
        var value = try evaluate(expression, frame)
        switch conversion {
        case "r": value = .string(try repr(of: value, range, frame))
        case "s": value = .string(try text(of: value, range, frame))
        case "a": throw giveUp(EvaluationWords.pythonFormat, range, frame.module)
        default: break
        }
        var specification = ""
        if let format, case .string(let written) = try evaluate(format, frame) { specification = written }
        result += try formatted(value, specification, range, frame)
      }
    }
    try execution.charge(PythonBytes.text(result.utf8.count))
    return result
  }

  // MARK: Comprehensions

  private func comprehension(
    _ kind: Expression.ComprehensionKind, _ element: Expression, _ value: Expression?,
    _ clauses: [Expression.ComprehensionClause], _ range: TextRange, _ frame: PythonFrame
  ) throws -> PythonObject {
    var names = PythonAssignedNames()
    for case .loop(let pattern, _) in clauses { names.collect(pattern) }
    let inner = PythonFrame(frame.module, own: names.own, parent: frame.kind == .classBody ? frame.parent : frame)
    inner.kind = .comprehension
    guard case .loop(_, let sequence)? = clauses.first else {
      throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
    }
    // The first sequence is worked out in the scope around the comprehension.
    let first = try iterator(over: try evaluate(sequence, frame), sequence.range, frame)
    if kind == .generator {
      try execution.charge(PythonBytes.function)
      return .iterator(generator(element, clauses, first, range, inner))
    }
    try execution.charge(PythonBytes.container)
    var items: [PythonObject] = []
    let dictionary = PythonDictionary()
    let set = PythonSet(isFrozen: false)
    try loop(clauses[...], first, range, inner) {
      if let value {
        let key = try evaluate(element, inner)
        let object = try evaluate(value, inner)
        try self.set(key, to: object, in: dictionary, range, inner)
      } else if kind == .set {
        try insert(try evaluate(element, inner), into: set, range, inner)
      } else {
        try execution.charge(PythonBytes.element)
        items.append(try evaluate(element, inner))
      }
    }
    switch kind {
    case .list, .generator: return .list(PythonList(items))
    case .dictionary: return .dictionary(dictionary)
    case .set: return .set(set)
    }
  }

  private func loop(
    _ rest: ArraySlice<Expression.ComprehensionClause>, _ first: PythonIterator?, _ range: TextRange,
    _ frame: PythonFrame, _ body: () throws -> Void
  ) throws {
    guard let clause = rest.first else {
      try step()
      return try body()
    }
    switch clause {
    case .condition(let condition):
      guard try isTrue(try evaluate(condition, frame), condition.range, frame) else { return }
      try loop(rest.dropFirst(), nil, range, frame, body)
    case .loop(let pattern, let sequence):
      let iterator = try first ?? iterator(over: try evaluate(sequence, frame), sequence.range, frame)
      while let item = try iterator.next() {
        try step()
        try assign(item, to: pattern, frame, range)
        try loop(rest.dropFirst(), nil, range, frame, body)
      }
    }
  }

  /// A generator works one element out when it is asked for it.
  private func generator(
    _ element: Expression, _ clauses: [Expression.ComprehensionClause], _ first: PythonIterator, _ range: TextRange,
    _ frame: PythonFrame
  ) -> PythonIterator {
    guard case .loop(let pattern, _)? = clauses.first,
      clauses.count == 1 || clauses.dropFirst().allSatisfy(\.isCondition)
    else {
      guard case .loop(let pattern, _)? = clauses.first else {
        return PythonIterator("generator") { throw self.giveUp(EvaluationWords.pythonExpression, range, frame.module) }
      }
      let body = Self.loops(element, clauses.dropFirst())
      return generator(
        .loop(first, pattern, body, otherwise: [], range), over: [.iterator(first)], frame, range)
    }
    var isOver = false
    return PythonIterator("generator", over: [.iterator(first)], in: frame) {
      guard !isOver else { return nil }
      do {
        next: while let item = try first.next() {
          try self.step()
          try self.assign(item, to: pattern, frame, range)
          for case .condition(let condition) in clauses {
            guard try self.isTrue(try self.evaluate(condition, frame), condition.range, frame) else { continue next }
          }
          return try self.evaluate(element, frame)
        }
        return nil
      } catch EvaluationStop.raised(let raised) {
        // What has raised an error gives nothing more.
        isOver = true
        throw raised.type == "StopIteration"
          ? self.raise("RuntimeError", "generator raised StopIteration", range, frame.module)
          : EvaluationStop.raised(raised)
      }
    }
  }

  // MARK: Truth and text

  func isTrue(_ object: PythonObject, _ range: TextRange, _ frame: PythonFrame) throws -> Bool {
    switch object {
    case .none: return false
    case .bool(let flag): return flag
    case .int(let number): return number != 0
    case .big: return true
    case .float(let number): return number != 0
    case .string(let text): return !text.isEmpty
    case .list(let list): return !list.items.isEmpty
    case .tuple(let items): return !items.isEmpty
    case .dictionary(let dictionary): return dictionary.count > 0
    case .set(let set): return !set.items.isEmpty
    case .view(let view): return view.dictionary.count > 0
    case .range(let start, let stop, let step): return Self.count(start, stop, step) > 0
    case .path(let path):
      guard !PythonNames.isOutside(path) else { throw unfollowed(object, at: range, frame) }
      return true
    case .function, .method, .bound, .native, .type, .iterator, .exception: return true
    case .instance(let instance):
      if let answer = try special("__bool__", object, [], range, frame) { return try isTrue(answer, range, frame) }
      if let count = try special("__len__", object, [], range, frame) { return try isTrue(count, range, frame) }
      _ = instance
      return true
    case .foreign(.reference(let reference)) where reference.form == .function: return true
    case .foreign(.enumeration(let member)) where member.language == .python && member.form == .qualified:
      throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
    case .foreign, .unknown, .config, .ancestor, .descriptor: throw unfollowed(object, at: range, frame)
    }
  }

  func repr(of object: PythonObject, _ range: TextRange, _ frame: PythonFrame) throws -> String {
    try repr(of: object, range, frame, depth: 0)
  }

  private func repr(
    of object: PythonObject, _ range: TextRange, _ frame: PythonFrame, depth: Int
  ) throws -> String {
    guard depth < 60 else { throw giveUp(EvaluationWords.pythonExpression, range, frame.module) }
    try step()
    func all(_ items: [PythonObject]) throws -> String {
      let text = try items.map { try repr(of: $0, range, frame, depth: depth + 1) }.joined(separator: ", ")
      try execution.charge(text.utf8.count)
      return text
    }
    switch object {
    case .list(let list): return "[" + (try all(list.items)) + "]"
    case .tuple(let items):
      if let record = items.record {
        let parts = try zip(record.fields, items.items).map {
          $0 + "=" + (try repr(of: $1, range, frame, depth: depth + 1))
        }
        return record.name + "(" + parts.joined(separator: ", ") + ")"
      }
      return "(" + (try all(items.items)) + (items.count == 1 ? ",)" : ")")
    case .dictionary(let table):
      let pairs = try zip(table.keys, table.values).map { key, value in
        (try repr(of: key, range, frame, depth: depth + 1)) + ": "
          + (try repr(of: value, range, frame, depth: depth + 1))
      }
      guard table.kind == nil else { throw giveUp(EvaluationWords.text(of: object.typeName), range, frame.module) }
      let inner = pairs.joined(separator: ", ")
      try execution.charge(PythonBytes.text(inner.utf8.count))
      return "{" + inner + "}"
    case .set(let set):
      guard set.items.count < 2 else { throw giveUp(EvaluationWords.unordered(object.typeName), range, frame.module) }
      let inner = try all(set.items)
      if set.isFrozen { return "frozenset(" + (inner.isEmpty ? "" : "{" + inner + "}") + ")" }
      return inner.isEmpty ? "set()" : "{" + inner + "}"
    case .view(let view):
      return "dict_" + view.kind.rawValue + "([" + (try all(view.items)) + "])"
    case .range(let start, let stop, let step):
      return "range(\(start), \(stop)" + (step == 1 ? ")" : ", \(step))")
    case .instance(let instance):
      if let text = try special("__repr__", object, [], range, frame), case .string(let words) = text { return words }
      if let text = try repr(ofDataclass: instance, range, frame) { return text }
    case .exception(let exception): return try repr(of: exception, range, frame)
    case .path(let path) where PythonNames.types.contains(path) || PythonNames.bases[path] != nil:
      return "<class '\(path)'>"
    case .path(let path) where PythonNames.functions.contains(path): return "<built-in function \(path)>"
    case .type(let type):
      return "<class '\(type.module.file.module).\(type.qualifiedName)'>"
    case .function, .bound, .native, .path, .method, .iterator, .foreign(.object): break
    default:
      if let value = object.value {
        if case .bigInteger(let digits) = value, digits.utf8.count > PythonInteger.maximumDigits { break }
        return value.text
      }
    }
    throw giveUp(EvaluationWords.text(of: object.typeName), range, frame.module)
  }

  func text(of object: PythonObject, _ range: TextRange, _ frame: PythonFrame) throws -> String {
    switch object {
    case .string(let text): return text
    case .exception(let exception): return try text(of: exception, range, frame)
    case .instance:
      if let text = try special("__str__", object, [], range, frame), case .string(let words) = text { return words }
      return try repr(of: object, range, frame)
    case .foreign(.enumeration): throw giveUp(EvaluationWords.text(of: object.typeName), range, frame.module)
    default: return try repr(of: object, range, frame)
    }
  }
}

extension Expression.ComprehensionClause {
  fileprivate var isCondition: Bool {
    if case .condition = self { return true }
    return false
  }
}
