// Which parameters does a call of a Python class take? Its constructor's, inherited or made from fields.

import Configurables
import SourceText

/// The parameters of a call; `isOpen` when there may be others.
struct PythonParameters {
  var parameters: [Parameter]
  var isOpen: Bool
}

extension PythonLink {
  /// As `_find_class_construction_fn` of gin-config finds them: the first `__init__`, else `__new__`, along the bases.
  func parameters(ofClass index: Int, in module: Int, depth: Int = 0) -> PythonParameters {
    let summary = modules[module].classes[index]
    if let constructor = summary.constructor {
      return PythonParameters(
        parameters: constructor.parameters.map { $0.standing(in: modules[module]) }, isOpen: false)
    }
    guard depth < 12 else { return PythonParameters(parameters: [], isOpen: true) }
    if takesFields(summary, in: module) { return fields(of: summary, in: module, depth: depth) }
    for base in summary.bases {
      guard let base, base != "object" else {
        if base == nil { return PythonParameters(parameters: [], isOpen: true) }
        continue
      }
      guard case .classDefinition(let other, let type) = symbol(base) else {
        return PythonParameters(parameters: [], isOpen: true)
      }
      let inherited = parameters(ofClass: type, in: other, depth: depth + 1)
      // A base without a constructor of its own leaves the question to the next base.
      if hasConstructor(type, in: other, depth: depth + 1) { return inherited }
    }
    // `object.__init__` takes anything, as far as its signature tells, and gin-config asks no more.
    return PythonParameters(parameters: [], isOpen: true)
  }

  private func hasConstructor(_ index: Int, in module: Int, depth: Int) -> Bool {
    let summary = modules[module].classes[index]
    if summary.constructor != nil || takesFields(summary, in: module) { return true }
    guard depth < 12 else { return true }
    return summary.bases.contains { base in
      guard let base else { return true }
      switch symbol(base) {
      case .classDefinition(let other, let type): return hasConstructor(type, in: other, depth: depth + 1)
      case .external(let path): return !["object", "abc.ABC", "typing.Generic", "Protocol"].contains(path)
      default: return true
      }
    }
  }

  private static let fieldDecorators: Set<String> = [
    "dataclasses.dataclass", "flax.struct.dataclass", "chex.dataclass", "attr.s", "attr.attrs", "attr.dataclass",
    "attr.define", "attr.frozen", "attr.mutable", "attrs.define", "attrs.frozen", "attrs.mutable",
    "pydantic.dataclasses.dataclass",
  ]
  private static let fieldBases: Set<String> = [
    "flax.linen.Module", "flax.linen.module.Module", "typing.NamedTuple", "equinox.Module", "pydantic.BaseModel",
  ]

  /// Whether the class's constructor is made from its fields.
  private func takesFields(_ summary: PythonClassSummary, in module: Int) -> Bool {
    if summary.decorators.contains(where: { Self.fieldDecorators.contains(externalPath($0)) }) { return true }
    return summary.bases.contains { base in base.map { inheritsFields($0, depth: 0) } ?? false }
  }

  private func inheritsFields(_ base: String, depth: Int) -> Bool {
    switch symbol(base) {
    case .external(let path): return Self.fieldBases.contains(path)
    case .classDefinition(let module, let index) where depth < 12:
      // Only the field classes of the second kind pass their making on to subclasses.
      return modules[module].classes[index].bases.contains { $0.map { inheritsFields($0, depth: depth + 1) } ?? false }
    default: return false
    }
  }

  private func externalPath(_ path: String) -> String {
    if case .external(let found) = symbol(path) { return found }
    return path
  }

  /// Fields of the bases first; a field that is repeated keeps its place and takes the later declaration.
  private func fields(of summary: PythonClassSummary, in module: Int, depth: Int) -> PythonParameters {
    var parameters: [Parameter] = []
    var isOpen = false
    for base in summary.bases.reversed() {
      guard let base else {
        isOpen = true
        continue
      }
      switch symbol(base) {
      case .classDefinition(let other, let type):
        let inherited = modules[other].classes[type]
        guard depth < 12, takesFields(inherited, in: other) else { continue }
        parameters += fields(of: inherited, in: other, depth: depth + 1).parameters
      case .external(let path):
        let isPlain = Self.fieldBases.contains(path) || ["object", "abc.ABC", "typing.Generic"].contains(path)
        isOpen = isOpen || !isPlain
        // Flax gives every module these two.
        if path.hasPrefix("flax.linen") { isOpen = true }
      default: isOpen = true
      }
    }
    let isOfAttrs = summary.decorators.contains { externalPath($0).hasPrefix("attr") }
    for field in summary.fields where field.isInput {
      var parameter = field.parameter.standing(in: modules[module])
      if isOfAttrs { parameter.dropUnderscores() }
      if let place = parameters.firstIndex(where: { $0.name == parameter.name }) {
        guard !isOfAttrs else {
          // There it takes the place of the later declaration too.
          parameters.remove(at: place)
          parameters.append(parameter)
          continue
        }
        parameters[place] = parameter
      } else {
        parameters.append(parameter)
      }
    }
    let isOldAttrs = summary.fields.isEmpty && !summary.members.isEmpty
    return PythonParameters(parameters: parameters, isOpen: isOpen || isOldAttrs)
  }
}

extension Parameter {
  /// Subclasses in other files have the parameter too.
  fileprivate func standing(in module: PythonModule) -> Parameter {
    var parameter = self
    parameter.file = module.file
    return parameter
  }

  /// The constructor that `attrs` makes takes `rate` for a field `_rate`.
  fileprivate mutating func dropUnderscores() {
    let rest = name.drop { $0 == "_" }
    guard rest.count < name.count else { return }
    nameRange = TextRange(nameRange.start.advanced(by: name.count - rest.count), nameRange.end)
    (name, internalName) = (String(rest), String(rest))
  }
}
