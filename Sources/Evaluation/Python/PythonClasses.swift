// What does a `class` statement make? Its body runs once, and its decorators say what becomes of it.

import Configurables
import SourceText

extension PythonInterpreter {
  /// - Parameter enclosing: the function that the class stands in.
  func makeClass(_ definition: TypeDefinition, _ unit: PythonUnit, enclosing: PythonFrame?) throws -> PythonClass {
    try execution.charge(PythonBytes.type)
    let name = definition.name.split(separator: ".").last.map(String.init) ?? definition.name
    let type = PythonClass(
      name: name, qualifiedName: qualified(definition.name, in: enclosing), module: unit)
    let scope = enclosing ?? PythonFrame(unit, own: [], parent: nil)
    let bases = try bases(of: type, definition, scope)
    type.order = [type] + (try merged(bases, definition.nameRange, scope))
    type.exceptionBase = type.exceptionBase ?? bases.lazy.compactMap(\.exceptionBase).first
    type.obstacle = type.obstacle ?? bases.lazy.compactMap(\.obstacle).first
    let frame = PythonFrame(unit, own: [], parent: enclosing)
    frame.kind = .classBody
    frame.classBody = type
    try runClassBody(definition, type, frame)
    for (name, value) in frame.pairs { type.attributes[name] = type.attributes[name] ?? .success(value) }
    if enclosing == nil {
      for case (let name, .success(let attribute)) in type.attributes {
        keep(attribute, PythonKeptPlace(place: location(definition.nameRange, unit), name: name))
      }
      if let id = configurables[FileLocation(unit.file.file, definition.nameRange)] {
        type.configurable = id
        type.isChangedByGin = index.configurables[id].registration == "configurable"
        type.reference = ReferenceValue(scope: "", selector: index.shortestSelector(of: id), form: .function)
      }
    }
    for decorator in definition.decorators.reversed() { try decorate(type, by: decorator, scope) }
    return type
  }

  func qualified(_ name: String, in enclosing: PythonFrame?) -> String {
    var current = enclosing
    while let frame = current {
      if let callee = frame.callee { return callee.qualifiedName + ".<locals>." + name }
      if let type = frame.classBody { return type.qualifiedName + "." + name }
      current = frame.parent
    }
    return name
  }

  private func bases(
    of type: PythonClass, _ definition: TypeDefinition, _ frame: PythonFrame
  ) throws -> [PythonClass] {
    var bases: [PythonClass] = []
    for argument in definition.arguments {
      guard argument.spread == .single, argument.label == nil else {
        if argument.label == "metaclass", let path = argument.value.dottedName, path.hasSuffix("ABCMeta") { continue }
        type.obstacle = EvaluationWords.pythonClass(type.name)
        continue
      }
      var written = argument.value
      // `Generic[T]` is based on `Generic`.
      if case .index(let base, _) = written.kind { written = base }
      let base: PythonObject
      do { base = try evaluate(written, frame) } catch {
        guard case EvaluationStop.notEvaluated = error else { throw error }
        type.obstacle = EvaluationWords.pythonBase(type.name, written.dottedName ?? "an expression")
        continue
      }
      switch base {
      case .type(let found): bases.append(found)
      case .path(let path) where PythonNames.bases[path] != nil: type.exceptionBase = path
      case .path(let path) where PythonNames.plainBases.contains(path): continue
      case .path(let path) where PythonNames.plainLibraries.contains(path.prefix { $0 != "." }.description):
        bases.append(outside(path, type.module))
      default: type.obstacle = EvaluationWords.pythonBase(type.name, written.dottedName ?? "an expression")
      }
    }
    return bases
  }

  private func outside(_ path: String, _ unit: PythonUnit) -> PythonClass {
    if let known = outsideClasses[path] { return known }
    let name = path.split(separator: ".").last.map(String.init) ?? path
    let made = PythonClass(name: name, qualifiedName: name, module: unit)
    made.outside = path
    made.order = [made]
    outsideClasses[path] = made
    return made
  }

