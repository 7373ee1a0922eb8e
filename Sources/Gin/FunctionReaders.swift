// How does `@f` become a Swift function? A closure for each way in which a function type can be written.
//
// gin passes the function itself, and its parameters are bound anew at each call. The arguments of the Swift function
// stand for the first parameters, in order.

import Configurables

// One reader for each number of arguments: a function type whose arguments are a parameter pack cannot be the `Value` of
// a generic type (Swift 6.3).

/// A function of no arguments.
public func reading<Result>(_ type: (() -> Result).Type) -> Reader<() -> Result> {
  Reader { part, place in
    let function = try BoundFunction(part, place, type, [], Result.self).unfailing()
    return { function.result([]) }
  }
}

/// A function of no arguments that may throw.
public func reading<Result>(_ type: (() throws -> Result).Type) -> Reader<() throws -> Result> {
  Reader { part, place in
    let function = try BoundFunction(part, place, type, [], Result.self)
    return { try function.call([]) }
  }
}

/// A function of no arguments that any thread may call.
public func reading<Result>(_ type: (@Sendable () -> Result).Type) -> Reader<@Sendable () -> Result> {
  Reader { part, place in
    let function = try BoundFunction(part, place, type, [], Result.self).unfailing()
    return { function.result([]) }
  }
}

/// A function of no arguments that any thread may call and may throw.
public func reading<Result>(_ type: (@Sendable () throws -> Result).Type) -> Reader<@Sendable () throws -> Result> {
  Reader { part, place in
    let function = try BoundFunction(part, place, type, [], Result.self)
    return { try function.call([]) }
  }
}

/// A function of one argument.
public func reading<A, Result>(_ type: ((A) -> Result).Type) -> Reader<(A) -> Result> {
  Reader { part, place in
    let function = try BoundFunction(part, place, type, [A.self], Result.self).unfailing()
    return { a in function.result([a]) }
  }
}

/// A function of one argument that may throw.
public func reading<A, Result>(_ type: ((A) throws -> Result).Type) -> Reader<(A) throws -> Result> {
  Reader { part, place in
    let function = try BoundFunction(part, place, type, [A.self], Result.self)
    return { a in try function.call([a]) }
  }
}

/// A function of one argument that any thread may call.
public func reading<A, Result>(_ type: (@Sendable (A) -> Result).Type) -> Reader<@Sendable (A) -> Result> {
  Reader { part, place in
    let function = try BoundFunction(part, place, type, [A.self], Result.self).unfailing()
    return { a in function.result([a]) }
  }
}

/// A function of one argument that any thread may call and may throw.
public func reading<A, Result>(_ type: (@Sendable (A) throws -> Result).Type) -> Reader<@Sendable (A) throws -> Result>
{
  Reader { part, place in
    let function = try BoundFunction(part, place, type, [A.self], Result.self)
    return { a in try function.call([a]) }
  }
}

/// A function of two arguments.
public func reading<A, B, Result>(_ type: ((A, B) -> Result).Type) -> Reader<(A, B) -> Result> {
  Reader { part, place in
    let function = try BoundFunction(part, place, type, [A.self, B.self], Result.self).unfailing()
    return { a, b in function.result([a, b]) }
  }
}

/// A function of two arguments that may throw.
public func reading<A, B, Result>(_ type: ((A, B) throws -> Result).Type) -> Reader<(A, B) throws -> Result> {
  Reader { part, place in
    let function = try BoundFunction(part, place, type, [A.self, B.self], Result.self)
    return { a, b in try function.call([a, b]) }
  }
}

/// A function of two arguments that any thread may call.
public func reading<A, B, Result>(_ type: (@Sendable (A, B) -> Result).Type) -> Reader<@Sendable (A, B) -> Result> {
  Reader { part, place in
    let function = try BoundFunction(part, place, type, [A.self, B.self], Result.self).unfailing()
    return { a, b in function.result([a, b]) }
  }
}

/// A function of two arguments that any thread may call and may throw.
public func reading<A, B, Result>(_ type: (@Sendable (A, B) throws -> Result).Type) -> Reader<
  @Sendable (A, B) throws -> Result
> {
  Reader { part, place in
    let function = try BoundFunction(part, place, type, [A.self, B.self], Result.self)
    return { a, b in try function.call([a, b]) }
  }
}

/// A function of three arguments.
public func reading<A, B, C, Result>(_ type: ((A, B, C) -> Result).Type) -> Reader<(A, B, C) -> Result> {
  Reader { part, place in
    let function = try BoundFunction(part, place, type, [A.self, B.self, C.self], Result.self).unfailing()
    return { a, b, c in function.result([a, b, c]) }
  }
}

/// A function of three arguments that may throw.
public func reading<A, B, C, Result>(_ type: ((A, B, C) throws -> Result).Type) -> Reader<(A, B, C) throws -> Result> {
  Reader { part, place in
    let function = try BoundFunction(part, place, type, [A.self, B.self, C.self], Result.self)
    return { a, b, c in try function.call([a, b, c]) }
  }
}

/// A function of three arguments that any thread may call.
public func reading<A, B, C, Result>(_ type: (@Sendable (A, B, C) -> Result).Type) -> Reader<
  @Sendable (A, B, C) -> Result
