// How does gin-config write a whole config? The text of `gin.config_str()`, byte for byte (`config.py`, `_config_str`).

import Configurables
import GinSyntax
import SourceText

struct ConfigText {
  private let config: ResolvedConfig
  private let annotations: ConfigTextAnnotations

  private static let lineLength = 80
  private static let continuation = 4
  private static let rule = "# " + String(repeating: "=", count: 78)

  /// The winning bindings of one configurable in one scope.
  private struct Section {
    /// The whole selector, `module.name`.
    let selector: String
    /// The shortest one.
    let name: String
    let scope: String
    let isMethod: Bool
    var bindings: [ConfigBinding] = []
  }

  init(_ config: ResolvedConfig, _ annotations: ConfigTextAnnotations) {
    self.config = config
    self.annotations = annotations
  }

  var text: String {
    var lines = imports
    if !lines.isEmpty { lines.append("") }
    let macros = config.effectiveMacros.sorted { firstPlace(of: $0) < firstPlace(of: $1) }
    if !macros.isEmpty {
      lines += ["# Macros:", Self.rule]
      let sorted = Self.sorted(macros) { Self.sortKey(selector: "gin.macro", scope: $0.macroName, isMethod: false) }
      for macro in sorted { lines += statement(macro.macroName, macro) }
      lines.append("")
    }
    let sections = Self.sorted(sections) {
      Self.sortKey(selector: $0.selector, scope: $0.scope, isMethod: $0.isMethod)
    }
    for section in sections {
      let name = (section.scope.isEmpty ? "" : section.scope + "/") + section.name
      lines += ["# Parameters for \(name):", Self.rule]
      let written = section.bindings
        .filter { Self.printed(expression(of: $0)).isRepresentable }
        .sorted { $0.parameter.unicodeScalars.lexicographicallyPrecedes($1.parameter.unicodeScalars) }
      for binding in written { lines += statement(name + "." + binding.parameter, binding) }
      if written.isEmpty { lines.append("# None.") }
      lines.append("")
    }
    return lines.joined(separator: "\n")
  }

  // MARK: Sections

  private var sections: [Section] {
    var places: [String: Int] = [:]
    var sections: [Section] = []
    let bindings = config.bindings
    // Sections that sort alike stand in the order in which gin-config first met them, overridden bindings included.
    for binding in bindings where !binding.record.meaning.isMacro {
      let made = section(of: binding)
      let key = made.scope + "\n" + made.selector
      let place = places[key] ?? sections.count
      if place == sections.count {
        places[key] = place
        sections.append(made)
      }
      if config.winner(of: binding.index) == binding.index { sections[place].bindings.append(binding) }
    }
    return sections
  }

  private func firstPlace(of binding: ConfigBinding) -> Int {
    config.overridden(by: binding.index).last ?? binding.index
  }

  private func section(of binding: ConfigBinding) -> Section {
    if binding.target == .singleton {
      return Section(selector: "gin.singleton", name: "singleton", scope: binding.scope, isMethod: false)
    }
    guard let id = binding.target.configurable else {
      return Section(selector: binding.selector, name: binding.selector, scope: binding.scope, isMethod: false)
    }
    let configurable = config.index.configurables[id]
    let isMethod = configurable.kind == .method
    var name = config.index.shortestSelector(of: id)
    // A method is written with its class.
    if isMethod, !name.contains(".") {
      name = configurable.selector.split(separator: ".").suffix(2).joined(separator: ".")
    }
    return Section(selector: configurable.selector, name: name, scope: binding.scope, isMethod: isMethod)
  }

  /// The parts of the selector from behind, then those of the scope from behind, in lower case.
  private static func sortKey(selector: String, scope: String, isMethod: Bool) -> [String] {
    var parts = selector.lowercased().split(separator: ".", omittingEmptySubsequences: false).reversed().map(
      String.init)
    parts += scope.lowercased().split(separator: "/", omittingEmptySubsequences: false).reversed().map(String.init)
    if isMethod, parts.count > 1 {
      let method = parts.removeFirst()
      parts[0] += "." + method
    }
    return parts
  }

  private static func sorted<Element>(_ elements: [Element], by key: (Element) -> [String]) -> [Element] {
    let keyed = elements.enumerated().map { (key: key($0.element), offset: $0.offset, element: $0.element) }
    return keyed.sorted { left, right in
      for (one, two) in zip(left.key, right.key) where one != two {
        return one.unicodeScalars.lexicographicallyPrecedes(two.unicodeScalars)
      }
      return (left.key.count, left.offset) < (right.key.count, right.offset)
    }.map(\.element)
  }

