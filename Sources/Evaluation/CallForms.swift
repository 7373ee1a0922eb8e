// Which form has a call? Functions, methods, types that are constructed, cases with values, and `Gin.query`.

import Configurables
import SourceText

extension BodyCompiler {
  func compileCall(
    _ callee: Expression, _ arguments: [Argument], _ expected: SwiftType?, _ range: TextRange
  ) throws -> Typed {
    if isQuery(callee) { return try compileQuery(arguments, expected, range) }
    if let type = typeNamed(by: callee) { return try compileConstruction(type, arguments, expected, range) }
    switch callee.kind {
    case .name(let name): return try compileNamedCall(name, callee, arguments, expected, range)
    case .member(let base?, let name, _): return try compileMemberCall(base, name, callee, arguments, expected, range)
    case .member(nil, let name, _):
      guard let expected else { throw unsupported(EvaluationWords.untyped("`.\(name)`"), range) }
      if name == "some", case .optional(let wrapped) = expected, arguments.count == 1 {
        return try compile(arguments[0].value, wrapped)
      }
      return try compileTypeMemberCall(expected.unwrapped, name, arguments, expected, range)
    default: return try callValue(try compile(callee), arguments, range, base: callee)
    }
  }

  private func compileNamedCall(
    _ name: String, _ callee: Expression, _ arguments: [Argument], _ expected: SwiftType?, _ range: TextRange
  ) throws -> Typed {
    if let local = try local(name, range) {
      return try callValue(local.storage.typed(local.type), arguments, range, base: callee)
    }
    if let selfType, let own = try local("self", range), !isTypeMember, nominal != nil || !isLibraryFunction(name),
      let call = try methodCall(own.storage.typed(selfType), Expression(.name("self"), range), name, arguments, range)
    {
      return call
    }
    if let nominal, let call = try outerTypeCall(nominal, name, arguments, range) { return call }
    let functions = library.functions(named: name, from: unit)
    if !functions.isEmpty {
      let chosen = try chooseFunction(functions, arguments, name, range)
      return try callFunction(chosen, receiver: nil, arguments, range)
    }
    if let global = library.global(named: name, from: unit) {
      return try callValue(try compileGlobal(global, name, range), arguments, range, base: callee)
    }
    if let builtin = try compileBuiltinCall(name, arguments, expected, range) { return builtin }
    throw unsupported(EvaluationWords.unknownCall(name), range)
  }

  private func isLibraryFunction(_ name: String) -> Bool {
    library.builtinMembers.values.allSatisfy { $0[name] == nil }
  }

  /// A static method of the type around, or of the types around that.
  private func outerTypeCall(
    _ nominal: Int, _ name: String, _ arguments: [Argument], _ range: TextRange
  ) throws -> Typed? {
    var place: Int? = nominal
    while let index = place {
      if let methods = library.nominals[index].methods[name] {
        let statics = methods.filter { library.functions[$0].function.placement == .type }
        guard !statics.isEmpty else { return nil }
        let chosen = try chooseFunction(statics, arguments, name, range)
        return try callFunction(chosen, receiver: nil, arguments, range)
      }
      let outer = library.nominals[index].name.split(separator: ".").dropLast().map(String.init)
      place = outer.isEmpty ? nil : library.nominal(named: outer, from: unit, enclosing: "")
    }
    return nil
  }

  private func compileMemberCall(
    _ base: Expression, _ name: String, _ callee: Expression, _ arguments: [Argument], _ expected: SwiftType?,
    _ range: TextRange
  ) throws -> Typed {
    if let type = typeNamed(by: base) {
      return try compileTypeMemberCall(type, name, arguments, expected, range)
    }
    if case .name("Self") = base.kind, let nominal {
      return try compileTypeMemberCall(.nominal(nominal), name, arguments, expected, range)
    }
    if case .name(let module) = base.kind, try local(module, range) == nil, !isDeclared(module) {
      if library.isModule(module, from: unit) || ["Swift", "Foundation", "Glibc", "Darwin"].contains(module) {
        let functions = library.functions(named: name, from: unit)
        if !functions.isEmpty {
          let chosen = try chooseFunction(functions, arguments, name, range)
          return try callFunction(chosen, receiver: nil, arguments, range)
        }
        if let builtin = try compileBuiltinCall(name, arguments, expected, range) { return builtin }
      }
      throw unsupported(EvaluationWords.unknownCall(module + "." + name), range)
    }
    if let call = try sequenceCall(base, name, arguments, expected, range) { return call }
    let value = try compile(base)
    if let call = try methodCall(value, base, name, arguments, range) { return call }
    if let call = try builtinMethod(value, base, name, arguments, expected, range) { return call }
    if case .nominal = value.type {
      return try callValue(try valueMember(value, name, range), arguments, range, base: callee)
    }
    throw unsupported(EvaluationWords.unknownMember(name, of: library.text(value.type)), range)
  }

