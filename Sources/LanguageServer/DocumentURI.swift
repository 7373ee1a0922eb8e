// Which file does a URI name, and which URI names a file?

package import SourceText

package enum DocumentURI {
  /// The file that the URI names, percent signs decoded; `file://localhost/` is this machine.
  ///
  /// A document of another scheme (`untitled:Untitled-1`) has no place on the disk: its whole URI stands for its path,
  /// and no file of the disk is called that, because it does not begin with a slash. An absolute path is taken as it is,
  /// for `rootPath`.
  package static func file(_ uri: String) -> FilePath {
    if uri.utf8.first == UInt8(ascii: "/") { return normalized(uri) }
    guard let path = path(ofFileURI: uri) else { return FilePath(uri) }
    return normalized(decode(path))
  }

  /// The URI of a file on the disk; whatever is not plain ASCII in it is percent-encoded.
  package static func uri(of file: FilePath) -> String {
    guard file.string.utf8.first == UInt8(ascii: "/") else { return file.string }
    return "file://" + encode(file.string)
  }

  /// Letters, digits and `-._~/` stay.
  package static func encode(_ path: String) -> String {
    var encoded: [UInt8] = []
    let digits = Array("0123456789ABCDEF".utf8)
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"), UInt8(ascii: "/"):
        encoded.append(byte)
      default: encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }

  /// A percent sign without two hexadecimal digits stands for itself.
  static func decode(_ text: some StringProtocol) -> String {
    let bytes = Array(text.utf8)
    var decoded: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), bytes.count - index > 2, let high = digit(bytes[index + 1]),
        let low = digit(bytes[index + 2])
      {
        decoded.append(high << 4 | low)
        index += 3
      } else {
        decoded.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: decoded, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): return byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): return byte - UInt8(ascii: "A") + 10
    default: return nil
    }
  }

  /// Nil when the scheme is another one, or the file lies on another machine.
  private static func path(ofFileURI uri: String) -> Substring? {
    guard uri.prefix(5).lowercased() == "file:" else { return nil }
    var rest = uri.dropFirst(5)
    if rest.hasPrefix("//") {
      rest = rest.dropFirst(2)
      guard let slash = rest.firstIndex(of: "/") else { return nil }
      let host = rest[..<slash].lowercased()
      guard host.isEmpty || host == "localhost" else { return nil }
      rest = rest[slash...]
    }
    guard rest.hasPrefix("/") else { return nil }
    return rest.prefix { $0 != "?" && $0 != "#" }
  }

  /// Without `.`, `..`, doubled slashes and the slash at the end, so that one file has one name.
  private static func normalized(_ path: String) -> FilePath { FilePath("/").appending(path) }
}
