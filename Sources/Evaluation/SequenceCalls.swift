// What do the library's sequence methods give? `map`, `filter`, `reduce` and their like, on any ordered sequence.

import Configurables
import SourceText

extension BodyCompiler {
  private static let names: Set<String> = [
    "map", "filter", "reduce", "compactMap", "flatMap", "forEach", "sorted", "min", "max", "contains", "allSatisfy",
    "first", "firstIndex", "enumerated", "reversed", "prefix", "suffix", "dropFirst", "dropLast", "joined", "last",
  ]

  /// A method call on a sequence; nil where the base is none or the workspace's own method is meant.
  func sequenceCall(
    _ base: Expression, _ name: String, _ arguments: [Argument], _ expected: SwiftType?, _ range: TextRange
  ) throws -> Typed? {
    guard Self.names.contains(name) else { return nil }
    guard library.builtinMembers.allSatisfy({ $0.value[name] == nil || $0.key.isPlainType }) else {
      throw unsupported(EvaluationWords.obstacle(name, "an extension declares"), range)
    }
    let source: SequenceSource
    switch base.kind {
    case .binary(.halfOpenRange, _, _), .binary(.closedRange, _, _), .call:
      if case .call(let callee, let inner) = base.kind {
        guard callee.kind == .name("zip") && !isDeclared("zip") || callee.isEnumerated(inner) else {
          return try sequenceCall(on: try compile(base), name, arguments, expected, range)
        }
      }
      source = try self.source(base)
    default: return try sequenceCall(on: try compile(base), name, arguments, expected, range)
    }
    return try call(name, on: source, arguments, expected, range)
  }

  private func sequenceCall(
    on value: Typed, _ name: String, _ arguments: [Argument], _ expected: SwiftType?, _ range: TextRange
  ) throws -> Typed? {
    switch value.type {
    case .array, .slice, .sequence, .range(.int), .closedRange(.int):
      return try call(name, on: try source(of: value, range), arguments, expected, range)
    case .optional(let wrapped) where name == "map" || name == "flatMap":
      return try optionalMap(value, wrapped, name, arguments, expected, range)
    case .nominal, .double, .int, .float, .string, .bool, .tuple, .range, .closedRange: return nil
    default: return try unorderedCall(value, name, arguments, expected, range)
    }
  }

  private func call(
    _ name: String, on source: SequenceSource, _ arguments: [Argument], _ expected: SwiftType?, _ range: TextRange
  ) throws -> Typed {
    let labels = arguments.map(\.label)
    switch (name, arguments.count) {
    case ("map", 1): return try map(source, arguments[0].value, expected, range)
    case ("compactMap", 1), ("flatMap", 1): return try flatMap(source, name, arguments[0].value, expected, range)
    case ("filter", 1): return try filter(source, arguments[0].value, expected, range)
    case ("reduce", 2): return try reduce(source, arguments, expected, range)
    case ("forEach", 1): return try forEach(source, arguments[0].value, range)
    case ("sorted", 0), ("sorted", 1): return try sorted(source, arguments.first?.value, range)
    case ("min", 0), ("max", 0), ("min", 1), ("max", 1):
      return try extreme(source, name, arguments.first?.value, range)
    case ("contains", 1) where labels[0] == nil && !arguments[0].value.kind.isClosure:
      return try containsElement(source, arguments[0].value, range)
    case ("contains", 1), ("allSatisfy", 1): return try satisfies(source, name, arguments[0].value, range)
    case ("first", 1), ("firstIndex", 1), ("last", 1):
      return try find(source, name, arguments[0], range)
    case ("enumerated", 0):
      var inner = source
      inner.value = nil
      let pairs = try self.source(of: try collected(inner), range)
      let element = SwiftType.pair(.int, source.element, labels: ("offset", "element"))
      let code = try collected(pairs).datum
      return Typed(
        .sequence("EnumeratedSequence", element),
        .datum { .list(try code($0).asList().enumerated().map { .record([.int($0), $1]) }) })
    case ("reversed", 0), ("prefix", 1), ("suffix", 1), ("dropFirst", _), ("dropLast", _):
      return try part(source, name, arguments, range)
    case ("joined", _): return try joined(source, arguments, range)
    default: throw unsupported(EvaluationWords.unknownMember(name, of: "Sequence"), range)
    }
  }

