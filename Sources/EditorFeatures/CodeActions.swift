// What can be done at once about what stands here? The fixes of problems, one by one and all together.

package import Resolution
package import SourceText

package struct TextChange: Sendable, Hashable {
  package let location: FileLocation
  package let replacement: String
}

package struct CodeAction: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case quickFix
    /// All in the file that can be mended without a choice.
    case fixAll
  }

  package let title: String
  package let kind: Kind
  /// What it mends.
  package let problem: Problem?
  /// Whether it is the one that a key without a menu should do.
  package let isPreferred: Bool
  package let changes: [TextChange]
}

extension Analysis {
  /// The actions for what a stretch of a file touches, and those for the whole file.
  package func codeActions(in file: FilePath, at range: TextRange) -> [CodeAction] {
    let problems = problems(in: file)
    var actions: [CodeAction] = []
    for problem in problems where problem.location.range.start <= range.end && range.start <= problem.location.range.end
    {
      for (place, fix) in problem.fixes.enumerated() {
        actions.append(
          CodeAction(
            title: fix.title, kind: .quickFix, problem: problem, isPreferred: place == 0 && problem.fixes.count == 1,
            changes: [TextChange(fix)]))
      }
    }
    if let all = fixAll(problems) { actions.append(all) }
    return actions
  }

  /// Errors and warnings with one fix each; the fixes of hints delete lines, which a person should see.
  private func fixAll(_ problems: [Problem]) -> CodeAction? {
    let certain = problems.filter { $0.fixes.count == 1 && $0.severity <= .warning }
    guard certain.count > 1 else { return nil }
    var changes: [TextChange] = []
    for fix in certain.flatMap(\.fixes) {
      let overlaps = changes.contains {
        $0.location.range.start < fix.location.range.end && fix.location.range.start < $0.location.range.end
      }
      if !overlaps { changes.append(TextChange(fix)) }
    }
    return CodeAction(
      title: FeatureWords.fixAll(changes.count), kind: .fixAll, problem: nil, isPreferred: false, changes: changes)
  }
}

extension TextChange {
  fileprivate init(_ fix: Problem.Fix) { self.init(location: fix.location, replacement: fix.replacement) }
}
