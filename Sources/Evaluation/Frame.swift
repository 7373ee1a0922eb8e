// Where do a running body's variables live? Frames of slots, and what all frames of one evaluation share.

import Configurables
import SourceText

/// What one evaluation gives to all of its frames.
final class Execution {
  let evaluator: Evaluator
  let run: EvaluationRun
  let environment: any EvaluationEnvironment
  /// `gin.config_scope` changes it while it lasts.
  var scope: String
  /// Whether reads of the stored properties of configurable types are recorded.
  var tracesProperties = false

  init(evaluator: Evaluator, run: EvaluationRun, environment: any EvaluationEnvironment, scope: String) {
    self.evaluator = evaluator
    self.run = run
    self.environment = environment
    self.scope = scope
    // What an environment evaluates in turn stands on the same stack as its caller.
    if run.depth == 0 { run.stackLimit = Stack.limit() }
  }

  @inline(__always)
  func step() throws {
    run.countdown &-= 1
    if run.countdown <= 0 { try run.refillCountdown() }
  }

  @inline(__always)
  func charge(_ bytes: Int) throws {
    run.bytesLeft &-= bytes
    if run.bytesLeft < 0 { throw EvaluationStop.limit(.bytes, at: nil) }
  }

  /// Runs a call one level deeper, on a new stack where this thread's has no room left.
  func call<Result>(at location: FileLocation?, _ body: () throws -> Result) throws -> Result {
    try step()
    guard run.depth < run.limits.depth else { throw EvaluationStop.limit(.depth, at: location) }
    run.depth += 1
    defer { run.depth -= 1 }
    return try run.withRoom(body)
  }

  /// Runs what the environment answers, which may evaluate in turn, one level deeper.
  func outside<Result>(_ body: () throws -> Result) throws -> Result {
    guard run.depth < run.limits.depth else { throw EvaluationStop.limit(.depth, at: nil) }
    run.depth += 1
    defer { run.depth -= 1 }
    return try run.withRoom(body)
  }
}

/// The variables of one call. Slots are numbered by the compiler, which also says how many there are.
final class Frame {
  let execution: Execution
  /// `Int`, `Double` and `Bool`, by their bits.
  let numbers: UnsafeMutablePointer<UInt64>
  let data: UnsafeMutablePointer<Datum>
  private let dataCount: Int

  init(_ execution: Execution, _ size: FrameSize) {
    self.execution = execution
    // Slot 0 holds the result and is read whatever the body leaves there.
    let numberCount = max(size.numbers, 1)
    dataCount = max(size.data, 1)
    numbers = .allocate(capacity: numberCount)
    numbers.initialize(repeating: 0, count: numberCount)
    data = .allocate(capacity: dataCount)
    data.initialize(repeating: .void, count: dataCount)
  }

  deinit {
    numbers.deallocate()
    data.deinitialize(count: dataCount)
    data.deallocate()
  }

  /// A call, not a look through `data`: the frame lives until the datum is copied, even if nobody else holds it.
  func datum(_ slot: Int) -> Datum { withExtendedLifetime(self) { data[slot] } }
  @inline(__always) func int(_ slot: Int) -> Int { withExtendedLifetime(self) { Int(bitPattern: UInt(numbers[slot])) } }
  @inline(__always) func double(_ slot: Int) -> Double {
    withExtendedLifetime(self) { Double(bitPattern: numbers[slot]) }
  }
  @inline(__always) func bool(_ slot: Int) -> Bool { withExtendedLifetime(self) { numbers[slot] != 0 } }
  @inline(__always) func set(_ slot: Int, _ value: Int) { numbers[slot] = UInt64(UInt(bitPattern: value)) }
  @inline(__always) func set(_ slot: Int, _ value: Double) { numbers[slot] = value.bitPattern }
  @inline(__always) func set(_ slot: Int, _ value: Bool) { numbers[slot] = value ? 1 : 0 }
}

/// How many slots a frame has. A class, because the compiler still counts while code that refers to it is made.
final class FrameSize {
  var numbers = 1
  var data = 1
}

/// Where a variable lives in its frame.
indirect enum Storage {
  case int(Int), double(Int), bool(Int)
  case datum(Int)
  /// A slot that holds a `Box`, for what escaping closures capture.
  case boxed(Int)
  /// A tuple, element by element.
  case compound([Storage])

  func load(_ frame: Frame) throws -> Datum {
    switch self {
    case .int(let slot): return .int(frame.int(slot))
    case .double(let slot): return .double(frame.double(slot))
    case .bool(let slot): return .bool(frame.bool(slot))
    case .datum(let slot): return frame.data[slot]
    case .boxed(let slot):
      guard case .box(let box) = frame.data[slot] else { throw Datum.fault("a box") }
      return box.datum
    case .compound(let parts): return .record(try parts.map { try $0.load(frame) })
    }
  }

  func store(_ datum: Datum, _ frame: Frame) throws {
    switch self {
    case .int(let slot): frame.set(slot, try datum.asInt())
    case .double(let slot): frame.set(slot, try datum.asDouble())
    case .bool(let slot): frame.set(slot, try datum.asBool())
    case .datum(let slot): frame.data[slot] = datum
    case .boxed(let slot):
      if case .box(let box) = frame.data[slot] { box.datum = datum } else { frame.data[slot] = .box(Box(datum)) }
    case .compound(let parts):
      let fields = try datum.asFields()
      for (part, field) in zip(parts, fields) { try part.store(field, frame) }
    }
  }

  /// Makes the variable anew, as its declaration does each time it is reached.
  func initialize(_ datum: Datum, _ frame: Frame) throws {
    if case .boxed(let slot) = self { frame.data[slot] = .box(Box(datum)) } else { try store(datum, frame) }
  }
}

extension Storage {
  var isBoxed: Bool {
    if case .boxed = self { return true }
    return false
  }
}
