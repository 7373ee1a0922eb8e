// What do the standard library's functions give? `min`, `abs`, `stride`, `precondition` and their like.

import Configurables
import SourceText

extension BodyCompiler {
  /// A global function of the library; nil for a name that it does not have.
  func compileBuiltinCall(
    _ name: String, _ arguments: [Argument], _ expected: SwiftType?, _ range: TextRange
  ) throws -> Typed? {
    switch name {
    case "min", "max": return try compileExtreme(name, arguments, expected, range)
    case "abs" where arguments.count == 1: return try compileMagnitude(arguments[0].value, expected, range)
    case "precondition", "assert": return try compileCheck(name, arguments, range)
    case "preconditionFailure", "assertionFailure", "fatalError":
      return try compileFailure(name, arguments, range)
    case "stride" where arguments.count == 3: return try compileStride(arguments, range)
    case "zip", "PartialRangeFrom", "PartialRangeThrough", "PartialRangeUpTo":
      guard name == "zip", arguments.count == 2 else { return nil }
      let source = try source(Expression(.call(callee: Expression(.name(name), range), arguments: arguments), range))
      return try collected(source, as: .sequence("Zip2Sequence", source.element))
    case "Array": return try compileArray(arguments, expected, range)
    case "Set" where arguments.count == 1 && arguments[0].label == nil:
      var wanted: SwiftType?
      if case .set(let element) = expected?.unwrapped { wanted = element }
      return try setConversion(arguments[0].value, wanted, range)
    case "Dictionary": return try compileDictionary(arguments, range)
    case "print", "debugPrint":
      let effects = try arguments.map { try compile($0.value).effect }
      return Typed(
        .void,
        .datum { frame in
          for effect in effects { try effect(frame) }
          return .void
        })
    default: return try compileMathematics(name, arguments, expected, range)
    }
  }

  /// `Array(sequence)` and `Array(repeating:count:)` without the element's type.
  private func compileArray(_ arguments: [Argument], _ expected: SwiftType?, _ range: TextRange) throws -> Typed {
    var wanted: SwiftType?
    if case .array(let element) = expected?.unwrapped { wanted = element }
    switch arguments.map(\.label) {
    case ["repeating", "count"]:
      let element = arguments[0].value
      let type = needsContext(element) ? wanted ?? defaultType(of: [element]) : wanted
      return try repeating(try compile(element, type), arguments[1].value, range)
    case [nil]: return try collected(try source(arguments[0].value))
    default: throw unsupported(EvaluationWords.construct("Array"), range)
    }
  }

  /// `Dictionary(uniqueKeysWithValues: pairs)`.
  private func compileDictionary(_ arguments: [Argument], _ range: TextRange) throws -> Typed {
    guard arguments.count == 1, arguments[0].label == "uniqueKeysWithValues" else {
      throw unsupported(EvaluationWords.construct("Dictionary"), range)
    }
    let source = try source(arguments[0].value)
    guard case .tuple(let parts) = source.element, parts.count == 2, hasDatumEquality(parts[0].type) else {
      throw unsupported(EvaluationWords.construct("Dictionary"), range)
    }
    let values = try collected(source).datum
    let trap = trap(.duplicateKey, range)
    return Typed(
      .dictionary(parts[0].type, parts[1].type),
      .datum { frame in
        var table = Datum.Table()
        for pair in try values(frame).asList() {
          try frame.execution.charge(64)
          let key = try pair.field(0)
          guard table[key] == nil else { throw trap }
          table[key] = try pair.field(1)
        }
        return .table(table)
      })
  }

  private func compileExtreme(
    _ name: String, _ arguments: [Argument], _ expected: SwiftType?, _ range: TextRange
  ) throws -> Typed {
    guard arguments.count >= 2, arguments.allSatisfy({ $0.label == nil }) else {
      throw unsupported(EvaluationWords.wrongArguments(name), range)
    }
    let needsAll = arguments.allSatisfy { needsContext($0.value) }
    let together = try compileTogether(arguments.map(\.value), needsAll ? expected?.unwrapped : nil, range)
    let isMinimum = name == "min"
    switch together.type {
    case .double where together.values.count == 2:
      let (first, second) = (together.values[0].double, together.values[1].double)
      if isMinimum { return .double { Swift.min(try first($0), try second($0)) } }
      return .double { Swift.max(try first($0), try second($0)) }
    case .int where together.values.count == 2:
      let (first, second) = (together.values[0].int, together.values[1].int)
      if isMinimum { return .int { Swift.min(try first($0), try second($0)) } }
      return .int { Swift.max(try first($0), try second($0)) }
    default: break
    }
    guard let less = try ordering(together.type, range) else {
      throw unsupported(EvaluationWords.operation(name, on: library.text(together.type)), range)
    }
    let codes = together.values.map(\.datum)
    return Typed.datum(together.type) { frame in
      var best = try codes[0](frame)
      for code in codes.dropFirst() {
        let other = try code(frame)
        // `min` keeps the first of equals, `max` the last, as the library does.
        if isMinimum ? try less(other, best, frame) : try !less(other, best, frame) { best = other }
      }
      return best
    }
  }