  // MARK: Transformations

  private func wantedElement(_ expected: SwiftType?) -> SwiftType? {
    if case .array(let element) = expected?.unwrapped { return element }
    return nil
  }

  private func map(
    _ source: SequenceSource, _ transform: Expression, _ expected: SwiftType?, _ range: TextRange
  ) throws -> Typed {
    let callback = try callback(transform, [source.element], wantedElement(expected), range)
    guard let item = callback.parameters.first else { throw unsupported(EvaluationWords.pattern(), range) }
    let loop = try source.loop(item)
    switch callback.body.type {
    case .double:
      let body = callback.body.double
      return Typed(
        .array(.double),
        .datum { frame in
          var result: [Double] = []
          try loop(frame) { frame in
            try frame.execution.charge(8)
            result.append(try body(frame))
            return true
          }
          return .doubles(result)
        })
    case .int:
      let body = callback.body.int
      return Typed(
        .array(.int),
        .datum { frame in
          var result: [Int] = []
          try loop(frame) { frame in
            try frame.execution.charge(8)
            result.append(try body(frame))
            return true
          }
          return .ints(result)
        })
    default:
      let body = callback.body.datum
      return Typed(
        .array(callback.body.type),
        .datum { frame in
          var result: [Datum] = []
          try loop(frame) { frame in
            try frame.execution.charge(24)
            result.append(try body(frame))
            return true
          }
          return .list(result)
        })
    }
  }

  private func flatMap(
    _ source: SequenceSource, _ name: String, _ transform: Expression, _ expected: SwiftType?, _ range: TextRange
  ) throws -> Typed {
    let hint = wantedElement(expected).map { name == "compactMap" ? SwiftType.optional($0) : .array($0) }
    let callback = try callback(transform, [source.element], hint, range)
    guard let item = callback.parameters.first else { throw unsupported(EvaluationWords.pattern(), range) }
    let loop = try source.loop(item)
    let body = callback.body.datum
    let type = callback.body.type
    let element: SwiftType
    if name == "compactMap" {
      element = type.wrapped ?? type
    } else {
      guard type.isMaterialized, let inner = type.element else {
        throw unsupported(EvaluationWords.operation("flatMap", on: library.text(type)), range)
      }
      element = inner
    }
    return Typed(
      .array(element),
      .datum { frame in
        var result: [Datum] = []
        try loop(frame) { frame in
          let datum = try body(frame)
          if name == "compactMap" {
            if !datum.isNothing { result.append(type.isOptional ? datum.unwrapped() : datum) }
          } else {
            result += try datum.asList()
          }
          try frame.execution.charge(24)
          return true
        }
        return try Datum.array(result, of: element)
      })
  }

  private func filter(
    _ source: SequenceSource, _ test: Expression, _ expected: SwiftType?, _ range: TextRange
  ) throws -> Typed {
    let callback = try callback(test, [source.element], .bool, range)
    guard let item = callback.parameters.first else { throw unsupported(EvaluationWords.pattern(), range) }
    let loop = try source.loop(item)
    let body = callback.body.bool
    let element = source.element
    var type = SwiftType.array(element)
    if case .slice? = source.value?.type { type = .slice(element) }
    return Typed(
      type,
      .datum { frame in
        var result: [Datum] = []
        try loop(frame) { frame in
          if try body(frame) {
            try frame.execution.charge(24)
            result.append(try item.load(frame))
          }
          return true
        }
        return try Datum.array(result, of: element)
      }, alternative: .array(element))
  }

