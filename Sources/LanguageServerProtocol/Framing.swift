// Where does one message end and the next begin? Also after bytes that no client should send.

/// Cuts a stream of bytes into the bodies of messages.
///
/// A message is found by its `Content-Length` line, wherever that stands: lines before it are other headers or garbage,
/// and neither is needed. So a header block without a length costs itself and its body, and nothing after them.
package struct MessageFraming {
  /// One stretch of the stream.
  package enum Piece: Hashable, Sendable {
    case body([UInt8])
    /// As many bytes that belong to no message were passed over.
    case garbage(Int)
  }

  /// A message longer than this, in bytes, is taken for garbage: no editor sends one, and memory is not endless.
  package static let longestBody = 1 << 30
  /// So many bytes may the headers after `Content-Length` take.
  private static let longestHeaders = 8192
  private static let lengthName = Array("content-length".utf8)

  private var buffer: [UInt8] = []
  private var start = 0
  /// The body that is being waited for.
  private var awaited: Int?

  package init() {}

  package mutating func append(_ bytes: some Collection<UInt8>) {
    if start > 0, start * 2 >= buffer.count || start > 1 << 20 {
      buffer.removeSubrange(..<start)
      start = 0
    }
    buffer.append(contentsOf: bytes)
  }

  /// The next piece; nil when more bytes are needed.
  package mutating func next() -> Piece? {
    if awaited == nil {
      if let garbage = findHeaders(), garbage > 0 { return .garbage(garbage) }
    }
    guard let length = awaited, buffer.count - start >= length else { return nil }
    let body = Array(buffer[start..<start + length])
    start += length
    awaited = nil
    return .body(body)
  }

  /// Moves behind the next headers that give a length, and notes it.
  /// - Returns: how many bytes of garbage were passed over; nil when nothing can be said yet.
  private mutating func findHeaders() -> Int? {
    var search = start
    while let name = Self.findLengthName(in: buffer, from: search) {
      switch headers(at: name) {
      case .complete(let length, let body):
        let garbage = garbageCount(before: name)
        start = body
        awaited = length
        return garbage
      case .incomplete:
        return drop(before: name, keepingHeaders: true)
      case .broken:
        search = name + 1
      }
    }
    // What could be the beginning of a name or of other headers stays.
    return drop(before: max(start, buffer.count - Self.longestHeaders), keepingHeaders: true)
  }

  private mutating func drop(before place: Int, keepingHeaders: Bool) -> Int? {
    // A little before a name may be a header of its own (`Content-Type`), so it is judged when the name is complete.
    guard place - start > Self.longestHeaders else { return nil }
    defer { start = place }
    return place - start
  }

  /// Bytes before the name that are not header lines.
  private func garbageCount(before name: Int) -> Int {
    let lines = buffer[start..<name].split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let areHeaders = lines.allSatisfy { line in
      let text = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
      return text.isEmpty || Self.isHeader(text)
    }
    return areHeaders && buffer[start..<name].last.map { $0 == UInt8(ascii: "\n") } ?? true ? 0 : name - start
  }

  private enum Headers {
    case complete(length: Int, body: Int)
    case incomplete
    /// What looks like a length is none.
    case broken
  }

  private func headers(at name: Int) -> Headers {
    var length: Int?
    var line = name
    while line < buffer.count, line - name <= Self.longestHeaders {
      guard let end = buffer[line...].firstIndex(of: UInt8(ascii: "\n")) else { break }
      var text = buffer[line..<end]
      if text.last == UInt8(ascii: "\r") { text.removeLast() }
      if text.isEmpty {
        guard let length, length <= Self.longestBody else { return .broken }
        return .complete(length: length, body: end + 1)
      }
      guard Self.isHeader(text) else { return .broken }
      if Self.isLengthName(buffer, at: line) {
        guard let value = Self.length(in: text) else { return .broken }
        length = value
      }
      line = end + 1
    }
    return buffer.count - name > Self.longestHeaders ? .broken : .incomplete
  }

  private static func length(in line: ArraySlice<UInt8>) -> Int? {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let value = String(decoding: line[(colon + 1)...], as: UTF8.self).filter { $0 != " " && $0 != "\t" }
    guard let first = value.utf8.first, first >= UInt8(ascii: "0"), first <= UInt8(ascii: "9") else { return nil }
    return Int(value)
  }

  /// A name of letters and dashes, then a colon.
  private static func isHeader(_ line: ArraySlice<UInt8>) -> Bool {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex else { return false }
    return line[..<colon].allSatisfy { byte in
      byte == UInt8(ascii: "-") || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
        || byte == UInt8(ascii: " ")
    }
  }

  private static func findLengthName(in bytes: [UInt8], from start: Int) -> Int? {
    var index = start
    while bytes.count - index >= lengthName.count {
      if bytes[index] | 0x20 == UInt8(ascii: "c"), isLengthName(bytes, at: index) { return index }
      index += 1
    }
    return nil
  }

  private static func isLengthName(_ bytes: [UInt8], at place: Int) -> Bool {
    guard bytes.count - place > lengthName.count else { return false }
    for offset in 0..<lengthName.count where bytes[place + offset] | 0x20 != lengthName[offset] { return false }
    let next = bytes[place + lengthName.count]
    return next == UInt8(ascii: ":") || next == UInt8(ascii: " ")
  }

  /// The headers and the body of a message to send.
  package static func frame(_ body: [UInt8]) -> [UInt8] { Array("Content-Length: \(body.count)\r\n\r\n".utf8) + body }
}
