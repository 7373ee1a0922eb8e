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
    return listsConstants(bytes)
  }

  /// Whether the bytes hold `Constant("`, as a registry lists them.
  private static func listsConstants(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let start = bytes.baseAddress else { return false }
    let call: StaticString = "Constant("
    var offset = 0
    // Quotes are rarer than any letter of the name.
    while offset < bytes.count, let found = memchr(start + offset, 0x22, bytes.count - offset) {
      let quote = UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - start
      offset = quote + 1
      if quote >= call.utf8CodeUnitCount, starts(bytes, quote - call.utf8CodeUnitCount, call) { return true }
    }
    return false
  }

  /// Brackets nested deeper than this are not parsed: the parser's own limit does not count all of them, and its stack
  /// is ours.
  static let deepestBrackets = 100
  /// So many `else if` may follow each other: each is inside the one before.
  static let longestChain = 150
  /// So many `#if` may be open.
  static let deepestConditions = 60
  /// So many `.`, `?`, calls and the like may follow each other in one expression or type: `a.b.c` is a tree as deep as
  /// it is long. A `try`, a `?` and a `->` count for five, for what they cost of the stack.
  static let longestExpression = 500

  /// Strings and comments are not told apart, so the depth may be counted too high; no program comes near.
  static func nestsTooDeeply(_ bytes: some Collection<UInt8>) -> Bool {
    var nesting = Nesting()
    for byte in bytes {
      nesting.take(byte)
      if nesting.isTooDeep { return true }
    }
    return false
  }

  private struct Nesting {
    private var brackets = 0
    private var conditions = 0
    private var alternatives = 0
    private var links = 0
    private var isLineStart = false
    // The three bytes before the next one.
    private var last: (UInt8, UInt8, UInt8) = (0, 0, 0)

    var isTooDeep: Bool {
      brackets > deepestBrackets || conditions > deepestConditions || alternatives > longestChain
        || links > longestExpression
    }

    mutating func take(_ byte: UInt8) {
      if isLineStart, byte > UInt8(ascii: " ") {
        // An expression goes on in the next line only where that begins with a sign.
        if byte != UInt8(ascii: "."), byte != UInt8(ascii: "?"), byte != UInt8(ascii: "-") { links = 0 }
        isLineStart = false
      }
      switch byte {
      case UInt8(ascii: "\n"): isLineStart = true
      case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "="): links = 0
      case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "<"): links += 1
      case UInt8(ascii: "?"), UInt8(ascii: ">"): links += 5
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): brackets += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"):
        brackets = max(0, brackets - 1)
        links += 1
      case UInt8(ascii: "}"):
        brackets = max(0, brackets - 1)
        links = 0
      case UInt8(ascii: "y") where last.1 == UInt8(ascii: "t") && last.2 == UInt8(ascii: "r"): links += 5
      case UInt8(ascii: "f") where last.2 == UInt8(ascii: "i"):
        if last.1 == UInt8(ascii: "#") { conditions += 1 }
        if last.0 == UInt8(ascii: "n"), last.1 == UInt8(ascii: "d") { conditions -= 1 }
        if last.0 == UInt8(ascii: "e"), last.1 == UInt8(ascii: " ") { alternatives += 1 }
      // A chain of `else if` ends with its function.
      case UInt8(ascii: "c") where last == (UInt8(ascii: "f"), UInt8(ascii: "u"), UInt8(ascii: "n")): alternatives = 0
      default: break
      }
      last = (last.1, last.2, byte)
    }
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
