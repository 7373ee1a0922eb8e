// Which character does `\N{NAME}` name?

enum PythonCharacterNames {
  /// - Parameter name: in any case, a Unicode name or alias.
  static func scalar(named name: String) -> Unicode.Scalar? {
    guard name.utf8.count <= 256, name.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
    return table[name.uppercased()]
  }

  /// Built when the first `\N` is met, because Swift maps characters to names only. Such escapes are rare, and the
  /// table takes a while.
  private static let table: [String: Unicode.Scalar] = {
    var table: [String: Unicode.Scalar] = [:]
    for value in (0x20 as UInt32)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      if let alias = scalar.properties.nameAlias { table[alias] = scalar }
      if let name = scalar.properties.name { table[name] = scalar }
    }
    return table
  }()
}
