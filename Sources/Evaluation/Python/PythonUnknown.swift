// What becomes of a value that nobody here can know? It costs what depends on it, and what it may have changed.
//
// A statement that calls what is not in the workspace is passed over: the program goes on behind it. This is true as
// long as what is shown does not hang on what the call gave, changed or raised:
//
// - What it gave: the names and attributes that the statement sets are unknown. Reading one ends the statement that
//   reads it, so that nothing is ever computed from it, and no branch or loop hangs on it.
// - What it changed: whatever the statement could reach by its names is lost, deeply (`PythonFootprint`). Code outside
//   does not know the modules of the workspace, so that it changes only what it is handed. A list, table or set that it
//   was handed may change at any later time and is lost for good; of an object it loses the attributes that it has
//   then, and those set later are the workspace's own again. What a module or class keeps is no part of this: where code
//   of the file changes it, it is not read at all (`PythonUnit.changed`).
// - What it raised: an error that leaves the program is its end, and then there is no value that another could differ
//   from. Inside of `try`, where an error is caught, nothing is passed over; the whole `try` is.

import Configurables
import SourceText

final class PythonUnknown: Sendable {
  /// Always `notEvaluated`.
  let stop: EvaluationStop

  init(_ stop: EvaluationStop) { self.stop = stop }

  /// As a part of an object writes it.
  var opaque: OpaqueValue { OpaqueValue(description: "not evaluated: " + stop.words, identity: 0, content: self) }
}

extension PythonObject {
  /// Why it cannot be read, where it cannot: it is unknown, or a container inside it was changed by nobody knows what.
  var lost: PythonUnknown? {
    switch self {
    case .unknown(let unknown): return unknown
    case .list(let list): return list.lost ?? (list.nesting > 1 ? lostInside : nil)
    case .tuple: return lostInside
    case .dictionary(let table): return table.lost ?? (table.nesting > 1 ? lostInside : nil)
    case .view(let view): return PythonObject.dictionary(view.dictionary).lost
    case .set(let set): return set.lost
    case .iterator(let iterator): return iterator.lost
    default: return nil
    }
  }

  private static let tooDeep = PythonUnknown(.notEvaluated(reason: EvaluationWords.nesting, at: nil))

  /// What is held twice is looked at once.
  private var lostInside: PythonUnknown? {
    var seen: Set<ObjectIdentifier> = []
    var waiting: [(object: PythonObject, depth: Int)] = [(self, 0)]
    while let (object, depth) = waiting.popLast() {
      guard depth < 60 else { return Self.tooDeep }
      let inner: [PythonObject]
      switch object {
      case .list(let list):
        if let lost = list.lost { return lost }
        guard list.nesting > 1, seen.insert(ObjectIdentifier(list)).inserted else { continue }
        inner = list.items
      case .tuple(let tuple):
        guard seen.insert(ObjectIdentifier(tuple)).inserted else { continue }
        inner = tuple.items
      case .dictionary(let table):
        if let lost = table.lost { return lost }
        guard table.nesting > 1, seen.insert(ObjectIdentifier(table)).inserted else { continue }
        inner = table.values
      default:
        if let lost = object.lost { return lost }
        continue
      }
      waiting += inner.reversed().map { ($0, depth + 1) }
    }
    return nil
  }
}

extension EvaluationStop {
  /// Whether it is for something outside the workspace, so that the program may be followed behind it.
  var isOutside: Bool {
    if case .notEvaluated(let reason, _) = self { return EvaluationWords.isOutside(reason) }
    return false
  }
}

extension PythonInterpreter {
  /// Why nothing is made of these: the unknown one, or the one from outside among them, says why.
  func unfollowed(_ objects: PythonObject..., at range: TextRange, _ frame: PythonFrame) -> EvaluationStop {
    for object in objects {
      if let lost = object.lost { return lost.stop }
      if case .path(let path) = object, PythonNames.isOutside(path) {
        return giveUp(EvaluationWords.unknownName(path), range, frame.module)
      }
    }
    return giveUp(EvaluationWords.pythonExpression, range, frame.module)
  }

  /// What a statement leaves behind that could not be followed to its end.
  ///
  /// - Returns: whether the program can go on behind it.
  func passOver(_ statement: Statement, _ frame: PythonFrame, _ stop: EvaluationStop) -> Bool {
    guard stop.isOutside else { return false }
    let footprint = footprint(of: statement, frame)
    notePassedOver(statement.range, frame.module)
    lose(footprint, frame, PythonUnknown(stop))
    return catching == 0 && !footprint.leaves
  }

