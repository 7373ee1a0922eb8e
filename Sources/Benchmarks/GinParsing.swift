// How fast is a gin file parsed, beside gin-config's own parser on the same file?

import Foundation
import GinSyntax
import SourceText

enum GinParsing {
  /// Prints what one core does with each file, and with a generated one of 10,000 lines when none is given.
  /// - Parameter files: paths of gin files.
  static func run(files: [String]) throws {
    if files.isEmpty { measure(GinParsingSample.text(lines: 10_000), named: "a generated file of 10,000 lines") }
    for path in files {
      measure(Array(try Data(contentsOf: URL(filePath: path))), named: path)
    }
  }

  private static func measure(_ bytes: [UInt8], named name: String) {
    let text = SourceText(utf8: bytes)
    let file = GinFile(text)
    print(
      "\(name): \(bytes.count) bytes, \(text.lineCount) lines, \(file.statements.count) statements,", terminator: " ")
    print("\(file.nodes.count) nodes, \(file.problems.count) problems")

    let ours = medianSeconds { GinFile(text).statements.count }
    row("Gimlet: parse", ours, bytes.count)
    row("Gimlet: text and line table", medianSeconds { SourceText(utf8: bytes).lineCount }, bytes.count)
    row("Gimlet: values as text", medianSeconds { GinFile(text).rows.count }, bytes.count)
    guard let theirs = GinParsingOracle.seconds(for: bytes) else {
      print("  gin-config: not measured (no Python with gin-config 0.5.0; .ci/install-oracles makes one)")
      return
    }
    row("gin-config 0.5.0: parse", theirs, bytes.count)
    print("  ratio: \(Int((theirs / ours).rounded())) times")
  }

  private static func row(_ what: String, _ seconds: Double, _ bytes: Int) {
    let milliseconds = String(format: "%10.3f ms", seconds * 1000)
    let speed = String(format: "%8.1f MB/s", Double(bytes) / seconds / 1_000_000)
    print("  \(what.padding(toLength: 28, withPad: " ", startingAt: 0))\(milliseconds)\(speed)")
  }

  /// The median of 25 runs after 5 that warm up.
  private static func medianSeconds(_ run: () -> Int) -> Double {
    let clock = ContinuousClock()
    var times: [Duration] = []
    var sum = 0
    for index in 0..<30 {
      let time = clock.measure { sum &+= run() }
      if index >= 5 { times.append(time) }
    }
    // The results are used, so that nothing is optimized away.
    if sum == Int.min { print("  impossible") }
    times.sort()
    return times[times.count / 2] / .seconds(1)
  }
}
