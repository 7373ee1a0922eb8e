// How is a Python body run fast? Compiled once a run to closures, with places for its variables. What is not worth a
// closure of its own is walked as it stands, so that each rule is written once.

import Configurables
import SourceText

/// The body of a function, compiled when it is first called.
final class PythonCode {
  let layout: PythonLayout
  /// Whether each argument by place goes to the parameter of that place.
  let isPlain: Bool
  let isGenerator: Bool
  var body: PythonExecuted?

  init(_ function: Function) {
    let parameters = function.parameters.map(\.name)
    layout = PythonLayout(first: parameters, own: PythonNames.assigned(in: function))
    isGenerator = function.isGenerator
    isPlain =
      Set(parameters).count == parameters.count
      && function.parameters.allSatisfy { $0.kind == .ordinary || $0.kind == .positionalOnly }
  }
}

/// What is known of the variables around a piece of code while it is compiled, innermost first.
struct PythonScopes {
  var layouts: [PythonLayout]
  let unit: PythonUnit
  /// Expressions inside expressions: what is deeper is walked, which looks after the stack.
  var depth = 0

  enum Place {
    case own(Int)
    case around(hops: Int, Int)
    case global
  }

  func place(of name: String) -> Place {
    for (hops, layout) in layouts.enumerated() {
      guard let place = layout.places[name] else { continue }
      return hops == 0 ? .own(place) : .around(hops: hops, place)
    }
    return .global
  }

  var deeper: PythonScopes {
    var scopes = self
    scopes.depth += 1
    return scopes
  }

  func inside(_ layout: PythonLayout) -> PythonScopes {
    var scopes = self
    scopes.layouts.insert(layout, at: 0)
    scopes.depth += 1
    return scopes
  }
}

/// Which block of which function is meant: blocks of one function begin at different places.
struct PythonBlockKey: Hashable {
  let layout: ObjectIdentifier
  let first: TextRange
  let count: Int
}

extension PythonInterpreter {
  typealias Evaluated = (PythonFrame) throws -> PythonObject
  typealias Executed = (PythonFrame) throws -> Flow
  typealias Tested = (PythonFrame) throws -> Bool

  /// Nil where the scopes around it are not those of functions.
  func scopes(of frame: PythonFrame) -> PythonScopes? {
    var layouts: [PythonLayout] = []
    var current: PythonFrame? = frame
    while let scope = current, !scope.isModule {
      guard scope.kind != .classBody else { return nil }
      layouts.append(scope.layout)
      current = scope.parent
    }
    return PythonScopes(layouts: layouts, unit: frame.module)
  }

  /// A block that is run as it stands, compiled where its frame is a function's.
  func block(_ body: [Statement], _ frame: PythonFrame) -> PythonExecuted? {
    guard let first = body.first, frame.kind != .classBody, !frame.isModule else { return nil }
    let key = PythonBlockKey(layout: ObjectIdentifier(frame.layout), first: first.range, count: body.count)
    if let known = blocks[key] { return known }
    guard let scopes = scopes(of: frame) else { return nil }
    let made = PythonExecuted(run: compile(body, scopes))
    blocks[key] = made
    return made
  }

  // MARK: Statements

  func compile(_ body: [Statement], _ scopes: PythonScopes) -> Executed {
    let parts = body.map { PythonExecuted(run: compile($0, scopes)) }
    if parts.count == 1 { return parts[0].run }
    return { frame in
      for part in parts {
        let flow = try part.run(frame)
        if case .next = flow { continue }
        return flow
      }
      return .next
    }
  }

  private func compile(_ statement: Statement, _ scopes: PythonScopes) -> Executed {
    guard scopes.depth < 20, let run = compiled(statement, scopes) else {
      return { try self.run(statement, $0) }
    }
    return { frame in
      do {
        try self.step()
        return try run.run(frame)
      } catch let stop as EvaluationStop {
        guard case .notEvaluated = stop, self.passOver(statement, frame, stop) else { throw stop }
        return .next
      }
    }
  }

