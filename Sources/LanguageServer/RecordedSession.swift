// What does a session file hold? Events in the order in which the server saw them.

package import LanguageServerProtocol

package struct RecordedSession: Sendable {
  package enum Event: Sendable, Hashable {
    case client(JSON)
    /// Bytes that are no message, sent as they are.
    case raw([UInt8])
    case server(JSON)
  }

  /// A line that is no event.
  package struct Mistake: Error, CustomStringConvertible {
    /// From one.
    package let line: Int
    package let reason: String

    package var description: String { "line \(line): \(reason)" }
  }

  /// The name of the folder that `$ROOT` stands for, beside the folder of the session; nil when the file names none.
  package let workspace: String?
  package let events: [Event]

  /// - Parameter text: one event a line: `{"client": message}`, `{"server": message}`, or `{"raw": text}` for bytes that
  ///   a client should not send. The first line may be `{"workspace": "trainer"}`.
  /// - Throws: `Mistake`.
  package init(_ text: String) throws {
    var workspace: String?
    var events: [Event] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    where line.contains(where: { !$0.isWhitespace }) {
      let json: JSON
      do {
        json = try JSON(parsing: String(line))
      } catch {
        throw Mistake(line: index + 1, reason: "\(error)")
      }
      if let name = json["workspace"].string {
        workspace = name
      } else {
        guard let event = Self.event(json) else {
          throw Mistake(line: index + 1, reason: "an event has a `client`, a `server` or a `raw`")
        }
        events.append(event)
      }
    }
    self.workspace = workspace
    self.events = events
  }

  private static func event(_ json: JSON) -> Event? {
    if let raw = json["raw"].string ?? json["client"]["raw"].string { return .raw(Array(raw.utf8)) }
    if json["client"].object != nil { return .client(json["client"]) }
    if json["server"].object != nil { return .server(json["server"]) }
    return nil
  }
}
