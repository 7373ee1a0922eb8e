// Can the declared type hold the value? Literals by the evaluator's conversion, references by what they return.

import Configurables
import Evaluation
import GinSyntax
import SourceText

struct TypeCheck {
  let definitions: ProjectDefinitions
  let path: FilePath
  let syntax: GinFile

  private var index: DefinitionIndex { definitions.index }
  private func location(_ range: TextRange) -> FileLocation { FileLocation(path, range) }

  /// Only what the types prove to be wrong.
  func problems(of expression: ConfigExpression, for facts: ParameterFacts) -> [Problem] {
    let parameter = facts.parameter
    guard let type = parameter.type, parameter.kind != .variadic else { return [] }
    let place = Place(facts, index)
    if let constant = expression.constant {
      switch definitions.evaluator.convert(constant, for: parameter, of: facts.configurable) {
      case .success: return []
      case .failure(let mismatch):
        var problem = problem(mismatch, in: expression)
        // Python holds nobody to `ratios: int` where the code then counts the list.
        if place.language == .python, constant.isContainer { problem.severity = .warning }
        return [problem]
      }
    }
    return check(expression, type, place)
  }

  /// Where the type stands, for looking up the names in it.
  struct Place {
    let name: String
    let typeText: String?
    let file: FilePath
    let enclosing: String
    let language: Language

    init(_ facts: ParameterFacts, _ index: DefinitionIndex) {
      name = facts.parameter.name
      typeText = facts.parameter.typeText
      file = index.configurables[facts.configurable].file
      language = index.configurables[facts.configurable].language
      enclosing = Self.enclosingType(of: facts.configurable, index)
    }

    private static func enclosingType(of id: DefinitionIndex.ID, _ index: DefinitionIndex) -> String {
      let configurable = index.configurables[id]
      guard let file = index.files[configurable.file] else { return "" }
      let place: Int
      switch configurable.target {
      case .type(let type), .method(let type, _): place = type
      case .function, .external: return ""
      }
      return file.types.indices.contains(place) ? file.types[place].name : ""
    }
  }

  func problem(_ mismatch: TypeMismatch, in expression: ConfigExpression) -> Problem {
    Problem(
      .typeMismatch, ProblemWords.sentence(mismatch.message),
      at: location(expression.part(along: mismatch.path[...]).range))
  }

  /// Walks into a container that holds references, and checks each part by the type of its place.
  private func check(_ expression: ConfigExpression, _ type: TypeExpression, _ place: Place) -> [Problem] {
    if let constant = expression.constant {
      switch definitions.evaluator.convert(constant, to: type, in: place.file, enclosing: place.enclosing) {
      case .success: return []
      case .failure(let mismatch): return [problem(mismatch, in: expression)]
      }
    }
    switch (expression.kind, type.unwrapped) {
    case (.reference(let reference, let form), let wanted):
      return check(reference, form, wanted, place, at: expression.range)
    case (.list(let parts), .array(let element)), (.tuple(let parts), .array(let element)):
      return parts.flatMap { check($0, element, place) }
    case (.tuple(let parts), .tuple(let elements)) where parts.count == elements.count:
      return zip(parts, elements).flatMap { check($0, $1.type, place) }
    case (.dictionary(let entries), .dictionary(let key, let value)):
      return entries.flatMap { check($0.key, key, place) + check($0.value, value, place) }
    default: return []
    }
  }

  private func check(
    _ reference: ReferenceMeaning, _ form: ReferenceValue.Form, _ wanted: TypeExpression, _ place: Place,
    at range: TextRange
  ) -> [Problem] {
    guard case .configurable(let id) = reference.target else { return [] }
    let configurable = index.configurables[id]
    let written = syntax.text[range]
    switch form {
    case .function:
      guard TypeFit.isValueType(wanted, in: definitions) else { return [] }
      let result = configurable.returnedType
      let fits = result.map { TypeFit.fits($0, wanted, in: definitions) } ?? .unknown
      guard fits != .no else {
        return [
          Problem(
            .typeMismatch, ProblemWords.functionMismatch(written, place.name, place.typeText ?? "value"),
            at: location(range), related: [declaration(of: configurable)])
        ]
      }
      // In Python a class often stands where its instance is annotated, and the code calls it.
      let isCertain = place.language != .python || configurable.kind != .classType
      return [
        Problem(
          .missingCall, severity: isCertain ? .error : .warning,
          ProblemWords.missingCall(written, configurable.returnedText), at: location(range),
          related: [declaration(of: configurable)],
          fixes: [Problem.Fix(title: ProblemWords.addCall, location: location(range), replacement: written + "()")])
      ]
    case .result:
      guard let result = configurable.returnedType else { return [] }
      if case .function = wanted, TypeFit.isValueType(result, in: definitions) {
        let name = String(written.prefix { $0 != "(" })
        return [
          Problem(
            .needlessCall, ProblemWords.needlessCall(name), at: location(range),
            related: [declaration(of: configurable)],
            fixes: [Problem.Fix(title: ProblemWords.removeCall, location: location(range), replacement: name)])
        ]
      }
      guard TypeFit.fits(result, wanted, in: definitions) == .no else { return [] }
      return [
        Problem(
          .typeMismatch,
          ProblemWords.resultMismatch(
            written, configurable.returnedText, place.name, place.typeText ?? "value"),
          at: location(range), related: [declaration(of: configurable)])
      ]
    }
  }

  private func declaration(of configurable: Configurable) -> Problem.Related {
    Problem.Related(FileLocation(configurable.file, configurable.nameRange), ProblemWords.declaredHere)
  }
}

extension Value {
  fileprivate var isContainer: Bool {
    switch self {
    case .list, .tuple, .dictionary, .set: true
    default: false
    }
  }
}

extension Configurable {
  /// What a call gives: the result of a function, an instance of a type. Nil where nothing is written.
  var returnedType: TypeExpression? {
    switch kind {
    case .function, .method: result
    case .structure, .classType, .actor: .named(name.split(separator: ".").map(String.init), arguments: [])
    case .enumeration: nil
    }
  }

  var returnedText: String? {
    switch kind {
    case .function, .method: resultText
    case .structure, .classType, .actor: name
    case .enumeration: nil
    }
  }
}

extension ConfigExpression {
  /// The part that a conversion's path leads to; as far as it goes.
  func part(along path: ArraySlice<TypeMismatch.Step>) -> ConfigExpression {
    guard let step = path.first else { return self }
    let rest = path.dropFirst()
    switch (kind, step) {
    case (.list(let parts), .element(let place)), (.tuple(let parts), .element(let place)):
      return parts.indices.contains(place) ? parts[place].part(along: rest) : self
    case (.dictionary(let entries), .key(let place)):
      return entries.indices.contains(place) ? entries[place].key.part(along: rest) : self
    case (.dictionary(let entries), .value(let place)):
      return entries.indices.contains(place) ? entries[place].value.part(along: rest) : self
    default: return self
    }
  }
}
