// Which long texts make a careless reader slow, or its stack too short?

import Testing

struct HugeText: CustomTestStringConvertible, Sendable {
  var testDescription: String
  var text: String
  var isRefused: Bool

  /// `repeated` so many times, between `head` and `tail`.
  private init(_ head: String, _ repeated: String, _ tail: String, times: Int = 100_000, isRefused: Bool) {
    testDescription = (head.prefix(20) + repeated + "…" + tail).debugDescription
    text = head + String(repeating: repeated, count: times) + tail
    self.isRefused = isRefused
  }

  static let all: [HugeText] = accepted + refused + [closed, blankLines, deepening]

  private static let accepted = [
    HugeText("x = ", "'a' ", "", isRefused: false),
    HugeText("", "a.", "b = 1", isRefused: false),
    HugeText("x = [", "1, # one\n", "]", isRefused: false),
    HugeText("x = {", "(1, 2): @a/b(), ", "}", isRefused: false),
    HugeText("x = 0x", "f", "", isRefused: false),
  ]

  private static let refused = [
    HugeText("x = ", "[", "", isRefused: true),
    HugeText("x = ", "{1:", "", isRefused: true),
    HugeText("x = ", "[", "\ny = 1\n", isRefused: true),
    HugeText("", "x = [\n", "", isRefused: true),
    HugeText("", "x = '''\n", "", times: 100_001, isRefused: true),
    HugeText("", "x = \\\"\"\"\n", "", isRefused: true),
    HugeText("", "\\\n", "", isRefused: true),
    HugeText("x = ", "- ", "", isRefused: true),
    HugeText("x = '", "a\\\n", "", isRefused: true),
    HugeText("", "a/", "", isRefused: true),
    HugeText("", ")", "", isRefused: true),
    HugeText("x = ", "9", "", isRefused: true),
    HugeText("", "$", "", isRefused: true),
    HugeText("x = [", "'''a\n'''\n(", "", isRefused: true),
    HugeText("x:\n", " a = [\n", "", isRefused: true),
  ]

  private static let closed = HugeText("x = " + String(repeating: "(", count: 100_000), ")", "", isRefused: true)
  private static let blankLines = HugeText("x = 1", "\n  # c\n\n", "y", isRefused: true)

  /// Every line is indented deeper than the one before.
  private static let deepening: HugeText = {
    var huge = HugeText("", " ", "x = 1\n", times: 1, isRefused: false)
    for depth in 2...2_000 { huge.text += String(repeating: " ", count: depth) + "x = 1\n" }
    return huge
  }()
}
