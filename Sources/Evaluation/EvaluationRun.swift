// What has this evaluation used and read so far? The state of one run, shared by all that it calls.

package import Configurables
package import SourceText
import Synchronization

/// A value that a run took from outside the code's own arguments.
package struct EvaluationRead: Sendable, Hashable {
  package enum Source: Sendable, Hashable {
    /// A config's binding.
    case binding(FileLocation?)
    /// The default that the code writes.
    case defaultValue(FileLocation?)
    /// `Gin.query`, with the binding that answered.
    case query(FileLocation?)
    /// A stored property that a computed one reads, where its value was not bound in this run.
    case property(FileLocation?)
  }

  /// The configurable's shortest selector and the parameter, in the scope that they are bound in:
  /// `slow/TrainerConfig.base_lr`; for a query its text.
  package var key: String
  /// Nil where only a query's text is known.
  package var configurable: DefinitionIndex.ID?
  package var parameter: String
  package var value: Value
  package var source: Source
  /// Calls between the start of the run and the read: 0 for the parameters of what was asked for.
  package var depth: Int
  /// Whether the read belongs to the value of a binding that is read in turn.
  package var isOfBinding: Bool

  package init(
    key: String, configurable: DefinitionIndex.ID?, parameter: String, value: Value, source: Source, depth: Int,
    isOfBinding: Bool
  ) {
    self.key = key
    self.configurable = configurable
    self.parameter = parameter
    self.value = value
    self.source = source
    self.depth = depth
    self.isOfBinding = isOfBinding
  }
}

/// Asks running evaluations to stop; safe to use from any thread. It can be taken back and used again.
package final class CancellationFlag: Sendable {
  private let flag = Atomic<Bool>(false)
  private let stopped = Atomic<Bool>(false)

  package init() {}
  package func cancel() { flag.store(true, ordering: .relaxed) }

  /// Whether a run has stopped for it: only then is something missing from the answer.
  package var hasStopped: Bool { stopped.load(ordering: .relaxed) }

  /// What comes now is wanted.
  package func takeBack() {
    flag.store(false, ordering: .relaxed)
    stopped.store(false, ordering: .relaxed)
  }

  /// Whether work ends here; then it is noted that something is missing.
  package func endsWork() -> Bool {
    guard flag.load(ordering: .relaxed) else { return false }
    stopped.store(true, ordering: .relaxed)
    return true
  }
}

/// A part of the code that a result can depend on.
package enum EvaluatedCode: Sendable, Hashable {
  /// Swift, whose files are compiled against each other.
  case swift
  /// A file of Python.
  case python(FilePath)
  /// Every file, whatever its language.
  case all
}

/// One run, used by one thread at a time. Nested evaluations of the environment use the run of their caller.
package final class EvaluationRun {
  package let limits: EvaluationLimits
  package let cancellation: CancellationFlag?
  /// In the order in which they were read.
  package internal(set) var reads: [EvaluationRead] = []
  /// Bindings that were read when something was worked out that this run took as it is.
  package var sourcesTaken: [FileLocation] = []
  /// The code that was run, or looked at to run it.
  package var evaluatedCode: Set<EvaluatedCode> = []
  /// Steps behind those that `countdown` still counts.
  private var uncounted: Int
  /// Steps until the next look at the budget and at the cancellation flag.
  var countdown = 0
  var bytesLeft: Int
  /// Calls that are active now.
  package internal(set) var depth = 0
  /// Bindings whose values are worked out now because something reads them.
  private(set) var bindings = 0
  /// Below this address of the stack no further call is made on this thread.
  var stackLimit: UInt
  /// Globals and type properties that this run has worked out; nil while one is being worked out.
  var globals: [GlobalKey: Datum?] = [:]
  /// Stored properties whose reads are noted already.
  var noted: Set<TracedProperty> = []

  package init(limits: EvaluationLimits = .standard, cancellation: CancellationFlag? = nil) {
    self.limits = limits
    self.cancellation = cancellation
    uncounted = limits.steps
    bytesLeft = limits.bytes
    stackLimit = Stack.limit()
  }

  /// The budgets from the start, for the next of several values that are worked out by one run.
  func renew() {
    uncounted = limits.steps
    countdown = 0
    bytesLeft = limits.bytes
    reads = []
    sourcesTaken = []
  }

  /// Works out the value of a binding that something reads.
  package func insideBinding<Value, Failure: Error>(_ body: () throws(Failure) -> Value) throws(Failure) -> Value {
    bindings += 1
    defer { bindings -= 1 }
    return try body()
  }

  /// Runs one step of a recursion, on a new stack where this thread's has no room left. A run must be made on the
  /// stack that it is used on.
  package func withRoom<Value, Failure: Error>(_ body: () throws(Failure) -> Value) throws(Failure) -> Value {
    if Stack.isAbove(stackLimit) { return try body() }
    uncounted -= Self.stepsOfNewStack
    let limit = stackLimit
    defer { stackLimit = limit }
    return try Stack.onNewStack { () throws(Failure) in
      stackLimit = Stack.limitOfNewStack()
      return try body()
    }
  }

  /// About what a thread costs: a recursion that passes the end of a stack up and down has to end too.
  private static let stepsOfNewStack = 1_000

  /// Steps that the run may still take.
  package var stepsLeft: Int { uncounted + countdown }

  /// Every so many steps the flag is looked at.
  private static let stride = 4096

  func refillCountdown() throws {
    if cancellation?.endsWork() == true { throw EvaluationStop.cancelled }
    guard uncounted > 0 else { throw EvaluationStop.limit(.steps, at: nil) }
    countdown = min(uncounted, Self.stride)
    uncounted -= countdown
  }
}
