// Which argument goes to which parameter? As CPython fills a call, and as gin-config adds to it (`_make_gin_wrapper`).

import Configurables
import SourceText

/// What a function or a generated constructor takes.
struct PythonSignature {
  struct Slot {
    var parameter: Parameter
    var initial: PythonObject?
    /// `default_factory`: a new value for each call.
    var factory: PythonObject?
    var name: String { parameter.name }
  }

  /// As messages name it.
  var name: String
  var slots: [Slot]
  var module: PythonUnit
}

extension PythonInterpreter {
  typealias Bound = [(name: String, value: PythonObject)]

  /// The parameters with their values, in the order of the signature.
  ///
  /// - Parameter ids: the configurables whose bindings give what the caller leaves out, the outermost first.
  func bind(_ signature: PythonSignature, _ call: PythonCall, as ids: [DefinitionIndex.ID]) throws -> Bound {
    var call = call
    var taken: [String: BoundValue] = [:]
    if !ids.isEmpty { taken = try configured(signature, &call, ids) }
    if let id = ids.first { note(signature, call, taken, as: id) }
    return try filled(signature, call)
  }

  /// What the call takes from the config and from defaults, in the order of the signature.
  private func note(
    _ signature: PythonSignature, _ call: PythonCall, _ taken: [String: BoundValue], as id: DefinitionIndex.ID
  ) {
    for slot in signature.slots {
      if let bound = taken[slot.name] {
        note(slot.parameter, of: id, bound.value, .binding(bound.location), in: bound.scope)
      } else if let initial = slot.initial, call.keywords[slot.name] == nil, !isGiven(slot, signature, call) {
        note(slot.parameter, of: id, initial, signature.module)
      }
    }
    for (name, bound) in taken where !signature.slots.contains(where: { $0.name == name }) {
      note(Parameter(name: name, nameRange: call.range), of: id, bound.value, .binding(bound.location), in: bound.scope)
    }
  }

  private func isGiven(_ slot: PythonSignature.Slot, _ signature: PythonSignature, _ call: PythonCall) -> Bool {
    let places = signature.slots.filter { $0.parameter.kind == .ordinary || $0.parameter.kind == .positionalOnly }
    guard let place = places.firstIndex(where: { $0.name == slot.name }) else { return false }
    return place < call.positional.count
  }

  // MARK: gin

  /// Adds to a call what the config binds.
  /// - Returns: what was taken from the config.
  private func configured(
    _ signature: PythonSignature, _ call: inout PythonCall, _ ids: [DefinitionIndex.ID]
  ) throws -> [String: BoundValue] {
    var taken: [String: BoundValue] = [:]
    for (level, id) in ids.enumerated() {
      // A wrapper around another one does not see the signature, and so not which parameters are given by place.
      let seesPlaces = level == ids.count - 1
      var required: [String] = []
      var place = 0
      var added = PythonKeywords()
      var failures = BoundFailures(self)
      for slot in signature.slots {
        let name = slot.name
        switch slot.parameter.kind {
        case .variadic, .keywords, .mutated: continue
        case .ordinary, .positionalOnly:
          defer { place += 1 }
          if seesPlaces, place < call.positional.count {
            guard isRequired(call.positional[place]) else { continue }
            guard let bound = try failures.collected({ try self.bound(slot.parameter, of: id) }) else {
              required.append(name)
              continue
            }
            call.positional[place] = PythonObject(bound.value)
            taken[name] = bound
            continue
          }
        case .keywordOnly: break
        }
        let bound = try failures.collected { try self.bound(slot.parameter, of: id) }
        let given = call.keywords[name]
        if let given, !isRequired(given) { continue }
        if let bound {
          added.set(name, PythonObject(bound.value))
          taken[name] = bound
        } else if given != nil || slot.initial.map({ isRequired($0) }) == true {
          required.append(name)
        }
      }
      if signature.slots.contains(where: { $0.parameter.kind == .keywords }) {
        try addExtra(signature, call, id, &added, &taken)
      }
      try failures.throwOne(call)
      guard required.isEmpty else {
        let list = required.map { "'\($0)'" }.joined(separator: ", ")
        throw raise(
          "RuntimeError",
          "Required bindings for `\(index.shortestSelector(of: id))` not provided in config: [\(list)]", call.range,
          call.frame.module)
      }
      for (name, value) in call.keywords.pairs where !isRequired(value) { added.set(name, value) }
      call.keywords = added
    }
    return taken
  }

  /// Errors in the bindings of one call. CPython meets them in the order in which the config says them, which is not
  /// known here: where there are two, nobody knows which of them ends the call.
  private struct BoundFailures {
    let interpreter: PythonInterpreter
    private var first: (raised: EvaluationStop.Raised, exception: PythonException?)?
    private var isOne = true

    init(_ interpreter: PythonInterpreter) { self.interpreter = interpreter }

    mutating func collected(_ value: () throws -> BoundValue?) throws -> BoundValue? {
      do { return try value() } catch EvaluationStop.raised(let raised) {
        if let first {
          if first.raised.message != raised.message { isOne = false }
        } else {
          first = (raised, interpreter.exception(of: raised))
        }
        return nil
      }
    }

    func throwOne(_ call: PythonCall) throws {
      guard let first else { return }
      guard isOne else { throw interpreter.giveUp(EvaluationWords.pythonErrors, call) }
      interpreter.thrown = first.exception.map { (first.raised, $0) }
      throw EvaluationStop.raised(first.raised)
    }
  }

