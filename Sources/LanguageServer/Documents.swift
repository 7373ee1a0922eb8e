// What do the edits of the client change? Open documents, folders, files on the disk and settings, all at once.

import LanguageServerProtocol
import SourceText
import Workspace

extension Server {
  func open(_ params: LSP.DidOpenParams) {
    // What we wrote ourselves is no config.
    guard !VirtualDocuments.isOurs(params.uri) else { return }
    let file = DocumentURI.file(params.uri)
    if workspace.document(at: file) != nil {
      client.log(.warning, "\(params.uri) was opened twice; the newer text counts.")
    }
    session.openURIs[file] = params.uri
    session.openVersions[file] = params.version
    workspace.open(file, text: params.text, version: params.version, languageID: params.languageID)
    publishing.becomeDue()
    startIndexing()
  }

  func change(_ params: LSP.DidChangeParams) {
    guard !VirtualDocuments.isOurs(params.document.uri) else { return }
    let file = DocumentURI.file(params.document.uri)
    let changes = params.changes.map { change -> DocumentChange in
      guard let range = change.range else { return .whole(change.text) }
      return .part(
        TextPosition(range.start), TextPosition(range.end), in: session.encoding, replacement: change.text)
    }
    guard workspace.change(file, changes, version: params.document.version ?? 0) else {
      client.log(.warning, "\(params.document.uri) was changed but is not open; the change was passed over.")
      return
    }
    session.openVersions[file] = params.document.version
    publishing.editedSincePull.insert(file)
    publishing.becomeDue()
  }

  /// What was saved is what was open; but other tools may run when a file is saved.
  func save(_ params: LSP.DidCloseParams) {
    changedOnDisk([DocumentURI.file(params.document.uri)])
  }

  func close(_ params: LSP.DidCloseParams) {
    guard !VirtualDocuments.isOurs(params.document.uri) else { return virtualDocuments.forget(params.document.uri) }
    let file = DocumentURI.file(params.document.uri)
    guard let uri = session.openURIs.removeValue(forKey: file) else {
      client.log(.warning, "\(params.document.uri) was closed but is not open.")
      return
    }
    session.openVersions[file] = nil
    workspace.close(file)
    publishing.pulled[file] = nil
    publishing.editedSincePull.remove(file)
    toldTokens.forget(file)
    clearDiagnostics(of: file, uri: uri)
    publishing.becomeDue()
  }

  func changeFiles(_ params: LSP.DidChangeWatchedFilesParams) {
    changedOnDisk(params.uris.map { DocumentURI.file($0) })
  }

  private func changedOnDisk(_ files: [FilePath]) {
    workspace.filesChanged(files)
    publishing.becomeDue()
    startIndexing()
  }

  func changeFolders(_ params: LSP.DidChangeWorkspaceFoldersParams) {
    let removed = Set(params.removed.map { DocumentURI.file($0.uri) })
    var roots = workspace.roots.filter { !removed.contains($0) }
    for folder in params.added {
      let root = DocumentURI.file(folder.uri)
      if !roots.contains(root) { roots.append(root) }
    }
    workspace.setRoots(roots)
    publishing.becomeDue()
    startIndexing()
  }

  /// Settings come with the notification, or have to be asked for when the client would rather be asked.
  func changeSettings(_ params: LSP.DidChangeConfigurationParams) {
    if params.settings.object == nil { pullSettings() } else { take(settings: params.settings) }
  }

  func pullSettings() {
    guard session.capabilities.canBeAskedForConfiguration else { return }
    client.request("workspace/configuration", LSP.ConfigurationParams(section: "gimlet")) { [self] result in
      if case .success(let answer) = result, answer[0].object != nil { take(settings: answer[0]) }
    }
  }

  private func take(settings json: JSON) {
    let settings = session.settings.changed(by: json)
    guard settings != session.settings else { return }
    session.settings = settings
    workspace.settingsChanged(settings.workspace)
    publishing.becomeDue()
    startIndexing()
  }

  /// Many clients tell of changed settings only those that ask for it.
  func registerSettings() {
    guard session.capabilities.canRegisterSettings else { return }
    client.request(
      "client/registerCapability",
      LSP.Registration(
        id: "settings", method: "workspace/didChangeConfiguration", options: ["section": "gimlet"]))
  }

  /// Some clients cannot watch files for us; for them `rescanWhenWorthwhile` looks at the disk.
  func registerWatchers() {
    guard session.capabilities.canRegisterFileWatchers else { return }
    client.request("client/registerCapability", LSP.Registration.watchedFiles(LSP.Registration.watchedPatterns))
  }

  /// For a client that cannot watch files: looks whether those that matter have changed, as often as that takes no more
  /// than a fiftieth of the time.
  func rescanWhenWorthwhile() {
    guard !session.capabilities.canRegisterFileWatchers else { return }
    let start = monotonicMilliseconds()
    guard start >= nextRescan else { return }
    if workspace.rescan() {
      publishing.becomeDue()
      startIndexing()
    }
    let end = monotonicMilliseconds()
    nextRescan = end + max(20, (end - start) * 50)
  }
}
