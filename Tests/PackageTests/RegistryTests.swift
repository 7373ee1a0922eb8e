// Do we know what Python registers? The registry that importing the packages' modules makes, against what we read.

import Configurables
import Foundation
import Resolution
import SourceText
import TestSupport
import Testing

@Suite struct RegistryTests {
  private struct Registry: Decodable {
    struct Entry: Decodable {
      let selector: String
      /// Nil where nobody can say: the constructor is a stand-in's or written in C.
      let parameters: [String]?
      let isOpen: Bool
    }

    let imported: [String]
    let failed: [String: String]
    let registry: [Entry]
  }

  private static let program =
    PythonStubs.program + """


      import inspect, json

      folder, modules = sys.argv[1], sys.argv[2:]
      sys.path.insert(0, folder)
      import gin
      install()
      imported, failed = [], {}
      standard = sys.stdout
      sys.stdout = sys.stderr
      for name in modules:
        error = load(name)
        if error is None:
          imported.append(name)
        else:
          failed[name] = error
      sys.stdout = standard

      def signature(configurable):
        function = configurable.wrapped
        is_class = inspect.isclass(function)
        if is_class:
          function = gin.config._find_class_construction_fn(function)
        if getattr(function, '__module__', None) in (None, 'abc', '__main__') or not inspect.isfunction(function):
          return None, True
        spec = inspect.getfullargspec(inspect.unwrap(function))
        names = spec.args + spec.kwonlyargs
        if is_class or configurable.is_method:
          names = names[1:]
        return names, spec.varkw is not None

      registry = []
      for selector, configurable in gin.config._REGISTRY.items():
        if selector.startswith('gin.'):
          continue
        parameters, is_open = signature(configurable)
        registry.append({'selector': selector, 'parameters': parameters, 'isOpen': is_open})
      print(json.dumps({'imported': imported, 'failed': failed, 'registry': registry}))
      """

  private struct Tally {
    var modules = 0
    var failed: [String] = []
    var registered = 0
    var signatures = 0
    var differences: [String] = []
  }

  @Test func theRegistryIsWhatWeRead() throws {
    guard let python = try PythonOracle.interpreter(toCheck: "definitions against CPython's registry") else { return }
    var all = Tally()
    for name in PublishedPackage.names {
      guard let package = try PublishedPackage(name, toCheck: "definitions against CPython's registry") else { return }
      var tally = Tally()
      try compare(package, python, &tally)
      print(
        "registry of \(name): \(tally.modules) modules imported, \(tally.failed.count) not, "
          + "\(tally.registered) configurables of both, \(tally.signatures) signatures equal")
      for failure in tally.failed { print("  not imported: \(failure)") }
      all.modules += tally.modules
      all.registered += tally.registered
      all.signatures += tally.signatures
      all.failed += tally.failed
      all.differences += tally.differences.map { "\(name): \($0)" }
    }
    let unexplained = all.differences.filter { !Self.explained.keys.contains($0) }
    #expect(unexplained.isEmpty, "\(unexplained.joined(separator: "\n"))")
    #expect(Set(Self.explained.keys).isSubset(of: all.differences), "no longer true: \(Self.explained.keys)")
    #expect(all.registered >= 550 && all.signatures >= 550, "\(all.registered) \(all.signatures)")
  }

  /// Differences that are no fault, each with its reason.
  private static let explained: [String: String] = [
    "acids-rave: `cc.Conv1d` is CPython's alone": wrappedByName,
    "acids-rave: `cc.ConvTranspose1d` is CPython's alone": wrappedByName,
    "acids-rave: `cc.get_padding` is CPython's alone": wrappedByName,
    "ddsp: `tf.keras.layers.Layer` is CPython's alone":
      "A loop registers what it finds in `tf.keras.layers`; among the stand-ins that is one class.",
  ]
  private static let wrappedByName = "A function of the package registers `getattr(cc, name)`."

  private func compare(_ package: PublishedPackage, _ python: String, _ tally: inout Tally) throws {
    let files = package.analysis.definitions.files.values.filter { file in
      file.language == .python && file.file.relative(to: package.root) != nil && !file.module.isEmpty
        && file.module.split(separator: ".").allSatisfy { $0.wholeMatch(of: /[A-Za-z_][A-Za-z_0-9]*/) != nil }
        && file.text.string.contains("gin")
    }
    let answer = try ask(files.map(\.module).sorted(), package.root, python)
    tally.modules = answer.imported.count
    tally.failed = answer.failed.map { "\($0): \($1)" }.sorted()
    let imported = Set(answer.imported)
    let theirs = Dictionary(answer.registry.map { ($0.selector, $0) }, uniquingKeysWith: { first, _ in first })
    var seen: Set<String> = []
    for file in files.sorted(by: { $0.module < $1.module }) {
      for configurable in file.configurables {
        if let entry = theirs[configurable.selector] ?? uncertain(configurable, theirs) {
          guard seen.insert(entry.selector).inserted else { continue }
          tally.registered += 1
          compare(configurable, entry, &tally)
        } else if imported.contains(file.module) {
          tally.differences.append("`\(configurable.selector)` of \(file.module) is ours alone")
        }
      }
    }
    let tables = package.analysis.definitions.files.values.filter { $0.file.relative(to: package.root) == nil }
    seen.formUnion(tables.flatMap(\.configurables).map(\.selector))
    tally.differences += theirs.keys.filter { !seen.contains($0) }.sorted().map { "`\($0)` is CPython's alone" }
  }

  /// What a library defines is known by its name only.
  private func uncertain(_ configurable: Configurable, _ theirs: [String: Registry.Entry]) -> Registry.Entry? {
    guard !configurable.isModuleCertain else { return nil }
    return theirs.values.first { $0.selector == configurable.name || $0.selector.hasSuffix("." + configurable.name) }
  }

  private func compare(_ configurable: Configurable, _ entry: Registry.Entry, _ tally: inout Tally) {
    guard !configurable.isOpen, let signature = entry.parameters else { return }
    // gin-config counts the `self` of a method that is registered like a function; no config binds it.
    let parameters = Array(signature.drop { $0 == "self" })
    let ours = configurable.parameters.filter { $0.kind != .variadic && $0.kind != .keywords }.map(\.name)
    let isOpen = configurable.parameters.contains { $0.kind == .keywords }
    if ours == parameters, isOpen == entry.isOpen {
      tally.signatures += 1
    } else {
      tally.differences.append(
        "`\(entry.selector)` takes \(ours)\(isOpen ? " and more" : ""), for CPython \(parameters)"
          + (entry.isOpen ? " and more" : ""))
    }
  }

  private func ask(_ modules: [String], _ package: FilePath, _ python: String) throws -> Registry {
    // Some modules write files beside themselves when they are imported: they get a copy of their own.
    let copy = try TemporaryFolder()
    let folder = copy.path.appending("files")
    try FileManager.default.copyItem(atPath: package.string, toPath: folder.string)
    let process = Process()
    process.executableURL = URL(filePath: python)
    process.currentDirectoryURL = FileManager.default.temporaryDirectory
    process.arguments = ["-B", "-W", "ignore", "-c", Self.program, folder.string] + modules
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw PythonOracle.Failure(description: "Python ended with \(process.terminationStatus)")
    }
    return try JSONDecoder().decode(Registry.self, from: data)
  }
}
