// Which words does a person read about whole experiments? Lenses, documents beside the config, and previews.

import Resolution

extension FeatureWords {
  // MARK: Documents

  static func resolvedTitle(_ name: String, _ count: Int, computed: Int) -> String {
    let values = count == 1 ? "1 value" : "\(count) values"
    return "\(name), resolved: \(values)" + (computed == 0 ? "." : ", \(computed) of them computed.")
  }
  static func withBinding(_ binding: String) -> String { "with \(binding)" }
  static func overrides(_ value: String, _ place: String, _ agreement: Agreement) -> String {
    ", \(agreement.verb) \(value) (\(place))"
  }
  static func computedBy(_ expression: String, _ place: String) -> String { "computed by \(expression), \(place)" }
  static func computes(_ field: Words) -> String { "computes \(field.plainText)" }
  static func from(_ input: Words) -> String { "from \(input.plainText)" }
  static func derived(from causes: [String]) -> String { ", derived from \(causes.joined(separator: ", "))" }
  static func differences(_ count: Int, derived: Int) -> String {
    switch count {
    case 0: return "The values are the same."
    case 1: return derived == 0 ? "1 value differs." : "1 value differs; it is derived."
    default: return "\(count) values differ" + (derived == 0 ? "." : ", \(derived) of them derived.")
    }
  }

  // MARK: Lenses

  static func inView(_ name: String) -> String { "In view: \(name)" }
  static let isInView: Words = " (in view)"
  static func partOf(_ name: String) -> String { "Part of \(name)" }
  static func partOf(_ count: Int) -> String { "Part of \(count) experiments" }
  static let fileAlone = "This file alone"
  static let chooseExperiment = "Which experiment should the files be shown in?"
  static let noChoice = "No experiment holds this file but the file itself, so there is nothing to choose."
  static func noExperiment(_ name: String) -> String {
    "There is no experiment `\(name)`: neither a `.gin` file of the workspace, nor a name that `gimlet.gin` or a launch "
      + "script gives."
  }
  static func chosen(_ name: String?) -> String { inView(name ?? "each file alone") + "." }
  static let print = "Print"
  static func difference(from name: String) -> String { "Diff with \(name)" }
  static let boundNowhere = "No config sets it"
  static func bound(in count: Int) -> String { count == 1 ? "Set in 1 file" : "Set in \(count) files" }
  static func bound(in count: Int, experiments: Int) -> String {
    bound(in: count) + self.experiments(experiments)
  }
  /// Of what configs only refer to.
  static func used(in count: Int, experiments: Int) -> String {
    (count == 1 ? "Used in 1 file" : "Used in \(count) files") + self.experiments(experiments)
  }
  private static func experiments(_ count: Int) -> String { count == 1 ? ", 1 experiment" : ", \(count) experiments" }

  /// What a link to gin's documentation says.
  static let ginPages = "gin's guide"

  // MARK: What follows

  static func dependents(_ keys: [String]) -> Words {
    let shown = keys.prefix(8).map { "\(code: $0)" as Words }.joined(by: ", ")
    let rest: Words = keys.count > 8 ? " and \(keys.count - 8) more" : ""
    return keys.count == 1
      ? "1 value follows from it: \(shown)." : "\(keys.count) values follow from it: \(shown)\(rest)."
  }

  // MARK: Charts

  static func chart(
    _ count: Int, of whole: Int, first: String, last: String, least: String, greatest: String
  ) -> String {
    "\(count < whole ? "\(count) of \(whole)" : "\(count)") values: first \(first), last \(last), least \(least), greatest \(greatest)"
  }
  static func axis(_ unit: Chart.Unit) -> String { unit.rawValue }
  static func baseCurve(_ name: String) -> String { "- - " + name }
  static func steps(_ count: Int, _ key: String) -> String { "the \(count) steps of \(key)" }
  static func over(_ steps: String) -> String { " over \(steps)" }

  // MARK: Previews

  static func refused(_ message: String) -> String { "error: \(message)" }
  static func preview(_ key: String, _ value: String) -> String { "Preview the config with `\(key) = \(value)`" }
}
