// Does a value match a pattern, and which names does that bind?

import Configurables
import SourceText

/// How a declaration takes a value apart.
indirect enum Binder {
  case ignore
  case storage(Storage)
  case tuple([Binder])

  func bind(_ datum: Datum, _ frame: Frame) throws {
    switch self {
    case .ignore: return
    case .storage(let storage): try storage.initialize(datum, frame)
    case .tuple(let parts):
      for (part, field) in zip(parts, try datum.asFields()) { try part.bind(field, frame) }
    }
  }
}

extension BodyCompiler {
  func binder(
    _ pattern: Pattern, _ type: SwiftType, _ mutability: Statement.Mutability, _ range: TextRange
  ) throws -> Binder {
    switch pattern {
    case .wildcard: return .ignore
    case .name(let name, _): return .storage(declare(name, type, mutability))
    case .typed(let inner, let written):
      guard resolve(written) == type else { throw mismatch(type, for: resolve(written), range) }
      return try binder(inner, type, mutability, range)
    case .tuple(let parts):
      guard case .tuple(let elements) = type, elements.count == parts.count else {
        throw unsupported(EvaluationWords.pattern(), range)
      }
      return .tuple(try zip(parts, elements).map { try binder($0, $1.type, mutability, range) })
    default: throw unsupported(EvaluationWords.pattern(), range)
    }
  }

  /// Whether `value` matches; binds the pattern's names as it goes.
  func match(_ pattern: Pattern, _ value: Typed, _ range: TextRange) throws -> BoolCode {
    switch pattern {
    case .wildcard:
      let effect = value.effect
      return { frame in
        try effect(frame)
        return true
      }
    case .name(let name, _):
      let initialize = declare(name, value.type, .constant).initializer(value)
      return { frame in
        try initialize(frame)
        return true
      }
    case .optional(let inner): return try matchOptional(inner, value, range)
    case .typed(let inner, let written):
      guard resolve(written) == value.type else { throw mismatch(value.type, for: resolve(written), range) }
      return try match(inner, value, range)
    case .tuple(let parts):
      guard case .tuple(let elements) = value.type, elements.count == parts.count else {
        throw unsupported(EvaluationWords.pattern(), range)
      }
      let slot = nextDatum()
      let code = value.datum
      let tests = try zip(parts, elements).enumerated().map { place, pair in
        try match(pair.0, Typed.datum(pair.1.type) { try $0.data[slot].field(place) }, range)
      }
      return { frame in
        frame.data[slot] = try code(frame)
        return try tests.allSatisfy { try $0(frame) }
      }
    case .enumerationCase(let type, let name, let payload):
      return try matchCase(type.map(resolve), name, payload, value, range)
    case .expression(let expression): return try matchExpression(expression, value, range)
    case .typeCheck, .rest, .target: throw unsupported(EvaluationWords.pattern(), range)
    case .unsupported(let reason, let place): throw unsupported(reason, place)
    }
  }

  private func matchOptional(_ inner: Pattern, _ value: Typed, _ range: TextRange) throws -> BoolCode {
    guard let wrapped = value.type.wrapped else { throw mismatch(value.type, for: .optional(value.type), range) }
    let slot = nextDatum()
    let code = value.datum
    let test = try match(inner, Typed.datum(wrapped) { $0.data[slot].unwrapped() }, range)
    return { frame in
      let datum = try code(frame)
      if datum.isNothing { return false }
      frame.data[slot] = datum
      return try test(frame)
    }
  }

  private func matchCase(
    _ written: SwiftType?, _ name: String, _ payload: [Pattern], _ value: Typed, _ range: TextRange
  ) throws -> BoolCode {
    if case .optional(let wrapped) = value.type {
      if name == "none" {
        let code = value.datum
        return { try code($0).isNothing }
      }
      if name == "some", payload.count == 1 { return try matchOptional(payload[0], value, range) }
      guard case .nominal = wrapped else { throw unsupported(EvaluationWords.pattern(), range) }
      return try matchOptional(.enumerationCase(type: nil, name: name, payload: payload), value, range)
    }
    if let written, written != value.type { throw mismatch(written, for: value.type, range) }
    guard case .nominal(let index) = value.type, let place = library.nominals[index].caseIndex(name) else {
      // A static property of the type, compared with `==`.
      let member = Expression(.member(base: nil, name: name, nameRange: range), range)
      guard payload.isEmpty else { throw unsupported(EvaluationWords.pattern(), range) }
      return try matchExpression(member, value, range)
    }
    let nominal = library.nominals[index]
    let code = value.datum
    let parameters = nominal.definition.cases[place].payload
    guard !payload.isEmpty else {
      return { frame in
        guard case .choice(let actual, _) = try code(frame) else { throw Datum.fault("an enum") }
        return actual == place
      }
    }
    var parts = payload
    if parts.count == 1, parameters.count > 1, case .tuple(let inner) = parts[0] { parts = inner }
    guard parts.count == parameters.count else { throw unsupported(EvaluationWords.pattern(), range) }
    let slot = nextDatum()
    let tests = try zip(parts, parameters).enumerated().map { part, pair in
      guard let type = pair.1.type else { throw unsupported(EvaluationWords.pattern(), range) }
      let field = Typed.datum(resolveMember(type, of: nominal)) { try $0.data[slot].field(part) }
      return try match(pair.0, field, range)
    }
    return { frame in
      guard case .choice(let actual, let fields) = try code(frame) else { throw Datum.fault("an enum") }
      guard actual == place else { return false }
      frame.data[slot] = .record(fields)
      return try tests.allSatisfy { try $0(frame) }
    }
  }

