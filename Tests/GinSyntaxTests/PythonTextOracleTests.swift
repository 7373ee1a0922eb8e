// Do we tokenize, read and print Python's texts as CPython does?

import Foundation
import PythonText
import SourceText
import TestSupport
import Testing

@Suite struct PythonTextOracleTests {
  private struct Tokens: Decodable {
    /// Kind and text of each.
    var tokens: [[String]]
    var failure: String?
  }

  @Test func tokensOfTheStandardLibraryAndOfDamagedFilesAreTheSame() throws {
    guard let python = try PythonOracle.interpreter(toCheck: "Python's tokens") else { return }
    let list = try PythonOracle.answers(
      to: ["."], program: Self.libraryProgram, interpreter: python)
    let library = try JSONDecoder().decode([String].self, from: Data((list.first ?? "[]").utf8))
    var texts = try library.map { Array(try Data(contentsOf: URL(filePath: $0))) }
    var generator = GinGenerator(seed: 3)
    for _ in 0..<1500 {
      let file = generator.file()
      texts.append(generator.damaged(file))
    }
    let answers = try PythonOracle.answers(
      to: texts.map { Data($0).base64EncodedString() }, program: Self.tokensProgram, interpreter: python)
    var differences: [String] = []
    var count = 0
    for (text, answer) in zip(texts, answers) {
      let theirs = try JSONDecoder().decode(Tokens.self, from: Data(answer.utf8))
      let ours = Self.tokens(of: SourceText(utf8: text).bytes)
      count += theirs.tokens.count
      let expected = theirs.tokens + (theirs.failure.map { [[$0, ""]] } ?? [])
      if let index = zip(ours, expected).enumerated().first(where: { $1.0 != $1.1 })?.offset {
        differences.append("token \(index): CPython \(expected[index]), ours \(ours[index])")
      } else if ours.count != expected.count {
        differences.append("CPython \(expected.count) tokens, ours \(ours.count)")
      }
    }
    print(
      "tokens: \(texts.count) files, \(library.count) of them Python, \(count) tokens, \(differences.count) differences"
    )
    #expect(library.count > 20)
    #expect(differences.isEmpty, "\(differences.prefix(10).joined(separator: "\n"))")
  }

  /// Kind and text, up to the first failure.
  private static func tokens(of bytes: [UInt8]) -> [[String]] {
    bytes.withUnsafeBufferPointer { bytes in
      var tokenizer = PythonTokenizer(bytes)
      var tokens: [[String]] = []
      while true {
        let token = tokenizer.next()
        switch token.kind {
        case .end: return tokens
        case .inconsistentDedent, .unterminatedString, .unterminatedStatement:
          return tokens + [["\(token.kind)", ""]]
        default: tokens.append(["\(token.kind)", text(bytes[token.start..<token.end])])
        }
      }
    }
  }

