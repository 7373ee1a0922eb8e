// Can a declared type hold a config's value, and what is it then? Checked where bindings are read, without running.

package import Configurables
package import SourceText

extension Evaluator {
  /// A config's value as the parameter's declared type holds it: an integer for a Swift `Double` becomes a double, a
  /// raw value or case name becomes the enum's case. A type that is unknown accepts anything.
  package func convert(
    _ value: Value, for parameter: Parameter, of configurable: DefinitionIndex.ID
  ) -> Result<Value, TypeMismatch> {
    guard index.configurables.indices.contains(configurable) else { return .success(value) }
    let definition = index.configurables[configurable]
    if definition.language == .python {
      let mismatch = parameter.type.flatMap { PythonAnnotation.mismatch(value, $0, "`\(parameter.name)`") }
      return mismatch.map { .failure($0) } ?? .success(value)
    }
    guard let unit = library.units[definition.file] else { return .success(value) }
    let enclosing =
      library.configurableTypes[configurable].map { library.nominals[$0].name }
      ?? library.configurableFunctions[configurable].flatMap { library.functions[$0].nominal }
      .map { library.nominals[$0].name } ?? ""
    let type: SwiftType
    if let written = parameter.type {
      type = library.resolve(written, in: unit, enclosing: enclosing)
    } else if let nominal = library.configurableTypes[configurable],
      let entry = library.nominals[nominal].properties[parameter.name], let found = try? storedType(entry)
    {
      type = found
    } else {
      return .success(value)
    }
    let whole = parameter.kind == .variadic ? SwiftType.array(type) : type
    return converted(value, whole, for: "`\(parameter.name)`")
  }

  /// The same for a type that stands in a file, inside the type named `enclosing` if any.
  package func convert(
    _ value: Value, to type: TypeExpression, in file: FilePath, enclosing: String = ""
  ) -> Result<Value, TypeMismatch> {
    guard let unit = library.units[file] else { return .success(value) }
    return converted(value, library.resolve(type, in: unit, enclosing: enclosing), for: EvaluationWords.thisPlace)
  }

  private func converted(_ value: Value, _ type: SwiftType, for holder: String) -> Result<Value, TypeMismatch> {
    do throws(TypeMismatch) {
      return .success(try ValueConversion(library: library, holder: holder).convert(value, type, []))
    } catch {
      return .failure(error)
    }
  }
}

/// Walks a value and a type side by side.
struct ValueConversion {
  let library: SymbolTable
  /// What the value is for, in words.
  let holder: String

  func convert(_ value: Value, _ type: SwiftType, _ path: [TypeMismatch.Step]) throws(TypeMismatch) -> Value {
    guard path.count < 100 else { return value }
    switch (type, value) {
    case (_, .reference(let reference)) where reference.form == .result: return value
    case (.opaque, _), (.error, _), (.never, _), (.void, _), (.sequence, _), (.slice, _), (_, .opaque): return value
    case (.optional, .none): return .none
    case (.optional(let wrapped), _): return try convert(value, wrapped, path)
    case (.int, .integer), (.double, .double), (.float, .float), (.bool, .boolean), (.string, .string): return value
    case (.double, .integer(let number)): return .double(Double(number))
    case (.double, .float(let number)): return .double(Double(number))
    case (.float, .integer(let number)): return .float(Float(number))
    case (.float, .double(let number)): return .float(Float(number))
    case (.array(let element), .list(let values)), (.array(let element), .tuple(let values)):
      return .list(try elements(values, element, path))
    case (.set(let element), .list(let values)), (.set(let element), .tuple(let values)),
      (.set(let element), .set(let values)):
      return .set(try elements(values, element, path))
    case (.tuple(let parts), .tuple(let values)), (.tuple(let parts), .list(let values)):
      guard parts.count == values.count else { throw mismatch(value, type, path) }
      var result: [Value] = []
      for (place, value) in values.enumerated() {
        result.append(try convert(value, parts[place].type, path + [.element(place)]))
      }
      return .tuple(result)
    case (.dictionary(let key, let element), .dictionary(let dictionary)):
      return try convert(dictionary, key, element, path)
    case (.range, _), (.closedRange, _): throw mismatch(value, type, path)
    case (.function, .reference): return value
    case (.nominal(let index), _): return try convert(value, nominal: index, type, path)
    default: throw mismatch(value, type, path)
    }
  }

  private func elements(
    _ values: [Value], _ element: SwiftType, _ path: [TypeMismatch.Step]
  ) throws(TypeMismatch) -> [Value] {
    var result: [Value] = []
    for (place, value) in values.enumerated() {
      result.append(try convert(value, element, path + [.element(place)]))
    }
    return result
  }

  private func convert(
    _ dictionary: DictionaryValue, _ key: SwiftType, _ element: SwiftType, _ path: [TypeMismatch.Step]
  ) throws(TypeMismatch) -> Value {
    var result = DictionaryValue()
    for (place, pair) in zip(dictionary.keys, dictionary.values).enumerated() {
      result.keys.append(try convert(pair.0, key, path + [.key(place)]))
      result.values.append(try convert(pair.1, element, path + [.value(place)]))
    }
    return .dictionary(result)
  }

  private func convert(
    _ value: Value, nominal index: Int, _ type: SwiftType, _ path: [TypeMismatch.Step]
  ) throws(TypeMismatch) -> Value {
    let nominal = library.nominals[index]
    switch value {
    case .object(let object):
      guard object.type == nominal.name || nominal.isClass else { throw mismatch(value, type, path) }
      return value
    case .enumeration(let enumeration):
      guard
        enumeration.type == nominal.name || enumeration.type.hasSuffix("." + nominal.name)
          || nominal.name.hasSuffix("." + enumeration.type)
      else { throw mismatch(value, type, path) }
      return value
    default: break
    }
    guard nominal.isEnumeration else { throw mismatch(value, type, path) }
    guard let place = casePlace(value, nominal) else { throw noCase(value, nominal, path) }
    return library.value(.choice(place, []), type)
  }

  /// The case that a raw value means, else the one that a text names.
  private func casePlace(_ value: Value, _ nominal: Nominal) -> Int? {
    if let raw = library.rawValues(of: nominal.index), let datum = library.datum(value, raw.type),
      let place = raw.values.firstIndex(of: datum)
    {
      return place
    }
    guard case .string(let name) = value else { return nil }
    let cases = nominal.definition.cases
    let folded = DefinitionIndex.folded(name)
    let matches = cases.indices.filter { DefinitionIndex.folded(cases[$0].name) == folded }
    let found = cases.firstIndex { $0.name == name } ?? (matches.count == 1 ? matches[0] : nil)
    return found.flatMap { cases[$0].payload.isEmpty ? $0 : nil }
  }

  private func mismatch(_ value: Value, _ type: SwiftType, _ path: [TypeMismatch.Step]) -> TypeMismatch {
    TypeMismatch(message: EvaluationWords.typeMismatch(value, library.text(type), holder, path), path: path)
  }

  private func noCase(_ value: Value, _ nominal: Nominal, _ path: [TypeMismatch.Step]) -> TypeMismatch {
    let names = nominal.definition.cases.filter(\.payload.isEmpty).map { "`\($0.name)`" }
    return TypeMismatch(message: EvaluationWords.noCase(value, nominal.name, names, holder, path), path: path)
  }
}
