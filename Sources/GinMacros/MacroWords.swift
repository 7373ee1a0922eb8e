// What does the compiler say of a declaration that configs cannot use? Every message of the macros.

import SwiftDiagnostics
import SwiftSyntax
import SwiftSyntaxMacros

struct MacroProblem: DiagnosticMessage {
  let message: String
  let identifier: String
  var severity: DiagnosticSeverity { .error }
  var diagnosticID: MessageID { MessageID(domain: "Gin", id: identifier) }

  private init(_ identifier: String, _ message: String) {
    self.identifier = identifier
    self.message = message
  }

  static func noType(_ name: String) -> MacroProblem {
    MacroProblem(
      "no-type", "`\(name)` needs a written type, such as `var \(name): Int`: a macro does not see what is inferred.")
  }
  static func sameName(_ name: String, as other: String) -> MacroProblem {
    MacroProblem(
      "same-name",
      "Configs cannot tell `\(name)` from `\(other)`: names count without `_` and without case. Rename one of them.")
  }
  static func generic(_ name: String) -> MacroProblem {
    MacroProblem(
      "generic", "`\(name)` is generic, and a config cannot say of which type. Mark a function or type that is not.")
  }
  static func isolated(_ name: String) -> MacroProblem {
    MacroProblem("isolated", "`\(name)` is isolated to an actor, and configs call from anywhere. Add `nonisolated`.")
  }
  static func asynchronous(_ name: String) -> MacroProblem {
    MacroProblem("async", "`\(name)` is `async`, and a config calls only what returns at once.")
  }
  static func opaqueResult(_ name: String) -> MacroProblem {
    MacroProblem("opaque-result", "`\(name)` returns an opaque type. Write the type itself, or `any` and the protocol.")
  }
  static func parameter(_ name: String, _ kind: String) -> MacroProblem {
    MacroProblem("parameter", "`\(name)` is \(kind), which a config cannot give a value.")
  }
  static func mutating(_ name: String) -> MacroProblem {
    MacroProblem("mutating", "`\(name)` is `mutating`, and a config calls on a copy.")
  }
  static func local(_ name: String) -> MacroProblem {
    MacroProblem("local", "`\(name)` is local to a function, where no config reaches it. Move it out.")
  }
  static func wrongPlace(_ attribute: String, _ other: String, _ what: String) -> MacroProblem {
    MacroProblem("wrong-place", "`@\(attribute)` does not mark \(what). Use `@\(other)`.")
  }
  static func notLiteral(_ label: String) -> MacroProblem {
    MacroProblem("not-literal", "`\(label)` must be written as a literal: editors read it without running the program.")
  }
  static func unlisted(_ name: String, in declaration: String) -> MacroProblem {
    MacroProblem("unlisted", "`\(declaration)` has no parameter `\(name)`.")
  }
}

/// The other role of `@Config` reports the same problems; once is enough.
final class Silence: MacroExpansionContext {
  var lexicalContext: [Syntax] { [] }
  func makeUniqueName(_ name: String) -> TokenSyntax { .identifier(name) }
  func diagnose(_ diagnostic: Diagnostic) {}
  func location(
    of node: some SyntaxProtocol, at position: PositionInSyntaxNode, filePathMode: SourceLocationFilePathMode
  ) -> AbstractSourceLocation? { nil }
}

extension MacroExpansionContext {
  func report(_ problem: MacroProblem, at node: some SyntaxProtocol) {
    diagnose(Diagnostic(node: node, message: problem))
  }
}
