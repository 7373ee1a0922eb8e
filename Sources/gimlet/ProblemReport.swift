// How are problems told? As frames for a person, as JSON for a program, as annotations for a code host.

import LanguageServerProtocol
import Resolution
import SourceText

/// What an answer needs to know to name a place.
struct ReportContext {
  let root: FilePath
  /// What a person calls the bindings behind all files: the argument, or the experiment that has them.
  let bindingsName: String
  let text: (FilePath) -> SourceText?

  init(root: FilePath, bindingsName: String = "--bind", text: @escaping (FilePath) -> SourceText?) {
    self.root = root
    self.bindingsName = bindingsName
    self.text = text
  }

  /// Relative to the root where the file lies below it.
  func name(_ file: FilePath) -> String { file.relative(to: root) ?? file.string }

  /// The same for a person.
  func shownName(_ file: FilePath) -> String { Entry.isBindings(file) ? bindingsName : name(file) }

  /// Line and column from zero, in bytes.
  func position(_ offset: TextOffset, in file: FilePath) -> TextPosition {
    text(file)?.position(of: offset, in: .utf8) ?? TextPosition(line: 0, column: 0)
  }

  /// `experiments/second.gin:5`.
  func place(_ location: FileLocation) -> String {
    guard !Entry.isBindings(location.file), text(location.file) != nil else { return shownName(location.file) }
    return "\(name(location.file)):\(position(location.range.start, in: location.file).line + 1)"
  }

  /// `file`, `line` and `column`, from one.
  func json(_ location: FileLocation) -> [(name: String, value: JSON)] {
    let start = position(location.range.start, in: location.file)
    return [
      ("file", .string(name(Entry.isBindings(location.file) ? Entry.commandLine : location.file))),
      ("line", .integer(start.line + 1)),
      ("column", .integer(start.column + 1)),
    ]
  }
}

struct ProblemReport {
  /// By file and place, the most severe first.
  let problems: [Problem]
  let context: ReportContext

  init(_ problems: [Problem], _ context: ReportContext) {
    self.context = context
    var seen: Set<Problem> = []
    self.problems = problems.filter { seen.insert($0).inserted }.sorted { left, right in
      (left.location.file, left.location.range.start, left.severity, left.code.rawValue)
        < (right.location.file, right.location.range.start, right.severity, right.code.rawValue)
    }
  }

  var hasErrors: Bool { problems.contains { $0.severity == .error } }

  /// What a person wants to hear who asked for something else.
  var withoutHints: ProblemReport {
    ProblemReport(problems.filter { $0.severity == .error || $0.severity == .warning }, context)
  }

  /// `2 errors, 1 warning`; nil without problems.
  var summary: String? {
    let counts = Problem.Severity.allCases.compactMap { severity -> String? in
      let count = problems.count { $0.severity == severity }
      guard count > 0 else { return nil }
      let word = severity == .information ? "note" : severity.rawValue
      return "\(count) \(word)\(count == 1 ? "" : "s")"
    }
    return counts.isEmpty ? nil : counts.joined(separator: ", ")
  }

  var json: JSON {
    .array(
      problems.map { problem in
        let end = context.position(problem.location.range.end, in: problem.location.file)
        let related = problem.related.map { related in
          JSON.object(context.json(related.location) + [("message", .string(related.message))])
        }
        return .object(
          context.json(problem.location) + [
            ("endLine", .integer(end.line + 1)), ("endColumn", .integer(end.column + 1)),
            ("severity", .string(problem.severity.rawValue)), ("code", .string(problem.code.rawValue)),
            ("message", .string(problem.message)), ("related", .array(related)),
          ])
      })
  }

  /// The workflow commands of GitHub Actions, which show problems on the changed lines.
  var annotations: String {
    problems.map { problem in
      let start = context.position(problem.location.range.start, in: problem.location.file)
      let end = context.position(problem.location.range.end, in: problem.location.file)
      let level =
        switch problem.severity {
        case .error: "error"
        case .warning: "warning"
        case .information, .hint: "notice"
        }
      let file = Self.escaped(context.name(problem.location.file), also: ":,")
      return "::\(level) file=\(file),line=\(start.line + 1),endLine=\(end.line + 1),col=\(start.column + 1),"
        + "endColumn=\(end.column + 1),title=\(problem.code.rawValue)::\(Self.escaped(problem.message, also: ""))\n"
    }.joined()
  }

  /// As the workflow commands want it (`toCommandValue`, `toCommandProperties` of GitHub's toolkit).
  private static func escaped(_ text: String, also signs: String) -> String {
    text.unicodeScalars.map { scalar in
      guard scalar == "%" || scalar == "\r" || scalar == "\n" || signs.unicodeScalars.contains(scalar) else {
        return String(scalar)
      }
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "%" + (digits.count < 2 ? "0" : "") + digits
    }.joined()
  }
}
