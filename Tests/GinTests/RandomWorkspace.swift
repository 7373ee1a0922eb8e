// Which workspaces are compared with the compiled program? Random types and functions, and configs that bind them.

import TestSupport

/// A package with its configs, and a program that prints all that can be made of them.
struct RandomWorkspace {
  private struct Item {
    let name: String
    /// What a config makes by `@name()`.
    let result: SampleType
    let inputs: [(name: String, type: SampleType, isRequired: Bool)]
    var computed: [(name: String, type: SampleType)] = []
  }

  private(set) var definitions = Self.prelude
  /// Globals whose values are derived from each other.
  private(set) var experimentNames: [String] = []
  /// By file name.
  private(set) var configs: [String: String] = [:]
  private var items: [Item] = []
  private var expressions: RandomExpressions

  /// The names of all configurables, in the order in which the program prints them.
  var names: [String] { items.map(\.name) }
  static let scopes = ["", "a", "a/b"]

  init(seed: UInt64, types: Int, functions: Int, configs count: Int) {
    expressions = RandomExpressions(random: SeededGenerator(seed: seed))
    for number in 0..<types { addType(number) }
    for number in 0..<functions { addFunction(number, types: types) }
    expressions.inputs = []
    for number in 0..<types { addExperiment(number) }
    for number in 0..<count { configs["c\(number).gin"] = config() }
  }

  // MARK: Definitions

  private mutating func addType(_ number: Int) {
    let inputs = inputs(in: (0..<number).map { .object($0) } + [.rate], prefix: "p")
    var lines: [String] = []
    for input in inputs {
      let value = input.isRequired ? "" : " = " + expressions.literal(input.type)
      lines.append("  var \(input.name): \(input.type.swift)\(value)")
    }
    expressions.inputs = inputs.map { ($0.name, $0.type) }
    let computed = (0..<3).map { (name: "q\($0)", type: expressions.one(SampleType.plain, else: .int)) }
    for property in computed {
      lines.append("  var \(property.name): \(property.type.swift) {")
      lines += named().map { "  " + $0 }
      lines.append("    return \(expressions.expression(property.type, 2))\n  }")
      expressions.inputs = inputs.map { ($0.name, $0.type) }
    }
    let given = inputs.filter(\.isRequired).map { "\($0.name): \(expressions.literal($0.type))" }
    lines.append("  static var standard: C\(number) { C\(number)(\(given.joined(separator: ", "))) }")
    let stored = inputs.filter { $0.type != .rate }.map(\.name)
    definitions += """

      @Config
      struct C\(number) {
      \(lines.joined(separator: "\n"))
      }

      \(Self.printing("shown", number, stored))
      \(Self.printing("whole", number, stored + computed.map(\.name)))

      """
    items.append(Item(name: "C\(number)", result: .object(number), inputs: inputs, computed: computed))
  }

  /// Without what is computed in a value that is part of another, for so it is shown.
  private static func printing(_ function: String, _ number: Int, _ names: [String]) -> String {
    let parts = names.map { name in
      (name.hasPrefix("q") ? "\"\(name)=\" + " : "") + "shown(value.\(name))"
    }.joined(separator: ", ")
    return """
      func \(function)(_ value: C\(number)) -> String { "C\(number)(" + [\(parts)].joined(separator: "; ") + ")" }
      """
  }

  private mutating func addFunction(_ number: Int, types: Int) {
    let inputs = inputs(in: [.object(expressions.number(0...(types - 1)))], prefix: "x")
    let parameters = inputs.map { input in
      "\(input.name): \(input.type.swift)" + (input.isRequired ? "" : " = " + expressions.literal(input.type))
    }
    let result =
      expressions.chance(1, of: 4)
      ? .object(expressions.number(0...(types - 1))) : expressions.one(SampleType.plain, else: .double)
    expressions.inputs = inputs.map { ($0.name, $0.type) }
    let body = body()
    definitions += """

      @Configurable
      func f\(number)(\(parameters.joined(separator: ", "))) throws -> \(result.swift) {
      \(body)
        return \(self.result(result))
      }

      """
    items.append(Item(name: "f\(number)", result: result, inputs: inputs))
  }

  // MARK: Experiments

  /// A global of each type, whose values are computed from those before; and a global of each computed property.
  private mutating func addExperiment(_ number: Int) {
    guard isSendable(number) else { return }
    let item = items[number]
    let given = item.inputs.filter { _ in expressions.chance(1, of: 2) }
      .map { "\($0.name): \(expressions.expression($0.type, 2))" }
    let name = "e\(number)"
    let arguments = (["C\(number).standard"] + given).joined(separator: ", ")
    definitions += "let \(name) = C\(number)(\(arguments))\n"
    definitions +=
      "let \(name)Copy = C\(number)(\(name)) { $0.\(item.inputs[0].name) = \(name).\(item.inputs[0].name) }\n"
    experimentNames += [name, name + "Copy"]
    for property in item.computed {
      definitions += "let \(name)\(property.name) = \(name).\(property.name)\n"
      experimentNames.append(name + property.name)
    }
    expressions.inputs += item.inputs.map { (name + "." + $0.name, $0.type) }
    expressions.inputs += item.computed.map { (name + "." + $0.name, $0.type) } + [(name, .object(number))]
  }

