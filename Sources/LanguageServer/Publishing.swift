// When are diagnostics sent, and which? The newest text's alone, when no edit waits, and only what changed.

import LanguageServerProtocol
import SourceText
import Workspace

struct Publishing {
  /// How long may edits put diagnostics off, in milliseconds?
  private static let longestDelay = 250.0
  /// How long has it to be quiet after a burst, in milliseconds?
  private static let quietAfterBurst = 4

  /// When the first edit came that no diagnostics have been sent for.
  private var dueSince: Double?
  /// Edits came while diagnostics were worked out: keys follow each other faster than that.
  private var isBurst = false
  /// What the client was told last.
  var published: [FilePath: LSP.PublishDiagnosticsParams] = [:]

  /// The result id of each document that a client asked about.
  var pulled: [FilePath: String] = [:]
  /// Documents with edits that the client has not asked about yet.
  var editedSincePull: Set<FilePath> = []

  var isDue: Bool { dueSince != nil }

  var isOverdue: Bool {
    guard let dueSince else { return false }
    return monotonicMilliseconds() - dueSince > Self.longestDelay
  }

  var quietMilliseconds: Int { isBurst ? Self.quietAfterBurst : 0 }

  mutating func becomeDue() { if dueSince == nil { dueSince = monotonicMilliseconds() } }

  /// Newer edits wait: what was worked out is old before it is read.
  mutating func wasOvertaken() { isBurst = true }

  mutating func isDone() {
    dueSince = nil
    isBurst = false
  }
}

extension Server {
  /// Sends what changed in the open files since the last time, for the newest text only.
  func publishDiagnostics() {
    var sets: [(FilePath, LSP.PublishDiagnosticsParams)] = []
    for document in workspace.openDocuments {
      let snapshot = snapshot(for: document.path)
      // Asked behind each piece of work: what a newer key makes old is not worth finishing.
      if isOvertaken() { return }
      workspace.resume()
      // What has been put off for too long is finished, whatever comes.
      let set =
        publishing.isOverdue
        ? snapshot.diagnostics(of: document)
        : inbox.run(nil, interrupt: workspace.interrupt) { snapshot.diagnostics(of: document) }
      sets.append((document.path, set))
      if isOvertaken() || workspace.wasInterrupted { return }
    }
    publishing.isDone()
    if pullsDiagnostics {
      refreshPulledDiagnostics()
      sets = []
    }
    for (file, set) in sets where isNews(set, for: file) {
      publishing.published[file] = set
      client.notify("textDocument/publishDiagnostics", set)
    }
    refreshVirtualDocuments()
    // After the answer, so that nobody waits for the disk; what it shows is due at once.
    rescanWhenWorthwhile()
    // A file outside of the client's folders has a root of its own, which is known now.
    startIndexing()
  }

  private func isOvertaken() -> Bool {
    guard inbox.holdsEdits, !publishing.isOverdue else { return false }
    publishing.wasOvertaken()
    return true
  }

  /// The first set of a file is always sent: a client that waits for one learns that there is nothing to say.
  private func isNews(_ set: LSP.PublishDiagnosticsParams, for file: FilePath) -> Bool {
    guard let last = publishing.published[file] else { return true }
    return last.diagnostics != set.diagnostics
  }

  /// A file that is closed has nothing to be told; what was told is taken back.
  func clearDiagnostics(of file: FilePath, uri: String) {
    guard let last = publishing.published.removeValue(forKey: file), !last.diagnostics.isEmpty else { return }
    client.notify(
      "textDocument/publishDiagnostics", LSP.PublishDiagnosticsParams(uri: uri, version: nil, diagnostics: []))
  }
}
