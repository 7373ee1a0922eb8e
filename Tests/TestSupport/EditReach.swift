// What does an edit of a config change? Every whole number of a config, one higher, against what is said to follow from it.

package import Resolution
package import SourceText

package struct EditReach {
  package private(set) var edits = 0
  package private(set) var changes = 0
  /// Changes that were not announced, in words.
  package private(set) var surprises: [String] = []

  package init() {}

  /// - Parameter edited: the config with another text in the place of one of its files.
  package mutating func edit(_ config: ResolvedConfig, _ edited: (FilePath, SourceText) -> ResolvedConfig) {
    let before = Self.values(config)
    for binding in config.bindings {
      guard let number = Int(binding.expression), case .effective = config.standing(of: binding.index) else { continue }
      let text = binding.file.text.replacing(binding.valueRange, with: "\(number + 1)")
      let after = Self.values(edited(binding.file.path, text))
      edits += 1
      let reached = Set(config.dependents(of: binding).map(\.binding.index)).union([binding.index])
      for (place, value) in before where after[place] != value {
        changes += 1
        guard !reached.contains(place) else { continue }
        let (edit, change) = (config.name(of: binding), config.name(of: config.bindings[place]))
        surprises.append("\(edit) = \(number + 1) changes \(change) from \(value) to \(after[place] ?? "")")
      }
    }
  }

  /// What each effective binding comes to, by its place; not what is not evaluated.
  private static func values(_ config: ResolvedConfig) -> [Int: String] {
    var values: [Int: String] = [:]
    for binding in config.bindings {
      guard case .effective = config.standing(of: binding.index) else { continue }
      let value = config.row(for: binding).value
      switch value.status {
      case .value, .reference, .defaultValue: values[binding.index] = value.text
      case .error(let message): values[binding.index] = message
      case .notEvaluated: break
      }
    }
    return values
  }
}
