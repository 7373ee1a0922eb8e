// What does a value cost of the memory that an evaluation may use? About what it takes, with the room that growing
// leaves, by the peak memory of programs that make nothing else.

import BigInt
import SourceText

enum PythonBytes {
  /// A place of a list, copied as it is.
  static let place = 24
  /// A place of a list that grows.
  static let element = 40
  /// A list, tuple, table or set without what it holds.
  static let container = 112
  /// A key of a table or set, with its value.
  static let entry = 200
  /// Less than a generator takes that is kept, for most are let go at once, and what is charged is never given back.
  static let iterator = 288
  /// A function with what it closes over.
  static let function = 512
  static let instance = 448
  static let attribute = 96
  static let exception = 320
  static let type = 4096
  /// A value that was read of a config or of a default, which is kept to be shown.
  static let read = 288

  /// A text of its own; short ones stand in the value.
  static func text(_ bytes: Int) -> Int { bytes < 16 ? 16 : bytes &+ 48 }

  static func integer(bits: Int) -> Int { bits / 8 + 80 }

  /// Beside `entry`: what tells a key from others is kept once more.
  static func key(_ object: PythonObject) -> Int {
    switch object {
    case .string(let text): 48 &+ text.utf8.count
    case .tuple(let tuple): tuple.size &* 96
    case .set(let set): set.items.count &* 96
    case .big(let number): integer(bits: number.bitWidth)
    default: 0
    }
  }
}

extension PythonInterpreter {
  func chargeEntry(_ key: PythonKey) throws { try execution.charge(PythonBytes.entry &+ PythonBytes.key(key.object)) }

  /// An entry of a table, for what it costs.
  func set(
    _ key: PythonObject, to value: PythonObject, in table: PythonDictionary, _ range: TextRange, _ frame: PythonFrame
  ) throws {
    let key = try self.key(key, range, frame)
    try chargeEntry(key)
    table.set(key, value)
  }

  /// The same of a set.
  func insert(_ item: PythonObject, into set: PythonSet, _ range: TextRange, _ frame: PythonFrame) throws {
    let key = try key(item, range, frame)
    try chargeEntry(key)
    set.insert(key)
  }

  func charged(_ number: BigInt) throws -> PythonObject {
    try execution.charge(PythonBytes.integer(bits: number.bitWidth))
    return PythonObject(number)
  }

  func charged(_ text: String) throws -> PythonObject {
    try execution.charge(PythonBytes.text(text.utf8.count))
    return .string(text)
  }
}
