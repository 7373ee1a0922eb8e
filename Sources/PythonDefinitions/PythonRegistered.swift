// What does one Python module register? Its configurables, constants and types, with everything that links told.

import Configurables
import PythonText
import SourceText

extension PythonLink {
  func file(_ index: Int) -> DefinitionFile {
    let module = modules[index]
    var file = DefinitionFile.Contents(
      file: module.file, language: .python, module: module.name, text: module.text, functions: module.functions,
      types: module.classes.indices.map { type($0, in: index) }, globals: module.globals,
      imports: module.importedModules,
      searchPaths: module.searchPaths)
    file.names = module.names
    file.configTypes = configTypes(of: index)
    file.configDefaults = configDefaults(of: index)
    file.starImports = module.starImports
    file.looseQueries = module.queries
    for registration in module.registrations {
      guard let (registrar, options) = meaning(of: registration) else { continue }
      switch registrar {
      case .configurable, .register, .externalConfigurable:
        guard let configurable = configurable(registration, registrar, options, in: index) else { continue }
        file.configurables.append(configurable)
      case .constantsFromEnum: file.constants += enumerationConstants(registration, options, in: index)
      case .constant, .searchPath: break
      }
    }
    nameMethods(&file)
    mergeAlternatives(&file)
    for constant in module.constants {
      // Of two with one name a program makes one; what it is then nobody knows.
      if let known = file.constants.firstIndex(where: { $0.selector == constant.name }) {
        if file.constants[known].value?.kind != constant.value?.kind { file.constants[known].value = nil }
        continue
      }
      file.constants.append(
        ConstantDefinition(selector: constant.name, nameRange: constant.range, value: constant.value))
    }
    return DefinitionFile(file)
  }

  /// gin-config refuses a second registration of a name, so that of two in one module a program makes one: `try` and
  /// `except ImportError`, `if` and `else`. The first stands for both; which parameters it has, nobody knows.
  private func mergeAlternatives(_ file: inout DefinitionFile.Contents) {
    var places: [String: Int] = [:]
    var merged: [Configurable] = []
    for configurable in file.configurables {
      guard configurable.isModuleCertain, let place = places[configurable.selector] else {
        places[configurable.selector] = merged.count
        merged.append(configurable)
        continue
      }
      let known = Set(merged[place].parameters.map(\.name))
      let isSame = known == Set(configurable.parameters.map(\.name)) && configurable.isOpen == merged[place].isOpen
      if !isSame { merged[place].isOpen = true }
      for parameter in merged[place].parameters.indices {
        let other = configurable.parameters.first { $0.name == merged[place].parameters[parameter].name }
        guard other?.defaultText != merged[place].parameters[parameter].defaultText else { continue }
        merged[place].parameters[parameter].defaultValue = nil
      }
      merged[place].parameters += configurable.parameters.filter { !known.contains($0.name) }
      // Whose body runs, nobody knows either.
      switch (merged[place].target, configurable.target) {
      case (.function(let first), .function(let second)) where first != second:
        for index in [first, second] where merged[place].file == file.file && file.functions.indices.contains(index) {
          file.functions[index].obstacle = "is defined in more than one way"
        }
      case (let first, let second) where first != second: merged[place].target = .external
      default: break
      }
    }
    if merged.count < file.configurables.count { file.configurables = merged }
  }

  private func type(_ index: Int, in module: Int) -> TypeDefinition {
    let summary = modules[module].classes[index]
    var type = summary.definition
    type.cases = enumerationCases(ClassPlace(module: module, index: index))
    if isNamedEnumeration(ClassPlace(module: module, index: index)) { type.caseForm = .qualified }
    type.inherited = summary.bases.map { base in
      base.map { .named($0.split(separator: ".").map(String.init), arguments: []) } ?? .opaque("an expression")
    }
    type.initializers = summary.constructor.map { [$0] } ?? []
    type.properties = summary.fields.map { field in
      Property(
        name: field.parameter.name, nameRange: field.parameter.nameRange, range: field.parameter.nameRange,
        type: field.parameter.type, typeText: field.parameter.typeText, initialValue: field.parameter.defaultValue,
        initialText: field.parameter.defaultText, mutability: .variable, placement: field.isInput ? .instance : .type)
    }
    return type
  }

  /// What the registering function is, through any wrappers, and what it is told.
  private func meaning(of registration: PythonRegistration) -> (PythonRegistrar, PythonRegistrar.Options)? {
    var path = registration.registrar
    var settings: [String: String] = [:]
    for _ in 0..<8 {
      if let registrar = PythonRegistrar(path: path) {
        var options = registrar.options(registration.arguments, registration.form)
        if let module = settings["module"] { options.module = module }
        if let name = settings["name"] { options.name = name }
        return (registrar, options)
      }
      switch symbol(path) {
      case .wrapper(let module, let name):
        guard let wrapper = modules[module].wrappers[name] else { return nil }
        settings.merge(wrapper.settings) { outer, _ in outer }
        path = wrapper.registrar
      case .external(let found) where found != path: path = found
      default: return nil
      }
    }
    return nil
  }

