// What does `gimlet` do with its arguments? The list of commands, and how each ends.

import ArgumentParser
import LanguageServer
import LanguageServerProtocol

@main
struct Gimlet: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gimlet",
    abstract: "Shows the values that a program will really get from its Gin configs.",
    discussion: """
      Exit codes: 0 all is well, 1 problems of severity error were found, 2 wrong usage or unreadable input.

      Example: gimlet print experiments/second.gin
      """,
    version: Server.version,
    subcommands: [
      PrintCommand.self, CheckCommand.self, ExplainCommand.self, DiffCommand.self, PlotCommand.self, FormatCommand.self,
      ParseCommand.self, DefinitionsCommand.self, LanguageServerCommand.self, ReplayCommand.self,
    ])

  static func main() {
    // A reader that has seen enough (`| head`) ends our output, not our exit code.
    ignoreBrokenPipes()
    Terminal.exit(with: outcome(of: Array(CommandLine.arguments.dropFirst())))
  }

  /// A misspelt command is what to speak of, not the arguments behind it.
  private static func checkName(_ name: String?) throws {
    let names = configuration.subcommands.compactMap { $0.configuration.commandName }
    guard let name, !name.hasPrefix("-"), name != "help", !names.contains(name) else { return }
    throw CommandFailure("`\(name)` is no command; there are \(names.joined(separator: ", ")).")
  }

  private static func outcome(of arguments: [String]) -> Outcome {
    do {
      try checkName(arguments.first)
      var command = try parseAsRoot(arguments)
      try command.run()
      return .fine
    } catch let outcome as Outcome {
      return outcome
    } catch let failure as CommandFailure {
      Terminal.error.write("gimlet: \(failure.message)\n")
      return .failed
    } catch {
      let isFine = exitCode(for: error) == .success
      let stream = isFine ? Terminal.output : Terminal.error
      stream.write(fullMessage(for: error, columns: 100) + "\n")
      return isFine ? .fine : .failed
    }
  }
}

/// How a command ended; thrown where it is not fine.
enum Outcome: Int32, Error {
  case fine = 0
  /// Problems of severity error were found.
  case problems = 1
  /// Wrong usage or unreadable input.
  case failed = 2
}

/// Why a command cannot do what it was asked to, in one sentence.
struct CommandFailure: Error {
  let message: String

  init(_ message: String) { self.message = message }
}
