// What does an instance of a class do? Construction, attributes, `super()`, and the methods that operators call.

import Configurables
import SourceText

extension PythonInterpreter {
  // MARK: Construction

  /// - Parameter id: the configurable through which a config makes it, where it is one that does not change its class.
  func construct(_ type: PythonClass, _ call: PythonCall, as id: DefinitionIndex.ID? = nil) throws -> PythonObject {
    if let obstacle = type.obstacle { throw giveUp(obstacle, call.range, call.frame.module) }
    guard !type.has("__new__"), !type.has("__slots__") else {
      throw giveUp(EvaluationWords.pythonClass(type.qualifiedName), call.range, call.frame.module)
    }
    if case .outside(let path) = initializer(of: type, behind: nil).initializer {
      throw giveUp(EvaluationWords.pythonBase(type.name, path), call.range, call.frame.module)
    }
    try execution.charge(type.exceptionBase == nil ? PythonBytes.instance : PythonBytes.exception)
    if type.exceptionBase != nil {
      let exception = PythonException(type: .type(type), args: call.positional)
      if type.has("__init__") { try initialize(.exception(exception), type, call, id) }
      return .exception(exception)
    }
    let instance = PythonInstance(type)
    try initialize(.instance(instance), type, call, id)
    return .instance(instance)
  }

  private func initialize(
    _ object: PythonObject, _ type: PythonClass, _ call: PythonCall, _ id: DefinitionIndex.ID?
  ) throws {
    var call = call
    call.positional.insert(object, at: 0)
    call.name = "__init__"
    var bound: Bound = []
    var names = initializer(of: type, behind: nil)
    if let id, !names.ids.contains(id) { names.ids.insert(id, at: 0) }
    try initialize(names, type, call, &bound)
    guard case .instance(let instance) = object else { return }
    if case .function(let function) = names.initializer {
      instance.arguments = Self.arguments(bound, of: function.function)
    } else {
      instance.arguments = Array(bound.dropFirst())
    }
  }

  /// What a config would write: without `self`, and the names that `**kwargs` took.
  private static func arguments(_ bound: Bound, of function: Function) -> Bound {
    let kinds = Dictionary(function.parameters.map { ($0.name, $0.kind) }, uniquingKeysWith: { first, _ in first })
    return bound.dropFirst().flatMap { name, value -> Bound in
      switch (kinds[name], value) {
      case (.keywords, .dictionary(let extra)):
        zip(extra.keys, extra.values).compactMap { key, value in
          if case .string(let name) = key { (name, value) } else { nil }
        }
      case (.variadic, .tuple(let rest)) where rest.isEmpty: []
      default: [(name, value)]
      }
    }
  }

  enum Initializer {
    case function(PythonFunctionObject)
    /// The generated one of a dataclass.
    case fields(PythonClass)
    /// `object.__init__`.
    case plain
    /// That of a class which is not in the workspace.
    case outside(String)
  }

  /// The constructor that is found first, and the configurables whose wrapping it is found through.
  func initializer(
    of type: PythonClass, behind start: PythonClass?
  ) -> (initializer: Initializer, ids: [DefinitionIndex.ID]) {
    var ids: [DefinitionIndex.ID] = []
    var order = type.order[...]
    if let start, let place = order.firstIndex(where: { $0 === start }) { order = order[(place + 1)...] }
    for candidate in order {
      if let path = candidate.outside { return (.outside(path), ids) }
      if candidate.isChangedByGin, let id = candidate.configurable { ids.append(id) }
      if case .success(.function(let function))? = candidate.attributes["__init__"] {
        return (.function(function), ids)
      }
      if candidate.dataclass != nil { return (.fields(candidate), ids) }
    }
    return (.plain, ids)
  }