  /// A method that the workspace declares for the type of `receiver`; nil when it declares none of this name.
  private func methodCall(
    _ receiver: Typed, _ base: Expression, _ name: String, _ arguments: [Argument], _ range: TextRange
  ) throws -> Typed? {
    let candidates: [Int]
    if case .nominal(let index) = receiver.type {
      guard let methods = library.nominals[index].methods[name] else { return nil }
      candidates = methods
    } else {
      let own = library.builtinMembers[library.text(receiver.type)]?[name]
      if own == nil, library.builtinMembers.contains(where: { $0.value[name] != nil && !$0.key.isPlainType }) {
        throw unsupported(EvaluationWords.obstacle(name, "an extension of a protocol or generic type declares"), range)
      }
      guard let own else { return nil }
      candidates = own
    }
    let instance = candidates.filter { library.functions[$0].function.placement != .type }
    guard !instance.isEmpty else { return nil }
    let chosen = try chooseFunction(instance, arguments, name, range)
    if library.functions[chosen].function.placement == .mutating {
      return try callMutating(chosen, base, arguments, range)
    }
    return try callFunction(chosen, receiver: receiver, arguments, range)
  }

  private func callMutating(_ index: Int, _ base: Expression, _ arguments: [Argument], _ range: TextRange) throws
    -> Typed
  {
    let place = try place(base)
    let (stores, _) = try prepare(index, receiver: nil, arguments, range)
    let location = location(range)
    let call: (Frame) throws -> Frame = { frame in
      let execution = frame.execution
      let body = try execution.evaluator.body(of: index)
      let callee = Frame(execution, body.size)
      for store in stores { try store(frame, callee) }
      try place.modify(frame) { datum in
        callee.data[1] = datum
        datum = .void
        defer { datum = callee.datum(1) }
        try execution.call(at: location) { try body.run(callee) }
      }
      return callee
    }
    return Self.result(of: call, resultType(of: index))
  }

  /// Calls a value of a function type.
  /// - Parameter base: the expression whose value is called.
  func callValue(
    _ callee: Typed, _ arguments: [Argument], _ range: TextRange, base: Expression
  ) throws -> Typed {
    if case .nominal = callee.type,
      let call = try methodCall(callee, base, "callAsFunction", arguments, range)
    {
      return call
    }
    guard case .function(let parameters, let result) = callee.type, parameters.count == arguments.count else {
      throw mismatch(EvaluationWords.wrongArguments(library.text(callee.type)), range)
    }
    if let unknown = result.unknownPart { throw unsupported(EvaluationWords.unknownType(unknown), range) }
    let codes = try zip(arguments, parameters).map { try compile($0.value, $1).datum }
    let code = callee.datum
    let location = location(range)
    return Typed.datum(result) { frame in
      let function = try code(frame).asFunction()
      let values = try codes.map { try $0(frame) }
      return try frame.execution.call(at: location) { try function.call(frame.execution, values) }
    }
  }

  private func compileTypeMemberCall(
    _ type: SwiftType, _ name: String, _ arguments: [Argument], _ expected: SwiftType?, _ range: TextRange
  ) throws -> Typed {
    if name == "init" { return try compileConstruction(type, arguments, expected, range) }
    guard case .nominal(let index) = type else {
      if let statics = library.builtinMembers[library.text(type)]?[name] {
        return try callFunction(try chooseFunction(statics, arguments, name, range), receiver: nil, arguments, range)
      }
      return try builtinTypeCall(type, name, arguments, range)
    }
    let nominal = library.nominals[index]
    if let place = nominal.caseIndex(name) { return try compileCase(index, place, arguments, range) }
    if let methods = nominal.methods[name]?.filter({ library.functions[$0].function.placement == .type }),
      !methods.isEmpty
    {
      let chosen = try chooseFunction(methods, arguments, nominal.name + "." + name, range)
      return try callFunction(chosen, receiver: nil, arguments, range)
    }
    if nominal.properties[name]?.property.placement == .type {
      let base = Expression(.member(base: nil, name: name, nameRange: range), range)
      return try callValue(try typeMember(type, name, range), arguments, range, base: base)
    }
    throw unsupported(EvaluationWords.unknownMember(name, of: nominal.name), range)
  }

  private func compileCase(_ index: Int, _ place: Int, _ arguments: [Argument], _ range: TextRange) throws -> Typed {
    let nominal = library.nominals[index]
    let payload = nominal.definition.cases[place].payload
    guard let matched = Self.match(arguments, payload), matched.allSatisfy({ $0.count == 1 }) else {
      throw unsupported(EvaluationWords.wrongArguments(nominal.definition.cases[place].name), range)
    }
    let codes = try zip(matched, payload).map { given, parameter in
      guard let type = parameter.type else { throw unsupported(EvaluationWords.construct(nominal.name), range) }
      return try compile(given[0].value, resolveMember(type, of: nominal)).datum
    }
    return Typed(.nominal(index), .datum { frame in .choice(place, try codes.map { try $0(frame) }) })
  }

  /// `Gin.query("X.p")`, with the type that the context or `as:` says.
  private func compileQuery(_ arguments: [Argument], _ expected: SwiftType?, _ range: TextRange) throws -> Typed {
    guard let first = arguments.first, case .string(let key) = first.value.kind else {
      throw unsupported(EvaluationWords.untyped("a query whose key is computed"), range)
    }
    var type = expected
    if arguments.count == 2, arguments[1].label == "as" { type = typeNamed(by: arguments[1].value) }
    guard let type else { throw unsupported(EvaluationWords.untyped("`Gin.query(\"\(key)\")`"), range) }
    if let unknown = type.unknownPart { throw unsupported(EvaluationWords.unknownType(unknown), range) }
    let location = location(range)
    return Typed.datum(type) { frame in try frame.execution.query(key, type, at: location) }
  }
}

extension String {
  /// Library types whose extensions can be told apart by name alone.
  var isPlainType: Bool { ["Int", "Double", "Float", "Bool", "String"].contains(self) }
}
