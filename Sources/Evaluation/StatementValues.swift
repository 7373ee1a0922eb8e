// What value has an `if` or a `switch` as an expression? Each branch is typed by itself, as Swift does it.

import Configurables
import SourceText

extension BodyCompiler {
  func compileStatementValue(_ statement: Statement, _ expected: SwiftType?, _ range: TextRange) throws -> Typed {
    switch statement.kind {
    case .expression(let value): return try compile(value, expected)
    case .conditional(let conditions, let then, let otherwise):
      let (test, first) = try inScope { (try compile(conditions), try branch(then, expected, range)) }
      let second = try inScope { try branch(otherwise, expected, range) }
      let type = first.type == .never ? second.type : first.type
      guard type == second.type || second.type == .never else { throw mismatch(second.type, for: type, range) }
      if type == .double, first.type == second.type {
        let (one, other) = (first.double, second.double)
        return .double { try test($0) ? one($0) : other($0) }
      }
      let (one, other) = (first.datum, second.datum)
      return Typed.datum(type) { try test($0) ? one($0) : other($0) }
    case .choice(_, let subject, let cases): return try compileSwitchValue(subject, cases, expected, range)
    default: throw unsupported(EvaluationWords.untyped("this branch"), range)
    }
  }

  private func branch(_ body: [Statement], _ expected: SwiftType?, _ range: TextRange) throws -> Typed {
    guard body.count == 1 else { throw unsupported(EvaluationWords.untyped("this branch"), range) }
    switch body[0].kind {
    case .expression(let value), .returned(let value?): return try compile(value, expected)
    case .conditional, .choice: return try compileStatementValue(body[0], expected, body[0].range)
    case .thrown:
      let code = try compileBlock(body)
      return Typed(
        .never,
        .datum { frame in
          _ = try code(frame)
          return .void
        })
    default: throw unsupported(EvaluationWords.untyped("this branch"), range)
    }
  }

  private func compileSwitchValue(
    _ subject: Expression, _ cases: [Statement.ChoiceCase], _ expected: SwiftType?, _ range: TextRange
  ) throws -> Typed {
    let (value, prepare) = try held(subject)
    var type: SwiftType?
    let arms = try cases.map { one in
      try inScope {
        let test = try test(one, value, range)
        let body = try branch(one.body, expected, range)
        if body.type != .never {
          if let type, type != body.type { throw mismatch(body.type, for: type, range) }
          type = body.type
        }
        return (test: test, body: body.datum)
      }
    }
    return Typed.datum(type ?? .never) { frame in
      try prepare(frame)
      for arm in arms where try arm.test(frame) { return try arm.body(frame) }
      throw Datum.fault("a case that matches")
    }
  }
}
