// Does a program get what its configs say? Values, calls, scopes, macros, singletons.

import Gin
import Testing

@Suite struct MakingTests {
  @Test func defaultsAndBindings() throws {
    let config = try config("Model.width = 3", "Optimizer.lr = 0.5")
    let model = try config.make(Model.self)
    // A default that Swift makes is Swift's own: only what a config makes is configured.
    #expect(model == Model(width: 3))
    #expect(model.parameterCount == 9)
    #expect(try config.make(Optimizer.self) == Optimizer(lr: 0.5))
  }

  @Test func bothSpellingsNameAParameter() throws {
    #expect(try config("Optimizer.LR = 0.5").make(Optimizer.self).lr == 0.5)
    let swift = try config("Everything.whole = 1", "everything.Whole = 2").make(Everything.self)
    #expect(swift.whole == 2)
  }

  @Test func theProgramsOwnValuesWin() throws {
    let config = try config("Model.width = 3", "Model.name = 'bound'", "halved.from = 8.0")
    #expect(try config.make(Model.self, with: ["width": 5]) == Model(width: 5, name: "bound"))
    #expect(try config.call($halved, 2) == 2)
    #expect(try config.call($halved, 2, 4.0) == 1)
    #expect(try config.call($halved, with: ["step": 1]) == 4)
    #expect(failure { _ = try config.make(Model.self, with: ["widht": 5]) }?.code == .unknownParameter)
    #expect(failure { _ = try config.make(Model.self, with: ["width": "5"]) }?.code == .typeMismatch)
    #expect(failure { try config.call($halved, 1, 2.0, 3) }?.code == .unknownParameter)
  }

  @Test func scopesAreInherited() throws {
    let config = try config(
      "Optimizer.lr = 1.0", "a/Optimizer.lr = 2.0", "a/b/Optimizer.momentum = 0.5", "b/Optimizer.lr = 4.0")
    #expect(try config.make(Optimizer.self) == Optimizer(lr: 1))
    #expect(try config.scoped("a").make(Optimizer.self) == Optimizer(lr: 2))
    #expect(try config.scoped("a/b").make(Optimizer.self) == Optimizer(lr: 2, momentum: 0.5))
    #expect(try config.scoped("a").scoped("b").make(Optimizer.self) == Optimizer(lr: 4))
    #expect(try config.scoped("c").make(Optimizer.self) == Optimizer(lr: 1))
  }

  @Test func aReferenceRunsInItsScopeOrInItsCallers() throws {
    let config = try config(
      "Model.width = 1", "Model.optimizer = @Optimizer()", "fast/Model.optimizer = @slow/Optimizer()",
      "Optimizer.lr = 1.0", "fast/Optimizer.lr = 2.0", "slow/Optimizer.lr = 0.5", "other/Optimizer.lr = 8.0")
    #expect(try config.make(Model.self).optimizer.lr == 1)
    #expect(try config.scoped("other").make(Model.self).optimizer.lr == 8)
    #expect(try config.scoped("fast").make(Model.self).optimizer.lr == 0.5)
  }

  @Test func macrosAndConstants() throws {
    let config = try config(
      "WIDTH = 5", "HALF = %WIDTH", "Model.width = %HALF", "wide/Model.width = %limits.LARGEST",
      "Model.start = %Start.glorotUniform", "Everything.shape = %SHAPE", "Everything.phase = %Phase.test",
      "Everything.list = [%WIDTH, 1, %LARGEST]")
    #expect(try config.make(Model.self) == Model(width: 5, start: .glorotUniform))
    #expect(try config.scoped("wide").make(Model.self).width == 1024)
    let everything = try config.make(Everything.self)
    #expect(everything.shape == Shape(width: 1, tags: ["constant"]))
    #expect(everything.phase == .test)
    #expect(everything.list == [5, 1, 1024])
  }

  @Test func evaluatedReferencesAreMadeAnew() throws {
    let config = try config(
      "T = @Ticket()", "seats.first = %T", "seats.second = %T", "seats.more = [@Ticket(), @row/Ticket()]",
      "row/Ticket.seat = 9")
    let tickets = try config.call($seats) + config.call($seats)
    #expect(Set(tickets.map(ObjectIdentifier.init)).count == 8)
    #expect(tickets.map(\.seat) == [1, 1, 1, 9, 1, 1, 1, 9])
  }