  func initialize(
    _ found: (initializer: Initializer, ids: [DefinitionIndex.ID]), _ type: PythonClass, _ call: PythonCall,
    _ bound: inout Bound
  ) throws {
    switch found.initializer {
    case .function(let function):
      _ = try self.call(function, call, as: found.ids, bound: &bound)
    case .fields(let owner):
      try augmenting(found.ids) { bound = try fill(owner, call, found.ids) }
    case .outside(let path):
      throw giveUp(EvaluationWords.pythonInherited("__init__", path), call.range, call.frame.module)
    case .plain:
      if case .exception(let exception) = call[0] {
        exception.args = Array(call.positional.dropFirst())
        return
      }
      guard call.count <= 1, call.keywords.isEmpty else {
        throw raise("TypeError", type.name + "() takes no arguments", call.range, call.frame.module)
      }
    }
  }

  private func fill(_ owner: PythonClass, _ call: PythonCall, _ ids: [DefinitionIndex.ID]) throws -> Bound {
    let fields = owner.fields
    let this = Parameter(name: "self", nameRange: .zero)
    func slot(_ field: PythonField) -> PythonSignature.Slot {
      var parameter = field.parameter
      parameter.kind = field.isKeywordOnly ? .keywordOnly : .ordinary
      return .init(parameter: parameter, initial: field.initial, factory: field.factory)
    }
    let inputs = fields.filter(\.isInput)
    let slots = inputs.filter { !$0.isKeywordOnly }.map(slot) + inputs.filter(\.isKeywordOnly).map(slot)
    let signature = PythonSignature(
      name: owner.qualifiedName + ".__init__", slots: [.init(parameter: this)] + slots, module: owner.module)
    let bound = try bind(signature, call, as: ids)
    guard case .instance(let instance) = call[0] else {
      throw giveUp(EvaluationWords.pythonExpression, call.range, call.frame.module)
    }
    for field in fields {
      if let found = bound.first(where: { $0.name == field.name }), field.isInput {
        instance[field.name] = found.value
      } else if let factory = field.factory {
        instance[field.name] = try self.call(factory, [], [:], call.range, call.frame)
      } else if let initial = field.initial {
        instance[field.name] = initial
      }
    }
    if let after = instance.type.function("__post_init__") {
      _ = try self.call(
        after, PythonCall(name: "__post_init__", positional: [call[0]], range: call.range, frame: call.frame))
    }
    return bound
  }

  // MARK: Attributes

  func member(
    _ name: String, of instance: PythonInstance, _ range: TextRange, _ frame: PythonFrame
  ) throws -> PythonObject {
    let type = instance.type
    let object = PythonObject.instance(instance)
    if instance[name] != nil, type.isOpen, PythonNames.computedOutside.contains(name) {
      throw giveUp(EvaluationWords.unknownMember(name, of: type.name), range, frame.module)
    }
    // What a base outside says of an attribute that the workspace sets, nobody knows; plain classes say nothing.
    let found = instance[name] == nil ? try type.lookUp(name) : try type.known(name)?.get()
    if case .descriptor(let descriptor)? = found, descriptor.kind == .property {
      return try call(
        descriptor.getter, PythonCall(name: name, positional: [object], range: range, frame: frame))
    }
    if let own = instance[name] { return own }
    if case .descriptor(let descriptor)? = found, descriptor.kind == .cachedProperty {
      let value = try call(
        descriptor.getter, PythonCall(name: name, positional: [object], range: range, frame: frame))
      instance[name] = value
      return value
    }
    if let found {
      switch found {
      case .function, .descriptor: break
      default:
        if let lost = instance.lost { throw lost.stop }
        try checkKept(name, of: type, range, frame)
      }
      return bound(found, to: object, type)
    }
    if name == "__class__" { return .type(type) }
    if let lost = instance.lost { throw lost.stop }
    switch name {
    case "__dict__":
      let table = PythonDictionary()
      for (name, value) in instance.attributes { if let key = PythonKey(.string(name)) { table.set(key, value) } }
      table.isKept = true
      return .dictionary(table)
    default: break
    }
    guard !type.has("__getattr__"), !type.has("__getattribute__"), !name.hasPrefix("__") else {
      throw giveUp(EvaluationWords.unknownMember(name, of: type.name), range, frame.module)
    }
    throw raise("AttributeError", "'\(type.name)' object has no attribute '\(name)'", range, frame.module)
  }

