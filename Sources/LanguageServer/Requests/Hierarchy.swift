// How are trees of calls and types told to this client?

import EditorFeatures
import LanguageServerProtocol
import SourceText

extension Snapshot {
  /// Nil, which is `null` on the wire, where nothing is called.
  func callHierarchy(_ params: LSP.DocumentPosition) -> [LSP.HierarchyItem]? {
    let (file, offset) = place(params)
    return analysis.callHierarchyItem(in: file, at: offset).map { [lspItem($0)] }
  }

  func incomingCalls(_ params: LSP.HierarchyParams) -> [LSP.HierarchyCall] {
    analysis.incomingCalls(of: item(params.item)).map { call in
      let ranges = call.ranges.map { range(FileLocation(call.item.file, $0)) }
      return LSP.HierarchyCall(direction: .incoming, item: lspItem(call.item), ranges: ranges)
    }
  }

  func outgoingCalls(_ params: LSP.HierarchyParams) -> [LSP.HierarchyCall] {
    let caller = item(params.item)
    return analysis.outgoingCalls(of: caller).map { call in
      let ranges = call.ranges.map { range(FileLocation(caller.file, $0)) }
      return LSP.HierarchyCall(direction: .outgoing, item: lspItem(call.item), ranges: ranges)
    }
  }

  /// Nil, which is `null` on the wire, where no type is meant.
  func typeHierarchy(_ params: LSP.DocumentPosition) -> [LSP.HierarchyItem]? {
    let (file, offset) = place(params)
    let items = analysis.typeHierarchyItems(in: file, at: offset)
    return items.isEmpty ? nil : items.map(lspItem)
  }

  func supertypes(_ params: LSP.HierarchyParams) -> [LSP.HierarchyItem] {
    analysis.supertypes(of: item(params.item)).map(lspItem)
  }

  func subtypes(_ params: LSP.HierarchyParams) -> [LSP.HierarchyItem] {
    analysis.subtypes(of: item(params.item)).map(lspItem)
  }

  private func lspItem(_ item: HierarchyItem) -> LSP.HierarchyItem {
    LSP.HierarchyItem(
      name: item.name, kind: item.kind.symbolKind, detail: item.detail, uri: session.uri(of: item.file),
      range: range(FileLocation(item.file, item.range)),
      selectionRange: range(FileLocation(item.file, item.selectionRange)),
      data: item.config.map { ["config": .string(session.uri(of: $0))] } ?? nil)
  }

  /// The item that the client sends back is found by its place.
  private func item(_ item: LSP.HierarchyItem) -> HierarchyItem {
    let file = DocumentURI.file(item.uri)
    let text = text(of: file)
    func textRange(_ range: LSP.Range) -> TextRange {
      TextRange(text.offset(of: range.start, in: session.encoding), text.offset(of: range.end, in: session.encoding))
    }
    return HierarchyItem(
      name: item.name, kind: .function, detail: item.detail, file: file, range: textRange(item.range),
      selectionRange: textRange(item.selectionRange), config: item.data["config"].string.map { DocumentURI.file($0) })
  }
}

extension HierarchyItem.Kind {
  /// As in LSP's `SymbolKind`.
  fileprivate var symbolKind: Int {
    switch self {
    case .type: 5
    case .enumeration: 10
    case .protocolType: 11
    case .function: 12
    case .macro: 14
    }
  }
}
