// Which classes are configs of pconfigs, and what do their constructors take? As pconfigs 0.1 (`pinnable.py`) makes them.

import Configurables
import SourceText

extension PythonLink {
  private static let configDecorators: Set<String> = ["pconfigs.pconfig", "pconfigs.pinnable.pconfig"]
  private static let propertyDecorators: Set<String> = ["pconfigs.pproperty", "pconfigs.pinnable.pproperty"]
  private static let defaultsNames: Set<String> = ["pconfigs.pdefaults", "pconfigs.pinnable.pdefaults"]
  private static let enumDecorators: Set<String> = ["pconfigs.penum", "pconfigs.pinnable.penum"]
  private static let enumBases: Set<String> = [
    "enum.Enum", "enum.IntEnum", "enum.StrEnum", "pconfigs.pinnable.PEnum",
  ]
  /// Bases without fields and without a constructor of their own.
  private static let plainBases: Set<String> = ["object", "abc.ABC", "typing.Generic", "typing.Protocol"]

  /// A class by its module and its place in it.
  struct ClassPlace: Hashable {
    let module: Int
    let index: Int
  }

  /// The config types that a module defines, in order.
  func configTypes(of module: Int) -> [ConfigType] {
    modules[module].classes.indices.compactMap { index in
      let place = ClassPlace(module: module, index: index)
      return isConfigType(place) ? configType(place) : nil
    }
  }

  /// The `pdefaults +=` statements of a module.
  func configDefaults(of module: Int) -> [ConfigDefaults] {
    modules[module].updates.compactMap { update in
      guard case .external(let path) = symbol(update.target), Self.defaultsNames.contains(path) else { return nil }
      return ConfigDefaults(construction: update.value)
    }
  }

  /// The members of an enum, as cases; none for any other class.
  func enumerationCases(_ place: ClassPlace) -> [EnumerationCase] {
    let summary = modules[place.module].classes[place.index]
    let isDecorated = summary.decorators.contains { Self.enumDecorators.contains(external($0)) }
    guard isDecorated || summary.bases.contains(where: { $0.map { Self.enumBases.contains(external($0)) } ?? false })
    else { return [] }
    return summary.members.filter { !$0.name.hasPrefix("_") }.map {
      EnumerationCase(name: $0.name, nameRange: $0.range, rawValue: $0.value)
    }
  }

  /// Whether an enum is one of pconfigs, whose members print as `Color.red`.
  func isNamedEnumeration(_ place: ClassPlace) -> Bool {
    let summary = modules[place.module].classes[place.index]
    return summary.decorators.contains { Self.enumDecorators.contains(external($0)) }
  }

  private func external(_ path: String) -> String {
    if case .external(let found) = symbol(path) { return found }
    return path
  }

  private func isConfigType(_ place: ClassPlace) -> Bool {
    modules[place.module].classes[place.index].decorators.contains { Self.configDecorators.contains(external($0)) }
  }

  private func configType(_ place: ClassPlace) -> ConfigType {
    let summary = modules[place.module].classes[place.index]
    var obstacle: String?
    let lineage = lineage(of: place, &obstacle, depth: 0)
    var type = ConfigType(
      name: summary.definition.name, nameRange: summary.definition.nameRange, fields: [],
      documentation: summary.definition.documentation, signature: "class " + summary.definition.name)
    type.ancestors = lineage.dropFirst().filter(isConfigType).map(selector)
    for ancestor in lineage.reversed() where isConfigType(ancestor) {
      if let problem = addFields(of: ancestor, to: &type, in: place) { obstacle = obstacle ?? problem }
    }
    type.obstacle = obstacle
    type.methods = lineage.flatMap { methods(of: $0) }
    for index in type.fields.indices {
      let name = type.fields[index].parameter.name
      type.fields[index].getter = type.methods.first { $0.function.name == name && $0.kind == .property }
      if type.fields[index].getter != nil, type.fields[index].standing == .input {
        type.fields[index].standing = .corrected
      }
    }
    return type
  }

