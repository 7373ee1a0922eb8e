// Is one value derived from another as a typed experiment says, and does it print as what it is?

import Gin
import Testing

@Config
private struct Schedule: Equatable {
  var steps: Int
  var peak: Double = 0.5
  var note: String?
  private var seen = 0
  let unit = "steps"

  var rates: [Double] { (0..<steps).map { peak / Double($0 + 1) } }
  var last: Double { rates.last ?? 0 }
}

@Config
private struct Run: Equatable {
  var schedule: Schedule
  var start: Start = .zeros
  var tags: [String: [Int]] = [:]
  var `default`: Int = 1
  var parent: Int = 0
}

@Config
private final class Holder {
  var size: Int
  var run: Run
  var area: Int { size * size }

  init(size: Int = 2, run: Run) {
    self.size = size
    self.run = run
  }
}

@Config
private final class Plain {
  var size: Int
  var note: String?
}

@Config
private struct Checked {
  let low: Int
  let high: Int
  struct Upside: Error {}

  init(low: Int, high: Int = 9) throws {
    guard low <= high else { throw Upside() }
    self.low = low
    self.high = high
  }
}

@Suite struct DerivingTests {
  private let first = Schedule(steps: 3)

  @Test func givenValuesWinAndTheRestIsInherited() {
    let second = Schedule(first, steps: first.rates.count - 1, peak: 1)
    #expect(second == Schedule(steps: 2, peak: 1))
    #expect(second.rates == [1, 0.5] && second.last == 0.5)
    let noted = Schedule(second, note: "once")
    #expect(noted == Schedule(steps: 2, peak: 1, note: "once"))
    // `nil` is a value like any other.
    #expect(Schedule(noted, note: nil) == second)
    #expect(Schedule(noted) == noted)
  }

  @Test func theClosureChangesWhatIsNested() throws {
    let run = Run(schedule: first, tags: ["a": [1]])
    let changed = Run(run) {
      $0.schedule.peak = 8
      $0.default = 2
    }
    #expect(changed == Run(schedule: Schedule(steps: 3, peak: 8), tags: ["a": [1]], default: 2))
    #expect(run.schedule.peak == 0.5)
    let nested = Run(run, schedule: Schedule(run.schedule, steps: 1), default: 3, parent: 4)
    #expect(nested == Run(schedule: Schedule(steps: 1), tags: ["a": [1]], default: 3, parent: 4))
    struct Refused: Error {}
    #expect(throws: Refused.self) { try Run(run) { _ in throw Refused() } }
  }

  @Test func classesAndOwnInitializers() throws {
    let holder = Holder(size: 3, run: Run(schedule: first))
    let other = Holder(holder, size: 4)
    #expect(other !== holder && other.size == 4 && other.area == 16 && other.run == holder.run)
    let changed = Holder(holder) { $0.run.parent = 9 }
    #expect(changed.run.parent == 9 && holder.run.parent == 0)
    #expect(Plain(Plain(size: 1, note: "a"), size: 2).note == "a")
    let checked = try Checked(low: 1)
    #expect(try Checked(checked, low: 4).high == 9)
    #expect(throws: Checked.Upside.self) { try Checked(checked, high: 0) }
  }

  /// The text is the expression beside it.
  @Test func theResolvedValueIsSwift() {
    let run = Run(
      schedule: Schedule(
        steps: 2,
        peak: 0.1,
        note: "a \"quoted\" \\ line\n"
      ),
      start: .glorotUniform,
      tags: ["a": [1, 2], "b": []],
      default: -1,
      parent: 0
    )
    #expect(
      run.resolved == #"""
        Run(
          schedule: Schedule(
            steps: 2,
            peak: 0.1,
            note: "a \"quoted\" \\ line\n"
            // rates: [0.1, 0.05] (computed)
            // last: 0.05 (computed)
          ),
          start: .glorotUniform,
          tags: ["a": [1, 2], "b": []],
          default: -1,
          parent: 0
        )
        """#)
    #expect(Plain(size: 1).resolved == "Plain(\n  size: 1,\n  note: nil\n)")
  }

  @Test func aConfigAndAnExperimentMakeTheSame() throws {
    let registry = Registry {
      Run.self
      Schedule.self
    }
    let config = try Config(
      registry, bindings: ["Schedule.steps = 3", "Run.schedule = @Schedule()", "Run.default = 7"])
    let made = try config.make(Run.self)
    #expect(made == Run(schedule: first, default: 7))
    #expect(Run(made, parent: 1) == Run(schedule: first, default: 7, parent: 1))
  }
}
