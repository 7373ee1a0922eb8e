// How does a person read what differs between two experiments? As a diff whose lines are values.

import Configurables
package import Resolution
import SourceText

extension Analysis {
  /// What changes from `left` to `right`; `-` lines are the left one's values, `+` lines the right one's.
  package func differenceDocument(from left: Entry, to right: Entry) -> String {
    differenceDocument(
      ConfigDifference(from: resolved(left), to: resolved(right)), wholeTitle(of: left), wholeTitle(of: right))
  }

  package func differenceDocument(_ difference: ConfigDifference, _ left: String, _ right: String) -> String {
    var lines = ["--- " + left, "+++ " + right]
    for row in difference.rows { lines += [""] + self.lines(of: row) }
    lines += ["", FeatureWords.differences(difference.count, derived: difference.derivedCount)]
    return lines.joined(separator: "\n") + "\n"
  }

  /// With its bindings.
  package func wholeTitle(of entry: Entry) -> String {
    ([name(of: entry).plainText] + entry.allBindings.map { FeatureWords.withBinding(oneLine($0)) }).joined(
      separator: ", ")
  }

  private func lines(of row: ConfigDifference.Row) -> [String] {
    var lines = [row.key + (row.isDerived ? FeatureWords.derived(from: row.causes) : "")]
    let parts = row.kind == .swapped ? row.parts : []
    // What is known of both may read the same, as where neither is evaluated.
    if let left = row.left, let right = row.right, parts.isEmpty, side(left, []) == side(right, []) {
      return lines + ["  " + side(right, [])]
    }
    if let left = row.left { lines.append("- " + side(left, parts.compactMap(\.left))) }
    if let right = row.right { lines.append("+ " + side(right, parts.compactMap(\.right))) }
    return lines
  }

  /// `@Adam(lr = 0.001)  (experiments/first.gin:3)`
  private func side(_ parameter: ResolvedParameter, _ parts: [ResolvedParameter]) -> String {
    let value = text(of: parameter)
    let arguments = parts.map { "\($0.parameter) = \(text(of: $0))" }.joined(separator: ", ")
    // What is made already shows its own arguments.
    let whole = arguments.isEmpty || parameter.value.status != .reference ? value : "\(value) with \(arguments)"
    guard let place = parameter.source else {
      return parameter.value.status == .defaultValue ? whole + "  (default)" : whole
    }
    return "\(whole)  (\(placeText(place)))"
  }

  private func text(of parameter: ResolvedParameter) -> String {
    switch parameter.value.status {
    case .value, .reference, .defaultValue: ValueSummary(parameter.value).text
    case .notEvaluated(let reason): "\(oneLine(parameter.expression)), not evaluated: \(oneLine(reason))"
    case .error(let message): "\(oneLine(parameter.expression)), error: \(oneLine(message))"
    }
  }
}
