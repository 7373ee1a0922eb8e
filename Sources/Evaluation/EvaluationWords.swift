// Which words does a person read? Every reason and message of this layer, in one place.
//
// A reason completes "not evaluated: "; a message is one sentence without a full stop.

import Configurables

enum EvaluationWords {
  static let cancelled = "was cancelled by a newer edit"

  static func limit(_ limit: EvaluationStop.Limit) -> String {
    switch limit {
    case .steps: "takes more steps than the limit allows"
    case .bytes: "needs more memory than the limit allows"
    case .depth: "calls itself more deeply than the limit allows"
    }
  }

  static func cycle(_ name: String) -> String { "`\(name)` needs its own value" }
}

extension EvaluationWords {
  static func unknownReference(_ reference: ReferenceValue) -> String {
    "calls `@\(reference.selector)`, which is not in the workspace"
  }
}
extension EvaluationWords {
  static func fault(_ expected: String) -> String { "meets a fault in Gimlet, which expected \(expected)" }
}

// MARK: What the evaluator does not model

extension EvaluationWords {
  static let python = "is written in Python, whose bodies are not evaluated yet"
  static let method = "is a method, which needs an instance to be called on"
  static let nesting = "is nested too deeply"
  static func capture(_ name: String) -> String { "changes `\(name)` through a closure that is kept" }
  static func unknownType(_ name: String) -> String { "uses the type `\(name)`, which is not in the workspace" }
  static func unknownName(_ name: String) -> String { "uses `\(name)`, which is not in the workspace" }
  static func unknownCall(_ name: String) -> String { "calls `\(name)`, which is not in the workspace" }
  static func unknownMember(_ name: String, of type: String) -> String {
    "uses `\(name)` of `\(type)`, which the evaluator does not know"
  }
  static func mismatch(_ type: String, _ expected: String) -> String {
    "has a `\(type)` where a `\(expected)` is needed"
  }
  static func untyped(_ what: String) -> String { "cannot tell the type of \(what)" }
  static func overloaded(_ name: String) -> String { "calls `\(name)`, which has several declarations that fit" }
  static func wrongArguments(_ name: String) -> String { "calls `\(name)` with arguments that fit no declaration" }
  static func mixes(_ first: String, _ second: String) -> String {
    "mixes `\(first)` and `\(second)` in one operation"
  }
  static func operation(_ name: String, on type: String) -> String { "applies `\(name)` to a `\(type)`" }
  static func changeable(_ name: String) -> String { "reads `\(name)`, a global variable that may change" }
  static func noValue(_ name: String) -> String { "has no value for `\(name)`" }
  static func unordered(_ type: String) -> String {
    "depends on the order of the elements of a `\(type)`, which differs from run to run"
  }
  static func text(of type: String) -> String { "writes a `\(type)` as text" }
  static func construct(_ name: String) -> String { "constructs `\(name)`, which cannot be evaluated" }
  static func obstacle(_ name: String, _ reason: String) -> String { "calls `\(name)`, which \(reason)" }
  static func propertyObstacle(_ name: String, _ reason: String) -> String { "reads `\(name)`, which \(reason)" }
  static func pattern() -> String { "matches a pattern that the evaluator does not model" }
  static func assignment() -> String { "assigns to something that the evaluator does not model" }
}

// MARK: What the program itself would stop with

extension EvaluationWords {
  enum Trap {
    case overflow(String), divisionByZero, indexOutOfRange(index: Int, count: Int), unexpectedNil
    case conversion(String, to: String)
    case failed(String, message: String?)
    case negativeCount, emptyRange, zeroStride, missingKey, duplicateKey, noReturn, forcedTry(String), forcedCast(
      String)

    /// In short, as `EvaluationStop.Raised.type` says it.
    var type: String {
      switch self {
      case .overflow: "overflow"
      case .divisionByZero: "division-by-zero"
      case .indexOutOfRange: "index-out-of-range"
      case .unexpectedNil: "unexpected-nil"
      case .conversion: "conversion"
      case .failed(let name, _): name
      case .negativeCount, .emptyRange, .zeroStride, .missingKey, .duplicateKey, .noReturn: "precondition"
      case .forcedTry, .forcedCast: "forced"
      }
    }

    var message: String {
      switch self {
      case .overflow(let operation): "`\(operation)` overflows `Int`"
      case .divisionByZero: "division by zero"
      case .indexOutOfRange(let index, let count): "index \(index) is out of range for \(count) elements"
      case .unexpectedNil: "unwraps an optional that is nil"
      case .conversion(let value, let type): "\(value) cannot become `\(type)`"
      case .failed(let name, let message):
        switch message {
        case .some(let message) where !message.isEmpty: message
        default: name == "fatalError" ? "reaches `fatalError`" : "`\(name)` fails"
        }
      case .negativeCount: "the count is negative"
      case .emptyRange: "the range's lower bound is above its upper bound"
      case .zeroStride: "the stride is zero"
      case .missingKey: "no value stands for the key"
      case .duplicateKey: "a dictionary has one key twice"
      case .noReturn: "the function ends without a value"
      case .forcedTry(let error): "`try!` meets the error \(error)"
      case .forcedCast(let type): "`as!` meets a value that is no `\(type)`"
      }
    }
  }

  static func unboundQuery(_ key: String) -> String { "nothing is bound to `\(key)`" }
  static func thrown(_ error: String) -> String { "throws \(error)" }
}