  private func configurable(
    _ registration: PythonRegistration, _ registrar: PythonRegistrar, _ options: PythonRegistrar.Options, in module: Int
  ) -> Configurable? {
    let symbol: Symbol
    switch registration.target {
    case .function(let index): symbol = .function(module: module, index)
    case .classDefinition(let index): symbol = .classDefinition(module: module, index)
    case .method(let type, let index): symbol = .method(module: module, type: type, index)
    case .path(let path): symbol = self.symbol(path)
    }
    guard
      var configurable = configurable(
        symbol, name: options.name, module: options.module, in: module, registrar.rawValue)
    else { return nil }
    if case .path = registration.target, case .external = symbol { configurable.nameRange = registration.nameRange }
    if options.isComputed { configurable.isModuleCertain = false }
    if hasForeignDecorator(registration, in: module) { configurable.isOpen = true }
    for index in configurable.parameters.indices {
      let name = configurable.parameters[index].name
      if let allowed = options.allowlist, !allowed.contains(name) {
        configurable.parameters[index].isConfigurable = false
      }
      if let denied = options.denylist, denied.contains(name) { configurable.parameters[index].isConfigurable = false }
    }
    return configurable
  }

  /// The configurable that registering a symbol makes.
  func configurable(
    _ symbol: Symbol, name: String?, module: String?, in registering: Int, _ registration: String
  ) -> Configurable? {
    var made: Configurable
    switch symbol {
    case .function(let home, let index):
      let function = modules[home].functions[index]
      made = Self.configurable(function, .function, .function(index), modules[home], registration)
    case .classDefinition(let home, let index):
      let type = modules[home].classes[index].definition
      var found = parameters(ofClass: index, in: home)
      for place in found.parameters.indices where found.parameters[place].file == modules[home].file {
        found.parameters[place].file = nil
      }
      made = Configurable(
        name: Self.lastName(type.name), module: modules[home].name, kind: .classType, language: .python,
        file: modules[home].file,
        nameRange: type.nameRange, registration: registration, parameters: found.parameters,
        documentation: type.documentation, signature: "class " + type.name, target: .type(index))
      made.isOpen = found.isOpen
    case .method(let home, let type, let index):
      let method = modules[home].classes[type].definition.methods[index]
      made = Self.configurable(method, .method, .method(type: type, index), modules[home], registration)
      if method.placement == .instance, !made.parameters.isEmpty { made.parameters.removeFirst() }
    case .external(let path):
      let parts = path.split(separator: ".")
      made = Configurable(
        name: parts.last.map(String.init) ?? path, module: parts.dropLast().joined(separator: "."), kind: .function,
        language: .python, file: modules[registering].file, nameRange: .zero, registration: registration,
        parameters: [], target: .external)
      made.isOpen = true
      // `__module__` is where the library defines it, which need not be where it is imported from.
      made.isModuleCertain = module != nil || name?.contains(".") == true
    case .wrapper, .module: return nil
    }
    name.map { made.name = $0 }
    if let module {
      made.module = module
    } else if name?.contains(".") == true {
      made.module = ""
    }
    return made
  }

  /// A class inside a class is registered by its `__name__`.
  private static func lastName(_ name: String) -> String {
    name.split(separator: ".").last.map(String.init) ?? name
  }

  private static func configurable(
    _ function: Function, _ kind: Configurable.Kind, _ target: Configurable.Target, _ module: PythonModule,
    _ registration: String
  ) -> Configurable {
    Configurable(
      name: function.name, module: module.name, kind: kind, language: .python, file: module.file,
      nameRange: function.nameRange, registration: registration, parameters: function.parameters,
      result: function.result, resultText: function.result == nil ? nil : resultText(function.signature),
      documentation: function.documentation, signature: function.signature, target: target)
  }

  /// What stands behind the arrow.
  private static func resultText(_ signature: String) -> String? {
    signature.split(separator: " -> ").dropFirst().last.map(String.init)
  }

  /// Decorators that keep the signature that `inspect` sees.
  private static let transparentDecorators: Set<String> = [
    "staticmethod", "classmethod", "property", "tensorflow.function", "tf.function", "jax.jit", "jax.named_call",
    "functools.lru_cache", "functools.cache", "functools.cached_property", "contextlib.contextmanager",
    "torch.no_grad", "torch.inference_mode", "torch.jit.script", "dataclasses.dataclass", "abc.abstractmethod",
    "six.add_metaclass", "typing.final", "typing.overload", "flax.linen.compact", "flax.linen.nowrap",
    "typeguard.typechecked", "seqio.map_over_dataset", "enum.unique",
  ]

