// What are classes and their instances while code runs? Attributes, the order of bases, and fields of dataclasses.

import Configurables
import SourceText

final class PythonClass {
  /// The last part of the name.
  let name: String
  /// With the classes around it.
  let qualifiedName: String
  let module: PythonUnit
  /// A part of the class that is not known costs that part alone.
  var attributes: [String: Result<PythonObject, any Error>] = [:]
  /// The class itself first, as `__mro__`.
  var order: [PythonClass] = []
  /// The builtin exception that it is a kind of.
  var exceptionBase: String?
  /// The path of a class that is not in the workspace, which stands among the bases of others.
  var outside: String?
  /// Why no instance can be made, in words that complete "not evaluated: ".
  var obstacle: String?
  /// The configurable that it is.
  var configurable: DefinitionIndex.ID?
  /// Whether gin-config has put its own `__init__` into the class, so that every construction asks the config.
  var isChangedByGin = false
  /// Nil for a class that is no dataclass.
  var dataclass: PythonDataclass?
  var reference: ReferenceValue?
  /// What its body annotates, with the values given there.
  var declarations: [(parameter: Parameter, value: Result<PythonObject, any Error>?)] = []

  init(name: String, qualifiedName: String, module: PythonUnit) {
    self.name = name
    self.qualifiedName = qualifiedName
    self.module = module
  }

  /// Whether something outside the workspace is among its bases, which may have any attribute.
  var isOpen: Bool { order.contains { $0.outside != nil } }

  /// What the classes in front of those outside the workspace say.
  func known(_ name: String) -> Result<PythonObject, any Error>? {
    for type in order {
      if type.outside != nil { return nil }
      if let found = type.attributes[name] { return found }
    }
    return nil
  }

  func lookUp(_ name: String) throws -> PythonObject? {
    for type in order {
      if let path = type.outside {
        throw EvaluationStop.notEvaluated(reason: EvaluationWords.pythonInherited(name, path), at: nil)
      }
      guard let found = try type.attributes[name]?.get() else { continue }
      if case .unknown(let unknown) = found { throw unknown.stop }
      return found
    }
    return nil
  }

  /// A method along the bases; nil where there is none, or none that is known.
  func function(_ name: String) -> PythonFunctionObject? {
    if case .success(.function(let function))? = known(name) { return function }
    return nil
  }

  /// Whether a class of the workspace has it.
  func has(_ name: String) -> Bool { order.contains { $0.attributes[name] != nil } }

  func mayHave(_ name: String) -> Bool { isOpen || has(name) }

  func isKind(of other: PythonClass) -> Bool { order.contains { $0 === other } }

  /// Whether instances may be equal without being the same.
  var hasOwnEquality: Bool { isOpen || has("__eq__") || has("__hash__") || order.contains { $0.dataclass != nil } }

  /// The fields of a dataclass, those of its bases first.
  var fields: [PythonField] {
    var fields: [PythonField] = []
    for type in order.reversed() {
      for field in type.dataclass?.fields ?? [] {
        if let place = fields.firstIndex(where: { $0.name == field.name }) {
          fields[place] = field
        } else {
          fields.append(field)
        }
      }
    }
    return fields
  }
}

struct PythonDataclass {
  var fields: [PythonField] = []
  var isFrozen = false
  var isOrdered = false
  var hasEquality = true
  var hasText = true
}

struct PythonField {
  var name: String
  var initial: PythonObject?
  var factory: PythonObject?
  var isInput = true
  var isShown = true
  var isCompared = true
  var isKeywordOnly = false
  var parameter: Parameter
}

final class PythonInstance {
  let type: PythonClass
  private(set) var names: [String] = []
  private var values: [String: PythonObject] = [:]
  /// What its constructor was given, or took from the config and from defaults.
  var arguments: [(name: String, value: PythonObject)] = []
  /// As of a list.
  var isKept = false
  /// As of a list; attributes that were set since are known.
  var lost: PythonUnknown?

  /// As of a list.
  private(set) var nesting = 1

  init(_ type: PythonClass) { self.type = type }

  subscript(name: String) -> PythonObject? {
    get { values[name] }
    set {
      if let newValue {
        nesting = max(nesting, 1 + newValue.nesting)
        if values.updateValue(newValue, forKey: name) == nil { names.append(name) }
      } else {
        values[name] = nil
        names.removeAll { $0 == name }
      }
    }
  }

  var attributes: [(name: String, value: PythonObject)] {
    names.compactMap { name in values[name].map { (name, $0) } }
  }

  deinit {
    guard nesting > 1 else { return }
    var held = Array(values.values)
    values = [:]
    PythonRelease.letGo(&held)
  }
}

/// `super()`.
final class PythonAncestor {
  /// Behind this one in the order of the instance's class.
  let type: PythonClass
  let object: PythonObject
  let start: PythonClass

  init(type: PythonClass, object: PythonObject, start: PythonClass) {
    self.type = type
    self.object = object
    self.start = start
  }
}

final class PythonDescriptor {
  enum Kind { case property, cachedProperty, staticMethod, classMethod }
  let kind: Kind
  let getter: PythonFunctionObject
  var setter: PythonFunctionObject?

  init(_ kind: Kind, _ getter: PythonFunctionObject) {
    self.kind = kind
    self.getter = getter
  }
}
