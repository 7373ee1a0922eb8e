// How does a file stay readable while a part of it is half typed? It is read in pieces.
//
// An unclosed brace makes the parser take all that follows for the body of what is open. Swift's declarations at the
// top of a file start in the first column, so a file that does not parse is cut there, and every piece is parsed by
// itself: what is whole is found whatever stands before it.

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
    var fragment = Fragment()
    Lowering(file: file, module: module, base: 0).read(item, into: &fragment)
    fragment.readConstants()
    return fragment
  }

  func readInPieces() -> Fragment {
    var fragment = Fragment()
    for piece in pieces(0, text.length) where !ByteScan.nestsTooDeeply(text.bytes[piece]) {
      let tree = text.bytes.withUnsafeBufferPointer { bytes in
        Parser.parse(source: UnsafeBufferPointer(rebasing: bytes[piece]), maximumNestingLevel: Self.deepest)
      }
      var read = Lowering(file: file, module: module, base: piece.lowerBound).read(tree.statements)
      read.readConstants()
      fragment.append(read)
    }
    return fragment
  }

  /// Cuts the bytes before every line that starts a declaration in the first column, comments above it included.
  private func pieces(_ start: Int, _ end: Int) -> [Range<Int>] {
    var cutter = PieceCutter(start: start)
    var line = text.line(of: TextOffset(start))
    let conditions = balancedConditions
    while line < text.lineCount, text.lineStarts[line] < end {
      let lineStart = text.lineStarts[line]
      let lineEnd = min(end, line + 1 < text.lineCount ? text.lineStarts[line + 1] : end)
      cutter.take(text.bytes[lineStart..<lineEnd], isInsideCondition: conditions.contains { $0.contains(line) })
      line += 1
    }
    return cutter.finish(end)
  }

  /// The lines from each outermost `#if` of the first column to behind its `#endif`; one without an end holds nothing
  /// together.
  private var balancedConditions: [Range<Int>] {
    var found: [Range<Int>] = []
    var open: [Int] = []
    for (line, start) in text.lineStarts.enumerated() where start < text.length {
      let bytes = text.bytes[start...]
      if bytes.starts(with: "#if".utf8) { open.append(line) }
      guard bytes.starts(with: "#endif".utf8), let first = open.popLast() else { continue }
      found.removeAll { $0.lowerBound > first }
      found.append(first..<line + 1)
    }
    return found
  }
}

/// Cuts a text into pieces, line by line.
private struct PieceCutter {
  private var pieces: [Range<Int>] = []
  private var pieceStart: Int
  private var commentStart: Int?
  // A piece of attributes and comments alone belongs to the declaration that follows, if its brackets are closed.
  private var holdsDeclaration = false
  private var openBrackets = 0
  private var wasInsideCondition = false

  init(start: Int) { pieceStart = start }

  mutating func take(_ line: ArraySlice<UInt8>, isInsideCondition: Bool) {
    defer { wasInsideCondition = isInsideCondition }
    let kind = LineStart(line)
    if isInsideCondition {
      if !wasInsideCondition, holdsDeclaration { cut(before: line.startIndex) }
      (holdsDeclaration, commentStart) = (true, nil)
      return
    }
    switch kind {
    case .declaration, .attribute:
      if holdsDeclaration || openBrackets != 0 { cut(before: line.startIndex) }
      commentStart = nil
      if kind == .declaration { holdsDeclaration = true }
    case .blank: return
    case .comment:
      commentStart = commentStart ?? line.startIndex
      return
    case .other:
      commentStart = nil
      // But for the rest of an attribute's arguments.
      if openBrackets == 0 { holdsDeclaration = true }
    }
    if !holdsDeclaration { openBrackets += Self.opened(line) }
  }

  private mutating func cut(before lineStart: Int) {
    pieces.append(pieceStart..<(commentStart ?? lineStart))
    pieceStart = commentStart ?? lineStart
    (holdsDeclaration, openBrackets) = (false, 0)
  }

  mutating func finish(_ end: Int) -> [Range<Int>] {
    pieces.append(pieceStart..<max(pieceStart, end))
    return pieces.filter { !$0.isEmpty }
  }

  private static func opened(_ line: ArraySlice<UInt8>) -> Int {
    line.reduce(0) { depth, byte in
      switch byte {
      case UInt8(ascii: "("): depth + 1
      case UInt8(ascii: ")"): depth - 1
      default: depth
      }
    }
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