  /// The order in which bases are looked through, as C3 merges them.
  private func merged(_ bases: [PythonClass], _ range: TextRange, _ frame: PythonFrame) throws -> [PythonClass] {
    var lists = bases.map(\.order) + [bases]
    var order: [PythonClass] = []
    while true {
      lists.removeAll(where: \.isEmpty)
      if lists.isEmpty { return order }
      let next = lists.lazy.compactMap(\.first).first { candidate in
        !lists.contains { $0.dropFirst().contains { $0 === candidate } }
      }
      guard let next else { throw giveUp(EvaluationWords.pythonStatement, range, frame.module) }
      order.append(next)
      for place in lists.indices where lists[place].first === next { lists[place].removeFirst() }
    }
  }

  // MARK: The body

  private func runClassBody(_ definition: TypeDefinition, _ type: PythonClass, _ frame: PythonFrame) throws {
    for statement in definition.body {
      switch statement.kind {
      case .declaration(.name(let name, let nameRange), let annotation, let value, _):
        let result = value.map { value in Result { try evaluate(value, frame) } }
        try rethrowEnds(of: result)
        if let result { define(name, result, type, frame) }
        let isClassVariable = if case .named(let path, _)? = annotation { path.last == "ClassVar" } else { false }
        if !isClassVariable {
          let parameter = Parameter(name: name, nameRange: nameRange, type: annotation, defaultValue: value)
          type.declarations.append((parameter, result))
        }
      case .assignment(let targets, let value):
        let result = Result { try evaluate(value, frame) }
        try rethrowEnds(of: result)
        for target in targets {
          if case .name(let name, _) = target {
            define(name, result, type, frame)
          } else if case .success(let value) = result {
            try assign(value, to: target, frame, statement.range)
          }
        }
      case .function(let function):
        let result = Result { try makeMethod(function, type, frame) }
        try rethrowEnds(of: result)
        define(function.name, result, type, frame)
      case .type(let inner):
        let result = Result { PythonObject.type(try makeClass(inner, frame.module, enclosing: frame.parent)) }
        try rethrowEnds(of: result)
        define(inner.name.split(separator: ".").last.map(String.init) ?? inner.name, result, type, frame)
      case .expression(let expression):
        if case .string = expression.kind { continue }
        _ = try evaluate(expression, frame)
      default: _ = try run([statement], frame)
      }
    }
  }

  /// What is not known costs the attribute alone; what ends the run ends it.
  private func rethrowEnds(of result: Result<PythonObject, any Error>?) throws {
    guard case .failure(let error)? = result else { return }
    if case EvaluationStop.notEvaluated = error { return }
    throw error
  }

  private func define(
    _ name: String, _ value: Result<PythonObject, any Error>, _ type: PythonClass, _ frame: PythonFrame
  ) {
    type.attributes[name] = value
    frame[name] = try? value.get()
  }

  private func makeMethod(_ function: Function, _ type: PythonClass, _ frame: PythonFrame) throws -> PythonObject {
    var function = function
    var kind: PythonDescriptor.Kind?
    for decorator in function.decorators.reversed() {
      if case .member(let base?, "setter", _) = decorator.kind, case .name(let name) = base.kind,
        case .success(.descriptor(let property))? = type.attributes[name]
      {
        property.setter = try makeFunction(function, frame.module, enclosing: frame.parent, owner: type, frame)
        return .descriptor(property)
      }
      guard case .path(let path) = try? evaluate(decorator.calleeOfCall, frame) else {
        function.obstacle = EvaluationWords.decorated(by: decorator.calleeOfCall.dottedName)
        continue
      }
      switch path {
      case "property", "abc.abstractproperty": kind = .property
      case "functools.cached_property": kind = .cachedProperty
      case "staticmethod": kind = .staticMethod
      case "classmethod": kind = .classMethod
      case "abc.abstractmethod", "typing.final", "typing.override", "typing.no_type_check": break
      default: function.obstacle = EvaluationWords.decorated(by: path)
      }
    }
    let made = try makeFunction(function, frame.module, enclosing: frame.parent, owner: type, frame)
    return kind.map { .descriptor(PythonDescriptor($0, made)) } ?? .function(made)
  }

