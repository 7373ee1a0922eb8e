// How is the shape of a document told to this client? Folds, growing selections and links.

import EditorFeatures
import LanguageServerProtocol
import SourceText

extension Snapshot {
  func foldingRanges(_ params: LSP.DocumentParams) -> [LSP.FoldingRange] {
    let file = DocumentURI.file(params.uri)
    let text = text(of: file)
    let foldsOnlyLines = session.capabilities.foldsOnlyLines
    return analysis.foldingRanges(in: file).compactMap { fold in
      let hidden = foldsOnlyLines ? fold.wholeLines(of: text) : fold.range
      guard let range = hidden.map({ range(FileLocation(file, $0)) }) else { return nil }
      let kind =
        switch fold.kind {
        case .region: "region"
        case .comment: "comment"
        case .imports: "imports"
        }
      return LSP.FoldingRange(
        start: range.start, end: range.end, extent: foldsOnlyLines ? .lines : .characters, kind: kind)
    }
  }

  func selectionRanges(_ params: LSP.SelectionRangeParams) -> [LSP.SelectionRange] {
    let file = DocumentURI.file(params.uri)
    let text = text(of: file)
    return params.positions.map { position in
      let offset = text.offset(of: position, in: session.encoding)
      let ranges = analysis.selectionRanges(in: file, at: offset)
      return LSP.SelectionRange(
        ranges: ranges.isEmpty
          ? [LSP.Range(start: position, end: position)] : ranges.map { range(FileLocation(file, $0)) })
    }
  }

  func documentLinks(_ params: LSP.DocumentParams) -> [LSP.DocumentLink] {
    let file = DocumentURI.file(params.uri)
    return analysis.documentLinks(in: file).map { link in
      LSP.DocumentLink(
        range: range(FileLocation(file, link.range)), target: session.uri(of: link.target),
        tooltip: session.capabilities.canShowLinkTooltips ? link.tooltip : nil)
    }
  }
}
