// Which texts does the code write? Literals that may be names of scopes or macros, found without reading the languages.

import Configurables
import SourceText

struct TextsInCode: Sendable {
  /// In how many files a text stands between quotes, and in how many between the slashes of such a text.
  private var literals: [String: Int] = [:]
  private var parts: [String: Int] = [:]
  /// In how many files a macro is bound by a text, `'STEPS = 5'`.
  private var bound: [String: Int] = [:]
  /// Names that programs pass over where nothing registers them.
  private var skipped: [String: Int] = [:]
  private var makingScopes = 0
  private var makingConstants = 0
  private var makingSearchPaths = 0
  private var skippingAll = 0
  private var skippingImports = 0
  private var asking = 0

  init(_ files: some Sequence<DefinitionFile>) {
    for file in files { count(TextsInFile(file), 1) }
  }

  /// Whether `config_scope(…)` is called with something that is no literal, so that any scope may be entered.
  var makesScopes: Bool { makingScopes > 0 }

  /// Whether `gin.constant(…)` is called with a name that is no literal.
  var makesConstants: Bool { makingConstants > 0 }

  /// Whether `add_config_file_search_path(…)` is called with something that is no literal.
  var makesSearchPaths: Bool { makingSearchPaths > 0 }

  /// Whether some text that code may parse binds a macro.
  func binds(_ macro: String) -> Bool { bound[macro] != nil }

  /// Whether a program may be told by `skip_unknown` to pass over a name that nothing registers.
  func maySkip(_ selector: String) -> Bool { skippingAll > 0 || skipped[selector] != nil }
  /// With any `skip_unknown` imports may fail.
  var maySkipImports: Bool { skippingImports > 0 }

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
    for text in file.bound { Self.count(text, difference, in: &bound) }
    for text in file.skipped { Self.count(text, difference, in: &skipped) }
    if file.makesScopes { makingScopes += difference }
    if file.makesConstants { makingConstants += difference }
    if file.makesSearchPaths { makingSearchPaths += difference }
    if file.skipsAll { skippingAll += difference }
    if file.skipsAll || !file.skipped.isEmpty { skippingImports += difference }
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
  private(set) var bound: Set<String> = []
  private(set) var skipped: Set<String> = []
  private(set) var skipsAll = false
  private(set) var makesScopes = false
  private(set) var makesConstants = false
  private(set) var makesSearchPaths = false
  private(set) var asksForConfigurables = false

  private static let longest = 80

  init(_ file: DefinitionFile) {
    file.text.bytes.withUnsafeBufferPointer { bytes in
      read(bytes)
      if file.language == .python { readCalls(bytes) }
    }
  }

  /// What calls of gin say, wherever they stand: texts that are too many do no harm here either.
  private mutating func readCalls(_ bytes: UnsafeBufferPointer<UInt8>) {
    let constant = Array("gin.constant(".utf8)
    let search = Array("add_config_file_search_path(".utf8)
    let skip = Array("skip_unknown".utf8)
    for place in bytes.indices {
      let byte = bytes[place]
      if byte == constant[0], bytes[place...].starts(with: constant) {
        if !Self.isQuoted(bytes[(place + constant.count)...]) { makesConstants = true }
      } else if byte == search[0], bytes[place...].starts(with: search) {
        if !Self.isQuoted(bytes[(place + search.count)...]) { makesSearchPaths = true }
      } else if byte == skip[0], bytes[place...].starts(with: skip) {
        readSkip(bytes, from: place + skip.count)
      }
    }
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
    if let equals = text.firstIndex(of: "="), let name = text[..<equals].split(separator: " ").first {
      bound.insert(String(name))
    }
    // The closing quote may open another one where the first was none.
    return place
  }

  /// Whether a text literal follows.
  private static func isQuoted(_ rest: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    let next = rest.first { !isBlank($0) }
    return next == UInt8(ascii: "'") || next == UInt8(ascii: "\"")
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") }

  /// `skip_unknown=True`, `skip_unknown=['a', 'b']`: what is handed on, or worked out, may be anything. A parameter that
  /// is declared without a default says nothing.
  private mutating func readSkip(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) {
    var rest = bytes[start...].drop { Self.isBlank($0) }
    guard rest.first == UInt8(ascii: "=") else { return }
    rest = rest.dropFirst().drop { Self.isBlank($0) }
    guard let first = rest.first, first != UInt8(ascii: "=") else { return }
    if ["False", "None", "skip_unknown"].contains(where: { rest.starts(with: $0.utf8) }) { return }
    guard first == UInt8(ascii: "[") || first == UInt8(ascii: "(") else {
      skipsAll = true
      return
    }
    let list = rest.dropFirst().prefix { $0 != UInt8(ascii: "]") && $0 != UInt8(ascii: ")") }
    for item in String(decoding: list, as: UTF8.self).split(separator: ",") {
      let text = item.filter { !$0.isWhitespace }
      guard text.count > 2, let quote = text.first, quote == "'" || quote == "\"", text.last == quote else {
        // An empty end behind the last comma is nothing.
        if !text.isEmpty { skipsAll = true }
        continue
      }
      skipped.insert(String(text.dropFirst().dropLast()))
    }
  }
}
