// Does the server still say what it said? A recorded session is played, and every message is accounted for.
//
// The rules by which a message that came equals one that was recorded:
// - Ids of the server's own requests are not compared: the client's recorded answer goes to the request that came.
// - `$/progress` reports are not compared, for they depend on time; beginnings and ends are.
// - Of the diagnostics of one version of a document only the last set counts, for sets before the index is complete
//   depend on time. A version that was overtaken by the next key, or by `shutdown`, may have a set or not, and a set that
//   the next version does not change may come with either.
// - Ids of sets of problems hang on the names of folders; the client is made to send back those that came.
// - That problems are to be asked for anew is not compared: of the edits of several files it may come behind each.
// - That the workspace has been read is waited for, and may be said more than once.
// - The server's version is not compared.

package import LanguageServerProtocol
package import SourceText

/// What a replay found.
package struct ReplayReport: Sendable {
  /// One difference each, as a person reads it; empty when all is equal.
  package internal(set) var differences: [String] = []
  /// Recorded messages of the server that came again.
  package internal(set) var matched = 0
  /// Every message of the server, as it came.
  package internal(set) var received: [JSON] = []
}

/// Plays the client's side of a session against a server and compares what the server says.
/// - Parameters:
///   - root: the folder that `$ROOT` stands for.
///   - descriptors: the client's end of the conversation; closed at the end.
///   - timeout: how long to wait for one message, in milliseconds.
///   - operate: does to the files of `root` what a client's notification says that it has done, before it is sent.
package func replay(
  _ session: RecordedSession, root: FilePath, over descriptors: FileDescriptors, timeout: Int = 20_000,
  operate: @escaping (_ notification: JSON) -> Void = { _ in }
) -> ReplayReport {
  let root = SessionRoot(path: root.string)
  return Replay(session: session, root: root, descriptors: descriptors, timeout: timeout, operate: operate).run()
}

/// Plays a session against a server in this process.
/// - Returns: nil when the system has no descriptors left.
package func replay(
  _ session: RecordedSession, root: FilePath, timeout: Int = 20_000,
  operate: @escaping (_ notification: JSON) -> Void = { _ in }
) -> ReplayReport? {
  guard let (clientEnd, serverEnd) = FileDescriptors.pair() else { return nil }
  startThread {
    _ = Server(serverEnd).run()
    closeDescriptor(serverEnd.output)
  }
  return replay(session, root: root, over: clientEnd, timeout: timeout, operate: operate)
}

private final class Replay {
  private struct Incoming {
    var messages: [JSON] = []
    var hasEnded = false
  }

  private let session: RecordedSession
  private let root: SessionRoot
  private let descriptors: FileDescriptors
  private let timeout: Int
  private let operate: (JSON) -> Void
  private let incoming = Guarded(Incoming())
  /// What came and has not been matched yet.
  private var unmatched: [JSON] = []
  private var taken = 0
  private var unsent: [UInt8] = []
  /// The ids of requests that came, by the ids that were recorded for them.
  private var requestIDs: [JSON: JSON] = [:]
  /// The ids of sets of problems that came, by those that were recorded for them.
  private var resultIDs: [String: String] = [:]
  /// The ids of recorded requests that nothing was waited for: their answers are not sent.
  private var passedOver: Set<JSON> = []
  /// Versions that a recorded set of diagnostics is expected for, by document.
  private var sentVersions: [String: Int] = [:]
  private var report = ReplayReport()

  init(
    session: RecordedSession, root: SessionRoot, descriptors: FileDescriptors, timeout: Int,
    operate: @escaping (JSON) -> Void
  ) {
    self.session = session
    self.root = root
    self.descriptors = descriptors
    self.timeout = timeout
    self.operate = operate
  }

  func run() -> ReplayReport {
    startReceiving()
    for (index, event) in session.events.enumerated() {
      switch event {
      case .raw(let bytes): unsent += bytes
      case .client(let message): queue(root.inserted(into: message))
      case .server(let message):
        flush()
        let message = root.inserted(into: message)
        if isExpected(message, at: index) {
          demand(message)
        } else if !message["id"].isNull {
          passedOver.insert(message["id"])
        }
      }
    }
    flush()
    end()
    report.received = incoming.withLock { $0.messages }
    for message in unmatched where !isExcused(message) {
      report.differences.append("The server said what is not in the recording:\n  \(show(message))")
    }
    return report
  }

  // MARK: Sending

  private static let fileOperations = ["didRenameFiles", "didCreateFiles", "didDeleteFiles"].map { "workspace/" + $0 }