  /// The value of an argument, or what is known of it.
  func lenient(argument expression: Expression, _ frame: PythonFrame) throws -> PythonObject {
    try lenient(expression, frame) { try evaluate(expression, frame) }
  }

  func lenient(
    _ expression: Expression, _ frame: PythonFrame, _ value: () throws -> PythonObject
  ) throws -> PythonObject {
    do { return try value() } catch {
      guard catching == 0, let stop = error as? EvaluationStop, stop.isOutside else { throw error }
      let footprint = PythonFootprint(of: expression)
      let unknown = PythonUnknown(stop)
      notePassedOver(expression.range, frame.module)
      lose(footprint, frame, unknown)
      guard catching == 0 else { throw error }
      return .unknown(unknown)
    }
  }

  /// What may be caught: any error, or any but that something has no attribute and cannot be imported.
  enum Catching { case missingNames, otherErrors }

  /// Runs what may catch an error that is raised in it.
  func whileCatching<Result>(_ caught: Catching, _ body: () throws -> Result) rethrows -> Result {
    catching += 1
    if caught == .missingNames { catchingMissing += 1 }
    defer {
      catching -= 1
      if caught == .missingNames { catchingMissing -= 1 }
    }
    return try body()
  }

  /// What an import or an attribute leads to. Whether something outside the workspace has the name nobody knows. A
  /// program that ends for it has no other value, but one that catches the error has.
  func found(_ object: PythonObject, _ range: TextRange, _ frame: PythonFrame) throws -> PythonObject {
    guard case .path(let path) = object, PythonNames.isOutside(path + "."),
      execution.evaluator.pythonModules[path] == nil
    else { return object }
    notePassedOver(range, frame.module)
    if catchingMissing > 0 { throw giveUp(EvaluationWords.unknownName(path), range, frame.module) }
    return object
  }

  private func footprint(of statement: Statement, _ frame: PythonFrame) -> PythonFootprint {
    let place = location(statement.range, frame.module)
    if let known = footprints[place] { return known }
    let made = PythonFootprint(of: statement)
    footprints[place] = made
    return made
  }

  private func lose(_ footprint: PythonFootprint, _ frame: PythonFrame, _ unknown: PythonUnknown) {
    hasLost = true
    // Nothing is passed over any more.
    if footprint.reachesEverything { catching += 1 << 32 }
    if footprint.isOpen {
      var current: PythonFrame? = frame
      while let scope = current {
        for (name, value) in scope.pairs {
          lose(value, unknown)
          scope[name] = .unknown(unknown)
        }
        current = scope.parent
      }
    }
    for name in footprint.parts {
      switch known(name, frame) {
      case .dictionary(let table)?: for value in table.values { lose(value, unknown) }
      case .list(let list)?: for value in list.items { lose(value, unknown) }
      case let object?: lose(object, unknown)
      case nil: continue
      }
    }
    for name in footprint.whole {
      if name == "super", let first = receiver(of: frame) { lose(first, unknown) }
      if let object = known(name, frame) { lose(object, unknown) }
    }
    // What is read is given up before what is set takes its place.
    for use in footprint.members where !use.isSet && !footprint.whole.contains(use.base) {
      guard let object = known(use.base, frame) else { continue }
      guard case .instance(let instance) = object else {
        lose(object, unknown)
        continue
      }
      if let part = instance[use.name] {
        lose(part, unknown)
      } else if !isPlainAttribute(use.name, of: instance.type) {
        // A method or a property is handed the whole object.
        lose(object, unknown)
      }
    }
    for use in footprint.members where use.isSet {
      guard let object = known(use.base, frame) else { continue }
      guard case .instance(let instance) = object else {
        lose(object, unknown)
        continue
      }
      if case .success(.descriptor)? = instance.type.known(use.name) { lose(object, unknown) }
      if instance.type.known("__setattr__") != nil { lose(object, unknown) }
      instance[use.name].map { lose($0, unknown) }
      instance[use.name] = .unknown(unknown)
    }
    for name in footprint.assigned { try? store(.unknown(unknown), name, frame, .zero) }
  }

  /// Whether a class says nothing of the attribute, or no more than a value that instances share.
  private func isPlainAttribute(_ name: String, of type: PythonClass) -> Bool {
    switch type.known(name) {
    case nil: !type.isOpen
    case .failure?: false
    case .success(.function)?, .success(.descriptor)?: false
    case .success?: true
    }
  }

  /// The first parameter of the function that runs.
  private func receiver(of frame: PythonFrame) -> PythonObject? {
    var current: PythonFrame? = frame
    while let scope = current {
      if let callee = scope.callee { return callee.function.parameters.first.flatMap { scope[$0.name] } }
      current = scope.parent
    }
    return nil
  }

  /// What a name stands for now, without a complaint where it stands for nothing.
  private func known(_ name: String, _ frame: PythonFrame) -> PythonObject? {
    var current: PythonFrame? = frame
    while let scope = current {
      if let value = scope[name] { return value }
      if scope.kind != .classBody, scope.owns(name) { return nil }
      current = scope.parent
    }
    let unit = frame.module
    if let known = unit.globals[name] { return known }
    guard unit.file.globals.contains(where: { $0.name == name }), !unit.underWay.contains(name) else { return nil }
    return try? global(name, .zero, unit)
  }

  /// What the variables of a call that was left in its middle could reach.
  func loseVariables(of frame: PythonFrame, _ error: any Error) {
    guard let stop = error as? EvaluationStop, stop.isOutside else { return }
    let unknown = PythonUnknown(stop)
    hasLost = true
    for value in frame.values { lose(value, unknown) }
    guard let callee = frame.callee else { return }
    notePassedOver(callee.function.range, callee.module)
    lose(.function(callee), unknown)
  }

  func notePassedOver(_ range: TextRange, _ unit: PythonUnit) {
    let place = location(range, unit)
    execution.evaluator.notePassedOver(place)
  }

  /// Gives up all that can change in an object, and in what it holds.
  func lose(_ object: PythonObject, _ unknown: PythonUnknown) {
    // Not by recursion: values nest deeply.
    var loss = PythonLoss(unknown, from: object)
    while let next = loss.waiting.popLast() { loss.take(next) }
  }

}

/// What is being given up because it can be reached from an object.
private struct PythonLoss {
  let unknown: PythonUnknown
  var waiting: [PythonObject]
  private var seen: Set<ObjectIdentifier> = []

  init(_ unknown: PythonUnknown, from object: PythonObject) {
    self.unknown = unknown
    waiting = [object]
  }

  mutating func take(_ object: PythonObject) {
    switch object {
    case .list(let list):
      guard list.lost == nil else { return }
      list.lost = unknown
      if list.nesting > 1 { waiting += list.items }
    case .tuple(let tuple):
      guard seen.insert(ObjectIdentifier(tuple)).inserted else { return }
      waiting += tuple.items
    case .dictionary(let table):
      guard table.lost == nil else { return }
      table.lost = unknown
      waiting += table.keys + table.values
    case .set(let set):
      guard set.lost == nil, !set.isFrozen else { return }
      set.lost = unknown
      waiting += set.items
    case .view(let view): waiting.append(.dictionary(view.dictionary))
    case .iterator(let iterator):
      guard iterator.lost == nil else { return }
      iterator.lost = unknown
      waiting += iterator.sources
      if let frame = iterator.frame { take(frame) { _ in false } }
    case .instance(let instance): take(instance)
    case .function(let function): take(function)
    case .bound(let receiver, let function):
      waiting.append(receiver)
      take(function)
    case .method(let receiver, _): waiting.append(receiver)
    case .native(let native): waiting += native.holding
    case .ancestor(let ancestor): waiting.append(ancestor.object)
    case .exception(let exception):
      guard seen.insert(ObjectIdentifier(exception)).inserted else { return }
      waiting += exception.args + exception.attributes.values
    case .none, .bool, .int, .big, .float, .string, .range, .path, .type, .descriptor, .config, .foreign, .unknown:
      return
    }
  }

  private mutating func take(_ instance: PythonInstance) {
    guard seen.insert(ObjectIdentifier(instance)).inserted else { return }
    waiting += instance.attributes.map(\.value)
    guard !instance.type.order.contains(where: { $0.dataclass?.isFrozen == true }) else { return }
    instance.lost = unknown
    for name in instance.names { instance[name] = .unknown(unknown) }
  }

  /// A function may change what it closes over, and what its defaults hold.
  private mutating func take(_ function: PythonFunctionObject) {
    guard seen.insert(ObjectIdentifier(function)).inserted else { return }
    waiting += function.defaults.values
    if let frame = function.enclosing { take(frame) { function.outerNames.contains($0) } }
  }

  private mutating func take(_ frame: PythonFrame, _ isSet: (String) -> Bool) {
    var current: PythonFrame? = frame
    while let scope = current {
      // The variables that a function sets are its own affair, however often the frame is seen.
      for (name, value) in scope.pairs where isSet(name) {
        waiting.append(value)
        scope[name] = .unknown(unknown)
      }
      if seen.insert(ObjectIdentifier(scope)).inserted { waiting += scope.values }
      current = scope.parent
    }
  }
}
