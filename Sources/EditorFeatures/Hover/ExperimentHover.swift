// What is said about a typed experiment? Its resolved config, and of each field the value, where it was said, and why.

import Configurables
import Evaluation
import Resolution
import SourceText

struct ExperimentHover {
  let analysis: Analysis

  private var index: ExperimentIndex { analysis.definitions.experiments }
  /// Lines of a config that a hover has room for.
  private static let longestConfig = 30

  // MARK: Experiments

  func experiment(_ id: ExperimentIndex.ID) -> RichText {
    let resolved = analysis.resolved(id)
    var content = RichText()
    content.code(code(of: resolved), resolved.experiment.language.codeLanguage)
    if let failure = resolved.failure { content.blocks += self.failure(failure).blocks }
    content.list(FeatureWords.differences, differences(of: resolved))
    content.paragraph(
      FeatureWords.declared(analysis.place(FileLocation(resolved.experiment.file, resolved.experiment.nameRange))))
    return content
  }

  /// The config as a call, every field with its value; computed ones are marked.
  private func code(of resolved: ResolvedExperiment) -> String {
    let isSwift = resolved.experiment.language == .swift
    var lines = [(isSwift ? "let " : "") + "\(resolved.experiment.name) = \(resolved.type.type.name)("]
    var open: [[String]] = []
    func close(until path: [String]) {
      while let last = open.last, !path.starts(with: last) {
        lines.append(String(repeating: "  ", count: open.count) + "),")
        open.removeLast()
      }
    }
    for field in resolved.fields {
      close(until: Array(field.path.dropLast()))
      let margin = String(repeating: "  ", count: open.count + 1)
      let label = margin + (field.path.last ?? "") + (isSwift ? ": " : "=")
      let comment = isSwift ? "  // " : "  # "
      if let nested = field.nestedType, !field.isComputed {
        lines.append(label + index.types[nested].type.name + "(")
        open.append(field.path)
        continue
      }
      switch field.value.status {
      case .value, .reference, .defaultValue:
        lines.append(
          label + text(of: field, resolved.experiment.language) + ","
            + (field.isComputed ? comment + FeatureWords.computedMark : ""))
      case .notEvaluated(let reason): lines.append(label + "…," + comment + FeatureWords.notEvaluatedMark(reason))
      case .error(let message): lines.append(label + "…," + comment + message)
      }
    }
    close(until: [])
    guard lines.count > Self.longestConfig else { return (lines + [")"]).joined(separator: "\n") }
    let cut = (isSwift ? "  // " : "  # ") + FeatureWords.moreFields(lines.count - Self.longestConfig)
    return (lines.prefix(Self.longestConfig) + [cut, ")"]).joined(separator: "\n")
  }

  /// As the language writes it, where it is short enough to be shown whole.
  func text(of field: ResolvedField, _ language: Language) -> String {
    let summary = ValueSummary(field.value)
    guard language == .swift, summary.facts == nil, let value = field.value.value else { return summary.text }
    let text = value.swiftText
    return text.contains("\n") ? summary.text : text
  }

  private func failure(_ stop: EvaluationStop) -> RichText {
    var content = RichText()
    switch stop {
    case .raised, .cycle:
      content.paragraph(FeatureWords.error(stop.words))
      if let place = stop.location { content.paragraph(FeatureWords.raised(at: analysis.place(place))) }
    case .notEvaluated, .limit, .cancelled:
      content.paragraph(FeatureWords.notEvaluated(stop.words))
      if let place = stop.location { content.paragraph(FeatureWords.gaveUp(at: analysis.place(place))) }
    }
    return content
  }

