// Which rows does `print` show of a typed experiment? One for each field, those of configs inside behind their own.

package import Configurables
import Evaluation
import SourceText

extension ResolvedExperiment {
  /// What `print`, `explain` and `diff` show: every field in the order of the declaration.
  package func parameters(_ index: DefinitionIndex) -> [ResolvedParameter] {
    fields.map { field in
      let owner = index.experiments.types[field.type]
      let source = field.isComputed ? nil : field.sources.first
      return ResolvedParameter(
        key: key(of: field), scope: "", configurable: owner.selector, configurableID: nil,
        parameter: field.path.last ?? "",
        expression: field.isComputed ? field.path.last ?? "" : source?.expression ?? "",
        value: field.value, source: source?.statement,
        definition: field.field.getter.map { FileLocation($0.file, $0.function.nameRange) }
          ?? (source == nil ? owner.place(of: field.field) : nil),
        overrides: field.isComputed
          ? []
          : field.sources.dropFirst().map {
            ResolvedParameter.Override(source: $0.statement, expression: $0.expression, value: $0.text)
          })
    }
  }

  /// `TrainerConfig.opt.lr`.
  package func key(of field: ResolvedField) -> String { ([type.type.name] + field.path).joined(separator: ".") }

  /// The whole config as a value; nil where a field that is set has none.
  package var value: Value? { config.flatMap { Self.value(of: $0, type.type.name) } }

  private static func value(of config: ConstructedConfig, _ name: String) -> Value? {
    var object = ObjectValue(type: name, fields: [])
    for field in config.fields {
      let inner = field.nested.first
      switch field.value {
      case .success(let value):
        // What is inside is made anew, for its computed fields are not part of what the outer one was given.
        let made = inner.flatMap { inner in
          if case .object(let object) = value { Self.value(of: inner, object.type) } else { nil }
        }
        object.fields.append(
          .init(name: field.name, value: made ?? value, origin: field.isComputed ? .computed : .stored))
      case .failure(let stop):
        guard field.isComputed else { return nil }
        object.missing.append(.init(name: field.name, reason: stop.words))
      }
    }
    return .object(object)
  }
}
