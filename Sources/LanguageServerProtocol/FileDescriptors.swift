// How do bytes come from a descriptor and go to one? Blocking, whole, and undisturbed by signals.

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The descriptors of a conversation.
package struct FileDescriptors: Sendable {
  package let input: Int32
  package let output: Int32

  package init(input: Int32, output: Int32) {
    self.input = input
    self.output = output
  }

  package static let standard = FileDescriptors(input: 0, output: 1)

  /// Two ends that are joined by pipes: what one writes the other reads. Nil when the system has no descriptors left.
  package static func pair() -> (FileDescriptors, FileDescriptors)? {
    guard let forth = pipe() else { return nil }
    guard let back = pipe() else {
      closeDescriptor(forth.reading)
      closeDescriptor(forth.writing)
      return nil
    }
    return (
      FileDescriptors(input: forth.reading, output: back.writing),
      FileDescriptors(input: back.reading, output: forth.writing)
    )
  }

  private static func pipe() -> (reading: Int32, writing: Int32)? {
    var ends: (Int32, Int32) = (-1, -1)
    let outcome = withUnsafeMutablePointer(to: &ends) { ends in
      ends.withMemoryRebound(to: Int32.self, capacity: 2) { systemPipe($0) }
    }
    guard outcome == 0 else { return nil }
    // A child that inherits an end would keep the conversation open after we have closed it.
    _ = fcntl(ends.0, F_SETFD, FD_CLOEXEC)
    _ = fcntl(ends.1, F_SETFD, FD_CLOEXEC)
    return (ends.0, ends.1)
  }
}

private func systemPipe(_ ends: UnsafeMutablePointer<Int32>) -> Int32 { pipe(ends) }

/// Waits for bytes and takes what is there, 64 KB at most.
/// - Returns: nil at the end of the input, or when it cannot be read any more.
package func readBytes(from descriptor: Int32) -> [UInt8]? {
  while true {
    var count = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, initialized in
      count = read(descriptor, buffer.baseAddress, buffer.count)
      initialized = max(0, count)
    }
    if count > 0 { return bytes }
    if count == 0 { return nil }
    guard waitAfterFailure(descriptor, for: Int16(POLLIN)) else { return nil }
  }
}

/// - Returns: false when nobody reads any more.
@discardableResult
package func writeBytes(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
  var written = 0
  while written < bytes.count {
    let count = bytes.withUnsafeBytes { buffer in
      let rest = UnsafeRawBufferPointer(rebasing: buffer[written...])
      return write(descriptor, rest.baseAddress, rest.count)
    }
    if count >= 0 {
      written += count
    } else if !waitAfterFailure(descriptor, for: Int16(POLLOUT)) {
      return false
    }
  }
  return true
}

/// After a failed call: whether it is worth another try. A client may have made the pipe non-blocking for both sides.
private func waitAfterFailure(_ descriptor: Int32, for events: Int16) -> Bool {
  if errno == EINTR { return true }
  guard errno == EAGAIN || errno == EWOULDBLOCK else { return false }
  var poll = pollfd(fd: descriptor, events: events, revents: 0)
  return systemPoll(&poll) >= 0 || errno == EINTR
}

private func systemPoll(_ descriptor: inout pollfd) -> Int32 { poll(&descriptor, 1, -1) }

package func closeDescriptor(_ descriptor: Int32) { _ = close(descriptor) }

/// A write to a closed pipe becomes an error of that write and not the end of the process.
package func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }
