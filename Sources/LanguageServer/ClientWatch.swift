// Does the client still live? Asked once a second, because an orphan's pipe may stay open in somebody else's hands.

import LanguageServerProtocol

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Calls `gone` on a thread of its own within two seconds after there is no process of that number any more.
func watchProcess(
  _ processID: Int, gone: @escaping @Sendable () -> Void, twoSecondsLater: @escaping @Sendable () -> Void
) {
  guard let processID = pid_t(exactly: processID), processID > 0 else { return }
  let birth = birthOfProcess(processID)
  startThread {
    while isAlive(processID), birthOfProcess(processID) == birth { _ = usleep(1_000_000) }
    gone()
    _ = usleep(2_000_000)
    twoSecondsLater()
  }
}

/// A zombie is dead: it has ended, and only its parent has not asked how.
private func isAlive(_ processID: pid_t) -> Bool {
  if kill(processID, 0) != 0, errno == ESRCH { return false }
  guard let state = processFields(processID)?.first else { return true }
  return state != "Z" && state != "X"
}

/// When the process was started, in the system's own ticks: a number that is used again has another birth.
private func birthOfProcess(_ processID: pid_t) -> String? {
  guard let fields = processFields(processID), fields.count > 19 else { return nil }
  return fields[19]
}

/// What Linux tells of a process, from its state on; nil where there is no `/proc`.
private func processFields(_ processID: pid_t) -> [String]? {
  let descriptor = open("/proc/\(processID)/stat", O_RDONLY)
  guard descriptor >= 0 else { return nil }
  defer { closeDescriptor(descriptor) }
  guard let bytes = readBytes(from: descriptor) else { return nil }
  // The second field is the program's name in brackets, and the name may hold brackets and spaces of its own.
  let text = String(decoding: bytes, as: UTF8.self)
  guard let bracket = text.lastIndex(of: ")") else { return nil }
  return text[text.index(after: bracket)...].split(separator: " ").map(String.init)
}
