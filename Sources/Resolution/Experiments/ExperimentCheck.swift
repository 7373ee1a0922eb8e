// What is wrong with the typed experiments of a file? Their labels and types, and what the program stops with.

import Configurables
import Evaluation
package import SourceText

extension Analysis {
  /// Everything that is to be said about the constructions of a file of code, in the order of the text.
  package func experimentProblems(in file: FilePath) -> [Problem] {
    guard !definitions.experiments.types.isEmpty else { return [] }
    let sites = constructionSites(in: file)
    var found = definitions.experiments.types.filter { $0.file == file }.flatMap { PropertyCycles($0).problems }
    guard !sites.isEmpty else { return found }
    let ids = definitions.experiments.experiments(in: file)
    files.definitions.prepare(ids, files.limits, cancellation: files.cancellation)
    found += sites.flatMap { LabelCheck(analysis: self, site: $0).problems }
    let known = Set(found.filter { $0.severity == .error }.map(\.location))
    for id in ids {
      found += ExperimentCheck(analysis: self, experiment: resolved(id), reported: known).problems
    }
    return found.sorted { $0.location.range.start < $1.location.range.start }
  }

  /// The problems of one experiment, and of what it takes its values from.
  package func problems(of experiment: ResolvedExperiment) -> [Problem] {
    var files: [FilePath] = []
    var waiting = [experiment.id]
    var seen: Set<ExperimentIndex.ID> = []
    while let id = waiting.popLast() {
      guard seen.insert(id).inserted else { continue }
      files.append(definitions.experiments.experiments[id].file)
      waiting += parents(of: id)
    }
    let ranges = seen.map { definitions.experiments.experiments[$0] }
    return Set(files).sorted().flatMap { experimentProblems(in: $0) }.filter { problem in
      ranges.contains { $0.file == problem.location.file && $0.range.contains(problem.location.range) }
    }
  }
}

/// What one experiment comes to, and why it should not.
private struct ExperimentCheck {
  let analysis: Analysis
  let experiment: ResolvedExperiment
  /// Places of errors that say why already.
  let reported: Set<FileLocation>

  private var index: DefinitionIndex { analysis.definitions }
  private var file: FilePath { experiment.experiment.file }

  var problems: [Problem] { mismatches + failures + CountCheck(analysis: analysis, experiment: experiment).problems }

  /// Values that the declared types cannot hold.
  private var mismatches: [Problem] {
    experiment.fields.compactMap { field in
      guard !field.isComputed, let source = field.sources.first, source.origin == .own, field.nestedType == nil,
        let mismatch = field.mismatch ?? mismatch(of: field)
      else { return nil }
      return Problem(
        .typeMismatch, ProblemWords.sentence(mismatch.message), at: FileLocation(file, source.expressionRange),
        related: [Problem.Related(declaration(of: field), ProblemWords.declaredHere)])
    }
  }

  private func mismatch(of field: ResolvedField) -> TypeMismatch? {
    field.value.value.flatMap { analysis.files.definitions.evaluator.mismatch($0, field.field, of: field.type) }
  }

  private func declaration(of field: ResolvedField) -> FileLocation {
    index.experiments.types[field.type].place(of: field.field)
  }

  // MARK: What the program stops with

  private var failures: [Problem] {
    guard let failure = experiment.failure, !isReported else { return [] }
    switch failure {
    case .cycle(_, let place):
      // Of those that need each other each says so, and nothing that is derived from them.
      guard ExperimentOrder.needsItself(experiment.id, in: index) else { return [] }
      let own = FileLocation(file, experiment.experiment.nameRange)
      let steps = cycleSteps
      let itself = place.map { [Problem.Related($0, ProblemWords.needsItselfHere)] } ?? []
      return [
        Problem(
          .definitionCycle, ProblemWords.experimentCycle(experiment.experiment.name), at: own,
          related: steps.isEmpty ? itself.filter { $0.location != own } : steps)
      ]
    case .raised where isInherited(failure): return []
    case .raised(let raised):
      let causes = causes(of: raised)
      let related =
        raised.location.map { [Problem.Related($0, ProblemWords.raisedHere)] } ?? []
      return causes.map {
        Problem(.evaluationError, message(raised), at: $0, related: related.filter { !causes.contains($0.location) })
      }
    case .notEvaluated, .limit, .cancelled: return []
    }
  }

  /// The experiments that this one names and that need themselves too.
  private var cycleSteps: [Problem.Related] {
    guard let code = index.files[file] else { return [] }
    var found: [ExperimentIndex.ID] = []
    experiment.experiment.construction.visitExpressions { part in
      guard let path = part.namePath,
        let (id, _) = index.experiments.experiment(named: path, in: code, index.files), id != experiment.id,
        !found.contains(id), case .cycle? = analysis.resolved(id).failure
      else { return }
      found.append(id)
    }
    return found.map { id in
      let other = index.experiments.experiments[id]
      return Problem.Related(FileLocation(other.file, other.nameRange), ProblemWords.cycleStep(other.name))
    }
  }

  /// Whether a label of the construction is known to be wrong, which is why it fails.
  private var isReported: Bool {
    reported.contains { $0.file == file && experiment.experiment.construction.range.contains($0.range) }
  }

  /// Whether what the values are taken from fails in the same way, and says so itself.
  private func isInherited(_ failure: EvaluationStop) -> Bool {
    analysis.parents(of: experiment.id).contains { analysis.resolved($0).failure == failure }
  }

  private func message(_ raised: EvaluationStop.Raised) -> String {
    ProblemWords.constructionFails(experiment.type.type.name, raised.message)
  }

  /// The arguments of this experiment that the failing check looked at; the type's name where there are none.
  private func causes(of raised: EvaluationStop.Raised) -> [FileLocation] {
    let construction = experiment.experiment.construction
    if let place = raised.location, place.file == file, construction.range.contains(place.range) { return [place] }
    let failing = experiment.fields.first { $0.value.cause == raised.location && $0.isComputed }
    var names: Set<String> = []
    let values = experiment.fields.compactMap { field in
      field.path.count == 1 ? field.value.value.map { (ErrorCause.Input.parameter(field.path[0]), $0) } : nil
    }
    if let place = raised.location,
      let inputs = ErrorCause.inputs(
        ofErrorAt: place, in: index, values: Dictionary(values, uniquingKeysWith: { first, _ in first }))
    {
      for case .parameter(let name) in inputs { names.insert(name) }
    }
    let read = Set(failing?.value.inputs.map(\.parameter) ?? [])
    let own = experiment.fields.filter { !$0.isComputed && $0.sources.first?.origin == .own }
    for wanted in [names, read] {
      let found = own.filter { wanted.contains($0.path.last ?? "") }.compactMap { $0.sources.first?.statement }
      if !found.isEmpty { return found }
    }
    if case .call(let callee, _) = construction.kind { return [FileLocation(file, callee.range)] }
    return [FileLocation(file, experiment.experiment.nameRange)]
  }
}
