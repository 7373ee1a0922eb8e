// Does the server still say what it said to a real editor? `gimlet replay`.

import ArgumentParser
import LanguageServer
import LanguageServerProtocol
import SourceText
import Workspace

struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Plays a recorded session against the server and shows every difference.",
    discussion: """
      Without a session, a recorded one of the project's own example is played and shown as a person sees it in the \
      editor: the line, a caret, the answer.

      Example: gimlet replay session.jsonl --root ~/projects/trainer
      """)

  @Argument(help: ArgumentHelp("A file that `gimlet lsp --record` wrote.", valueName: "session.jsonl"))
  var path: String?
  @Option(
    name: .customLong("root"),
    help: ArgumentHelp("The folder that `$ROOT` in the session stands for.", valueName: "dir"))
  var root: String?

  func run() throws {
    ignoreBrokenPipes()
    let file = try path.map { try Inputs.file($0, root: nil) } ?? Self.exampleSession()
    let session = try Self.session(in: file, named: path ?? file.string)
    let root = try folder(of: session, in: file)
    guard let report = replay(session, root: root) else {
      throw CommandFailure("The system gives no pipe to talk to the server through.")
    }
    if path == nil {
      Terminal.output.write(ReplayStory(session: session, report: report, root: root).text)
    }
    guard report.differences.isEmpty else {
      for difference in report.differences { Terminal.output.write(difference + "\n") }
      let count = report.differences.count
      Terminal.output.write(
        "\(count) difference\(count == 1 ? "" : "s"); \(report.matched) messages came as recorded.\n")
      throw Outcome.problems
    }
    Terminal.output.write("All \(report.matched) messages of the server came as they were recorded.\n")
  }

  private static func session(in file: FilePath, named path: String) throws -> RecordedSession {
    let text = try Inputs.text(of: file, named: path)
    do {
      return try RecordedSession(text.string)
    } catch let mistake as RecordedSession.Mistake {
      throw CommandFailure("`\(path)` is not a recorded session: \(mistake).")
    }
  }

  /// `--root`, else what the session names beside its own folder, else the folder's root.
  private func folder(of session: RecordedSession, in file: FilePath) throws -> FilePath {
    if let root {
      let folder = Disk.workingFolder.appending(root)
      guard Disk.isFolder(folder) else { throw CommandFailure("`\(root)` is not a folder.") }
      return folder
    }
    guard let name = session.workspace else { return RootDiscovery.root(of: file) }
    let folder = file.folder.folder.appending(name)
    guard Disk.isFolder(folder) else {
      throw CommandFailure("The session is about the folder `\(folder)`, which is not there; say `--root`.")
    }
    return folder
  }

  /// The session of the trainer, found from the working folder or from where this program was built.
  private static func exampleSession() throws -> FilePath {
    let program = Disk.resolved(Disk.workingFolder.appending(CommandLine.arguments.first ?? "")) ?? FilePath("/")
    for start in [Disk.workingFolder, program.folder] {
      for folder in RootDiscovery.ancestors(of: start) {
        let sessions = folder.appending("protocol-fixtures/sessions")
        let names = Disk.entries(in: sessions).map(\.name).filter { $0.hasSuffix(".jsonl") }
        // The example itself, else any session of the trainer's workspace.
        let candidates = names.filter { $0.contains("trainer") } + names
        for name in (names.contains("trainer.jsonl") ? ["trainer.jsonl"] : candidates) {
          let file = sessions.appending(name)
          if let session = try? session(in: file, named: name), session.workspace == "trainer" { return file }
        }
      }
    }
    throw CommandFailure(
      "The example session is not found from here; run this in the folder of the project, or name a session.")
  }
}
