// What was said? A session as a file, one event a line, from which the places of this machine are gone.

package import LanguageServerProtocol
import SourceText

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Writes what client and server say to a file. Every line is written at once, so a crash loses nothing.
package final class Recorder {
  private let descriptor: Int32
  private var root: String?

  /// - Returns: nil when the file cannot be written.
  package init?(path: String) {
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    guard descriptor >= 0 else { return nil }
  }

  deinit { closeDescriptor(descriptor) }

  package func record(client message: JSON) {
    var message = message
    if message["method"].string == "initialize" {
      root = (try? LSP.InitializeParams(json: message["params"]))?.folders.first.map {
        DocumentURI.file($0.uri).string
      }
      message = Self.withoutProcessID(message)
    }
    write("client", message)
  }

  /// Bytes that are no message, as `{"raw": text}`.
  package func record(malformed bytes: [UInt8]) {
    write("client", ["raw": .string(String(decoding: MessageFraming.frame(bytes), as: UTF8.self))])
  }

  package func record(server body: [UInt8]) {
    guard let message = try? JSON(parsing: body) else { return }
    write("server", message)
  }

  private func write(_ side: String, _ message: JSON) {
    var message = message
    if let root, root != "/" { message = SessionRoot(path: root).removed(from: message) }
    let event = JSON.object(JSONObject([(name: side, value: message)]))
    writeBytes(Array((event.text + "\n").utf8), to: descriptor)
  }

  private static func withoutProcessID(_ message: JSON) -> JSON {
    guard var object = message.object, var params = object["params"]?.object else { return message }
    if params["processId"] != nil { params["processId"] = .null }
    object["params"] = .object(params)
    return .object(object)
  }
}

/// The folder that `$ROOT` stands for in a recorded session, in plain and in percent-encoded form.
package struct SessionRoot {
  static let name = "$ROOT"
  package let path: String

  package init(path: String) { self.path = path }

  package func removed(from json: JSON) -> JSON {
    let encoded = DocumentURI.encode(path)
    return Self.mapStrings(json) { text in
      guard text.contains("/") else { return text }
      let plain = Self.replacing(path, with: Self.name, in: text)
      return encoded == path ? plain : Self.replacing(encoded, with: Self.name, in: plain)
    }
  }

  package func inserted(into json: JSON) -> JSON {
    Self.mapStrings(json) { text in
      guard text.contains(Self.name) else { return text }
      // In a URI the path is encoded, elsewhere it is not; a URI begins with its scheme.
      let uris = Self.replacing("file://" + Self.name, with: "file://" + DocumentURI.encode(path), in: text)
      return Self.replacing(Self.name, with: path, in: uris)
    }
  }

  static func mapStrings(_ json: JSON, _ change: (String) -> String) -> JSON {
    switch json {
    case .string(let text): return .string(change(text))
    case .array(let elements): return .array(elements.map { mapStrings($0, change) })
    case .object(let object):
      return .object(
        JSONObject(object.members.map { (name: change($0.name), value: mapStrings($0.value, change)) }))
    case .null, .boolean, .integer, .decimal: return json
    }
  }

  /// `old` is replaced where it ends with a part of a path: `/home/me/work` is no part of `/home/me/workshop`.
  static func replacing(_ old: String, with new: String, in text: String) -> String {
    let old = Array(old.utf8)
    let bytes = Array(text.utf8)
    guard !old.isEmpty, bytes.count >= old.count else { return text }
    var replaced: [UInt8] = []
    var index = 0
    while index < bytes.count {
      let end = index + old.count
      if end <= bytes.count, bytes[index] == old[0], bytes[index..<end].elementsEqual(old),
        end == bytes.count || !isNamePart(bytes[end])
      {
        replaced += Array(new.utf8)
        index = end
      } else {
        replaced.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: replaced, as: UTF8.self)
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), 0x80...:
      return true
    default: return false
    }
  }
}
