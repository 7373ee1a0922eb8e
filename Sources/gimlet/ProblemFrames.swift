// How does a person see a problem? As a compiler shows it: the sentence, the line, carets, and what could be done.

import Resolution
import SourceText

extension ProblemReport {
  /// All problems, each with its frame.
  func frames(for terminal: Terminal) -> String { problems.map { frame($0, terminal) }.joined() }

  private func frame(_ problem: Problem, _ terminal: Terminal) -> String {
    let severity: CaretFrame.Severity =
      switch problem.severity {
      case .error: .error
      case .warning: .warning
      case .information: .note
      case .hint: .hint
      }
    let frame = CaretFrame(
      place(problem.location, problem.message), severity: severity, code: problem.code.rawValue,
      related: problem.related.map { place($0.location, $0.message) })
    let fixes = problem.fixes.prefix(3).map { "  \(terminal.styled("fix", .cyan)): \($0.title)\n" }
    return frame.text(terminal.coloring) + fixes.joined()
  }

  private func place(_ location: FileLocation, _ message: String) -> CaretFrame.Place {
    CaretFrame.Place(
      path: context.shownName(location.file), text: context.text(location.file) ?? SourceText(""),
      range: location.range, message: message)
  }
}
