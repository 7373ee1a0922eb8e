// What is a Python value while code runs? What can change is shared by all that name it, as in Python.

import BigInt
import Configurables
import PythonText
import SourceText

/// 17 bytes: what is larger is boxed, for values are copied at every step.
enum PythonObject {
  case none
  case bool(Bool)
  case int(Int)
  /// Beyond `Int` only.
  indirect case big(BigInt)
  case float(Double)
  case string(String)
  case list(PythonList)
  case tuple(PythonTuple)
  case dictionary(PythonDictionary)
  case set(PythonSet)
  indirect case view(PythonView)
  indirect case range(start: Int, stop: Int, step: Int)
  case iterator(PythonIterator)
  case function(PythonFunctionObject)
  /// A builtin or something outside the workspace by its dotted path: `math.cos`, `len`, `ValueError`.
  case path(String)
  /// A method of a builtin type.
  indirect case method(PythonObject, String)
  /// A method of a class, with what it was looked up on.
  indirect case bound(PythonObject, PythonFunctionObject)
  /// Something callable that only the interpreter has: `functools.partial`.
  case native(PythonNative)
  case type(PythonClass)
  case instance(PythonInstance)
  case ancestor(PythonAncestor)
  /// `@property` and its like, as they stand in a class.
  case descriptor(PythonDescriptor)
  case exception(PythonException)
  /// What pconfigs made.
  indirect case config(PythonConfigObject)
  /// What a config gave and Python code can only pass on: a reference, an enum's member.
  indirect case foreign(Value)
  /// What something outside the workspace gave. Only variables, attributes and arguments are such.
  case unknown(PythonUnknown)

  init(_ value: Value) {
    switch value {
    case .none: self = .none
    case .boolean(let flag): self = .bool(flag)
    case .integer(let number): self = .int(number)
    case .bigInteger(let digits): self = BigInt(digits).map { PythonObject($0) } ?? .foreign(value)
    case .double(let number): self = .float(number)
    case .string(let text): self = .string(text)
    case .list(let elements): self = .list(PythonList(elements.map { PythonObject($0) }))
    case .tuple(let elements): self = .tuple(PythonTuple(elements.map { PythonObject($0) }))
    case .dictionary(let table): self = PythonDictionary(table).map { .dictionary($0) } ?? .foreign(value)
    case .set(let elements):
      let set = PythonSet(isFrozen: false)
      for element in elements {
        guard let key = PythonKey(PythonObject(element)) else {
          self = .foreign(value)
          return
        }
        set.insert(key)
      }
      self = .set(set)
    case .opaque(let opaque):
      self = (opaque.content as? PythonUnknown).map { .unknown($0) } ?? .foreign(value)
    default: self = .foreign(value)
    }
  }

  init(_ number: BigInt) { self = Int(exactly: number).map { .int($0) } ?? .big(number) }

  /// Its class, as messages name it.
  var typeName: String {
    switch self {
    case .none: "NoneType"
    case .bool: "bool"
    case .int, .big: "int"
    case .float: "float"
    case .string: "str"
    case .list: "list"
    case .tuple(let tuple): tuple.record?.name ?? "tuple"
    case .dictionary(let table): table.kind?.typeName ?? "dict"
    case .set(let set): set.isFrozen ? "frozenset" : "set"
    case .view(let view): "dict_" + view.kind.rawValue
    case .range: "range"
    case .iterator(let iterator): iterator.typeName
    case .function: "function"
    case .path(let path): PythonNames.types.contains(path) || PythonNames.bases[path] != nil ? "type" : "function"
    case .method: "builtin_function_or_method"
    case .bound: "method"
    case .native(let native): native.typeName
    case .type: "type"
    case .instance(let instance): instance.type.name
    case .ancestor: "super"
    case .descriptor: "property"
    case .exception(let exception): exception.typeName
    case .config(let object): object.typeName
    case .foreign, .unknown: "object"
    }
  }

  /// Whether `typeName` is what Python says: not so for what the interpreter cannot look into.
  var isKnown: Bool {
    switch self {
    case .path, .native, .config, .foreign, .unknown, .descriptor, .ancestor, .iterator: false
    default: true
    }
  }
}
