// Of what type is a Python object: what do `type` and `isinstance` say?

import Configurables
import SourceText

extension PythonInterpreter {
  func type(of object: PythonObject, _ call: PythonCall) throws -> PythonObject {
    switch object {
    case .tuple(let tuple) where tuple.record != nil: break
    case .dictionary(let table) where table.kind != nil: break
    case .none, .bool, .int, .big, .float, .string, .list, .tuple, .dictionary, .set, .range:
      return .path(object.typeName)
    case .instance(let instance): return .type(instance.type)
    case .exception(let exception): return exception.type
    default: break
    }
    throw giveUp(EvaluationWords.pythonCall("type"), call)
  }

  func isInstance(_ object: PythonObject, _ type: PythonObject, _ call: PythonCall) throws -> Bool {
    switch (type, object) {
    case (.tuple(let types), _): return try types.contains { try isInstance(object, $0, call) }
    case (.path("object"), _): return true
    case (.type(let wanted), .instance(let instance)): return instance.type.isKind(of: wanted)
    case (.type(let wanted), .exception(let exception)):
      return try matches(exception, .type(wanted), call.range, call.frame)
    case (.type, _) where object.isKnown: return false
    case (.native(let native), .tuple(let tuple)) where native.record != nil: return native.record === tuple.record
    case (.native(let native), _) where native.record != nil && object.isKnown: return false
    case (.path("tuple"), .tuple), (.path("dict"), .dictionary): return true
    case (.path(let path), _) where PythonTableKind.Name.allCases.contains { "collections." + $0.rawValue == path }:
      guard object.isKnown else { break }
      if case .instance(let instance) = object, instance.type.obstacle != nil || instance.type.isOpen { break }
      guard case .dictionary(let table) = object else { return false }
      return table.kind?.path == path
    case (.path(let name), .exception(let exception)) where PythonNames.bases[name] != nil:
      return isException(exception.type, name)
    case (.path(let name), _) where PythonNames.types.contains(name) || PythonNames.bases[name] != nil:
      guard object.isKnown else { break }
      if case .instance(let instance) = object, instance.type.obstacle != nil || instance.type.isOpen { break }
      if case .view = object { return false }
      return object.typeName == name || (object.typeName == "bool" && name == "int")
    default: break
    }
    if case .path(let path) = type, PythonNames.plainClasses.contains(path) {
      switch object {
      case .none, .bool, .int, .big, .float, .string, .list, .tuple, .dictionary, .set, .range: return false
      default: break
      }
    }
    for case .path(let path) in [object, type] where PythonNames.isOutside(path) {
      throw giveUp(EvaluationWords.unknownName(path), call)
    }
    if case .instance(let instance) = object, let path = instance.type.order.lazy.compactMap(\.outside).first {
      throw giveUp(EvaluationWords.pythonInherited("__mro__", path), call)
    }
    throw giveUp(EvaluationWords.pythonCall("isinstance"), call)
  }
}
