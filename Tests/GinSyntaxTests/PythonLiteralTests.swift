// What do literals stand for, and why are some none? Values from CPython's `ast.literal_eval`, written by hand.

import PythonText
import Testing

@Suite struct PythonLiteralTests {
  private func string(_ texts: String...) throws(PythonLiteralError) -> PythonLiteral {
    var strings = PythonStringConcatenation()
    for text in texts {
      let bytes = Array(text.utf8)
      let error = bytes.withUnsafeBufferPointer { bytes -> PythonLiteralError? in
        do throws(PythonLiteralError) {
          try strings.append(bytes[...])
          return nil
        } catch { return error }
      }
      if let error { throw error }
    }
    return strings.literal
  }

  @Test(arguments: [
    ("1_000", "1000"), ("0x1F", "31"), ("0b_101", "5"), ("0o17", "15"), ("00", "0"), ("1.", "1.0"), (".5", "0.5"),
    ("1e-3", "0.001"), ("1_0e1_0", "100000000000.0"), ("1e400", "inf"), ("2.5J", "2.5j"), ("0j", "0j"),
    ("340282366920938463463374607431768211456", "340282366920938463463374607431768211456"),
    ("0x100000000000000000000000000000000", "340282366920938463463374607431768211456"),
    ("9223372036854775808", "9223372036854775808"), ("0xe", "14"),
  ])
  func numbers(text: String, repr: String) throws {
    #expect(try PythonLiteral(number: text).repr == repr)
  }

  @Test func minusNegatesNumbersOnly() throws {
    #expect(try PythonLiteral(number: "1j").negated().repr == "(-0-1j)")
    #expect(try PythonLiteral(number: "0.0").negated().repr == "-0.0")
    #expect(try PythonLiteral(number: "9223372036854775808").negated() == .integer(PythonInteger(.min)))
    #expect(PythonInteger(.min).negated.text == "9223372036854775808")
    #expect(throws: PythonLiteralError.notALiteral) { try PythonLiteral.boolean(true).negated() }
  }

  @Test func integersEndAt4300Digits() throws {
    let digits = String(repeating: "9", count: 4300)
    #expect(try PythonLiteral(number: digits).repr == digits)
    #expect(throws: PythonLiteralError.tooManyDigits) { try PythonLiteral(number: digits + "9") }
  }

  @Test func stringsJoinAsTheirTextsDo() throws {
    #expect(try string("'a'", "r'\\n'", "\"b\"").repr == #"'a\\nb'"#)
    // The texts stand without anything between, so quotes run together: '' '''b''' is '''''b'''.
    #expect(try string("''", "'''b'''").repr == "\"''b\"")
    #expect(throws: PythonLiteralError.unterminated) { try string("''", "'a'") }
    #expect(throws: PythonLiteralError.bytesBesideString) { try string("'a'", "b'a'") }
  }

  @Test func escapes() throws {
    #expect(try string(#"'\x41\u00e9\U0001d11e\101\0\d\N{BULLET}'"#).repr == #"'Aé𝄞A\x00\\d•'"#)
    #expect(try string(#"b'\777\x80\u0041'"#).repr == #"b'\xff\x80\\u0041'"#)
    #expect(try string(#"'\ud83d\ude00'"#).repr == #"'\ud83d\ude00'"#)
    #expect(try string("'''a\r\nb\\\r\nc'''").repr == #"'a\nbc'"#)
    #expect(throws: PythonLiteralError.truncatedEscape) { try string(#"'\x4'"#) }
    #expect(throws: PythonLiteralError.truncatedEscape) { try string(#"'\U00110000'"#) }
    #expect(throws: PythonLiteralError.unknownCharacterName) { try string(#"'\N{NOTHING LIKE IT}'"#) }
    #expect(throws: PythonLiteralError.nonASCIIBytes) { try string("b'é'") }
    #expect(throws: PythonLiteralError.formattedString) { try string("f'a'") }
    #expect(throws: PythonLiteralError.nul) { try string("'\0'") }
  }

  @Test func aStringWithSurrogatesIsNoSwiftString() throws {
    guard case .string(let value) = try string(#"'a\ud800b'"#) else {
      Issue.record("no string")
      return
    }
    #expect(value.string == nil && value.repaired == "a\u{FFFD}b" && value.codePoints == [0x61, 0xD800, 0x62])
  }
}
