// What was agreed on with this client? Everything that begins with `initialize`.

import LanguageServerProtocol
import SourceText

struct Session {
  let encoding: PositionEncoding
  let hoverFormat: LSP.MarkupKind
  let markdownStyle: MarkdownStyle
  let capabilities: LSP.ClientCapabilities
  var settings: Settings
  /// The client's own spelling for each document that it has open, in which it wants to hear of it.
  var openURIs: [FilePath: String] = [:]
  /// The newest version of each of them.
  var openVersions: [FilePath: Int] = [:]

  /// What a client makes of Markdown.
  enum MarkdownStyle {
    case rendered
    /// Code is coloured, and all other signs stand there as they were sent: backticks, and links with their addresses.
    case onlyCode
  }

  init(_ capabilities: LSP.ClientCapabilities, settings: Settings, client: ClientName = ClientName()) {
    markdownStyle = client.rendersMarkdown ? .rendered : .onlyCode
    self.capabilities = capabilities
    self.settings = settings
    // The first that we know in the client's own order. Without a wish LSP says UTF-16, and every client shows plain text.
    encoding = capabilities.positionEncodings.lazy.compactMap { PositionEncoding(lspName: $0) }.first ?? .utf16
    hoverFormat = capabilities.hoverFormats.lazy.compactMap { LSP.MarkupKind(rawValue: $0) }.first ?? .plainText
  }

  func uri(of file: FilePath) -> String { openURIs[file] ?? DocumentURI.uri(of: file) }
}

/// Who the client says it is.
struct ClientName {
  var name: String?
  var version: String?

  /// Neovim renders what is not code from 0.10 on, where it has a parser for Markdown.
  var rendersMarkdown: Bool {
    guard name == "Neovim", let version else { return true }
    let numbers = version.split(separator: ".").prefix(2).compactMap { Int($0) }
    return numbers.count < 2 || numbers[0] > 0 || numbers[1] >= 10
  }
}
