// What does a feature see? One moment of the workspace and what was agreed on with the client.

import EditorFeatures
import LanguageServerProtocol
import Resolution
import SourceText

struct Snapshot {
  let analysis: Analysis
  let session: Session

  /// The text that a file had at this moment; empty for one that is not there, so that ranges in it clamp to its start.
  func text(of file: FilePath) -> SourceText { analysis.text(of: file) ?? SourceText("") }

  func location(_ location: FileLocation) -> LSP.Location {
    LSP.Location(uri: session.uri(of: location.file), range: range(location))
  }

  func range(_ location: FileLocation) -> LSP.Range {
    text(of: location.file).lspRange(of: location.range, in: session.encoding)
  }

  /// The place in a file that a request is about.
  func place(_ params: LSP.DocumentPosition) -> (file: FilePath, offset: TextOffset) {
    let file = DocumentURI.file(params.uri)
    return (file, text(of: file).offset(of: params.position, in: session.encoding))
  }
}
