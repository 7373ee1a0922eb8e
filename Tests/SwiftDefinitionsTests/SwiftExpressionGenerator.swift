// Which expressions can be compared? Random ones that the compiler accepts and that never trap.

/// Makes functions without parameters; the same seed makes the same ones.
struct SwiftExpressionGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  private mutating func number(below limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(limit))
  }

  private mutating func pick(_ choices: [String]) -> String { choices[number(below: choices.count)] }

  mutating func function(named name: String) -> String {
    let type = pick(["Int", "Double", "Double", "Bool", "[Double]", "String", "Float"])
    var lines = [
      "  let a = \(number(below: 19) - 9)", "  let x: Double = \(double(depth: 1))",
      "  var list: [Double] = [\(list())]",
      "  let f: Float = \(number(below: 900)).\(number(below: 90))",
    ]
    switch number(below: 4) {
    case 0: lines += ["  for (place, value) in list.enumerated() where value > x { list[place] = value * 2 }"]
    case 1: lines += ["  if a % 2 == 0 { list.append(Double(a) / 3) } else { list.insert(x, at: 0) }"]
    case 2: lines += ["  list = list.map { $0 + x }.filter { $0 < 100 || a > 0 }"]
    default: lines += ["  for step in stride(from: 0, to: abs(a), by: 2) { list += [Double(step) * 0.1] }"]
    }
    let value: String
    switch type {
    case "Int": value = int(depth: 3)
    case "Double": value = double(depth: 2)
    case "Bool": value = bool(depth: 2)
    case "String": value = "\"\\(\(int(depth: 2))) \\(\(double(depth: 1))) \\(\(bool(depth: 1)))\""
    case "Float": value = float(depth: 2)
    default: value = "list.map { value in value * \(double(depth: 1)) } + [\(double(depth: 1))]"
    }
    return "@Configurable\nfunc \(name)() -> \(type) {\n" + lines.joined(separator: "\n") + "\n  return \(value)\n}\n"
  }

  private mutating func list() -> String {
    (0...number(below: 4)).map { _ in double(depth: 0) }.joined(separator: ", ")
  }

  private mutating func int(depth: Int) -> String {
    guard depth > 0 else { return pick(["a", "\(number(below: 9) + 1)", "list.count", "3"]) }
    let left = int(depth: depth - 1)
    let right = int(depth: depth - 1)
    switch number(below: 9) {
    case 0: return "(\(left) + \(right))"
    case 1: return "(\(left) - \(right))"
    case 2: return "(\(left) * \(pick(["a", "2", "7"])))"
    case 3: return "(\(left) / max(1, \(right)))"
    case 4: return "(\(left) % max(1, \(right)))"
    case 5: return "min(\(left), \(right))"
    case 6: return "(\(bool(depth: depth - 1)) ? \(left) : \(right))"
    case 7: return "abs(\(left))"
    // Of literals alone the compiler would ask which `-` is meant.
    default: return "-Int(\(left))"
    }
  }

  private mutating func double(depth: Int) -> String {
    guard depth > 0 else {
      return pick(["0.5", "1e-3", "\(number(below: 90)).\(number(below: 9))", "2", "0.1", "1_000.25", "-3.5"])
    }
    let left = doubleOperand(depth: depth - 1)
    let right = doubleOperand(depth: depth - 1)
    switch number(below: 10) {
    case 0, 1: return "(\(left) + \(right))"
    case 2: return "(\(left) - \(right))"
    case 3: return "(\(left) * \(right))"
    case 4: return "(\(left) / \(right))"
    case 5: return "cos(\(left))"
    case 6: return "max(\(left), \(right))"
    case 7: return "(1 / 3 * \(left))"
    case 8: return "pow(abs(\(left)), 0.5)"
    default: return "(2 / 4 + \(left)).rounded()"
    }
  }

  /// Typed by something that is no literal, as most real operands are.
  private mutating func doubleOperand(depth: Int) -> String {
    depth == 0 ? "Double(\(double(depth: 0)))" : double(depth: depth)
  }

  private mutating func float(depth: Int) -> String {
    guard depth > 0 else { return pick(["f", "0.1", "2", "f"]) }
    return "(f \(pick(["+", "-", "*", "/"])) \(float(depth: depth - 1)))"
  }

  private mutating func bool(depth: Int) -> String {
    guard depth > 0 else { return pick(["a > 0", "true", "list.isEmpty", "a == \(number(below: 9))"]) }
    switch number(below: 5) {
    case 0: return "(\(bool(depth: depth - 1)) && \(bool(depth: depth - 1)))"
    case 1: return "(\(bool(depth: depth - 1)) || \(bool(depth: depth - 1)))"
    case 2: return "!(\(bool(depth: depth - 1)))"
    case 3: return "(\(int(depth: depth - 1)) < \(int(depth: depth - 1)))"
    default: return "(\(double(depth: depth)) >= \(double(depth: depth)))"
    }
  }
}
