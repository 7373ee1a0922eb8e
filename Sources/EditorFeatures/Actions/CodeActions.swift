// What can be done at once about what stands here? The fixes of problems, and changes that a person may want.

package import Resolution
package import SourceText

package struct TextChange: Sendable, Hashable {
  package let location: FileLocation
  package let replacement: String
}

package struct CodeAction: Sendable, Hashable {
  package enum Kind: Sendable, Hashable, CaseIterable {
    case quickFix
    case extract, inline, rewrite
    /// All in the file that can be mended without a choice.
    case fixAll
    case removeRedundant, sort
  }

  package let title: String
  package let kind: Kind
  /// What it mends.
  package let problem: Problem?
  /// Whether it is the one that a key without a menu should do.
  package let isPreferred: Bool
  /// Nil where they were left out, to be asked for later.
  package let changes: [TextChange]?
}

/// Whether a list of actions says what each of them changes.
package enum CodeActionChanges: Sendable { case included, leftOut }

/// An action whose changes nobody has worked out yet.
struct ActionOffer {
  let title: String
  let kind: CodeAction.Kind
  var problem: Problem?
  var isPreferred = false
  let changes: () -> [TextChange]

  func made(_ included: CodeActionChanges) -> CodeAction {
    CodeAction(
      title: title, kind: kind, problem: problem, isPreferred: isPreferred,
      changes: included == .included ? changes() : nil)
  }
}

extension Analysis {
  /// The actions for what a stretch of a file touches, and those for the whole file.
  /// - Parameter kinds: those that are wanted.
  package func codeActions(
    in file: FilePath, at range: TextRange, kinds: Set<CodeAction.Kind> = Set(CodeAction.Kind.allCases),
    changes: CodeActionChanges = .included
  ) -> [CodeAction] {
    offers(in: file, at: range, kinds).map { $0.made(changes) }
  }

  /// One action of the list, by what a person sees of it, with its changes; nil where it is not offered any more.
  package func codeAction(_ title: String, _ kind: CodeAction.Kind, in file: FilePath, at range: TextRange)
    -> CodeAction?
  {
    offers(in: file, at: range, [kind]).first { $0.title == title && $0.kind == kind }?.made(.included)
  }

  private func offers(in file: FilePath, at range: TextRange, _ kinds: Set<CodeAction.Kind>) -> [ActionOffer] {
    let problems = problems(in: file)
    let touched = problems.filter { $0.location.range.start <= range.end && range.start <= $0.location.range.end }
    var offers = touched.flatMap { problem in
      problem.fixes.enumerated().map { place, fix in
        ActionOffer(
          title: fix.title, kind: .quickFix, problem: problem, isPreferred: place == 0 && problem.fixes.count == 1,
          changes: { [TextChange(fix)] })
      }
    }
    if let gin = files.ginFile(file)?.syntax {
      let refactoring = Refactoring(analysis: self, file: file, gin: gin, range: range, problems: touched)
      if !kinds.isDisjoint(with: [.quickFix, .extract, .inline, .rewrite]) { offers += refactoring.offers }
      if kinds.contains(.removeRedundant), let removal = refactoring.removal(ofRedundant: problems) {
        offers.append(removal)
      }
      if kinds.contains(.sort), let sorting = refactoring.sorting { offers.append(sorting) }
    }
    if let all = fixAll(problems) { offers.append(all) }
    return offers.filter { kinds.contains($0.kind) }
  }

  /// Errors and warnings with one fix each; the fixes of hints delete lines, which a person should see.
  private func fixAll(_ problems: [Problem]) -> ActionOffer? {
    let certain = problems.filter { $0.fixes.count == 1 && $0.severity <= .warning }
    guard certain.count > 1 else { return nil }
    let changes = Self.withoutOverlaps(certain.flatMap(\.fixes).map(TextChange.init))
    return ActionOffer(title: FeatureWords.fixAll(changes.count), kind: .fixAll, changes: { changes })
  }

  /// Of changes that lie over each other the first.
  static func withoutOverlaps(_ changes: [TextChange]) -> [TextChange] {
    var kept: [TextChange] = []
    for change in changes.sorted(by: { $0.location.range.start < $1.location.range.start }) {
      if let last = kept.last, change.location.range.start < last.location.range.end { continue }
      kept.append(change)
    }
    return kept
  }
}

extension TextChange {
  init(_ fix: Problem.Fix) { self.init(location: fix.location, replacement: fix.replacement) }
}
