// What does gin-config's parser refuse, and where?

package import SourceText

/// A place that gin-config's parser refuses; its code is `syntax-error` everywhere.
package struct SyntaxProblem: Hashable, Sendable {
  /// Where the parser stops; it starts on the line that the parser names.
  package let range: TextRange
  /// One or two sentences that say what is wrong and what to do.
  package let message: String
  /// Another place that explains it: the bracket that is never closed.
  package let related: Related?

  package struct Related: Hashable, Sendable {
    package let range: TextRange
    package let message: String
  }
}
