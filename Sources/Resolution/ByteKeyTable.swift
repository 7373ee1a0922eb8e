// Have these bytes been seen before? A hash table from byte strings to small numbers, without making a `String`.

/// Numbers pairs of a number and a byte string from zero, in the order of their first sight. A 10,000-line file asks it
/// 10,000 times for every key that is typed, so that a hit must cost no allocation.
struct ByteKeyTable {
  private struct Entry {
    let hash: UInt64
    let family: Int32
    let start: Int
    let end: Int
  }

  private var bytes: [UInt8] = []
  private var entries: [Entry] = []
  /// Positions in `entries` plus one; zero for a free slot. A power of two long.
  private var slots: [Int32] = Array(repeating: 0, count: 64)

  var count: Int { entries.count }

  /// The number of the bytes among those of the same family; nil at the first sight.
  func number(of key: UnsafeBufferPointer<UInt8>, family: Int32 = 0) -> Int? {
    let hash = Self.hash(key, family)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while true {
      let number = Int(slots[slot]) - 1
      if number < 0 { return nil }
      let entry = entries[number]
      if entry.hash == hash, entry.family == family, entry.end - entry.start == key.count,
        matches(entry.start, key)
      {
        return number
      }
      slot = (slot + 1) & (slots.count - 1)
    }
  }

  /// Numbers bytes that `number(of:family:)` did not know.
  mutating func insert(_ key: UnsafeBufferPointer<UInt8>, family: Int32 = 0) {
    if (entries.count + 1) * 2 > slots.count { grow() }
    let start = bytes.count
    bytes.append(contentsOf: key)
    let hash = Self.hash(key, family)
    entries.append(Entry(hash: hash, family: family, start: start, end: bytes.count))
    place(entries.count - 1, hash)
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    for (number, entry) in entries.enumerated() { place(number, entry.hash) }
  }

  private mutating func place(_ number: Int, _ hash: UInt64) {
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = Int32(truncatingIfNeeded: number + 1)
  }

  private func matches(_ start: Int, _ key: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.withUnsafeBytes { stored in
      let key = UnsafeRawBufferPointer(key)
      var index = 0
      while index + 8 <= key.count {
        guard Self.word(stored, start + index) == Self.word(key, index) else { return false }
        index += 8
      }
      while index < key.count {
        guard stored[start + index] == key[index] else { return false }
        index += 1
      }
      return true
    }
  }

  /// Eight bytes, of which there have to be so many.
  @inline(__always)
  private static func word(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> UInt64 {
    bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self)
  }

  private static func hash(_ key: UnsafeBufferPointer<UInt8>, _ family: Int32) -> UInt64 {
    let bytes = UnsafeRawBufferPointer(key)
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325 ^ UInt64(truncatingIfNeeded: family)
    var index = 0
    // As FNV does with a byte; its low bits, which choose the slot, are mixed by the shifts.
    while index + 8 <= bytes.count {
      hash = (hash ^ word(bytes, index)) &* 0x9e37_79b9_7f4a_7c15
      hash ^= hash >> 32
      index += 8
    }
    while index < bytes.count {
      hash = (hash ^ UInt64(bytes[index])) &* 0x0000_0100_0000_01b3
      index += 1
    }
    return hash ^ (hash >> 29)
  }
}
