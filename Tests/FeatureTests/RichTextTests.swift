// Is rich text written so that nothing in it is taken for a mark, and are numbers drawn as they lie?

import Configurables
import EditorFeatures
import SourceText
import Testing

@Suite struct RichTextTests {
  private let place = FileLocation(FilePath("/words/a b.gin"), .zero)

  @Test func `both renderings say the same`() {
    let text = RichText([
      .code("x = 1", .gin),
      .paragraph("Set by \(code: "x = 1") at \(Words([.link("a b.gin:1", place)]))."),
      .list("Inputs:", items: ["\(code: "a")", "plain"]),
    ])
    #expect(text.plainText == "x = 1\n\nSet by x = 1 at a b.gin:1.\n\nInputs:\n- a\n- plain")
    #expect(
      text.markdown { $0.file.name + "#L1" }
        == "```gin\nx = 1\n```\n\nSet by `x = 1` at [a b.gin:1](a b.gin#L1).\n\nInputs:\n\n- `a`\n- plain")
    #expect(text.markdown { _ in nil }.contains("at a b.gin:1."))
    #expect(
      text.plainTextWithCode == "```gin\nx = 1\n```\n\nSet by x = 1 at a b.gin:1.\n\nInputs:\n- a\n- plain")
  }

  @Test func `marks in a text stay text`() {
    let text = RichText([.paragraph("a_b *c* [d](e) <f> #g \(code: "h`i") \(code: "`j")"), .code("k ``` l", .none)])
    #expect(
      text.markdown { _ in nil }
        == "a\\_b \\*c\\* \\[d\\](e) \\<f\\> \\#g ``h`i`` `` `j ``\n\n````\nk ``` l\n````")
    #expect(text.plainText == "a_b *c* [d](e) <f> #g h`i `j\n\nk ``` l")
  }

  /// Levels worked out by hand: a value's share of the way from least to greatest, times seven, rounded.
  @Test(arguments: [
    ([0, 1, 2, 3, 4, 5, 6, 7], "▁▂▃▄▅▆▇█"),
    (
      [1e-3, 0.0009140576474687263, 0.0006890576474687264, 0.0004109423525312737, 0.00018594235253127368, 1e-4],
      "█▇▆▃▂▁"
    ),
    ([5, 5], "▄▄"),
    ([-1, 1], "▁█"),
    ([-1.7976931348623157e308, 0, 1.7976931348623157e308], "▁▅█"),
  ])
  func `numbers are drawn between their least and greatest`(numbers: [Double], line: String) {
    #expect(blockLine(numbers) == line)
  }

  @Test func `what cannot be drawn is not`() {
    #expect(blockLine([]) == nil)
    #expect(blockLine([1]) == nil)
    #expect(blockLine([1, .nan]) == nil)
    #expect(blockLine([1, .infinity]) == nil)
  }

  @Test func `more numbers than columns share them by their mean`() {
    // Pairs: 0.5, 2.5, 4.5, 6.5.
    #expect(blockLine([0, 1, 2, 3, 4, 5, 6, 7], width: 4) == "▁▃▆█")
    #expect(blockLine((0..<1000).map(Double.init))?.count == 64)
  }
}
