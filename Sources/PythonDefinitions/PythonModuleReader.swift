// How is one Python file read? Its statements in order, blocks included, names resolved as far as its imports tell.

import Configurables
package import SourceText

extension PythonModule {
  /// - Parameters:
  ///   - name: the dotted name by which Python imports the file.
  ///   - isPackage: whether the file is an `__init__.py`; relative imports count from it.
  package init(reading text: SourceText, file: FilePath, name: String, isPackage: Bool) {
    var reader = PythonModuleReader(
      module: PythonModule(file: file, name: name, text: text), package: isPackage ? name : Self.parent(of: name))
    text.bytes.withUnsafeBufferPointer { bytes in
      var parser = PythonParser(bytes)
      let statements = parser.module()
      reader.readImports(statements)
      reader.read(statements)
      reader.dropComputedRegistrations()
    }
    self = reader.module
  }

  static func parent(of name: String) -> String {
    name.lastIndex(of: ".").map { String(name[..<$0]) } ?? ""
  }
}

private struct PythonModuleReader {
  var module: PythonModule
  /// What relative imports count from.
  let package: String
  /// Values of the loop variables of a `for` over a table, while its body is read once for each row.
  var loopValues: [String: Expression] = [:]
  /// Names whose values nobody can tell: of a loop over something computed, of the parameters of the function around.
  var computedNames: Set<String> = []
  /// Whether statements of a function are read.
  var isInBody = false

  // MARK: Imports

  /// Imports first, because a decorator may stand above the import in an `if` or a `try` that gives its name.
  mutating func readImports(_ statements: [PythonStatement]) {
    for statement in statements {
      switch statement.kind {
      case .imports(let imports): for imported in imports { add(imported) }
      case .function(let function): readImports(function.body)
      case .classDefinition(let definition): readImports(definition.body)
      default: for block in statement.blocks { readImports(block) }
      }
    }
  }

  private mutating func add(_ imported: PythonImport) {
    let path = absolute(imported)
    module.importedModules.append(path)
    switch imported.member {
    case "*": module.starImports.append(path)
    case let member?: module.names[imported.localName] = path + "." + member
    // `import a.b` makes the name `a`; `import a.b as c` makes `c` mean `a.b`.
    case nil: module.names[imported.localName] = imported.alias == nil ? imported.localName : path
    }
  }

  private func absolute(_ imported: PythonImport) -> String {
    guard imported.level > 0 else { return imported.module }
    var parts = package.split(separator: ".")
    for _ in 1..<imported.level where !parts.isEmpty { parts.removeLast() }
    return (parts.map(String.init) + (imported.module.isEmpty ? [] : [imported.module])).joined(separator: ".")
  }

  /// The path behind an expression: what a loop variable or an import says of its first name.
  private func path(_ expression: Expression) -> String? {
    guard let written = expression.dottedPath else { return nil }
    let first = written.split(separator: ".", maxSplits: 1).first.map(String.init) ?? written
    let rest = written.dropFirst(first.count)
    if let value = loopValues[first], let path = value.dottedPath.flatMap({ resolved($0) }) { return path + rest }
    return resolved(written)
  }

  private func resolved(_ written: String) -> String {
    let first = written.split(separator: ".", maxSplits: 1).first.map(String.init) ?? written
    guard let meaning = module.names[first] else { return module.name + "." + written }
    return meaning + written.dropFirst(first.count)
  }

  /// What is registered under a name of the module that no definition and no import gives was made when the program
  /// ran, and nobody knows its `__name__`.
  mutating func dropComputedRegistrations() {
    guard module.starImports.isEmpty else { return }
    let defined = Set(module.functions.map(\.name) + module.classes.map(\.definition.name)).union(module.wrappers.keys)
    let prefix = module.name + "."
    let count = module.registrations.count
    module.registrations.removeAll { registration in
      guard case .path(let path) = registration.target, path.hasPrefix(prefix),
        let registrar = PythonRegistrar(path: registration.registrar), registrar != .constantsFromEnum
      else { return false }
      let name = path.dropFirst(prefix.count)
      let isDefined = defined.contains(String(name)) || defined.contains(String(name.prefix { $0 != "." }))
      return !isDefined && registrar.options(registration.arguments, registration.form).name == nil
    }
    if module.registrations.count < count { module.hasComputedRegistrations = true }
  }

  // MARK: Statements

