// How long does a program wait for its config? Files of 200 lines loaded, and the values made of them.

import Foundation
import Gin

@Config
private enum Padding: String {
  case same
  case valid
}

@Config
private struct Convolution {
  var filters: Int
  var kernel: (Int, Int) = (3, 3)
  var padding: Padding = .same
  var rate: Double = 0
  var name: String = ""
  var parameterCount: Int { filters * kernel.0 * kernel.1 }
}

@Config
private struct Optimizer {
  var rates: [Double]
  var momentum: Double = 0
  var decay: [String: Double] = [:]
}

@Config
private struct Network {
  var layers: [Convolution]
  var optimizer: Optimizer
  var classes: Int
}

@Configurable
private func makeRates(first: Double, count: Int) -> [Double] { (0..<count).map { first / Double($0 + 1) } }

enum Loading {
  private static let registry = Registry {
    Padding.self
    Convolution.self
    Optimizer.self
    Network.self
    $makeRates
  }

  static func run() throws {
    let text = config
    let file = FileManager.default.temporaryDirectory.appending(path: "gimlet-loading-\(UUID().uuidString).gin")
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let loaded = try Config(registry, files: [file.path])
    let network = try loaded.make(Network.self)
    let lines = text.split(separator: "\n").count
    print("A config of \(lines) lines, \(text.utf8.count) bytes, and a network of \(network.layers.count) layers:")
    row("load", try median { _ = try Config(registry, files: [file.path]) })
    row("make", try median { _ = try loaded.make(Network.self) })
    row(
      "both",
      try median {
        _ = try Config(registry, files: [file.path]).make(Network.self)
      })
    row("operative", try median { _ = loaded.operativeConfigString })
  }

  /// Scopes, macros, blocks, references and a function, as configs have them.
  private static var config: String {
    let names = (0..<30).map { "block\($0)" }
    var lines = ["CLASSES = 10", "RATE = 1e-3", "Network.classes = %CLASSES", "Network.optimizer = @Optimizer()"]
    lines += ["Network.layers = ["] + names.map { "    @\($0)/Convolution()," } + ["]"]
    for (place, name) in names.enumerated() {
      lines += [
        "\(name)/Convolution:", "  filters = \(8 << (place / 6))", "  kernel = (\(place % 3 + 1), 3)  # A comment.",
        "  name = '\(name)'", place % 2 == 0 ? "  rate = %RATE" : "  padding = 'valid'",
      ]
    }
    lines += [
      "Convolution.rate = 0.5", "Optimizer.rates = @make_rates()", "Optimizer.momentum = 0.9",
      "Optimizer.decay = {'weights': 1e-4, 'biases': 0.0}", "make_rates.first = %RATE", "make_rates.count = 100",
    ]
    while lines.count < 200 { lines.append("# Line \(lines.count + 1).") }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func row(_ what: String, _ seconds: Double) {
    print("  \(what.padding(toLength: 12, withPad: " ", startingAt: 0))\(String(format: "%9.1f µs", seconds * 1e6))")
  }

  private static func median(_ body: () throws -> Void) throws -> Double {
    let clock = ContinuousClock()
    let times = try (0..<501).map { _ in try clock.measure(body) }
    return times.sorted()[250] / .seconds(1)
  }
}
