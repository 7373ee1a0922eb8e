// Is what stands under a cursor found, at both ends of it?

import GinSyntax
import SourceText
import Testing

@Suite struct ElementTests {
  /// What is at the place of `|`, as `case text`.
  private func element(_ marked: String) -> String {
    let parts = marked.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
    let file = GinFile(parts.joined())
    switch file.element(at: TextOffset(parts[0].utf8.count)) {
    case .scope(let name, _): return "scope \(name)"
    case .selector(let name, _): return "selector \(name)"
    case .parameter(let name, _): return "parameter \(name)"
    case .macroName(let name, _): return "macro \(name)"
    case .referenceScope(let reference, _): return "reference scope \(reference.scope)"
    case .reference(let reference, _): return "reference \(reference.selector)"
    case .macroUse(let use, _): return "use \(use.name)"
    case .importModule(let statement): return "module \(statement.module)"
    case .importName(let name, _): return "name \(name)"
    case .includePath(let include): return "path \(include.path)"
    case .keyword(let name, _): return "keyword \(name)"
    case .symbol(let name, _): return "symbol \(name)"
    case .value(let value, _): return "value \(value.canonicalText)"
    case .comment(let name): return "comment \(name)"
    case nil: return "nothing"
    }
  }

  @Test(arguments: [
    ("|s/m.f.x = 1", "scope s"), ("s/m|.f.x = 1", "selector m.f"), ("s/m.f.|x = 1", "parameter x"),
    ("s/m.f.x| = 1", "parameter x"), ("f.x|=1", "parameter x"), ("f.x = [1|, 2]", "value 1"), ("f.x |= 1", "symbol ="),
    ("f.x = |-1", "value -1"),
    ("f.x = -1|", "value -1"), ("f.x = 'a' |'b'", "value 'ab'"), ("f.x = [1, 2|3]", "value 23"),
    ("f.x = [-1 |, 2]", "symbol ,"), ("f.x = ['a' 'b' |, 2]", "symbol ,"),
    ("f.x | = 1", "nothing"),
    ("s/NA|ME = 1", "macro s/NAME"), ("x = @|a/b/m.f()", "reference scope a/b"), ("x = |@m.f()", "reference m.f"),
    ("x = @m.f()|", "reference m.f"), ("x = [@m.f, @|g]", "reference g"), ("x = {'a': %M|}", "use M"),
    ("|import a.b", "keyword import"), ("import a|.b", "module a.b"), ("import a as b|", "name b"),
    ("from a import b|", "name b"), ("from a |import b", "keyword import"), ("include 'b|ase'", "path base"),
    ("# wh|y\nx = 1", "comment # why"), ("m.f:\n  x| = 1", "parameter x"), ("s/m.f|:\n  x = 1", "selector m.f"),
    ("Foo.|", "parameter "), ("Foo|.bar", "selector Foo"), ("f.x = @sco|", "reference sco"), ("f.x = @|", "reference "),
    ("f.x = FO|O", "value FOO"), ("", "nothing"), ("x = 1\n|\ny = 2", "nothing"),
  ])
  func theElementUnderTheCursor(marked: String, expected: String) {
    #expect(element(marked) == expected)
  }
}