  private func compileMagnitude(_ value: Expression, _ expected: SwiftType?, _ range: TextRange) throws -> Typed {
    let value = try compile(value, needsContext(value) ? expected?.unwrapped : nil)
    switch value.type {
    case .double:
      let code = value.double
      return .double { Swift.abs(try code($0)) }
    case .float:
      let code = value.float
      return Typed(.float, .datum { .float(Swift.abs(try code($0))) })
    case .int:
      let code = value.int
      let trap = trap(.overflow("abs"), range)
      return .int { frame in
        let value = try code(frame)
        if value == .min { throw trap }
        return Swift.abs(value)
      }
    default: throw unsupported(EvaluationWords.operation("abs", on: library.text(value.type)), range)
    }
  }

  // MARK: Checks

  private func compileCheck(_ name: String, _ arguments: [Argument], _ range: TextRange) throws -> Typed {
    guard let condition = arguments.first else { throw mismatch(EvaluationWords.wrongArguments(name), range) }
    let test = try compile(condition.value, .bool).bool
    let message = try message(arguments.dropFirst())
    let location = location(range)
    return Typed(
      .void,
      .datum { frame in
        if try test(frame) { return .void }
        throw Self.failure(name, try message?(frame), location)
      })
  }

  private func compileFailure(_ name: String, _ arguments: [Argument], _ range: TextRange) throws -> Typed {
    let message = try message(arguments[...])
    let location = location(range)
    let type: SwiftType = name == "assertionFailure" ? .void : .never
    return Typed(type, .datum { frame in throw Self.failure(name, try message?(frame), location) })
  }

  private func message(_ arguments: ArraySlice<Argument>) throws -> ((Frame) throws -> String)? {
    guard let first = arguments.first, first.label == nil else { return nil }
    // A message that cannot be worked out does not keep the check from being one.
    return (try? compile(first.value, .string).string) ?? { _ in "" }
  }

  private static func failure(_ name: String, _ message: String?, _ location: FileLocation) -> EvaluationStop {
    let trap = EvaluationWords.Trap.failed(name, message: message)
    return .raised(.init(type: trap.type, message: trap.message, location: location))
  }

  // MARK: Strides

  private func compileStride(_ arguments: [Argument], _ range: TextRange) throws -> Typed {
    guard arguments[0].label == "from", arguments[2].label == "by",
      arguments[1].label == "to" || arguments[1].label == "through"
    else { throw unsupported(EvaluationWords.wrongArguments("stride"), range) }
    let end: StrideEnd = arguments[1].label == "through" ? .through : .to
    let together = try compileTogether(arguments.map(\.value), nil, range)
    let zero = trap(.zeroStride, range)
    switch together.type {
    case .double: return strides(together.values.map(\.double), end, .double, zero) { .doubles($0) }
    case .int: return strides(together.values.map(\.int), end, .int, zero) { .ints($0) }
    default: throw unsupported(EvaluationWords.operation("stride", on: library.text(together.type)), range)
    }
  }

  private enum StrideEnd: String { case to = "StrideTo", through = "StrideThrough" }

  private func strides<Number: Strideable>(
    _ bounds: [(Frame) throws -> Number], _ end: StrideEnd, _ type: SwiftType, _ zero: EvaluationStop,
    _ datum: @escaping ([Number]) -> Datum
  ) -> Typed where Number.Stride == Number {
    Typed(
      .sequence(end.rawValue, type),
      .datum { frame in
        let (first, last, step) = (try bounds[0](frame), try bounds[1](frame), try bounds[2](frame))
        if step == 0 { throw zero }
        var result: [Number] = []
        func add(_ value: Number) throws {
          try frame.execution.step()
          try frame.execution.charge(8)
          result.append(value)
        }
        switch end {
        case .to: for value in stride(from: first, to: last, by: step) { try add(value) }
        case .through: for value in stride(from: first, through: last, by: step) { try add(value) }
        }
        return datum(result)
      })
  }
}
