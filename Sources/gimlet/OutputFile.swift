// How is a file written that a person asked for? Into the file itself, which may be a link or have its own permissions.

import LanguageServerProtocol
import SourceText

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

enum OutputFile {
  /// - Parameter path: as the person named it.
  static func write(_ bytes: [UInt8], to file: FilePath, named path: String) throws {
    let descriptor = open(file.string, O_WRONLY | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    // A pipe has no length to cut.
    guard writeBytes(bytes, to: descriptor), ftruncate(descriptor, off_t(bytes.count)) == 0 || errno == EINVAL else {
      throw failure(path)
    }
  }

  private static func failure(_ path: String) -> CommandFailure {
    CommandFailure("`\(path)` cannot be written: \(String(cString: strerror(errno))).")
  }
}
