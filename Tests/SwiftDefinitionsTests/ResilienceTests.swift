// Does half-typed, hostile or edited Swift keep what is whole, and never trap?

import Configurables
import Foundation
import SourceText
import SwiftDefinitions
import Synchronization
import TestSupport
import Testing

struct ResilienceTests {
  /// Runs on a thread with a quarter of the stack that the threads which read files have.
  private func onSmallStack<Result: Sendable>(_ work: @escaping @Sendable () -> Result) throws -> Result {
    let box = Mutex<Result?>(nil)
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
      let result = work()
      box.withLock { $0 = result }
      done.signal()
    }
    thread.stackSize = 2 << 20
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

  @Test(arguments: [Samples.trainer, Samples.networks])
  func everyDeletedTokenKeepsTheOtherDefinitions(sample: String) {
    let whole = Samples.read(sample)
    let text = SourceText(sample)
    let parse = SwiftParse(text: text, file: whole.file, module: "train")
    for token in Mutilation.tokens(of: text) {
      let broken = text.replacing(token, with: "")
      let file = Samples.read(broken.string)
      #expect(parse.updated(to: broken).definitions == file, "without \(text[token]) at \(token.start.utf8)")
      let names = Set(file.configurables.map(\.selector))
      for configurable in whole.configurables {
        // Broken are only the declaration that held the token and what stands inside it.
        guard let range = whole.topLevelRange(of: configurable), !range.touches(token.start), !range.touches(token.end)
        else { continue }
        #expect(
          names.contains(configurable.selector),
          "\(configurable.selector) without \(text[token]) at \(token.start.utf8)")
      }
    }
  }

  @Test(arguments: [
    "func a() {\n  if b {\n\n@Configurable func keep() {}\n",
    "struct A {\n  func b(\n\n/// Kept.\n@Configurable\nfunc keep() {}\n",
    "let a = [1, (2,\n@Configurable(\n  module: \"train\"\n)\nfunc keep() {}\n",
    "}\n}\n@Configurable func keep() {}\n",
    "let text = \"\"\"\n  half\n@Configurable func keep() {}\n",
    "let text = \"half\n@Configurable func keep() {}\n",
    "@Config struct\n@Configurable func keep() {}\n",
    "@Config(\n@Configurable func keep() {}\n",
    "#if DEBUG\nfunc a() {}\n@Configurable func keep() {}\n",
    "func a() { \(String(repeating: "(", count: 300))\n@Configurable func keep() {}\n",
    "enum A: { case\n@Configurable func keep() {}\n",
  ])
  func brokenDeclarationsDoNotHideTheNext(text: String) throws {
    let file = Samples.read(text)
    #expect(file.configurables.map(\.selector).contains("train.keep"))
    let kept = try file.configurable("keep")
    #expect(file.text[kept.nameRange] == "keep")
  }

  @Test(arguments: [
    "let x = " + String(repeating: "(", count: 100_000),
    "let x = " + String(repeating: "(", count: 100_000) + "1" + String(repeating: ")", count: 100_000),
    "let x = " + String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000),
    "func f() " + String(repeating: "{", count: 100_000) + String(repeating: "}", count: 100_000),
    "func f() { " + String(repeating: "if a { ", count: 20_000) + String(repeating: "}", count: 20_000) + "}",
    "let x = a" + String(repeating: ".b", count: 50_000),
    "let x = a" + String(repeating: "()", count: 20_000),
    "let x = a" + String(repeating: "!", count: 20_000),
    "let x = 1" + String(repeating: " + 1", count: 20_000),
    "let x = a" + String(repeating: " ? b : c", count: 10_000),
    "let x = " + String(repeating: "-", count: 20_000) + "1",
    "let x = " + String(repeating: "try ", count: 20_000) + "1",
    "let x = " + String(repeating: "!(", count: 20_000) + "1",
    "let x: " + String(repeating: "[", count: 100_000) + "Int" + String(repeating: "]", count: 100_000),
    "let x: Int" + String(repeating: "?", count: 50_000) + " = nil",
    "let x: A" + String(repeating: ".A", count: 50_000) + " = nil",
    "let x: " + String(repeating: "A<", count: 20_000) + "Int",
    String(repeating: "struct A { ", count: 20_000) + String(repeating: "}", count: 20_000),
    String(repeating: "#if DEBUG\n", count: 5_000) + "func f() {}\n" + String(repeating: "#endif\n", count: 5_000),
    "func f() { if a {}" + String(repeating: " else if a {}", count: 10_000) + "}",
    "let x = \"" + String(repeating: "\\(\"", count: 5_000),
    "func f() { switch x { case " + String(repeating: ".a(", count: 20_000) + ": b() } }",
    "let x: " + String(repeating: "(Int) -> ", count: 10_000) + "Int",
    "func f() { " + String(repeating: "a: ", count: 10_000) + "while b {} }",
    String(repeating: "@A(", count: 10_000) + "func f() {}",
    // Just below what is refused: this much the stack has to bear.
    "let x = a" + String(repeating: ".b", count: 490),
    "let x = a" + String(repeating: "()", count: 490),
    "let x = a" + String(repeating: "!", count: 490),
    "let x = " + String(repeating: "try ", count: 98) + "1",
    "let x: Int" + String(repeating: "?", count: 98) + " = nil",
    "let x: A" + String(repeating: ".A", count: 490) + " = nil",
    "let x: " + String(repeating: "(Int) -> ", count: 80) + "Int",
    "func f() { if a {}" + String(repeating: " else if a {}", count: 145) + "}",
    String(repeating: "#if DEBUG\n", count: 55) + "func f() {}\n" + String(repeating: "#endif\n", count: 55),
    String(repeating: "struct A { ", count: 95) + String(repeating: "}", count: 95),
  ])
  func deepNestingDoesNotOverflowTheStack(text: String) throws {
    let names = try onSmallStack {
      let file = Samples.read(text + "\n@Configurable func keep() {}\n")
      // Comparing, hashing and looking for names walk as deep as the reader went.
      let again = file
      _ = file.freeNames(excluding: [])
      return file == again && file.hashValue == again.hashValue ? file.configurables.map(\.name) : ["unequal"]
    }
    #expect(names == ["keep"])
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
