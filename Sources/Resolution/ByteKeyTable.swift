// Have these bytes been seen before? A hash table from byte strings to small numbers, without making a `String`.

/// Numbers byte strings from zero in the order of their first sight. A 10,000-line file asks it 10,000 times for every
/// key that is typed, so that a hit must cost no allocation.
struct ByteKeyTable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  private var hashes: [UInt64] = []
  /// Positions in `hashes` plus one; zero for a free slot. A power of two long.
  private var slots: [Int32] = Array(repeating: 0, count: 64)

  init() {}

  var count: Int { hashes.count }

  /// The number of `head`, then `.` and `tail` where there is a tail; nil at the first sight.
  func number(of head: UnsafeBufferPointer<UInt8>, _ tail: UnsafeBufferPointer<UInt8>? = nil) -> Int? {
    let hash = Self.hash(head, tail)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while true {
      let number = Int(slots[slot]) - 1
      if number < 0 { return nil }
      if hashes[number] == hash, matches(number, head, tail) { return number }
      slot = (slot + 1) & (slots.count - 1)
    }
  }

  /// Numbers bytes that `number(of:_:)` did not know.
  mutating func insert(_ head: UnsafeBufferPointer<UInt8>, _ tail: UnsafeBufferPointer<UInt8>? = nil) -> Int {
    if (hashes.count + 1) * 2 > slots.count { grow() }
    let number = hashes.count
    let hash = Self.hash(head, tail)
    bytes.append(contentsOf: head)
    if let tail {
      bytes.append(UInt8(ascii: "."))
      bytes.append(contentsOf: tail)
    }
    ends.append(bytes.count)
    hashes.append(hash)
    place(number, hash)
    return number
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    for (number, hash) in hashes.enumerated() { place(number, hash) }
  }

  private mutating func place(_ number: Int, _ hash: UInt64) {
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = Int32(truncatingIfNeeded: number + 1)
  }

  private func matches(
    _ number: Int, _ head: UnsafeBufferPointer<UInt8>, _ tail: UnsafeBufferPointer<UInt8>?
  ) -> Bool {
    let start = number == 0 ? 0 : ends[number - 1]
    let length = ends[number] - start
    guard length == head.count + (tail.map { $0.count + 1 } ?? 0) else { return false }
    return bytes.withUnsafeBufferPointer { stored in
      for index in 0..<head.count where stored[start + index] != head[index] { return false }
      guard let tail else { return true }
      guard stored[start + head.count] == UInt8(ascii: ".") else { return false }
      let tailStart = start + head.count + 1
      for index in 0..<tail.count where stored[tailStart + index] != tail[index] { return false }
      return true
    }
  }

  private static func hash(_ head: UnsafeBufferPointer<UInt8>, _ tail: UnsafeBufferPointer<UInt8>?) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in head { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    if let tail {
      hash = (hash ^ UInt64(UInt8(ascii: "."))) &* 0x0000_0100_0000_01b3
      for byte in tail { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    }
    // The low bits choose the slot, and FNV mixes them least.
    return hash ^ (hash >> 29)
  }
}
