// What does a function or class of a file define? Parameters, methods, fields, and the decorators above it.

import Configurables
import SourceText

extension PythonModuleReader {
  mutating func add(_ function: PythonFunction, range: TextRange) {
    let index = module.functions.count
    var lowered = function.lowered(.global, range: range)
    // What a decorator makes of a function is not known, but for gin's, which leave it as it is.
    if let other = function.decorators.first(where: { PythonRegistrar(path: path(callee($0)) ?? "") == nil }) {
      lowered.obstacle = lowered.obstacle ?? "is decorated by `\(path(callee(other)) ?? "an expression")`"
    }
    module.functions.append(lowered)
    addDecorators(function.decorators, .function(index), function.nameRange)
    let wrapper = wrapper(in: function)
    if let wrapper { module.wrappers[function.name] = wrapper }
    // A function may register something when it is called; that it is called is likelier than not.
    let (outer, wasComputed) = (computedNames, module.hasComputedRegistrations)
    computedNames.formUnion(function.parameters.map(\.name))
    readBody(function.body)
    computedNames = outer
    // What a wrapper registers stands where it is called.
    if wrapper != nil { module.hasComputedRegistrations = wasComputed }
  }

  /// Registrations inside a body, without taking the body's names for the module's.
  mutating func readBody(_ statements: [PythonStatement]) {
    let outer = isInBody
    isInBody = true
    defer { isInBody = outer }
    for statement in statements {
      switch statement.kind {
      case .simple(.expression(let expression)): readCalls(in: expression)
      case .simple(.assignment(_, let value)): readCalls(in: value)
      case .function(let function):
        if !function.decorators.isEmpty { add(function, range: statement.range) } else { readBody(function.body) }
      case .classDefinition(let definition):
        if !definition.decorators.isEmpty { add(definition, outer: nil, range: statement.range) }
      case .broken(let error): module.problems.append(error)
      default: for block in statement.blocks { readBody(block) }
      }
    }
  }

  mutating func add(_ definition: PythonClass, outer: String?, range: TextRange) {
    let name = outer.map { $0 + "." + definition.name } ?? definition.name
    let index = module.classes.count
    var summary = PythonClassSummary(
      definition: TypeDefinition(
        name: name, kind: .classType, nameRange: definition.nameRange, range: range,
        documentation: definition.documentation), bases: [], decorators: [], constructor: nil, fields: [], members: [])
    summary.definition.arguments = definition.arguments
    summary.definition.decorators = definition.decorators
    summary.bases = definition.arguments.filter { $0.label == nil && $0.spread == .single }.map { path(base($0.value)) }
    summary.decorators = definition.decorators.filter { !Self.leavesOutConstructor($0) }.compactMap { path(callee($0)) }
    module.classes.append(summary)
    addDecorators(definition.decorators, .classDefinition(index), definition.nameRange)
    read(classBody: definition.body, index)
    describeParameters(ofClass: index)
  }

  /// What the class's own docstring says of its constructor's parameters and of its fields.
  mutating func describeParameters(ofClass index: Int) {
    let words = PythonDocstring.parameters(in: module.classes[index].definition.documentation)
    guard !words.isEmpty else { return }
    if var constructor = module.classes[index].constructor {
      for place in constructor.parameters.indices where constructor.parameters[place].documentation.isEmpty {
        constructor.parameters[place].documentation = words[constructor.parameters[place].name] ?? ""
      }
      module.classes[index].constructor = constructor
    }
    for place in module.classes[index].fields.indices {
      let name = module.classes[index].fields[place].parameter.name
      module.classes[index].fields[place].parameter.documentation = words[name] ?? ""
    }
  }

  /// `@dataclass(init=False)` leaves the constructor as it is.
  static func leavesOutConstructor(_ decorator: Expression) -> Bool {
    guard case .call(_, let arguments) = decorator.kind else { return false }
    return arguments.contains { $0.label == "init" && $0.value.kind == .boolean(false) }
  }

  /// `Generic[T]` is based on `Generic`.
  func base(_ expression: Expression) -> Expression {
    if case .index(let base, _) = expression.kind { return base }
    return expression
  }

  func callee(_ expression: Expression) -> Expression {
    if case .call(let callee, _) = expression.kind { return callee }
    return expression
  }

