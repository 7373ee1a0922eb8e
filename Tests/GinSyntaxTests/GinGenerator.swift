// Which gin texts are worth comparing? Random ones that hold everything GIN.md lists, and what is left of them when
// they are damaged.

import SourceText
import TestSupport

/// Writes gin texts that gin-config accepts, with few exceptions.
struct GinGenerator {
  var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: 0..<elements.count, using: &random)]
  }

  /// A file with its line ends, perhaps a byte order mark, perhaps no final line end.
  mutating func file() -> [UInt8] {
    var text = ""
    for _ in 0..<Int.random(in: 0...8, using: &random) { text += statement() }
    if chance(10) { text += pick(["\n", "  \n", "# end", "   ", "\t", "\u{0C}\n"]) }
    if chance(15), text.hasSuffix("\n") { text.removeLast() }
    var bytes = Array(text.utf8)
    switch Int.random(in: 0..<10, using: &random) {
    case 0: bytes = bytes.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
    case 1: bytes = bytes.map { $0 == 0x0A ? 0x0D : $0 }
    default: break
    }
    return chance(3) ? [0xEF, 0xBB, 0xBF] + bytes : bytes
  }

  // MARK: Statements

  private mutating func statement() -> String {
    switch Int.random(in: 0..<20, using: &random) {
    case 0: return pick(["\n", "# comment\n", "   # deep comment\n", "\t\n", "\u{0C}\n", "#\n", "# é 𝄞 \u{7}\n"])
    case 1: return importStatement() + end()
    case 2: return "include" + pick([" ", "  ", ""]) + (chance(3) ? string() : string(Self.textPrefixes)) + end()
    case 3, 4, 5: return block()
    case 6: return "  " + flat() + "  " + flat()
    case 7:
      return pick(["NAME/macro.value = ", "n/gin.macro.value = ", "s/gin.singleton.constructor = "]) + value(2) + end()
    default: return flat()
    }
  }

  private mutating func flat() -> String {
    let key =
      chance(30)
      ? scope() + pick(["NAME", "lower", "_x1", "é"].map { $0 == "é" ? "aé" : $0 }) : scope() + dotted() + "." + name()
    return key + pick([" = ", "=", " =\t", " = \\\n  ", "\u{0C}= "]) + value(3) + end()
  }

  private mutating func block() -> String {
    var text = scope() + dotted() + pick([":", " :", ": # comment"]) + "\n"
    let indent = pick(["  ", "    ", "\t", " \t", "        "])
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      if chance(20) { text += pick(["\n", "# left\n", "      # deeper\n"]) }
      text += indent + name() + pick([" = ", "="]) + value(2) + end()
    }
    return text
  }

  private mutating func importStatement() -> String {
    switch Int.random(in: 0..<6, using: &random) {
    case 0: "from __gin__ import dynamic_registration"
    case 1: "import " + dotted() + " as " + name()
    case 2: "from " + dotted() + " import " + name()
    case 3: "from " + dotted() + " import " + name() + " as " + name()
    case 4: "import __main__ as train_script"
    default: "import  " + dotted()
    }
  }

  private mutating func end() -> String { pick(["\n", "\n", "\n", "\n", "  # why\n", " \n", "\t# é\n"]) }

  private mutating func name() -> String {
    pick([
      "lr", "x", "beta_1", "_private", "Adam", "n0", "ΩmegaX".replacing("Ω", with: "O"), "aλ", "import", "macro", "a𝐱",
    ])
  }

  private mutating func dotted() -> String {
    pick([
      "f", "optim.Adam", "a.b.c.d", "Mod_1.Class.method", "gin", "from", "t5.models.mesh.Üb".replacing("Ü", with: "U"),
    ])
  }

  private mutating func scope() -> String { pick(["", "", "", "train/", "a/b/", "_/x1/Y/"]) }

  // MARK: Values

  mutating func value(_ depth: Int) -> String {
    switch Int.random(in: 0..<(depth > 0 ? 14 : 9), using: &random) {
    case 0: return pick(["True", "False", "None"])
    case 1, 2: return pick(["", "", "-", "- "]) + number()
    case 3, 4: return string()
    case 5: return strings()
    case 6: return "@" + pick(["", " "]) + pick(["", "s/", "a.b/c.d/"]) + dotted() + pick(["", "()", " ( )", "()"])
    case 7: return "%" + pick(["", "s/", "a.b/"]) + pick(["NAME", "a.b.CONSTANT", "gin.REQUIRED"])
    case 8: return pick(["@NAME/macro()", "@s/gin.singleton()", "-@f", "-%M"])
    case 9, 10: return container("[", "]", depth) { $0.value(depth - 1) }
    case 11: return container("(", ")", depth) { $0.value(depth - 1) }
    default: return container("{", "}", depth) { $0.key() + $0.gap() + ":" + $0.gap() + $0.value(depth - 1) }
    }
  }

  private mutating func key() -> String {
    if chance(1) { return pick(["[1]", "{}", "(1, [2])"]) }
    return pick([
      "1", "1.0", "True", "0", "-0.0", "0j", "'a'", "b'a'", "(1,)", "(True, 2)", "@f", "%M", "None", "1e20", "()",
    ])
  }

  private mutating func container(
    _ open: String, _ close: String, _ depth: Int, _ item: (inout GinGenerator) -> String
  ) -> String {
    var text = open + gap()
    let count = Int.random(in: 0...4, using: &random)
    for index in 0..<count {
      text += item(&self) + gap()
      if index + 1 < count || chance(30) { text += "," + gap() }
    }
    return text + close
  }

  /// White space that is allowed inside brackets.
  private mutating func gap() -> String {
    pick(["", "", "", " ", "\n", "\n    ", " # comment\n", "\\\n", "\t", "\n# left\n\n  ", "\u{0C}"])
  }

  private mutating func number() -> String {
    switch Int.random(in: 0..<5, using: &random) {
    case 0: return pick(["0", "7", "1_000", "00", "0_0", "123456789012345678901234567890", "9223372036854775808"])
    case 1: return pick(["0x1f", "0XFF_ff", "0b1_01", "0o17", "0xffffffffffffffffffffffff", "0x_1", "0o7_7"])
    case 2:
      return pick([".5", "1.", "1e-3", "1E+05", "1_0.0_1", "0.1", "1e16", "1e22", "1e400", "5e-324", "00.5", "1.e5"])
    case 3: return pick(["1j", "0J", "1.5e3j", ".5j", "1_0j", "007j", "1e400j"])
    default:
      let double = Double(bitPattern: UInt64.random(in: 0..<0x7FF0_0000_0000_0000, using: &random))
      return "\(double)"
    }
  }

  // MARK: Strings

  private mutating func strings() -> String {
    let prefixes =
      chance(3) ? Self.textPrefixes + Self.bytesPrefixes : chance(30) ? Self.bytesPrefixes : Self.textPrefixes
    var text = string(prefixes)
    for _ in 0..<Int.random(in: 1...2, using: &random) { text += pick([" ", "", "\t", " \\\n "]) + string(prefixes) }
    return text
  }

  private mutating func string(_ prefixes: [String] = textPrefixes + bytesPrefixes) -> String {
    let prefix = pick(prefixes)
    let isBytes = prefix.lowercased().contains("b")
    let quote = pick(["'", "\"", "'", "\"", "'''", "\"\"\""])
    var content = ""
    for _ in 0..<Int.random(in: 0...4, using: &random) {
      if chance(1) { content += pick(["\\U00110000", "\\xg", "\\u12", "\\N{NO SUCH NAME}"]) }
      content += isBytes ? pick(Self.asciiPieces) : chance(50) ? pick(Self.asciiPieces) : pick(Self.textPieces)
      if quote.utf8.count == 3, chance(30) { content += pick(["\n", "'", "\"", "# no comment", "\\\n"]) }
    }
    // The content must neither end the string nor escape its quote.
    if quote.utf8.count == 1 { content = content.replacing(quote, with: "\\" + quote) }
    return prefix + quote + content.replacing("'''", with: "").replacing("\"\"\"", with: "") + quote
  }

  private static let textPrefixes = ["", "", "", "", "r", "R", "u", "U"]
  private static let bytesPrefixes = ["b", "B", "rb", "bR", "Br"]
  private static let asciiPieces = [
    "a", "path/to", " ", "it's", "\"", "\\n", "\\t", "\\\\", "\\'", "\\x41", "\\101", "\\0", "\\777", "\\d", "#", "%",
    "@",
    "\\xff", "\\a\\b\\f\\v\\r", "\\N", "\\\n", "{}", "\t", "\u{7F}", "\u{1}",
  ]
  private static let textPieces = [
    "é", "λ", "𝄞", "\u{200B}", "\u{A0}", "\\u00e9", "\\U0001d11e", "\\ud800", "\\ud83d\\ude00", "\\N{BULLET}",
    "\\N{greek small letter alpha}", "日本", "e\u{301}", "\u{2028}", "\u{85}", "\u{E000}", "\u{FEFF}", "\u{378}",
  ]

  // MARK: Damage

  /// The text with one thing wrong, sometimes two.
  mutating func damaged(_ bytes: [UInt8]) -> [UInt8] {
    var scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    for _ in 0..<(chance(25) ? 2 : 1) {
      let place = Int.random(in: 0...scalars.count, using: &random)
      switch Int.random(in: 0..<6, using: &random) {
      case 0: scalars.removeSubrange(place..<min(scalars.count, place + 1))
      case 1: scalars.removeSubrange(place..<min(scalars.count, place + Int.random(in: 1...9, using: &random)))
      case 2: scalars.removeSubrange(place...)
      case 3 where place + 1 < scalars.count: scalars.swapAt(place, place + 1)
      default: scalars.insert(contentsOf: Array(pick(Self.intruders).unicodeScalars), at: place)
      }
    }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return Array(String(text).utf8)
  }

  private static let intruders = [
    "$", "?", "!", "\\", "'", "\"", "'''", "\"\"\"", "(", ")", "[", "]", "{", "}", ":", "=", ",", ".", "/", "//", "...",
    "@",
    "%", "-", "+", "~", " ", "  ", "\n", "\n\n", "\t", "\u{0C}", "#", "x", "f'", "1", "_", "²", "é", "\u{301}", "\u{0}",
    "\n ", "\n   ", " = 1\n", "x:\n", "PATH_TO_DL", "f(x)", " as ", "import ", "\u{FEFF}", "\u{A0}", ";", "==", ":=",
    "->",
  ]
}
