// How are changes of a text written in a fixture? As the text that they make, file by file.

import EditorFeatures
import GinSyntax
import Resolution
import SourceText
import TestSupport

extension WorkspaceSubject {
  func editingAnswer(_ question: FixtureQuestion) -> String? {
    let path = question.point?.path ?? question.words.first ?? ""
    let analysis = analysis(of: path)
    let file = file(path)
    switch (question.kind, question.point?.offset) {
    case ("format", nil):
      let style = question.words.dropFirst().first.flatMap { Int($0) }.map { GinFormatStyle.spaces($0) }
      return whole(file, analysis.formatting(of: file, style: style), analysis)
    case ("format", let offset?):
      // Words: what was typed, or nothing for the statement at the place.
      let changes =
        switch question.words.first {
        case "newline"?: analysis.formatting(of: file, behind: "\n", at: offset)
        case let character?: analysis.formatting(of: file, behind: character, at: offset)
        case nil: analysis.formatting(of: file, within: TextRange(offset, offset))
        }
      return whole(file, changes, analysis)
    case ("actions", let offset?):
      let actions = analysis.codeActions(in: file, at: TextRange(offset, offset))
      let shown = question.words.contains("all") ? actions : actions.filter { ![.sort, .fixAll].contains($0.kind) }
      return shown.isEmpty ? "nothing" : shown.map { "\($0.kind): \($0.title)" }.joined(separator: "\n")
    case ("action", let offset?):
      // Words: how the title begins.
      let actions = analysis.codeActions(in: file, at: TextRange(offset, offset))
      let beginning = question.words.joined(separator: " ")
      guard let action = actions.first(where: { $0.title.hasPrefix(beginning) }), let changes = action.changes else {
        return "not offered"
      }
      let texts = made(changes, analysis)
      if texts.count == 1, texts[0].file == file { return shown(texts[0].text) }
      return texts.map { relative($0.file) + "\n---\n" + shown($0.text) }.joined(separator: "\n")
    case ("signature", let offset?):
      guard let help = analysis.signatureHelp(in: file, at: offset) else { return "nothing" }
      return written(help)
    case (let kind, let offset?): return hierarchyAnswer(kind, file, offset, analysis)
    default: return nil
    }
  }

  /// The label, carets under what is being set, and what is said about that.
  private func written(_ help: SignatureHelp) -> String {
    guard let active = help.active, help.parameters.indices.contains(active) else { return help.label }
    let parameter = help.parameters[active]
    let carets =
      String(repeating: " ", count: parameter.range.lowerBound) + String(repeating: "^", count: parameter.range.count)
    let words = parameter.documentation.plainText
    return help.label + "\n" + carets + (words.isEmpty ? "" : "\n" + words)
  }

  private func hierarchyAnswer(_ kind: String, _ file: FilePath, _ offset: TextOffset, _ analysis: Analysis) -> String?
  {
    func places(_ answer: DefinitionAnswer?) -> String {
      let targets = answer?.targets ?? []
      return targets.isEmpty
        ? "nothing" : targets.map { frame(FileLocation($0.file, $0.selectionRange), analysis) }.joined(separator: "\n")
    }
    func calls(_ calls: [HierarchyCall], in caller: (HierarchyCall) -> FilePath) -> String {
      let lines = calls.map { call in
        let item = call.item
        let head = "\(item.kind) \(item.name) (\(item.detail)) "
        return head + place(FileLocation(item.file, item.selectionRange), analysis)
          + call.ranges.map { "\n  " + place(FileLocation(caller(call), $0), analysis) }.joined()
      }
      return lines.isEmpty ? "nothing" : lines.joined(separator: "\n")
    }
    func items(_ items: [HierarchyItem]) -> String {
      calls(items.map { HierarchyCall(item: $0, ranges: []) }) { $0.item.file }
    }
    switch kind {
    case "declaration": return places(analysis.declaration(in: file, at: offset))
    case "type": return places(analysis.typeDefinition(in: file, at: offset))
    case "implementations": return places(analysis.implementation(in: file, at: offset))
    case "incoming":
      guard let item = analysis.callHierarchyItem(in: file, at: offset) else { return "nothing" }
      return calls(analysis.incomingCalls(of: item)) { $0.item.file }
    case "outgoing":
      guard let item = analysis.callHierarchyItem(in: file, at: offset) else { return "nothing" }
      return calls(analysis.outgoingCalls(of: item)) { _ in item.file }
    case "supertypes": return items(analysis.typeHierarchyItems(in: file, at: offset).flatMap(analysis.supertypes))
    case "subtypes": return items(analysis.typeHierarchyItems(in: file, at: offset).flatMap(analysis.subtypes))
    default: return nil
    }
  }

  /// The text of a file with changes made, `nothing` where there are none.
  func whole(_ file: FilePath, _ changes: [TextChange], _ analysis: Analysis) -> String {
    changes.isEmpty ? "nothing" : made(changes, analysis).first { $0.file == file }.map { shown($0.text) } ?? "nothing"
  }

  /// The texts that changes make, in the order of the files; one that they make anew is empty before.
  func made(_ changes: [TextChange], _ analysis: Analysis) -> [(file: FilePath, text: SourceText)] {
    let byFile = Dictionary(grouping: changes, by: \.location.file)
    return byFile.sorted { $0.key < $1.key }.map { file, changes in
      var text = analysis.text(of: file) ?? SourceText("")
      for change in changes.reversed().sorted(by: { $0.location.range.start > $1.location.range.start }) {
        text = text.replacing(change.location.range, with: change.replacement)
      }
      return (file, text)
    }
  }

  private func shown(_ text: SourceText) -> String { text.string.replacing("\r\n", with: "\n") }
}
