// What does the compiler say of declarations that configs cannot use? One program, with what is said of a line behind
// it.

import Foundation
import Testing

@Suite struct DiagnosticsTests {
  private static let program = #"""
    import Gin

    @Config struct Inferred {
      var steps = Int.random(in: 0..<9)  // error: `steps` needs a written type, such as `var steps: Int`: a macro does not see what is inferred.
      var rate = 0.5
      var sizes = [1, 2]
      let unit = makeUnit()
    }
    func makeUnit() -> String { "s" }

    @Config struct Twice {
      var baseLR: Double
      var base_lr: Double  // error: Configs cannot tell `base_lr` from `baseLR`: names count without `_` and without case. Rename one of them.
    }

    @Configurable func twice(size: Int, Size: Int) {}  // error: Configs cannot tell `Size` from `size`: names count without `_` and without case. Rename one of them.

    @Config enum Colors { case red, Red }  // error: Configs cannot tell `Red` from `red`: names count without `_` and without case. Rename one of them.

    @Config struct Box<Content> { var content: Content }  // error: `Box` is generic, and a config cannot say of which type. Mark a function or type that is not.

    @Configurable func pick<Item>(_ items: [Item]) {}  // error: `pick` is generic, and a config cannot say of which type. Mark a function or type that is not.

    @Configurable func some(_ item: some Equatable) {}  // error: `item` is generic, which a config cannot give a value.

    @Configurable func change(_ item: inout Int) {}  // error: `item` is `inout`, which a config cannot give a value.

    @Configurable func later(_ item: @autoclosure () -> Int) {}  // error: `item` is an autoclosure, which a config cannot give a value.

    @Configurable func load() async -> Int { 1 }  // error: `load` is `async`, and a config calls only what returns at once.

    @Configurable func hidden() -> some Equatable { 1 }  // error: `hidden` returns an opaque type. Write the type itself, or `any` and the protocol.

    @MainActor @Configurable func draw() {}  // error: `draw` is isolated to an actor, and configs call from anywhere. Add `nonisolated`.

    @MainActor @Config struct Window { var width: Int }  // error: `Window` is isolated to an actor, and configs call from anywhere. Add `nonisolated`.

    struct Counter {
      var count = 0
      @Configurable mutating func advance(by steps: Int) { count += steps }  // error: `advance` is `mutating`, and a config calls on a copy.
    }

    func outer() {
      @Configurable func inner() {}  // error: `inner` is local to a function, where no config reaches it. Move it out.
    }

    @Configurable struct Wrong { var size: Int }  // error: `@Configurable` does not mark types. Use `@Config`.

    let moduleName = "m"
    @Configurable(module: moduleName) func named() {}  // error: `module` must be written as a literal: editors read it without running the program.

    @Configurable(deny: ["speed"]) func listed(size: Int) {}  // error: `listed` has no parameter `speed`.

    @Configurable func spread(_ sizes: Int...) {}
    @Config actor Worker { var size: Int }
    @Config public struct Seen { public var size: Int = 1 }
    @Config class Base { var size: Int = 1 }
    extension Seen { @Configurable static func made() -> Seen { Seen(size: 2) } }
    """#

  @Test func eachMistakeHasItsSentence() throws {
    let expected = Self.program.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap {
      line -> String? in
      guard let comment = line.element.range(of: "// error: ") else { return nil }
      return "\(line.offset + 1): error: \(line.element[comment.upperBound...])"
    }
    #expect(expected.count == 18)
    let found = try SwiftCompiler.diagnostics(of: Self.program)
    for line in found where !expected.contains(line) { Issue.record("unexpected: \(line)") }
    for line in expected where !found.contains(line) { Issue.record("not said: \(line)") }
  }

  @Test func aProgramOfEveryKindHasNoWarnings() throws {
    let program = """
      import Gin
      @Config enum Mode: String { case fast, slow }
      @Config struct Inner { var size: Int?; var rates: [String: [Double?]] = [:]; var both: Int { size ?? 0 } }
      @Config struct Outer {
        var inner: Inner
        var mode: Mode = .fast
        var make: @Sendable (Int) throws -> Inner
        var pair: (low: Int, high: Int?) = (0, nil)
        private var cache: [Int] = []
        var `default`: Int! = nil
        var last: Int? { cache.last }
      }
      @Config final class Layer { let size: Int; init?(size: Int) { self.size = size } }
      @Config actor Worker { var size: Int; init(_ size: Int = 1) throws { self.size = size } }
      enum Space {
        @Configurable static func area(_ side: Double, by other: Double? = nil) throws -> Double { side * (other ?? 1) }
        @Config struct Point { let x, y: Double }
      }
      extension Layer { @Configurable func grown(by factor: Int = 2) -> Int { size * factor } }
      @Configurable private func hidden(_ run: (() -> Void)? = nil, then: @escaping (Int, Int) -> Int) {}
      @discardableResult @Configurable public func shown() -> any Error { CancellationError() }
      let registry = Registry {
        Mode.self; Inner.self; Outer.self; Layer.self; Worker.self
        Space.$area; Space.Point.self; Layer.$grown; $hidden; $shown
      }
      """
    #expect(try SwiftCompiler.diagnostics(of: program) == [])
  }

  @Test func whatIsMarkedNonisolatedCanBeUsedAnywhere() throws {
    let program = """
      import Gin
      @Config nonisolated struct Inner { var size: Int = 1; var both: Int { size * 2 } }
      @Config nonisolated final class Layer { let size: Int; init(size: Int) { self.size = size } }
      @Config nonisolated enum Mode: String { case fast, slow }
      @Config struct Window { var width: Int = 1 }
      @Configurable nonisolated func rate(first: Double, count: Int = 3) -> [Double] { [first] }
      nonisolated func use() throws {
        let config = try Config(Registry { Inner.self; Layer.self; Mode.self; $rate })
        print(try config.make(Inner.self).resolved, try config.call($rate))
      }
      func draw() throws { _ = try Config(Registry { Window.self }).make(Window.self) }
      """
    #expect(try SwiftCompiler.diagnostics(of: program, ["-default-isolation", "MainActor"]) == [])
  }
}
