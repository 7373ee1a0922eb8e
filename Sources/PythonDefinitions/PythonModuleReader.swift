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

struct PythonModuleReader {
  var module: PythonModule
  /// What relative imports count from.
  let package: String
  /// Values of the loop variables of a `for` over a table, while its body is read once for each row.
  var loopValues: [String: Expression] = [:]
  /// Names whose values nobody can tell: of a loop over something computed, of the parameters of the function around.
  var computedNames: Set<String> = []
  /// Whether statements of a function are read.
  var isInBody = false
  /// In a package, what imports make of its own modules; their paths begin as those of its own definitions do.
  var ownModules: Set<String> = []

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

  mutating func add(_ imported: PythonImport) {
    let path = absolute(imported)
    module.importedModules.append(path)
    let whole = imported.member.map { path + "." + $0 } ?? path
    if whole.hasPrefix(module.name + ".") {
      ownModules.insert(String(whole.dropFirst(module.name.count + 1).prefix { $0 != "." }))
    }
    switch imported.member {
    case "*": module.starImports.append(path)
    case let member?: module.names[imported.localName] = path + "." + member
    // `import a.b` makes the name `a`; `import a.b as c` makes `c` mean `a.b`.
    case nil: module.names[imported.localName] = imported.alias == nil ? imported.localName : path
    }
  }

  func absolute(_ imported: PythonImport) -> String {
    guard imported.level > 0 else { return imported.module }
    var parts = package.split(separator: ".")
    for _ in 1..<imported.level where !parts.isEmpty { parts.removeLast() }
    return (parts.map(String.init) + (imported.module.isEmpty ? [] : [imported.module])).joined(separator: ".")
  }

  /// The path behind an expression: what a loop variable or an import says of its first name.
  func path(_ expression: Expression) -> String? {
    guard let written = expression.dottedPath else { return nil }
    let first = written.split(separator: ".", maxSplits: 1).first.map(String.init) ?? written
    let rest = written.dropFirst(first.count)
    if let value = loopValues[first], let path = value.dottedPath.flatMap({ resolved($0) }) { return path + rest }
    return resolved(written)
  }

  func resolved(_ written: String) -> String {
    let first = written.split(separator: ".", maxSplits: 1).first.map(String.init) ?? written
    guard let meaning = module.names[first] else { return module.name + "." + written }
    return meaning + written.dropFirst(first.count)
  }

  /// What is registered under a name of the module that no definition and no import gives was made when the program
  /// ran, and nobody knows its `__name__`.
  mutating func dropComputedRegistrations() {
    guard module.starImports.isEmpty else { return }
    let defined = Set(module.functions.map(\.name) + module.classes.map(\.definition.name)).union(module.wrappers.keys)
      .union(ownModules)
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
  func isNeverTrue(_ condition: Expression) -> Bool {
    switch condition.kind {
    case .boolean(false), .integer("0"): true
    default: ["typing.TYPE_CHECKING", "typing_extensions.TYPE_CHECKING"].contains(path(condition) ?? "")
    }
  }

  /// A loop over a literal table registers its rows; any other is read as if it ran once.
  mutating func readLoop(_ pattern: Pattern, over sequence: Expression, _ body: [PythonStatement]) {
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

  static func names(in pattern: Pattern) -> [String] {
    switch pattern {
    case .name(let name, _): [name]
    case .tuple(let parts): parts.flatMap { names(in: $0) }
    default: []
    }
  }

  mutating func bind(_ pattern: Pattern, to value: Expression) {
    switch (pattern, value.kind) {
    case (.name(let name, _), _): loopValues[name] = value
    case (.tuple(let patterns), .tuple(let values)):
      for (pattern, value) in zip(patterns, values) { bind(pattern, to: value.value) }
    case (.tuple(let patterns), .list(let values)):
      for (pattern, value) in zip(patterns, values) { bind(pattern, to: value) }
    default: break
    }
  }

  mutating func readAssignment(_ targets: [Pattern], _ value: Expression, _ range: TextRange) {
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
  mutating func noteChange(of target: Expression) {
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

  mutating func addGlobal(
    _ name: String, _ nameRange: TextRange, _ range: TextRange, _ value: Expression?, _ annotation: Expression?
  ) {
    module.globals.append(
      Property(
        name: name, nameRange: nameRange, range: range, type: annotation.map { TypeExpression(annotation: $0) },
        initialValue: value, mutability: .variable, placement: .global))
  }
}

extension Expression {
  fileprivate func isName(_ name: String) -> Bool {
    if case .name(name) = kind { return true }
    return false
  }
}
