// What do we say to people about gin's syntax? Every sentence of this layer.

import PythonText

/// One sentence that says what is wrong, and what to do.
enum SyntaxWords {
  static let tooLarge = "The file is larger than 2 GB: split it with `include`."
  static let byteOrderMark =
    "The file starts with a byte order mark, which gin-config refuses: save it as UTF-8 without one."
  static let inconsistentIndentation =
    "The indentation matches no line above: indent the line like the other lines of its block."
  static let unexpectedIndentation =
    "The line is indented deeper than the lines above it in its block: indent all of them alike."
  static let unterminatedTriple = "The string is not closed: end it with the quotes that it begins with."
  static let endBehindBackslash = "The file ends behind a `\\`: remove it, or finish the statement."
  static let argumentsInCall =
    "A reference takes no arguments: close it with `)`, and bind the parameters with `name.parameter = value`."
  static let unhashableKey = "Lists and dictionaries cannot be keys of a dictionary: use a tuple or a string."

  static func unclosedBracket(_ bracket: String) -> String { "`\(bracket)` is never closed: close it." }
  static func openedHere(_ bracket: String) -> String { "`\(bracket)` is opened here" }
  static func statementInBrackets(_ bracket: String) -> String {
    "A new statement begins before `\(bracket)` is closed: close it first."
  }
  static func tooDeep(_ depth: Int) -> String {
    "Brackets are nested more than \(depth) deep: move the inner values into macros."
  }

  static func noStatement(_ found: String) -> String {
    "\(quoted(found)) begins no statement: write `name.parameter = value`, `NAME = value`, `name:`, `import` or `include`."
  }
  static func noEqualsSign(behind name: String, found: String) -> String {
    if found.isEmpty || found.allSatisfy(\.isNewline) {
      return "`\(name)` has no value: write `\(name) = value`, or `\(name):` for a block."
    }
    return "\(quoted(found)) cannot follow `\(name)`: write `\(name) = value`, or `\(name):` for a block."
  }
  static func noEqualsSign(inBlockBehind name: String, found: String) -> String {
    if found == "." || found == "/" {
      return "Inside a block a line names the parameter alone: write `parameter = value`, or end the block first."
    }
    return "`\(name)` has no value: write `\(name) = value`."
  }
  static func noParameter(_ found: String) -> String {
    "\(quoted(found)) is no parameter: a line of a block is `parameter = value`."
  }
  static func malformedKey(_ name: String) -> String {
    "\(quoted(name)) is no name: write `scope/module.name.parameter` without spaces, "
      + "with periods behind the last `/` only."
  }
  static func malformedReference(_ name: String) -> String {
    "\(quoted(name)) is no name: write `scope/module.name` without spaces."
  }
  static func malformedModule(_ name: String) -> String {
    "\(quoted(name)) is no module: write names with periods between them."
  }
  static func textBehindBlock(_ found: String) -> String {
    "\(quoted(found)) cannot follow the `:` of a block: put its lines below, indented."
  }
  static func emptyBlock(_ name: String) -> String {
    "The block `\(name)` is empty: indent at least one `parameter = value` below it."
  }

  static func noModule(_ found: String) -> String { "\(quoted(found)) is no module: name the module to import." }
  static func noImport(behind module: String) -> String {
    "`import` is missing: write `from \(module) import name`."
  }
  static func noImportedName(_ found: String) -> String {
    "\(quoted(found)) cannot be imported: name one module, without brackets or periods."
  }
  static func noAlias(_ found: String) -> String { "\(quoted(found)) is no name: write one name behind `as`." }
  static func noPath(_ found: String) -> String { "\(quoted(found)) is no path: write the file's path in quotes." }

