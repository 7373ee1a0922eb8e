// How does a test evaluate a piece of Swift? The function `f` of a text, called without a config.

import Configurables
import Evaluation
import SourceText
import SwiftDefinitions

enum Outcome: Equatable, CustomStringConvertible {
  case value(String)
  case raised(type: String, line: Int)
  case limit(EvaluationStop.Limit)
  case notEvaluated(String)
  case other(String)

  var description: String {
    switch self {
    case .value(let text): text
    case .raised(let type, let line): "raised \(type) on line \(line)"
    case .limit(let limit): "over the limit of \(limit)"
    case .notEvaluated(let reason): "not evaluated: \(reason)"
    case .other(let words): words
    }
  }
}

/// - Parameter source: holds a `func f` without parameters, marked as a configurable.
func evaluate(_ source: String, limits: EvaluationLimits = .standard) -> Outcome {
  evaluate(source, run: EvaluationRun(limits: limits))
}

func evaluate(_ source: String, run: EvaluationRun) -> Outcome {
  let text = SourceText("import Foundation\n" + source)
  let index = DefinitionIndex([DefinitionFile(swift: text, file: FilePath("/w/Sources/A/A.swift"), module: "A")])
  guard case .found(let id) = index.configurable("f") else { return .other("f is not found") }
  do {
    return .value(try Evaluator(index: index).call(id, environment: EmptyEnvironment(), run: run).text)
  } catch {
    switch error {
    case .raised(let raised):
      return .raised(type: raised.type, line: raised.location.map { text.line(of: $0.range.start) } ?? -1)
    case .limit(let limit, _): return .limit(limit)
    case .notEvaluated(let reason, _): return .notEvaluated(reason)
    case .cycle(let name, _): return .other("\(name) needs itself")
    case .cancelled: return .other("cancelled")
    }
  }
}

/// A function of one expression.
func expression(_ text: String, _ type: String = "Int") -> String {
  "@Configurable func f() -> \(type) { \(text) }"
}
