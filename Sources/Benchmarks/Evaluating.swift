// How fast is a schedule computed, beside the same function compiled by swiftc and run by CPython?

import Configurables
import Evaluation
import Foundation
import SourceText
import SwiftDefinitions

enum Evaluating {
  private static let function = """
    @Configurable
    func schedule(steps: Int) -> [Double] {
      let base = 1e-3
      let low = base * 0.1
      let intervals = max(1, steps - 1)
      return (0..<steps).map { step in
        low + (base - low) * 0.5 * (1 + cos(Double.pi * Double(step) / Double(intervals)))
      }
    }

    """

  private static let python = """
    import math, time
    def schedule(steps):
        base = 1e-3
        low = base * 0.1
        intervals = max(1, steps - 1)
        return [low + (base - low) * 0.5 * (1 + math.cos(math.pi * step / intervals)) for step in range(steps)]
    for steps, runs in ((1_000_000, 9), (6, 2001)):
        times = []
        for _ in range(runs):
            start = time.perf_counter()
            schedule(steps)
            times.append(time.perf_counter() - start)
        print(sorted(times)[runs // 2])
    """

  private static let compiled = """
    import Foundation
    let clock = ContinuousClock()
    for (steps, runs) in [(1_000_000, 9), (6, 2001)] {
      var times: [Duration] = []
      var sum = 0.0
      for _ in 0..<runs { times.append(clock.measure { sum += schedule(steps: steps).last ?? 0 }) }
      times.sort()
      print(times[runs / 2] / .seconds(1))
      if sum == 0 { print("impossible") }
    }
    """

  static func run() throws {
    let definitions = DefinitionFile(swift: SourceText(function), file: FilePath("/schedule.swift"), module: "schedule")
    let index = DefinitionIndex([definitions])
    guard case .found(let id) = index.configurable("schedule") else { return print("the function is not found") }
    let evaluator = Evaluator(index: index)
    let swift = try inSwift()
    let cpython = try output(of: ["python3", "-c", python])
    for (place, (steps, runs)) in [(1_000_000, 9), (6, 2001)].enumerated() {
      let ours = try median(runs) {
        _ = try evaluator.call(
          id, arguments: [EvaluationArgument(name: "steps", value: .integer(steps))], environment: EmptyEnvironment(),
          run: EvaluationRun())
      }
      print("A cosine schedule of \(steps) steps:")
      row("Gimlet", ours)
      row("swiftc -O", swift.indices.contains(place) ? swift[place] : nil, beside: ours)
      row("CPython", cpython.indices.contains(place) ? cpython[place] : nil, beside: ours)
    }
  }

  static func row(_ what: String, _ seconds: Double?, beside ours: Double? = nil) {
    guard let seconds else { return print("  \(what): not measured") }
    let ratio = ours.map { String(format: "   Gimlet takes %.2f times as long", $0 / seconds) } ?? ""
    print(
      "  \(what.padding(toLength: 12, withPad: " ", startingAt: 0))\(String(format: "%12.3f µs", seconds * 1e6))\(ratio)"
    )
  }

  static func median(_ runs: Int, _ body: () throws -> Void) throws -> Double {
    let clock = ContinuousClock()
    var times: [Duration] = []
    for _ in 0..<runs { times.append(try clock.measure { try body() }) }
    return times.sorted()[runs / 2] / .seconds(1)
  }

  private static func inSwift() throws -> [Double] {
    let folder = FileManager.default.temporaryDirectory.appending(path: "gimlet-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let source = folder.appending(path: "main.swift")
    let program = function.replacing("@Configurable\n", with: "") + compiled
    try program.write(to: source, atomically: true, encoding: .utf8)
    let executable = folder.appending(path: "schedule").path
    _ = try output(of: ["swiftc", "-O", source.path, "-o", executable])
    return try output(of: [executable])
  }

  /// The numbers that a program prints, a line each.
  static func output(of command: [String]) throws -> [Double] {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let printed = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: printed, as: UTF8.self).split(separator: "\n").compactMap { Double($0) }
  }
}
