// Can a name stand in a text? Answered without the text, so that a file is not read again for each name.

import SourceText

/// A Bloom filter of a text's words: it may take a word for one of the text's that is none, and forgets no word.
package struct WordFilter: Sendable {
  /// As many bits as the text has bytes, and a power of two: of words that are not there one in some fifty passes.
  private let bits: [UInt64]

  package init(of text: [UInt8]) {
    var count = 1
    while count * 64 < text.count { count *= 2 }
    var bits = [UInt64](repeating: 0, count: count)
    var start = 0
    while start < text.count {
      var hash = Hash()
      while start < text.count, text[start].isNamePart {
        hash.add(text[start])
        start += 1
      }
      for place in hash.places(among: count) { bits[place.word] |= place.bit }
      start += 1
    }
    self.bits = bits
  }

  /// True of what is not one word.
  package func mayHold(_ name: String) -> Bool {
    var hash = Hash()
    for byte in name.utf8 {
      guard byte.isNamePart else { return true }
      hash.add(byte)
    }
    return hash.places(among: bits.count).allSatisfy { bits[$0.word] & $0.bit != 0 }
  }

  /// FNV-1a.
  private struct Hash {
    private var value: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }

    func places(among count: Int) -> [(word: Int, bit: UInt64)] {
      [value, value >> 32].map { part in (Int(truncatingIfNeeded: part >> 6) & (count - 1), 1 << (part & 63)) }
    }
  }
}
