// What can be called, and with what? Functions, what the interpreter itself does, and calls with their arguments.

import Configurables
import SourceText

final class PythonFunctionObject {
  let function: Function
  let module: PythonUnit
  /// The variables around a nested function.
  let enclosing: PythonFrame?
  let defaults: [String: PythonObject]
  /// As messages name it: `C.run`, `f.<locals>.g`.
  let qualifiedName: String
  /// The class whose body it stands in.
  weak var owner: PythonClass?
  /// How a config names it, where it can.
  var reference: ReferenceValue?
  let code: PythonCode
  /// By the place of the parameter.
  lazy var defaultValues: [PythonObject?] = function.parameters.map { defaults[$0.name] }
  /// Names around it that it sets.
  lazy var outerNames: Set<String> = {
    var names = PythonAssignedNames()
    names.collect(function.body)
    return names.outer
  }()

  init(
    _ function: Function, _ module: PythonUnit, enclosing: PythonFrame?, defaults: [String: PythonObject],
    code: PythonCode, qualifiedName: String
  ) {
    self.function = function
    self.module = module
    self.enclosing = enclosing
    self.defaults = defaults
    self.code = code
    self.qualifiedName = qualifiedName
  }
}

/// Something that the interpreter itself does when it is called.
final class PythonNative {
  let typeName: String
  let call: (PythonCall) throws -> PythonObject
  /// What it hands to what it calls.
  let holding: [PythonObject]
  /// As of a list.
  let nesting: Int
  /// Of what `namedtuple` has made.
  let record: PythonRecord?

  init(
    _ typeName: String, holding: [PythonObject] = [], record: PythonRecord? = nil,
    _ call: @escaping (PythonCall) throws -> PythonObject
  ) {
    self.typeName = typeName
    self.record = record
    self.holding = holding
    nesting = 1 + holding.nesting
    self.call = call
  }
}

/// Arguments by name, in the order of the call.
struct PythonKeywords: ExpressibleByDictionaryLiteral {
  var pairs: [(name: String, value: PythonObject)]

  init(_ pairs: [(name: String, value: PythonObject)] = []) { self.pairs = pairs }

  init(dictionaryLiteral elements: (String, PythonObject)...) { pairs = elements.map { ($0.0, $0.1) } }

  var isEmpty: Bool { pairs.isEmpty }
  var count: Int { pairs.count }

  subscript(name: String) -> PythonObject? { pairs.first { $0.name == name }?.value }

  mutating func set(_ name: String, _ value: PythonObject) {
    if let place = pairs.firstIndex(where: { $0.name == name }) {
      pairs[place].value = value
    } else {
      pairs.append((name, value))
    }
  }
}

/// A call with its arguments worked out, and where it stands.
struct PythonCall {
  var name: String
  var positional: [PythonObject]
  var keywords: PythonKeywords = [:]
  let range: TextRange
  let frame: PythonFrame

  var count: Int { positional.count }

  subscript(place: Int) -> PythonObject { positional.indices.contains(place) ? positional[place] : .none }

  /// By its place, else by its name.
  func argument(_ place: Int, _ name: String) -> PythonObject? {
    positional.indices.contains(place) ? positional[place] : keywords[name]
  }
}