  /// Swift's `~=`: equality, or a range that contains the value.
  private func matchExpression(_ expression: Expression, _ value: Typed, _ range: TextRange) throws -> BoolCode {
    guard library.operators("~=", from: unit).isEmpty else {
      throw unsupported(EvaluationWords.overloaded("~="), range)
    }
    if let test = try rangeTest(expression, value, range) { return test }
    if expression.kind == .none {
      let code = value.datum
      return { try code($0).isNothing }
    }
    let other = try compile(expression, value.type)
    return try comparison(.equal, value.type, other, value, range).bool
  }

  private func rangeTest(_ expression: Expression, _ value: Typed, _ range: TextRange) throws -> BoolCode? {
    guard value.type == .int || value.type == .double else { return nil }
    switch expression.kind {
    case .binary(.halfOpenRange, let lower, let upper), .binary(.closedRange, let lower, let upper):
      var bounds = [try compile(lower, value.type), try compile(upper, value.type)]
      bounds.append(value)
      let isClosed = if case .binary(.closedRange, _, _) = expression.kind { true } else { false }
      let trap = trap(.emptyRange, range)
      if value.type == .int { return Self.contains(bounds.map(\.int), isClosed, trap) }
      return Self.contains(bounds.map(\.double), isClosed, trap)
    case .call(let callee, let arguments) where arguments.count == 1:
      guard case .name(let name) = callee.kind, name.hasPrefix("PartialRange") else { return nil }
      let bound = try compile(arguments[0].value, value.type)
      let comparison: BinaryOperator
      switch name {
      case "PartialRangeFrom": comparison = .greaterOrEqual
      case "PartialRangeThrough": comparison = .lessOrEqual
      case "PartialRangeUpTo": comparison = .less
      default: return nil
      }
      return try self.comparison(comparison, value.type, value, bound, range).bool
    default: return nil
    }
  }

  private static func contains<Bound: Comparable>(
    _ codes: [(Frame) throws -> Bound], _ isClosed: Bool, _ trap: EvaluationStop
  ) -> BoolCode {
    let (lower, upper, value) = (codes[0], codes[1], codes[2])
    return { frame in
      let (lower, upper, value) = (try lower(frame), try upper(frame), try value(frame))
      guard lower <= upper else { throw trap }
      return isClosed ? lower <= value && value <= upper : lower <= value && value < upper
    }
  }

  /// A pattern of `catch`, whose subject is `any Error`.
  func matchError(_ pattern: Pattern, _ storage: Storage, _ range: TextRange) throws -> BoolCode {
    switch pattern {
    case .name(let name, _):
      declare(name, .error, .constant, storage)
      return { _ in true }
    case .wildcard: return { _ in true }
    case .typeCheck(let type, let inner):
      guard case .nominal(let index) = resolve(type) else { throw unsupported(EvaluationWords.pattern(), range) }
      return try matchError(index, inner, storage, range)
    case .enumerationCase(let type?, let name, let payload):
      guard case .nominal(let index) = resolve(type) else { throw unsupported(EvaluationWords.pattern(), range) }
      return try matchError(index, .enumerationCase(type: nil, name: name, payload: payload), storage, range)
    case .expression(let expression):
      guard case .member(let base?, let name, _) = expression.kind, case .nominal(let index)? = typeNamed(by: base)
      else {
        throw unsupported(EvaluationWords.pattern(), range)
      }
      return try matchError(index, .enumerationCase(type: nil, name: name, payload: []), storage, range)
    default: throw unsupported(EvaluationWords.pattern(), range)
    }
  }

  private func matchError(_ index: Int, _ inner: Pattern?, _ storage: Storage, _ range: TextRange) throws -> BoolCode {
    let value = Typed(
      .nominal(index),
      .datum { frame in
        guard case .list(let parts) = try storage.load(frame), parts.count == 2 else { throw Datum.fault("an error") }
        return parts[1]
      })
    let test = try inner.map { try match($0, value, range) }
    return { frame in
      guard case .list(let parts) = try storage.load(frame), parts.first == .int(index) else { return false }
      return try test?(frame) ?? true
    }
  }
}
