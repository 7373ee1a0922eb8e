// Has a list another length than the one that was counted? `steps=len(first.lr_schedule) - 1` is a number once written.

import Configurables
import SourceText

struct CountCheck {
  let analysis: Analysis
  let experiment: ResolvedExperiment

  private var index: DefinitionIndex { analysis.definitions }

  var problems: [Problem] {
    experiment.fields.compactMap { field in
      guard !field.isComputed, let source = field.sources.first, let counted = countedField(in: source) else {
        return nil
      }
      guard let own = experiment.field(counted.path), let now = own.value.value?.count, now != counted.count else {
        return nil
      }
      let place = source.origin == .own ? source.label : changedInput(of: own)
      return Problem(
        .staleCount,
        ProblemWords.staleCount(
          field.path.joined(separator: "."), source.expression, counted.count, own.path.joined(separator: "."), now),
        at: place, related: place == source.label ? [] : [Problem.Related(source.label, ProblemWords.countedHere)])
    }
  }

  /// The list whose elements an expression counts, by its path, and how many there were.
  private func countedField(in source: FieldSource) -> (path: [String], count: Int)? {
    let file = source.label.file
    guard source.expression.contains("len(") || source.expression.contains(".count"), let code = index.files[file],
      let expression = analysis.constructionSites(in: file).lazy.flatMap(\.arguments)
        .first(where: { $0.labelRange == source.label.range })?.value
    else { return nil }
    var found: (path: [String], count: Int)?
    expression.visitExpressions { part in
      guard found == nil, let list = part.counted, let path = list.namePath,
        let (id, fields) = index.experiments.experiment(named: path, in: code, index.files), !fields.isEmpty,
        let count = analysis.resolved(id).field(fields)?.value.value?.count
      else { return }
      found = (fields, count)
    }
    return found
  }

  /// An argument of this experiment that the list is computed from; the experiment's name where there is none.
  private func changedInput(of field: ResolvedField) -> FileLocation {
    let file = experiment.experiment.file
    let read = field.value.inputs.compactMap(\.source)
    let own = experiment.fields.compactMap(\.sources.first).first { source in
      source.origin == .own && read.contains(source.label)
    }
    return own?.label ?? FileLocation(file, experiment.experiment.nameRange)
  }
}

extension Expression {
  /// The list that `len(x)` or `x.count` counts.
  fileprivate var counted: Expression? {
    switch kind {
    case .call(let callee, let arguments):
      guard case .name("len") = callee.kind, arguments.count == 1 else { return nil }
      return arguments[0].value
    case .member(let base?, "count", _): return base
    default: return nil
    }
  }
}

extension Value {
  fileprivate var count: Int? {
    switch self {
    case .list(let elements), .tuple(let elements), .set(let elements): elements.count
    case .dictionary(let dictionary): dictionary.keys.count
    default: nil
    }
  }
}
