// Does a layout keep what gin-config reads, and does a second one change nothing?

import Foundation
import GinSyntax
import SourceText
import TestSupport
import Testing

@Suite struct FormatTests {
  /// The files of the packages, and generated ones.
  private static func texts() throws -> [[UInt8]] {
    var generator = GinGenerator(seed: 20_261_122)
    var texts = (0..<2000).map { _ in generator.file() }
    guard let folder = try PythonOracle.packages(toCheck: "layouts of published packages") else { return texts }
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".gin") }
    texts += try paths.sorted().map { Array(try Data(contentsOf: folder.appending(path: $0))) }
    return texts
  }

  @Test func ginConfigReadsTheSameBehindALayout() throws {
    guard let python = try PythonOracle.interpreter(toCheck: "that layouts keep the meaning") else { return }
    let texts = try Self.texts()
    let styles: [GinFormatStyle?] = [nil, .spaces(2), .spaces(4), .tabs]
    let laidOut = texts.enumerated().map { place, text in
      GinFile(SourceText(utf8: text)).formatted(styles[place % styles.count]).bytes
    }
    let before = try GinOracle.parse(texts, python: python)
    let after = try GinOracle.parse(laidOut, python: python)
    var changed = 0
    for place in texts.indices {
      if texts[place] != laidOut[place] { changed += 1 }
      let same =
        Self.meaning(before[place]) == Self.meaning(after[place])
        && before[place].error?.type == after[place].error?.type
      #expect(same, "\(String(decoding: texts[place], as: UTF8.self))\n→\n\(SourceText(utf8: laidOut[place]).string)")
    }
    print("layouts: \(texts.count) files, \(changed) changed")
    #expect(changed > 1000)
  }

  /// Lines move; nothing else does.
  private static func meaning(_ answer: GinOracle.Answer) -> [GinOracle.Answer.Row] {
    answer.statements.map { row in
      var row = row
      row.line = 0
      return row
    }
  }

  @Test func aSecondLayoutChangesNothing() throws {
    var generator = GinGenerator(seed: 7)
    for bytes in try Self.texts() {
      let text = SourceText(utf8: bytes)
      for style in [nil, GinFormatStyle.spaces(3), .tabs] { Self.expectStable(text, style) }
      Self.expectStable(SourceText(utf8: generator.damaged(bytes)), nil)
    }
  }

  private static func expectStable(_ text: SourceText, _ style: GinFormatStyle?) {
    let once = GinFile(text).formatted(style)
    let twice = GinFile(once).formatted(style)
    #expect(once == twice, "\(text.string)\n→\n\(once.string)\n→\n\(twice.string)")
  }

  /// A layout that was given up would be stable too: on whole files it must have been made.
  @Test func noWholeFileIsLeftAsItIs() throws {
    for bytes in try Self.texts() {
      let file = GinFile(SourceText(utf8: bytes))
      guard file.problems.isEmpty else { continue }
      let laidOut = GinFile(file.formatted())
      var place = TextOffset.zero
      for leaf in laidOut.leaves {
        let white = laidOut.text[TextRange(place, leaf.range.start)]
        #expect(!white.contains(" \n") && !white.contains("\n\n\n\n"), "\(laidOut.text.string)")
        place = leaf.range.end
      }
      let rest = laidOut.text[TextRange(place, TextOffset(laidOut.text.length))]
      #expect(rest == (place == .zero ? "" : "\n") || rest == "\r\n", "\(laidOut.text.string)")
    }
  }

  @Test func deepAndLongTextsAreLaidOutInTime() {
    let deep = String(repeating: "[\n", count: 20_000) + String(repeating: "]\n", count: 20_000)
    let wide = String(repeating: "[ 1,[", count: 20_000)
    for text in ["A.x = " + deep, "A.x = " + wide, String(repeating: "A.x=1\nA:\n x=2\n", count: 5000)] {
      Self.expectStable(SourceText(text), nil)
    }
  }
}
