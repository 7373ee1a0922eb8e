// Which modules does a gin file import, and which names do they have in it?

import SourceText

/// The imports of a file, in the light of which its names are read (`config.py`, `ParseContext`).
package struct ImportedNames: Hashable, Sendable {
  /// The modules that are imported, in the order of the text.
  package private(set) var modules: [String] = []
  /// With dynamic registration the names that the imports bind, each with the dotted path behind it; nil without.
  package private(set) var bound: [String: String]?
  /// For a text without imports of its own: the selectors that files before it have registered through theirs, each with
  /// the dotted path behind it; nil where nothing is known of that.
  package var registered: [String: String]?

  package var isEmpty: Bool { modules.isEmpty && bound == nil }

  init(_ records: [StatementRecord], _ text: SourceText) {
    for record in records where record.kind == .import {
      add(
        module: Self.text(record.first, text) ?? "", member: Self.text(record.second, text),
        alias: Self.text(record.third, text))
    }
  }

  private static func text(_ span: Span, _ text: SourceText) -> String? {
    span.isNone ? nil : text[span.range]
  }

  private mutating func add(module: String, member: String?, alias: String?) {
    if module == "__gin__", let member {
      if member == "dynamic_registration" { bound = bound ?? [:] }
      return
    }
    let path = member.map { module + "." + $0 } ?? module
    modules.append(path)
    // `import a.b` makes the name `a`; `import a.b as c` makes `c` mean `a.b`.
    let first = module.split(separator: ".").first.map(String.init) ?? module
    guard let name = alias ?? member else {
      bound?[first] = first
      return
    }
    bound?[name] = path
  }

  /// The dotted path behind a selector of a file with dynamic registration; nil where its first name is bound to none.
  package func path(of selector: String) -> String? {
    guard bound != nil else {
      let paths = registeredPaths(of: selector)
      return paths.count == 1 ? paths[0] : nil
    }
    let first = selector.prefix { $0 != "." }
    return bound?[String(first)].map { $0 + selector.dropFirst(first.count) }
  }

  /// The dotted paths behind what is registered as `selector` or ends with it; only the first where it is the whole.
  package func registeredPaths(of selector: String) -> [String] {
    guard let registered else { return [] }
    if let path = registered[selector] { return [path] }
    return registered.filter { $0.key.hasSuffix("." + selector) }.sorted { $0.key < $1.key }.map(\.value)
  }
}
