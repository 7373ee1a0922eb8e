// Which words does a person read about typed experiments in an editor?

import Configurables
import Resolution

extension FeatureWords {
  static func moreFields(_ count: Int) -> String { "and \(count) lines more; Print has them" }
  static let computedMark = "computed"
  static func notEvaluatedMark(_ reason: String) -> String { "not evaluated: " + reason }
  static let differences: Words = "It differs from what it is derived from:"
  static func difference(_ field: String, _ value: String, _ other: String, _ parent: String) -> Words {
    other.isEmpty
      ? "\(code: field + " = " + value)" : "\(code: field + " = " + value), in \(code: parent) \(code: other)"
  }
  static func noField(_ name: String, _ type: String) -> Words { "\(code: type) has no field \(code: name)." }
  static let inExperiments: Words = "In experiments:"
  static func inExperiment(_ name: String, _ value: String, _ place: Words) -> Words {
    value.isEmpty ? "\(code: name) (\(place))" : "\(code: value) in \(code: name) (\(place))"
  }
  static let corrected: Words = "Computed from the value that is set."
  static let isComputed: Words = " (computed)"
  static func inherited(from experiment: String, _ place: Words) -> Words {
    "Inherited from \(code: experiment) (\(place))."
  }
  static func set(at place: Words) -> Words { "Set at \(place)." }
  static func typeDefault(_ place: Words) -> Words { "The default of its type (\(place))." }
  static func computedAt(_ place: Words) -> Words { "Computed at \(place)." }
  static func fromParent(_ name: String, _ place: Words?) -> String {
    ", from " + name + (place.map { " (\($0.plainText))" } ?? "")
  }
  static func defaultAt(_ place: Words) -> String { " (default, \(place.plainText))" }
  static let isRequired = " (required)"
  static let experimentsOfType: Words = "Experiments:"
}
