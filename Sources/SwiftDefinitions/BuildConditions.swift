// Which branch of an `#if` is compiled? What can be known without the build: the platform, Foundation, `true`.
//
// Branches are judged for the machine that the server runs on. A condition that only the build knows (`DEBUG`, a
// feature flag, another module) is undecided: its branches' definitions are known by name, and their values are not.

import SwiftSyntax

enum BuildConditions {
  struct Active {
    /// The branch that is compiled, or those that may be.
    var clauses: [IfConfigClauseSyntax]
    /// Why it is not known which of them is, in words that complete "not evaluated: ".
    var undecided: String?
  }

  static func active(_ node: IfConfigDeclSyntax) -> Active {
    var active = Active(clauses: [])
    for clause in node.clauses {
      guard let condition = clause.condition else {
        active.clauses.append(clause)
        return active
      }
      switch holds(condition, depth: 0) {
      case false?: continue
      case true?:
        active.clauses.append(clause)
        return active
      case nil:
        active.clauses.append(clause)
        if active.undecided == nil { active.undecided = "depends on `#if \(condition.trimmedDescription)`" }
      }
    }
    return active
  }

  /// Whether a condition holds; nil when only the build knows.
  static func holds(_ node: ExprSyntax, depth: Int) -> Bool? {
    guard depth < 50 else { return nil }
    switch node.as(ExprSyntaxEnum.self) {
    case .booleanLiteralExpr(let literal): return literal.literal.tokenKind == .keyword(.true)
    case .prefixOperatorExpr(let prefixed) where prefixed.operator.text == "!":
      return holds(prefixed.expression, depth: depth + 1).map { !$0 }
    case .tupleExpr(let tuple):
      guard let only = tuple.elements.first, tuple.elements.count == 1 else { return nil }
      return holds(only.expression, depth: depth + 1)
    case .sequenceExpr(let sequence): return holds(sequence, depth: depth)
    case .functionCallExpr(let call): return holds(call)
    default: return nil
    }
  }

  /// `a && b || c`: `&&` binds tighter.
  private static func holds(_ node: SequenceExprSyntax, depth: Int) -> Bool? {
    var alternatives: [Bool?] = []
    var all: Bool? = true
    for element in node.elements {
      if let sign = element.as(BinaryOperatorExprSyntax.self) {
        guard sign.operator.text == "||" || sign.operator.text == "&&" else { return nil }
        if sign.operator.text == "||" {
          alternatives.append(all)
          all = true
        }
        continue
      }
      let value = holds(element, depth: depth + 1)
      all = all == false || value == false ? false : all == nil || value == nil ? .none : true
    }
    alternatives.append(all)
    if alternatives.contains(true) { return true }
    return alternatives.allSatisfy { $0 == false } ? false : nil
  }

  private static func holds(_ node: FunctionCallExprSyntax) -> Bool? {
    let argument = node.arguments.trimmedDescription
    switch node.calledExpression.trimmedDescription {
    case "os": return systems.contains(argument)
    case "arch": return argument == architecture
    case "canImport": return importable[argument]
    case "targetEnvironment": return false
    case "swift", "compiler": return holdsVersion(argument)
    default: return nil
    }
  }

  /// `>=5.9`, `<6`, against the compiler that this server was built with.
  private static func holdsVersion(_ text: String) -> Bool? {
    let isAtLeast = text.hasPrefix(">=")
    guard isAtLeast || text.hasPrefix("<") else { return nil }
    let wanted = text.dropFirst(isAtLeast ? 2 : 1).filter { $0 != " " }.split(separator: ".").map { Int($0) ?? 0 }
    let own = [6, 3, 1]
    for (index, part) in wanted.enumerated() {
      let mine = index < own.count ? own[index] : 0
      if mine != part { return (mine > part) == isAtLeast }
    }
    return isAtLeast
  }

  #if os(Linux)
    private static let systems: Set = ["Linux"]
    private static let importable = [
      "Foundation": true, "FoundationEssentials": true, "Glibc": true, "Dispatch": true, "Darwin": false,
      "UIKit": false, "AppKit": false, "WinSDK": false, "CoreGraphics": false, "Metal": false, "SwiftUI": false,
    ]
  #else
    private static let systems: Set = ["macOS", "OSX"]
    private static let importable = [
      "Foundation": true, "FoundationEssentials": true, "Darwin": true, "Dispatch": true, "Glibc": false,
      "Musl": false, "UIKit": false, "AppKit": true, "WinSDK": false, "CoreGraphics": true, "Metal": true,
      "SwiftUI": true,
    ]
  #endif

  #if arch(x86_64)
    private static let architecture = "x86_64"
  #elseif arch(arm64)
    private static let architecture = "arm64"
  #else
    private static let architecture = ""
  #endif
}