  mutating func read(_ statements: [PythonStatement]) {
    for statement in statements {
      switch statement.kind {
      case .function(let function): add(function, range: statement.range)
      case .classDefinition(let definition): add(definition, outer: nil, range: statement.range)
      case .simple(.expression(let expression)):
        readCalls(in: expression)
        expression.visitExpressions { if let query = $0.query { module.queries.append(query) } }
        // `names.append('a')`: a method that is called for nothing else changes what it is called on.
        if case .call(let callee, _) = expression.kind, case .member(let base?, _, _) = callee.kind {
          noteChange(of: base)
        }
      case .simple(.assignment(let targets, let value)): readAssignment(targets, value, statement.range)
      case .simple(.update(let target, .add, let value)):
        if !target.isName("pdefaults") { noteChange(of: target) }
        if let path = path(target) {
          module.updates.append(PythonUpdate(target: path, value: value, range: statement.range))
        }
      case .annotated(let name, let range, let annotation, let value):
        addGlobal(name, range, statement.range, value, annotation)
        if let value { readCalls(in: value) }
      case .forLoop(let pattern, let sequence, let body, let otherwise):
        readLoop(pattern, over: sequence, body)
        read(otherwise)
      case .broken(let error): module.problems.append(error)
      case .conditional(let condition, let body, let otherwise) where isNeverTrue(condition):
        // What type checkers alone see has names, and registers nothing.
        let count = module.registrations.count
        read(body)
        module.registrations.removeSubrange(count...)
        read(otherwise)
      default: for block in statement.blocks { read(block) }
      }
    }
  }

  /// `TYPE_CHECKING`, `False` and `0`, when the program runs.
  private func isNeverTrue(_ condition: Expression) -> Bool {
    switch condition.kind {
    case .boolean(false), .integer("0"): true
    default: ["typing.TYPE_CHECKING", "typing_extensions.TYPE_CHECKING"].contains(path(condition) ?? "")
    }
  }

  /// A loop over a literal table registers its rows; any other is read as if it ran once.
  private mutating func readLoop(_ pattern: Pattern, over sequence: Expression, _ body: [PythonStatement]) {
    let rows: [Expression]
    switch sequence.kind {
    case .list(let elements), .set(let elements): rows = elements
    case .tuple(let elements): rows = elements.map(\.value)
    default:
      let outer = computedNames
      computedNames.formUnion(PythonModuleReader.names(in: pattern))
      read(body)
      computedNames = outer
      return
    }
    let outer = loopValues
    defer { loopValues = outer }
    for row in rows {
      bind(pattern, to: row)
      read(body)
    }
  }

  private static func names(in pattern: Pattern) -> [String] {
    switch pattern {
    case .name(let name, _): [name]
    case .tuple(let parts): parts.flatMap { names(in: $0) }
    default: []
    }
  }

  private mutating func bind(_ pattern: Pattern, to value: Expression) {
    switch (pattern, value.kind) {
    case (.name(let name, _), _): loopValues[name] = value
    case (.tuple(let patterns), .tuple(let values)):
      for (pattern, value) in zip(patterns, values) { bind(pattern, to: value.value) }
    case (.tuple(let patterns), .list(let values)):
      for (pattern, value) in zip(patterns, values) { bind(pattern, to: value) }
    default: break
    }
  }

  private mutating func readAssignment(_ targets: [Pattern], _ value: Expression, _ range: TextRange) {
    readCalls(in: value)
    for case .target(let target) in targets { noteChange(of: target) }
    guard targets.count == 1, case .name(let name, let nameRange) = targets[0] else { return }
    addGlobal(name, nameRange, range, value, nil)
    if let wrapper = wrapper(value) {
      module.wrappers[name] = wrapper
    } else if let path = path(value), module.names[name] == nil {
      // `relu = tf.nn.relu`: another name for the same thing.
      module.names[name] = path
    } else if case .call(_, let arguments) = value.kind, let first = arguments.first?.value, let path = path(first),
      module.names[name] == nil, registrar(of: value) != nil
    {
      // `Adam = gin.external_configurable(optim.Adam)`.
      module.names[name] = path
    }
  }

  /// `config.steps = 5`, `table['a'] = 1`: what the global holds is not what its own statement says.
  private mutating func noteChange(of target: Expression) {
    var base = target
    while true {
      switch base.kind {
      case .member(let inner?, _, _), .index(let inner, _):
        base = inner
        continue
      default: break
      }
      break
    }
    guard case .name(let name) = base.kind else { return }
    for index in module.globals.indices where module.globals[index].name == name {
      module.globals[index].obstacle = "is changed after it is made"
    }
  }