  private func forEach(_ source: SequenceSource, _ action: Expression, _ range: TextRange) throws -> Typed {
    let callback = try callback(action, [source.element], .void, range)
    guard let item = callback.parameters.first else { throw unsupported(EvaluationWords.pattern(), range) }
    let loop = try source.loop(item)
    let body = callback.body.effect
    return Typed(
      .void,
      .datum { frame in
        try loop(frame) { frame in
          try body(frame)
          return true
        }
        return .void
      })
  }

  private func reduce(
    _ source: SequenceSource, _ arguments: [Argument], _ expected: SwiftType?, _ range: TextRange
  ) throws -> Typed {
    let isInto = arguments[0].label == "into"
    let initial = arguments[0].value
    guard needsContext(initial) else {
      return try reduce(source, try compile(initial), arguments[1].value, isInto, range)
    }
    if let expected {
      // An optional is made of the sum behind it, where the sum itself cannot be one.
      if expected.isOptional, initial.kind != .none {
        do {
          return try reduce(source, try compile(initial, expected.unwrapped), arguments[1].value, isInto, range)
        } catch let stop as CompileStop where stop.kind == .mismatch {}
      }
      return try reduce(source, try compile(initial, expected), arguments[1].value, isInto, range)
    }
    // The literal's own type is tried first, as the compiler prefers it; where that cannot be, the elements' type.
    if let own = defaultType(of: [initial]) {
      do {
        return try reduce(source, try compile(initial, own), arguments[1].value, isInto, range)
      } catch let stop as CompileStop where stop.kind == .mismatch && own != source.element {}
    }
    return try reduce(source, try compile(initial, source.element), arguments[1].value, isInto, range)
  }

  private func reduce(
    _ source: SequenceSource, _ initial: Typed, _ combine: Expression, _ isInto: Bool, _ range: TextRange
  ) throws -> Typed {
    if isInto { return try reduceInto(source, initial, combine, range) }
    let callback = try callback(combine, [initial.type, source.element], initial.type, range)
    guard callback.parameters.count == 2 else { throw unsupported(EvaluationWords.pattern(), range) }
    let (sum, item) = (callback.parameters[0], callback.parameters[1])
    let start = sum.initializer(initial)
    let loop = try source.loop(item)
    let next = sum.initializer(callback.body)
    return Typed.datum(initial.type) { frame in
      try start(frame)
      try loop(frame) { frame in
        try next(frame)
        return true
      }
      return try sum.load(frame)
    }
  }

  private func reduceInto(
    _ source: SequenceSource, _ initial: Typed, _ combine: Expression, _ range: TextRange
  ) throws -> Typed {
    guard case .closure(let function) = combine.kind, function.parameters.count == 2, function.obstacle == nil else {
      throw unsupported(EvaluationWords.pattern(), range)
    }
    return try inScope {
      let sum = storage(for: initial.type)
      let item = elementStorage(for: source.element)
      declare(function.parameters[0].internalName, initial.type, .variable, sum)
      declare(function.parameters[1].internalName, source.element, .constant, item)
      let body = try compileClosureBody(function, .void).effect
      let start = sum.initializer(initial)
      let loop = try source.loop(item)
      return Typed.datum(initial.type) { frame in
        try start(frame)
        try loop(frame) { frame in
          try body(frame)
          return true
        }
        return try sum.load(frame)
      }
    }
  }

  // MARK: Parts

