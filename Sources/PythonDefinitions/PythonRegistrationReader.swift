// Which calls of a file register something, and which of its own functions make such calls?

import Configurables
import SourceText

extension PythonModuleReader {
  /// `gin.external_configurable(a.b)`, and `gin.configurable('name')(a.b)`.
  mutating func readCalls(in expression: Expression) {
    guard case .call(let callee, let arguments) = expression.kind else { return }
    if case .call(let inner, let given) = callee.kind, let path = path(inner), let target = arguments.first?.value {
      add(path, given, target, .decorator)
      return
    }
    guard let path = path(callee) else { return }
    switch PythonRegistrar(path: path) {
    case .constant:
      guard case .string(let name)? = arguments.first?.value.kind else { return }
      let given = arguments.count > 1 ? arguments[1].value : nil
      // The names of a function's body mean nothing outside.
      let value = given.flatMap { isInBody && !$0.isLiteral ? nil : $0 }
      module.constants.append(PythonConstant(name: name, range: arguments[0].value.range, value: value))
    case .searchPath:
      if case .string(let folder)? = arguments.first?.value.kind { module.searchPaths.append(folder) }
    default:
      guard let target = arguments.first?.value, arguments[0].label == nil else {
        for argument in arguments { readCalls(in: argument.value) }
        return
      }
      add(path, Array(arguments.dropFirst()), target, .call)
      readCalls(in: target)
    }
  }

  mutating func add(
    _ registrar: String, _ arguments: [Expression.Argument], _ target: Expression, _ form: PythonRegistrar.Form
  ) {
    let first = target.dottedPath?.prefix { $0 != "." }
    guard let path = path(target), let first, !computedNames.contains(String(first)) || loopValues[String(first)] != nil
    else {
      switch PythonRegistrar(path: registrar) {
      case .configurable, .register, .externalConfigurable:
        module.hasComputedRegistrations = true
        addNamed(registrar, arguments, target.range, form)
      case .constant, .constantsFromEnum, .searchPath, nil: break
      }
      return
    }
    module.registrations.append(
      PythonRegistration(
        registrar: registrar, arguments: known(arguments), target: .path(path), form: form, nameRange: target.range))
  }

  /// `gin.external_configurable(functools.partial(f, 1), 'g', module='m')`: something, under a name that is known.
  mutating func addNamed(
    _ registrar: String, _ arguments: [Expression.Argument], _ range: TextRange, _ form: PythonRegistrar.Form
  ) {
    let arguments = known(arguments)
    guard let name = PythonRegistrar(path: registrar)?.options(arguments, form).name, loopValues.isEmpty,
      computedNames.isEmpty
    else { return }
    module.registrations.append(
      PythonRegistration(
        registrar: registrar, arguments: arguments, target: .path("an expression." + name), form: form,
        nameRange: range))
  }

  func known(_ arguments: [Expression.Argument]) -> [Expression.Argument] {
    arguments.map { argument in
      var argument = argument
      argument.value = known(argument.value)
      return argument
    }
  }

  /// What a name stands for while the module is read: a loop's row, or `__name__`.
  func known(_ expression: Expression) -> Expression {
    guard case .name(let name) = expression.kind else { return expression }
    if name == "__name__" { return Expression(.string(module.name), expression.range) }
    return loopValues[name] ?? expression
  }

  // MARK: Wrappers

  func registrar(of call: Expression) -> String? {
    guard case .call(let callee, _) = call.kind, let path = path(callee) else { return nil }
    if PythonRegistrar(path: path) != nil { return path }
    return path.hasPrefix(module.name + ".") && module.wrappers[String(path.dropFirst(module.name.count + 1))] != nil
      ? path : nil
  }

