// Does a program that would stop say so, where it would? The expected ends are those of the Swift language reference.

import Evaluation
import Testing

@Suite struct TrapTests {
  /// Each of these traps when compiled; none may give a value.
  @Test(arguments: [
    "Int.max + 1", "Int.min - 1", "Int.max * 2", "-Int.min", "Int.min / -1", "Int.min % -1", "abs(Int.min)",
    "1 / (1 - 1)", "1 % (1 - 1)", "Int(1e300)", "Int(0.0 / 0.0)", "Int(-1.0 / 0.0)", "[1, 2][2]", "[1, 2][-1]",
    "[Int]()[0]", "Array([1, 2, 3][1...3]).count", "[1, 2, 3][2..<1 + 0].count", "Int(\"x\")!",
    "(0..<3).map { 2 / ($0 - 1) }.count", "[3, 1].reduce(Int.max) { $0 + $1 }",
    "stride(from: 0, to: 1, by: 0).map { $0 }.count",
    "Array(repeating: 0, count: -1).count", "[1].prefix(-1).count", "[1: 2][3]!", "[1, 2][3...].count",
    "[1, 2][...2].count", "[1, 2][..<(-1)].count",
    "String(repeating: \"a\", count: -1).count",
  ])
  func traps(text: String) {
    let outcome = evaluate(expression(text))
    guard case .raised(_, line: 1) = outcome else {
      Issue.record("\(text): \(outcome)")
      return
    }
  }

  @Test(arguments: [
    ("precondition(1 > 2); return 0", "precondition"), ("fatalError(\"no\")", "fatalError"),
    ("var a = [1]; a.insert(2, at: 3); return 0", "index"), ("var a = [1]; return a.remove(at: 1)", "index"),
    ("var a: [Int] = []; return a.removeLast()", "index"), ("var a = 200 as Int8; a += 1; return 0", "overflow"),
  ])
  func statementsTrap(text: String, kind: String) {
    switch evaluate(expression(text)) {
    case .raised(_, line: 1), .notEvaluated: return
    case let other: Issue.record("\(text): \(other), not \(kind)")
    }
  }

  @Test func aThrowHasItsTypeAndItsLine() {
    let source = """
      enum Bad: Error { case input(Int) }
      func g(_ n: Int) throws -> Int {
        guard n > 0 else { throw Bad.input(n) }
        return n
      }
      @Configurable func f() throws -> Int { try g(1) + g(-1) }
      """
    #expect(evaluate(source) == .raised(type: "Bad", line: 3))
    #expect(evaluate(source.replacing("try g(1) + g(-1)", with: "(try? g(-1)) ?? 7")) == .value("7"))
    let caught = "do { return try g(-1) } catch { return 5 }"
    #expect(evaluate(source.replacing("try g(1) + g(-1)", with: caught)) == .value("5"))
  }

  /// Near misses: the greatest and least values that do not trap.
  @Test(arguments: [
    ("Int.max - 1 + 1", "9223372036854775807"), ("Int.min + 1 - 1", "-9223372036854775808"),
    ("Int.max &+ 1", "-9223372036854775808"), ("-7 / 2", "-3"), ("-7 % 2", "-1"), ("[1, 2][1]", "2"),
    ("Int(9.007199254740992e15)", "9007199254740992"), ("Int(-0.9)", "0"), ("[1, 2, 3][3...].count", "0"),
    ("[1, 2, 3][...1].count", "2"), ("[1, 2, 3][..<1].count", "1"), ("String(repeating: \"ab\", count: 3).count", "6"),
  ])
  func nearMissesHaveValues(text: String, expected: String) {
    #expect(evaluate(expression(text)) == .value(expected), "\(text)")
  }

  /// Checked by hand against the documentation of `Array`.
  @Test(arguments: [
    ("var a = [1, 2]; a.insert(9, at: 0); a.insert(8, at: 3); return a", "[9, 1, 2, 8]"),
    ("var a = [1, 2, 3]; let b = a.remove(at: 1); a.append(b); return a", "[1, 3, 2]"),
    ("var a = [1, 2, 3]; a.swapAt(0, 2); return a", "[3, 2, 1]"),
  ])
  func arraysChange(text: String, expected: String) {
    #expect(evaluate(expression(text, "[Int]")) == .value(expected))
  }
}