  /// As a file read with universal newlines has it.
  private static func text(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> String {
    String(decoding: bytes, as: UTF8.self).replacingOccurrences(of: "\r\n", with: "\n")
      .replacingOccurrences(of: "\r", with: "\n")
  }

  @Test func doublesPrintTheSame() throws {
    guard let python = try PythonOracle.interpreter(toCheck: "repr of floats") else { return }
    var random = SeededGenerator(seed: 5)
    var doubles: [Double] = [
      0, -0.0, 1, -1, 0.1, 1e16, 1e15, 123_456_789_012_345_680, 9_007_199_254_740_992, 9999999999999998, 1e-4, 1e-5,
      .leastNonzeroMagnitude, 1.5e300,
      .infinity, -.infinity, .nan, .greatestFiniteMagnitude, .leastNormalMagnitude, 18014398509481984, 1e22, 1e23, 100,
    ]
    doubles += (0..<20_000).map { _ in Double(bitPattern: random.next()) }.filter { !$0.isNaN }
    doubles += (0..<5_000).map { _ in Double(Int.random(in: -1_000_000...1_000_000, using: &random)) / 1000 }
    let program = Self.answering("repr(struct.unpack('>d', struct.pack('>Q', int(line)))[0])")
    let theirs = try PythonOracle.answers(
      to: doubles.map { String($0.bitPattern) }, program: program, interpreter: python)
    let different = zip(doubles, theirs).filter { PythonRepr.text(of: $0) != $1 }
    #expect(different.isEmpty, "\(different.prefix(5).map { ($1, PythonRepr.text(of: $0)) })")
  }

  /// One string for every code point that this CPython's Unicode assigns, surrogates among them.
  @Test func stringsPrintTheSame() throws {
    guard let python = try PythonOracle.interpreter(toCheck: "repr of strings") else { return }
    let points = Array(UInt32(0)...0x2FFFF) + Array(0xE0000...0xE0FFF) + [0x10FFFF]
    let program = Self.answering(
      "'-' if unicodedata.category(chr(int(line))) == 'Cn' else json.dumps(repr('a' + chr(int(line)) + \"'\"))")
    let theirs = try PythonOracle.answers(
      to: points.map { String($0) }, program: program, interpreter: python)
    var different: [UInt32] = []
    for (point, answer) in zip(points, theirs) where answer != "-" {
      var string = PythonString("a")
      string.append(point)
      string.append("'")
      let expected = try JSONDecoder().decode(String.self, from: Data(answer.utf8))
      if PythonRepr.text(of: string) != expected { different.append(point) }
    }
    #expect(different.isEmpty, "\(different.prefix(20).map { String($0, radix: 16) })")
  }

  private static func answering(_ expression: String) -> String {
    """
    import json, struct, sys, unicodedata
    with open(sys.argv[1]) as lines, open(sys.argv[2], "w", encoding="ascii") as output:
        for line in lines:
            output.write((\(expression)) + "\\n")
    """
  }

  /// Modules of the standard library that are UTF-8, the largest left out.
  private static let libraryProgram = #"""
    import glob, json, os, sys
    folder = os.path.dirname(os.__file__)
    paths = [path for path in sorted(glob.glob(folder + "/*.py")) if os.path.getsize(path) < 40000][::3]
    open(sys.argv[2], "w").write(json.dumps(paths) + "\n")
    """#

  /// Left out are the tokens that ours leaves out: blank error tokens, and line ends outside brackets that end no
  /// logical line.
  private static let tokensProgram = #"""
    import base64, io, json, sys, tokenize

    kinds = {tokenize.NAME: "name", tokenize.NUMBER: "number", tokenize.STRING: "string", tokenize.OP: "symbol",
             tokenize.COMMENT: "comment", tokenize.NEWLINE: "newline", tokenize.NL: "lineBreak",
             tokenize.INDENT: "indent", tokenize.DEDENT: "dedent", tokenize.ERRORTOKEN: "unexpected"}

    def read(data):
        tokens, depth, failure = [], 0, None
        text = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8", errors="replace")
        try:
            for token in tokenize.generate_tokens(text.readline):
                kind, string = kinds.get(token.type), token.string
                if kind is None or kind == "unexpected" and string in " \t\f":
                    continue
                if kind == "symbol":
                    depth += (string in "([{") - (string in ")]}")
                    if string[0].isalnum():
                        kind = "unexpected"
                if kind == "lineBreak" and depth <= 0:
                    continue
                tokens.append([kind, string])
        except tokenize.TokenError as error:
            failure = "unterminatedString" if "string" in error.args[0] else "unterminatedStatement"
        except IndentationError:
            failure = "inconsistentDedent"
        return {"tokens": tokens, "failure": failure}

    with open(sys.argv[1]) as lines, open(sys.argv[2], "w", encoding="ascii") as output:
        for line in lines:
            output.write(json.dumps(read(base64.b64decode(line))) + "\n")
    """#
}
