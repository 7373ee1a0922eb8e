// How does a declaration read on one line? Its text without attributes, comments and body.

import SwiftSyntax

extension Lowering {
  /// - Parameters:
  ///   - modifiers: where the signature starts when it has any; attributes stand before it.
  ///   - body: where the signature ends.
  func signature(
    _ node: some DeclSyntaxProtocol, from modifiers: DeclModifierListSyntax, before body: (some SyntaxProtocol)?
  ) -> String {
    let attributes = node.asProtocol((any WithAttributesSyntax).self)?.attributes
    let start = attributes.map { $0.endPosition } ?? node.position
    let end = body.map { $0.position } ?? node.endPosition
    var text = ""
    var wantsSpace = false
    for token in node.tokens(viewMode: .sourceAccurate) where token.position >= start && token.position < end {
      let opens = text.hasSuffix("(") || text.hasSuffix("[")
      let closes = token.tokenKind == .rightParen || token.tokenKind == .rightSquare
      if closes, text.hasSuffix(",") { text.removeLast() }
      if !text.isEmpty, wantsSpace || !token.leadingTrivia.isEmpty, !opens, !closes { text += " " }
      text += token.text
      wantsSpace = !token.trailingTrivia.isEmpty
    }
    return text
  }
}
