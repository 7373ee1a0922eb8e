// How is work spread over the cores while somebody waits for all of it?

import Foundation
import Synchronization

/// Parsers go deep into nested code, and a thread of the system's own choosing may have 512 KB.
private let stackSize = 16 << 20

/// The results in the order of the elements. The caller's thread works too, so that one core or one element costs no
/// thread.
func concurrentMap<Element: Sendable, Result: Sendable>(
  _ elements: [Element], _ transform: @escaping @Sendable (Element) -> Result
) -> [Result] {
  let state = ConcurrentState<Result>(count: elements.count)
  let work: @Sendable () -> Void = {
    while true {
      let place = state.next.add(1, ordering: .relaxed).oldValue
      guard place < elements.count else { return }
      let result = transform(elements[place])
      state.results.withLock { $0[place] = result }
    }
  }
  let helpers = min(ProcessInfo.processInfo.activeProcessorCount, elements.count) - 1
  let group = DispatchGroup()
  for _ in 0..<max(helpers, 0) {
    group.enter()
    let thread = Thread {
      work()
      group.leave()
    }
    thread.stackSize = stackSize
    thread.start()
  }
  work()
  group.wait()
  return state.results.withLock { $0 }.compactMap { $0 }
}

private final class ConcurrentState<Result: Sendable>: Sendable {
  let next = Atomic(0)
  let results: Mutex<[Result?]>

  init(count: Int) { results = Mutex(Array(repeating: nil, count: count)) }
}
