// What does a name mean inside a Python function? Its own variables, those around it, the module's, imports, builtins.

import Configurables
import SourceText

enum PythonNames {
  /// The builtin exceptions, each with the one that it is a kind of.
  static let bases: [String: String] = [
    "BaseException": "", "Exception": "BaseException", "ArithmeticError": "Exception",
    "ZeroDivisionError": "ArithmeticError", "OverflowError": "ArithmeticError", "FloatingPointError": "ArithmeticError",
    "AssertionError": "Exception", "AttributeError": "Exception", "FrozenInstanceError": "AttributeError",
    "LookupError": "Exception", "IndexError": "LookupError", "KeyError": "LookupError", "NameError": "Exception",
    "UnboundLocalError": "NameError", "RuntimeError": "Exception", "NotImplementedError": "RuntimeError",
    "RecursionError": "RuntimeError", "StopIteration": "Exception", "TypeError": "Exception", "ValueError": "Exception",
    "UnicodeError": "ValueError", "ImportError": "Exception", "ModuleNotFoundError": "ImportError",
    "OSError": "Exception", "FileNotFoundError": "OSError", "FileExistsError": "OSError", "PermissionError": "OSError",
    "Warning": "Exception", "UserWarning": "Warning", "DeprecationWarning": "Warning", "RuntimeWarning": "Warning",
    "EOFError": "Exception", "MemoryError": "Exception", "BufferError": "Exception", "SystemExit": "BaseException",
    "KeyboardInterrupt": "BaseException",
  ]

  static let types: Set<String> = [
    "int", "float", "str", "bool", "list", "tuple", "dict", "set", "frozenset", "range", "type", "object", "enumerate",
    "zip", "map", "filter", "reversed", "complex", "bytes", "NoneType", "super", "property", "staticmethod",
    "classmethod",
  ]

  static let functions: Set<String> = [
    "len", "sum", "min", "max", "abs", "round", "sorted", "any", "all", "pow", "divmod", "repr", "isinstance",
    "issubclass", "getattr", "hasattr", "setattr", "callable", "iter", "next", "hex", "bin", "oct", "ord", "chr",
    "hash",
    "id", "print", "format", "vars", "dir", "locals", "globals", "open", "input", "eval", "exec", "ascii", "slice",
    "__import__", "delattr", "NotImplemented", "Ellipsis", "memoryview", "bytearray", "compile",
  ]

  /// Bases that add nothing to an instance.
  static let plainBases: Set<String> = ["object", "abc.ABC", "typing.Generic", "typing.Protocol"]

  /// Modules whose classes keep what their subclasses set, and let their `__init__` run as it is written. Others make
  /// classes of their own from what stands in a class's body.
  static let plainLibraries: Set<String> = [
    "torch", "tensorflow", "tf", "keras", "tf_keras", "tensorflow_probability", "tf_agents", "sonnet", "gym",
    "gymnasium", "pytorch_lightning", "lightning", "nn_tilde", "cached_conv", "absl", "threading", "logging", "abc",
    "sklearn", "dm_env", "reverb", "t5", "seqio", "mesh_tensorflow", "transformers", "torchvision", "torchaudio",
  ]

  /// Attributes that well-known bases outside work out when they are read, whatever was set.
  static let computedOutside: Set<String> = [
    "trainable", "name", "dtype", "input_spec", "activity_regularizer", "weights", "metrics", "losses", "variables",
    "stateful", "optimizer", "loss", "training", "device", "hparams", "automatic_optimization", "input", "output",
    "input_shape", "output_shape", "logger", "trainer", "supports_masking", "built", "inputs", "outputs", "layers",
  ]

  /// Classes outside that say nothing of their own about what is an instance of them, and that no builtin is based on.
  static let plainClasses: Set<String> = [
    "numpy.ndarray", "torch.Tensor", "torch.nn.Module", "tensorflow.Tensor", "tensorflow.Variable", "tensorflow.Module",
    "tensorflow.compat.v1.Tensor", "tensorflow.compat.v1.Variable", "tensorflow.compat.v2.Tensor",
    "tensorflow.compat.v2.Variable", "tensorflow.compat.v2.Module",
  ]

  /// What only writes for people to read; it gives `None` and keeps nothing.
  static let reporting: Set<String> = [
    "logging.debug", "logging.info", "logging.warning", "logging.warn", "logging.error", "logging.exception",
    "logging.critical", "logging.log", "absl.logging.debug", "absl.logging.info", "absl.logging.warning",
    "absl.logging.warn", "absl.logging.error", "absl.logging.log", "absl.logging.vlog", "absl.logging.log_first_n",
    "warnings.warn",
  ]

