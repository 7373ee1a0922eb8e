// How are lists of places written in a fixture? References, marks, outlines, folds, selections, links and tokens.

import EditorFeatures
import Resolution
import SourceText
import TestSupport

extension WorkspaceSubject {
  func outlineAnswer(_ question: FixtureQuestion) -> String? {
    let path = question.point?.path ?? question.words.first ?? ""
    let analysis = analysis(of: path)
    let file = file(path)
    let lines: [String]
    switch (question.kind, question.point?.offset) {
    case ("references", let offset?):
      let isWhole = !question.words.contains("uses")
      lines = analysis.references(in: file, at: offset, declarations: isWhole ? .included : .leftOut)
        .map { frame($0, analysis) }
    case ("highlights", let offset?):
      lines = analysis.highlights(in: file, at: offset).map { "\($0.role) " + frame($0.location, analysis) }
    case ("symbols", nil): lines = analysis.documentSymbols(in: file).flatMap { outline($0, indent: "") }
    case ("names", nil):
      let root = question.words.dropFirst().first ?? ""
      lines = analysis.workspaceSymbols(root).map {
        "\($0.kind) \($0.name) (\($0.container)) \(place($0.location, analysis))"
      }
    case ("folds", nil):
      lines = analysis.foldingRanges(in: file).map { fold in
        guard let text = analysis.text(of: file) else { return "" }
        let whole = fold.wholeLines(of: text).map { lineNumbers($0, text) } ?? "none"
        let hidden = text[fold.range].split(whereSeparator: \.isNewline)
        let ends = "\(hidden.first ?? "") … \(hidden.last ?? "")"
        return "\(lineNumbers(fold.range, text)) \(fold.kind), whole lines \(whole): \(ends)"
      }
    case ("selections", let offset?):
      lines = analysis.selectionRanges(in: file, at: offset).map { range in
        (analysis.text(of: file)?[range] ?? "").replacing("\r\n", with: "\n").replacing("\n", with: "⏎")
      }
    case ("completion", let offset?):
      let items = analysis.completions(in: file, at: offset).sorted { ($0.order, $0.label) < ($1.order, $1.label) }
      let shown = question.words.contains("all") ? items : items.filter { $0.kind != .keyword }
      let text = analysis.text(of: file)
      lines = shown.map { item in
        let detail = item.detail.isEmpty ? "" : "  \(item.detail)"
        return "\(item.order) \(item.kind) \(item.label)\(detail)  [\(text?[item.range] ?? "") → \(item.text)]"
          + item.additions.map {
            "  line \((text?.line(of: $0.location.range.start) ?? 0) + 1): \($0.replacement.filter { !$0.isNewline })"
          }
          .joined() + (question.words.contains("documented") ? documentation(of: item, analysis) : "")
      }
    case ("rename", let offset?):
      switch analysis.rename(in: file, at: offset, to: question.words.first ?? "") {
      case .refused(let reason): lines = [reason]
      case .changes(let changes): lines = changes.map { frame($0.location, analysis) + " → " + $0.replacement }
      }
    case ("hints", nil):
      let whole = TextRange(0, analysis.text(of: file)?.length ?? 0)
      lines = analysis.inlayHints(in: file, within: whole).map { hint in
        let text = analysis.text(of: file) ?? SourceText("")
        let line = text[text.range(ofLine: text.line(of: hint.place))]
        return "\(line)  ⟨\(hint.label)⟩" + (hint.tooltip.map { " " + $0 } ?? "")
      }
    case ("links", nil):
      lines = analysis.documentLinks(in: file).map { link in
        (analysis.text(of: file)?[link.range] ?? "") + " → " + relative(link.target) + " (\(link.tooltip))"
      }
    case ("tokens", nil):
      lines = analysis.semanticTokens(in: file).map { token in
        let modifiers = token.modifiers.map { " \($0)" }.joined()
        return "\(token.kind)\(modifiers) " + (analysis.text(of: file)?[token.range] ?? "")
      }
    default: return editingAnswer(question)
    }
    return lines.isEmpty ? "nothing" : lines.joined(separator: "\n")
  }

  private func lineNumbers(_ range: TextRange, _ text: SourceText) -> String {
    "\(text.line(of: range.start) + 1)-\(text.line(of: range.end) + 1)"
  }

  /// What a client is told that asks for more about an item.
  private func documentation(of item: CompletionItem, _ analysis: Analysis) -> String {
    guard let key = analysis.key(of: item),
      let content = analysis.documentation(ofSelector: key.selector, parameter: key.parameter)
    else { return "" }
    let lines = content.plainText.split(separator: "\n")
    return lines.map { "\n    " + $0 }.joined()
  }

  private func outline(_ symbol: DocumentSymbol, indent: String) -> [String] {
    let detail = symbol.detail.isEmpty ? "" : " = " + symbol.detail
    return ["\(indent)\(symbol.kind) \(symbol.name)\(detail)"]
      + symbol.children.flatMap { outline($0, indent: indent + "  ") }
  }
}
