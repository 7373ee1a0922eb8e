// Which literals does a parameter surely take? What a check of 10,000 values needs, worked out once a parameter.

import Configurables
import Evaluation
import GinSyntax
import SourceText
import Synchronization

/// A parameter that configs set.
final class ParameterFacts: Sendable {
  let configurable: DefinitionIndex.ID
  let parameter: Parameter
  private let accepts: LiteralKind
  private let acceptsNone: Bool
  private let literalDefault: LiteralDefault
  private let kept = Mutex(Kept())

  /// The literals that the type holds without a closer look.
  private enum LiteralKind: Sendable { case boolean, integer, number, text, unknown }

  /// A default that the bytes of a literal can be compared with.
  private enum LiteralDefault: Sendable {
    case boolean(Bool)
    case integer(Int)
    case number(Double)
    case text([UInt8])
    /// `nil`, `None`.
    case null
    /// No default, or one that no literal repeats.
    case none
    /// One that needs a closer look.
    case unclear
  }

  private struct Kept {
    var isDefaultKnown = false
    var defaultValue: Value?
    /// Values that are the default or not, by their text.
    var isDefault: [String: Bool] = [:]
    /// Values that were found to be of the right type, by their text.
    var fitting = ByteKeyTable()
  }

  init(configurable: DefinitionIndex.ID, parameter: Parameter, language: Language) {
    self.configurable = configurable
    self.parameter = parameter
    accepts = Self.kind(of: parameter.type)
    if case .optional = parameter.type { acceptsNone = true } else { acceptsNone = false }
    literalDefault = Self.literalDefault(of: parameter, accepts, language)
  }

  private static func kind(of type: TypeExpression?) -> LiteralKind {
    guard let type, case .named(let path, let arguments) = type.unwrapped, path.count == 1, arguments.isEmpty else {
      return .unknown
    }
    return switch path[0] {
    case "Bool", "bool": .boolean
    case "Int", "int": .integer
    case "Double", "float": .number
    case "String", "str": .text
    default: .unknown
    }
  }

  private static func literalDefault(
    of parameter: Parameter, _ accepts: LiteralKind, _ language: Language
  ) -> LiteralDefault {
    guard let expression = parameter.defaultValue else { return .none }
    switch (expression.kind, accepts) {
    case (.boolean(let flag), .boolean): return .boolean(flag)
    case (.integer(let digits), .integer): return Int(digits).map(LiteralDefault.integer) ?? .unclear
    case (.string(let text), .text): return .text(Array(text.utf8))
    // Python's `1` and `1.0` are written differently; Swift's literals round in their own way, which the exact
    // conversion below shares wherever it answers at all.
    case (.floating(let digits), .number) where language == .swift,
      (.integer(let digits), .number) where language == .swift:
      return PlainNumber.value(of: digits.utf8).map(LiteralDefault.number) ?? .unclear
    case (.none, _): return .null
    default: return isConstant(expression) ? .unclear : .none
    }
  }

  // MARK: A quick look

  enum QuickLook { case fits, fitsAndRepeatsDefault, unclear }

  /// What the bytes of a value alone tell. Costs no allocation.
  func quickLook(at text: UnsafeBufferPointer<UInt8>, _ kind: SyntaxKind) -> QuickLook {
    guard let first = text.first else { return .unclear }
    switch (kind, accepts) {
    case (.constant, _) where first == UInt8(ascii: "N"):
      guard acceptsNone else { return .unclear }
      return switch literalDefault {
      case .unclear: .unclear
      case .null: .fitsAndRepeatsDefault
      case .boolean, .integer, .number, .text, .none: .fits
      }
    case (.constant, .boolean):
      if case .boolean(let flag) = literalDefault {
        return flag == (first == UInt8(ascii: "T")) ? .fitsAndRepeatsDefault : .fits
      }
    case (.number, .integer), (.negation, .integer):
      let isNegative = kind == .negation
      guard let size = PlainNumber.integer(isNegative ? UnsafeBufferPointer(rebasing: text[1...]) : text) else {
        return .unclear
      }
      let number = isNegative ? -size : size
      if case .integer(let other) = literalDefault { return number == other ? .fitsAndRepeatsDefault : .fits }
    case (.number, .number), (.negation, .number):
      let isNegative = kind == .negation
      guard let size = PlainNumber.value(of: isNegative ? UnsafeBufferPointer(rebasing: text[1...]) : text) else {
        return .unclear
      }
      let number = isNegative ? -size : size
      if case .number(let other) = literalDefault {
        return number.bitPattern == other.bitPattern ? .fitsAndRepeatsDefault : .fits
      }
    case (.string, .text):
      guard let content = Self.content(of: text) else { return .unclear }
      if case .text(let other) = literalDefault {
        return other.elementsEqual(content) ? .fitsAndRepeatsDefault : .fits
      }
    default: return .unclear
    }
    switch literalDefault {
    case .none, .null: return .fits
    case .boolean, .integer, .number, .text, .unclear: return .unclear
    }
  }