  /// Messages between which the server said nothing go out together, so that they are also seen together again.
  private func queue(_ message: JSON) {
    var message = message
    if message["method"].isNull, passedOver.contains(message["id"]) { return }
    if message["method"].isNull, let id = requestIDs[message["id"]], var object = message.object {
      object["id"] = id
      message = .object(object)
    }
    message = SessionRoot.mapStrings(message) { resultIDs[$0] ?? $0 }
    if let version = message["params"]["textDocument"]["version"].integer,
      let uri = message["params"]["textDocument"]["uri"].string
    {
      sentVersions[uri] = version
    }
    if Self.fileOperations.contains(message["method"].string ?? "") {
      flush()
      operate(message)
    }
    unsent += MessageFraming.frame(JSONWriter.bytes(of: message))
  }

  private func flush() {
    guard !unsent.isEmpty else { return }
    if !writeBytes(unsent, to: descriptors.output) {
      report.differences.append("The server no longer reads.")
    }
    unsent = []
  }

  /// A recording that ends without `shutdown` is ended here, so that everything that is still to come has come.
  private func end() {
    let hasExit = session.events.contains { event in
      if case .client(let message) = event { message["method"] == "exit" } else { false }
    }
    if !hasExit {
      queue(["jsonrpc": "2.0", "id": "replay/shutdown", "method": "shutdown"])
      flush()
      _ = receive { $0["id"] == "replay/shutdown" && $0["method"].isNull }
    }
    closeDescriptor(descriptors.output)
    let ended: Bool? = incoming.wait(milliseconds: timeout) { $0.hasEnded ? true : nil }
    if ended == nil { report.differences.append("The server did not end with its input.") }
    take()
  }

  // MARK: Receiving

  private func startReceiving() {
    let descriptor = descriptors.input
    startThread { [incoming] in
      var framing = MessageFraming()
      while let bytes = readBytes(from: descriptor) {
        framing.append(bytes)
        var messages: [JSON] = []
        while let piece = framing.next() {
          if case .body(let body) = piece, let json = try? JSON(parsing: body) { messages.append(json) }
        }
        incoming.change { $0.messages += messages }
      }
      closeDescriptor(descriptor)
      incoming.change { $0.hasEnded = true }
    }
  }

  private func take() {
    let messages = incoming.withLock { $0.messages }
    unmatched += messages[taken...].filter { !isReport($0) }
    taken = messages.count
  }

  /// Waits for a message and takes it from those that are unmatched.
  private func receive(_ isMeant: (JSON) -> Bool) -> JSON? {
    take()
    if let index = unmatched.firstIndex(where: isMeant) { return unmatched.remove(at: index) }
    let known = taken
    let found: Bool? = incoming.wait(milliseconds: timeout) { incoming in
      if incoming.messages[known...].contains(where: isMeant) { return true }
      return incoming.hasEnded ? false : nil
    }
    take()
    guard found == true, let index = unmatched.firstIndex(where: isMeant) else { return nil }
    return unmatched.remove(at: index)
  }

  private func demand(_ recorded: JSON) {
    let isResponse = recorded["method"].isNull
    // An answer is known by its id, whatever it says; waiting for another would be in vain.
    let came = receive {
      isResponse
        ? $0["method"].isNull && $0["id"] == recorded["id"] : isEqual($0, recorded) || saysTheSameEarlier($0, recorded)
    }
    guard let came else {
      let likely = unmatched.first { $0["method"] == recorded["method"] && !isResponse }
      let instead = likely.map { "\n  instead came\n  \(show($0))" } ?? ""
      report.differences.append("The server did not say:\n  \(show(recorded))\(instead)")
      if let likely, let index = unmatched.firstIndex(of: likely) { unmatched.remove(at: index) }
      return
    }
    if !recorded["id"].isNull, !isResponse { requestIDs[recorded["id"]] = came["id"] }
    if isEqual(came, recorded) || saysTheSameEarlier(came, recorded) {
      resultIDs.merge(zip(recorded.problemSetIDs, came.problemSetIDs)) { $1 }
      report.matched += 1
    } else {
      report.differences.append("The server said:\n  \(show(came))\n  and it was recorded:\n  \(show(recorded))")
    }
  }

  // MARK: Rules

  private static let refresh: JSON = "workspace/diagnostic/refresh"

  private func isEqual(_ came: JSON, _ recorded: JSON) -> Bool {
    normalized(came.withoutAbilities(beyond: recorded)) == normalized(recorded)
  }

  /// Problems that an edit leaves as they are come with the version before it or with its own.
  private func saysTheSameEarlier(_ came: JSON, _ recorded: JSON) -> Bool {
    guard let known = diagnosticsKey(recorded), let key = diagnosticsKey(came), key.uri == known.uri,
      let version = key.version, let last = known.version, version < last
    else { return false }
    return came["params"]["diagnostics"] == recorded["params"]["diagnostics"]
  }

