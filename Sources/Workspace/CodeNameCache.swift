// Where did a name stand in a file when it was last looked for? Kept until the file changes, for a rename and a list of
// references look for several names in the same files, and an edit changes one of them.

import Configurables
import PythonDefinitions
import SourceText
import SwiftDefinitions
import Synchronization

/// By what a text is known to be the one of before.
enum CodeState: Sendable, Hashable {
  case disk(FileStamp)
  case open(length: Int, hash: Int)

  init(_ text: SourceText) {
    var hasher = Hasher()
    text.bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    self = .open(length: text.length, hash: hasher.finalize())
  }
}

final class CodeNameCache: Sendable {
  /// Where a name stands in one text.
  struct Question: Sendable {
    let name: String
    let file: FilePath
    let state: CodeState
    let language: Language
    let module: PythonSourceRoots.Module
  }

  private struct Key: Hashable {
    let file: FilePath
    let name: String
    let module: String

    init(_ question: Question) { (file, name, module) = (question.file, question.name, question.module.name) }
  }

  /// What was made of a text, without the text.
  private struct Kept<Made: Sendable>: Sendable {
    let made: Made
    let state: CodeState
  }

  private let entries = Mutex<[Key: Kept<CodeNames>]>([:])
  private let filters = Mutex<[FilePath: Kept<WordFilter>]>([:])
  /// The texts that were parsed last; a parsed one is much larger than its text.
  private let parsed = Mutex<[FilePath: Kept<ParsedSwift>]>([:])
  private static let mostParsed = 16
  /// Then all are let go, which costs a parse of what is asked for again.
  private static let most = 4_000

  func known(_ question: Question) -> CodeNames? {
    entries.withLock { $0[Key(question)] }.flatMap { $0.state == question.state ? $0.made : nil }
  }

  /// What is found in the text that the question is about.
  func names(_ question: Question, in text: SourceText) -> CodeNames {
    let found =
      switch question.language {
      case .swift:
        parse(text, question).names(of: question.name, file: question.file, module: question.module.name)
      case .python:
        CodeNames(
          of: question.name, inPython: text, file: question.file, module: question.module.name,
          isPackage: question.module.isPackage)
      }
    entries.withLock {
      if $0.count >= Self.most { $0.removeAll() }
      $0[Key(question)] = Kept(made: found, state: question.state)
    }
    return found
  }

  /// The words of a file; nil where it cannot be read.
  func words(of file: FilePath, _ state: CodeState, _ read: () -> [UInt8]?) -> WordFilter? {
    if let known = filters.withLock({ $0[file] }), known.state == state { return known.made }
    guard let made = read().map(WordFilter.init) else { return nil }
    filters.withLock { $0[file] = Kept(made: made, state: state) }
    return made
  }

  private func parse(_ text: SourceText, _ question: Question) -> ParsedSwift {
    if let known = parsed.withLock({ $0[question.file] }), known.state == question.state { return known.made }
    let made = ParsedSwift(text)
    parsed.withLock {
      if $0.count >= Self.mostParsed { $0.removeAll() }
      $0[question.file] = Kept(made: made, state: question.state)
    }
    return made
  }
}
