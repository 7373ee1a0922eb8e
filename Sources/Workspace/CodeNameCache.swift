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

  /// What was made of a text, without the text.
  private struct Kept<Made: Sendable>: Sendable {
    let made: Made
    private let (length, hash): (Int, Int)

    init(_ made: Made, of text: SourceText) {
      self.made = made
      (length, hash) = (text.length, Self.hash(text))
    }

    func isMade(of text: SourceText) -> Bool { length == text.length && hash == Self.hash(text) }

    private static func hash(_ text: SourceText) -> Int {
      var hasher = Hasher()
      text.bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
      return hasher.finalize()
    }
  }

  private let entries = Mutex<[Key: Kept<CodeNames>]>([:])
  /// The texts that were parsed last; a parsed one is much larger than its text.
  private let parsed = Mutex<[FilePath: Kept<ParsedSwift>]>([:])
  private static let mostParsed = 16
  /// Then all are let go, which costs a parse of what is asked for again.
  private static let most = 4_000

  /// What was found in the same text, else what `read` finds now.
  func names(_ name: String, in file: FilePath, _ text: SourceText, module: String, _ read: () -> CodeNames)
    -> CodeNames
  {
    let key = Key(file: file, name: name, module: module)
    if let known = entries.withLock({ $0[key] }), known.isMade(of: text) { return known.made }
    let found = Kept(read(), of: text)
    entries.withLock {
      if $0.count >= Self.most { $0.removeAll() }
      $0[key] = found
    }
    return found.made
  }

  func names(_ name: String, inSwift file: FilePath, _ text: SourceText, module: String) -> CodeNames {
    names(name, in: file, text, module: module) {
      parse(text, file).names(of: name, file: file, module: module)
    }
  }

  private func parse(_ text: SourceText, _ file: FilePath) -> ParsedSwift {
    if let known = parsed.withLock({ $0[file] }), known.isMade(of: text) { return known.made }
    let made = Kept(ParsedSwift(text), of: text)
    parsed.withLock {
      if $0.count >= Self.mostParsed { $0.removeAll() }
      $0[file] = made
    }
    return made.made
  }
}