  /// Methods that change what they are called on.
  static let changing: Set<String> = [
    "append", "extend", "insert", "pop", "remove", "clear", "sort", "reverse", "update", "setdefault", "popitem", "add",
    "discard",
  ]

  /// Modules of the standard library that are followed, so that what they have is known.
  private static let followed: Set<String> = [
    "math", "functools", "itertools", "dataclasses", "operator", "copy", "typing", "collections", "abc", "gin", "str",
    "list", "dict", "set", "tuple", "int", "float", "enum",
  ]

  /// Whether a dotted path leads to something outside the workspace that nobody here knows.
  static func isOutside(_ path: String) -> Bool {
    guard let dot = path.firstIndex(of: ".") else { return false }
    return !followed.contains(String(path[..<dot]))
  }

  /// Whether a path means that member of gin-config, by whichever of its modules.
  static func isGin(_ path: String, _ name: String) -> Bool {
    path == "gin." + name || path == "gin.config." + name || path == "gin.tf." + name || path == "gin.torch." + name
  }

  /// The names that a function's body makes its own, nested functions left out.
  static func assigned(in function: Function) -> Set<String> {
    var names = PythonAssignedNames()
    names.own = Set(function.parameters.map(\.name))
    names.collect(function.body)
    return names.own.subtracting(names.outer)
  }

  /// The names of a module that functions of the file change, or that may be such.
  static func changed(in file: DefinitionFile) -> Set<String> {
    var names: Set<String> = []
    file.visitExpressions { expression in
      guard case .call(let callee, _) = expression.kind, case .member(let base?, let method, _) = callee.kind,
        case .name(let name) = base.kind, changing.contains(method)
      else { return }
      names.insert(name)
    }
    func note(_ body: [Statement]) {
      var found = PythonAssignedNames()
      found.collect(body)
      names.formUnion(found.outer)
      names.formUnion(found.changed)
      for function in found.functions { note(function.body) }
      for type in found.types { note(type.body) }
    }
    for function in file.functions { note(function.body) }
    for type in file.types { note(type.body) }
    return names
  }
}

extension PythonNames {
  /// Names that the file's code hands to what may be outside the workspace, which may change what they stand for.
  static func handedOver(in file: DefinitionFile) -> Set<String> {
    var names: Set<String> = []
    file.visitExpressions { expression in
      switch expression.kind {
      case .call(let callee, let arguments):
        guard !isHarmless(callee, file) else { return }
        for argument in arguments {
          argument.value.visitExpressions { if case .name(let name) = $0.kind { names.insert(name) } }
        }
      default: return
      }
    }
    return names
  }

  /// Builtins, the followed modules and numpy do not change the lists that they are given.
  private static func isHarmless(_ callee: Expression, _ file: DefinitionFile) -> Bool {
    if case .member(let base?, _, _) = callee.kind, case .string = base.kind { return true }
    guard let name = callee.dottedName else { return false }
    let root = String(name.prefix { $0 != "." })
    if let path = file.names[root] { return path.hasPrefix("numpy") || !isOutside(path + ".") }
    return functions.contains(name) || types.contains(name) || bases[name] != nil
      || file.functions.contains { $0.name == name } || file.types.contains { $0.name == name }
  }

  /// Attributes that some code of the file changes on what a class keeps: `C.count += 1`, `self.names.append(x)`.
  static func changedAttributes(in file: DefinitionFile) -> Set<String> {
    var names: Set<String> = []
    func note(_ target: Expression) {
      switch target.kind {
      case .member(let base?, let name, _):
        if case .name("self") = base.kind { return }
        names.insert(name)
      case .index(let base, _): if case .member(_, let name, _) = base.kind { names.insert(name) }
      default: return
      }
    }
    func note(_ body: [Statement]) {
      var found = PythonAssignedNames()
      found.collect(body)
      found.targets.forEach(note)
      for function in found.functions { note(function.body) }
      for type in found.types { note(type.body) }
    }
    file.visitExpressions { expression in
      guard case .call(let callee, _) = expression.kind, case .member(let base?, let method, _) = callee.kind,
        case .member(_, let name, _) = base.kind, changing.contains(method)
      else { return }
      names.insert(name)
    }
    for function in file.functions { note(function.body) }
    for type in file.types { note(type.body) }
    return names
  }
}

