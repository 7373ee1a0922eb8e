// What is wrong with a typed experiment? Its labels, its values, and what the program stops with when it makes it.

import Configurables
import Evaluation
import SourceText

extension Analysis {
  /// Everything that is to be said about an experiment itself, in the order of the text.
  package func problems(of experiment: ResolvedExperiment) -> [Problem] {
    ExperimentCheck(experiment: experiment, definitions: files.definitions).problems.sorted {
      $0.location.range.start < $1.location.range.start
    }
  }
}

struct ExperimentCheck {
  let experiment: ResolvedExperiment
  let definitions: ProjectDefinitions

  private var index: DefinitionIndex { definitions.index }

  var problems: [Problem] {
    []
  }
}
