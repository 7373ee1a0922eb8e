// What does an editor show where the mouse or the cursor rests?

package import Resolution
package import SourceText

package struct Hover: Sendable, Hashable {
  /// What the answer is about.
  package let range: TextRange
  package let content: RichText

  package init(range: TextRange, content: RichText) {
    self.range = range
    self.content = content
  }
}

extension Analysis {
  /// What is to be said about the place; nil where there is nothing.
  package func hover(in file: FilePath, at offset: TextOffset) -> Hover? {
    guard let target = target(in: file, at: offset) else { return nil }
    let content =
      switch target {
      case .gin(let target): GinHover(analysis: self, file: file, target: target).content
      case .code(let target): CodeHover(analysis: self, target: target).content
      }
    return content.isEmpty ? nil : Hover(range: target.range, content: content)
  }
}