// MARK: Values that a declared type cannot hold

extension EvaluationWords {
  static let thisPlace = "this place"

  static func typeMismatch(
    _ value: Value, _ type: String, _ holder: String, _ path: [TypeMismatch.Step]
  ) -> String {
    "\(place(path, in: holder)) takes a value of type `\(type)`, and \(short(value)) is \(value.kindText)"
  }

  static func noCase(
    _ value: Value, _ type: String, _ cases: [String], _ holder: String, _ path: [TypeMismatch.Step]
  ) -> String {
    "\(place(path, in: holder)) takes a case of `\(type)` (\(cases.joined(separator: ", "))), and \(short(value)) is none"
  }

  /// "element 2 of value 1 of `table`", counted from one.
  private static func place(_ path: [TypeMismatch.Step], in holder: String) -> String {
    let parts = path.reversed().map { step in
      switch step {
      case .element(let index): "element \(index + 1)"
      case .key(let index): "key \(index + 1)"
      case .value(let index): "value \(index + 1)"
      }
    }
    return (parts + [holder]).joined(separator: " of ")
  }

  private static func short(_ value: Value) -> String {
    let text = value.text
    return text.count > 40 ? text.prefix(39) + "…" : text
  }
}

// MARK: Typed experiments

extension EvaluationWords {
  static func pinned(_ field: String, _ type: String) -> String {
    "Cannot set a pinned field. Use \(type).\(field)=Pinned to fix this error."
  }
  static func missingArguments(_ names: [String]) -> String {
    let listed = names.map { "'\($0)'" }
    let all =
      switch listed.count {
      case 1: listed[0]
      case 2: listed.joined(separator: " and ")
      default: listed.dropLast().joined(separator: ", ") + ", and " + (listed.last ?? "")
      }
    return "__init__() missing \(names.count) required positional argument\(names.count == 1 ? "" : "s"): \(all)"
  }
  static func unrelatedParent(_ parent: String, of type: String) -> String {
    "takes values from a `\(parent)`, which `\(type)` is not derived from"
  }
  static func defaultsTwice(_ type: String) -> String { "sets the defaults of `\(type)` more than once" }
  static func defaultsElsewhere(_ type: String) -> String {
    "takes defaults of `\(type)` that a module sets which is not imported here"
  }
  static func wrongType(_ field: String, _ declared: String, _ given: String) -> String {
    "`\(field)` takes `\(declared)`, and this is `\(given)`"
  }
  static func noConfig(_ name: String) -> String { "has something in `\(name)` that is no config" }
}

// MARK: Python

extension EvaluationWords {
  static let bigInteger = "needs integers beyond 64 bits"
  static let pythonStatement = "runs a statement that the evaluator does not know"
  static let pythonExpression = "uses an expression that the evaluator does not know"
  static let pythonErrors = "ends with an error in one of several bindings"
  static let pythonYield = "has a `yield` inside of `try`, `with` or an expression"
  static let pythonFormat = "formats a value by a format of its own"
  static func pythonSum(_ before: String, _ since: String) -> String {
    "adds floating-point numbers with `sum`, which gives \(before) before Python 3.12 and \(since) since"
  }
  static let pythonAugmented = "reads the text of an error that gin-config has added to"
  static let pythonIdentity = "asks whether two values are one and the same"
  /// As the reader of Python marks a property.
  static let pythonProperty = "is a property"
  static func pythonBase(_ name: String, _ base: String) -> String {
    "makes a `\(name)`, which is based on `\(base)`, which is not in the workspace"
  }
  /// Whether a value is not known because it comes from outside the workspace. All other reasons are ours: what the
  /// evaluator does not follow may well raise.
  static func isOutside(_ reason: String) -> Bool {
    guard reason.hasSuffix(outside) else { return false }
    if reason.hasPrefix("calls ") || reason.hasPrefix("makes ") || reason.contains("` of `") { return true }
    // `a.b`; a plain name may just be misspelled.
    return reason.hasPrefix("uses ") && reason.dropLast(outside.count).contains(".")
  }
  private static let outside = ", which is not in the workspace"
  static func pythonCall(_ name: String) -> String { "calls `\(name)` in a way that the evaluator does not follow" }
  static func pythonInherited(_ name: String, _ path: String) -> String {
    "uses `\(name)` of `\(path)`, which is not in the workspace"
  }
  static func pythonWith(_ context: String) -> String { "enters `with \(context)`, which is not known" }
  static func decorated(by path: String?) -> String { "is decorated by `\(path ?? "an expression")`" }
  static func pythonClass(_ name: String) -> String { "makes an object of the Python class `\(name)`" }
  static let pythonKept = "changes a list or dictionary that the module keeps from call to call"
  static func pythonHandedOver(_ name: String) -> String {
    "reads `\(name)`, which the module hands to code that is not in the workspace"
  }
  static func unknownQuery(_ key: String) -> String { "asks for `\(key)`, which is not in the workspace" }
  static func pythonDecorated(_ name: String) -> String { "calls `\(name)`, whose decorators are not known" }
  static func pythonArguments(_ name: String) -> String { "calls `\(name)` with arguments that are not followed" }
  static func pythonResult(_ type: String) -> String { "gives a `\(type)`, which has no text of its own" }
  static func pythonAssignedTwice(_ name: String) -> String { "reads `\(name)`, which the module sets more than once" }
}
