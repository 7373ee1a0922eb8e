// What was agreed on with this client? Everything that begins with `initialize`.

import LanguageServerProtocol
import SourceText

struct Session {
  let encoding: PositionEncoding
  let hoverFormat: LSP.MarkupKind
  let capabilities: LSP.ClientCapabilities
  var settings: Settings
  /// The client's own spelling for each document that it has open, in which it wants to hear of it.
  var openURIs: [FilePath: String] = [:]

  init(_ capabilities: LSP.ClientCapabilities, settings: Settings) {
    self.capabilities = capabilities
    self.settings = settings
    // The first that we know in the client's own order. Without a wish LSP says UTF-16, and every client shows plain text.
    encoding = capabilities.positionEncodings.lazy.compactMap { PositionEncoding(lspName: $0) }.first ?? .utf16
    hoverFormat = capabilities.hoverFormats.lazy.compactMap { LSP.MarkupKind(rawValue: $0) }.first ?? .plainText
  }

  func uri(of file: FilePath) -> String { openURIs[file] ?? DocumentURI.uri(of: file) }
}
