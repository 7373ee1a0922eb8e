// How does a value of a type come to be? Initializers of the workspace's types, and conversions of the library's.

import Configurables
import SourceText

extension BodyCompiler {
  func compileConstruction(
    _ type: SwiftType, _ arguments: [Argument], _ expected: SwiftType?, _ range: TextRange
  ) throws -> Typed {
    guard case .nominal(let index) = type else {
      if let own = library.builtinMembers[library.text(type)]?["init"],
        own.contains(where: { Self.match(arguments, library.functions[$0].function.parameters) != nil })
      {
        throw unsupported(EvaluationWords.construct(library.text(type)), range)
      }
      return try compileConversion(type, arguments, expected, range)
    }
    let nominal = library.nominals[index]
    if let obstacle = nominal.definition.obstacle {
      throw unsupported(EvaluationWords.obstacle(nominal.name, obstacle), range)
    }
    if nominal.isEnumeration { return try compileRawValue(nominal, arguments, range) }
    if let parent = try compileInheritance(nominal, arguments, range) { return parent }
    let fitting = nominal.initializers.filter {
      Self.match(arguments, library.functions[$0].function.parameters) != nil
    }
    if !fitting.isEmpty {
      let chosen = try chooseFunction(fitting, arguments, nominal.name, range)
      return try callInitializer(chosen, nominal, arguments, range)
    }
    guard !nominal.declaresInitializer || nominal.configurable != nil else {
      throw mismatch(EvaluationWords.wrongArguments(nominal.name), range)
    }
    return try compileMemberwise(nominal, arguments, parent: nil, range)
  }

  private func callInitializer(
    _ index: Int, _ nominal: Nominal, _ arguments: [Argument], _ range: TextRange
  ) throws -> Typed {
    try refuseInheritance(nominal, range)
    let (stores, _) = try prepare(index, receiver: nil, arguments, range)
    let location = location(range)
    let nominalIndex = nominal.index
    return Typed(
      .nominal(nominal.index),
      .datum { frame in
        let execution = frame.execution
        let body = try execution.evaluator.body(of: index)
        let callee = Frame(execution, body.size)
        callee.data[1] = try execution.blank(nominalIndex)
        for store in stores { try store(frame, callee) }
        try execution.call(at: location) { try body.run(callee) }
        return callee.datum(1)
      })
  }

  /// Subclasses have initializers and overrides that this evaluator does not follow.
  private func refuseInheritance(_ nominal: Nominal, _ range: TextRange) throws {
    guard nominal.isClass else { return }
    for type in nominal.inherited {
      let resolved = resolveMember(type, of: nominal)
      if case .nominal = resolved { throw unsupported(EvaluationWords.obstacle(nominal.name, "is a subclass"), range) }
    }
  }

  /// `TrainerConfig(first, steps: 5)` and `TrainerConfig(first) { $0.opt.lr = 1 }` of `@Config` types.
  private func compileInheritance(
    _ nominal: Nominal, _ arguments: [Argument], _ range: TextRange
  ) throws -> Typed? {
    guard nominal.configurable != nil, let first = arguments.first, first.label == nil,
      !needsContext(first.value) || first.value.kind.isMember,
      !nominal.initializers.contains(where: { initializer in
        Self.match(arguments, library.functions[initializer].function.parameters) != nil
      })
    else { return nil }
    let parent = try compile(first.value, .nominal(nominal.index))
    if arguments.count == 2, case .closure(let change) = arguments[1].value.kind {
      return try compileChange(nominal, parent, change, range)
    }
    return try compileMemberwise(nominal, Array(arguments.dropFirst()), parent: parent, range)
  }

  private func compileChange(
    _ nominal: Nominal, _ parent: Typed, _ change: Function, _ range: TextRange
  ) throws -> Typed {
    guard !nominal.isClass, change.parameters.count == 1 else {
      throw unsupported(EvaluationWords.construct(nominal.name), range)
    }
    let slot = nextDatum()
    let code = parent.datum
    let body = try inScope {
      declare(change.parameters[0].internalName, parent.type, .variable, .datum(slot))
      return try compileClosureBody(change, .void)
    }
    let run = body.effect
    return Typed(
      parent.type,
      .datum { frame in
        frame.data[slot] = try code(frame)
        try run(frame)
        return frame.data[slot]
      })
  }

  func compileMemberwise(
    _ nominal: Nominal, _ arguments: [Argument], parent: Typed?, _ range: TextRange
  ) throws -> Typed {
    try refuseInheritance(nominal, range)
    guard nominal.definition.kind != .protocolType, !nominal.isClass || nominal.configurable != nil || arguments.isEmpty
    else {
      throw unsupported(EvaluationWords.construct(nominal.name), range)
    }
    var next = 0
    var codes: [DatumCode?] = []
    for entry in nominal.stored {
      let type = try storedType(entry, range)
      let isFixed = entry.property.mutability == .constant && entry.property.initialValue != nil
      if let obstacle = entry.property.obstacle {
        throw unsupported(EvaluationWords.propertyObstacle(entry.property.name, obstacle), range)
      }
      if !isFixed, next < arguments.count,
        arguments[next].label == entry.property.name
          || (arguments[next].label == nil && arguments[next].value.kind.isClosure)
      {
        codes.append(try compile(arguments[next].value, type).datum)
        next += 1
      } else {
        codes.append(nil)
      }
    }
    guard next == arguments.count else { throw mismatch(EvaluationWords.wrongArguments(nominal.name), range) }
    let location = location(range)
    let (index, isClass, base) = (nominal.index, nominal.isClass, parent?.datum)
    return Typed(
      .nominal(index),
      .datum { frame in
        var fields = try base?(frame).asFields() ?? []
        let inherits = !fields.isEmpty || base != nil
        for (place, code) in codes.enumerated() {
          if let code {
            let value = try code(frame)
            if inherits { fields[place] = value } else { fields.append(value) }
          } else if !inherits {
            fields.append(try frame.execution.initial(place, of: index, at: location, by: .code))
          }
        }
        return isClass ? .instance(Instance(nominal: index, fields: fields)) : .record(fields)
      })
  }

  private func compileRawValue(_ nominal: Nominal, _ arguments: [Argument], _ range: TextRange) throws -> Typed {
    guard arguments.count == 1, arguments[0].label == "rawValue", let raw = library.rawValues(of: nominal.index) else {
      throw unsupported(EvaluationWords.construct(nominal.name), range)
    }
    let code = try compile(arguments[0].value, raw.type).datum
    let values = raw.values
    return Typed(
      .optional(.nominal(nominal.index)),
      .datum { frame in
        let datum = try code(frame)
        return values.firstIndex(of: datum).map { .choice($0, []) } ?? .nothing
      })
  }
}

extension Expression.Kind {
  var isMember: Bool {
    if case .member = self { return true }
    return false
  }
  var isClosure: Bool {
    if case .closure = self { return true }
    return false
  }
}
