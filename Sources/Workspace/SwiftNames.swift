// Which names does a Swift file declare for other files to use? A scan of its bytes, a hundred times as fast as a parse.
//
// It decides only whether a file is parsed, so a name too many costs a parse, and one too few would cost an answer:
// where the scan is in doubt it takes the name.

import SourceText

/// The names as hashes, which are compact and compared at once; two names with one hash cost a needless parse.
struct SwiftNames: Sendable, Hashable {
  /// Types at any depth, extended types, what stands at the top level of the file, and members of extensions, which a
  /// use does not name by their type.
  private let hashes: Set<UInt32>

  /// Whether a name with one of the hashes is declared here for others.
  func declares(_ hashes: Set<UInt32>) -> Bool { !self.hashes.isDisjoint(with: hashes) }

  static func hash(of name: some Sequence<UInt8>) -> UInt32 {
    var hash: UInt32 = 2_166_136_261
    for byte in name { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    return hash
  }

  static func hash(of name: String) -> UInt32 { hash(of: name.utf8) }

  init(scanning bytes: [UInt8]) {
    hashes = bytes.withUnsafeBufferPointer { buffer in
      var scan = SwiftNameScan(bytes: buffer)
      scan.run()
      return scan.hashes
    }
  }
}

private struct SwiftNameScan {
  private enum Braces { case type, extensionBody, body }

  private enum Declaration {
    case type, extensionOfType, value
    init?(_ word: String) {
      switch word {
      case "struct", "class", "enum", "actor", "protocol", "typealias": self = .type
      case "extension": self = .extensionOfType
      case "func", "let", "var": self = .value
      default: return nil
      }
    }
  }

  let bytes: UnsafeBufferPointer<UInt8>
  var hashes: Set<UInt32> = []
  private var index = 0
  private var braces: [Braces] = []
  /// What the next brace opens.
  private var opening = Braces.body
  private var declaration: Declaration?
  private var isInTuple = false
  /// `let a = 1, b = 2` names b behind a comma.
  private var followsComma = false
  private var openBrackets = 0

  init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  mutating func run() {
    while index < bytes.count {
      let byte = bytes[index]
      if byte.isNameStart {
        word()
        followsComma = false
      } else {
        if byte > UInt8(ascii: " "), byte != UInt8(ascii: "`") { followsComma = byte == UInt8(ascii: ",") }
        sign(byte)
      }
    }
  }

  /// What is no part of a name; moves behind it.
  private mutating func sign(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): return string(hashes: 0)
    case UInt8(ascii: "#"): return poundSigns()
    case UInt8(ascii: "/"): return slash()
    case UInt8(ascii: "{"):
      // Deeper than any program nests; what lies below is taken as a body.
      if braces.count < 10_000 { braces.append(opening) }
      opening = .body
      declaration = nil
    case UInt8(ascii: "}"):
      _ = braces.popLast()
      opening = .body
    case UInt8(ascii: "("), UInt8(ascii: "["):
      openBrackets += 1
      // `let (a, b)` names several; any other bracket ends the wait for a name.
      if declaration == .value { isInTuple = true } else { declaration = nil }
    case UInt8(ascii: ")"), UInt8(ascii: "]"):
      openBrackets = max(0, openBrackets - 1)
      isInTuple = false
    case UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: "`"): break
    default: if byte > UInt8(ascii: " ") { declaration = nil }
    }
    index += 1
  }

  private mutating func word() {
    let start = index
    while index < bytes.count, bytes[index].isNamePart { index += 1 }
    let text = bytes[start..<index]
    if let declared = declaration {
      record(SwiftNames.hash(of: text), declared)
      declaration = declared == .extensionOfType || isInTuple ? declared : nil
      // `class func f` and `class var`: what looked like a name is the next keyword.
      if declared == .type, let next = keyword(text) { begin(next) }
    } else if let next = keyword(text) {
      begin(next)
    } else if followsComma, openBrackets == 0, braces.isEmpty {
      record(SwiftNames.hash(of: text), .value)
    }
  }

  private mutating func begin(_ next: Declaration) {
    declaration = next
    switch next {
    case .type: opening = .type
    case .extensionOfType: opening = .extensionBody
    case .value: opening = .body
    }
  }

  private func keyword(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Declaration? {
    guard text.count >= 3, text.count <= 9 else { return nil }
    return Declaration(String(decoding: text, as: UTF8.self))
  }

  private mutating func record(_ hash: UInt32, _ declared: Declaration) {
    // What stands in a body is seen there only, and members of a type come with the type.
    guard declared != .value || braces.isEmpty || !braces.contains(.body) && braces.contains(.extensionBody) else {
      return
    }
    hashes.insert(hash)
  }

  private mutating func slash() {
    let next = index + 1 < bytes.count ? bytes[index + 1] : 0
    if next == UInt8(ascii: "/") {
      while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { index += 1 }
    } else if next == UInt8(ascii: "*") {
      index += 2
      var depth = 1
      while index < bytes.count, depth > 0 {
        let pair = (bytes[index], index + 1 < bytes.count ? bytes[index + 1] : 0)
        if pair == (UInt8(ascii: "*"), UInt8(ascii: "/")) {
          depth -= 1
          index += 2
        } else if pair == (UInt8(ascii: "/"), UInt8(ascii: "*")) {
          depth += 1
          index += 2
        } else {
          index += 1
        }
      }
    } else {
      declaration = nil
      index += 1
    }
  }

  /// `#"…"#`, or a directive, of which only the sign is passed over.
  private mutating func poundSigns() {
    let start = index
    while index < bytes.count, bytes[index] == UInt8(ascii: "#") { index += 1 }
    if index < bytes.count, bytes[index] == UInt8(ascii: "\"") { string(hashes: index - start) }
  }

  /// Passes over a string; interpolations in it are passed over as text, quotes in them by counting brackets.
  private mutating func string(hashes: Int) {
    let isMultiline = starts(with: "\"\"\"", at: index)
    index += isMultiline ? 3 : 1
    let end = String(repeating: "\"", count: isMultiline ? 3 : 1) + String(repeating: "#", count: hashes)
    let escape = "\\" + String(repeating: "#", count: hashes)
    let interpolation = escape + "("
    while index < bytes.count {
      if starts(with: end, at: index) {
        index += end.utf8.count
        return
      }
      if !isMultiline, bytes[index] == UInt8(ascii: "\n") { return }
      if starts(with: interpolation, at: index) {
        index += interpolation.utf8.count
        skipInterpolation(of: isMultiline ? .multiline : .line)
      } else if starts(with: escape, at: index) {
        index += escape.utf8.count + 1
      } else {
        index += 1
      }
    }
  }

  private enum StringForm { case line, multiline }

  private mutating func skipInterpolation(of form: StringForm) {
    var depth = 1
    while index < bytes.count, depth > 0 {
      switch bytes[index] {
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"): depth -= 1
      case UInt8(ascii: "\n") where form == .line: return
      case UInt8(ascii: "\""):
        // A string inside: to its end on this line.
        index += 1
        while index < bytes.count, bytes[index] != UInt8(ascii: "\""), bytes[index] != UInt8(ascii: "\n") {
          index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
      default: break
      }
      index += 1
    }
  }

  private func starts(with text: String, at place: Int) -> Bool {
    let utf8 = text.utf8
    guard bytes.count - place >= utf8.count else { return false }
    var place = place
    for byte in utf8 {
      if bytes[place] != byte { return false }
      place += 1
    }
    return true
  }
}
