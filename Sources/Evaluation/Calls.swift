// What does a call call? Functions of the workspace, their arguments and defaults, and what configs bind in between.

import Configurables
import SourceText

typealias Argument = Expression.Argument

/// One parameter of a call: what the caller passes, or that it passes nothing.
enum PassedArgument {
  case value(Typed)
  case values([Typed], element: SwiftType)
  case omitted(Int)
}

extension BodyCompiler {
  // MARK: Signatures

  func signatureType(_ parameter: Parameter, of entry: FunctionEntry) -> SwiftType {
    guard let type = parameter.type else { return .opaque("an unknown type") }
    let enclosing = entry.nominal.map { library.nominals[$0].name } ?? entry.builtinSelf ?? ""
    let resolved = library.resolve(type, in: entry.unit, enclosing: enclosing)
    return parameter.kind == .variadic ? .array(resolved) : resolved
  }

  func resultType(of index: Int) -> SwiftType {
    let entry = library.functions[index]
    if entry.function.name == "init", let nominal = entry.nominal { return .nominal(nominal) }
    guard let result = entry.function.result else { return .void }
    let enclosing = entry.nominal.map { library.nominals[$0].name } ?? entry.builtinSelf ?? ""
    return library.resolve(result, in: entry.unit, enclosing: enclosing)
  }

  /// Where parameters of these types lie in a callee's frame; `self`, if any, lies first.
  static func layout(_ types: [SwiftType], hasSelf: Bool) -> (storages: [Storage], numbers: Int, data: Int) {
    var numbers = 1
    var data = hasSelf ? 2 : 1
    let storages = types.map { type -> Storage in
      if type.isNumber { numbers += 1 } else { data += 1 }
      switch type {
      case .int: return .int(numbers - 1)
      case .double: return .double(numbers - 1)
      case .bool: return .bool(numbers - 1)
      default: return .datum(data - 1)
      }
    }
    return (storages, numbers, data)
  }

  // MARK: Matching arguments

  /// The parameters that Swift gives these arguments to, or nil where the labels do not fit.
  static func match(_ arguments: [Argument], _ parameters: [Parameter]) -> [[Argument]]? {
    var result: [[Argument]] = []
    var next = 0
    for (place, parameter) in parameters.enumerated() {
      guard next < arguments.count else {
        guard parameter.defaultValue != nil || parameter.kind == .variadic else { return nil }
        result.append([])
        continue
      }
      let argument = arguments[next]
      var fits = argument.label == parameter.label
      if !fits, argument.label == nil, case .closure = argument.value.kind {
        // A trailing closure goes to the first parameter from here on that takes a function.
        fits = parameter.takesFunction
      } else if fits, argument.label == nil, case .closure = argument.value.kind, !parameter.takesFunction {
        fits = parameter.defaultValue == nil || !parameters[(place + 1)...].contains(where: \.takesFunction)
      }
      guard fits else {
        guard parameter.defaultValue != nil || parameter.kind == .variadic else { return nil }
        result.append([])
        continue
      }
      var taken = [argument]
      next += 1
      if parameter.kind == .variadic {
        while next < arguments.count, arguments[next].label == nil {
          taken.append(arguments[next])
          next += 1
        }
      }
      result.append(taken)
    }
    return next == arguments.count ? result : nil
  }

  private func compile(_ arguments: [[Argument]], _ parameters: [Parameter], _ types: [SwiftType]) throws
    -> [PassedArgument]
  {
    try zip(parameters.indices, arguments).map { place, given in
      if given.isEmpty { return .omitted(place) }
      guard parameters[place].kind == .variadic, case .array(let element) = types[place] else {
        return .value(try compile(given[0].value, types[place]))
      }
      return .values(try given.map { try compile($0.value, element) }, element: element)
    }
  }

  // MARK: Calling

  /// Of several declarations the one whose labels and types fit.
  func chooseFunction(_ candidates: [Int], _ arguments: [Argument], _ name: String, _ range: TextRange) throws -> Int {
    let fitting = candidates.filter { Self.match(arguments, library.functions[$0].function.parameters) != nil }
    guard let first = fitting.first else { throw mismatch(EvaluationWords.wrongArguments(name), range) }
    guard fitting.count > 1 else { return first }
    let typed = try fitting.filter { candidate in
      let entry = library.functions[candidate]
      let types = entry.function.parameters.map { signatureType($0, of: entry) }
      guard let matched = Self.match(arguments, entry.function.parameters) else { return false }
      do {
        _ = try compile(matched, entry.function.parameters, types)
        return true
      } catch let stop as CompileStop where stop.kind == .mismatch {
        return false
      }
    }
    guard typed.count == 1 else { throw unsupported(EvaluationWords.overloaded(name), range) }
    return typed[0]
  }

