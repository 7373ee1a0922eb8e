// What do the names inside constructions mean? Types, labels, other experiments and the fields that are read of them,
// by what the index of experiments knows for certain.

package import Configurables
package import SourceText

/// What a name of an experiment's code means.
package enum ExperimentName: Sendable, Hashable {
  case experiment(ExperimentIndex.ID)
  case type(ExperimentIndex.TypeID)
  case field(ExperimentIndex.TypeID, String)
  /// `.fast`, where the field says that it is one of this type's.
  case member(ofType: String)
}

extension DefinitionIndex {
  /// The config type that a field of a config holds, as its declaration says.
  package func configType(ofField name: String, in id: ExperimentIndex.TypeID) -> ExperimentIndex.TypeID? {
    let home = experiments.types[id]
    guard let field = home.type.field(named: name), case .named(let path, _)? = field.parameter.type?.unwrapped,
      let code = files[field.parameter.file ?? home.file]
    else { return nil }
    return experiments.type(named: path, in: code, files)
  }

  /// The config type that is reached through fields.
  package func configType(
    _ fields: some Sequence<String>, from id: ExperimentIndex.TypeID
  ) -> ExperimentIndex.TypeID? {
    var current = id
    for name in fields {
      guard let next = configType(ofField: name, in: current) else { return nil }
      current = next
    }
    return current
  }
}

extension Analysis {
  /// The names inside the constructions of a file, by their places.
  package func experimentNames(in file: FilePath) -> [TextRange: ExperimentName] {
    guard let code = definitions.files[file] else { return [:] }
    var names: [TextRange: ExperimentName] = [:]
    for site in constructionSites(in: file) {
      if let range = site.callee.lastNameRange { names[range] = .type(site.type) }
      for argument in site.arguments {
        if let label = argument.label, let range = argument.labelRange,
          let field = definitions.experiments.types[site.type].type.field(named: label)
        {
          names[range] = .field(site.type, label)
          if case .member(base: nil, _, let range) = argument.value.kind,
            case .named(let path, _)? = field.parameter.type?.unwrapped
          {
            names[range] = .member(ofType: path.joined(separator: "."))
          }
        }
        argument.value.visitExpressions { part in
          if let (range, name) = meaning(of: part, in: code) { names[range] = name }
        }
        if case .closure(let change) = argument.value.kind { addChanges(change, of: site.type, to: &names) }
      }
    }
    return names
  }

  private func meaning(of expression: Expression, in code: DefinitionFile) -> (TextRange, ExperimentName)? {
    guard let path = expression.namePath, let range = expression.lastNameRange,
      let (id, fields) = definitions.experiments.experiment(named: path, in: code, definitions.files)
    else { return nil }
    let type = definitions.experiments.experiments[id].type
    guard let name = fields.last else { return (range, .experiment(id)) }
    guard let holder = definitions.configType(fields.dropLast(), from: type),
      definitions.experiments.types[holder].type.field(named: name) != nil
    else { return nil }
    return (range, .field(holder, name))
  }

  /// `{ $0.opt.lr = 1 }`
  private func addChanges(
    _ closure: Function, of type: ExperimentIndex.TypeID, to names: inout [TextRange: ExperimentName]
  ) {
    let subject = closure.parameters.first?.internalName ?? "$0"
    closure.visitExpressions { part in
      guard let path = part.namePath, path.first == subject || path.first == "$0", path.count > 1,
        let range = part.lastNameRange, let name = path.last,
        let holder = definitions.configType(path.dropFirst().dropLast(), from: type),
        definitions.experiments.types[holder].type.field(named: name) != nil
      else { return }
      names[range] = .field(holder, name)
    }
  }
}

extension Expression {
  /// Of `a.b.c` the `c`.
  package var lastNameRange: TextRange? {
    switch kind {
    case .name: range
    case .member(_, let name, let nameRange): name == "init" ? nil : nameRange
    case .type(.named(let path, arguments: _)): path.count == 1 ? range : nil
    default: nil
    }
  }
}
