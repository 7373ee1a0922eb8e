// Do the pages of Tests/Fixtures hold?

import Resolution
import TestSupport
import Testing

extension FixturePage: CustomTestStringConvertible {
  /// The page in a list of tests.
  public var testDescription: String { name }
}

/// Reports at the fixture's own line.
func report(_ failures: [FixtureFailure]) {
  for failure in failures {
    Issue.record(
      Comment(rawValue: failure.message),
      sourceLocation: SourceLocation(
        fileID: failure.file.split(separator: "/").suffix(2).joined(separator: "/"), filePath: failure.file,
        line: max(failure.line, 1), column: 1))
  }
}

@Suite struct FixtureTests {
  @Test(arguments: FixtureLibrary.pages(of: .hover))
  func `hover shows`(page: FixturePage) { report(page.run(WorkspaceSubject.self)) }

  @Test(arguments: FixtureLibrary.pages(of: .definition))
  func `definition leads to`(page: FixturePage) { report(page.run(WorkspaceSubject.self)) }

  @Test(arguments: FixtureLibrary.pages(of: .diagnostics))
  func `diagnostics say`(page: FixturePage) { report(page.run(WorkspaceSubject.self)) }

  @Test(arguments: FixtureLibrary.pages(of: .references))
  func `references stand at`(page: FixturePage) { report(page.run(WorkspaceSubject.self)) }

  @Test(arguments: FixtureLibrary.pages(of: .outline))
  func `the outline is`(page: FixturePage) { report(page.run(WorkspaceSubject.self)) }

  @Test(arguments: FixtureLibrary.pages(of: .completion))
  func `completion offers`(page: FixturePage) { report(page.run(WorkspaceSubject.self)) }

  @Test(arguments: FixtureLibrary.pages(of: .rename))
  func `a rename changes`(page: FixturePage) { report(page.run(WorkspaceSubject.self)) }

  @Test(arguments: FixtureLibrary.pages(of: .formatting))
  func `formatting lays out`(page: FixturePage) { report(page.run(WorkspaceSubject.self)) }

  @Test(arguments: FixtureLibrary.pages(of: .experiments))
  func `experiments are`(page: FixturePage) { report(page.run(WorkspaceSubject.self)) }

  @Test(arguments: FixtureLibrary.pages(of: .actions))
  func `actions change`(page: FixturePage) { report(page.run(WorkspaceSubject.self)) }

  @Test(arguments: FixtureLibrary.pages(of: .signatures))
  func `signatures are`(page: FixturePage) { report(page.run(WorkspaceSubject.self)) }

  @Test(arguments: FixtureLibrary.pages(of: .hierarchies))
  func `hierarchies are`(page: FixturePage) { report(page.run(WorkspaceSubject.self)) }

  @Test func `every page is run, and every feature has one`() {
    #expect(FixtureLibrary.orphans() == [])
    #expect(FixtureLibrary.gaps() == [])
  }

  @Test func `every code of a problem has a fixture that shows it and one that does not`() {
    let expectations = FixtureLibrary.pages(of: .diagnostics).flatMap(\.cases).flatMap(\.steps).compactMap { step in
      if case .expectation(let expectation) = step { expectation.text } else { nil }
    }
    for code in Problem.Code.allCases {
      #expect(
        expectations.contains { $0.contains(" \(code.rawValue):") || $0.contains(" \(code.rawValue), unnecessary:") },
        "no fixture shows \(code.rawValue)")
    }
    #expect(expectations.count { $0 == "nothing\n" } >= Problem.Code.allCases.count)
  }
}
