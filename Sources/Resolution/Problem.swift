// What is wrong with a config, where, and what can be done about it?

package import SourceText

/// Something that a person must know about a file; the same on the command line and in the editor.
package struct Problem: Sendable, Hashable {
  package enum Severity: String, Sendable, Hashable, Comparable, CaseIterable {
    case error, warning, information, hint

    /// The most severe is the least.
    package static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

    private var rank: Int {
      switch self {
      case .error: 0
      case .warning: 1
      case .information: 2
      case .hint: 3
      }
    }
  }

  /// The stable codes that scripts and editors rely on.
  package enum Code: String, Sendable, Hashable, CaseIterable {
    case syntaxError = "syntax-error"
    case unknownConfigurable = "unknown-configurable"
    case ambiguousConfigurable = "ambiguous-configurable"
    case unknownParameter = "unknown-parameter"
    case parameterNotConfigurable = "parameter-not-configurable"
    case unknownMacro = "unknown-macro"
    case macroCycle = "macro-cycle"
    case includeNotFound = "include-not-found"
    case includeCycle = "include-cycle"
    case lateInclude = "late-include"
    case importNotFound = "import-not-found"
    case typeMismatch = "type-mismatch"
    case missingCall = "missing-call"
    case needlessCall = "needless-call"
    case requiredNotBound = "required-not-bound"
    case evaluationError = "evaluation-error"
    case computedParameter = "computed-parameter"
    case overridden
    case redundantBinding = "redundant-binding"
    case unusedBinding = "unused-binding"
    case definitionCycle = "definition-cycle"
    /// A value in a scope, for a function that asks for it by a query.
    case queryIgnoresScope = "query-ignores-scope"
    /// Two values for one parameter, and two instances that both get the last one.
    case sharedInstances = "shared-instances"
    case macroMeetsTwoTypes = "macro-meets-two-types"
    /// Nothing that the module defines is named.
    case unusedImport = "unused-import"
    /// A config inside an experiment is made anew, and loses what the parent's has.
    case nestedDefaults = "nested-defaults"
    /// A number was counted from a list that has another length here.
    case staleCount = "stale-count"
    /// Labels stand in another order than Swift takes them.
    case argumentOrder = "argument-order"

    /// The severity where nothing is said about a single problem.
    package var severity: Severity {
      switch self {
      case .unknownMacro, .lateInclude, .nestedDefaults, .staleCount, .queryIgnoresScope, .sharedInstances,
        .macroMeetsTwoTypes:
        .warning
      case .overridden, .redundantBinding, .unusedBinding, .unusedImport: .hint
      case .syntaxError, .unknownConfigurable, .ambiguousConfigurable, .unknownParameter, .parameterNotConfigurable,
        .macroCycle, .includeNotFound, .includeCycle, .importNotFound, .typeMismatch, .missingCall, .needlessCall,
        .requiredNotBound, .evaluationError, .computedParameter, .definitionCycle, .argumentOrder:
        .error
      }
    }

    /// Whether an editor fades the text: it could be deleted and nothing would change.
    package var isUnnecessary: Bool {
      switch self {
      case .overridden, .redundantBinding, .unusedBinding, .unusedImport: true
      default: false
      }
    }
  }

  /// A place that helps to understand the problem.
  package struct Related: Sendable, Hashable {
    package var location: FileLocation
    package var message: String

    package init(_ location: FileLocation, _ message: String) {
      self.location = location
      self.message = message
    }
  }

  /// A change of the text that mends the problem.
  package struct Fix: Sendable, Hashable {
    /// What it does, as an editor's menu shows it: "Change to `base_lr`".
    package var title: String
    package var location: FileLocation
    package var replacement: String

    package init(title: String, location: FileLocation, replacement: String) {
      self.title = title
      self.location = location
      self.replacement = replacement
    }
  }

  package var code: Code
  package var severity: Severity
  /// One sentence that says what is wrong, and where it helps what to do.
  package var message: String
  package var location: FileLocation
  package var related: [Related]
  /// The likeliest first.
  package var fixes: [Fix]

  package init(
    _ code: Code, severity: Severity? = nil, _ message: String, at location: FileLocation, related: [Related] = [],
    fixes: [Fix] = []
  ) {
    self.code = code
    self.severity = severity ?? code.severity
    self.message = message
    self.location = location
    self.related = related
    self.fixes = fixes
  }
}
