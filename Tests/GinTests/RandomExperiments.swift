// Which typed experiments does nobody think of? Random types with computed properties, and experiments that derive.

import TestSupport

struct RandomExperiments {
  private(set) var types = "enum Mode: String { case fast, slow }\n\n"
  private(set) var experiments = ""

  fileprivate enum Kind: Equatable { case int, double, text, list, mode, config(Int) }

  private struct Field {
    let name: String
    let kind: Kind
    let isComputed: Bool
  }

  private var random: SeededGenerator
  private var made: [[Field]] = []
  private var named: [(name: String, type: Int)] = []

  init(seed: UInt64, types count: Int, experiments total: Int) {
    random = SeededGenerator(seed: seed)
    for number in 0..<count { addType(number) }
    for number in 0..<total { addExperiment(number) }
  }

  private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
  private mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<max(bound, 1), using: &random) }

  // MARK: Types

  private mutating func addType(_ number: Int) {
    var fields: [Field] = []
    var lines: [String] = []
    for place in 0..<(2 + below(4)) {
      let kind = kind(below: number)
      fields.append(Field(name: "f\(place)", kind: kind, isComputed: false))
      let value = kind.isNumber && chance(20) ? "" : " = " + literal(kind)
      lines.append("  var f\(place): \(swift(kind))\(value)")
    }
    for place in 0..<(1 + below(3)) {
      let kind: Kind = [.int, .double, .list, .text][below(4)]
      lines.append("  var c\(place): \(swift(kind)) { \(expression(kind, reads(fields, of: nil))) }")
      fields.append(Field(name: "c\(place)", kind: kind, isComputed: true))
    }
    made.append(fields)
    types += "@Config\nstruct T\(number) {\n\(lines.joined(separator: "\n"))\n}\n\n"
    required.append(
      lines.compactMap { $0.contains(" = ") || $0.contains("{") ? nil : String($0.dropFirst(6).prefix(2)) })
  }

  /// The fields of each type that have no initial value.
  private var required: [[String]] = []

  private mutating func kind(below number: Int) -> Kind {
    switch below(10) {
    case 0...2: return .int
    case 3...5: return .double
    case 6: return .text
    case 7: return .list
    case 8: return .mode
    default:
      let inner = number > 0 ? below(number) : 0
      // What has to be given is given by the experiments, and not by the declaration.
      return number > 0 && required[inner].isEmpty ? .config(inner) : .int
    }
  }

  private func swift(_ kind: Kind) -> String {
    switch kind {
    case .int: "Int"
    case .double: "Double"
    case .text: "String"
    case .list: "[Double]"
    case .mode: "Mode"
    case .config(let number): "T\(number)"
    }
  }

  private mutating func literal(_ kind: Kind) -> String {
    switch kind {
    case .int: return "\(below(20))"
    case .double: return chance(20) ? "\(below(9))" : "\(below(50)).\(below(99))"
    case .text: return "\"t\(below(99))\""
    case .list: return "[\((0..<(1 + below(3))).map { _ in "\(below(9)).5" }.joined(separator: ", "))]"
    case .mode: return chance(50) ? ".fast" : ".slow"
    case .config(let number): return "T\(number)()"
    }
  }

  // MARK: Expressions

  private typealias Read = (path: String, kind: Kind)

  /// What can be read of a config, those inside it included.
  private func reads(_ fields: [Field], of base: String?) -> [Read] {
    fields.flatMap { field -> [Read] in
      let path = base.map { $0 + "." + field.name } ?? field.name
      guard case .config(let inner) = field.kind else { return [(path, field.kind)] }
      return reads(made[inner], of: path)
    }
  }

  private mutating func expression(_ kind: Kind, _ reads: [Read], depth: Int = 0) -> String {
    let fitting = reads.filter { $0.kind == kind }
    if depth > 1 || chance(25) {
      if !fitting.isEmpty, chance(80) { return fitting[below(fitting.count)].path }
      return literal(kind)
    }
    func one(_ wanted: Kind, _ this: inout Self) -> String { this.expression(wanted, reads, depth: depth + 1) }
    switch kind {
    case .int:
      switch below(6) {
      case 0: return "(\(one(.int, &self)) + \(one(.int, &self)))"
      case 1: return "(\(one(.int, &self)) - \(one(.int, &self)))"
      case 2: return "(\(one(.int, &self)) / \(1 + below(5)))"
      case 3: return "min(\(one(.int, &self)), \(one(.int, &self)))"
      case 4: return "\(one(.list, &self)).count"
      default: return "(\(one(.double, &self)) > \(below(20)) ? \(one(.int, &self)) : \(one(.int, &self)))"
      }
    case .double:
      switch below(6) {
      case 0: return "(\(one(.double, &self)) + \(one(.double, &self)))"
      case 1: return "(\(one(.double, &self)) * \(one(.double, &self)))"
      case 2: return "(\(one(.double, &self)) / \(1 + below(7)))"
      case 3: return "Double(\(one(.int, &self)))"
      case 4: return "max(\(one(.double, &self)), \(one(.double, &self)))"
      default: return "\(one(.list, &self)).reduce(0, +)"
      }
    case .list:
      switch below(4) {
      case 0: return "\(one(.list, &self)).map { $0 * \(one(.double, &self)) }"
      case 1: return "(0..<\(1 + below(4))).map { Double($0) + \(one(.double, &self)) }"
      case 2: return "\(one(.list, &self)).filter { $0 > \(below(5)) }"
      default: return "[\(one(.double, &self)), \(one(.double, &self))]"
      }
    case .text: return "\"\\(\(one(.int, &self)))-\\(\(one(.text, &self)))\""
    case .mode, .config: return fitting.isEmpty ? literal(kind) : fitting[below(fitting.count)].path
    }
  }

  // MARK: Experiments

  private mutating func addExperiment(_ number: Int) {
    let type = below(made.count)
    let parents = named.filter { $0.type == type }
    let parent = chance(75) && !parents.isEmpty ? parents[below(parents.count)].name : nil
    // A few of those before are enough to read from.
    let near = named.suffix(4).flatMap { reads(made[$0.type], of: $0.name) }
    let value: String
    if let parent, chance(25) {
      let changed = made[type].filter { !$0.isComputed && $0.kind.isNumber }
      let lines = changed.filter { _ in chance(50) }.map { "$0.\($0.name) = \(expression($0.kind, near))" }
      value = "T\(type)(\(parent)) { \((lines + ["_ = $0"]).joined(separator: "; ")) }"
    } else {
      value = construction(type, parent: parent, near, depth: 0)
    }
    experiments += "let e\(number) = \(value)\n"
    named.append(("e\(number)", type))
  }

  private mutating func construction(_ type: Int, parent: String?, _ near: [Read], depth: Int) -> String {
    var arguments = parent.map { [$0] } ?? []
    for field in made[type] where !field.isComputed {
      let isRequired = parent == nil && required[type].contains(field.name)
      guard isRequired || chance(40) else { continue }
      if case .config(let inner) = field.kind {
        let whole = parent.map { $0 + "." + field.name }
        arguments.append(
          "\(field.name): " + construction(inner, parent: chance(60) ? whole : nil, near, depth: depth + 1))
      } else {
        arguments.append("\(field.name): \(expression(field.kind, near, depth: 1))")
      }
    }
    return "T\(type)(\(arguments.joined(separator: ", ")))"
  }
}

extension RandomExperiments.Kind {
  fileprivate var isNumber: Bool { self == .int || self == .double }
}
