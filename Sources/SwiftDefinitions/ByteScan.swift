// Could this file matter? Scans of bytes at the speed of memory, so that few files are parsed.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

package enum ByteScan {
  /// Whether the bytes hold an attribute that registers: `@Configurable`, `@Config`, `@Gin.Config…`. Comments and
  /// strings count as well; a false alarm costs one parse.
  package static func mightDefine(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let start = bytes.baseAddress else { return false }
    var offset = 0
    while offset < bytes.count, let found = memchr(start + offset, 0x40, bytes.count - offset) {
      offset = UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - start + 1
      if starts(bytes, offset, "Config") || starts(bytes, offset, "Gin.Config") { return true }
    }
    return false
  }

  /// Brackets nested deeper than this are not parsed: the parser's own limit does not count all of them, and its stack
  /// is ours.
  static let deepestBrackets = 1000

  /// Strings and comments are not told apart, so the depth may be counted too high; no program comes near.
  static func nestsTooDeeply(_ bytes: [UInt8]) -> Bool {
    var depth = 0
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
      default: continue
      }
      if depth > deepestBrackets { return true }
    }
    return false
  }

  package static func mightDefine(_ bytes: [UInt8]) -> Bool { bytes.withUnsafeBufferPointer { mightDefine($0) } }

  /// Whether a declaration of one of the names might stand in the bytes: `func name`, `struct name`, `extension name`…
  /// Comments and strings count as well.
  package static func declares(_ names: Set<String>, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var wanted: [Int: Set<String>] = [:]
    for name in names { wanted[name.utf8.count, default: []].insert(name) }
    var index = 0
    while index < bytes.count {
      guard isNameByte[Int(bytes[index])] else {
        index += 1
        continue
      }
      let start = index
      while index < bytes.count, isNameByte[Int(bytes[index])] { index += 1 }
      guard isDeclarator(bytes, start, index) else { continue }
      var nameStart = index
      while nameStart < bytes.count, bytes[nameStart] <= 0x20 || bytes[nameStart] == 0x60 { nameStart += 1 }
      var nameEnd = nameStart
      while nameEnd < bytes.count, isNameByte[Int(bytes[nameEnd])] { nameEnd += 1 }
      guard nameEnd > nameStart, nameStart > index else { continue }
      if let candidates = wanted[nameEnd - nameStart],
        candidates.contains(String(decoding: bytes[nameStart..<nameEnd], as: UTF8.self))
      {
        return true
      }
    }
    return false
  }

  package static func declares(_ names: Set<String>, in bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { declares(names, in: $0) }
  }

  private static func starts(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int, _ text: StaticString) -> Bool {
    guard bytes.count - offset >= text.utf8CodeUnitCount, let start = bytes.baseAddress else { return false }
    return memcmp(start + offset, text.utf8Start, text.utf8CodeUnitCount) == 0
  }

  /// `case` declares an enum's case, but only enums that are named otherwise have one worth finding.
  private static func isDeclarator(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    switch end - start {
    case 3: starts(bytes, start, "let") || starts(bytes, start, "var")
    case 4: starts(bytes, start, "func") || starts(bytes, start, "enum")
    case 5: starts(bytes, start, "class") || starts(bytes, start, "actor")
    case 6: starts(bytes, start, "struct")
    case 8: starts(bytes, start, "protocol")
    case 9: starts(bytes, start, "extension") || starts(bytes, start, "typealias")
    default: false
    }
  }

  /// ASCII letters, digits and `_`, and every byte of other characters.
  private static let isNameByte: [Bool] = (0..<256).map { byte in
    byte >= 0x80 || byte == 0x5F || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
      || (0x61...0x7A).contains(byte)
  }
}
