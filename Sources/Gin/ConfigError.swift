// What went wrong, and on which line of which config?

import Resolution
import SourceText

/// Why a config cannot be loaded, or gives no value. Its description is one line a problem, `file:line:column: what`.
public struct ConfigError: Error, Sendable, CustomStringConvertible {
  /// The kinds of problems. Those that the language server also reports have its codes.
  public enum Code: String, Sendable, Hashable {
    /// gin-config's parser would refuse the text.
    case syntaxError = "syntax-error"
    /// No listed function or type has the name.
    case unknownConfigurable = "unknown-configurable"
    /// Several have it.
    case ambiguousConfigurable = "ambiguous-configurable"
    /// The function or type has no such parameter.
    case unknownParameter = "unknown-parameter"
    /// The parameter is not in the list of those that may be set.
    case parameterNotConfigurable = "parameter-not-configurable"
    /// A binding sets a computed property.
    case computedParameter = "computed-parameter"
    /// `%NAME` is bound nowhere.
    case unknownMacro = "unknown-macro"
    /// A value needs itself, through macros or calls.
    case definitionCycle = "definition-cycle"
    /// An included file was not found, or an entry's own file.
    case includeNotFound = "include-not-found"
    /// Files include each other in a circle.
    case includeCycle = "include-cycle"
    /// The declared type cannot hold the value.
    case typeMismatch = "type-mismatch"
    /// `@f` where the result is wanted.
    case missingCall = "missing-call"
    /// `@f()` where the function is wanted, or a call of what cannot be called.
    case needlessCall = "needless-call"
    /// A parameter without a default has no binding.
    case requiredNotBound = "required-not-bound"
    /// Code that a config calls threw; `underlying` is what it threw.
    case evaluationError = "evaluation-error"
    /// A file is there and cannot be read.
    case unreadableFile = "unreadable-file"
    /// `Gin.query` was asked outside of a config's calls.
    case noConfig = "no-config"
  }

  /// A place in a config.
  public struct Location: Sendable, Hashable, CustomStringConvertible {
    /// The path as it was opened; `<bindings>` for those that the program adds.
    public let file: String
    /// From one.
    public let line: Int
    /// From one, in UTF-8 bytes.
    public let column: Int

    /// `file:line:column`.
    public var description: String { "\(file):\(line):\(column)" }
  }

  /// What kind of problem it is.
  public let code: Code
  /// One sentence.
  public let message: String
  /// Nil where no line of a config is to blame.
  public let location: Location?
  /// What a called function threw.
  public let underlying: (any Error)?
  /// Further problems of the same config, found with this one.
  public internal(set) var others: [ConfigError] = []

  init(_ code: Code, _ message: String, at location: Location? = nil, underlying: (any Error)? = nil) {
    self.code = code
    self.message = message
    self.location = location
    self.underlying = underlying
  }

  /// One line a problem.
  public var description: String {
    ([line] + others.map(\.line)).joined(separator: "\n")
  }

  private var line: String { (location.map { "\($0): " } ?? "") + message }
}

extension ConfigError.Location {
  init(_ location: FileLocation, in text: SourceText) {
    let position = text.position(of: location.range.start, in: .utf8)
    self.init(file: location.file.string, line: position.line + 1, column: position.column + 1)
  }
}

extension ConfigError {
  /// A problem that the resolver found; nil for what only a person at an editor should know.
  init?(_ problem: Problem, in text: SourceText) {
    let code: Code
    switch problem.code {
    case .syntaxError: code = .syntaxError
    case .unknownConfigurable: code = .unknownConfigurable
    case .ambiguousConfigurable: code = .ambiguousConfigurable
    case .unknownParameter: code = .unknownParameter
    case .parameterNotConfigurable: code = .parameterNotConfigurable
    case .computedParameter: code = .computedParameter
    case .includeNotFound: code = .includeNotFound
    case .includeCycle: code = .includeCycle
    default: return nil
    }
    self.init(code, problem.message, at: Location(problem.location, in: text))
  }

  /// One error for all that was found; nil for nothing.
  static func all(_ errors: [ConfigError]) -> ConfigError? {
    guard var first = errors.first else { return nil }
    first.others = Array(errors.dropFirst())
    return first
  }
}
