// Which files does a config read, and what does it say of those that do not fit?

import Foundation
import Gin
import SourceText
import TestSupport
import Testing

@Suite struct LoadingTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func load(
    _ files: String..., bindings: [String] = [], searchPaths: [String] = []
  ) throws(ConfigError) -> Config {
    try Config(
      sampleRegistry, files: files.map { folder.path.appending($0).string }, bindings: bindings,
      searchPaths: searchPaths.map { folder.path.appending($0).string })
  }

  @Test func theLastBindingWinsOverFilesIncludesAndBindings() throws {
    try folder.write("a.gin", "Optimizer.lr = 1.0\ninclude 'c.gin'\nOptimizer.momentum = 1.0\nTicket.seat = 1\n")
    try folder.write("b.gin", "Ticket.seat = 2\nModel.width = 2\n")
    try folder.write("c.gin", "Optimizer.lr = 3.0\nOptimizer.momentum = 3.0\n")
    let config = try load("a.gin", "b.gin", bindings: ["Model.width = 4"])
    #expect(try config.make(Optimizer.self) == Optimizer(lr: 3, momentum: 1))
    #expect(try config.make(Ticket.self).seat == 2)
    #expect(try config.make(Model.self).width == 4)
  }

  @Test func pathsAreSearched() throws {
    try folder.write("configs/base.gin", "Optimizer.lr = 2.0\n")
    try folder.write("experiments/deep/a.gin", "include 'base.gin'\ninclude 'beside.gin'\n")
    try folder.write("experiments/deep/beside.gin", "Optimizer.momentum = 0.5\n")
    let found = try load("experiments/deep/a.gin", searchPaths: ["configs"])
    #expect(try found.make(Optimizer.self) == Optimizer(lr: 2, momentum: 0.5))
    let named = try Config(
      sampleRegistry, files: ["base.gin"], searchPaths: [folder.path.appending("configs").string])
    #expect(try named.make(Optimizer.self).lr == 2)
    // Without a search path the base is not found, but for a `gimlet.gin` that says where.
    #expect(failure { _ = try load("experiments/deep/a.gin") }?.code == .includeNotFound)
    try folder.write("gimlet.gin", "workspace.include_paths = ['configs']\n")
    #expect(try load("experiments/deep/a.gin").make(Optimizer.self).lr == 2)
  }

  @Test func everyProblemIsToldWithItsLine() throws {
    try folder.write(
      "a.gin",
      """
      Optimizer.lr = 1.0
      Optimizer.rate = 1.0
      Optimiser.lr = 1.0
      Model.parameter_count = 3
      include 'missing.gin'
      Layer.size = 4 +
      """)
    let error = try #require(failure { _ = try load("a.gin") })
    let path = folder.path.appending("a.gin").string
    let all = [error] + error.others
    #expect(
      all.map { "\($0.location?.line ?? 0) \($0.code.rawValue)" } == [
        "2 unknown-parameter", "3 unknown-configurable", "4 computed-parameter", "5 include-not-found",
        "6 syntax-error",
      ])
    #expect(all.allSatisfy { $0.location?.file == path })
    #expect(error.description.split(separator: "\n").first?.hasPrefix("\(path):2:11: ") == true)
    #expect(error.description.split(separator: "\n").count == 5)
  }

  @Test func whatFilesCanNotBe() throws {
    #expect(failure { _ = try load("none.gin") }?.code == .includeNotFound)
    try folder.makeFolder("folder.gin")
    #expect(failure { _ = try load("folder.gin") }?.code == .includeNotFound)
    try folder.write("a.gin", "include 'b.gin'\n")
    try folder.write("b.gin", "include 'a.gin'\n")
    #expect(failure { _ = try load("a.gin") }?.code == .includeCycle)
    try folder.write("c.gin", "Ticket.seat = %NONE\nModel.width = %gin.REQUIRED\n")
    let error = try #require(failure { _ = try load("c.gin") })
    #expect(([error] + error.others).map(\.code) == [.unknownMacro, .requiredNotBound])
    #expect(error.location?.column == 15)
  }

  @Test func bytesThatAreNoTextDoNotTrap() throws {
    try folder.write("a.gin", bytes: Array("Ticket.seat = 2\r\nTicket.seat = 2".utf8))
    #expect(try load("a.gin").make(Ticket.self).seat == 2)
    try folder.write("b.gin", bytes: Array("Model.name = '".utf8) + [0xFF, 0x00] + Array("'\n".utf8))
    _ = failure { _ = try load("b.gin") }
    try folder.write("c.gin", "Everything.list = " + String(repeating: "[", count: 100_000))
    #expect(failure { _ = try load("c.gin") }?.code == .syntaxError)
  }

  @Test func whatIsFoundOnlyWhenItRuns() throws {
    let required = try #require(failure { _ = try load().scoped("a").make(Model.self) })
    #expect(required.code == .requiredNotBound)
    #expect(
      required.message == "`Model` is called in scope `a` and its `width` has no value. Bind `a/Model.width`.")

    let broken = try load(bindings: ["Model.width = 1", "Ticket.seat = @failing()"])
    let error = try #require(failure { _ = try broken.make(Ticket.self) })
    #expect(error.code == .evaluationError)
    #expect(error.underlying as? Broken == Broken(step: 3))
    #expect(error.location?.line == 2 && error.location?.column == 15)
    // Whoever calls a function directly gets its own error.
    #expect(throws: Broken(step: 3)) { try broken.call($failing) }
  }

  @Test func valuesThatNeedThemselves() throws {
    #expect(
      failure { _ = try load(bindings: ["A = %B", "B = %A", "Ticket.seat = %A"]).make(Ticket.self) }?.code
        == .definitionCycle)
    let calls = try load(bindings: ["Layer.bias = True", "Layer.size = @largest()", "largest.limit = @largest()"])
    #expect(failure { _ = try calls.make(Layer.self) }?.code == .definitionCycle)
    var chain = (0..<1_000).map { "M\($0) = %M\($0 + 1)" }
    chain += ["M1000 = 7", "Ticket.seat = %M0"]
    let config = try Config(sampleRegistry, bindings: chain)
    // Refused, before the stack is full.
    #expect(failure { _ = try config.make(Ticket.self) }?.code == .evaluationError)
  }
}
