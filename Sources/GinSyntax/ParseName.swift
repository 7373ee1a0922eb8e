// What is a scoped selector? Names with periods and slashes between them and no white space.

import PythonText
import SourceText

/// A scoped selector as it was read, whole or not.
struct ScopedName {
  var start: Int
  var end: Int
  /// Where the last slash stands, and the last period behind it; -1 without.
  var slash = -1
  var period = -1
  var hasPeriodInScope = false
  /// No white space, nothing missing at the end, every part begins with an ASCII letter or `_`.
  var isValid = true

  var range: TextRange { TextRange(start, end) }
  /// Scopes of bindings may not hold periods; those of references may.
  var isValidKey: Bool { isValid && !hasPeriodInScope }

  var scope: Span { slash < 0 ? .none : Span(start, slash) }
  /// Up to the last period: `f` of `a/f.x`, and of `a/f`.
  var selector: Span { Span(slash < 0 ? start : slash + 1, period < 0 ? end : period) }
  var parameter: Span { period < 0 ? .none : Span(period + 1, end) }

  @inline(__always)
  mutating func separate(_ separator: UInt8, at offset: Int) {
    if separator == UInt8(ascii: "/") {
      if period >= 0 { hasPeriodInScope = true }
      slash = offset
      period = -1
    } else {
      period = offset
    }
  }
}

extension GinParser {
  /// gin's `_parse_selector`, at a name token. Takes it as one leaf, comments behind it too.
  mutating func readName() -> ScopedName {
    var name = ScopedName(start: token.start, end: token.end)
    name.isValid = PythonCharacters.isASCIINameStart(bytes[token.start])
    readPlainParts(&name)
    readParts(&name)
    leaf(.name, name.start, name.end)
    skip()
    return name
  }

  /// The common case straight from the bytes: `.` or `/` and an ASCII name, without anything between. It stops where
  /// the tokenizer might see something else.
  @inline(__always)
  private mutating func readPlainParts(_ name: inout ScopedName) {
    var end = name.end
    while end + 1 < bytes.count {
      let separator = bytes[end]
      guard separator == UInt8(ascii: ".") || separator == UInt8(ascii: "/"),
        PythonCharacters.isASCIINameStart(bytes[end + 1])
      else { break }
      var next = end + 2
      while next < bytes.count, PythonCharacters.isASCIIName(bytes[next]) { next += 1 }
      // A letter beyond ASCII goes on with the name; a quote makes it a string's prefix.
      if next < bytes.count {
        let byte = bytes[next]
        if byte >= 0x80 || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") { break }
      }
      name.separate(separator, at: end)
      end = next
    }
    name.end = end
    tokenizer.skip(to: end)
    advance()
  }

  private mutating func readParts(_ name: inout ScopedName) {
    var wantsName = false
    while true {
      if wantsName {
        guard token.kind == .name else { break }
        if !PythonCharacters.isASCIINameStart(bytes[token.start]) { name.isValid = false }
      } else {
        guard token.symbol == UInt8(ascii: ".") || token.symbol == UInt8(ascii: "/") else { break }
        name.separate(token.symbol, at: token.start)
      }
      if token.start != name.end { name.isValid = false }
      name.end = token.end
      wantsName.toggle()
      advance()
    }
    if wantsName { name.isValid = false }
  }

  /// gin refuses a malformed name where the name begins.
  mutating func failName(_ name: ScopedName, _ message: String) -> Bool {
    report(message, at: name.range)
    return false
  }
}