  private func selector(_ place: ClassPlace) -> String {
    modules[place.module].name + "." + modules[place.module].classes[place.index].definition.name
  }

  /// The class and its bases, each before those that it is based on.
  private func lineage(of place: ClassPlace, _ obstacle: inout String?, depth: Int) -> [ClassPlace] {
    var found = [place]
    guard depth < 12 else {
      obstacle = "has bases without end"
      return found
    }
    for base in modules[place.module].classes[place.index].bases {
      guard let base else {
        obstacle = "has a base that is an expression"
        continue
      }
      switch symbol(base) {
      case .classDefinition(let module, let index):
        let inherited = lineage(of: ClassPlace(module: module, index: index), &obstacle, depth: depth + 1)
        found.removeAll { inherited.contains($0) }
        found += inherited
      case .external(let path) where Self.plainBases.contains(path): continue
      default: obstacle = "is based on `\(base)`, which is not in the workspace"
      }
    }
    return found
  }

  /// - Returns: why no instance can be evaluated.
  private func addFields(of place: ClassPlace, to type: inout ConfigType, in home: ClassPlace) -> String? {
    var fields = modules[place.module].classes[place.index].fields
    switch configCallable(place, isConfigDecorator: { Self.configDecorators.contains(external($0)) }) {
    case .none: break
    case .unknown: return Self.foreignParameters
    case .signature(let function, let module, let isFunction):
      // What a derived class takes over of this is not followed.
      guard place == home, type.ancestors.isEmpty, let made = self.fields(of: function, in: module, for: place) else {
        return Self.foreignParameters
      }
      fields = made
      type.callable = ConfigType.Callable(
        function: function, file: modules[module].file, isCalledByInstances: isFunction)
    }
    for field in fields {
      // The fields of an environment are read from the process, not from configs.
      guard field.isInput, field.parameter.name != "environment" else { continue }
      var parameter = field.parameter
      if place.module != home.module { parameter.file = modules[place.module].file }
      let isPinned = parameter.type.map(Self.isPinned) ?? false
      parameter.isComputed = isPinned
      let found = ConfigType.Field(parameter: parameter, standing: isPinned ? .pinned : .input)
      if let index = type.fields.firstIndex(where: { $0.parameter.name == parameter.name }) {
        type.fields[index] = found
      } else {
        type.fields.append(found)
      }
    }
    return nil
  }

  private static let foreignParameters = "takes the parameters of what it calls"

  private static func isPinned(_ type: TypeExpression) -> Bool {
    if case .named(let path, _) = type { return path.last == "Pinned" }
    return false
  }

  private func methods(of place: ClassPlace) -> [ConfigType.Method] {
    let module = modules[place.module]
    var decorators: [Int: [String]] = [:]
    for registration in module.registrations {
      guard case .method(place.index, let method) = registration.target, registration.form == .decorator else {
        continue
      }
      decorators[method, default: []].append(external(registration.registrar))
    }
    return module.classes[place.index].definition.methods.enumerated().map { index, function in
      var function = function
      let kind = Self.kind(decorators[index] ?? [])
      switch kind {
      case nil: function.obstacle = "is decorated by `\(decorators[index]?.first ?? "an expression")`"
      // A property has no other obstacle than to be one.
      case .property where function.obstacle == Self.propertyObstacle: function.obstacle = nil
      default: break
      }
      return ConfigType.Method(function: function, file: module.file, kind: kind ?? .method)
    }
  }

  static let propertyObstacle = "is a property"

  private static func kind(_ decorators: [String]) -> ConfigType.Method.Kind? {
    guard let only = decorators.first else { return .method }
    guard decorators.count == 1 else { return nil }
    if propertyDecorators.contains(only) { return .property }
    switch only.split(separator: ".").last {
    case "property", "cached_property": return .property
    case "staticmethod": return .staticMethod
    case "classmethod": return .typeMethod
    default: return nil
    }
  }
}
