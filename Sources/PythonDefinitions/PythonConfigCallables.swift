// Which fields does a config get from what it calls? `@pconfig(calls=f)`, `(mocks=T)` and `(constructs=T)` of a
// `@pconfiged(mock=True)`, as pconfigs 0.1 reads signatures (`pinnable.py`, `_augment_annotations_from_constructable_init`).

import Configurables
import SourceText

extension PythonLink {
  /// What a config class calls.
  enum ConfigCallable {
    /// Nothing whose parameters matter.
    case none
    /// A signature, without `self`, in the module that it stands in; `isFunction` where the config itself is called.
    case signature(Function, module: Int, isFunction: Bool)
    case unknown
  }

  func configCallable(_ place: ClassPlace, isConfigDecorator: (String) -> Bool) -> ConfigCallable {
    let module = modules[place.module]
    let arguments = module.registrations.filter { registration in
      guard case .classDefinition(place.index) = registration.target else { return false }
      return registration.form == .decorator && isConfigDecorator(registration.registrar)
    }.flatMap(\.arguments)
    for argument in arguments {
      guard let label = argument.label, ["calls", "mocks", "constructs"].contains(label) else { continue }
      guard let name = argument.value.dottedPath else { return .unknown }
      let first = String(name.prefix { $0 != "." })
      let path = module.names[first].map { $0 + name.dropFirst(first.count) } ?? module.name + "." + name
      return callable(symbol(path), label)
    }
    return .none
  }

  private func callable(_ symbol: Symbol, _ label: String) -> ConfigCallable {
    switch (label, symbol) {
    case ("calls", .function(let module, let index)):
      let function = modules[module].functions[index]
      return function.decorators.isEmpty ? .signature(function, module: module, isFunction: true) : .unknown
    case ("mocks", .classDefinition(let module, let index)):
      return constructor(ClassPlace(module: module, index: index), depth: 0)
    case ("constructs", .classDefinition(let module, let index)):
      let isMock = modules[module].registrations.contains { other in
        guard case .classDefinition(index) = other.target else { return false }
        return other.arguments.contains { $0.label == "mock" && $0.value.kind != .boolean(false) }
      }
      return isMock ? constructor(ClassPlace(module: module, index: index), depth: 0) : .none
    case ("constructs", _), (_, _): return .unknown
    }
  }

  /// The `__init__` that a class has or inherits from a class of the workspace.
  private func constructor(_ place: ClassPlace, depth: Int) -> ConfigCallable {
    let summary = modules[place.module].classes[place.index]
    if let function = summary.constructor {
      guard function.name == "__init__", function.decorators.isEmpty else { return .unknown }
      return .signature(function, module: place.module, isFunction: false)
    }
    guard depth < 12, summary.bases.count == 1, let base = summary.bases[0],
      case .classDefinition(let module, let index) = symbol(base)
    else { return .unknown }
    return constructor(ClassPlace(module: module, index: index), depth: depth + 1)
  }

  /// The fields that a signature makes, in its order, and behind them the class's own that it does not have; nil where
  /// pconfigs refuses the class, or where nobody can tell here whether it does.
  func fields(of signature: Function, in module: Int, for place: ClassPlace) -> [PythonClassSummary.Field]? {
    let own = modules[place.module].classes[place.index].fields
    var fields: [PythonClassSummary.Field] = []
    for parameter in signature.parameters {
      if let declared = own.first(where: { $0.parameter.name == parameter.name }) {
        fields.append(declared)
        continue
      }
      guard parameter.kind != .positionalOnly, let initial = parameter.defaultValue else { continue }
      guard Self.isSimple(initial), Self.isSimple(parameter) else { return nil }
      var field = PythonClassSummary.Field(parameter: parameter, isInput: true)
      // It is the default of the config that pconfigs makes, not of the field.
      field.parameter.defaultValue = nil
      if module != place.module { field.parameter.file = modules[module].file }
      fields.append(field)
    }
    let isQuoted = modules[place.module].names["annotations"] == "__future__.annotations"
    for var field in own where !fields.contains(where: { $0.parameter.name == field.parameter.name }) {
      // pconfigs 0.1 looks into these annotations as texts, and wraps them so that `Pinned` means nothing any more.
      guard isQuoted else { return nil }
      field.parameter.type = nil
      fields.append(field)
    }
    return fields
  }

  private static let scalars: Set<String> = ["str", "int", "float", "bool", "bytes", "Path", "PurePath"]
  private static let containers: Set<String> = [
    "list", "tuple", "dict", "set", "frozenset", "List", "Tuple", "Dict", "Set", "FrozenSet", "Sequence",
    "MutableSequence", "Mapping", "MutableMapping", "MutableSet",
  ]

  private static func isSimple(_ parameter: Parameter) -> Bool {
    guard let type = parameter.type, let text = parameter.typeText else {
      return parameter.defaultValue.map { $0.kind != Expression.Kind.none } ?? false
    }
    // Neither `int | None` nor `tuple[int, ...]` is simple to pconfigs.
    guard !text.contains("|"), !text.contains("...") else { return false }
    if case .union(let members) = type { return members.contains { isSimple($0) } }
    if case .optional(.union(let members)) = type { return members.contains { isSimple($0) } }
    return isSimple(type)
  }

  /// As `_is_simply_typed`, of the annotations that can be told by their names.
  private static func isSimple(_ type: TypeExpression) -> Bool {
    switch type {
    case .optional(let inner), .array(let inner), .set(let inner): isSimple(inner)
    case .dictionary(let key, let value): isSimple(key) && isSimple(value)
    case .tuple(let elements): elements.allSatisfy { isSimple($0.type) }
    case .union(let members): members.allSatisfy { isSimple($0) }
    case .literal: true
    case .named(let path, let arguments):
      if let name = path.last {
        scalars.contains(name)
          ? arguments.isEmpty : containers.contains(name) && arguments.allSatisfy { isSimple($0) }
      } else {
        false
      }
    case .function, .opaque: false
    }
  }

  /// As `_has_simply_typed_default`, of literals.
  private static func isSimple(_ initial: Expression) -> Bool {
    switch initial.kind {
    case .string, .bytes, .integer, .floating, .boolean, .none: true
    case .unary(.minus, let inner), .unary(.plus, let inner): isSimple(inner)
    case .list(let elements), .set(let elements): elements.allSatisfy { isSimple($0) }
    case .tuple(let elements): elements.allSatisfy { isSimple($0.value) }
    default: false
    }
  }
}
