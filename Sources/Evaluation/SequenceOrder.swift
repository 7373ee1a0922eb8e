// Which element comes first, and which one is it? What sequences say about order, and answers to questions about them.

import Configurables
import SourceText

extension BodyCompiler {
  // MARK: Order

  func sorted(_ source: SequenceSource, _ order: Expression?, _ range: TextRange) throws -> Typed {
    let element = source.element
    let values = try collected(source).datum
    let relation = try relation(order, element, range)
    return Typed(
      .array(element),
      .datum { frame in
        let list = try values(frame).asList()
        try frame.execution.charge(list.count &* 24)
        let result = try list.sorted { first, second in
          try frame.execution.step()
          return try relation(first, second, frame)
        }
        return try Datum.array(result, of: element)
      })
  }

  /// The order that a closure gives, or the type's own.
  func relation(_ order: Expression?, _ element: SwiftType, _ range: TextRange) throws -> Relation {
    guard let order else {
      guard let less = try ordering(element, range) else {
        throw unsupported(EvaluationWords.operation("<", on: library.text(element)), range)
      }
      return less
    }
    let callback = try callback(order, [element, element], .bool, range)
    guard callback.parameters.count == 2 else { throw unsupported(EvaluationWords.pattern(), range) }
    let (one, other, body) = (callback.parameters[0], callback.parameters[1], callback.body.bool)
    return { first, second, frame in
      try one.initialize(first, frame)
      try other.initialize(second, frame)
      return try body(frame)
    }
  }

  func extreme(
    _ source: SequenceSource, _ name: String, _ order: Expression?, _ range: TextRange
  ) throws -> Typed {
    let values = try collected(source).datum
    let relation = try relation(order, source.element, range)
    let element = source.element
    return Typed(
      .optional(element),
      .datum { frame in
        let list = try values(frame).asList()
        let compare: (Datum, Datum) throws -> Bool = { first, second in
          try frame.execution.step()
          return try relation(first, second, frame)
        }
        let found = name == "min" ? try list.min(by: compare) : try list.max(by: compare)
        return found.map { $0.wrapped(element) } ?? .nothing
      })
  }

  // MARK: Questions

  func containsElement(_ source: SequenceSource, _ wanted: Expression, _ range: TextRange) throws -> Typed {
    let wanted = try compile(wanted, source.element).datum
    guard let equals = try equality(source.element, range) else {
      throw unsupported(EvaluationWords.operation("==", on: library.text(source.element)), range)
    }
    let item = elementStorage(for: source.element)
    let loop = try source.loop(item)
    return .bool { frame in
      var found = false
      let wanted = try wanted(frame)
      try loop(frame) { frame in
        found = try equals(try item.load(frame), wanted, frame)
        return !found
      }
      return found
    }
  }

  func satisfies(
    _ source: SequenceSource, _ name: String, _ test: Expression, _ range: TextRange
  ) throws -> Typed {
    let callback = try callback(test, [source.element], .bool, range)
    guard let item = callback.parameters.first else { throw unsupported(EvaluationWords.pattern(), range) }
    let loop = try source.loop(item)
    let body = callback.body.bool
    let stopsAt = name == "contains"
    return .bool { frame in
      var result = !stopsAt
      try loop(frame) { frame in
        if try body(frame) == stopsAt {
          result = stopsAt
          return false
        }
        return true
      }
      return result
    }
  }

  func find(
    _ source: SequenceSource, _ name: String, _ argument: Argument, _ range: TextRange
  ) throws -> Typed {
    guard case .array? = source.value?.type else {
      throw unsupported(EvaluationWords.unknownMember(name, of: "Sequence"), range)
    }
    let element = source.element
    let test: Callback
    if argument.label == "of" {
      let item = elementStorage(for: element)
      let wanted = try compile(argument.value, element)
      test = Callback(
        parameters: [item], body: try comparison(.equal, element, item.typed(element), wanted, range))
    } else {
      test = try callback(argument.value, [element], .bool, range)
    }
    guard let item = test.parameters.first else { throw unsupported(EvaluationWords.pattern(), range) }
    let loop = try source.loop(item)
    let body = test.body.bool
    let wantsIndex = name == "firstIndex"
    return Typed(
      .optional(wantsIndex ? .int : element),
      .datum { frame in
        var found = Datum.nothing
        var index = 0
        try loop(frame) { frame in
          if try body(frame) {
            found = wantsIndex ? .int(index) : try item.load(frame).wrapped(element)
            if name != "last" { return false }
          }
          index += 1
          return true
        }
        return found
      })
  }
}
