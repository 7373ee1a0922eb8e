// What does a generator give next? Its body goes on from one `yield` to the other, and does nothing in between.
//
// What holds no `yield` runs as anywhere else. Around a `yield` may stand branches and loops, which are kept here as
// what is still to be done; a `try` or a `with` around one is not followed.

import Configurables
import SourceText

final class PythonGenerator {
  /// The last one is what is done next.
  private var waiting: [Waiting]
  private let interpreter: PythonInterpreter
  private let frame: PythonFrame
  private var isRunning = false
  /// Why it cannot go on.
  private var failure: (any Error)?

  enum Waiting {
    case block([Statement], from: Int)
    case loop(PythonIterator, Pattern, [Statement], otherwise: [Statement], TextRange)
    case whileLoop(Expression, [Statement], otherwise: [Statement])
    /// `yield from`.
    case all(PythonIterator)
    /// `x = yield`, which is `None` for whoever asks by `next` alone.
    case assignment([Pattern], TextRange)

    var isLoop: Bool {
      switch self {
      case .loop, .whileLoop: true
      case .block, .all, .assignment: false
      }
    }
  }

  init(_ first: Waiting, _ interpreter: PythonInterpreter, _ frame: PythonFrame) {
    waiting = [first]
    self.interpreter = interpreter
    self.frame = frame
  }

  /// - Parameter range: what asks, for errors that have no better place.
  func next(_ range: TextRange) throws -> PythonObject? {
    if let failure { throw failure }
    guard !isRunning else { throw interpreter.giveUp(EvaluationWords.pythonExpression, range, frame.module) }
    isRunning = true
    defer { isRunning = false }
    do {
      return try interpreter.execution.call(at: interpreter.location(range, frame.module)) { try goOn() }
    } catch {
      waiting = []
      interpreter.loseVariables(of: frame, error)
      guard case EvaluationStop.raised(let raised) = error else {
        failure = error
        throw error
      }
      if raised.type == "StopIteration" {
        throw interpreter.raise("RuntimeError", "generator raised StopIteration", range, frame.module)
      }
      throw error
    }
  }

  private func goOn() throws -> PythonObject? {
    while let next = waiting.popLast() {
      switch next {
      case .block(let body, let place):
        guard body.indices.contains(place) else { continue }
        waiting.append(.block(body, from: place + 1))
        if body[place].yields {
          if let value = try enter(body[place]) { return value }
        } else {
          leave(try interpreter.run([body[place]], frame))
        }
      case .loop(let iterator, let pattern, let body, let otherwise, let range):
        guard let item = try iterator.next() else {
          waiting.append(.block(otherwise, from: 0))
          continue
        }
        try interpreter.step()
        try interpreter.assign(item, to: pattern, frame, range)
        waiting += [next, .block(body, from: 0)]
      case .whileLoop(let condition, let body, let otherwise):
        try interpreter.step()
        if try isTrue(condition) {
          waiting += [next, .block(body, from: 0)]
        } else {
          waiting.append(.block(otherwise, from: 0))
        }
      case .all(let iterator):
        guard let item = try iterator.next() else { continue }
        waiting.append(next)
        return item
      case .assignment(let targets, let range):
        for target in targets { try interpreter.assign(.none, to: target, frame, range) }
      }
    }
    return nil
  }

  /// A statement with a `yield` in it.
  /// - Returns: what is given, where it is reached at once.
  private func enter(_ statement: Statement) throws -> PythonObject? {
    try interpreter.step()
    switch statement.kind {
    case .expression(let expression):
      switch expression.kind {
      case .yielded(let value): return try value.map { try interpreter.evaluate($0, frame) } ?? PythonObject.none
      case .yieldedAll(let value):
        let object = try interpreter.evaluate(value, frame)
        waiting.append(.all(try interpreter.iterator(over: object, value.range, frame)))
        return nil
      default: break
      }
    case .assignment(let targets, let expression):
      guard case .yielded(let value) = expression.kind else { break }
      waiting.append(.assignment(targets, statement.range))
      return try value.map { try interpreter.evaluate($0, frame) } ?? PythonObject.none
    case .conditional(let conditions, let then, let otherwise):
      guard conditions.count == 1, case .expression(let condition)? = conditions.first else { break }
      waiting.append(.block(try isTrue(condition) ? then : otherwise, from: 0))
      return nil
    case .whileLoop(_, let conditions, let body, let otherwise):
      guard conditions.count == 1, case .expression(let condition)? = conditions.first else { break }
      waiting.append(.whileLoop(condition, body, otherwise: otherwise))
      return nil
    case .forLoop(_, let pattern, let sequence, _, let body, let otherwise):
      let object = try interpreter.evaluate(sequence, frame)
      let iterator = try interpreter.iterator(over: object, sequence.range, frame)
      waiting.append(.loop(iterator, pattern, body, otherwise: otherwise, sequence.range))
      return nil
    case .scope(let body):
      waiting.append(.block(body, from: 0))
      return nil
    default: break
    }
    throw interpreter.giveUp(EvaluationWords.pythonYield, statement.range, frame.module)
  }

