// Which documents are shown that are no files? Resolved configs, differences and previews, which follow the typing.

import EditorFeatures
import LanguageServerProtocol
import Resolution
import SourceText
import Workspace

struct VirtualDocuments {
  static let scheme = "gimlet"

  static func isOurs(_ uri: String) -> Bool { uri.hasPrefix(scheme + ":") }

  /// Named by the titles of experiments, which outlive an edit of `gimlet.gin`.
  enum Content: Hashable {
    case resolved(String)
    case difference(String, String)
    /// An experiment with a binding behind it.
    case preview(String, String)

    /// The experiments that it is about.
    var titles: [String] {
      switch self {
      case .resolved(let title), .preview(let title, _): [title]
      case .difference(let left, let right): [left, right]
      }
    }

    /// What an editor's tab shows is the end of it; the ending says how to colour it.
    var path: String {
      switch self {
      case .resolved(let title): "/resolved/\(title)" + (title.hasSuffix(".gin") ? "" : ".gin")
      case .difference(let left, let right): "/diff/\(left)..\(right).diff"
      case .preview(let title, let binding): "/preview/\(title)/\(binding).diff"
      }
    }
  }

  struct Document {
    let content: Content
    /// A file of the workspace that it is about.
    let neighbour: FilePath
    /// What the client was told last; nil before it asked.
    var text: String?
    /// The newest text, and the state of the workspace that it was made from.
    var newest: (generation: Int, text: String)?
  }

  /// So many are followed; who opens more has forgotten the first.
  static let most = 16
  private(set) var documents: [(uri: String, document: Document)] = []

  /// The URI of a document, which is followed from now on.
  mutating func add(_ content: Content, near neighbour: FilePath) -> String {
    let uri = "\(Self.scheme)://" + DocumentURI.encode(content.path)
    if let known = place(of: uri) {
      let document = documents[known].document
      documents[known].document = Document(
        content: content, neighbour: neighbour, text: document.text,
        newest: document.neighbour == neighbour ? document.newest : nil)
      return uri
    }
    if documents.count >= Self.most { documents.removeFirst() }
    documents.append((uri, Document(content: content, neighbour: neighbour)))
    return uri
  }

  /// Clients spell percent signs in their own ways.
  func place(of uri: String) -> Int? {
    let wanted = DocumentURI.decode(uri)
    return documents.firstIndex { DocumentURI.decode($0.uri) == wanted }
  }

  mutating func keep(_ text: String, of generation: Int, at place: Int) {
    documents[place].document.newest = (generation, text)
  }

  mutating func told(_ text: String, at place: Int) { documents[place].document.text = text }

  mutating func forget(_ uri: String) { if let place = place(of: uri) { documents[place].document.text = nil } }
}

extension Server {
  /// Opens a document that is no file beside the config. A client that cannot open it is given its text, and one that
  /// knows nothing of such documents shows that as a message.
  func show(_ content: VirtualDocuments.Content, near file: FilePath) throws -> any JSONWritable {
    let uri = virtualDocuments.add(content, near: file)
    guard let place = virtualDocuments.place(of: uri) else { return JSON.null }
    let text = try text(at: place)
    guard session.settings.showsDocuments || session.capabilities.canReadDocuments else {
      client.notify("window/showMessage", LSP.MessageParams(.information, text))
      return ["uri": .string(uri), "text": .string(text)] as JSON
    }
    guard session.capabilities.canShowDocuments else { return ["uri": .string(uri), "text": .string(text)] as JSON }
    client.request("window/showDocument", LSP.ShowDocumentParams(uri: uri))
    return ["uri": .string(uri)] as JSON
  }

  func content(_ params: LSP.DocumentContent) throws -> LSP.DocumentContentResult {
    guard let place = virtualDocuments.place(of: params.uri) else {
      throw LSP.ResponseError(.requestFailed, "`\(params.uri)` is no document of this session.")
    }
    let text = try text(at: place)
    virtualDocuments.told(text, at: place)
    return LSP.DocumentContentResult(text: text)
  }

  /// Tells the client which of the documents that it shows say something else now.
  func refreshVirtualDocuments() {
    for (place, (uri, document)) in virtualDocuments.documents.enumerated() {
      guard let told = document.text, let text = try? text(at: place), text != told else { continue }
      virtualDocuments.told(text, at: place)
      client.request("workspace/textDocumentContent/refresh", LSP.DocumentContent(uri: uri))
    }
  }

  private func text(at place: Int) throws -> String {
    let document = virtualDocuments.documents[place].document
    if let newest = document.newest, newest.generation == workspace.generation { return newest.text }
    let text = try text(of: document)
    if !workspace.wasInterrupted { virtualDocuments.keep(text, of: workspace.generation, at: place) }
    return text
  }

  private func text(of document: VirtualDocuments.Document) throws -> String {
    let analysis = snapshot(for: document.neighbour).analysis
    let text: String?
    switch document.content {
    case .resolved(let title): text = analysis.resolvedDocument(titled: title)
    case .difference(let left, let right): text = analysis.differenceDocument(titled: left, right)
    case .preview(let title, let binding):
      text = analysis.experiment(titled: title).map { analysis.preview(of: $0, with: binding) }
    }
    guard let text else {
      let missing = document.content.titles.first { !analysis.hasExperiment(titled: $0) }
      throw LSP.ResponseError(.requestFailed, Analysis.noExperiment(missing ?? document.content.path))
    }
    return text
  }
}
