// How is a hover told to this client?

import EditorFeatures
import LanguageServerProtocol
import SourceText

extension Snapshot {
  /// Nil, which is `null` on the wire, where there is nothing to say.
  func hover(_ params: LSP.DocumentPosition) -> LSP.Hover? {
    let (file, offset) = place(params)
    guard let hover = analysis.hover(in: file, at: offset) else { return nil }
    return LSP.Hover(
      kind: session.hoverFormat, text: text(of: hover.content), range: range(FileLocation(file, hover.range)))
  }

  func text(of content: RichText) -> String {
    switch (session.hoverFormat, session.markdownStyle) {
    case (.plainText, _): content.plainText
    case (.markdown, .onlyCode): content.plainTextWithCode
    case (.markdown, .rendered):
      content.markdown(pictures: session.settings.showsHoverImages ? .images : .characters, address: address)
    }
  }

  /// What a link in a hover leads to: the file, at the line counted from one, as editors write it.
  private func address(of location: FileLocation) -> String? {
    guard let text = analysis.text(of: location.file) else { return nil }
    return "\(session.uri(of: location.file))#L\(text.line(of: location.range.start) + 1)"
  }
}
