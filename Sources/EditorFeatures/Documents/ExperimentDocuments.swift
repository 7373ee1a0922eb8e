// Which text belongs to an experiment's name? The same documents for gin's experiments and for typed ones.

import Configurables
package import Resolution
import SourceText

extension Analysis {
  /// The resolved config of the experiment of that name; nil where there is none.
  package func resolvedDocument(titled title: String) -> String? {
    if let entry = experiment(titled: title) { return resolvedDocument(of: entry) }
    guard let id = definitions.experiments.experiment(path: title) else { return nil }
    let parameters = resolved(id).parameters(definitions)
    let computed = parameters.count { !$0.value.inputs.isEmpty }
    let heading = "# " + FeatureWords.resolvedTitle(title, parameters.count, computed: computed)
    return ([heading] + parameters.flatMap { lines(of: $0) }).joined(separator: "\n") + "\n"
  }

  /// What differs between two experiments; nil where a name is nobody's.
  package func differenceDocument(titled left: String, _ right: String) -> String? {
    if let left = experiment(titled: left), let right = experiment(titled: right) {
      return differenceDocument(from: left, to: right)
    }
    guard let from = rows(of: left), let to = rows(of: right) else { return nil }
    return differenceDocument(ConfigDifference(from: from, to: to), left, right)
  }

  package func hasExperiment(titled title: String) -> Bool {
    experiment(titled: title) != nil || definitions.experiments.experiment(path: title) != nil
  }

  private func rows(of title: String) -> [ResolvedParameter]? {
    if let entry = experiment(titled: title) { return resolved(entry).parameters() }
    return definitions.experiments.experiment(path: title).map { resolved($0).parameters(definitions) }
  }

  /// Above each typed experiment of a file of code: Print, and Diff with the one that it starts from.
  func experimentLenses(in code: DefinitionFile) -> [CodeLens] {
    let index = definitions.experiments
    return index.experiments(in: code.file).flatMap { id -> [CodeLens] in
      let experiment = index.experiments[id]
      var lenses = [
        CodeLens(range: experiment.nameRange, title: FeatureWords.print, action: .print(experiment.path))
      ]
      if let base = base(of: id).map({ index.experiments[$0] }) {
        lenses.append(
          CodeLens(
            range: experiment.nameRange, title: FeatureWords.difference(from: base.shownName),
            action: .compare(base.path, with: experiment.path)))
      }
      return lenses
    }
  }

  /// The nearest experiment that a typed one takes a value from.
  private func base(of id: ExperimentIndex.ID) -> ExperimentIndex.ID? {
    for field in resolved(id).fields {
      for source in field.sources {
        if case .inherited(let base) = source.origin { return base }
      }
    }
    return nil
  }
}