  private func leave(_ flow: PythonInterpreter.Flow) {
    switch flow {
    case .next: return
    case .returned: waiting = []
    case .breakLoop:
      while let last = waiting.popLast() { if last.isLoop { return } }
    case .continueLoop:
      while let last = waiting.last, !last.isLoop { waiting.removeLast() }
    }
  }

  private func isTrue(_ condition: Expression) throws -> Bool {
    try interpreter.isTrue(try interpreter.evaluate(condition, frame), condition.range, frame)
  }
}

extension PythonInterpreter {
  /// What a generator's frame gives, one element after the other.
  func generator(
    _ first: PythonGenerator.Waiting, over sources: [PythonObject], _ frame: PythonFrame, _ range: TextRange
  )
    -> PythonIterator
  {
    let generator = PythonGenerator(first, self, frame)
    return PythonIterator("generator", over: sources, in: frame) { try generator.next(range) }
  }

  /// `(element for … if … for …)` as the loops that it stands for.
  static func loops(_ element: Expression, _ clauses: ArraySlice<Expression.ComprehensionClause>) -> [Statement] {
    switch clauses.first {
    case nil: [Statement(.expression(Expression(.yielded(element), element.range)), element.range)]
    case .condition(let condition)?:
      [
        Statement(
          .conditional(
            conditions: [.expression(condition)], then: loops(element, clauses.dropFirst()), otherwise: []),
          condition.range)
      ]
    case .loop(let pattern, let sequence)?:
      [
        Statement(
          .forLoop(
            label: nil, pattern, in: sequence, where: nil, body: loops(element, clauses.dropFirst()), otherwise: []),
          sequence.range)
      ]
    }
  }
}

extension Function {
  /// Whether a call of it only makes a generator.
  var isGenerator: Bool { body.contains(where: \.yields) }
}

extension Statement {
  /// Whether a `yield` of the function around it stands in it.
  fileprivate var yields: Bool {
    func any(_ body: [Statement]) -> Bool { body.contains(where: \.yields) }
    func has(_ expressions: Expression?...) -> Bool {
      var found = false
      for expression in expressions {
        expression?.visitExpressions { part in
          switch part.kind {
          case .yielded, .yieldedAll: found = true
          default: break
          }
        }
      }
      return found
    }
    switch kind {
    case .expression(let value), .update(_, _, let value): return has(value)
    case .assignment(_, let value): return has(value)
    case .declaration(_, _, let value, _), .returned(let value), .thrown(let value): return has(value)
    case .assertion(let condition, let message): return has(condition, message)
    case .conditional(let conditions, let then, let otherwise):
      return conditions.contains { if case .expression(let condition) = $0 { has(condition) } else { false } }
        || any(then) || any(otherwise)
    case .whileLoop(_, let conditions, let body, let otherwise):
      return conditions.contains { if case .expression(let condition) = $0 { has(condition) } else { false } }
        || any(body) || any(otherwise)
    case .forLoop(_, _, let sequence, _, let body, let otherwise): return has(sequence) || any(body) || any(otherwise)
    case .attempt(let body, let handlers, let otherwise, let finally):
      return any(body) || handlers.contains { any($0.body) } || any(otherwise) || any(finally)
    case .within(let contexts, let body): return contexts.contains { has($0.value) } || any(body)
    case .choice(_, let subject, let cases):
      return has(subject) || cases.contains { has($0.condition) || any($0.body) }
    case .scope(let body): return any(body)
    default: return false
    }
  }
}
