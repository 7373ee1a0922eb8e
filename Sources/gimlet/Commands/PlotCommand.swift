// What does a list of numbers look like? `gimlet plot`.

import ArgumentParser
import EditorFeatures
import LanguageServerProtocol
import Resolution
import SourceText
import Workspace

struct PlotCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plot",
    abstract: "Draws a list of numbers, or a function of a step over the steps that its experiment runs.",
    discussion: """
      Without `-o` the picture is text. The experiment that this one starts from is drawn behind it.

      Example: gimlet plot experiments/second.gin TrainerConfig.lr_schedule -o schedule.svg
      """)

  @Argument(
    help: ArgumentHelp(
      "An experiment: `.gin` files, a name, or a typed experiment; and behind it the parameter.",
      valueName: "entry… key"))
  var arguments: [String]
  @OptionGroup var bind: BindOption
  @Option(name: .customShort("o"), help: ArgumentHelp("The SVG file to write.", valueName: "out.svg")) var output:
    String?
  @OptionGroup var root: RootOption

  func validate() throws {
    guard arguments.count >= 2 else {
      throw ValidationError("An entry and a parameter are needed: gimlet plot second.gin TrainerConfig.lr_schedule")
    }
  }

  func run() throws {
    let key = arguments.last ?? ""
    let resolved = try ResolvedEntry(
      Array(arguments.dropLast()), bindings: bind.bindings, root: try root.folder())
    let parameter = try ParameterLookup(resolved).row(named: key)
    guard let chart = chart(of: parameter, resolved) else {
      switch parameter.value.status {
      case .notEvaluated(let reason): throw CommandFailure("`\(parameter.key)` is not evaluated: \(reason).")
      case .error(let message): throw CommandFailure("`\(parameter.key)` has no value: \(message)")
      case .value, .reference, .defaultValue:
        throw CommandFailure(
          "`\(parameter.key)` is no list of two or more numbers, and no function of a step whose number of steps is known."
        )
      }
    }
    guard let output else {
      let terminal = Terminal.output
      let text = terminal.columns.map { chart.characters(columns: 120, width: $0) } ?? chart.characters
      return terminal.write(text + "\n")
    }
    try OutputFile.write(Array((chart.svg + "\n").utf8), to: Disk.workingFolder.appending(output), named: output)
  }

  private func chart(of parameter: ResolvedParameter, _ resolved: ResolvedEntry) -> Chart? {
    guard case .config(let config) = resolved.content else {
      return Chart.numbers(of: parameter.value.value).flatMap { Chart($0, title: parameter.key) }
    }
    // Where a function is too slow to be run for every step, some must do.
    return resolved.analysis.chart(of: parameter, in: config, points: .many)
      ?? resolved.analysis.chart(of: parameter, in: config)
  }
}
