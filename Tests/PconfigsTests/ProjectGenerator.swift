// Which experiments does nobody think of? Projects with random types, properties, parents and overrides, from a seed.

import TestSupport

struct ProjectGenerator {
  static let probe = "types.probe"
  private var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  private struct Field {
    var name: String
    var kind: Kind
    enum Kind: Equatable { case integer, number, text, list, config(String), pinned, corrected }
  }

  private struct ConfigClass {
    var name: String
    var bases: [String]
    /// The function that it calls, as text.
    var function: String?
    /// Inherited ones included.
    var fields: [Field]
    var own: [Field]

    var numbers: [String] { fields.filter { $0.kind == .integer || $0.kind == .number }.map(\.name) }
    var settable: [Field] { fields.filter { $0.kind != .pinned } }
  }

  private mutating func next(_ bound: Int) -> Int { Int.random(in: 0..<max(bound, 1), using: &random) }

  private mutating func chance(_ percent: Int) -> Bool { next(100) < percent }
  private mutating func pick<Element>(_ list: [Element]) -> Element? { list.isEmpty ? nil : list[next(list.count)] }

  mutating func project(number: Int) -> PythonProject {
    var classes: [ConfigClass] = []
    var text = "import math\nfrom pconfigs import pconfig, pdefaults, Pin, Pinned, pinputs, pproperty\n\n"
    for place in 0..<(1 + next(3)) {
      let made = configClass(place, classes)
      text += declaration(of: made, classes)
      classes.append(made)
    }
    // Where the types themselves cannot be imported, there is nothing to compare.
    text += "probe = \(classes[0].name)()\n"
    var files = ["types.py": text]
    var names: [(name: String, type: ConfigClass)] = []
    let imports =
      "from PROJECT.types import \(classes.map(\.name).joined(separator: ", "))\nimport math\nfrom pconfigs import Pin, Pinned\n"
    for place in 0..<(2 + next(4)) {
      guard let type = pick(classes) else { continue }
      let name = "run\(place)"
      let made = construction(of: type, classes, names)
      var run = imports
      for other in names where made.contains(other.name) {
        run += "from PROJECT.\(other.name) import \(other.name)\n"
      }
      files[name + ".py"] = run + "\n\(name) = \(made)\n"
      names.append((name, type))
    }
    return PythonProject(
      name: "made\(number)", files: files, experiments: [Self.probe] + names.map { $0.name + "." + $0.name })
  }

  // MARK: Types

  private mutating func configClass(_ place: Int, _ classes: [ConfigClass]) -> ConfigClass {
    if chance(15) { return calledClass(place) }
    let possible = classes.filter { $0.function == nil }
    var bases = chance(35) ? pick(possible).map { [$0] } ?? [] : []
    if let first = bases.first, chance(40), let second = pick(possible),
      !isDerived(first, from: second, classes), !isDerived(second, from: first, classes)
    {
      bases.append(second)
    }
    var made = ConfigClass(name: "C\(place)", bases: bases.map(\.name), fields: [], own: [])
    for field in bases.flatMap(\.fields) where !made.fields.contains(where: { $0.name == field.name }) {
      made.fields.append(field)
    }
    for number in 0..<(2 + next(4)) {
      var kind: Field.Kind
      switch next(12) {
      case 0...3: kind = .integer
      case 4...6: kind = .number
      case 7: kind = .text
      case 8: kind = .list
      case 9: kind = .corrected
      default: kind = .pinned
      }
      if chance(15), let inner = pick(classes) { kind = .config(inner.name) }
      let field = Field(name: "f\(place)_\(number)", kind: kind)
      made.own.append(field)
      made.fields.append(field)
    }
    return made
  }

  /// `@pconfig(calls=g)`: its fields are the parameters that have a default.
  private mutating func calledClass(_ place: Int) -> ConfigClass {
    var made = ConfigClass(name: "C\(place)", bases: [], fields: [], own: [])
    var parameters = ["x"]
    for number in 0..<(1 + next(4)) {
      let name = "g\(place)_\(number)"
      let field: Field
      switch next(6) {
      case 0, 1:
        field = Field(name: name, kind: .integer)
        parameters.append("\(name)\(chance(50) ? ": int" : "")=\(next(30))")
      case 2, 3:
        field = Field(name: name, kind: .number)
        parameters.append("\(name)\(chance(50) ? ": float" : "")=\(chance(30) ? "-" : "")\(next(30)).\(next(9))")
      case 4:
        field = Field(name: name, kind: .text)
        parameters.append("\(name)\(chance(50) ? ": str" : "")='s\(next(9))'")
      default:
        field = Field(name: name, kind: .list)
        parameters.append("\(name): list = [\((0..<next(3)).map { _ in "\(next(9))" }.joined(separator: ", "))]")
      }
      made.fields.append(field)
      if chance(20), number == 0 { parameters.append("*") }
    }
    let value = made.numbers.isEmpty ? "x" : "x + \(number(made.numbers))"
    made.function = "def g\(place)(\(parameters.joined(separator: ", "))):\n    return \(value)\n\n"
    return made
  }

