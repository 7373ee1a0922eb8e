// Does every run end, whatever the code does?

import Evaluation
import Foundation
import Synchronization
import Testing

@Suite struct BudgetTests {
  private static let small = EvaluationLimits(steps: 10_000, bytes: 1 << 20, depth: 50)

  @Test(arguments: [
    "@Configurable func f() -> Int { var a = 0; while true { a += 1 }; return a }",
    "@Configurable func f() -> Int { var a = 0; repeat { a += 1 } while a > 0; return a }",
    "@Configurable func f() -> Int { var a = 0; for i in 0..<1_000_000_000 { a = i }; return a }",
    "@Configurable func f() -> Int { (0..<1_000_000_000).reduce(0) { $0 &+ $1 } }",
    "@Configurable func f() -> Int { (0..<1_000_000_000).filter { $0 < 0 }.count }",
    "@Configurable func f() -> [Int] { Array(0..<1_000_000_000) }",
    "func g(_ n: Int) -> Int { n < 2 ? n : g(n - 1) + g(n - 2) }\n@Configurable func f() -> Int { g(40) }",
  ])
  func stepsEnd(source: String) {
    #expect(evaluate(source, limits: Self.small) == .limit(.steps))
  }

  @Test(arguments: [
    "@Configurable func f() -> [Int] { Array(repeating: 0, count: 1_000_000_000) }",
    "@Configurable func f() -> [Double] { [Double](repeating: 0, count: 9_223_372_036_854_775_807) }",
    "@Configurable func f() -> [Int] { var a = [1]; while a.count > 0 { a += a }; return a }",
    "@Configurable func f() -> String { var a = \"ab\"; while true { a += a }; return a }",
    "@Configurable func f() -> String { String(repeating: \"abc\", count: 1_000_000_000) }",
    "@Configurable func f() -> [[Int]] { (0..<5_000).map { _ in Array(repeating: 0, count: 5_000) } }",
  ])
  func bytesEnd(source: String) {
    #expect(evaluate(source, limits: Self.small) == .limit(.bytes))
  }

  /// On the stack of a secondary thread on macOS, 512 KB.
  @Test(arguments: [
    "func g(_ n: Int) -> Int { g(n + 1) }\n@Configurable func f() -> Int { g(0) }",
    "func g(_ n: Int) -> Int { [n].map { h($0) }.first ?? 0 }\nfunc h(_ n: Int) -> Int { g(n) }\n"
      + "@Configurable func f() -> Int { g(0) }",
  ])
  func depthEnds(source: String) throws {
    let outcome = Mutex<Outcome?>(nil)
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
      let found = evaluate(source)
      outcome.withLock { $0 = found }
      done.signal()
    }
    thread.stackSize = 512 * 1024
    thread.start()
    done.wait()
    #expect(outcome.withLock { $0 } == .limit(.depth))
  }

  /// A stack that is started is used up before the next one is started, for each costs steps.
  @Test func aDeepRecursionNeedsFewStacks() {
    let deep =
      "func g(_ n: Int) -> Int { n == 0 ? 0 : 1 + g(n - 1) }\n"
      + expression("(1...20).map { _ in g(300) }.reduce(0) { $0 + $1 }")
    #expect(evaluate(deep, limits: EvaluationLimits(steps: 100_000, bytes: 1 << 24, depth: 500)) == .value("6000"))
  }

  /// What fits into a budget fits: a limit that stops too early would be as wrong.
  @Test func whatFitsIsComputed() {
    let sum = expression("(1...4_000).reduce(0) { $0 + $1 }")
    #expect(evaluate(sum, limits: Self.small) == .value("8002000"))
    let deep = "func g(_ n: Int) -> Int { n == 0 ? 0 : 1 + g(n - 1) }\n" + expression("g(40)")
    #expect(evaluate(deep, limits: Self.small) == .value("40"))
    let long = expression("Array(repeating: 7, count: 10_000).count")
    #expect(evaluate(long, limits: Self.small) == .value("10000"))
  }

  @Test func aCancelledRunEnds() {
    let cancellation = CancellationFlag()
    cancellation.cancel()
    let run = EvaluationRun(limits: .standard, cancellation: cancellation)
    let endless = "@Configurable func f() -> Int { var a = 0; while true { a &+= 1 }; return a }"
    #expect(evaluate(endless, run: run) == .other("cancelled"))
  }
}
