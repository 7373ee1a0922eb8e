// Does a command line configure a program?

import ArgumentParser
import Gin
import GinArguments
import SourceText
import TestSupport
import Testing

@Suite struct OptionsTests {
  @Test func filesAndBindingsComeInTheirOrder() throws {
    let folder = try TemporaryFolder()
    let base = try folder.write("configs/base.gin", "Optimizer.lr = 1.0\nOptimizer.momentum = 0.5\n")
    try folder.write("configs/more.gin", "Optimizer.lr = 2.0\n")
    let options = try GinOptions.parse([
      "--gin-file", base.string, "--gin-file", "more.gin", "--gin-path", base.folder.string,
      "--gin-param", "Optimizer.momentum = 0.25", "--gin-param", "Model.width = 1",
    ])
    let config = try options.config(sampleRegistry)
    #expect(try config.make(Optimizer.self) == Optimizer(lr: 2, momentum: 0.25))
    #expect(try config.make(Model.self).width == 1)
  }

  @Test func defaultsStandInForFiles() throws {
    let folder = try TemporaryFolder()
    let base = try folder.write("base.gin", "Optimizer.lr = 1.0\n")
    let none = try GinOptions.parse([]).config(sampleRegistry, files: [base.string])
    #expect(try none.make(Optimizer.self).lr == 1)
    #expect(
      failure { _ = try GinOptions.parse(["--gin-file", "none.gin"]).config(sampleRegistry) }?.code
        == .includeNotFound)
  }
}
