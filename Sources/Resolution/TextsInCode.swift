// Which texts does the code write? Literals that may be names of scopes or macros, found without reading the languages.

import Configurables
import SourceText

struct TextsInCode: Sendable {
  /// Short texts between quotes, in Python and in Swift.
  private(set) var literals: Set<String> = []
  /// What stands between the slashes of these texts.
  private(set) var parts: Set<String> = []
  /// Whether `config_scope(…)` is called with something that is no literal, so that any scope may be entered.
  private(set) var makesScopes = false

  /// Whether the code asks gin for configurables, and so may call what is registered for references.
  private(set) var asksForConfigurables = false

  private static let longest = 80

  init(_ files: some Sequence<DefinitionFile>) {
    for file in files { file.text.bytes.withUnsafeBufferPointer { read($0) } }
  }

  private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
    let call = Array("config_scope(".utf8)
    let asking = ["get_configurable(", "get_bindings("].map { Array($0.utf8) }
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        place = literal(bytes, from: place)
      } else {
        if byte == call[0], bytes[place...].starts(with: call) {
          let next = bytes[(place + call.count)...].first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\n") }
          // `config_scope(None)` leaves all scopes.
          if next != UInt8(ascii: "'"), next != UInt8(ascii: "\""), next != UInt8(ascii: "N") { makesScopes = true }
        }
        if byte == UInt8(ascii: "g"), asking.contains(where: { bytes[place...].starts(with: $0) }) {
          asksForConfigurables = true
        }
        place += 1
      }
    }
  }

  /// Takes in what stands up to the same quote on the same line. Where that is no literal, as behind an apostrophe in a
  /// comment, the search goes on behind the quote; a text too many does no harm.
  private mutating func literal(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let end = min(bytes.count, start + 1 + Self.longest)
    var place = start + 1
    while place < end, bytes[place] != bytes[start], bytes[place] != UInt8(ascii: "\n") { place += 1 }
    guard place < end, bytes[place] == bytes[start] else { return start + 1 }
    let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[(start + 1)..<place]), as: UTF8.self)
    literals.insert(text)
    parts.formUnion(text.split(separator: "/").map(String.init))
    // The closing quote may open another one where the first was none.
    return place
  }
}
