// Where does code construct configs? The calls of experiments and defaults, and the calls inside their arguments.

package import Configurables
package import SourceText

/// A call that makes an instance of a config type.
package struct ConstructionSite: Sendable {
  package enum Home: Sendable, Hashable {
    case experiment(ExperimentIndex.ID)
    case defaults
  }

  package let file: FilePath
  package let home: Home
  /// The field that holds what is made: empty for the experiment itself; nil where no single field does.
  package let path: [String]?
  package let type: ExperimentIndex.TypeID
  package let callee: Expression
  package let arguments: [Expression.Argument]
  package let range: TextRange

  /// The arguments that values are taken from.
  package var parents: [Expression] {
    arguments.filter { $0.label == nil && $0.spread == .single && !$0.value.isClosure }.map(\.value)
  }
}

extension Analysis {
  /// The constructions of a file, each before those inside it.
  package func constructionSites(in file: FilePath) -> [ConstructionSite] {
    files.definitions.constructionSites(in: file)
  }
}

extension DefinitionIndex {
  func readConstructionSites(in file: FilePath) -> [ConstructionSite] {
    guard let code = files[file] else { return [] }
    var sites: [ConstructionSite] = []
    for id in experiments.experiments(in: file) {
      let experiment = experiments.experiments[id]
      let reader = SiteReader(index: self, code: code, home: .experiment(id))
      reader.read(experiment.construction, type: experiment.type, path: [], into: &sites)
    }
    for defaults in experiments.defaults where defaults.file == file {
      let reader = SiteReader(index: self, code: code, home: .defaults)
      reader.read(defaults.defaults.construction, type: defaults.type, path: [], into: &sites)
    }
    return sites
  }
}

private struct SiteReader {
  let index: DefinitionIndex
  let code: DefinitionFile
  let home: ConstructionSite.Home

  func read(
    _ expression: Expression, type: ExperimentIndex.TypeID, path: [String]?, into sites: inout [ConstructionSite]
  ) {
    guard case .call(let callee, let arguments) = expression.kind else { return }
    sites.append(
      ConstructionSite(
        file: code.file, home: home, path: path, type: type, callee: callee, arguments: arguments,
        range: expression.range))
    for argument in arguments {
      let field = argument.label.flatMap { index.experiments.types[type].type.field(named: $0) }
      if let field, let inner = self.type(of: argument.value, for: field, of: type) {
        read(argument.value, type: inner, path: path.map { $0 + [field.parameter.name] }, into: &sites)
      } else {
        readParts(of: argument.value, into: &sites)
      }
    }
  }

  private func readParts(of expression: Expression, into sites: inout [ConstructionSite]) {
    var calls: [(Expression, ExperimentIndex.TypeID)] = []
    expression.visitExpressions { part in
      guard let type = index.experiments.type(constructedBy: part, in: code, index.files),
        !calls.contains(where: { $0.0.range.contains(part.range) })
      else { return }
      calls.append((part, type))
    }
    for (call, type) in calls { read(call, type: type, path: nil, into: &sites) }
  }

  /// `Opt(lr: 1)`, or `.init(lr: 1)` where the field says which type.
  private func type(
    of value: Expression, for field: ConfigType.Field, of owner: ExperimentIndex.TypeID
  ) -> ExperimentIndex.TypeID? {
    if let named = index.experiments.type(constructedBy: value, in: code, index.files) { return named }
    guard case .call(let callee, _) = value.kind, case .member(base: nil, "init", _) = callee.kind,
      case .named(let name, _)? = field.parameter.type?.unwrapped
    else { return nil }
    let home = index.experiments.types[owner].file
    return index.files[home].flatMap { index.experiments.type(named: name, in: $0, index.files) }
  }
}

extension Expression {
  fileprivate var isClosure: Bool {
    if case .closure = kind { return true }
    return false
  }
}

extension Analysis {
  /// The experiments that one takes values from, as its call names them.
  package func parents(of id: ExperimentIndex.ID) -> [ExperimentIndex.ID] {
    let experiment = definitions.experiments.experiments[id]
    guard let code = definitions.files[experiment.file],
      case .call(_, let arguments) = experiment.construction.kind
    else { return [] }
    return arguments.filter { $0.label == nil }.compactMap { argument in
      guard let path = argument.value.namePath,
        let (parent, fields) = definitions.experiments.experiment(named: path, in: code, definitions.files),
        fields.isEmpty
      else { return nil }
      return parent
    }
  }
}
