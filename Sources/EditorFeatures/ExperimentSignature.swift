// What can be set in a construction that is being typed? The fields of its type, each with what it has without it.

import Configurables
import Resolution
import SourceText

struct ExperimentSignature {
  let analysis: Analysis
  let code: DefinitionFile
  let offset: TextOffset

  private var index: DefinitionIndex { analysis.definitions }

  var help: SignatureHelp? {
    guard !index.experiments.types.isEmpty, let call = OpenCall(code.text.bytes, code.language, before: offset.utf8),
      let id = index.experiments.type(named: call.callee, in: code, index.files)
    else { return nil }
    let type = index.experiments.types[id].type
    let fields = type.fields.filter { $0.standing != .pinned }
    let parent = ExperimentCompletion(analysis: analysis, code: code, offset: offset).parent(of: call, id)
    var label = type.name + "("
    var parameters: [SignatureHelp.Parameter] = []
    for (place, field) in fields.enumerated() {
      if place > 0 { label += ", " }
      let start = label.utf8.count
      label += declaration(of: field.parameter)
      parameters.append(
        SignatureHelp.Parameter(
          range: start..<label.utf8.count, documentation: documentation(of: field, id, parent?.fields, parent?.name)))
    }
    label += ")"
    var documentation = RichText()
    documentation.documentation(type.documentation)
    return SignatureHelp(
      label: label, documentation: documentation, parameters: parameters, active: active(call, fields))
  }

  private func declaration(of parameter: Parameter) -> String {
    let type = parameter.typeText.map { ": " + $0 } ?? ""
    return parameter.name + type + (parameter.defaultText.map { " = " + $0 } ?? "")
  }

  /// What the field is without being set here.
  private func documentation(
    of field: ConfigType.Field, _ type: ExperimentIndex.TypeID, _ inherited: ((String) -> ResolvedField?)?,
    _ parent: String?
  ) -> RichText {
    var content = RichText()
    content.documentation(field.parameter.documentation)
    if let known = inherited?(field.parameter.name), !known.value.text.isEmpty {
      let place = known.sources.first.map { analysis.place($0.label) }
      content.paragraph(
        FeatureWords.without(
          ExperimentHover(analysis: analysis).text(of: known, code.language), from: parent ?? "", place))
    } else if inherited == nil {
      if let initial = analysis.initial(of: field, type) {
        content.paragraph(FeatureWords.without(initial.text, initial.place))
      } else {
        content.paragraph(FeatureWords.noDefault)
      }
    }
    return content
  }

  /// The argument that the cursor is in. In Swift, whose labels have an order, else the next one.
  private func active(_ call: OpenCall, _ fields: [ConfigType.Field]) -> Int? {
    if let current = call.current { return fields.firstIndex { $0.parameter.name == current } }
    guard code.language == .swift else { return nil }
    let last = call.last.flatMap { name in fields.firstIndex { $0.parameter.name == name } }
    return fields.indices.dropFirst((last ?? -1) + 1).first { !call.labels.contains(fields[$0].parameter.name) }
  }
}