  private mutating func addGlobal(
    _ name: String, _ nameRange: TextRange, _ range: TextRange, _ value: Expression?, _ annotation: Expression?
  ) {
    module.globals.append(
      Property(
        name: name, nameRange: nameRange, range: range, type: annotation.map { TypeExpression(annotation: $0) },
        initialValue: value, mutability: .variable, placement: .global))
  }

  // MARK: Definitions

  private mutating func add(_ function: PythonFunction, range: TextRange) {
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
  private mutating func readBody(_ statements: [PythonStatement]) {
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

  private mutating func add(_ definition: PythonClass, outer: String?, range: TextRange) {
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
  private mutating func describeParameters(ofClass index: Int) {
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
  private static func leavesOutConstructor(_ decorator: Expression) -> Bool {
    guard case .call(_, let arguments) = decorator.kind else { return false }
    return arguments.contains { $0.label == "init" && $0.value.kind == .boolean(false) }
  }

  /// `Generic[T]` is based on `Generic`.
  private func base(_ expression: Expression) -> Expression {
    if case .index(let base, _) = expression.kind { return base }
    return expression
  }

  private func callee(_ expression: Expression) -> Expression {
    if case .call(let callee, _) = expression.kind { return callee }
    return expression
  }

  private mutating func read(classBody statements: [PythonStatement], _ index: Int, isOutermost: Bool = true) {
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
        for case .name(let name, let range) in targets { module.classes[index].members.append((name, range, value)) }
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

  private func field(
    _ name: String, _ range: TextRange, _ annotation: Expression, _ value: Expression?
  ) -> PythonClassSummary.Field {
    var parameter = Parameter(name: name, nameRange: range)
    parameter.type = TypeExpression(annotation: annotation)
    parameter.typeText = module.text[annotation.range]
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

  /// - Returns: the method as the class's body has it.
  private mutating func add(method: PythonFunction, range: TextRange, to index: Int) -> Function {
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
    let place = module.classes[index].definition.methods.count
    module.classes[index].definition.methods.append(function)
    addDecorators(method.decorators, .method(type: index, place), method.nameRange)
    readBody(method.body)
    return plain
  }

  private mutating func addDecorators(
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

  // MARK: Calls

  /// `gin.external_configurable(a.b)`, and `gin.configurable('name')(a.b)`.
  private mutating func readCalls(in expression: Expression) {
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

  private mutating func add(
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
  private mutating func addNamed(
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

  private func known(_ arguments: [Expression.Argument]) -> [Expression.Argument] {
    arguments.map { argument in
      var argument = argument
      argument.value = known(argument.value)
      return argument
    }
  }

  /// What a name stands for while the module is read: a loop's row, or `__name__`.
  private func known(_ expression: Expression) -> Expression {
    guard case .name(let name) = expression.kind else { return expression }
    if name == "__name__" { return Expression(.string(module.name), expression.range) }
    return loopValues[name] ?? expression
  }

  // MARK: Wrappers

  private func registrar(of call: Expression) -> String? {
    guard case .call(let callee, _) = call.kind, let path = path(callee) else { return nil }
    if PythonRegistrar(path: path) != nil { return path }
    return path.hasPrefix(module.name + ".") && module.wrappers[String(path.dropFirst(module.name.count + 1))] != nil
      ? path : nil
  }

  /// `functools.partial(gin.external_configurable, module='m')`, or a lambda that calls it.
  private func wrapper(_ value: Expression) -> PythonWrapper? {
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
  private func wrapper(in function: PythonFunction) -> PythonWrapper? {
    guard !function.parameters.isEmpty else { return nil }
    var names = Set(function.parameters.map(\.name))
    var settings: [String: String] = [:]
    return wrapper(in: function.body, &names, &settings)
  }

  private func wrapper(
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

  private func passing(_ value: Expression, _ names: Set<String>, _ settings: [String: String]) -> PythonWrapper? {
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

  private static func isNamed(_ expression: Expression, _ names: Set<String>) -> Bool {
    if case .name(let name) = expression.kind { return names.contains(name) }
    return false
  }

  private func settings(_ arguments: [Expression.Argument]) -> [String: String] {
    var settings: [String: String] = [:]
    for argument in arguments {
      if let label = argument.label, case .string(let text) = known(argument.value).kind { settings[label] = text }
    }
    return settings
  }
}

extension Expression {
  fileprivate func isName(_ name: String) -> Bool {
    if case .name(name) = kind { return true }
    return false
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
