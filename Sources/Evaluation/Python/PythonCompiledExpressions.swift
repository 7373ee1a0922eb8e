// How is a Python expression evaluated fast? A closure for each that schedules are made of.

import Configurables
import SourceText

/// Closures in structs: one that is optional, or in an array, would be called through another one.
struct PythonEvaluated { let run: PythonInterpreter.Evaluated }

struct PythonTested { let run: PythonInterpreter.Tested }

struct PythonExecuted { let run: PythonInterpreter.Executed }

extension PythonInterpreter {
  func compile(_ expression: Expression, _ scopes: PythonScopes) -> Evaluated {
    guard scopes.depth < 50, let made = compiled(expression, scopes.deeper) else {
      return { try self.evaluate(expression, $0) }
    }
    return made.run
  }

  /// Nil for what is walked.
  private func compiled(_ expression: Expression, _ scopes: PythonScopes) -> PythonEvaluated? {
    let range = expression.range
    switch expression.kind {
    case .none: return .init { _ in .none }
    case .boolean(let flag): return .init { _ in .bool(flag) }
    case .string(let text): return .init { _ in .string(text) }
    case .integer(let text):
      guard let number = Int(text) else { return nil }
      return .init { _ in .int(number) }
    case .floating(let text):
      guard let number = Double(text) else { return nil }
      return .init { _ in .float(number) }
    case .name(let name): return .init(run: variable(name, range, scopes))
    case .member(let base?, let name, _):
      let base = compile(base, scopes)
      // What a module has does not change while code runs.
      var known: (base: String, member: PythonObject)?
      return .init { frame in
        let object = try base(frame)
        if case .path(let path) = object {
          if let known, known.base == path { return known.member }
          let member = try self.checked(try self.member(name, of: object, range, frame))
          switch member {
          case .path, .float: known = (path, member)
          default: break
          }
          return member
        }
        return try self.checked(try self.member(name, of: object, range, frame))
      }
    case .call(let callee, let arguments): return call(callee, arguments, range, scopes)
    case .index(let base, let arguments): return index(base, arguments, range, scopes)
    case .unary(.not, let operand):
      let operand = test(operand, scopes)
      return .init { .bool(!(try operand($0))) }
    case .unary(let unary, let operand):
      let operand = compile(operand, scopes)
      return .init { frame in
        let value = try operand(frame)
        if unary == .minus, case .float(let number) = value { return .float(-number) }
        return try self.unary(unary, value, range, frame)
      }
    case .binary(.and, let left, let right):
      let (first, second) = (compile(left, scopes), compile(right, scopes))
      return .init { frame in
        let value = try first(frame)
        return try self.isTrue(value, left.range, frame) ? try second(frame) : value
      }
    case .binary(.or, let left, let right):
      let (first, second) = (compile(left, scopes), compile(right, scopes))
      return .init { frame in
        let value = try first(frame)
        return try self.isTrue(value, left.range, frame) ? value : try second(frame)
      }
    case .binary(let binary, let left, let right): return .init(run: operation(binary, left, right, range, scopes))
    case .comparisons(let first, let rest):
      guard rest.count == 1, let step = rest.first else { return nil }
      return .init(run: operation(step.comparison, first, step.right, range, scopes))
    case .conditional(let condition, let then, let otherwise):
      let condition = test(condition, scopes)
      let (first, second) = (compile(then, scopes), compile(otherwise, scopes))
      return .init { try condition($0) ? try first($0) : try second($0) }
    case .list(let items):
      guard let items = all(items, scopes) else { return nil }
      return .init { .list(PythonList(try items.run($0))) }
    case .tuple(let items):
      guard let items = all(items.map(\.value), scopes) else { return nil }
      return .init { .tuple(PythonTuple(try items.run($0))) }
    case .comprehension(let kind, let element, let value, let clauses):
      guard value == nil, kind == .list else { return nil }
      return listComprehension(element, clauses, range, scopes)
    default: return nil
    }
  }

