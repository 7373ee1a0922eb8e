// Does the evaluator compute what the compiled program computes? The same source, run by both, compared to the bit.

import Configurables
import Evaluation
import Foundation
import SourceText
import SwiftDefinitions
import TestSupport
import Testing

@Suite struct ComparedWithSwiftcTests {
  @Test func writtenFunctionsGiveWhatTheProgramGives() throws {
    let counts = try compare(SwiftCorpus.source, functions: SwiftCorpus.names, called: "written functions")
    #expect(counts.equal >= SwiftCorpus.names.count - 2)
  }

  @Test func generatedFunctionsGiveWhatTheProgramGives() throws {
    let seed = ProcessInfo.processInfo.environment["GIMLET_SEED"].flatMap { UInt64($0) } ?? 20_261_121
    var generator = SwiftExpressionGenerator(seed: seed)
    let count = 300
    let source = "import Foundation\n" + (0..<count).map { generator.function(named: "g\($0)") }.joined()
    let counts = try compare(
      source, functions: (0..<count).map { "g\($0)" }, called: "generated functions, seed \(seed)")
    #expect(counts.equal == count)
  }

  private struct Counts {
    var equal = 0
    var notEvaluated: [String: Int] = [:]
  }

  private func compare(_ source: String, functions: [String], called name: String) throws -> Counts {
    let expected = try compiled(source, functions)
    #expect(expected.count == functions.count)
    let file = DefinitionFile(swift: SourceText(source), file: FilePath("/w/Sources/Net/Net.swift"), module: "Net")
    let index = DefinitionIndex([file])
    let evaluator = Evaluator(index: index)
    var counts = Counts()
    for (function, expected) in zip(functions, expected) {
      guard case .found(let id) = index.configurable(function) else {
        Issue.record("\(function) is not found")
        continue
      }
      do {
        let value = try evaluator.call(id, environment: EmptyEnvironment(), run: EvaluationRun())
        if Self.shown(value) == expected {
          counts.equal += 1
        } else {
          Issue.record(
            "\(function): evaluated \(Self.shown(value)), the program has \(expected)\n\(body(function, source))")
        }
      } catch EvaluationStop.notEvaluated(let reason, _) {
        counts.notEvaluated[reason, default: 0] += 1
      } catch {
        Issue.record("\(function): \(error), the program has \(expected)\n\(body(function, source))")
      }
    }
    print(
      "\(name): \(functions.count) functions, \(counts.equal) equal, \(counts.notEvaluated.values.reduce(0, +)) not evaluated"
    )
    for (reason, count) in counts.notEvaluated.sorted(by: { $0.value > $1.value }) { print("  \(count): \(reason)") }
    return counts
  }

  private func body(_ function: String, _ source: String) -> String {
    let start = source.range(of: "func \(function)(")?.lowerBound ?? source.startIndex
    let rest = source[start...]
    let end = rest.range(of: "\n}\n")?.upperBound ?? rest.endIndex
    return String(rest[..<end])
  }

  /// What the program prints for each function, after one compilation of them all.
  private func compiled(_ source: String, _ functions: [String]) throws -> [String] {
    let folder = try TemporaryFolder()
    var program = source.replacing("@Configurable\n", with: "").replacing("@Config\n", with: "") + SwiftCorpus.printing
    for function in functions { program += "print(shown(\(function)()))\n" }
    let file = folder.path.appending("main.swift").string
    try program.write(toFile: file, atomically: true, encoding: .utf8)
    let executable = folder.path.appending("program").string
    _ = try run(["swiftc", "-suppress-warnings", "-Onone", file, "-o", executable])
    return try run([executable]).split(separator: "\n").map(String.init)
  }

  private func run(_ command: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let printed = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(command[0]) failed")
    return String(decoding: printed, as: UTF8.self)
  }

  /// The value in the form that the program prints.
  private static func shown(_ value: Value) -> String {
    switch value {
    case .integer(let number): "i\(number)"
    case .double(let number): "d\(number.bitPattern)"
    case .float(let number): "f\(number.bitPattern)"
    case .boolean(let flag): flag ? "true" : "false"
    case .string(let text): "s" + text.replacing("\n", with: "\\n")
    case .list(let elements): "[" + elements.map(shown).joined(separator: ", ") + "]"
    case .none: "nil"
    default: value.text
    }
  }
}
