// How is the place of a definition told to this client?

import EditorFeatures
import LanguageServerProtocol
import SourceText

extension Snapshot {
  /// Nil, which is `null` on the wire, where nothing is defined.
  func definition(_ params: LSP.DocumentPosition) -> LSP.DefinitionResult? {
    let (file, offset) = place(params)
    return result(analysis.definition(in: file, at: offset), in: file, session.capabilities.canLinkDefinitions)
  }

  func declaration(_ params: LSP.DocumentPosition) -> LSP.DefinitionResult? {
    let (file, offset) = place(params)
    return result(analysis.declaration(in: file, at: offset), in: file, session.capabilities.canLinkDeclarations)
  }

  func typeDefinition(_ params: LSP.DocumentPosition) -> LSP.DefinitionResult? {
    let (file, offset) = place(params)
    let answer = analysis.typeDefinition(in: file, at: offset)
    return result(answer, in: file, session.capabilities.canLinkTypeDefinitions)
  }

  func implementation(_ params: LSP.DocumentPosition) -> LSP.DefinitionResult? {
    let (file, offset) = place(params)
    let answer = analysis.implementation(in: file, at: offset)
    return result(answer, in: file, session.capabilities.canLinkImplementations)
  }

  private func result(_ answer: DefinitionAnswer?, in file: FilePath, _ canLink: Bool) -> LSP.DefinitionResult? {
    guard let answer else { return nil }
    // What the server itself declares, for `gimlet.gin`, is in no file that an editor could open.
    let targets = answer.targets.filter { $0.file.string.hasPrefix("/") || session.openURIs[$0.file] != nil }
    guard !targets.isEmpty else { return nil }
    guard canLink else {
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
