// How does a person see a problem? The sentence, the line, carets under the place, and what is related to it.

import Resolution
import SourceText

extension ProblemReport {
  /// All problems, each with its frame.
  func frames(for terminal: Terminal) -> String {
    problems.map { frame($0, terminal) + "\n" }.joined()
  }

  private func frame(_ problem: Problem, _ terminal: Terminal) -> String {
    let style: Terminal.Style =
      switch problem.severity {
      case .error: .red
      case .warning: .yellow
      case .information, .hint: .blue
      }
    let code = terminal.styled("[\(problem.code.rawValue)]", .faint)
    var text =
      "\(terminal.styled(problem.severity.rawValue, style)): \(terminal.styled(problem.message, .bold)) \(code)\n"
    text += excerpt(problem.location, style, terminal)
    for related in problem.related {
      text += "\(terminal.styled("note", .cyan)): \(related.message)\n"
      text += excerpt(related.location, .cyan, terminal)
    }
    for fix in problem.fixes.prefix(3) { text += "  \(terminal.styled("fix", .cyan)): \(fix.title)\n" }
    return text
  }

  /// The place, and the line with carets below it where the text is at hand.
  private func excerpt(_ location: FileLocation, _ style: Terminal.Style, _ terminal: Terminal) -> String {
    let position = context.position(location.range.start, in: location.file)
    let name = location.file == Entry.bindingsPath ? "--bind" : context.name(location.file)
    guard let text = context.text(location.file) else { return "  \(terminal.styled("-->", .faint)) \(name)\n" }
    return CaretFrame(text: text, range: location.range).lines(
      place: "\(name):\(position.line + 1):\(position.column + 1)", terminal, style)
  }
}