  // MARK: Decorators

  private func decorate(_ type: PythonClass, by decorator: Expression, _ frame: PythonFrame) throws {
    let callee = decorator.calleeOfCall
    guard case .path(let path)? = try? evaluate(callee, frame) else {
      type.obstacle = type.obstacle ?? EvaluationWords.pythonDecorated(type.name)
      return
    }
    if PythonNames.isGin(path, "configurable") || PythonNames.isGin(path, "register") { return }
    guard path == "dataclasses.dataclass" else {
      if path.hasPrefix("typing.") || path == "functools.total_ordering" && !type.has("__lt__") { return }
      type.obstacle = type.obstacle ?? EvaluationWords.pythonDecorated(type.name)
      return
    }
    var dataclass = PythonDataclass()
    var areKeywordOnly = false
    if case .call(_, let arguments) = decorator.kind {
      for argument in arguments {
        guard let label = argument.label, case .boolean(let flag) = argument.value.kind else {
          type.obstacle = EvaluationWords.pythonDecorated(type.name)
          return
        }
        switch label {
        case "frozen": dataclass.isFrozen = flag
        case "order": dataclass.isOrdered = flag
        case "eq": dataclass.hasEquality = flag
        case "repr": dataclass.hasText = flag
        case "kw_only": areKeywordOnly = flag
        case "init" where flag, "slots", "unsafe_hash", "match_args": break
        default: type.obstacle = EvaluationWords.pythonDecorated(type.name)
        }
      }
    }
    for (parameter, value) in type.declarations {
      var field = PythonField(name: parameter.name, parameter: parameter)
      field.isKeywordOnly = areKeywordOnly
      if case .call(let callee, let options)? = parameter.defaultValue?.kind,
        case .path("dataclasses.field")? = try? evaluate(callee, frame)
      {
        type.attributes[parameter.name] = nil
        try read(options, into: &field, frame)
        if let initial = field.initial { type.attributes[parameter.name] = .success(initial) }
      } else if let value {
        field.initial = try value.get()
        switch field.initial {
        case .list?, .dictionary?, .set?:
          throw giveUp(EvaluationWords.pythonStatement, parameter.nameRange, frame.module)
        default: break
        }
      }
      dataclass.fields.append(field)
    }
    type.dataclass = dataclass
  }

  private func read(
    _ options: [Expression.Argument], into field: inout PythonField, _ frame: PythonFrame
  ) throws {
    for option in options {
      let value = try evaluate(option.value, frame)
      switch (option.label, value) {
      case ("default", _): field.initial = value
      case ("default_factory", _): field.factory = value
      case ("init", .bool(let flag)): field.isInput = flag
      case ("repr", .bool(let flag)): field.isShown = flag
      case ("compare", .bool(let flag)): field.isCompared = flag
      case ("kw_only", .bool(let flag)): field.isKeywordOnly = flag
      case ("metadata", _), ("hash", _): break
      default: throw giveUp(EvaluationWords.pythonExpression, option.value.range, frame.module)
      }
    }
  }
}

extension Expression {
  /// `a.b.c` as it is written; nil for everything else.
  var dottedName: String? {
    switch kind {
    case .name(let name): name
    case .member(let base?, let name, _): base.dottedName.map { $0 + "." + name }
    default: nil
    }
  }

  /// What is called; the expression itself where nothing is.
  var calleeOfCall: Expression {
    if case .call(let callee, _) = kind { return callee }
    return self
  }
}
