// Do the views give each piece of a statement, with its own range?

import GinSyntax
import PythonText
import SourceText
import Testing

@Suite struct StatementViewTests {
  private func only(_ source: String) throws -> GinStatement {
    let file = GinFile(source)
    #expect(file.problems.isEmpty)
    return try #require(file.statements.first)
  }

  @Test func aBindingHasScopeSelectorAndParameter() throws {
    guard case .binding(let binding) = try only("  a/b/m.f.x = 1").content else {
      Issue.record("no binding")
      return
    }
    #expect(binding.scope.text == "a/b" && binding.scope.range == TextRange(2, 5))
    #expect(binding.selector.text == "m.f" && binding.selector.range == TextRange(6, 9))
    #expect(binding.parameter.text == "x" && binding.parameter.range == TextRange(10, 11))
    #expect(binding.value.range == TextRange(14, 15))
  }

  @Test func oldMacrosAreBindings() throws {
    let rows = GinFile("NAME/macro.value = 1\ns/NAME = 2\nNAME = 3").rows.map(\.content)
    #expect(
      rows == [
        .binding(scope: "NAME", selector: "macro", parameter: "value", value: "1"), .macro(name: "s/NAME", value: "2"),
        .macro(name: "NAME", value: "3"),
      ])
  }

  @Test func membersKnowTheirBlock() throws {
    let file = GinFile("s/m.f:\n  x = 1\n  y = 2\nz = 3\n")
    guard case .block(let block) = try #require(file.statements.first).content else {
      Issue.record("no block")
      return
    }
    #expect(block.scope.text == "s" && block.selector.text == "m.f" && block.members.count == 2)
    #expect(file.statements[2].block?.statement.index == 0 && file.statements[3].block == nil)
    guard case .binding(let member) = file.statements[2].content else {
      Issue.record("no binding")
      return
    }
    #expect([member.scope, member.selector, member.parameter].map(\.text) == ["s", "m.f", "y"])
    #expect(block.statement.range == TextRange(0, 22))
  }

  @Test func importsHaveNamesAndAliases() throws {
    func parts(_ source: String) throws -> [String?] {
      guard case .import(let statement) = try only(source).content else { return [] }
      return [
        statement.module.text, statement.importedName?.text, statement.alias?.text, statement.boundName, statement.text,
      ]
    }
    #expect(try parts("import a.b") == ["a.b", nil, nil, "a", "import a.b"])
    #expect(try parts("import  a.b as c # x") == ["a.b", nil, "c", "c", "import a.b as c"])
    #expect(try parts("from a.b import c") == ["a.b", "c", nil, "c", "from a.b import c"])
    #expect(try parts("from a import b as c") == ["a", "b", "c", "c", "from a import b as c"])
    guard case .import(let statement) = try only("from __gin__ import dynamic_registration").content else { return }
    #expect(statement.isDynamicRegistration)
  }

  @Test func importAndIncludeAreNamesToo() {
    let rows = GinFile("import = 1\ninclude.x = 2\nfrom:\n  as = 3\n").rows.map(\.text)
    #expect(rows == ["import = 1", "include.x = 2", "from:", "from.as = 3"])
  }

  @Test func referencesHaveScopesWithPeriods() throws {
    guard case .macro(let macro) = try only("x = [@a.b/c/m.f ( ), %s/M, (-2), {1: 2}]").content,
      case .list(let values) = macro.value.content, case .reference(let reference) = values[0].content,
      case .macro(let use) = values[1].content, case .parenthesised(let inner) = values[2].content,
      case .dictionary(let entries) = values[3].content
    else {
      Issue.record("not as written")
      return
    }
    #expect(reference.scope.text == "a.b/c" && reference.selector.text == "m.f" && reference.isEvaluated)
    #expect(reference.range == TextRange(5, 19))
    #expect(use.name.text == "s/M" && inner.literal == .integer(-2))
    #expect(entries.map { $0.key.literal } == [.integer(1)] && entries.first?.value?.literal == .integer(2))
  }

  @Test func equalKeysOfADictionaryAreOne() throws {
    func text(_ value: String) -> String? { GinFile("x = " + value).rows.first?.text }
    #expect(text("{1: 'a', 1.0: 'b', True: 'c', 2: 'd'}") == "x = {1: 'c', 2: 'd'}")
    #expect(text("{(1, 'k'): 1, (True, 'k'): 2, 0j: 3, -0.0: 4}") == "x = {(1, 'k'): 2, 0j: 4}")
    #expect(text("{100000000000000000000: 1, 1e20: 2, 1e400: 3}") == "x = {100000000000000000000: 2, inf: 3}")
    #expect(text("{36893488147419103232: 1, 36893488147419103232.0: 2}") == "x = {36893488147419103232: 2}")
  }

  @Test func namesAreEqualByTheirBytes() throws {
    let one = GinFile("a.b = 1\na.b = 2")
    let other = GinFile("# first\na.b = 1")
    #expect(one.statements[0].text == other.statements[0].text)
    #expect(one.statements[0].text.hashValue == other.statements[0].text.hashValue)
    #expect(one.statements[0].text != one.statements[1].text)
  }
}