  private mutating func declaration(of type: ConfigClass, _ classes: [ConfigClass]) -> String {
    if let function = type.function {
      let defaults = chance(50) ? "pdefaults += \(construction(of: type, classes, []))\n\n" : ""
      let own = "@pconfig(calls=g\(type.name.dropFirst()))\nclass \(type.name):\n    pass\n\n"
      return function + own + defaults
    }
    let bases = type.bases.isEmpty ? "" : "(\(type.bases.joined(separator: ", ")))"
    var text = "@pconfig\nclass \(type.name)\(bases):\n"
    for field in type.own {
      let annotation =
        switch field.kind {
        case .integer: "int"
        case .number, .corrected: "float"
        case .text: "str"
        case .list: "list"
        case .config(let name): name
        case .pinned: "Pinned[object]"
        }
      text += "    \(field.name): \(annotation)\n"
    }
    var known = type.fields.filter { field in !type.own.contains { $0.name == field.name } }
    for field in type.own {
      defer { known.append(field) }
      guard field.kind == .pinned || field.kind == .corrected else { continue }
      text += "\n    @pproperty\n    def \(field.name)(self):\n"
      let own = field.kind == .corrected ? ["pinputs(self).\(field.name)"] : []
      // Only what stands above is read, so that no property needs itself.
      text += body(reading: known.filter { $0.kind != .text && $0.kind != .list }, own, classes)
    }
    text += "\npdefaults += \(type.name)("
    text += type.fields.map { "\($0.name)=\(value(of: $0, classes, []))" }.joined(separator: ", ") + ")\n\n"
    return text
  }

  private mutating func body(reading fields: [Field], _ own: [String], _ classes: [ConfigClass]) -> String {
    var inputs = own + fields.filter { $0.kind == .integer || $0.kind == .number }.map { "self.\($0.name)" }
    for field in fields {
      guard case .config(let name) = field.kind, classes.contains(where: { $0.name == name && $0.function != nil })
      else { continue }
      inputs.append("self.\(field.name)(\(next(5)))")
    }
    let indent = "        "
    switch next(5) {
    case 0:
      return """
        \(indent)if \(number(inputs)) > \(5 + next(40)):
        \(indent)    raise ValueError(f"too much: {\(pick(inputs) ?? "1")}")
        \(indent)return \(number(inputs))

        """
    case 1:
      return """
        \(indent)result = []
        \(indent)for step in range(\(1 + next(4))):
        \(indent)    result.append(\(number(inputs + ["step"])))
        \(indent)return result

        """
    case 2: return "\(indent)return [\(number(inputs + ["i"])) for i in range(\(1 + next(5))) if i % 2 == \(next(2))]\n"
    case 3: return "\(indent)return max(\(number(inputs)), \(number(inputs)))\n"
    default: return "\(indent)return \(number(inputs))\n"
    }
  }

  private mutating func number(_ inputs: [String], depth: Int = 0) -> String {
    if depth > 2 || chance(30) {
      if let input = pick(inputs), chance(75) { return input }
      return chance(50) ? "\(next(9))" : "\(next(50)).\(next(9))"
    }
    let (left, right) = (number(inputs, depth: depth + 1), number(inputs, depth: depth + 1))
    switch next(9) {
    case 0, 1: return "(\(left) + \(right))"
    case 2: return "(\(left) - \(right))"
    case 3: return "(\(left) * \(right))"
    case 4: return "(\(left) / \(1 + next(7)))"
    case 5: return "math.sqrt(abs(\(left)))"
    case 6: return "min(\(left), \(right))"
    case 7: return "(\(left) if \(right) > \(next(10)) else \(right))"
    default: return "(\(left) // \(1 + next(5)))"
    }
  }

  // MARK: Experiments

  private mutating func construction(
    of type: ConfigClass, _ classes: [ConfigClass], _ names: [(name: String, type: ConfigClass)]
  ) -> String {
    var arguments: [String] = []
    let fitting = names.filter { isDerived(type, from: $0.type, classes) }
    if chance(75), let parent = pick(fitting) {
      arguments.append(parent.name)
      if chance(15), let second = pick(fitting) { arguments.append(second.name) }
    }
    let read = names.flatMap { other in other.type.numbers.map { "\(other.name).\($0)" } }
    for field in type.settable where chance(35) {
      arguments.append("\(field.name)=\(value(of: field, classes, read))")
    }
    if chance(8), let pinned = type.fields.first(where: { $0.kind == .pinned }) {
      arguments.append("\(pinned.name)=Pin(\(next(20)))")
      return "\(type.name)(\(arguments.joined(separator: ", ")))"
    }
    if chance(3) { arguments.append("unknown=1") }
    if chance(3), let pinned = type.fields.first(where: { $0.kind == .pinned }) { arguments.append("\(pinned.name)=1") }
    return "\(type.name)(\(arguments.joined(separator: ", ")))"
  }

  private func isDerived(_ type: ConfigClass, from other: ConfigClass, _ classes: [ConfigClass]) -> Bool {
    type.name == other.name
      || type.bases.contains { base in
        classes.first { $0.name == base }.map { isDerived($0, from: other, classes) } ?? false
      }
  }

  private mutating func value(of field: Field, _ classes: [ConfigClass], _ read: [String]) -> String {
    switch field.kind {
    case .integer: return chance(40) && !read.isEmpty ? "int(\(number(read, depth: 1)))" : "\(next(20))"
    case .number: return chance(40) && !read.isEmpty ? number(read, depth: 1) : "\(next(100)).\(next(99))"
    case .text: return "'t\(next(100))'"
    case .list: return "[\((0..<next(4)).map { _ in number(read, depth: 2) }.joined(separator: ", "))]"
    case .corrected: return "\(next(30))"
    case .pinned: return chance(10) ? "Pin(\(next(20)))" : "Pinned"
    case .config(let name): return classes.first { $0.name == name }.map { construction(of: $0, classes, []) } ?? "None"
    }
  }
}
