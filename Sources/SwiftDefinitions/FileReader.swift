// How does a file stay readable while a part of it is half typed? A broken declaration is read in pieces.
//
// An unclosed brace makes the parser take all that follows for the body of what is open. Swift's declarations at the
// top of a file start in the first column, so a broken one is cut there and its pieces are parsed each by itself.

import Configurables
import SourceText
import SwiftParser
import SwiftSyntax

struct FileReader {
  let text: SourceText
  let file: FilePath
  let module: String

  /// How deep brackets may nest before the parser gives up on the rest. Each level costs it stack.
  static let deepest = 60

  func read(_ item: CodeBlockItemSyntax) -> Fragment {
    if item.hasError {
      let pieces = pieces(item.position.utf8Offset, item.endPosition.utf8Offset)
      if pieces.count > 1 { return read(pieces) }
    }
    var fragment = Fragment()
    Lowering(file: file, module: module, base: 0).read(item, into: &fragment)
    return fragment
  }

  /// What the parser could not make anything of at the end of the file.
  func readRemainder(of tree: SourceFileSyntax) -> Fragment {
    guard tree.hasError else { return Fragment() }
    let start = tree.statements.endPosition.utf8Offset
    guard start < tree.endOfFileToken.position.utf8Offset else { return Fragment() }
    return read(pieces(start, text.length))
  }

  private func read(_ pieces: some Sequence<Range<Int>>) -> Fragment {
    var fragment = Fragment()
    for piece in pieces {
      let tree = text.bytes.withUnsafeBufferPointer { bytes in
        Parser.parse(source: UnsafeBufferPointer(rebasing: bytes[piece]), maximumNestingLevel: Self.deepest)
      }
      fragment.append(Lowering(file: file, module: module, base: piece.lowerBound).read(tree.statements))
    }
    return fragment
  }

  /// Cuts the bytes before every line that starts a declaration in the first column, comments above it included.
  private func pieces(_ start: Int, _ end: Int) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var pieceStart = start
    var commentStart: Int?
    // A piece of attributes and comments alone belongs to the declaration that follows.
    var (holdsDeclaration, holdsAttribute) = (false, false)
    var line = text.line(of: TextOffset(start))
    if text.lineStarts[line] < start { line += 1 }
    while line < text.lineCount, text.lineStarts[line] < end {
      let lineStart = text.lineStarts[line]
      let lineEnd = min(end, line + 1 < text.lineCount ? text.lineStarts[line + 1] : end)
      let kind = LineStart(text.bytes[lineStart..<lineEnd])
      switch kind {
      case .declaration, .attribute:
        if holdsDeclaration {
          pieces.append(pieceStart..<(commentStart ?? lineStart))
          pieceStart = commentStart ?? lineStart
          (holdsDeclaration, holdsAttribute) = (false, false)
        }
        if kind == .declaration { holdsDeclaration = true } else { holdsAttribute = true }
        commentStart = nil
      case .blank: break
      case .comment: commentStart = commentStart ?? lineStart
      case .other:
        commentStart = nil
        if !holdsAttribute { holdsDeclaration = true }
      }
      line += 1
    }
    pieces.append(pieceStart..<end)
    return pieces.filter { !$0.isEmpty }
  }
}

/// What the first column of a line shows.
private enum LineStart {
  case declaration, attribute, comment, blank, other

  init(_ line: ArraySlice<UInt8>) {
    guard let first = line.first, line.contains(where: { $0 > UInt8(ascii: " ") }) else {
      self = .blank
      return
    }
    switch first {
    case UInt8(ascii: "@"):
      // `@Config struct A {` declares on the attribute's own line.
      let words = line.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "(") }
      self =
        words.dropFirst().contains { Self.keywords.contains(String(decoding: $0, as: UTF8.self)) }
        ? .declaration : .attribute
    case UInt8(ascii: "/"): self = line.starts(with: "//".utf8) ? .comment : .other
    case UInt8(ascii: "a")...UInt8(ascii: "z"):
      let word = line.prefix { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") }
      self = Self.keywords.contains(String(decoding: word, as: UTF8.self)) ? .declaration : .other
    default: self = .other
    }
  }

  private static let keywords: Set = [
    "func", "struct", "class", "enum", "actor", "extension", "protocol", "let", "var", "typealias", "import",
    "public", "private", "internal", "package", "fileprivate", "open", "final", "nonisolated", "indirect", "static",
  ]
}