  func callFunction(_ index: Int, receiver: Typed?, _ arguments: [Argument], _ range: TextRange) throws -> Typed {
    let (stores, setSelf) = try prepare(index, receiver: receiver, arguments, range)
    let resultType = resultType(of: index)
    if let unknown = resultType.unknownPart { throw unsupported(EvaluationWords.unknownType(unknown), range) }
    let location = location(range)
    let call: (Frame) throws -> Frame = { frame in
      let execution = frame.execution
      let body = try execution.evaluator.body(of: index)
      let callee = Frame(execution, body.size)
      try setSelf?(frame, callee)
      for store in stores { try store(frame, callee) }
      try execution.call(at: location) { try body.run(callee) }
      return callee
    }
    return Self.result(of: call, resultType)
  }

  /// A body leaves its result in slot 0.
  static func result(of call: @escaping (Frame) throws -> Frame, _ type: SwiftType) -> Typed {
    switch type {
    case .int: .int { try call($0).int(0) }
    case .double: .double { try call($0).double(0) }
    case .bool: .bool { try call($0).bool(0) }
    default: Typed(type, .datum { try call($0).datum(0) })
    }
  }

  typealias ArgumentStore = (_ caller: Frame, _ callee: Frame) throws -> Void

  func prepare(
    _ index: Int, receiver: Typed?, _ arguments: [Argument], _ range: TextRange
  ) throws -> (stores: [ArgumentStore], setSelf: ArgumentStore?) {
    let entry = library.functions[index]
    if let obstacle = entry.function.obstacle {
      throw unsupported(EvaluationWords.obstacle(entry.name, obstacle), range)
    }
    guard !entry.function.parameters.contains(where: { $0.kind == .mutated }) else {
      throw unsupported(EvaluationWords.obstacle(entry.name, "changes its argument"), range)
    }
    guard let matched = Self.match(arguments, entry.function.parameters) else {
      throw mismatch(EvaluationWords.wrongArguments(entry.name), range)
    }
    let types = entry.function.parameters.map { signatureType($0, of: entry) }
    let passed = try compile(matched, entry.function.parameters, types)
    let storages = Self.layout(types, hasSelf: entry.hasSelf).storages
    let stores = try zip(passed, zip(storages, types)).map { argument, target in
      try store(argument, target.0, target.1, index, range)
    }
    guard entry.hasSelf else { return (stores, nil) }
    guard let receiver else { return (stores, { _, callee in callee.data[1] = .void }) }
    let code = receiver.datum
    let storeSelf = Self.storeSelf(entry)
    return (stores, { caller, callee in try storeSelf(try code(caller), callee) })
  }

  /// `self` lies in the first data slot behind the result, whatever its type.
  static func storeSelf(_ entry: FunctionEntry) -> (Datum, Frame) throws -> Void { { $1.data[1] = $0 } }

  private func store(
    _ argument: PassedArgument, _ storage: Storage, _ type: SwiftType, _ index: Int, _ range: TextRange
  ) throws -> ArgumentStore {
    switch argument {
    case .value(let value):
      switch storage {
      case .int(let slot):
        let code = value.int
        return { $1.set(slot, try code($0)) }
      case .double(let slot):
        let code = value.double
        return { $1.set(slot, try code($0)) }
      default:
        let code = value.datum
        return { try storage.store(try code($0), $1) }
      }
    case .values(let values, let element):
      let codes = values.map(\.datum)
      return { caller, callee in
        try storage.store(try Datum.array(try codes.map { try $0(caller) }, of: element), callee)
      }
    case .omitted(let place):
      let location = location(range)
      return { caller, callee in
        try storage.store(try caller.execution.omitted(place, of: index, type, at: location, by: .code), callee)
      }
    }
  }

  /// A function of the workspace, called with data.
  func functionCode(_ index: Int) throws -> (Frame, [Datum]) throws -> Datum {
    let entry = library.functions[index]
    if let obstacle = entry.function.obstacle {
      throw unsupported(EvaluationWords.obstacle(entry.name, obstacle), entry.function.nameRange)
    }
    return { frame, arguments in try frame.execution.call(index, arguments) }
  }

  /// A function or operator by its name, as a value of a function type.
  func functionReference(
    _ callee: Expression, _ parameters: [SwiftType], _ result: SwiftType, _ range: TextRange
  ) throws -> Typed {
    let names = parameters.indices.map { "$\($0)" }
    let values = names.map { Expression(.name($0), range) }
    let body: Expression
    if case .name(let name) = callee.kind, let binary = BinaryOperator(rawValue: name), values.count == 2 {
      body = Expression(.binary(binary, values[0], values[1]), range)
    } else {
      body = Expression(.call(callee: callee, arguments: values.map { Argument(value: $0) }), range)
    }
    let function = Function(
      name: "", nameRange: range, range: range, parameters: names.map { Parameter(name: $0, nameRange: range) },
      result: nil, body: [Statement(.returned(body), range)], placement: .closure)
    return try compileClosure(function, .function(parameters, result), range)
  }
}

extension Parameter {
  var takesFunction: Bool {
    switch type?.unwrapped {
    case .function: true
    default: false
    }
  }
}

extension FunctionEntry {
  var isInitializer: Bool { function.name == "init" }
  /// Whether `self` is a value in it.
  var hasSelf: Bool {
    (nominal != nil || builtinSelf != nil) && (function.placement == .instance || function.placement == .mutating)
  }
}