  // MARK: Imports

  /// Each module once, under a name of its own (`ImportManager`).
  private var imports: [String] {
    struct Import {
      let path: String
      let isFrom: Bool
      let alias: String?
      let boundName: String
    }
    let all = config.layout.uses.flatMap(\.meaning.imports).map { statement in
      Import(
        path: statement.path, isFrom: statement.isFrom, alias: statement.alias?.text, boundName: statement.boundName)
    }
    let ordered = Self.sorted(all) { [$0.path, $0.isFrom ? "0" : "1"] }
    var modules: Set<String> = []
    var names: Set<String> = []
    var lines: [(path: String, text: String)] = []
    for statement in ordered where modules.insert(statement.path).inserted {
      var name = statement.boundName
      var number = 2
      while names.contains(name) {
        name = statement.boundName + String(number)
        number += 1
      }
      names.insert(name)
      let alias = name == statement.boundName ? statement.alias : name
      var text = "import " + statement.path
      if statement.isFrom, let dot = statement.path.lastIndex(of: ".") {
        text = "from \(statement.path[..<dot]) import \(statement.path[statement.path.index(after: dot)...])"
      }
      lines.append((statement.path, text + (alias.map { " as " + $0 } ?? "")))
    }
    return lines.map(\.text)
  }

  // MARK: Values

  private func expression(of binding: ConfigBinding) -> ConfigExpression {
    config.layout.uses[binding.use].meaning.expression(of: recordPlace(of: binding))
  }

  private func recordPlace(of binding: ConfigBinding) -> Int {
    Int(config.layout.places[binding.index].record)
  }

  private func statement(_ key: String, _ binding: ConfigBinding) -> [String] {
    let expression = expression(of: binding)
    let value = PrettyPrint.format(Self.printed(expression), width: Self.lineLength - Self.continuation)
    let lines = value.split(separator: "\n", omittingEmptySubsequences: false)
    var statement: [String]
    if lines.count == 1, key.unicodeScalars.count + value.unicodeScalars.count <= Self.lineLength {
      statement = ["\(key) = \(value)"]
    } else {
      let indent = String(repeating: " ", count: Self.continuation)
      statement = ["\(key) = \\"] + lines.map { indent + $0 }
    }
    if annotations == .computedValues { statement += comment(for: binding, expression) }
    return statement
  }

  private func comment(for binding: ConfigBinding, _ expression: ConfigExpression) -> [String] {
    var holdsCall = false
    expression.visitNames { part in
      switch part.kind {
      case .macro(let macro): holdsCall = holdsCall || !macro.isRequiredMark
      case .reference(_, .result): holdsCall = true
      case .reference, .literal, .list, .tuple, .dictionary, .invalid: return
      }
    }
    guard holdsCall else { return [] }
    let value = config.value(of: binding)
    switch value.status {
    case .value, .defaultValue, .reference: return ["# = " + value.text]
    case .notEvaluated(let reason): return ["# not evaluated: " + reason]
    case .error(let message): return ["# error: " + message]
    }
  }

  /// As gin-config's own `repr` writes references and macros: a constant by its whole name.
  private static func printed(_ expression: ConfigExpression) -> PrintedValue {
    switch expression.kind {
    case .literal(let value): return .literal(value)
    case .list(let parts): return .list(parts.map(printed))
    case .tuple(let parts): return .tuple(parts.map(printed))
    case .dictionary(let entries):
      return .dictionary(
        unique(entries.map { PrintedEntry(key: printed($0.key), value: printed($0.value)) }))
    case .macro(let macro):
      return .name(
        "%" + (macro.isRequiredMark ? "gin.REQUIRED" : macro.constants.first?.constant.selector ?? macro.name))
    case .reference(let reference, let form):
      let name = (reference.scope.isEmpty ? "" : reference.scope + "/") + reference.selector
      switch (reference.target, form) {
      case (.macro, .result), (.constant, .result): return .name("%" + reference.scope)
      default: return .name("@" + name + (form == .result ? "()" : ""))
      }
    case .invalid: return .name("")
    }
  }

  /// A repeated key keeps its place and takes the later value.
  private static func unique(
    _ entries: [PrintedEntry]
  ) -> [PrintedEntry] {
    var places: [String: Int] = [:]
    var unique: [PrintedEntry] = []
    for entry in entries {
      if let place = places[entry.key.identity] {
        unique[place].value = entry.value
      } else {
        places[entry.key.identity] = unique.count
        unique.append(entry)
      }
    }
    return unique
  }
}
