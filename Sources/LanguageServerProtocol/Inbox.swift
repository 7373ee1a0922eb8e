// What has come in and waits for its turn? One queue, filled by the reader's thread and emptied by one consumer.

/// Something for the consumer to deal with. `Event` is what the server's own threads tell it.
package enum Arrival<Event: Sendable>: Sendable {
  /// `json` is what `message` was made from.
  case message(LSP.Message, json: JSON)
  /// The body of a message that is not JSON.
  case malformed([UInt8], JSONSyntaxError)
  /// So many bytes lay between messages.
  case garbage(Int)
  case endOfInput
  case event(Event)
}

/// Everything that waits for the consumer, and which requests have been cancelled meanwhile.
package final class Inbox<Event: Sendable>: Sendable {
  private struct Contents {
    /// Arrivals from `next` on are waiting; the ones before are kept until it pays to drop them.
    var arrivals: [Arrival<Event>] = []
    var next = 0
    /// How many of the waiting messages change a document.
    var edits = 0
    /// Requests that wait or run.
    var requests: Set<LSP.RequestID> = []
    var cancelled: Set<LSP.RequestID> = []
    var running: Running?
  }

  /// What the consumer is working out.
  private struct Running {
    /// Nil for what nobody asked for.
    let id: LSP.RequestID?
    let interrupt: @Sendable () -> Void
  }

  private let contents = Guarded(Contents())
  private let isEdit: @Sendable (String) -> Bool

  /// - Parameter isEdit: whether a notification of that method changes a document.
  package init(isEdit: @escaping @Sendable (String) -> Bool) { self.isEdit = isEdit }

  /// Adds all at once, so that a request and its cancellation that came together are seen together.
  package func add(_ arrivals: [Arrival<Event>]) {
    contents.change { contents in
      for arrival in arrivals { add(arrival, to: &contents) }
    }
  }

  private func add(_ arrival: Arrival<Event>, to contents: inout Contents) {
    if case .message(let message, _) = arrival {
      switch message {
      case .request(let id, _, _): contents.requests.insert(id)
      case .notification("$/cancelRequest", let params):
        // Only of a request that is still open: its number may be used again later.
        if let id = try? LSP.RequestID(json: params["id"]), contents.requests.contains(id) {
          contents.cancelled.insert(id)
          if contents.running?.id == id { contents.running?.interrupt() }
        }
      case .notification(let method, _) where isEdit(method):
        contents.edits += 1
        contents.running?.interrupt()
      case .notification: break
      case .response, .invalid: break
      }
    }
    contents.arrivals.append(arrival)
  }

  /// Waits for the next arrival and takes it.
  package func next() -> Arrival<Event> { contents.wait { Self.take(&$0, isEdit: isEdit) } }

  /// As `next`, but returns nil when nothing comes for so many milliseconds; with 0 it does not wait.
  package func next(milliseconds: Int) -> Arrival<Event>? {
    contents.wait(milliseconds: milliseconds) { Self.take(&$0, isEdit: isEdit) }
  }

  private static func take(_ contents: inout Contents, isEdit: (String) -> Bool) -> Arrival<Event>? {
    guard contents.next < contents.arrivals.count else { return nil }
    let arrival = contents.arrivals[contents.next]
    contents.next += 1
    if contents.next == contents.arrivals.count {
      contents.arrivals.removeAll(keepingCapacity: contents.next < 1024)
      contents.next = 0
    } else if contents.next >= 256, contents.next * 2 > contents.arrivals.count {
      contents.arrivals.removeSubrange(..<contents.next)
      contents.next = 0
    }
    if case .message(.notification(let method, _), _) = arrival, isEdit(method) { contents.edits -= 1 }
    return arrival
  }

  /// Whether a change of a document waits.
  package var holdsEdits: Bool { contents.withLock { $0.edits > 0 } }

  package func isCancelled(_ id: LSP.RequestID) -> Bool { contents.withLock { $0.cancelled.contains(id) } }

  /// Does work that a cancellation of the request or an edit of a document interrupts.
  /// - Parameter interrupt: called on the reader's thread, perhaps more than once, and never after `work` has returned.
  package func run<Result>(
    _ id: LSP.RequestID?, interrupt: @escaping @Sendable () -> Void, _ work: () throws -> Result
  ) rethrows -> Result {
    contents.withLock { contents in
      contents.running = Running(id: id, interrupt: interrupt)
      let isUnwanted = id.map { contents.cancelled.contains($0) } ?? false
      if isUnwanted { interrupt() }
    }
    defer { contents.withLock { $0.running = nil } }
    return try work()
  }

  /// The request has been answered.
  package func close(_ id: LSP.RequestID) {
    contents.withLock { contents in
      contents.requests.remove(id)
      contents.cancelled.remove(id)
    }
  }

  /// Starts the thread that reads messages into this inbox until the input ends.
  package func startReading(from descriptor: Int32) {
    startThread { [self] in
      var framing = MessageFraming()
      while let bytes = readBytes(from: descriptor) {
        framing.append(bytes)
        var arrivals: [Arrival<Event>] = []
        while let piece = framing.next() { arrivals.append(Self.arrival(of: piece)) }
        if !arrivals.isEmpty { add(arrivals) }
      }
      add([.endOfInput])
    }
  }

  private static func arrival(of piece: MessageFraming.Piece) -> Arrival<Event> {
    switch piece {
    case .garbage(let count): return .garbage(count)
    case .body(let body):
      do {
        let json = try JSON(parsing: body)
        return .message(LSP.Message(json), json: json)
      } catch {
        return .malformed(body, error)
      }
    }
  }
}