  @Test func aSingletonIsMadeOnceForANameAndARun() throws {
    let bindings = [
      "seats.first = @one/gin.singleton()", "seats.second = @two/gin.singleton()",
      "seats.more = [@one/gin.singleton(), @Ticket()]", "one/gin.singleton.constructor = @Ticket",
      "two/gin.singleton.constructor = @row/Ticket", "one/Ticket.seat = 5", "row/Ticket.seat = 6",
    ]
    let config = try Config(sampleRegistry, bindings: bindings)
    let tickets = try config.call($seats) + config.scoped("other").call($seats)
    #expect(tickets.map(\.seat) == [5, 6, 5, 1, 5, 6, 5, 1])
    #expect(Set(tickets.map(ObjectIdentifier.init)).count == 4)
    // Another config is another run.
    let others = try Config(sampleRegistry, bindings: bindings).call($seats)
    #expect(others[0] !== tickets[0])
  }

  @Test func queriesAskTheConfigThatCalls() throws {
    let config = try config(
      "Optimizer.lr = 0.25", "a/Optimizer.lr = 9.0", "Model.name = None", "SEAT = 4", "Layer.size = %SEAT")
    #expect(try config.call($asking) == 0.25)
    #expect(try config.scoped("a").call($asking) == 0.25)
    #expect(try config.query("a/Optimizer.lr") == 9.0)
    #expect(try config.query("LARGEST") == 1024)
    #expect(try config.query("Phase.test") == Phase.test)
    #expect(try config.query("SEAT/macro.value") == 4)
    #expect(failure { _ = try config.query("Layer.size", as: Int.self) }?.code == .typeMismatch)
    #expect(try config.query("Model.name", as: String?.self) == nil)
    #expect(try config.perform { try Gin.query("Optimizer.lr") } == 0.25)
    #expect(failure { _ = try config.query("Optimizer.momentum", as: Double.self) }?.code == .requiredNotBound)
    #expect(failure { _ = try Gin.query("Optimizer.lr", as: Double.self) }?.code == .noConfig)
  }

  @Test func concurrentTasksAskTheirOwnConfig() async throws {
    let configs = try (1...20).map { try config("Optimizer.lr = \($0).0") }
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for (place, config) in configs.enumerated() {
        group.addTask {
          try await config.perform {
            await Task.yield()
            return try Gin.query("Optimizer.lr") == Double(place + 1)
          }
        }
      }
      for try await isRight in group { #expect(isRight) }
    }
  }

  @Test func methodsInitializersAndActors() throws {
    let config = try config(
      "Layer.size = 4", "Layer.bias = True", "Layer.scaled.by = 2.0", "Layer.largest.limit = 8", "Counter.first = 3",
      "Range2.low = 2", "Range2.high = 5")
    let layer = try config.make(Layer.self)
    #expect(layer.size == 4 && layer.bias)
    #expect(try config.call(Layer.$scaled, on: layer) == 8.5)
    #expect(try config.call(Layer.$scaled, on: layer, with: ["offset": 0.0]) == 8)
    #expect(try config.call(Layer.$largest) == 8)
    #expect(try config.make(Counter.self).first == 3)
    #expect(try config.make(Range2.self) == Range2(low: 2, high: 5))
    #expect(throws: Range2.Upside()) { _ = try config.make(Range2.self, with: ["high": 1]) }
  }

  @Test func namesOfTheAttribute() throws {
    let config = try config("renamed.name.open = 5", "elsewhere.listed.open = 6")
    #expect(try config.call($called) == [5, 2])
    #expect(try config.call($listed) == [6, 2])
    #expect(failure { _ = try self.config("name.secret = 5") }?.code == .parameterNotConfigurable)
    #expect(failure { _ = try self.config("listed.closed = 5") }?.code == .parameterNotConfigurable)
    #expect(failure { _ = try self.config("called.open = 5") }?.code == .unknownConfigurable)
    #expect(failure { _ = try self.config("GinTests.listed.open = 5") }?.code == .unknownConfigurable)
  }

  private func config(_ bindings: String...) throws -> Config { try Config(sampleRegistry, bindings: bindings) }

  @Test func aRegistryHoldsOthersAndDoesNotListTwice() throws {
    let library = Registry {
      Optimizer.self
      Constant("limits.LARGEST", 1)
    }
    let isLarge = true
    let registry = Registry {
      library
      Optimizer.self
      if isLarge { Model.self } else { Layer.self }
    }
    let config = try Config(registry, bindings: ["Model.width = %LARGEST", "Optimizer.lr = 2.0"])
    #expect(try config.make(Model.self).width == 1)
    #expect(failure { _ = try config.make(Layer.self) }?.code == .unknownConfigurable)
    #expect(try config.make(Optimizer.self).lr == 2)
  }
}
