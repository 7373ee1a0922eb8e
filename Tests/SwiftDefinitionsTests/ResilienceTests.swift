// Does half-typed, hostile or edited Swift keep what is whole, and never trap?

import Configurables
import Foundation
import SourceText
import SwiftDefinitions
import Synchronization
import TestSupport
import Testing

struct ResilienceTests {
  /// Runs on a thread with the stack of a secondary thread on macOS, 512 KB.
  private func onSmallStack<Result: Sendable>(_ work: @escaping @Sendable () -> Result) throws -> Result {
    let box = Mutex<Result?>(nil)
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
      let result = work()
      box.withLock { $0 = result }
      done.signal()
    }
    thread.stackSize = 512 * 1024
    thread.start()
    done.wait()
    return try #require(box.withLock { $0 })
  }

  @Test(arguments: [Samples.trainer, Samples.networks])
  func everyPrefixKeepsWhatIsWholeBeforeIt(sample: String) {
    let whole = Samples.read(sample)
    let text = SourceText(sample)
    var parse = SwiftParse(text: SourceText(""), file: whole.file, module: "train")
    for prefix in Mutilation.prefixes(of: text) {
      parse = parse.updated(to: prefix)
      let file = Samples.read(prefix.string)
      #expect(parse.definitions == file, "after \(prefix.length) bytes")
      let names = Set(file.configurables.map(\.selector))
      for configurable in whole.configurables {
        guard let end = whole.end(of: configurable), end < prefix.length else { continue }
        #expect(names.contains(configurable.selector), "\(configurable.selector) after \(prefix.length) bytes")
      }
    }
  }

  /// A series of edits, the same in every run: pieces of Swift inserted, and stretches deleted, at places that a small
  /// generator picks.
  @Test(arguments: 1...6)
  func editsGiveWhatAFullReadGives(seed: Int) {
    var random = Scramble(state: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15)
    let pieces = [
      "{", "}", "(", ")", "\"", "\"\"\"", "\n", "  ", "func f() {}\n", "@Configurable ", "@Config\n", "let x = 1\n",
      ",", ":",
      "struct A {", "/*", "*/", "//", "#if DEBUG\n", "#endif\n", "?", "1", "é", "=", "case a", ".b", "in", "<", "else",
      "\\(",
    ]
    var parse = SwiftParse(
      text: SourceText(seed.isMultiple(of: 2) ? Samples.trainer : Samples.networks), file: FilePath("/a.swift"),
      module: "train")
    for step in 0..<60 {
      let start = random.next(below: parse.text.length + 1)
      let length = random.next(below: 3) == 0 ? random.next(below: 12) : 0
      let replacement = random.next(below: 4) == 0 ? "" : pieces[random.next(below: pieces.count)]
      parse = parse.replacing(TextRange(start, start + length), with: replacement)
      let full = DefinitionFile(swift: parse.text, file: FilePath("/a.swift"), module: "train")
      #expect(parse.definitions == full, "seed \(seed), step \(step):\n\(parse.text.string)")
      if parse.definitions != full { return }
    }
  }

  /// On a small stack, because the threads that read files may have one.
  @Test(arguments: ["(", "[", "{", "@A(", ".a("])
  func bracketsWithoutEndDoNotOverflowTheStack(piece: String) throws {
    let text = "func f() { let x = " + String(repeating: piece, count: 100_000)
    let count = try onSmallStack { Samples.read(text).configurables.count }
    #expect(count == 0)
  }
}

/// A generator of numbers that are the same in every run.
private struct Scramble {
  var state: UInt64

  mutating func next(below bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(max(bound, 1)))
  }
}

extension DefinitionFile {
  /// The declaration at the top of the file that holds the configurable.
  fileprivate func topLevelRange(of configurable: Configurable) -> TextRange? {
    let ranges = functions.map(\.range) + types.map(\.range)
    return ranges.filter { $0.contains(configurable.nameRange) }.max { $0.length < $1.length }
  }

  fileprivate func end(of configurable: Configurable) -> Int? { topLevelRange(of: configurable)?.end.utf8 }
}
