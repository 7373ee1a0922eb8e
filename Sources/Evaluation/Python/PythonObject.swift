// What is a Python value while code runs? Lists and dictionaries are shared by all that name them, as in Python.

import Configurables
import PythonText

final class PythonList {
  var items: [PythonObject]
  /// Whether more than this run can see it: what the module keeps must not be changed by one call among many.
  var isKept = false
  init(_ items: [PythonObject]) { self.items = items }
}

/// In the order of insertion; keys are found by what Python takes for equal.
final class PythonDictionary {
  private(set) var keys: [PythonObject] = []
  private(set) var values: [PythonObject] = []
  private var places: [Value: Int] = [:]
  /// As of a list.
  var isKept = false

  subscript(key: PythonKey) -> PythonObject? { places[key.identity].map { values[$0] } }

  func set(_ key: PythonKey, _ value: PythonObject) {
    if let place = places[key.identity] {
      values[place] = value
    } else {
      places[key.identity] = keys.count
      keys.append(key.object)
      values.append(value)
    }
  }
}

/// A key of a dictionary, with the value that equal keys share: `1`, `1.0` and `True` are one.
struct PythonKey {
  let object: PythonObject
  let identity: Value
}

final class PythonFunctionObject {
  let function: Function
  let module: PythonUnit
  /// The variables around a nested function.
  let enclosing: PythonFrame?
  let defaults: [String: PythonObject]

  init(_ function: Function, _ module: PythonUnit, enclosing: PythonFrame?, defaults: [String: PythonObject]) {
    self.function = function
    self.module = module
    self.enclosing = enclosing
    self.defaults = defaults
  }
}

indirect enum PythonObject {
  case none
  case bool(Bool)
  case int(Int)
  case float(Double)
  case string(String)
  case list(PythonList)
  case tuple([PythonObject])
  case dictionary(PythonDictionary)
  case range(start: Int, stop: Int, step: Int)
  case function(PythonFunctionObject)
  /// A function or module by its dotted path: `math.cos`, `len`.
  case path(String)
  case method(PythonObject, String)
  /// What pconfigs made.
  case config(PythonConfigObject)
  /// What a config gave and Python code can only pass on: a reference, an enum's member.
  case foreign(Value)

  init(_ value: Value) {
    switch value {
    case .none: self = .none
    case .boolean(let flag): self = .bool(flag)
    case .integer(let number): self = .int(number)
    case .double(let number): self = .float(number)
    case .string(let text): self = .string(text)
    case .list(let elements): self = .list(PythonList(elements.map { PythonObject($0) }))
    case .tuple(let elements): self = .tuple(elements.map { PythonObject($0) })
    default: self = .foreign(value)
    }
  }

  /// The value that a config has; nil for what has no text of its own.
  var value: Value? {
    switch self {
    case .none: return Value.none
    case .bool(let flag): return .boolean(flag)
    case .int(let number): return .integer(number)
    case .float(let number): return .double(number)
    case .string(let text): return .string(text)
    case .list(let list): return Self.values(list.items).map(Value.list)
    case .tuple(let items): return Self.values(items).map(Value.tuple)
    case .dictionary(let dictionary):
      guard let keys = Self.values(dictionary.keys), let values = Self.values(dictionary.values) else { return nil }
      return .dictionary(DictionaryValue(keys: keys, values: values))
    case .foreign(let value): return value
    case .config(let object): return object.value
    case .range, .function, .path, .method: return nil
    }
  }

  private static func values(_ objects: [PythonObject]) -> [Value]? {
    var values: [Value] = []
    values.reserveCapacity(objects.count)
    for object in objects {
      guard let value = object.value else { return nil }
      values.append(value)
    }
    return values
  }

  /// Marks it and all that it holds as kept by the module.
  func keep() {
    switch self {
    case .list(let list):
      list.isKept = true
      for item in list.items { item.keep() }
    case .tuple(let items): for item in items { item.keep() }
    case .dictionary(let dictionary):
      dictionary.isKept = true
      for value in dictionary.values { value.keep() }
    default: return
    }
  }

  /// Its class, as messages name it.
  var typeName: String {
    switch self {
    case .none: "NoneType"
    case .bool: "bool"
    case .int: "int"
    case .float: "float"
    case .string: "str"
    case .list: "list"
    case .tuple: "tuple"
    case .dictionary: "dict"
    case .range: "range"
    case .function, .path, .method: "function"
    case .config(let object): object.typeName
    case .foreign: "object"
    }
  }
}

/// The variables of one call, or of a comprehension inside it.
final class PythonFrame {
  var variables: [String: PythonObject] = [:]
  let parent: PythonFrame?
  /// Names that the function assigns somewhere: they are its own from its first line.
  let own: Set<String>
  let module: PythonUnit
  /// Whether what is constructed here becomes the defaults of its type.
  var isDefaults = false
  /// Whether it is the module's own level, where statements run one after the other.
  var isModule: Bool { parent == nil && own.isEmpty }

  init(_ module: PythonUnit, own: Set<String>, parent: PythonFrame?) {
    self.module = module
    self.own = own
    self.parent = parent
  }
}

/// A file of Python, as lookups of names see it.
final class PythonUnit {
  let file: DefinitionFile
  var globals: [String: PythonObject] = [:]
  /// Globals that are being worked out.
  var underWay: Set<String> = []

  init(_ file: DefinitionFile) { self.file = file }

  /// Names on which some code of the file calls a method that changes a list or dictionary.
  lazy var changed: Set<String> = {
    var names: Set<String> = []
    file.visitExpressions { expression in
      guard case .call(let callee, _) = expression.kind, case .member(let base?, let method, _) = callee.kind,
        case .name(let name) = base.kind, PythonNames.changing.contains(method)
      else { return }
      names.insert(name)
    }
    return names
  }()
}
