// How is a new name spelt in code and in configs? `start_lr` of a config is Swift's `startLR`, where that was `baseLR`.

import Configurables

/// Where a person typed the new name.
enum RenameOrigin { case gin, code }

struct CodeIdentifier {
  let inCode: String
  let inGin: String

  /// - Parameters:
  ///   - old: the name in the code until now, whose acronyms stay what they are.
  init(_ typed: String, _ origin: RenameOrigin, after old: String, _ language: Language) throws {
    guard Self.isIdentifier(typed), !Self.reserved.contains(typed) else {
      throw RenameRefusal(reason: FeatureWords.noName(typed))
    }
    guard language == .swift, let first = old.unicodeScalars.first, !first.properties.isUppercase else {
      (inCode, inGin) = (typed, typed)
      return
    }
    inCode = typed.contains("_") ? Self.camelCase(typed, acronymsOf: old) : typed
    inGin = origin == .gin && typed.contains("_") ? typed : language.ginSpelling(inCode)
  }

  /// The name in the place of one that a config, or a query, has written in its own way.
  func replacing(_ written: String, old: String, _ language: Language) -> String {
    written == old && written != language.ginSpelling(old) ? inCode : inGin
  }

  static func isIdentifier(_ name: String) -> Bool { name.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_]*/) != nil }

  private static func camelCase(_ name: String, acronymsOf old: String) -> String {
    let acronyms = Set(
      old.matches(of: /[A-Z]{2,}(?![a-z])|[A-Z]+(?=[A-Z][a-z])/).map { String($0.output).lowercased() })
    let parts = name.split(separator: "_").map(String.init)
    return parts.enumerated().map { place, part in
      if place == 0 { return part }
      return acronyms.contains(part) ? part.uppercased() : part.prefix(1).uppercased() + part.dropFirst()
    }.joined()
  }

  /// Words that can be no name in Python, in Swift or in Gin.
  private static let reserved: Set<String> = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
    "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
    "not", "or", "pass", "raise", "return", "try", "while", "with", "yield", "include", "case", "default", "defer",
    "do", "enum", "extension", "fallthrough", "false", "fileprivate", "func", "guard", "init", "inout", "internal",
    "let", "nil", "operator", "private", "protocol", "public", "repeat", "rethrows", "self", "Self", "static",
    "struct", "subscript", "super", "switch", "throw", "throws", "true", "typealias", "var", "where",
  ]
}