> {
  Reader { part, place in
    let function = try BoundFunction(part, place, type, [A.self, B.self, C.self], Result.self).unfailing()
    return { a, b, c in function.result([a, b, c]) }
  }
}

/// A function of three arguments that any thread may call and may throw.
public func reading<A, B, C, Result>(_ type: (@Sendable (A, B, C) throws -> Result).Type) -> Reader<
  @Sendable (A, B, C) throws -> Result
> {
  Reader { part, place in
    let function = try BoundFunction(part, place, type, [A.self, B.self, C.self], Result.self)
    return { a, b, c in try function.call([a, b, c]) }
  }
}

/// A function of four arguments.
public func reading<A, B, C, D, Result>(_ type: ((A, B, C, D) -> Result).Type) -> Reader<(A, B, C, D) -> Result> {
  Reader { part, place in
    let function = try BoundFunction(part, place, type, [A.self, B.self, C.self, D.self], Result.self).unfailing()
    return { a, b, c, d in function.result([a, b, c, d]) }
  }
}

/// A function of four arguments that may throw.
public func reading<A, B, C, D, Result>(_ type: ((A, B, C, D) throws -> Result).Type) -> Reader<
  (A, B, C, D) throws -> Result
> {
  Reader { part, place in
    let function = try BoundFunction(part, place, type, [A.self, B.self, C.self, D.self], Result.self)
    return { a, b, c, d in try function.call([a, b, c, d]) }
  }
}

/// A function of four arguments that any thread may call.
public func reading<A, B, C, D, Result>(_ type: (@Sendable (A, B, C, D) -> Result).Type) -> Reader<
  @Sendable (A, B, C, D) -> Result
> {
  Reader { part, place in
    let function = try BoundFunction(part, place, type, [A.self, B.self, C.self, D.self], Result.self).unfailing()
    return { a, b, c, d in function.result([a, b, c, d]) }
  }
}

/// A function of four arguments that any thread may call and may throw.
public func reading<A, B, C, D, Result>(_ type: (@Sendable (A, B, C, D) throws -> Result).Type) -> Reader<
  @Sendable (A, B, C, D) throws -> Result
> {
  Reader { part, place in
    let function = try BoundFunction(part, place, type, [A.self, B.self, C.self, D.self], Result.self)
    return { a, b, c, d in try function.call([a, b, c, d]) }
  }
}

/// A configurable that is passed as a function, to be called later.
private struct BoundFunction: Sendable {
  let reference: FunctionReference
  let place: ReadingPlace
  /// The parameters that the caller's arguments are for.
  let parameters: [Int]

  /// - Parameters:
  ///   - types: of the arguments that the caller will pass.
  ///   - result: what the caller expects.
  /// - Throws: `ConfigError` for what is no function, or one that takes or gives other types.
  init(
    _ part: ResolvedPart, _ place: ReadingPlace, _ wanted: Any.Type, _ types: [Any.Type], _ result: Any.Type
  ) throws {
    guard case .function(let reference) = part.kind else {
      throw ConfigError(.needlessCall, Words.functionWanted(place.key + place.path, part, wanted), at: place.location)
    }
    let registration = place.config.definitions.registrations[reference.configurable]
    let open = registration.parameters.indices.filter {
      !registration.parameters[$0].isComputed && !registration.parameters[$0].isReceiver
    }
    let takesThem =
      types.count <= open.count && zip(types, open).allSatisfy { $0 == registration.parameters[$1].type }
    guard takesThem, Self.mayHold(result, registration.result) else {
      throw place.mismatch(Words.functionMismatch(reference.text, wanted))
    }
    self.reference = reference
    self.place = place
    parameters = Array(open.prefix(types.count))
  }

  /// Whether a value of type `given` may be one of type `wanted`. What a class or an existential holds shows at the
  /// call.
  private static func mayHold(_ wanted: Any.Type, _ given: Any.Type) -> Bool {
    if wanted == given || wanted is AnyClass { return true }
    return !(wanted is any LiteralReadable.Type || wanted is any Configured.Type || wanted == Void.self)
  }

  /// A function that cannot throw has no way to report, so that all that could be wrong must be found now.
  func unfailing() throws -> BoundFunction {
    let registration = place.config.definitions.registrations[reference.configurable]
    guard registration.failure == .never else {
      throw place.mismatch(Words.functionThrows(reference.text))
    }
    try place.config.checkArguments(of: reference, given: parameters, place.chain)
    return self
  }

  func call<Result>(_ arguments: [Any]) throws -> Result {
    var given: [Int: Any] = [:]
    for (parameter, argument) in zip(parameters, arguments) { given[parameter] = argument }
    let made = try place.config.call(
      reference.configurable, scope: reference.scope, given: given, CallChain(), at: place.bound)
    guard let result = made as? Result else {
      throw place.mismatch(Words.wrongResult(reference.text, made, Result.self))
    }
    return result
  }

  /// The result of a function whose type leaves no room for errors.
  func result<Result>(_ arguments: [Any]) -> Result {
    do { return try call(arguments) } catch {
      // What could be checked was checked when the function was made; what is left has no other way out.
      preconditionFailure("\(error)")
    }
  }
}
