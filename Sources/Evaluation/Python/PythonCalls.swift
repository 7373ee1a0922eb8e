// What does a call give, and what does a member? The callee says who answers.

import Configurables
import Foundation
import PythonText
import SourceText

extension PythonInterpreter {
  func call(
    _ callee: Expression, _ arguments: [Expression.Argument], _ range: TextRange, _ frame: PythonFrame
  ) throws -> PythonObject {
    let function = try evaluate(callee, frame)
    if case .config(.type(let type)) = function { return try constructed(type, arguments, range, frame) }
    if case .path(let path) = function, path == "int" || path == "float", arguments.count == 1,
      arguments[0].spread == .single, arguments[0].label == nil,
      let number = try wholeNumber(fromNumpy: arguments[0].value, frame)
    {
      return try call(function, [number], [:], range, frame)
    }
    var positional: [PythonObject] = []
    var keywords = PythonKeywords()
    let isFollowed =
      switch function {
      case .function, .bound, .type: true
      default: false
      }
    for argument in arguments {
      let value =
        try isFollowed && argument.spread == .single
        ? lenient(argument: argument.value, frame) : evaluate(argument.value, frame)
      switch argument.spread {
      case .single:
        if let label = argument.label { keywords.set(label, value) } else { positional.append(value) }
      case .positional:
        switch value {
        case .list, .tuple, .dictionary, .set, .view, .iterator, .range, .string: break
        default: throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
        }
        positional += try elements(of: value, argument.value.range, frame)
      case .keywords: try spread(value, into: &keywords, argument.value.range, frame)
      }
    }
    return try call(function, positional, keywords, range, frame)
  }

  /// What `int(np.ceil(x))` makes an integer of. These functions of numpy are exact; what they give is a scalar of
  /// numpy's own, which is followed no further than into `int` and `float`.
  private func wholeNumber(fromNumpy expression: Expression, _ frame: PythonFrame) throws -> PythonObject? {
    guard expression.mayBeNumpyRounding, case .call(let callee, let arguments) = expression.kind,
      case .path(let path) = try evaluate(callee, frame), path.hasPrefix("numpy.")
    else { return nil }
    let x: Double
    switch number(try evaluate(arguments[0].value, frame)) {
    case .float(let number): x = number
    case .int(let number) where number.magnitude < 1 << 53: x = Double(number)
    default: return nil
    }
    switch path {
    case "numpy.ceil": return .float(x.rounded(.up))
    case "numpy.floor": return .float(x.rounded(.down))
    case "numpy.trunc": return .float(x.rounded(.towardZero))
    case "numpy.rint": return .float(x.rounded(.toNearestOrEven))
    default: return nil
    }
  }

  private func spread(
    _ value: PythonObject, into keywords: inout PythonKeywords, _ range: TextRange, _ frame: PythonFrame
  ) throws {
    guard case .dictionary(let table) = value else {
      throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
    }
    for (key, value) in zip(table.keys, table.values) {
      // The message would name the function in a way that depends on what it is.
      guard case .string(let name) = key, keywords[name] == nil else {
        throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
      }
      keywords.set(name, value)
    }
  }

  func call(
    _ callee: PythonObject, _ positional: [PythonObject], _ keywords: PythonKeywords, _ range: TextRange,
    _ frame: PythonFrame
  ) throws -> PythonObject {
    var call = PythonCall(name: "", positional: positional, keywords: keywords, range: range, frame: frame)
    if hasLost, case .method(let base, _) = callee { try checkKnown(base) }
    switch callee {
    case .unknown(let unknown): throw unknown.stop
    case .function(let function):
      call.name = function.qualifiedName
      let ids = changedByGin(function)
      if ids.isEmpty { return try self.call(function, call) }
      var bound: Bound = []
      return try self.call(function, call, as: ids, bound: &bound)
    case .bound(let object, let function):
      call.positional.insert(object, at: 0)
      return try self.call(function, call)
    case .method(let base, let name):
      call.name = name
      return try method(of: base, call)
    case .type(let type):
      call.name = type.name
      return try construct(type, call)
    case .native(let native): return try native.call(call)
    case .config(let object): return try self.call(object, positional, keywords, range, frame)
    case .path(let path):
      call.name = path
      return try self.call(path: path, call)
    case .foreign(.reference(let reference)) where reference.form == .function:
      return try self.call(reference, call)
    case .instance(let instance):
      if let result = try special("__call__", callee, positional, range, frame) { return result }
      throw raise("TypeError", "'\(instance.type.name)' object is not callable", range, frame.module)
    case .none, .bool, .int, .big, .float, .string, .list, .tuple, .dictionary, .set, .range:
      throw raise("TypeError", "'\(callee.typeName)' object is not callable", range, frame.module)
    default: throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
    }
  }

