// What does a Swift file define, now and after the next edit? A parsed file that takes edits.

package import Configurables
package import SourceText
import SwiftParser
import SwiftSyntax

package struct SwiftParse: Sendable {
  package let text: SourceText
  package let definitions: DefinitionFile
  private let result: Result
  private let items: [ReadItem]
  /// Every reparse keeps the memory of the ones before, so now and then the whole file is parsed anew.
  private let reparses: Int
  private static let mostReparses = 64

  /// - Parameter module: the SwiftPM target.
  package init(text: SourceText, file: FilePath, module: String) {
    let result = Self.parse(text, after: nil)
    self.init(text: text, file: file, module: module, result: result, reparses: 0, previous: nil)
  }

  /// The same file with another text, which may differ anywhere; a small difference costs little.
  package func updated(to text: SourceText) -> SwiftParse {
    let change = Change(from: self.text.bytes, to: text.bytes)
    guard !change.isEmpty else { return self }
    guard reparses < Self.mostReparses, case .whole(let parsed) = result, !ByteScan.nestsTooDeeply(text.bytes) else {
      return SwiftParse(text: text, file: definitions.file, module: definitions.module)
    }
    let edit = SourceEdit(
      range: AbsolutePosition(utf8Offset: change.start)..<AbsolutePosition(utf8Offset: change.oldEnd),
      replacement: String(repeating: " ", count: change.newEnd - change.start))
    let transition = IncrementalParseTransition(
      previousIncrementalParseResult: parsed, edits: ConcurrentEdits(edit))
    let result = Self.parse(text, after: transition)
    return SwiftParse(
      text: text, file: definitions.file, module: definitions.module, result: result, reparses: reparses + 1,
      previous: (items, change))
  }

  /// - Parameter range: clamped to the text.
  package func replacing(_ range: TextRange, with replacement: String) -> SwiftParse {
    updated(to: text.replacing(range, with: replacement))
  }

  private init(
    text: SourceText, file: FilePath, module: String, result: Result, reparses: Int,
    previous: (items: [ReadItem], change: Change)?
  ) {
    var items: [ReadItem] = []
    let known = Dictionary(
      (previous?.items ?? []).map { ($0.start, $0) }, uniquingKeysWith: { first, _ in first })
    let reader = FileReader(text: text, file: file, module: module)
    var fragment = Fragment()
    if let tree = result.whole {
      for item in tree.statements {
        let start = item.position.utf8Offset
        let end = item.endPosition.utf8Offset
        let read: ReadItem
        if let old = known[start], old.end == end, previous?.change.leavesAlone(start, end) == true {
          read = old
        } else {
          read = ReadItem(start: start, end: end, fragment: reader.read(item))
        }
        items.append(read)
        fragment.append(read.fragment)
      }
    } else {
      fragment = reader.readInPieces()
    }
    fragment.joinExtensions()
    self.text = text
    self.result = result
    self.items = items
    self.reparses = reparses
    self.definitions = DefinitionFile(
      .init(
        file: file, language: .swift, module: module, text: text, configurables: fragment.configurables,
        functions: fragment.functions, types: fragment.types, globals: fragment.globals,
        constants: fragment.constants, imports: fragment.imports))
  }

  private static func parse(_ text: SourceText, after: IncrementalParseTransition?) -> Result {
    guard !ByteScan.nestsTooDeeply(text.bytes) else { return .broken }
    let result = text.bytes.withUnsafeBufferPointer { bytes in
      Parser.parseIncrementally(source: bytes, maximumNestingLevel: FileReader.deepest, parseTransition: after)
    }
    return result.tree.hasError ? .broken : .whole(result)
  }

  private enum Result: Sendable {
    case whole(IncrementalParseResult)
    /// Something in the file does not parse; how it is read depends on the text alone, and not on the edits before.
    case broken

    var whole: SourceFileSyntax? { if case .whole(let result) = self { result.tree } else { nil } }
  }
}

extension DefinitionFile {
  /// All that one Swift file defines.
  /// - Parameter module: the SwiftPM target.
  package init(swift text: SourceText, file: FilePath, module: String) {
    self = SwiftParse(text: text, file: file, module: module).definitions
  }
}

/// What was read of one declaration at the top of the file.
private struct ReadItem: Sendable {
  var start: Int
  var end: Int
  var fragment: Fragment
}

/// The stretch in which two texts differ.
private struct Change {
  var start: Int
  var oldEnd: Int
  var newEnd: Int

  init(from old: [UInt8], to new: [UInt8]) {
    let shorter = min(old.count, new.count)
    var prefix = 0
    var suffix = 0
    old.withUnsafeBufferPointer { old in
      new.withUnsafeBufferPointer { new in
        while prefix < shorter, old[prefix] == new[prefix] { prefix += 1 }
        while suffix < shorter - prefix, old[old.count - 1 - suffix] == new[new.count - 1 - suffix] { suffix += 1 }
      }
    }
    start = prefix
    oldEnd = old.count - suffix
    newEnd = new.count - suffix
  }

  var isEmpty: Bool { start == oldEnd && start == newEnd }

  /// Whether the bytes from `start` to `end` stand where they stood.
  func leavesAlone(_ start: Int, _ end: Int) -> Bool {
    end < self.start || (oldEnd == newEnd && start > oldEnd)
  }
}
