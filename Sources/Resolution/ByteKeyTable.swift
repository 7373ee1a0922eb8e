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
    bytes.withUnsafeBufferPointer { stored in
      for index in 0..<key.count where stored[start + index] != key[index] { return false }
      return true
    }
  }

  private static func hash(_ key: UnsafeBufferPointer<UInt8>, _ family: Int32) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325 ^ UInt64(truncatingIfNeeded: family)
    for byte in key { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    // The low bits choose the slot, and FNV mixes them least.
    return hash ^ (hash >> 29)
  }
}
