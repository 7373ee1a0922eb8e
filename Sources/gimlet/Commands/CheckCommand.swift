// What is wrong? `gimlet check`.

import ArgumentParser
import Configurables
import EditorFeatures
import LanguageServerProtocol
import Resolution
import SourceText
import Workspace

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Shows all problems of files, folders or the workspace.",
    discussion: """
      Without a path everything below the root is checked.

      Example: gimlet check experiments --format github
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, github }

  @Argument(help: ArgumentHelp("`.gin` files and folders.", valueName: "path")) var paths: [String] = []
  @Option(help: "How to print: text, json, or github (annotations of a workflow).") var format: Format = .text
  @OptionGroup var root: RootOption

  func run() throws {
    let chosen = try root.folder()
    let targets = try targets(root: chosen)
    let workspace = CommandWorkspace(for: targets[0], root: chosen)
    workspace.workspace.index()
    var checked: [FilePath: [Problem]] = [:]
    var texts: [FilePath: Analysis] = [:]
    var unreadable: [(file: FilePath, failure: ReadFailure)] = []
    for target in targets {
      let files = try files(at: target, workspace.workspace)
      for file in files where checked[file] == nil && !unreadable.contains(where: { $0.file == file }) {
        if let failure = failure(toRead: file) {
          unreadable.append((file, failure))
          continue
        }
        // A target outside the first one's root brings its own.
        let analysis = workspace.analysis(for: file)
        for included in analysis.includes(of: file).sorted() {
          guard !unreadable.contains(where: { $0.file == included }), let failure = failure(toRead: included) else {
            continue
          }
          unreadable.append((included, failure))
        }
        let problems = analysis.diagnostics(in: file)
        checked[file] = problems
        for location in problems.flatMap({ [$0.location] + $0.related.map(\.location) }) {
          texts[location.file] = analysis
        }
      }
    }
    let context = ReportContext(root: workspace.root) { texts[$0]?.text(of: $0) }
    let report = ProblemReport(checked.values.flatMap { $0 }, context)
    if checked.isEmpty, unreadable.isEmpty, format == .text {
      return Terminal.output.write("There is nothing to check here: no config, and no typed experiment.\n")
    }
    print(report, files: checked.count)
    for (file, failure) in unreadable {
      Terminal.error.write("gimlet: `\(context.name(file))`: \(failure.explanation).\n")
    }
    if !unreadable.isEmpty { throw Outcome.failed }
    if report.hasErrors { throw Outcome.problems }
  }

  private func targets(root: FilePath?) throws -> [FilePath] {
    guard !paths.isEmpty else { return [root ?? RootDiscovery.root(of: Disk.workingFolder)] }
    return try paths.map { try Inputs.file($0, root: root) }
  }

  /// The gin files that a path names: itself, or what the index found below it.
  private func files(at path: FilePath, _ workspace: Workspace) throws -> [FilePath] {
    guard Disk.isFolder(path) else {
      guard [".gin", ".swift", ".py"].contains(where: path.name.hasSuffix) else {
        throw CommandFailure(
          "`\(path.name)` is no `.gin` file; only these, Swift and Python files, and folders, can be checked.")
      }
      return [path]
    }
    workspace.index(for: path.appending("*"))
    let found = workspace.snapshots().flatMap { root, analysis in
      let settings = root.appending(SettingsFile.name)
      let code = analysis.definitions.experiments.files
      return analysis.files.allGinFiles + code + (Disk.isFile(settings) ? [settings] : [])
    }
    return Set(found).filter { $0.relative(to: path) != nil }.sorted()
  }

  /// Why a config cannot be read; code is read as far as it goes.
  private func failure(toRead file: FilePath) -> ReadFailure? {
    guard file.name.hasSuffix(".gin") else { return nil }
    do {
      _ = try Disk.strictText(of: file)
      return nil
    } catch {
      return error
    }
  }

  private func print(_ report: ProblemReport, files: Int) {
    switch format {
    case .json: Terminal.output.write(JSON.object([("files", .integer(files)), ("problems", report.json)]))
    case .github: Terminal.output.write(report.annotations)
    case .text:
      Terminal.error.write(report.frames(for: .error))
      let found = report.summary ?? "no problems"
      Terminal.output.write("\(found) in \(files) file\(files == 1 ? "" : "s")\n")
    }
  }
}