  private func part(
    _ source: SequenceSource, _ name: String, _ arguments: [Argument], _ range: TextRange
  ) throws -> Typed {
    if let argument = arguments.first {
      guard arguments.count == 1, argument.label == nil else {
        throw unsupported(EvaluationWords.unknownMember(name, of: "Sequence"), range)
      }
    }
    if name == "reversed" || source.value != nil {
    } else {
      throw unsupported(EvaluationWords.unknownMember(name, of: "Sequence"), range)
    }
    let element = source.element
    let values = try collected(source).datum
    let count = try arguments.first.map { try compile($0.value, .int).int } ?? { _ in 1 }
    let trap = trap(.negativeCount, range)
    let type: SwiftType = name == "reversed" ? .sequence("ReversedCollection", element) : .slice(element)
    return Typed(
      type,
      .datum { frame in
        let list = try values(frame).asList()
        try frame.execution.charge(list.count &* 24)
        guard name != "reversed" else { return try Datum.array(list.reversed(), of: element) }
        let count = try count(frame)
        guard count >= 0 else { throw trap }
        let part: ArraySlice<Datum> =
          switch name {
          case "prefix": list.prefix(count)
          case "suffix": list.suffix(count)
          case "dropFirst": list.dropFirst(count)
          default: list.dropLast(count)
          }
        return try Datum.array(Array(part), of: element)
      }, alternative: .array(element))
  }

  private func joined(_ source: SequenceSource, _ arguments: [Argument], _ range: TextRange) throws -> Typed {
    let values = try collected(source).datum
    if source.element == .string {
      let separator = try arguments.first.map { try compile($0.value, .string).string } ?? { _ in "" }
      return .string { frame in
        let text = (try values(frame).asList().map { try $0.asString() }).joined(separator: try separator(frame))
        try frame.execution.charge(text.utf8.count)
        return text
      }
    }
    guard arguments.isEmpty, source.element.isMaterialized, let inner = source.element.element else {
      throw unsupported(EvaluationWords.unknownMember("joined", of: "Sequence"), range)
    }
    return Typed(
      .sequence("FlattenSequence", inner),
      .datum { frame in try Datum.array(try values(frame).asList().flatMap { try $0.asList() }, of: inner) })
  }

  private func optionalMap(
    _ value: Typed, _ wrapped: SwiftType, _ name: String, _ arguments: [Argument], _ expected: SwiftType?,
    _ range: TextRange
  ) throws -> Typed {
    guard arguments.count == 1 else { throw mismatch(EvaluationWords.wrongArguments(name), range) }
    let callback = try callback(arguments[0].value, [wrapped], name == "map" ? expected?.wrapped : expected, range)
    guard let item = callback.parameters.first else { throw unsupported(EvaluationWords.pattern(), range) }
    let (code, body, type) = (value.datum, callback.body.datum, callback.body.type)
    guard name == "map" || type.isOptional else { throw unsupported(EvaluationWords.pattern(), range) }
    return Typed(
      name == "map" ? .optional(type) : type,
      .datum { frame in
        let datum = try code(frame)
        if datum.isNothing { return .nothing }
        try item.initialize(datum.unwrapped(), frame)
        let result = try body(frame)
        return name == "map" ? result.wrapped(type) : result
      })
  }

  /// What dictionaries and sets give in an order that does not matter.
  private func unorderedCall(
    _ value: Typed, _ name: String, _ arguments: [Argument], _ expected: SwiftType?, _ range: TextRange
  ) throws -> Typed? {
    let code = value.datum
    switch (value.type, name) {
    case (.set(let element), "contains") where !arguments[0].value.kind.isClosure:
      guard hasDatumEquality(element) else { break }
      let wanted = try compile(arguments[0].value, element).datum
      return .bool { frame in
        let group = try code(frame).asGroup()
        return group.members.contains(try wanted(frame))
      }
    case (.set(let element), "sorted"):
      guard arguments.isEmpty, let less = try ordering(element, range) else { break }
      return Typed(
        .array(element),
        .datum { frame in
          let sorted = try code(frame).asGroup().ordered.sorted { try less($0, $1, frame) }
          return try Datum.array(sorted, of: element)
        })
    default: break
    }
    throw unsupported(EvaluationWords.unordered(library.text(value.type)), range)
  }
}

extension Expression {
  /// Whether this is `x.enumerated`, called without arguments.
  fileprivate func isEnumerated(_ arguments: [Argument]) -> Bool {
    if case .member(_?, "enumerated", _) = kind { return arguments.isEmpty }
    return false
  }
}