  private func bound(_ found: PythonObject, to object: PythonObject, _ type: PythonClass) -> PythonObject {
    switch found {
    case .function(let function): return .bound(object, function)
    case .descriptor(let descriptor):
      switch descriptor.kind {
      case .staticMethod: return .function(descriptor.getter)
      case .classMethod: return .bound(.type(type), descriptor.getter)
      case .property, .cachedProperty: return found
      }
    default: return found
    }
  }

  func member(
    _ name: String, ofClass type: PythonClass, _ range: TextRange, _ frame: PythonFrame
  ) throws -> PythonObject {
    if name == "__init__" {
      let found = initializer(of: type, behind: nil)
      return .native(
        PythonNative("function") { call in
          var bound: Bound = []
          try self.initialize(found, type, call, &bound)
          return .none
        })
    }
    if let found = try type.isOpen && name.hasPrefix("__") ? type.known(name)?.get() : type.lookUp(name) {
      switch found {
      case .function, .descriptor: break
      default: try checkKept(name, of: type, range, frame)
      }
      switch found {
      case .descriptor(let descriptor) where descriptor.kind == .staticMethod: return .function(descriptor.getter)
      case .descriptor(let descriptor) where descriptor.kind == .classMethod:
        return .bound(.type(type), descriptor.getter)
      default: return found
      }
    }
    switch name {
    case "__name__": return .string(type.name)
    case "__qualname__": return .string(type.qualifiedName)
    case "__module__": return .string(type.module.file.module)
    default: break
    }
    guard type.obstacle == nil, !name.hasPrefix("__") else {
      throw giveUp(EvaluationWords.unknownMember(name, of: type.name), range, frame.module)
    }
    throw raise("AttributeError", "type object '\(type.name)' has no attribute '\(name)'", range, frame.module)
  }

  func set(
    _ name: String, of instance: PythonInstance, to value: PythonObject, _ range: TextRange, _ frame: PythonFrame
  ) throws {
    let type = instance.type
    guard !type.has("__setattr__") else {
      throw giveUp(EvaluationWords.unknownMember(name, of: type.name), range, frame.module)
    }
    if type.order.contains(where: { $0.dataclass?.isFrozen == true }) {
      throw raise("FrozenInstanceError", "cannot assign to field '\(name)'", range, frame.module)
    }
    if case .descriptor(let descriptor)? = try type.known(name)?.get(), descriptor.kind == .property {
      guard let setter = descriptor.setter else {
        throw raise("AttributeError", "property '\(name)' of '\(type.name)' object has no setter", range, frame.module)
      }
      _ = try call(
        setter, PythonCall(name: name, positional: [.instance(instance), value], range: range, frame: frame))
      return
    }
    guard !instance.isKept else { throw giveUp(EvaluationWords.pythonKept, range, frame.module) }
    try execution.charge(PythonBytes.attribute)
    instance[name] = type.isOpen ? keptOutside(value, type) : value
  }

  /// What a base outside the workspace makes of an attribute: Keras keeps lists and tables in ones of its own, torch
  /// keeps all as it is, and a number or text is kept by everybody.
  private func keptOutside(_ value: PythonObject, _ type: PythonClass) -> PythonObject {
    switch value {
    case .list, .dictionary, .set, .tuple:
      guard let path = type.order.lazy.compactMap(\.outside).first(where: { !$0.hasPrefix("torch.") }) else {
        return value
      }
      hasLost = true
      return .unknown(
        PythonUnknown(.notEvaluated(reason: EvaluationWords.pythonInherited("__setattr__", path), at: nil)))
    default: return value
    }
  }

  /// - Throws: where the file changes what the class keeps.
  private func checkKept(
    _ name: String, of type: PythonClass, _ range: TextRange, _ frame: PythonFrame
  ) throws {
    guard let owner = type.order.first(where: { $0.attributes[name] != nil }),
      owner.module.changedAttributes.contains(name)
    else { return }
    throw giveUp(EvaluationWords.pythonKept, range, frame.module)
  }

  // MARK: super()