  /// Whether a global may hold it: a function in it may be called by one thread only.
  private func isSendable(_ number: Int) -> Bool {
    items[number].inputs.allSatisfy { input in
      switch input.type {
      case .rate: false
      case .object(let other): isSendable(other)
      default: true
      }
    }
  }

  private mutating func inputs(
    in others: [SampleType], prefix: String
  ) -> [(name: String, type: SampleType, isRequired: Bool)] {
    (0..<expressions.number(2...5)).map { place in
      let isPlain = expressions.chance(5, of: 6)
      let type = isPlain ? expressions.one(SampleType.plain, else: .int) : expressions.one(others, else: .int)
      return ("\(prefix)\(place)Of\(type.word)", type, expressions.chance(1, of: 3))
    }
  }

  /// Values with a name and a type: the compiler takes seconds for what stands in one long expression.
  private mutating func named() -> [String] {
    (0..<expressions.number(1...4)).map { place in
      let type = expressions.one(SampleType.plain, else: .double)
      let line = "  let n\(place): \(type.swift) = \(expressions.expression(type, 1))"
      expressions.inputs.append(("n\(place)", type))
      return line
    }
  }

  /// Statements before the result; each may add a name.
  private mutating func body() -> String {
    var lines = named()
    if expressions.chance(1, of: 3) {
      lines.append("  let asked: Double = try Gin.query(\"settings.scale\")")
      expressions.inputs.append(("asked", .double))
    }
    if expressions.chance(1, of: 4) {
      lines.append("  guard \(expressions.expression(.bool, 2)) else { throw Refused() }")
    }
    lines.append("  var list: [Double] = \(expressions.expression(.doubles, 1))")
    lines.append("  var total = \(expressions.expression(.int, 1))")
    switch expressions.number(0...4) {
    case 0:
      lines.append("  for (place, value) in list.enumerated() where value > 0.5 { list[place] = value * 2 }")
    case 1: lines.append("  while total < 5, list.count < 9 { total += 2; list.append(Double(total) * 0.1) }")
    case 2:
      lines.append("  switch \(expressions.expression(.int, 1)) {")
      lines += [
        "  case ..<0: total -= 1", "  case 0, 1: list = list.reversed()", "  default: total += list.count", "  }",
      ]
    case 3: lines.append("  if let top = list.max(), top > 1 { list.removeLast() } else { list.insert(0.25, at: 0) }")
    default: lines.append("  for step in stride(from: 0, through: 6, by: 3) { list += [Double(step) / 7] }")
    }
    expressions.inputs += [("list", .doubles), ("total", .int)]
    return lines.joined(separator: "\n")
  }

  private mutating func result(_ type: SampleType) -> String {
    guard case .object(let number) = type else { return expressions.expression(type, 2) }
    let parent = expressions.expression(type)
    let inputs = items[number].inputs
    let input = expressions.one(inputs.filter { $0.type != .rate }, else: inputs[0])
    let value = expressions.expression(input.type, 2)
    guard input.type != .rate else { return parent }
    return expressions.chance(1, of: 3)
      ? "C\(number)(\(parent)) { $0.\(input.name) = \(value) }" : "C\(number)(\(parent), \(input.name): \(value))"
  }

  // MARK: Configs