  /// Whether a decorator that is read by nobody stands between the definition and its registration.
  private func hasForeignDecorator(_ registration: PythonRegistration, in module: Int) -> Bool {
    guard registration.form == .decorator, case .function(let index) = registration.target else { return false }
    let all = modules[module].registrations.filter { other in
      guard other.form == .decorator, case .function(index) = other.target else { return false }
      return true
    }
    return all.contains { other in
      if PythonRegistrar(path: other.registrar) != nil { return false }
      if case .wrapper = symbol(other.registrar) { return false }
      if case .external(let path) = symbol(other.registrar) { return !Self.transparentDecorators.contains(path) }
      return true
    }
  }

  /// A method that `register` leaves as it is is registered under the selector of its class, where that is registered
  /// without being changed too; whatever `configurable` wraps keeps its own name (`_find_registered_methods`).
  private func nameMethods(_ file: inout DefinitionFile.Contents) {
    let unchanged = [PythonRegistrar.register, .externalConfigurable].map(\.rawValue)
    let classes = file.configurables.filter { $0.kind == .classType && unchanged.contains($0.registration) }
    for index in file.configurables.indices {
      guard case .method(let type, _) = file.configurables[index].target, file.configurables[index].kind == .method,
        file.configurables[index].registration == PythonRegistrar.register.rawValue,
        let owner = classes.first(where: { $0.target == .type(type) && $0.file == file.file })
      else { continue }
      file.configurables[index].module = owner.selector
    }
  }

  private func enumerationConstants(
    _ registration: PythonRegistration, _ options: PythonRegistrar.Options, in module: Int
  ) -> [ConstantDefinition] {
    var place: (module: Int, type: Int)?
    switch registration.target {
    case .classDefinition(let index): place = (module, index)
    case .path(let path): if case .classDefinition(let home, let index) = symbol(path) { place = (home, index) }
    case .function, .method: break
    }
    guard let place else { return [] }
    let summary = modules[place.module].classes[place.type]
    let prefix = (options.module ?? modules[place.module].name) + "." + summary.definition.name
    var values: Set<Value> = []
    let counts = isCounted(summary)
    var last: Value? = .integer(0)
    return summary.members.compactMap { member in
      guard !member.name.hasPrefix("_") else { return nil }
      var raw = Self.literal(member.value)
      if raw == nil, counts, isAutomatic(member.value, place.module), case .integer(let number)? = last {
        raw = number < Int.max ? .integer(number + 1) : nil
      }
      last = raw
      // A second name for a value is no member (`constants_from_enum` goes over the enum).
      if let raw, !values.insert(raw).inserted { return nil }
      // A member whose value is worked out has a name and no more that can be told here.
      let enumeration = raw.map { raw in
        var value = EnumerationValue(type: summary.definition.name, name: member.name, rawValue: raw)
        value.language = .python
        return value
      }
      return ConstantDefinition(
        selector: prefix + "." + member.name, nameRange: member.range, value: member.value, enumeration: enumeration)
    }
  }

  /// Whether `auto()` counts: neither flags nor texts, and no rule of the enum's own.
  private func isCounted(_ summary: PythonClassSummary) -> Bool {
    guard summary.bases.count == 1, let base = summary.bases[0], case .external("enum.Enum") = symbol(base) else {
      return false
    }
    return !summary.definition.methods.contains { $0.name == "_generate_next_value_" }
  }

  private func isAutomatic(_ expression: Expression, _ module: Int) -> Bool {
    guard case .call(let callee, _) = expression.kind, let written = callee.dottedPath else { return false }
    let first = String(written.prefix { $0 != "." })
    return (modules[module].names[first] ?? "") + written.dropFirst(first.count) == "enum.auto"
  }

  private static func literal(_ expression: Expression) -> Value? {
    switch expression.kind {
    case .string(let text): .string(text)
    case .boolean(let flag): .boolean(flag)
    case .integer(let digits): PythonInteger(literal: digits)?.value.map { .integer($0) }
    case .floating(let digits): Double(digits).map { .double($0) }
    case .none: Value.none
    case .tuple(let elements): all(elements.map(\.value)).map { .tuple($0) }
    case .list(let elements): all(elements).map { .list($0) }
    default: nil
    }
  }

  private static func all(_ expressions: [Expression]) -> [Value]? {
    let values = expressions.compactMap { literal($0) }
    return values.count == expressions.count ? values : nil
  }
}
