// What changes when the global that holds a typed experiment gets another name? All code that names it, and the paths by
// which scripts run it.

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
    let inCode = try analysis.renameGlobal(experiment.name, at: place, experiment.language, to: new.inCode)
    let inPaths = analysis.pathUses(of: experiment).map { TextChange(location: $0, replacement: new.inCode) }
    return analysis.inOrder(inCode + inPaths)
  }
}
