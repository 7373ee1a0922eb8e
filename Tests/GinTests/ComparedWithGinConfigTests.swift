// Does a Swift program get what a Python program gets of the same config? Results, config string, operative config.

import Foundation
import Gin
import TestSupport
import Testing

/// Whatever a config can write, and what calls make.
indirect enum Tree: Decodable, Sendable {
  case none, flag(Bool), whole(Int), number(Double), text(String)
  case list([Tree]), table([String: Tree]), color(Color), made(Made)

  final class Made: Sendable {
    let name: String
    let parts: [Tree]
    init(_ name: String, _ parts: [Tree]) {
      self.name = name
      self.parts = parts
    }
  }

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .none
    } else if let flag = try? value.decode(Bool.self) {
      self = .flag(flag)
    } else if let whole = try? value.decode(Int.self) {
      self = .whole(whole)
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else if let color = try? value.decode(Color.self) {
      self = .color(color)
    } else if let table = try? value.decode([String: Tree].self), !table.isEmpty {
      self = .table(table)
    } else if let list = try? value.decode([Tree].self) {
      self = .list(list)
    } else {
      self = .table(try value.decode([String: Tree].self))
    }
  }

  func canonical(_ seen: inout [ObjectIdentifier: (number: Int, made: Made)]) -> String {
    switch self {
    case .none: "nil"
    case .flag(let flag): "\(flag)"
    case .whole(let number): "\(number)"
    case .number(let number): "d\(number.bitPattern)"
    case .text(let text): "s" + text.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    case .color(let color): ".\(color)"
    case .list(let list): "[" + list.map { $0.canonical(&seen) }.joined(separator: ", ") + "]"
    case .table(let table):
      // In one order on both sides, for the order says which of the values that were made is met first.
      "{"
        + table.sorted { $0.key > $1.key }.map { "\"\($0.key)\": " + $0.value.canonical(&seen) }.sorted()
        .joined(separator: ", ") + "}"
    case .made(let made): Self.canonical(made, &seen)
    }
  }

  private static func canonical(_ made: Made, _ seen: inout [ObjectIdentifier: (number: Int, made: Made)]) -> String {
    if let known = seen[ObjectIdentifier(made)] { return "#\(known.number)" }
    let number = seen.count
    seen[ObjectIdentifier(made)] = (number, made)
    return "\(made.name)#\(number)(" + made.parts.map { $0.canonical(&seen) }.joined(separator: ", ") + ")"
  }
}

@Config(module: "lib")
enum Color: String, Decodable, Sendable {
  case red = "r"
  case green = "g"
}

@Configurable(module: "lib.net")
func leaf(x: Tree? = nil, y: Double = 2.5, name: String = "leaf", limit: Double = .infinity) -> Tree {
  .made(Tree.Made("leaf", [x ?? .none, .number(y), .text(name), .number(limit)]))
}

@Configurable(module: "lib.tree")
func pair(
  left: Tree? = nil, right: (Int, String) = (1, "two"), note: [String: [Double]] = ["b": [1.5], "a": []]
) -> Tree {
  let right = Tree.list([.whole(right.0), .text(right.1)])
  return .made(Tree.Made("pair", [left ?? .none, right, .table(note.mapValues { .list($0.map { .number($0) }) })]))
}

@Configurable("Box", module: "lib.tree")
func box(content: Tree, size: Int = 3) -> Tree { .made(Tree.Made("Box", [content, .whole(size)])) }

@Configurable(module: "lib.tree", deny: ["hidden"])
func repeated(make: () throws -> Tree, times: Int = 2, hidden: Int = 7) throws -> Tree {
  .made(Tree.Made("repeated", try (0..<times).map { _ in try make() }))
}

@Configurable("leaf", module: "other")
func otherLeaf(child: Tree? = nil, depth: Int = 0) -> Tree {
  .made(Tree.Made("other", [.whole(depth), child ?? .none]))
}

@Configurable("asking", module: "main")
func askingTree() throws -> Tree { .made(Tree.Made("asking", [.text(try Gin.query("net.leaf.name"))])) }

private let registry = Registry {
  $leaf
  $pair
  $box
  $repeated
  $otherLeaf
  $askingTree
  Color.self
  Constant("lib.consts.BIG", Tree.whole(1024))
  Constant("lib.consts.NAMES", Tree.list([.text("a"), .text("b")]))
}

@Suite struct ComparedWithGinConfigTests {
  @Test func randomProgramsGetWhatGinConfigGives() throws {
    guard let interpreter = try PythonOracle.interpreter(toCheck: "programs against gin-config") else { return }
    let seed = ProcessInfo.processInfo.environment["GIMLET_SEED"].flatMap { UInt64($0) } ?? 20_261_121
    var generator = RandomProgramGenerator(seed: seed)
    let programs = (0..<600).map { _ in generator.program() }
    let expected = try GinConfigOracle.outcomes(of: programs, interpreter: interpreter)
    var loaded = 0
    var calls = 0
    var failing = 0
    var operative = 0
    for (program, expected) in zip(programs, expected) {
      let outcome = outcome(of: program)
      #expect(outcome?.results == expected?.results, "\(text(of: program))")
      #expect(outcome?.configText == expected?.configText, "\(text(of: program))")
      if let used = expected?.operativeText {
        #expect(outcome?.operativeText == used, "\(text(of: program))")
        operative += 1
      }
      loaded += expected == nil ? 0 : 1
      calls += expected?.results.count ?? 0
      failing += expected?.results.count { $0 == "error" } ?? 0
    }
    print(
      "programs against gin-config, seed \(seed): \(loaded) of \(programs.count) load, \(calls) calls, \(failing) fail, \(operative) operative configs"
    )
    #expect(loaded > 500 && calls > 1_000 && failing < calls / 4 && operative > 300)
  }

  private func text(of program: RandomProgram) -> String {
    program.bindings.joined(separator: "\n") + "\n"
      + program.calls.map { "\($0.scope) \($0.function) \($0.arguments)" }.joined(separator: "\n")
  }

  private func outcome(of program: RandomProgram) -> ProgramOutcome? {
    guard let config = try? Config(registry, bindings: program.bindings) else { return nil }
    let text = config.configString
    var seen: [ObjectIdentifier: (number: Int, made: Tree.Made)] = [:]
    let results = program.calls.map { call in
      (try? result(of: call, config.scoped(call.scope)))?.canonical(&seen) ?? "error"
    }
    return ProgramOutcome(results: results, configText: text, operativeText: config.operativeConfigString)
  }

  private func result(of call: RandomProgram.Call, _ config: Config) throws -> Tree {
    let given = call.arguments.mapValues { Tree.whole($0) }
    return switch call.function {
    case "net.leaf": try config.call($leaf, with: given)
    case "pair": try config.call($pair, with: given)
    case "Box": try config.call($box, with: given)
    case "repeated": try config.call($repeated, with: given)
    case "other.leaf": try config.call($otherLeaf, with: given)
    default: try config.call($askingTree, with: given)
    }
  }
}