  mutating func read(classBody statements: [PythonStatement], _ index: Int, isOutermost: Bool = true) {
    for statement in statements {
      if isOutermost {
        switch statement.kind {
        case .function, .classDefinition: break
        default: module.classes[index].definition.body.append(statement.loweredInClass)
        }
      }
      switch statement.kind {
      case .function(let function):
        let method = add(method: function, range: statement.range, to: index)
        if isOutermost { module.classes[index].definition.body.append(Statement(.function(method), statement.range)) }
      case .annotated(let name, let range, let annotation, let value):
        module.classes[index].fields.append(field(name, range, annotation, value))
        if let value { module.classes[index].members.append((name, range, value)) }
      case .simple(.assignment(let targets, let value)):
        readCalls(in: value)
        for case .name(let name, let range) in targets {
          module.classes[index].members.append((name, range, value))
          if let field = attribute(name, range, value) { module.classes[index].fields.append(field) }
        }
      case .classDefinition(let inner):
        let place = module.classes.count
        add(inner, outer: module.classes[index].definition.name, range: statement.range)
        if isOutermost {
          module.classes[index].definition.body.append(
            Statement(.type(module.classes[place].definition), statement.range))
        }
      case .broken(let error): module.problems.append(error)
      default: for block in statement.blocks { read(classBody: block, index, isOutermost: false) }
      }
    }
  }

  func field(
    _ name: String, _ range: TextRange, _ annotation: Expression?, _ value: Expression?
  ) -> PythonClassSummary.Field {
    var parameter = Parameter(name: name, nameRange: range)
    parameter.type = annotation.map { TypeExpression(annotation: $0) }
    parameter.typeText = annotation.map { module.text[$0.range] }
    var isInput = !(parameter.typeText ?? "").contains("ClassVar")
    parameter.defaultValue = value
    if case .call(let callee, let arguments)? = value?.kind, let name = callee.dottedPath,
      name.hasSuffix("field") || name.hasSuffix("ib")
    {
      // `field(default=1)`, `attr.ib(1)`; a factory gives a new value each time.
      parameter.defaultValue =
        arguments.first { $0.label == "default" || ($0.label == nil && name.hasSuffix("ib")) }?.value
      if parameter.defaultValue == nil, let factory = arguments.first(where: { $0.label?.hasSuffix("factory") == true })
      {
        parameter.defaultValue = Expression(.call(callee: factory.value, arguments: []), factory.value.range)
      }
      if let initialised = arguments.first(where: { $0.label == "init" })?.value.kind, initialised == .boolean(false) {
        isInput = false
      }
    }
    parameter.defaultText = parameter.defaultValue.map { module.text[$0.range] }
    return .init(parameter: parameter, isInput: isInput)
  }

  /// `rate = attr.ib(type=float, default=0.1)`: a field of `attrs` without an annotation.
  private func attribute(_ name: String, _ range: TextRange, _ value: Expression) -> PythonClassSummary.Field? {
    guard case .call(let callee, let arguments) = value.kind,
      ["attr.ib", "attr.attrib", "attr.field", "attrs.field"].contains(path(callee) ?? "")
    else { return nil }
    return field(name, range, arguments.first { $0.label == "type" }?.value, value)
  }

  /// - Returns: the method as the class's body has it.
  mutating func add(method: PythonFunction, range: TextRange, to index: Int) -> Function {
    let isStatic = method.decorators.contains { $0.dottedPath == "staticmethod" }
    let isClassMethod = method.decorators.contains { $0.dottedPath == "classmethod" }
    var function = method.lowered(isStatic || isClassMethod ? .type : .instance, range: range)
    if method.name == "__init__" || (method.name == "__new__" && module.classes[index].constructor == nil) {
      var constructor = function
      if !constructor.parameters.isEmpty { constructor.parameters.removeFirst() }
      module.classes[index].constructor = constructor
    }
    let plain = function
    if method.decorators.contains(where: { ["property", "functools.cached_property"].contains(path($0) ?? "") }) {
      function.obstacle = function.obstacle ?? PythonLink.propertyObstacle
    }
    for decorator in method.decorators {
      // `@rate.default` of `attrs`: the method makes what the field has by default.
      guard let path = decorator.dottedPath, path.hasSuffix(".default"),
        let field = module.classes[index].fields.firstIndex(where: { $0.parameter.name + ".default" == path })
      else { continue }
      module.classes[index].fields[field].parameter.defaultValue = Expression(
        .unsupported("a method gives the default"), method.nameRange)
      module.classes[index].fields[field].parameter.defaultText = method.name + "()"
    }
    let place = module.classes[index].definition.methods.count
    module.classes[index].definition.methods.append(function)
    addDecorators(method.decorators, .method(type: index, place), method.nameRange)
    readBody(method.body)
    return plain
  }

  mutating func addDecorators(
    _ decorators: [Expression], _ target: PythonRegistration.Target, _ nameRange: TextRange
  ) {
    for decorator in decorators {
      guard let path = path(callee(decorator)) else { continue }
      var arguments: [Expression.Argument] = []
      if case .call(_, let given) = decorator.kind { arguments = known(given) }
      module.registrations.append(
        PythonRegistration(
          registrar: path, arguments: arguments, target: target, form: .decorator, nameRange: nameRange))
    }
  }
}
