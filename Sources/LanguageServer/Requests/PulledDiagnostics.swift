// What does a client that asks for problems get? Whole reports, or that nothing has changed since its last one.

import EditorFeatures
import LanguageServerProtocol
import Resolution
import SourceText
import Workspace

extension Snapshot {
  func report(of file: FilePath) -> (id: String, items: [LSP.Diagnostic]) {
    let items = analysis.diagnostics(in: file).map(diagnostic)
    return (Self.resultID(of: items), items)
  }

  /// FNV-1a of what goes over the wire: the same problems have the same id, in whatever session.
  private static func resultID(of items: [LSP.Diagnostic]) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in JSONWriter.bytes(of: items) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return String(hash, radix: 16)
  }
}

extension Server {
  /// Whether the client asks for problems, and can be told to ask again; then none are published.
  var pullsDiagnostics: Bool {
    session.capabilities.canPullDiagnostics
      && session.capabilities.refreshes.contains { $0.method == "workspace/diagnostic/refresh" && $0.isWanted }
  }

  /// What was told of the same analysis is not worked out again.
  private func report(of file: FilePath, _ snapshot: Snapshot, since previous: String?) -> LSP.DiagnosticReport {
    if let previous, let known = publishing.reported[file], known.analysis === snapshot.analysis, known.id == previous {
      return LSP.DiagnosticReport(resultID: previous, items: nil)
    }
    let (id, items) = snapshot.report(of: file)
    if !workspace.wasInterrupted {
      publishing.reported[file] = Publishing.Reported(analysis: snapshot.analysis, id: id)
    }
    return LSP.DiagnosticReport(resultID: id, items: id == previous ? nil : items)
  }

  func pullDiagnostics(_ params: LSP.DocumentDiagnosticParams) -> LSP.DiagnosticReport {
    let file = DocumentURI.file(params.uri)
    let report = report(of: file, snapshot(for: file), since: params.previousResultID)
    publishing.pulled[file] = report.resultID
    publishing.editedSincePull.remove(file)
    return report
  }

  /// All gin files of all folders, and what is open.
  func pullWorkspaceDiagnostics(_ params: LSP.WorkspaceDiagnosticParams, _ json: JSON) -> any JSONWritable {
    var reports: [LSP.WorkspaceDocumentReport] = []
    var seen: Set<FilePath> = []
    let progress = WorkProgress(client, token: json["workDoneToken"], title: "Checking configs")
    let parts = PartialResults(client, token: json["partialResultToken"])
    for (root, analysis) in workspace.snapshots() {
      let snapshot = Snapshot(analysis: analysis, session: session)
      let open = workspace.openDocuments.map(\.path).filter { $0.relative(to: root) != nil }
      for file in analysis.files.allGinFiles + open where seen.insert(file).inserted {
        if workspace.wasInterrupted { break }
        let uri = session.uri(of: file)
        reports.append(
          LSP.WorkspaceDocumentReport(
            uri: uri, version: workspace.document(at: file)?.version,
            report: report(of: file, snapshot, since: params.previousResultIDs[uri])))
        reports = parts.sentWhenFull(reports) { LSP.WorkspaceDiagnosticReport(items: $0) }
      }
    }
    let rest = parts.sent(reports) { LSP.WorkspaceDiagnosticReport(items: $0) }
    progress.end()
    return rest
  }

  /// Tells a client that asks for problems that those of an open document have changed, and not by its own edit, for
  /// which it asks by itself.
  ///
  /// - Returns: whether nothing newer came in the meantime.
  func refreshPulledDiagnostics() -> Bool {
    var isNews = false
    for document in workspace.openDocuments {
      guard let told = publishing.pulled[document.path], !publishing.editedSincePull.contains(document.path) else {
        continue
      }
      guard let now = workOut(for: document, { report(of: document.path, $0, since: told) }) else { return false }
      if now.items != nil {
        isNews = true
        publishing.pulled[document.path] = now.resultID
      }
    }
    if isNews { client.request("workspace/diagnostic/refresh", JSON.null) }
    return true
  }
}

/// Parts of an answer, sent before it to a client that asks for them.
struct PartialResults {
  /// So many items are one part.
  private static let partSize = 200
  private let client: Client
  private let token: JSON

  init(_ client: Client, token: JSON) {
    self.client = client
    self.token = token
  }

  /// Sends what there is so far as soon as it makes a part, and gives back what has not been sent.
  func sentWhenFull<Item>(_ items: [Item], _ part: ([Item]) -> some JSONWritable) -> [Item] {
    guard !token.isNull, items.count >= Self.partSize else { return items }
    _ = sent(items, part)
    return []
  }

  /// Sends the items in parts, each made of some items, and gives back what is left for the answer.
  func sent<Item, Part: JSONWritable>(_ items: [Item], _ part: ([Item]) -> Part) -> Part {
    guard !token.isNull else { return part(items) }
    for start in stride(from: 0, to: items.count, by: Self.partSize) {
      let value = part(Array(items[start..<min(start + Self.partSize, items.count)]))
      client.notify("$/progress", LSP.PartialResultParams(token: token, value: value))
    }
    return part([])
  }
}

/// Progress of one request, for a client that gave a token for it.
struct WorkProgress {
  private let client: Client
  private let token: JSON

  init(_ client: Client, token: JSON, title: String) {
    self.client = client
    self.token = token
    tell(["kind": "begin", "title": .string(title)])
  }

  func end() { tell(["kind": "end"]) }

  private func tell(_ value: JSON) {
    if !token.isNull { client.notify("$/progress", LSP.PartialResultParams(token: token, value: value)) }
  }
}
