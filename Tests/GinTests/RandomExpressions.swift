// Which Swift expressions are compared with the compiled program? Random ones over the inputs of a function or a type,
// that the compiler accepts and that do not trap.

import TestSupport

/// What an input or a result may be.
indirect enum SampleType: Hashable {
  case int, double, float, bool, string, doubles, ints, maybeInt, table, mode, pair
  /// A function of a step.
  case rate
  /// The struct with a number.
  case object(Int)

  static let plain: [SampleType] = [
    .int, .double, .double, .float, .bool, .string, .doubles, .ints, .maybeInt, .table, .mode, .pair,
  ]

  var swift: String {
    switch self {
    case .int: "Int"
    case .double: "Double"
    case .float: "Float"
    case .bool: "Bool"
    case .string: "String"
    case .doubles: "[Double]"
    case .ints: "[Int]"
    case .maybeInt: "Int?"
    case .table: "[String: Double]"
    case .mode: "Mode"
    case .pair: "(low: Int, high: Double)"
    case .rate: "(Int) -> Double"
    case .object(let number): "C\(number)"
    }
  }
}

struct RandomExpressions {
  var random: SeededGenerator
  /// What may be named, with its type.
  var inputs: [(name: String, type: SampleType)] = []

  mutating func chance(_ part: Int, of whole: Int) -> Bool { Int.random(in: 0..<whole, using: &random) < part }
  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
  mutating func one<Element>(_ choices: [Element], else other: Element) -> Element {
    choices.randomElement(using: &random) ?? other
  }

  private mutating func input(_ type: SampleType) -> String? {
    inputs.filter { $0.type == type }.map(\.name).randomElement(using: &random)
  }

  mutating func expression(_ type: SampleType, _ depth: Int = 2) -> String {
    switch type {
    case .int: int(depth)
    case .double: double(depth)
    case .float: float(depth)
    case .bool: bool(depth)
    case .string: string(depth)
    case .doubles: doubles(depth)
    case .ints: ints(depth)
    case .maybeInt: maybeInt(depth)
    case .table: table(depth)
    case .mode: mode(depth)
    case .pair: input(.pair) ?? "(low: \(int(depth - 1)), high: \(double(depth - 1)))"
    case .rate: "{ step in Double(step) * \(literal(.double)) }"
    case .object(let number): input(type) ?? "C\(number).standard"
    }
  }

  /// A value that every input of the type can start with.
  mutating func literal(_ type: SampleType) -> String {
    switch type {
    case .int: "\(number(-9...9))"
    case .double: one(["0.5", "1e-3", "\(number(0...90)).\(number(0...9))", "2", "0.1", "1_000.25", "-3.5"], else: "1")
    case .float: one(["0.1", "2", "1.5e-3", "-7.25"], else: "1")
    case .bool: one(["true", "false"], else: "true")
    case .string: one(["\"a\"", "\"lr é\"", "\"\"", "\"7\""], else: "\"\"")
    case .doubles: one(["[1, 0.5, 1e-3]", "[]", "[0.1, 0.2, 0.3, 4]"], else: "[]")
    case .ints: one(["[3, 1, 2]", "[]", "[5]"], else: "[]")
    case .maybeInt: one(["nil", "4"], else: "nil")
    case .table: one(["[\"a\": 0.5]", "[:]", "[\"a\": 1, \"b\": 0.1]"], else: "[:]")
    case .mode: one([".fast", ".slow"], else: ".fast")
    case .pair: "(low: \(number(0...5)), high: \(number(0...5)).5)"
    case .rate: expression(type, 0)
    case .object(let number): "C\(number).standard"
    }
  }

  private mutating func int(_ depth: Int) -> String {
    guard depth > 0 else { return input(.int) ?? "\(number(1...9))" }
    let left = int(depth - 1)
    let right = int(depth - 1)
    return switch number(0...11) {
    case 0, 1: "(\(left) + \(right))"
    case 2: "(\(left) - \(right))"
    case 3: "(\(left) % 7 * 3)"
    case 4: "(\(left) / max(1, \(right)))"
    case 5: "max(\(left), \(right))"
    case 6: "(\(bool(depth - 1)) ? \(left) : \(right))"
    case 7: "\(doubles(depth - 1)).count"
    case 8: "(\(maybeInt(depth - 1)) ?? \(left))"
    case 9: "\(ints(depth - 1)).reduce(0, +)"
    case 10: "\(string(depth - 1)).count"
    default: input(.pair).map { $0 + ".low" } ?? "abs(\(left))"
    }
  }

