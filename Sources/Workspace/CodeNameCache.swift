// Where did a name stand in a text when it was last looked for? Kept until the text changes, for a rename and a list of
// references look for several names in the same files, and an edit changes one of them.

import Configurables
import SourceText
import SwiftDefinitions
import Synchronization

final class CodeNameCache: Sendable {
  private struct Key: Hashable {
    let file: FilePath
    let name: String
    let module: String
  }

  private struct Entry {
    let length: Int
    let hash: Int
    let names: CodeNames
  }

  private struct Parsed {
    let length: Int
    let hash: Int
    let text: ParsedSwift
  }

  private let entries = Mutex<[Key: Entry]>([:])
  /// The texts that were parsed last; a parsed one is much larger than its text.
  private let parsed = Mutex<[FilePath: Parsed]>([:])
  private static let mostParsed = 16
  /// Then all are let go, which costs a parse of what is asked for again.
  private static let most = 4_000

  /// What was found in the same text, else what `read` finds now.
  func names(_ name: String, in file: FilePath, _ text: SourceText, module: String, _ read: () -> CodeNames)
    -> CodeNames
  {
    let key = Key(file: file, name: name, module: module)
    let hash = Self.hash(text)
    if let known = entries.withLock({ $0[key] }), known.hash == hash, known.length == text.length {
      return known.names
    }
    let found = read()
    entries.withLock {
      if $0.count >= Self.most { $0.removeAll() }
      $0[key] = Entry(length: text.length, hash: hash, names: found)
    }
    return found
  }

  func names(_ name: String, inSwift file: FilePath, _ text: SourceText, module: String) -> CodeNames {
    names(name, in: file, text, module: module) {
      parse(text, file).names(of: name, file: file, module: module)
    }
  }

  private func parse(_ text: SourceText, _ file: FilePath) -> ParsedSwift {
    let hash = Self.hash(text)
    if let known = parsed.withLock({ $0[file] }), known.hash == hash, known.length == text.length { return known.text }
    let made = ParsedSwift(text)
    parsed.withLock {
      if $0.count >= Self.mostParsed { $0.removeAll() }
      $0[file] = Parsed(length: text.length, hash: hash, text: made)
    }
    return made
  }

  private static func hash(_ text: SourceText) -> Int {
    var hasher = Hasher()
    text.bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    return hasher.finalize()
  }
}
