// Is every promise shown? What users of Gin complained of and what was promised to them, each with fixtures that name it.

import TestSupport
import Testing

@Suite struct PromiseTests {
  /// A complaint or a promise, and what answers it. `G` are complaints about Gin, `C` what typed experiments must be
  /// like, `P` pains of those who configured programs by hand, `R` what Gin does behind one's back.
  static let promises = [
    ("G1", "one command with one argument, the same everywhere; Print and Diff above the first line"),
    ("G2", "from `@f()` to the function: definition, hover with signature and place, the value in the line"),
    ("G3", "from code to the experiments that set it"),
    ("G4", "what a type and its parameters are: type, default, documentation, how many files set it"),
    ("G5", "a call shows its result, and each input with value and line"),
    ("G6", "all numbers of a schedule with a picture, new with every keystroke"),
    ("G7", "who is computed from whom, in both directions; the string of a query is a reference"),
    ("G7a", "each binding is in effect or overridden, by what and why; repeated ones are faded; scopes and queries"),
    ("G7b", "definition, references and rename from either side; unknown names with the nearest ones as fixes"),
    ("G7c", "a wrong value is marked where it stands, a failed check at the binding that caused it"),
    ("G7d", "the final config is one readable text, and so is the difference of two"),
    ("G9", "a number that was counted from a list is checked where the list has another length"),
    ("C1", "the command names the config and nothing else"),
    ("C2", "computed values point to their definition"),
    ("C3", "definition and hover on every label, not only on the type"),
    ("C4", "the schedule stands beside its inputs"),
    ("C5", "it is printed before anything runs"),
    ("C6", "completion shows type, inherited value and its source"),
    ("C7", "a wrong type is an error"),
    ("C8", "setting a computed value is an error that names the inputs"),
    ("C9", "replacing a config inside warns of what falls back"),
    ("P0", "a sentence on each sign of the syntax"),
    ("P1", "print --defaults holds every parameter within reach, defaults marked, with their own lines"),
    ("P3", "what changed: swapped types and values at one level"),
    ("P6", "where a value comes from: written, default, inherited or computed; with links"),
    ("P7", "to which part a parameter belongs, with the way to it"),
    ("P9", "completion behind a name: its parameters with types, documentation, defaults, and what is bound"),
    ("P10", "a new definition is offered at once, in every config"),
    ("P12", "a macro's users, and a warning where two types meet in it"),
    ("P17", "an unknown key is an error"),
    ("P18", "imports lead to files; a missing one is a fix, an unused one a hint"),
    ("P19", "in words: the thing itself"),
    ("P20", "instances that share what was meant for one; what a scope binds and what it inherits"),
    ("P21", "in words: called, a new result each time"),
    ("R1", "how often a macro that hides a call is evaluated"),
    ("R2", "in which scope a reference runs"),
    ("R3", "the roots of a config in its outline"),
  ]

  /// The names in the brackets that headings end with: `(G2, G4)`.
  private static func names(in title: String) -> [String] {
    guard title.hasSuffix(")"), let open = title.lastIndex(of: "(") else { return [] }
    let names = title[title.index(after: open)...].dropLast().split(separator: ",").map {
      $0.filter { $0 != " " } as String
    }
    let isPromise = names.allSatisfy { name in
      name.first?.isUppercase == true && name.dropFirst().first?.isNumber == true && name.count <= 4
    }
    return isPromise ? names : []
  }

  @Test func `every promise is shown by a fixture that names it, and no other is named`() {
    var shown: [String: Int] = [:]
    for page in FixtureFeature.allCases.flatMap(FixtureLibrary.pages(of:)) {
      for fixtureCase in page.cases {
        for name in Self.names(in: fixtureCase.title) { shown[name, default: 0] += 1 }
      }
    }
    let promised = Self.promises.map(\.0)
    #expect(Set(promised).count == promised.count)
    for (name, words) in Self.promises { #expect(shown[name] != nil, "no fixture shows \(name): \(words)") }
    #expect(Set(shown.keys).subtracting(promised).sorted() == [])
  }
}
