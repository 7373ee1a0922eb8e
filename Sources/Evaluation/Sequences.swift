// What is iterated over, and how? Ranges, arrays, strides, `enumerated()`, `zip` and `reversed()` without copies.

import Configurables
import SourceText

/// Puts each element where the loop wants it and runs the body, until that gives false.
typealias Loop = (Frame, (Frame) throws -> Bool) throws -> Void

struct SequenceSource {
  var element: SwiftType
  /// The loop that puts its elements into `storage`.
  var loop: (Storage) throws -> Loop
  /// Whether it has a first element, a last one and a count.
  var value: Typed?
}

extension BodyCompiler {
  /// What an expression gives when it is iterated over.
  func source(_ expression: Expression) throws -> SequenceSource {
    try nested(expression.range) {
      switch expression.kind {
      case .binary(let binary, let lower, let upper) where binary == .halfOpenRange || binary == .closedRange:
        let together = try compileTogether([lower, upper], nil, expression.range)
        guard together.type == .int else { break }
        let (lower, upper) = try together.pair
        return rangeSource(lower.int, upper.int, isClosed: binary == .closedRange, trap(.emptyRange, expression.range))
      case .call(let callee, let arguments):
        if let found = try callSource(callee, arguments, expression.range) { return found }
      default: break
      }
      return try source(of: try compile(expression), expression.range)
    }
  }

  func source(of value: Typed, _ range: TextRange) throws -> SequenceSource {
    switch value.type {
    case .range(.int), .closedRange(.int):
      let code = value.datum
      let isClosed = value.type == .closedRange(.int)
      return SequenceSource(
        element: .int,
        loop: { storage in
          { frame, body in
            guard case .range(let lower, let upper) = try code(frame) else { throw Datum.fault("a range") }
            try iterate(lower, upper, isClosed, storage, frame, body)
          }
        }, value: value)
    case .dictionary, .set:
      throw unsupported(EvaluationWords.unordered(library.text(value.type)), range)
    default: break
    }
    guard let element = value.type.element else {
      throw unsupported(EvaluationWords.operation("for", on: library.text(value.type)), range)
    }
    let code = value.datum
    return SequenceSource(
      element: element, loop: { storage in { frame, body in try iterate(try code(frame), storage, frame, body) } },
      value: value)
  }

  private func rangeSource(
    _ lower: @escaping IntCode, _ upper: @escaping IntCode, isClosed: Bool, _ trap: EvaluationStop
  ) -> SequenceSource {
    SequenceSource(
      element: .int,
      loop: { storage in
        { frame, body in
          let (lower, upper) = (try lower(frame), try upper(frame))
          guard lower <= upper else { throw trap }
          try iterate(lower, upper, isClosed, storage, frame, body)
        }
      })
  }

  private func callSource(
    _ callee: Expression, _ arguments: [Argument], _ range: TextRange
  ) throws -> SequenceSource? {
    switch callee.kind {
    case .name("zip") where arguments.count == 2 && !isDeclared("zip"):
      return try zipSource(try source(arguments[0].value), try source(arguments[1].value))
    case .member(let base?, "enumerated", _) where arguments.isEmpty:
      guard typeNamed(by: base) == nil else { return nil }
      return enumeratedSource(try source(base))
    default: return nil
    }
  }

  private func enumeratedSource(_ inner: SequenceSource) -> SequenceSource {
    SequenceSource(
      element: .pair(.int, inner.element, labels: ("offset", "element")),
      loop: { storage in
        guard case .compound(let parts) = storage, parts.count == 2 else { return try wholeTuple(inner, storage) }
        let loop = try inner.loop(parts[1])
        return { frame, body in
          var offset = 0
          try loop(frame) { frame in
            try parts[0].initialize(.int(offset), frame)
            offset += 1
            return try body(frame)
          }
        }
      })
  }

  /// The second sequence is held as a list, so that both can be walked at once.
  private func zipSource(_ first: SequenceSource, _ second: SequenceSource) throws -> SequenceSource {
    let held = storage(for: .array(second.element))
    let item = elementStorage(for: second.element)
    let fill = try second.loop(item)
    return SequenceSource(
      element: .pair(first.element, second.element),
      loop: { storage in
        guard case .compound(let parts) = storage, parts.count == 2 else { return try wholeTuple(first, storage) }
        let loop = try first.loop(parts[0])
        return { frame, body in
          var others: [Datum] = []
          try fill(frame) { frame in
            try frame.execution.charge(24)
            others.append(try item.load(frame))
            return true
          }
          _ = held
          var place = 0
          try loop(frame) { frame in
            guard place < others.count else { return false }
            try parts[1].initialize(others[place], frame)
            place += 1
            return try body(frame)
          }
        }
      })
  }

  /// Collects what a source gives.
  func collected(_ source: SequenceSource, as type: SwiftType? = nil) throws -> Typed {
    if let value = source.value, case .array = value.type { return value }
    let item = elementStorage(for: source.element)
    let loop = try source.loop(item)
    let element = source.element
    let code: DatumCode
    switch item {
    case .double(let slot):
      code = { frame in
        var result: [Double] = []
        try loop(frame) { frame in
          try frame.execution.charge(8)
          result.append(frame.double(slot))
          return true
        }
        return .doubles(result)
      }
    case .int(let slot):
      code = { frame in
        var result: [Int] = []
        try loop(frame) { frame in
          try frame.execution.charge(8)
          result.append(frame.int(slot))
          return true
        }
        return .ints(result)
      }
    default:
      code = { frame in
        var result: [Datum] = []
        try loop(frame) { frame in
          try frame.execution.charge(24)
          result.append(try item.load(frame))
          return true
        }
        return .list(result)
      }
    }
    return Typed(type ?? .array(element), .datum(code))
  }
}

/// Tuples are always taken apart by loops; another storage is a fault of ours.
private func wholeTuple(_ source: SequenceSource, _ storage: Storage) throws -> Loop {
  throw Datum.fault("a tuple's parts")
}

@inline(__always)
private func iterate(
  _ lower: Int, _ upper: Int, _ isClosed: Bool, _ storage: Storage, _ frame: Frame, _ body: (Frame) throws -> Bool
) throws {
  var value = lower
  guard isClosed || value < upper else { return }
  let execution = frame.execution
  while true {
    try execution.step()
    if case .int(let slot) = storage { frame.set(slot, value) } else { try storage.initialize(.int(value), frame) }
    guard try body(frame) else { return }
    if isClosed, value == upper { return }
    value += 1
    if !isClosed, value == upper { return }
  }
}

private func iterate(_ datum: Datum, _ storage: Storage, _ frame: Frame, _ body: (Frame) throws -> Bool) throws {
  let execution = frame.execution
  switch (datum, storage) {
  case (.doubles(let elements), .double(let slot)):
    for element in elements {
      try execution.step()
      frame.set(slot, element)
      guard try body(frame) else { return }
    }
  case (.ints(let elements), .int(let slot)):
    for element in elements {
      try execution.step()
      frame.set(slot, element)
      guard try body(frame) else { return }
    }
  default:
    for element in try datum.asList() {
      try execution.step()
      try storage.initialize(element, frame)
      guard try body(frame) else { return }
    }
  }
}
