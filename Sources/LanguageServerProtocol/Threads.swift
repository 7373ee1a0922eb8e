// How does something run beside the main loop, and how does the loop wait for it?

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Runs `body` on a thread of its own, with as much stack as the main thread has.
package func startThread(_ body: @escaping @Sendable () -> Void) {
  var attributes = pthread_attr_t()
  pthread_attr_init(&attributes)
  defer { pthread_attr_destroy(&attributes) }
  pthread_attr_setstacksize(&attributes, 8 << 20)
  pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
  let box = Unmanaged.passRetained(ThreadBody(run: body))
  #if canImport(Glibc)
    var thread = pthread_t()
  #else
    var thread: pthread_t?
  #endif
  let outcome = pthread_create(&thread, &attributes, runThread, box.toOpaque())
  // Without a thread to be had the work is done here: late, but done.
  if outcome != 0 { box.takeRetainedValue().run() }
}

private final class ThreadBody: Sendable {
  let run: @Sendable () -> Void

  init(run: @escaping @Sendable () -> Void) { self.run = run }
}

#if canImport(Darwin)
  private func runThread(_ body: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    Unmanaged<ThreadBody>.fromOpaque(body).takeRetainedValue().run()
    return nil
  }
#else
  private func runThread(_ body: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let body { Unmanaged<ThreadBody>.fromOpaque(body).takeRetainedValue().run() }
    return nil
  }
#endif

/// A value behind a lock, with a bell that is rung when it changes. `Mutex` has no bell.
package final class Guarded<Value>: @unchecked Sendable {
  // Unchecked because the compiler cannot see that `value` is touched under the lock alone.
  private var value: Value
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let bell = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  package init(_ value: Value) {
    self.value = value
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(bell, nil)
  }

  deinit {
    pthread_cond_destroy(bell)
    pthread_mutex_destroy(mutex)
    bell.deallocate()
    mutex.deallocate()
  }

  /// Reads or changes the value; who waits is not woken.
  package func withLock<Outcome>(_ body: (inout Value) -> Outcome) -> Outcome {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body(&value)
  }

  /// Changes the value and wakes all who wait.
  package func change(_ body: (inout Value) -> Void) {
    withLock { value in
      body(&value)
      pthread_cond_broadcast(bell)
    }
  }

  /// Calls `body` now and after every change until it returns something.
  package func wait<Outcome>(_ body: (inout Value) -> Outcome?) -> Outcome {
    withLock { value in
      while true {
        if let outcome = body(&value) { return outcome }
        pthread_cond_wait(bell, mutex)
      }
    }
  }

  /// As `wait`, but gives up and returns nil after so many milliseconds.
  package func wait<Outcome>(milliseconds: Int, _ body: (inout Value) -> Outcome?) -> Outcome? {
    var deadline = timespec()
    clock_gettime(CLOCK_REALTIME, &deadline)
    let nanoseconds = deadline.tv_nsec + (milliseconds % 1000) * 1_000_000
    deadline.tv_sec += milliseconds / 1000 + nanoseconds / 1_000_000_000
    deadline.tv_nsec = nanoseconds % 1_000_000_000
    return withLock { value in
      while true {
        if let outcome = body(&value) { return outcome }
        if pthread_cond_timedwait(bell, mutex, &deadline) == ETIMEDOUT { return body(&value) }
      }
    }
  }
}

/// Milliseconds of a clock that only goes forward.
package func monotonicMilliseconds() -> Double {
  var now = timespec()
  clock_gettime(CLOCK_MONOTONIC, &now)
  return Double(now.tv_sec) * 1000 + Double(now.tv_nsec) / 1_000_000
}