  private mutating func double(_ depth: Int) -> String {
    guard depth > 0 else { return input(.double) ?? "Double(\(literal(.double)))" }
    let left = double(depth - 1)
    let right = double(depth - 1)
    return switch number(0...15) {
    case 0, 1: "(\(left) + \(right))"
    case 2: "(\(left) - \(right) / 3)"
    case 3: "(\(left) * \(right))"
    case 4: "(\(left) / \(right))"
    case 5: "cos(\(left))"
    case 6: "min(\(left), \(right))"
    case 7: "(1 / 3 * \(left))"
    case 8: "pow(abs(\(left)), 0.25)"
    case 9: "(\(left)).rounded()"
    case 10: "Double(\(int(depth - 1)))"
    case 11: "\(doubles(depth - 1)).reduce(0, +)"
    case 12: "(\(doubles(depth - 1)).max() ?? \(left))"
    case 13: "(\(table(depth - 1))[\"a\"] ?? \(left))"
    case 14: "\(mode(depth - 1).replacing(#/^\./#, with: "Mode.")).factor"
    default: input(.rate).map { "\($0)(\(number(0...4)))" } ?? input(.pair).map { $0 + ".high" } ?? "sqrt(abs(\(left)))"
    }
  }

  private mutating func float(_ depth: Int) -> String {
    guard depth > 0 else { return input(.float) ?? "Float(\(literal(.float)))" }
    return switch number(0...3) {
    case 0: "(\(float(depth - 1)) * 0.1)"
    case 1: "Float(\(double(depth - 1)))"
    case 2: "Float(\(int(depth - 1)))"
    default: "(\(float(depth - 1)) + \(float(depth - 1)) / 3)"
    }
  }

  private mutating func bool(_ depth: Int) -> String {
    guard depth > 0 else { return input(.bool) ?? "\(int(0)) > 0" }
    return switch number(0...6) {
    case 0: "(\(bool(depth - 1)) && \(bool(depth - 1)))"
    case 1: "(\(bool(depth - 1)) || \(bool(depth - 1)))"
    case 2: "!(\(bool(depth - 1)))"
    case 3: "(\(int(depth - 1)) < \(int(depth - 1)))"
    case 4: "(\(double(depth - 1)) >= \(double(depth - 1)))"
    case 5: "\(ints(depth - 1)).contains(\(int(depth - 1)))"
    default: "(\(mode(depth - 1).replacing(#/^\./#, with: "Mode.")) == .slow)"
    }
  }

  private mutating func string(_ depth: Int) -> String {
    guard depth > 0 else { return input(.string) ?? literal(.string) }
    return switch number(0...4) {
    case 0: "(\(string(depth - 1)) + \"-\\(\(int(depth - 1)))\")"
    case 1: "\"\\(\(double(depth - 1))) \\(\(bool(depth - 1)))\""
    case 2: "\(string(depth - 1)).uppercased()"
    case 3: "\(mode(depth - 1).replacing(#/^\./#, with: "Mode.")).rawValue"
    default: "String(\(int(depth - 1)))"
    }
  }

  private mutating func doubles(_ depth: Int) -> String {
    guard depth > 0 else { return input(.doubles) ?? "[\(double(0)), \(double(0))]" }
    let list = doubles(depth - 1)
    return switch number(0...6) {
    case 0: "\(list).map { $0 * \(double(depth - 1)) }"
    case 1: "(\(list) + [\(double(depth - 1))])"
    case 2: "(0..<max(0, min(5, \(int(depth - 1))))).map { Double($0) * \(double(depth - 1)) }"
    case 3: "\(list).filter { $0 < \(double(depth - 1)) }"
    case 4: "Array(\(list).prefix(2))"
    case 5: "zip(\(list), \(doubles(depth - 1))).map { $0 - $1 }"
    default: "\(list).enumerated().map { Double($0.offset) + $0.element }"
    }
  }

  private mutating func ints(_ depth: Int) -> String {
    guard depth > 0 else { return input(.ints) ?? "[\(int(0)), \(int(0))]" }
    return switch number(0...3) {
    case 0: "\(ints(depth - 1)).sorted()"
    case 1: "Array(1...3).map { $0 * \(number(1...5)) + \(int(depth - 1)) % 10 }"
    case 2: "Array(stride(from: \(number(0...5)), to: 12, by: \(number(2...4))))"
    default: "Array(\(ints(depth - 1)).reversed())"
    }
  }

  private mutating func maybeInt(_ depth: Int) -> String {
    guard depth > 0 else { return input(.maybeInt) ?? "Int(\(string(0)))" }
    return switch number(0...2) {
    case 0: "(\(bool(depth - 1)) ? \(int(depth - 1)) : nil)"
    case 1: "\(ints(depth - 1)).first"
    default: "\(ints(depth - 1)).max()"
    }
  }

  private mutating func table(_ depth: Int) -> String {
    guard depth > 0 else { return input(.table) ?? "[\"a\": \(double(0))]" }
    return chance(1, of: 2)
      ? "\(table(depth - 1)).mapValues { $0 + \(double(depth - 1)) }"
      : "[\"a\": \(double(depth - 1)), \"c\": \(double(depth - 1))]"
  }

  private mutating func mode(_ depth: Int) -> String {
    guard depth > 0 else { return input(.mode) ?? one([".fast", ".slow"], else: ".fast") }
    return chance(1, of: 2) ? "(Mode(rawValue: \(string(depth - 1))) ?? \(mode(0)))" : mode(0)
  }
}