  /// `functools.partial(gin.external_configurable, module='m')`, or a lambda that calls it.
  func wrapper(_ value: Expression) -> PythonWrapper? {
    switch value.kind {
    case .call(let callee, let arguments):
      if let name = path(callee), let registrar = PythonRegistrar(path: name),
        registrar == .configurable || registrar == .register,
        arguments.allSatisfy({ $0.label != nil && $0.spread == .single })
      {
        // `layer = gin.configurable(module='layers')`, and below it `@layer`.
        return PythonWrapper(registrar: name, settings: settings(arguments))
      }
      guard let name = path(callee), name == "functools.partial", let first = arguments.first?.value,
        let registrar = path(first)
      else { return nil }
      return PythonWrapper(registrar: registrar, settings: self.settings(Array(arguments.dropFirst())))
    case .closure(let function):
      guard case .returned(let body?)? = function.body.first?.kind, let registrar = registrar(of: body),
        case .call(_, let arguments) = body.kind
      else { return nil }
      return PythonWrapper(registrar: registrar, settings: self.settings(arguments))
    default: return nil
    }
  }

  /// A function whose body passes one of its parameters on to a function that registers.
  func wrapper(in function: PythonFunction) -> PythonWrapper? {
    guard !function.parameters.isEmpty else { return nil }
    var names = Set(function.parameters.map(\.name))
    var settings: [String: String] = [:]
    return wrapper(in: function.body, &names, &settings)
  }

  func wrapper(
    in statements: [PythonStatement], _ names: inout Set<String>, _ settings: inout [String: String]
  ) -> PythonWrapper? {
    for statement in statements {
      switch statement.kind {
      case .simple(.assignment(let targets, let value)):
        if case .target(let target)? = targets.first, case .index(_, let index) = target.kind,
          case .string(let key)? = index.first?.value.kind, case .string(let text) = value.kind
        {
          // `kwargs['module'] = 'layers'`
          settings[key] = text
        }
        if let found = passing(value, names, settings) { return found }
      case .simple(.returned(let value?)), .simple(.expression(let value)):
        if let found = passing(value, names, settings) { return found }
      case .function(let inner):
        // A decorator with arguments: the inner function is what decorates.
        var innerNames = names.union(inner.parameters.map(\.name))
        if let found = wrapper(in: inner.body, &innerNames, &settings) { return found }
      default:
        for block in statement.blocks {
          if let found = wrapper(in: block, &names, &settings) { return found }
        }
      }
    }
    return nil
  }

  func passing(_ value: Expression, _ names: Set<String>, _ settings: [String: String]) -> PythonWrapper? {
    guard case .call(let callee, let arguments) = value.kind else { return nil }
    if case .call(_, let inner) = callee.kind, let registrar = registrar(of: callee) {
      // `return gin.configurable(module='m')(f)`
      guard arguments.contains(where: { Self.isNamed($0.value, names) }) else { return nil }
      return PythonWrapper(registrar: registrar, settings: settings.merging(self.settings(inner)) { $1 })
    }
    guard let registrar = registrar(of: value), arguments.contains(where: { Self.isNamed($0.value, names) }) else {
      return nil
    }
    return PythonWrapper(registrar: registrar, settings: settings.merging(self.settings(arguments)) { $1 })
  }

  static func isNamed(_ expression: Expression, _ names: Set<String>) -> Bool {
    if case .name(let name) = expression.kind { return names.contains(name) }
    return false
  }

  func settings(_ arguments: [Expression.Argument]) -> [String: String] {
    var settings: [String: String] = [:]
    for argument in arguments {
      if let label = argument.label, case .string(let text) = known(argument.value).kind { settings[label] = text }
    }
    return settings
  }
}

extension Expression {
  /// Whether its value hangs on no name.
  fileprivate var isLiteral: Bool {
    switch kind {
    case .integer, .floating, .string, .bytes, .boolean, .none: true
    case .unary(_, let inner): inner.isLiteral
    case .list(let elements), .set(let elements): elements.allSatisfy(\.isLiteral)
    case .tuple(let elements): elements.allSatisfy(\.value.isLiteral)
    default: false
    }
  }
}