  /// What configs bind and only `**kwargs` takes.
  private func addExtra(
    _ signature: PythonSignature, _ call: PythonCall, _ id: DefinitionIndex.ID, _ added: inout PythonKeywords,
    _ taken: inout [String: BoundValue]
  ) throws {
    let known = Set(signature.slots.map(\.name))
    let names = execution.environment.boundNames(of: id, scope: execution.scope)
    for name in names where !known.contains(name) {
      guard let value = try bound(Parameter(name: name, nameRange: call.range), of: id) else { continue }
      added.set(name, PythonObject(value.value))
      taken[name] = value
    }
  }

  func isRequired(_ object: PythonObject) -> Bool {
    if case .path(let path) = object { return PythonNames.isGin(path, "REQUIRED") }
    return false
  }

  // MARK: CPython

  private func filled(_ signature: PythonSignature, _ call: PythonCall) throws -> Bound {
    func fail(_ words: String) -> EvaluationStop {
      raise("TypeError", signature.name + "() " + words, call.range, call.frame.module)
    }
    let slots = signature.slots
    let places = slots.indices.filter {
      slots[$0].parameter.kind == .ordinary || slots[$0].parameter.kind == .positionalOnly
    }
    var values: [PythonObject?] = Array(repeating: nil, count: slots.count)
    for (place, value) in zip(places, call.positional) { values[place] = value }
    let rest = call.positional.dropFirst(places.count)
    let extra = PythonDictionary()
    let takesKeywords = slots.contains { $0.parameter.kind == .keywords }
    for (name, value) in call.keywords.pairs {
      let slot = slots.firstIndex {
        $0.name == name && ($0.parameter.kind == .ordinary || $0.parameter.kind == .keywordOnly)
      }
      guard let slot else {
        guard takesKeywords, let key = PythonKey(.string(name)) else {
          if slots.contains(where: { $0.name == name && $0.parameter.kind == .positionalOnly }) {
            throw fail("got some positional-only arguments passed as keyword arguments: '\(name)'")
          }
          throw fail("got an unexpected keyword argument '\(name)'")
        }
        extra.set(key, value)
        continue
      }
      guard values[slot] == nil else { throw fail("got multiple values for argument '\(name)'") }
      values[slot] = value
    }
    if !rest.isEmpty, !slots.contains(where: { $0.parameter.kind == .variadic }) {
      throw fail(tooMany(slots, places, call.positional.count, values))
    }
    try fillDefaults(signature, places, &values, call, fail)
    var bound: Bound = []
    for (place, slot) in slots.enumerated() {
      switch slot.parameter.kind {
      case .variadic:
        try execution.charge(PythonBytes.container + rest.count * PythonBytes.place)
        bound.append((slot.name, .tuple(PythonTuple(Array(rest)))))
      case .keywords:
        try execution.charge(PythonBytes.container + extra.count * PythonBytes.entry)
        bound.append((slot.name, .dictionary(extra)))
      default: bound.append((slot.name, values[place] ?? .none))
      }
    }
    return bound
  }

  private func fillDefaults(
    _ signature: PythonSignature, _ places: [Int], _ values: inout [PythonObject?], _ call: PythonCall,
    _ fail: (String) -> EvaluationStop
  ) throws {
    let slots = signature.slots
    var missing: (positional: [String], keyword: [String]) = ([], [])
    for (place, slot) in slots.enumerated() where values[place] == nil {
      switch slot.parameter.kind {
      case .variadic, .keywords: continue
      default: break
      }
      if let initial = slot.initial {
        values[place] = initial
      } else if let factory = slot.factory {
        values[place] = try self.call(factory, [], [:], call.range, call.frame)
      } else if slot.parameter.kind == .keywordOnly {
        missing.keyword.append(slot.name)
      } else {
        missing.positional.append(slot.name)
      }
    }
    for (names, kind) in [(missing.positional, "positional"), (missing.keyword, "keyword-only")] where !names.isEmpty {
      let plural = names.count == 1 ? "" : "s"
      throw fail("missing \(names.count) required \(kind) argument\(plural): \(Self.enumerated(names))")
    }
  }

  private static func enumerated(_ names: [String]) -> String {
    let quoted = names.map { "'\($0)'" }
    switch quoted.count {
    case 1: return quoted[0]
    case 2: return quoted[0] + " and " + quoted[1]
    default: return quoted.dropLast().joined(separator: ", ") + ", and " + (quoted.last ?? "")
    }
  }

  private func tooMany(
    _ slots: [PythonSignature.Slot], _ places: [Int], _ given: Int, _ values: [PythonObject?]
  ) -> String {
    let defaults = places.filter { slots[$0].initial != nil || slots[$0].factory != nil }.count
    let keywordOnly = slots.indices.filter { slots[$0].parameter.kind == .keywordOnly && values[$0] != nil }.count
    let takes = defaults > 0 ? "from \(places.count - defaults) to \(places.count)" : "\(places.count)"
    let plural = defaults > 0 || places.count != 1 ? "s" : ""
    var but = "\(given)"
    if keywordOnly > 0 {
      but +=
        " positional argument\(given == 1 ? "" : "s") (and \(keywordOnly) keyword-only argument"
        + "\(keywordOnly == 1 ? "" : "s"))"
    }
    let was = given == 1 && keywordOnly == 0 ? "was" : "were"
    return "takes \(takes) positional argument\(plural) but \(but) \(was) given"
  }
}
