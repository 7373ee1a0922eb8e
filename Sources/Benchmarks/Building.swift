// What does `import Gin` cost whoever builds again after a change? The same small program with it and without.

import Foundation

enum Building {
  private struct Failure: Error { let command: String }

  static func run() throws {
    // It stays, for its first build takes minutes.
    let folder = FileManager.default.temporaryDirectory.appending(path: "gimlet-building")
    // This file is Sources/Benchmarks/Building.swift.
    let checkout = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path
    let plain = try seconds(in: folder.appending(path: "plain"), dependency: nil)
    let configured = try seconds(in: folder.appending(path: "configured"), dependency: checkout)
    print("A program of two files, built again after a change of one of them, median of 9:")
    print(String(format: "  without Gin %6.2f s", plain))
    print(String(format: "  with Gin    %6.2f s   %.2f s more", configured, configured - plain))
  }

  /// How long a build takes after a change.
  private static func seconds(in package: URL, dependency: String?) throws -> Double {
    let sources = package.appending(path: "Sources/Small")
    try FileManager.default.createDirectory(at: sources, withIntermediateDirectories: true)
    try write(manifest(dependency), to: package.appending(path: "Package.swift"))
    try write(training(dependency), to: sources.appending(path: "Training.swift"))
    try write(program(dependency, 0), to: sources.appending(path: "Small.swift"))
    try build(package)
    let clock = ContinuousClock()
    var times: [Duration] = []
    for number in 1...9 {
      try write(program(dependency, number), to: sources.appending(path: "Small.swift"))
      times.append(try clock.measure { try build(package) })
    }
    return times.sorted()[4] / .seconds(1)
  }

  private static func manifest(_ dependency: String?) -> String {
    let package = dependency.map { "\n  dependencies: [.package(name: \"gimlet\", path: \"\($0)\")]," } ?? ""
    let product = dependency == nil ? "" : ", dependencies: [.product(name: \"Gin\", package: \"gimlet\")]"
    return """
      // swift-tools-version: 6.2
      import PackageDescription
      let package = Package(
        name: "small", platforms: [.macOS(.v15)],\(package)
        targets: [.executableTarget(name: "Small"\(product))])
      """
  }

  private static func training(_ dependency: String?) -> String {
    """
    \(dependency == nil ? "" : "import Gin\n@Config")
    struct Training {
      var steps: Int = 3
      var baseLR: Double = 3e-4
      var sizes: [Int] = [1, 2]
      var product: Double { Double(steps) * baseLR }
    }
    \(dependency == nil ? "" : "@Configurable")
    func rates(first: Double, count: Int = 4) -> [Double] { (0..<count).map { first / Double($0 + 1) } }
    """
  }

  private static func program(_ dependency: String?, _ number: Int) -> String {
    let make =
      dependency == nil
      ? "Training(steps: \(number))"
      : "try Config(Registry { Training.self; $rates }, bindings: [\"Training.steps = \(number)\"]).make(Training.self)"
    return """
      \(dependency == nil ? "" : "import Gin")
      @main struct Small {
        static func main() throws {
          let training = \(make)
          print(training.product, rates(first: \(number).5))
        }
      }
      """
  }

  private static func write(_ text: String, to file: URL) throws { try Data(text.utf8).write(to: file) }

  private static func build(_ package: URL) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["swift", "build", "--package-path", package.path]
    process.standardOutput = Pipe()
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(command: "swift build in \(package.path)") }
  }
}
