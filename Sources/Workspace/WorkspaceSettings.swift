// What has the person set? The same keys from `gimlet.gin` and from the editor.

package import Configurables
package import Evaluation

/// An experiment that is run from several files or with bindings of the command line: `eval/experiment.files`.
package struct ExperimentSettings: Sendable, Hashable {
  package var name: String
  /// Paths of `.gin` files, relative to the root or found by the search paths.
  package var files: [String]
  /// Bindings as a command line gives them, `train.steps = 5`.
  package var bindings: [String]

  package init(name: String, files: [String] = [], bindings: [String] = []) {
    self.name = name
    self.files = files
    self.bindings = bindings
  }
}

/// All that can be set. A nil leaves the choice to the server.
package struct WorkspaceSettings: Sendable, Hashable {
  /// Folders to search for included files before all others, relative to the root.
  package var includePaths: [String] = []
  /// Files and folders to pass over.
  package var exclusions: [String] = []
  /// Virtual environments, or folders of Python modules, in which imports are looked up; without any, the environments
  /// right below the root.
  package var pythonPaths: [String] = []
  /// Budgets of an evaluation: steps, bytes, nested calls.
  package var steps: Int?
  package var bytes: Int?
  package var depth: Int?
  package var experiments: [ExperimentSettings] = []

  package init() {}

  /// The budgets, each as it is set or as it is without settings.
  package var limits: EvaluationLimits {
    let standard = EvaluationLimits.standard
    return EvaluationLimits(
      steps: steps ?? standard.steps, bytes: bytes ?? standard.bytes,
      depth: min(depth ?? standard.depth, Self.mostDepth))
  }

  /// The evaluator nests calls on the stack of its thread, so deeper than this it could not go.
  private static let mostDepth = 1_000

  /// Reads settings as an editor keeps them: nested objects or dotted keys, or both; `workspace.include_paths`,
  /// `{"workspace": {"include_paths": [...]}}` and `{"eval/experiment": {"files": [...]}}` are all understood.
  /// - Parameter value: the object under `gimlet`; anything else sets nothing.
  package init(_ value: Value) {
    guard case .dictionary(let entries) = value else { return }
    read(entries, below: "")
  }

  private mutating func read(_ entries: DictionaryValue, below prefix: String) {
    for (key, value) in zip(entries.keys, entries.values) {
      guard case .string(let name) = key else { continue }
      let path = prefix.isEmpty ? name : prefix + "." + name
      if case .dictionary(let inner) = value {
        // Two levels hold every key; what lies deeper is no setting of ours.
        if prefix.isEmpty { read(inner, below: path) }
      } else {
        set(path, to: value)
      }
    }
  }

  /// Sets what `key` (`workspace.exclude`, `eval/experiment.files`) names; an unknown key or a value of another shape
  /// changes nothing.
  package mutating func set(_ key: String, to value: Value) {
    if let slash = key.lastIndex(of: "/") {
      setExperiment(String(key[..<slash]), String(key[key.index(after: slash)...]), to: value)
      return
    }
    switch key {
    case "workspace.include_paths": includePaths = Self.strings(in: value) ?? includePaths
    case "workspace.python_paths": pythonPaths = Self.strings(in: value) ?? pythonPaths
    case "workspace.exclude": exclusions = Self.strings(in: value) ?? exclusions
    case "evaluation.steps": steps = Self.positive(value) ?? steps
    case "evaluation.bytes": bytes = Self.positive(value) ?? bytes
    case "evaluation.depth": depth = Self.positive(value) ?? depth
    case "experiment.files", "experiment.bindings": setExperiment("", key, to: value)
    default: break
    }
  }

  /// What `other` sets, and for all else what this sets.
  package func overridden(by other: WorkspaceSettings) -> WorkspaceSettings {
    var result = self
    if !other.includePaths.isEmpty { result.includePaths = other.includePaths }
    if !other.exclusions.isEmpty { result.exclusions = other.exclusions }
    if !other.pythonPaths.isEmpty { result.pythonPaths = other.pythonPaths }
    result.steps = other.steps ?? steps
    result.bytes = other.bytes ?? bytes
    result.depth = other.depth ?? depth
    for experiment in other.experiments {
      result.experiments.removeAll { $0.name == experiment.name }
      result.experiments.append(experiment)
    }
    return result
  }

  private mutating func setExperiment(_ name: String, _ key: String, to value: Value) {
    guard let strings = Self.strings(in: value) else { return }
    if !experiments.contains(where: { $0.name == name }) { experiments.append(ExperimentSettings(name: name)) }
    guard let index = experiments.firstIndex(where: { $0.name == name }) else { return }
    switch key {
    case "experiment.files": experiments[index].files = strings
    case "experiment.bindings": experiments[index].bindings = strings
    default: break
    }
    experiments.removeAll { $0.files.isEmpty && $0.bindings.isEmpty }
  }

  /// A list of strings, or one string for a list of one.
  private static func strings(in value: Value) -> [String]? {
    let elements: [Value]
    switch value {
    case .string: elements = [value]
    case .list(let list), .tuple(let list): elements = list
    default: return nil
    }
    return elements.compactMap { element in
      if case .string(let string) = element { string } else { nil }
    }
  }

  private static func positive(_ value: Value) -> Int? {
    if case .integer(let number) = value, number > 0 { number } else { nil }
  }
}
