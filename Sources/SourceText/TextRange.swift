// Where in a text? Byte offsets and ranges as types of their own, so that a line number is never taken for one.

/// A place between two bytes of a UTF-8 text, counted in bytes from its start.
package struct TextOffset: Hashable, Comparable, Sendable {
  /// Bytes from the start of the text.
  package var utf8: Int

  package init(_ utf8: Int) { self.utf8 = utf8 }

  package static let zero = TextOffset(0)

  package static func < (left: TextOffset, right: TextOffset) -> Bool { left.utf8 < right.utf8 }

  /// The offset `bytes` further on (or back, when negative).
  package func advanced(by bytes: Int) -> TextOffset { TextOffset(utf8 + bytes) }
}

/// A stretch of a UTF-8 text in bytes; the end is exclusive and never before the start.
package struct TextRange: Hashable, Sendable {
  package let start: TextOffset
  package let end: TextOffset

  /// An end before the start is taken as an empty range at the start.
  package init(_ start: TextOffset, _ end: TextOffset) {
    self.start = start
    self.end = max(start, end)
  }

  /// Byte offsets from the start of the text.
  package init(_ start: Int, _ end: Int) { self.init(TextOffset(start), TextOffset(end)) }

  package static let zero = TextRange(.zero, .zero)

  /// Length in bytes.
  package var length: Int { end.utf8 - start.utf8 }
  package var isEmpty: Bool { length == 0 }

  package func contains(_ offset: TextOffset) -> Bool { start <= offset && offset < end }
  package func contains(_ other: TextRange) -> Bool { start <= other.start && other.end <= end }

  /// Whether a cursor at `offset` touches the range: a cursor just behind a name still means the name.
  package func touches(_ offset: TextOffset) -> Bool { start <= offset && offset <= end }
  package func touches(_ other: TextRange) -> Bool { start <= other.end && other.start <= end }
}

/// A file of the workspace, by its absolute path with `/` between the parts.
package struct FilePath: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let string: String

  package init(_ string: String) { self.string = string }

  package static func < (left: FilePath, right: FilePath) -> Bool { left.string < right.string }
  package var description: String { string }

  /// The last part of the path.
  package var name: String {
    guard let slash = string.utf8.lastIndex(of: UInt8(ascii: "/")) else { return string }
    let name = string[string.utf8.index(after: slash)...]
    return name.isEmpty ? string.split(separator: "/").last.map(String.init) ?? string : String(name)
  }

  /// The folder that holds the file; the root is its own folder.
  package var folder: FilePath {
    guard let slash = string.utf8.lastIndex(of: UInt8(ascii: "/")), slash != string.startIndex else {
      return FilePath("/")
    }
    return FilePath(String(string[..<slash]))
  }

  /// `relative` below this folder, with `.` and `..` worked out; an absolute path stands for itself.
  package func appending(_ relative: String) -> FilePath {
    if Self.isPlain(relative), string.utf8.count > 1, string.utf8.last != UInt8(ascii: "/") {
      return FilePath(string + "/" + relative)
    }
    var parts: [Substring] = relative.hasPrefix("/") ? [] : string.split(separator: "/")
    for part in relative.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return FilePath("/" + parts.joined(separator: "/"))
  }

  /// Whether nothing in a relative path has to be worked out: no `.`, no `..`, no empty part.
  private static func isPlain(_ relative: String) -> Bool {
    var previous = UInt8(ascii: "/")
    for byte in relative.utf8 {
      if previous == UInt8(ascii: "/"), byte == UInt8(ascii: ".") || byte == previous { return false }
      previous = byte
    }
    return previous != UInt8(ascii: "/")
  }

  /// The path below `folder` without a leading `/`, or nil when it lies elsewhere.
  package func relative(to folder: FilePath) -> String? {
    let prefix = folder.string.hasSuffix("/") ? folder.string : folder.string + "/"
    return string.hasPrefix(prefix) ? String(string.dropFirst(prefix.count)) : nil
  }
}

/// A stretch of one file.
package struct FileLocation: Hashable, Sendable {
  package let file: FilePath
  package let range: TextRange

  package init(_ file: FilePath, _ range: TextRange) {
    self.file = file
    self.range = range
  }
}
