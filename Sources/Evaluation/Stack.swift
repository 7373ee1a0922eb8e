// How much of the thread's stack is left? Evaluation recurses natively, and must never run off the end.

import Dispatch
import Foundation

enum Stack {
  /// What an evaluation uses of the stack that it is called on, before it goes on on one of its own. The smallest stack
  /// of a thread is 512 KB; as much again as this may be used between two checks.
  private static let share: UInt = 128 << 10
  private static let newStackSize = 64 << 20

  /// The main thread says how large its stack is. The server and the command line evaluate on it, and a recursion that
  /// passes the end of its share again and again starts a thread each time.
  private static let shareOfMainThread: UInt = {
    var size = rlimit()
    #if canImport(Glibc)
      let outcome = getrlimit(__rlimit_resource_t(RLIMIT_STACK.rawValue), &size)
    #else
      let outcome = getrlimit(RLIMIT_STACK, &size)
    #endif
    return outcome == 0 ? max(share, UInt(min(size.rlim_cur, 16 << 20)) / 4) : share
  }()

  /// The address that the stack of this thread should not grow below, as stacks grow downwards.
  static func limit() -> UInt { address() - (Thread.isMainThread ? shareOfMainThread : share) }

  /// The same at the start of a stack that `onNewStack` made.
  static func limitOfNewStack() -> UInt { address() - UInt(newStackSize) / 2 }

  static func isAbove(_ limit: UInt) -> Bool { address() > limit }

  @inline(never)
  private static func address() -> UInt {
    var marker: UInt8 = 0
    return withUnsafeMutablePointer(to: &marker) { UInt(bitPattern: $0) }
  }

  /// Runs `body` on a thread of its own with a large stack, and waits for it.
  static func onNewStack<Value, Failure: Error>(_ body: () throws(Failure) -> Value) throws(Failure) -> Value {
    var outcome: Result<Value, Failure>?
    perform { outcome = Result { () throws(Failure) in try body() } }
    // The thread has run `body` when `perform` returns.
    guard let outcome else { return try body() }
    return try outcome.get()
  }

  private static func perform(_ body: () -> Void) {
    withoutActuallyEscaping(body) { body in
      let work = Work(body)
      perform(work)
      work.body = nil
    }
  }

  private static func perform(_ work: Work) {
    let thread = Thread {
      work.body?()
      work.done.signal()
    }
    thread.stackSize = newStackSize
    thread.start()
    work.done.wait()
  }

  /// Handed to the new thread, and back when that has ended: never used by two at once.
  private final class Work: @unchecked Sendable {
    var body: (() -> Void)?
    let done = DispatchSemaphore(value: 0)
    init(_ body: @escaping () -> Void) { self.body = body }
  }
}
