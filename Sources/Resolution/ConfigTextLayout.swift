// How does gin-config lay out the text of a config? Sections, their order and their lines (`config.py`, `_config_str`).

/// How gin-config lays a config out, whatever it is made of: a config's bindings, or what a program has used of them.
package struct ConfigTextLayout {
  /// `key = value`, and the comments below it.
  package struct Statement {
    /// A parameter's name, or the whole name of a macro.
    package var name: String
    package var value: PrintedValue
    package var comments: [String]

    package init(name: String, value: PrintedValue, comments: [String] = []) {
      self.name = name
      self.value = value
      self.comments = comments
    }
  }

  /// The parameters of one configurable in one scope.
  package struct Section {
    /// The whole selector, `module.name`.
    package var selector: String
    /// The shortest one.
    package var name: String
    package var scope: String
    package var isMethod: Bool
    package var statements: [Statement]

    package init(selector: String, name: String, scope: String, isMethod: Bool, statements: [Statement] = []) {
      self.selector = selector
      self.name = name
      self.scope = scope
      self.isMethod = isMethod
      self.statements = statements
    }
  }

  /// Whole lines, in order.
  package var imports: [String]
  /// Of macros that sort alike the earlier one comes first; of sections too.
  package var macros: [Statement]
  package var sections: [Section]

  private static let lineLength = 80
  private static let continuation = 4
  private static let rule = "# " + String(repeating: "=", count: 78)

  package init(imports: [String], macros: [Statement], sections: [Section]) {
    self.imports = imports
    self.macros = macros
    self.sections = sections
  }

  package var text: String {
    var lines = imports
    if !lines.isEmpty { lines.append("") }
    if !macros.isEmpty {
      lines += ["# Macros:", Self.rule]
      let sorted = Self.sorted(macros) { Self.sortKey(selector: "gin.macro", scope: $0.name, isMethod: false) }
      for macro in sorted { lines += Self.lines(macro.name, macro) }
      lines.append("")
    }
    let sections = Self.sorted(sections) {
      Self.sortKey(selector: $0.selector, scope: $0.scope, isMethod: $0.isMethod)
    }
    for section in sections {
      let name = (section.scope.isEmpty ? "" : section.scope + "/") + section.name
      lines += ["# Parameters for \(name):", Self.rule]
      let written = section.statements.filter(\.value.isRepresentable)
        .sorted { $0.name.unicodeScalars.lexicographicallyPrecedes($1.name.unicodeScalars) }
      for statement in written { lines += Self.lines(name + "." + statement.name, statement) }
      if written.isEmpty { lines.append("# None.") }
      lines.append("")
    }
    return lines.joined(separator: "\n")
  }

  private static func lines(_ key: String, _ statement: Statement) -> [String] {
    let value = PrettyPrint.format(statement.value, width: lineLength - continuation)
    let lines = value.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.count == 1, key.unicodeScalars.count + value.unicodeScalars.count <= lineLength {
      return ["\(key) = \(value)"] + statement.comments
    }
    let indent = String(repeating: " ", count: continuation)
    return ["\(key) = \\"] + lines.map { indent + $0 } + statement.comments
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

  static func sorted<Element>(_ elements: [Element], by key: (Element) -> [String]) -> [Element] {
    let keyed = elements.enumerated().map { (key: key($0.element), offset: $0.offset, element: $0.element) }
    return keyed.sorted { left, right in
      for (one, two) in zip(left.key, right.key) where one != two {
        return one.unicodeScalars.lexicographicallyPrecedes(two.unicodeScalars)
      }
      return (left.key.count, left.offset) < (right.key.count, right.offset)
    }.map(\.element)
  }
}
