// What does `gin.query_parameter` give, and what does it raise where nothing is bound?

import Configurables
import SourceText

extension PythonInterpreter {
  /// `gin.query_parameter`: root scope, references as they are.
  func query(_ key: String, _ range: TextRange, _ unit: PythonUnit) throws -> PythonObject {
    guard let bound = try augmented({ try execution.environment.query(key, run: execution.run) }) else {
      throw try unbound(key, range, unit)
    }
    let parameter = key.split(separator: ".").last.map(String.init) ?? key
    execution.run.reads.append(
      EvaluationRead(
        key: key, configurable: nil, parameter: parameter, value: bound.value, source: .query(bound.location),
        depth: execution.run.depth, isOfBinding: execution.run.bindings > 0))
    let object = PythonObject(bound.value)
    // The program gets the config's own list, which must not be changed.
    keep(object, PythonKeptPlace(place: FileLocation(unit.file.file, .zero), name: key))
    return object
  }

  /// As `config.py` says it (`ParsedBindingKey.parse`, `query_parameter`).
  private func unbound(_ key: String, _ range: TextRange, _ unit: PythonUnit) throws -> EvaluationStop {
    let path = key.split(separator: "/").last.map(String.init) ?? ""
    guard let dot = path.lastIndex(of: "."), case .found(let id) = index.configurable(String(path[..<dot])) else {
      return giveUp(EvaluationWords.unknownQuery(key), range, unit)
    }
    let selector = String(path[..<dot])
    let name = String(path[path.index(after: dot)...])
    let configurable = index.configurables[id]
    guard configurable.language == .python, !configurable.acceptsAnyParameter else {
      return giveUp(EvaluationWords.unknownQuery(key), range, unit)
    }
    guard let parameter = configurable.parameter(named: name) else {
      return raise(
        "ValueError", "Configurable '\(selector)' doesn't have a parameter named '\(name)'.", range, unit)
    }
    guard parameter.isConfigurable else { return giveUp(EvaluationWords.unknownQuery(key), range, unit) }
    let stem = String(key.dropLast(name.count))
    let isOtherBound = try configurable.parameters.contains { other in
      try augmented { try execution.environment.query(stem + other.name, run: execution.run) } != nil
    }
    let words =
      isOtherBound
      ? "Configurable '\(selector)' has no value bound for parameter '\(name)'."
      : "Configurable '\(selector)' has no bound parameters."
    return raise("ValueError", words, range, unit)
  }
}

extension PythonInterpreter {
  /// What a statement of the module itself gives to `gin.constant`.
  func constant(_ expression: Expression, in file: FilePath, _ location: FileLocation) throws -> Value {
    guard let unit = unit(file) else {
      throw EvaluationStop.notEvaluated(reason: EvaluationWords.python, at: location)
    }
    guard let value = try evaluate(expression, PythonFrame(unit, own: [], parent: nil)).value else {
      throw giveUp(EvaluationWords.pythonExpression, expression.range, unit)
    }
    return value
  }
}
