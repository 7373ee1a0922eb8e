// How are outlines and symbols told to this client? As a tree, or flat to a client that knows no trees.

import EditorFeatures
import LanguageServerProtocol
import Resolution
import SourceText

extension Snapshot {
  func documentSymbols(_ params: LSP.DocumentParams) -> LSP.DocumentSymbolResult {
    let file = DocumentURI.file(params.uri)
    let symbols = analysis.documentSymbols(in: file)
    guard session.capabilities.canShowSymbolTrees else {
      return .flat(symbols.flatMap { flat($0, in: file, container: "") })
    }
    let text = text(of: file)
    return .tree(symbols.map { symbol($0, in: text) })
  }

  private func symbol(_ symbol: DocumentSymbol, in text: SourceText) -> LSP.DocumentSymbol {
    LSP.DocumentSymbol(
      name: symbol.name, detail: symbol.detail, kind: LSP.SymbolKind(symbol.kind),
      range: text.lspRange(of: symbol.range, in: session.encoding),
      selectionRange: text.lspRange(of: symbol.selectionRange, in: session.encoding),
      children: symbol.children.map { self.symbol($0, in: text) })
  }

  private func flat(_ symbol: DocumentSymbol, in file: FilePath, container: String) -> [LSP.SymbolInformation] {
    let own = LSP.SymbolInformation(
      name: symbol.name, kind: LSP.SymbolKind(symbol.kind), container: container,
      location: location(FileLocation(file, symbol.range)))
    return [own] + symbol.children.flatMap { flat($0, in: file, container: symbol.name) }
  }

  func workspaceSymbols(_ params: LSP.WorkspaceSymbolParams) -> [LSP.SymbolInformation] {
    analysis.workspaceSymbols(params.query).map { symbol in
      let kind: LSP.SymbolKind =
        switch symbol.kind {
        case .type: .classType
        case .function: .function
        case .parameter: .property
        case .constant: .constant
        case .macro, .experiment: .variable
        }
      return LSP.SymbolInformation(
        name: symbol.name, kind: kind, container: symbol.container, location: location(symbol.location))
    }
  }
}

extension LSP.SymbolKind {
  fileprivate init(_ kind: DocumentSymbol.Kind) {
    switch kind {
    case .type: self = .classType
    case .function: self = .function
    case .unknown: self = .object
    case .binding: self = .property
    case .macro: self = .variable
    case .include: self = .file
    case .import: self = .module
    }
  }
}
