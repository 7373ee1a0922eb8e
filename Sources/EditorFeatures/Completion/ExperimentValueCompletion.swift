// What can an argument of a construction be? Experiments to derive from, fields of one, cases, words and inner configs,
// each with the import that it needs.

import Configurables
import Resolution
import SourceText

extension ExperimentCompletion {
  private var isSwift: Bool { code.language == .swift }

  // MARK: Fields of an experiment

  /// Behind `first.` and `first.opt.`: the fields, each with its value.
  func fields(behind path: [String], _ range: TextRange) -> [CompletionItem] {
    guard let (id, inner) = index.experiments.experiment(named: path, in: code, index.files) else { return [] }
    return analysis.resolved(id).fields.filter { $0.path.dropLast().elementsEqual(inner) }.map { field in
      let name = field.field.parameter.name
      return CompletionItem(
        label: name, kind: .parameter, detail: value(of: field), range: range, text: name, filter: name, order: 2,
        configType: field.type)
    }
  }

  /// `Double = 0.5`.
  private func value(of field: ResolvedField) -> String {
    let value = ValueSummary.shortened(ExperimentHover(analysis: analysis).text(of: field, code.language))
    let parts = [field.field.parameter.typeText ?? "", value.isEmpty ? "" : "= " + value]
    return parts.filter { !$0.isEmpty }.joined(separator: " ")
  }

  // MARK: Parents

  /// The experiments that a construction of the type can start from, as its first argument.
  func parents(of type: ExperimentIndex.TypeID, _ range: TextRange) -> [CompletionItem] {
    index.experiments.experiments.indices.compactMap { id in
      let experiment = index.experiments.experiments[id]
      // Its own name means nothing yet, and what needs this file cannot be needed by it.
      guard experiment.type == type, experiment.language == code.language,
        !(experiment.file == code.file && experiment.range.end >= offset), isSwift || !imports(experiment.file)
      else { return nil }
      if isSwift {
        guard index.experiments.experiment(named: [experiment.name], in: code, index.files)?.id == id else {
          return nil
        }
        return item(experiment.name, .value, detail: place(of: experiment), range, order: 1)
      }
      let last = experiment.module.split(separator: ".").last.map(String.init) ?? experiment.name
      return imported(
        experiment.name, from: experiment.module, home: experiment.file,
        as: experiment.name == "config" ? last : experiment.name, .value, detail: place(of: experiment), range, order: 1
      )
    }
  }

  /// Whether a Python file imports this one.
  private func imports(_ file: FilePath) -> Bool {
    guard file != code.file, !code.module.isEmpty else { return false }
    return index.files[file]?.names.values.contains { $0 == code.module || $0.hasPrefix(code.module + ".") } ?? false
  }

  private func place(of experiment: ExperimentIndex.Experiment) -> String {
    analysis.place(FileLocation(experiment.file, experiment.nameRange)).plainText
  }

  // MARK: Values

  /// What the declared type of a field leaves to write.
  func values(of field: ConfigType.Field, in type: ExperimentIndex.TypeID, _ call: OpenCall, _ range: TextRange)
    -> [CompletionItem]
  {
    guard let declared = field.parameter.type else { return [] }
    var items: [CompletionItem] = []
    if case .optional = declared { items.append(word(isSwift ? "nil" : "None", range)) }
    switch declared.unwrapped {
    case .named(["Bool"], _), .named(["bool"], _):
      items += (isSwift ? ["true", "false"] : ["True", "False"]).map { word($0, range) }
    case .named(let path, _):
      let home = index.experiments.types[type].file
      items += cases(of: path, from: field.parameter.file ?? home, range)
      items += construction(of: path, from: field.parameter.file ?? home, range)
    case .literal(let values): items += values.map { item($0.text, .value, range, order: 0) }
    default: break
    }
    return items + inherited(field, call, range)
  }

  /// The field of the parent, to work with.
  private func inherited(_ field: ConfigType.Field, _ call: OpenCall, _ range: TextRange) -> [CompletionItem] {
    guard let path = call.parent, let (id, inner) = index.experiments.experiment(named: path, in: code, index.files),
      let known = analysis.resolved(id).field(inner + [field.parameter.name])
    else { return [] }
    let text = (path + [field.parameter.name]).joined(separator: ".")
    return [item(text, .value, detail: value(of: known), range, order: 1)]
  }