  /// What is other than in the experiment that it takes its values from.
  private func differences(of resolved: ResolvedExperiment) -> [Words] {
    guard let parent = analysis.parents(of: resolved.id).first else { return [] }
    let other = analysis.resolved(parent)
    let changed = resolved.fields.filter { field in
      field.nestedType == nil && field.value.text != other.field(field.path)?.value.text && !field.value.text.isEmpty
    }
    let name = other.experiment.shownName
    return GinHover.listed(changed) { field in
      FeatureWords.difference(
        field.path.joined(separator: "."), ValueSummary(field.value).brief,
        other.field(field.path).map { ValueSummary($0.value).brief } ?? "", name)
    }
  }

  // MARK: Fields

  func field(_ target: ExperimentField) -> RichText {
    let type = index.types[target.type]
    guard let declared = type.type.field(named: target.name) else {
      return RichText([.paragraph(FeatureWords.noField(target.name, type.type.name))])
    }
    var content = RichText()
    if let id = target.experiment {
      content = value(target, analysis.resolved(id))
    } else {
      content.list(FeatureWords.inExperiments, experiments(with: declared, of: target.type))
    }
    content.blocks += declaration(of: declared, in: type).blocks
    return content
  }

  private func value(_ target: ExperimentField, _ resolved: ResolvedExperiment) -> RichText {
    guard let field = resolved.field(target.path) else {
      return resolved.failure.map { failure($0) } ?? RichText()
    }
    let hover = shown(field, in: resolved)
    var content = hover
    content.list(FeatureWords.computedFrom, inputs(of: field, in: resolved))
    if field.isComputed {
      content.paragraph(field.field.standing == .pinned ? FeatureWords.computed : FeatureWords.corrected)
    } else {
      content.paragraph(standing(of: field))
    }
    content.list(FeatureWords.usedBy, readers(of: field, in: resolved))
    if field.path.count > 1 { content.paragraph(FeatureWords.owner([resolved.type.type.name] + field.path)) }
    return content
  }

  private func shown(_ field: ResolvedField, in resolved: ResolvedExperiment) -> RichText {
    var content = RichText()
    let name = field.path.joined(separator: ".")
    let summary = ValueSummary(field.value)
    switch field.value.status {
    case .value, .reference, .defaultValue:
      content.code("\(name) = \(summary.text)", resolved.experiment.language.codeLanguage)
      if let picture = summary.picture { content.code(picture, .none) }
      if let facts = summary.facts { content.paragraph(facts) }
    case .notEvaluated(let reason):
      content.code(name, resolved.experiment.language.codeLanguage)
      content.paragraph(FeatureWords.notEvaluated(reason))
      if let cause = field.value.cause { content.paragraph(FeatureWords.gaveUp(at: analysis.place(cause))) }
    case .error(let message):
      content.code(name, resolved.experiment.language.codeLanguage)
      content.paragraph(FeatureWords.error(message))
      if let cause = field.value.cause { content.paragraph(FeatureWords.raised(at: analysis.place(cause))) }
    }
    return content
  }

  private func inputs(of field: ResolvedField, in resolved: ResolvedExperiment) -> [Words] {
    GinHover.listed(field.value.inputs) { input in
      let isDefault = resolved.fields.first { resolved.key(of: $0) == input.key }?.sources.first?.origin == .defaults
      return FeatureWords.input(
        input.key, ValueSummary.shortened(input.text), origin: isDefault ? .defaultValue : .binding,
        place: input.source.map { analysis.place($0) })
    }
  }

  /// Where the value was said, and what that takes the place of.
  private func standing(of field: ResolvedField) -> Words {
    guard let source = field.sources.first else { return FeatureWords.noDefault }
    let overridden = field.sources.dropFirst().map {
      FeatureWords.Loser(
        expression: $0.expression, place: analysis.place($0.statement),
        agreement: $0.expression == source.expression ? .same : .different)
    }
    switch source.origin {
    case .own: return FeatureWords.effective(overriding: overridden)
    case .inherited(let id):
      return FeatureWords.inherited(from: index.experiments[id].shownName, analysis.place(source.statement))
    case .elsewhere: return FeatureWords.set(at: analysis.place(source.statement))
    case .defaults: return FeatureWords.typeDefault(analysis.place(source.statement))
    }
  }

