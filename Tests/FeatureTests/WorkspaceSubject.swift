// What answers the fixtures? A real workspace in a folder of its own, asked as a server asks it.

import EditorFeatures
import Foundation
import Resolution
import SourceText
import TestSupport
import Workspace

struct WorkspaceSubject: FixtureSubject {
  let folder: TemporaryFolder
  let workspace: Workspace
  private var root: FilePath { folder.path }

  init(files: [FixtureFile]) {
    folder = TemporaryFolder()
    for file in files { folder.write(file.text.string, to: file.path) }
    workspace = Workspace(roots: [folder.path])
    index()
  }

  private func index() {
    for job in workspace.indexJobs() {
      if let result = job.run() { workspace.apply(result) }
    }
  }

  func edit(_ file: FixtureFile) {
    edit(file.path, file.language, file.text.string)
  }

  func edit(_ path: String, _ language: String, _ text: String) {
    let path = root.appending(path)
    if workspace.document(at: path) == nil {
      workspace.open(path, text: text, version: 1, languageID: language)
    } else {
      workspace.change(path, [.whole(text)], version: 2)
    }
  }

  /// `expect hover 1️⃣ in short.gin` asks while that experiment is in view.
  func answer(_ question: FixtureQuestion) -> String? {
    guard let place = question.words.firstIndex(of: "in"), place + 1 < question.words.count else {
      return answerByItself(question)
    }
    let title = question.words[place + 1]
    let path = root.appending(question.point?.path ?? question.words.first ?? "")
    guard let entry = workspace.snapshot(for: path).experiment(titled: title) else { return "no experiment \(title)" }
    workspace.choose(entry, for: path)
    defer { workspace.choose(nil, for: path) }
    return answerByItself(
      FixtureQuestion(kind: question.kind, words: Array(question.words[..<place]), point: question.point))
  }

  private func answerByItself(_ question: FixtureQuestion) -> String? {
    switch question.kind {
    case "hover": question.point.map { hover(at: $0, markdown: question.words.contains("markdown")) }
    case "definition": question.point.map { definition(at: $0) }
    case "diagnostics": question.words.first.map { diagnostics(in: $0) }
    default: experimentAnswer(question) ?? outlineAnswer(question)
    }
  }

  func analysis(of path: String) -> Analysis { workspace.snapshot(for: root.appending(path)) }
  func file(_ path: String) -> FilePath { root.appending(path) }

  // MARK: Answers as a person writes them

  private func hover(at point: FixturePoint, markdown: Bool) -> String {
    let analysis = analysis(of: point.path)
    guard let hover = analysis.hover(in: file(point.path), at: point.offset) else { return "nothing" }
    let content =
      markdown
      ? hover.content.markdown { location in
        let line = analysis.text(of: location.file).map { $0.line(of: location.range.start) + 1 }
        return relative(location.file) + (line.map { "#L\($0)" } ?? "")
      } : hover.content.plainText
    return frame(FileLocation(file(point.path), hover.range), analysis) + "\n\n" + content
  }

  private func definition(at point: FixturePoint) -> String {
    let analysis = analysis(of: point.path)
    guard let answer = analysis.definition(in: file(point.path), at: point.offset) else { return "nothing" }
    let origin = frame(FileLocation(file(point.path), answer.origin), analysis)
    let targets = answer.targets.map { target in
      frame(FileLocation(target.file, target.selectionRange), analysis)
    }
    return ([origin] + targets).joined(separator: "\n\nis defined at\n\n")
  }

  private func diagnostics(in path: String) -> String {
    let analysis = analysis(of: path)
    let problems = analysis.diagnostics(in: file(path))
    guard !problems.isEmpty else { return "nothing" }
    return problems.map { problem in
      var text = frame(problem.location, analysis) + "\n"
      text += "\(problem.severity.rawValue) \(problem.code.rawValue)"
      text += (problem.code.isUnnecessary ? ", unnecessary" : "") + ": " + problem.message
      for related in problem.related {
        text += "\n  " + place(related.location, analysis) + ": " + related.message
      }
      for fix in problem.fixes { text += "\n  fix: " + fix.title }
      return text
    }.joined(separator: "\n\n")
  }

  func relative(_ file: FilePath) -> String { file.relative(to: root) ?? file.string }

  func place(_ location: FileLocation, _ analysis: Analysis) -> String {
    guard let text = analysis.text(of: location.file) else { return relative(location.file) }
    let position = text.position(of: location.range.start, in: .utf8)
    return "\(relative(location.file)):\(position.line + 1):\(position.column + 1)"
  }

  func frame(_ location: FileLocation, _ analysis: Analysis) -> String {
    guard let text = analysis.text(of: location.file) else { return relative(location.file) }
    return sourceFrame(path: relative(location.file), text: text, range: location.range)
  }
}

/// A folder that is there as long as somebody holds it.
final class TemporaryFolder: Sendable {
  let path: FilePath

  init() {
    let url = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appending(path: "gimlet-\(UUID().uuidString)")
    try? FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = FilePath(url.path(percentEncoded: false))
  }

  deinit { try? FileManager.default.removeItem(atPath: path.string) }

  func write(_ text: String, to relative: String) {
    let file = path.appending(relative)
    try? FileManager.default.createDirectory(atPath: file.folder.string, withIntermediateDirectories: true)
    try? text.write(toFile: file.string, atomically: false, encoding: .utf8)
  }
}
