// Which rows does `print` show of a typed experiment? One for each field, those of configs inside behind their own.

package import Configurables
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
}
