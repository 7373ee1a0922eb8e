// What does a module keep from call to call? Defaults, attributes of classes, globals, and what configs bind.
//
// A value is shown as the first call gives it. What a call changes itself ends it (`change`). What a call hands to code
// outside the workspace may be changed there, and then each later call finds something else: nothing is known of it, not
// even before it is handed over. So a call that has handed over something kept is worked out anew, without it.

import Configurables
import SourceText

/// What was made of a place of the code, once for all calls.
struct PythonKeptPlace: Hashable {
  let place: FileLocation
  /// Of several that stand at the place.
  var name = ""
}

extension PythonInterpreter {
  /// The result of a configurable function or class, its missing arguments bound by the config.
  static func result(
    of id: DefinitionIndex.ID, _ arguments: [EvaluationArgument], _ execution: Execution
  ) throws -> Value {
    let run = execution.run
    let (reads, sources) = (run.reads.count, run.sourcesTaken.count)
    var handedOver: [PythonKeptPlace: PythonUnknown] = [:]
    while true {
      var found = handedOver
      let result = Result {
        try with(execution) { python in
          python.handedOver = handedOver
          defer { for (place, value) in python.kept { found[place] = found[place] ?? value.changedOutside } }
          return try python.call(id, arguments)
        }
      }
      guard found.count > handedOver.count else { return try result.get() }
      handedOver = found
      run.reads.removeSubrange(min(reads, run.reads.count)...)
      run.sourcesTaken.removeSubrange(min(sources, run.sourcesTaken.count)...)
    }
  }

  /// Says that calls to come see the value as well.
  func keep(_ value: PythonObject, _ place: PythonKeptPlace) {
    value.keep()
    guard value.canChange else { return }
    kept.append((place, value))
    guard let unknown = handedOver[place] else { return }
    hasLost = true
    lose(value, unknown)
  }
}

extension PythonObject {
  /// Marks it and all that it holds as kept by the module.
  func keep() {
    switch self {
    case .list(let list):
      guard !list.isKept else { return }
      list.isKept = true
      for item in list.items { item.keep() }
    case .tuple(let items): for item in items { item.keep() }
    case .dictionary(let dictionary):
      guard !dictionary.isKept else { return }
      dictionary.isKept = true
      for value in dictionary.values { value.keep() }
    case .set(let set): set.isKept = true
    case .instance(let instance):
      guard !instance.isKept else { return }
      instance.isKept = true
      for (_, value) in instance.attributes { value.keep() }
    default: return
    }
  }

  fileprivate var canChange: Bool {
    switch self {
    case .list, .dictionary, .set, .instance: true
    case .tuple(let items): items.contains { $0.canChange }
    default: false
    }
  }

  /// Why it is not known, where code outside may have changed it.
  fileprivate var changedOutside: PythonUnknown? {
    if case .instance(let instance) = self { return instance.lost }
    return lost
  }
}