  /// The computed fields that look at it, with their values.
  private func readers(of field: ResolvedField, in resolved: ResolvedExperiment) -> [Words] {
    let key = resolved.key(of: field)
    let readers = resolved.fields.filter { $0.value.inputs.contains { $0.key == key } }
    return GinHover.listed(readers) { reader in
      let name = reader.path.joined(separator: ".")
      let text = ValueSummary(reader.value).brief
      return FeatureWords.value(text.isEmpty ? name : name + " = " + text)
    }
  }

  /// What a parameter of a configurable comes to in typed experiments; nothing where it is in none.
  func experiments(with parameter: Parameter, of id: DefinitionIndex.ID) -> [Words] {
    let configurable = analysis.definitions.configurables[id]
    let type = index.types.firstIndex {
      $0.file == configurable.file && $0.type.nameRange == configurable.nameRange
    }
    guard let type, let field = index.types[type].type.field(named: parameter.name) else { return [] }
    return experiments(with: field, of: type)
  }

  private func experiments(with field: ConfigType.Field, of type: ExperimentIndex.TypeID) -> [Words] {
    let all = index.experiments.indices.filter { index.experiments[$0].type == type }
    return GinHover.listed(all) { id in
      let experiment = index.experiments[id]
      let value = analysis.resolved(id).field([field.parameter.name]).map { ValueSummary($0.value).brief } ?? ""
      let place = analysis.place(FileLocation(experiment.file, experiment.nameRange))
      return FeatureWords.inExperiment(experiment.shownName, value, place)
    }
  }

  func declaration(ofField name: String, of type: ExperimentIndex.TypeID) -> RichText? {
    index.types[type].type.field(named: name).map { declaration(of: $0, in: index.types[type]) }
  }

  private func declaration(of field: ConfigType.Field, in type: ExperimentIndex.TypeInFile) -> RichText {
    var content = RichText()
    let parameter = field.parameter
    let written = parameter.typeText.map { ": " + $0 } ?? ""
    let initial = parameter.defaultText.map { " = " + $0 } ?? ""
    content.code(parameter.name + written + initial, type.language.codeLanguage)
    content.documentation(
      parameter.documentation.isEmpty ? field.getter?.function.documentation ?? "" : parameter.documentation)
    content.paragraph(FeatureWords.declared(analysis.place(type.place(of: field))))
    if let getter = field.getter, getter.function.nameRange != parameter.nameRange {
      content.paragraph(FeatureWords.computedAt(analysis.place(FileLocation(getter.file, getter.function.nameRange))))
    }
    return content
  }

  // MARK: Types

  func type(_ id: ExperimentIndex.TypeID) -> RichText {
    let type = index.types[id]
    var content = RichText()
    content.code(type.type.signature.isEmpty ? type.type.name : type.type.signature, type.language.codeLanguage)
    content.documentation(type.type.documentation)
    content.list(
      FeatureWords.parameters,
      GinHover.listed(type.type.fields) { field in
        let written = field.parameter.name + (field.parameter.typeText.map { ": " + $0 } ?? "")
        guard field.getter == nil else { return FeatureWords.value(written) + FeatureWords.isComputed }
        guard let (text, place) = analysis.initial(of: field, id) else { return FeatureWords.value(written) }
        return FeatureWords.value(written + " = " + text) + " (\(place))"
      })
    let all = index.experiments.filter { $0.type == id }
    content.list(
      FeatureWords.experimentsOfType,
      GinHover.listed(all) { analysis.place(FileLocation($0.file, $0.nameRange)) })
    content.paragraph(FeatureWords.declared(analysis.place(FileLocation(type.file, type.type.nameRange))))
    return content
  }
}

extension Language {
  var codeLanguage: RichText.CodeLanguage {
    switch self {
    case .swift: .swift
    case .python: .python
    }
  }
}