/// What a body assigns, without what stands in functions inside it.
struct PythonAssignedNames {
  var own: Set<String> = []
  /// Said to be `global` or `nonlocal`.
  var outer: Set<String> = []
  /// Changed in a part: `a[0] = 1`, `a.b = 1`, `a += b`.
  var changed: Set<String> = []
  /// Attributes that it sets: `a.b = 1`.
  var members: [(base: String, name: String)] = []
  /// Whatever it assigns that is no name.
  var targets: [Expression] = []
  var functions: [Function] = []
  var types: [TypeDefinition] = []

  mutating func collect(_ body: [Statement]) {
    for statement in body { collect(statement) }
  }

  private mutating func collect(_ statement: Statement) {
    switch statement.kind {
    case .assignment(let targets, let value):
      for target in targets { collect(target) }
      walruses(value)
    case .declaration(let pattern, _, _, _): collect(pattern)
    case .update(let target, _, let value):
      collect(target)
      change(target)
      walruses(value)
    case .conditional(let conditions, let then, let otherwise):
      for case .expression(let condition) in conditions { walruses(condition) }
      collect(then)
      collect(otherwise)
    case .whileLoop(_, let conditions, let body, let otherwise):
      for case .expression(let condition) in conditions { walruses(condition) }
      collect(body)
      collect(otherwise)
    case .forLoop(_, let pattern, let sequence, _, let body, let otherwise):
      walruses(sequence)
      collect(pattern)
      collect(body)
      collect(otherwise)
    case .attempt(let body, let handlers, let otherwise, let finally):
      collect(body)
      for handler in handlers {
        if let name = handler.name { own.insert(name) }
        collect(handler.body)
      }
      collect(otherwise)
      collect(finally)
    case .within(let contexts, let body):
      for context in contexts { if let target = context.target { collect(target) } }
      collect(body)
    case .choice(_, let subject, let cases):
      walruses(subject)
      for choice in cases {
        for pattern in choice.patterns { collect(pattern) }
        collect(choice.body)
      }
    case .deletion(let targets):
      for target in targets {
        if case .name(let name) = target.kind { own.insert(name) }
        change(target)
      }
    case .function(let function):
      own.insert(function.name)
      functions.append(function)
    case .type(let type):
      own.insert(type.name)
      types.append(type)
    case .outerNames(let names): outer.formUnion(names)
    case .scope(let body): collect(body)
    case .expression(let expression), .returned(let expression?), .thrown(let expression?): walruses(expression)
    case .assertion(let condition, _): walruses(condition)
    default: return
    }
  }

  mutating func collect(_ pattern: Pattern) {
    switch pattern {
    case .name(let name, _): own.insert(name)
    case .wildcard: own.insert("_")
    case .tuple(let parts): for part in parts { collect(part) }
    case .typed(let inner, _), .rest(let inner): collect(inner)
    case .target(let expression):
      collect(expression)
      change(expression)
    default: return
    }
  }

  private mutating func collect(_ target: Expression) {
    if case .name(let name) = target.kind { own.insert(name) }
  }

  private mutating func change(_ target: Expression) {
    targets.append(target)
    if case .member(let base?, let name, _) = target.kind, case .name(let owner) = base.kind {
      members.append((owner, name))
    }
    switch target.kind {
    case .index(let base, _), .member(let base?, _, _):
      if case .name(let name) = base.kind { changed.insert(name) } else { change(base) }
    default: return
    }
  }

  /// `:=` makes a name of the function around it, also inside a comprehension.
  private mutating func walruses(_ expression: Expression) {
    expression.visitExpressions { part in
      if case .namedValue(let name, _) = part.kind { own.insert(name) }
    }
  }
}

extension PythonInterpreter {
  func value(of name: String, _ range: TextRange, _ frame: PythonFrame) throws -> PythonObject {
    var current: PythonFrame? = frame
    while let scope = current {
      if let value = scope[name] { return value }
      if scope.kind != .classBody, scope.owns(name) {
        if scope === frame {
          throw raise(
            "UnboundLocalError",
            "cannot access local variable '\(name)' where it is not associated with a value", range, frame.module)
        }
        throw raise(
          "NameError",
          "cannot access free variable '\(name)' where it is not associated with a value in enclosing scope", range,
          frame.module)
      }
      current = scope.parent
    }
    return try global(name, range, frame.module)
  }

  func global(_ name: String, _ range: TextRange, _ unit: PythonUnit) throws -> PythonObject {
    if let known = unit.globals[name] { return known }
    let value = try lookUp(name, range, unit)
    unit.globals[name] = value
    return value
  }

