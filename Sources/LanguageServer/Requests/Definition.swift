// How is the place of a definition told to this client?

import EditorFeatures
import LanguageServerProtocol
import SourceText

extension Snapshot {
  /// Nil, which is `null` on the wire, where nothing is defined.
  func definition(_ params: LSP.DocumentPosition) -> LSP.DefinitionResult? {
    let (file, offset) = place(params)
    guard let answer = analysis.definition(in: file, at: offset) else { return nil }
    // What the server itself declares, for `gimlet.gin`, is in no file that an editor could open.
    let targets = answer.targets.filter { $0.file.string.hasPrefix("/") }
    guard !targets.isEmpty else { return nil }
    guard session.capabilities.canLinkDefinitions else {
      return .locations(targets.map { location(FileLocation($0.file, $0.selectionRange)) })
    }
    let origin = range(FileLocation(file, answer.origin))
    return .links(targets.map { link(from: origin, to: $0) })
  }

  private func link(from origin: LSP.Range, to target: DefinitionAnswer.Target) -> LSP.LocationLink {
    LSP.LocationLink(
      originRange: origin, targetURI: session.uri(of: target.file),
      targetRange: range(FileLocation(target.file, target.range)),
      targetSelectionRange: range(FileLocation(target.file, target.selectionRange)))
  }
}