  /// The configurable whose wrapper stands in the place of the function: only `@gin.configurable` changes every call.
  private func changedByGin(_ function: PythonFunctionObject) -> [DefinitionIndex.ID] {
    guard function.enclosing == nil, function.owner == nil, !function.function.decorators.isEmpty,
      let id = configurables[location(function.function.nameRange, function.module)],
      index.configurables[id].registration == "configurable"
    else { return [] }
    return [id]
  }

  private func call(_ reference: ReferenceValue, _ call: PythonCall) throws -> PythonObject {
    var arguments: [EvaluationArgument] = []
    func value(_ object: PythonObject) throws -> Value {
      guard let value = object.value else {
        throw giveUp(EvaluationWords.pythonArguments("@" + reference.selector), call)
      }
      return value
    }
    for object in call.positional { arguments.append(EvaluationArgument(value: try value(object))) }
    for (name, object) in call.keywords.pairs {
      arguments.append(EvaluationArgument(name: name, value: try value(object)))
    }
    let result = try augmented {
      try execution.environment.call(
        reference, arguments: arguments, scope: execution.scope, run: execution.run)
    }
    return PythonObject(result)
  }

  private func call(path: String, _ call: PythonCall) throws -> PythonObject {
    if let result = try callOfConfigs(path, call.positional, call.range, call.frame) { return result }
    if PythonNames.isGin(path, "query_parameter"), case .string(let key)? = call.positional.first {
      return try query(key, call.range, call.frame.module)
    }
    if PythonNames.reporting.contains(path) { return .none }
    if PythonNames.isGin(path, "current_scope_str"), call.count == 0 { return .string(execution.scope) }
    if PythonNames.bases[path] != nil, call.keywords.isEmpty {
      try execution.charge(PythonBytes.exception)
      return .exception(PythonException(type: .path(path), args: call.positional))
    }
    var call = call
    guard let dot = path.lastIndex(of: ".") else { return try builtin(call) }
    call.name = String(path[path.index(after: dot)...])
    if path == "dict.fromkeys", call.count == 1 || call.count == 2, call.keywords.isEmpty {
      let table = PythonDictionary()
      for key in try elements(of: call[0], call.range, call.frame) {
        try set(key, to: call[1], in: table, call.range, call.frame)
      }
      return .dictionary(table)
    }
    switch path[..<dot] {
    // `str.upper`, as it is given to `map`.
    case "str", "list", "dict", "set", "tuple", "int", "float":
      guard let receiver = call.positional.first, receiver.typeName == path[..<dot],
        PythonMethods.names(of: receiver).contains(call.name)
      else { break }
      call.positional.removeFirst()
      return try method(of: receiver, call)
    case "math": return try mathematics(call)
    case "functools": return try functools(call)
    case "collections": return try collections(call)
    case "itertools": return try itertools(call)
    case "dataclasses": return try dataclasses(call)
    case "operator": return try operators(call)
    case "copy" where call.count == 1 && (call.name == "copy" || call.name == "deepcopy"):
      return try copied(call[0], isDeep: call.name == "deepcopy", call)
    case "typing" where call.name == "cast" && call.count == 2: return call[1]
    default: break
    }
    throw giveUp(
      PythonNames.isOutside(path) ? EvaluationWords.unknownCall(path) : EvaluationWords.pythonCall(path), call)
  }

  // MARK: Members

