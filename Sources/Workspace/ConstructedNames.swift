// Which types might a file construct? The names before a `(` that begin with a capital, as a scan of its bytes finds them.

import SourceText

/// A set of names, as hashes: a false alarm costs one parse.
struct ConstructedNames: Sendable {
  private var hashes: Set<UInt32> = []

  init() {}

  init(scanning bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { bytes in
      var index = 0
      while index < bytes.count {
        guard bytes[index].isNamePart else {
          index += 1
          continue
        }
        let start = index
        var hash = Self.seed
        while index < bytes.count, bytes[index].isNamePart {
          hash = Self.step(hash, bytes[index])
          index += 1
        }
        let isCapital = bytes[start] >= UInt8(ascii: "A") && bytes[start] <= UInt8(ascii: "Z")
        if isCapital, index < bytes.count, bytes[index] == UInt8(ascii: "(") { hashes.insert(hash) }
      }
    }
  }

  func contains(anyOf names: some Sequence<String>) -> Bool {
    names.contains { name in hashes.contains(name.utf8.reduce(Self.seed, Self.step)) }
  }

  // FNV-1a.
  private static let seed: UInt32 = 2_166_136_261
  private static func step(_ hash: UInt32, _ byte: UInt8) -> UInt32 { (hash ^ UInt32(byte)) &* 16_777_619 }
}

extension [UInt8] {
  /// Whether the bytes hold the word, whatever stands around it.
  func containsWord(_ word: StaticString) -> Bool {
    let wanted = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    guard !wanted.isEmpty, count >= wanted.count else { return false }
    return withUnsafeBufferPointer { bytes in
      for start in 0...bytes.count - wanted.count where bytes[start] == wanted[0] {
        var length = 1
        while length < wanted.count, bytes[start + length] == wanted[length] { length += 1 }
        if length == wanted.count { return true }
      }
      return false
    }
  }
}
