// How is a layout told to this client? As edits of the white space that is to change.

import EditorFeatures
import GinSyntax
import LanguageServerProtocol
import SourceText

extension Snapshot {
  func formatting(_ params: LSP.FormattingParams) -> [LSP.TextEdit] {
    let file = DocumentURI.file(params.uri)
    let text = text(of: file)
    let range = params.range.map {
      TextRange(text.offset(of: $0.start, in: session.encoding), text.offset(of: $0.end, in: session.encoding))
    }
    return analysis.formatting(of: file, within: range, style: GinFormatStyle(params.options)).map(textEdit)
  }

  func formattingBehind(_ params: LSP.OnTypeFormattingParams) -> [LSP.TextEdit] {
    let (file, offset) = place(params.place)
    return analysis.formatting(
      of: file, behind: params.character, at: offset, style: GinFormatStyle(params.options)
    ).map(textEdit)
  }

  func textEdit(_ change: TextChange) -> LSP.TextEdit {
    LSP.TextEdit(range: range(change.location), newText: change.replacement)
  }
}

extension GinFormatStyle {
  fileprivate init(_ options: LSP.FormattingOptions) {
    self = options.insertsSpaces ? .spaces(options.tabSize) : .tabs
  }
}