  func member(
    _ name: String, of base: PythonObject, _ range: TextRange, _ frame: PythonFrame
  ) throws -> PythonObject {
    switch base {
    case .path("math"):
      if let constant = Self.constants[name] { return .float(constant) }
      return .path("math." + name)
    case .path(let path):
      if name == "__name__" { return .string(path.split(separator: ".").last.map(String.init) ?? path) }
      return try found(try imported(path + "." + name, range, frame.module), range, frame)
    case .config(let object): return try member(name, of: object, range, frame)
    case .unknown(let unknown): throw unknown.stop
    case .instance(let instance): return try member(name, of: instance, range, frame)
    case .type(let type): return try member(name, ofClass: type, range, frame)
    case .ancestor(let ancestor): return try member(name, of: ancestor, range, frame)
    case .exception(let exception): return try member(name, of: exception, range, frame)
    case .function(let function) where name == "__name__": return .string(function.function.name)
    case .range(let start, _, _) where name == "start": return .int(start)
    case .range(_, let stop, _) where name == "stop": return .int(stop)
    case .range(_, _, let step) where name == "step": return .int(step)
    case .foreign(let value): return try member(name, of: value, range, frame)
    case .tuple(let tuple):
      if let record = tuple.record { return try member(name, of: tuple, record, range, frame) }
    case .int, .bool, .big, .float:
      if let part = part(name, of: base) { return part }
    default: break
    }
    if PythonMethods.names(of: base).contains(name) { return .method(base, name) }
    switch base {
    case .none, .bool, .int, .big, .float, .string, .list, .tuple, .dictionary, .set, .range:
      guard !name.hasPrefix("__"), !PythonMethods.unknown.contains(name) else { break }
      if case .dictionary(let table) = base, table.kind != nil { break }
      throw raise("AttributeError", "'\(base.typeName)' object has no attribute '\(name)'", range, frame.module)
    default: break
    }
    throw giveUp(EvaluationWords.unknownMember(name, of: base.typeName), range, frame.module)
  }

  private func part(_ name: String, of number: PythonObject) -> PythonObject? {
    switch (name, number) {
    case ("real", .bool(let flag)): .int(flag ? 1 : 0)
    case ("real", _): number
    case ("imag", .float): .float(0)
    case ("imag", _): .int(0)
    case ("numerator", .int), ("numerator", .big): number
    case ("denominator", .int), ("denominator", .big), ("denominator", .bool): .int(1)
    default: nil
    }
  }

  private func member(
    _ name: String, of exception: PythonException, _ range: TextRange, _ frame: PythonFrame
  ) throws -> PythonObject {
    guard !exception.isAugmented || name == "__class__" else {
      throw giveUp(EvaluationWords.pythonAugmented, range, frame.module)
    }
    if name == "args" { return .tuple(PythonTuple(exception.args)) }
    if let own = exception.attributes[name] { return own }
    if case .type(let type) = exception.type, let found = try type.lookUp(name) {
      switch found {
      case .function(let function): return .bound(.exception(exception), function)
      case .descriptor: break
      default: return found
      }
    }
    throw giveUp(EvaluationWords.unknownMember(name, of: exception.typeName), range, frame.module)
  }

  /// What came out of a config: an object's fields, an enum's member.
  private func member(
    _ name: String, of value: Value, _ range: TextRange, _ frame: PythonFrame
  ) throws -> PythonObject {
    switch (value, name) {
    case (.object(let object), _):
      // What the constructor made hides what it was given.
      if let field = object.fields.last(where: { $0.name == name && $0.origin == .computed })
        ?? object.fields.first(
          where: { $0.name == name && $0.isAttribute })
      {
        if case .opaque(let opaque) = field.value {
          if let unknown = opaque.content as? PythonUnknown { throw unknown.stop }
          break
        }
        return PythonObject(field.value)
      }
    case (.enumeration(let member), "name") where member.language == .python: return .string(member.name)
    case (.enumeration(let member), "value") where member.language == .python: return PythonObject(member.rawValue)
    default: break
    }
    throw giveUp(EvaluationWords.unknownMember(name, of: "object"), range, frame.module)
  }
}

extension Expression {
  /// Whether it is written like `np.ceil(x)`.
  var mayBeNumpyRounding: Bool {
    guard case .call(let callee, let arguments) = kind, arguments.count == 1, arguments[0].spread == .single,
      arguments[0].label == nil, let name = callee.dottedName
    else { return false }
    return !name.hasPrefix("math.") && ["ceil", "floor", "trunc", "rint"].contains { name.hasSuffix("." + $0) }
  }
}
