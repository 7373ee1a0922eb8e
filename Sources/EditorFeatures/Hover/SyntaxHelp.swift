// What does a sign of gin mean? One sentence each, for those who read a config for the first time.

/// A piece of gin's own syntax.
package enum SyntaxElement: String, Sendable, Hashable, CaseIterable {
  case at = "@"
  case call = "()"
  case percent = "%"
  case slash = "/"
  case equals = "="
  case block = ":"
  case include = "include"
  case importing = "import"
  case from = "from"
  case rename = "as"

  /// One sentence, and where gin's own pages say more.
  var help: Words { sentence + page }

  /// Where gin's own pages say more.
  var page: Words { "\(page: FeatureWords.ginPages, at: Self.pages + anchor)" }

  private static let pages = "https://github.com/google/gin-config"

  private var anchor: String {
    let guide = "/blob/master/docs/index.md#"
    return switch self {
    case .at, .call, .equals, .block: "#syntax-quick-reference"
    case .percent: guide + "macros"
    case .slash: guide + "scoping"
    case .include: guide + "including-other-gin-files"
    case .importing, .from, .rename: guide + "importing-modules-from-within-a-gin-file"
    }
  }

  private var sentence: Words {
    switch self {
    case .at: "\(code: "@name") passes a configurable itself; \(code: "@name()") calls it and passes the result."
    case .call: "\(code: "()") calls the configurable each time the value is needed, and passes the result."
    case .percent: "\(code: "%NAME") stands for what \(code: "NAME = …") binds, or for a constant of the code."
    case .slash:
      "\(code: "scope/name") means \(code: "name") in that scope only; bindings of outer scopes are inherited."
    case .equals:
      "\(code: "name.parameter = value") sets a parameter for every call of \(code: "name"); the last binding wins."
    case .block: "\(code: "name:") opens a block: each indented line below it sets a parameter of \(code: "name")."
    case .include: "\(code: "include") reads another config at this place; what stands below it may override it."
    case .importing: "\(code: "import") makes the program load a module, so that its configurables can be bound."
    case .from: "\(code: "from package import module") makes the program load the module of that package."
    case .rename: "\(code: "as") gives the imported module the name by which this file calls it."
    }
  }
}