  /// Nil for what is walked.
  private func compiled(_ statement: Statement, _ scopes: PythonScopes) -> PythonExecuted? {
    switch statement.kind {
    case .expression(let expression):
      let value = compile(expression, scopes)
      return .init { frame in
        _ = try value(frame)
        return .next
      }
    case .assignment(let targets, let value):
      guard targets.count == 1, statement.importedPath == nil else { return nil }
      let value = compile(value, scopes)
      let assign = store(to: targets[0], statement.range, scopes)
      return .init { frame in
        try assign(try value(frame), frame)
        return .next
      }
    case .update(let target, let update, let value):
      guard case .name(let name) = target.kind, case .own(let place) = scopes.place(of: name) else { return nil }
      let old = compile(target, scopes)
      let value = compile(value, scopes)
      return .init { frame in
        let new = try self.updatedFast(
          try old(frame), update, try value(frame), target.range, frame)
        try self.hold(new, frame, target.range)
        frame.slots[place] = new
        return .next
      }
    case .conditional(let conditions, let then, let otherwise):
      guard conditions.count == 1, case .expression(let condition)? = conditions.first else { return nil }
      let test = self.test(condition, scopes)
      let first = compile(then, scopes.deeper)
      guard !otherwise.isEmpty else { return .init { try test($0) ? try first($0) : .next } }
      let second = compile(otherwise, scopes.deeper)
      return .init { try test($0) ? try first($0) : try second($0) }
    case .whileLoop(_, let conditions, let body, let otherwise):
      guard conditions.count == 1, case .expression(let condition)? = conditions.first else { return nil }
      let test = self.test(condition, scopes)
      let body = compile(body, scopes.deeper)
      let otherwise = compile(otherwise, scopes.deeper)
      return .init { frame in
        while try test(frame) {
          try self.step()
          switch try body(frame) {
          case .next, .continueLoop: continue
          case .breakLoop: return .next
          case .returned(let value): return .returned(value)
          }
        }
        return try otherwise(frame)
      }
    case .forLoop(_, let pattern, let sequence, _, let body, let otherwise):
      return .init(
        run: loop(pattern, sequence, compile(body, scopes.deeper), compile(otherwise, scopes.deeper), scopes))
    case .returned(let value?):
      let value = compile(value, scopes)
      return .init { .returned(try value($0)) }
    case .returned(nil): return .init { _ in .returned(.none) }
    case .breakLoop: return .init { _ in .breakLoop }
    case .continueLoop: return .init { _ in .continueLoop }
    case .nothing: return .init { _ in .next }
    case .scope(let body): return .init(run: compile(body, scopes.deeper))
    default: return nil
    }
  }

  private func updatedFast(
    _ old: PythonObject, _ update: BinaryOperator, _ new: PythonObject, _ range: TextRange, _ frame: PythonFrame
  ) throws -> PythonObject {
    if let result = PythonArithmetic.result(update, old, new) { return result }
    return try updated(old, update, new, range, frame)
  }

  private func loop(
    _ pattern: Pattern, _ sequence: Expression, _ body: @escaping Executed, _ otherwise: @escaping Executed,
    _ scopes: PythonScopes
  ) -> Executed {
    let range = sequence.range
    let sequence = compile(sequence, scopes)
    let assign = store(to: pattern, range, scopes)
    return { frame in
      let each = try self.eachElement(of: try sequence(frame), range, frame)
      while let item = try each() {
        try self.step()
        try assign(item, frame)
        switch try body(frame) {
        case .next, .continueLoop: continue
        case .breakLoop: return .next
        case .returned(let value): return .returned(value)
        }
      }
      return try otherwise(frame)
    }
  }

  func eachElement(
    of object: PythonObject, _ range: TextRange, _ frame: PythonFrame
  ) throws -> () throws -> PythonObject? {
    if case .range(let start, let stop, let step) = object {
      let count = Self.count(start, stop, step)
      var place = 0
      return {
        guard place < count else { return nil }
        place += 1
        return .int(start &+ (place - 1) &* step)
      }
    }
    let iterator = try iterator(over: object, range, frame)
    return iterator.next
  }

  /// - Parameter range: what messages point at.
  func store(
    to pattern: Pattern, _ range: TextRange, _ scopes: PythonScopes
  ) -> (PythonObject, PythonFrame) throws -> Void {
    if case .name(let name, _) = pattern, case .own(let place) = scopes.place(of: name) {
      return { value, frame in
        try self.hold(value, frame, range)
        frame.slots[place] = value
      }
    }
    if case .target(let target) = pattern {
      switch target.kind {
      case .member(let base?, let name, _):
        let base = compile(base, scopes)
        return { value, frame in try self.setMember(name, of: try base(frame), to: value, target.range, frame) }
      case .index(let base, let arguments) where arguments.count == 1 && !arguments[0].value.isSlice:
        let base = compile(base, scopes)
        let place = compile(arguments[0].value, scopes)
        let placeRange = arguments[0].value.range
        return { value, frame in
          let object = try base(frame)
          try self.setItem(of: object, .value(try place(frame), placeRange), to: value, target.range, frame)
        }
      default: break
      }
    }
    return { value, frame in try self.assign(value, to: pattern, frame, range) }
  }
}

extension Expression {
  var isSlice: Bool { if case .slice = kind { true } else { false } }
}
