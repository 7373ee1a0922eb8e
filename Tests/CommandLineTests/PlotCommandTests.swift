// Does `plot` draw what the program gets, as text and as a picture?

import Foundation
import SourceText
import TestSupport
import Testing

@Suite struct PlotCommandTests {
  private let trainer = CommandLineProgram.fixtures.appending("trainer")

  @Test func inTheTerminalItIsText() throws {
    let outcome = try CommandLineProgram.run("plot", "experiments/second.gin", "lr_schedule", in: trainer)
    #expect(outcome.code == 0)
    #expect(outcome.output.hasPrefix("TrainerConfig.lr_schedule\n 0.001 ┤██\n"))
    #expect(outcome.output.hasSuffix("6 values: first 0.001, last 0.0001, least 0.0001, greatest 0.001\n"))
  }

  /// The base experiment, `first.gin`, is drawn behind it: its rates end at 3e-05, below all of ours.
  @Test func intoAFileItIsAPicture() throws {
    let folder = try TemporaryFolder()
    let file = folder.path.appending("out.svg").string
    let outcome = try CommandLineProgram.run("plot", "experiments/second.gin", "lr_schedule", "-o", file, in: trainer)
    #expect(outcome.code == 0)
    #expect(outcome.output.isEmpty)
    let svg = try String(contentsOfFile: file, encoding: .utf8)
    #expect(svg.hasPrefix(#"<svg xmlns="http://www.w3.org/2000/svg""#) && svg.hasSuffix("</svg>\n"))
    #expect(svg.components(separatedBy: "<polyline").count == 3)
    #expect(svg.contains("- - experiments/first.gin"))
    #expect(svg.contains(">3e-05</text>"))
  }

  /// The greatest value stands at step 100 alone, between the steps that a glance looks at.
  @Test func aFunctionIsRunForEveryStep() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "train.py",
      """
      import gin

      @gin.configurable
      def rate(step, scale=1.0):
        return scale * (1 + (step == 100))

      @gin.configurable
      def train(rate=None, steps=5000):
        pass

      """)
    try folder.write("base.gin", "SCALE = 3.0\ntrain.rate = @rate\nrate.scale = %SCALE\n")
    let outcome = try CommandLineProgram.run("plot", "base.gin", "train.rate", in: folder.path)
    #expect(outcome.output.hasSuffix("5000 values: first 3, last 3, least 3, greatest 6\n"))
  }

  @Test func whatIsNoCurveIsRefused() throws {
    let outcome = try CommandLineProgram.run("plot", "experiments/second.gin", "TrainerConfig.steps", in: trainer)
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("`TrainerConfig.steps` is no list of two or more numbers"))
    let unwritable = try CommandLineProgram.run(
      "plot", "experiments/second.gin", "lr_schedule", "-o", "/nowhere/out.svg", in: trainer)
    #expect(unwritable.code == 2)
  }
}
