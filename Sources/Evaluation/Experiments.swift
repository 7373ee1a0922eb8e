// What does an experiment come to? Its config as the program makes it, field by field.

package import Configurables
import SourceText

extension Evaluator {
  /// The configs that the globals of experiments hold. An experiment stands behind those that it is derived from or
  /// reads, so that each is worked out once; each has a budget of its own.
  package func configs(
    of ids: [ExperimentIndex.ID], environment: any EvaluationEnvironment, run: EvaluationRun
  ) -> [ExperimentIndex.ID: Result<ConstructedConfig, EvaluationStop>] {
    let execution = Execution(evaluator: self, run: run, environment: environment, scope: "")
    let swift = SwiftExperiments(execution)
    var made: [ExperimentIndex.ID: Result<ConstructedConfig, EvaluationStop>] = [:]
    PythonInterpreter.with(execution) { python in
      for id in ids where index.experiments.experiments.indices.contains(id) {
        run.renew()
        let experiment = index.experiments.experiments[id]
        do {
          switch experiment.language {
          case .python: made[id] = .success(try python.config(of: experiment))
          case .swift: made[id] = .success(try swift.config(of: id))
          }
        } catch {
          made[id] = .failure(stop(from: error, in: nil))
          if case .failure(.cancelled)? = made[id] { break }
        }
      }
    }
    return made
  }
}

extension Evaluator {
  /// Why the declared type of a field cannot hold a value; nil where it can, or where that is not known.
  package func mismatch(
    _ value: Value, _ field: ConfigType.Field, of type: ExperimentIndex.TypeID
  ) -> TypeMismatch? {
    guard let declared = field.parameter.type else { return nil }
    let home = index.experiments.types[type]
    switch home.language {
    case .python: return PythonAnnotation.mismatch(value, declared, "`\(field.parameter.name)`")
    case .swift:
      guard case .failure(let mismatch) = convert(value, to: declared, in: home.file, enclosing: home.type.name) else {
        return nil
      }
      return mismatch
    }
  }
}

extension PythonInterpreter {
  fileprivate func config(of experiment: ExperimentIndex.Experiment) throws -> ConstructedConfig {
    guard let unit = unit(experiment.file) else {
      throw EvaluationStop.notEvaluated(reason: EvaluationWords.unknownName(experiment.name), at: nil)
    }
    guard case .config(.instance(let config)) = try global(experiment.name, experiment.nameRange, unit) else {
      throw giveUp(EvaluationWords.noConfig(experiment.name), experiment.nameRange, unit)
    }
    return constructed(config, unit, depth: 0)
  }

  /// So deep configs inside configs are followed field by field.
  private static let deepestConfig = 16

  private func constructed(_ config: PythonConfig, _ unit: PythonUnit, depth: Int) -> ConstructedConfig {
    var result = ConstructedConfig(type: config.id, fields: [], failure: config.failure)
    for field in config.type.fields {
      let name = field.parameter.name
      let input = config.inputs[name]
      let computed = config.computed[name]
      let place = FileLocation(
        field.parameter.file ?? index.experiments.types[config.id].file, field.parameter.nameRange)
      let object =
        computed?.value ?? input?.value
        ?? .failure(config.failure ?? .notEvaluated(reason: EvaluationWords.noValue(name), at: place))
      var made = ConstructedConfig.Field(
        name: name, value: object.flatMap { Self.shown($0, at: place) }, sources: input?.sources ?? [],
        isComputed: field.getter != nil, reads: computed?.reads ?? [])
      if case .success(.config(.instance(let inner))) = object, depth < Self.deepestConfig {
        made.nested = [constructed(inner, unit, depth: depth + 1)]
      }
      result.fields.append(made)
    }
    return result
  }

  private static func shown(_ object: PythonObject, at place: FileLocation) -> Result<Value, EvaluationStop> {
    if let value = object.value { return .success(value) }
    let path: String
    switch object {
    // A function is shown by its path, as pconfigs prints it.
    case .function(let function): path = function.module.file.module + "." + function.function.name
    case .path(let found): path = found
    default: return .failure(.notEvaluated(reason: EvaluationWords.pythonResult(object.typeName), at: place))
    }
    return .success(.opaque(OpaqueValue(description: path, identity: path.hashValue, content: path)))
  }
}
