// What does a typed experiment mean? Every field of its config, nested ones too, with its value and where that was said.

package import Configurables
package import Evaluation
package import SourceText

/// A place that says what a field is.
package struct FieldSource: Sendable, Hashable {
  package enum Origin: Sendable, Hashable {
    /// An argument of the experiment itself.
    case own
    /// An argument of another experiment.
    case inherited(ExperimentIndex.ID)
    /// An argument of a construction that no global holds.
    case elsewhere
    /// The type's defaults: `pdefaults +=`, or the declaration's initial value.
    case defaults
  }

  package let origin: Origin
  /// The label.
  package let label: FileLocation
  /// From the label to the end of the value.
  package let statement: FileLocation
  /// As it is written.
  package let expression: String
  package let expressionRange: TextRange
  /// Empty where it is not known.
  package let text: String
}

/// One field of an experiment's config, or of a config inside it.
package struct ResolvedField: Sendable, Hashable {
  /// Names from the experiment's own field inwards: `["opt", "lr"]`.
  package let path: [String]
  /// The type that declares it.
  package let type: ExperimentIndex.TypeID
  package let field: ConfigType.Field
  package let value: ResolvedValue
  /// What is in force first, then what it takes the place of, the nearest first.
  package let sources: [FieldSource]
  /// Why the declared type cannot hold what is passed, as a compiler would say.
  package let mismatch: TypeMismatch?
  /// The type of the config that it holds; nil for other values.
  package let nestedType: ExperimentIndex.TypeID?

  package var isComputed: Bool { field.getter != nil }
}

package struct ResolvedExperiment: Sendable {
  package let id: ExperimentIndex.ID
  package let experiment: ExperimentIndex.Experiment
  package let type: ExperimentIndex.TypeInFile
  /// In the order of the declaration, each with the fields inside it behind it.
  package let fields: [ResolvedField]
  /// Why there is no config at all, or what the program stops with when it makes it.
  package let failure: EvaluationStop?
  let config: ConstructedConfig?

  /// What the program stops with, or why nothing is known.
  package var failureWords: String? { failure?.words }

  package func field(_ path: [String]) -> ResolvedField? { fields.first { $0.path == path } }
}

extension Analysis {
  /// The config that a typed experiment makes; worked out once for as long as no definition changes.
  package func resolved(_ experiment: ExperimentIndex.ID) -> ResolvedExperiment {
    files.definitions.experiment(experiment, files.limits, cancellation: files.cancellation)
  }
}

extension ResolvedExperiment {
  init(
    _ id: ExperimentIndex.ID, _ result: Result<ConstructedConfig, EvaluationStop>, _ definitions: ProjectDefinitions
  ) {
    let index = definitions.index
    let experiment = index.experiments.experiments[id]
    self.id = id
    self.experiment = experiment
    type = index.experiments.types[experiment.type]
    switch result {
    case .success(let config):
      var fields: [ResolvedField] = []
      FieldReader(experiment: experiment, index: index).read(config, path: [], into: &fields)
      self.fields = fields
      self.config = config
      failure = config.failure
    case .failure(let stop):
      fields = []
      config = nil
      failure = stop
    }
  }
}

/// Makes the fields of one experiment.
private struct FieldReader {
  let experiment: ExperimentIndex.Experiment
  let index: DefinitionIndex

  func read(_ config: ConstructedConfig, path: [String], into fields: inout [ResolvedField]) {
    let type = index.experiments.types[config.type]
    for made in config.fields {
      guard let field = type.type.field(named: made.name) else { continue }
      let inner = path + [made.name]
      let sources = made.sources.map(source)
      fields.append(
        ResolvedField(
          path: inner, type: config.type, field: field,
          value: value(made, of: type, path, isDefault: field.getter == nil && sources.first?.origin == .defaults),
          sources: sources, mismatch: made.mismatch, nestedType: made.nested.first?.type))
      if let nested = made.nested.first { read(nested, path: inner, into: &fields) }
    }
  }

  private func value(
    _ made: ConstructedConfig.Field, of type: ExperimentIndex.TypeInFile, _ path: [String], isDefault: Bool
  ) -> ResolvedValue {
    let inputs = made.reads.map { read in
      ResolvedValue.Input(
        key: ([type.type.name] + read.path).joined(separator: "."), configurable: nil, parameter: read.path.last ?? "",
        origin: .binding, text: read.value?.text ?? "", source: read.source)
    }
    switch made.value {
    case .success(let value):
      return ResolvedValue(
        status: isDefault ? .defaultValue : .value, value: value, text: value.text, inputs: inputs)
    case .failure(let stop):
      let status: ResolvedValue.Status
      switch stop {
      case .raised, .cycle: status = .error(stop.words)
      case .notEvaluated, .limit, .cancelled: status = .notEvaluated(stop.words)
      }
      return ResolvedValue(status: status, inputs: inputs, cause: stop.location)
    }
  }

  private func source(_ source: ConstructedConfig.Source) -> FieldSource {
    let file = source.label.file
    return FieldSource(
      origin: origin(of: source), label: source.label,
      statement: FileLocation(file, TextRange(source.label.range.start, source.expression.range.end)),
      expression: index.files[source.expression.file]?.text[source.expression.range] ?? "",
      expressionRange: source.expression.range, text: source.value?.text ?? "")
  }

  private func origin(of source: ConstructedConfig.Source) -> FieldSource.Origin {
    guard source.kind == .argument else { return .defaults }
    if experiment.file == source.label.file, experiment.range.contains(source.label.range) { return .own }
    let home = index.experiments.experiment(around: source.label)
    return home.map { .inherited($0) } ?? .elsewhere
  }
}