  private func lookUp(_ name: String, _ range: TextRange, _ unit: PythonUnit) throws -> PythonObject {
    let functions = unit.file.functions.filter { $0.name == name }
    let properties = unit.file.globals.filter { $0.name == name }
    guard functions.count + properties.count <= 1 else {
      throw giveUp(EvaluationWords.pythonAssignedTwice(name), range, unit)
    }
    if let function = functions.first {
      return .function(try makeFunction(function, unit, enclosing: nil))
    }
    if let property = properties.first {
      guard !unit.changed.contains(name) else { throw giveUp(EvaluationWords.pythonKept, range, unit) }
      guard let expression = property.initialValue, property.obstacle == nil else {
        throw giveUp(EvaluationWords.noValue(name), property.nameRange, unit)
      }
      return try guarded(name, property.nameRange, unit) {
        let value = try lenient(expression, PythonFrame(unit, own: [], parent: nil))
        keep(value, PythonKeptPlace(place: location(property.nameRange, unit)))
        switch value {
        case .list, .dictionary, .set:
          guard !unit.handedOver.contains(name) else {
            throw giveUp(EvaluationWords.pythonHandedOver(name), range, unit)
          }
        default: break
        }
        return value
      }
    }
    if let path = unit.file.names[name] {
      // Modules may import each other: then what is meant is the module, or nothing that is known.
      guard unit.underWay.insert("import " + name).inserted else { return .path(path) }
      defer { unit.underWay.remove("import " + name) }
      return try execution.outside { try imported(path, range, unit) }
    }
    if let object = configObject(named: name, in: unit) { return object }
    let types = unit.file.types.filter { $0.name == name }
    if let type = types.first {
      guard types.count == 1 else { throw giveUp(EvaluationWords.pythonAssignedTwice(name), range, unit) }
      guard !unit.underWay.contains(name) else {
        throw giveUp(EvaluationWords.cycle(name), type.nameRange, unit)
      }
      return try guarded(name, type.nameRange, unit) { .type(try makeClass(type, unit, enclosing: nil)) }
    }
    if name == "__name__" { return .string(unit.file.module) }
    let isBuiltin =
      PythonNames.types.contains(name) || PythonNames.functions.contains(name) || PythonNames.bases[name] != nil
    if isBuiltin, name != "FrozenInstanceError" { return .path(name) }
    throw giveUp(EvaluationWords.unknownName(name), range, unit)
  }

  /// - Throws: `cycle` where the value needs itself.
  private func guarded(
    _ name: String, _ range: TextRange, _ unit: PythonUnit, _ body: () throws -> PythonObject
  ) throws -> PythonObject {
    guard unit.underWay.insert(name).inserted else {
      throw EvaluationStop.cycle(name: name, at: location(range, unit))
    }
    defer { unit.underWay.remove(name) }
    return try execution.call(at: location(range, unit), body)
  }

  private func isModule(_ path: String) -> Bool { execution.evaluator.pythonModules[path] != nil }

  /// What an import leads to: a definition of the workspace, or a path outside.
  func imported(_ path: String, _ range: TextRange, _ unit: PythonUnit) throws -> PythonObject {
    let parts = path.split(separator: ".").map(String.init)
    if let last = parts.last, parts.count > 1 {
      let module = parts.dropLast().joined(separator: ".")
      if let file = execution.evaluator.pythonModules[module], let home = self.unit(file) {
        // `from package import module` names a module, where the package itself says nothing else.
        if isModule(path), !home.file.defines(last) { return .path(path) }
        return try global(last, range, home)
      }
      // `import m` and `m.Class.method`: the class is in the workspace, what it has is its own affair.
      if parts.count > 2, execution.evaluator.pythonModules[parts.dropLast(2).joined(separator: ".")] != nil {
        let owner = try imported(module, range, unit)
        if case .path = owner { return .path(path) }
        return try member(last, of: owner, range, PythonFrame(unit, own: [], parent: nil))
      }
      if module == "math", let constant = Self.constants[last] { return .float(constant) }
    }
    if let sentinel = PythonSentinel(path: path) { return .config(.sentinel(sentinel)) }
    return .path(path)
  }
}

extension DefinitionFile {
  /// Whether the file itself says what the name is.
  fileprivate func defines(_ name: String) -> Bool {
    functions.contains { $0.name == name } || globals.contains { $0.name == name } || types.contains { $0.name == name }
      || names[name].map { $0 != module + "." + name } == true
  }
}
