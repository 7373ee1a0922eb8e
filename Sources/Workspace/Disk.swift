// What is on the disk? The only code that reads files and folders; nothing here writes.

package import SourceText

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What the system says about a file without reading it. Two equal stamps mean that the file need not be read again.
package struct FileStamp: Sendable, Hashable {
  package enum Kind: Sendable, Hashable { case file, folder, other }

  package let kind: Kind
  /// Length in bytes.
  package let size: Int
  /// Device and inode: by these a loop of symbolic links is known.
  package let identity: Identity
  /// Nanoseconds since 1970 of the last change of the content, as far as the file system keeps them.
  package let modified: Int
  /// Who may read it; that changes without the content.
  package let permissions: UInt32

  package struct Identity: Sendable, Hashable {
    let device: UInt64
    let node: UInt64
  }
}

/// Why a file has no text.
package enum ReadFailure: Error, Sendable, Hashable {
  case missing
  case isFolder
  case notAFile
  /// The size in bytes, which is above the limit.
  case tooLarge(Int)
  /// The file holds NUL bytes near its start, as no text does.
  case binary
  /// The line, from one, with the first bytes that are not UTF-8.
  case notUTF8(line: Int)
  /// The system's own words: "Permission denied".
  case unreadable(String)

  /// One clause that completes "`path`: ".
  package var explanation: String {
    switch self {
    case .missing: "there is no such file"
    case .isFolder: "this is a folder, not a file"
    case .notAFile: "this is not an ordinary file"
    case .tooLarge(let size): "the file is too large to be read: \(size / 1_048_576) MB"
    case .binary: "this is not a text file"
    case .notUTF8(let line): "line \(line) holds bytes that are not UTF-8, and gin-config reads nothing else"
    case .unreadable(let reason): "the file cannot be read: \(reason)"
    }
  }
}

package enum Disk {
  /// Files above this many bytes are not read: no person wrote them.
  package static let largestFile = 16 * 1_048_576

  /// What stands at `path`, symbolic links followed; nil when nothing does or it cannot be reached.
  package static func stamp(of path: FilePath) -> FileStamp? {
    var status = stat()
    guard stat(path.string, &status) == 0 else { return nil }
    return FileStamp(status)
  }

  package static func isFile(_ path: FilePath) -> Bool { stamp(of: path)?.kind == .file }
  package static func isFolder(_ path: FilePath) -> Bool { stamp(of: path)?.kind == .folder }

  /// The bytes of a file.
  /// - Throws: `ReadFailure`.
  package static func bytes(of path: FilePath) throws(ReadFailure) -> [UInt8] {
    // A pipe or a device would block; `stat` first says what is there without opening it.
    guard let stamp = stamp(of: path) else { throw failureOfStat() }
    switch stamp.kind {
    case .folder: throw .isFolder
    case .other: throw .notAFile
    case .file: break
    }
    guard stamp.size <= largestFile else { throw .tooLarge(stamp.size) }
    let descriptor = open(path.string, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw failureOfStat() }
    defer { close(descriptor) }
    return try contents(of: descriptor, expecting: stamp.size)
  }

  /// The text of a file; what is not UTF-8 in it is replaced.
  /// - Throws: `ReadFailure`, `binary` when NUL bytes stand in its first part.
  package static func text(of path: FilePath) throws(ReadFailure) -> SourceText {
    let bytes = try bytes(of: path)
    guard !bytes.prefix(8192).contains(0) else { throw .binary }
    return SourceText(utf8: bytes)
  }

  /// The same, but a text that is not UTF-8 is refused: what a program cannot read has no values.
  package static func strictText(of path: FilePath) throws(ReadFailure) -> SourceText {
    let text = try text(of: path)
    var decoder = Unicode.UTF8.ForwardParser()
    // What is not UTF-8 was replaced in the text; the bytes say where.
    var bytes = try bytes(of: path).makeIterator()
    var line = 1
    while true {
      switch decoder.parseScalar(from: &bytes) {
      case .valid(let scalar): if scalar.count == 1, scalar.first == UInt8(ascii: "\n") { line += 1 }
      case .emptyInput: return text
      case .error: throw .notUTF8(line: line)
      }
    }
  }

  /// A name in a folder.
  package struct Entry: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
      case file, folder
      /// A symbolic link, or what the file system does not tell without being asked once more.
      case unknown
      case other
    }

    package let name: String
    package let kind: Kind
  }

  /// What is in a folder, in the order of the names, without `.` and `..`; empty when it cannot be listed.
  package static func entries(in folder: FilePath) -> [Entry] {
    guard let stream = opendir(folder.string) else { return [] }
    defer { closedir(stream) }
    var entries: [Entry] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: entry.pointee.d_name)) {
          String(cString: $0)
        }
      }
      guard name != ".", name != ".." else { continue }
      let kind: Entry.Kind =
        switch Int32(entry.pointee.d_type) {
        case Int32(DT_REG): .file
        case Int32(DT_DIR): .folder
        case Int32(DT_LNK), Int32(DT_UNKNOWN): .unknown
        default: .other
        }
      entries.append(Entry(name: name, kind: kind))
    }
    return entries.sorted { $0.name < $1.name }
  }

  /// The folder that the process runs in.
  package static var workingFolder: FilePath {
    guard let buffer = getcwd(nil, 0) else { return FilePath("/") }
    defer { free(buffer) }
    return FilePath(String(cString: buffer))
  }

  /// The path with `.`, `..` and symbolic links worked out; nil when nothing is there.
  package static func resolved(_ path: FilePath) -> FilePath? {
    guard let buffer = realpath(path.string, nil) else { return nil }
    defer { free(buffer) }
    return FilePath(String(cString: buffer))
  }

  /// The person's own folder, which is never indexed as a whole.
  package static var homeFolder: FilePath? {
    guard let home = getenv("HOME") else { return nil }
    return FilePath(String(cString: home))
  }

  private static func contents(of descriptor: Int32, expecting size: Int) throws(ReadFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size)
    var buffer = [UInt8](repeating: 0, count: min(max(size + 1, 512), 1 << 16))
    while true {
      let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count == 0 { return bytes }
      if count < 0 {
        if errno == EINTR { continue }
        throw .unreadable(String(cString: strerror(errno)))
      }
      bytes += buffer[..<count]
      // The file may grow while it is read.
      guard bytes.count <= largestFile else { throw .tooLarge(bytes.count) }
    }
  }

  private static func failureOfStat() -> ReadFailure {
    switch errno {
    case ENOENT, ENOTDIR: .missing
    default: .unreadable(String(cString: strerror(errno)))
    }
  }
}

extension FileStamp {
  fileprivate init(_ status: stat) {
    switch status.st_mode & S_IFMT {
    case S_IFREG: kind = .file
    case S_IFDIR: kind = .folder
    default: kind = .other
    }
    size = Int(status.st_size)
    permissions = UInt32(truncatingIfNeeded: status.st_mode)
    identity = Identity(device: UInt64(truncatingIfNeeded: status.st_dev), node: UInt64(status.st_ino))
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    modified = Int(time.tv_sec) &* 1_000_000_000 &+ Int(time.tv_nsec)
  }
}
