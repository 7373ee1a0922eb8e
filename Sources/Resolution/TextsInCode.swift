// Which texts does the code write? Literals that may be names of scopes or macros, found without reading the languages.

import Configurables
import SourceText

struct TextsInCode: Sendable {
  /// In how many files a text stands between quotes, and in how many between the slashes of such a text.
  private var literals: [String: Int] = [:]
  private var parts: [String: Int] = [:]
  private var makingScopes = 0
  private var asking = 0

  init(_ files: some Sequence<DefinitionFile>) {
    for file in files { count(TextsInFile(file), 1) }
  }

  /// Whether `config_scope(…)` is called with something that is no literal, so that any scope may be entered.
  var makesScopes: Bool { makingScopes > 0 }

  /// Whether the code asks gin for configurables, and so may call what is registered for references.
  var asksForConfigurables: Bool { asking > 0 }

  /// Whether a short text stands between quotes, in Python or in Swift.
  func hasLiteral(_ text: String) -> Bool { literals[text] != nil }

  /// Whether it stands between the slashes of such a text.
  func hasPart(_ text: String) -> Bool { parts[text] != nil }

  /// The same with other versions of some files.
  func updated(_ changed: [(old: DefinitionFile, new: DefinitionFile)]) -> TextsInCode {
    var updated = self
    for (old, new) in changed {
      updated.count(TextsInFile(old), -1)
      updated.count(TextsInFile(new), 1)
    }
    return updated
  }

  private mutating func count(_ file: TextsInFile, _ difference: Int) {
    for text in file.literals { Self.count(text, difference, in: &literals) }
    for text in file.parts { Self.count(text, difference, in: &parts) }
    if file.makesScopes { makingScopes += difference }
    if file.asksForConfigurables { asking += difference }
  }

  private static func count(_ text: String, _ difference: Int, in counts: inout [String: Int]) {
    let count = (counts[text] ?? 0) + difference
    counts[text] = count > 0 ? count : nil
  }
}

/// The texts of one file.
private struct TextsInFile {
  private(set) var literals: Set<String> = []
  private(set) var parts: Set<String> = []
  private(set) var makesScopes = false
  private(set) var asksForConfigurables = false

  private static let longest = 80

  init(_ file: DefinitionFile) { file.text.bytes.withUnsafeBufferPointer { read($0) } }

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