  static func expectedLineEnd(after kind: SyntaxKind, found: String) -> String {
    switch kind {
    case .import: return "\(quoted(found)) cannot follow an import: one statement a line."
    case .include: return "\(quoted(found)) cannot follow the path: one statement a line."
    default: break
    }
    switch found {
    case "+", "-", "*", "/", "//", "**", "|", "&", "<<", ">>", "^":
      return "Gin does not compute: write the result instead of `\(found)`, or a reference to a function that does."
    case ",": return "A value ends before the `,`: put brackets around the whole tuple or list."
    case "(": return "Gin does not call what is no reference: write `@name()`."
    case ".": return "A value has no members in gin: write the value itself."
    default: return "\(quoted(found)) cannot follow the value: one statement a line."
    }
  }
  static func noColon(found: String) -> String {
    "\(quoted(found)) cannot follow the key: an entry of a dictionary is `key: value`."
  }
  static func noComma(found: String, closing: String) -> String {
    switch found {
    case "+", "-", "*", "/", "//", "**":
      "Gin does not compute: write the result instead of `\(found)`, or a reference to a function that does."
    case ")", "]", "}": "`\(found)` closes a bracket of another kind: write `\(closing)`."
    default: "`,` or `\(closing)` is missing before \(quoted(found))."
    }
  }

  static func noReferenceName(_ found: String) -> String {
    isNothing(found)
      ? "`@` wants a name: write `@name`, or `@name()` for its result."
      : "\(quoted(found)) is no name: write `@name`, or `@name()` for its result."
  }
  static func noMacroName(_ found: String) -> String {
    isNothing(found) ? "`%` wants the name of a macro." : "\(quoted(found)) is no name: write the macro's behind `%`."
  }
  static func noNumber(behindMinus found: String) -> String {
    isNothing(found) ? "`-` wants a number." : "\(quoted(found)) is no number: `-` may stand before a number only."
  }

  /// - Parameter next: the first byte behind the token.
  static func noValue(_ found: String, _ kind: PythonTokenKind, isCalled next: UInt8) -> String {
    if isNothing(found) { return "The value is missing: write one behind the `=`." }
    switch kind {
    case .name where next == UInt8(ascii: "("):
      return "Gin calls no functions in values: write `@\(found)()`, and bind its parameters on lines of their own."
    case .name: return "`\(found)` is not a value: write it in quotes, or `%\(found)` for a macro."
    case .unexpected where found == "'" || found == "\"": return "The string is not closed: end it with `\(found)`."
    case .unexpected where found.contains(where: \.isNewline):
      return "The string is not closed: end it with the quote that it begins with."
    case .comment: return "The value is missing: write one before the comment."
    default: return "\(quoted(found)) is not a value."
    }
  }

  static func noLiteral(_ error: PythonLiteralError) -> String {
    switch error {
    case .notALiteral: "This is not a value."
    case .tooManyDigits:
      "Python reads no integers of more than \(PythonInteger.maximumDigits) decimal digits: write a float."
    case .formattedString: "Gin has no f-strings: write the text itself."
    case .nul: "The string holds a NUL character: write `\\0`."
    case .nonASCIIBytes: "Bytes hold ASCII characters only: write the others as `\\x` and two hexadecimal digits."
    case .bytesBesideString: "Bytes and text cannot be joined: give all parts the prefix `b`, or none."
    case .truncatedEscape:
      "An escape is incomplete: `\\x` wants 2 hexadecimal digits, `\\u` 4, `\\U` 8 up to 0010FFFF; a backslash is `\\\\`."
    case .unknownCharacterName: "`\\N{…}` names no Unicode character: check the name, or write `\\\\N`."
    case .unterminated: "The string is not closed: end it with the quotes that it begins with."
    }
  }

  private static func isNothing(_ found: String) -> Bool { found.allSatisfy(\.isWhitespace) }

  /// The text as code, shortened; a line end in words.
  private static func quoted(_ text: String) -> String {
    if isNothing(text) { return "The end of the line" }
    let line = text.prefix { !$0.isNewline }
    return line.count > 40 || line.count < text.count ? "`\(line.prefix(40))…`" : "`\(line)`"
  }
}