  func ancestor(_ call: PythonCall) throws -> PythonObject {
    var current: PythonFrame? = call.frame
    while let frame = current, frame.callee == nil { current = frame.parent }
    if call.count == 2, case .type(let start) = call[0] {
      switch call[1] {
      case .instance(let instance): return .ancestor(PythonAncestor(type: instance.type, object: call[1], start: start))
      case .exception(let exception):
        if case .type(let type) = exception.type {
          return .ancestor(PythonAncestor(type: type, object: call[1], start: start))
        }
      default: break
      }
    }
    guard call.count == 0, let frame = current, let callee = frame.callee, let owner = callee.owner,
      let first = callee.function.parameters.first, let object = frame[first.name]
    else { throw giveUp(EvaluationWords.pythonArguments("super"), call.range, call.frame.module) }
    switch object {
    case .instance(let instance): return .ancestor(PythonAncestor(type: instance.type, object: object, start: owner))
    case .exception(let exception):
      guard case .type(let type) = exception.type else { break }
      return .ancestor(PythonAncestor(type: type, object: object, start: owner))
    default: break
    }
    throw giveUp(EvaluationWords.pythonArguments("super"), call.range, call.frame.module)
  }

  func member(
    _ name: String, of ancestor: PythonAncestor, _ range: TextRange, _ frame: PythonFrame
  ) throws -> PythonObject {
    if name == "__init__" {
      let found = initializer(of: ancestor.type, behind: ancestor.start)
      return .native(
        PythonNative("method") { call in
          var call = call
          call.positional.insert(ancestor.object, at: 0)
          var bound: Bound = []
          try self.initialize(found, ancestor.type, call, &bound)
          return .none
        })
    }
    var order = ancestor.type.order[...]
    if let place = order.firstIndex(where: { $0 === ancestor.start }) { order = order[(place + 1)...] }
    for type in order {
      if let path = type.outside {
        throw giveUp(EvaluationWords.pythonInherited(name, path), range, frame.module)
      }
      guard let found = try type.attributes[name]?.get() else { continue }
      if case .descriptor(let descriptor) = found, descriptor.kind == .property {
        return try call(
          descriptor.getter, PythonCall(name: name, positional: [ancestor.object], range: range, frame: frame))
      }
      return bound(found, to: ancestor.object, ancestor.type)
    }
    guard !name.hasPrefix("__") else {
      throw giveUp(EvaluationWords.unknownMember(name, of: "super"), range, frame.module)
    }
    throw raise("AttributeError", "'super' object has no attribute '\(name)'", range, frame.module)
  }

  // MARK: Special methods

  /// What a special method of an instance gives; nil where its class has none.
  func special(
    _ name: String, _ object: PythonObject, _ arguments: [PythonObject] = [], _ range: TextRange, _ frame: PythonFrame
  ) throws -> PythonObject? {
    guard case .instance(let instance) = object else { return nil }
    guard let method = instance.type.function(name) else {
      if instance.type.mayHave(name) { throw giveUp(EvaluationWords.pythonExpression, range, frame.module) }
      return nil
    }
    return try call(
      method, PythonCall(name: name, positional: [object] + arguments, range: range, frame: frame))
  }

  /// `C(a=1, b=2)`, as a dataclass writes itself.
  func repr(
    ofDataclass instance: PythonInstance, _ range: TextRange, _ frame: PythonFrame
  ) throws -> String? {
    guard instance.type.order.contains(where: { $0.dataclass?.hasText == true }) else { return nil }
    let parts = try instance.type.fields.filter(\.isShown).map { field in
      guard let value = instance[field.name] else {
        throw giveUp(EvaluationWords.pythonExpression, range, frame.module)
      }
      return field.name + "=" + (try repr(of: value, range, frame))
    }
    return instance.type.qualifiedName + "(" + parts.joined(separator: ", ") + ")"
  }

  /// The compared fields of a dataclass, which is equal as their tuple is; nil for any other class.
  func comparable(_ instance: PythonInstance) -> PythonObject? {
    guard let dataclass = instance.type.order.lazy.compactMap(\.dataclass).first, dataclass.hasEquality else {
      return nil
    }
    return .tuple(PythonTuple(instance.type.fields.filter(\.isCompared).map { instance[$0.name] ?? .none }))
  }
}
