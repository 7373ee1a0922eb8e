// What does every part of the reading know? The text, where the parsed piece of it starts, and how deep it has gone.

import Configurables
import SourceText
import SwiftSyntax

/// Reads one parsed piece of a file. Used from one thread and thrown away.
final class Lowering {
  let file: FilePath
  let module: String
  /// The offset in the file at which the parsed piece starts; zero when the whole file was parsed.
  let base: Int
  /// How many expressions, statements and types stand around what is being read.
  var depth = 0
  /// Whether the chain that is being read holds a `?`.
  var chainUnwraps = false
  /// The highest `$n` of the closure that is being read, or -1.
  var highestShorthand = -1
  /// Why what is being read cannot be evaluated: it stands under an `#if` that cannot be decided.
  var undecided: String?

  /// Nobody nests deeper by hand; each level costs stack, here and in everything that walks the result.
  static let deepest = 100
  static let tooDeep = "is nested too deeply"
  static let incomplete = "has a syntax error"

  init(file: FilePath, module: String, base: Int) {
    self.file = file
    self.module = module
    self.base = base
  }

  /// Without the spaces and comments around it.
  func range(_ node: some SyntaxProtocol) -> TextRange {
    TextRange(
      base + node.positionAfterSkippingLeadingTrivia.utf8Offset, base + node.endPositionBeforeTrailingTrivia.utf8Offset)
  }

  /// From the start of one node to the end of another.
  func range(_ first: some SyntaxProtocol, through last: some SyntaxProtocol) -> TextRange {
    TextRange(range(first).start, range(last).end)
  }

  /// The name itself, without the backticks around it.
  func nameRange(_ token: TokenSyntax) -> TextRange {
    let whole = range(token)
    guard isQuoted(token) else { return whole }
    return TextRange(whole.start.advanced(by: 1), whole.end.advanced(by: -1))
  }

  func name(_ token: TokenSyntax) -> String {
    isQuoted(token) ? String(token.text.dropFirst().dropLast()) : token.text
  }

  private func isQuoted(_ token: TokenSyntax) -> Bool {
    token.text.utf8.count > 2 && token.text.hasPrefix("`") && token.text.hasSuffix("`")
  }
}

extension SyntaxProtocol {
  /// As the code writes it, without the spaces and comments around it.
  var writtenText: String { trimmedDescription }
}

extension DeclModifierListSyntax {
  func contains(_ keyword: Keyword) -> Bool { contains { $0.name.tokenKind == .keyword(keyword) } }

  /// `private(set)` hides the setter alone, so it does not count.
  var isPrivate: Bool {
    contains { modifier in
      modifier.detail == nil
        && (modifier.name.tokenKind == .keyword(.private) || modifier.name.tokenKind == .keyword(.fileprivate))
    }
  }

  var isStatic: Bool { contains(.static) || contains(.class) }
}
