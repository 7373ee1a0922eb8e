// When are diagnostics sent, and which? The newest text's alone, when no edit waits, and only what changed.

import LanguageServerProtocol
import Resolution
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
  /// Which id the problems of a file have in an analysis.
  var reported: [FilePath: Reported] = [:]

  struct Reported {
    /// Not kept alive for this.
    weak var analysis: Analysis?
    let id: String
  }
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
    if pullsDiagnostics {
      guard refreshPulledDiagnostics() else { return }
    } else {
      var sets: [(FilePath, LSP.PublishDiagnosticsParams)] = []
      for document in workspace.openDocuments {
        guard let set = workOut(for: document, { $0.diagnostics(of: document) }) else { return }
        sets.append((document.path, set))
      }
      for (file, set) in sets where isNews(set, for: file) {
        publishing.published[file] = set
        client.notify("textDocument/publishDiagnostics", set)
      }
    }
    publishing.isDone()
    refreshVirtualDocuments()
    // After the answer, so that nobody waits for the disk; what it shows is due at once.
    rescanWhenWorthwhile()
    // A file outside of the client's folders has a root of its own, which is known now.
    startIndexing()
  }

  /// What is to be told of a document; nil where a newer key makes it old before it is told.
  func workOut<Result>(for document: Document, _ work: (Snapshot) -> Result) -> Result? {
    let snapshot = snapshot(for: document.path)
    // Asked behind each piece of work: what a newer key makes old is not worth finishing.
    if isOvertaken() { return nil }
    workspace.resume()
    // What has been put off for too long is finished, whatever comes.
    let result =
      publishing.isOverdue ? work(snapshot) : inbox.run(nil, interrupt: workspace.interrupt) { work(snapshot) }
    return isOvertaken() || workspace.wasInterrupted ? nil : result
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
