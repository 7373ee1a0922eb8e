// How is a value written as JSON? Straight into bytes, members in the order in which they are given.

/// Something that goes out on the wire.
package protocol JSONWritable: SendableMetatype {
  func write(to writer: inout JSONWriter)
}

package struct JSONWriter {
  package private(set) var bytes: [UInt8] = []
  /// Whether the next member or element follows another one.
  private var needsComma = false

  package init() {}

  /// The bytes of one value.
  package static func bytes(of value: some JSONWritable) -> [UInt8] {
    var writer = JSONWriter()
    value.write(to: &writer)
    return writer.bytes
  }

  package mutating func object(_ body: (inout JSONWriter) -> Void) {
    bytes.append(UInt8(ascii: "{"))
    body(&self)
    bytes.append(UInt8(ascii: "}"))
    needsComma = true
  }

  package mutating func array(_ elements: some Sequence<some JSONWritable>) {
    bytes.append(UInt8(ascii: "["))
    for element in elements {
      separate()
      element.write(to: &self)
      needsComma = true
    }
    bytes.append(UInt8(ascii: "]"))
    needsComma = true
  }

  package mutating func member(_ name: StaticString, _ value: some JSONWritable) {
    self.name(name)
    value.write(to: &self)
    needsComma = true
  }

  /// Writes nothing for nil: absent and null differ in LSP.
  package mutating func member(_ name: StaticString, ifPresent value: (some JSONWritable)?) {
    if let value { member(name, value) }
  }

  package mutating func object(_ name: StaticString, _ body: (inout JSONWriter) -> Void) {
    self.name(name)
    object(body)
  }

  package mutating func member(named name: String, _ value: some JSONWritable) {
    separate()
    string(name)
    bytes.append(UInt8(ascii: ":"))
    value.write(to: &self)
    needsComma = true
  }

  /// A member's name that we wrote ourselves needs no escapes.
  private mutating func name(_ name: StaticString) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    name.withUTF8Buffer { bytes.append(contentsOf: $0) }
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
  }

  /// Before each member and each element, so that what stands in them begins without a comma.
  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = false
  }

  package mutating func integer(_ value: Int) {
    if value >= 0, value < 10 {
      bytes.append(UInt8(ascii: "0") + UInt8(value))
      return
    }
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
      var rest = value.magnitude
      var place = digits.count
      while rest > 0 {
        place -= 1
        digits[place] = UInt8(ascii: "0") + UInt8(rest % 10)
        rest /= 10
      }
      if value < 0 { bytes.append(UInt8(ascii: "-")) }
      bytes.append(contentsOf: digits[place...])
    }
  }

  /// Text that is JSON already.
  package mutating func verbatim(_ text: StaticString) { text.withUTF8Buffer { bytes.append(contentsOf: $0) } }

  /// Text that is JSON already: a word or a number's digits.
  package mutating func verbatim(_ text: String) { bytes.append(contentsOf: text.utf8) }

  package mutating func string(_ value: String) {
    var value = value
    value.withUTF8 { string($0) }
  }

  private mutating func string(_ text: UnsafeBufferPointer<UInt8>) {
    bytes.append(UInt8(ascii: "\""))
    var plain = 0
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
        index += 1
        continue
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[plain..<index]))
      escape(byte)
      index += 1
      plain = index
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[plain..<index]))
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func escape(_ byte: UInt8) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    default:
      let digits = String(byte, radix: 16)
      bytes.append(contentsOf: (digits.utf8.count < 2 ? "u000" : "u00").utf8)
      bytes.append(contentsOf: digits.utf8)
    }
  }
}

extension Int: JSONWritable {
  package func write(to writer: inout JSONWriter) { writer.integer(self) }
}

extension Bool: JSONWritable {
  package func write(to writer: inout JSONWriter) { writer.verbatim(self ? "true" : "false") }
}

extension String: JSONWritable {
  package func write(to writer: inout JSONWriter) { writer.string(self) }
}

extension Array: JSONWritable where Element: JSONWritable {
  package func write(to writer: inout JSONWriter) { writer.array(self) }
}

/// nil is `null`; a member that should be absent is written with `member(_:ifPresent:)`.
extension Optional: JSONWritable where Wrapped: JSONWritable {
  package func write(to writer: inout JSONWriter) {
    if let self { self.write(to: &writer) } else { writer.verbatim("null") }
  }
}

extension JSON: JSONWritable {
  package func write(to writer: inout JSONWriter) {
    switch self {
    case .null: writer.verbatim("null")
    case .boolean(let value): value.write(to: &writer)
    case .integer(let value): writer.integer(value)
    case .decimal(let digits): writer.verbatim(digits)
    case .string(let value): writer.string(value)
    case .array(let elements): writer.array(elements)
    case .object(let object):
      writer.object { writer in
        for member in object.members { writer.member(named: member.name, member.value) }
      }
    }
  }

  /// The value on one line, without spaces.
  package var text: String { String(decoding: JSONWriter.bytes(of: self), as: UTF8.self) }
}
