// How are experiments written in a fixture? Their names, lenses, and the documents that are no files.

import EditorFeatures
import Resolution
import SourceText
import TestSupport

extension WorkspaceSubject {
  func experimentAnswer(_ question: FixtureQuestion) -> String? {
    if question.kind == "previews", let point = question.point {
      let actions = analysis(of: point.path).previewActions(
        in: file(point.path), at: TextRange(point.offset, point.offset))
      return actions.isEmpty ? "nothing" : actions.map { "\($0.title) → \($0.binding)" }.joined(separator: "\n")
    }
    guard let path = question.words.first else { return nil }
    let analysis = analysis(of: path)
    func entry(_ place: Int) -> Entry {
      let title = question.words.indices.contains(place) ? question.words[place] : ""
      return analysis.experiment(titled: title) ?? Entry(file(title))
    }
    switch question.kind {
    case "experiments":
      return analysis.experiments(including: file(path)).map { experiment in
        let files = experiment.files.map { relative($0) } + experiment.bindings
        return "\(analysis.title(of: experiment)): \(files.joined(separator: ", "))"
      }.joined(separator: "\n")
    case "lenses":
      return analysis.codeLenses(in: file(path)).map { lens(of: $0, path, analysis) }.joined(separator: "\n")
    case "resolved": return analysis.resolvedDocument(titled: question.words[0])
    case "diff": return analysis.differenceDocument(titled: question.words[0], question.words.dropFirst().first ?? "")
    case "preview":
      return analysis.preview(of: entry(0), with: question.words.dropFirst().joined(separator: " "))
    case "chart", "svg":
      let config = analysis.resolved(entry(0))
      guard let key = question.words.dropFirst().first,
        let row = config.parameters(.withDefaults).first(where: { $0.key == key }),
        let chart = analysis.chart(of: row, in: config)
      else { return "nothing" }
      return question.kind == "svg" ? chart.svg.replacing("><", with: ">\n<") : chart.characters
    case "renamed":
      // `old new`, and further pairs.
      let renames = stride(from: 0, to: question.words.count - 1, by: 2).map {
        FileRename(old: file(question.words[$0]), new: file(question.words[$0 + 1]))
      }
      let changes = analysis.changes(renaming: renames)
      let lines = changes.map { frame($0.location, analysis) + " → " + $0.replacement }
      return lines.isEmpty ? "nothing" : lines.joined(separator: "\n")
    default: return nil
    }
  }

  private func lens(of lens: CodeLens, _ path: String, _ analysis: Analysis) -> String {
    let line = place(FileLocation(file(path), lens.range), analysis)
    switch lens.action {
    case .choose: return "\(line) \(lens.title) → choose"
    case .print(let title): return "\(line) \(lens.title) → print \(title)"
    case .compare(let left, let right): return "\(line) \(lens.title) → diff \(left) \(right)"
    case .show: return "\(line) \(lens.title) → references"
    case .none: return "\(line) \(lens.title)"
    }
  }
}