  /// Between plain quotes, where nothing is escaped.
  private static func content(of text: UnsafeBufferPointer<UInt8>) -> Slice<UnsafeBufferPointer<UInt8>>? {
    guard text.count >= 2, text[0] == UInt8(ascii: "'") || text[0] == UInt8(ascii: "\"") else { return nil }
    let content = text[1..<(text.count - 1)]
    let isPlain = content.allSatisfy {
      $0 != UInt8(ascii: "\\") && $0 != UInt8(ascii: "'") && $0 != UInt8(ascii: "\"")
    }
    return isPlain ? content : nil
  }

  // MARK: A closer look

  /// Longer values are looked at each time.
  private static let longestKept = 1000

  /// Whether the value is of the right type for certain.
  func isKnownToFit(_ value: GinValue) -> Bool {
    value.withBytes { quickLook(at: $0, value.kind) != .unclear || isKnownToFit($0) }
  }

  /// Whether a value of this text, which is not the default, was found to be of the right type.
  func isKnownToFit(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    text.count <= Self.longestKept && kept.withLock { $0.fitting.number(of: text) != nil }
  }

  /// What a text means here depends on the definitions alone: macros in it are checked where they are known.
  func noteFit(of value: GinValue) {
    value.withBytes { text in
      guard text.count <= Self.longestKept, !isKnownToFit(text) else { return }
      kept.withLock {
        if $0.fitting.count > 4000 { $0.fitting = ByteKeyTable() }
        $0.fitting.insert(text)
      }
    }
  }

  /// Whether the value, as it is written, is what the parameter would have without it. Only constants are compared.
  func isDefault(_ value: GinValue, _ definitions: ProjectDefinitions) -> Bool {
    if case .none = literalDefault { return false }
    guard value.kind.isLiteral || value.kind == .list || value.kind == .tuple, value.range.length <= 1000,
      let defaultValue = constantDefault(definitions)
    else { return false }
    let text = value.file.text[value.range]
    if let known = kept.withLock({ $0.isDefault[text] }) { return known }
    let answer = ConfigExpression(value, definitions).constant.map { constant in
      let converted = definitions.evaluator.convert(constant, for: parameter, of: configurable)
      // By their texts, which tell `0.0` from `-0.0` and an integer from a double.
      return (try? converted.get())?.text == defaultValue.text
    }
    kept.withLock {
      if $0.isDefault.count > 1000 { $0.isDefault = [:] }
      $0.isDefault[text] = answer ?? false
    }
    return answer ?? false
  }

  /// The default, where it is written as a literal.
  private func constantDefault(_ definitions: ProjectDefinitions) -> Value? {
    let known = kept.withLock { $0.isDefaultKnown ? Optional($0.defaultValue) : nil }
    if let known { return known }
    var value: Value?
    if let expression = parameter.defaultValue, Self.isConstant(expression) {
      value = try? definitions.evaluator.defaultValue(
        of: parameter, of: configurable, environment: EmptyEnvironment(), run: EvaluationRun())
    }
    kept.withLock {
      $0.isDefaultKnown = true
      $0.defaultValue = value
    }
    return value
  }

  private static func isConstant(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .integer, .floating, .string, .boolean, .none: true
    case .unary(.minus, let inner): isConstant(inner)
    case .list(let parts): parts.allSatisfy(isConstant)
    case .member(base: nil, _, _): true
    default: false
    }
  }
}

extension GinValue {
  fileprivate func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    let range = range
    return file.text.bytes.withUnsafeBufferPointer { bytes in
      body(bytes.part(UInt32(clamping: range.start.utf8), UInt32(clamping: range.end.utf8)))
    }
  }
}