  @inline(__always)
  private func checked(_ value: PythonObject) throws -> PythonObject {
    if hasLost { try checkKnown(value) }
    return value
  }

  private struct Several { let run: (PythonFrame) throws -> [PythonObject] }

  private func all(_ items: [Expression], _ scopes: PythonScopes) -> Several? {
    guard !items.contains(where: { if case .unpacked = $0.kind { true } else { false } }) else { return nil }
    let parts = items.map { PythonEvaluated(run: compile($0, scopes)) }
    return Several { frame in
      try self.execution.charge(PythonBytes.container + parts.count * PythonBytes.place)
      var values: [PythonObject] = []
      values.reserveCapacity(parts.count)
      for part in parts { values.append(try part.run(frame)) }
      return values
    }
  }

  /// Whether an expression is true.
  func test(_ expression: Expression, _ scopes: PythonScopes) -> Tested {
    let range = expression.range
    if case .comparisons(let first, let rest) = expression.kind, rest.count == 1, let step = rest.first,
      scopes.depth < 50
    {
      let scopes = scopes.deeper
      let (left, right) = (compile(first, scopes), compile(step.right, scopes))
      let comparison = step.comparison
      return { frame in
        let (a, b) = (try left(frame), try right(frame))
        if let answer = PythonArithmetic.answer(comparison, a, b) { return answer }
        return try self.isTrue(try self.binary(comparison, a, b, range, frame), range, frame)
      }
    }
    let value = compile(expression, scopes)
    return { frame in
      let value = try value(frame)
      if case .bool(let flag) = value { return flag }
      return try self.isTrue(value, range, frame)
    }
  }

  private func operation(
    _ binary: BinaryOperator, _ left: Expression, _ right: Expression, _ range: TextRange, _ scopes: PythonScopes
  ) -> Evaluated {
    let (left, right) = (compile(left, scopes), compile(right, scopes))
    return { frame in
      let (a, b) = (try left(frame), try right(frame))
      if let result = PythonArithmetic.result(binary, a, b) { return result }
      return try self.checked(try self.binary(binary, a, b, range, frame))
    }
  }

  // MARK: Names

  private func variable(_ name: String, _ range: TextRange, _ scopes: PythonScopes) -> Evaluated {
    switch scopes.place(of: name) {
    case .own(let place):
      return { frame in
        guard let value = frame.slots[place] else { return try self.value(of: name, range, frame) }
        return try self.checked(value)
      }
    case .around(let hops, let place):
      return { frame in
        var scope: PythonFrame? = frame
        for _ in 0..<hops { scope = scope?.parent }
        guard let scope, scope.slots.indices.contains(place), let value = scope.slots[place] else {
          return try self.value(of: name, range, frame)
        }
        return try self.checked(value)
      }
    case .global:
      // What a module has does not change while code runs.
      var known: PythonObject?
      return { frame in
        if let known { return try self.checked(known) }
        let value = try self.value(of: name, range, frame)
        known = value
        return try self.checked(value)
      }
    }
  }

  private func index(
    _ base: Expression, _ arguments: [Expression.Argument], _ range: TextRange, _ scopes: PythonScopes
  ) -> PythonEvaluated? {
    guard arguments.count == 1, let argument = arguments.first?.value, !argument.isSlice else { return nil }
    let base = compile(base, scopes)
    let place = compile(argument, scopes)
    let placeRange = argument.range
    return .init { frame in
      let object = try base(frame)
      let place = try place(frame)
      if case .list(let list) = object, case .int(let number) = place, list.items.indices.contains(number) {
        return try self.checked(list.items[number])
      }
      return try self.checked(try self.item(of: object, .value(place, placeRange), range, frame))
    }
  }

  // MARK: Calls

