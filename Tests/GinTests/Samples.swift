// What do the tests of the library configure? One declaration of every kind that a macro takes.

import Gin

/// How a network starts.
@Config
enum Start: String {
  case zeros
  case glorotUniform = "glorot_uniform"
}

/// Without raw values.
@Config
enum Phase: Equatable {
  case train
  case test
}

/// An enum that no macro marks.
enum Level: Int, Equatable { case low = 1, high = 2 }

/// What a dictionary makes.
struct Shape: Decodable, Equatable {
  var width: Int
  var height: Int?
  var tags: [String]
}

@Config
struct Optimizer: Equatable {
  var lr: Double = 1e-3
  var momentum: Double = 0
}

@Config
struct Model: Equatable {
  var width: Int
  var start: Start = .zeros
  var optimizer: Optimizer = Optimizer()
  var name: String?

  var parameterCount: Int { width * width }
}

@Config
final class Layer {
  let size: Int
  let bias: Bool

  @Configurable("Layer.scaled")
  func scaled(by factor: Double, offset: Double = 0.5) -> Double { Double(size) * factor + offset }

  @Configurable
  static func largest(_ limit: Int = 7) -> Int { limit }
}

@Config
actor Counter {
  let first: Int
  init(first: Int = 1) { self.first = first }
}

/// Has several initializers; the marked one is what configs call.
@Config
struct Range2: Equatable {
  let low: Int
  let high: Int

  init(from low: Int, count: Int) {
    self.low = low
    high = low + count
  }

  @Configurable
  init(low: Int, high: Int) throws {
    guard low <= high else { throw Upside() }
    self.low = low
    self.high = high
  }

  struct Upside: Error, Equatable {}
}

/// Takes a value of every type that a config can write.
@Config
struct Everything {
  var flag: Bool = false
  var whole: Int = 0
  var small: Int8 = 0
  var unsigned: UInt64 = 0
  var single: Float = 0
  var number: Double = 0
  var text: String = ""
  var list: [Int] = []
  var unique: Set<String> = []
  var table: [String: [Double]] = [:]
  var pair: (Int, String) = (0, "")
  var labelled: (low: Int, high: Int) = (0, 0)
  var maybe: Int?
  var nested: [[String: Int?]] = []
  var level: Level = .low
  var phase: Phase = .train
  var start: Start = .zeros
  var shape: Shape?
  var bytes: [UInt8] = []
  var layer: Layer?
  var layers: [Layer] = []
  var make: (() throws -> Layer)?
  var rate: (Int) -> Double = { _ in 0 }
}

/// A number that says how often it was made.
@Config
final class Ticket {
  let seat: Int
  init(seat: Int = 1) { self.seat = seat }
}

@Configurable
func halved(_ step: Int, from start: Double = 1) -> Double {
  start / Double(1 << step)
}

@Configurable
func failing(at step: Int = 3) throws -> Int { throw Broken(step: step) }

/// May be handed to itself.
@Configurable
func counting(_ step: Int = 0, next: ((Int) -> Int)? = nil) -> Int { step < 3 ? next?(step + 1) ?? -1 : step }

struct Broken: Error, Equatable { let step: Int }

@Configurable("renamed.name", deny: ["secret"])
func called(open: Int = 1, secret: Int = 2) -> [Int] { [open, secret] }

@Configurable(module: "elsewhere", allow: ["open"])
func listed(open: Int = 1, closed: Int = 2) -> [Int] { [open, closed] }

/// Asks its config while it runs.
@Configurable
func asking() throws -> Double { try Gin.query("Optimizer.lr") }

/// Takes tickets however a config hands them out.
@Configurable
func seats(first: Ticket, second: Ticket, more: [Ticket] = []) -> [Ticket] { [first, second] + more }

let sampleRegistry = Registry {
  Start.self
  Phase.self
  Optimizer.self
  Model.self
  Layer.self
  Layer.$scaled
  Layer.$largest
  Counter.self
  Range2.self
  Everything.self
  Ticket.self
  $halved
  $failing
  $counting
  $called
  $listed
  $asking
  $seats
  Constant("limits.LARGEST", 1024)
  Constant("limits.SHAPE", Shape(width: 1, tags: ["constant"]))
}

/// A config of bindings alone.
func config(_ bindings: String...) throws -> Config { try Config(sampleRegistry, bindings: bindings) }

/// The error of something that must fail.
func failure(_ body: () throws -> Void) -> ConfigError? {
  do { try body() } catch let error as ConfigError { return error } catch { return nil }
  return nil
}
