// What happens to a message? The one consumer of the inbox: lifecycle, dispatch, and who waits for whom.

package import LanguageServerProtocol
import SourceText
import Workspace

/// What the server's own threads tell its loop.
package enum ServerEvent: Sendable {
  /// The process that started us is gone.
  case clientGone
  case indexing(IndexingStep)
}

/// The language server for one client. It lives on the thread that calls `run`.
package final class Server {
  private enum Phase {
    case starting, running, shutDown
  }

  let inbox = Inbox<ServerEvent>(isEdit: Route.isKeystroke)
  let client: Client
  private let recorder: Recorder?
  private var phase = Phase.starting
  // Until `initialize` there is an empty workspace, so that nothing below has to ask whether there is one.
  var session = Session(LSP.ClientCapabilities(.null), settings: Settings(.null))
  var workspace = Workspace(roots: [])
  /// The state of the workspace that the newest answer was worked out from.
  private var answeredGeneration = -1
  /// When the disk may be looked at again, in milliseconds.
  var nextRescan = 0.0
  var indexing = Indexing()
  var publishing = Publishing()
  var toldTokens = ToldTokens()
  var virtualDocuments = VirtualDocuments()
  /// Tells our own threads that nobody waits for them any more.
  let isEnding = Guarded(false)
  private let abandon: @Sendable () -> Void

  /// - Parameter abandon: called on another thread when the client's process is gone and `run` does not return; so a
  ///   server that is stuck in a write to a pipe that nobody reads can be ended.
  package init(
    _ descriptors: FileDescriptors, recorder: Recorder? = nil, abandon: @escaping @Sendable () -> Void = {}
  ) {
    self.recorder = recorder
    self.abandon = abandon
    client = Client(output: descriptors.output, recorder: recorder)
    inbox.startReading(from: descriptors.input)
  }

  /// Serves until the client says `exit` or is gone.
  /// - Returns: the exit code, 0 after a `shutdown`.
  package func run() -> Int32 {
    defer { isEnding.withLock { $0 = true } }
    while true {
      if let arrival = nextArrival() {
        if handle(arrival) == .end { break }
      } else if publishing.isDue {
        publishDiagnostics()
      } else {
        rescanWhenWorthwhile()
      }
    }
    return phase == .shutDown ? 0 : 1
  }

  /// What has come in is dealt with before diagnostics are worked out, unless they have been due for too long.
  /// - Returns: nil when nothing has come in and there is something else to do.
  private func nextArrival() -> Arrival<ServerEvent>? {
    if publishing.isOverdue { return nil }
    if publishing.isDue { return inbox.next(milliseconds: publishing.quietMilliseconds) }
    // A client that watches files wakes us. For the others we look now and then.
    return session.capabilities.canRegisterFileWatchers ? inbox.next() : inbox.next(milliseconds: 2000)
  }

  private enum Outcome {
    case goOn, end
  }

  private func handle(_ arrival: Arrival<ServerEvent>) -> Outcome {
    switch arrival {
    case .message(let message, let json):
      recorder?.record(client: json)
      return handle(message)
    case .malformed(let bytes, let error):
      recorder?.record(malformed: bytes)
      client.refuse(nil, .parseError, "This message is not JSON: \(error).")
    case .garbage(let count):
      client.log(.warning, "\(count) bytes between messages were passed over; a message begins with Content-Length.")
    case .endOfInput, .event(.clientGone): return .end
    case .event(.indexing(let step)): advance(indexing: step)
    }
    return .goOn
  }

  private func handle(_ message: LSP.Message) -> Outcome {
    switch message {
    case .request(let id, let method, let params):
      answer(id, method, params)
      inbox.close(id)
    case .notification("exit", _): return .end
    case .notification(let method, let params): notice(method, params)
    case .response(let id?, let result): client.receive(result, to: id)
    case .response(nil, _): break
    case .invalid(let id, let reason): client.refuse(id, .invalidRequest, "This is no message: \(reason).")
    }
    return .goOn
  }

  // MARK: Requests

  private func answer(_ id: LSP.RequestID, _ method: String, _ params: JSON) {
    switch (phase, method) {
    case (_, _) where inbox.isCancelled(id): client.refuse(id, .requestCancelled, "The request was cancelled.")
    case (.shutDown, _): client.refuse(id, .invalidRequest, "The server has been shut down.")
    case (.starting, "initialize"): initialize(id, params)
    case (.starting, _): client.refuse(id, .serverNotInitialized, "`initialize` has to come before `\(method)`.")
    case (.running, "initialize"): client.refuse(id, .invalidRequest, "`initialize` came already.")
    case (.running, "shutdown"):
      phase = .shutDown
      client.respond(to: id, JSON.null)
    case (.running, _): read(id, method, params)
    }
  }

  private func read(_ id: LSP.RequestID, _ method: String, _ params: JSON) {
    guard let route = Route.byMethod[method], case .read(let answer) = route.execution else {
      client.refuse(id, .methodNotFound, "`\(method)` is not a request that Gimlet answers.")
      return
    }
    // An answer from what is known already is quick and still of use. One that would first have to work out an analysis
    // which the next edit throws away is neither.
    if workspace.generation != answeredGeneration, inbox.holdsEdits {
      refuseAsOld(id, method)
      return
    }
    do {
      rescanWhenWorthwhile()
      workspace.resume()
      let result = try inbox.run(id, interrupt: workspace.interrupt) { try answer(self, params) }
      if inbox.isCancelled(id) {
        client.refuse(id, .requestCancelled, "The request was cancelled.")
      } else if workspace.wasInterrupted {
        refuseAsOld(id, method)
      } else {
        client.respond(to: id, result)
      }
    } catch let error as JSONMismatch {
      client.refuse(id, .invalidParams, "The parameters of `\(method)` are wrong: \(error).")
    } catch let error as LSP.ResponseError {
      client.refuse(id, error.code, error.message)
    } catch {
      client.refuse(id, .invalidRequest, "\(error)")
    }
  }

  /// A client asks again by itself, but for problems only when it is told to.
  private func refuseAsOld(_ id: LSP.RequestID, _ method: String) {
    guard method.hasSuffix("/diagnostic") else {
      return client.refuse(id, .contentModified, "The text has changed since.")
    }
    client.refuse(id, .serverCancelled, "The text has changed since.", data: ["retriggerRequest": true])
  }

  /// The moment to answer from, of the workspace that holds the file.
  func snapshot(for file: FilePath) -> Snapshot {
    answeredGeneration = workspace.generation
    return Snapshot(analysis: workspace.snapshot(for: file), session: session)
  }

  /// A moment of every workspace.
  func snapshots() -> [Snapshot] {
    answeredGeneration = workspace.generation
    return workspace.snapshots().map { Snapshot(analysis: $0.analysis, session: session) }
  }

  // MARK: Notifications

  private func notice(_ method: String, _ params: JSON) {
    // Before `initialize` and after `shutdown` notifications are dropped, as LSP says; `$/` ones may be ignored always.
    guard phase == .running, !method.hasPrefix("$/") else { return }
    if method == "initialized" {
      registerWatchers()
      registerGinOnlyRoutes()
      registerSettings()
      pullSettings()
      startIndexing()
      return
    }
    guard let route = Route.byMethod[method], case .edit(let apply) = route.execution else {
      client.log(.log, "`\(method)` is not a notification that Gimlet knows.")
      return
    }
    do {
      try apply(self, params)
    } catch {
      client.log(.error, "`\(method)` was passed over, for its parameters are wrong: \(error).")
    }
  }

  // MARK: Lifecycle

  private func initialize(_ id: LSP.RequestID, _ json: JSON) {
    let params: LSP.InitializeParams
    do {
      params = try LSP.InitializeParams(json: json)
    } catch {
      client.refuse(id, .invalidParams, "The parameters of `initialize` are wrong: \(error).")
      return
    }
    phase = .running
    session = Session(
      params.capabilities, settings: Settings(params.options),
      client: ClientName(name: params.clientName, version: params.clientVersion))
    workspace = Workspace(
      roots: params.folders.map { DocumentURI.file($0.uri) }, settings: session.settings.workspace)
    if let processID = params.processID {
      watchProcess(processID, gone: { [inbox] in inbox.add([.event(.clientGone)]) }, twoSecondsLater: abandon)
    }
    client.respond(
      to: id,
      LSP.InitializeResult(
        positionEncoding: session.encoding.lspName, features: features,
        serverName: "gimlet", serverVersion: Server.version))
  }

  /// What is told of each route. Problems are published or answered, never both.
  private var features: [(name: String, value: JSON)] {
    let registered = Set(ginOnlyRoutes.compactMap(\.capability?.name))
    return Route.all.compactMap(\.capability).filter {
      (pullsDiagnostics || $0.name != "diagnosticProvider") && !registered.contains($0.name)
    }
  }

  /// What is for gin files alone, where the client can be told so: Swift and Python have formatters of their own, and an
  /// editor that knows two for one language asks which.
  private var ginOnlyRoutes: [Route] {
    Route.all.filter { session.capabilities.registrableMethods.contains($0.method) }
  }

  func registerGinOnlyRoutes() {
    for route in ginOnlyRoutes {
      guard let capability = route.capability else { continue }
      var options = capability.value.object ?? JSONObject()
      options["documentSelector"] = [["language": "gin"]]
      client.request(
        "client/registerCapability",
        LSP.Registration(id: capability.name, method: route.method, options: .object(options)))
    }
  }

  package static let version = "0.1.0"
}
