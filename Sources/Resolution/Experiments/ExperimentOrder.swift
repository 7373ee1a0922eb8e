// In which order are experiments worked out? Each behind those that it names.

import Configurables

enum ExperimentOrder {
  /// The experiments and all that they are derived from or read, as their constructions say.
  static func dependencies(of ids: [ExperimentIndex.ID], in index: DefinitionIndex) -> [ExperimentIndex.ID] {
    var order: [ExperimentIndex.ID] = []
    var seen: Set<ExperimentIndex.ID> = []
    // The second visit of an experiment is behind those that it names.
    var waiting = ids.reversed().map { (id: $0, isSecond: false) }
    while let (id, isSecond) = waiting.popLast() {
      if isSecond {
        order.append(id)
        continue
      }
      guard seen.insert(id).inserted else { continue }
      waiting.append((id, true))
      for other in named(by: id, in: index).reversed() where !seen.contains(other) { waiting.append((other, false)) }
    }
    return order
  }

  /// Whether an experiment names itself, by whatever way.
  static func needsItself(_ id: ExperimentIndex.ID, in index: DefinitionIndex) -> Bool {
    var waiting = named(by: id, in: index)
    var seen: Set<ExperimentIndex.ID> = []
    while let next = waiting.popLast() {
      if next == id { return true }
      if seen.insert(next).inserted { waiting += named(by: next, in: index) }
    }
    return false
  }

  private static func named(by id: ExperimentIndex.ID, in index: DefinitionIndex) -> [ExperimentIndex.ID] {
    let experiment = index.experiments.experiments[id]
    guard let code = index.files[experiment.file] else { return [] }
    var found: [ExperimentIndex.ID] = []
    experiment.construction.visitExpressions { part in
      guard case .name(let name) = part.kind,
        let (other, _) = index.experiments.experiment(named: [name], in: code, index.files)
      else { return }
      found.append(other)
    }
    return found
  }
}
