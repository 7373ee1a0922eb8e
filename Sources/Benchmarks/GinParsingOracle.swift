// How long does gin-config's own parser take?

import Foundation

enum GinParsingOracle {
  /// The median of five runs in one process, after one that warms up; nil without a Python that has gin-config.
  static func seconds(for bytes: [UInt8]) -> Double? {
    let python = ProcessInfo.processInfo.environment["GIMLET_PYTHON"] ?? ".build-oracles/bin/python"
    guard FileManager.default.isExecutableFile(atPath: python) else { return nil }
    let file = FileManager.default.temporaryDirectory.appending(path: "gimlet-benchmark-\(UUID().uuidString).gin")
    defer { try? FileManager.default.removeItem(at: file) }
    let output = Pipe()
    let process = Process()
    process.executableURL = URL(filePath: python)
    process.arguments = ["-W", "ignore", "-c", program, file.path]
    process.standardOutput = output
    do {
      try Data(bytes).write(to: file)
      try process.run()
    } catch {
      return nil
    }
    let answer = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Double(String(decoding: answer, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
  }

  private static let program = """
    import io, statistics, sys, time
    from gin import config_parser

    class Delegate(config_parser.ParserDelegate):
        def configurable_reference(self, name, evaluate):
            return name
        def macro(self, name):
            return name

    text = open(sys.argv[1], encoding="utf-8").read()
    times = []
    for _ in range(6):
        start = time.perf_counter()
        for statement in config_parser.ConfigParser(io.StringIO(text), Delegate()):
            pass
        times.append(time.perf_counter() - start)
    print(statistics.median(times[1:]))
    """
}
