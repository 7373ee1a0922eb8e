// How is a list of what can be written told to this client? What is long, only when an item is looked at.

import EditorFeatures
import LanguageServerProtocol
import Resolution
import SourceText

extension Snapshot {
  func completions(_ params: LSP.DocumentPosition) -> LSP.CompletionList {
    let (file, offset) = place(params)
    let items = analysis.completions(in: file, at: offset)
    return LSP.CompletionList(
      items: items.map { item in
        let snippet = session.capabilities.canFillInSnippets ? item.snippet : nil
        return LSP.CompletionItem(
          label: item.label, kind: LSP.CompletionItemKind(item.kind), detail: item.detail,
          sortText: "\(item.order)\(item.label)", filterText: item.filter,
          edit: LSP.TextEdit(range: range(FileLocation(file, item.range)), newText: snippet ?? item.text),
          additions: item.additions.map(textEdit), isSnippet: snippet != nil, data: data(of: item, in: params.uri))
      })
  }

  private func data(of item: CompletionItem, in uri: String) -> JSON {
    guard let key = analysis.key(of: item) else { return nil }
    return [
      "uri": .string(uri), "selector": .string(key.selector), "parameter": key.parameter.map { .string($0) } ?? nil,
    ]
  }

  /// The item with its documentation; as it came where there is none.
  func resolved(_ item: JSON) -> any JSONWritable {
    let data = item["data"]
    guard let selector = data["selector"].string,
      let content = analysis.documentation(ofSelector: selector, parameter: data["parameter"].string)
    else { return item }
    return LSP.ResolvedCompletionItem(item: item, kind: session.hoverFormat, documentation: text(of: content))
  }
}

extension LSP.CompletionItemKind {
  fileprivate init(_ kind: CompletionItem.Kind) {
    switch kind {
    case .type: self = .classType
    case .function: self = .function
    case .parameter: self = .property
    case .macro: self = .variable
    case .constant: self = .constant
    case .enumerationCase: self = .enumerationMember
    case .scope, .module: self = .module
    case .file: self = .file
    case .keyword: self = .keyword
    case .value: self = .value
    }
  }
}
