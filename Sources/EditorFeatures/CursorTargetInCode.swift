// Which part of a typed experiment does an offset touch? Its name, a label, a type, a parent, a field that is read.

package import Configurables
import Resolution
import SourceText

/// A field as code names it: a label of a construction, or a read of an experiment's field.
package struct ExperimentField: Sendable, Hashable {
  package let type: ExperimentIndex.TypeID
  package let name: String
  /// The experiment whose field it is, where one is known.
  package let experiment: ExperimentIndex.ID?
  /// The names from the experiment inwards, this one included.
  package let path: [String]
}

extension Analysis {
  func experimentTarget(in code: DefinitionFile, at offset: TextOffset) -> CodeTarget? {
    let index = definitions.experiments
    guard !index.types.isEmpty else { return nil }
    for id in index.experiments(in: code.file) where index.experiments[id].nameRange.touches(offset) {
      return CodeTarget(meaning: .experiment(id), range: index.experiments[id].nameRange)
    }
    // The innermost construction is the last one that holds the place.
    if let site = constructionSites(in: code.file).last(where: { $0.range.touches(offset) }),
      let found = target(in: site, code, at: offset)
    {
      return found
    }
    return declaredTarget(in: code, at: offset)
  }

  private func target(in site: ConstructionSite, _ code: DefinitionFile, at offset: TextOffset) -> CodeTarget? {
    if site.callee.range.touches(offset) {
      return CodeTarget(meaning: .configType(site.type), range: site.callee.range)
    }
    for argument in site.arguments {
      if let label = argument.label, let range = argument.labelRange, range.touches(offset) {
        return CodeTarget(meaning: .experimentField(field(label, of: site)), range: range)
      }
      if argument.value.range.touches(offset) { return reference(in: argument.value, code, at: offset) }
    }
    return nil
  }

  private func field(_ name: String, of site: ConstructionSite) -> ExperimentField {
    var experiment: ExperimentIndex.ID?
    if case .experiment(let id) = site.home, site.path != nil { experiment = id }
    return ExperimentField(
      type: site.type, name: name, experiment: experiment, path: (site.path ?? []) + [name])
  }

  /// A name of another experiment, or of a field of one.
  private func reference(in expression: Expression, _ code: DefinitionFile, at offset: TextOffset) -> CodeTarget? {
    var found: CodeTarget?
    expression.visitExpressions { part in
      guard found == nil, part.range.touches(offset), let path = part.namePath else { return }
      guard let (id, fields) = definitions.experiments.experiment(named: path, in: code, definitions.files) else {
        return
      }
      if fields.isEmpty {
        found = CodeTarget(meaning: .experiment(id), range: part.range)
      } else if case .member(_, let name, let nameRange) = part.kind, nameRange.touches(offset),
        let type = type(holding: fields, of: id)
      {
        found = CodeTarget(
          meaning: .experimentField(ExperimentField(type: type, name: name, experiment: id, path: fields)),
          range: nameRange)
      }
    }
    return found
  }

  private func type(holding path: [String], of id: ExperimentIndex.ID) -> ExperimentIndex.TypeID? {
    resolved(id).field(path)?.type
  }

  /// Declared names of a config type. Those of Swift are configurables, and found as such.
  private func declaredTarget(in code: DefinitionFile, at offset: TextOffset) -> CodeTarget? {
    let index = definitions.experiments
    for id in index.types.indices where index.types[id].file == code.file && code.language == .python {
      let type = index.types[id].type
      if type.nameRange.touches(offset) { return CodeTarget(meaning: .configType(id), range: type.nameRange) }
      for field in type.fields {
        let names = [
          field.parameter.file == nil ? field.parameter.nameRange : nil,
          field.getter.flatMap { $0.file == code.file ? $0.function.nameRange : nil },
        ]
        guard let range = names.compactMap({ $0 }).first(where: { $0.touches(offset) }) else { continue }
        let name = field.parameter.name
        return CodeTarget(
          meaning: .experimentField(ExperimentField(type: id, name: name, experiment: nil, path: [name])), range: range)
      }
    }
    return nil
  }
}
