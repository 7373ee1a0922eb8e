// What does a name mean inside a Python function? Its own variables, those around it, the module's, imports, builtins.

import Configurables
import SourceText

enum PythonNames {
  static let exceptions: Set<String> = [
    "ValueError", "TypeError", "RuntimeError", "KeyError", "IndexError", "NotImplementedError", "AssertionError",
    "ArithmeticError", "ZeroDivisionError", "OverflowError", "Exception", "AttributeError", "LookupError",
  ]

  static let builtins: Set<String> = [
    "len", "range", "sum", "min", "max", "abs", "round", "int", "float", "str", "bool", "list", "tuple", "sorted",
    "reversed", "enumerate", "zip", "map", "filter", "any", "all", "pow", "divmod", "repr",
  ]

  /// Methods that change what they are called on.
  static let changing: Set<String> = [
    "append", "extend", "insert", "pop", "remove", "clear", "sort", "reverse", "update", "setdefault", "popitem", "add",
    "discard",
  ]

  /// The names that a function's body assigns, nested functions left out.
  static func assigned(in function: Function) -> Set<String> {
    var names = Set(function.parameters.map(\.name))
    collect(function.body, &names)
    return names
  }

  private static func collect(_ body: [Statement], _ names: inout Set<String>) {
    for statement in body {
      switch statement.kind {
      case .assignment(let targets, _): for target in targets { collect(target, &names) }
      case .update(let target, _, _): if case .name(let name) = target.kind { names.insert(name) }
      case .conditional(_, let then, let otherwise):
        collect(then, &names)
        collect(otherwise, &names)
      case .whileLoop(_, _, let body, let otherwise):
        collect(body, &names)
        collect(otherwise, &names)
      case .forLoop(_, let pattern, _, _, let body, let otherwise):
        collect(pattern, &names)
        collect(body, &names)
        collect(otherwise, &names)
      case .function(let function): names.insert(function.name)
      case .scope(let body): collect(body, &names)
      default: continue
      }
    }
  }

  static func collect(_ pattern: Pattern, _ names: inout Set<String>) {
    switch pattern {
    case .name(let name, _): names.insert(name)
    case .wildcard: names.insert("_")
    case .tuple(let parts): for part in parts { collect(part, &names) }
    case .typed(let inner, _), .rest(let inner): collect(inner, &names)
    case .target(let expression): if case .name(let name) = expression.kind { names.insert(name) }
    default: return
    }
  }
}

extension PythonInterpreter {
  func value(of name: String, _ range: TextRange, _ frame: PythonFrame) throws -> PythonObject {
    var current: PythonFrame? = frame
    while let scope = current {
      if let value = scope.variables[name] { return value }
      if scope.own.contains(name) {
        throw raise(
          "UnboundLocalError",
          "cannot access local variable '\(name)' where it is not associated with a value", range, frame.module)
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
      guard unit.underWay.insert(name).inserted else {
        throw EvaluationStop.cycle(name: name, at: location(property.nameRange, unit))
      }
      defer { unit.underWay.remove(name) }
      let value = try lenient(expression, PythonFrame(unit, own: [], parent: nil))
      value.keep()
      return value
    }
    if let path = unit.file.names[name] { return try imported(path, range, unit) }
    if let object = configObject(named: name, in: unit) { return object }
    if unit.file.types.contains(where: { $0.name == name }) {
      throw giveUp(EvaluationWords.pythonClass(name), range, unit)
    }
    if PythonNames.builtins.contains(name) { return .path(name) }
    throw giveUp(EvaluationWords.unknownName(name), range, unit)
  }

  private func isModule(_ path: String) -> Bool {
    index.files.values.contains { $0.language == .python && $0.module == path }
  }

  /// What an import leads to: a definition of the workspace, or a path outside.
  func imported(_ path: String, _ range: TextRange, _ unit: PythonUnit) throws -> PythonObject {
    let parts = path.split(separator: ".").map(String.init)
    if let last = parts.last, parts.count > 1 {
      let module = parts.dropLast().joined(separator: ".")
      if let file = index.files.values.first(where: { $0.language == .python && $0.module == module }),
        let home = self.unit(file.file)
      {
        // `from package import module` names a module, where the package itself says nothing else.
        if isModule(path), !home.file.defines(last) { return .path(path) }
        return try global(last, range, home)
      }
      if module == "math" { return try member(last, of: .path(module), range, PythonFrame(unit, own: [], parent: nil)) }
    }
    if let sentinel = PythonSentinel(path: path) { return .config(.sentinel(sentinel)) }
    return .path(path)
  }
}

extension DefinitionFile {
  /// Whether the file itself says what the name is.
  fileprivate func defines(_ name: String) -> Bool {
    functions.contains { $0.name == name } || globals.contains { $0.name == name } || types.contains { $0.name == name }
  }
}