  private mutating func config() -> String {
    var lines = ["settings.scale = \(expressions.number(1...30)).5", "settings.note = 'n'"]
    for type in Set(SampleType.plain).sorted(by: { $0.word < $1.word }) {
      lines.append("\(type.macro) = \(value(type))")
    }
    for (place, item) in items.enumerated() {
      for input in item.inputs where input.isRequired || expressions.chance(1, of: 3) {
        lines.append("\(item.name).\(input.name.snake) = \(bound(input.type, below: place))")
      }
      for input in item.inputs where expressions.chance(1, of: 6) {
        let scope = expressions.one(["a", "a/b", "c"], else: "a")
        lines.append("\(scope)/\(item.name).\(input.name) = \(bound(input.type, below: place))")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A literal, a macro, or the result of a configurable that stands before.
  private mutating func bound(_ type: SampleType, below place: Int) -> String {
    let scope = expressions.one(["", "", "a/", "c/"], else: "")
    switch type {
    case .object(let number):
      let makers = items.prefix(place).filter { $0.result == type }.map(\.name)
      return "@\(scope)\(expressions.one(makers, else: "C\(number)"))()"
    case .rate: return "@" + scope + expressions.one(["halved", "constant"], else: "halved")
    default: break
    }
    let makers = items.prefix(place).filter { $0.result == type }.map(\.name)
    if let maker = makers.randomElement(using: &expressions.random), expressions.chance(1, of: 3) {
      return "@\(scope)\(maker)()"
    }
    return expressions.chance(1, of: 4) ? "%" + type.macro : value(type)
  }

  private mutating func value(_ type: SampleType) -> String {
    let e = expressions.number(0...9)
    let text =
      switch type {
      case .int: "\(e - 3)"
      case .double: expressions.one(["0.5", "2", "1e-3", "\(e).1", "-0.0", "1_000.25"], else: "1")
      case .float: expressions.one(["0.1", "3", "1e-3"], else: "1")
      case .bool: expressions.one(["True", "False"], else: "True")
      case .string: expressions.one(["'x'", "\"it's\"", "'a' 'b'", "'\\u00e9'", "'\(e)'"], else: "''")
      case .doubles: expressions.one(["[1, 2.5]", "(0.1,)", "[]", "[1e-3, \(e), 3.5]"], else: "[]")
      case .ints: expressions.one(["[1, \(e)]", "(4, 3, 2)", "()"], else: "[]")
      case .maybeInt: expressions.one(["None", "\(e)"], else: "None")
      case .table: expressions.one(["{}", "{'a': \(e)}", "{'b': 0.5, 'a': 1.5}"], else: "{}")
      case .mode: expressions.one(["'fast'", "'sl'", "'slow'", "%Mode.slow"], else: "'fast'")
      case .pair: "(\(e), 0.\(e))"
      case .rate, .object: "None"
      }
    return text
  }

  // MARK: Program

  /// Prints a line for each configurable, in each scope, of each config.
  var program: String {
    let calls = items.map { item in
      let make = item.name.hasPrefix("C") ? "config.make(\(item.name).self)" : "config.call($\(item.name))"
      let isObject = item.name.hasPrefix("C")
      return "  line { \(isObject ? "whole" : "shown")(try \(make)) }"
    }
    return """
      import Gin
      let registry = Registry {
        Mode.self; $halved; $constant; $settings
        \(items.map { $0.name.hasPrefix("C") ? "\($0.name).self" : "$\($0.name)" }.joined(separator: "; "))
      }
      func line(_ text: () throws -> String) {
        do { print(try text().replacing("\\n", with: "\\\\n")) } catch { print("error \\("\\(error)".replacing("\\n", with: " "))") }
      }
      \(experimentNames.map { "line { shown(\($0)) }" }.joined(separator: "\n"))
      for path in CommandLine.arguments.dropFirst() {
        let loaded: Config
        do { loaded = try Config(registry, files: [path]) } catch {
          print("not loaded: \\(error)".replacing("\\n", with: " "))
          continue
        }
        for scope in \(Self.scopes) {
          let config = loaded.scoped(scope)
        \(calls.joined(separator: "\n  "))
        }
      }
      """
  }

  private static let prelude = """
    import Foundation
    import Gin

    @Config
    enum Mode: String {
      case fast
      case slow = "sl"
      var factor: Double { self == .fast ? 2 : 0.5 }
    }

    struct Refused: Error {}

    @Configurable
    func halved(_ step: Int, first: Double = 1) -> Double { first / Double(step + 1) }

    @Configurable
    func constant(_ step: Int, value: Double = 0.1) -> Double { value }

    @Configurable
    func settings(scale: Double, note: String = "") -> Double { scale }

    func shown(_ value: Int) -> String { "\\(value)" }
    func shown(_ value: Double) -> String { value.isNaN ? "nan" : "d\\(value.bitPattern)" }
    func shown(_ value: Float) -> String { value.isNaN ? "nan" : "f\\(value.bitPattern)" }
    func shown(_ value: Bool) -> String { "\\(value)" }
    func shown(_ value: String) -> String { "'" + value + "'" }
    func shown(_ value: [Double]) -> String { "[" + value.map { shown($0) }.joined(separator: ", ") + "]" }
    func shown(_ value: [Int]) -> String { "[" + value.map { shown($0) }.joined(separator: ", ") + "]" }
    func shown(_ value: Int?) -> String { value.map { shown($0) } ?? "nil" }
    func shown(_ value: [String: Double]) -> String {
      "{" + value.keys.sorted().map { $0 + ": " + shown(value[$0] ?? 0) }.joined(separator: ", ") + "}"
    }
    func shown(_ value: Mode) -> String { ".\\(value)" }
    func shown(_ value: (low: Int, high: Double)) -> String { "(" + shown(value.low) + ", " + shown(value.high) + ")" }

    """
}

extension SampleType {
  /// Part of a parameter's name.
  var word: String {
    switch self {
    case .object(let number): "C\(number)"
    case .pair: "Pair"
    case .rate: "Rate"
    case .doubles: "Doubles"
    case .ints: "Ints"
    case .maybeInt: "Maybe"
    case .table: "Table"
    default: swift
    }
  }

  var macro: String { word.uppercased() }
}

extension String {
  /// As Python spells it.
  fileprivate var snake: String {
    reduce(into: "") { text, letter in text += letter.isUppercase ? "_" + letter.lowercased() : String(letter) }
  }
}
