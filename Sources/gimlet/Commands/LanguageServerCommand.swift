// How does an editor start the server? `gimlet lsp`.

import ArgumentParser
import LanguageServer

struct LanguageServerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lsp",
    abstract: "Runs the language server on standard input and output.",
    discussion: """
      Editors start this; the folders `editors/*` of the project say how. With `--record` the whole session is written \
      to a file, which `gimlet replay` plays again.

      Example: gimlet lsp --record session.jsonl
      """)

  @Option(help: ArgumentHelp("The file to write the session to; it is replaced.", valueName: "file"))
  var record: String?

  // Other servers want to be told, and editors tell all of them.
  @Flag(name: .customLong("stdio"), help: .hidden) var usesStandardStreams = false

  func run() throws {
    switch runLanguageServer(recordingTo: record) {
    case 0: return
    case 1: throw Outcome.problems
    default: throw Outcome.failed
    }
  }
}
