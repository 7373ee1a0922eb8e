// What does a broken line cost? Itself, and no other.

import GinSyntax
import SourceText
import Testing

@Suite struct RecoveryTests {

  private func check(_ source: String, problems: [Int], rows: [String], at location: SourceLocation = #_sourceLocation)
  {
    let file = GinFile(source)
    let lines = file.problems.map { file.text.line(of: $0.range.start) + 1 }
    #expect(lines == problems, "\(file.problems.map(\.message))", sourceLocation: location)
    #expect(file.rows.map { "\($0.line) \($0.text)" } == rows, sourceLocation: location)
  }

  @Test func aBadValueCostsItsStatement() {
    check("a = 1\nb = PATH_TO_DL\nc = 3\n", problems: [2], rows: ["1 a = 1", "3 c = 3"])
    check("a = x~choices(1, 2)\nc = 3\n", problems: [1], rows: ["2 c = 3"])
    check("a = f('x') + [\n1,\n2]\nc = 3\n", problems: [1], rows: ["4 c = 3"])
    check("a = 'b\nc = 3\n", problems: [1], rows: ["2 c = 3"])
  }

  @Test func anOpenBracketEndsAtTheNextStatement() {
    check("a = [1, 2\nb = 2\nc = 3\n", problems: [2], rows: ["2 b = 2", "3 c = 3"])
    check(
      "a = [1,\n# why\n\nx/y.z:\n  c = 3\n", problems: [4],
      rows: ["4 x/y:".replacing("y", with: "y.z"), "5 x/y.z.c = 3"])
    check("a = {'b':\nimport c\ninclude 'd'\n", problems: [2], rows: ["2 import c", "3 include 'd'"])
    check("a = {'k': 1,\n  'b': 2\n\nc = (3,\n)\n", problems: [4], rows: ["4 c = (3,)"])
    check("F:\n  a = [1\n  b = 2\nc = 3\n", problems: [3], rows: ["1 F:", "3 F.b = 2", "4 c = 3"])
  }

  @Test func anOpenQuoteEndsAtTheNextStatement() {
    check("a = '''b\nc d\n\ne.f = 3\ng = 4\n", problems: [1], rows: ["4 e.f = 3", "5 g = 4"])
    check("F:\n  a = \"\"\"b\n  c = 3\nd = 4\n", problems: [2], rows: ["1 F:", "3 F.c = 3", "4 d = 4"])
  }

  @Test func membersAreRefusedOneByOne() {
    check(
      "F:\n  a\n  b = $\n  c.d = 1\n  e = 2\nf = 3\n", problems: [2, 3, 4], rows: ["1 F:", "5 F.e = 2", "6 f = 3"])
    check(
      "F:\n  a = 1\n    b = 2\n  c = 3\nd = 4\n", problems: [3],
      rows: ["1 F:", "2 F.a = 1", "3 F.b = 2", "4 F.c = 3", "5 d = 4"])
    check(
      "F:\n    a = 1\n  b = 2\n    c = 3\nd = 4\n", problems: [3],
      rows: ["1 F:", "2 F.a = 1", "3 F.b = 2", "4 F.c = 3", "5 d = 4"])
    check("F: a = 1\n  b = 2\nc = 3\n", problems: [1], rows: ["1 F:", "2 F.b = 2", "3 c = 3"])
    check("F:\nb = 2\n", problems: [2], rows: ["1 F:", "2 b = 2"])
    check("F:\n", problems: [2], rows: ["1 F:"])
  }

  @Test func aByteOrderMarkIsAProblemAndNoMore() {
    check("\u{FEFF}a = 1\nb = 2\n", problems: [1], rows: ["1 a = 1", "2 b = 2"])
    check("\u{FEFF}# c\nb = 2\n", problems: [1], rows: ["2 b = 2"])
  }

  @Test func piecesOfBrokenStatementsKeepTheirPlaces() throws {
    func pieces(_ source: String) throws -> [String?] {
      let statement = try #require(GinFile(source).statements.first)
      guard case .incomplete(let incomplete) = statement.content else { return ["whole"] }
      return [incomplete.scope?.text, incomplete.selector?.text, incomplete.parameter?.text]
    }
    #expect(try pieces("Foo") == [nil, "Foo", nil])
    #expect(try pieces("Foo.\nx = 1") == [nil, "Foo", ""])
    #expect(try pieces("a.Foo.ba\n") == [nil, "a.Foo", "ba"])
    #expect(try pieces("s/Foo.bar =") == ["s", "Foo", "bar"])
    #expect(try pieces("s/t/\n") == ["s/t", "", nil])
    #expect(try pieces("import\n") == [nil, nil, nil])
  }

  @Test func halfAReferenceIsStillAValue() throws {
    for (source, name) in [("x.y = @", ""), ("x.y = @sco/", "sco/"), ("x.y = [1, @a/b", "a/b"), ("x.y = @f(", "f")] {
      let file = GinFile(source)
      guard case .incomplete(let incomplete) = try #require(file.statements.first).content else {
        Issue.record("\(source) is whole")
        continue
      }
      var value = try #require(incomplete.value)
      if case .list(let values) = value.content { value = try #require(values.last) }
      guard case .reference(let reference) = value.content else {
        Issue.record("\(source) holds no reference")
        continue
      }
      #expect(reference.name.text == name)
    }
  }

  @Test func theOpenBracketIsRelated() throws {
    let file = GinFile("a = [1, 2\nb = 2\n")
    let related = try #require(file.problems.first?.related)
    #expect(file.text[related.range] == "[" && related.range.start.utf8 == 4)
  }
}