  private func call(
    _ callee: Expression, _ arguments: [Expression.Argument], _ range: TextRange, _ scopes: PythonScopes
  ) -> PythonEvaluated? {
    guard arguments.allSatisfy({ $0.spread == .single }) else { return nil }
    if arguments.count == 1, arguments[0].value.mayBeNumpyRounding { return nil }
    if let append = append(callee, arguments, range, scopes) { return append }
    let function = compile(callee, scopes)
    let values = arguments.map { PythonEvaluated(run: compile($0.value, scopes)) }
    let labels = arguments.map(\.label)
    let hasLabels = labels.contains { $0 != nil }
    var fast = PythonFastCall()
    return .init { frame in
      let function = try function(frame)
      var isFollowed = false
      switch function {
      case .config(.type(let type)): return try self.constructed(type, arguments, range, frame)
      case .function, .bound, .type: isFollowed = true
      default: break
      }
      var positional: [PythonObject] = []
      positional.reserveCapacity(values.count)
      var keywords = PythonKeywords()
      for (place, value) in values.enumerated() {
        let object =
          isFollowed
          ? try self.lenient(arguments[place].value, frame) { try value.run(frame) } : try value.run(frame)
        if hasLabels, let label = labels[place] { keywords.set(label, object) } else { positional.append(object) }
      }
      if !hasLabels, case .path(let path) = function, let result = fast.result(path, positional) { return result }
      return try self.checked(try self.call(function, positional, keywords, range, frame))
    }
  }

  /// `values.append(x)`, which loops are made of.
  private func append(
    _ callee: Expression, _ arguments: [Expression.Argument], _ range: TextRange, _ scopes: PythonScopes
  ) -> PythonEvaluated? {
    guard case .member(let base?, "append", _) = callee.kind, arguments.count == 1, arguments[0].label == nil else {
      return nil
    }
    let object = compile(base, scopes)
    let value = compile(arguments[0].value, scopes)
    return .init { frame in
      let object = try object(frame)
      guard case .list(let list) = object, !list.isKept else {
        let method = try self.member("append", of: object, callee.range, frame)
        var isFollowed = false
        switch method {
        case .function, .bound, .type: isFollowed = true
        default: break
        }
        let argument =
          isFollowed
          ? try self.lenient(arguments[0].value, frame) { try value(frame) } : try value(frame)
        return try self.checked(try self.call(method, [argument], [:], range, frame))
      }
      let item = try value(frame)
      if let lost = list.lost { throw lost.stop }
      try self.execution.charge(PythonBytes.element)
      list.items.append(item)
      list.hold(item)
      try self.checkNesting(of: list, range, frame)
      return .none
    }
  }

  // MARK: Comprehensions

  private func listComprehension(
    _ element: Expression, _ clauses: [Expression.ComprehensionClause], _ range: TextRange, _ scopes: PythonScopes
  ) -> PythonEvaluated? {
    guard case .loop(let pattern, let sequence)? = clauses.first else { return nil }
    var conditions: [PythonTested] = []
    var names = PythonAssignedNames()
    names.collect(pattern)
    let layout = PythonLayout(own: names.own)
    let inside = scopes.inside(layout)
    for clause in clauses.dropFirst() {
      guard case .condition(let condition) = clause else { return nil }
      conditions.append(PythonTested(run: test(condition, inside)))
    }
    let sequenceRange = sequence.range
    let elements = compile(sequence, scopes)
    let assign = store(to: pattern, range, inside)
    let value = compile(element, inside)
    return .init { frame in
      let inner = PythonFrame(frame.module, layout, parent: frame)
      inner.kind = .comprehension
      let each = try self.eachElement(of: try elements(frame), sequenceRange, frame)
      try self.execution.charge(PythonBytes.container)
      var items: [PythonObject] = []
      next: while let item = try each() {
        try self.step()
        try assign(item, inner)
        for condition in conditions where try !condition.run(inner) { continue next }
        try self.step()
        try self.execution.charge(PythonBytes.element)
        items.append(try value(inner))
      }
      return .list(PythonList(items))
    }
  }
}
