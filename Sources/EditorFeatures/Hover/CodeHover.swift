// What is said about a declaration in code? Which configs set it, and to what.

import Configurables
import Resolution
import SourceText

struct CodeHover {
  let analysis: Analysis
  let target: CodeTarget

  var content: RichText {
    switch target.meaning {
    case .configurable(let id):
      var content = analysis.declaration(of: id)
      let (bindings, moreFiles) = analysis.bindings(of: nil, of: id)
      if bindings.isEmpty { content.paragraph(FeatureWords.setNowhere) }
      content.list(FeatureWords.setIn, lines(bindings) + more(moreFiles))
      return content
    case .parameter(let id, let parameter): return self.parameter(parameter, of: id)
    case .experiment(let id): return ExperimentHover(analysis: analysis).experiment(id)
    case .configType(let id): return ExperimentHover(analysis: analysis).type(id)
    case .experimentField(let field): return ExperimentHover(analysis: analysis).field(field)
    case .query(let key):
      guard let (id, parameter) = analysis.parameter(ofQuery: key) else {
        return RichText([.paragraph(FeatureWords.unknown(key))])
      }
      return self.parameter(parameter, of: id)
    }
  }

  private func parameter(_ parameter: Parameter, of id: DefinitionIndex.ID) -> RichText {
    var content = analysis.declaration(of: parameter, of: id)
    let (bindings, moreFiles) = analysis.bindings(of: parameter, of: id)
    content.list(FeatureWords.setIn, lines(bindings) + more(moreFiles))
    content.list(
      FeatureWords.inExperiments, ExperimentHover(analysis: analysis).experiments(with: parameter, of: id))
    return content
  }

  private func more(_ files: Int) -> [Words] { files == 0 ? [] : [FeatureWords.moreFiles(files)] }

  private func lines(_ bindings: [(config: ResolvedConfig, binding: ConfigBinding)]) -> [Words] {
    GinHover.listed(bindings) { config, binding in
      let value = ValueSummary(config.value(of: binding)).brief
      let name = analysis.key(of: binding) + " = "
      let text = value.isEmpty ? binding.expression : value
      if case .overridden(let by, let reason) = config.standing(of: binding.index),
        config.bindings.indices.contains(by)
      {
        let winner = config.bindings[by]
        return "\(code: name + text) (\(analysis.place(binding.location))). "
          + FeatureWords.overridden(
            binding.expression, by: winner.expression, analysis.place(winner.location), reason,
            config.agreement(of: binding, winner))
      }
      return "\(code: name + text) (\(analysis.place(binding.location)))"
    }
  }
}

extension Analysis {
  /// What the string of a query names: `TrainerConfig.base_lr`, scopes included.
  func parameter(ofQuery key: String) -> (DefinitionIndex.ID, Parameter)? {
    let name = key.split(separator: "/").last.map(String.init) ?? key
    guard let period = name.lastIndex(of: "."),
      case .found(let id) = definitions.configurable(String(name[..<period])),
      let parameter = definitions.parameter(String(name[name.index(after: period)...]), of: id)
    else { return nil }
    return (id, parameter)
  }
}
