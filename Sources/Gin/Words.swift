// Which words does a person read when a config does not fit the program? Every message of this library.

import Configurables

enum Words {
  static let computed = "is computed and cannot be set"
  static func enumerationCalled(_ name: String) -> String {
    "`\(name)` is an enum: write one of its cases instead of a call."
  }
  static func noCase(_ part: ResolvedPart, _ type: Any.Type, _ cases: [String]) -> String {
    "takes a `\(type)`, and \(shown(part)) is none of its cases: \(cases.map { "`\($0)`" }.joined(separator: ", "))."
  }
  static func mismatch(_ part: ResolvedPart, _ type: Any.Type) -> String {
    "takes \(article(type)), and \(shown(part)) is \(kind(part))."
  }
  static func outOfRange(_ part: ResolvedPart, _ type: Any.Type) -> String {
    "takes \(article(type)), and \(shown(part)) is out of its range."
  }
  static func notDecoded(_ part: ResolvedPart, _ type: Any.Type, _ error: DecodingError) -> String {
    "takes \(article(type)), which \(shown(part)) does not make: \(context(of: error).debugDescription)"
  }
  private static func context(of error: DecodingError) -> DecodingError.Context {
    switch error {
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .keyNotFound(_, let context),
      .dataCorrupted(let context):
      context
    @unknown default: DecodingError.Context(codingPath: [], debugDescription: "\(error)")
    }
  }
  static func noKey(_ name: String) -> String { "has no key '\(name)'." }
  static func tooFew(_ count: Int) -> String { "has only \(count) items." }

  static func missingCall(_ key: String, _ reference: String, _ type: Any.Type) -> String {
    "`\(key)` takes \(article(type)), and `\(reference)` is the function itself. Write `\(reference)()`."
  }
  static func functionWanted(_ key: String, _ part: ResolvedPart, _ type: Any.Type) -> String {
    "`\(key)` takes a function, `\(type)`, and \(shown(part)) is \(kind(part)). Write `@name` without parentheses."
  }
  static func functionMismatch(_ reference: String, _ type: Any.Type) -> String {
    "takes a function `\(type)`, and `\(reference)` has other types: the arguments stand for its first parameters."
  }
  static func functionThrows(_ reference: String) -> String {
    "takes a function that does not throw, and `\(reference)` may throw. Add `throws` to the function type."
  }
  static func wrongResult(_ reference: String, _ made: Any, _ type: Any.Type) -> String {
    "wants \(article(type)) of `\(reference)`, which gave a `\(Swift.type(of: made))`."
  }
  static func wrongArgument(_ parameter: String, _ value: Any, _ type: Any.Type) -> String {
    "`\(parameter)` takes \(article(type)), and the caller passes a `\(Swift.type(of: value))`."
  }
  static func requiredNotBound(_ configurable: String, _ parameter: String, scope: String) -> String {
    let prefix = scope.isEmpty ? "" : scope + "/"
    return
      "`\(configurable)` is called\(scope.isEmpty ? "" : " in scope `\(scope)`") and its `\(parameter)` has no value."
      + " Bind `\(prefix)\(configurable).\(parameter)`."
  }
  static func requiredLeft(_ key: String) -> String {
    "`\(key)` is required here, and nothing gives it a value."
  }
  static func unknownMacro(_ name: String) -> String { "No config binds the macro `\(name)`." }
  static func unknownReference(_ text: String) -> String { "No listed function or type is named `\(text)`." }
  static func notRegistered(_ name: String) -> String {
    "`\(name)` is not in the registry that the config was loaded with."
  }
  static func noParameter(_ configurable: String, _ name: String) -> String {
    "`\(configurable)` has no parameter `\(name)`."
  }
  static func methodWithoutValue(_ name: String) -> String {
    "`\(name)` is a method: it needs a value to be called on, which only the program has."
  }
  static func tooManyArguments(_ configurable: String, _ count: Int) -> String {
    "`\(configurable)` takes fewer than \(count) arguments."
  }
  static func cycle(_ key: String) -> String { "The value of `\(key)` needs itself." }
  static let tooDeep = "The value needs more calls inside calls than the stack holds."
  static let notWellFormed = "The value has a syntax error."
  static func noConstructor(_ name: String) -> String {
    "The singleton `\(name)` has no constructor: bind `\(name)/gin.singleton.constructor`."
  }
  static func constructorIsNoFunction(_ name: String) -> String {
    "The constructor of the singleton `\(name)` must be a function: write `@name` without parentheses."
  }
  static func failed(_ configurable: String, _ error: any Error) -> String {
    "Calling `\(configurable)` fails: \(error)"
  }
  static func queriedReference(_ text: String) -> String {
    "A query gives references as they are, and `\(text)` is one: ask for what it is computed from."
  }
  static func noBinding(_ key: String) -> String { "No config binds `\(key)`." }
  static func initializerFailed(_ name: String) -> String { "`\(name)` cannot be made of these values." }
  static let noConfig =
    "`Gin.query` asks the config that is calling, and none is: only code that a config calls, or `perform`, can ask."
  static func fileNotFound(_ path: String, _ searched: [String]) -> String {
    "There is no file `\(path)`." + (searched.isEmpty ? "" : " Looked for \(searched.joined(separator: ", ")).")
  }
  static func unreadableFile(_ path: String, _ reason: String) -> String { "`\(path)` cannot be read: \(reason)." }
  static func notItself(_ type: Any.Type) -> String {
    "`\(type)` inherits its `@Config`. Mark the class itself."
  }

  // MARK: Values

  private static func article(_ type: Any.Type) -> String {
    let name = "\(type)"
    return ("AEIO".contains(name.prefix(1)) ? "an `" : "a `") + name + "`"
  }

  /// The value as Python writes it, shortened.
  static func shown(_ part: ResolvedPart) -> String {
    let text: String
    switch part.kind {
    case .literal(let value): text = value.text
    case .list: return "the list"
    case .tuple: return "the tuple"
    case .dictionary: return "the dictionary"
    case .made(let made): return "the `\(Swift.type(of: made))` that was made"
    case .function(let reference): text = reference.text
    }
    return text.count > 60 ? text.prefix(57) + "…" : text
  }

  private static func kind(_ part: ResolvedPart) -> String {
    switch part.kind {
    case .literal(let value): value.kindText
    case .list: "a list"
    case .tuple: "a tuple"
    case .dictionary: "a dictionary"
    case .made: "another type"
    case .function: "a function"
    }
  }
}
