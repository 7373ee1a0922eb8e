// What changes when the global that holds a typed experiment gets another name? All code that names it.

import Configurables
import Resolution
import SourceText

struct ExperimentRename {
  private let analysis: Analysis
  private let experiment: ExperimentIndex.Experiment
  private let new: CodeIdentifier

  init(_ analysis: Analysis, _ id: ExperimentIndex.ID, to name: String) throws {
    self.analysis = analysis
    experiment = analysis.definitions.experiments.experiments[id]
    new = try CodeIdentifier(name, .code, after: experiment.name, experiment.language)
  }

  func changes() throws -> [TextChange] {
    let place = FileLocation(experiment.file, experiment.nameRange)
    return analysis.inOrder(
      try analysis.renameGlobal(experiment.name, at: place, experiment.language, to: new.inCode))
  }
}