  private func normalized(_ message: JSON) -> JSON {
    guard var object = message.withoutProblemSetIDs.object else { return message }
    if !message["method"].isNull { object["id"] = nil }
    if var result = message["result"].object, var info = result["serverInfo"]?.object {
      info["version"] = nil
      result["serverInfo"] = .object(info)
      object["result"] = .object(result)
    }
    return .object(object)
  }

  private func isReport(_ message: JSON) -> Bool {
    message["method"] == "$/progress" && message["params"]["value"]["kind"] == "report"
  }

  /// Whether a recorded message has to come again.
  private func isExpected(_ message: JSON, at index: Int) -> Bool {
    if isReport(message) || message["method"] == Self.refresh { return false }
    guard let key = diagnosticsKey(message) else { return true }
    if let version = key.version, version < sentVersions[key.uri] ?? version { return false }
    let later = session.events[(index + 1)...].contains { event in
      if case .server(let other) = event { diagnosticsKey(root.inserted(into: other)) == key } else { false }
    }
    return !later
  }

  /// What came and was not recorded, and yet is no difference.
  private func isExcused(_ message: JSON) -> Bool {
    if message["params"]["message"] == .string(Indexing.completionMessage) || message["method"] == Self.refresh {
      return true
    }
    guard let key = diagnosticsKey(message) else { return false }
    let wasMatched = session.events.contains { event in
      if case .server(let other) = event { diagnosticsKey(root.inserted(into: other)) == key } else { false }
    }
    return wasMatched || key.version.map { $0 < sentVersions[key.uri] ?? $0 } ?? false
      || wasOvertakenByShutdown(key.uri)
  }

  /// Whether the client's last word on a document was followed by `shutdown` at once.
  private func wasOvertakenByShutdown(_ uri: String) -> Bool {
    var sent: [JSON] = []
    for case .client(let message) in session.events { sent.append(root.inserted(into: message)) }
    guard let last = sent.lastIndex(where: { $0["params"]["textDocument"]["uri"].string == uri }) else { return false }
    return last + 1 < sent.count && sent[last + 1]["method"] == "shutdown"
  }

  private struct DiagnosticsKey: Hashable {
    let uri: String
    let version: Int?
  }

  private func diagnosticsKey(_ message: JSON) -> DiagnosticsKey? {
    guard message["method"] == "textDocument/publishDiagnostics", let uri = message["params"]["uri"].string else {
      return nil
    }
    return DiagnosticsKey(uri: uri, version: message["params"]["version"].integer)
  }

  private func show(_ message: JSON) -> String {
    let text = root.removed(from: message).text
    return text.count <= 2000 ? text : text.prefix(2000) + "…"
  }
}

extension JSON {
  /// The answer to `initialize` as the server gave it when it could no more than `recorded` says: what it has learned
  /// since is no difference.
  fileprivate func withoutAbilities(beyond recorded: JSON) -> JSON {
    guard var message = object, var result = self["result"].object, let abilities = result["capabilities"],
      abilities.object != nil, recorded["result"]["capabilities"].object != nil
    else { return self }
    result["capabilities"] = abilities.reduced(to: recorded["result"]["capabilities"])
    message["result"] = .object(result)
    return .object(message)
  }

  /// Without members and elements that `known` has nothing like; what both have is kept as it is.
  private func reduced(to known: JSON) -> JSON {
    switch (self, known) {
    case (.object(let object), .object(let known)):
      return .object(
        JSONObject(
          object.members.compactMap { member in
            known[member.name].map { (name: member.name, value: member.value.reduced(to: $0)) }
          }))
    case (.array(let elements), .array(let known)): return .array(elements.filter(known.contains))
    default: return self
    }
  }
}

extension JSON {
  private var isProblemSet: Bool { self["kind"] == "full" || self["kind"] == "unchanged" }

  fileprivate var problemSetIDs: [String] {
    switch self {
    case .array(let elements): elements.flatMap(\.problemSetIDs)
    case .object(let object):
      (isProblemSet ? [self["resultId"].string ?? ""] : object.members.flatMap(\.value.problemSetIDs))
    case .null, .boolean, .integer, .decimal, .string: []
    }
  }

  fileprivate var withoutProblemSetIDs: JSON {
    switch self {
    case .array(let elements): return .array(elements.map(\.withoutProblemSetIDs))
    case .object(let object):
      let members = object.members.filter { !isProblemSet || $0.name != "resultId" }
      return .object(JSONObject(members.map { (name: $0.name, value: $0.value.withoutProblemSetIDs) }))
    case .null, .boolean, .integer, .decimal, .string: return self
    }
  }
}
