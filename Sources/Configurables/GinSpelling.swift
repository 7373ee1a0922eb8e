// How does a config spell a name of the code? `baseLR` of Swift is `base_lr`; types and Python's names stay as they are.

extension Language {
  /// The spelling that gin files use for a function or a parameter of this language. It folds to the same name.
  package func ginSpelling(_ name: String) -> String {
    guard self == .swift, let first = name.utf8.first, !Self.isUpper(first) else { return name }
    let bytes = Array(name.utf8)
    var spelling: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
      if index > 0, Self.isUpper(byte), bytes[index - 1] != UInt8(ascii: "_") {
        let endsAcronym = index + 1 < bytes.count && Self.isLower(bytes[index + 1])
        if !Self.isUpper(bytes[index - 1]) || endsAcronym { spelling.append(UInt8(ascii: "_")) }
      }
      spelling.append(Self.isUpper(byte) ? byte | 0x20 : byte)
    }
    return String(decoding: spelling, as: UTF8.self)
  }

  private static func isUpper(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") }
  private static func isLower(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") }
}
