// What can follow inside a construction? Labels of the fields that are not set yet, each with what it has without it,
// experiments to start from, and behind a label what the field can be.

import Configurables
import Resolution
import SourceText

struct ExperimentCompletion {
  let analysis: Analysis
  let code: DefinitionFile
  let offset: TextOffset

  var index: DefinitionIndex { analysis.definitions }

  var items: [CompletionItem] {
    guard !index.experiments.types.isEmpty, let call = OpenCall(code.text.bytes, code.language, before: offset.utf8),
      let id = index.experiments.type(named: call.callee, in: code, index.files)
    else { return [] }
    let range = TextRange(offset.advanced(by: -call.typed.utf8.count), offset)
    if !call.path.isEmpty { return fields(behind: call.path, range) }
    guard !call.canHoldLabel else {
      return labels(call, id, range) + (call.canHoldParent ? parents(of: id, range) : [])
    }
    guard call.beginsValue, let field = call.current.flatMap({ index.experiments.types[id].type.field(named: $0) })
    else {
      return []
    }
    return values(of: field, in: id, call, range)
  }

  private func labels(_ call: OpenCall, _ id: ExperimentIndex.TypeID, _ range: TextRange) -> [CompletionItem] {
    let home = index.experiments.types[id]
    let parent = parent(of: call, id)
    return home.type.fields.enumerated().compactMap { place, field in
      let name = field.parameter.name
      guard field.standing != .pinned, !call.labels.contains(name) else { return nil }
      let separator = code.language == .swift ? ": " : "="
      return CompletionItem(
        label: name, kind: .parameter, detail: detail(of: field, id, parent), range: range, text: name + separator,
        filter: name, order: 2, configType: id)
    }
  }

  /// `int = 3, from first (first.py:3)`: what the field has where nothing is typed, and where that was said.
  private func detail(
    of field: ConfigType.Field, _ type: ExperimentIndex.TypeID,
    _ parent: (fields: (String) -> ResolvedField?, name: String)?
  ) -> String {
    let written = field.parameter.typeText ?? ""
    if let parent, let inherited = parent.fields(field.parameter.name), !inherited.value.text.isEmpty {
      let place = inherited.sources.first.map { analysis.place($0.statement) }
      let value = ExperimentHover(analysis: analysis).text(of: inherited, code.language)
      return written + " = " + value + FeatureWords.fromParent(parent.name, place)
    }
    guard let (text, place) = analysis.initial(of: field, type) else { return written + FeatureWords.isRequired }
    return written + " = " + text + FeatureWords.defaultAt(place)
  }

  /// Where the fields come from that the call does not set.
  func parent(
    of call: OpenCall, _ type: ExperimentIndex.TypeID
  ) -> (fields: (String) -> ResolvedField?, name: String)? {
    guard let path = call.parent,
      let (id, inner) = index.experiments.experiment(named: path, in: code, index.files)
    else { return nil }
    let resolved = analysis.resolved(id)
    return ({ resolved.field(inner + [$0]) }, path.joined(separator: "."))
  }
}

extension Analysis {
  /// What a field has without a parent, as it is written: the argument of the type's `pdefaults`, else its initial value.
  func initial(of field: ConfigType.Field, _ type: ExperimentIndex.TypeID) -> (text: String, place: Words)? {
    for given in definitions.experiments.defaults.reversed() where given.type == type {
      guard case .call(_, let arguments) = given.defaults.construction.kind,
        let argument = arguments.first(where: { $0.label == field.parameter.name })
      else { continue }
      let written = FileLocation(given.file, argument.value.range)
      return (oneLine(definitions.files[given.file]?.text[argument.value.range] ?? ""), place(written))
    }
    guard let text = field.parameter.defaultText else { return nil }
    return (text, place(definitions.experiments.types[type].place(of: field)))
  }
}