  private func cases(of path: [String], from file: FilePath, _ range: TextRange) -> [CompletionItem] {
    analysis.types(named: path, from: file).flatMap { found in
      found.type.cases.filter(\.payload.isEmpty).compactMap { enumerationCase -> CompletionItem? in
        if isSwift {
          // A period that is typed already is no part of the name.
          return item(
            "." + enumerationCase.name, .enumerationCase, detail: found.type.name, range, order: 0)
        }
        let module = definitionModule(of: found.file)
        return imported(
          found.type.name, from: module, home: found.file, as: found.type.name, .enumerationCase,
          behind: "." + enumerationCase.name, range, order: 0)
      }
    }
  }

  private func construction(of path: [String], from file: FilePath, _ range: TextRange) -> [CompletionItem] {
    guard let home = index.files[file], let id = index.experiments.type(named: path, in: home, index.files) else {
      return []
    }
    let type = index.experiments.types[id]
    if isSwift { return [item(type.type.name + "(", .type, detail: type.module, range, order: 2)] }
    return [
      imported(
        type.type.name, from: type.module, home: type.file, as: type.type.name, .type, behind: "(", detail: type.module,
        range, order: 2)
    ].compactMap(\.self)
  }

  private func definitionModule(of file: FilePath) -> String { index.files[file]?.module ?? "" }

  // MARK: Items

  private func word(_ text: String, _ range: TextRange) -> CompletionItem { item(text, .keyword, range, order: 0) }

  private func item(
    _ text: String, _ kind: CompletionItem.Kind, detail: String = "", _ range: TextRange, order: Int
  ) -> CompletionItem {
    CompletionItem(label: text, kind: kind, detail: detail, range: range, text: text, filter: text, order: order)
  }

  /// A name of another Python module, as this file calls it; else as it will when the import is added.
  private func imported(
    _ name: String, from module: String, home: FilePath, as alias: String, _ kind: CompletionItem.Kind,
    behind rest: String = "", detail: String = "", _ range: TextRange, order: Int
  ) -> CompletionItem? {
    guard home != code.file else { return item(name + rest, kind, detail: detail, range, order: order) }
    let path = module + "." + name
    if let known = code.names.filter({ $0.value == path }).keys.min() {
      return item(known + rest, kind, detail: detail, range, order: order)
    }
    if let known = code.names.filter({ $0.value == module }).keys.min() {
      return item(known + "." + name + rest, kind, detail: detail, range, order: order)
    }
    // The alias must not mean something else here.
    guard !module.isEmpty, code.names[alias] == nil, !code.globals.contains(where: { $0.name == alias }) else {
      return nil
    }
    let line = "from \(module) import \(name)" + (alias == name ? "" : " as \(alias)")
    var item = item(alias + rest, kind, detail: detail, range, order: order + 1)
    item.additions = [insertion(of: line)]
    item.detail += (detail.isEmpty ? "" : ", ") + FeatureWords.addsLine(line)
    return item
  }

  /// Behind the last import that begins a line before the cursor; without one at the start.
  private func insertion(of line: String) -> TextChange {
    let text = code.text
    let lineEnd = text.lineEnd
    let bare = BareCode(text.bytes, .python, at: offset.utf8).bytes
    var last: Int?
    var isOpen = false
    for number in 0..<text.line(of: offset) {
      let range = text.range(ofLine: number)
      let written = bare[range.start.utf8..<range.end.utf8]
      if isOpen || written.starts(with: Array("import ".utf8)) || written.starts(with: Array("from ".utf8)) {
        last = number
        isOpen = (isOpen || written.contains(UInt8(ascii: "("))) && !written.contains(UInt8(ascii: ")"))
      }
    }
    let start = last.map { text.range(ofLine: $0).end } ?? .zero
    return TextChange(
      location: FileLocation(code.file, TextRange(start, start)),
      replacement: last == nil ? line + lineEnd + lineEnd : lineEnd + line)
  }
}
