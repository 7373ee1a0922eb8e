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
