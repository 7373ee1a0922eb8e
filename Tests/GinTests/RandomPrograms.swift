// Which programs are compared with gin-config? Random configs of a few configurables, and random calls of them.

import Foundation
import Gin
import TestSupport

/// A config with the calls that use it.
struct RandomProgram: Codable {
  struct Call: Codable {
    var function: String
    var scope: String
    var arguments: [String: Int]
  }

  var bindings: [String]
  var calls: [Call]
}

struct RandomProgramGenerator {
  private var random: SeededGenerator
  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  private mutating func chance(_ part: Int, of whole: Int) -> Bool {
    Int.random(in: 0..<whole, using: &random) < part
  }

  private mutating func one<Element>(_ choices: [Element], else other: Element) -> Element {
    choices.randomElement(using: &random) ?? other
  }

  mutating func program() -> RandomProgram {
    var bindings = ["A = " + value(2), "B = " + value(1), "LONG_NAME = 'n'", "N = 12", "PAIR = (4, 'p')"]
    bindings += [
      "one/gin.singleton.constructor = " + reference(""), "two/gin.singleton.constructor = " + reference(""),
    ]
    if chance(1, of: 3) { bindings.append("b/A = " + value(1)) }
    // Most calls find what they need.
    if chance(9, of: 10) { bindings += ["net.leaf.name = 'n'", "Box.content = 0", "repeated.make = " + reference("")] }
    for _ in 0..<Int.random(in: 2...9, using: &random) { bindings.append(binding()) }
    let calls = (0..<Int.random(in: 1...4, using: &random)).map { _ in call() }
    return RandomProgram(bindings: bindings, calls: calls)
  }

  private mutating func call() -> RandomProgram.Call {
    let function = one(["net.leaf", "pair", "pair", "Box", "repeated", "other.leaf", "asking"], else: "pair")
    let parameter = ["net.leaf": "x", "pair": "left", "Box": "content", "other.leaf": "child"][function]
    var arguments: [String: Int] = [:]
    if let parameter, chance(1, of: 4) { arguments[parameter] = Int.random(in: 0...9, using: &random) }
    return RandomProgram.Call(function: function, scope: scope(), arguments: arguments)
  }

  private mutating func scope() -> String { one(["", "", "a", "b", "a/b"], else: "") }
  private mutating func prefix() -> String { one(["", "", "", "a/", "b/", "a/b/", "one/"], else: "") }

  private mutating func binding() -> String {
    let (name, parameter, text) = one(
      [
        ("net.leaf", "x", value(1)),
        ("lib.net.leaf", "y", one(["1", "-0.5", "1e-7", "100000000000000000"], else: "1")),
        ("net.leaf", "name", one(["'n'", "\"it's\"", "%LONG_NAME", "'\\t\\u00e9'"], else: "'n'")),
        ("net.leaf", "limit", "1e400"), ("pair", "left", value(3)),
        ("tree.pair", "right", one(["(2, 'x')", "[3, %LONG_NAME]", "%PAIR"], else: "(1, 'y')")),
        ("lib.tree.pair", "note", one(["{}", "{'z': [1, 2.5], 'y': (%N,)}", "{%LONG_NAME: []}"], else: "{}")),
        ("Box", "content", value(2)), ("Box", "size", String(Int.random(in: -3...3, using: &random))),
        ("repeated", "make", reference("")), ("repeated", "times", String(Int.random(in: 0...3, using: &random))),
        ("other.leaf", "depth", one(["1", "%N", "-0x10"], else: "0")), ("other.leaf", "child", value(2)),
      ], else: ("pair", "left", "1"))
    if chance(1, of: 4) { return "\(prefix())\(name):\n  \(parameter) = \(text)" }
    return "\(prefix())\(name).\(parameter) = \(text)"
  }

  private mutating func reference(_ suffix: String) -> String {
    // Of a call that needs itself Python only knows that the stack is full; most references lead down.
    let names = ["net.leaf", "net.leaf", "lib.net.leaf", "Box", "tree.pair", "other.leaf", "asking"]
    return "@" + prefix() + one(names, else: "net.leaf") + suffix
  }

  private mutating func value(_ depth: Int) -> String {
    let simple = [
      "1", "-2", "2.5", "1e-3", "1_000", "0x1f", "-0.0", "True", "False", "None", "'text'", "\"it's\"", "'a' 'b'", "()",
      "[]", "{}", "'long long long long long long'", "1e400",
    ]
    if depth == 0 || chance(1, of: 3) { return one(simple, else: "1") }
    switch Int.random(in: 0..<10, using: &random) {
    case 0: return "[" + items(depth).joined(separator: ", ") + "]"
    case 1: return "(" + items(depth).joined(separator: ", ") + ",)"
    case 2:
      return "{" + items(depth).enumerated().map { "'k\(9 - $0.offset)': " + $0.element }.joined(separator: ", ") + "}"
    case 3: return one(["%A", "%B", "%LONG_NAME", "%b/A", "@A/macro()"], else: "%A")
    case 4: return one(["%BIG", "%consts.BIG", "%lib.consts.NAMES", "%Color.red", "%lib.Color.green"], else: "%BIG")
    case 5: return one(["@one/gin.singleton()", "@two/singleton()"], else: "@one/gin.singleton()")
    default: return reference("()")
    }
  }

  private mutating func items(_ depth: Int) -> [String] {
    (0..<Int.random(in: 1...4, using: &random)).map { _ in value(depth - 1) }
  }
}
