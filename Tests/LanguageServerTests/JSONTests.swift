// Does our JSON say what JSON says? By hand, against Python's reader, and with what no client should send.

import LanguageServerProtocol
import TestSupport
import Testing

@Suite struct JSONTests {
  @Test(
    arguments: [
      ("null", JSON.null), (" true ", true), ("0", 0), ("-0", 0), ("-12", -12),
      ("9223372036854775807", .integer(Int.max)),
      ("9223372036854775808", .decimal("9223372036854775808")), ("1e400", .decimal("1e400")),
      ("1.50", .decimal("1.50")), ("\"\"", ""), ("[]", []), ("{}", [:]), ("[1,[2],{}]", [1, [2], [:]]),
      (#"{"a":1,"b":[true,null]}"#, ["a": 1, "b": [true, nil]]),
      (#""\u0041\/\n\t\"\\""#, "A/\n\t\"\\"), (#""\u0000""#, "\0"), ("\"\0\u{1}\"", "\0\u{1}"),
      (#""\ud83d\ude00""#, "😀"), ("\u{FEFF}1", 1),
    ] as [(String, JSON)])
  func reads(text: String, expected: JSON) throws {
    #expect(try JSON(parsing: text) == expected)
  }

  /// JavaScript clients send half an emoji when the other half was deleted.
  @Test(
    arguments: [
      (#""\ud83d""#, "\u{FFFD}"), (#""\ude00""#, "\u{FFFD}"), (#""a\ud83dx""#, "a\u{FFFD}x"),
      (#""\ud83d\ud83d\ude00""#, "\u{FFFD}😀"), (#""\ud83d\n""#, "\u{FFFD}\n"), (#""\ude00\ud83d""#, "\u{FFFD}\u{FFFD}"),
    ])
  func repairsLoneSurrogates(text: String, expected: String) throws {
    #expect(try JSON(parsing: text).string == expected)
  }

  @Test func repairsInvalidUTF8() throws {
    #expect(try JSON(parsing: [0x22, 0x61, 0xFF, 0x62, 0x22]).string == "a\u{FFFD}b")
    #expect(try JSON(parsing: [0x22, 0x61, 0xFF, 0x5C, 0x6E, 0x22]).string == "a\u{FFFD}\n")
    #expect(try JSON(parsing: [0x22, 0xE2, 0x82, 0x22]).string == "\u{FFFD}")
  }

  @Test(
    arguments: [
      "", " ", "{", "[", "[1", "[1,", "[1,]", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,}", "{a:1}", "01", "1.", ".5",
      "-",
      "1e", "1e+", "+1", "tru", "nul", "truex", "\"a", "\"\\", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "1 2", "NaN",
      "'a'",
      "\0", "[1 2]", "{\"a\" 1}", "{\"a\":1 \"b\":2}",
    ])
  func refuses(text: String) {
    #expect(throws: JSONSyntaxError.self) { try JSON(parsing: text) }
  }

  @Test(arguments: ["[", "{\"a\":"])
  func refusesDeepNesting(opening: String) {
    let text = String(repeating: opening, count: 100_000)
    #expect(throws: JSONSyntaxError.self) { try JSON(parsing: text) }
    let closed = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
    #expect(throws: JSONSyntaxError.self) { try JSON(parsing: closed) }
  }

  @Test func takesTheLastOfEqualNames() throws {
    #expect(try JSON(parsing: #"{"a":1,"b":2,"a":3}"#) == ["a": 3, "b": 2])
    let many = (0..<50).map { "\"k\($0 % 20)\":\($0)" }.joined(separator: ",")
    let object = try JSON(parsing: "{\(many)}")
    #expect(object.object?.members.count == 20)
    #expect(object["k3"].integer == 43)
  }

  @Test func keepsTheOrderOfMembersButComparesWithoutIt() throws {
    let text = #"{"z":1,"a":{"y":2,"b":3}}"#
    let json = try JSON(parsing: text)
    #expect(json.text == text)
    #expect(json == (try JSON(parsing: #"{"a":{"b":3,"y":2},"z":1}"#)))
    #expect(json != (try JSON(parsing: #"{"a":{"b":3,"y":2},"z":2}"#)))
  }

  @Test func clampsNumbersOutsideOfIntegers() throws {
    #expect(try JSON(parsing: "1e300").integer == Int.max)
    #expect(try JSON(parsing: "-1e300").integer == Int.min)
    #expect(try JSON(parsing: "123456789012345678901234567890").integer == Int.max)
    #expect(try JSON(parsing: "2.9").integer == 2)
  }

  @Test func everyPrefixAndEveryByteChangedIsReadOrRefused() throws {
    let text = Array(#"{"a":[1,-2.5e3,"x\u00e9\ud83d\ude00\n",true,null],"b":{"c":[]}}"#.utf8)
    for end in text.indices { #expect(throws: JSONSyntaxError.self) { try JSON(parsing: Array(text[..<end])) } }
    for index in text.indices {
      for byte in [0, 0x22, 0x5B, 0x5C, 0x7B, 0x80, 0xFF] as [UInt8] {
        var changed = text
        changed[index] = byte
        // Whatever was read can be written and read again.
        if let json = try? JSON(parsing: changed) { #expect(try JSON(parsing: json.text) == json) }
      }
    }
  }

  /// Python writes values, we read and write them, and Python reads the same values from what we wrote.
  @Test func agreesWithPython() throws {
    guard let interpreter = try PythonOracle.interpreter(toCheck: "JSON against Python's json") else { return }
    let writer = """
      import json, random, sys
      def value(r, depth):
        kind = r.randrange(8 if depth < 5 else 6)
        if kind == 0: return None
        if kind == 1: return r.random() < 0.5
        if kind == 2: return r.choice([0, -1, 2**31, 2**63, -2**63, 2**70, r.randrange(-10**6, 10**6)])
        if kind == 3: return r.choice([0.1, -1e300, 5e-324, 1.0, r.random()])
        if kind < 6: return ''.join(chr(r.choice([0, 9, 10, 34, 47, 92, 127, 233, 0x2028, 0xFFFD, 0x1F600, 97]))
                                    for _ in range(r.randrange(20)))
        if kind == 6: return [value(r, depth + 1) for _ in range(r.randrange(6))]
        return {str(value(r, 9)): value(r, depth + 1) for _ in range(r.randrange(12))}
      r = random.Random(3)
      with open(sys.argv[2], 'w', encoding='utf-8') as out:
        for line in open(sys.argv[1], encoding='utf-8'):
          out.write(json.dumps(value(r, 0), ensure_ascii=int(line) % 2 == 0) + '\\n')
      """
    let reader = """
      import json, sys
      with open(sys.argv[2], 'w', encoding='utf-8') as out:
        for line in open(sys.argv[1], encoding='utf-8'):
          theirs, ours = json.loads(line)
          equal = json.dumps(json.loads(theirs)) == json.dumps(json.loads(ours))
          out.write('equal' if equal else line.strip())
          out.write('\\n')
      """
    let theirs = try PythonOracle.answers(to: (0..<2000).map(String.init), program: writer, interpreter: interpreter)
    let pairs = try theirs.map { JSON.array([.string($0), .string(try JSON(parsing: $0).text)]).text }
    let verdicts = try PythonOracle.answers(to: pairs, program: reader, interpreter: interpreter)
    #expect(verdicts.count == 2000)
    #expect(verdicts.filter { $0 != "equal" } == [])
  }
}
